package scene

import (
	"math"

	"hourglass/core/nn"
	"hourglass/core/train"
	"hourglass/core/vec"
	"hourglass/wasm/tint"
)

// nats draws what each number of a variational code costs: the divergence of its clouds from N(0, 1), as a bar, mean over the
// validation pictures (see nn.GaussKL). It tells at most that much; and since no code can tell more of N equally likely examples than which
// one it was, what lies beyond ln N is drawn pale.
type nats struct {
	kl   []float64 // (Neck), nats
	sum  float64
	all  float32 // the nats that tell the training examples apart
	most float32 // the end of the axis
}

func (f *nats) plan(b *Builder) {
	*f = nats{kl: make([]float64, b.snap.Setup.Neck), all: vec.Log1(float32(b.set.Train))}
}

func (f *nats) update(b *Builder) {
	if !b.snap.Setup.Cloud {
		return
	}
	nn.GaussKL(f.kl, b.sent, b.set.Valid, len(f.kl))
	f.sum = 0
	most := 0.0
	for _, v := range f.kl {
		f.sum += v
		most = max(most, v)
	}
	f.most = follow(f.most, 1.04*float32(min(max(most, 0.5), 1e6)))
}

func (f *nats) draw(b *Builder, p *pen, box Box, look *Look) {
	if !b.snap.Setup.Cloud {
		p.heading(box, "What each number costs", "Nats")
		p.note(box, "The code is a point:", "only clouds are counted in nats.")
		return
	}
	f.total(p, box)
	head, foot := 40*p.size, 30*p.size
	room := box.H - head - foot
	rows := min(len(f.kl), 16, max(int(room/(15*p.size)), 1))
	lines := rows
	if rows < len(f.kl) {
		rows, lines = min(rows, 15), min(rows, 15)+1
	}
	step := min(room/float32(lines), 40*p.size)
	plot := Box{box.X + 46*p.size, box.Y + head, box.W - (46+16+44)*p.size, step * float32(lines)}
	f.axis(p, plot)
	rest := 0.0
	for k, v := range f.kl {
		if k >= rows {
			rest += v
			continue
		}
		f.bar(p, plot, step, k, v)
	}
	if rows < len(f.kl) {
		p.begin(plot.X+8*p.size, plot.Y+(float32(rows)+0.5)*step+4*p.size, Start, tint.Dim)
		p.str("and ")
		p.count(len(f.kl) - rows)
		p.str(" more: ")
		p.num(float32(rest), 2)
		p.end().Size = 12 * p.size
	}
	f.words(b, p, box, plot.Y+plot.H+50*p.size)
	if f.all < f.most {
		x := plot.X + plot.W*f.all/f.most
		p.add(Mark{Kind: Line, Role: tint.Dim, X: x, Y: plot.Y - 2, X2: x, Y2: plot.Y + plot.H, W: 1.5, A: 0.9, Dash: 4})
	}
	if b.snap.Setup.FreeBits > 0 && b.snap.Setup.FreeBits < f.most {
		x := plot.X + plot.W*b.snap.Setup.FreeBits/f.most
		p.add(Mark{Kind: Line, Role: tint.Leaf, X: x, Y: plot.Y - 2, X2: x, Y2: plot.Y + plot.H, W: 1.5, A: 0.9, Dash: 4})
		p.text(x, plot.Y-5*p.size, Middle, tint.Leaf, "free").Size = 11 * p.size
	}
}

// words say under the axis what a cost is worth.
func (f *nats) words(b *Builder, p *pen, box Box, y float32) {
	x, room, size := box.X+15*p.size, box.W-26*p.size, 12*p.size
	if box.Y+box.H-y > 24*p.size {
		p.first(x, y, Start, tint.Faint, size, room, "A number tells at most what it costs. Silent: under 0.01 nats.", "It tells at most what it costs.", "Tells at most that.")
	}
	if y += 18 * p.size; box.Y+box.H-y > 10*p.size {
		p.begin(x, y, Start, tint.Faint)
		p.num(f.all, 1)
		p.str(" nats tell ")
		p.count(b.set.Train)
		p.str(" examples apart")
		p.fits(size, room)
	}
}

// total is the caption: how much all numbers cost together.
func (f *nats) total(p *pen, box Box) {
	for _, words := range [...][3]string{{"What each code number costs: ", " nats in all", " bits)"}, {"All numbers cost ", " nats", ""}, {"", " nats", ""}} {
		p.beginHeading(box)
		p.str(words[0])
		p.num(float32(f.sum), 2)
		p.str(words[1])
		if words[2] != "" {
			p.str(" (")
			p.num(float32(f.sum/math.Ln2), 2)
			p.str(words[2])
		}
		if p.headingFits(box) {
			return
		}
	}
}

// bar is number k of the code, its value behind it.
func (f *nats) bar(p *pen, plot Box, step float32, k int, v float64) {
	y, thick := plot.Y+(float32(k)+0.5)*step, min(0.62*step, 24*p.size)
	long := plot.W * min(float32(v)/f.most, 1)
	size := min(12.5*p.size, 0.8*step)
	role := tint.Sand
	if v < train.SilentBelow {
		role = tint.Faint
	}
	p.begin(plot.X-9*p.size, y+0.36*size, End, role)
	p.letter(k)
	p.end().Size = size
	p.rect(Box{plot.X, y - thick/2, plot.W, thick}, 2, tint.Line, 0, 0.35)
	sure := min(long, plot.W*f.all/f.most)
	if sure < long {
		p.rect(Box{plot.X + sure, y - thick/2, long - sure, thick}, 2, tint.Faint, 0, 0.5)
	}
	p.rect(Box{plot.X, y - thick/2, max(sure, 1.5), thick}, min(2, sure/2), role, 0, 0.9)
	x, ink := plot.X+long+7*p.size, tint.Ink
	if v < train.SilentBelow {
		ink = tint.Dim
	}
	p.begin(x, y+0.36*size, Start, ink)
	if v < train.SilentBelow {
		p.str("silent")
	} else {
		p.num(float32(v), 2)
	}
	p.end().Size = size
}

func (f *nats) axis(p *pen, plot Box) {
	p.line(plot.X, plot.Y-2, plot.X, plot.Y+plot.H+2, 1, tint.Dim, 0.8)
	y := plot.Y + plot.H + 17*p.size
	p.text(plot.X, y, Middle, tint.Faint, "0").Size = 11.5 * p.size
	last := plot.X + 2*p.size
	for _, t := range ticks(0, f.most) {
		x := plot.X + t.at*plot.W
		if t.at == 0 || x-last < 24*p.size {
			continue
		}
		last = x
		p.line(x, plot.Y, x, plot.Y+plot.H, 1, tint.Line, 1)
		p.begin(x, y, Middle, tint.Faint)
		p.num(t.value, t.decimals)
		p.end().Size = 11.5 * p.size
	}
}

// note says in one or two lines, in the middle of a figure, why there is nothing to draw.
func (p *pen) note(box Box, one, two string) {
	y := box.Y + box.H/2
	room := box.W - 20*p.size
	p.first(box.X+box.W/2, y-4*p.size, Middle, tint.Dim, 13*p.size, room, one)
	p.first(box.X+box.W/2, y+16*p.size, Middle, tint.Dim, 13*p.size, room, two)
}
