package figures

import (
	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/rng"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "mend", Discreet: true, Label: "Clean, torn and mended", Short: "Mended", Shape: scene.Wide, Least: scene.Size{W: 300, H: 200},
		New: func() scene.Panel { return &mend{} },
	})
}

// mend draws clean, torn and mended, by the run and by its twin; of points, arrows from where they were torn to, to where they are mended to. A step that
// speaks of Play is about the run as it learns: what the twin makes of the same examples comes in with the step that asks for it.
type mend struct {
	field arrows // of points
	noise ae.Noise
	dice  mendDice
	torn  []float32 // the validation examples, torn (Valid, Dim)
	back  [2]mended // the run's and its twin's
	raw   mended    // torn and left so
	old   unlearned
	rows  int // of the four, how many were drawn last: what is told in words is what is seen
}

// mendDice is what the torn examples were made from: they are torn anew only when it changes.
type mendDice struct {
	spec    data.Spec
	noise   ae.Noise
	trained bool // the run trains on it
}

// A mended holds what comes back from the torn examples.
type mended struct {
	x    []float32 // (Valid, Dim)
	off  []float32 // the mean squared error of each against the clean example (Valid)
	mean float32   // of all
}

// usual is how examples are torn when the run itself trains on whole ones: a third of the numbers gone.
var usual = ae.Noise{Kind: ae.Masking, Amount: 0.33}

// tearing says how the figure tears examples: as the run does, or its twin, or as is usual.
func tearing(b *scene.Base) ae.Noise {
	if n := b.Snap.Setup.Recipe().Noise; n.Kind != ae.Clean {
		return n
	}
	if b.Twin != nil {
		if n := b.Twin.Setup.Recipe().Noise; n.Kind != ae.Clean {
			return n
		}
	}
	return usual
}

// Touch implements [scene.Toucher].
func (f *mend) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	if g.Hit.Target == PlanePoint {
		touchPlane(b, g, h)
		return
	}
	touchPair(g, h)
}

// Plan implements [scene.Panel].
func (f *mend) Plan(b *scene.Base) {
	f.noise = tearing(b)
	if b.Set.Kind.Form() == data.Points {
		f.field.plan(b, f.noise)
		return
	}
	n, dim := b.Set.Valid, b.Set.Dim()
	if len(f.torn) != n*dim {
		*f = mend{noise: f.noise, torn: make([]float32, n*dim)}
		for _, k := range [3]*mended{&f.back[0], &f.back[1], &f.raw} {
			k.x, k.off = make([]float32, n*dim), make([]float32, n)
		}
	}
	if now := (mendDice{b.Set.Spec, f.noise, b.Snap.Setup.Recipe().Noise.Kind != ae.Clean}); f.dice != now {
		f.old.turn(b, f.dice, now)
		f.dice = now
		r := rng.New(uint64(b.Snap.Setup.Seed), "mend") // the dice of the measure, so that both say one number
		f.noise.Tear(f.torn, b.Set.ValidX(), &r)
		f.raw.judge(b.Set, f.torn)
	}
}

// Update implements [scene.Panel].
func (f *mend) Update(b *scene.Base) {
	if b.Set.Kind.Form() == data.Points {
		f.field.update(b)
		return
	}
	if b.Fresh[0] {
		f.back[0].judge(b.Set, scene.Rebuild(b.Model, b.Many, b.Snap.Params, f.torn, b.Set.Valid))
	}
	if t := b.Twin; t != nil && b.Fresh[1] {
		f.back[1].judge(b.Set, scene.Rebuild(t.Model, t.Many, t.Params, f.torn, b.Set.Valid))
	}
	f.old.update(b, f.back[0].mean)
}

// judge keeps what came back, and how far it is from the clean examples.
func (m *mended) judge(set *data.Set, x []float32) {
	copy(m.x, x)
	clean, dim := set.ValidX(), set.Dim()
	sum := 0.0
	for i := range m.off {
		off := ask.MeanSquare(x[i*dim:(i+1)*dim], clean[i*dim:(i+1)*dim])
		m.off[i] = float32(off)
		sum += off
	}
	m.mean = float32(sum / float64(len(m.off)))
}

// Tell implements [scene.Teller].
func (f *mend) Tell(b *scene.Base, p *scene.Pen) {
	if b.Form() == data.Points {
		p.Str("the point ")
		p.Numbers(b.Snap.View.Input, 2)
		p.Str(" comes back as ")
		p.Numbers(b.Output, 2)
		return
	}
	p.Str("torn")
	p.Str(" ")
	p.Num(f.raw.mean, 4)
	defer f.old.tell(p)
	for i := range 2 {
		if i == 1 && f.rows < 4 {
			return
		}
		p.Str(", ")
		p.Str(orWord(b.Lesson.Names[i], [...]string{"mended", "twin"}[i]))
		p.Str(" ")
		p.Num(f.back[i].mean, 4)
	}
}

// Key implements [scene.Keyer].
func (f *mend) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	if b.Form() == data.Points {
		keyPlane(dx, dy, h)
		return
	}
	keyPair(b, dx-dy, h)
}

// Draw implements [scene.Panel].
func (f *mend) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	if b.Set.Kind.Form() == data.Points {
		f.field.draw(b, p, box)
		return
	}
	f.caption(p, box)
	rows := [4]mendRow{{"clean", b.Set.ValidX(), nil, tint.Ink}, {"torn", f.torn, &f.raw, tint.Dim},
		{orWord(b.Lesson.Names[0], "mended"), f.back[0].x, &f.back[0], tint.Sand}, {orWord(b.Lesson.Names[1], "twin"), f.back[1].x, &f.back[1], tint.Ink}}
	f.rows = 4
	if b.Twin == nil || look.Speaks("play") || look.Hides("mend") {
		f.rows = 3
	}
	box = f.old.draw(p, box, f.noise, [2]float32{f.back[0].mean, f.back[1].mean}, f.rows == 4, rows[3].name)
	f.columns(b, p, box, rows[:f.rows])
}

// A mendRow is one row of the figure: examples, and, but for the clean ones, how far they are off.
type mendRow struct {
	name string
	x    []float32 // (Valid, Dim)
	off  *mended
	role tint.Role
}

func orWord(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func (f *mend) caption(p *scene.Pen, box scene.Box) {
	p.Heading(box, "Set aside, torn, and mended. Bars and numbers: the error that is left", "Set aside, torn, mended. Bars: the error left", "Bars: the error left")
	taken := p.Width(&p.Labels[len(p.Labels)-1])
	if box.W > 720*p.Size {
		p.Begin(box.X+box.W-15*p.Size, box.Y+22*p.Size, scene.End, tint.Dim)
		p.Str("torn by ")
		p.Str(ae.NoiseNames[f.noise.Kind])
		p.Str(" noise, ")
		p.Num(f.noise.Amount, 2)
		p.Fits(13*p.Size, box.W-taken-54*p.Size)
	}
}

// columns lays as many examples side by side as fit, each row with bars beneath that say how much error is left: the full width is the error of the
// torn example itself.
func (f *mend) columns(b *scene.Base, p *scene.Pen, box scene.Box, rows []mendRow) {
	gap, bar, foot := 10*p.Size, 4*p.Size, 9*p.Size
	widest := float32(0)
	for _, r := range rows {
		widest = max(widest, p.Letters(r.name))
	}
	left := box.X + (30+max(0.56*12*widest, 38))*p.Size
	top := box.Y + 36*p.Size
	room, tall := box.X+box.W-left-8*p.Size, (box.Y+box.H-14*p.Size-top)/float32(len(rows))-foot-bar
	least, wide := float32(6), float32(1)
	if box.W < 330*p.Size || box.H > 0.8*box.W {
		least = 4
	}
	if b.Form() == data.Signals {
		least, wide = 3, 1.7
	}
	h := min(tall, (room/least-gap)/wide, 130*p.Size)
	if h < 8 {
		return
	}
	n := min(int(room/(wide*h+gap)+0.01), maxMend)
	step := min(room/float32(n), 1.4*(wide*h+gap))
	pitch := h + foot + bar
	top += max(0, (box.Y+box.H-14*p.Size-top-pitch*float32(len(rows)))/2)
	for k, r := range rows {
		f.name(p, left-12*p.Size, top+float32(k)*pitch, h, r)
	}
	for i := range n {
		x := left + float32(i)*step
		for k, r := range rows {
			f.cell(b, p, scene.At(x, top+float32(k)*pitch, wide*h, h), i, r)
		}
		column := scene.At(x-gap/2, top-4, wide*h+gap, pitch*float32(len(rows))+2)
		if b.Snap.View.Sample == b.Set.Train+i && !b.Snap.View.Held {
			p.Frame(column, 2, tint.Sand, 1)
		}
		p.Hit(scene.Hit{Target: scene.Pair, Feel: scene.Pointing, X: column.X, Y: column.Y, X2: column.X + column.W, Y2: column.Y + column.H, Index: int32(b.Set.Train + i)})
	}
}

// maxMend is the most examples side by side.
const maxMend = 12

// name writes what a row is, and the mean error of all examples set aside, shown or not.
func (f *mend) name(p *scene.Pen, x, y, h float32, r mendRow) {
	y += h/2 + 4*p.Size
	if r.off == nil {
		p.Write(x, y, scene.End, tint.Dim, r.name).Size = 12 * p.Size
		return
	}
	p.Write(x, y-8*p.Size, scene.End, tint.Dim, r.name).Size = 12 * p.Size
	p.Begin(x, y+8*p.Size, scene.End, tint.Ink)
	p.Num(min(r.off.mean, 99), 4)
	p.End().Size = 12 * p.Size
}

// cell draws example i of a row and its bar.
func (f *mend) cell(b *scene.Base, p *scene.Pen, at scene.Box, i int, r mendRow) {
	dim := b.Set.Dim()
	x := r.x[i*dim : (i+1)*dim]
	if b.Form() == data.Signals {
		p.Rect(at, 3, tint.Line, 0, 0.35)
		if r.off != nil { // the whole one behind, to compare with
			p.Signal(at.Inset(2), b.Set.Picture(b.Set.Train+i), tint.Dim, 1, 0.6)
		}
		p.Signal(at.Inset(2), x, r.role, 1.8, 1)
	} else {
		p.Picture(at, b.Side(), x, tint.Ramp, 1)
	}
	if r.off == nil {
		return
	}
	y := at.Y + at.H + 3*p.Size
	p.Rect(scene.At(at.X, y, at.W, 3*p.Size), 1, tint.Line, 0, 0.8)
	share := min(r.off.off[i]/max(f.raw.off[i], 1e-6), 1)
	p.Rect(scene.At(at.X, y, at.W*share, 3*p.Size), 1, r.role, 0, 1)
}
