package figures

import (
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The two ends of the network: the input, to paint on, and the copy that comes back, in the form of the data.

// coarse is the side up to which a picture has room for gaps and frames round its pixels.
const coarse = 7

// endColumn lays the input or the output, an example x in its form.
func (f *network) endColumn(b *scene.Base, p *scene.Pen, c *column, box scene.Box, x []float32) {
	size := 7 * min(0.0278*box.W, 0.0755*box.H)
	if box.W < narrowNet {
		size = 7 * min(0.0262*box.W, 0.06*box.H)
	}
	c.n = len(x)
	switch b.Form() {
	case data.Pictures:
		if c.side = b.Side(); c.side > coarse {
			size *= 1.1
		}
		c.cell = size / float32(c.side)
		c.w, c.h = size, size
	case data.Signals:
		c.wave, c.w, c.h = x, size, 0.72*size
	case data.Tables:
		c.table, c.w, c.h = true, size, min(float32(c.n)*26*p.Size, 0.78*box.H)
	case data.Points:
		c.track = max(min(0.22*box.H, 0.72*size, (box.H-64*p.Size)/2-46*p.Size), 8*p.Size)
		c.spacing, c.r = c.track+46*p.Size, min(11*p.Size, 0.12*size)
		c.w, c.h = 2*c.r, float32(c.n)*c.spacing
	}
}

// input draws what goes in, and makes it paintable.
func (f *network) input(b *scene.Base, p *scene.Pen, c *column) {
	a := float32(1)
	if b.Snap.View.Held {
		a = 0.4
	}
	switch b.Form() {
	case data.Pictures:
		grid(p, c, b.Snap.View.Input, a)
	case data.Signals:
		sheet(p, c.box())
		p.Signal(c.box(), b.Snap.View.Input, tint.Ink, 2*p.Size, a)
	case data.Tables:
		c.entries(b, p, b.Snap.View.Input, nil, tint.Ink, a)
	case data.Points:
		f.numbers(b, p, c, b.Snap.View.Input, "x", a)
	}
	for i := range c.n {
		p.Hit(c.cellHit(scene.Hit{Target: Pixel, Feel: scene.Drawing, Index: int32(i)}, i))
	}
}

// copied draws what comes back. In the loss phase of slow motion it shows in rose how far off each number is.
func (f *network) copied(b *scene.Base, p *scene.Pen, c *column, layer int) {
	in, out := b.Snap.View.Input, b.Output
	misses := b.Snap.Phase == train.Measured || b.Snap.Phase == train.Backward
	switch b.Form() {
	case data.Pictures:
		grid(p, c, out, 1)
		if misses {
			missed(p, c, in, out)
		}
	case data.Signals:
		sheet(p, c.box())
		if misses {
			for i := range out {
				from, to := scene.OnSignal(c.box(), in, i), scene.OnSignal(c.box(), out, i)
				p.Line(from.X, from.Y, to.X, to.Y, 2.5*p.Size, tint.Rose, 0.9)
			}
		}
		if !b.Snap.View.Held {
			p.Signal(c.box(), in, tint.Faint, 1.2*p.Size, 0.8)
		}
		p.Signal(c.box(), out, tint.Sand, 2*p.Size, 1)
	case data.Tables:
		known := in
		if b.Snap.View.Held {
			known = nil
		}
		c.entries(b, p, out, known, tint.Sand, 1)
		if misses {
			for i := range out {
				if at := c.entry(i); in[i] > 0 {
					p.Line(at.X+at.W*in[i], at.Y+at.H/2, at.X+at.W*min(out[i], 1), at.Y+at.H/2, 3*p.Size, tint.Rose, 1)
				}
			}
		}
	case data.Points:
		f.numbers(b, p, c, out, "x̂", 1)
		if misses {
			for i := range out {
				p.Line(c.x+2*c.r, c.slide(i, in[i]), c.x+2*c.r, c.slide(i, out[i]), 5*p.Size, tint.Rose, 1)
			}
		}
	}
	for i := range c.n {
		p.Hit(c.cellHit(scene.Hit{Target: scene.Node, Feel: scene.Pointing, Layer: int32(layer), Index: int32(i)}, i))
	}
}

// missed frames every pixel that came back wrong; of pictures too fine for frames it covers the pixel.
func missed(p *scene.Pen, c *column, in, out []float32) {
	if c.side > coarse {
		greys := p.Tile(c.x-c.w/2, c.cy-c.h/2, c.cell, c.side, tint.Rose, 0.85)
		for i := range greys {
			greys[i] = scene.Grey(1.6 * scene.Abs(out[i]-in[i]))
		}
		return
	}
	half := c.cell / 2
	for i := range out {
		x, y := c.at(i)
		p.Frame(scene.At(x-half+2, y-half+2, c.cell-4, c.cell-4), 2.5, tint.Rose, min(2*scene.Abs(out[i]-in[i]), 1))
	}
}

// cellHit gives h the place of number i: its pixel, its strip of the signal, or its track.
func (c *column) cellHit(h scene.Hit, i int) scene.Hit {
	x, y := c.at(i)
	switch {
	case c.side > 0:
		half := c.cell / 2
		h.X, h.Y, h.X2, h.Y2 = x-half, y-half, x+half, y+half
	case c.wave != nil:
		half := c.w / float32(c.n-1) / 2
		h.X, h.Y, h.X2, h.Y2 = x-half, c.cy-c.h/2, x+half, c.cy+c.h/2
	case c.table:
		at := c.entry(i)
		h.X, h.Y, h.X2, h.Y2 = at.X, at.Y, at.X+at.W, at.Y+at.H
	default:
		wide := max(c.r, 14)
		h.X, h.Y, h.X2, h.Y2 = x-wide, c.slide(i, scene.PlaneReach), x+wide, c.slide(i, -scene.PlaneReach)
	}
	return h
}

// sheet is the ground that an end of the network stands on, so that no edge shows through it.
func sheet(p *scene.Pen, box scene.Box) {
	out := box.Inset(-3)
	p.Rect(out, 4, tint.Ground, 0, 1)
	p.Frame(out, 1, tint.Line, 1)
}

// grid draws a picture in its column: cell by cell while there is room for gaps between them.
func grid(p *scene.Pen, c *column, v []float32, a float32) {
	sheet(p, c.box())
	if c.side > coarse {
		p.Picture(c.box(), c.side, v, tint.Ramp, a)
		return
	}
	gap := min(2*p.Size, 0.1*c.cell)
	for i, g := range v {
		cx, cy := c.at(i)
		p.Rect(scene.At(cx-c.cell/2+gap/2, cy-c.cell/2+gap/2, c.cell-gap, c.cell-gap), min(2.5, 0.12*c.cell), tint.Ramp, min(max(g, 0), 1), a)
	}
}

// slide is where value v of number i stands on its track, from -planeReach at the foot to planeReach at the head.
func (c *column) slide(i int, v float32) float32 {
	_, y := c.at(i)
	return y - c.track/2*min(max(v/scene.PlaneReach, -1), 1)
}

// numbers draws each number as a track with a thumb, and what it is beneath.
func (f *network) numbers(b *scene.Base, p *scene.Pen, c *column, v []float32, name string, a float32) {
	for i, value := range v {
		x, _ := c.at(i)
		head, foot, zero, thumb := c.slide(i, scene.PlaneReach), c.slide(i, -scene.PlaneReach), c.slide(i, 0), c.slide(i, value)
		track := scene.At(x-c.r, head, 2*c.r, foot-head)
		p.Rect(track.Inset(-1), c.r, tint.Faint, 0, 0.6)
		p.Rect(track, c.r, tint.Ground, 0, 1)
		p.Rect(scene.At(x-0.3*c.r, min(zero, thumb), 0.6*c.r, scene.Abs(zero-thumb)), 0, tint.Signed, value, 0.9*a)
		p.Line(x-c.r, zero, x+c.r, zero, 1, tint.Faint, 0.9)
		p.Disc(x, thumb, c.r, tint.Ground, 0, 1)
		p.Disc(x, thumb, 0.72*c.r, tint.Signed, value, a)
		p.Ring(x, thumb, c.r, 1.5*p.Size, tint.Ink, a)
		p.Begin(x, foot+19*p.Size, scene.Middle, tint.Ink)
		p.Str(name)
		p.Below(i + 1)
		p.Str(" ")
		p.Num(value, 2)
		p.End().Size = 13 * p.Size
	}
}
