// Package ae builds autoencoders: an encoder F that squeezes a picture x into a code z, and a decoder G that paints x̂ from
// it. A Recipe is pure data; a Model is a recipe planned as layers. Training is package train, optimisers are package opt.
package ae

import (
	"errors"
	"strconv"

	"hourglass/core/nn"
	"hourglass/core/vec"
)

// A Recipe describes an autoencoder. The decoder mirrors the encoder. The code is linear, so that nothing bounds it.
type Recipe struct {
	Input  nn.Shape // one picture
	Hidden []int    // widths from the input inwards; empty for a single layer each way
	Code   int      // numbers in the neck
	Unit   nn.Unit  // of the hidden layers
	Loss   nn.Loss  // MSE on a sigmoid output, or BCE on its logits
	Linear bool     // no sigmoid on the output under MSE: with Unit nn.Linear this is the network that PCA solves
}

// MaxWidth bounds every width of a recipe: beyond it a layer no longer fits a browser tab.
const MaxWidth = 4096

// A Model is a planned recipe: a net whose layers up to Neck are F and whose others are G.
type Model struct {
	Recipe
	Net  *nn.Net
	Neck int   // the layer whose output is the code
	Show []int // the layers whose outputs are worth seeing: hidden units, code, output
}

// New plans the recipe. It fails on a width or unit that cannot be, and says which.
func New(r Recipe) (*Model, error) {
	m := &Model{Recipe: r}
	if r.Loss != nn.MSE && r.Loss != nn.BCE {
		return nil, errors.New("ae: loss " + strconv.Itoa(int(r.Loss)) + " is not known")
	}
	for _, w := range append([]int{r.Input.Size(), r.Code}, r.Hidden...) {
		if w < 1 || w > MaxWidth {
			return nil, errors.New("ae: width " + strconv.Itoa(w) + " must lie between 1 and " + strconv.Itoa(MaxWidth))
		}
	}
	var layers []nn.Layer
	at := r.Input.Size()
	add := func(width int, u nn.Unit) {
		layers = append(layers, nn.Dense{In: at, Out: width})
		if u != nn.Linear {
			layers = append(layers, u)
		}
		m.Show = append(m.Show, len(layers)-1)
		at = width
	}
	for _, w := range r.Hidden {
		add(w, r.Unit)
	}
	add(r.Code, nn.Linear)
	m.Neck = len(layers) - 1
	for i := len(r.Hidden) - 1; i >= 0; i-- {
		add(r.Hidden[i], r.Unit)
	}
	out := nn.Linear // BCE takes logits
	if r.Loss == nn.MSE && !r.Linear {
		out = nn.Sigmoid
	}
	add(r.Input.Size(), out)
	net, err := nn.NewNet(r.Input, layers...)
	if err != nil {
		return nil, err
	}
	m.Net = net
	return m, nil
}

// Encode writes the codes (rows, Code) of pictures x to mem and returns them.
func (m *Model) Encode(mem *nn.Memory, w, x []float32, rows int) []float32 {
	return m.Net.ForwardRange(mem, w, x, rows, 0, m.Neck+1)
}

// Decode returns the pictures (rows, pixels) that G paints from codes z, as grey values also when the loss takes logits.
// The result lives in mem.
func (m *Model) Decode(mem *nn.Memory, w, z []float32, rows int) []float32 {
	return m.grey(m.Net.ForwardRange(mem, w, z, rows, m.Neck+1, len(m.Net.Layers)))
}

// Rebuild returns G(F(x)) as grey values; the result lives in mem, beside the activations of every layer.
func (m *Model) Rebuild(mem *nn.Memory, w, x []float32, rows int) []float32 {
	return m.grey(m.Net.Forward(mem, w, x, rows))
}

func (m *Model) grey(y []float32) []float32 {
	if m.Loss == nn.BCE {
		vec.Sigmoid(y, y)
	}
	return y
}

// Dense returns the dense layer that feeds shown layer i, and its parameters in the arena.
func (m *Model) Dense(i int, arena []float32) (nn.Dense, []float32) {
	at := m.Show[i]
	d, ok := m.Net.Layers[at].(nn.Dense)
	for !ok {
		at--
		d, ok = m.Net.Layers[at].(nn.Dense)
	}
	return d, m.Net.Of(at, arena)
}

// Pre returns the layer whose output is the sum that enters the unit of shown layer i.
func (m *Model) Pre(i int) int {
	at := m.Show[i]
	for {
		if _, ok := m.Net.Layers[at].(nn.Dense); ok {
			return at
		}
		at--
	}
}
