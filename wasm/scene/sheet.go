package scene

import (
	"unicode/utf8"

	"hourglass/wasm/tint"
)

// What several panels need to set their words and scales: labels that give way to shorter ones, axes that do not breathe.

// Width guesses how wide a label is as a common sans sets it.
//
//go:noinline
func (p *Pen) Width(l *Label) float32 {
	n := 0 // counted here: utf8.RuneCount makes a string of a long text
	for _, c := range p.Bytes[l.First:l.Last] {
		if c&0xC0 != 0x80 {
			n++
		}
	}
	return 0.56 * l.Size * float32(n)
}

// Letters is how many characters s has in the language of the page.
//
//go:noinline
func (p *Pen) Letters(s string) float32 {
	if said, ok := p.words[s]; ok {
		s = said
	}
	return float32(utf8.RuneCountInString(s))
}

// Fits ends a label of that size, and takes it back where it is wider than room, so that a shorter wording can be tried.
func (p *Pen) Fits(size, room float32) bool {
	l := p.End()
	l.Size = size
	if p.Width(l) <= room {
		return true
	}
	p.TakeBack()
	return false
}

// TakeBack takes the last label back, so that it can be measured before it is placed.
func (p *Pen) TakeBack() {
	last := len(p.Labels) - 1
	p.Bytes = p.Bytes[:p.Labels[last].First]
	p.Labels = p.Labels[:last]
}

// First writes the first of some wordings, longest first, that is no wider than room; when none is, nothing is written.
func (p *Pen) First(x, y float32, at Anchor, role tint.Role, size, room float32, wordings ...string) {
	for _, s := range wordings {
		p.Begin(x, y, at, role)
		p.Str(s)
		if p.Fits(size, room) {
			return
		}
	}
}

// Thin takes back every label from the n-th on that is cut by the edge of the stage, or lies over a bold one or over an earlier one.
func (p *Pen) Thin(n int) {
	kept := n
	for _, bold := range [2]bool{true, false} {
		for i := kept; i < len(p.Labels); i++ {
			if l := p.Labels[i]; l.Bold == bold && p.clear(&l, n, kept) {
				copy(p.Labels[kept+1:i+1], p.Labels[kept:i])
				p.Labels[kept] = l
				kept++
			}
		}
	}
	p.Labels = p.Labels[:kept]
}

// clear tells whether a label stands on the stage and off the labels n to m.
func (p *Pen) clear(l *Label, n, m int) bool {
	at := p.area(l)
	if at.X < 0 || at.Y < 2 || at.X+at.W > p.W || at.Y+at.H > p.H {
		return false
	}
	for i := n; i < m; i++ {
		if o := p.area(&p.Labels[i]); at.X < o.X+o.W && o.X < at.X+at.W && at.Y < o.Y+o.H && o.Y < at.Y+at.H {
			return false
		}
	}
	return true
}

// area is the room that a label takes.
func (p *Pen) area(l *Label) Box {
	w := p.Width(l)
	return Box{l.X - w*float32(l.Anchor)/2, l.Y - 0.74*l.Size, w, 0.9 * l.Size}
}

// Caption writes the few words over a figure that say what to do with it: the first wording, longest first, that the figure is wide enough for, or the last.
func (p *Pen) Caption(b Box, wordings ...string) {
	last := len(wordings) - 1
	for _, s := range wordings[:last] {
		p.BeginHeading(b)
		p.Str(s)
		if p.HeadingFits(b) {
			return
		}
	}
	p.BeginHeading(b)
	p.Str(wordings[last])
	p.End().Size = 13 * p.Size
}

// Heading is a caption in the longest of its wordings that its figure holds.
func (p *Pen) Heading(b Box, wordings ...string) {
	for _, s := range wordings {
		p.BeginHeading(b)
		p.Str(s)
		if p.HeadingFits(b) {
			return
		}
	}
}

// BeginHeading begins a heading that has numbers in it; HeadingFits ends it, or takes it back for a shorter one.
func (p *Pen) BeginHeading(b Box) { p.Begin(p.HeadingX(b), b.Y+22*p.Size, Start, tint.Dim) }

// Aside tells whether the figure that is drawn has not the large place.
func (p *Pen) Aside() bool { return p.lead > 0 || p.Small }

// HeadingX is where a heading begins.
func (p *Pen) HeadingX(b Box) float32 { return b.X + 15*p.Size + p.lead }

// HeadingFits ends a heading, or takes it back where the figure is too narrow for it.
func (p *Pen) HeadingFits(b Box) bool { return p.Fits(13*p.Size, b.W-26*p.Size-p.lead) }

// Letter writes the name of number k of the code, from 0: z₁, z₁₂.
func (p *Pen) Letter(k int) {
	p.Str("z")
	p.Below(k + 1)
}

// Below writes a whole number, at least 0, below the line.
func (p *Pen) Below(n int) {
	if n >= 10 {
		p.Below(n / 10)
	}
	p.Str([...]string{"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"}[n%10])
}

// Arrow is a line with a head at its second end.
func (p *Pen) Arrow(x, y, x2, y2, w float32, role tint.Role, a float32) {
	p.Line(x, y, x2, y2, w, role, a)
	dx, dy := x2-x, y2-y
	d := max(Abs(dx), Abs(dy), 1e-6) // arrows here run along an axis
	dx, dy = dx/d*4.5*p.Size, dy/d*4.5*p.Size
	p.Line(x2, y2, x2-dx-dy*0.8, y2-dy-dx*0.8, w, role, a)
	p.Line(x2, y2, x2-dx+dy*0.8, y2-dy+dx*0.8, w, role, a)
}

// Note says in one or two lines, in the middle of a figure, why there is nothing to draw; the second in the first of its wordings that there is room for.
func (p *Pen) Note(box Box, one string, two ...string) {
	y := box.Y + box.H/2
	room := box.W - 14*p.Size
	p.First(box.X+box.W/2, y-4*p.Size, Middle, tint.Dim, 13*p.Size, room, one)
	p.First(box.X+box.W/2, y+16*p.Size, Middle, tint.Dim, 13*p.Size, room, two...)
}
