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

// A Plan says what a layer makes of an input and what memory it needs, in float32 numbers.
type Plan struct {
	Out     Shape
	Params  int // parameters, and as many gradients
	Keep    int // per example, from Forward to Backward
	Scratch int // during one Backward, not kept
}

// A Layer maps examples to examples. Its value holds sizes only; parameters, gradients and activations are the caller's.
type Layer interface {
	// Plan fails when an input of shape in cannot be taken.
	Plan(in Shape) (Plan, error)
	// Init sets the parameters w from r.
	Init(w []float32, r *rng.Stream)
	// Forward sets y (rows, out) from x (rows, in), and keep (rows, Keep) for Backward.
	Forward(y, keep, x, w []float32, rows int)
	// Backward sets dx (rows, in) and adds to dw (Params), given dy (rows, out) and what Forward saw. A nil dx is not
	// computed.
	Backward(dx, dw, dy, y, keep, x, w, scratch []float32, rows int)
}

// A Net is a chain of layers. It holds no numbers: parameters live in one arena, activations in a [Memory].
type Net struct {
	In     Shape
	Layers []Layer
	plans  []Plan
	first  []int // offset of each layer's parameters in the arena
	params int
}

// NewNet plans the chain. It fails where the first shape does not meet, naming the layer by its place.
func NewNet(in Shape, layers ...Layer) (*Net, error) {
	if in.Size() < 1 {
		return nil, errors.New("nn: input " + in.String() + " is empty")
	}
	n := &Net{In: in, Layers: layers}
	at := in
	for i, l := range layers {
		p, err := l.Plan(at)
		if err != nil {
			return nil, errors.New("nn: layer " + strconv.Itoa(i) + ": " + err.Error())
		}
		n.plans = append(n.plans, p)
		n.first = append(n.first, n.params)
		n.params += p.Params
		at = p.Out
	}
	return n, nil
}

// Params is the length of the parameter arena.
func (n *Net) Params() int { return n.params }

// Out is the shape after layer i.
func (n *Net) Out(i int) Shape { return n.plans[i].Out }

// Of returns the part of an arena (parameters or gradients) that belongs to layer i.
func (n *Net) Of(i int, arena []float32) []float32 {
	return arena[n.first[i] : n.first[i]+n.plans[i].Params]
}

// Init sets the whole arena w, layer by layer.
func (n *Net) Init(w []float32, r *rng.Stream) {
	for i, l := range n.Layers {
		l.Init(n.Of(i, w), r)
	}
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
			scratch = max(scratch, p.Scratch)
		}
	}
	m.scratch = make([]float32, scratch)
	return m
}

// Out returns the activations (rows, out) after layer i of the last Forward.
func (m *Memory) Out(i int) []float32 { return m.out[i] }

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
		n.Layers[i].Forward(y, m.keep[i], x, n.Of(i, w), rows)
		x = y
	}
	return x
}

// Backward adds to dw the gradient of the loss, given dy (rows, out), the gradient by the last activations; x is the same
// as in Forward. The gradient by the input is not computed.
func (n *Net) Backward(m *Memory, dw, w, x, dy []float32, rows int) {
	for i := len(n.Layers) - 1; i >= 0; i-- {
		in, dx := x, []float32(nil)
		if i > 0 {
			size := rows * n.plans[i-1].Out.Size()
			in, dx = m.out[i-1][:size], m.grad[i-1][:size]
		}
		size := rows * n.plans[i].Out.Size()
		if i == len(n.Layers)-1 {
			copy(m.grad[i][:size], dy)
		}
		n.Layers[i].Backward(dx, n.Of(i, dw), m.grad[i][:size], m.out[i][:size], m.keep[i], in, n.Of(i, w), m.scratch, rows)
	}
}
