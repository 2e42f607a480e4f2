package figures

import (
	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// How a sum is laid out: the picture and what is painted so far, large; under them a frame for each unit that is added; the handle; other pictures.

// A sumPlan is where the parts of a sum stand. Lengths are CSS pixels; a part without room has none.
type sumPlan struct {
	big      scene.Box // the shown picture, and right of it what is painted so far
	in       scene.Box // the shown picture beside the strip, where it is not shown large
	strip    scene.Box // a column for each frame
	wide     float32   // of one column
	side     float32   // of a tile, and of a picture in the strip
	tall     float32   // the height of such a picture
	frames   int       // units that are added one by one
	more     int       // units that are added at once after them
	track    float32   // the height of the handle's middle
	pictures scene.Box // a row of them to choose from
}

// columns is how many frames there are: with nobody heard, with each unit more, with all.
func (l *sumPlan) columns() int {
	if l.more > 0 {
		return l.frames + 2
	}
	return l.frames + 1
}

// middle is where column i stands.
func (l *sumPlan) middle(i int) float32 { return l.strip.X + (float32(i)+0.5)*l.wide }

const (
	sumWords  = 15 // the height of a line of words in a strip
	sumHandle = 34 // of the track
	sumNarrow = 50 // the least width of a column
	sumUnder  = 54 // under the large pictures
)

// lay finds room for the parts.
func (f *summing) lay(p *scene.Pen, box scene.Box) (l sumPlan) {
	in := scene.At(box.X+14*p.Size, box.Y+34*p.Size, box.W-28*p.Size, box.H-42*p.Size)
	if in.H > 390*p.Size {
		h := min(0.16*in.H, 78*p.Size)
		l.pictures = scene.At(in.X, in.Y+in.H-h, in.W, h)
		in.H -= h + 16*p.Size
	}
	if in.H > 270*p.Size {
		h := min(0.47*in.H, 0.45*in.W+sumUnder*p.Size)
		l.big = scene.At(in.X, in.Y, in.W, h)
		in.Y, in.H = in.Y+h, in.H-h
	} else {
		l.in = scene.At(in.X, 0, sumNarrow*p.Size, 0)
		in.X, in.W = in.X+l.in.W+10*p.Size, in.W-l.in.W-10*p.Size
	}
	fit := max(int(in.W/(sumNarrow*p.Size)), 3)
	l.frames, l.more = f.awake, f.speak-f.awake
	if 1+l.frames+min(l.more, 1) > fit {
		l.frames = fit - 2
		l.more = f.speak - l.frames
	}
	n := float32(l.columns())
	l.wide = min(in.W/n, 128*p.Size)
	words := 3*sumWords*p.Size + sumHandle*p.Size
	l.side = min(l.wide-14*p.Size, (in.H-words)/2-4*p.Size, 96*p.Size)
	l.tall = l.side
	h := 2*l.side + words
	l.strip = scene.At(in.X+(in.W-n*l.wide)/2, in.Y+max(0, (in.H-h)/2), n*l.wide, h)
	l.track = l.strip.Y + h - sumHandle*p.Size/2 + 2*p.Size
	if l.in.W > 0 {
		l.in = scene.At(l.strip.X-10*p.Size-l.in.W, l.strip.Y+3*sumWords*p.Size+l.side, l.in.W, l.side)
	}
	return l
}

// Draw implements [scene.Panel].
func (f *summing) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	f.heading(b, p, box)
	l := f.lay(p, box)
	if l.side < 12 {
		return
	}
	n := f.heard(b, l.frames)
	if n > l.frames {
		n = l.columns() - 1
	}
	if l.big.H > 0 {
		f.large(b, p, &l, n)
	} else {
		f.picture(b, p, b.Square(l.in), b.Snap.View.Input, 1)
		p.First(l.in.X+l.in.W/2, l.in.Y-5*p.Size, scene.Middle, tint.Dim, 11.5*p.Size, l.in.W+8*p.Size, "picture", "in")
		p.Line(l.strip.X-5*p.Size, l.strip.Y, l.strip.X-5*p.Size, l.in.Y+l.side, 1, tint.Line, 1)
	}
	for i := range l.columns() {
		f.frame(b, p, &l, i, n)
	}
	if room := l.strip.X - box.X - 16*p.Size; l.big.H > 0 && room > 40*p.Size { // what the two rows are
		y := l.strip.Y + sumWords*p.Size + l.side/2 + 4*p.Size
		p.First(l.strip.X-6*p.Size, y, scene.End, tint.Faint, 11.5*p.Size, room, "what is added", "added")
		p.First(l.strip.X-6*p.Size, y+l.side+2*sumWords*p.Size, scene.End, tint.Faint, 11.5*p.Size, room, "the sum, squashed", "the sum")
	}
	if l.columns() > 1 {
		f.handle(p, &l, n)
	}
	if l.pictures.H > 0 {
		f.choose(b, p, l.pictures)
	}
}

// heading says what is done here, and right of that what the colours of a tile are, where there is room for both.
func (f *summing) heading(b *scene.Base, p *scene.Pen, box scene.Box) {
	const short = "A sum of tiles: drag the handle"
	if signed := signsWidth(p); b.Form() == data.Pictures && p.HeadingX(box)+0.56*13*p.Size*p.Letters(short)+signed < box.X+box.W {
		signs(p, box.X+box.W-signed, box.Y+22*p.Size)
		box.W -= signed - 14*p.Size
	}
	p.Heading(box, "The copy is a sum of tiles: drag the handle", short, "A sum of tiles")
}

// large draws the shown picture, and what is painted so far, with how far it is off.
func (f *summing) large(b *scene.Base, p *scene.Pen, l *sumPlan, n int) {
	side := min(l.big.H-sumUnder*p.Size, (l.big.W-44*p.Size)/2)
	gap := 44 * p.Size
	x, y := l.big.X+(l.big.W-2*side-gap)/2, l.big.Y+4*p.Size
	row := f.rowOf(l, n)
	for i, v := range [2][]float32{b.Snap.View.Input, f.painted(b, row)} {
		at := scene.At(x+float32(i)*(side+gap), y, side, side)
		f.picture(b, p, at, v, 1)
	}
	p.Frame(scene.At(x+side+gap, y, side, side).Inset(-2.5*p.Size), 1.8*p.Size, tint.Sand, 1)
	p.Arrow(x+side+14*p.Size, y+side/2, x+side+gap-14*p.Size, y+side/2, 1.5*p.Size, tint.Dim, 1)
	under, room := y+side+20*p.Size, min(side+gap, side+2*(x-l.big.X)+16*p.Size)
	p.First(x+side/2, under, scene.Middle, tint.Dim, 12.5*p.Size, room, "the picture")
	f.soFar(p, l, n, x+1.5*side+gap, under, room)
	p.Begin(x+1.5*side+gap, under+17*p.Size, scene.Middle, tint.Dim)
	p.Str("off by ")
	p.Num(f.off(b, row), 4)
	p.Fits(12*p.Size, room)
}

// soFar says how much of the sum the large picture holds.
func (f *summing) soFar(p *scene.Pen, l *sumPlan, n int, x, y, room float32) {
	size := 12.5 * p.Size
	switch {
	case n == l.columns()-1 && f.speak > 0:
		p.First(x, y, scene.Middle, tint.Sand, size, room, "all of them: the copy", "the copy")
	case n == 0:
		p.First(x, y, scene.Middle, tint.Sand, size, room, "nobody speaks: only the bias", "nobody speaks", "nobody")
	default:
		p.Begin(x, y, scene.Middle, tint.Sand)
		p.Str("with ")
		p.Count(n)
		p.Str(" of ")
		p.Count(f.speak)
		if p.Fits(size, room) {
			return
		}
	}
}

// rowOf is the row of parts that column i shows.
func (f *summing) rowOf(l *sumPlan, i int) int {
	if i == l.columns()-1 {
		return wholeSum
	}
	return i
}

// painted is a row of parts.
func (f *summing) painted(b *scene.Base, row int) []float32 {
	dim := b.Set.Dim()
	return f.parts[row*dim : (row+1)*dim]
}

// picture draws an example on the ground of its form.
func (f *summing) picture(b *scene.Base, p *scene.Pen, at scene.Box, v []float32, a float32) {
	if b.Form() != data.Pictures {
		p.Rect(at, 3, tint.Panel, 0, 1)
	}
	b.Example(p, at, v, tint.Ramp, a)
}

// frame draws column i: the tile that is added, how many times, and what is painted then. Of those that are not heard it is faint.
func (f *summing) frame(b *scene.Base, p *scene.Pen, l *sumPlan, i, n int) {
	a := float32(1)
	if i > n {
		a = 0.22
	}
	dim, x := b.Set.Dim(), l.middle(i)
	tile := scene.At(x-l.side/2, l.strip.Y+sumWords*p.Size, l.side, l.side)
	copied := scene.At(tile.X, tile.Y+l.side+2*sumWords*p.Size, l.side, l.tall)
	size := min(11.5*p.Size, 0.24*l.wide)
	role := tint.Dim
	if i > n {
		role = tint.Faint
	}
	over, under := tile.Y-4*p.Size, tile.Y+l.side+13*p.Size
	switch {
	case i == 0 && f.column:
		drawTile(b, p, tile, f.bias, f.scale, a, false)
		p.Frame(tile.Inset(-1), 1, tint.Line, 1)
		p.First(x, over, scene.Middle, role, size, l.wide-3*p.Size, "bias")
	case i == 0:
		p.First(x, copied.Y-5*p.Size, scene.Middle, role, size, l.wide-3*p.Size, "nobody", "none")
	case i <= l.frames:
		j := f.order[i-1]
		drawTile(b, p, tile, f.tiles[(i-1)*dim:i*dim], f.scale, a, false)
		p.Frame(tile.Inset(-1), 1, tint.Line, 1)
		p.Write(x-l.wide/2, tile.Y+l.side/2+4*p.Size, scene.Middle, role, "+").Size = 14 * p.Size
		f.unitName(p, x, over, size, l.wide-3*p.Size, role, j)
		f.times(b, p, x, under, size, l.wide-3*p.Size, role, j)
		p.Hit(scene.Hit{Target: Unit, Feel: scene.Pointing, X: x - l.wide/2, Y: tile.Y - sumWords*p.Size, X2: x + l.wide/2, Y2: tile.Y + l.side + sumWords*p.Size, Index: int32(j)})
	default:
		p.Write(x-l.wide/2, tile.Y+l.side/2+4*p.Size, scene.Middle, role, "+").Size = 14 * p.Size
		p.Begin(x, tile.Y+l.side/2, scene.Middle, role)
		p.Count(l.more)
		p.End().Size = 14 * p.Size
		p.First(x, tile.Y+l.side/2+14*p.Size, scene.Middle, role, size, l.wide-3*p.Size, "more")
	}
	f.picture(b, p, copied, f.painted(b, f.rowOf(l, i)), a)
	if i == n {
		p.Frame(copied.Inset(-2*p.Size), 1.6*p.Size, tint.Sand, 1)
	}
}

// unitName names a unit as long as there is room.
func (f *summing) unitName(p *scene.Pen, x, y, size, room float32, role tint.Role, j int) {
	for _, word := range [...]string{"unit ", ""} {
		p.Begin(x, y, scene.Middle, role)
		p.Str(word)
		p.Count(j + 1)
		if p.Fits(size, room) {
			return
		}
	}
}

// times says how loud a unit is: how many times its tile is added, or where tiles are differences, that it makes this one.
func (f *summing) times(b *scene.Base, p *scene.Pen, x, y, size, room float32, role tint.Role, j int) {
	for decimals := 2; decimals > 0; decimals-- {
		p.Begin(x, y, scene.Middle, role)
		if f.column {
			p.Str("× ")
		} else {
			p.Str("at ")
		}
		p.Num(b.Code[j], decimals)
		if p.Fits(size, room) {
			return
		}
	}
}

// handle draws the track under the strip, what can be dragged on it, and makes it and the pictures over it a place to touch.
func (f *summing) handle(p *scene.Pen, l *sumPlan, n int) {
	y, last := l.track, l.columns()-1
	p.Line(l.middle(0), y, l.middle(last), y, 3*p.Size, tint.Line, 1)
	p.Line(l.middle(0), y, l.middle(n), y, 3*p.Size, tint.Sand, 1)
	for i := range l.columns() {
		role := tint.Faint
		if i <= n {
			role = tint.Sand
		}
		p.Disc(l.middle(i), y, 3.2*p.Size, role, 0, 1)
	}
	p.Disc(l.middle(n), y, 8*p.Size, tint.Ground, 0, 1)
	p.Disc(l.middle(n), y, 6.5*p.Size, tint.Sand, 0, 1)
	half := max(sumHandle*p.Size/2, 14)
	p.Hit(scene.Hit{Target: OnSum, Feel: scene.Grabbing, X: l.strip.X, Y: min(y-half, l.strip.Y+sumWords*3*p.Size+l.side), X2: l.strip.X + l.strip.W, Y2: min(y+half, p.H), Index: int32(last)})
}

// choose lays some of the pictures set aside in a row, to be tapped.
func (f *summing) choose(b *scene.Base, p *scene.Pen, box scene.Box) {
	p.Line(box.X, box.Y-8*p.Size, box.X+box.W, box.Y-8*p.Size, 1, tint.Line, 1)
	size := 12 * p.Size
	p.First(box.X, box.Y+10*p.Size, scene.Start, tint.Dim, size, box.W, "another picture: tap one")
	side, gap := box.H-20*p.Size, 12*p.Size
	n := min(int((box.W+gap)/(side+gap)), scene.MaxPairs)
	for i := range n {
		at := scene.At(box.X+float32(i)*(side+gap), box.Y+20*p.Size, side, side)
		place := b.Set.Train + i
		f.picture(b, p, at, b.Set.Picture(place), 1)
		if b.Snap.View.Sample == place {
			p.Frame(at.Inset(-2.5*p.Size), 1.8*p.Size, tint.Sand, 1)
		}
		p.Hit(scene.Hit{Target: scene.Pair, Feel: scene.Pointing, X: at.X - gap/2, Y: at.Y - gap/2, X2: at.X + side + gap/2, Y2: at.Y + side + gap/2, Index: int32(place)})
	}
}
