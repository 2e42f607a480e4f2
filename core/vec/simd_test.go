//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package vec

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// sameBits compares bit for bit; one NaN is as good as another, since WASM leaves their bits open.
func sameBits(a, b float32) bool {
	return math.Float32bits(a) == math.Float32bits(b) || a != a && b != b
}

// anyFloats are n numbers of all kinds: ordinary ones, any finite ones, and the special ones.
func anyFloats(n int) *rapid.Generator[[]float32] {
	special := []float32{0, float32(math.Copysign(0, -1)), float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()),
		math.SmallestNonzeroFloat32, -math.SmallestNonzeroFloat32, math.MaxFloat32, -math.MaxFloat32,
		expLow, expHigh, tanhClamp, -tanhClamp, 1, -1, 0x1p-126}
	return rapid.SliceOfN(rapid.OneOf(rapid.Float32Range(-10, 10), rapid.Float32(), rapid.SampledFrom(special)), n, n)
}

// A pair is a kernel in lanes and its portable twin.
type pair struct {
	name         string
	slices       int
	lanes, plain func(s [][]float32)
}

// pairs are the elementwise kernels. Constants are drawn anew for each check.
func pairs(a, b float32, k AdamStep) []pair {
	two := func(f func(x, y []float32)) func([][]float32) { return func(s [][]float32) { f(s[0], s[1]) } }
	three := func(f func(x, y, z []float32)) func([][]float32) { return func(s [][]float32) { f(s[0], s[1], s[2]) } }
	return []pair{
		{"axpy", 2, func(s [][]float32) { simdAxpy(s[0], a, s[1]) }, func(s [][]float32) { scalarAxpy(s[0], a, s[1]) }},
		{"scale", 2, func(s [][]float32) { simdScale(s[0], a, s[1]) }, func(s [][]float32) { scalarScale(s[0], a, s[1]) }},
		{"mul", 3, three(simdMul), three(scalarMul)},
		{"sub", 3, three(simdSub), three(scalarSub)},
		{"exp", 2, two(simdExp), two(scalarExp)},
		{"tanh", 2, two(simdTanh), two(scalarTanh)},
		{"sigmoid", 2, two(simdSigmoid), two(scalarSigmoid)},
		{"tanhGrad", 3, three(simdTanhGrad), three(scalarTanhGrad)},
		{"sigmoidGrad", 3, three(simdSigmoidGrad), three(scalarSigmoidGrad)},
		{"momentum", 3, func(s [][]float32) { simdMomentum(s[0], s[1], s[2], a, b) }, func(s [][]float32) { scalarMomentum(s[0], s[1], s[2], a, b) }},
		{"adam", 4, func(s [][]float32) { simdAdam(s[0], s[1], s[2], s[3], k) }, func(s [][]float32) { scalarAdam(s[0], s[1], s[2], s[3], k) }},
	}
}

func clone(s [][]float32) [][]float32 {
	c := make([][]float32, len(s))
	for i := range s {
		c[i] = append([]float32(nil), s[i]...)
	}
	return c
}

func agree(t *rapid.T, name string, lanes, plain [][]float32) {
	for s := range lanes {
		for i := range lanes[s] {
			if !sameBits(lanes[s][i], plain[s][i]) {
				t.Fatalf("%s: slice %d at %d of %d is %x in lanes and %x without", name, s, i, len(lanes[s]),
					math.Float32bits(lanes[s][i]), math.Float32bits(plain[s][i]))
			}
		}
	}
}

func TestTwins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(rapid.IntRange(0, 70), rapid.SampledFrom(lengths)).Draw(t, "n")
		c := anyFloats(2).Draw(t, "constants")
		k := someAdam
		k.Rate, k.Root = c[0], c[1]
		in := [][]float32{anyFloats(n).Draw(t, "0"), anyFloats(n).Draw(t, "1"), anyFloats(n).Draw(t, "2"), anyFloats(n).Draw(t, "3")}
		for _, p := range pairs(c[0], c[1], k) {
			lanes, plain := clone(in[:p.slices]), clone(in[:p.slices])
			p.lanes(lanes)
			p.plain(plain)
			agree(t, p.name, lanes, plain)
		}
	})
}

// The functions with branches and polynomials, over a sweep of every kind of argument.
func TestTwinsSweep(t *testing.T) {
	const n = 4096
	x, lanes, plain := make([]float32, 0, n), make([]float32, n), make([]float32, n)
	compare := func() {
		for _, p := range pairs(0, 0, someAdam) {
			if p.name != "exp" && p.name != "tanh" && p.name != "sigmoid" {
				continue
			}
			p.lanes([][]float32{lanes[:len(x)], x})
			p.plain([][]float32{plain[:len(x)], x})
			for i, v := range x {
				if !sameBits(lanes[i], plain[i]) {
					t.Fatalf("%s(%g) is %g in lanes and %g without", p.name, v, lanes[i], plain[i])
				}
			}
		}
		x = x[:0]
	}
	sweep(func(v float32) {
		if x = append(x, v); len(x) == n {
			compare()
		}
	})
	compare()
}

func TestTwinsMatMul(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, k, n := rapid.IntRange(0, 11).Draw(t, "m"), rapid.IntRange(0, 19).Draw(t, "k"), rapid.IntRange(0, 70).Draw(t, "n")
		a, b, c := anyFloats(m*k).Draw(t, "a"), anyFloats(k*n).Draw(t, "b"), anyFloats(m*n).Draw(t, "c")
		for _, s := range [][2]int{{k, 1}, {1, m}} { // a as it lies, and transposed
			lanes, plain := clone([][]float32{c}), clone([][]float32{c})
			simdMatMul(lanes[0], a, b, m, k, n, s[0], s[1])
			scalarMatMul(plain[0], a, b, m, k, n, s[0], s[1])
			agree(t, "matMul", lanes, plain)
		}
	})
}

func TestTwinsSumRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, cols := rapid.IntRange(0, 9).Draw(t, "rows"), rapid.IntRange(0, 70).Draw(t, "cols")
		src, dst := anyFloats(rows*cols).Draw(t, "src"), anyFloats(cols).Draw(t, "dst")
		lanes, plain := clone([][]float32{dst}), clone([][]float32{dst})
		simdSumRows(lanes[0], src, rows)
		scalarSumRows(plain[0], src, rows)
		agree(t, "sumRows", lanes, plain)
	})
}
