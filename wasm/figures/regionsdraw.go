package figures

import (
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// How examples lie on their ground: dots, their labels, the shelf of pictures and what can be pressed.

// first draws the ground of the run, or of its twin, with everything on it.
func (f *regions) first(b *scene.Base, p *scene.Pen, m scene.Box, which int) {
	words := len(p.Labels)
	f.soil(b, p, m, which)
	switch size := 12.5 * p.Size; {
	case b.Form() == data.Points && apart(b):
		p.First(m.X+8*p.Size, m.Y+17*p.Size, scene.Start, tint.Ink, size, m.W-16*p.Size, b.Called(which))
	case b.Form() != data.Points && m.W >= 130*p.Size:
		across, up := b.Axes()
		axis(p, m.X+m.W-7*p.Size, m.Y+m.H-8*p.Size, scene.End, across)
		if up >= 0 {
			axis(p, m.X+7*p.Size, m.Y+17*p.Size, scene.Start, up)
		}
	}
	f.dots(b, p, m, which)
	p.Thin(words)
	p.Frame(m, 1, tint.Line, 1)
	p.Hit(scene.Hit{Target: Dots, Feel: scene.Pointing, X: m.X, Y: m.Y, X2: m.X + m.W, Y2: m.Y + m.H})
}

// axis writes which number of the code runs along a side of the map.
func axis(p *scene.Pen, x, y float32, at scene.Anchor, k int) {
	p.Begin(x, y, at, tint.Ink)
	p.Letter(k)
	p.End().Size = 12 * p.Size
}

// second draws what stands beside it: the twin's plane, or examples to choose from.
func (f *regions) second(b *scene.Base, p *scene.Pen, in scene.Box) {
	if b.Form() != data.Points {
		f.shelf(b, p, in)
		return
	}
	side := min(in.W, in.H)
	f.first(b, p, scene.At(in.X+(in.W-side)/2, in.Y, side, side), 1)
}

// dots are the examples: those whose label is known in their colour with a ring, those told wrongly, of the unseen, crossed out, and the one to ask about.
func (f *regions) dots(b *scene.Base, p *scene.Pen, m scene.Box, which int) {
	s, k := &b.Snap.Setup, b.Model.Label.Classes
	n := min(b.Set.Train, mostDots)
	r := scene.Clamp(m.W/120, 1.8, 3.2)
	for i := range n {
		if x, y := f.place(b, m, i); !s.Knows(i) && scene.Inside(m, x, y) {
			p.Disc(x, y, r, tint.Ink, 0, 0.55)
		}
	}
	if f.learned(b) && b.Form() == data.Points {
		for i, wrong := range f.wrong[which] {
			x, y := f.place(b, m, b.Set.Train+i)
			if d := 1.5 * r; wrong && scene.Inside(m, x, y) {
				p.Line(x-d, y-d, x+d, y+d, 1.8, tint.Rose, 1)
				p.Line(x-d, y+d, x+d, y-d, 1.8, tint.Rose, 1)
			}
		}
	}
	big := 2 * r
	for i := range b.Set.Train {
		if x, y := f.place(b, m, i); s.Knows(i) && scene.Inside(m, x, y) {
			class := int(b.Set.Labels[i])
			switch {
			case k == 2 && class == 1: // a square, so that no two kinds differ in colour alone
				p.Rect(scene.At(x-big-2.5, y-big-2.5, 2*big+5, 2*big+5), 1, tint.Ground, 0, 1)
				p.Rect(scene.At(x-big, y-big, 2*big, 2*big), 1, tint.Hue, 0, 1)
				p.Marks[len(p.Marks)-1].V = classHue(class, k)
				p.Frame(scene.At(x-big-1, y-big-1, 2*big+2, 2*big+2), 2, tint.Ink, 1)
			case numeral(b):
				p.Disc(x, y, 9*p.Size, tint.Ground, 0, 1)
				p.Ring(x, y, 8*p.Size, 2, tint.Hue, 1)
				p.Marks[len(p.Marks)-1].V = classHue(class, k)
			default:
				p.Disc(x, y, big+2.5, tint.Ground, 0, 1)
				p.Disc(x, y, big, tint.Hue, 0, 1)
				p.Marks[len(p.Marks)-1].V = classHue(class, k)
				p.Ring(x, y, big+1, 2, tint.Ink, 1)
			}
		}
	}
	if m.W < 130*p.Size {
		return
	}
	if i := f.least; i >= 0 && which == 0 {
		x, y := f.place(b, m, i)
		p.Disc(x, y, r+1, tint.Ink, 0, 1)
		p.Ring(x, y, big+5, 2, tint.Leaf, 1)
		at, u := scene.Start, x+big+11
		if x > m.X+0.6*m.W {
			at, u = scene.End, x-big-11
		}
		if b.Form() == data.Points { // elsewhere dots lie thick, and the shelf says it
			p.Write(u, y+4*p.Size, at, tint.Ink, "least sure").Size = 12 * p.Size
		}
	}
	if i := b.Snap.View.Sample; i >= 0 && i < b.Set.Train && !b.Snap.View.Held {
		x, y := f.place(b, m, i)
		p.Ring(x, y, big+5, 2, tint.Sand, 1)
	}
	if numeral(b) || f.known <= 24 {
		for i := range b.Set.Train {
			if x, y := f.place(b, m, i); s.Knows(i) && scene.Inside(m, x, y) {
				if numeral(b) {
					tag(b, p, x, y+4*p.Size, scene.Middle, int(b.Set.Labels[i]))
				} else {
					tag(b, p, x+big+5, y-big, scene.Start, int(b.Set.Labels[i]))
				}
			}
		}
	}
}

// numeral tells whether the name of a class is a numeral, which has room in the mark of a bought example.
func numeral(b *scene.Base) bool { return b.Snap.Setup.Data == data.Handwritten }

// shelf shows examples in their order, the one to ask about first.
func (f *regions) shelf(b *scene.Base, p *scene.Pen, in scene.Box) {
	words, gap := 20*p.Size, 6*p.Size
	if f.least >= 0 {
		p.First(in.X, in.Y+12*p.Size, scene.Start, tint.Leaf, 12*p.Size, in.W, "first: the one it is least sure of", "first: least sure", "least sure")
	}
	room := scene.At(in.X, in.Y+words, in.W, in.H-words)
	w := scene.Clamp(room.W/7, 38*p.Size, 52*p.Size)
	name := 15 * p.Size
	across, down := int((room.W+gap)/(w+gap)), int((room.H+gap)/(w+name+gap))
	first := 0
	if f.least >= 0 {
		first = 1
	}
	f.fit = max(across*down-first, 1)
	for n := range across * down {
		i := f.from + n - first
		if n < first {
			i = f.least
		}
		if i >= b.Set.Train {
			return
		}
		at := scene.At(room.X+float32(n%across)*(w+gap), room.Y+float32(n/across)*(w+name+gap), w, w)
		b.Example(p, at, b.Set.Picture(i), tint.Ramp, 1)
		switch {
		case n == 0 && f.least >= 0:
			p.Frame(at, 2.5, tint.Leaf, 1)
		case b.Snap.View.Sample == i:
			p.Frame(at, 2.5, tint.Sand, 1)
		}
		if b.Snap.Setup.Knows(i) {
			p.Begin(at.X+w/2, at.Y+w+11*p.Size, scene.Middle, tint.Ink)
			className(b, p, int(b.Set.Labels[i]))
			l := p.End()
			l.Size, l.Bold = 12*p.Size, true
			for p.Width(l) > w+gap-1 && l.Size > 9.5 { // of clothes some have long names
				l.Size--
			}
		}
		p.Hit(scene.Hit{Target: BuyOne, Feel: scene.Pointing, Index: int32(i), X: at.X, Y: at.Y, X2: at.X + w, Y2: at.Y + w + name})
	}
}

// chips are what can be pressed beneath, and how it stands.
func (f *regions) chips(b *scene.Base, p *scene.Pen, box scene.Box, toggles bool, other string) {
	size := 13 * p.Size
	y := box.Y + box.H - 50*p.Size
	p.Begin(box.X+box.W/2, y+15*p.Size, scene.Middle, tint.Dim)
	f.standing(b, p, true)
	if !p.Fits(size, box.W-20*p.Size) {
		p.Begin(box.X+box.W/2, y+15*p.Size, scene.Middle, tint.Dim)
		f.standing(b, p, false)
		p.Fits(size, box.W-20*p.Size)
	}
	words := [3]string{"buy the least sure", "give all back", other}
	on := [3]bool{f.least >= 0, b.Snap.Setup.Bought != train.Bought{}, toggles}
	if f.other && b.Form() == data.Points {
		words[2] = b.Called(0)
	}
	wide, pad := float32(0), 10*p.Size
	for i, w := range words {
		if on[i] {
			wide += 0.56*size*p.Letters(w) + 2*pad + 8*p.Size
		}
	}
	if wide-8*p.Size > box.W-16*p.Size {
		on[2] = false
	}
	x := box.X + (box.W-wide+8*p.Size)/2
	for i, w := range words {
		if !on[i] {
			continue
		}
		at := scene.At(x, y+21*p.Size, 0.56*size*p.Letters(w)+2*pad, 26*p.Size)
		p.Rect(at, 6*p.Size, tint.Panel, 0, 1)
		p.Frame(at, 1, tint.Line, 1)
		p.Write(at.X+at.W/2, at.Y+17*p.Size, scene.Middle, [3]tint.Role{tint.Leaf, tint.Sea, tint.Sea}[i], w).Size = size
		h := scene.Hit{Target: [3]scene.Target{BuyOne, GiveBack, Other}[i], Feel: scene.Pointing, X: at.X, Y: at.Y, X2: at.X + at.W, Y2: at.Y + at.H}
		if i == 0 {
			h.Index = int32(f.least)
		}
		p.Hit(h)
		x += at.W + 8*p.Size
	}
}

// standing writes how many labels are known and what that makes of the unseen.
func (f *regions) standing(b *scene.Base, p *scene.Pen, long bool) {
	p.Str("labels: ")
	p.Count(f.known)
	if f.known == 0 {
		p.Str(", buy the first")
		return
	}
	if !f.learned(b) {
		p.Str(", none learned yet")
		return
	}
	p.Str(", ")
	percent(p, f.right[0])
	if long {
		p.Str(" of the unseen told right")
	} else {
		p.Str(" told right")
	}
	if apart(b) && f.head[1] != nil {
		p.Str("; ")
		p.Str(b.Called(1))
		p.Str(" ")
		percent(p, f.right[1])
	}
}
