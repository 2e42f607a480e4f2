package figures

import (
	"math"
	"slices"

	"hourglass/core/ask"
	"hourglass/core/nn"
	"hourglass/core/vec"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "nats", Label: "What each number costs", Short: "Costs", Shape: scene.Any, Least: scene.Size{W: 220, H: 150},
		Needs: scene.Codes,
		New:   func() scene.Panel { return &nats{} },
	})
}

// nats draws what each number of a variational code costs: the divergence of its clouds from N(0, 1), as a bar, mean over the
// validation pictures (see nn.GaussKL). It tells at most that much; and since no code can tell more of N equally likely examples than which
// one it was, what lies beyond ln N is drawn pale, once a number costs more.
type nats struct {
	kl   []float64 // (Neck), nats
	sum  float64
	all  float32 // the nats that tell the training examples apart
	most float32 // the end of the axis
}

// Plan implements [scene.Panel].
func (f *nats) Plan(b *scene.Base) {
	*f = nats{kl: make([]float64, b.Snap.Setup.Neck), all: vec.Log1(float32(b.Set.Train))}
}

// Update implements [scene.Panel].
func (f *nats) Update(b *scene.Base) {
	if !b.Snap.Setup.Cloud {
		return
	}
	nn.GaussKL(f.kl, b.Sent, b.Set.Valid, len(f.kl))
	f.sum = 0
	most := 0.0
	for _, v := range f.kl {
		f.sum += v
		most = max(most, v)
	}
	f.most = scene.Follow(f.most, 1.04*float32(min(max(most, 0.5), 1e6)))
}

// Tell implements [scene.Teller].
func (f *nats) Tell(b *scene.Base, p *scene.Pen) {
	if !b.Model.Cloud.On {
		p.Str("The code is a point:")
		p.Str(" ")
		p.Numbers(b.At, mostBoxes)
		return
	}
	p.Num(float32(f.sum), 2)
	p.Str(" nats")
	for k, v := range f.kl[:min(len(f.kl), 8)] {
		p.Str(", ")
		p.Letter(k)
		p.Str(" ")
		p.Num(float32(v), 2)
	}
}

// Draw implements [scene.Panel].
func (f *nats) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	if !b.Snap.Setup.Cloud {
		p.Heading(box, "What each number costs", "Nats")
		p.Note(box, "The code is a point:", "only clouds are counted in nats.")
		return
	}
	f.total(p, box)
	head, foot := 40*p.Size, 30*p.Size
	room := box.H - head - foot
	rows := min(len(f.kl), 16, max(int(room/(15*p.Size)), 1))
	lines := rows
	if rows < len(f.kl) {
		rows, lines = min(rows, 15), min(rows, 15)+1
	}
	step := min(room/float32(lines), 40*p.Size)
	plot := scene.At(box.X+46*p.Size, box.Y+head, box.W-(46+16+44)*p.Size, step*float32(lines))
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
		p.Begin(plot.X+8*p.Size, plot.Y+(float32(rows)+0.5)*step+4*p.Size, scene.Start, tint.Dim)
		p.Str("and ")
		p.Count(len(f.kl) - rows)
		p.Str(" more: ")
		p.Num(float32(rest), 2)
		p.End().Size = 12 * p.Size
	}
	f.words(b, p, box, plot.Y+plot.H+50*p.Size)
	if slices.Max(f.kl) > float64(f.all) { // else it would be read as a bound of the sum
		x := plot.X + plot.W*f.all/f.most
		p.First(x, plot.Y-5*p.Size, scene.End, tint.Dim, 11*p.Size, x-box.X-15*p.Size, "enough to tell all examples apart", "tells all apart")
		p.Add(scene.Mark{Kind: scene.Line, Role: tint.Dim, X: x, Y: plot.Y - 2, X2: x, Y2: plot.Y + plot.H, W: 1.5, A: 0.9, Dash: 4})
	}
	if b.Snap.Setup.FreeBits > 0 && b.Snap.Setup.FreeBits < f.most {
		x := plot.X + plot.W*b.Snap.Setup.FreeBits/f.most
		p.Add(scene.Mark{Kind: scene.Line, Role: tint.Leaf, X: x, Y: plot.Y - 2, X2: x, Y2: plot.Y + plot.H, W: 1.5, A: 0.9, Dash: 4})
		p.Write(x, plot.Y-5*p.Size, scene.Middle, tint.Leaf, "free").Size = 11 * p.Size
	}
}

// words say under the axis what a cost is worth.
func (f *nats) words(b *scene.Base, p *scene.Pen, box scene.Box, y float32) {
	x, room, size := box.X+15*p.Size, box.W-26*p.Size, 12*p.Size
	if box.Y+box.H-y > 24*p.Size {
		p.First(x, y, scene.Start, tint.Faint, size, room, "A number tells at most what it costs. Silent: under 0.01 nats.", "It tells at most what it costs.", "Tells at most that.")
	}
	if y += 18 * p.Size; box.Y+box.H-y > 10*p.Size {
		p.Begin(x, y, scene.Start, tint.Faint)
		p.Num(f.all, 1)
		p.Str(" nats tell ")
		p.Count(b.Set.Train)
		p.Str(" examples apart")
		p.Fits(size, room)
	}
}

// total is the caption: how much all numbers cost together.
func (f *nats) total(p *scene.Pen, box scene.Box) {
	for _, words := range [...][3]string{{"What each code number costs: ", " nats in all", " bits)"}, {"All numbers cost ", " nats", ""}, {"", " nats", ""}} {
		p.BeginHeading(box)
		p.Str(words[0])
		p.Num(float32(f.sum), 2)
		p.Str(words[1])
		if words[2] != "" {
			p.Str(" (")
			p.Num(float32(f.sum/math.Ln2), 2)
			p.Str(words[2])
		}
		if p.HeadingFits(box) {
			return
		}
	}
}

// bar is number k of the code, its value behind it.
func (f *nats) bar(p *scene.Pen, plot scene.Box, step float32, k int, v float64) {
	y, thick := plot.Y+(float32(k)+0.5)*step, min(0.62*step, 24*p.Size)
	long := plot.W * min(float32(v)/f.most, 1)
	size := min(12.5*p.Size, 0.8*step)
	role := tint.Sand
	if v < ask.SilentBelow {
		role = tint.Faint
	}
	p.Begin(plot.X-9*p.Size, y+0.36*size, scene.End, role)
	p.Letter(k)
	p.End().Size = size
	p.Rect(scene.At(plot.X, y-thick/2, plot.W, thick), 2, tint.Line, 0, 0.35)
	sure := min(long, plot.W*f.all/f.most)
	if sure < long {
		p.Rect(scene.At(plot.X+sure, y-thick/2, long-sure, thick), 2, tint.Faint, 0, 0.5)
	}
	p.Rect(scene.At(plot.X, y-thick/2, max(sure, 1.5), thick), min(2, sure/2), role, 0, 0.9)
	x, ink := plot.X+long+7*p.Size, tint.Ink
	if v < ask.SilentBelow {
		ink = tint.Dim
	}
	p.Begin(x, y+0.36*size, scene.Start, ink)
	if v < ask.SilentBelow {
		p.Str("silent")
	} else {
		p.Num(float32(v), 2)
	}
	p.End().Size = size
}

func (f *nats) axis(p *scene.Pen, plot scene.Box) {
	p.Line(plot.X, plot.Y-2, plot.X, plot.Y+plot.H+2, 1, tint.Dim, 0.8)
	y := plot.Y + plot.H + 17*p.Size
	p.Write(plot.X, y, scene.Middle, tint.Faint, "0").Size = 11.5 * p.Size
	p.Across(scene.Axis{Plot: plot, Span: f.most, Gap: 24, First: 26, Off: 17, Size: 11.5, Lines: 1})
}
