package ae

import (
	"hourglass/core/nn"
	"hourglass/core/vec"
)

// A game is the part of a pass in which a critic judges: originals x, copies G(F(x)), and pictures G(z) from codes drawn from the
// prior (Larsen et al. 2016; the copy itself is still scored by pixels). The critic goes down its cross-entropy with originals as 1 and
// fakes as 0. The decoder goes down the cross-entropy of its fakes as 1, the form that does not saturate (Goodfellow et al. 2014).
// Both move at once, from the same pass.
type game struct {
	m     *Model
	rows  int        // of the batch
	mem   *nn.Memory // of the critic: originals, copies, drawn
	seen  []float32  // (3·rows, Input), what it looks at
	blame []float32  // (3·rows, Input), gradients by that
	waste []float32  // the critic's gradients when the decoder moves: not used
}

func newGame(m *Model, rows int) *game {
	n := m.Input.Size()
	g := &game{m: m, mem: m.Judge.NewMemory(3*rows, true)}
	g.seen, g.blame = make([]float32, 3*rows*n), make([]float32, 3*rows*n)
	g.waste = make([]float32, m.Judge.Params())
	return g
}

// forward lets the critic look; y (2·rows, Input) are the decoder's outputs.
func (g *game) forward(p *Pass, w, y []float32) {
	g.rows = p.batch.Rows
	own := g.rows * g.m.Input.Size()
	copy(g.seen[:own], p.batch.X)
	fakes := g.seen[own : 3*own]
	if g.m.Loss == nn.BCE {
		vec.Sigmoid(fakes, y)
	} else {
		copy(fakes, y)
	}
	g.m.Judge.Forward(g.mem, w, g.seen[:3*own], 3*g.rows)
}

// logits are the critic's verdicts (3·rows), originals first.
func (g *game) logits() []float32 { return g.mem.Out(len(g.m.Judge.Layers) - 1)[:3*g.rows] }

// value returns the mean cross-entropies: of the fakes as originals, and of everything as what it is. There are two fakes for each original,
// so that a critic which cannot tell them apart does not end at ln 2: see [Adversary].
func (g *game) value() (fool, judge float64) {
	for i, l := range g.logits() {
		if i < g.rows {
			judge += float64(vec.Softplus1(-l)) // -ln sigmoid(l): an original
			continue
		}
		judge += float64(vec.Softplus1(l))
		fool += float64(vec.Softplus1(-l))
	}
	return fool / float64(2*g.rows), judge / float64(3*g.rows)
}

// backward adds the critic's gradient to dw, and sets the decoder's at its outputs: dy (2·rows, Input) holds that of the copies in its
// first half, to which this adds, and is set in the second.
func (g *game) backward(dw, w, dy []float32) {
	m, last := g.m, len(g.m.Judge.Layers)-1
	own, rows := g.rows*m.Input.Size(), g.rows
	dl := g.mem.Grad(last)[:3*rows]

	// The decoder's wish: only the fakes pull, and the critic stands still.
	vec.Sigmoid(dl, g.logits())
	for i := range dl {
		if i < rows {
			dl[i] = 0
		} else {
			dl[i] = m.Critic.Weight * (dl[i] - 1) / float32(2*rows)
		}
	}
	blame := g.blame[:3*own]
	m.Judge.BackwardRange(g.mem, blame, g.waste, w, g.seen[:3*own], 3*rows, 0, last+1)
	pull := blame[own:]
	if m.Loss == nn.BCE {
		vec.SigmoidGrad(pull, pull, g.seen[own:3*own])
	}
	vec.Axpy(dy[:own], 1, pull[:own])
	copy(dy[own:2*own], pull[own:])

	// The critic's own way down.
	vec.Sigmoid(dl, g.logits())
	for i := range dl {
		if i < rows {
			dl[i]--
		}
		dl[i] /= float32(3 * rows)
	}
	m.Judge.BackwardRange(g.mem, nil, dw, w, g.seen[:3*own], 3*rows, 0, last+1)
}
