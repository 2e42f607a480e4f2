package ae

import (
	"hourglass/core/nn"
	"hourglass/core/vec"
)

// A contraction works out the contractive penalty (Rifai et al. 2011) of a dense encoder of any depth: the squared Frobenius norm of
// the Jacobian of the code by the input, a mean over the batch, and its exact gradient.
//
// Row j of the Jacobian is what comes back to the input when the gradient at the code is the j-th unit vector: with h_l = u(a_l),
// a_l = h_(l-1)·W_l, from the top v_L = e_j, s_l = v_l ⊙ u'(a_l), v_(l-1) = s_l·W_lᵀ, and the penalty is the sum of |v_0|². Its
// gradient goes through that chain from the bottom up, and where it meets u' it needs the second derivative u” and then the
// ordinary way down: see backward. For one layer this is sum_j (u'_j)² sum_i W_ij².
type contraction struct {
	m      *Model
	layers []stage
	slope  [][]float32 // per layer (rows, Out): u'(a)
	v      [][]float32 // per layer and the input (rows, width): what comes back, of one code unit
	s      [][]float32 // per layer (rows, Out)
	g      [][]float32 // as v: gradient of the penalty by v; none without a way back
	t      []float32   // (rows, widest): gradient by s
	da     [][]float32 // per layer (rows, Out): gradient of the penalty by a; none without a way back
}

// A stage is a dense layer of the encoder and the unit on it.
type stage struct {
	nn.Dense
	at   int // its place in the net
	unit nn.Unit
}

// contracts reports whether the recipe has what a contraction needs, so that the dial may be turned up from zero.
func (m *Model) contracts() bool {
	r := m.Recipe
	return r.Sequence.Hidden == 0 && len(r.Conv) == 0 && !r.Norm && r.Dropout == 0 && !r.Cloud.On && r.Sparse.Kind <= SparseKL
}

// newContraction makes room for batches of up to rows examples. With back false, backward cannot be used.
func newContraction(m *Model, rows int, back bool) *contraction {
	c := &contraction{m: m}
	for i, l := range m.Net.Layers[:m.Neck+1] {
		switch l := l.(type) {
		case nn.Dense:
			c.layers = append(c.layers, stage{l, i, nn.Linear})
		case nn.Unit:
			c.layers[len(c.layers)-1].unit = l
		}
	}
	wide := m.Input.Size()
	arena := func(n int) []float32 { return make([]float32, rows*n) }
	c.v = append(c.v, arena(wide))
	for _, l := range c.layers {
		c.slope, c.s, c.v = append(c.slope, arena(l.Out)), append(c.s, arena(l.Out)), append(c.v, arena(l.Out))
		wide = max(wide, l.Out)
	}
	c.t = arena(wide)
	if back {
		c.g = append(c.g, arena(m.Input.Size()))
		for _, l := range c.layers {
			c.g, c.da = append(c.g, arena(l.Out)), append(c.da, arena(l.Out))
		}
	}
	return c
}

// sum returns a_l (rows, Out) and h_l, the sum and the output of layer l in the last forward pass.
func (c *contraction) sum(p *Pass, l int) (a, h []float32) {
	at, n := c.layers[l].at, p.batch.Rows*c.layers[l].Out
	a = p.Mem.Out(at)[:n]
	if c.layers[l].unit == nn.Linear {
		return a, a
	}
	return a, p.Mem.Out(at + 1)[:n]
}

func (c *contraction) slopes(p *Pass) {
	for l, layer := range c.layers {
		a, h := c.sum(p, l)
		vec.Fill(c.t[:len(a)], 1)
		layer.unit.Backward(c.slope[l][:len(a)], nil, c.t[:len(a)], h, nil, a, nil, nil, p.batch.Rows)
	}
}

// down fills v and s for code unit j.
func (c *contraction) down(p *Pass, w []float32, j int) {
	rows, top := p.batch.Rows, len(c.layers)
	code := c.layers[top-1].Out
	vec.Fill(c.v[top][:rows*code], 0)
	for r := range rows {
		c.v[top][r*code+j] = 1
	}
	for l := top - 1; l >= 0; l-- {
		d := c.layers[l].Dense
		n := rows * d.Out
		vec.Mul(c.s[l][:n], c.v[l+1][:n], c.slope[l][:n])
		vec.Fill(c.v[l][:rows*d.In], 0)
		vec.MatMulTB(c.v[l], c.s[l], c.m.Net.Of(c.layers[l].at, w), rows, d.Out, d.In)
	}
}

// value returns the penalty, without its weight.
func (c *contraction) value(p *Pass, w []float32) float64 {
	c.slopes(p)
	sum := 0.0
	for j := range c.m.Code {
		c.down(p, w, j)
		for _, v := range c.v[0][:p.batch.Rows*c.layers[0].In] {
			sum += float64(float64(v) * float64(v))
		}
	}
	return sum / float64(p.batch.Rows)
}

// backward adds to dw the gradient of the weighted penalty of the last forward pass.
func (c *contraction) backward(p *Pass, dw, w []float32) {
	rows := p.batch.Rows
	c.slopes(p)
	for l := range c.layers {
		vec.Fill(c.da[l], 0)
	}
	for j := range c.m.Code {
		c.down(p, w, j)
		c.up(p, dw, w)
	}
	// What the slopes owe to the sums goes down the ordinary way.
	for l := len(c.layers) - 1; l >= 0; l-- {
		layer := c.layers[l]
		n, below := rows*layer.Out, p.x
		if l > 0 {
			_, below = c.sum(p, l-1)
		}
		part, da := c.m.Net.Of(layer.at, dw), c.da[l][:n]
		vec.MatMulTA(part, below, da, layer.In, rows, layer.Out)
		vec.SumRows(part[layer.In*layer.Out:], da, rows)
		if l > 0 {
			t := c.t[:rows*layer.In]
			vec.Fill(t, 0)
			vec.MatMulTB(t, da, c.m.Net.Of(layer.at, w), rows, layer.Out, layer.In)
			vec.Mul(t, t, c.slope[l-1][:len(t)])
			vec.Axpy(c.da[l-1][:len(t)], 1, t)
		}
	}
}

// up carries the gradient of |v_0|² for one code unit from the input to the code: by v, by s, by the weights, and by the sums through
// the slopes.
func (c *contraction) up(p *Pass, dw, w []float32) {
	rows := p.batch.Rows
	n := rows * c.layers[0].In
	vec.Scale(c.g[0][:n], 2*c.m.Contract/float32(rows), c.v[0][:n])
	for l, layer := range c.layers {
		a, h := c.sum(p, l)
		n := rows * layer.Out
		weights := c.m.Net.Of(layer.at, w)
		// v_(l-1) = s·Wᵀ: W gains gᵀ·s, s gains g·W.
		vec.MatMulTA(c.m.Net.Of(layer.at, dw), c.g[l], c.s[l], layer.In, rows, layer.Out)
		t := c.t[:n]
		vec.Fill(t, 0)
		vec.MatMul(t, c.g[l], weights, rows, layer.In, layer.Out)
		// s = v ⊙ u'(a).
		vec.Mul(c.g[l+1][:n], t, c.slope[l][:n])
		v, da := c.v[l+1], c.da[l]
		for i, ti := range t {
			da[i] += float32(float32(ti*v[i]) * layer.unit.Bend(a[i], h[i]))
		}
	}
}
