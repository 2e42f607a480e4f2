package ae

import "hourglass/core/nn"

// A Fan is the weights between a shown layer and the one before it, as an onlooker wants them: of a tied layer those that it
// borrows, of a cloud's code those of its means. A layer that is not dense has an empty fan.
type Fan struct {
	In, Out  int
	W        []float32 // see At
	B        []float32 // (Out), biases
	row, col int       // the steps in W to the next input and the next output
}

// At returns the weight from input i to output o.
func (f *Fan) At(i, o int) float32 { return f.W[i*f.row+o*f.col] }

// Fan returns the weights that lead into shown layer i, from an arena of parameters or gradients (Params).
func (m *Model) Fan(i int, arena []float32) Fan {
	at := m.Pre(i)
	if at < 0 {
		return Fan{}
	}
	part := m.Net.Of(at, arena)
	switch l := m.Net.Layers[at].(type) {
	case nn.Dense:
		out := l.Out
		if m.Cloud.On && at == m.Neck-1 {
			out = m.Code // the log-variances come after the means
		}
		return Fan{l.In, out, part[:l.In*l.Out], part[l.In*l.Out:][:out], l.Out, 1}
	case nn.Tied:
		w := m.Net.Of(at-l.Back, arena)[:l.In*l.Out]
		return Fan{l.In, l.Out, w, part, 1, l.In}
	}
	return Fan{}
}

// Pre returns the layer whose output is the sum that enters the unit of shown layer i, or -1 when that layer is not dense.
func (m *Model) Pre(i int) int {
	least := 0
	if i > 0 {
		least = m.Show[i-1] + 1
	}
	for at := m.Show[i]; at >= least; at-- {
		switch m.Net.Layers[at].(type) {
		case nn.Dense, nn.Tied:
			return at
		}
	}
	return -1
}
