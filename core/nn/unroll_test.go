package nn

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/rng"
	"hourglass/core/vec"
)

func drawUnroll(t *rapid.T) Unroll {
	return Unroll{
		Cell: Cell(rapid.IntRange(0, int(cellCount)-1).Draw(t, "cell")), Steps: rapid.IntRange(1, 4).Draw(t, "steps"),
		Code: rapid.IntRange(1, 3).Draw(t, "code"), Hidden: rapid.IntRange(1, 5).Draw(t, "hidden"),
		Features: rapid.IntRange(1, 3).Draw(t, "features"),
		Out:      rapid.SampledFrom([]Unit{Linear, Tanh, Sigmoid, ELU, Softplus, SiLU}).Draw(t, "unit"), // those without a bend
	}
}

// Value and gradients by the code and every weight against the float64 twin, with the first examples taught and the others
// free.
func TestUnrollGradient(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := drawUnroll(t)
		rows := rapid.IntRange(1, 3).Draw(t, "rows")
		taught := rapid.IntRange(0, rows).Draw(t, "taught")
		s := rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		b := newBed(t, u, Flat(u.Code), rows+rapid.IntRange(0, 2).Draw(t, "spare"))
		out := u.Steps * u.Features
		w, x, dy, target := filled(&s, b.params, 1), filled(&s, rows*u.Code, 1.5), filled(&s, rows*out, 1), filled(&s, rows*out, 1)
		value := func(w, x []float64) (y []float64) {
			for e := range rows {
				var shown []float64
				if e < taught {
					shown = wide(target[e*out : (e+1)*out])
				}
				y = append(y, refUnroll(u, w, x[e*u.Code:(e+1)*u.Code], shown)...)
			}
			return y
		}
		u.Teach(b.keep, filled(&s, rows*out, 1), rows) // an earlier lesson, to be forgotten
		u.Calm(b.keep, rows)
		u.Teach(b.keep, target, taught)
		y := b.forward(x, w, rows)
		W, X := wide(w), wide(x)
		for i, v := range value(W, X) {
			if math.Abs(float64(y[i])-v) > 5e-6*(1+math.Abs(v)) {
				t.Fatalf("output %d is %v, want %v", i, y[i], v)
			}
		}
		dx, dw := filled(&s, len(x), 1), make([]float32, len(w))
		b.backward(dx, dw, dy, y, x, w, rows)
		nearUnit(t, "code", dx, refGradient(func(v []float64) float64 { return dot(dy, value(W, v)) }, X))
		nearUnit(t, "w", dw, refGradient(func(v []float64) float64 { return dot(dy, value(v, X)) }, W))
		b.added(t, dw, dy, y, x, w, rows)
	})
}

// A net with an Unroll is taught and calmed through its memory, and a new memory is calm. Taught with what it writes when
// free, it writes the same.
func TestUnrollTeach(t *testing.T) {
	u := Unroll{Cell: GRU, Steps: 6, Code: 2, Hidden: 8, Features: 3, Out: Sigmoid}
	net, err := NewNet(Flat(2), u)
	if err != nil {
		t.Fatal(err)
	}
	r := rng.New(5, "test")
	w, x := filled(&r, net.Params(), 1), filled(&r, 10, 1)
	m := net.NewMemory(5, false)
	free := append([]float32(nil), net.Forward(m, w, x, 5)...)
	same := func() bool {
		for i, v := range net.Forward(m, w, x, 5) {
			if v != free[i] {
				return false
			}
		}
		return true
	}
	net.Teach(m, free, 5)
	if !same() {
		t.Error("taught with its own words, it says others")
	}
	net.Teach(m, filled(&r, len(free), 1), 5)
	if same() {
		t.Error("no target is heard")
	}
	net.Calm(m)
	if !same() {
		t.Error("a calm layer still hears the target")
	}
}

// sequenceNet is an autoencoder of series of 32 numbers: an encoder of 32 units that keeps its last state, a code of 8, and
// a decoder that is shown the code at each step.
func sequenceNet(k Cell) (*Net, error) {
	const steps, hidden, code = 32, 32, 8
	return NewNet(Seq(steps, 1),
		Recurrent{Cell: k, Steps: steps, In: 1, Hidden: hidden, Last: true}, Dense{hidden, code},
		Recurrent{Cell: k, Steps: steps, In: code, Hidden: hidden, Hold: true}, Each{Dense{hidden, 1}, steps})
}

// unrollNet is the same with a decoder that is shown what it wrote.
func unrollNet(k Cell) (*Net, error) {
	return NewNet(Seq(32, 1), Recurrent{Cell: k, Steps: 32, In: 1, Hidden: 32, Last: true}, Dense{32, 8},
		Unroll{Cell: k, Steps: 32, Code: 8, Hidden: 32, Features: 1})
}

// A training is a net that learns series that are made of a seed.
type training struct {
	net          *Net
	m            *Memory
	w, dw, x, dy []float32
	mean, square []float32 // Adam's
	rows         int
	taught       bool
}

func newTraining(t testing.TB, net *Net, err error, taught bool) *training {
	if err != nil {
		t.Fatal(err)
	}
	const rows = 32
	r := rng.New(3, "test")
	g := &training{net: net, m: net.NewMemory(rows, true), w: make([]float32, net.Params()), dw: make([]float32, net.Params()),
		mean: make([]float32, net.Params()), square: make([]float32, net.Params()),
		x: make([]float32, rows*32), dy: make([]float32, rows*32), rows: rows, taught: taught}
	net.Init(g.w, Glorot, &r)
	for e := range rows {
		slope, at := r.Range(0.5, 2), r.Range(-1, 1)
		for i := range 32 {
			g.x[e*32+i] = vec.Tanh1(slope * (at + float32(i-16)/8))
		}
	}
	return g
}

func (g *training) step(rate float32) float64 {
	if g.taught {
		g.net.Teach(g.m, g.x, g.rows)
	}
	y := g.net.Forward(g.m, g.w, g.x, g.rows)
	loss := MSE.Value(y, g.x)
	MSE.Gradient(g.dy, y, g.x)
	vec.Fill(g.dw, 0)
	g.net.Backward(g.m, g.dw, g.w, g.x, g.dy, g.rows)
	k := vec.AdamStep{Beta1: 0.9, Rest1: 0.1, Beta2: 0.999, Rest2: 0.001, Rate: rate, Root: 10, Eps: 1e-8}
	vec.Adam(g.w, g.mean, g.square, g.dw, k)
	return loss
}

var trainings = []struct {
	name   string
	net    func(Cell) (*Net, error)
	cell   Cell
	taught bool
}{
	{"LSTM", sequenceNet, LSTM, false}, {"GRU", sequenceNet, GRU, false},
	{"LSTM unrolled", unrollNet, LSTM, false}, {"GRU unrolled", unrollNet, GRU, false}, {"LSTM taught", unrollNet, LSTM, true},
}

// Whole nets learn, and a step allocates nothing.
func TestSequenceLearns(t *testing.T) {
	for _, c := range trainings {
		net, err := c.net(c.cell)
		g := newTraining(t, net, err, c.taught)
		first, last := g.step(0.01), 0.0
		for range 30 {
			last = g.step(0.01)
		}
		if !(last < 0.5*first) {
			t.Errorf("%s: the loss goes from %v to %v", c.name, first, last)
		}
		if n := testing.AllocsPerRun(3, func() { g.step(0.01) }); n != 0 {
			t.Errorf("%s: %v allocations in a step", c.name, n)
		}
	}
}

// One training step of a batch of 32 series of 32 numbers.
func BenchmarkSequence(b *testing.B) {
	for _, c := range trainings {
		b.Run(c.name, func(b *testing.B) {
			net, err := c.net(c.cell)
			g := newTraining(b, net, err, c.taught)
			for b.Loop() {
				g.step(0.01)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "steps/s")
		})
	}
}
