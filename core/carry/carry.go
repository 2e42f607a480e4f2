// Package carry takes a trained model out of the house, into a notebook: as NumPy arrays ([WriteNPZ]), from which a reader
// builds the model once more by hand, and as an ONNX graph ([WriteONNX]), which other programs run as it is. [ReadNPZ] brings the
// numbers of an .npz file back; recipe and numbers together are a text (ae.ParseText).
//
// Nothing here trains. No program that a learner waits for may link this package, which needs archive/zip.
package carry

import (
	"errors"
	"fmt"

	"hourglass/core/ae"
	"hourglass/core/nn"
)

var (
	errLayer = errors.New("the layer is of a kind that is not known")
	errModel = errors.New("carry: there is no model")
)

// check refuses parameters that are not the model's, and those that are no numbers.
func check(m *ae.Model, params []float32) error {
	if m == nil || m.Net == nil {
		return errModel
	}
	if n := m.Params(); len(params) != n {
		return fmt.Errorf("carry: %d parameters given, the model has %d", len(params), n)
	}
	for i, v := range params {
		if v-v != 0 {
			return fmt.Errorf("carry: parameter %d is not finite", i)
		}
	}
	return nil
}

// A tensor is an array of the model by its name outside.
type tensor struct {
	name  string
	shape []int
	data  []float32
}

// A part is one chain of layers by its name outside: the encoder and the decoder are the two halves of one net.
type part struct {
	name     string
	net      *nn.Net
	from, to int       // its layers
	w        []float32 // the arena of its net
}

// parts are what the model is made of, in the order of its arena. Decoder layers are counted from 0 again, as those of a
// second nn.Sequential would be.
func parts(m *ae.Model, params []float32) []part {
	cut := func(n *nn.Net) (w []float32) {
		w, params = params[:n.Params()], params[n.Params():]
		return w
	}
	net := cut(m.Net)
	all := []part{{"encoder", m.Net, 0, m.Neck + 1, net}, {"decoder", m.Net, m.Neck + 1, len(m.Net.Layers), net}}
	if m.Head != nil {
		all = append(all, part{"classifier", m.Head, 0, len(m.Head.Layers), cut(m.Head)})
	}
	if m.Judge != nil {
		all = append(all, part{"critic", m.Judge, 0, len(m.Judge.Layers), cut(m.Judge)})
	}
	return all
}

// layer is the name of layer i of the part's net: "encoder.2", or the part's own name where it has one layer alone.
func (p part) layer(i int) string {
	if p.to-p.from == 1 && p.name == "classifier" {
		return p.name
	}
	return fmt.Sprintf("%s.%d", p.name, i-p.from)
}

// tensors are the arrays of layer i.
func (p part) tensors(i int) []tensor {
	w := p.net.Of(i, p.w)
	var all []tensor
	for _, a := range p.net.Arrays(i) {
		all = append(all, tensor{p.layer(i) + "." + a.Name, a.Shape, w[:a.Size()]})
		w = w[a.Size():]
	}
	return all
}
