package figures

import (
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The run before this one, behind the loss curve, so that what Again changes can be seen. It is a matter of looking alone.

// A former keeps the curve of the run before, where both have the lesson's goal and began from one seed.
type former struct {
	was, now []train.Point // curves of the run before and of this one
	seed     uint32        // of this one
	step     int           // where it stood
	goal     float32       // what it was to reach, or 0
}

// leastFormer is the least of a run that is worth comparing with.
const leastFormer = 200

func (f *former) update(b *scene.Base) {
	goal, seed := b.Goal("loss"), b.Snap.Setup.Seed
	switch {
	case goal != f.goal || goal == 0 || seed != f.seed:
		f.was = f.was[:0]
	case b.Snap.Step < f.step && f.step >= leastFormer:
		f.was, f.now = f.now, f.was
	}
	f.now = append(f.now[:0], b.Curve...)
	f.seed, f.step, f.goal = seed, b.Snap.Step, goal
}

// reached is the first step of a curve that meets the goal, or -1.
func (f *former) reached(curve []train.Point) int {
	for _, c := range curve {
		if c.Loss < f.goal {
			return c.Step
		}
	}
	return -1
}

// end is how far an axis goes that shows what counts of the run before.
func (f *former) end() int {
	if len(f.was) == 0 {
		return 0
	}
	if n := f.reached(f.was); n >= 0 {
		return n + n/8
	}
	return f.was[len(f.was)-1].Step
}

// lowest is the least loss of the run before that the axis shows.
func (f *former) lowest() (v float32, ok bool) {
	end := f.end()
	for _, c := range f.was {
		if c.Step <= end && (!ok || c.Loss < v) {
			v, ok = c.Loss, true
		}
	}
	return v, ok
}

// tell says in words at which steps this run and the one before met the goal.
func (f *former) tell(p *scene.Pen) {
	if len(f.was) == 0 {
		return
	}
	for k, n := range [2]int{f.reached(f.was), f.reached(f.now)} {
		if n >= 0 {
			p.Str([2]string{", the run before met the goal at step ", ", this one at step "}[k])
			p.Count(n)
		}
	}
}

// draw lays the run before on the plot, and at goal, the height of that, the steps at which it and this one got there.
func (f *former) draw(p *scene.Pen, plot scene.Box, end float32, y func(float32) float32, goal float32) {
	if len(f.was) == 0 {
		return
	}
	first := int32(len(p.Points))
	for _, c := range f.was {
		if float32(c.Step) > end {
			break
		}
		p.Points = append(p.Points, scene.Point{X: plot.X + plot.W*float32(c.Step)/end, Y: scene.Clamp(y(scene.Clamp(c.Loss, 1e-9, 1e9)), plot.Y, plot.Y+plot.H)})
	}
	p.Add(scene.Mark{Kind: scene.Poly, Role: tint.Sand, W: 1.6, A: 0.42, First: first, Count: int32(len(p.Points)) - first})
	if goal < 0 {
		return
	}
	put := func(n int, word string, role tint.Role, at float32) {
		if n < 0 || float32(n) > end {
			return
		}
		x := plot.X + plot.W*float32(n)/end
		p.Add(scene.Mark{Kind: scene.Line, Role: role, X: x, Y: goal, X2: x, Y2: plot.Y + plot.H, W: 1, A: 0.8, Dash: 3})
		p.Disc(x, goal, 3.5*p.Size, role, 0, 1)
		p.Begin(x+5*p.Size, at, scene.Start, role)
		p.Str(word)
		p.Count(n)
		l := p.End()
		l.Size = 12 * p.Size
		if l.X+p.Width(l) > plot.X+plot.W {
			l.X, l.Anchor = x-5*p.Size, scene.End
		}
	}
	put(f.reached(f.was), "before: ", tint.Dim, plot.Y+plot.H-22*p.Size)
	put(f.reached(f.now), "now: ", tint.Sand, plot.Y+plot.H-6*p.Size)
}
