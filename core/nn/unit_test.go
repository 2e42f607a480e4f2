package nn

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
)

// Second and first derivatives by finite differences, away from where two straight lines meet.
func TestUnitBends(t *testing.T) {
	for u := range unitCount {
		for x := -8.03; x < 8; x += 0.1 {
			v := float32(x)
			f := func(x float64) float64 { return refUnit(u, x) }
			want := fd.Derivative(f, float64(v), &fd.Settings{Formula: fd.Central2nd, Step: 1e-4})
			if u <= Linear || u == ReLU || u == Leaky {
				want = 0
			}
			if got := float64(u.Bend(v, u.At(v))); math.Abs(got-want) > 2e-6+1e-5*math.Abs(want) {
				t.Errorf("second derivative of %v at %v is %v, want %v", u, v, got, want)
			}
			slope := fd.Derivative(f, float64(v), &fd.Settings{Formula: fd.Central})
			if got := float64(u.Slope(v, u.At(v))); math.Abs(got-slope) > 2e-6+1e-5*math.Abs(slope) {
				t.Errorf("slope of %v at %v is %v, want %v", u, v, got, slope)
			}
		}
	}
}
