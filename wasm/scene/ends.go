package scene

import (
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/tint"
)

// The two ends of the network: the input, to paint on, and the copy that comes back, in the form of the data.

// coarse is the side up to which a picture has room for gaps and frames round its pixels.
const coarse = 7

// endColumn lays the input or the output, an example x in its form.
func (b *Builder) endColumn(p *pen, c *column, box Box, x []float32) {
	size := 7 * min(0.0278*box.W, 0.0755*box.H)
	if box.W < narrowNet {
		size = 7 * min(0.0262*box.W, 0.06*box.H)
	}
	c.n = len(x)
	switch b.form() {
	case data.Pictures:
		if c.side = b.side(); c.side > coarse {
			size *= 1.1
		}
		c.cell = size / float32(c.side)
		c.w, c.h = size, size
	case data.Signals:
		c.wave, c.w, c.h = x, size, 0.72*size
	case data.Points:
		c.track = min(0.22*box.H, 0.72*size)
		c.spacing, c.r = c.track+46*p.size, min(11*p.size, 0.12*size)
		c.w, c.h = 2*c.r, float32(c.n)*c.spacing
	}
}

// input draws what goes in, and makes it paintable.
func (b *Builder) input(p *pen, c *column) {
	a := float32(1)
	if b.snap.View.Held {
		a = 0.4
	}
	switch b.form() {
	case data.Pictures:
		p.grid(c, b.snap.View.Input, a)
	case data.Signals:
		p.sheet(c.box())
		p.signal(c.box(), b.snap.View.Input, tint.Ink, 2*p.size, a)
	case data.Points:
		b.numbers(p, c, b.snap.View.Input, "x", a)
	}
	for i := range c.n {
		p.hit(c.cellHit(Hit{Target: Pixel, Index: int32(i)}, i))
	}
}

// copied draws what comes back. In the loss phase of slow motion it shows in rose how far off each number is.
func (b *Builder) copied(p *pen, c *column, layer int) {
	in, out := b.snap.View.Input, b.output
	misses := b.snap.Phase == train.Measured || b.snap.Phase == train.Backward
	switch b.form() {
	case data.Pictures:
		p.grid(c, out, 1)
		if misses {
			p.missed(c, in, out)
		}
	case data.Signals:
		p.sheet(c.box())
		if misses {
			for i := range out {
				from, to := onSignal(c.box(), in, i), onSignal(c.box(), out, i)
				p.line(from.X, from.Y, to.X, to.Y, 2.5*p.size, tint.Rose, 0.9)
			}
		}
		if !b.snap.View.Held {
			p.signal(c.box(), in, tint.Faint, 1.2*p.size, 0.8)
		}
		p.signal(c.box(), out, tint.Sand, 2*p.size, 1)
	case data.Points:
		b.numbers(p, c, out, "x̂", 1)
		if misses {
			for i := range out {
				p.line(c.x+2*c.r, c.slide(i, in[i]), c.x+2*c.r, c.slide(i, out[i]), 5*p.size, tint.Rose, 1)
			}
		}
	}
	for i := range c.n {
		p.hit(c.cellHit(Hit{Target: Node, Layer: int32(layer), Index: int32(i)}, i))
	}
}

// missed frames every pixel that came back wrong; of pictures too fine for frames it covers the pixel.
func (p *pen) missed(c *column, in, out []float32) {
	if c.side > coarse {
		greys := p.tile(c.x-c.w/2, c.cy-c.h/2, c.cell, c.side, tint.Rose, 0.85)
		for i := range greys {
			greys[i] = grey(1.6 * abs(out[i]-in[i]))
		}
		return
	}
	half := c.cell / 2
	for i := range out {
		x, y := c.at(i)
		p.frame(Box{x - half + 2, y - half + 2, c.cell - 4, c.cell - 4}, 2.5, tint.Rose, min(2*abs(out[i]-in[i]), 1))
	}
}

// cellHit gives h the place of number i: its pixel, its strip of the signal, or its track.
func (c *column) cellHit(h Hit, i int) Hit {
	x, y := c.at(i)
	switch {
	case c.side > 0:
		half := c.cell / 2
		h.X, h.Y, h.X2, h.Y2 = x-half, y-half, x+half, y+half
	case c.wave != nil:
		half := c.w / float32(c.n-1) / 2
		h.X, h.Y, h.X2, h.Y2 = x-half, c.cy-c.h/2, x+half, c.cy+c.h/2
	default:
		wide := max(c.r, 14)
		h.X, h.Y, h.X2, h.Y2 = x-wide, c.slide(i, planeReach), x+wide, c.slide(i, -planeReach)
	}
	return h
}

// sheet is the ground that an end of the network stands on, so that no edge shows through it.
func (p *pen) sheet(box Box) {
	out := box.inset(-3)
	p.rect(out, 4, tint.Ground, 0, 1)
	p.frame(out, 1, tint.Line, 1)
}

// grid draws a picture in its column: cell by cell while there is room for gaps between them.
func (p *pen) grid(c *column, v []float32, a float32) {
	p.sheet(c.box())
	if c.side > coarse {
		p.picture(c.box(), c.side, v, tint.Ramp, a)
		return
	}
	gap := min(2*p.size, 0.1*c.cell)
	for i, g := range v {
		cx, cy := c.at(i)
		p.rect(Box{cx - c.cell/2 + gap/2, cy - c.cell/2 + gap/2, c.cell - gap, c.cell - gap}, min(2.5, 0.12*c.cell), tint.Ramp, min(max(g, 0), 1), a)
	}
}

// slide is where value v of number i stands on its track, from -planeReach at the foot to planeReach at the head.
func (c *column) slide(i int, v float32) float32 {
	_, y := c.at(i)
	return y - c.track/2*min(max(v/planeReach, -1), 1)
}

// numbers draws each number as a track with a thumb, and what it is beneath.
func (b *Builder) numbers(p *pen, c *column, v []float32, name string, a float32) {
	for i, value := range v {
		x, _ := c.at(i)
		head, foot, zero, thumb := c.slide(i, planeReach), c.slide(i, -planeReach), c.slide(i, 0), c.slide(i, value)
		track := Box{x - c.r, head, 2 * c.r, foot - head}
		p.rect(track.inset(-1), c.r, tint.Faint, 0, 0.6)
		p.rect(track, c.r, tint.Ground, 0, 1)
		p.rect(Box{x - 0.3*c.r, min(zero, thumb), 0.6 * c.r, abs(zero - thumb)}, 0, tint.Signed, value, 0.9*a)
		p.line(x-c.r, zero, x+c.r, zero, 1, tint.Faint, 0.9)
		p.disc(x, thumb, c.r, tint.Ground, 0, 1)
		p.disc(x, thumb, 0.72*c.r, tint.Signed, value, a)
		p.ring(x, thumb, c.r, 1.5*p.size, tint.Ink, a)
		p.begin(x, foot+19*p.size, Middle, tint.Ink)
		p.str(name)
		p.below(i + 1)
		p.str(" ")
		p.num(value, 2)
		p.end().Size = 13 * p.size
	}
}

// Ink is the value that a stroke at height y gives the number of a Pixel hit. It reports false for a pixel of a picture, which is inked
// as a whole.
func (b *Builder) Ink(h Hit, y float32) (value float32, ok bool) {
	if b.model == nil || b.form() == data.Pictures || h.Y2 <= h.Y {
		return 0, false
	}
	v := 1 - min(max((y-h.Y)/(h.Y2-h.Y), 0), 1)
	if b.form() == data.Points {
		v = planeReach * (2*v - 1)
	}
	return v, true
}
