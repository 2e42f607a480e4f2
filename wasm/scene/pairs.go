package scene

import (
	"hourglass/core/data"
	"hourglass/wasm/tint"
)

// pairRow draws pictures that the network was never trained on, what came back, and where the two differ.
func (b *Builder) pairRow(p *pen, box Box) {
	if box.W > 345*p.size {
		p.caption(box, "Unseen pictures, and what came back: tap one")
	} else {
		p.caption(box, "What came back: tap a picture")
	}
	rows, gap, head := float32(3), 10*p.size, 36*p.size
	names := [...]string{"in", "back", "missed"}
	left := box.X + 62*p.size
	room := box.X + box.W - left - 8*p.size
	least := float32(6) // pictures, at the cost of their size
	if box.W < 330*p.size || box.H > box.W {
		least = 4
	}
	cell := min((box.H-head-14*p.size-(rows-1)*gap)/(rows*data.Side), (room/least-gap)/data.Side, 26*p.size)
	step := cell*data.Side + gap
	n := min(int(room/step+0.01), maxPairs)
	step = min(room/float32(n), 1.5*step)
	tall := rows*data.Side*cell + (rows-1)*gap
	y0 := box.Y + head + max(0, (box.H-head-14*p.size-tall)/2)
	for r, name := range names {
		p.text(left-10*p.size, y0+(float32(r)+0.5)*data.Side*cell+float32(r)*gap+4*p.size, End, tint.Dim, name).Size = 12 * p.size
	}
	for i := range n {
		x := left + float32(i)*step
		in, out := b.set.Picture(b.set.Train+i), b.pairs[i*data.Dim:(i+1)*data.Dim]
		copy(p.tile(x, y0, cell, data.Side, tint.Ramp, 1), in)
		copy(p.tile(x, y0+data.Side*cell+gap, cell, data.Side, tint.Ramp, 1), out)
		b.missed(p, x, y0+2*(data.Side*cell+gap), cell, in, out)
		if b.snap.View.Sample == b.set.Train+i && !b.snap.View.Held {
			p.frame(Box{x - 4, y0 - 4, data.Side*cell + 7, tall + 7}, 2, tint.Sand, 1)
		}
		p.hit(Hit{Target: Pair, X: x - gap/2, Y: y0 - 4, X2: x + step - gap/2, Y2: y0 + tall + 4, Index: int32(b.set.Train + i)})
	}
}

// missed draws the difference: rose where the copy is wrong, the stronger the more.
func (b *Builder) missed(p *pen, x, y, cell float32, in, out []float32) {
	side := data.Side * cell
	p.rect(Box{x, y, side, side}, 0, tint.Line, 0, 0.45)
	greys := p.tile(x, y, cell, data.Side, tint.Rose, 1)
	for i := range greys {
		greys[i] = min(1.6*abs(in[i]-out[i]), 1)
	}
}
