package vec

import (
	"math"
	"testing"
)

// ulp is the distance from |v| to the next float32.
func ulp(v float64) float64 {
	a := float32(math.Abs(v))
	return float64(math.Nextafter32(a, math.MaxFloat32)) - float64(a)
}

// ulps is how far got lies from want, in units of the last place of want.
func ulps(got float32, want float64) float64 { return math.Abs(float64(got)-want) / ulp(want) }

// sweep calls f for one in every 1021 of all float32 values, NaN and infinities among them, and for both zeros.
func sweep(f func(x float32)) {
	f(0)
	f(float32(math.Copysign(0, -1)))
	for b := uint64(0); b < 1<<32; b += 1021 {
		f(math.Float32frombits(uint32(b)))
	}
}

func exactSigmoid(x float64) float64  { return 1 / (1 + math.Exp(-x)) }
func exactSoftplus(x float64) float64 { return max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }

// The bounds that math.go states.
func TestMathBounds(t *testing.T) {
	for _, c := range []struct {
		name     string
		f        func(float32) float32
		exact    func(float64) float64
		low, top float32
		bound    func(want float64) float64
	}{
		{"Exp", Exp1, math.Exp, -87, 88, func(v float64) float64 { return ulp(v) }},
		{"Log", Log1, math.Log, 0x1p-126, math.MaxFloat32, func(v float64) float64 { return ulp(v) }},
		{"Tanh", Tanh1, math.Tanh, -math.MaxFloat32, math.MaxFloat32, func(float64) float64 { return 5e-7 }},
		{"Sigmoid", Sigmoid1, exactSigmoid, -85, math.MaxFloat32, func(v float64) float64 { return 3 * ulp(v) }},
		{"Softplus", Softplus1, exactSoftplus, -math.MaxFloat32, math.MaxFloat32, func(v float64) float64 { return 1e-7 + ulp(v) }},
	} {
		worst, at, seen := 0.0, float32(0), 0
		sweep(func(x float32) {
			if !(x >= c.low && x <= c.top) {
				return
			}
			seen++
			want := c.exact(float64(x))
			if e := math.Abs(float64(c.f(x))-want) / c.bound(want); e > worst {
				worst, at = e, x
			}
		})
		t.Logf("%s: at worst %.2f of its bound, at %g, of %d arguments", c.name, worst, at, seen)
		if worst > 1 {
			t.Errorf("%s(%g) = %g, want %g within %g", c.name, at, c.f(at), c.exact(float64(at)), c.bound(c.exact(float64(at))))
		}
	}
}

// Exp1 never gives 0 or infinity, Tanh1 never leaves [-1, 1], Sigmoid1 never [0, 1]: what their users rely on.
func TestMathRanges(t *testing.T) {
	sweep(func(x float32) {
		if x != x {
			return
		}
		if e := Exp1(x); !(e > 0 && e <= math.MaxFloat32) {
			t.Fatalf("Exp1(%g) = %g", x, e)
		}
		if h := Tanh1(x); !(h >= -1 && h <= 1) {
			t.Fatalf("Tanh1(%g) = %v", x, h)
		}
		if s := Sigmoid1(x); !(s > 0 && s <= 1) {
			t.Fatalf("Sigmoid1(%g) = %v", x, s)
		}
	})
}
