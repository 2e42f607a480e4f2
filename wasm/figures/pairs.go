package figures

import (
	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "pairs", Label: "Originals and copies", Short: "Copies", Shape: scene.Wide, Least: scene.Size{W: 250, H: 90},
		Needs: scene.Copies,
		New:   func() scene.Panel { return &pairs{} },
	})
}

// pairs draws examples that the network was never trained on, what came back, and where the two differ; beneath, what the twin
// brought back.
type pairs struct{}

// Plan implements [scene.Panel].
func (f *pairs) Plan(b *scene.Base) {}

// Update implements [scene.Panel].
func (f *pairs) Update(b *scene.Base) {}

// Touch implements [scene.Toucher].
func (f *pairs) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) { touchPair(g, h) }

// touchPair answers a tap on an example: it is the one to be shown.
func touchPair(g *scene.Gesture, h scene.Hand) {
	h.Send(wire.Command{Op: wire.Show, Index: int(g.Hit.Index)})
}

// Tell implements [scene.Teller].
func (f *pairs) Tell(b *scene.Base, p *scene.Pen) {
	off, n := float32(0), len(b.Pairs)
	for i, v := range b.Pairs {
		d := v - b.Set.ValidX()[i]
		off += d * d / float32(n)
	}
	p.Count(n / b.Set.Dim())
	p.Str(" examples set aside; a copy is off by ")
	p.Num(off, 4)
	p.Str(" (mean square)")
}

// Key implements [scene.Keyer]: the next example is shown, or the one before.
func (f *pairs) Key(b *scene.Base, dx, dy int, h scene.Hand) { keyPair(b, dx-dy, h) }

// keyPair shows the next of the examples set aside, or the one before.
func keyPair(b *scene.Base, by int, h scene.Hand) {
	at := max(b.Snap.View.Sample-b.Set.Train+by, 0) % b.Set.Valid
	h.Send(wire.Command{Op: wire.Show, Index: b.Set.Train + at})
}

// Draw implements [scene.Panel].
func (f *pairs) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	if b.Form() != data.Pictures {
		f.curvePairs(b, p, box)
		return
	}
	p.Heading(box, "Pictures set aside, and what came back: tap one", "What came back: tap a picture", "Tap a picture")
	names := f.rowNames(b)
	rows, gap, head := float32(3), 10*p.Size, 36*p.Size
	if b.Twin != nil {
		rows = 4
	}
	left := box.X + f.nameRoom(b, p, names[:int(rows)])
	room := box.X + box.W - left - 8*p.Size
	least := float32(6) // pictures, at the cost of their size
	if box.W < 330*p.Size || box.H > box.W {
		least = 4
	}
	side := b.Side()
	pixels := float32(side)
	cell := min((box.H-head-14*p.Size-(rows-1)*gap)/(rows*pixels), (room/least-gap)/pixels, 182*p.Size/pixels)
	wide := cell * pixels
	step := wide + gap
	n := min(int(room/step+0.01), scene.MaxPairs)
	step = min(room/float32(n), 1.5*step)
	tall := rows*wide + (rows-1)*gap
	y0 := box.Y + head + max(0, (box.H-head-14*p.Size-tall)/2)
	for r, name := range names[:int(rows)] {
		p.Write(left-10*p.Size, y0+(float32(r)+0.5)*wide+float32(r)*gap+4*p.Size, scene.End, tint.Dim, name).Size = 12 * p.Size
	}
	dim := b.Set.Dim()
	for i := range n {
		at := scene.At(left+float32(i)*step, y0, wide, wide)
		in, out := b.Set.Picture(b.Set.Train+i), b.Pairs[i*dim:(i+1)*dim]
		p.Picture(at, side, in, tint.Ramp, 1)
		at.Y += wide + gap
		p.Picture(at, side, out, tint.Ramp, 1)
		at.Y += wide + gap
		f.missed(b, p, at, in, out)
		if b.Twin != nil {
			at.Y += wide + gap
			p.Picture(at, side, b.Twin.Pairs[i*dim:(i+1)*dim], tint.Ramp, 1)
		}
		f.pairHit(b, p, scene.At(at.X, y0, wide, tall), scene.At(at.X-gap/2, y0-4, step, tall+8), i)
	}
}

// rowNames are the names of the rows: the run's and its twin's where the lesson has a twin.
func (f *pairs) rowNames(b *scene.Base) [4]string {
	if b.Twin == nil {
		return [4]string{"in", "back", "missed"}
	}
	return [4]string{"in", b.Lesson.Names[0], "missed", b.Lesson.Names[1]}
}

// nameRoom is how wide the names of rows are with the space round them.
func (f *pairs) nameRoom(b *scene.Base, p *scene.Pen, names []string) float32 {
	w := float32(62)
	for _, s := range names {
		w = max(w, 20+0.56*12*p.Letters(s))
	}
	return w * p.Size
}

// pairHit makes example i of the row a thing to tap, and frames it when it is the one shown.
func (f *pairs) pairHit(b *scene.Base, p *scene.Pen, drawn, touch scene.Box, i int) {
	if b.Snap.View.Sample == b.Set.Train+i && !b.Snap.View.Held {
		p.Frame(scene.At(drawn.X-4, drawn.Y-4, drawn.W+7, drawn.H+7), 2, tint.Sand, 1)
	}
	p.Hit(scene.Hit{Target: scene.Pair, Feel: scene.Pointing, X: touch.X, Y: touch.Y, X2: touch.X + touch.W, Y2: touch.Y + touch.H, Index: int32(b.Set.Train + i)})
}

// missed draws the difference: rose where the copy is wrong, the stronger the more.
func (f *pairs) missed(b *scene.Base, p *scene.Pen, at scene.Box, in, out []float32) {
	p.Rect(at, 0, tint.Line, 0, 0.45)
	greys := p.Tile(at.X, at.Y, at.W/float32(b.Side()), b.Side(), tint.Rose, 1)
	for i := range greys {
		greys[i] = scene.Grey(1.6 * scene.Abs(in[i]-out[i]))
	}
}

// curvePairs lays what came back over what went in, each pair in a field of its own: signals as curves, points as dots. The twin's copies
// stand in fields beneath.
func (f *pairs) curvePairs(b *scene.Base, p *scene.Pen, box scene.Box) {
	p.Heading(box, "Examples set aside (pale), and what came back: tap one", "Pale in, sand back: tap one", "Tap an example")
	gap, head := 10*p.Size, 36*p.Size
	left, stack := box.X+15*p.Size, float32(1)
	if b.Twin != nil {
		left, stack = box.X+f.nameRoom(b, p, b.Lesson.Names[:]), 2
	}
	room := scene.At(left, box.Y+head, box.X+box.W-left-12*p.Size, box.H-head-14*p.Size)
	across := min(max(int((room.W+gap)/(94*p.Size)), 2), scene.MaxPairs)
	wide := (room.W+gap)/float32(across) - gap
	tall := min(0.8*wide, (room.H+gap)/stack-gap)
	down := max(int((room.H+gap)/(stack*(tall+gap))), 1)
	tall = min((room.H+gap)/(stack*float32(down))-gap, wide)
	step := tall + gap
	y0 := room.Y + max(0, (room.H+gap-float32(down)*stack*step)/2)
	for i := range min(across*down, scene.MaxPairs) {
		at := scene.At(left+float32(i%across)*(wide+gap), y0+float32(i/across)*stack*step, wide, tall)
		all := scene.At(at.X, at.Y, wide, stack*step-gap)
		f.curvePair(b, p, at, b.Pairs, i, tint.Sand)
		if b.Twin != nil {
			at.Y += step
			f.curvePair(b, p, at, b.Twin.Pairs, i, tint.Ink)
		}
		f.pairHit(b, p, all, all, i)
	}
	for r := 0; b.Twin != nil && r < 2*down; r++ {
		p.Write(left-10*p.Size, y0+float32(r)*step+tall/2+4*p.Size, scene.End, tint.Dim, b.Lesson.Names[r%2]).Size = 12 * p.Size
	}
}

// curvePair is one field: example i of the validation set, and its copy.
func (f *pairs) curvePair(b *scene.Base, p *scene.Pen, at scene.Box, copies []float32, i int, role tint.Role) {
	dim := b.Set.Dim()
	p.Rect(at, 4, tint.Panel, 0, 1)
	in := at.Inset(5 * p.Size)
	if b.Form() == data.Tables { // the copy's columns stand before the others'
		p.Columns(in, b.Set.Picture(b.Set.Train+i), 0.9, tint.Dim, 0.75)
		p.Columns(in, copies[i*dim:(i+1)*dim], 0.45, role, 1)
		return
	}
	b.Example(p, in, b.Set.Picture(b.Set.Train+i), tint.Dim, 0.75)
	b.Example(p, in, copies[i*dim:(i+1)*dim], role, 1)
}
