package figures

import (
	"math"

	"hourglass/core/ae"
	"hourglass/core/nn"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The lines of the network: every weight between two dense layers.

// loud is how strongly number i of column col speaks, 0 to 1, for the shown picture.
func (f *network) loud(b *scene.Base, cols []column, col, i int) float32 {
	_, v := loudness(b, cols[col].show, i)
	return v
}

// fans are the weights that are drawn, layer by layer, in dst's memory: in the backward phase of slow motion their gradients.
func (f *network) fans(b *scene.Base, dst *[maxColumns]ae.Fan) []ae.Fan {
	arena := b.Snap.Params
	if len(b.Snap.Grads) > 0 {
		arena = b.Snap.Grads
	}
	for i, l := range f.layers[1:] {
		if dst[i] = (ae.Fan{}); l.dense() {
			dst[i] = b.Model.Fan(l.show, arena)
		}
	}
	return dst[:len(f.layers)-1]
}

// throng is how many weights are drawn at most, the largest of each layer, for the sake of frame time.
const throng = 1650

// crowd is how many weights each of the fans may draw, so that all together keep to throng: small layers draw all of theirs.
func crowd(fans []ae.Fan) int {
	most := throng
	for {
		total := 0
		for i := range fans {
			total += min(fans[i].In*fans[i].Out, most)
		}
		if total <= throng {
			return most
		}
		most -= most/16 + 1
	}
}

// threshold is the size from 0 to 1, a share of 1/scale, below which weights are left out so that at most n are drawn.
func threshold(w []float32, scale float32, n int) float32 {
	if len(w) <= n {
		return 0
	}
	const bins = 127
	scale *= bins
	var count [256]int32 // what counts as 1 and more is in the last
	for _, v := range w {
		if v = scene.Abs(v) * scale; !(v < bins) {
			v = bins
		}
		count[scene.Whole(v)]++
	}
	left := int32(n)
	for i := bins; i > 0; i-- {
		if left -= count[i]; left < 0 {
			return (float32(i) + 0.5) / bins
		}
	}
	return 0.5 / bins // the rest are next to nothing
}

// join draws what leads from column i to the next.
func (f *network) join(b *scene.Base, p *scene.Pen, cols []column, i int, fan *ae.Fan, crowd int, look *scene.Look) {
	from, to := &cols[i], &cols[i+1]
	quiet := float32(1)
	if b.Snap.View.Held && i < f.neck {
		quiet = 0.25
	}
	switch to.joint.(type) {
	case nn.Dense, nn.Tied:
		f.edges(b, p, cols, i, fan, quiet, crowd, look)
	case nn.Conv, nn.ConvT:
		f.stencil(b, p, from, to, quiet, look)
	case nn.Recurrent, nn.Unroll, nn.Each:
		f.steps(b, p, from, to, quiet)
	default:
		f.gap(p, from, to)
	}
}

// edges draws every weight between column i and the next: sign as colour, size as width and opacity, and brighter where it has
// much to carry now. In the backward phase of slow motion it is the gradient that is drawn, running back.
func (f *network) edges(b *scene.Base, p *scene.Pen, cols []column, i int, fan *ae.Fan, quiet float32, crowd int, look *scene.Look) {
	from, to := &cols[i], &cols[i+1]
	back := len(b.Snap.Grads) > 0
	n := fan.In * fan.Out
	scale := 1 / (2.6*rms(fan.W) + 1e-12)
	least, most, wide := float32(0), float32(0.62), 1.5*p.Size
	switch {
	case n > crowd:
		least, most, wide = threshold(fan.W, scale, crowd), 0.2, 0.9*p.Size
	case n < 400:
		most, wide = 0.85, 2.6*p.Size
	}
	floor := least / scale
	floor *= floor
	for s := range fan.In {
		if !from.seen(s) {
			continue
		}
		x, y := from.at(s)
		carry := float32(1)
		if !back {
			carry = f.carry(b, f.loud(b, cols, i, s))
		}
		for t := range fan.Out {
			v := fan.At(s, t)
			if v*v < floor || !to.seen(t) { // of a large layer most are
				continue
			}
			a := scene.Clamp(scene.Abs(v)*scale, 0, 1)
			x2, y2 := to.at(t)
			m := scene.Mark{Kind: scene.Curve, Role: tint.Signed, V: v, X: x, Y: y, X2: x2, Y2: y2,
				W: 0.7*p.Size + wide*a, A: quiet * carry * (0.05 + most*a*float32(math.Sqrt(float64(a))))}
			if back {
				m.Flow = -1
			} else if look.Flow && a*carry > 0.3 {
				m.Flow = a * carry
			}
			p.Add(m)
		}
	}
}
