package figures

import (
	"math"

	"hourglass/core/nn"
	"hourglass/core/train"
	"hourglass/core/vec"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "curve", Label: "Loss", Shape: scene.Wide, Least: scene.Size{W: 210, H: 150},
		New: func() scene.Panel { return &curve{} },
	})
}

// curve draws training and validation loss against the step, loss on a logarithmic axis; with a twin, its training loss too. The curve is
// a slider over the run's past.
type curve struct {
	asked  int // the step that was asked for last, on the way back
	former former
}

// Plan implements [scene.Panel].
func (f *curve) Plan(b *scene.Base) {}

// Update implements [scene.Panel].
func (f *curve) Update(b *scene.Base) { f.former.update(b) }

// Past is where the curve is touched to look back.
const Past scene.Target = "past"

// Touch implements [scene.Toucher].
func (f *curve) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	switch g.Act {
	case scene.Press:
		f.asked = -2
	case scene.Release:
		return
	}
	u, _ := g.Place()
	if step := f.stepAt(b, u); step != f.asked {
		f.asked = step
		h.Send(wire.Command{Op: wire.Rewind, Index: step})
	}
}

// stepAt turns a place along the curve, u from 0 to 1 from its left, into the step to look back at; -1 is the present.
func (f *curve) stepAt(b *scene.Base, u float32) int {
	end := f.lossEnd(b)
	if u > 0.985 || u*end >= float32(b.Snap.Step) {
		return -1
	}
	return int(max(u, 0)*end + 0.5)
}

// Tell implements [scene.Teller].
func (f *curve) Tell(b *scene.Base, p *scene.Pen) {
	p.Str("step ")
	p.Count(b.Snap.Now.Step)
	p.Str(", training ")
	p.Num(b.Snap.Now.Loss, 4)
	p.Str(", validation ")
	p.Num(b.Snap.Now.Valid, 4)
	f.former.tell(p)
}

// Key implements [scene.Keyer]: one looks back, or on, by a fiftieth of the run.
func (f *curve) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	at := b.Snap.View.Back
	if at < 0 {
		at = b.Snap.Step
	}
	if at += dx * max(b.Snap.Step/50, 1); at >= b.Snap.Step {
		at = -1
	}
	h.Send(wire.Command{Op: wire.Rewind, Index: max(at, -1)})
}

// Draw implements [scene.Panel].
func (f *curve) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	head, foot := f.lossLegend(b, p, box), 30*p.Size
	lo, hi := f.lossRange(b)
	left := float32(56)
	if lo < 1e-4 {
		left = 72 // numbers are long
	}
	plot := scene.At(box.X+left*p.Size, box.Y+head, box.W-(left+18)*p.Size, box.H-head-foot)
	if len(b.Curve) == 0 || plot.W < 20 || plot.H < 20 {
		return
	}
	low, span := vec.Log1(lo), vec.Log1(hi)-vec.Log1(lo)
	y := func(v float32) float32 { return plot.Y + plot.H*(1-(vec.Log1(v)-low)/span) }
	end := f.lossEnd(b)
	p.UpLog(scene.Axis{Plot: plot, Lo: lo, Span: hi - lo, Gap: 18, Off: 8, Size: 12, Lines: 1}, true, y)
	f.stepTicks(b, p, plot, end)
	goal := float32(-1)
	if want := b.Goal("loss"); want > lo && want < hi {
		goal = y(want)
		p.Add(scene.Mark{Kind: scene.Line, Role: tint.Leaf, X: plot.X, Y: goal, X2: plot.X + plot.W, Y2: goal, W: 1.5, A: 0.9, Dash: 6})
		p.Write(plot.X+6*p.Size, goal-5*p.Size, scene.Start, tint.Leaf, "goal").Size = 12 * p.Size
	}
	f.former.draw(p, plot, end, y, goal)
	if b.Twin != nil {
		f.polyline(b, p, plot, end, y, twinLoss)
	}
	f.polyline(b, p, plot, end, y, validLoss)
	f.polyline(b, p, plot, end, y, trainLoss)
	f.pastHandle(b, p, plot, end, goal)
	p.Hit(scene.Hit{Target: Past, Feel: scene.Grabbing, X: plot.X, Y: plot.Y, X2: plot.X + plot.W, Y2: plot.Y + plot.H})
}

// lossEnd is the step at the right end of the curve.
func (f *curve) lossEnd(b *scene.Base) float32 { return float32(max(b.Snap.Step, 20, f.former.end())) }

// pastHandle is what the learner takes to look back: at rest where the run stands; on the way a line at the step that is looked at, with all that
// came after it dimmed. goal is the height of the goal's line, or -1.
func (f *curve) pastHandle(b *scene.Base, p *scene.Pen, plot scene.Box, end, goal float32) {
	low, right := plot.Y+plot.H, plot.X+plot.W
	back := b.Snap.View.Back
	if back < 0 {
		if b.Snap.Step > 0 {
			x := plot.X + plot.W*float32(b.Snap.Step)/end
			p.Line(x, plot.Y, x, low, 1, tint.Faint, 0.4)
			p.Disc(x, low, 4.5*p.Size, tint.Dim, 0, 1)
		}
		return
	}
	x := plot.X + plot.W*min(float32(back)/end, 1)
	p.Rect(scene.At(x, plot.Y-4, right-x+5*p.Size, plot.H+4), 0, tint.Ground, 0, 0.62)
	p.Line(x, plot.Y, x, low, 1.5*p.Size, tint.Ink, 1)
	p.Disc(x, low, 6*p.Size, tint.Ground, 0, 1)
	p.Disc(x, low, 5*p.Size, tint.Ink, 0, 1)
	words := plot.Y + 11*p.Size
	if goal >= 0 && scene.Abs(goal-5*p.Size-words) < 17*p.Size {
		words = goal + 17*p.Size
	}
	side, at := scene.Start, x+7*p.Size
	if x > plot.X+plot.W/2 {
		side, at = scene.End, x-7*p.Size
	}
	p.Begin(at, words, side, tint.Ink)
	p.Str("step ")
	p.Count(back)
	l := p.End()
	l.Size, l.Bold = 12.5*p.Size, true
}

// A lossKind is one of the lines.
type lossKind uint8

const (
	trainLoss lossKind = iota
	validLoss
	twinLoss
)

// lossLooks are role, width, opacity and dash of each line: no two differ in colour alone.
var lossLooks = [...]scene.Mark{
	trainLoss: {Kind: scene.Poly, Role: tint.Sand, W: 2.2, A: 1},
	validLoss: {Kind: scene.Poly, Role: tint.Sea, W: 1.7, A: 0.95, Dash: 5},
	twinLoss:  {Kind: scene.Poly, Role: tint.Ink, W: 1.7, A: 0.85, Dash: 2.5},
}

// lossLegend is the title and a legend that says which line is which in words; it returns the height that they take. What does not fit beside the
// title stands in rows of its own.
func (f *curve) lossLegend(b *scene.Base, p *scene.Pen, box scene.Box) float32 {
	const row = 18
	first, right := box.Y+22*p.Size, box.X+box.W-18*p.Size
	left := p.HeadingX(box) + 0.56*13*p.Size*p.Letters("Loss") + 10*p.Size // of the row that the title stands in
	x, y, title := right, first, right
	put := func(k lossKind, s string) {
		if p.Small {
			return
		}
		if x < right && x-0.56*12.5*p.Size*p.Letters(s)-22*p.Size < left {
			x, y, left = right, y+row*p.Size, box.X
		}
		l := p.Write(x, y, scene.End, lossLooks[k].Role, s)
		l.Size = 12.5 * p.Size
		x -= p.Width(l) + 6*p.Size
		m := lossLooks[k]
		m.Kind, m.X, m.Y, m.X2, m.Y2, m.W, m.A = scene.Line, x-18*p.Size, y-4*p.Size, x-2*p.Size, y-4*p.Size, 2, 1
		m.Dash = min(m.Dash, 3)
		p.Add(m)
		if x -= 32 * p.Size; y == first {
			title = x
		}
	}
	put(validLoss, "validation")
	if b.Twin != nil {
		put(trainLoss, b.Lesson.Names[0])
		put(twinLoss, b.Lesson.Names[1])
	} else {
		put(trainLoss, "training")
	}
	p.First(p.HeadingX(box), first, scene.Start, tint.Dim, 13*p.Size, title+10*p.Size-p.HeadingX(box), "Loss (log): drag to look back", "Loss (log)", "Loss")
	return 40*p.Size + y - first
}

// lossRange is the axis: whole steps of 1, 2, 5, 10 that enclose the curve, so that it moves rarely.
func (f *curve) lossRange(b *scene.Base) (lo, hi float32) {
	lo, hi = b.Snap.Now.Loss, b.Snap.Now.Loss
	enclose := func(v float32) {
		if v < lo {
			lo = v
		}
		if v > hi {
			hi = v
		}
	}
	for _, c := range b.Curve {
		enclose(c.Loss)
		enclose(c.Valid)
		if b.Twin != nil && c.Twin > 0 && c.Twin < 1e6 {
			enclose(c.Twin)
		}
	}
	if v, ok := f.former.lowest(); ok {
		enclose(v)
	}
	if want := b.Goal("loss"); want > 0 { // in sight from the first step on
		enclose(0.75 * want)
	}
	lo, hi = max(lo, 1e-6), min(hi, 1e6)
	if b.Snap.Setup.Loss != nn.BCE { // whose floor on grey values lies far above zero
		lo = min(lo, 0.05)
	}
	mult, exp := scene.RoundStep(lo)
	return mult * float32(math.Pow10(exp)), 1.08 * hi
}

func (f *curve) stepTicks(b *scene.Base, p *scene.Pen, plot scene.Box, end float32) {
	y := plot.Y + plot.H + 19*p.Size
	// At least as wide as a label, so that none meets the next: a round step above, since roundStep looks below.
	mult, exp := scene.RoundStep(max(2.4*end*70*p.Size/plot.W, end/3.2, 1))
	step := mult * float32(math.Pow10(exp))
	for v := float32(0); v <= end; v += step {
		t := v / end
		at := scene.Middle
		if t > 0.97 {
			at = scene.End
		}
		p.Begin(plot.X+t*plot.W, y, at, tint.Faint)
		p.Count(int(v))
		if v == 0 {
			p.Str(" steps")
			p.Labels[len(p.Labels)-1].Anchor = scene.Start
		}
		p.End().Size = 12 * p.Size
	}
}

// polyline lays one of the curves, with the newest measurement as its last point.
func (f *curve) polyline(b *scene.Base, p *scene.Pen, plot scene.Box, end float32, y func(float32) float32, k lossKind) {
	first := int32(len(p.Points))
	put := func(c train.Point) {
		v := c.Loss
		switch k {
		case validLoss:
			v = c.Valid
		case twinLoss:
			v = c.Twin
		}
		if !(v < 1e9) { // a twin that blew up has no loss
			return
		}
		at := scene.Clamp(y(scene.Clamp(v, 1e-9, 1e9)), plot.Y, plot.Y+plot.H)
		p.Points = append(p.Points, scene.Point{X: plot.X + plot.W*float32(c.Step)/end, Y: at})
	}
	for _, c := range b.Curve {
		put(c)
	}
	if b.Snap.Now.Step > b.Curve[len(b.Curve)-1].Step {
		put(b.Snap.Now)
	}
	m := lossLooks[k]
	m.First, m.Count = first, int32(len(p.Points))-first
	if m.Count == 0 {
		return
	}
	p.Add(m)
	tip := p.Points[len(p.Points)-1]
	p.Disc(tip.X, tip.Y, 3.2*p.Size, m.Role, 0, 1)
}
