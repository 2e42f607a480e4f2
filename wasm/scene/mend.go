package scene

import (
	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/rng"
	"hourglass/core/train"
	"hourglass/wasm/tint"
)

// mend draws clean, torn and mended, by the run and by its twin; of points, arrows from where they were torn to, to where they are mended to.
type mend struct {
	field arrows // of points
	noise ae.Noise
	dice  mendDice
	torn  []float32 // the validation examples, torn (Valid, Dim)
	back  [2]mended // the run's and its twin's
	raw   mended    // torn and left so
}

// mendDice is what the torn examples were made from: they are torn anew only when it changes.
type mendDice struct {
	spec  data.Spec
	noise ae.Noise
}

// A mended holds what comes back from the torn examples.
type mended struct {
	x    []float32 // (Valid, Dim)
	off  []float32 // the mean squared error of each against the clean example (Valid)
	mean float32   // of all
}

// usual is how examples are torn when the run itself trains on whole ones: a third of the numbers gone.
var usual = ae.Noise{Kind: ae.Masking, Amount: 0.33}

// torn says how the figure tears examples: as the run does, or its twin, or as is usual.
func (b *Builder) torn() ae.Noise {
	if n := b.snap.Setup.Recipe().Noise; n.Kind != ae.Clean {
		return n
	}
	if b.twin != nil {
		if n := b.twin.setup.Recipe().Noise; n.Kind != ae.Clean {
			return n
		}
	}
	return usual
}

func (f *mend) plan(b *Builder) {
	f.noise = b.torn()
	if b.set.Kind.Form() == data.Points {
		f.field.plan(b, f.noise)
		return
	}
	n, dim := b.set.Valid, b.set.Dim()
	if len(f.torn) != n*dim {
		*f = mend{noise: f.noise, torn: make([]float32, n*dim)}
		for _, k := range [3]*mended{&f.back[0], &f.back[1], &f.raw} {
			k.x, k.off = make([]float32, n*dim), make([]float32, n)
		}
	}
	if now := (mendDice{b.set.Spec, f.noise}); f.dice != now {
		f.dice = now
		r := rng.New(uint64(b.snap.Setup.Seed), "mend") // the dice of the measure, so that both say one number
		f.noise.Tear(f.torn, b.set.ValidX(), &r)
		f.raw.judge(b.set, f.torn)
	}
}

func (f *mend) update(b *Builder) {
	if b.set.Kind.Form() == data.Points {
		f.field.update(b)
		return
	}
	if b.fresh[0] {
		f.back[0].judge(b.set, b.model.Rebuild(b.many, b.snap.Params, f.torn, b.set.Valid))
	}
	if t := b.twin; t != nil && b.fresh[1] {
		f.back[1].judge(b.set, t.model.Rebuild(t.many, t.params, f.torn, b.set.Valid))
	}
}

// judge keeps what came back, and how far it is from the clean examples.
func (m *mended) judge(set *data.Set, x []float32) {
	copy(m.x, x)
	clean, dim := set.ValidX(), set.Dim()
	sum := 0.0
	for i := range m.off {
		off := train.MeanSquare(x[i*dim:(i+1)*dim], clean[i*dim:(i+1)*dim])
		m.off[i] = float32(off)
		sum += off
	}
	m.mean = float32(sum / float64(len(m.off)))
}

func (f *mend) draw(b *Builder, p *pen, box Box, look *Look) {
	if b.set.Kind.Form() == data.Points {
		f.field.draw(b, p, box)
		return
	}
	f.caption(p, box)
	rows := [4]mendRow{{"clean", b.set.ValidX(), nil, tint.Ink}, {"torn", f.torn, &f.raw, tint.Dim},
		{orWord(b.lesson.Names[0], "mended"), f.back[0].x, &f.back[0], tint.Sand}, {orWord(b.lesson.Names[1], "twin"), f.back[1].x, &f.back[1], tint.Ink}}
	n := 3
	if b.twin != nil {
		n = 4
	}
	f.columns(b, p, box, rows[:n])
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

func (f *mend) caption(p *pen, box Box) {
	p.heading(box, "Set aside, torn, and mended. Bars and numbers: the error that is left", "Set aside, torn, mended. Bars: the error left", "Bars: the error left")
	taken := p.width(&p.Labels[len(p.Labels)-1])
	if box.W > 720*p.size {
		p.begin(box.X+box.W-15*p.size, box.Y+22*p.size, End, tint.Dim)
		p.str("torn by ")
		p.str(ae.NoiseNames[f.noise.Kind])
		p.str(" noise, ")
		p.num(f.noise.Amount, 2)
		p.fits(13*p.size, box.W-taken-54*p.size)
	}
}

// columns lays as many examples side by side as fit, each row with bars beneath that say how much error is left: the full width is the error of the
// torn example itself.
func (f *mend) columns(b *Builder, p *pen, box Box, rows []mendRow) {
	gap, bar, foot := 10*p.size, 4*p.size, 9*p.size
	widest := float32(0)
	for _, r := range rows {
		widest = max(widest, p.letters(r.name))
	}
	left := box.X + (30+max(0.56*12*widest, 38))*p.size
	top := box.Y + 36*p.size
	room, tall := box.X+box.W-left-8*p.size, (box.Y+box.H-14*p.size-top)/float32(len(rows))-foot-bar
	least, wide := float32(6), float32(1)
	if box.W < 330*p.size || box.H > 0.8*box.W {
		least = 4
	}
	if b.form() == data.Signals {
		least, wide = 3, 1.7
	}
	h := min(tall, (room/least-gap)/wide, 130*p.size)
	if h < 8 {
		return
	}
	n := min(int(room/(wide*h+gap)+0.01), maxMend)
	step := min(room/float32(n), 1.4*(wide*h+gap))
	pitch := h + foot + bar
	top += max(0, (box.Y+box.H-14*p.size-top-pitch*float32(len(rows)))/2)
	for k, r := range rows {
		f.name(p, left-12*p.size, top+float32(k)*pitch, h, r)
	}
	for i := range n {
		x := left + float32(i)*step
		for k, r := range rows {
			f.cell(b, p, Box{x, top + float32(k)*pitch, wide * h, h}, i, r)
		}
		column := Box{x - gap/2, top - 4, wide*h + gap, pitch*float32(len(rows)) + 2}
		if b.snap.View.Sample == b.set.Train+i && !b.snap.View.Held {
			p.frame(column, 2, tint.Sand, 1)
		}
		p.hit(Hit{Target: Pair, X: column.X, Y: column.Y, X2: column.X + column.W, Y2: column.Y + column.H, Index: int32(b.set.Train + i)})
	}
}

// maxMend is the most examples side by side.
const maxMend = 12

// name writes what a row is, and the mean error of all examples set aside, shown or not.
func (f *mend) name(p *pen, x, y, h float32, r mendRow) {
	y += h/2 + 4*p.size
	if r.off == nil {
		p.text(x, y, End, tint.Dim, r.name).Size = 12 * p.size
		return
	}
	p.text(x, y-8*p.size, End, tint.Dim, r.name).Size = 12 * p.size
	p.begin(x, y+8*p.size, End, tint.Ink)
	p.num(min(r.off.mean, 99), 4)
	p.end().Size = 12 * p.size
}

// cell draws example i of a row and its bar.
func (f *mend) cell(b *Builder, p *pen, at Box, i int, r mendRow) {
	dim := b.set.Dim()
	x := r.x[i*dim : (i+1)*dim]
	if b.form() == data.Signals {
		p.rect(at, 3, tint.Line, 0, 0.35)
		if r.off != nil { // the whole one behind, to compare with
			p.signal(at.inset(2), b.set.Picture(b.set.Train+i), tint.Dim, 1, 0.6)
		}
		p.signal(at.inset(2), x, r.role, 1.8, 1)
	} else {
		p.picture(at, b.side(), x, tint.Ramp, 1)
	}
	if r.off == nil {
		return
	}
	y := at.Y + at.H + 3*p.size
	p.rect(Box{at.X, y, at.W, 3 * p.size}, 1, tint.Line, 0, 0.8)
	share := min(r.off.off[i]/max(f.raw.off[i], 1e-6), 1)
	p.rect(Box{at.X, y, at.W * share, 3 * p.size}, 1, r.role, 0, 1)
}
