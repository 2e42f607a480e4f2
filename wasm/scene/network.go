package scene

import (
	"math"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/train"
	"hourglass/wasm/tint"
)

// The network: input to paint, every weight, the neck, the reconstruction, in the outline of an hourglass.

// A column is one layer on the stage: a picture, a signal, numbers to slide, or units one over another.
type column struct {
	x, cy   float32 // middle
	n       int
	w, h    float32   // of all of it
	side    int       // of a picture, in pixels; 0 for anything else
	cell    float32   // of a picture, a side of a pixel on the stage
	wave    []float32 // of a signal, its values
	track   float32   // of numbers, the length of the track that each slides on
	spacing float32   // of units and numbers
	r       float32   // radius of a unit, half the width of a number's track
}

// at is where the edges of number i begin or end.
func (c *column) at(i int) (x, y float32) {
	switch {
	case c.side > 0:
		h := float32(c.side-1) / 2
		return c.x + (float32(i%c.side)-h)*c.cell, c.cy + (float32(i/c.side)-h)*c.cell
	case c.wave != nil:
		on := onSignal(c.box(), c.wave, i)
		return on.X, on.Y
	}
	return c.x, c.cy + (float32(i)-float32(c.n-1)/2)*c.spacing
}

func (c *column) box() Box { return Box{c.x - c.w/2, c.cy - c.h/2, c.w, c.h} }

// maxColumns is input, three hidden layers, code, three hidden layers, output.
const maxColumns = 9

// columns places the layers. Hidden layers stand closer together towards the neck, and lower.
func (b *Builder) columns(p *pen, box Box, dst *[maxColumns]column) []column {
	show := b.model.Show
	n := len(show) + 1
	deep := len(b.model.Hidden)
	edge := float32(0.112)
	if box.W < narrowNet {
		edge = 0.12
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
		case i == 0:
			b.endColumn(p, c, box, b.snap.View.Input)
		case i == n-1:
			b.endColumn(p, c, box, b.output)
		case from == deep+1:
			c.n = b.snap.Setup.Neck
			c.spacing = min(34*p.size, max(0.5, min(0.72, 0.03*float32(c.n)))*box.H/float32(c.n))
			c.r = min(15*p.size, 0.44*c.spacing)
		default:
			c.n = b.model.Net.Out(show[i-1]).Size()
			h := 0.76 * box.H * (1 - 0.4*float32(from-1)/float32(deep))
			c.spacing = min(h/float32(c.n), 40*p.size)
			c.r = max(min(8*p.size, 0.36*c.spacing), 1)
		}
	}
	return dst[:n]
}

// narrowNet is the width below which a network is drawn with few words.
const narrowNet = 560

func (b *Builder) network(p *pen, box Box, look *Look) {
	var memory [maxColumns]column
	b.netBox = box
	cols := b.columns(p, box, &memory)
	neck := len(cols) / 2
	b.silhouette(p, box, &cols[neck])
	var room [maxColumns]ae.Fan
	fans := b.fans(&room)
	crowd := crowd(fans)
	for i := range fans {
		b.edges(p, cols, i, &fans[i], neck, crowd, look)
	}
	b.input(p, &cols[0])
	b.copied(p, &cols[len(cols)-1], len(cols)-2)
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
		return min(abs(b.snap.View.Input[i]), 1)
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

// fans are the weights that are drawn, layer by layer, in dst's memory: in the backward phase of slow motion their gradients.
func (b *Builder) fans(dst *[maxColumns]ae.Fan) []ae.Fan {
	arena := b.snap.Params
	if len(b.snap.Grads) > 0 {
		arena = b.snap.Grads
	}
	for i := range b.model.Show {
		dst[i] = b.model.Fan(i, arena)
	}
	return dst[:len(b.model.Show)]
}

// throng is how many weights are drawn at most, the largest of each layer, for the sake of frame time.
const throng = 1650

// crowd is how many weights each of the fans may draw, so that all together keep to throng: small layers draw all of theirs.
func crowd(fans []ae.Fan) int {
	most := throng
	for {
		total := 0
		for i := range fans {
			total += min(fans[i].In*fans[i].Out, most)
		}
		if total <= throng {
			return most
		}
		most -= most/16 + 1
	}
}

// threshold is the size from 0 to 1, a share of 1/scale, below which weights are left out so that at most n are drawn.
func threshold(w []float32, scale float32, n int) float32 {
	if len(w) <= n {
		return 0
	}
	const bins = 128
	var count [bins + 1]int32
	for _, v := range w {
		i := bins
		if v = abs(v) * scale; v < 1 {
			i = int(bins * v)
		}
		count[i]++
	}
	left := int32(n)
	for i := bins; i > 0; i-- {
		if left -= count[i]; left < 0 {
			return float32(i+1) / bins
		}
	}
	return 1.0 / bins // the rest are next to nothing
}

// edges draws every weight between column i and the next: sign as colour, size as width and opacity, and brighter where it has
// much to carry now. In the backward phase of slow motion it is the gradient that is drawn, running back.
func (b *Builder) edges(p *pen, cols []column, i int, f *ae.Fan, neck, crowd int, look *Look) {
	from, to := &cols[i], &cols[i+1]
	back := len(b.snap.Grads) > 0
	n := f.In * f.Out
	scale := 1 / (2.6*rms(f.W) + 1e-12)
	least, most, wide := float32(0), float32(0.62), 1.5*p.size
	switch {
	case n > crowd:
		least, most, wide = threshold(f.W, scale, crowd), 0.2, 0.9*p.size
	case n < 400:
		most, wide = 0.85, 2.6*p.size
	}
	quiet := float32(1)
	if b.snap.View.Held && i < neck {
		quiet = 0.25
	}
	floor := least / scale
	floor *= floor
	for s := range f.In {
		x, y := from.at(s)
		carry := float32(1)
		if !back {
			carry = 0.35 + 0.65*b.loud(cols, i, s)
		}
		for t := range f.Out {
			v := f.At(s, t)
			if v*v < floor { // of a large layer most are
				continue
			}
			a := clamp(abs(v)*scale, 0, 1)
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

// units draws one hidden layer or the code.
func (b *Builder) units(p *pen, c *column, layer int, code bool) {
	at := b.model.Show[layer]
	out := b.one.Out(at)
	unit := b.unitOf(at)
	for i := range c.n {
		x, y := c.at(i)
		switch {
		case code && c.r < 6: // no room for a disc in a ring: the whole unit lights up
			p.disc(x, y, c.r, tint.Ground, 0, 1)
			p.disc(x, y, c.r, tint.Signed, out[i], min(abs(out[i])/2, 1))
			p.ring(x, y, c.r, 1, tint.Sand, 0.55)
		case code:
			p.disc(x, y, c.r, tint.Ground, 0, 1)
			p.disc(x, y, c.r*min(abs(out[i])/3, 0.72), tint.Signed, out[i], 0.9)
			p.ring(x, y, c.r, 2.5*p.size, tint.Sand, 1)
		case c.r < 2.5:
			p.disc(x, y, c.r, tint.Ramp, lightness(unit, out[i]), 1)
		default:
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
	last, words := len(cols)-1, len(p.Labels)
	in, out, code := &cols[0], &cols[last], &cols[neck]
	under := in.cy + in.h/2 + 27*p.size
	small := box.W < narrowNet
	p.begin(in.x, under, Middle, tint.Dim)
	p.str("input x")
	if !small {
		p.str(" · ")
		p.count(in.n)
	}
	p.end()
	b.wipe(p, box, in.x, under)
	p.begin(out.x, under, Middle, tint.Dim)
	switch room := 2 * (box.X + box.W - out.x); {
	case small:
		p.str("copy x̂")
	case room < 23*0.56*13.5*p.size: // too narrow for the long word
		p.str("copy x̂ · ")
		p.count(out.n)
	default:
		p.str("reconstruction x̂ · ")
		p.count(out.n)
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
	if b.snap.Setup.Cloud && !b.snap.View.Held {
		p.str("mean μ · ")
	} else {
		p.str("code z · ")
	}
	p.count(code.n)
	l := p.end()
	l.Size = 14.5 * p.size
	b.halves(p, box, in, out, code, l)
	b.codeNumbers(p, code, cols[neck+1].x-cols[neck+1].r)
	b.phaseLabel(p, box, words)
}

// halves names encoder and decoder above them, by their letters where the words would meet, where that leaves the code's own label alone.
func (b *Builder) halves(p *pen, box Box, in, out, code *column, label *Label) {
	y, reach := box.Y+26*p.size, p.width(label)/2
	below := label.Y-y > 17*p.size
	first, second := (in.x+code.x)/2-0.02*box.W, (out.x+code.x)/2+0.02*box.W
	meet := (p.letters("encoder F")+p.letters("decoder G"))/2*0.56*14*p.size+10*p.size > second-first
	put := func(x float32, word, letter string) {
		n := len(p.Labels)
		if meet {
			word = letter
		}
		l := p.text(x, y, Middle, tint.Dim, word)
		l.Size = 14 * p.size
		if !below && abs(x-code.x) < reach+p.width(l)/2+6*p.size {
			p.Labels = p.Labels[:n]
		}
	}
	put(first, "encoder F", "F")
	put(second, "decoder G", "G")
}

// codeNumbers writes what each number of the code is, as far as there is room: not where they would lie over each other, or over the column
// that begins at next, and of a crowd only those that are not zero.
func (b *Builder) codeNumbers(p *pen, code *column, next float32) {
	size := min(13*p.size, 0.8*code.spacing)
	x := code.x + code.r + 9*p.size
	if size < 9.2 || x+2.6*size > next {
		return
	}
	for i := range code.n {
		if code.n > 12 && abs(b.at[i]) < 0.005 {
			continue
		}
		_, y := code.at(i)
		p.begin(x, y+min(5*p.size, 0.4*size), Start, tint.Ink)
		p.num(b.at[i], 2)
		p.end().Size = size
	}
}

// wipe offers an empty input to draw on, where there is room under its name.
func (b *Builder) wipe(p *pen, box Box, x, under float32) {
	y := under + 25*p.size
	if b.form() == data.Points || y > box.Y+box.H-12*p.size {
		return
	}
	p.text(x, y, Middle, tint.Sea, "clear").Size = 13 * p.size
	p.hit(Hit{Target: Wipe, X: x - 26*p.size, Y: y - 17*p.size, X2: x + 26*p.size, Y2: y + 8*p.size})
}

// phase is what slow motion, or a held ring, is doing: in a sentence, and in as few words as a phone has room for. Both are empty at other times.
func (b *Builder) phase() (sentence, few string) {
	pictures := b.form() == data.Pictures
	switch {
	case b.snap.Phase == train.Forward && pictures:
		return "1 Forward: pictures run left to right", "1 Forward: left to right"
	case b.snap.Phase == train.Forward:
		return "1 Forward: numbers run left to right", "1 Forward: left to right"
	case b.snap.Phase == train.Measured && pictures && b.side() <= coarse:
		return "2 Loss: a rose frame shows how far off a pixel is", "2 Loss: rose shows the error"
	case b.snap.Phase == train.Measured:
		return "2 Loss: rose shows how far off the copy is", "2 Loss: rose shows the error"
	case b.snap.Phase == train.Backward:
		return "3 Backward: lines show the gradient of each weight", "3 Backward: gradients"
	case b.moved:
		return "4 Update: every weight moves a little", "4 Update"
	case b.snap.View.Held && pictures:
		return "The decoder paints from the ring", "Painted from the ring"
	case b.snap.View.Held:
		return "The decoder starts from the place you hold", "Starts from the ring"
	}
	return "", ""
}

// phaseLabel writes it at the foot of the network, as long as there is room; on a phone the network's other words, from the first-th label on, give way to it.
func (b *Builder) phaseLabel(p *pen, box Box, first int) {
	sentence, few := b.phase()
	if sentence == "" {
		return
	}
	n := len(p.Labels)
	p.first(box.X+box.W/2, box.Y+box.H-12*p.size, Middle, tint.Sand, 15*p.size, 0.88*box.W, sentence, few) // bold letters are wider than others
	if len(p.Labels) == n {
		return
	}
	p.Labels[n].Bold = true
	if box.W < wideEnough { // the sizes of the layers come back with the next step
		p.thin(first)
	}
}

// abs is an instruction in a browser too, where min and max are calls of some ten nanoseconds: what runs for every code, number, weight or
// point of a frame has abs, clamp and comparisons instead.
func abs(v float32) float32 { return float32(math.Abs(float64(v))) }

// clamp is v, or the nearer of lo and hi where it lies outside.
func clamp(v, lo, hi float32) float32 {
	switch {
	case v < lo:
		return lo
	case v > hi:
		return hi
	}
	return v
}

func rms(v []float32) float32 {
	s := float32(0)
	for _, x := range v {
		s += x * x
	}
	return float32(math.Sqrt(float64(s / float32(len(v)))))
}
