package scene

import (
	"math"
	"testing"
)

// A cell holds the nearest of its steps: 255 of a grey, 127 to either side of balance.
func TestCells(t *testing.T) {
	for v := float32(-1.2); v < 1.2; v += 0.0007 {
		if got, want := float32(Grey(v)), 255*Clamp(v, 0, 1); Abs(got-want) > 0.5001 {
			t.Errorf("grey of %v is %v, not %v", v, got, want)
		}
		if got, want := 127*Balance(Poise(v)), 127*Clamp(v, -1, 1); Abs(got-want) > 0.5001 {
			t.Errorf("poise of %v is %v, not %v", v, got, want)
		}
	}
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, of := range []struct {
		v           float32
		grey, poise uint8
	}{{0, 0, 128}, {1, 255, 255}, {-1, 0, 1}, {1e30, 255, 255}, {-1e30, 0, 1}, {inf, 255, 255}, {-inf, 0, 1}, {nan, 0, 128}, {1e-40, 0, 128}, {-1e-40, 0, 128}} {
		if g, p := Grey(of.v), Poise(of.v); g != of.grey || p != of.poise {
			t.Errorf("%v: grey %d, poise %d, want %d and %d", of.v, g, p, of.grey, of.poise)
		}
	}
}
