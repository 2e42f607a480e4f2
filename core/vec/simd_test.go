//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package vec

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

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
		{"clamp", 2, func(s [][]float32) { simdClamp(s[0], s[1], a, b) }, func(s [][]float32) { scalarClamp(s[0], s[1], a, b) }},
		{"exp", 2, two(simdExp), two(scalarExp)},
		{"log", 2, two(simdLog), two(wholeLog)},
		{"tanh", 2, two(simdTanh), two(scalarTanh)},
		{"sigmoid", 2, two(simdSigmoid), two(scalarSigmoid)},
		{"softplus", 2, two(simdSoftplus), two(scalarSoftplus)},
		{"reLU", 2, func(s [][]float32) { simdReLU(s[0], s[1], a) }, func(s [][]float32) { scalarReLU(s[0], s[1], a) }},
		{"tanhGrad", 3, three(simdTanhGrad), three(scalarTanhGrad)},
		{"sigmoidGrad", 3, three(simdSigmoidGrad), three(scalarSigmoidGrad)},
		{"reLUGrad", 3, func(s [][]float32) { simdReLUGrad(s[0], s[1], s[2], a) }, func(s [][]float32) { scalarReLUGrad(s[0], s[1], s[2], a) }},
		{"momentum", 3, func(s [][]float32) { simdMomentum(s[0], s[1], s[2], a, b) }, func(s [][]float32) { scalarMomentum(s[0], s[1], s[2], a, b) }},
		{"nesterov", 3, func(s [][]float32) { simdNesterov(s[0], s[1], s[2], a, b) }, func(s [][]float32) { scalarNesterov(s[0], s[1], s[2], a, b) }},
		{"rmsProp", 3, func(s [][]float32) { simdRMSProp(s[0], s[1], s[2], 0.9, 0.1, a, b) },
			func(s [][]float32) { scalarRMSProp(s[0], s[1], s[2], 0.9, 0.1, a, b) }},
		{"adam", 4, func(s [][]float32) { simdAdam(s[0], s[1], s[2], s[3], k) }, func(s [][]float32) { scalarAdam(s[0], s[1], s[2], s[3], k) }},
	}
}

// wholeLog is the twin of simdLog, which its kernel gives whole vectors.
func wholeLog(dst, x []float32) {
	for i, v := range x[:len(dst)&^(width-1)] {
		dst[i] = Log1(v)
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
		for _, p := range pairs(-0.25, 3, someAdam) {
			if p.slices != 2 {
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

func TestTwinsRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, cols := rapid.IntRange(0, 9).Draw(t, "rows"), rapid.IntRange(0, 70).Draw(t, "cols")
		src, dst := anyFloats(rows*cols).Draw(t, "src"), anyFloats(cols).Draw(t, "dst")
		lanes, plain := clone([][]float32{dst}), clone([][]float32{dst})
		simdSumRows(lanes[0], src, rows)
		scalarSumRows(plain[0], src, rows)
		agree(t, "sumRows", lanes, plain)
	})
}

func TestTwinsGemm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := products(t)
		if s.m*s.k*s.n == 0 {
			return
		}
		nc, na, nb := s.lengths()
		seed := rapid.Uint32().Draw(t, "seed")
		c, a, b := some(nc, seed), some(na, seed+1), some(nb, seed+2)
		lanes, plain := clone([][]float32{c}), clone([][]float32{c})
		simdGemm(lanes[0], s.cs, a, s.as, s.ap, b, s.bp, s.bj, s.m, s.k, s.n)
		scalarGemm(plain[0], s.cs, a, s.as, s.ap, b, s.bp, s.bj, s.m, s.k, s.n)
		agree(t, "gemm", lanes, plain)
	})
}
