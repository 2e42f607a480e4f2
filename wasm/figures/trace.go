package figures

import (
	"math"

	"hourglass/core/nn"
	"hourglass/core/train"
	"hourglass/core/vec"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "trace", Label: "Per cent over PCA", Short: "Over PCA", Shape: scene.Wide, Least: scene.Size{W: 260, H: 150},
		New:     func() scene.Panel { return &trace{} },
		CanShow: whole,
	})
}

// trace draws by how many per cent the training loss of the straight network, which the twin is, lies above PCA's, against the step, on a logarithmic axis: how
// it lands on the optimum. It marks where the rate was turned, as far as this stage has seen it. Like the loss it is a slider over the run's past.
type trace struct {
	curve
	best  float64 // PCA's error
	rates [mostTurns]rateTurn
	turns int     // how many of rates there are
	rate  float32 // as it stands, 0 when not yet known
	last  int     // the step seen last
}

// A rateTurn is where the learning rate was turned, and to what.
type rateTurn struct {
	step int
	rate float32
}

const (
	mostTurns = 24
	// Landed is the share over PCA's error up to which a straight network counts as landed on the optimum.
	Landed = 0.001
	// The axis ends here: of less over the optimum, in per cent, nothing is to be seen in float32.
	leastOver, mostOver = 0.002, 1e4
)

// Plan implements [scene.Panel].
func (f *trace) Plan(b *scene.Base) {
	f.best = b.PCA().Error(b.Snap.Setup.Neck)
}

// Update implements [scene.Panel].
func (f *trace) Update(b *scene.Base) {
	step, rate := b.Snap.Step, b.Snap.Setup.Rate
	if step < f.last { // another run, or the same one anew
		f.turns, f.rate = 0, 0
	}
	switch {
	case f.rate == 0 && step > 0: // nobody was here when it was turned
		f.rate = rate
	case rate != f.rate:
		f.rate = rate
		if f.turns > 0 && f.rates[f.turns-1].step == step { // on its way to where it stays
			f.turns--
		}
		if f.turns == mostTurns {
			copy(f.rates[:], f.rates[1:])
			f.turns--
		}
		f.rates[f.turns] = rateTurn{step, rate}
		f.turns++
	}
	f.last = step
}

// over is by how many per cent a loss lies above PCA's.
func (f *trace) over(loss float32) float32 { return float32(100 * (float64(loss)/f.best - 1)) }

// traced is the loss that is drawn of a point: the twin's, or without one the run's.
func traced(b *scene.Base, c train.Point) float32 {
	if b.Twin != nil {
		return c.Twin
	}
	return c.Loss
}

// called is the name of what is drawn.
func (f *trace) called(b *scene.Base) string {
	if b.Twin != nil {
		return b.Called(1)
	}
	return b.Called(0)
}

// Tell implements [scene.Teller].
func (f *trace) Tell(b *scene.Base, p *scene.Pen) {
	p.Str(f.called(b))
	p.Str(" ")
	writeOver(p, f.over(traced(b, b.Snap.Now))/100)
	p.Str(" PCA")
	p.Str(", rate ")
	p.Num(b.Snap.Setup.Rate, rateDecimals(b.Snap.Setup.Rate))
}

// rateDecimals is how many decimals a rate needs to show two digits, less the zeros at their end.
func rateDecimals(rate float32) int {
	for d := 1; d < 6; d++ {
		v := float64(rate) * math.Pow10(d)
		if math.Abs(v-math.Round(v)) < 0.02*v {
			return d
		}
	}
	return 6
}

// Draw implements [scene.Panel].
func (f *trace) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	p.Heading(box, "Training error above PCA's, in per cent (log): drag to look back", "Per cent above PCA (log): drag to look back", "Per cent above PCA (log)", "% above PCA")
	if f.best < 1e-9 || b.Snap.Setup.Loss != nn.MSE {
		p.Note(box, "With as many numbers as an example has", "PCA makes no error: nothing lies above it.")
		return
	}
	lo, hi := f.ends(b)
	plot := scene.At(box.X+62*p.Size, box.Y+40*p.Size, box.W-80*p.Size, box.H-70*p.Size)
	if len(b.Curve) == 0 || plot.W < 20 || plot.H < 20 {
		return
	}
	low, span := vec.Log1(lo), vec.Log1(hi)-vec.Log1(lo)
	y := func(v float32) float32 {
		return plot.Y + plot.H*(1-scene.Clamp((vec.Log1(max(v, 1e-6))-low)/span, 0, 1))
	}
	end := f.lossEnd(b)
	p.UpLog(scene.Axis{Plot: plot, Lo: lo, Span: hi - lo, Gap: 18, Off: 8, Size: 12, Lines: 1}, false, y)
	f.stepTicks(b, p, plot, end)
	goal := y(100 * Landed)
	p.Rect(scene.At(plot.X, goal, plot.W, plot.Y+plot.H-goal), 0, tint.Leaf, 0, 0.1)
	p.Add(scene.Mark{Kind: scene.Line, Role: tint.Leaf, X: plot.X, Y: goal, X2: plot.X + plot.W, Y2: goal, W: 1.5, A: 0.9, Dash: 6})
	p.Begin(plot.X+6*p.Size, goal+15*p.Size, scene.Start, tint.Leaf)
	p.Num(100*Landed, 1)
	p.Str(" % above PCA: landed")
	p.Fits(12*p.Size, plot.W-12*p.Size)
	f.marks(p, plot, end)
	f.line(b, p, plot, end, y)
	f.now(b, p, plot, y, goal)
	f.pastHandle(b, p, plot, end, goal)
	p.Hit(scene.Hit{Target: Past, Feel: scene.Grabbing, X: plot.X, Y: plot.Y, X2: plot.X + plot.W, Y2: plot.Y + plot.H})
}

// ends is the axis in per cent: from a fifth of the landing, or what is less, to the first point of the curve, in steps of 1, 2 and 5.
func (f *trace) ends(b *scene.Base) (lo, hi float32) {
	lo, hi = 100*Landed/5, 10
	for _, c := range b.Curve {
		if v := f.over(traced(b, c)); v == v {
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	mult, exp := scene.RoundStep(max(lo, leastOver))
	return mult * float32(math.Pow10(exp)), min(1.1*hi, mostOver)
}

// marks are thin lines where the rate was turned, with what to at their heads, where there is room.
func (f *trace) marks(p *scene.Pen, plot scene.Box, end float32) {
	free := plot.X
	for _, t := range f.rates[:f.turns] {
		x := plot.X + plot.W*min(float32(t.step)/end, 1)
		p.Line(x, plot.Y, x, plot.Y+plot.H, 1.2*p.Size, tint.Sand, 0.6)
		p.Disc(x, plot.Y, 3*p.Size, tint.Sand, 0, 1)
		if x+5*p.Size < free {
			continue
		}
		side, at := scene.Start, x+6*p.Size
		if x > plot.X+0.8*plot.W {
			side, at = scene.End, x-6*p.Size
		}
		p.Begin(at, plot.Y+11*p.Size, side, tint.Sand)
		p.Str("rate ")
		p.Num(t.rate, rateDecimals(t.rate))
		l := p.End()
		l.Size = 11.5 * p.Size
		if w := p.Width(l); side == scene.End && at-w < free {
			p.TakeBack()
		} else {
			free = x + w + 14*p.Size
		}
	}
}

// line is the trace, with the newest measurement as its last point.
func (f *trace) line(b *scene.Base, p *scene.Pen, plot scene.Box, end float32, y func(float32) float32) {
	first := int32(len(p.Points))
	put := func(c train.Point) {
		if v := f.over(traced(b, c)); v < 1e9 {
			p.Points = append(p.Points, scene.Point{X: plot.X + plot.W*min(float32(c.Step)/end, 1), Y: y(v)})
		}
	}
	for _, c := range b.Curve {
		put(c)
	}
	if b.Snap.View.Back < 0 && b.Snap.Now.Step > b.Curve[len(b.Curve)-1].Step {
		put(b.Snap.Now)
	}
	n := int32(len(p.Points)) - first
	if n == 0 {
		return
	}
	p.Add(scene.Mark{Kind: scene.Poly, Role: tint.Ink, W: 2.2 * p.Size, A: 1, First: first, Count: n})
	tip := p.Points[len(p.Points)-1]
	p.Disc(tip.X, tip.Y, 4*p.Size, tint.Ink, 0, 1)
}

// now writes large, at the top right, where it stands.
func (f *trace) now(b *scene.Base, p *scene.Pen, plot scene.Box, y func(float32) float32, goal float32) {
	v := f.over(traced(b, b.Snap.Now))
	role := tint.Ink
	if v < 100*Landed {
		role = tint.Leaf
	}
	size := min(26*p.Size, 0.13*plot.H)
	if size < 13*p.Size || !(v < 1e9) {
		return
	}
	p.Begin(plot.X+plot.W-8*p.Size, plot.Y+18*p.Size+size, scene.End, role)
	switch {
	case v >= 100:
		p.Num(v, 0)
	case v >= 10:
		p.Num(v, 1)
	default:
		p.Num(max(v, 0), 2)
	}
	p.Str(" %")
	l := p.End()
	l.Size, l.Bold = size, true
}
