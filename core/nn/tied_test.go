package nn

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/internal/golden"
	"hourglass/core/rng"
)

// The k-sparse autoencoder end to end: a linear code of which the two largest stay, decoded by the encoder's weight.
func TestKSparseGolden(t *testing.T) {
	c := golden.Vectors(t, goldenDir, "k_sparse")
	net, err := NewNet(Flat(4), Dense{4, 6}, TopK{6, 2}, Tied{6, 4, 2})
	if err != nil {
		t.Fatal(err)
	}
	data := append(transpose(c.Inputs["W"].Data, 6, 4), make([]float64, 6)...)
	w := golden.Tensor{Data: append(data, c.Inputs["b"].Data...)}.F32()
	if net.Params() != len(w) {
		t.Fatalf("%d parameters, want %d", net.Params(), len(w))
	}
	x, m, dw := c.Inputs["X"].F32(), net.NewMemory(5, true), make([]float32, len(w))
	y := net.Forward(m, w, x, 5)
	dy := make([]float32, len(y))
	MSE.Gradient(dy, y, x)
	net.Backward(m, dw, w, x, dy, 5)
	golden.Near(t, "z", m.Out(0), c.Expect["z"].Data, 1e-5)
	golden.Near(t, "mask", m.Keep(1), c.Expect["mask"].Data, 0)
	golden.Near(t, "xh", y, c.Expect["xh"].Data, 1e-5)
	golden.Near(t, "loss", []float32{float32(MSE.Value(y, x))}, c.Expect["loss"].Data, 1e-5)
	golden.Near(t, "dW", dw[:24], transpose(c.Expect["dW"].Data, 6, 4), 1e-5)
	golden.Near(t, "db", dw[30:], c.Expect["db"].Data, 1e-5)
}

// A deep autoencoder whose whole decoder is tied, against finite differences by every parameter of the arena: the gradients
// of both uses of a weight meet in one place.
func TestTiedGradient(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, wide1, code := rapid.IntRange(1, 6).Draw(t, "in"), rapid.IntRange(1, 5).Draw(t, "wide"), rapid.IntRange(1, 4).Draw(t, "code")
		rows, r := rapid.IntRange(1, 4).Draw(t, "rows"), rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		first, second := Dense{in, wide1}, Dense{wide1, code}
		net, err := NewNet(Flat(in), first, Tanh, second, Tied{code, wide1, 1}, Tanh, Tied{wide1, in, 5})
		if err != nil {
			t.Fatal(err)
		}
		w, x := make([]float32, net.Params()), make([]float32, rows*in)
		for _, s := range [][]float32{w, x} {
			for i := range s {
				s[i] = 0.4 * r.Normal() // a tanh further out has a slope of 0 in float32
			}
		}
		// The arena: W1, b1, W2, b2, b3, b4.
		value := func(w []float64) float64 {
			w1, rest := w[:in*wide1+wide1], w[in*wide1+wide1:]
			w2, rest := rest[:wide1*code+code], rest[wide1*code+code:]
			w3 := append(transpose(w2[:wide1*code], wide1, code), rest[:wide1]...)
			w4 := append(transpose(w1[:in*wide1], in, wide1), rest[wide1:]...)
			all := append(append(append(append([]float64(nil), w1...), w2...), w3...), w4...)
			var y []float64
			for i := range rows {
				y = append(y, refForward([]Layer{first, Tanh, second, Dense{code, wide1}, Tanh, Dense{wide1, in}}, all, wide(x[i*in:(i+1)*in]))...)
			}
			return refLoss(MSE, y, wide(x))
		}
		m, dw := net.NewMemory(rows, true), make([]float32, len(w))
		y := net.Forward(m, w, x, rows)
		if got, want := MSE.Value(y, x), value(wide(w)); math.Abs(got-want) > 1e-5*(1+want) {
			t.Fatalf("loss is %v, want %v", got, want)
		}
		dy := make([]float32, len(y))
		MSE.Gradient(dy, y, x)
		net.Backward(m, dw, w, x, dy, rows)
		smallNear(t, "tied", dw, refGradient(value, wide(w)), 0.1)
		if n := testing.AllocsPerRun(3, func() { net.Forward(m, w, x, rows); net.Backward(m, dw, w, x, dy, rows) }); n != 0 {
			t.Fatalf("a pass allocates %v times", n)
		}
	})
}

// The gradient by the input, which is what the layer below is given, and that a nil one changes nothing else.
func TestTiedInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := Tied{rapid.IntRange(1, 8).Draw(t, "in"), rapid.IntRange(1, 8).Draw(t, "out"), 1}
		rows, r := rapid.IntRange(1, 3).Draw(t, "rows"), rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		between := rapid.IntRange(0, 5).Draw(t, "between") // parameters of the layers between the two
		w, x, dy := make([]float32, l.In*l.Out+between+l.Out), make([]float32, rows*l.In), make([]float32, rows*l.Out)
		for _, s := range [][]float32{w, x, dy} {
			for i := range s {
				s[i] = r.Normal()
			}
		}
		dx, dw, alone := smallNaN(len(x)), make([]float32, len(w)), make([]float32, len(w))
		l.Backward(dx, dw, dy, nil, nil, x, w, nil, rows)
		l.Backward(nil, alone, dy, nil, nil, x, w, nil, rows)
		smallSame(t, "dw without dx", alone, dw)
		for _, v := range dw[l.In*l.Out : l.In*l.Out+between] {
			if v != 0 {
				t.Fatal("a gradient is added to a parameter of another layer")
			}
		}
		dense, ww := Dense{l.In, l.Out}, append(transpose(wide(w[:l.In*l.Out]), l.Out, l.In), wide(w[len(w)-l.Out:])...)
		smallNear(t, "tied", dx, refGradient(func(x []float64) float64 {
			sum := 0.0
			for i := range rows {
				for o, v := range refForward([]Layer{dense}, ww, x[i*l.In:(i+1)*l.In]) {
					sum += v * float64(dy[i*l.Out+o])
				}
			}
			return sum
		}, wide(x)), 1)
	})
}

func TestTiedShares(t *testing.T) {
	l := Tied{2, 5, 3}
	if err := l.Shares(Dense{5, 2}); err != nil {
		t.Error(err)
	}
	for _, other := range []Layer{Dense{2, 5}, Dense{5, 3}, Tanh, l} {
		if err := l.Shares(other); err == nil || !strings.Contains(err.Error(), "dense layer 5 to 2, and there is none 3 back") {
			t.Errorf("%+v may share with %+v: %v", l, other, err)
		}
	}
}
