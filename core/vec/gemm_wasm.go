//go:build goexperiment.simd

package vec

// room is where simdGemm lays panels out. One is enough: in WASM one goroutine runs at a time, and none stops in a kernel.
var room workroom

func simdGemm(c []float32, cs int, a []float32, as, ap int, b []float32, bp, bj int, m, k, n int) {
	blocks(&room, &c[0], cs, &a[0], as, ap, &b[0], bp, bj, m, k, n)
}

// A sweep does tiles tiles, one below the other, of as many rows and columns as its name says: it adds the products of k
// steps, at least one, to the sums in c. Strides are in elements; b is a panel, its columns side by side.

//go:noescape
func sweep2x16(c, a, b *float32, cs, as, ap, bp, tiles, k int)

//go:noescape
func sweep1x16(c, a, b *float32, cs, as, ap, bp, tiles, k int)

//go:noescape
func sweep4x8(c, a, b *float32, cs, as, ap, bp, tiles, k int)

//go:noescape
func sweep1x8(c, a, b *float32, cs, as, ap, bp, tiles, k int)

//go:noescape
func sweep4x4(c, a, b *float32, cs, as, ap, bp, tiles, k int)

//go:noescape
func sweep1x4(c, a, b *float32, cs, as, ap, bp, tiles, k int)

// copyBlock copies rows by cols elements, with strides between the rows and the columns of both.
//
//go:noescape
func copyBlock(dst, src *float32, dr, dc, sr, sc, rows, cols int)

// copyQuads copies rows of quads times four elements.
//
//go:noescape
func copyQuads(dst, src *float32, dr, sr, rows, quads int)

// turnPairs copies the transpose of src, whose 2·cols rows are sc apart, to the 2·rows rows of dst, dr apart.
//
//go:noescape
func turnPairs(dst, src *float32, dr, sc, rows, cols int)
