//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package vec

// blockDepth is how many steps of k a block does at most: a panel of b that deep and panelWidth wide stays in the first cache.
const (
	blockDepth = 256
	panelWidth = 16
	edgeRows   = 32
)

// A workroom holds one panel of b, and the sums of a panel that is wider than what is left of c.
type workroom struct {
	panel [blockDepth * panelWidth]float32
	edge  [edgeRows * panelWidth]float32
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

// blocks is simdGemm: for each block of k, for each panel of b, one sweep down the rows.
func blocks(room *workroom, c *float32, cs int, a *float32, as, ap int, b *float32, bp, bj int, m, k, n int) {
	lay := bj != 1 || m > 8 && bp > panelWidth && min(k, blockDepth)*bp > 6000
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

// sweepEdge is sweepPanel for the last cols columns, fewer than w: their sums move to a place with room for w.
func sweepEdge(edge *[edgeRows * panelWidth]float32, w, cols int, c *float32, cs int, a *float32, as, ap int, b *float32, bp, m, depth int) {
	for i := 0; i < m; i += edgeRows {
		rows, own := min(edgeRows, m-i), at(c, i*cs)
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
