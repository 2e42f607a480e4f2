package scene

import (
	"hourglass/core/data"
	"hourglass/wasm/tint"
)

// pairRow draws examples that the network was never trained on, what came back, and where the two differ; beneath, what the twin
// brought back.
func (b *Builder) pairRow(p *pen, box Box) {
	if b.form() != data.Pictures {
		b.curvePairs(p, box)
		return
	}
	p.heading(box, "Pictures set aside, and what came back: tap one", "What came back: tap a picture", "Tap a picture")
	names := b.rowNames()
	rows, gap, head := float32(3), 10*p.size, 36*p.size
	if b.twin != nil {
		rows = 4
	}
	left := box.X + b.nameRoom(p, names[:int(rows)])
	room := box.X + box.W - left - 8*p.size
	least := float32(6) // pictures, at the cost of their size
	if box.W < 330*p.size || box.H > box.W {
		least = 4
	}
	side := b.side()
	pixels := float32(side)
	cell := min((box.H-head-14*p.size-(rows-1)*gap)/(rows*pixels), (room/least-gap)/pixels, 182*p.size/pixels)
	wide := cell * pixels
	step := wide + gap
	n := min(int(room/step+0.01), maxPairs)
	step = min(room/float32(n), 1.5*step)
	tall := rows*wide + (rows-1)*gap
	y0 := box.Y + head + max(0, (box.H-head-14*p.size-tall)/2)
	for r, name := range names[:int(rows)] {
		p.text(left-10*p.size, y0+(float32(r)+0.5)*wide+float32(r)*gap+4*p.size, End, tint.Dim, name).Size = 12 * p.size
	}
	dim := b.set.Dim()
	for i := range n {
		at := Box{left + float32(i)*step, y0, wide, wide}
		in, out := b.set.Picture(b.set.Train+i), b.pairs[i*dim:(i+1)*dim]
		p.picture(at, side, in, tint.Ramp, 1)
		at.Y += wide + gap
		p.picture(at, side, out, tint.Ramp, 1)
		at.Y += wide + gap
		b.missed(p, at, in, out)
		if b.twin != nil {
			at.Y += wide + gap
			p.picture(at, side, b.twin.pairs[i*dim:(i+1)*dim], tint.Ramp, 1)
		}
		b.pairHit(p, Box{at.X, y0, wide, tall}, Box{at.X - gap/2, y0 - 4, step, tall + 8}, i)
	}
}

// rowNames are the names of the rows: the run's and its twin's where the lesson has a twin.
func (b *Builder) rowNames() [4]string {
	if b.twin == nil {
		return [4]string{"in", "back", "missed"}
	}
	return [4]string{"in", b.lesson.Names[0], "missed", b.lesson.Names[1]}
}

// nameRoom is how wide the names of rows are with the space round them.
func (b *Builder) nameRoom(p *pen, names []string) float32 {
	w := float32(62)
	for _, s := range names {
		w = max(w, 20+0.56*12*p.letters(s))
	}
	return w * p.size
}

// pairHit makes example i of the row a thing to tap, and frames it when it is the one shown.
func (b *Builder) pairHit(p *pen, drawn, touch Box, i int) {
	if b.snap.View.Sample == b.set.Train+i && !b.snap.View.Held {
		p.frame(Box{drawn.X - 4, drawn.Y - 4, drawn.W + 7, drawn.H + 7}, 2, tint.Sand, 1)
	}
	p.hit(Hit{Target: Pair, X: touch.X, Y: touch.Y, X2: touch.X + touch.W, Y2: touch.Y + touch.H, Index: int32(b.set.Train + i)})
}

// missed draws the difference: rose where the copy is wrong, the stronger the more.
func (b *Builder) missed(p *pen, at Box, in, out []float32) {
	p.rect(at, 0, tint.Line, 0, 0.45)
	greys := p.tile(at.X, at.Y, at.W/float32(b.side()), b.side(), tint.Rose, 1)
	for i := range greys {
		greys[i] = grey(1.6 * abs(in[i]-out[i]))
	}
}

// curvePairs lays what came back over what went in, each pair in a field of its own: signals as curves, points as dots. The twin's copies
// stand in fields beneath.
func (b *Builder) curvePairs(p *pen, box Box) {
	p.heading(box, "Examples set aside (pale), and what came back: tap one", "Pale in, sand back: tap one", "Tap an example")
	gap, head := 10*p.size, 36*p.size
	left, stack := box.X+15*p.size, float32(1)
	if b.twin != nil {
		left, stack = box.X+b.nameRoom(p, b.lesson.Names[:]), 2
	}
	room := Box{left, box.Y + head, box.X + box.W - left - 12*p.size, box.H - head - 14*p.size}
	across := min(max(int((room.W+gap)/(94*p.size)), 2), maxPairs)
	wide := (room.W+gap)/float32(across) - gap
	tall := min(0.8*wide, (room.H+gap)/stack-gap)
	down := max(int((room.H+gap)/(stack*(tall+gap))), 1)
	tall = min((room.H+gap)/(stack*float32(down))-gap, wide)
	step := tall + gap
	y0 := room.Y + max(0, (room.H+gap-float32(down)*stack*step)/2)
	for i := range min(across*down, maxPairs) {
		at := Box{left + float32(i%across)*(wide+gap), y0 + float32(i/across)*stack*step, wide, tall}
		all := Box{at.X, at.Y, wide, stack*step - gap}
		b.curvePair(p, at, b.pairs, i, tint.Sand)
		if b.twin != nil {
			at.Y += step
			b.curvePair(p, at, b.twin.pairs, i, tint.Ink)
		}
		b.pairHit(p, all, all, i)
	}
	for r := 0; b.twin != nil && r < 2*down; r++ {
		p.text(left-10*p.size, y0+float32(r)*step+tall/2+4*p.size, End, tint.Dim, b.lesson.Names[r%2]).Size = 12 * p.size
	}
}

// curvePair is one field: example i of the validation set, and its copy.
func (b *Builder) curvePair(p *pen, at Box, copies []float32, i int, role tint.Role) {
	dim := b.set.Dim()
	p.rect(at, 4, tint.Panel, 0, 1)
	in := at.inset(5 * p.size)
	b.example(p, in, b.set.Picture(b.set.Train+i), tint.Dim, 0.75)
	b.example(p, in, copies[i*dim:(i+1)*dim], role, 1)
}
