package nn

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/internal/golden"
	"hourglass/core/rng"
)

// beside lays two tensors (rows, n) side by side: (rows, 2n), as the code of a variational autoencoder lies.
func beside(a, b []float64, n int) (y []float64) {
	for i := 0; i < len(a); i += n {
		y = append(append(y, a[i:i+n]...), b[i:i+n]...)
	}
	return y
}

func TestSampleGolden(t *testing.T) {
	c := golden.Vectors(t, goldenDir, "reparam")
	s, eps := Sample{2}, c.Inputs["eps"].F32()
	x := golden.Tensor{Data: beside(c.Inputs["mu"].Data, c.Inputs["logvar"].Data, 2)}.F32()
	keep, z, dx := smallNaN(8), smallNaN(4), smallNaN(8)
	copy(keep[0:], eps[:2])
	copy(keep[4:], eps[2:])
	s.Forward(z, keep, x, nil, nil, 2)
	s.Backward(dx, nil, c.Inputs["dz"].F32(), z, keep, x, nil, nil, 2)
	golden.Near(t, "z", z, c.Expect["z"].Data, 1e-5)
	golden.Near(t, "dx", dx, beside(c.Expect["dmu"].Data, c.Expect["dlogvar"].Data, 2), 1e-5)
}

func TestSampleGradient(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Sample{rapid.IntRange(1, 7).Draw(t, "code")}
		rows, r := rapid.IntRange(1, 4).Draw(t, "rows"), rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		p := newSmall(t, s, Flat(2*s.Code), &r, rows)
		p.check(t, s, rows, func(row int, _, x []float64) []float64 {
			return refSample(x, wide(p.keep[2*row*s.Code:][:s.Code]))
		})
	})
}

// What is drawn has the mean and the variance that the code says; calm, it is the mean itself, to the bit.
func TestSampleDice(t *testing.T) {
	const rows = 20_000
	net, err := NewNet(Flat(2), Sample{1})
	if err != nil {
		t.Fatal(err)
	}
	m, r, x := net.NewMemory(rows, false), rng.New(4, "sample"), make([]float32, 2*rows)
	for i := range rows {
		x[2*i], x[2*i+1] = -3, 1.5
	}
	calm := func() {
		for _, z := range net.Forward(m, nil, x, rows) {
			if z != -3 {
				t.Fatalf("calm, the mean -3 becomes %v", z)
			}
		}
	}
	calm()
	net.Draw(m, &r, rows)
	mean, square := 0.0, 0.0
	for _, z := range net.Forward(m, nil, x, rows) {
		mean += float64(z) / rows
		square += float64(z+3) * float64(z+3) / rows
	}
	if want := math.Exp(1.5); math.Abs(mean+3) > 4*math.Sqrt(want/rows) || math.Abs(square/want-1) > 4*math.Sqrt(2.0/rows) {
		t.Errorf("mean %v, want -3; variance %v, want %v", mean, square, want)
	}
	net.Calm(m)
	calm()
}
