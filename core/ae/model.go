package ae

import (
	"errors"
	"strconv"

	"hourglass/core/nn"
	"hourglass/core/rng"
	"hourglass/core/vec"
)

// A Model is a planned recipe: a net whose layers up to Neck are F and whose others are G, and the nets of those who look at its
// code and its copies. All parameters lie in one arena: Net's, then Head's, then Judge's.
type Model struct {
	Recipe
	Net   *nn.Net
	Neck  int     // the layer whose output is the code
	Show  []int   // the layers whose outputs are worth seeing: hidden units, code, output
	Head  *nn.Net // from the code to a logit for each class, or nil
	Judge *nn.Net // the critic (the discriminator of the GAN literature): from a picture to the logit of its being an original, or nil
}

// New plans the recipe. It fails on what cannot be, and says which.
func New(r Recipe) (*Model, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	b := builder{m: &Model{Recipe: r}, at: r.Input}
	if r.Sequence.Hidden > 0 {
		b.sequence()
	} else {
		b.feedForward()
	}
	var err error
	if b.m.Net, err = nn.NewNet(r.Input, b.layers...); err != nil {
		return nil, errors.New("ae: " + err.Error())
	}
	if n := b.m.Net.Out(len(b.layers) - 1).Size(); n != r.Input.Size() {
		return nil, errors.New("ae: the decoder ends at " + b.m.Net.Out(len(b.layers)-1).String() + ", the input is " + r.Input.String())
	}
	if r.Label.Classes > 0 {
		if b.m.Head, err = nn.NewNet(nn.Flat(r.Code), nn.Dense{In: r.Code, Out: r.Label.Classes}); err != nil {
			return nil, errors.New("ae: classifier: " + err.Error())
		}
	}
	if len(r.Critic.Hidden) > 0 {
		if b.m.Judge, err = critic(r); err != nil {
			return nil, errors.New("ae: critic: " + err.Error())
		}
	}
	if n := b.m.floats(); n > MaxFloats {
		return nil, errors.New("ae: a pass would hold " + strconv.Itoa(n) + " numbers of each example, more than " + strconv.Itoa(MaxFloats))
	}
	return b.m, nil
}

// floats is how many numbers a pass holds of one example.
func (m *Model) floats() int {
	n := m.Net.Floats()
	if m.Head != nil {
		n += m.Head.Floats()
	}
	if m.Judge != nil {
		n += m.Judge.Floats()
	}
	return n
}

// critic plans a dense classifier of pictures. Its units leak, so that a gradient always reaches the decoder.
func critic(r Recipe) (*nn.Net, error) {
	var layers []nn.Layer
	at := r.Input.Size()
	for _, w := range r.Critic.Hidden {
		layers = append(layers, nn.Dense{In: at, Out: w}, nn.Leaky)
		at = w
	}
	return nn.NewNet(r.Input, append(layers, nn.Dense{In: at, Out: 1})...)
}

// A builder lays the layers of a recipe one on the other.
type builder struct {
	m      *Model
	layers []nn.Layer
	at     nn.Shape
	dense  []int // places of the encoder's dense layers, for the decoder to share
}

func (b *builder) add(l nn.Layer) {
	b.layers = append(b.layers, l)
	if p, err := l.Plan(b.at); err == nil {
		b.at = p.Out
	}
}

func (b *builder) unit(u nn.Unit) {
	if u != nn.Linear {
		b.add(u)
	}
}

func (b *builder) show() { b.m.Show = append(b.m.Show, len(b.layers)-1) }

// hidden finishes a hidden layer: norm, unit, dropout.
func (b *builder) hidden() {
	if b.m.Norm {
		b.add(nn.LayerNorm{Size: b.at.Size()})
	}
	b.unit(b.m.Unit)
	b.show()
	if b.m.Dropout > 0 {
		b.add(nn.Dropout{Size: b.at.Size(), P: b.m.Dropout})
	}
}

func (b *builder) feedForward() {
	r := &b.m.Recipe
	var shapes []nn.Shape // what entered each convolution
	for _, c := range r.Conv {
		shapes = append(shapes, b.at)
		b.add(nn.NewConv(b.at, c.Channels, c.Kernel, c.Stride, c.Kernel/2))
		b.hidden()
	}
	flat := b.at // what the dense layers flatten
	in := flat.Size()
	for _, w := range r.Hidden {
		b.dense = append(b.dense, len(b.layers))
		b.add(nn.Dense{In: in, Out: w})
		b.hidden()
		in = w
	}
	b.code(in)
	in = r.Code
	for i := len(r.Hidden) - 1; i >= 0; i-- {
		b.back(in, r.Hidden[i])
		b.hidden()
		in = r.Hidden[i]
	}
	b.back(in, flat.Size())
	for i := len(r.Conv) - 1; i >= 0; i-- {
		b.hidden()
		b.at = flat
		b.add(mirror(r.Conv[i], flat, shapes[i]))
		flat = shapes[i]
	}
	b.unit(r.outUnit())
	b.show()
}

// code lays the neck.
func (b *builder) code(in int) {
	r := &b.m.Recipe
	b.dense = append(b.dense, len(b.layers))
	if r.Cloud.On {
		b.add(nn.Dense{In: in, Out: 2 * r.Code})
		b.add(nn.Sample{Code: r.Code})
	} else {
		b.add(nn.Dense{In: in, Out: r.Code})
		b.unit(r.CodeUnit)
	}
	switch r.Sparse.Kind {
	case TopK:
		b.add(nn.ReLU)
		b.add(nn.TopK{Size: r.Code, K: r.Sparse.Keep})
	case KSparse:
		b.add(nn.TopK{Size: r.Code, K: r.Sparse.Keep})
	}
	b.m.Neck = len(b.layers) - 1
	b.show()
}

// back lays a dense layer of the decoder: one with weights of its own, or its twin's the other way round.
func (b *builder) back(in, out int) {
	n := len(b.dense) - 1
	twin := b.dense[n]
	b.dense = b.dense[:n]
	if b.m.Tied {
		b.add(nn.Tied{In: in, Out: out, Back: len(b.layers) - twin})
		return
	}
	b.add(nn.Dense{In: in, Out: out})
}

// mirror is the transposed convolution that leads back from shape in to shape out.
func mirror(c Conv, in, out nn.Shape) nn.ConvT {
	pad := c.Kernel / 2
	left := out.Height - ((in.Height-1)*c.Stride - 2*pad + c.Kernel)
	return nn.NewConvT(in, out.Channels, c.Kernel, c.Stride, pad, left)
}

// sequence lays a recurrent encoder and decoder.
func (b *builder) sequence() {
	r := &b.m.Recipe
	s, steps, features := r.Sequence, r.Input.Height, r.Input.Width
	b.add(nn.Recurrent{Cell: s.Cell, Steps: steps, In: features, Hidden: s.Hidden, Last: true})
	b.show()
	b.code(s.Hidden)
	if s.Writes {
		b.add(nn.Unroll{Cell: s.Cell, Steps: steps, Code: r.Code, Hidden: s.Hidden, Features: features, Out: r.outUnit()})
		b.show()
		return
	}
	b.add(nn.Recurrent{Cell: s.Cell, Steps: steps, In: r.Code, Hidden: s.Hidden, Hold: true})
	b.show()
	b.add(nn.Each{Dense: nn.Dense{In: s.Hidden, Out: features}, Steps: steps})
	b.unit(r.outUnit())
	b.show()
}

// outUnit keeps an output between 0 and 1, except where the loss takes logits or the output is linear.
func (r *Recipe) outUnit() nn.Unit {
	if r.Loss == nn.BCE || r.Linear {
		return nn.Linear
	}
	return nn.Sigmoid
}

// Dial turns the model's dials to where they stand in r. They must have passed r.Check.
func (m *Model) Dial(r Recipe) {
	m.Noise, m.Contract = r.Noise, r.Contract
	m.Sparse.Weight, m.Sparse.Rate = r.Sparse.Weight, r.Sparse.Rate
	m.Cloud.Beta, m.Cloud.FreeBits = r.Cloud.Beta, r.Cloud.FreeBits
	m.Label.Weight, m.Label.Alone, m.Critic.Weight = r.Label.Weight, r.Label.Alone, r.Critic.Weight
}

// Params is the length of the parameter arena.
func (m *Model) Params() int {
	_, _, end := m.ends()
	return end
}

// ends are where the parameters of Net, Head and Judge end in the arena.
func (m *Model) ends() (net, head, judge int) {
	net = m.Net.Params()
	head = net
	if m.Head != nil {
		head += m.Head.Params()
	}
	judge = head
	if m.Judge != nil {
		judge += m.Judge.Params()
	}
	return net, head, judge
}

// Init sets the whole arena w (Params).
func (m *Model) Init(w []float32, r *rng.Stream) {
	net, head, judge := m.ends()
	m.Net.Init(w[:net], m.Recipe.Init, r)
	if m.Head != nil {
		m.Head.Init(w[net:head], m.Recipe.Init, r)
	}
	if m.Judge != nil {
		m.Judge.Init(w[head:judge], m.Recipe.Init, r)
	}
}

// A Player moves a part of the arena, from From to To, down a loss of its own. The autoencoder is the first player, with its
// classifier; a critic (the discriminator of the GAN literature) is the second.
type Player struct {
	Name     string
	From, To int
}

// Players lists who moves what.
func (m *Model) Players() []Player {
	_, head, judge := m.ends()
	p := []Player{{"autoencoder", 0, head}}
	if m.Judge != nil {
		p = append(p, Player{"critic", head, judge})
	}
	return p
}

// Encode writes the codes (rows, Code) of pictures x (rows, Input) to mem, a memory of m.Net, and returns them: the means, of a
// variational code. Here as below w is the whole arena (Params). A wrong length panics; so does a masked recipe, of which EncodeMasked
// is the way in, so that an entry that nobody observed cannot slip into what is measured.
func (m *Model) Encode(mem *nn.Memory, w, x []float32, rows int) []float32 {
	m.whole("EncodeMasked")
	return m.run(mem, w, x, m.Input.Size(), rows, 0, m.Neck+1)
}

// EncodeMasked is Encode for a masked recipe. Mask (rows, Input) is 1 where an entry was observed and 0 where not: what x holds there,
// be it NaN, is never read. A nil mask says that everything was observed.
func (m *Model) EncodeMasked(mem *nn.Memory, w, x, mask []float32, rows int) []float32 {
	return m.run(mem, w, m.hidden(mem, x, mask), m.Input.Size(), rows, 0, m.Neck+1)
}

// Decode returns the pictures (rows, Input) that G paints from codes z (rows, Code), as grey values also when the loss takes logits.
// The result lives in mem.
func (m *Model) Decode(mem *nn.Memory, w, z []float32, rows int) []float32 {
	return m.grey(m.run(mem, w, z, m.Code, rows, m.Neck+1, len(m.Net.Layers)))
}

// Rebuild returns G(F(x)) (rows, Input) as grey values; the result lives in mem, beside the activations of every layer. It panics
// where Encode does; a masked recipe has RebuildMasked.
func (m *Model) Rebuild(mem *nn.Memory, w, x []float32, rows int) []float32 {
	m.whole("RebuildMasked")
	return m.grey(m.run(mem, w, x, m.Input.Size(), rows, 0, len(m.Net.Layers)))
}

// RebuildMasked is Rebuild for a masked recipe: what it believes of all entries, from those that were observed. See EncodeMasked.
func (m *Model) RebuildMasked(mem *nn.Memory, w, x, mask []float32, rows int) []float32 {
	return m.grey(m.run(mem, w, m.hidden(mem, x, mask), m.Input.Size(), rows, 0, len(m.Net.Layers)))
}

// Classify returns the probabilities (rows, Classes) that the classifier gives to codes z (rows, Code); each row adds up to 1. The
// result lives in head, a memory of m.Head. It panics on a model without a classifier and on wrong lengths.
func (m *Model) Classify(head *nn.Memory, w, z []float32, rows int) []float32 {
	if m.Head == nil {
		panic("ae: Classify of a model without a classifier: Recipe.Label.Classes is 0")
	}
	if head == nil {
		panic("ae: Classify wants a memory: m.Head.NewMemory(rows, false)")
	}
	m.fit(w, z, m.Code, rows)
	net, end, _ := m.ends()
	y := m.Head.Forward(head, w[net:end], z, rows)
	nn.Softmax{Size: m.Label.Classes}.Forward(y, nil, y, nil, nil, rows)
	return y
}

// run takes x (rows, size) through layers from to to-1.
func (m *Model) run(mem *nn.Memory, w, x []float32, size, rows, from, to int) []float32 {
	m.fit(w, x, size, rows)
	return m.Net.ForwardRange(mem, w, x, rows, from, to)
}

// fit panics unless the lengths are right: a number too many would be dropped, and an arena cut short would be found far from here.
func (m *Model) fit(w, x []float32, size, rows int) {
	if n := m.Params(); len(w) != n {
		panic("ae: " + strconv.Itoa(len(w)) + " parameters, the model has " + strconv.Itoa(n))
	}
	if rows < 0 || len(x) != rows*size {
		panic("ae: " + strconv.Itoa(len(x)) + " numbers are not " + strconv.Itoa(rows) + " rows of " + strconv.Itoa(size))
	}
}

// whole panics where a mask is missing.
func (m *Model) whole(masked string) {
	if m.Masked {
		panic("ae: a masked recipe is looked at through a mask: " + masked + ", where nil says that everything was observed")
	}
}

// hidden returns x without what mask hides. The copy lies where the output will: the last layer writes there after the first has read.
func (m *Model) hidden(mem *nn.Memory, x, mask []float32) []float32 {
	m.checkMask(len(x), mask)
	if mask == nil {
		return x
	}
	in := mem.Out(len(m.Net.Layers) - 1)
	if len(x) > len(in) {
		panic("ae: " + strconv.Itoa(len(x)) + " numbers, memory for " + strconv.Itoa(len(in)))
	}
	in = in[:len(x)]
	copy(in, x)
	hide(in, mask)
	return in
}

// checkMask panics on a mask for a recipe without, and on one of another length than the n numbers that it lies over.
func (m *Model) checkMask(n int, mask []float32) {
	switch {
	case mask == nil:
	case !m.Masked:
		panic("ae: a mask for a recipe that is not Masked")
	case len(mask) != n:
		panic("ae: a mask of " + strconv.Itoa(len(mask)) + " for " + strconv.Itoa(n) + " numbers")
	}
}

// hide sets what was not observed to 0: not by a product, which would let what is no number through.
func hide(x, mask []float32) {
	for i, seen := range mask {
		if seen == 0 {
			x[i] = 0
		}
	}
}

func (m *Model) grey(y []float32) []float32 {
	if m.Loss == nn.BCE {
		vec.Sigmoid(y, y)
	}
	return y
}
