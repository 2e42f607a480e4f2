package ae

import (
	"strconv"

	"hourglass/core/nn"
	"hourglass/core/rng"
	"hourglass/core/vec"
)

// A Batch is what a pass is given: Rows examples.
type Batch struct {
	X      []float32 // (Rows, Input)
	Mask   []float32 // (Rows, Input), 1 where an entry was observed and 0 where not, whatever X holds there; nil when everything was, and unless Masked
	Labels []int32   // (Rows), negative where no label is known; nil when none is, and without a classifier
	Rows   int
}

// Dice are the streams that a training pass draws from. A nil stream stands for none: a clean input, or a code at its mean with
// every unit awake.
type Dice struct {
	Noise *rng.Stream // corruption of the input
	Code  *rng.Stream // codes, dropout, samples for the critic
}

// Terms are the parts of a loss, in nats or squared grey values, each a mean over the examples of the batch: Copy over the entries that
// count, Label over the examples whose label is known. The weights of the recipe are in them, except in KL, in nats a picture, and in
// Judge.
type Terms struct {
	Total    float64 // what the autoencoder goes down: the sum of the weighted others, without Judge
	Copy     float64 // the loss of the copy, a mean over its numbers
	KL       float64 // divergence of the codes from N(0, 1), summed over the dimensions: the nats that the code costs, and at most tells
	Sparse   float64 // pressure on the code, a sum over its numbers
	Contract float64 // mean squared norm of the code's Jacobian: a sum over all its entries
	Label    float64 // cross-entropy of the classifier
	Fool     float64 // what the decoder pays for being found out
	Judge    float64 // what the critic (the GAN literature's discriminator) goes down: its mean cross-entropy over originals and twice as many fakes, see [Adversary]
}

// Add adds share times u to each term: the means over parts of a batch become the mean over the whole. That is exact only where u is a
// mean over share of the whole: Copy of a masked part counts by its observed entries and Label by its known labels, which may be other
// shares, and under SparseKL or free bits Sparse and Total are no means over examples at all.
func (t *Terms) Add(u Terms, share float64) {
	t.Total += float64(share * u.Total)
	t.Copy += float64(share * u.Copy)
	t.KL += float64(share * u.KL)
	t.Sparse += float64(share * u.Sparse)
	t.Contract += float64(share * u.Contract)
	t.Label += float64(share * u.Label)
	t.Fool += float64(share * u.Fool)
	t.Judge += float64(share * u.Judge)
}

// A Pass runs a model over batches: forwards, then the terms of the loss, then backwards. It owns the memory for it, so a training
// loop and an onlooker each have one of their own. Nothing is allocated after NewPass, but see there.
//
// The loss is Copy (but under Label.Alone) + Beta·KL/D + Sparse + Contract + Label + Fool, with D the numbers of a picture: Copy and the divergence are means
// over numbers, so that one learning rate suits all sizes; Sparse and Contract are sums over the units of an example, as in their
// papers. Times D, Copy and divergence are the negative evidence bound when Loss is BCE and Beta 1; under MSE, Beta is twice the
// variance that the decoder is assumed to have.
type Pass struct {
	Mem *nn.Memory // of Net
	KL  []float64  // (Code), nats of each dimension, of the last Measure; nil without a cloud

	m        *Model
	batch    Batch
	in       []float32 // room for an input that is not the batch's own
	x        []float32 // what the encoder saw: in, or the batch's own
	free     []float32 // (Code), weight of each dimension's divergence: 0 while it is within its free bits
	rates    []float32 // (Code), mean activations
	calm     bool      // no layer holds dice
	sampled  bool      // the last Forward drew from the code's stream
	contract *contraction
	head     *nn.Memory
	dz       []float32
	game     *game
}

// NewPass makes room for batches of up to rows examples, at least 1. With back false, Backward cannot be used, and room for the contractive
// penalty is made by the first Measure that needs it, if the dial stands at 0 now: the one thing that is allocated later.
func (m *Model) NewPass(rows int, back bool) *Pass {
	if rows < 1 {
		panic("ae: a pass for " + strconv.Itoa(rows) + " examples")
	}
	p := &Pass{m: m, calm: true}
	all := rows
	if m.Judge != nil && back {
		p.game = newGame(m, rows)
		all = 2 * rows // pictures from drawn codes come after the copies
	}
	p.Mem = m.Net.NewMemory(all, back)
	p.in = make([]float32, rows*m.Input.Size())
	if m.Cloud.On {
		p.KL, p.free = make([]float64, m.Code), make([]float32, m.Code)
	}
	if m.Sparse.Kind == SparseKL {
		p.rates = make([]float32, m.Code)
	}
	if m.contracts() && (back || m.Contract > 0) {
		p.contract = newContraction(m, rows, back)
	}
	if m.Head != nil {
		p.head, p.dz = m.Head.NewMemory(rows, back), make([]float32, rows*m.Code)
	}
	return p
}

// Forward runs the batch through the model with parameters w (Params) and returns the output (Rows, Input): logits under BCE. The
// batch must stay as it is until Backward is done. Lengths that do not meet panic, as do a mask or labels that the recipe has no use for.
func (p *Pass) Forward(w []float32, b Batch, dice Dice) []float32 {
	m, last := p.m, len(p.m.Net.Layers)
	p.check(w, b)
	p.batch = b
	p.x = p.look(b, dice.Noise)
	all := p.roll(b, dice.Code)
	net, head, _ := m.ends()
	m.Net.ForwardRange(p.Mem, w[:net], p.x, b.Rows, 0, m.Neck+1)
	z := p.Mem.Out(m.Neck)
	if all > b.Rows {
		for i := b.Rows * m.Code; i < all*m.Code; i++ {
			z[i] = dice.Code.Normal()
		}
	}
	y := m.Net.ForwardRange(p.Mem, w[:net], z[:all*m.Code], all, m.Neck+1, last)
	if m.Head != nil {
		m.Head.Forward(p.head, w[net:head], z[:b.Rows*m.Code], b.Rows)
	}
	if p.playing() {
		p.game.forward(p, w[head:], y)
	}
	return y[:b.Rows*m.Input.Size()]
}

// look makes what the encoder sees: the input as it is, without what was not observed, torn.
func (p *Pass) look(b Batch, dice *rng.Stream) []float32 {
	m := p.m
	tear := dice != nil && m.Noise.Kind != Clean
	if !tear && b.Mask == nil {
		return b.X[:b.Rows*m.Input.Size()]
	}
	in := p.in[:b.Rows*m.Input.Size()]
	if tear {
		m.Noise.Tear(in, b.X, dice)
	} else {
		copy(in, b.X)
	}
	hide(in, b.Mask)
	return in
}

// check panics on a batch whose lengths do not meet, or with masks and labels that the recipe does not have.
func (p *Pass) check(w []float32, b Batch) {
	m := p.m
	if b.Rows < 1 {
		panic("ae: a batch of " + strconv.Itoa(b.Rows) + " rows")
	}
	m.fit(w, b.X, m.Input.Size(), b.Rows)
	m.checkMask(len(b.X), b.Mask)
	if b.Labels != nil && (m.Head == nil || len(b.Labels) != b.Rows) {
		panic("ae: " + strconv.Itoa(len(b.Labels)) + " labels for " + strconv.Itoa(b.Rows) + " rows and " + strconv.Itoa(m.Label.Classes) + " classes")
	}
}

// roll throws the dice of all layers, or takes them away, and returns how many rows the decoder will paint.
func (p *Pass) roll(b Batch, dice *rng.Stream) int {
	m := p.m
	p.sampled = dice != nil
	if dice == nil {
		if !p.calm {
			m.Net.Calm(p.Mem)
			p.calm = true
		}
		return b.Rows
	}
	rows := b.Rows
	if p.playing() {
		rows *= 2
	}
	p.calm = false
	m.Net.Draw(p.Mem, dice, rows)
	if m.Sequence.Forced {
		m.Net.Teach(p.Mem, b.X, b.Rows)
	}
	return rows
}

// playing reports whether the critic takes part: in training only.
func (p *Pass) playing() bool { return p.game != nil && p.sampled }

// Measure returns the terms of the loss of the last Forward.
func (p *Pass) Measure(w []float32) Terms {
	m, b := p.m, p.batch
	y := p.Mem.Out(len(m.Net.Layers) - 1)[:b.Rows*m.Input.Size()]
	z := p.Mem.Out(m.Neck)[:b.Rows*m.Code]
	var t Terms
	if m.Masked && b.Mask != nil {
		t.Copy = nn.Masked(m.Loss, nil, y, b.X, b.Mask)
	} else {
		t.Copy = m.Loss.Value(y, b.X)
	}
	if !m.Label.Alone {
		t.Total = t.Copy
	}
	if m.Cloud.On {
		charged := p.divergence()
		for _, v := range p.KL {
			t.KL += v
		}
		t.Total += float64(float64(m.Cloud.Beta) * charged / float64(m.Input.Size()))
	}
	switch m.Sparse.Kind {
	case SparseL1:
		t.Sparse = float64(float64(m.Sparse.Weight) * nn.L1Penalty(z, b.Rows))
	case SparseKL:
		nn.MeanRows(p.rates, z, b.Rows)
		t.Sparse = float64(float64(m.Sparse.Weight) * nn.SparseKL(p.rates, m.Sparse.Rate))
	}
	if m.Contract > 0 && m.contracts() {
		if p.contract == nil { // an onlooker's, and the dial has been turned up since
			p.contract = newContraction(m, p.Mem.Rows, false)
		}
		t.Contract = float64(float64(m.Contract) * p.contract.value(p, w))
	}
	if m.Head != nil && b.Labels != nil {
		t.Label = float64(float64(m.Label.Weight) * nn.CrossEntropy(nil, p.head.Out(0)[:b.Rows*m.Label.Classes], b.Labels, m.Label.Classes))
	}
	if p.playing() {
		t.Fool, t.Judge = p.game.value()
		t.Fool = float64(float64(m.Critic.Weight) * t.Fool)
	}
	t.Total += t.Sparse
	t.Total += t.Contract
	t.Total += t.Label
	t.Total += t.Fool
	return t
}

// divergence finds the KL of each code dimension, returns how many nats are charged beyond the free ones, and notes which dimensions
// those are.
func (p *Pass) divergence() float64 {
	m := p.m
	nn.GaussKL(p.KL, p.Mem.Out(m.Neck - 1)[:p.batch.Rows*2*m.Code], p.batch.Rows, m.Code)
	charged := 0.0
	for d, v := range p.KL {
		p.free[d] = m.Cloud.Beta / float32(m.Input.Size())
		if least := float64(m.Cloud.FreeBits); v < least {
			p.free[d], v = 0, least
		}
		charged += v
	}
	return charged
}

// Backward adds to dw (Params) each player's gradient of the loss of the last Forward and Measure.
func (p *Pass) Backward(dw, w []float32) {
	m, b := p.m, p.batch
	last, size := len(m.Net.Layers)-1, b.Rows*m.Input.Size()
	net, head, _ := m.ends()
	y, dy := p.Mem.Out(last)[:size], p.Mem.Grad(last)
	switch {
	case m.Label.Alone:
		vec.Fill(dy[:size], 0)
	case m.Masked && b.Mask != nil:
		nn.Masked(m.Loss, dy[:size], y, b.X, b.Mask)
	default:
		m.Loss.Gradient(dy[:size], y, b.X)
	}
	rows := b.Rows
	if p.playing() {
		rows *= 2
		p.game.backward(dw[head:], w[head:], dy)
	}
	z, dz := p.Mem.Out(m.Neck)[:rows*m.Code], p.Mem.Grad(m.Neck)[:rows*m.Code]
	m.Net.BackwardRange(p.Mem, dz, dw[:net], w[:net], z, rows, m.Neck+1, last+1)
	p.press(dw[net:head], w[net:head])
	p.encoderBackward(dw[:net], w[:net])
}

// press adds to the gradient at the code what the classifier and the sparse pressure want of it.
func (p *Pass) press(dw, w []float32) {
	m, b := p.m, p.batch
	z, dz := p.Mem.Out(m.Neck)[:b.Rows*m.Code], p.Mem.Grad(m.Neck)[:b.Rows*m.Code]
	if m.Head != nil && b.Labels != nil {
		n := b.Rows * m.Label.Classes
		nn.CrossEntropy(p.head.Grad(0)[:n], p.head.Out(0)[:n], b.Labels, m.Label.Classes)
		vec.Scale(p.head.Grad(0)[:n], m.Label.Weight, p.head.Grad(0)[:n])
		m.Head.BackwardRange(p.head, p.dz[:b.Rows*m.Code], dw, w, z, b.Rows, 0, 1)
		vec.Axpy(dz, 1, p.dz[:b.Rows*m.Code])
	}
	switch m.Sparse.Kind {
	case SparseL1:
		nn.AddL1Grad(dz, z, m.Sparse.Weight, b.Rows)
	case SparseKL:
		nn.AddSparseKLGrad(dz, p.rates, m.Sparse.Rate, m.Sparse.Weight, b.Rows)
	}
}

// encoderBackward goes from the code to the input, through the draw of a cloud and past its divergence.
func (p *Pass) encoderBackward(dw, w []float32) {
	m, b := p.m, p.batch
	to := m.Neck + 1
	if m.Cloud.On {
		size := b.Rows * 2 * m.Code
		code, dcode := p.Mem.Out(m.Neck - 1)[:size], p.Mem.Grad(m.Neck - 1)[:size]
		m.Net.BackwardRange(p.Mem, dcode, dw, w, code, b.Rows, m.Neck, m.Neck+1)
		nn.AddGaussKLGrad(dcode, code, p.free, b.Rows, m.Code)
		to = m.Neck
	}
	m.Net.BackwardRange(p.Mem, nil, dw, w, p.x, b.Rows, 0, to)
	if p.contract != nil && m.Contract > 0 {
		p.contract.backward(p, dw, w)
	}
}
