package figures

import (
	"hourglass/core/data"
	"hourglass/core/vec"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// How the darts are drawn: two boards, and under or beside each the dart that is shown large.

// Draw implements [scene.Panel].
func (f *darts) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	right := f.again(p, box)
	head := box
	head.W -= right
	p.Heading(head, "The same darts at both boards: what is painted where each lands", "What is painted where a dart lands", "Darts at the code", "Darts")
	n := 1
	if b.Twin != nil {
		n = 2
	}
	in := scene.At(box.X+15*p.Size, box.Y+34*p.Size, box.W-30*p.Size, box.H-40*p.Size)
	if box.H > 240*p.Size {
		in.H -= 22 * p.Size
		f.meaning(b, p, box, in.Y+in.H+18*p.Size)
	}
	gap := 20 * p.Size
	for i := range n {
		cell := in
		switch {
		case n == 1:
		case in.H > 1.5*in.W: // one over the other
			cell.H = (in.H - gap) / 2
			cell.Y += float32(i) * (cell.H + gap)
		default:
			cell.W = (in.W - gap) / 2
			cell.X += float32(i) * (cell.W + gap)
		}
		f.cell(b, p, cell, i, n)
	}
}

// again is the word that throws anew, at the right of the heading; it returns the room that it takes.
func (f *darts) again(p *scene.Pen, box scene.Box) float32 {
	if box.W < 300*p.Size || box.H < 200*p.Size { // so in no miniature, which has no words
		return 0
	}
	l := p.Write(0, box.Y+22*p.Size, scene.Middle, tint.Ink, "throw again")
	l.Size = 13 * p.Size
	w := p.Width(l) + 20*p.Size
	at := scene.At(box.X+box.W-w-15*p.Size, box.Y+6*p.Size, w, 24*p.Size)
	l.X = at.X + w/2
	p.Frame(at, 1, tint.Dim, 0.7)
	p.Hit(scene.Hit{Target: throwAgain, Feel: scene.Pointing, X: at.X, Y: max(at.Y-4, box.Y), X2: at.X + at.W, Y2: at.Y + at.H + 4})
	return w + 12*p.Size
}

// meaning says under the boards what they show.
func (f *darts) meaning(b *scene.Base, p *scene.Pen, box scene.Box, y float32) {
	x := box.X + 15*p.Size
	f.cross(p, x+6*p.Size, y-4.5*p.Size, 6*p.Size)
	x += 18 * p.Size
	room := box.X + box.W - 15*p.Size - x
	if f.foggy(b) {
		p.First(x, y, scene.Start, tint.Sand, 11.5*p.Size, room, "a hole, or early in a run mere fog: the cloud learns more slowly, so train on", "a hole, or still fog: the cloud learns more slowly", "a hole, or still fog: train on")
		return
	}
	if f.most > 2 {
		p.First(x, y, scene.Start, tint.Faint, 11.5*p.Size, room, "a hole: three times as far from anything known as unseen ones lie · dots: known codes · a board shows two numbers, all are drawn",
			"a hole: like nothing known · dots: known codes · two numbers shown, all drawn", "a hole · dots: known codes · two numbers shown, all drawn", "a hole · two numbers shown, all drawn")
		return
	}
	p.First(x, y, scene.Start, tint.Faint, 11.5*p.Size, room, "a hole: three times as far from anything known as unseen ones lie · dots: known codes",
		"a hole: like nothing known · dots: known codes", "a hole · dots: known codes")
}

// foggy tells whether a cloud's decoder is still so young that it paints next to nothing well, and has more holes than its twin's. Under a weak pull those are
// no fog: they stay.
func (f *darts) foggy(b *scene.Base) bool {
	const young, strong = 500, 0.5 // steps, and beta
	return b.Twin != nil && b.Model.Cloud.On && b.Snap.Setup.Beta >= strong && b.Snap.Step < young && f.sides[0].holes > f.sides[1].holes
}

// cell is one board with its name and its count over it, and the large dart under it, or beside it where it is wide.
func (f *darts) cell(b *scene.Base, p *scene.Pen, cell scene.Box, i, n int) {
	s := &f.sides[i]
	name := 22 * p.Size
	in := scene.At(cell.X, cell.Y+name, cell.W, cell.H-name)
	at, pair := in, scene.Box{}
	if in.W > 1.3*in.H && in.W-in.H > 80*p.Size {
		at.W = in.H
		pair = scene.At(in.X+in.H+14*p.Size, in.Y, min(in.W-in.H-14*p.Size, 280*p.Size), in.H)
		at.X += max(0, (in.W-in.H-14*p.Size-pair.W)/2)
		pair.X += at.X - in.X
	} else {
		side := min(in.W, in.H)
		if least := max(0.27*in.H, 76*p.Size); in.H > 190*p.Size && in.H-side < least {
			side = in.H - least
		}
		rest := min(in.H-side, 190*p.Size)
		at = scene.At(in.X+(in.W-side)/2, in.Y+max(0, (in.H-side-rest)/2), side, side)
		pair = scene.At(at.X, at.Y+side+6*p.Size, side, rest-6*p.Size)
	}
	f.title(b, p, at, i, n)
	large := min(pair.W, pair.H) > 50*p.Size
	f.board(b, p, at, i, !large)
	if large && f.shown() < len(s.known.Off) {
		f.pair(b, p, pair, i)
	}
}

// title is the name of a board and how many darts fell into a hole there.
func (f *darts) title(b *scene.Base, p *scene.Pen, at scene.Box, i, n int) {
	y, left := at.Y-8*p.Size, float32(0)
	size := 13 * p.Size
	if n > 1 {
		l := p.Write(at.X, y, scene.Start, f.role(i), b.Called(i))
		l.Size, l.Bold = size, true
		left = 1.08*p.Width(l) + 10*p.Size
	}
	role := tint.Rose
	if f.sides[i].holes == 0 {
		role = tint.Leaf
	}
	p.Begin(at.X+at.W, y, scene.End, role)
	f.count(p, i)
	l := p.End()
	l.Size, l.Bold = size, true
	if p.Width(l)*1.06 > at.W-left {
		p.TakeBack()
		p.Begin(at.X+at.W, y, scene.End, role)
		p.Count(f.sides[i].holes)
		p.Str("/")
		p.Count(dartCount)
		l := p.End()
		l.Size, l.Bold = size, true
		if p.Width(l)*1.06 > at.W-left {
			p.TakeBack()
		}
	}
}

// board draws one board: the bell of places, the known codes, the darts and what is painted at each.
func (f *darts) board(b *scene.Base, p *scene.Pen, at scene.Box, i int, beside bool) {
	s := &f.sides[i]
	p.Rect(at, 0, tint.Panel, 0, 1)
	f.glow(p, at, i)
	f.codes(b, p, at, i)
	p.Frame(at, 1, tint.Line, 1)
	side := dartSide * at.W
	fine := side < 11 // too small for pictures: marks stand for them
	for j, flag := range f.flags {
		u, v := f.spot(b, f.eps[j*f.most:])
		x, y := at.X+at.W*scene.Clamp(u, 0, 1), at.Y+at.W*scene.Clamp(v, 0, 1)
		if fine {
			if s.hole(j) {
				f.cross(p, x, y, 3*p.Size)
			} else {
				p.Disc(x, y, 2*p.Size, tint.Ink, 0, 0.9)
			}
			continue
		}
		fx, fy := at.X+at.W*flag.u, at.Y+at.W*flag.v
		p.Line(x, y, fx, fy, 1, tint.Dim, 0.9)
		if scene.Abs(x-fx) > side/2 || scene.Abs(y-fy) > side/2 {
			p.Disc(x, y, 2*p.Size, tint.Dim, 0, 1)
		}
	}
	for j, flag := range f.flags {
		if fine {
			break
		}
		f.face(b, p, scene.At(at.X+at.W*flag.u-side/2, at.Y+at.W*flag.v-side/2, side, side), i, j)
	}
	for j, flag := range f.flags {
		if !fine && s.hole(j) { // over all pictures, so that none hides it
			f.cross(p, at.X+at.W*flag.u+side/2, at.Y+at.W*flag.v-side/2, min(0.16*side, 7*p.Size))
		}
	}
	if f.most > 2 && at.W > 120*p.Size {
		f.names(b, p, at)
	}
	p.Hit(scene.Hit{Target: board, Feel: scene.Grabbing, Index: int32(i), X: at.X, Y: at.Y, X2: at.X + at.W, Y2: at.Y + at.W})
	if f.held {
		f.mine(b, p, at, i, beside)
	}
}

// names says in the corners of a board, on a ground of their own, which of many numbers it shows.
func (f *darts) names(b *scene.Base, p *scene.Pen, at scene.Box) {
	across, up := b.Axes()
	w, h := 24*p.Size, 18*p.Size
	corner := func(x, y float32, number int) {
		p.Rect(scene.At(x, y, w, h), 0, tint.Ground, 0, 0.9)
		p.Begin(x+w/2, y+0.72*h, scene.Middle, tint.Dim)
		p.Letter(number)
		p.End().Size = 12 * p.Size
	}
	corner(at.X+at.W-w-1, at.Y+at.W-h-1, across)
	if up >= 0 {
		corner(at.X+1, at.Y+1, up)
	}
}

// glow is the bell: as many discs over each other as make the middle as much brighter as draws are likelier there.
func (f *darts) glow(p *scene.Pen, at scene.Box, i int) {
	const steps = 12
	x, y := at.X+at.W/2, at.Y+at.W/2
	last := float32(0)
	for k := steps; k > 0; k-- {
		r := float32(k) * dartReach / steps
		bright := vec.Exp1(-0.5 * r * r)
		p.Disc(x, y, r/dartReach*at.W/2, f.role(i), 0, 0.5*(bright-last))
		last = bright
	}
	for r := float32(1); r <= 2; r++ {
		p.Ring(x, y, r/dartReach*at.W/2, 1, tint.Line, 1)
	}
}

// codes are those of the training examples, in the board's deviations.
func (f *darts) codes(b *scene.Base, p *scene.Pen, at scene.Box, i int) {
	s, codes, neck := &f.sides[i], b.Codes, b.Model.Code
	if i == 1 {
		codes, neck = b.Twin.Codes, b.Twin.Model.Code
	}
	across, up := b.Axes()
	if max(across, up) >= neck { // the twin's code is shorter
		return
	}
	r := min(max(at.W/180, 1.2), 2.4)
	for j := range b.Set.Train {
		z := codes[j*neck : (j+1)*neck]
		x := at.X + at.W*(0.5+0.5*(z[across]-s.mean[across])/s.dev[across]/dartReach)
		y := at.Y + at.W*scene.Lift(j)
		if up >= 0 {
			y = at.Y + at.W*(0.5-0.5*(z[up]-s.mean[up])/s.dev[up]/dartReach)
		}
		if x > at.X+r && x < at.X+at.W-r && y > at.Y+r && y < at.Y+at.W-r {
			p.Disc(x, y, r, f.role(i), 0, 0.7)
		}
	}
}

// face is what is painted at a dart, framed by whether it is like anything known.
func (f *darts) face(b *scene.Base, p *scene.Pen, at scene.Box, i, j int) {
	s, dim := &f.sides[i], b.Set.Dim()
	f.ground(b, p, at)
	b.Example(p, at, s.seen[j*dim:(j+1)*dim], tint.Ramp, 1)
	if s.hole(j) {
		p.Frame(at.Inset(-1), 2*p.Size, tint.Rose, 1)
	}
	if j == f.shown() {
		p.Frame(at.Inset(-4), 1.6*p.Size, tint.Ink, 1)
	}
}

// ground is what an example that is no picture is drawn on.
func (f *darts) ground(b *scene.Base, p *scene.Pen, at scene.Box) {
	if b.Form() != data.Pictures {
		p.Rect(at, 0, tint.Ground, 0, 0.85)
	}
}

// cross is the mark of a hole: its shape tells it without its colour.
func (f *darts) cross(p *scene.Pen, x, y, r float32) {
	p.Disc(x, y, r, tint.Rose, 0, 1)
	d := 0.45 * r
	w := max(0.28*r, 1)
	p.Line(x-d, y-d, x+d, y+d, w, tint.Ground, 1)
	p.Line(x-d, y+d, x+d, y-d, w, tint.Ground, 1)
}

// mine is the learner's dart: a ring, and beside it what is painted there where there is no room for it elsewhere.
func (f *darts) mine(b *scene.Base, p *scene.Pen, at scene.Box, i int, beside bool) {
	u, v := f.spot(b, f.eps[dartCount*f.most:])
	x, y := at.X+at.W*scene.Clamp(u, 0, 1), at.Y+at.W*scene.Clamp(v, 0, 1)
	r := min(max(at.W/30, 6), 10)
	p.Handle(x, y, r)
	s, dim := &f.sides[i], b.Set.Dim()
	if w := 0.24 * at.W; beside && w >= 26 && dartCount < len(s.known.Off) {
		face := atRing(at, x, y, r, w, w)
		p.Rect(face.Inset(-3), 0, tint.Ground, 0, 0.9)
		f.ground(b, p, face)
		b.Example(p, face, s.seen[dartCount*dim:], tint.Ramp, 1)
		p.Frame(face.Inset(-2), 1.5, tint.Ink, 1)
		if s.hole(dartCount) {
			f.cross(p, face.X+face.W, face.Y, 6*p.Size)
		}
	}
}

// pair shows what is painted at the large dart beside the known example that lies nearest, and how far the two are apart.
func (f *darts) pair(b *scene.Base, p *scene.Pen, box scene.Box, i int) {
	s, j, dim := &f.sides[i], f.shown(), b.Set.Dim()
	words, gap := 36*p.Size, 10*p.Size
	across := box.W >= box.H-words
	side := min((box.W-gap)/2, box.H-words, 130*p.Size)
	if !across {
		side = min(box.W, (box.H-2*words-gap)/2, 130*p.Size)
	}
	x, y := box.X+(box.W-2*side-gap)/2, box.Y
	if !across {
		x, y = box.X+(box.W-side)/2, box.Y+max(0, (box.H-2*side-2*words-gap)/2)
	}
	one := scene.At(x, y, side, side)
	two := one
	if across {
		two.X += side + gap
	} else {
		two.Y += side + words + gap
	}
	f.ground(b, p, one)
	f.ground(b, p, two)
	b.Example(p, one, s.seen[j*dim:(j+1)*dim], tint.Ramp, 1)
	b.Example(p, two, b.Set.Picture(s.known.At[j]), tint.Ramp, 1)
	p.Frame(one.Inset(-2), 1.6*p.Size, tint.Ink, 1)
	role := tint.Dim
	if s.hole(j) {
		role = tint.Rose
		f.cross(p, one.X+one.W, one.Y, 8*p.Size)
	}
	room := side + gap - 2*p.Size
	if !across {
		room = box.W
	}
	name := "painted at the marked dart"
	if f.held {
		name = "painted at yours"
	}
	mid := func(at scene.Box) float32 { return at.X + at.W/2 }
	p.First(mid(one), one.Y+side+15*p.Size, scene.Middle, tint.Ink, 11.5*p.Size, room, name, "painted there", "painted", "x̂")
	p.First(mid(two), two.Y+side+15*p.Size, scene.Middle, tint.Dim, 11.5*p.Size, room, "the nearest known", "nearest known", "nearest")
	at := two
	if across {
		at = scene.At(one.X, one.Y, two.X+side-one.X, side)
	}
	p.Begin(mid(at), at.Y+side+30*p.Size, scene.Middle, role)
	p.Str("off by ")
	p.Num(float32(s.known.Off[j]), 4)
	p.Fits(11.5*p.Size, at.W+gap)
}
