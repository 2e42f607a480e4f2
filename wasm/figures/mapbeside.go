package figures

import (
	"hourglass/core/data"
	"hourglass/core/stat"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// What stands beside a large map, or under one that is alone on a phone: the shown example, which can be drawn on there, tied to its code; what is painted
// from the ring; the examples whose codes lie nearest to it; and what the colours mean.

// Lengths before they grow with the stage.
const (
	besideGap   = 26 // from the map to what stands beside it
	leastBeside = 96 // the least width of that
	goodBeside  = 132
	underMap    = 96 // the height of what stands under a map that is alone on a phone
)

// near is how many of the nearest examples are shown in a row, and at most in all.
const (
	near    = 3
	nearAll = 2 * near
)

// nearest are the examples whose codes lie nearest to the ring on the map, as they are seen there; the shown one is none of them while the ring stands at
// its code.
func (f *latent) nearest(b *scene.Base, m scene.Box) (at [nearAll]int) {
	var room [nearAll]stat.Neighbour
	all, neck := room[:0], b.Snap.Setup.Neck
	x, y := f.withinMap(b, m, b.At)
	for i := range b.Set.Train + b.Set.Valid {
		if i == b.Snap.View.Sample && !b.Snap.View.Held {
			continue
		}
		u, v := f.onMap(b, m, b.Codes[i*neck:(i+1)*neck], 0.5)
		all = stat.Keep(all, stat.Neighbour{Row: i, Far: float64((u-x)*(u-x) + (v-y)*(v-y))}, nearAll)
	}
	for k, n := range all {
		at[k] = n.Row
	}
	return at
}

// beside fills a column to the right of the map.
func (f *latent) beside(b *scene.Base, p *scene.Pen, m, at scene.Box, look *scene.Look) {
	s := p.Size
	pair := scene.At(at.X, at.Y, at.W, f.tileHeight(b, (at.W-18*s)/2)+18*s)
	if pair.H > at.H {
		return
	}
	shown, back := f.shownAndBack(b, p, pair)
	f.ties(b, p, m, shown, back)
	y := pair.Y + pair.H
	if f.wipe(b, p, scene.At(shown.X, y, shown.W, 24*s), look) {
		y += 24 * s
	}
	y += 16 * s
	end, foot := at.Y+at.H, scene.At(at.X, at.Y+at.H-64*s, at.W, 64*s)
	for n := nearAll; n > 0; n -= near {
		if below := y + 18*s + float32(n/near)*(f.tileHeight(b, (at.W-12*s)/near)+10*s); below <= end {
			f.neighbours(b, p, m, scene.At(at.X, y, at.W, below-y), n)
			y = below
			break
		}
	}
	if foot.Y > y+6*s {
		f.hues(b, p, foot)
	}
}

// beneath fills a row under the map of a phone.
func (f *latent) beneath(b *scene.Base, p *scene.Pen, m, at scene.Box) {
	s := p.Size
	side := at.H - 18*s
	wide := side
	if b.Form() == data.Signals {
		wide *= 1.35
	}
	pair := scene.At(at.X, at.Y, 2*wide+18*s, at.H)
	shown, back := f.shownAndBack(b, p, pair)
	f.ties(b, p, m, shown, back)
	rest := scene.At(pair.X+pair.W+18*s, at.Y, at.W-pair.W-18*s, at.H)
	if small := (rest.W - 12*s) / near; small >= 26*s && b.Form() != data.Signals {
		f.neighbours(b, p, m, rest, near)
	}
}

// tileHeight is how high an example stands that is w wide.
func (f *latent) tileHeight(b *scene.Base, w float32) float32 {
	if b.Form() == data.Signals {
		return w / 1.35
	}
	return w
}

// shownAndBack draws the shown example and what comes back of it, or what is painted from the ring, with their words, in a box whose upper 18 pixels are
// for those. It returns where the two stand. A coarse picture can be drawn on.
func (f *latent) shownAndBack(b *scene.Base, p *scene.Pen, in scene.Box) (shown, back scene.Box) {
	s := p.Size
	w := (in.W - 18*s) / 2
	shown = scene.At(in.X, in.Y+18*s, w, in.H-18*s)
	back = shown
	back.X += w + 18*s
	view, a := &b.Snap.View, float32(1)
	one, two, brief := "original", "copy", "copy"
	switch {
	case view.Held && b.Form() == data.Pictures:
		two, brief, a = "painted here", "painted", 0.4
	case view.Held:
		two, brief, a = "drawn here", "here", 0.4
	case view.Sample < 0:
		one, two, brief = "your own", "came back", "back"
	}
	p.First(shown.X+w/2, in.Y+11*s, scene.Middle, tint.Dim, 12*s, w+16*s, one)
	p.First(back.X+w/2, in.Y+11*s, scene.Middle, tint.Sand, 12*s, w+16*s, two, brief)
	f.tile(b, p, shown, view.Input, a)
	f.tile(b, p, back, b.Output, 1)
	p.Frame(back.Inset(-2), 1.5, tint.Sand, 1)
	if y := shown.Y + shown.H/2; !view.Held {
		p.Arrow(shown.X+w+4*s, y, back.X-5*s, y, 1.4*s, tint.Dim, 1)
	}
	if b.Form() == data.Pictures && b.Side() <= coarse {
		side := b.Side()
		cell := w / float32(side)
		for i := range side * side {
			x, y := shown.X+float32(i%side)*cell, shown.Y+float32(i/side)*cell
			p.Hit(scene.Hit{Target: Pixel, Feel: scene.Drawing, Index: int32(i), X: x, Y: y, X2: x + cell, Y2: y + cell})
		}
	}
	return shown, back
}

// tile draws an example on its ground.
func (f *latent) tile(b *scene.Base, p *scene.Pen, at scene.Box, x []float32, a float32) {
	if b.Form() != data.Pictures {
		p.Rect(at, 0, tint.Panel, 0, 1)
		at = at.Inset(2)
	}
	b.Example(p, at, x, tint.Ramp, a)
}

// wipe offers an empty picture to draw on, and the example back, where the shown one can be drawn on. It is one input: where the step speaks of the network,
// and that is there to work with, it offers them.
func (f *latent) wipe(b *scene.Base, p *scene.Pen, at scene.Box, look *scene.Look) bool {
	return b.Form() == data.Pictures && b.Side() <= coarse && !(look.Speaks("network") && b.Sized("network")) && offers(b, p, at, at.X-8*p.Size, true)
}

// ties join the code of the shown example to the example, and the ring to what is painted from it.
func (f *latent) ties(b *scene.Base, p *scene.Pen, m, shown, back scene.Box) {
	x, y := f.withinMap(b, m, b.Code)
	own := scene.Mark{Kind: scene.Line, Role: tint.Sand, X: x, Y: y, W: 1.4 * p.Size, A: 0.9}
	if own.X2, own.Y2 = shown.X-1, shown.Y+shown.H/2; shown.Y > m.Y+m.H {
		own.X2, own.Y2 = shown.X+shown.W/2, shown.Y-17*p.Size
	}
	if b.Snap.View.Held {
		own.A, own.Dash = 0.7, 4
	}
	p.Add(own)
	if !b.Snap.View.Held { // the ring is there
		return
	}
	d := 5 * p.Size
	for _, k := range [2]scene.Mark{{W: 4, A: 0.9}, {W: 2, V: 1, A: 1}} { // a square: the ring is elsewhere
		k.Kind, k.Role, k.X, k.Y, k.X2, k.Y2 = scene.Frame, tint.Ramp, x-d, y-d, x+d, y+d
		p.Add(k)
	}
}

// neighbours shows the n nearest examples, in a box whose upper 18 pixels are for words.
func (f *latent) neighbours(b *scene.Base, p *scene.Pen, m, at scene.Box, n int) {
	s := p.Size
	p.First(at.X, at.Y+11*s, scene.Start, tint.Dim, 12*s, at.W+6*s, "nearest dots, as pictures", "the nearest dots", "nearby")
	w := (at.W - 12*s) / near
	h := f.tileHeight(b, w)
	all := f.nearest(b, m)
	f.close = append(f.close, all[:n]...)
	for k, i := range all[:n] {
		box := scene.At(at.X+float32(k%near)*(w+6*s), at.Y+18*s+float32(k/near)*(h+10*s), w, h)
		f.tile(b, p, box, b.Set.Picture(i), 1)
		p.Add(scene.Mark{Kind: scene.Line, Role: tint.Hue, X: box.X, Y: box.Y + h + 3*s, X2: box.X + w, Y2: box.Y + h + 3*s, W: 3 * s, V: b.Hue(i), A: 1})
	}
}

// markClose marks the dots of the nearest examples, over the ring: where many lie, it would hide them.
func (f *latent) markClose(b *scene.Base, p *scene.Pen, m scene.Box) {
	neck, r := b.Snap.Setup.Neck, f.dotSize(b, m)
	rims := [2]scene.Mark{{W: r + 3.6}, {W: r + 2.2, V: 1}} // all of them under all dots, so that none hides another
	for _, rim := range rims {
		for _, i := range f.close {
			x, y := f.onMap(b, m, b.Codes[i*neck:(i+1)*neck], 0.5)
			if scene.Inside(m, x, y) {
				p.Disc(x, y, rim.W, tint.Ramp, rim.V, 1)
			}
		}
	}
	for _, i := range f.close {
		x, y := f.onMap(b, m, b.Codes[i*neck:(i+1)*neck], 0.5)
		if scene.Inside(m, x, y) {
			p.Disc(x, y, r+0.6, tint.Ramp, 0, 1)
			p.Disc(x, y, r, tint.Hue, b.Hue(i), 1)
		}
	}
}

// hues says what the axes are and what the colours mean: the examples that have least and most of the first factor, and the colours from one to the other.
func (f *latent) hues(b *scene.Base, p *scene.Pen, at scene.Box) {
	const steps = 24
	s := p.Size
	p.First(at.X, at.Y+11*s, scene.Start, tint.Dim, 12*s, at.W+6*s, "axes: two numbers of the code", "axes: the code z")
	at = scene.At(at.X, at.Y+18*s, at.W, at.H-18*s)
	p.Begin(at.X, at.Y+11*s, scene.Start, tint.Dim)
	p.Str("colour: ")
	p.Str(b.Set.Names[0])
	p.End().Size = 12 * s
	least, most := 0, 0
	for i := range b.Set.Train {
		if b.Hue(i) < b.Hue(least) {
			least = i
		}
		if b.Hue(i) > b.Hue(most) {
			most = i
		}
	}
	side := at.H - 18*s
	f.tile(b, p, scene.At(at.X, at.Y+18*s, side, side), b.Set.Picture(least), 1)
	f.tile(b, p, scene.At(at.X+at.W-side, at.Y+18*s, side, side), b.Set.Picture(most), 1)
	bar := scene.At(at.X+side+6*s, at.Y+18*s+side/2-4*s, at.W-2*side-12*s, 8*s)
	for i := range steps {
		x := bar.X + bar.W*float32(i)/steps
		p.Rect(scene.At(x, bar.Y, bar.W/steps+0.5, bar.H), 0, tint.Hue, (float32(i)+0.5)/steps, 1)
	}
}

// trailLength is how many places a trail remembers.
const trailLength = 48

// A trail is the way that the code of a picture of the learner's own has come since it was begun.
type trail struct {
	at   [trailLength][2]float32 // in code values, the last one last
	n    int
	step int // the network's
}

// follow goes on with the trail, or begins another: of another picture, or of another network.
func (t *trail) follow(b *scene.Base) {
	across, up := b.Axes()
	empty := true
	for _, v := range b.Snap.View.Input {
		empty = empty && v == 0
	}
	if b.Snap.View.Sample >= 0 || b.Snap.Step != t.step || empty {
		t.n, t.step = 0, b.Snap.Step
	}
	if up < 0 || b.Snap.View.Sample >= 0 {
		return
	}
	z := [2]float32{b.Code[across], b.Code[up]}
	if t.n > 0 && t.at[t.n-1] == z {
		return
	}
	if t.n == trailLength {
		copy(t.at[:], t.at[1:])
		t.n--
	}
	t.at[t.n] = z
	t.n++
}

// draw lays the trail on the map.
func (t *trail) draw(f *latent, b *scene.Base, p *scene.Pen, m scene.Box) {
	place := func(i int) (x, y float32) {
		return m.X + m.W*(t.at[i][0]-b.Bounds.X)/b.Bounds.W, m.Y + m.H*(1-(t.at[i][1]-b.Bounds.Y)/b.Bounds.H)
	}
	for i := 1; i < t.n; i++ {
		x, y := place(i - 1)
		x2, y2 := place(i)
		p.Within(m, scene.OnDark(scene.Line, x, y, x2, y2, 4.5, 0, 0.8))
		p.Within(m, scene.OnDark(scene.Line, x, y, x2, y2, 2, 1, 0.9))
		if scene.Inside(m, x, y) {
			p.Disc(x, y, 2.6, tint.Ramp, 1, 1)
		}
	}
}
