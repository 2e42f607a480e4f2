package figures

import (
	"hourglass/core/nn"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// Recurrent layers, unrolled: a box for each step of the one cell, each with the state that it leaves behind.

// mostSteps is how many steps are shown one by one.
const mostSteps = 16

// cellColumn lays the boxes one over another, h high at most.
func (c *column) cellColumn(p *scene.Pen, box scene.Box, h float32) {
	c.rows = c.steps
	c.most(mostSteps, 8, 4)
	c.spacing = min(h/float32(c.slots()), 44*p.Size)
	c.w, c.h = min(0.075*box.W, 64*p.Size), 0.66*c.spacing // of one box
}

// cells draws the boxes, what passes from one to the next, and where the layer's states are known their values.
func (f *network) cells(b *scene.Base, p *scene.Pen, c *column) {
	var states []float32
	if c.show >= 0 {
		states = b.One.Out(b.Model.Show[c.show])
	}
	for t := range c.steps {
		if !c.shows(t) {
			continue
		}
		y := c.level(t)
		box := scene.At(c.x-c.w/2, y-c.h/2, c.w, c.h)
		p.Rect(box, min(4, c.h/4), tint.Panel, 0, 1)
		p.Frame(box, 1, tint.Faint, 0.8)
		if t < c.steps-1 {
			p.Line(c.x, y+c.h/2, c.x, c.level(t+1)-c.h/2, 1.6*p.Size, tint.Sand, 0.9)
		}
		switch {
		case len(states) == c.steps*c.hidden:
			state(p, box, states[t*c.hidden:][:c.hidden])
		case len(states) == c.hidden && t == c.steps-1: // only the last is handed on
			state(p, box, states)
		}
	}
}

// state draws the numbers of one cell, between -1 and 1, as far as there is room for them.
func state(p *scene.Pen, box scene.Box, v []float32) {
	in := box.Inset(min(3, box.H/6))
	n := min(len(v), int(in.W/2))
	for i := range n {
		w := in.W / float32(n)
		p.Rect(scene.At(in.X+float32(i)*w, in.Y, max(w-0.6, 0.5), in.H), 0, tint.Ramp, scene.Clamp((v[i]+1)/2, 0, 1), 1)
	}
}

// steps draws what goes into the cells of column to, or comes out of those of column from, at each step.
func (f *network) steps(b *scene.Base, p *scene.Pen, from, to *column, quiet float32) {
	thread := func(x, y, x2, y2 float32) {
		p.Add(scene.Mark{Kind: scene.Curve, Role: tint.Dim, X: x, Y: y, X2: x2, Y2: y2, W: 1.2 * p.Size, A: 0.7 * quiet})
	}
	switch {
	case to.body == cells && from.body == units: // the code is shown to every step
		for t := range to.steps {
			if to.shows(t) {
				thread(from.x+from.r, from.cy, to.x-to.w/2, to.level(t))
			}
		}
	case to.body == cells: // each step reads its own numbers
		for t := range to.steps {
			if to.shows(t) {
				x, y := from.at(t * (from.n / to.steps))
				thread(x, y, to.x-to.w/2, to.level(t))
			}
		}
	case from.body == cells:
		f.written(p, from, to, thread)
	}
}

// written draws what each step writes, and where it is fed its own last output, the way back.
func (f *network) written(p *scene.Pen, from, to *column, thread func(x, y, x2, y2 float32)) {
	_, feeds := from.joint.(nn.Unroll)
	for t := range from.steps {
		if !from.shows(t) {
			continue
		}
		x, y := to.at(t * (to.n / from.steps))
		thread(from.x+from.w/2, from.level(t), x, y)
		if feeds && t+1 < from.steps && from.shows(t+1) {
			p.Add(scene.Mark{Kind: scene.Line, Role: tint.Sea, X: x, Y: y, X2: from.x + from.w/2, Y2: from.level(t + 1), W: 1, A: 0.5, Dash: 3})
		}
	}
}
