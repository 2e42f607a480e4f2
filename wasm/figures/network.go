package figures

import (
	"math"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The network: input to paint, every weight, the neck, the reconstruction, in the outline of an hourglass.

func init() {
	scene.Register(&scene.Figure{
		Name: "network", Label: "Network", Shape: scene.Wide, Least: scene.Size{W: 320, H: 90},
		New: func() scene.Panel { return &network{} },
	})
}

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
		on := scene.OnSignal(c.box(), c.wave, i)
		return on.X, on.Y
	}
	return c.x, c.cy + (float32(i)-float32(c.n-1)/2)*c.spacing
}

func (c *column) box() scene.Box { return scene.At(c.x-c.w/2, c.cy-c.h/2, c.w, c.h) }

// maxColumns is input, three hidden layers, code, three hidden layers, output.
const maxColumns = 9

// columns places the layers. Hidden layers stand closer together towards the neck, and lower.
func (f *network) columns(b *scene.Builder, p *scene.Pen, box scene.Box, dst *[maxColumns]column) []column {
	show := b.Model.Show
	n := len(show) + 1
	deep := len(b.Model.Hidden)
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
			f.endColumn(b, p, c, box, b.Snap.View.Input)
		case i == n-1:
			f.endColumn(b, p, c, box, b.Output)
		case from == deep+1:
			c.n = b.Snap.Setup.Neck
			c.spacing = min(34*p.Size, max(0.5, min(0.72, 0.03*float32(c.n)))*box.H/float32(c.n))
			c.r = min(15*p.Size, 0.44*c.spacing)
		default:
			c.n = b.Model.Net.Out(show[i-1]).Size()
			h := 0.76 * box.H * (1 - 0.4*float32(from-1)/float32(deep))
			c.spacing = min(h/float32(c.n), 40*p.Size)
			c.r = max(min(8*p.Size, 0.36*c.spacing), 1)
		}
	}
	return dst[:n]
}

// network draws the network, and is painted on.
type network struct {
	brush brush
}

// narrowNet is the width below which a network is drawn with few words.
const narrowNet = 560

// Plan implements [scene.Panel]: all that is drawn is the builder's.
func (f *network) Plan(b *scene.Builder) {}

// Update implements [scene.Panel].
func (f *network) Update(b *scene.Builder) {}

// Overlay implements [scene.Overlayer]: the card of the unit that is open or under the pointer.
func (f *network) Overlay(b *scene.Builder, p *scene.Pen, look *scene.Look) bool {
	return card(b, p, look)
}

// Draw implements [scene.Panel].
func (f *network) Draw(b *scene.Builder, p *scene.Pen, box scene.Box, look *scene.Look) {
	var memory [maxColumns]column
	p.Room = box
	cols := f.columns(b, p, box, &memory)
	neck := len(cols) / 2
	f.silhouette(b, p, box, &cols[neck])
	var room [maxColumns]ae.Fan
	fans := f.fans(b, &room)
	crowd := crowd(fans)
	for i := range fans {
		f.edges(b, p, cols, i, &fans[i], neck, crowd, look)
	}
	f.input(b, p, &cols[0])
	f.copied(b, p, &cols[len(cols)-1], len(cols)-2)
	for i := 1; i < len(cols)-1; i++ {
		f.units(b, p, &cols[i], i-1, i == neck)
	}
	f.networkLabels(b, p, box, cols, neck)
}

// silhouette is the glass: wide, narrow, wide, warm on the left and cool on the right.
func (f *network) silhouette(b *scene.Builder, p *scene.Pen, box scene.Box, neck *column) {
	const steps = 28
	wide := 0.445 * box.H
	narrow := min(max(44*p.Size, float32(neck.n)*neck.spacing/2+24*p.Size), wide)
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
			p.Points = append(p.Points, scene.Point{X: x, Y: neck.cy + side*h})
		}
	}
	p.Add(scene.Mark{Kind: scene.Area, Role: tint.Sand, V: float32(tint.Sea), A: 0.11, First: first, Count: steps + 1})
}

// loud is how strongly number i of column col speaks, 0 to 1, for the shown picture.
func (f *network) loud(b *scene.Builder, cols []column, col, i int) float32 {
	if col == 0 {
		return min(scene.Abs(b.Snap.View.Input[i]), 1)
	}
	layer := b.Model.Show[col-1]
	v := b.One.Out(layer)[i]
	switch unit := unitOf(b, layer); unit {
	case nn.Tanh, nn.Sigmoid:
		return scene.Abs(v)
	}
	return min(scene.Abs(v)/2, 1)
}

// unitOf is the activation function of a layer, Linear for a dense one.
func unitOf(b *scene.Builder, layer int) nn.Unit {
	if u, ok := b.Model.Net.Layers[layer].(nn.Unit); ok {
		return u
	}
	return nn.Linear
}

// fans are the weights that are drawn, layer by layer, in dst's memory: in the backward phase of slow motion their gradients.
func (f *network) fans(b *scene.Builder, dst *[maxColumns]ae.Fan) []ae.Fan {
	arena := b.Snap.Params
	if len(b.Snap.Grads) > 0 {
		arena = b.Snap.Grads
	}
	for i := range b.Model.Show {
		dst[i] = b.Model.Fan(i, arena)
	}
	return dst[:len(b.Model.Show)]
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
		if v = scene.Abs(v) * scale; v < 1 {
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
func (f *network) edges(b *scene.Builder, p *scene.Pen, cols []column, i int, fan *ae.Fan, neck, crowd int, look *scene.Look) {
	from, to := &cols[i], &cols[i+1]
	back := len(b.Snap.Grads) > 0
	n := fan.In * fan.Out
	scale := 1 / (2.6*rms(fan.W) + 1e-12)
	least, most, wide := float32(0), float32(0.62), 1.5*p.Size
	switch {
	case n > crowd:
		least, most, wide = threshold(fan.W, scale, crowd), 0.2, 0.9*p.Size
	case n < 400:
		most, wide = 0.85, 2.6*p.Size
	}
	quiet := float32(1)
	if b.Snap.View.Held && i < neck {
		quiet = 0.25
	}
	floor := least / scale
	floor *= floor
	for s := range fan.In {
		x, y := from.at(s)
		carry := float32(1)
		if !back {
			carry = 0.35 + 0.65*f.loud(b, cols, i, s)
		}
		for t := range fan.Out {
			v := fan.At(s, t)
			if v*v < floor { // of a large layer most are
				continue
			}
			a := scene.Clamp(scene.Abs(v)*scale, 0, 1)
			x2, y2 := to.at(t)
			m := scene.Mark{Kind: scene.Curve, Role: tint.Signed, V: v, X: x, Y: y, X2: x2, Y2: y2,
				W: 0.7*p.Size + wide*a, A: quiet * carry * (0.05 + most*a*float32(math.Sqrt(float64(a))))}
			if back {
				m.Flow = -1
			} else if look.Flow && a*carry > 0.3 {
				m.Flow = a * carry
			}
			p.Add(m)
		}
	}
}

// units draws one hidden layer or the code.
func (f *network) units(b *scene.Builder, p *scene.Pen, c *column, layer int, code bool) {
	at := b.Model.Show[layer]
	out := b.One.Out(at)
	unit := unitOf(b, at)
	for i := range c.n {
		x, y := c.at(i)
		switch {
		case code && c.r < 6: // no room for a disc in a ring: the whole unit lights up
			p.Disc(x, y, c.r, tint.Ground, 0, 1)
			p.Disc(x, y, c.r, tint.Signed, out[i], min(scene.Abs(out[i])/2, 1))
			p.Ring(x, y, c.r, 1, tint.Sand, 0.55)
		case code:
			p.Disc(x, y, c.r, tint.Ground, 0, 1)
			p.Disc(x, y, c.r*min(scene.Abs(out[i])/3, 0.72), tint.Signed, out[i], 0.9)
			p.Ring(x, y, c.r, 2.5*p.Size, tint.Sand, 1)
		case c.r < 2.5:
			p.Disc(x, y, c.r, tint.Ramp, lightness(unit, out[i]), 1)
		default:
			p.Disc(x, y, c.r, tint.Ramp, lightness(unit, out[i]), 1)
			p.Ring(x, y, c.r, 1, tint.Faint, 0.7)
		}
		p.Hit(scene.Hit{Target: scene.Node, Feel: scene.Pointing, X: x, Y: y, R: max(c.r, min(12, c.spacing/2)), Layer: int32(layer), Index: int32(i)})
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

func (f *network) networkLabels(b *scene.Builder, p *scene.Pen, box scene.Box, cols []column, neck int) {
	last, words := len(cols)-1, len(p.Labels)
	in, out, code := &cols[0], &cols[last], &cols[neck]
	under := in.cy + in.h/2 + 27*p.Size
	small := box.W < narrowNet
	p.Begin(in.x, under, scene.Middle, tint.Dim)
	p.Str("input x")
	if !small {
		p.Str(" · ")
		p.Count(in.n)
	}
	p.End()
	f.wipe(b, p, box, in.x, under)
	p.Begin(out.x, under, scene.Middle, tint.Dim)
	switch room := 2 * (box.X + box.W - out.x); {
	case small:
		p.Str("copy x̂")
	case room < 23*0.56*13.5*p.Size: // too narrow for the long word
		p.Str("copy x̂ · ")
		p.Count(out.n)
	default:
		p.Str("reconstruction x̂ · ")
		p.Count(out.n)
	}
	p.End()
	for i := 1; i < last; i++ {
		if i != neck {
			p.Begin(cols[i].x, min(cols[i].cy+float32(cols[i].n)*cols[i].spacing/2+26*p.Size, box.Y+box.H-10*p.Size), scene.Middle, tint.Dim)
			p.Count(cols[i].n)
			if !small || len(cols) <= 5 {
				p.Str(" ")
				p.Str(b.Snap.Setup.Unit.String())
			}
			p.End()
		}
	}
	top := code.cy - float32(code.n)*code.spacing/2 - 20*p.Size
	p.Begin(code.x, top, scene.Middle, tint.Sand)
	if b.Snap.Setup.Cloud && !b.Snap.View.Held {
		p.Str("mean μ · ")
	} else {
		p.Str("code z · ")
	}
	p.Count(code.n)
	l := p.End()
	l.Size = 14.5 * p.Size
	f.halves(b, p, box, in, out, code, l)
	f.codeNumbers(b, p, code, cols[neck+1].x-cols[neck+1].r)
	f.phaseLabel(b, p, box, words)
}

// halves names encoder and decoder above them, by their letters where the words would meet, where that leaves the code's own label alone.
func (f *network) halves(b *scene.Builder, p *scene.Pen, box scene.Box, in, out, code *column, label *scene.Label) {
	y, reach := box.Y+26*p.Size, p.Width(label)/2
	below := label.Y-y > 17*p.Size
	first, second := (in.x+code.x)/2-0.02*box.W, (out.x+code.x)/2+0.02*box.W
	meet := (p.Letters("encoder F")+p.Letters("decoder G"))/2*0.56*14*p.Size+10*p.Size > second-first
	put := func(x float32, word, letter string) {
		n := len(p.Labels)
		if meet {
			word = letter
		}
		l := p.Write(x, y, scene.Middle, tint.Dim, word)
		l.Size = 14 * p.Size
		if !below && scene.Abs(x-code.x) < reach+p.Width(l)/2+6*p.Size {
			p.Labels = p.Labels[:n]
		}
	}
	put(first, "encoder F", "F")
	put(second, "decoder G", "G")
}

// codeNumbers writes what each number of the code is, as far as there is room: not where they would lie over each other, or over the column
// that begins at next, and of a crowd only those that are not zero.
func (f *network) codeNumbers(b *scene.Builder, p *scene.Pen, code *column, next float32) {
	size := min(13*p.Size, 0.8*code.spacing)
	x := code.x + code.r + 9*p.Size
	if size < 9.2 || x+2.6*size > next {
		return
	}
	for i := range code.n {
		if code.n > 12 && scene.Abs(b.At[i]) < 0.005 {
			continue
		}
		_, y := code.at(i)
		p.Begin(x, y+min(5*p.Size, 0.4*size), scene.Start, tint.Ink)
		p.Num(b.At[i], 2)
		p.End().Size = size
	}
}

// wipe offers an empty input to draw on, where there is room under its name.
func (f *network) wipe(b *scene.Builder, p *scene.Pen, box scene.Box, x, under float32) {
	y := under + 25*p.Size
	if b.Form() == data.Points || y > box.Y+box.H-12*p.Size {
		return
	}
	p.Write(x, y, scene.Middle, tint.Sea, "clear").Size = 13 * p.Size
	p.Hit(scene.Hit{Target: Wipe, Feel: scene.Pointing, X: x - 26*p.Size, Y: y - 17*p.Size, X2: x + 26*p.Size, Y2: y + 8*p.Size})
}

// phase is what slow motion, or a held ring, is doing: in a sentence, and in as few words as a phone has room for. Both are empty at other times.
func (f *network) phase(b *scene.Builder) (sentence, few string) {
	pictures := b.Form() == data.Pictures
	switch {
	case b.Snap.Phase == train.Forward && pictures:
		return "1 Forward: pictures run left to right", "1 Forward: left to right"
	case b.Snap.Phase == train.Forward:
		return "1 Forward: numbers run left to right", "1 Forward: left to right"
	case b.Snap.Phase == train.Measured && pictures && b.Side() <= coarse:
		return "2 Loss: a rose frame shows how far off a pixel is", "2 Loss: rose shows the error"
	case b.Snap.Phase == train.Measured:
		return "2 Loss: rose shows how far off the copy is", "2 Loss: rose shows the error"
	case b.Snap.Phase == train.Backward:
		return "3 Backward: lines show the gradient of each weight", "3 Backward: gradients"
	case b.Moved:
		return "4 Update: every weight moves a little", "4 Update"
	case b.Snap.View.Held && pictures:
		return "The decoder paints from the ring", "Painted from the ring"
	case b.Snap.View.Held:
		return "The decoder starts from the place you hold", "Starts from the ring"
	}
	return "", ""
}

// phaseLabel writes it at the foot of the network, as long as there is room; on a phone the network's other words, from the first-th label on, give way to it.
func (f *network) phaseLabel(b *scene.Builder, p *scene.Pen, box scene.Box, first int) {
	sentence, few := f.phase(b)
	if sentence == "" {
		return
	}
	n := len(p.Labels)
	p.First(box.X+box.W/2, box.Y+box.H-12*p.Size, scene.Middle, tint.Sand, 15*p.Size, 0.88*box.W, sentence, few) // bold letters are wider than others
	if len(p.Labels) == n {
		return
	}
	p.Labels[n].Bold = true
	if box.W < scene.WideEnough { // the sizes of the layers come back with the next step
		p.Thin(first)
	}
}

func rms(v []float32) float32 {
	s := float32(0)
	for _, x := range v {
		s += x * x
	}
	return float32(math.Sqrt(float64(s / float32(len(v)))))
}
