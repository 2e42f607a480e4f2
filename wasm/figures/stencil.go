package figures

import (
	"math"

	"hourglass/core/nn"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// Convolutions: their feature maps, and of their weights one stencil, to the unit under the pointer or in the middle.

// mostMaps is how many feature maps a column shows.
const mostMaps = 6

// mapColumn lays feature maps one over another, h high at most.
func (c *column) mapColumn(p *scene.Pen, box scene.Box, h float32) {
	c.rows = c.shape.Channels
	c.most(mostMaps, mostMaps-2, 1)
	wide := float32(1)
	if c.shape.Height == 1 {
		wide = 2
	}
	c.spacing = min(h/float32(c.slots()), 0.062*box.W, 84*p.Size)
	c.h = 0.84 * c.spacing // of one map
	c.w = wide * c.h
}

// onMap is the middle of number i, which counts channels first, then along the row.
func (c *column) onMap(i int) (x, y float32) {
	place, channel := i/c.shape.Channels, i%c.shape.Channels
	w, h := float32(c.shape.Width), float32(c.shape.Height)
	x = c.x - c.w/2 + c.w*(float32(place%c.shape.Width)+0.5)/w
	return x, c.level(channel) - c.h/2 + c.h*(float32(place/c.shape.Width)+0.5)/h
}

// maps draws what the units of a convolution say, a picture or a signal for each channel. Where there is room each place can be pointed at.
func (f *network) maps(b *scene.Base, p *scene.Pen, c *column) {
	at := b.Model.Show[c.show]
	out, unit, k := b.One.Out(at), unitOf(b, at), c.shape.Channels
	for m := range k {
		if !c.shows(m) {
			continue
		}
		y := c.level(m)
		box := scene.At(c.x-c.w/2, y-c.h/2, c.w, c.h)
		if c.shape.Height == 1 {
			p.Rect(box, 2, tint.Panel, 0, 1)
			first := int32(len(p.Points))
			for i := range c.shape.Width {
				x, _ := c.onMap(i*k + m)
				p.Points = append(p.Points, scene.Point{X: x, Y: box.Y + box.H*(1-scene.Clamp(lightness(unit, out[i*k+m]), 0, 1))})
			}
			p.Add(scene.Mark{Kind: scene.Poly, Role: tint.Ink, W: 1.3, A: 1, First: first, Count: int32(c.shape.Width)})
		} else {
			greys := p.Tile(box.X, box.Y, c.w/float32(c.shape.Width), c.shape.Width, tint.Ramp, 1)
			for i := range greys {
				greys[i] = scene.Grey(lightness(unit, out[i*k+m]))
			}
		}
		p.Frame(box, 1, tint.Line, 1)
	}
	if wide, high := c.w/float32(c.shape.Width), c.h/float32(c.shape.Height); c.met >= 0 && c.seen(c.met) {
		x, y := c.onMap(c.met)
		p.Frame(scene.At(x-wide/2, y-high/2, wide, high), 1.5*p.Size, tint.Sand, 1)
	}
	f.mapHits(p, c)
}

// mapHits makes every number of the maps that are seen a place to point at, as long as they are large enough.
func (f *network) mapHits(p *scene.Pen, c *column) {
	wide, high := c.w/float32(c.shape.Width), c.h/float32(c.shape.Height)
	if wide < 2.5 {
		return
	}
	for i := range c.n {
		if !c.seen(i) {
			continue
		}
		x, y := c.onMap(i)
		p.Hit(scene.Hit{Target: scene.Node, Feel: scene.Pointing, Layer: int32(c.show), Index: int32(i), X: x - wide/2, Y: y - high/2, X2: x + wide/2, Y2: y + high/2})
	}
}

// looked is the number of a column that is pointed at or open, or -1.
func looked(c *column, look *scene.Look) int {
	for _, h := range [...]scene.Hit{look.Hover, look.Open} {
		if h.Target == scene.Node && int(h.Layer) == c.show && c.show >= 0 && int(h.Index) < c.n && h.Index >= 0 && c.seen(int(h.Index)) {
			return int(h.Index)
		}
	}
	return -1
}

// stencil draws the weights of a convolution that meet in one number: those from the window that it looks at, or of a transposed one those to the
// window that it paints.
func (f *network) stencil(b *scene.Base, p *scene.Pen, from, to *column, quiet float32, look *scene.Look) {
	arena := b.Snap.Params
	if len(b.Snap.Grads) > 0 {
		arena = b.Snap.Grads
	}
	w := b.Model.Net.Of(to.layer.at, arena)
	pen := threads{p: p, from: from, to: to, quiet: quiet, back: len(b.Snap.Grads) > 0, flow: look.Flow}
	switch l := to.joint.(type) {
	case nn.Conv:
		pen.scale = 1 / (2.6*rms(w[:l.Kernel*l.Kernel*l.In*l.Out]) + 1e-12)
		into := looked(to, look)
		if into < 0 {
			into = (to.shape.Height/2*to.shape.Width + to.shape.Width/2) * l.Out
		}
		gather(l, w, into, pen.add)
		to.met = into
	case nn.ConvT:
		pen.scale = 1 / (2.6*rms(w[:l.Kernel*l.Kernel*l.In*l.Out]) + 1e-12)
		if into := looked(to, look); into >= 0 {
			reach(l, w, into, pen.add)
			return // what is pointed at is seen
		}
		out := looked(from, look)
		if out < 0 {
			out = (l.Height/2*l.Width + l.Width/2) * l.In
		}
		scatter(l, w, out, pen.add)
		from.met = out
	}
}

// A tap is told one weight of a stencil: from number from of one column to number to of the next.
type tap func(from, to int, v float32)

// gather taps the weights into number o of what a convolution makes.
func gather(l nn.Conv, w []float32, o int, add tap) {
	channel, wide := o%l.Out, (l.Width+2*l.Pad-l.Kernel)/l.Stride+1
	x0, y0 := o/l.Out%wide*l.Stride-l.Pad, o/l.Out/wide*l.Stride-l.Pad
	for u := range l.Kernel {
		for v := range l.Kernel {
			y, x := y0+u, x0+v
			if y < 0 || x < 0 || y >= l.Height || x >= l.Width {
				continue
			}
			for c := range l.In {
				add((y*l.Width+x)*l.In+c, o, w[((u*l.Kernel+v)*l.In+c)*l.Out+channel])
			}
		}
	}
}

// scatter taps the weights from number i of what a transposed convolution takes.
func scatter(l nn.ConvT, w []float32, i int, add tap) {
	high, wide := painted(l)
	x0, y0 := i/l.In%l.Width*l.Stride-l.Pad, i/l.In/l.Width*l.Stride-l.Pad
	for u := range l.Kernel {
		for v := range l.Kernel {
			y, x := y0+u, x0+v
			if y < 0 || x < 0 || y >= high || x >= wide {
				continue
			}
			for c := range l.Out {
				add(i, (y*wide+x)*l.Out+c, w[((i%l.In*l.Kernel+u)*l.Kernel+v)*l.Out+c])
			}
		}
	}
}

// reach taps the weights into number o of what a transposed convolution paints.
func reach(l nn.ConvT, w []float32, o int, add tap) {
	_, wide := painted(l)
	x, y := o/l.Out%wide+l.Pad, o/l.Out/wide+l.Pad
	for u := range l.Kernel {
		for v := range l.Kernel {
			i, j := (y-u)/l.Stride, (x-v)/l.Stride
			if y < u || x < v || i*l.Stride+u != y || j*l.Stride+v != x || i >= l.Height || j >= l.Width {
				continue
			}
			for c := range l.In {
				add((i*l.Width+j)*l.In+c, o, w[((c*l.Kernel+u)*l.Kernel+v)*l.Out+o%l.Out])
			}
		}
	}
}

// painted is the height and width of what a transposed convolution makes.
func painted(l nn.ConvT) (high, wide int) {
	grown := l.Kernel - 2*l.Pad + l.OutPad
	return (l.Height-1)*l.Stride + grown, (l.Width-1)*l.Stride + grown
}

// threads draw single weights between two columns, as edges does those of dense layers.
type threads struct {
	p            *scene.Pen
	from, to     *column
	scale, quiet float32
	back, flow   bool
}

func (t *threads) add(from, to int, v float32) {
	if !t.from.seen(from) || !t.to.seen(to) {
		return
	}
	a := scene.Clamp(scene.Abs(v)*t.scale, 0, 1)
	x, y := t.from.at(from)
	x2, y2 := t.to.at(to)
	m := scene.Mark{Kind: scene.Curve, Role: tint.Signed, V: v, X: x, Y: y, X2: x2, Y2: y2, W: 0.9*t.p.Size + 2*t.p.Size*a,
		A: t.quiet * (0.15 + 0.8*a*float32(math.Sqrt(float64(a))))}
	switch {
	case t.back:
		m.Flow = -1
	case t.flow && a > 0.3:
		m.Flow = a
	}
	t.p.Add(m)
}
