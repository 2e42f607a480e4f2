package figures

import (
	"math"
	"slices"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The network: input to paint, every weight, the neck, the reconstruction, in the outline of an hourglass.

func init() {
	scene.Register(&scene.Figure{
		Name: "network", Label: "Network", Shape: scene.Wide, Least: scene.Size{W: 320, H: 210},
		New:     func() scene.Panel { return &network{} },
		CanShow: showable,
	})
}

// network draws the network, and is painted on.
type network struct {
	brush  brush
	layers []layer // what the columns stand for
	neck   int     // which of them is the code
	mapped bool    // some are feature maps
	heads  heads

	portraits portraits
	opened    int // the shown layer whose units are seen as portraits, or -1
	walk      walk
	moves     moves
}

// narrowNet is the width below which a network is drawn with few words.
const narrowNet = 560

// Plan implements [scene.Panel].
func (f *network) Plan(b *scene.Base) {
	f.layers, f.neck = layersOf(b.Model)
	f.mapped = slices.ContainsFunc(f.layers, func(l layer) bool { return l.body == maps })
	f.heads.plan(b)
	f.portraits.plan(b)
	f.moves.plan(b)
	f.opened = -1
}

// Update implements [scene.Panel].
func (f *network) Update(b *scene.Base) {
	f.heads.update(b)
	f.portraits.update()
	f.moves.update(b)
	f.brush.follow(b)
}

// Overlay implements [scene.Overlayer]: the card of the unit that is open or under the pointer.
func (f *network) Overlay(b *scene.Base, p *scene.Pen, look *scene.Look) bool {
	return card(b, p, look, &f.portraits)
}

// Tell implements [scene.Teller].
func (f *network) Tell(b *scene.Base, p *scene.Pen) {
	for i, l := range f.layers {
		if i > 0 {
			p.Str(", ")
		}
		p.Count(max(l.n, l.steps*l.hidden))
	}
	p.Str(" numbers; the code is ")
	p.Numbers(b.At, 4)
	f.walk.tell(b, p, &f.portraits)
}

// Key implements [scene.Keyer]: across from layer to layer, which opens it, up and down from unit to unit.
func (f *network) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	f.walk.step(&f.portraits, dx, dy, b.Form() != data.Points, h)
}

// Draw implements [scene.Panel].
func (f *network) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	var memory [maxColumns]column
	p.Room = box
	f.open(look)
	cols := f.columns(b, p, box, &memory)
	f.silhouette(b, p, box, &cols[f.neck])
	for i := 1; i < len(cols)-1; i++ {
		f.beside(b, p, cols, i)
	}
	var room [maxColumns]ae.Fan
	fans := f.fans(b, &room)
	crowd := crowd(fans)
	for i := range fans {
		f.join(b, p, cols, i, &fans[i], crowd, look)
	}
	f.flash(b, p, cols)
	f.input(b, p, &cols[0])
	f.copied(b, p, &cols[len(cols)-1], cols[len(cols)-1].show)
	f.lit(b, p, &cols[0], &cols[len(cols)-1])
	f.fields(b, p, box, &cols[0], &cols[len(cols)-1])
	for i := 1; i < len(cols)-1; i++ {
		if cols[i].show != f.opened || f.opened < 0 {
			f.column(b, p, &cols[i], i == f.neck)
		}
	}
	for i := 1; i < len(cols)-1; i++ {
		if cols[i].show == f.opened && f.opened >= 0 { // it may be broader than its place
			f.column(b, p, &cols[i], i == f.neck)
		}
	}
	words := len(p.Labels)
	f.heads.draw(p, box, &cols[f.neck], &cols[len(cols)-1])
	f.networkLabels(b, p, box, cols, look)
	if f.heads.class != nil {
		f.heads.giveWay(p, words)
	}
}

// column draws a hidden layer or the code as what it is.
func (f *network) column(b *scene.Base, p *scene.Pen, c *column, code bool) {
	switch {
	case c.tile > 0:
		f.tiles(b, p, c, code)
	case c.body == maps:
		f.maps(b, p, c)
	case c.body == cells:
		f.cells(b, p, c)
	default:
		f.units(b, p, c, code)
	}
}

// silhouette is the glass: wide, narrow, wide, warm on the left and cool on the right.
func (f *network) silhouette(b *scene.Base, p *scene.Pen, box scene.Box, neck *column) {
	const steps = 28
	wide := 0.445 * box.H
	narrow := min(max(44*p.Size, neck.tall()/2+24*p.Size), wide)
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

// units draws one hidden layer or the code.
func (f *network) units(b *scene.Base, p *scene.Pen, c *column, code bool) {
	at := b.Model.Show[c.show]
	out := b.One.Out(at)
	unit := unitOf(b, at)
	for i := range c.n {
		if !c.seen(i) {
			continue
		}
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
		f.glint(b, p, c, x, y, i)
		p.Hit(scene.Hit{Target: scene.Node, Feel: scene.Pointing, X: x, Y: y, R: max(c.r, min(12, c.spacing/2)), Layer: int32(c.show), Index: int32(i)})
	}
	if c.head > 0 {
		dots(p, c.x, c.level(c.head))
	}
}

// dots stand where units are left out.
func dots(p *scene.Pen, x, y float32) {
	for i := range 3 {
		p.Disc(x, y+(float32(i)-1)*7*p.Size, 1.6*p.Size, tint.Dim, 0, 1)
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

func (f *network) networkLabels(b *scene.Base, p *scene.Pen, box scene.Box, cols []column, look *scene.Look) {
	neck, last, words := f.neck, len(cols)-1, len(p.Labels)
	in, out, code := &cols[0], &cols[last], &cols[neck]
	under := min(in.cy+in.h/2+27*p.Size, box.Y+box.H-9*p.Size)
	small := box.W < narrowNet
	inputWide := f.inputName(b, p, box, in, under)
	f.wipe(b, p, box, in.x, under, look)
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
			f.layerName(b, p, box, cols, i, neck, inputWide)
		}
	}
	top := max(2*code.cy-code.low()-20*p.Size, box.Y+13*p.Size)
	p.Begin(code.x, top, scene.Middle, tint.Sand)
	if b.Model.Cloud.On && !b.Snap.View.Held {
		p.Str("mean μ · ")
	} else {
		p.Str("code z · ")
	}
	p.Count(code.n)
	l := p.End()
	l.Size = 14.5 * p.Size
	for _, k := range [2]int{neck - 1, neck + 1} { // above the units that it would lie on
		c := &cols[k]
		if roof := 2*c.cy - c.low() - 7*p.Size; c.body == units && scene.Abs(c.x-code.x) < c.half()+p.Width(l)/2-p.Size && l.Y > roof {
			l.Y = max(roof, box.Y+13*p.Size)
		}
	}
	f.named(b, p, code, l)
	f.halves(b, p, box, in, out, code, l)
	f.codeNumbers(b, p, code, cols[neck+1].x-cols[neck+1].half())
	if f.mapped { // broad columns have little room for words between them
		p.Thin(words)
	}
	f.phaseLabel(b, p, box, words)
}

// inputName writes what the input is and returns how wide that is: of a network that trains on torn examples, that this one is not torn.
func (f *network) inputName(b *scene.Base, p *scene.Pen, box scene.Box, in *column, y float32) float32 {
	names := [2]string{"input x", "input x"}
	if b.Snap.Setup.Noise != ae.Clean && b.Snap.View.Sample >= 0 {
		names = [2]string{"clean input x", "clean x"}
	}
	small := box.W < narrowNet
	for i, name := range names {
		if small && i == 0 {
			continue
		}
		p.Begin(in.x, y, scene.Middle, tint.Dim)
		p.Str(name)
		if !small {
			p.Str(" · ")
			p.Count(in.n)
		}
		if l := p.End(); i > 0 || p.Width(l) < 2*(in.x-box.X) {
			return p.Width(l)
		}
		p.TakeBack()
	}
	return 0
}

// layerName writes how large hidden layer i is, and of what kind, or less where it would meet the name of a neighbour.
func (f *network) layerName(b *scene.Base, p *scene.Pen, box scene.Box, cols []column, i, neck int, ends float32) {
	c, room := &cols[i], box.W
	for _, k := range [2]int{i - 1, i + 1} {
		away := scene.Abs(cols[k].x - c.x)
		switch {
		case k == 0 || k == len(cols)-1:
			room = min(room, 2*away-ends-8*p.Size)
		case k != neck:
			room = min(room, away-6*p.Size)
		}
	}
	y := min(c.low()+26*p.Size, box.Y+box.H-10*p.Size)
	var wordings [4]string // what is shown of its units, where it is open, or nothing more than its size
	if g := f.portraits.has(c.show); g != nil && c.show == f.opened {
		words := g.sense.words(b.Form())
		copy(wordings[:2], words[:2])
	}
	for k, words := range wordings {
		if words == "" && k < 2 {
			continue
		}
		p.Begin(c.x, y, scene.Middle, tint.Dim)
		f.size(b, p, c, k < 3)
		if words != "" {
			p.Str(" · ")
			p.Str(words)
		}
		if p.Fits(13.5*p.Size, room) {
			f.named(b, p, c, p.End())
			return
		}
	}
}

// size writes how large a hidden layer is, and what its units are where the whole is wanted.
func (f *network) size(b *scene.Base, p *scene.Pen, c *column, whole bool) {
	switch c.body {
	case maps:
		p.Count(c.shape.Channels)
		p.Str(" maps")
		if whole && c.shape.Height > 1 {
			p.Str(" ")
			p.Count(c.shape.Height)
			p.Str("×")
			p.Count(c.shape.Width)
		}
	case cells:
		p.Str(c.layer.cell.String())
		if whole {
			p.Str(" ")
			p.Count(c.hidden)
			p.Str(" × ")
			p.Count(c.steps)
			p.Str(" steps")
		}
	default:
		p.Count(c.n)
		if whole {
			p.Str(" ")
			p.Str(b.Model.Unit.String())
		}
	}
}

// gap says how many layers are left out between two columns.
func (f *network) gap(p *scene.Pen, from, to *column) {
	x, y := (from.x+to.x)/2, to.cy
	for i := range 3 {
		p.Disc(x+(float32(i)-1)*7*p.Size, y, 1.6*p.Size, tint.Dim, 0, 1)
	}
	p.Begin(x, y-12*p.Size, scene.Middle, tint.Dim)
	p.Str("+ ")
	p.Count(to.skipped)
	p.End().Size = 12 * p.Size
}

// halves names encoder and decoder above them, by their letters where the words would meet, where that leaves the code's own label alone.
func (f *network) halves(b *scene.Base, p *scene.Pen, box scene.Box, in, out, code *column, label *scene.Label) {
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
		if short := reach + p.Width(l)/2 + 6*p.Size - scene.Abs(x-code.x); below || short <= 0 {
			return
		} else if short > 14*p.Size {
			p.Labels = p.Labels[:n]
		} else if x < code.x {
			l.X -= short
		} else {
			l.X += short
		}
	}
	put(first, "encoder F", "F")
	put(second, "decoder G", "G")
}

// codeNumbers writes what each number of the code is, as far as there is room: not where they would lie over each other, or over the column
// that begins at next, with fewer decimals near that, and of a crowd only those that are not zero.
func (f *network) codeNumbers(b *scene.Base, p *scene.Pen, code *column, next float32) {
	size := min(13*p.Size, 0.8*code.spacing)
	x := code.x + code.half() + 9*p.Size
	if size < 9.2 || x+2.6*size > next {
		return
	}
	room := 0.87*(next-x) - 3*p.Size // digits and signs are wider than the letters that are counted
	decimals := 2
	write := func(i int) (fits bool) {
		if !code.seen(i) || code.n > 12 && scene.Abs(b.At[i]) < 0.005 {
			return true
		}
		_, y := code.at(i)
		p.Begin(x, y+min(5*p.Size, 0.4*size), scene.Start, tint.Ink)
		p.Num(b.At[i], decimals)
		return p.Fits(size, room)
	}
	first := len(p.Labels)
	for i := 0; i < code.n; i++ {
		if !write(i) && decimals > 0 { // all have as many
			for len(p.Labels) > first {
				p.TakeBack()
			}
			decimals, i = decimals-1, -1
		}
	}
}

// wipe offers an empty input to draw on, where there is room under its name and the network is what is looked at, and the example back.
func (f *network) wipe(b *scene.Base, p *scene.Pen, box scene.Box, x, under float32, look *scene.Look) {
	y := under + 25*p.Size
	if b.Form() == data.Points || y > box.Y+box.H-12*p.Size {
		return
	}
	offers(b, p, scene.At(x, y-17*p.Size, 0, 0), box.X, !p.Aside() || look.Speaks("network"))
	f.echo(b, p, box, x, y+14*p.Size)
}

// echo lays what came back of an example of the learner's own beneath it, where there is room: the hand is there, and the copy is far away.
func (f *network) echo(b *scene.Base, p *scene.Pen, box scene.Box, x, y float32) {
	side := min(box.Y+box.H-y-30*p.Size, 90*p.Size)
	if b.Snap.View.Sample >= 0 || b.Snap.View.Held || side < 36*p.Size {
		return
	}
	at := scene.At(x-side/2, y, side, side)
	if b.Form() == data.Signals {
		at.Y, at.H = y, 0.7*side
	}
	at.X = max(at.X, box.X+8*p.Size)
	answer(b, p, at)
	p.Write(at.X+at.W/2, at.Y+at.H+17*p.Size, scene.Middle, tint.Dim, "what came back").Size = 12 * p.Size
}

func rms(v []float32) float32 {
	s := float32(0)
	for _, x := range v {
		s += x * x
	}
	return float32(math.Sqrt(float64(s / float32(len(v)))))
}
