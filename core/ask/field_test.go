package ask

import (
	"math"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/data"
	library "hourglass/core/measure"
	"hourglass/core/rng"
	"hourglass/core/train"
)

// The best denoiser in our own arithmetic is that in the library's, near the points and far from them.
func TestDenoised(t *testing.T) {
	set, err := data.Make(data.Spec{Kind: data.Spiral, Train: 64, Valid: 1, Seed: 3, Scatter: 0.05})
	if err != nil {
		t.Fatal(err)
	}
	r := rng.New(1, "places")
	for _, s := range []float32{0.05, 0.2, 0.6} {
		exact, err := library.NewField(set.TrainX(), set.Train, 2, float64(s))
		if err != nil {
			t.Fatal(err)
		}
		weights, best, score := make([]float64, set.Train), make([]float64, 2), make([]float64, 2)
		for range 200 {
			x, y := r.Range(-2, 2), r.Range(-2, 2)
			if err := exact.At(weights, best, score, []float64{float64(x), float64(y)}); err != nil {
				t.Fatal(err)
			}
			density := 0.0
			for i := range set.Train {
				p := set.Picture(i)
				dx, dy := float64(p[0]-x), float64(p[1]-y)
				density += math.Exp(-(dx*dx+dy*dy)/float64(2*s*s)) / float64(set.Train)
			}
			rx, ry, d := Denoised(set.TrainX(), x, y, s)
			if math.Abs(float64(rx)-best[0]) > 2e-5 || math.Abs(float64(ry)-best[1]) > 2e-5 || math.Abs(float64(d)-density) > 1e-5 {
				t.Errorf("noise %v at %v, %v: %v, %v with density %v; want %v with %v", s, x, y, rx, ry, d, best, density)
			}
		}
	}
}

// A denoiser of points comes within a twentieth of the best that there can be, where torn points are found; without training it is nowhere near.
func TestFieldIsReached(t *testing.T) {
	s := train.Default()
	s.Data, s.Neck, s.Width, s.Depth, s.Straight, s.Batch, s.Rate = data.Arc, 16, 32, 2, true, 256, 0.005
	s.Noise, s.Amount = ae.Gaussian, 0.25
	run, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	field := func(steps int) float64 {
		for at, _ := run.At(); at < steps; at++ {
			run.Step()
		}
		v, ok := run.Field(s.Amount)
		if !ok {
			t.Fatal("points under normal noise have no field")
		}
		return v
	}
	if v := field(0); v < 1 {
		t.Errorf("untrained, the field is off by %.3f only", v)
	}
	if v := field(5000); v > 0.2 {
		t.Errorf("after 5000 steps the field is off by %.3f", v)
	}
	// Its rate falls, as the dice of the noise keep it moving.
	turn := func(rate float64) {
		if err := run.Turn(train.KnobIndex("rate"), rate); err != nil {
			t.Fatal(err)
		}
	}
	turn(0.001)
	field(7000)
	turn(0.0001)
	if v := field(8000); v > 0.05 {
		t.Errorf("after 8000 steps the field is off by %.3f", v)
	}
	if n := testing.AllocsPerRun(5, func() { run.Field(s.Amount) }); n != 0 {
		t.Errorf("%v allocations a look", n)
	}
	if _, ok := run.Field(0); ok {
		t.Error("a field without noise")
	}
}

// Pictures have no field.
func TestFieldIsOfPoints(t *testing.T) {
	run, err := New(train.Default())
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := run.Field(0.2); ok {
		t.Error("pictures have a field of arrows")
	}
}
