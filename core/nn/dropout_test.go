package nn

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/internal/golden"
	"hourglass/core/rng"
)

func TestDropoutGolden(t *testing.T) {
	c := golden.Vectors(t, goldenDir, "dropout_inverted")
	d := Dropout{4, 0.25}
	keep := c.Inputs["mask"].F32()
	for i := range keep {
		keep[i] /= 0.75
	}
	y, dx, x := smallNaN(8), smallNaN(8), c.Inputs["x"].F32()
	d.Forward(y, keep, x, nil, nil, 2)
	d.Backward(dx, nil, []float32{1, 1, 1, 1, 1, 1, 1, 1}, y, keep, x, nil, nil, 2)
	golden.Near(t, "y", y, c.Expect["y"].Data, 1e-6)
	golden.Near(t, "dx", dx, c.Expect["dx"].Data, 1e-6)
}

func TestDropoutGradient(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Dropout{rapid.IntRange(1, 9).Draw(t, "size"), rapid.Float32Range(0, 0.9).Draw(t, "p")}
		rows, r := rapid.IntRange(1, 4).Draw(t, "rows"), rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		s := newSmall(t, d, Flat(d.Size), &r, rows)
		s.check(t, d, rows, func(row int, _, x []float64) (y []float64) {
			for i, v := range x {
				y = append(y, v*float64(s.keep[row*d.Size+i]))
			}
			return y
		})
	})
}

// The dice: as many zeros as P says, the others 1/(1-P), fresh with each draw, the same from the same stream; and none when
// calm.
func TestDropoutDice(t *testing.T) {
	for _, p := range []float32{0, 0.1, 0.5, 0.9} {
		const rows = 200
		net, err := NewNet(Flat(50), Dropout{50, p})
		if err != nil {
			t.Fatal(err)
		}
		m, a, b := net.NewMemory(rows, false), rng.New(3, "dropout"), rng.New(3, "dropout")
		x := make([]float32, rows*50)
		for i := range x {
			x[i] = 1 + float32(i%7)
		}
		smallSame(t, "calm output", net.Forward(m, nil, x, rows), x)
		net.Draw(m, &a, rows)
		first := append([]float32(nil), net.Forward(m, nil, x, rows)...)
		zeros, mean := 0.0, 0.0
		for i, v := range first {
			if v == 0 {
				zeros++
			} else if want := x[i] / (1 - p); math.Abs(float64(v-want)) > 1e-6*float64(want) {
				t.Fatalf("p %v: %v becomes %v", p, x[i], v)
			}
			mean += float64(m.Keep(0)[i]) / (rows * 50)
		}
		// Four standard deviations of 10,000 dice.
		if off := 4 * math.Sqrt(float64(p*(1-p))/10_000); math.Abs(zeros/10_000-float64(p)) > off || math.Abs(mean-1) > off/float64(1-p)+1e-6 {
			t.Errorf("p %v: %v of 10000 are 0, and the factors' mean is %v", p, zeros, mean)
		}
		same := append([]float32(nil), m.Keep(0)...)
		net.Draw(m, &b, rows)
		smallSame(t, "dice of the same stream", m.Keep(0), same)
		net.Draw(m, &b, rows)
		if changed := 0; p > 0 {
			for i, v := range m.Keep(0) {
				if v != same[i] {
					changed++
				}
			}
			if want := 2 * float64(p*(1-p)) * 10_000; math.Abs(float64(changed)-want) > 0.1*want {
				t.Errorf("p %v: the next draw changes %d dice, want about %v", p, changed, want)
			}
		}
		net.Calm(m)
		smallSame(t, "output calm again", net.Forward(m, nil, x, rows), x)
	}
}
