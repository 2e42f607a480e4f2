package figures

import (
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/stat"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "likeness", Label: "The five nearest", Short: "Nearest", Shape: scene.Wide, Least: scene.Size{W: 270, H: 210},
		Needs: scene.Aside,
		New:   func() scene.Panel { return &likeness{} },
		Suits: classed,
	})
}

// likeness draws the shown example and, in a row for each description, the five training examples nearest to it, with a tick or a cross by their labels. At the
// end of each row stands what share of the five is of one label, over all unseen examples.
type likeness struct {
	described
	late
	near  [ask.Descriptions][]stat.Neighbour
	query [ask.Descriptions][]float32
	axis  []float64                 // of the shown example, along PCA's axes
	share [ask.Descriptions]float64 // over all unseen; 0 while it is not known
	parts [ask.Descriptions][chunks]float64
	known [ask.Descriptions]int // how many parts are
}

// chunks are how many parts the unseen are asked in, one after the other while snapshots follow each other.
const chunks = 32

// Plan implements [scene.Panel].
func (f *likeness) Plan(b *scene.Base) {
	if b.Set.Classes() == 0 {
		return
	}
	newSet, newNeck := f.plan(b)
	if newSet {
		f.known[ask.AsPixels] = 0
	}
	if newNeck {
		f.known[ask.AsPCA], f.ever = 0, false
	}
	f.known[ask.AsCode] = 0
	for way := range f.query {
		f.query[way] = make([]float32, f.by[way].Dim)
		f.near[way] = make([]stat.Neighbour, 0, ask.Near+1)
	}
	f.axis = make([]float64, min(b.Snap.Setup.Neck, b.Set.Dim()))
}

// Update implements [scene.Panel].
func (f *likeness) Update(b *scene.Base) {
	if b.Set.Classes() > 0 {
		f.snapshot(b.Brisk)
	}
}

// look finds the neighbours, and as much of the shares as there is time for.
func (f *likeness) look(b *scene.Base) {
	moved := f.step != b.Snap.Step || f.known[ask.AsCode] == 0 || b.Snap.View.Back >= 0
	if moved {
		f.renew(b)
	}
	x := b.Snap.View.Input
	copy(f.query[ask.AsPixels], x)
	b.PCA().Project(f.axis, x)
	for i, v := range f.axis {
		f.query[ask.AsPCA][i] = float32(v)
	}
	copy(f.query[ask.AsCode], b.Code)
	without := -1
	if i := b.Snap.View.Sample; i < b.Set.Train {
		without = i
	}
	for way := range f.near {
		f.near[way] = stat.Nearest(f.near[way][:0], f.by[way].Trained(), f.query[way], ask.Near, without)
		switch n := &f.known[way]; {
		case !b.Brisk && (way == ask.AsCode && moved || *n < chunks):
			for k := range chunks {
				f.ask(way, k)
			}
			*n = chunks
		case way == ask.AsCode || *n < chunks:
			f.ask(way, *n%chunks)
			*n++
		}
	}
}

// ask asks one part of the unseen.
func (f *likeness) ask(way, k int) {
	d := &f.by[way]
	first, last := k*d.Set.Valid/chunks, (k+1)*d.Set.Valid/chunks
	f.parts[way][k] = d.Alike(first, last) * float64(last-first) / float64(d.Set.Valid)
	f.share[way] = 0
	if f.known[way] >= chunks-1 || k == chunks-1 {
		for _, v := range f.parts[way] {
			f.share[way] += v
		}
	}
}

// Neighbour is a training example that can be shown.
const Neighbour scene.Target = "neighbour"

// Touch implements [scene.Toucher].
func (f *likeness) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	if g.Act == scene.Tap {
		h.Send(wire.Command{Op: wire.Show, Index: int(g.Hit.Index)})
	}
}

// Key implements [scene.Keyer]: the next of the unseen is shown, or the one before.
func (f *likeness) Key(b *scene.Base, dx, dy int, h scene.Hand) { keyPair(b, dx-dy, h) }

// Tell implements [scene.Teller].
func (f *likeness) Tell(b *scene.Base, p *scene.Pen) {
	if b.Set.Classes() == 0 {
		p.Str(noClasses)
		return
	}
	if i := b.Snap.View.Sample; i >= 0 {
		p.Str("shown: ")
		className(b, p, int(b.Set.Labels[i]))
	}
	for way := range f.near {
		p.Str("; ")
		p.Str(wayName(b, way))
		p.Str(": ")
		for k, n := range f.near[way] {
			if k > 0 {
				p.Str(", ")
			}
			className(b, p, int(b.Set.Labels[n.Row]))
		}
		if f.share[way] > 0 {
			p.Str(", of all unseen ")
			p.Num(float32(100*f.share[way]), 0)
			p.Str(" in 100")
		}
	}
}

// Draw implements [scene.Panel].
func (f *likeness) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	if b.Set.Classes() == 0 {
		p.Note(box, noClasses)
		return
	}
	if f.now(p.Small) {
		f.look(b)
	}
	p.Heading(box, "The shown example, and the five nearest of those practised on: tap one", "The five nearest to the shown example: tap one", "The five nearest: tap one", "Tap one")
	in := scene.At(box.X+14*p.Size, box.Y+32*p.Size, box.W-28*p.Size, box.H-40*p.Size)
	wide := in.W > 520*p.Size
	head := scene.Clamp(0.2*in.H, 40*p.Size, 92*p.Size)
	if wide { // the shown one stands beside the rows
		side := min(0.17*in.W, 0.4*in.H)
		names := float32(0)
		if b.Form() == data.Tables {
			side = min(0.17*in.W, 0.62*in.H)
			names = f.columnNames(b, p, scene.At(in.X, in.Y+(in.H-side)/2-10*p.Size, 0.16*in.W, side))
		}
		f.shownOne(b, p, scene.At(in.X+names, in.Y+(in.H-side)/2-10*p.Size, side, side), 0, true)
		in = scene.At(in.X+names+side+22*p.Size, in.Y, in.W-names-side-22*p.Size, in.H)
		head = 0
	} else {
		f.shownOne(b, p, scene.At(in.X+2, in.Y+2, head-12*p.Size, head-12*p.Size), in.W-head, false)
	}
	tall := (in.H - head) / ask.Descriptions
	for way := range f.near {
		f.row(b, p, scene.At(in.X, in.Y+head+float32(way)*tall, in.W, tall), way, wide)
	}
}

// shownOne draws the shown example, its label under it or beside it.
func (f *likeness) shownOne(b *scene.Base, p *scene.Pen, at scene.Box, room float32, under bool) {
	p.Rect(at, 0, tint.Ramp, 0, 1)
	small(b, p, at.Inset(margin(b, at)), b.Snap.View.Input)
	p.Frame(at.Inset(-2), 2*p.Size, tint.Ink, 1)
	if under {
		p.Begin(at.X+at.W/2, at.Y+at.H+21*p.Size, scene.Middle, tint.Ink)
	} else {
		y := at.Y + at.H/2 + 5*p.Size
		if b.Form() == data.Tables && at.H > 60*p.Size {
			y = at.Y + 14*p.Size
			listColumns(b, p, at.X+at.W+12*p.Size, y+17*p.Size, room)
		}
		p.Begin(at.X+at.W+12*p.Size, y, scene.Start, tint.Ink)
	}
	if i := b.Snap.View.Sample; i >= 0 {
		p.Str("shown: ")
		className(b, p, int(b.Set.Labels[i]))
	} else {
		p.Str("shown: your own")
	}
	p.End().Size = 13.5 * p.Size
}

// listColumns names the bars of the shown row of a table in words, from the top, in as many lines as they take.
func listColumns(b *scene.Base, p *scene.Pen, x, y, room float32) {
	if p.Small {
		return
	}
	size, wide := 11*p.Size, float32(0)
	for k, c := range b.Set.Kind.Columns() {
		letters := 0.56 * size * (p.Letters(c.Name) + 2)
		if k == 0 || wide+letters > room {
			if k > 0 {
				p.End().Size = size
				y += 1.25 * size
			}
			p.Begin(x, y, scene.Start, tint.Dim)
			wide = 0
		}
		p.Str(c.Name)
		if k < len(b.Set.Kind.Columns())-1 {
			p.Str(", ")
		}
		wide += letters
	}
	p.End().Size = size
}

// columnNames names the bars of the shown row of a table, each at its height beside it, and returns how wide that is; or nothing, where there is no room.
func (f *likeness) columnNames(b *scene.Base, p *scene.Pen, box scene.Box) float32 {
	columns, inner := b.Set.Kind.Columns(), box.Inset(margin(b, scene.At(0, 0, box.H, box.H)))
	step, wide := inner.H/float32(len(columns)), float32(0)
	size := min(12*p.Size, 0.95*step)
	if p.Small || size < 10 {
		return 0
	}
	for _, again := range [...]bool{false, true} { // first how wide they are
		for k := range columns {
			p.Begin(box.X+wide, inner.Y+step*(float32(k)+0.5)+0.35*size, scene.End, tint.Dim)
			p.Str(columns[k].Name)
			l := p.End()
			l.Size = size
			if !again {
				wide = max(wide, p.Width(l))
				p.TakeBack()
			}
		}
		if wide > box.W {
			return 0
		}
	}
	return wide + 9*p.Size
}

// margin is how far an example that is no picture stands from the edge of its ground.
func margin(b *scene.Base, at scene.Box) float32 {
	if b.Form() == data.Pictures {
		return 0
	}
	return 0.07 * at.W
}

// tightRow is the least height of a row, before it grows with the stage, that has its name over it and a label under each neighbour. In a lower one the name
// stands before them, and a mark on each.
const tightRow = 74

// row draws the five nearest by one description: its name, a mark and a label with each, and at the end what all unseen say.
func (f *likeness) row(b *scene.Base, p *scene.Pen, box scene.Box, way int, wide bool) {
	head, foot, gap, left := 21*p.Size, 19*p.Size, 9*p.Size, float32(0)
	end := 96 * p.Size // for the share
	if wide {
		end = 150 * p.Size
	}
	tight := box.H < tightRow*p.Size
	if tight {
		head, foot, left = 3, 3, 62*p.Size
	}
	if p.Small {
		head, foot, end, left = 2, 2, 0, 0
	}
	side := min(box.H-head-foot-4*p.Size, (box.W-left-end)/ask.Near-gap)
	if side < 10 {
		return
	}
	step := min((box.W-left-end)/ask.Near, 1.5*side+gap)
	f.name(b, p, scene.At(box.X, box.Y+head, box.W, side), way, tight)
	same := 0
	for k, n := range f.near[way] {
		at := scene.At(box.X+left+float32(k)*step, box.Y+head, side, side)
		p.Rect(at, 0, tint.Ramp, 0, 1)
		small(b, p, at.Inset(margin(b, at)), b.Set.Picture(n.Row))
		ok := f.judge(b, n.Row)
		if ok > 0 {
			same++
		}
		switch {
		case p.Small:
		case tight:
			corner := scene.At(at.X+at.W-12*p.Size, at.Y+at.H-12*p.Size, 15*p.Size, 15*p.Size)
			p.Rect(corner, 3*p.Size, tint.Ground, 0, 1)
			verdictMark(p, corner.X+3*p.Size, corner.Y+3*p.Size, 9*p.Size, ok)
		default:
			f.under(b, p, scene.At(at.X, at.Y+side, step, foot), n.Row, ok)
		}
		p.Hit(scene.Hit{Target: Neighbour, Feel: scene.Pointing, X: at.X - gap/2, Y: at.Y - 2, X2: at.X + step - gap/2, Y2: at.Y + side + foot, Index: int32(n.Row)})
	}
	if p.Small {
		return
	}
	x := box.X + left + ask.Near*step
	f.ending(b, p, scene.At(x, box.Y+head, box.X+box.W-x, side), way, same)
}

// name writes what the description is called, over the pictures or, where that is tight, before them.
func (f *likeness) name(b *scene.Base, p *scene.Pen, box scene.Box, way int, tight bool) {
	y := box.Y - 7*p.Size
	if tight {
		y = box.Y + box.H/2 + 4*p.Size
	}
	p.Begin(box.X, y, scene.Start, wayRoles[way])
	p.Str(wayName(b, way))
	if !tight {
		p.Str(", ")
		waySize(p, f.by[way].Dim)
	}
	l := p.End()
	l.Size, l.Bold = 13*p.Size, true
	if tight {
		l.Size = 12 * p.Size
	}
}

// judge is 1 for a neighbour with the shown one's label, -1 for another, 0 where nobody knows.
func (f *likeness) judge(b *scene.Base, row int) int {
	switch i := b.Snap.View.Sample; {
	case i < 0:
		return 0
	case b.Set.Labels[i] == b.Set.Labels[row]:
		return 1
	}
	return -1
}

// under writes a neighbour's label, with a tick or a cross before it.
func (f *likeness) under(b *scene.Base, p *scene.Pen, at scene.Box, row, ok int) {
	x := at.X
	if ok != 0 {
		verdictMark(p, x, at.Y+5*p.Size, 9*p.Size, ok)
		x += 14 * p.Size
	}
	p.Begin(x, at.Y+14*p.Size, scene.Start, tint.Dim)
	className(b, p, int(b.Set.Labels[row]))
	p.Fits(12*p.Size, at.X+at.W-x-3)
}

// verdictMark fills a square of that side with a tick or a cross; of what nobody knows with neither.
func verdictMark(p *scene.Pen, x, y, side float32, ok int) {
	w := 2.2 * p.Size
	switch ok {
	case 1:
		p.Line(x, y+0.55*side, x+0.36*side, y+0.9*side, w, tint.Leaf, 1)
		p.Line(x+0.36*side, y+0.9*side, x+side, y+0.1*side, w, tint.Leaf, 1)
	case -1:
		p.Line(x+0.1*side, y+0.1*side, x+0.9*side, y+0.9*side, w, tint.Rose, 1)
		p.Line(x+0.1*side, y+0.9*side, x+0.9*side, y+0.1*side, w, tint.Rose, 1)
	}
}

// ending writes how many of the five are of the shown one's label, and draws the share over all unseen as a bar.
func (f *likeness) ending(b *scene.Base, p *scene.Pen, at scene.Box, way, same int) {
	x, room := at.X+4*p.Size, at.W-6*p.Size
	y := at.Y + min(0.3*at.H, 22*p.Size) + 4*p.Size
	if at.H < 34*p.Size {
		y = at.Y + at.H/2 + 5*p.Size
	}
	if b.Snap.View.Sample >= 0 {
		p.Begin(x, y, scene.Start, tint.Ink)
		p.Count(same)
		p.Str(" of ")
		p.Count(ask.Near)
		p.End().Size = 13 * p.Size
	}
	if f.share[way] == 0 || at.H < 34*p.Size {
		return
	}
	bar := scene.At(x, y+9*p.Size, room, 8*p.Size)
	p.Rect(bar, 2, tint.Line, 0, 1)
	p.Rect(scene.At(bar.X, bar.Y, bar.W*float32(f.share[way]), bar.H), 2, wayRoles[way], 0, 1)
	for _, words := range [...]string{" in 100 over all unseen", " in 100 over all", " in 100"} {
		p.Begin(x, bar.Y+bar.H+15*p.Size, scene.Start, tint.Dim)
		p.Num(float32(100*f.share[way]), 0)
		p.Str(words)
		if p.Fits(12*p.Size, room) {
			return
		}
	}
}
