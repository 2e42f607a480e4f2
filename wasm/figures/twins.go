package figures

import (
	"hourglass/core/ae"
	"hourglass/core/nn"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "twins", Label: "Two dictionaries", Short: "Two", Shape: scene.Wide, Least: scene.Size{W: 280, H: 170},
		Needs: scene.Aside,
		New:   func() scene.Panel { return &twins{} },
	})
}

// twins draws the dictionaries of the run and of its twin side by side, which began with the same weights, and what each makes of the shown picture.
type twins struct {
	sides [2]dialect
	n     int // how many there are
}

// A dialect is one of the two.
type dialect struct {
	lexicon
	back []float32 // (Dim), its copy of the shown picture
	off  float32   // how far that is off, a mean square
}

// Plan implements [scene.Panel].
func (f *twins) Plan(b *scene.Base) {
	*f = twins{n: 1}
	f.sides[0].plan(b, b.Snap.Setup.Neck)
	if b.Twin != nil {
		f.n = 2
		f.sides[1].plan(b, b.Twin.Setup.Neck)
	}
	for i := range f.sides[:f.n] {
		f.sides[i].back = make([]float32, b.Set.Dim())
	}
}

// Update implements [scene.Panel].
func (f *twins) Update(b *scene.Base) {
	if b.Fresh[0] {
		f.sides[0].update(b, b.Model, b.Many, b.Snap.Params, b.ValidCodes())
	}
	f.sides[0].copy(b, b.Model, b.Many, b.Snap.Params)
	if t := b.Twin; t != nil {
		if b.Fresh[1] {
			f.sides[1].update(b, t.Model, t.Many, t.Params, t.ValidCodes())
		}
		f.sides[1].copy(b, t.Model, t.Many, t.Params)
	}
}

// copy has a model copy the shown picture.
func (d *dialect) copy(b *scene.Base, m *ae.Model, mem *nn.Memory, w []float32) {
	x := b.Snap.View.Input
	copy(d.back, scene.Rebuild(m, mem, w, x, 1))
	d.off = 0
	for k, v := range d.back {
		d.off += (v - x[k]) * (v - x[k]) / float32(len(x))
	}
}

// Touch implements [scene.Toucher]: a tap on the shown picture brings the next.
func (f *twins) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) { keyPair(b, 1, h) }

// Key implements [scene.Keyer].
func (f *twins) Key(b *scene.Base, dx, dy int, h scene.Hand) { keyPair(b, dx-dy, h) }

// Tell implements [scene.Teller].
func (f *twins) Tell(b *scene.Base, p *scene.Pen) {
	for i := range f.sides[:f.n] {
		if i > 0 {
			p.Str("; ")
		}
		p.Str(b.Called(i))
		p.Str(": ")
		f.sides[i].state(p)
		p.Str(", ")
		p.Str("what is painted is off by ")
		p.Num(f.sides[i].off, 4)
	}
}

// Draw implements [scene.Panel].
func (f *twins) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	p.Heading(box, "What the units of each draw; both began with the same weights", "What the units of each draw", "What each draws")
	wide := (box.W - 30*p.Size) / float32(f.n)
	gap := 22 * p.Size
	for i := range f.sides[:f.n] {
		at := scene.At(box.X+15*p.Size+float32(i)*wide, box.Y+34*p.Size, wide, box.H-42*p.Size)
		if f.n > 1 {
			at.W -= gap / 2
			at.X += float32(i) * gap / 2
		}
		f.side(b, p, at, i)
	}
	if f.n > 1 {
		x := box.X + box.W/2
		p.Line(x, box.Y+34*p.Size, x, box.Y+box.H-10*p.Size, 1, tint.Line, 1)
	}
}

// side draws one dictionary under its name, and where there is room what becomes of the shown picture.
func (f *twins) side(b *scene.Base, p *scene.Pen, at scene.Box, i int) {
	d := &f.sides[i]
	p.Begin(at.X, at.Y+13*p.Size, scene.Start, tint.Ink)
	p.Str(b.Called(i))
	l := p.End()
	l.Size, l.Bold = 14*p.Size, true
	named := 1.1*p.Width(l) + 10*p.Size // bold letters are wider than others
	for i, between := range [...]string{"", " of ", "/"} {
		if i > 0 && d.bars == 0 {
			break
		}
		p.Begin(at.X+named, at.Y+13*p.Size, scene.Start, tint.Leaf)
		if i == 0 {
			d.state(p)
		} else {
			p.Count(d.owned)
			p.Str(between)
			p.Count(d.bars)
		}
		if p.Fits(12.5*p.Size, at.W-named) {
			break
		}
	}
	grid := scene.At(at.X, at.Y+24*p.Size, at.W, at.H-24*p.Size)
	if at.H > 330*p.Size {
		foot := min(0.17*at.H, 84*p.Size)
		grid.H -= foot + 10*p.Size
		d.copied(b, p, scene.At(at.X, at.Y+at.H-foot, at.W, foot))
	}
	d.grid(b, p, grid, &gridLook{asked: -1, plain: true})
}

// copied draws the shown picture, what came back, and how far that is off.
func (d *dialect) copied(b *scene.Base, p *scene.Pen, at scene.Box) {
	p.Line(at.X, at.Y-4*p.Size, at.X+at.W, at.Y-4*p.Size, 1, tint.Line, 1)
	side := min(at.H-22*p.Size, (at.W-40*p.Size)/3)
	x, y := at.X, at.Y+4*p.Size
	for i, v := range [2][]float32{b.Snap.View.Input, d.back} {
		b.Example(p, scene.At(x+float32(i)*(side+34*p.Size), y, side, side), v, tint.Ramp, 1)
		p.Write(x+float32(i)*(side+34*p.Size)+side/2, y+side+14*p.Size, scene.Middle, tint.Faint, [2]string{"in", "back"}[i]).Size = 11 * p.Size
	}
	p.Arrow(x+side+9*p.Size, y+side/2, x+side+25*p.Size, y+side/2, 1.4*p.Size, tint.Dim, 1)
	p.Hit(scene.Hit{Target: scene.Pair, Feel: scene.Pointing, X: x, Y: y, X2: x + 2*side + 34*p.Size, Y2: y + side})
	after := 2*side + 34*p.Size + 14*p.Size
	p.Begin(x+after, y+side/2+4*p.Size, scene.Start, tint.Dim)
	p.Str("off by ")
	p.Num(d.off, 4)
	p.Fits(12.5*p.Size, at.W-after)
}
