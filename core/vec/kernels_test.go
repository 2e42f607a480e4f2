package vec

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// guardValue stands before and after every slice that a kernel is given; a kernel that writes there writes outside.
const guardValue = 1234.5

// guarded returns n numbers with room on both sides of them, and a check that the room is untouched.
func guarded(n int, value func(i int) float32) (s []float32, intact func() bool) {
	const room = 17 // more than the widest vector
	all := make([]float32, n+2*room)
	Fill(all, guardValue)
	s = all[room : room+n]
	for i := range s {
		s[i] = value(i)
	}
	return s, func() bool {
		for i := range room {
			if all[i] != guardValue || all[room+n+i] != guardValue {
				return false
			}
		}
		return true
	}
}

// A slab is a kernel that treats each place of its slices alike.
type slab struct {
	name   string
	slices int // how many it takes
	writes int // how many of them, the first, it writes
	run    func(s [][]float32)
	exact  func(v []float64) // the same at one place, in float64; what it reads must be taken before it writes
	bound  float64           // error allowed, absolute and relative together
}

var someAdam = AdamStep{Beta1: 0.9, Rest1: 0.1, Beta2: 0.999, Rest2: 0.001, Rate: 0.05, Root: 3, Eps: 1e-8}

// slabs are all elementwise kernels. The arguments that exact gets lie between -3 and 3.
var slabs = []slab{
	{"Axpy", 2, 1, func(s [][]float32) { Axpy(s[0], 0.7, s[1]) }, func(v []float64) { v[0] += float64(float32(0.7)) * v[1] }, 1e-6},
	{"Mul", 3, 1, func(s [][]float32) { Mul(s[0], s[1], s[2]) }, func(v []float64) { v[0] = v[1] * v[2] }, 1e-7},
	{"ReLU", 2, 1, func(s [][]float32) { ReLU(s[0], s[1], 0) }, func(v []float64) { v[0] = max(v[1], 0) }, 0},
	{"leaky ReLU", 2, 1, func(s [][]float32) { ReLU(s[0], s[1], 0.25) }, func(v []float64) { v[0] = max(v[1], v[1]/4) }, 0},
	{"ReLUGrad", 3, 1, func(s [][]float32) { ReLUGrad(s[0], s[1], s[2], 0.25) }, func(v []float64) {
		if v[0] = v[1]; v[2] <= 0 {
			v[0] /= 4
		}
	}, 0},
	{"Softplus", 2, 1, func(s [][]float32) { Softplus(s[0], s[1]) }, func(v []float64) { v[0] = exactSoftplus(v[1]) }, 3e-7},
	{"Sub", 3, 1, func(s [][]float32) { Sub(s[0], s[1], s[2]) }, func(v []float64) { v[0] = v[1] - v[2] }, 1e-7},
	{"Scale", 2, 1, func(s [][]float32) { Scale(s[0], -1.3, s[1]) }, func(v []float64) { v[0] = float64(float32(-1.3)) * v[1] }, 1e-7},
	{"Exp", 2, 1, func(s [][]float32) { Exp(s[0], s[1]) }, func(v []float64) { v[0] = math.Exp(v[1]) }, 3e-7},
	{"Tanh", 2, 1, func(s [][]float32) { Tanh(s[0], s[1]) }, func(v []float64) { v[0] = math.Tanh(v[1]) }, 4e-7},
	{"Sigmoid", 2, 1, func(s [][]float32) { Sigmoid(s[0], s[1]) }, func(v []float64) { v[0] = 1 / (1 + math.Exp(-v[1])) }, 3e-7},
	{"TanhGrad", 3, 1, func(s [][]float32) { TanhGrad(s[0], s[1], s[2]) }, func(v []float64) { v[0] = v[1] * (1 - v[2]*v[2]) }, 3e-6},
	{"SigmoidGrad", 3, 1, func(s [][]float32) { SigmoidGrad(s[0], s[1], s[2]) }, func(v []float64) { v[0] = v[1] * v[2] * (1 - v[2]) }, 3e-6},
	{"Momentum", 3, 2, func(s [][]float32) { Momentum(s[0], s[1], s[2], 0.9, 0.1) }, func(v []float64) {
		v[1] = float64(float32(0.9))*v[1] + v[2]
		v[0] -= float64(float32(0.1)) * v[1]
	}, 1e-6},
	{"Nesterov", 3, 2, func(s [][]float32) { Nesterov(s[0], s[1], s[2], 0.9, 0.1) }, func(v []float64) {
		mu := float64(float32(0.9))
		v[1] = mu*v[1] + v[2]
		v[0] -= float64(float32(0.1)) * (v[2] + mu*v[1])
	}, 1e-6},
	{"RMSProp", 3, 2, func(s [][]float32) { RMSProp(s[0], s[1], s[2], 0.75, 0.25, 0.1, 1e-3) }, func(v []float64) {
		v[1] = 0.75*v[1] + 0.25*v[2]*v[2]
		v[0] -= float64(float32(0.1)) * v[2] / (math.Sqrt(v[1]) + float64(float32(1e-3)))
	}, 1e-6},
	{"AdamW", 4, 3, func(s [][]float32) { k := someAdam; k.Decay = 0.125; Adam(s[0], s[1], s[2], s[3], k) }, func(v []float64) {
		v[0] *= 1 - 0.125
		exactAdam(v)
	}, 3e-6},
	{"Adam", 4, 3, func(s [][]float32) { Adam(s[0], s[1], s[2], s[3], someAdam) }, exactAdam, 3e-6},
}

func exactAdam(v []float64) {
	k := someAdam
	v[1] = float64(k.Beta1)*v[1] + float64(k.Rest1)*v[3]
	v[2] = float64(k.Beta2)*v[2] + float64(k.Rest2)*v[3]*v[3]
	v[0] -= float64(k.Rate) * v[1] / (math.Sqrt(v[2])*float64(k.Root) + float64(k.Eps))
}

// lengths are those at which a vector of four, eight or sixteen lanes begins, ends and is left over.
var lengths = []int{0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100}

// Every elementwise kernel against float64, writing only what is its to write.
func TestSlabs(t *testing.T) {
	for _, k := range slabs {
		for _, n := range lengths {
			in, intact := make([][]float32, k.slices), make([]func() bool, k.slices)
			before := make([][]float32, k.slices)
			for s := range in {
				in[s], intact[s] = guarded(n, func(i int) float32 { return float32(3 * math.Sin(float64(7*s+i)+0.5)) })
				if strings.HasPrefix(k.name, "Adam") && s == 2 || k.name == "RMSProp" && s == 1 { // a mean square is not negative
					in[s], intact[s] = guarded(n, func(i int) float32 { return float32(i%5) / 2 })
				}
				before[s] = append(before[s], in[s]...)
			}
			k.run(in)
			for i := range n {
				v := make([]float64, k.slices)
				for s := range v {
					v[s] = float64(before[s][i])
				}
				k.exact(v)
				for s := range v {
					if d := math.Abs(float64(in[s][i]) - v[s]); d > k.bound*(1+math.Abs(v[s])) {
						t.Errorf("%s of %d: slice %d at %d is %g, want %g", k.name, n, s, i, in[s][i], v[s])
					}
				}
			}
			for s := range in {
				if !intact[s]() {
					t.Errorf("%s of %d writes outside slice %d", k.name, n, s)
				}
			}
		}
	}
}

// NaN passes through every function that says so, and infinities end where the clamps are.
func TestSpecials(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	in := []float32{nan, -inf, inf, 1, 1, 1, 1, 1, nan} // the last lies beyond whole vectors of four lanes or eight
	for _, k := range []struct {
		name      string
		run       func(dst, x []float32)
		low, high float32 // at minus and plus infinity
	}{
		{"Exp", Exp, Exp1(expLow), Exp1(expHigh)},
		{"Tanh", Tanh, -1, 1},
		{"Sigmoid", Sigmoid, 1 / (1 + Exp1(expHigh)), 1},
	} {
		out := make([]float32, len(in))
		k.run(out, in)
		if out[0] == out[0] || out[8] == out[8] {
			t.Errorf("%s of NaN is %g and %g", k.name, out[0], out[8])
		}
		near := func(got, want float32) bool { return math.Abs(float64(got-want)) <= 4e-7*math.Abs(float64(want)) }
		if !near(out[1], k.low) || !near(out[2], k.high) {
			t.Errorf("%s of minus and plus infinity is %g and %g, want %g and %g", k.name, out[1], out[2], k.low, k.high)
		}
	}
	c := []float32{0, 0, 0}
	MatMul(c, []float32{1, nan, inf}, []float32{1}, 3, 1, 1)
	if c[0] != 1 || c[1] == c[1] || c[2] != inf {
		t.Errorf("a product of 1, NaN and infinity with 1 is %g", c)
	}
}

// drawn is a generator of n numbers of a size that a network meets.
func drawn(n int) *rapid.Generator[[]float32] {
	return rapid.SliceOfN(rapid.Float32Range(-4, 4), n, n)
}

func TestRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, cols := rapid.IntRange(0, 9).Draw(t, "rows"), rapid.IntRange(0, 37).Draw(t, "cols")
		src, start := drawn(rows*cols).Draw(t, "src"), drawn(cols).Draw(t, "dst")
		sums, intact := guarded(cols, func(i int) float32 { return start[i] })
		SumRows(sums, src, rows)
		filled, filledIntact := guarded(rows*cols, func(int) float32 { return 0 })
		FillRows(filled, start, rows)
		turned, turnedIntact := guarded(rows*cols, func(int) float32 { return 0 })
		Transpose(turned, src, rows, cols)
		if !intact() || !filledIntact() || !turnedIntact() {
			t.Fatalf("a kernel of %d rows and %d columns writes outside its slice", rows, cols)
		}
		for c := range cols {
			want := start[c]
			for r := range rows {
				want += src[r*cols+c]
				if filled[r*cols+c] != start[c] || turned[c*rows+r] != src[r*cols+c] {
					t.Fatalf("row %d, column %d is out of place", r, c)
				}
			}
			if sums[c] != want {
				t.Fatalf("column %d adds up to %g, want %g", c, sums[c], want)
			}
		}
	})
}

func TestSumSquares(t *testing.T) {
	for _, n := range lengths {
		x := some(n, 7)
		want := [4]float64{}
		for i, v := range x {
			want[i%4] += float64(v) * float64(v)
		}
		if got := SumSquares(x); got != (want[0]+want[1])+(want[2]+want[3]) {
			t.Errorf("SumSquares of %d numbers is %v, its four sums %v", n, got, want)
		}
	}
}

// A rectifier keeps no trace of what lies below zero; without a decay, Adam touches nothing but its step.
func TestZeroes(t *testing.T) {
	inf := float32(math.Inf(1))
	y := make([]float32, 5)
	ReLU(y, []float32{-inf, -1, float32(math.Copysign(0, -1)), 2, inf}, 0)
	for i, want := range []float32{0, 0, 0, 2, inf} {
		if math.Float32bits(y[i]) != math.Float32bits(want) {
			t.Errorf("ReLU at %d is %g, want %g", i, y[i], want)
		}
	}
	w := []float32{inf}
	Adam(w, []float32{0}, []float32{0}, []float32{0}, someAdam)
	if w[0] != inf {
		t.Errorf("Adam without decay turns infinity into %g", w[0])
	}
}

// A source shorter than its destination is a mistake that shows at once.
func TestShortPanics(t *testing.T) {
	long, short := make([]float32, 9), make([]float32, 8)
	for _, k := range slabs {
		for s := 1; s < k.slices; s++ {
			in := make([][]float32, k.slices)
			for i := range in {
				in[i] = long
			}
			in[s] = short[:8:8]
			if !panics(func() { k.run(in) }) {
				t.Errorf("%s takes a slice %d that is too short", k.name, s)
			}
		}
	}
	if !panics(func() { MatMul(short[:8:8], long, long, 3, 3, 3) }) {
		t.Error("MatMul takes a destination that is too short")
	}
}

func panics(f func()) (yes bool) {
	defer func() { yes = recover() != nil }()
	f()
	return false
}

// What is too small to move a weight is passed on as nothing, on both sides of zero; the smallest that counts, and what is no number, as they are.
func TestSigmoidGradLeast(t *testing.T) {
	const least = 0x1p-100
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	under := math.Nextafter32(least, 0)
	for _, c := range []struct{ slope, want float32 }{
		{least, least}, {-least, -least}, {under, 0}, {-under, 0}, {0x1p-140, 0}, {-0x1p-140, 0}, {0, 0}, {1, 1}, {-1, -1}, {inf, inf}, {-inf, -inf}, {nan, nan},
	} {
		for _, n := range []int{1, 16, 19} { // sixteen are done at once, and what is left one by one
			dx, dy, y := make([]float32, n), make([]float32, n), make([]float32, n)
			Fill(dy, 4*c.slope)
			Fill(y, 0.5)
			SigmoidGrad(dx, dy, y)
			for i, got := range dx {
				if math.Float32bits(got) != math.Float32bits(c.want) && (got == got || c.want == c.want) {
					t.Fatalf("a slope of %g is passed on as %g at %d of %d", c.slope, got, i, n)
				}
			}
		}
	}
	for i, y := 0, make([]float32, 17); i <= 60; i++ { // a sigmoid at rest near zero, whose copy should be zero
		Fill(y, Sigmoid1(float32(-i)))
		d := make([]float32, len(y))
		SigmoidGrad(d, y, y)
		for _, v := range d {
			if v != 0 && float32(math.Abs(float64(v))) < least {
				t.Fatalf("at %d the slope is %g", -i, v)
			}
		}
	}
}
