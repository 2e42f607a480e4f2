// Package vec holds the float32 kernels on which everything in core is computed.
//
// Every kernel exists twice: a portable loop (scalar.go), and the same sums in SIMD lanes (simd.go and its neighbours, built
// with GOEXPERIMENT=simd; the inner loops of the product are assembly in WASM, gemm_wasm.s). The two give the same bits, on
// every machine, because they follow two rules:
//
//   - Lanes are outputs, never summands. A lane is one output element, and each output adds up its terms in index
//     order. There is no horizontal sum and no fused multiply-add.
//   - A product is rounded before it is added: s += float32(x*y). The conversion forbids the compiler to fuse.
//
// Exp, Tanh, Sigmoid and the logarithm are our own, because those of package math differ in the last bit between platforms.
//
// Matrices are row-major and dense. Destinations come first, sizes last; nothing allocates. Slices may be longer than
// needed; a shorter one is a programmer's mistake and panics. A destination may be the same slice as a source in the
// elementwise kernels, and must not overlap one otherwise.
//
// No kernel knows what a layer is: that is package nn.
package vec

import "math"

// Fill sets every element of dst to v, by copying what is filled already: a copy of memory moves more at once than a loop.
func Fill(dst []float32, v float32) {
	if math.Float32bits(v) == 0 {
		clear(dst)
		return
	}
	if len(dst) > 0 {
		dst[0] = v
	}
	for n := 1; n < len(dst); n *= 2 {
		copy(dst[n:], dst[:n])
	}
}

// FillRows copies row (cols) into each of the rows of dst (rows, cols).
func FillRows(dst, row []float32, rows int) {
	cols := len(row)
	for r := range rows {
		copy(dst[r*cols:(r+1)*cols], row)
	}
}

// Transpose writes src (rows, cols) to dst (cols, rows).
func Transpose(dst, src []float32, rows, cols int) {
	for r := range rows {
		row := src[r*cols : (r+1)*cols]
		for c, v := range row {
			dst[c*rows+r] = v
		}
	}
}

// SumSquares returns the sum of the squares of x. Four sums, of every fourth element each, run side by side and come together
// at the end as (0 + 1) + (2 + 3). The square of a float32 is exact in float64.
func SumSquares(x []float32) float64 {
	var s0, s1, s2, s3 float64
	for ; len(x) >= 4; x = x[4:] {
		v0, v1, v2, v3 := float64(x[0]), float64(x[1]), float64(x[2]), float64(x[3])
		s0, s1, s2, s3 = s0+float64(v0*v0), s1+float64(v1*v1), s2+float64(v2*v2), s3+float64(v3*v3)
	}
	for i, v := range x {
		q := float64(float64(v) * float64(v))
		switch i {
		case 0:
			s0 += q
		case 1:
			s1 += q
		case 2:
			s2 += q
		}
	}
	return (s0 + s1) + (s2 + s3)
}
