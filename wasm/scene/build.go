package scene

import (
	"slices"

	"hourglass/wasm/tint"
)

// Build draws the picture of the last Update into dst, whose memory it reuses, for a stage of w by h CSS pixels.
func (b *Builder) Build(dst *Scene, w, h float32, look *Look) {
	*dst = Scene{W: w, H: h, Marks: dst.Marks[:0], Points: dst.Points[:0], Greys: dst.Greys[:0], Labels: dst.Labels[:0], Bytes: dst.Bytes[:0], Hits: dst.Hits[:0]}
	if b.Model == nil || len(b.panels) == 0 || w < 1 || h < 1 {
		return
	}
	if look.Point != b.point { // the lesson has gone on
		b.point, b.Moved = look.Point, false
	}
	size := min(max(min(w/1010, h/838), 0.92), 1.6)
	if look.Large {
		size = min(max(min(w/780, h/640), 0.92), 1.9)
	}
	b.pen = Pen{Scene: dst, Size: size, words: b.Words}
	p := &b.pen
	l := b.place(w, h, look)
	mini := func(i int) bool {
		f, box := b.panels[i].Figure, b.boxes[i]
		return i != l.Hero && (box.W < f.Least.W*size || box.H < f.Least.H*size)
	}
	b.sized = b.sized[:0]
	for i := range b.panels {
		if b.boxes[i].W > 0 && !mini(i) {
			b.sized = append(b.sized, b.panels[i].Name)
		}
	}
	for i := range b.panels {
		box := b.boxes[i]
		switch {
		case box.W <= 0:
		case mini(i):
			b.miniature(p, i, box, look)
		default:
			b.figure(p, i, box, look, i != l.Hero)
		}
	}
	if h < lowStage {
		p.Thin(0)
	}
	b.overlay(p, look)
}

// place finds where the figures stand: in their layout, or on the way there from where they stood when another figure was spoken of.
func (b *Builder) place(w, h float32, look *Look) Layout {
	b.hide = look.Hide
	l := b.Layout(w, h, look.Hero, look.Point)
	if was := &b.layout; was.Hero != l.Hero || was.Pair != l.Pair {
		b.from = b.boxes
	}
	sized := w == b.w && h == b.h
	b.layout, b.w, b.h, b.boxes = l, w, h, l.Boxes
	left := look.Glide * look.Glide * look.Glide
	if left == 0 {
		b.from = b.boxes // a way that leads nowhere else does not begin where an older one did
	}
	if left > 0 && sized {
		for i, to := range l.Boxes {
			if at := b.from[i]; at.W > 0 && to.W > 0 {
				b.boxes[i] = Box{to.X + left*(at.X-to.X), to.Y + left*(at.Y-to.Y), to.W + left*(at.W-to.W), to.H + left*(at.H-to.H)}
			}
		}
	}
	return l
}

// Sized tells whether a figure is in the picture that is being drawn, in a size that it can be worked with.
func (b *Base) Sized(figure string) bool { return slices.Contains(b.sized, figure) }

// Alone tells whether the last picture shows one figure and nothing else.
func (b *Builder) Alone() bool { return b.layout.Alone }

// Hero is the name of the figure that has the large place in the last picture.
func (b *Builder) Hero() string {
	if len(b.panels) == 0 {
		return ""
	}
	return b.panels[b.layout.Hero].Name
}

// figure draws the figure at place i of the lesson's. One that is not in the large place can be brought there, unless it waits for a bet.
func (b *Builder) figure(p *Pen, i int, box Box, look *Look, small bool) {
	if box.X > 0 {
		p.Line(box.X, box.Y, box.X, box.Y+box.H, 1, tint.Line, 1)
	}
	if box.Y > 0 {
		p.Line(box.X, box.Y, box.X+box.W, box.Y, 1, tint.Line, 1)
	}
	small = small && !b.hidden(i)
	p.figure, p.lead = int8(i+1), 0
	if small {
		p.lead = 17 * p.Size
	}
	b.draw(p, i, box, look)
	if small {
		b.enlarger(p, i, box)
	}
	p.lead = 0
}

// comesLater is what a figure says that would answer the question.
const comesLater = "it comes with your bet"

// hidden tells whether figure i would answer the question, and so shows nothing until the learner has bet.
func (b *Builder) hidden(i int) bool {
	f := b.panels[i].Figure
	return speaksOf(b.hide, f.Name) && !f.Discreet
}

// wait says so in the box of such a figure.
func (b *Builder) wait(p *Pen, box Box) {
	p.Note(box, "It would answer the lesson's question:", comesLater, "with your bet", "bet first")
}

// draw has a figure draw itself, or says why it cannot.
func (b *Builder) draw(p *Pen, i int, box Box, look *Look) {
	f := &b.panels[i]
	switch {
	case b.hidden(i):
		p.Heading(box, f.Label)
		b.wait(p, box)
	case f.refused != "":
		p.Heading(box, f.Label)
		p.Note(box, "This figure cannot show this network:", f.refused)
	default:
		f.Draw(&b.Base, p, box, look)
	}
}

// enlarger draws two corners that point outwards, left of a figure's heading, and gives the figure the large place where they are tapped.
func (b *Builder) enlarger(p *Pen, i int, box Box) {
	const r, arm = 5, 5
	x, y := box.X+19*p.Size, box.Y+17.5*p.Size
	for _, s := range [2]float32{1, -1} {
		cx, cy := x+s*r*p.Size, y-s*r*p.Size
		p.Line(cx, cy, cx-s*arm*p.Size, cy, 1.5*p.Size, tint.Faint, 1)
		p.Line(cx, cy, cx, cy+s*arm*p.Size, 1.5*p.Size, tint.Faint, 1)
		p.Line(cx, cy, x+s*1.2*p.Size, y-s*1.2*p.Size, 1.5*p.Size, tint.Faint, 1)
	}
	p.figure = 0
	half := max(13, 13*p.Size)
	p.Hit(Hit{Feel: Pointing, Target: Enlarge, Index: int32(i), X: x - half, Y: y - half, X2: x + half, Y2: y + half})
}

// miniature draws a figure that has less room than it can be read in, with its name for all that it says. A tap on it gives it the large place. One that
// would answer the question says that it will come, and waits where it stands.
func (b *Builder) miniature(p *Pen, i int, box Box, look *Look) {
	f := &b.panels[i]
	name := 20 * p.Size
	in := Box{box.X, box.Y + name, box.W, box.H - name}
	waits := b.hidden(i)
	if waits {
		b.wait(p, in)
	} else {
		b.small(p, i, in, look)
	}
	p.Line(box.X, box.Y, box.X, box.Y+box.H, 1, tint.Line, 1)
	p.Line(box.X, box.Y, box.X+box.W, box.Y, 1, tint.Line, 1)
	if !waits {
		p.Hit(Hit{Feel: Pointing, Target: Enlarge, Index: int32(i), X: box.X, Y: box.Y, X2: box.X + box.W, Y2: box.Y + box.H})
	}
	p.First(box.X+8*p.Size, box.Y+16*p.Size, Start, tint.Dim, 12*p.Size, box.W-12*p.Size, f.Label, f.Short)
}

// small draws a figure as it would stand in the room that it can be read in, made smaller, without its words and places to touch.
func (b *Builder) small(p *Pen, i int, in Box, look *Look) {
	f := &b.panels[i]
	if wide := 2.4 * in.H; in.W > wide { // no figure is drawn as a ribbon
		in.X, in.W = in.X+(in.W-wide)/2, wide
	}
	k := max(f.Least.W*p.Size/in.W, f.Least.H*p.Size/in.H)
	marks, points, labels, bytes, hits := len(p.Marks), len(p.Points), len(p.Labels), len(p.Bytes), len(p.Hits)
	p.figure, p.Small = int8(i+1), true
	b.draw(p, i, Box{0, 0, k * in.W, k * in.H}, look)
	p.figure, p.Small = 0, false
	p.Labels, p.Bytes, p.Hits = p.Labels[:labels], p.Bytes[:bytes], p.Hits[:hits]
	shrink(p.Marks[marks:], p.Points[points:], in, 1/k)
}

// shrink makes marks that were laid out from the top left of the stage k times as large, and brings them into a box.
func shrink(marks []Mark, points []Point, at Box, k float32) {
	for i := range points {
		points[i].X, points[i].Y = at.X+k*points[i].X, at.Y+k*points[i].Y
	}
	for i := range marks {
		m := &marks[i]
		m.X, m.Y, m.W, m.Dash = at.X+k*m.X, at.Y+k*m.Y, k*m.W, k*m.Dash
		switch m.Kind {
		case Ring: // its X2 is a radius
			m.X2 *= k
		case Disc, Poly, Area:
		default:
			m.X2, m.Y2 = at.X+k*m.X2, at.Y+k*m.Y2
		}
	}
}

// overlay draws what lies over all figures.
func (b *Builder) overlay(p *Pen, look *Look) {
	for i, f := range b.panels {
		if o, ok := f.Panel.(Overlayer); ok && f.refused == "" && !b.hidden(i) {
			p.figure = int8(i + 1)
			if o.Overlay(&b.Base, p, look) {
				return
			}
		}
	}
}
