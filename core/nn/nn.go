// Package nn holds layers, losses and the pass of gradients through a chain of layers.
//
// A layer is a pair of functions over memory that the caller owns: outputs first, sizes last, gradients added. Batches are
// row-major, one example a row. Only planning can fail; afterwards a wrong length is a programmer's mistake and panics.
//
// Nothing here knows what an autoencoder is (package ae) or how a parameter moves (package opt).
package nn

import (
	"errors"
	"strconv"

	"hourglass/core/rng"
)

// A Shape is the form of one example: channels, height, width. A plain vector of n numbers is {n, 1, 1}.
type Shape struct{ Channels, Height, Width int }

// Flat is the shape of a vector of n numbers.
func Flat(n int) Shape { return Shape{n, 1, 1} }

// Size is how many numbers one example has.
func (s Shape) Size() int { return s.Channels * s.Height * s.Width }

func (s Shape) String() string {
	return strconv.Itoa(s.Channels) + "x" + strconv.Itoa(s.Height) + "x" + strconv.Itoa(s.Width)
}

// Seq is the shape of a sequence of steps, each of so many features, one step after the other.
func Seq(steps, features int) Shape { return Shape{1, steps, features} }

// A Plan says what a layer makes of an input and what memory it needs, in float32 numbers.
type Plan struct {
	Out     Shape
	Arrays  []Array // its parameters, in the order in which they lie in the arena
	Keep    int     // per example, from Forward to Backward
	Scratch int     // during one Forward or one Backward, not kept
	Reach   int     // of a layer that shares weights: how many layers back these begin; 0 for all others
}

// An Array is one tensor among a layer's parameters.
type Array struct {
	Name    string    // "weight", "bias", ...: PyTorch's word where it has one
	Shape   []int     // row-major
	In, Out int       // fans, for the draw of its first values; 0 for an array that begins constant
	Start   float32   // that constant
	Gates   []float32 // the constants of its equal parts in turn, where these differ: the gates of a cell; nil for Start throughout
}

// Size is how many numbers the array has.
func (a Array) Size() int {
	n := 1
	for _, d := range a.Shape {
		n *= d
	}
	return n
}

// A Layer maps examples to examples. Its value holds sizes only; parameters, gradients and activations are the caller's.
type Layer interface {
	// Plan fails when an input of shape in cannot be taken.
	Plan(in Shape) (Plan, error)
	// Forward sets y (rows, out) from x (rows, in), and keep (rows, Keep) for Backward.
	Forward(y, keep, x, w, scratch []float32, rows int)
	// Backward sets dx (rows, in) and adds to dw (as long as w), given dy (rows, out) and what Forward saw. A nil dx is not
	// computed. dy may be used up.
	Backward(dx, dw, dy, y, keep, x, w, scratch []float32, rows int)
}

// Some layers depend on more than x and w: they throw dice, or are told the answer while they learn. What they depend on lies in
// keep, is put there ahead of a pass, and is left alone by Forward, so that the pass itself stays a plain function.
type (
	// A Drawer throws its dice ahead of a training pass.
	Drawer interface {
		Draw(keep []float32, r *rng.Stream, rows int)
	}
	// A Pupil is told the targets (rows, out) ahead of a training pass.
	Pupil interface {
		Teach(keep, target []float32, rows int)
	}
	// A Calmer undoes either: from then on it does what it does in use, without dice and without a teacher. A new [Memory] is calm.
	Calmer interface {
		Calm(keep []float32, rows int)
	}
)

// A Net is a chain of layers. It holds no numbers: parameters live in one arena, activations in a [Memory].
type Net struct {
	In     Shape
	Layers []Layer
	plans  []Plan
	first  []int // offset of each layer's own parameters in the arena; one more for the end
}

// NewNet plans the chain. It fails where the first shape does not meet, naming the layer by its place.
func NewNet(in Shape, layers ...Layer) (*Net, error) {
	if in.Channels < 1 || in.Height < 1 || in.Width < 1 {
		return nil, errors.New("nn: input " + in.String() + " is empty")
	}
	n := &Net{In: in, Layers: layers, first: []int{0}}
	at, params := in, 0
	for i, l := range layers {
		p, err := l.Plan(at)
		if err == nil && p.Reach > i {
			err = errors.New("shares the weights of a layer before the first")
		}
		if s, ok := l.(interface{ Shares(Layer) error }); err == nil && ok {
			err = s.Shares(layers[i-p.Reach])
		}
		if err != nil {
			return nil, errors.New("nn: layer " + strconv.Itoa(i) + ": " + err.Error())
		}
		for _, a := range p.Arrays {
			params += a.Size()
		}
		n.plans = append(n.plans, p)
		n.first = append(n.first, params)
		at = p.Out
	}
	return n, nil
}

// Params is the length of the parameter arena.
func (n *Net) Params() int { return n.first[len(n.Layers)] }

// Floats is how many numbers a [Memory] for one example has, apart from gradients.
func (n *Net) Floats() int {
	floats, scratch := 0, 0
	for _, p := range n.plans {
		floats += p.Out.Size() + p.Keep
		scratch = max(scratch, p.Scratch)
	}
	return floats + scratch
}

// Out is the shape after layer i; Out(-1) is the input.
func (n *Net) Out(i int) Shape {
	if i < 0 {
		return n.In
	}
	return n.plans[i].Out
}

// Arrays are the tensors of layer i, in the order in which they lie in its part of the arena.
func (n *Net) Arrays(i int) []Array { return n.plans[i].Arrays }

// Of returns the part of an arena (parameters or gradients) that belongs to layer i.
func (n *Net) Of(i int, arena []float32) []float32 { return arena[n.first[i]:n.first[i+1]] }

// reach is Of, begun where the weights begin that layer i shares.
func (n *Net) reach(i int, arena []float32) []float32 {
	return arena[n.first[i-n.plans[i].Reach]:n.first[i+1]]
}

// A Memory is what one pass through a net writes: activations and what layers keep, and their gradients once Backward has
// run. Each user of a net has one of its own, so that looking never disturbs training.
type Memory struct {
	Rows    int // the most examples that fit
	out     [][]float32
	keep    [][]float32
	grad    [][]float32
	scratch []float32
}

// NewMemory makes room for passes of up to rows examples. With back false, Backward cannot be used.
func (n *Net) NewMemory(rows int, back bool) *Memory {
	m := &Memory{Rows: rows}
	scratch := 0
	for _, p := range n.plans {
		m.out = append(m.out, make([]float32, rows*p.Out.Size()))
		m.keep = append(m.keep, make([]float32, rows*p.Keep))
		if back {
			m.grad = append(m.grad, make([]float32, rows*p.Out.Size()))
		}
		scratch = max(scratch, p.Scratch)
	}
	m.scratch = make([]float32, scratch)
	n.Calm(m)
	return m
}

// Out returns the activations (rows, out) after layer i of the last Forward.
func (m *Memory) Out(i int) []float32 { return m.out[i] }

// Grad returns the gradients (rows, out) of the loss by the activations after layer i, as the last Backward left them.
func (m *Memory) Grad(i int) []float32 { return m.grad[i] }

// Keep returns what layer i keeps (rows, Keep).
func (m *Memory) Keep(i int) []float32 { return m.keep[i] }

// Draw throws the dice of all layers for the next pass of rows examples.
func (n *Net) Draw(m *Memory, r *rng.Stream, rows int) {
	for i, l := range n.Layers {
		if d, ok := l.(Drawer); ok {
			d.Draw(m.keep[i], r, rows)
		}
	}
}

// Teach tells the targets (rows, out of the last layer) to all layers that learn from them ahead of the next pass.
func (n *Net) Teach(m *Memory, target []float32, rows int) {
	for i, l := range n.Layers {
		if p, ok := l.(Pupil); ok {
			p.Teach(m.keep[i], target, rows)
		}
	}
}

// Calm takes dice and targets away.
func (n *Net) Calm(m *Memory) {
	for i, l := range n.Layers {
		if c, ok := l.(Calmer); ok {
			c.Calm(m.keep[i], m.Rows)
		}
	}
}

// Forward runs x (rows, in) through all layers and returns the last activations, which live in m.
func (n *Net) Forward(m *Memory, w, x []float32, rows int) []float32 {
	return n.ForwardRange(m, w, x, rows, 0, len(n.Layers))
}

// ForwardRange runs layers from to to-1 only: x is what enters layer from. Half a net is an encoder or a decoder.
func (n *Net) ForwardRange(m *Memory, w, x []float32, rows, from, to int) []float32 {
	if rows > m.Rows {
		panic("nn: " + strconv.Itoa(rows) + " rows, memory for " + strconv.Itoa(m.Rows))
	}
	for i := from; i < to; i++ {
		y := m.out[i][:rows*n.plans[i].Out.Size()]
		n.Layers[i].Forward(y, m.keep[i], x, n.reach(i, w), m.scratch, rows)
		x = y
	}
	return x
}

// Backward adds to dw the gradient of the loss, given dy (rows, out), the gradient by the last activations; x is the same
// as in Forward. The gradient by the input is not computed.
func (n *Net) Backward(m *Memory, dw, w, x, dy []float32, rows int) {
	last := len(n.Layers) - 1
	copy(m.grad[last], dy[:rows*n.plans[last].Out.Size()])
	n.BackwardRange(m, nil, dw, w, x, rows, 0, last+1)
}

// BackwardRange goes back through layers to-1 to from, given the gradient by the activations after the last of them in
// m.Grad(to-1); x is what entered layer from, and dx (rows, as wide) is set to the gradient by it, unless it is nil.
func (n *Net) BackwardRange(m *Memory, dx, dw, w, x []float32, rows, from, to int) {
	for i := to - 1; i >= from; i-- {
		in, din := x, dx
		if i > from {
			size := rows * n.plans[i-1].Out.Size()
			in, din = m.out[i-1][:size], m.grad[i-1][:size]
		}
		size := rows * n.plans[i].Out.Size()
		n.Layers[i].Backward(din, n.reach(i, dw), m.grad[i][:size], m.out[i][:size], m.keep[i], in, n.reach(i, w), m.scratch, rows)
	}
}
