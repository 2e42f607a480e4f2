package figures

import (
	"errors"

	"hourglass/core/ae"
	"hourglass/core/nn"
)

// What the network figure makes of a model: a column for each layer that is worth seeing, and what leads from one to the next.

// A body is how a column is drawn.
type body uint8

// The bodies.
const (
	ends  body = iota // the input or the copy, in the form of the data
	units             // discs one over another
	maps              // the feature maps of a convolution
	cells             // a recurrent layer, unrolled: a box for each step
)

// A layer is what a column stands for.
type layer struct {
	body    body
	show    int      // its place among the shown layers of the model; -1 of the input, and of cells that keep no state to show
	n       int      // numbers that it puts out
	shape   nn.Shape // of maps
	steps   int      // of cells
	hidden  int      // units of each cell
	cell    nn.Cell
	joint   nn.Layer // what leads into it, and where that stands among the layers of the net
	at      int
	skipped int // layers that are left out before it, for want of room
}

// mostHidden is how many hidden layers each side shows; of more, those in the middle are folded to a count.
const mostHidden = 3

// layersOf lists the columns of a model, from the input to the copy, and which of them is the code.
func layersOf(m *ae.Model) (all []layer, neck int) {
	all = append(all, layer{body: ends, show: -1, n: m.Input.Size()})
	for i, at := range m.Show {
		l := layer{body: units, show: i, n: m.Net.Out(at).Size()}
		l.joint, l.at = jointOf(m, i)
		switch {
		case i == len(m.Show)-1:
			if u, ok := l.joint.(nn.Unroll); ok { // its cells are no layer of their own
				all = append(all, layer{body: cells, show: -1, steps: u.Steps, hidden: u.Hidden, cell: u.Cell, joint: u, at: l.at})
			}
			l.body = ends
		case at == m.Neck:
			neck = len(all)
		default:
			l.shaped(m)
		}
		all = append(all, l)
	}
	back := fold(all[neck+1:len(all)-1], 1)
	all = append(all[:neck+1], append(back, all[len(all)-1])...)
	front := fold(all[1:neck], mostHidden-1)
	neck = len(front) + 1
	return append(all[:1:1], append(front, all[len(all)-len(back)-2:]...)...), neck
}

// shaped finds out how a hidden layer is drawn: what a convolution makes, or is about to take, are maps.
func (l *layer) shaped(m *ae.Model) {
	if r, ok := l.joint.(nn.Recurrent); ok {
		l.body, l.steps, l.hidden, l.cell = cells, r.Steps, r.Hidden, r.Cell
		return
	}
	shape := m.Net.Out(m.Show[l.show])
	if next, _ := jointOf(m, l.show+1); next != nil {
		if t, ok := next.(nn.ConvT); ok {
			shape = nn.Shape{Channels: t.In, Height: t.Height, Width: t.Width}
		}
	}
	if shape != nn.Flat(l.n) {
		l.body, l.shape = maps, shape
	}
}

// jointOf is the layer with weights that leads into shown layer i, and its place among the layers of the net.
func jointOf(m *ae.Model, i int) (joint nn.Layer, at int) {
	least := 0
	if i > 0 {
		least = m.Show[i-1] + 1
	}
	for at := m.Show[i]; at >= least; at-- {
		switch l := m.Net.Layers[at].(type) {
		case nn.Dense, nn.Tied, nn.Conv, nn.ConvT, nn.Recurrent, nn.Unroll, nn.Each:
			return l, at
		}
	}
	return nil, -1
}

// fold leaves out the middle of too many hidden layers: the first few stay, and as many after the gap as make mostHidden.
func fold(hidden []layer, first int) []layer {
	if len(hidden) <= mostHidden {
		return append([]layer(nil), hidden...)
	}
	rest := len(hidden) - (mostHidden - first)
	kept := append([]layer(nil), hidden[:first]...)
	kept = append(kept, hidden[rest:]...)
	kept[first].skipped, kept[first].joint = rest-first, nil
	return kept
}

// showable says which recipe the network figure cannot show.
func showable(r *ae.Recipe) error {
	if len(r.Conv) > 0 && r.Input.Height > 1 && r.Input.Height != r.Input.Width {
		return errors.New("feature maps are drawn of square pictures and of signals")
	}
	return nil
}

// dense tells whether every number of the layer is joined to every number of the one before.
func (l *layer) dense() bool {
	switch l.joint.(type) {
	case nn.Dense, nn.Tied:
		return true
	}
	return false
}
