package figures

import (
	"math"
	"slices"

	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The map of one number: a strip of what the decoder paints along it, the line with the codes and the ring, and under each code what its picture was
// drawn from. Where the examples come of two choices, these are a sheet, and what the number can paint lies across it like a thread.

// How many codes along the line are painted and read: evenOnes lie evenly, the others as the examples do, so that there are many where many have theirs.
const (
	sweepCodes = 121
	evenOnes   = 71
)

// planThread makes the memory of the line, where the map is one.
func (f *latent) planThread(b *scene.Base) {
	f.sweep, f.walk, f.read = f.sweep[:0], f.walk[:0], f.read[:0]
	if b.Snap.Setup.Neck != 1 {
		return
	}
	f.codes, f.sweep = make([]float32, 0, b.Set.Train+b.Set.Valid), make([]float32, sweepCodes+1)
	f.walk = make([]float32, (sweepCodes+1)*b.Set.Dim())
	if len(b.Set.Names) != 2 {
		return
	}
	if f.of != b.Set {
		f.of, f.reader = b.Set, ask.NewReader(b.Set, sweepCodes+1)
	}
	f.read = make([]float32, (sweepCodes+1)*2)
}

// walkThread paints all along the line, and at the ring, and reads what is painted.
func (f *latent) walkThread(b *scene.Base) {
	codes := append(f.codes[:0], b.Codes...)
	slices.Sort(codes)
	for i := range sweepCodes {
		if i < evenOnes {
			f.sweep[i] = b.Bounds.X + b.Bounds.W*float32(i)/(evenOnes-1)
		} else {
			f.sweep[i] = codes[(i-evenOnes)*(len(codes)-1)/(sweepCodes-evenOnes-1)]
		}
	}
	slices.Sort(f.sweep[:sweepCodes])
	f.sweep[sweepCodes] = b.At[0]
	copy(f.walk, b.Model.Decode(b.Many, b.Snap.Params, f.sweep, sweepCodes+1))
	if len(f.read) > 0 {
		f.reader.Read(f.read, f.walk)
	}
}

// painted is what the decoder paints at u of the line, from 0 to 1, to the nearest code that was painted.
func (f *latent) painted(b *scene.Base, u float32) []float32 {
	z, best := b.Bounds.X+b.Bounds.W*u, 0
	for i, v := range f.sweep[:sweepCodes] {
		if scene.Abs(v-z) < scene.Abs(f.sweep[best]-z) {
			best = i
		}
	}
	return f.walk[best*b.Set.Dim():][:b.Set.Dim()]
}

// reading is factor k, from 0 to 1, of what the decoder paints at code i of the line; of code sweepCodes at the ring.
func (f *latent) reading(i, k int) float32 { return f.read[2*i+k] }

// Sheet is where a place on the sheet of both factors is touched: the ring goes to where the thread runs nearest.
const Sheet scene.Target = "sheet"

// nearestOnThread is the place of the line, from 0 to 1, whose picture reads nearest to a place on the sheet, u and v from 0 to 1 from its top left.
func (f *latent) nearestOnThread(b *scene.Base, u, v float32) float32 {
	best, at := float32(math.MaxFloat32), 0
	for i := range len(f.read)/2 - 1 {
		du, dv := f.reading(i, 0)-u, f.reading(i, 1)-(1-v)
		if d := du*du + dv*dv; d < best {
			best, at = d, i
		}
	}
	return (f.sweep[at] - b.Bounds.X) / b.Bounds.W
}

// tellThread says what is painted at the ring of a line, by its two factors.
func (f *latent) tellThread(b *scene.Base, p *scene.Pen) {
	if len(f.read) == 0 {
		return
	}
	p.Str(", on one line; painted there: ")
	for k := range 2 {
		if k > 0 {
			p.Str(", ")
		}
		p.Str(b.Set.Names[k])
		p.Str(" ")
		f.value(b, p, k, f.reading(sweepCodes, k), 1)
	}
}

// value writes factor k of the examples, v from 0 to 1, in its unit where it has one.
func (f *latent) value(b *scene.Base, p *scene.Pen, k int, v float32, decimals int) {
	switch {
	case b.Snap.Setup.Data != data.Bars:
		p.Num(v, 2)
	case k == 0:
		p.Num(data.BarPlace*(2*v-1), decimals)
		p.Str(" px")
	default:
		p.Num(float32(2*math.Atan(float64(data.BarLean*(2*v-1)))*180/math.Pi), 0)
		p.Str("°")
	}
}

// A strand is where the parts of the map of one number stand; those for which there is no room have no height.
type strand struct {
	strip, track scene.Box
	bands        [2]scene.Box // what both factors are at each code
	sheet        scene.Box
	seen         scene.Box // the shown example and what the ring paints
	tiles        int
}

// lay finds the places. Where the examples come of two factors, these have bands and, where there is room, a sheet.
func (f *latent) lay(p *scene.Pen, box scene.Box, two bool) (t strand) {
	s := p.Size
	gutter := float32(14)
	if two && box.H > 190*s {
		gutter = 50
	}
	plot := scene.At(box.X+gutter*s, box.Y+38*s, box.W-(gutter+14)*s, box.H-(38+26)*s)
	free := plot.H
	wide := two && box.H >= 210*s && box.H < 470*s && box.W >= 1.9*box.H // the sheet stands beside, so that the bands have room
	tall := !wide && box.H >= 372*s && box.W >= 300*s
	switch {
	case tall:
		side := scene.Clamp(0.44*free, 110*s, 0.5*plot.W)
		t.seen = scene.At(plot.X, plot.Y+plot.H-side-2*s, plot.W, side)
		if two {
			t.sheet = scene.At(t.seen.X, t.seen.Y, side, side)
			t.seen.X, t.seen.W = t.seen.X+side+24*s, t.seen.W-side-24*s
		}
		free -= side + (20+26)*s
	case wide:
		side := min(free-2*s, 0.34*box.W)
		plot.W -= side + 62*s
		t.sheet = scene.At(plot.X+plot.W+62*s, plot.Y, side, side)
	}
	t.tiles = int(scene.Clamp(plot.W/(60*s), min(9, plot.W/(24*s)), 15))
	if side := plot.W / float32(t.tiles); side > 0.4*free {
		t.tiles = min(int(plot.W/(0.4*free))+1, 21)
	}
	side := plot.W / float32(t.tiles)
	t.strip = scene.At(plot.X, plot.Y, plot.W, side)
	free -= side + 8*s
	t.track = scene.At(plot.X, plot.Y+side+8*s, plot.W, free)
	if two && free >= 100*s {
		t.track.H = min(30*s, 0.3*free)
		band := (free - t.track.H - 16*s) / 2
		for k := range t.bands {
			t.bands[k] = scene.At(plot.X, t.track.Y+t.track.H+8*s+float32(k)*(band+8*s), plot.W, band)
		}
	}
	return t
}

// foot is the lowest part that has the line's axis.
func (t *strand) foot() scene.Box {
	if t.bands[1].H > 0 {
		return t.bands[1]
	}
	return t.track
}

// thread draws the map of one number.
func (f *latent) thread(b *scene.Base, p *scene.Pen, box scene.Box) {
	s := p.Size
	t := f.lay(p, box, len(f.read) > 0)
	p.Caption(box, "One number: drag the ring along the line", "Drag the ring along the line", "Drag the ring", "Map")
	if n := len(p.Labels); n > 0 && box.W > 430*s {
		room := box.W - 45*s - p.Width(&p.Labels[n-1])
		p.Begin(box.X+box.W-15*s, box.Y+22*s, scene.End, tint.Dim)
		p.Str("colour: ")
		p.Str(b.Set.Names[0])
		p.Fits(13*s, room)
	}
	foot := t.foot()
	p.Hit(scene.Hit{Target: Map, Feel: scene.Grabbing, X: t.strip.X, Y: t.strip.Y, X2: t.strip.X + t.strip.W, Y2: foot.Y + foot.H})
	f.strip(b, p, &t)
	f.codeLine(b, p, t.track)
	for k := range t.bands {
		if t.bands[k].H > 0 {
			f.band(b, p, t.bands[k], k)
		}
	}
	p.Across(scene.Axis{Plot: foot, Lo: b.Bounds.X, Span: b.Bounds.W, Gap: 34, First: 0, End: 22, Off: 15, Size: 11.5})
	p.Write(foot.X+foot.W, foot.Y+foot.H+15*s, scene.End, tint.Dim, "z").Size = 12 * s
	if t.sheet.H > 0 {
		f.sheet(b, p, t.sheet)
	}
	if t.seen.H > 0 {
		f.seen(b, p, t.seen)
	}
	f.atRing(b, p, &t)
}

// across is where a code stands on the line, across, at its end where it lies beyond.
func (f *latent) across(b *scene.Base, m scene.Box, z float32) float32 {
	return m.X + m.W*scene.Clamp((z-b.Bounds.X)/b.Bounds.W, 0, 1)
}

// strip is what the decoder paints along the line, each picture over its own place.
func (f *latent) strip(b *scene.Base, p *scene.Pen, t *strand) {
	w := t.strip.W / float32(t.tiles)
	p.Rect(t.strip, 0, tint.Ramp, 0, 1)
	for i := range t.tiles {
		u := (float32(i) + 0.5) / float32(t.tiles)
		at := scene.At(t.strip.X+float32(i)*w+1, t.strip.Y+1, w-2, t.strip.H-2)
		if b.Form() == data.Pictures {
			p.Picture(b.Square(at), b.Side(), f.painted(b, u), tint.Ramp, 0.9)
			continue
		}
		p.Frame(at, 1, tint.Ramp, 0.3)
		b.Example(p, at.Inset(2), f.painted(b, u), tint.Faint, 1)
	}
}

// codeLine is the line itself with the codes of all examples. Their heights mean nothing: they are spread so that none hides another.
func (f *latent) codeLine(b *scene.Base, p *scene.Pen, m scene.Box) {
	p.Rect(m, 4*p.Size, tint.Ramp, 0, 1)
	if b.Snap.Setup.Cloud {
		f.prior(b, p, m)
		f.clouds(b, p, m)
	}
	r := min(max(m.W/240, 1.6), 3)
	for i, z := range b.Codes[:b.Set.Train+b.Set.Valid] {
		p.Add(scene.Mark{Kind: scene.Disc, Role: tint.Hue, X: f.across(b, m, z), Y: m.Y + m.H*(0.1+0.8*scene.Lift(i)), W: r, V: b.Hue(i), A: 0.9})
	}
}

// band shows factor k at each code: that of its example as a dot, and as a line what the decoder paints there.
func (f *latent) band(b *scene.Base, p *scene.Pen, m scene.Box, k int) {
	s := p.Size
	p.Rect(m, 0, tint.Ramp, 0, 1)
	p.Add(scene.OnDark(scene.Line, m.X, m.Y+m.H/2, m.X+m.W, m.Y+m.H/2, 1, 0.4, 0.28))
	r := min(max(m.W/260, 1.5), 2.8)
	in := scene.At(m.X, m.Y+r+1, m.W, m.H-2*r-2)
	for i, z := range b.Codes[:b.Set.Train+b.Set.Valid] {
		p.Add(scene.Mark{Kind: scene.Disc, Role: tint.Hue, X: f.across(b, in, z), Y: in.Y + in.H*(1-b.Set.Factor(i, k)), W: r, V: b.Hue(i), A: 0.75})
	}
	f.path(p, func(i int) scene.Point {
		return scene.Point{X: f.across(b, in, f.sweep[i]), Y: in.Y + in.H*(1-f.reading(i, k))}
	}, 2*s, m.W)
	x := m.X - 6*s
	p.First(x, m.Y+m.H/2+4*s, scene.End, tint.Dim, 12*s, 46*s, b.Set.Names[k])
	if m.H < 46*s {
		return
	}
	for _, v := range [2]float32{0, 1} {
		p.Begin(x, m.Y+10*s+(1-v)*(m.H-11*s), scene.End, tint.Faint)
		f.value(b, p, k, v, 0)
		p.End().Size = 10.5 * s
	}
}

// path draws the thread where at says that its codes lie. What lies further apart than leap is joined by dashes: there one picture fades into the other, and
// no bar between them is painted.
func (f *latent) path(p *scene.Pen, at func(i int) scene.Point, w, leap float32) {
	last := at(0)
	first := int32(len(p.Points))
	p.Points = append(p.Points, last)
	flush := func() {
		k := scene.Mark{Kind: scene.Poly, Role: tint.Ramp, W: w + 2.6, A: 0.75, First: first, Count: int32(len(p.Points)) - first}
		if k.Count > 1 {
			p.Add(k)
			k.V, k.W, k.A = 1, w, 1
			p.Add(k)
		}
		first = int32(len(p.Points))
	}
	for i := 1; i < sweepCodes; i++ {
		next := at(i)
		if dx, dy := next.X-last.X, next.Y-last.Y; dx*dx+dy*dy > leap*leap {
			flush()
			k := scene.OnDark(scene.Line, last.X, last.Y, next.X, next.Y, 0.6*w, 1, 0.9)
			k.Dash = 4
			p.Add(k)
		}
		p.Points = append(p.Points, next)
		last = next
	}
	flush()
}

// sheet lays out all that the examples come of, and across it what one number can paint.
func (f *latent) sheet(b *scene.Base, p *scene.Pen, m scene.Box) {
	s := p.Size
	p.Hit(scene.Hit{Target: Sheet, Feel: scene.Grabbing, X: m.X, Y: m.Y, X2: m.X + m.W, Y2: m.Y + m.H})
	p.Rect(m, 0, tint.Ramp, 0, 1)
	on := func(u, v float32) scene.Point { return scene.Point{X: m.X + m.W*u, Y: m.Y + m.H*(1-v)} }
	r := min(max(m.W/110, 1.3), 2.2)
	for i := range b.Set.Train + b.Set.Valid {
		at := on(b.Set.Factor(i, 0), b.Set.Factor(i, 1))
		p.Add(scene.Mark{Kind: scene.Disc, Role: tint.Hue, X: at.X, Y: at.Y, W: r, V: b.Hue(i), A: 0.6})
	}
	f.path(p, func(i int) scene.Point { return on(f.reading(i, 0), f.reading(i, 1)) }, 2.4*s, 0.15*m.W)
	at := on(f.reading(sweepCodes, 0), f.reading(sweepCodes, 1))
	if i := b.Snap.View.Sample; i >= 0 && !b.Snap.View.Held { // the shown example, and where on the thread its code brings it
		true := on(b.Set.Factor(i, 0), b.Set.Factor(i, 1))
		p.Within(m, scene.OnDark(scene.Line, true.X, true.Y, at.X, at.Y, 1.6*s, 1, 0.9))
		p.Cross(true.X, true.Y, 5*s)
	}
	p.Handle(at.X, at.Y, 7*s)
	p.Frame(m, 1, tint.Line, 1)
	y := m.Y + m.H + 15*s
	for k, v := range [4]float32{0, 1, 0, 1} {
		switch {
		case k < 2 && v == 0:
			p.Begin(m.X, y, scene.Start, tint.Faint)
		case k < 2:
			p.Begin(m.X+m.W, y, scene.End, tint.Faint)
		default:
			p.Begin(m.X-6*s, m.Y+10*s+(1-v)*(m.H-11*s), scene.End, tint.Faint)
		}
		f.value(b, p, k/2, v, 0)
		p.End().Size = 10.5 * s
	}
	p.First(m.X+m.W/2, y, scene.Middle, tint.Dim, 12*s, m.W-64*s, b.Set.Names[0])
	p.First(m.X-6*s, m.Y+m.H/2+4*s, scene.End, tint.Dim, 12*s, 46*s, b.Set.Names[1])
}

// seen fills what is free beside the sheet: the shown example and what the ring paints, what this reads, and what the thread is.
func (f *latent) seen(b *scene.Base, p *scene.Pen, at scene.Box) {
	s := p.Size
	side := min((at.W-18*s)/2, at.H-(18+20+24)*s, 120*s)
	if side < 30*s {
		return
	}
	_, back := f.shownAndBack(b, p, scene.At(at.X, at.Y, 2*side+18*s, side+18*s))
	if len(f.read) == 0 {
		return
	}
	x, y := at.X, back.Y+side+19*s
	for k := range 2 {
		for range 2 { // the second below the first where both have no room in one line
			p.Begin(x, y, scene.Start, tint.Ink)
			p.Str(b.Set.Names[k])
			p.Str(" ")
			f.value(b, p, k, f.reading(sweepCodes, k), 1)
			if p.Fits(12.5*s, at.X+at.W-x) {
				x += p.Width(&p.Labels[len(p.Labels)-1]) + 16*s
				break
			}
			x, y = at.X, y+18*s
		}
	}
	for i, words := range [3][2]string{{"The square: every bar there is.", "Square: every bar"}, {"The thread: all that one number paints.", "Thread: what z paints"}, {"Dashes: one picture fades into another.", "Dashes: a fade"}} {
		if i == 0 && b.Snap.Setup.Data != data.Bars {
			continue
		}
		if y += 20 * s; y > at.Y+at.H {
			return
		}
		p.First(at.X, y, scene.Start, tint.Dim, 12*s, at.W, words[0], words[1])
	}
}

// atRing draws the ring, a line through all that belongs to its code, and over the strip, where the hand is, what is painted there.
func (f *latent) atRing(b *scene.Base, p *scene.Pen, t *strand) {
	s, foot := p.Size, t.foot()
	x := f.across(b, t.track, b.At[0])
	for _, k := range [2]scene.Mark{scene.OnDark(scene.Line, x, t.strip.Y, x, foot.Y+foot.H, 3.4*s, 0, 0.7), scene.OnDark(scene.Line, x, t.strip.Y, x, foot.Y+foot.H, 1.6*s, 1, 0.9)} {
		p.Add(k)
	}
	for k := range t.bands {
		if m := t.bands[k]; m.H > 0 {
			p.Handle(x, m.Y+3+(m.H-6)*(1-f.reading(sweepCodes, k)), 4*s)
		}
	}
	y := t.track.Y + t.track.H/2
	p.Handle(x, y, max(min(t.track.H/2-1, 11*s), 5))
	side := 1.3 * t.strip.H
	at := scene.At(scene.Clamp(x-side/2, t.strip.X, t.strip.X+t.strip.W-side), t.strip.Y+t.strip.H/2-side/2, side, side)
	answer(b, p, at)
}
