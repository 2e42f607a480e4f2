//go:build goexperiment.simd

package vec

import (
	"simd/archsimd"
	"unsafe"
)

// The wide sweeps in vectors of eight, and of sixteen where the machine has them. The bits are those of vectors of four, since
// each lane is still one sum; and the four sums of a tile leave room in sixteen registers for the four products that the
// compiler forms before it adds.

// sixteens tells whether the machine has vectors of sixteen.
var sixteens = archsimd.X86.AVX512()

func load16(p *float32) archsimd.Float32x16 {
	return archsimd.LoadFloat32x16Array((*[16]float32)(unsafe.Pointer(p)))
}

func store16(p *float32, v archsimd.Float32x16) { v.StoreArray((*[16]float32)(unsafe.Pointer(p))) }

func splat16(p *float32) archsimd.Float32x16 { return archsimd.BroadcastFloat32x16(*p) }

func load8(p *float32) archsimd.Float32x8 {
	return archsimd.LoadFloat32x8Array((*[8]float32)(unsafe.Pointer(p)))
}

func store8(p *float32, v archsimd.Float32x8) { v.StoreArray((*[8]float32)(unsafe.Pointer(p))) }

func splat8(p *float32) archsimd.Float32x8 { return archsimd.BroadcastFloat32x8(*p) }

// In vectors of sixteen two tiles go at a time: half as many loads of b, and half as many sums.
func sweep2x16(c, a, b *float32, cs, as, ap, bp, tiles, k int) {
	t := 0
	for ; sixteens && t+2 <= tiles; t += 2 {
		i0 := 2 * t * as
		i1, i2, i3, j := i0+as, i0+2*as, i0+3*as, 0
		c0, c1, c2, c3 := at(c, 2*t*cs), at(c, (2*t+1)*cs), at(c, (2*t+2)*cs), at(c, (2*t+3)*cs)
		s0, s1, s2, s3 := load16(c0), load16(c1), load16(c2), load16(c3)
		for p := 0; p < k; p++ {
			v := load16(at(b, j))
			s0, s1 = s0.Add(splat16(at(a, i0)).Mul(v)), s1.Add(splat16(at(a, i1)).Mul(v))
			s2, s3 = s2.Add(splat16(at(a, i2)).Mul(v)), s3.Add(splat16(at(a, i3)).Mul(v))
			i0, i1, i2, i3, j = i0+ap, i1+ap, i2+ap, i3+ap, j+bp
		}
		store16(c0, s0)
		store16(c1, s1)
		store16(c2, s2)
		store16(c3, s3)
	}
	for ; t < tiles; t++ {
		i0, i1, j, c0, c1 := 2*t*as, (2*t+1)*as, 0, at(c, 2*t*cs), at(c, (2*t+1)*cs)
		s00, s01, s10, s11 := load8(c0), load8(at(c0, 8)), load8(c1), load8(at(c1, 8))
		for p := 0; p < k; p++ {
			v, w := load8(at(b, j)), load8(at(b, j+8))
			x := splat8(at(a, i0))
			s00, s01 = s00.Add(x.Mul(v)), s01.Add(x.Mul(w))
			x = splat8(at(a, i1))
			s10, s11 = s10.Add(x.Mul(v)), s11.Add(x.Mul(w))
			i0, i1, j = i0+ap, i1+ap, j+bp
		}
		store8(c0, s00)
		store8(at(c0, 8), s01)
		store8(c1, s10)
		store8(at(c1, 8), s11)
	}
	archsimd.ClearAVXUpperBits()
}

func sweep1x16(c, a, b *float32, cs, as, ap, bp, tiles, k int) {
	for t := 0; t < tiles; t++ {
		i, j, c0 := t*as, 0, at(c, t*cs)
		s0, s1 := load8(c0), load8(at(c0, 8))
		for p := 0; p < k; p++ {
			x := splat8(at(a, i))
			s0, s1 = s0.Add(x.Mul(load8(at(b, j)))), s1.Add(x.Mul(load8(at(b, j+8))))
			i, j = i+ap, j+bp
		}
		store8(c0, s0)
		store8(at(c0, 8), s1)
	}
	archsimd.ClearAVXUpperBits()
}

func sweep4x8(c, a, b *float32, cs, as, ap, bp, tiles, k int) {
	for t := 0; t < tiles; t++ {
		i0 := 4 * t * as
		i1, i2, i3, j := i0+as, i0+2*as, i0+3*as, 0
		c0, c1, c2, c3 := at(c, 4*t*cs), at(c, (4*t+1)*cs), at(c, (4*t+2)*cs), at(c, (4*t+3)*cs)
		s0, s1, s2, s3 := load8(c0), load8(c1), load8(c2), load8(c3)
		for p := 0; p < k; p++ {
			v := load8(at(b, j))
			s0, s1 = s0.Add(splat8(at(a, i0)).Mul(v)), s1.Add(splat8(at(a, i1)).Mul(v))
			s2, s3 = s2.Add(splat8(at(a, i2)).Mul(v)), s3.Add(splat8(at(a, i3)).Mul(v))
			i0, i1, i2, i3, j = i0+ap, i1+ap, i2+ap, i3+ap, j+bp
		}
		store8(c0, s0)
		store8(c1, s1)
		store8(c2, s2)
		store8(c3, s3)
	}
	archsimd.ClearAVXUpperBits()
}

func sweep1x8(c, a, b *float32, cs, as, ap, bp, tiles, k int) {
	for t := 0; t < tiles; t++ {
		i, j, c0 := t*as, 0, at(c, t*cs)
		s := load8(c0)
		for p := 0; p < k; p++ {
			s = s.Add(splat8(at(a, i)).Mul(load8(at(b, j))))
			i, j = i+ap, j+bp
		}
		store8(c0, s)
	}
	archsimd.ClearAVXUpperBits()
}
