package scene

import (
	"math"

	"hourglass/core/nn"
	"hourglass/core/train"
	"hourglass/core/vec"
	"hourglass/wasm/tint"
)

// lossCurve draws training and validation loss against the step, loss on a logarithmic axis.
func (b *Builder) lossCurve(p *pen, box Box) {
	head, foot := 40*p.size, 30*p.size
	plot := Box{box.X + 56*p.size, box.Y + head, box.W - 74*p.size, box.H - head - foot}
	b.lossCaption(p, box)
	if len(b.curve) == 0 || plot.W < 20 || plot.H < 20 {
		return
	}
	lo, hi := b.lossRange()
	low, span := vec.Log1(lo), vec.Log1(hi)-vec.Log1(lo)
	y := func(v float32) float32 { return plot.Y + plot.H*(1-(vec.Log1(v)-low)/span) }
	end := float32(max(b.snap.Step, 20))
	b.lossTicks(p, plot, lo, hi, y)
	b.stepTicks(p, plot, end)
	if b.goal > lo && b.goal < hi && b.snap.Setup.Loss == nn.MSE {
		at := y(b.goal)
		p.add(Mark{Kind: Line, Role: tint.Leaf, X: plot.X, Y: at, X2: plot.X + plot.W, Y2: at, W: 1.5, A: 0.9, Dash: 6})
		p.text(plot.X+6*p.size, at-5*p.size, Start, tint.Leaf, "goal").Size = 12 * p.size
	}
	b.polyline(p, plot, end, y, true)
	b.polyline(p, plot, end, y, false)
}

// lossCaption is the title and a legend that says which line is which in words.
func (b *Builder) lossCaption(p *pen, box Box) {
	y := box.Y + 22*p.size
	if box.W > 330*p.size {
		p.caption(box, "Loss (log)")
	}
	x := box.X + box.W - 18*p.size
	legend := func(role tint.Role, s string, width, dash float32) {
		p.text(x, y, End, role, s).Size = 12.5 * p.size
		x -= width * p.size
		p.add(Mark{Kind: Line, Role: role, X: x - 20*p.size, Y: y - 4*p.size, X2: x - 4*p.size, Y2: y - 4*p.size, W: 2, A: 1, Dash: dash})
		x -= 34 * p.size
	}
	legend(tint.Sea, "validation", 64, 3)
	legend(tint.Sand, "training", 52, 0)
}

// lossRange is the axis: whole steps of 1, 2, 5, 10 that enclose the curve, so that it moves rarely.
func (b *Builder) lossRange() (lo, hi float32) {
	lo, hi = b.snap.Now.Loss, b.snap.Now.Loss
	for _, c := range b.curve {
		lo, hi = min(lo, c.Loss, c.Valid), max(hi, c.Loss, c.Valid)
	}
	lo, hi = min(max(lo, 1e-6), 0.05), min(hi, 1e6)
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

// polyline lays one of the two curves, with the newest measurement as its last point.
func (b *Builder) polyline(p *pen, plot Box, end float32, y func(float32) float32, valid bool) {
	first := int32(len(p.Points))
	put := func(c train.Point) {
		v := c.Loss
		if valid {
			v = c.Valid
		}
		at := min(max(y(max(v, 1e-9)), plot.Y), plot.Y+plot.H)
		p.Points = append(p.Points, Point{plot.X + plot.W*float32(c.Step)/end, at})
	}
	for _, c := range b.curve {
		put(c)
	}
	if b.snap.Now.Step > b.curve[len(b.curve)-1].Step {
		put(b.snap.Now)
	}
	m := Mark{Kind: Poly, Role: tint.Sand, W: 2.2, A: 1, First: first, Count: int32(len(p.Points)) - first}
	if valid {
		m.Role, m.W, m.A, m.Dash = tint.Sea, 1.7, 0.95, 5
	}
	p.add(m)
	tip := p.Points[len(p.Points)-1]
	p.disc(tip.X, tip.Y, 3.2*p.size, m.Role, 0, 1)
}
