package scene

import (
	"math"

	"hourglass/core/nn"
	"hourglass/core/train"
	"hourglass/core/vec"
	"hourglass/wasm/tint"
)

// lossCurve draws training and validation loss against the step, loss on a logarithmic axis; with a twin, its training loss too. The curve is
// a slider over the run's past.
func (b *Builder) lossCurve(p *pen, box Box) {
	head, foot := b.lossLegend(p, box), 30*p.size
	lo, hi := b.lossRange()
	left := float32(56)
	if lo < 1e-4 {
		left = 72 // numbers are long
	}
	plot := Box{box.X + left*p.size, box.Y + head, box.W - (left+18)*p.size, box.H - head - foot}
	if len(b.curve) == 0 || plot.W < 20 || plot.H < 20 {
		return
	}
	low, span := vec.Log1(lo), vec.Log1(hi)-vec.Log1(lo)
	y := func(v float32) float32 { return plot.Y + plot.H*(1-(vec.Log1(v)-low)/span) }
	end := b.lossEnd()
	b.lossTicks(p, plot, lo, hi, y)
	b.stepTicks(p, plot, end)
	goal := float32(-1)
	if b.goal > lo && b.goal < hi && b.snap.Setup.Loss == nn.MSE {
		goal = y(b.goal)
		p.add(Mark{Kind: Line, Role: tint.Leaf, X: plot.X, Y: goal, X2: plot.X + plot.W, Y2: goal, W: 1.5, A: 0.9, Dash: 6})
		p.text(plot.X+6*p.size, goal-5*p.size, Start, tint.Leaf, "goal").Size = 12 * p.size
	}
	if b.twin != nil {
		b.polyline(p, plot, end, y, twinLoss)
	}
	b.polyline(p, plot, end, y, validLoss)
	b.polyline(p, plot, end, y, trainLoss)
	b.pastHandle(p, plot, end, goal)
	p.hit(Hit{Target: Past, X: plot.X, Y: plot.Y, X2: plot.X + plot.W, Y2: plot.Y + plot.H})
}

// lossEnd is the step at the right end of the curve.
func (b *Builder) lossEnd() float32 { return float32(max(b.snap.Step, 20)) }

// pastHandle is what the learner takes to look back: at rest at the right end; on the way a line at the step that is looked at, with all that
// came after it dimmed. goal is the height of the goal's line, or -1.
func (b *Builder) pastHandle(p *pen, plot Box, end, goal float32) {
	low, right := plot.Y+plot.H, plot.X+plot.W
	back := b.snap.View.Back
	if back < 0 {
		if b.snap.Step > 0 {
			x := plot.X + plot.W*float32(b.snap.Step)/end
			p.line(x, plot.Y, x, low, 1, tint.Faint, 0.4)
			p.disc(x, low, 4.5*p.size, tint.Dim, 0, 1)
		}
		return
	}
	x := plot.X + plot.W*min(float32(back)/end, 1)
	p.rect(Box{x, plot.Y - 4, right - x + 5*p.size, plot.H + 4}, 0, tint.Ground, 0, 0.62)
	p.line(x, plot.Y, x, low, 1.5*p.size, tint.Ink, 1)
	p.disc(x, low, 6*p.size, tint.Ground, 0, 1)
	p.disc(x, low, 5*p.size, tint.Ink, 0, 1)
	words := plot.Y + 11*p.size
	if goal >= 0 && abs(goal-5*p.size-words) < 17*p.size {
		words = goal + 17*p.size
	}
	side, at := Start, x+7*p.size
	if x > plot.X+plot.W/2 {
		side, at = End, x-7*p.size
	}
	p.begin(at, words, side, tint.Ink)
	p.str("step ")
	p.count(back)
	l := p.end()
	l.Size, l.Bold = 12.5*p.size, true
}

// A lossKind is one of the lines.
type lossKind uint8

const (
	trainLoss lossKind = iota
	validLoss
	twinLoss
)

// lossLooks are role, width, opacity and dash of each line: no two differ in colour alone.
var lossLooks = [...]Mark{
	trainLoss: {Kind: Poly, Role: tint.Sand, W: 2.2, A: 1},
	validLoss: {Kind: Poly, Role: tint.Sea, W: 1.7, A: 0.95, Dash: 5},
	twinLoss:  {Kind: Poly, Role: tint.Ink, W: 1.7, A: 0.85, Dash: 2.5},
}

// lossLegend is the title and a legend that says which line is which in words; it returns the height that they take. What does not fit beside
// the rest stands in a second row.
func (b *Builder) lossLegend(p *pen, box Box) float32 {
	y, right := box.Y+22*p.size, box.X+box.W-18*p.size
	x := right
	put := func(k lossKind, s string) {
		l := p.text(x, y, End, lossLooks[k].Role, s)
		l.Size = 12.5 * p.size
		x -= p.width(l) + 6*p.size
		m := lossLooks[k]
		m.Kind, m.X, m.Y, m.X2, m.Y2, m.W, m.A = Line, x-18*p.size, y-4*p.size, x-2*p.size, y-4*p.size, 2, 1
		m.Dash = min(m.Dash, 3)
		p.add(m)
		x -= 32 * p.size
	}
	run, twin := "training", ""
	if b.twin != nil {
		run, twin = b.lesson.Names[0], b.lesson.Names[1]
	}
	put(validLoss, "validation")
	put(trainLoss, run)
	head := 40 * p.size
	if b.twin != nil {
		if x-0.56*12.5*p.size*float32(len(twin))-26*p.size < box.X+15*p.size {
			x, y, head = right, y+18*p.size, head+18*p.size
		}
		put(twinLoss, twin)
	}
	if y > box.Y+30*p.size { // the first row is full
		return head
	}
	p.first(box.X+15*p.size, y, Start, tint.Dim, 13*p.size, x-box.X-15*p.size, "Loss (log): drag to look back", "Loss (log)", "Loss")
	return head
}

// lossRange is the axis: whole steps of 1, 2, 5, 10 that enclose the curve, so that it moves rarely.
func (b *Builder) lossRange() (lo, hi float32) {
	lo, hi = b.snap.Now.Loss, b.snap.Now.Loss
	enclose := func(v float32) {
		if v < lo {
			lo = v
		}
		if v > hi {
			hi = v
		}
	}
	for _, c := range b.curve {
		enclose(c.Loss)
		enclose(c.Valid)
		if b.twin != nil && c.Twin > 0 && c.Twin < 1e6 {
			enclose(c.Twin)
		}
	}
	lo, hi = max(lo, 1e-6), min(hi, 1e6)
	if b.snap.Setup.Loss != nn.BCE { // whose floor on grey values lies far above zero
		lo = min(lo, 0.05)
	}
	mult, exp := roundStep(lo)
	return mult * float32(math.Pow10(exp)), 1.08 * hi
}

// lossTicks draws a line at 1, 2 and 5 of each decade, more while the curve is young and less where they would crowd. Ticks are counted in whole numbers, so that
// each is written as it is meant.
func (b *Builder) lossTicks(p *pen, plot Box, lo, hi float32, y func(float32) float32) {
	last := float32(math.MaxFloat32)
	for exp := -6; exp <= 6; exp++ {
		for _, k := range [...]float32{1, 2, 3, 4, 5, 6, 8} {
			v := k * float32(math.Pow10(exp))
			at := y(v)
			if hi > 5*lo && k != 1 && k != 2 && k != 5 || v < lo*0.999 || v > hi || last-at < 18*p.size {
				continue
			}
			last = at
			p.line(plot.X, at, plot.X+plot.W, at, 1, tint.Line, 1)
			p.begin(plot.X-8*p.size, at+4*p.size, End, tint.Faint)
			p.num(v, max(-exp, 0))
			p.end().Size = 12 * p.size
		}
	}
}

func (b *Builder) stepTicks(p *pen, plot Box, end float32) {
	y := plot.Y + plot.H + 19*p.size
	// At least as wide as a label, so that none meets the next: a round step above, since roundStep looks below.
	mult, exp := roundStep(max(2.4*end*70*p.size/plot.W, end/3.2, 1))
	step := mult * float32(math.Pow10(exp))
	for v := float32(0); v <= end; v += step {
		t := v / end
		at := Middle
		if t > 0.97 {
			at = End
		}
		p.begin(plot.X+t*plot.W, y, at, tint.Faint)
		p.count(int(v))
		if v == 0 {
			p.str(" steps")
			p.Labels[len(p.Labels)-1].Anchor = Start
		}
		p.end().Size = 12 * p.size
	}
}

// polyline lays one of the curves, with the newest measurement as its last point.
func (b *Builder) polyline(p *pen, plot Box, end float32, y func(float32) float32, k lossKind) {
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
		at := clamp(y(clamp(v, 1e-9, 1e9)), plot.Y, plot.Y+plot.H)
		p.Points = append(p.Points, Point{plot.X + plot.W*float32(c.Step)/end, at})
	}
	for _, c := range b.curve {
		put(c)
	}
	if b.snap.Now.Step > b.curve[len(b.curve)-1].Step {
		put(b.snap.Now)
	}
	m := lossLooks[k]
	m.First, m.Count = first, int32(len(p.Points))-first
	if m.Count == 0 {
		return
	}
	p.add(m)
	tip := p.Points[len(p.Points)-1]
	p.disc(tip.X, tip.Y, 3.2*p.size, m.Role, 0, 1)
}
