package figures

import (
	"hourglass/core/nn"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The maps of the stencil at work: from the input to the copy, with what a number sees of the input, or paints of the copy, framed on the way.

// A field is the rows and columns of a layer that a number sees, or paints. One that is not open has none.
type field struct {
	x0, y0, x1, y1 int
	open           bool
}

// trace finds what number n sees in the layers before it, back to the input, and of the decoder's what it paints in those behind, on to the copy.
func (f *atwork) trace(n number) {
	f.fields = [maxStations]field{}
	l := &f.layers[n.station]
	if l.body == units {
		return
	}
	x, y := n.i/l.shape.Channels%l.shape.Width, n.i/l.shape.Channels/l.shape.Width
	f.fields[n.station] = field{x, y, x, y, true}
	for i := n.station; i > 0; i-- {
		c, ok := f.layers[i].joint.(nn.Conv)
		if !ok {
			break
		}
		f.fields[i-1] = f.fields[i].back(c)
	}
	for i := n.station + 1; i < len(f.layers) && n.station > f.neck; i++ {
		c, ok := f.layers[i].joint.(nn.ConvT)
		if !ok {
			break
		}
		f.fields[i] = f.fields[i-1].on(c)
	}
	if c, ok := l.joint.(nn.ConvT); ok && l.body == ends {
		f.fields[n.station-1] = f.fields[n.station].writers(c)
	}
}

// back is the window that a convolution looks at, as far as it lies on the picture.
func (r field) back(c nn.Conv) field {
	low, high := -c.Pad, c.Kernel-1-c.Pad
	return field{r.x0*c.Stride + low, r.y0*c.Stride + low, r.x1*c.Stride + high, r.y1*c.Stride + high, true}.within(c.Width, c.Height)
}

// on is the window that a transposed convolution paints.
func (r field) on(c nn.ConvT) field {
	high, wide := painted(c)
	low, far := -c.Pad, c.Kernel-1-c.Pad
	return field{r.x0*c.Stride + low, r.y0*c.Stride + low, r.x1*c.Stride + far, r.y1*c.Stride + far, true}.within(wide, high)
}

// writers are the places whose windows fall on r.
func (r field) writers(c nn.ConvT) field {
	first := func(v int) int { return max(v+c.Pad-c.Kernel+c.Stride, 0) / c.Stride }
	last := func(v int) int { return (v + c.Pad) / c.Stride }
	return field{first(r.x0), first(r.y0), last(r.x1), last(r.y1), true}.within(c.Width, c.Height)
}

func (r field) within(wide, high int) field {
	r.x0, r.y0, r.x1, r.y1 = max(r.x0, 0), max(r.y0, 0), min(r.x1, wide-1), min(r.y1, high-1)
	return r
}

// river lays all layers from left to right, each with as many tiles as it has maps.
func (f *atwork) river(b *scene.Base, p *scene.Pen, box scene.Box, n number) {
	const broad, slim = 1.3, 0.36 // shares of the ends and of the code
	all := float32(0)
	for i := range f.layers {
		all += f.share(i, broad, slim)
	}
	gap, foot := 8*p.Size, 18*p.Size
	if box.W < narrowNet*p.Size {
		gap = 4 * p.Size
	}
	unit := (box.W - gap*float32(len(f.layers)-1)) / all
	x := box.X
	for i := range f.layers {
		l := &f.layers[i]
		at := scene.At(x, box.Y, unit*f.share(i, broad, slim), box.H-foot)
		switch {
		case l.body == units:
			f.code(b, p, at, n)
		case l.body == ends:
			f.end(b, p, at, i, n)
		default:
			f.tiles(b, p, at, i, n)
		}
		if i == 0 || l.body != ends || !f.twinned(at) {
			f.caption(p, at, box.Y+box.H-4*p.Size, i, gap)
		}
		x += at.W + gap
	}
}

// share is how much of the width station i has.
func (f *atwork) share(i int, broad, slim float32) float32 {
	switch f.layers[i].body {
	case ends:
		return broad
	case units:
		return slim
	}
	return 1
}

// caption writes what stands over it, as much as there is room for.
func (f *atwork) caption(p *scene.Pen, at scene.Box, y float32, i int, gap float32) {
	l, x, size, room := &f.layers[i], at.X+at.W/2, 11.5*p.Size, at.W+gap-2
	switch {
	case i == 0:
		p.First(x, y, scene.Middle, tint.Dim, size, room, "input x", "x")
	case l.body == ends:
		p.First(x, y, scene.Middle, tint.Dim, size, room, "copy x̂", "x̂")
	case l.body == units:
		p.First(x, y, scene.Middle, tint.Sand, size, room, "code z", "z")
	default:
		for _, whole := range [2]bool{true, false} {
			p.Begin(x, y, scene.Middle, tint.Dim)
			p.Count(l.shape.Channels)
			p.Str(" maps")
			if whole {
				p.Str(" ")
				p.Count(l.shape.Height)
				p.Str("×")
				p.Count(l.shape.Width)
			}
			if p.Fits(size, room) {
				return
			}
		}
	}
}

// twinned tells whether there is room in the copy's column for the twin's beneath it. Their names then stand for that of the column.
func (f *atwork) twinned(at scene.Box) bool { return len(f.other) > 0 && at.H > 96 }

// end draws the input, to paint on, or the copy with the twin's beneath it.
func (f *atwork) end(b *scene.Base, p *scene.Pen, at scene.Box, i int, n number) {
	twin := i > 0 && f.twinned(at)
	side := min(at.W, at.H)
	if twin {
		side = min(at.W, at.H/2-19*p.Size)
	}
	pic := scene.At(at.X+(at.W-side)/2, at.Y+(at.H-side)/2, side, side)
	if twin {
		pic.Y = at.Y + (at.H/2-19*p.Size-side)/2
		low := pic
		low.Y = pic.Y + at.H/2 + 9*p.Size
		p.Picture(low, b.Side(), f.other, tint.Ramp, 1)
		p.Frame(low, 1, tint.Line, 1)
		f.off(b, p, pic, b.Output, 0, at.W)
		f.off(b, p, low, f.other, 1, at.W)
	}
	if i == 0 {
		p.Picture(pic, b.Side(), b.Snap.View.Input, tint.Ramp, 1)
	} else {
		p.Picture(pic, b.Side(), b.Output, tint.Ramp, 1)
	}
	p.Frame(pic, 1, tint.Line, 1)
	f.outline(p, pic, i, 2, tint.Hue)
	c := side / float32(b.Side())
	for k := range b.Set.Dim() {
		h := scene.Hit{Target: Pixel, Feel: scene.Drawing, Index: int32(k)}
		if i > 0 {
			h = f.hit(number{i, k})
		}
		h.X, h.Y = pic.X+c*float32(k%b.Side()), pic.Y+c*float32(k/b.Side())
		h.X2, h.Y2 = h.X+c, h.Y+c
		p.Hit(h)
	}
}

// off writes under a copy of the shown picture whose it is, and how far off.
func (f *atwork) off(b *scene.Base, p *scene.Pen, pic scene.Box, copied []float32, which int, room float32) {
	sum := float32(0)
	for i, v := range b.Snap.View.Input {
		d := v - copied[i]
		sum += d * d / float32(len(copied))
	}
	role := [2]tint.Role{tint.Sand, tint.Ink}[which]
	for _, whole := range [2]bool{true, false} {
		p.Begin(pic.X+pic.W/2, pic.Y+pic.H+14*p.Size, scene.Middle, role)
		if whole {
			p.Str(b.Called(which))
			p.Str(" ")
		}
		p.Num(min(sum, 9), 3)
		if p.Fits(11.5*p.Size, room+6*p.Size) {
			return
		}
	}
}

// outline frames the field of station i on a picture or map, in a colour that is seen on the ramp in every theme, or on a ground in that of the theme.
func (f *atwork) outline(p *scene.Pen, pic scene.Box, i int, wide float32, role tint.Role) {
	r, s := f.fields[i], f.layers[i].shape
	if !r.open || r.x1 < r.x0 || r.y1 < r.y0 {
		return
	}
	c := pic.W / float32(s.Width)
	x, y := pic.X+c*float32(r.x0), pic.Y+c*float32(r.y0)
	p.Add(scene.Mark{Kind: scene.Frame, Role: role, X: x, Y: y, X2: x + c*float32(r.x1-r.x0+1), Y2: y + c*float32(r.y1-r.y0+1), W: wide * p.Size, V: 1, A: 1})
}

// code draws the numbers of the code one over another, each a place to point at.
func (f *atwork) code(b *scene.Base, p *scene.Pen, at scene.Box, n number) {
	step := min(at.H/float32(len(b.At)), 22*p.Size)
	y := at.Y + (at.H-step*float32(len(b.At)))/2
	wide := min(at.W, 26*p.Size)
	for k, v := range b.At {
		cell := scene.At(at.X+(at.W-wide)/2, y+step*float32(k), wide, max(step-max(0.12*step, 0.5), 0.5))
		p.Rect(cell, min(3, step/4), tint.Panel, 0, 1)
		p.Rect(cell, min(3, step/4), tint.Signed, v, min(scene.Abs(v)/3, 1))
		p.Frame(cell, 1, tint.Line, 1)
		if f.layers[n.station].body == units && n.i == k {
			p.Frame(cell, 2*p.Size, tint.Sand, 1)
		}
		h := f.hit(number{f.neck, k})
		h.X, h.Y, h.X2, h.Y2 = at.X, y+step*float32(k), at.X+at.W, y+step*float32(k+1)
		p.Hit(h)
	}
}

// tiles draws the maps of station i in as many columns as make them largest.
func (f *atwork) tiles(b *scene.Base, p *scene.Pen, at scene.Box, i int, n number) {
	l := &f.layers[i]
	k, out, unit := l.shape.Channels, f.out(b, i), unitOf(b, b.Model.Show[l.show])
	loud := loudest(unit, out)
	across, step := 1, float32(0)
	for c := 1; c <= k; c++ {
		if s := min(at.W/float32(c), at.H/float32((k+c-1)/c), 92*p.Size); s > step {
			across, step = c, s
		}
	}
	side := step - max(0.09*step, 1.5)
	x0 := at.X + (at.W-step*float32(across)+step-side)/2
	y0 := at.Y + (at.H-step*float32((k+across-1)/across)+step-side)/2
	c := side / float32(l.shape.Width)
	for m := range k {
		pic := scene.At(x0+step*float32(m%across), y0+step*float32(m/across), side, side)
		greys := p.Tile(pic.X, pic.Y, c, l.shape.Width, tint.Ramp, 1)
		for j := range greys {
			greys[j] = scene.Grey(lightness(unit, out[j*k+m]*loud))
		}
		own := n.station == i && n.i%k == m
		switch {
		case own:
			p.Frame(pic.Inset(-1.5*p.Size), 1.5*p.Size, tint.Ink, 1)
			f.outline(p, pic, i, 2, tint.Hue)
		case n.station == i:
		default:
			f.outline(p, pic, i, 1, tint.Hue)
		}
		for j := range l.shape.Width * l.shape.Height {
			h := f.hit(number{i, j*k + m})
			h.X, h.Y = pic.X+c*float32(j%l.shape.Width), pic.Y+c*float32(j/l.shape.Width)
			h.X2, h.Y2 = h.X+c, h.Y+c
			p.Hit(h)
		}
	}
}

// loudest is what the numbers of a layer are scaled by, so that those of units that nothing bounds use all of the ramp.
func loudest(unit nn.Unit, out []float32) float32 {
	end := float32(3) // where lightness has its end
	switch unit {
	case nn.Tanh, nn.Sigmoid:
		return 1
	}
	most := float32(0.1)
	for _, v := range out {
		most = max(most, scene.Abs(v))
	}
	return end / most
}
