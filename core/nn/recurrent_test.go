package nn

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/internal/golden"
	"hourglass/core/rng"
	"hourglass/core/vec"
)

// turn swaps the first two axes of x (a, b, n): PyTorch's time-major sequences into ours and back.
func turn(x []float64, a, b, n int) []float64 {
	y := make([]float64, 0, len(x))
	for j := range b {
		for i := range a {
			y = append(y, x[(i*b+j)*n:(i*b+j+1)*n]...)
		}
	}
	return y
}

func narrow(x ...[]float64) []float32 {
	var all []float64
	for _, v := range x {
		all = append(all, v...)
	}
	return golden.Tensor{Data: all}.F32()
}

// filled returns n numbers drawn from r, within ±s.
func filled(r *rng.Stream, n int, s float32) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = r.Range(-s, s)
	}
	return v
}

// A bed is a layer with memory of its own for so many rows.
type bed struct {
	layer         Layer
	plan          Plan
	params        int
	keep, scratch []float32
}

func newBed(t fails, l Layer, in Shape, rows int) *bed {
	t.Helper()
	p, err := l.Plan(in)
	if err != nil {
		t.Fatalf("%+v: %v", l, err)
	}
	b := &bed{layer: l, plan: p, keep: make([]float32, rows*p.Keep), scratch: make([]float32, p.Scratch)}
	for _, a := range p.Arrays {
		b.params += a.Size()
	}
	return b
}

func (b *bed) forward(x, w []float32, rows int) []float32 {
	y := make([]float32, rows*b.plan.Out.Size())
	b.layer.Forward(y, b.keep, x, w, b.scratch, rows)
	return y
}

// backward soils the scratch first: nothing may be expected of it.
func (b *bed) backward(dx, dw, dy, y, x, w []float32, rows int) {
	vec.Fill(b.scratch, float32(math.NaN()))
	b.layer.Backward(dx, dw, append([]float32(nil), dy...), y, b.keep, x, w, b.scratch, rows)
}

// firstStates sets the first states of a Recurrent's bed.
func (b *bed) firstStates(h, c []float32) {
	r := b.layer.(Recurrent)
	k := r.open(b.keep)
	for e := range len(h) / r.Hidden {
		copy(k.h[e*r.Steps*r.Hidden:], h[e*r.Hidden:(e+1)*r.Hidden])
		if r.Cell == LSTM {
			copy(k.c[e*(r.Steps+1)*r.Hidden:], c[e*r.Hidden:(e+1)*r.Hidden])
		}
	}
}

func TestRecurrentGolden(t *testing.T) {
	for k, name := range map[Cell]string{LSTM: "lstm_seq", GRU: "gru_seq"} {
		const steps, rows, in, hidden = 4, 2, 3, 2
		cols := k.gates() * hidden
		c := golden.Vectors(t, goldenDir, name)
		bias := [][]float64{c.Inputs["b_ih"].Data, c.Inputs["b_hh"].Data}
		if k == LSTM {
			sum := append([]float64(nil), bias[0]...)
			for i, v := range bias[1] {
				sum[i] += v
			}
			bias = [][]float64{sum}
		}
		w := narrow(transpose(c.Inputs["W_ih"].Data, cols, in), transpose(c.Inputs["W_hh"].Data, cols, hidden), narrowed(bias))
		x, dy := narrow(turn(c.Inputs["x"].Data, steps, rows, in)), narrow(turn(c.Inputs["dy"].Data, steps, rows, hidden))

		r := Recurrent{Cell: k, Steps: steps, In: in, Hidden: hidden}
		b := newBed(t, r, Seq(steps, in), rows)
		b.firstStates(c.Inputs["h0"].F32(), c.Inputs["c0"].F32())
		y := b.forward(x, w, rows)
		dx, dw := make([]float32, len(x)), make([]float32, len(w))
		b.backward(dx, dw, dy, y, x, w, rows)

		want := turn(c.Expect["y"].Data, steps, rows, hidden)
		golden.Near(t, name+" y", y, want, 1e-5)
		golden.Near(t, name+" dx", dx, turn(c.Expect["dx"].Data, steps, rows, in), 1e-5)
		d, kept := r.loop().split(dw), r.open(b.keep)
		golden.Near(t, name+" dW_ih", d.ih, transpose(c.Expect["dW_ih"].Data, cols, in), 1e-5)
		golden.Near(t, name+" dW_hh", d.hh, transpose(c.Expect["dW_hh"].Data, cols, hidden), 1e-5)
		golden.Near(t, name+" db_ih", d.b, c.Expect["db_ih"].Data, 1e-5)
		golden.Near(t, name+" dh0", kept.dh, c.Expect["dh0"].Data, 1e-5)
		if k == GRU {
			golden.Near(t, name+" db_hh", d.d, c.Expect["db_hh"].Data, 1e-5)
		} else {
			golden.Near(t, name+" dc0", kept.dc, c.Expect["dc0"].Data, 1e-5)
			last := append(append([]float32(nil), kept.c[steps*hidden:(steps+1)*hidden]...), kept.c[(2*steps+1)*hidden:]...)
			golden.Near(t, name+" c_n", last, c.Expect["c_n"].Data, 1e-5)
		}

		r.Last = true
		b = newBed(t, r, Seq(steps, in), rows)
		b.firstStates(c.Inputs["h0"].F32(), c.Inputs["c0"].F32())
		golden.Near(t, name+" h_n", b.forward(x, w, rows), c.Expect["h_n"].Data, 1e-5)
	}
}

func narrowed(parts [][]float64) (all []float64) {
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

// Keras prints what its cells make of 0, 1, 2, ... when every weight has one value. Orders of gates and of weights drop
// out, but the forget gate, whose bias may be 1, is the second of both. Its keras_gru_reset_before is another function than
// ours.
func TestRecurrentPublished(t *testing.T) {
	for _, c := range []struct {
		id                 string
		cell               Cell
		rows, steps, in, h int
		bias, forget       float32
		states, backwards  bool
	}{
		{"keras_lstm_fb0", LSTM, 3, 6, 4, 3, .03, .03, false, false},
		{"keras_lstm_forgetbias1", LSTM, 3, 6, 4, 3, .03, 1, false, false},
		{"keras_lstm_nobias", LSTM, 3, 6, 4, 3, 0, 0, false, false},
		{"keras_lstm_backwards", LSTM, 3, 6, 4, 3, .03, 1, false, true},
		{"keras_lstm_init_state", LSTM, 2, 4, 3, 2, .03, 1, true, false},
		{"keras_gru_reset_after", GRU, 3, 6, 4, 3, .03, 0, false, false},
		{"keras_gru_nobias", GRU, 3, 6, 4, 3, 0, 0, false, false},
		{"keras_gru_init_state", GRU, 2, 4, 3, 2, .03, 0, true, false},
		{"keras_gru_init_state_backwards", GRU, 2, 4, 3, 2, .03, 0, true, true},
	} {
		r := Recurrent{Cell: c.cell, Steps: c.steps, In: c.in, Hidden: c.h, Last: true}
		b := newBed(t, r, Seq(c.steps, c.in), c.rows)
		w := make([]float32, b.params)
		p := r.loop().split(w)
		vec.Fill(p.ih, .01)
		vec.Fill(p.hh, .02)
		vec.Fill(p.b, c.bias)
		vec.Fill(p.d, c.bias)
		if c.cell == LSTM {
			vec.Fill(p.b[c.h:2*c.h], c.forget)
		}
		x := make([]float32, c.rows*c.steps*c.in)
		for i := range x {
			x[i] = float32(i)
			if c.backwards {
				step := i / c.in % c.steps
				x[i] = float32(i + (c.steps-1-2*step)*c.in)
			}
		}
		if c.states {
			b.firstStates([]float32{0, 1, 2, 3}, []float32{0, 1, 2, 3})
		}
		k := golden.Published(t, goldenDir, c.id)
		golden.Near(t, c.id, b.forward(x, w, c.rows), wide(k.Expect), k.Tolerance)
	}
}

func drawRecurrent(t *rapid.T) (Recurrent, Shape) {
	r := Recurrent{
		Cell: Cell(rapid.IntRange(0, int(cellCount)-1).Draw(t, "cell")), Steps: rapid.IntRange(1, 4).Draw(t, "steps"),
		In: rapid.IntRange(1, 3).Draw(t, "in"), Hidden: rapid.IntRange(1, 5).Draw(t, "hidden"),
		Last: rapid.Bool().Draw(t, "last"), Hold: rapid.Bool().Draw(t, "hold"),
	}
	if r.Hold {
		return r, Flat(r.In)
	}
	return r, Seq(r.Steps, r.In)
}

// added holds that a second Backward adds the same gradient once more.
func (b *bed) added(t fails, once, dy, y, x, w []float32, rows int) {
	t.Helper()
	twice := append([]float32(nil), once...)
	b.backward(nil, twice, dy, y, x, w, rows)
	for i, v := range once {
		if d := math.Abs(float64(twice[i] - 2*v)); d > 1e-5*math.Abs(float64(v)) && d > 1e-6 {
			t.Fatalf("gradient %d is %v after two passes, %v after one", i, twice[i], v)
		}
	}
}

// nearUnit is nearGradient with the bound of terms of size one on top, whatever they leave of each other: through time they
// cancel.
func nearUnit(t fails, what string, got []float32, want []float64) {
	t.Helper()
	top := 1.0
	for _, v := range want {
		top = max(top, math.Abs(v))
	}
	for i, v := range want {
		if d := math.Abs(float64(got[i]) - v); !(d <= 1e-4*math.Abs(v)+2e-6*top) {
			t.Fatalf("%s: gradient %d is %g, finite differences say %g", what, i, got[i], v)
		}
	}
}

// dot is the sum of dy[i]·y[i]: the loss whose gradient by y is dy.
func dot(dy []float32, y []float64) float64 {
	s := 0.0
	for i, v := range y {
		s += v * float64(dy[i])
	}
	return s
}

// Value, and gradients by x, every weight and the first states, against the float64 twin; fewer rows than there is room for.
func TestRecurrentGradient(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, shape := drawRecurrent(t)
		rows := rapid.IntRange(1, 3).Draw(t, "rows")
		s := rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		b := newBed(t, r, shape, rows+rapid.IntRange(0, 2).Draw(t, "spare"))
		in, out := shape.Size(), b.plan.Out.Size()
		w, x, dy := filled(&s, b.params, 1), filled(&s, rows*in, 1.5), filled(&s, rows*out, 1)
		h0, c0 := filled(&s, rows*r.Hidden, 1), filled(&s, rows*r.Hidden, 1)
		value := func(w, x, h, c []float64) (y []float64) {
			for e := range rows {
				from, to := e*r.Hidden, (e+1)*r.Hidden
				y = append(y, refRecurrent(r, w, x[e*in:(e+1)*in], h[from:to], c[from:to])...)
			}
			return y
		}
		b.firstStates(h0, c0)
		y := b.forward(x, w, rows)
		W, X, H, C := wide(w), wide(x), wide(h0), wide(c0)
		for i, v := range value(W, X, H, C) {
			if math.Abs(float64(y[i])-v) > 3e-6 {
				t.Fatalf("output %d is %v, want %v", i, y[i], v)
			}
		}
		dx, dw := filled(&s, len(x), 1), make([]float32, len(w))
		b.backward(dx, dw, dy, y, x, w, rows)
		k := r.open(b.keep)
		nearUnit(t, "x", dx, refGradient(func(v []float64) float64 { return dot(dy, value(W, v, H, C)) }, X))
		nearUnit(t, "w", dw, refGradient(func(v []float64) float64 { return dot(dy, value(v, X, H, C)) }, W))
		nearUnit(t, "h0", k.dh, refGradient(func(v []float64) float64 { return dot(dy, value(W, X, v, C)) }, H))
		if r.Cell == LSTM {
			nearUnit(t, "c0", k.dc, refGradient(func(v []float64) float64 { return dot(dy, value(W, X, H, v)) }, C))
		}
		b.added(t, dw, dy, y, x, w, rows)
	})
}

// One batch is its rows one at a time, bit for bit, there and back: gradients by weights add up example after example. So
// it is in a memory that has room for more, and was used for more.
func TestSequenceRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const rows = 7
		var l Layer
		l, shape := drawRecurrent(t)
		switch rapid.IntRange(0, 2).Draw(t, "layer") {
		case 1:
			u := drawUnroll(t)
			l, shape = u, Flat(u.Code)
		case 2:
			e := Each{Dense{rapid.IntRange(1, 5).Draw(t, "in"), rapid.IntRange(1, 9).Draw(t, "out")}, 3}
			l, shape = e, Seq(3, e.In)
		}
		s := rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		b, one := newBed(t, l, shape, rows), newBed(t, l, shape, 1)
		w, x := filled(&s, b.params, 1), filled(&s, rows*shape.Size(), 1.5)
		y := b.forward(x, w, rows)
		dy, dx, dw := filled(&s, len(y), 1), make([]float32, len(x)), make([]float32, len(w))
		b.backward(dx, dw, dy, y, x, w, rows)
		sum := make([]float32, len(w))
		same := func(what string, got, want []float32) {
			for i, v := range want {
				if math.Float32bits(v) != math.Float32bits(got[i]) {
					t.Fatalf("%+v: %s: number %d is %v alone and %v in the batch", l, what, i, v, got[i])
				}
			}
		}
		for e := range rows {
			row := x[e*shape.Size() : (e+1)*shape.Size()]
			n := len(y) / rows
			alone, dalone := one.forward(row, w, 1), make([]float32, len(row))
			same("output", y[e*n:], alone)
			one.backward(dalone, sum, dy[e*n:(e+1)*n], alone, row, w, 1)
			same("gradient by the input", dx[e*len(row):], dalone)
			same("output in a wide memory", b.forward(row, w, 1), alone)
		}
		same("gradient by the weights", dw, sum)
		same("output after smaller passes", b.forward(x, w, rows), y)
	})
}

func TestEachGradient(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Dense{rapid.IntRange(1, 4).Draw(t, "in"), rapid.IntRange(1, 5).Draw(t, "out")}
		e := Each{d, rapid.IntRange(1, 4).Draw(t, "steps")}
		rows := rapid.IntRange(1, 3).Draw(t, "rows")
		s := rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		b := newBed(t, e, Seq(e.Steps, e.In), rows)
		if b.plan.Out != Seq(e.Steps, e.Out) {
			t.Fatalf("%+v makes %v", e, b.plan.Out)
		}
		w, x, dy := filled(&s, b.params, 1), filled(&s, rows*e.Steps*e.In, 1), filled(&s, rows*e.Steps*e.Out, 1)
		value := func(w, x []float64) (y []float64) {
			for i := range rows * e.Steps {
				y = append(y, refForward([]Layer{e.Dense}, w, x[i*e.In:(i+1)*e.In])...)
			}
			return y
		}
		y := b.forward(x, w, rows)
		W, X := wide(w), wide(x)
		for i, v := range value(W, X) {
			if math.Abs(float64(y[i])-v) > 1e-5 {
				t.Fatalf("output %d is %v, want %v", i, y[i], v)
			}
		}
		dx, dw := make([]float32, len(x)), make([]float32, len(w))
		b.backward(dx, dw, dy, y, x, w, rows)
		nearGradient(t, "x", dx, refGradient(func(v []float64) float64 { return dot(dy, value(W, v)) }, X))
		nearGradient(t, "w", dw, refGradient(func(v []float64) float64 { return dot(dy, value(v, X)) }, W))
		b.added(t, dw, dy, y, x, w, rows)
	})
}

func TestSequencePlanFails(t *testing.T) {
	for _, c := range []struct {
		in    Shape
		layer Layer
		want  string
	}{
		{Seq(4, 3), Recurrent{LSTM, 4, 3, 0, false, false}, "recurrent 3 to 0 has no units"},
		{Seq(4, 3), Recurrent{GRU, 4, 0, 2, false, false}, "recurrent 0 to 2 has no units"},
		{Seq(4, 3), Recurrent{GRU, 0, 3, 2, false, false}, "recurrent over 0 steps has nothing to read"},
		{Seq(4, 3), Recurrent{Cell(7), 4, 3, 2, false, false}, "recurrent: cell 7 is not known"},
		{Seq(3, 4), Recurrent{LSTM, 4, 3, 2, false, false}, "recurrent wants 4 steps of 3 and is given 1x3x4"},
		{Flat(8), Recurrent{LSTM, 4, 3, 2, false, true}, "recurrent wants 3 inputs to hold and is given 8x1x1"},
		{Seq(4, 3), Each{Dense{3, 0}, 4}, "dense 3 to 0 has no units"},
		{Seq(4, 3), Each{Dense{3, 1}, -1}, "each over -1 steps has nothing to read"},
		{Seq(4, 3), Each{Dense{2, 1}, 4}, "each wants 4 steps of 2 and is given 1x4x3"},
		{Flat(5), Unroll{LSTM, 4, 3, 2, 1, Linear}, "unroll wants a code of 3 and is given 5x1x1"},
		{Flat(3), Unroll{LSTM, 4, 3, 2, 0, Linear}, "unroll 3 to 0 has no units"},
		{Flat(3), Unroll{LSTM, 4, 3, 0, 1, Linear}, "unroll 4 to 0 has no units"},
		{Flat(3), Unroll{LSTM, 0, 3, 2, 1, Linear}, "unroll over 0 steps has nothing to read"},
		{Flat(3), Unroll{GRU, 4, 3, 2, 1, Unit(99)}, "unit 99 is not known"},
		{Flat(3), Unroll{Cell(2), 4, 3, 2, 1, Tanh}, "unroll: cell 2 is not known"},
	} {
		if _, err := NewNet(c.in, c.layer); err == nil || err.Error() != "nn: layer 0: "+c.want {
			t.Errorf("%+v: %v, want %q", c.layer, err, c.want)
		}
	}
	if len(CellNames) != int(cellCount) {
		t.Errorf("%d names for %d cells", len(CellNames), cellCount)
	}
}

// What a plan promises: names and shapes of the arrays, biases of zero, and the output's shape, also from flat input.
func TestSequencePlan(t *testing.T) {
	names := func(p Plan) string {
		var s []string
		for _, a := range p.Arrays {
			s = append(s, a.Name)
			if strings.HasPrefix(a.Name, "bias") != (a.In == 0) || a.Start != 0 {
				t.Errorf("%s begins wrongly: %+v", a.Name, a)
			}
		}
		return strings.Join(s, " ")
	}
	for _, c := range []struct {
		layer   Layer
		in, out Shape
		names   string
		params  int
	}{
		{Recurrent{LSTM, 4, 3, 5, false, false}, Flat(12), Seq(4, 5), "weight_ih weight_hh bias", 3*20 + 5*20 + 20},
		{Recurrent{GRU, 4, 3, 5, true, false}, Seq(4, 3), Flat(5), "weight_ih weight_hh bias_ih bias_hh", 3*15 + 5*15 + 30},
		{Unroll{LSTM, 4, 3, 5, 2, Tanh}, Flat(3), Seq(4, 2), "weight_ih weight_hh bias weight_out bias_out", 5*20 + 5*20 + 20 + 12},
		{Each{Dense{3, 2}, 4}, Seq(4, 3), Seq(4, 2), "weight bias", 8},
	} {
		b := newBed(t, c.layer, c.in, 1)
		if b.plan.Out != c.out || names(b.plan) != c.names || b.params != c.params {
			t.Errorf("%+v: %v, %d of %s", c.layer, b.plan.Out, b.params, names(b.plan))
		}
	}
}

// Under each init the biases of LSTM's forget gates begin at one and all others at zero; GRU has no forget gate.
func TestForgetGatesBeginOpen(t *testing.T) {
	const hidden = 3
	for _, cell := range []Cell{LSTM, GRU} {
		for _, l := range []Layer{Recurrent{Cell: cell, Steps: 4, In: 2, Hidden: hidden}, Unroll{Cell: cell, Steps: 4, Code: 8, Hidden: hidden, Features: 2, Out: Linear}} {
			n, err := NewNet(Flat(8), l)
			if err != nil {
				t.Fatal(err)
			}
			for k := range Init(len(InitNames)) {
				w, r := make([]float32, n.Params()), rng.New(1, "init")
				n.Init(w, k, &r)
				for _, a := range n.Arrays(0) {
					for i, v := range w[:a.Size()] {
						want := float32(0)
						if cell == LSTM && a.Name == "bias" && i/hidden == 1 {
							want = 1
						}
						if a.In == 0 && v != want {
							t.Errorf("%v of %v: %s %d begins at %v, want %v", cell, k, a.Name, i, v, want)
						}
					}
					w = w[a.Size():]
				}
			}
		}
	}
}
