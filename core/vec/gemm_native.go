//go:build goexperiment.simd && (amd64 || arm64)

package vec

// The inner loops that gemm_wasm.s has for WASM, in Go, whose native compiler keeps the sums in registers. Places are counted
// from the first element of a matrix: a pointer that walked would end beyond the last, and the garbage collector, which may
// look at any moment, would take it for a pointer to what lies there.

func simdGemm(c []float32, cs int, a []float32, as, ap int, b []float32, bp, bj int, m, k, n int) {
	var room workroom
	blocks(&room, &c[0], cs, &a[0], as, ap, &b[0], bp, bj, m, k, n)
}

func sweep4x4(c, a, b *float32, cs, as, ap, bp, tiles, k int) {
	for t := 0; t < tiles; t++ {
		i0 := 4 * t * as
		i1, i2, i3, j := i0+as, i0+2*as, i0+3*as, 0
		c0, c1, c2, c3 := at(c, 4*t*cs), at(c, (4*t+1)*cs), at(c, (4*t+2)*cs), at(c, (4*t+3)*cs)
		s0, s1, s2, s3 := load(c0), load(c1), load(c2), load(c3)
		for p := 0; p < k; p++ {
			v := load(at(b, j))
			s0, s1 = s0.Add(splat(at(a, i0)).Mul(v)), s1.Add(splat(at(a, i1)).Mul(v))
			s2, s3 = s2.Add(splat(at(a, i2)).Mul(v)), s3.Add(splat(at(a, i3)).Mul(v))
			i0, i1, i2, i3, j = i0+ap, i1+ap, i2+ap, i3+ap, j+bp
		}
		store(c0, s0)
		store(c1, s1)
		store(c2, s2)
		store(c3, s3)
	}
}

func sweep1x4(c, a, b *float32, cs, as, ap, bp, tiles, k int) {
	for t := 0; t < tiles; t++ {
		i, j, c0 := t*as, 0, at(c, t*cs)
		s := load(c0)
		for p := 0; p < k; p++ {
			s = s.Add(splat(at(a, i)).Mul(load(at(b, j))))
			i, j = i+ap, j+bp
		}
		store(c0, s)
	}
}

// copyBlock copies rows by cols elements, with strides between the rows and the columns of both.
func copyBlock(dst, src *float32, dr, dc, sr, sc, rows, cols int) {
	for r := range rows {
		for i := range cols {
			*at(dst, r*dr+i*dc) = *at(src, r*sr+i*sc)
		}
	}
}

// copyQuads copies rows of quads times four elements.
func copyQuads(dst, src *float32, dr, sr, rows, quads int) {
	for r := 0; r < rows; r++ {
		for q := 0; q < 4*quads; q += 4 {
			store(at(dst, r*dr+q), load(at(src, r*sr+q)))
		}
	}
}

// turnPairs copies the transpose of src, whose 2·cols rows are sc apart, to the 2·rows rows of dst, dr apart.
func turnPairs(dst, src *float32, dr, sc, rows, cols int) {
	copyBlock(dst, src, dr, 1, 1, sc, 2*rows, 2*cols)
}
