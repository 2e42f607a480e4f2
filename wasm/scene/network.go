package scene

import (
	"math"

	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/train"
	"hourglass/wasm/tint"
)

// The network: input to paint, every weight, the neck, the reconstruction, in the outline of an hourglass.

// A column is one layer on the stage: a picture, or units one over another.
type column struct {
	x, cy   float32 // middle
	n       int
	cell    float32 // of a picture; 0 for units
	spacing float32 // of units
	r       float32 // radius of a unit
}

func (c *column) at(i int) (x, y float32) {
	if c.cell > 0 {
		h := float32(data.Side-1) / 2
		return c.x + (float32(i%data.Side)-h)*c.cell, c.cy + (float32(i/data.Side)-h)*c.cell
	}
	return c.x, c.cy + (float32(i)-float32(c.n-1)/2)*c.spacing
}

// maxColumns is input, three hidden layers, code, three hidden layers, output.
const maxColumns = 9

// columns places the layers. Hidden layers stand closer together towards the neck, and lower.
func (b *Builder) columns(p *pen, box Box, dst *[maxColumns]column) []column {
	show := b.model.Show
	n := len(show) + 1
	deep := len(b.model.Hidden)
	narrow := box.W < 560
	cell := min(0.0278*box.W, 0.0755*box.H)
	edge := float32(0.112)
	if narrow {
		cell, edge = min(0.0262*box.W, 0.06*box.H), 0.12
	}
	cy := box.Y + box.H*0.5
	for i := range n {
		c := &dst[i]
		*c = column{cy: cy}
		from := i // distance from the outer end on this side
		if i > n/2 {
			from = n - 1 - i
		}
		t := float32(math.Pow(float64(from)/float64(deep+1), 0.85))
		x := edge + (0.5-edge)*t
		if i > n/2 {
			x = 1 - x
		}
		c.x = box.X + x*box.W
		switch {
		case i == 0 || i == n-1:
			c.n, c.cell = data.Dim, cell
		case from == deep+1:
			c.n = b.snap.Setup.Neck
			c.spacing = min(34*p.size, 0.5*box.H/float32(c.n))
			c.r = min(15*p.size, 0.44*c.spacing)
		default:
			c.n = b.model.Net.Out(show[i-1]).Size()
			h := 0.76 * box.H * (1 - 0.4*float32(from-1)/float32(deep))
			c.spacing = min(h/float32(c.n), 40*p.size)
			c.r = min(8*p.size, 0.36*c.spacing)
		}
	}
	return dst[:n]
}

func (b *Builder) network(p *pen, box Box, look *Look) {
	var memory [maxColumns]column
	cols := b.columns(p, box, &memory)
	neck := len(cols) / 2
	b.silhouette(p, box, &cols[neck])
	for i := range cols[1:] {
		b.edges(p, cols, i, neck, look)
	}
	b.inputGrid(p, &cols[0])
	b.outputGrid(p, &cols[len(cols)-1], len(cols)-2)
	for i := 1; i < len(cols)-1; i++ {
		b.units(p, &cols[i], i-1, i == neck)
	}
	b.networkLabels(p, box, cols, neck)
}

// silhouette is the glass: wide, narrow, wide, warm on the left and cool on the right.
func (b *Builder) silhouette(p *pen, box Box, neck *column) {
	const steps = 28
	wide := 0.445 * box.H
	narrow := min(max(44*p.size, float32(neck.n)*neck.spacing/2+24*p.size), wide)
	first := int32(len(p.Points))
	half := func(i int) (x, h float32) {
		t := float32(i)/steps*2 - 1
		x = box.X + box.W*(0.5+0.485*t)
		t = min(1.12*float32(math.Abs(float64(t))), 1)
		return x, narrow + (wide-narrow)*t*t*(3-2*t)
	}
	for _, side := range [2]float32{-1, 1} {
		for i := range steps + 1 {
			x, h := half(i)
			p.Points = append(p.Points, Point{x, neck.cy + side*h})
		}
	}
	p.add(Mark{Kind: Area, Role: tint.Sand, V: float32(tint.Sea), A: 0.11, First: first, Count: steps + 1})
}

// loud is how strongly number i of column col speaks, 0 to 1, for the shown picture.
func (b *Builder) loud(cols []column, col, i int) float32 {
	if col == 0 {
		return b.snap.View.Input[i]
	}
	layer := b.model.Show[col-1]
	v := b.one.Out(layer)[i]
	switch unit := b.unitOf(layer); unit {
	case nn.Tanh, nn.Sigmoid:
		return abs(v)
	}
	return min(abs(v)/2, 1)
}

// unitOf is the activation function of a layer, Linear for a dense one.
func (b *Builder) unitOf(layer int) nn.Unit {
	if u, ok := b.model.Net.Layers[layer].(nn.Unit); ok {
		return u
	}
	return nn.Linear
}

// crowd is the number of weights in one layer above which the faintest are left out, for the sake of frame time.
const crowd = 1600

// edges draws every weight between column i and the next: sign as colour, size as width and opacity, and brighter where it has
// much to carry now. In the backward phase of slow motion it is the gradient that is drawn, running back.
func (b *Builder) edges(p *pen, cols []column, i, neck int, look *Look) {
	from, to := &cols[i], &cols[i+1]
	f := b.model.Fan(i, b.snap.Params)
	back := len(b.snap.Grads) > 0
	if back {
		f = b.model.Fan(i, b.snap.Grads)
	}
	n := f.In * f.Out
	scale := 1 / (2.6*rms(f.W) + 1e-12)
	least, most := float32(0), float32(0.62)
	if n > crowd {
		least, most = 0.3, 0.5
	}
	wide := 1.5 * p.size
	if n < 400 {
		most, wide = 0.85, 2.6*p.size
	}
	quiet := float32(1)
	if b.snap.View.Held && i < neck {
		quiet = 0.25
	}
	for s := range f.In {
		x, y := from.at(s)
		carry := float32(1)
		if !back {
			carry = 0.35 + 0.65*b.loud(cols, i, s)
		}
		for t := range f.Out {
			v := f.At(s, t)
			a := min(abs(v)*scale, 1)
			if a < least {
				continue
			}
			x2, y2 := to.at(t)
			m := Mark{Kind: Curve, Role: tint.Signed, V: v, X: x, Y: y, X2: x2, Y2: y2,
				W: 0.7*p.size + wide*a, A: quiet * carry * (0.05 + most*a*float32(math.Sqrt(float64(a))))}
			if back {
				m.Flow = -1
			} else if look.Flow && a*carry > 0.3 {
				m.Flow = a * carry
			}
			p.add(m)
		}
	}
}

func (b *Builder) inputGrid(p *pen, c *column) {
	a := float32(1)
	if b.snap.View.Held {
		a = 0.4
	}
	b.grid7(p, c, b.snap.View.Input, a)
	half := c.cell / 2
	for i := range data.Dim {
		x, y := c.at(i)
		p.hit(Hit{Target: Pixel, X: x - half, Y: y - half, X2: x + half, Y2: y + half, Index: int32(i)})
	}
}

func (b *Builder) outputGrid(p *pen, c *column, layer int) {
	b.grid7(p, c, b.output, 1)
	half := c.cell / 2
	for i := range data.Dim {
		x, y := c.at(i)
		p.hit(Hit{Target: Node, X: x - half, Y: y - half, X2: x + half, Y2: y + half, Layer: int32(layer), Index: int32(i)})
		if b.snap.Phase == train.Measured || b.snap.Phase == train.Backward {
			miss := abs(b.output[i] - b.snap.View.Input[i])
			p.frame(Box{x - half + 2, y - half + 2, c.cell - 4, c.cell - 4}, 2.5, tint.Rose, min(2*miss, 1))
		}
	}
}

// grid7 draws a picture in its column, on a ground of its own so that no edge shows through between the cells.
func (b *Builder) grid7(p *pen, c *column, v []float32, a float32) {
	side := c.cell * data.Side
	x, y := c.x-side/2, c.cy-side/2
	p.rect(Box{x - 3, y - 3, side + 6, side + 6}, 4, tint.Ground, 0, 1)
	p.frame(Box{x - 3, y - 3, side + 6, side + 6}, 1, tint.Line, 1)
	gap := min(2*p.size, 0.1*c.cell)
	for i, g := range v {
		cx, cy := c.at(i)
		p.rect(Box{cx - c.cell/2 + gap/2, cy - c.cell/2 + gap/2, c.cell - gap, c.cell - gap}, min(2.5, 0.12*c.cell), tint.Ramp, g, a)
	}
}

// units draws one hidden layer or the code.
func (b *Builder) units(p *pen, c *column, layer int, code bool) {
	at := b.model.Show[layer]
	out := b.one.Out(at)
	unit := b.unitOf(at)
	for i := range c.n {
		x, y := c.at(i)
		if code {
			p.disc(x, y, c.r, tint.Ground, 0, 1)
			p.disc(x, y, c.r*min(abs(out[i])/3, 0.72), tint.Signed, out[i], 0.9)
			p.ring(x, y, c.r, 2.5*p.size, tint.Sand, 1)
		} else {
			p.disc(x, y, c.r, tint.Ramp, lightness(unit, out[i]), 1)
			p.ring(x, y, c.r, 1, tint.Faint, 0.7)
		}
		p.hit(Hit{Target: Node, X: x, Y: y, R: max(c.r, min(12, c.spacing/2)), Layer: int32(layer), Index: int32(i)})
	}
}

// lightness places an activation on the ramp: units with two ends use all of it, the others from zero up.
func lightness(u nn.Unit, v float32) float32 {
	switch u {
	case nn.Tanh:
		return (v + 1) / 2
	case nn.Sigmoid:
		return v
	case nn.Linear:
		return 0.5 + v/6
	}
	return v / 3
}

func (b *Builder) networkLabels(p *pen, box Box, cols []column, neck int) {
	last := len(cols) - 1
	in, out, code := &cols[0], &cols[last], &cols[neck]
	under := in.cy + data.Side*in.cell/2 + 27*p.size
	small := box.W < 560
	p.begin(in.x, under, Middle, tint.Dim)
	p.str("input x")
	if !small {
		p.str(" · ")
		p.count(data.Dim)
	}
	p.end()
	p.begin(out.x, under, Middle, tint.Dim)
	if small {
		p.str("copy x̂")
	} else {
		p.str("reconstruction x̂ · ")
		p.count(data.Dim)
	}
	p.end()
	for i := 1; i < last; i++ {
		if i != neck {
			p.begin(cols[i].x, min(cols[i].cy+float32(cols[i].n)*cols[i].spacing/2+26*p.size, box.Y+box.H-10*p.size), Middle, tint.Dim)
			p.count(cols[i].n)
			if !small || len(cols) <= 5 {
				p.str(" ")
				p.str(b.snap.Setup.Unit.String())
			}
			p.end()
		}
	}
	top := code.cy - float32(code.n)*code.spacing/2 - 20*p.size
	p.begin(code.x, top, Middle, tint.Sand)
	p.str("code z · ")
	p.count(code.n)
	p.end().Size = 14.5 * p.size
	for i := range code.n {
		x, y := code.at(i)
		p.begin(x+code.r+9*p.size, y+5*p.size, Start, tint.Ink)
		p.num(b.at[i], 2)
		p.end().Size = min(13*p.size, 0.8*code.spacing)
	}
	p.text((in.x+code.x)/2-0.02*box.W, box.Y+26*p.size, Middle, tint.Dim, "encoder F").Size = 14 * p.size
	p.text((out.x+code.x)/2+0.02*box.W, box.Y+26*p.size, Middle, tint.Dim, "decoder G").Size = 14 * p.size
	b.phaseLabel(p, box)
}

// phaseLabel says what slow motion is doing.
func (b *Builder) phaseLabel(p *pen, box Box) {
	s := ""
	switch {
	case b.snap.Phase == train.Forward:
		s = "1 Forward: pictures run left to right"
	case b.snap.Phase == train.Measured:
		s = "2 Loss: a rose frame shows how far off a pixel is"
	case b.snap.Phase == train.Backward:
		s = "3 Backward: lines show the gradient of each weight"
	case b.moved:
		s = "4 Update: every weight moves a little"
	case b.snap.View.Held:
		s = "The decoder paints from the ring"
	default:
		return
	}
	l := p.text(box.X+box.W/2, box.Y+box.H-12*p.size, Middle, tint.Sand, s)
	l.Size, l.Bold = 15*p.size, true
}

func abs(v float32) float32 { return max(v, -v) }

func rms(v []float32) float32 {
	s := float32(0)
	for _, x := range v {
		s += x * x
	}
	return float32(math.Sqrt(float64(s / float32(len(v)))))
}
