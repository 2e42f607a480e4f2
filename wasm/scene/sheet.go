package scene

import (
	"unicode/utf8"

	"hourglass/wasm/tint"
)

// What several panels need to set their words and scales: labels that give way to shorter ones, axes that do not breathe.

// width guesses how wide a label is as a common sans sets it.
func (p *pen) width(l *Label) float32 {
	n := 0 // counted here: utf8.RuneCount makes a string of a long text
	for _, c := range p.Bytes[l.First:l.Last] {
		if c&0xC0 != 0x80 {
			n++
		}
	}
	return 0.56 * l.Size * float32(n)
}

// letters is how many characters s has in the language of the page.
func (p *pen) letters(s string) float32 {
	if said, ok := p.words[s]; ok {
		s = said
	}
	return float32(utf8.RuneCountInString(s))
}

// fits ends a label of that size, and takes it back where it is wider than room, so that a shorter wording can be tried.
func (p *pen) fits(size, room float32) bool {
	l := p.end()
	l.Size = size
	if p.width(l) <= room {
		return true
	}
	p.Bytes = p.Bytes[:l.First]
	p.Labels = p.Labels[:len(p.Labels)-1]
	return false
}

// first writes the first of some wordings, longest first, that is no wider than room; when none is, nothing is written.
func (p *pen) first(x, y float32, at Anchor, role tint.Role, size, room float32, wordings ...string) {
	for _, s := range wordings {
		p.begin(x, y, at, role)
		p.str(s)
		if p.fits(size, room) {
			return
		}
	}
}

// thin takes back every label from the n-th on that is cut by the edge of the stage, or lies over a bold one or over an earlier one.
func (p *pen) thin(n int) {
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
func (p *pen) clear(l *Label, n, m int) bool {
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
func (p *pen) area(l *Label) Box {
	w := p.width(l)
	return Box{l.X - w*float32(l.Anchor)/2, l.Y - 0.74*l.Size, w, 0.9 * l.Size}
}

// heading is a caption in the longest of its wordings that its figure holds.
func (p *pen) heading(b Box, wordings ...string) {
	for _, s := range wordings {
		p.beginHeading(b)
		p.str(s)
		if p.headingFits(b) {
			return
		}
	}
}

// beginHeading begins a heading that has numbers in it; headingFits ends it, or takes it back for a shorter one.
func (p *pen) beginHeading(b Box) { p.begin(b.X+15*p.size, b.Y+22*p.size, Start, tint.Dim) }

func (p *pen) headingFits(b Box) bool { return p.fits(13*p.size, b.W-26*p.size) }

// letter writes the name of number k of the code, from 0: z₁, z₁₂.
func (p *pen) letter(k int) {
	p.str("z")
	p.below(k + 1)
}

// below writes a whole number, at least 0, below the line.
func (p *pen) below(n int) {
	if n >= 10 {
		p.below(n / 10)
	}
	p.str([...]string{"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"}[n%10])
}

// arrow is a line with a head at its second end.
func (p *pen) arrow(x, y, x2, y2, w float32, role tint.Role, a float32) {
	p.line(x, y, x2, y2, w, role, a)
	dx, dy := x2-x, y2-y
	d := max(abs(dx), abs(dy), 1e-6) // arrows here run along an axis
	dx, dy = dx/d*4.5*p.size, dy/d*4.5*p.size
	p.line(x2, y2, x2-dx-dy*0.8, y2-dy-dx*0.8, w, role, a)
	p.line(x2, y2, x2-dx+dy*0.8, y2-dy+dx*0.8, w, role, a)
}

// follow moves the end of an axis: outwards at once, so that nothing is off it, inwards slowly, so that it does not breathe.
func follow(was, is float32) float32 {
	const shrink = 0.06
	if was == 0 || is >= was {
		return is
	}
	return was + shrink*(is-was)
}

// called is what the lesson calls the run (0) or its twin (1).
func (b *Builder) called(i int) string {
	if s := b.lesson.Names[i]; s != "" {
		return s
	}
	return [...]string{"network", "twin"}[i]
}
