package nn

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/internal/golden"
	"hourglass/core/rng"
)

func TestLayerNormGolden(t *testing.T) {
	c := golden.Vectors(t, goldenDir, "layernorm")
	l := LayerNorm{3}
	w := golden.Tensor{Data: append(c.Inputs["gamma"].Data, c.Inputs["beta"].Data...)}.F32()
	x, dy := c.Inputs["x"].F32(), c.Inputs["dy"].F32()
	y, dx, dw := smallNaN(12), smallNaN(12), make([]float32, 6)
	l.Forward(y, nil, x, w, nil, 4)
	l.Backward(dx, dw, dy, y, nil, x, w, nil, 4)
	golden.Near(t, "y", y, c.Expect["y"].Data, 1e-5)
	golden.Near(t, "dx", dx, c.Expect["dx"].Data, 1e-5)
	golden.Near(t, "dgain", dw[:3], c.Expect["dgamma"].Data, 1e-5)
	golden.Near(t, "dbias", dw[3:], c.Expect["dbeta"].Data, 1e-5)
}

// Keras' example of [0 1 2 3 4] is published with its own eps of 1e-3 and gain and bias 1: five parts in ten thousand of the
// variance of 2, which is what the test allows for beyond the published tolerance.
func TestLayerNormPublished(t *testing.T) {
	c := golden.Published(t, goldenDir, "keras_layernorm")
	y := make([]float32, 5)
	LayerNorm{5}.Forward(y, nil, []float32{0, 1, 2, 3, 4}, []float32{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, nil, 1)
	for i, v := range y {
		shrink := math.Sqrt((2 + 1e-5) / (2 + 1e-3))
		if got := float64(v-1)*shrink + 1; math.Abs(got-float64(c.Expect[i])) > c.Tolerance {
			t.Errorf("number %d is %v with Keras' eps, want %v", i, got, c.Expect[i])
		}
	}
}

// A fresh layer makes mean 0 and variance 1 of whatever comes, far from 0 too, and an even example becomes 0.
func TestLayerNormBegins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 30).Draw(t, "n")
		net, err := NewNet(Flat(n), LayerNorm{n})
		if err != nil {
			t.Fatal(err)
		}
		r := rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		w, x := make([]float32, net.Params()), make([]float32, 2*n)
		net.Init(w, He, &r)
		at, wide := rapid.Float32Range(-1000, 1000).Draw(t, "at"), rapid.Float32Range(1, 100).Draw(t, "width")
		for i := range n {
			x[i], x[n+i] = at+wide*float32(i)/float32(n)+r.Range(-1, 1), at
		}
		y := net.Forward(net.NewMemory(2, false), w, x, 2)
		mean, square := 0.0, 0.0
		for i, v := range y[:n] {
			mean += float64(v) / float64(n)
			square += float64(v) * float64(v) / float64(n)
			if y[n+i] != 0 {
				t.Fatalf("an example of equal numbers becomes %v", y[n:])
			}
		}
		if math.Abs(mean) > 1e-6 || square > 1+1e-6 {
			t.Fatalf("mean %v, mean square %v", mean, square)
		}
		variance := 0.0
		for _, v := range x[:n] {
			variance += math.Pow(float64(v)-meanOf(x[:n]), 2) / float64(n)
		}
		if want := variance / (variance + 1e-5); math.Abs(square-want) > 1e-5 {
			t.Fatalf("mean square %v, want %v", square, want)
		}
	})
}

func meanOf(x []float32) (mean float64) {
	for _, v := range x {
		mean += float64(v) / float64(len(x))
	}
	return mean
}
