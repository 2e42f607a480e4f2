package nn

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/internal/golden"
	"hourglass/core/rng"
)

const goldenDir = "../testdata"

// fails is what both *testing.T and *rapid.T can do.
type fails interface {
	Helper()
	Fatalf(format string, args ...any)
}

// nearGradient holds a float32 gradient against finite differences: 1e-4 of each number, and 2e-6 of the largest, since what
// cancels to nearly nothing keeps the rounding of its terms.
func nearGradient(t fails, what string, got []float32, want []float64) {
	t.Helper()
	top := 0.0
	for _, v := range want {
		top = max(top, math.Abs(v))
	}
	nearSum(t, what, got, want, top)
}

// nearSum is nearGradient where top, the largest of the terms that were added up, is known to be larger than their sums.
func nearSum(t fails, what string, got []float32, want []float64, top float64) {
	t.Helper()
	for i, v := range want {
		if d := math.Abs(float64(got[i]) - v); !(d <= 1e-4*math.Abs(v)+2e-6*top+1e-9) {
			t.Fatalf("%s: gradient %d is %g, finite differences say %g", what, i, got[i], v)
		}
	}
}

// transpose turns (rows, cols) into (cols, rows): PyTorch's weights into ours.
func transpose(x []float64, rows, cols int) []float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i%cols*rows+i/cols] = v
	}
	return y
}

func TestDenseGolden(t *testing.T) {
	c := golden.Vectors(t, goldenDir, "dense")
	d := Dense{In: 4, Out: 2}
	w := golden.Tensor{Data: append(transpose(c.Inputs["W"].Data, 2, 4), c.Inputs["b"].Data...)}.F32()
	x, dy := c.Inputs["x"].F32(), c.Inputs["dy"].F32()
	y, dx, dw := make([]float32, 6), make([]float32, 12), make([]float32, 10)
	d.Forward(y, nil, x, w, nil, 3)
	d.Backward(dx, dw, dy, y, nil, x, w, nil, 3)
	golden.Near(t, "y", y, c.Expect["y"].Data, 1e-5)
	golden.Near(t, "dx", dx, c.Expect["dx"].Data, 1e-5)
	golden.Near(t, "dW", dw[:8], transpose(c.Expect["dW"].Data, 2, 4), 1e-5)
	golden.Near(t, "db", dw[8:], c.Expect["db"].Data, 1e-5)
}

func TestUnitsGolden(t *testing.T) {
	for u, name := range map[Unit]string{Tanh: "act_tanh", Sigmoid: "act_sigmoid", ReLU: "act_relu", Leaky: "act_leaky_relu_0p01",
		ELU: "act_elu_1", Softplus: "act_softplus", SiLU: "act_silu"} {
		c := golden.Vectors(t, goldenDir, name)
		x := c.Inputs["x"].F32()
		y, dx, dy := make([]float32, len(x)), make([]float32, len(x)), make([]float32, len(x))
		for i := range dy {
			dy[i] = 1
		}
		u.Forward(y, nil, x, nil, nil, 1)
		u.Backward(dx, nil, dy, y, nil, x, nil, nil, 1)
		golden.Near(t, name, y, c.Expect["y"].Data, 1e-5)
		golden.Near(t, name+" slope", dx, c.Expect["dy"].Data, 1e-5)
	}
}

// At is Forward for one number, bit for bit, and each unit is near its float64 form.
func TestUnits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := Unit(rapid.IntRange(0, int(unitCount)-1).Draw(t, "unit"))
		x := rapid.SliceOfN(rapid.Float32Range(-30, 30), 1, 40).Draw(t, "x")
		y := make([]float32, len(x))
		u.Forward(y, nil, x, nil, nil, 1)
		for i, v := range x {
			if math.Float32bits(y[i]) != math.Float32bits(u.At(v)) {
				t.Fatalf("%v of %v is %v in Forward and %v in At", u, v, y[i], u.At(v))
			}
			if want := refUnit(u, float64(v)); math.Abs(float64(y[i])-want) > 1e-6*(1+math.Abs(want)) {
				t.Fatalf("%v(%v) = %v, want %v", u, v, y[i], want)
			}
		}
	})
}

// Slopes by finite differences, away from the bend of the units that have one.
func TestUnitSlopes(t *testing.T) {
	for u := range unitCount {
		for x := -6.03; x < 6; x += 0.1 {
			v := float32(x)
			want := refGradient(func(x []float64) float64 { return refUnit(u, x[0]) }, []float64{float64(v)})
			dx := []float32{0}
			u.Backward(dx, nil, []float32{1}, []float32{u.At(v)}, nil, []float32{v}, nil, nil, 1)
			if d := math.Abs(float64(dx[0]) - want[0]); d > 1e-6+1e-5*math.Abs(want[0]) {
				t.Errorf("slope of %v at %v is %v, want %v", u, v, dx[0], want[0])
			}
		}
	}
}

func TestLossGolden(t *testing.T) {
	c := golden.Vectors(t, goldenDir, "loss_mse")
	y, want := c.Inputs["pred"].F32(), c.Inputs["target"].F32()
	dy := make([]float32, len(y))
	MSE.Gradient(dy, y, want)
	golden.Near(t, "MSE", []float32{float32(MSE.Value(y, want))}, c.Expect["loss"].Data, 1e-6)
	golden.Near(t, "MSE gradient", dy, c.Expect["dpred"].Data, 1e-6)

	c = golden.Vectors(t, goldenDir, "bce_logits")
	z, target := c.Inputs["z"].F32(), c.Inputs["t"].F32()
	dz := make([]float32, len(z))
	BCE.Gradient(dz, z, target)
	for i := range dz {
		dz[i] *= float32(len(z)) // the golden gradient is that of the sum
		one := []float32{float32(BCE.Value(z[i:i+1], target[i:i+1]))}
		golden.Near(t, "BCE of one logit", one, c.Expect["loss"].Data[i:i+1], 1e-5)
	}
	golden.Near(t, "BCE", []float32{float32(BCE.Value(z, target))}, c.Expect["mean"].Data, 1e-6)
	golden.Near(t, "BCE gradient", dz, c.Expect["dz"].Data, 1e-5)
}

func TestLossPublished(t *testing.T) {
	for _, c := range []struct {
		loss   Loss
		id, in string
	}{{MSE, "keras_mse", "p"}, {BCE, "keras_bce_logits", "z"}} {
		k := golden.Published(t, goldenDir, c.id)
		if got := c.loss.Value(k.Inputs[c.in], k.Inputs["y"]); math.Abs(got-float64(k.Expect[0])) > k.Tolerance {
			t.Errorf("%s: %v, want %v within %v", c.id, got, k.Expect[0], k.Tolerance)
		}
	}
}

// A loss and its gradient are finite for every finite prediction of a size that float32 can square.
func TestLossFinite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := rapid.SliceOfN(rapid.Float32Range(-1e18, 1e18), 1, 9).Draw(t, "y")
		want := rapid.SliceOfN(rapid.Float32Range(0, 1), len(y), len(y)).Draw(t, "t")
		dy := make([]float32, len(y))
		for l := range lossCount {
			l.Gradient(dy, y, want)
			for _, v := range append(wide(dy), l.Value(y, want)) {
				if v-v != 0 {
					t.Fatalf("%v of %v against %v is not finite", l, y, want)
				}
			}
		}
	})
}

// drawNet is a small net of any units.
func drawNet(t *rapid.T) (*Net, []Layer) {
	at := rapid.IntRange(1, 5).Draw(t, "in")
	in := Flat(at)
	var layers []Layer
	for range rapid.IntRange(1, 4).Draw(t, "depth") {
		width := rapid.IntRange(1, 6).Draw(t, "width")
		layers = append(layers, Dense{at, width}, Unit(rapid.IntRange(0, int(unitCount)-1).Draw(t, "unit")))
		at = width
	}
	n, err := NewNet(in, layers...)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return n, layers
}

// kinked says whether a rectifier stands so near its kink, after a pass over so many rows, that a finite difference goes across it.
func kinked(net *Net, layers []Layer, m *Memory, rows int) bool {
	for i, l := range layers {
		if u, ok := l.(Unit); ok && (u == ReLU || u == Leaky || u == ELU) {
			for _, v := range m.Out(i - 1)[:rows*net.Out(i-1).Size()] {
				if math.Abs(float64(v)) < 1e-4 {
					return true
				}
			}
		}
	}
	return false
}

// Whole nets against finite differences of their float64 twins: value, gradient by every parameter, and that gradients are
// added to what is there.
func TestNetGradient(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		net, layers := drawNet(t)
		rows, loss := rapid.IntRange(1, 4).Draw(t, "rows"), Loss(rapid.IntRange(0, int(lossCount)-1).Draw(t, "loss"))
		r := rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		in, out := net.In.Size(), net.Out(len(layers)-1).Size()
		w, x, target := make([]float32, net.Params()), make([]float32, rows*in), make([]float32, rows*out)
		m := net.NewMemory(rows, true)
		var y []float32
		for ok := false; !ok; ok = !kinked(net, layers, m, rows) {
			net.Init(w, Glorot, &r)
			for i := range w {
				w[i] += r.Range(-0.2, 0.2) // so that biases are not zero
			}
			for i := range x {
				x[i] = r.Range(-1, 1)
			}
			y = net.Forward(m, w, x, rows)
		}
		for i, v := range y { // apart, so that their difference has digits left, and no kink
			for ok := false; !ok; ok = math.Abs(float64(v-target[i])) > 0.1 && math.Abs(1/(1+math.Exp(-float64(v)))-float64(target[i])) > 0.1 {
				target[i] = r.Float32()
			}
		}
		value := func(w []float64) float64 {
			var y []float64
			for i := range rows {
				y = append(y, refForward(layers, w, wide(x[i*in:(i+1)*in]))...)
			}
			return refLoss(loss, y, wide(target))
		}

		if got, want := loss.Value(y, target), value(wide(w)); math.Abs(got-want) > 1e-5*(1+want) {
			t.Fatalf("loss is %v, want %v", got, want)
		}
		dy, dw := make([]float32, len(y)), make([]float32, len(w))
		loss.Gradient(dy, y, target)
		net.Backward(m, dw, w, x, dy, rows)
		want, top := make([]float64, len(w)), 0.0 // rows may cancel all but wholly: under L1 each pulls as hard as any
		for i := range rows {
			row := refGradient(func(w []float64) float64 {
				return refLoss(loss, refForward(layers, w, wide(x[i*in:(i+1)*in])), wide(target[i*out:(i+1)*out])) / float64(rows)
			}, wide(w))
			for j, v := range row {
				want[j] += v
				top = max(top, math.Abs(v))
			}
		}
		nearSum(t, "net", dw, want, top)
		once := append([]float32(nil), dw...)
		net.Backward(m, dw, w, x, dy, rows)
		for i := range dw {
			if d := math.Abs(float64(dw[i] - 2*once[i])); d > 1e-5*math.Abs(float64(once[i])) && d > 1e-6 {
				t.Fatalf("gradient %d is %v after two passes, %v after one", i, dw[i], once[i])
			}
		}
	})
}

// The gradient by the input of a layer, which is what the layer below is given.
func TestDenseInputGradient(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Dense{rapid.IntRange(1, 9).Draw(t, "in"), rapid.IntRange(1, 9).Draw(t, "out")}
		r := rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		w, x, dy := make([]float32, d.In*d.Out+d.Out), make([]float32, d.In), make([]float32, d.Out)
		for _, s := range [][]float32{w, x, dy} {
			for i := range s {
				s[i] = r.Normal()
			}
		}
		dx := make([]float32, d.In)
		d.Backward(dx, make([]float32, len(w)), dy, nil, nil, x, w, nil, 1)
		nearGradient(t, "dense", dx, refGradient(func(x []float64) float64 {
			sum := 0.0
			for o, v := range refForward([]Layer{d}, wide(w), x) {
				sum += v * float64(dy[o])
			}
			return sum
		}, wide(x)))
	})
}

// Half a net after the other half is the whole net.
func TestForwardRange(t *testing.T) {
	net, err := NewNet(Flat(3), Dense{3, 4}, Tanh, Dense{4, 2}, Dense{2, 5}, Sigmoid)
	if err != nil {
		t.Fatal(err)
	}
	r := rng.New(1, "test")
	w, x := make([]float32, net.Params()), []float32{.1, -.2, .3, .4, .5, -.6}
	net.Init(w, Glorot, &r)
	whole, halves := net.NewMemory(2, false), net.NewMemory(2, false)
	want := net.Forward(whole, w, x, 2)
	got := net.ForwardRange(halves, w, net.ForwardRange(halves, w, x, 2, 0, 3), 2, 3, 5)
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("output %d is %v in halves and %v at once", i, got[i], want[i])
		}
	}
	defer func() {
		if v, _ := recover().(string); !strings.Contains(v, "3 rows, memory for 2") {
			t.Errorf("three rows in a memory for two: %q", v)
		}
	}()
	net.Forward(whole, w, make([]float32, 9), 3)
}

// Glorot and He by sample variance, and biases of zero.
func TestInit(t *testing.T) {
	net, err := NewNet(Flat(200), Dense{200, 150})
	if err != nil {
		t.Fatal(err)
	}
	w := make([]float32, net.Params())
	for k, want := range []float64{Glorot: 2.0 / 350, He: 2.0 / 200} {
		w[len(w)-1] = 1
		r := rng.New(8, "init")
		net.Init(w, Init(k), &r)
		variance := 0.0
		for _, v := range w[:200*150] {
			if limit := math.Sqrt(6.0 / 350); Init(k) == Glorot && math.Abs(float64(v)) > limit*(1+1e-6) {
				t.Fatalf("weight %v lies beyond %v", v, limit)
			}
			variance += float64(v) * float64(v) / (200 * 150)
		}
		if math.Abs(variance-want) > 0.03*want {
			t.Errorf("%v: variance of the weights is %v, want %v", Init(k), variance, want)
		}
		for i, v := range w[200*150:] {
			if v != 0 {
				t.Errorf("%v: bias %d is %v", Init(k), i, v)
			}
		}
	}
}

func TestPlanFails(t *testing.T) {
	for _, c := range []struct {
		in     Shape
		layers []Layer
		want   string
	}{
		{Flat(3), []Layer{Dense{3, 2}, Dense{3, 1}}, "layer 1: dense wants 3 inputs and is given 2x1x1"},
		{Flat(3), []Layer{Dense{3, 0}}, "dense 3 to 0 has no units"},
		{Flat(3), []Layer{Unit(99)}, "unit 99 is not known"},
		{Shape{3, 0, 1}, nil, "input 3x0x1 is empty"},
	} {
		if _, err := NewNet(c.in, c.layers...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want %q", c.layers, err, c.want)
		}
	}
}

// Floats counts what a memory of one example holds.
func TestFloats(t *testing.T) {
	in := Shape{2, 6, 6}
	net, err := NewNet(in, NewConv(in, 3, 3, 2, 1), Tanh, Dense{27, 8}, Sample{4}, TopK{4, 2}, Recurrent{Cell: GRU, Steps: 5, In: 4, Hidden: 3, Hold: true})
	if err != nil {
		t.Fatal(err)
	}
	m := net.NewMemory(1, true)
	n := len(m.scratch)
	for i := range net.Layers {
		n += len(m.out[i]) + len(m.keep[i])
	}
	if net.Floats() != n {
		t.Errorf("%d floats are said, %d are made", net.Floats(), n)
	}
}

func TestNames(t *testing.T) {
	if len(UnitNames) != int(unitCount) || len(LossNames) != int(lossCount) {
		t.Errorf("%d names for %d units, %d for %d losses", len(UnitNames), unitCount, len(LossNames), lossCount)
	}
}
