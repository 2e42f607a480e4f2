//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package vec

// The product in lanes: blocks, panels, tiles.
//
// A tile of c, two rows of sixteen columns, stays in eight vector registers while p runs: each step loads four vectors of b
// and broadcasts two elements of a for eight products and eight sums, which is as many loads as fit beside the arithmetic.
// Where fewer columns are left a tile is four rows of eight or of four, and what rows are left go one by one. A sweep does
// all tiles of a column, so that the cost of its call is shared.
//
// A panel is the columns of b that a sweep reads, once for each tile. Where it lies is well enough if its rows are close; if
// they are far apart, or run the other way because b is transposed, or are narrower than the tile, they are first laid out
// side by side. A block is at most blockDepth steps of k deep, so that a panel of it stays in the first cache.
//
// None of this changes a bit. A lane is one element of c; it starts from what is in c, adds a(i,p)·b(p,j) for one p after the
// other, and between two blocks its sum rests in c as the float32 that it was. How wide a tile is, or how deep a block, decides
// only which sums run side by side.
const (
	blockDepth = 256
	panelWidth = 16
	edgeRoom   = 32 * panelWidth
)

// A workroom holds one panel of b, and the sums of tiles that are wider than what is left of c.
type workroom struct {
	panel [blockDepth * panelWidth]float32
	edge  [edgeRoom]float32
}

// panelFor is how wide the panel is that does the next columns of the n that are left.
func panelFor(n int) int {
	switch {
	case n > 12:
		return 16
	case n > 4:
		return 8
	}
	return 4
}

// spread tells whether the rows of b lie too far apart to read panels in place: more of it than fits half a first cache, and
// rows of a to pay for a copy.
func spread(m, k, bp int) bool { return m > 8 && bp > panelWidth && min(k, blockDepth)*bp > 6000 }

// blocks is simdGemm: for each block of k, for each panel of b, one sweep down the rows.
func blocks(room *workroom, c *float32, cs int, a *float32, as, ap int, b *float32, bp, bj int, m, k, n int) {
	lay := bj != 1 || spread(m, k, bp)
	for p := 0; p < k; p += blockDepth {
		depth := min(blockDepth, k-p)
		for j := 0; j < n; {
			w := panelFor(n - j)
			cols := min(w, n-j)
			panel, row := at(b, p*bp+j*bj), bp
			if lay || cols < w {
				layPanel(&room.panel, w, panel, bp, bj, depth, cols)
				panel, row = &room.panel[0], w
			}
			if cols == w {
				sweepPanel(w, at(c, j), cs, at(a, p*ap), as, ap, panel, row, m, depth)
			} else {
				sweepEdge(&room.edge, w, cols, at(c, j), cs, at(a, p*ap), as, ap, panel, row, m, depth)
			}
			j += cols
		}
	}
}

// sweepPanel adds to m rows and w columns of c the products of depth steps.
func sweepPanel(w int, c *float32, cs int, a *float32, as, ap int, b *float32, bp, m, depth int) {
	switch w {
	case 16:
		if t := m / 2; t > 0 {
			sweep2x16(c, a, b, cs, as, ap, bp, t, depth)
		}
		if m%2 > 0 {
			sweep1x16(at(c, (m-1)*cs), at(a, (m-1)*as), b, cs, as, ap, bp, 1, depth)
		}
	case 8:
		if m >= 4 {
			sweep4x8(c, a, b, cs, as, ap, bp, m/4, depth)
		}
		if i := m &^ 3; i < m {
			sweep1x8(at(c, i*cs), at(a, i*as), b, cs, as, ap, bp, m-i, depth)
		}
	default:
		if m >= 4 {
			sweep4x4(c, a, b, cs, as, ap, bp, m/4, depth)
		}
		if i := m &^ 3; i < m {
			sweep1x4(at(c, i*cs), at(a, i*as), b, cs, as, ap, bp, m-i, depth)
		}
	}
}

// sweepEdge is sweepPanel for the last cols columns, fewer than w: their sums move to a place with room for w, and back.
func sweepEdge(edge *[edgeRoom]float32, w, cols int, c *float32, cs int, a *float32, as, ap int, b *float32, bp, m, depth int) {
	room := edgeRoom / w
	for i := 0; i < m; i += room {
		rows, own := min(room, m-i), at(c, i*cs)
		copyBlock(&edge[0], own, w, 1, cs, 1, rows, cols)
		sweepPanel(w, &edge[0], w, at(a, i*as), as, ap, b, bp, rows, depth)
		copyBlock(own, &edge[0], cs, 1, w, 1, rows, cols)
	}
}

// layPanel copies depth rows and cols columns of b to panel, w to a row, zeros after them.
func layPanel(panel *[blockDepth * panelWidth]float32, w int, b *float32, bp, bj, depth, cols int) {
	if cols < w {
		clear(panel[:depth*w])
	}
	switch {
	case bj == 1 && cols%4 == 0:
		copyQuads(&panel[0], b, w, bp, depth, cols/4)
	case bp == 1 && cols%2 == 0 && depth > 1:
		turnPairs(&panel[0], b, w, bj, depth/2, cols/2)
		if p := depth &^ 1; p < depth {
			copyBlock(&panel[p*w], at(b, p), w, 1, 1, bj, 1, cols)
		}
	default:
		copyBlock(&panel[0], b, w, 1, bp, bj, depth, cols)
	}
}
