package figures

import (
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// Pictures and signals with holes: what is left, what fills it in each way, and the twelve with where they disagree. A table is drawn in filltable.go.

// Draw implements [scene.Panel].
func (f *filling) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	in := scene.At(box.X+15*p.Size, box.Y+34*p.Size, box.W-30*p.Size, box.H-42*p.Size)
	left := f.others(b, p, box)
	box.W = left - box.X
	if b.Form() == data.Tables {
		p.Heading(box, "Tap an entry to hide it, and again to see it: ticks are what the twelve say", "Tap an entry to hide it", "Tap an entry")
		f.table(b, p, in)
		return
	}
	p.Heading(box, "Drag over the input to hide, from a hole to see again; beside it, what fills the holes", "Drag over the input to hide it", "Drag to hide")
	f.spread(b, p, in)
}

// others are the ways to other examples, at the right of the heading. It returns where they begin.
func (f *filling) others(b *scene.Base, p *scene.Pen, box scene.Box) float32 {
	s, x := p.Size, box.X+box.W-8*p.Size
	if p.Small {
		return x
	}
	put := func(word string, by int32) {
		p.Write(x, box.Y+22*s, scene.End, tint.Sea, word).Size = 13 * s
		w := max(0.56*13*s*p.Letters(word)+16*s, 30*s)
		p.Hit(scene.Hit{Target: OnNext, Feel: scene.Pointing, X: x - w + 8*s, Y: box.Y + 4*s, X2: x + 8*s, Y2: box.Y + 32*s, Index: by})
		x -= w
	}
	put("next example", 1)
	if b.Set.Unknown != nil {
		put("next with gaps", 0)
	}
	return x
}

// A plan of the figure: sizes are in CSS pixels.
type fillRoom struct {
	ratio float32 // height over width of an example
	input scene.Box
	right scene.Box // of the fillings and rounds
	low   scene.Box // of the twelve; no height where there is no room
}

// over and under a small example stand its name and how far it is off.
const (
	over  = 16
	under = 17
)

// spread lays everything out: above the input and its fillings, beneath the twelve.
func (f *filling) spread(b *scene.Base, p *scene.Pen, in scene.Box) {
	s, r := p.Size, fillRoom{ratio: 1}
	if b.Form() == data.Signals {
		r.ratio = 0.66
	}
	tall, wide := 0.46*in.H, 0.34*in.W
	if in.W < 1.1*in.H {
		tall, wide = 0.36*in.H, 0.42*in.W
	}
	lean := in.H < 330*s // no room beneath
	if lean {
		tall, wide = in.H, 0.38*in.W
	}
	w := min(wide, (tall-over*s)/r.ratio)
	r.input = scene.At(in.X, in.Y+over*s, w, r.ratio*w)
	x := in.X + w + 24*s
	r.right = scene.At(x, in.Y, in.X+in.W-x, over*s+r.input.H)
	if !lean {
		y := r.input.Y + r.input.H + 14*s
		r.low = scene.At(in.X, y, in.W, in.Y+in.H-y)
	}
	f.input(b, p, r.input)
	f.ways(b, p, r)
	if r.low.H > 0 {
		f.twelve(b, p, r)
	}
}

// input is what is left of the example, to be struck out.
func (f *filling) input(b *scene.Base, p *scene.Pen, at scene.Box) {
	p.First(at.X, at.Y-5*p.Size, scene.Start, tint.Ink, 12*p.Size, at.W, "what is left: drag to hide", "what is left", "left")
	across, down := size(b)
	sheet(p, at)
	if b.Form() == data.Signals {
		step := at.W / float32(across)
		for i, hole := range f.hole {
			if hole != 0 {
				f.struck(p, scene.At(at.X+float32(i)*step, at.Y, step, at.H), false)
			}
		}
		f.trace(p, at, b.Snap.View.Input, false, true, 2)
	} else {
		w, h := at.W/float32(across), at.H/float32(down)
		for i, hole := range f.hole {
			if cell := scene.At(at.X+float32(i%across)*w, at.Y+float32(i/across)*h, w, h); hole != 0 {
				f.struck(p, cell, b.Snap.View.Holes[i] == 0)
			} else {
				p.Rect(cell, 0, tint.Ramp, scene.Clamp(b.Snap.View.Input[i], 0, 1), 1)
			}
		}
	}
	p.Hit(scene.Hit{Target: OnHole, Feel: scene.Drawing, X: at.X, Y: at.Y, X2: at.X + at.W, Y2: at.Y + at.H})
}

// struck is a place that nobody sees; a gap, where nobody looked, is crossed out.
func (f *filling) struck(p *scene.Pen, at scene.Box, gap bool) {
	if gap {
		defer p.Line(at.X, at.Y, at.X+at.W, at.Y+at.H, 1, tint.Dim, 0.8)
	}
	p.Rect(at, 0, tint.Panel, 0, 1)
	p.Line(at.X, at.Y+min(at.H, at.W), at.X+min(at.H, at.W), at.Y, 1, tint.Dim, 0.8)
	for y := at.Y + at.W; y+at.W < at.Y+at.H; y += at.W { // a column of a signal has many
		p.Line(at.X, y+at.W, at.X+at.W, y, 1, tint.Dim, 0.8)
	}
}

// trace draws a signal y: of it what was seen, pale, and what fills the holes.
func (f *filling) trace(p *scene.Pen, at scene.Box, y []float32, filled, seen bool, w float32) {
	for i := range len(y) - 1 {
		inHole := f.hole[i] != 0 || f.hole[i+1] != 0
		role := tint.Ink
		switch {
		case inHole && !filled || !inHole && !seen:
			continue
		case inHole:
			role = tint.Sand
		}
		from, to := scene.OnSignal(at, y, i), scene.OnSignal(at, y, i+1)
		p.Line(from.X, from.Y, to.X, to.Y, w*p.Size, role, 1)
	}
}

// example draws an example of which some was filled in.
func (f *filling) example(b *scene.Base, p *scene.Pen, at scene.Box, y []float32, w float32) {
	if b.Form() == data.Signals {
		p.Rect(at, 2, tint.Panel, 0, 1)
		f.trace(p, at.Inset(2), y, true, true, w)
		return
	}
	p.Picture(at, b.Side(), y, tint.Ramp, 1)
}

// ways are the fillings beside the input, with their errors, and last what was there; under them the rounds, one by one.
func (f *filling) ways(b *scene.Base, p *scene.Pen, r fillRoom) {
	s, n := p.Size, int(ask.Ways)+1
	gap := 9 * s
	across, w := n, (r.right.W+gap)/float32(n)-gap
	if w < 56*s {
		across = (n + 1) / 2
		down := float32(n / across)
		w = min((r.right.W+gap)/float32(across)-gap, ((r.right.H-(down-1)*6*s)/down-(over+under)*s)/r.ratio)
	}
	w = min(w, (r.right.H-(over+under)*s)/r.ratio)
	if w < 12 {
		return
	}
	step := min((r.right.W+gap)/float32(across), 1.5*w)
	for i := range n {
		at := scene.At(r.right.X+float32(i%across)*step, r.right.Y+over*s+float32(i/across)*(r.ratio*w+(over+under+6)*s), w, r.ratio*w)
		f.wayAt(b, p, at, i, step-2*s)
	}
	y := r.right.Y + (over+under+10)*s + r.ratio*w
	if across == n {
		f.rounds(b, p, scene.At(r.right.X, y, r.right.W, r.right.Y+r.right.H-y), r.ratio)
	}
}

// wayAt draws one filling, or what was there.
func (f *filling) wayAt(b *scene.Base, p *scene.Pen, at scene.Box, i int, room float32) {
	low, by := at.Y+at.H+14*p.Size, ask.Way(i)
	if by == ask.Ways {
		p.First(at.X, at.Y-5*p.Size, scene.Start, tint.Ink, 12*p.Size, room, "what was there", "the truth", "truth")
		if b.Form() == data.Signals {
			p.Rect(at, 2, tint.Panel, 0, 1)
			f.trace(p, at.Inset(2), b.Snap.View.Input, false, true, 1.4)
			p.Signal(at.Inset(2), f.truth, tint.Sea, 1.4*p.Size, 1)
		} else {
			p.Picture(at, b.Side(), f.truth, tint.Ramp, 1)
		}
		return
	}
	p.Begin(at.X, at.Y-5*p.Size, scene.Start, tint.Ink)
	f.name(b, p, by)
	p.Fits(12*p.Size, room)
	f.example(b, p, at, f.y[by], 1.6)
	if !f.known {
		return
	}
	role := tint.Dim
	if f.best() == by {
		role = tint.Leaf
		p.Frame(scene.At(at.X-2, at.Y-2, at.W+4, at.H+4), 1.5*p.Size, tint.Leaf, 1)
	}
	p.Begin(at.X, low, scene.Start, role)
	p.Num(float32(f.off[by]), 3)
	p.Fits(12*p.Size, room)
}

// best is the way that is off least.
func (f *filling) best() (best ask.Way) {
	for by := range ask.Ways {
		if f.off[by] < f.off[best] {
			best = by
		}
	}
	return best
}

// rounds are the first rounds, one by one: the one that counts is framed, and another is touched to count.
func (f *filling) rounds(b *scene.Base, p *scene.Pen, box scene.Box, ratio float32) {
	s, n := p.Size, float32(maxRounds+1)
	head, foot := 17*s, 14*s
	w := min(box.W/n-5*s, (box.H-head-foot)/ratio)
	if w < 20 {
		return
	}
	p.First(box.X, box.Y+11*s, scene.Start, tint.Dim, 12*s, box.W, "going round: the filled picture goes in again; tap a round", "going round: tap a round", "tap a round")
	step := min(box.W/n, 1.35*w)
	for i, y := range f.steps {
		at := scene.At(box.X+float32(i)*step, box.Y+head, w, ratio*w)
		f.example(b, p, at, y, 1.1)
		role := tint.Faint
		if i == int(b.Snap.View.Dials[train.Rounds]) {
			role = tint.Sand
			p.Frame(scene.At(at.X-2, at.Y-2, at.W+4, at.H+4), 1.6*s, tint.Sand, 1)
		}
		p.Begin(at.X+w/2, at.Y+at.H+12*s, scene.Middle, role)
		p.Count(i)
		p.End().Size = 11 * s
	}
	p.Hit(scene.Hit{Target: OnRound, Feel: scene.Grabbing, X: box.X, Y: box.Y + head, X2: box.X + n*step, Y2: box.Y + head + ratio*w + foot})
}

// twelve are the draws, where they disagree, and what they say of one place.
func (f *filling) twelve(b *scene.Base, p *scene.Pen, r fillRoom) {
	s, box := p.Size, r.low
	line := 60 * s
	if b.Form() == data.Signals {
		f.lines(b, p, scene.At(box.X, box.Y+18*s, box.W, box.H-line-18*s))
	} else {
		side := min(box.H-line-18*s, max(r.input.W, 0.4*box.W))
		f.disagree(b, p, scene.At(box.X, box.Y+18*s, side, side))
		x := max(r.right.X, box.X+side+24*s)
		f.draw(b, p, scene.At(x, box.Y+18*s, box.X+box.W-x, side))
	}
	f.ticks(b, p, scene.At(box.X, box.Y+box.H-line+10*s, box.W, line-10*s))
}

// mostDoubt is a deviation that is drawn as strongly as can be.
const mostDoubt = 0.35

// disagree is how far the twelve are apart, place by place.
func (f *filling) disagree(b *scene.Base, p *scene.Pen, at scene.Box) {
	p.First(at.X, at.Y-5*p.Size, scene.Start, tint.Ink, 12*p.Size, at.W+16*p.Size, "where the twelve disagree", "they disagree", "doubt")
	side := b.Side()
	sheet(p, at)
	greys := p.Tile(at.X, at.Y, at.W/float32(side), side, tint.Rose, 1)
	for i := range greys {
		greys[i] = scene.Grey(f.doubt[i] / mostDoubt)
	}
	if k := f.told(); k < 0 {
		p.Note(at, "nothing is hidden", "strike something out")
	} else {
		cell := at.W / float32(side)
		p.Frame(scene.At(at.X+float32(k%side)*cell, at.Y+float32(k/side)*cell, cell, cell), 2*p.Size, tint.Ink, 1)
	}
	p.Hit(scene.Hit{Target: OnDoubt, Feel: scene.Grabbing, X: at.X, Y: at.Y, X2: at.X + at.W, Y2: at.Y + at.H})
}

// draw are the twelve, each for itself.
func (f *filling) draw(b *scene.Base, p *scene.Pen, box scene.Box) {
	p.First(box.X, box.Y-5*p.Size, scene.Start, tint.Ink, 12*p.Size, box.W, "twelve draws: each could be what was there", "twelve draws")
	gap, best, across := 7*p.Size, float32(0), 1
	for _, n := range [...]int{12, 6, 4, 3} {
		down := float32(ask.Draws / n)
		if w := min((box.W+gap)/float32(n), (box.H+gap)/down) - gap; w > best {
			best, across = w, n
		}
	}
	for i, y := range f.draws {
		f.example(b, p, scene.At(box.X+float32(i%across)*(best+gap), box.Y+float32(i/across)*(best+gap), best, best), y, 1)
	}
}

// lines are the twelve of a signal over each other, and what was there.
func (f *filling) lines(b *scene.Base, p *scene.Pen, at scene.Box) {
	p.First(at.X, at.Y-5*p.Size, scene.Start, tint.Ink, 12*p.Size, at.W, "twelve draws, and what was there: touch a value", "twelve draws: touch a value", "twelve draws")
	p.Rect(at, 3, tint.Panel, 0, 1)
	in := at.Inset(3)
	if k := f.told(); k >= 0 {
		x := scene.OnSignal(in, f.truth, k).X
		p.Line(x, in.Y, x, in.Y+in.H, 1.2*p.Size, tint.Faint, 1)
	}
	for _, y := range f.draws {
		f.trace(p, in, y, true, false, 1.1)
	}
	f.trace(p, in, b.Snap.View.Input, false, true, 2)
	first := int32(len(p.Points))
	for i := range f.truth {
		p.Points = append(p.Points, scene.OnSignal(in, f.truth, i))
	}
	p.Add(scene.Mark{Kind: scene.Poly, Role: tint.Sea, W: 1.6 * p.Size, A: 1, Dash: 4 * p.Size, First: first, Count: int32(len(f.truth))})
	p.Hit(scene.Hit{Target: OnDoubt, Feel: scene.Grabbing, X: in.X, Y: at.Y, X2: in.X + in.W, Y2: at.Y + at.H})
}

// ticks are what the twelve say of one place, between 0 and 1, with their mean, and what was there.
func (f *filling) ticks(b *scene.Base, p *scene.Pen, box scene.Box) {
	k := f.told()
	if k < 0 {
		return
	}
	s := p.Size
	p.Begin(box.X, box.Y+11*s, scene.Start, tint.Ink)
	f.where(b, p, k)
	p.Str(": ❙ ")
	p.Str("the twelve, their mean")
	p.Str(" ")
	p.Num(f.y[ask.ByDraws][k], 2)
	if v := f.truth[k]; v == v {
		p.Str("  ○ ")
		p.Str("there was")
		p.Str(" ")
		p.Num(v, 2)
	}
	if !p.Fits(12*s, box.W) {
		p.Begin(box.X, box.Y+11*s, scene.Start, tint.Ink)
		f.where(b, p, k)
		p.Fits(12*s, box.W)
	}
	f.scale(p, scene.At(box.X+4*s, box.Y+18*s, box.W-8*s, box.H-32*s), k)
	ends := [2]string{"dark", "bright"}
	if b.Form() == data.Signals {
		ends = [2]string{"low", "high"}
	}
	p.Write(box.X, box.Y+box.H, scene.Start, tint.Faint, ends[0]).Size = 11 * s
	p.Write(box.X+box.W, box.Y+box.H, scene.End, tint.Faint, ends[1]).Size = 11 * s
}

// scale is the bar on which the twelve stand as ticks, their mean as a long one, and what was there as a ring.
func (f *filling) scale(p *scene.Pen, at scene.Box, k int) {
	s := p.Size
	x := func(v float32) float32 { return at.X + at.W*scene.Clamp(v, 0, 1) }
	p.Rect(at, 2, tint.Panel, 0, 1)
	p.Line(at.X, at.Y+at.H/2, at.X+at.W, at.Y+at.H/2, 1, tint.Faint, 0.9)
	for _, y := range f.draws {
		p.Line(x(y[k]), at.Y+2*s, x(y[k]), at.Y+at.H-2*s, 1.6*s, tint.Sand, 0.9)
	}
	mean := x(f.y[ask.ByDraws][k])
	p.Line(mean, at.Y-3*s, mean, at.Y+at.H+3*s, 3*s, tint.Ink, 1)
	if v := f.truth[k]; v == v {
		p.Ring(x(v), at.Y+at.H/2, 5*s, 2.2*s, tint.Sea, 1)
	}
}
