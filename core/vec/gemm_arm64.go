//go:build goexperiment.simd

package vec

// The wide sweeps in vectors of four: their eight sums, and all eight products that the compiler forms before it adds, find
// room in thirty-two registers.

func sweep2x16(c, a, b *float32, cs, as, ap, bp, tiles, k int) {
	for t := 0; t < tiles; t++ {
		i0, i1, j, c0, c1 := 2*t*as, (2*t+1)*as, 0, at(c, 2*t*cs), at(c, (2*t+1)*cs)
		s00, s01, s02, s03 := load(c0), load(at(c0, 4)), load(at(c0, 8)), load(at(c0, 12))
		s10, s11, s12, s13 := load(c1), load(at(c1, 4)), load(at(c1, 8)), load(at(c1, 12))
		for p := 0; p < k; p++ {
			x, y, v := splat(at(a, i0)), splat(at(a, i1)), load(at(b, j))
			s00, s10 = s00.Add(x.Mul(v)), s10.Add(y.Mul(v))
			v = load(at(b, j+4))
			s01, s11 = s01.Add(x.Mul(v)), s11.Add(y.Mul(v))
			v = load(at(b, j+8))
			s02, s12 = s02.Add(x.Mul(v)), s12.Add(y.Mul(v))
			v = load(at(b, j+12))
			s03, s13 = s03.Add(x.Mul(v)), s13.Add(y.Mul(v))
			i0, i1, j = i0+ap, i1+ap, j+bp
		}
		store(c0, s00)
		store(at(c0, 4), s01)
		store(at(c0, 8), s02)
		store(at(c0, 12), s03)
		store(c1, s10)
		store(at(c1, 4), s11)
		store(at(c1, 8), s12)
		store(at(c1, 12), s13)
	}
}

func sweep1x16(c, a, b *float32, cs, as, ap, bp, tiles, k int) {
	for t := 0; t < tiles; t++ {
		i, j, c0 := t*as, 0, at(c, t*cs)
		s0, s1, s2, s3 := load(c0), load(at(c0, 4)), load(at(c0, 8)), load(at(c0, 12))
		for p := 0; p < k; p++ {
			x := splat(at(a, i))
			s0, s1 = s0.Add(x.Mul(load(at(b, j)))), s1.Add(x.Mul(load(at(b, j+4))))
			s2, s3 = s2.Add(x.Mul(load(at(b, j+8)))), s3.Add(x.Mul(load(at(b, j+12))))
			i, j = i+ap, j+bp
		}
		store(c0, s0)
		store(at(c0, 4), s1)
		store(at(c0, 8), s2)
		store(at(c0, 12), s3)
	}
}

func sweep4x8(c, a, b *float32, cs, as, ap, bp, tiles, k int) {
	for t := 0; t < tiles; t++ {
		i0 := 4 * t * as
		i1, i2, i3, j := i0+as, i0+2*as, i0+3*as, 0
		c0, c1, c2, c3 := at(c, 4*t*cs), at(c, (4*t+1)*cs), at(c, (4*t+2)*cs), at(c, (4*t+3)*cs)
		s00, s01, s10, s11 := load(c0), load(at(c0, 4)), load(c1), load(at(c1, 4))
		s20, s21, s30, s31 := load(c2), load(at(c2, 4)), load(c3), load(at(c3, 4))
		for p := 0; p < k; p++ {
			v, w := load(at(b, j)), load(at(b, j+4))
			x := splat(at(a, i0))
			s00, s01 = s00.Add(x.Mul(v)), s01.Add(x.Mul(w))
			x = splat(at(a, i1))
			s10, s11 = s10.Add(x.Mul(v)), s11.Add(x.Mul(w))
			x = splat(at(a, i2))
			s20, s21 = s20.Add(x.Mul(v)), s21.Add(x.Mul(w))
			x = splat(at(a, i3))
			s30, s31 = s30.Add(x.Mul(v)), s31.Add(x.Mul(w))
			i0, i1, i2, i3, j = i0+ap, i1+ap, i2+ap, i3+ap, j+bp
		}
		store(c0, s00)
		store(at(c0, 4), s01)
		store(c1, s10)
		store(at(c1, 4), s11)
		store(c2, s20)
		store(at(c2, 4), s21)
		store(c3, s30)
		store(at(c3, 4), s31)
	}
}

func sweep1x8(c, a, b *float32, cs, as, ap, bp, tiles, k int) {
	for t := 0; t < tiles; t++ {
		i, j, c0 := t*as, 0, at(c, t*cs)
		s0, s1 := load(c0), load(at(c0, 4))
		for p := 0; p < k; p++ {
			x := splat(at(a, i))
			s0, s1 = s0.Add(x.Mul(load(at(b, j)))), s1.Add(x.Mul(load(at(b, j+4))))
			i, j = i+ap, j+bp
		}
		store(c0, s0)
		store(at(c0, 4), s1)
	}
}
