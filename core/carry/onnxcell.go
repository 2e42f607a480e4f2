package carry

import "hourglass/core/nn"

// cellOp is a recurrent cell as ONNX has it: the operator and its three tensors.
//
// ONNX wants the steps outermost, (steps, N, numbers), the gates of W (1, gates·hidden, in) and R (1, gates·hidden, hidden)
// as rows in an order of its own, and both biases in one B (1, 2·gates·hidden). Its LSTM is the core's; its GRU is the
// core's with linear_before_reset, which applies the gate r after the product. See
// https://onnx.ai/onnx/operators/onnx__LSTM.html and https://onnx.ai/onnx/operators/onnx__GRU.html.
type cellOp struct {
	op         string
	w, r, b    string
	attributes []attribute
}

// The places of the core's gates in ONNX's order: i, o, f, c of LSTM, whose core has i, f, g, o; z, r, h of GRU, whose core
// has r, z, n.
var (
	lstmGates = []int{0, 3, 1, 2}
	gruGates  = []int{1, 0, 2}
)

// cell adds the tensors of a cell: weight_ih, weight_hh and LSTM's one bias or GRU's two.
func (e *exporter) cell(c nn.Cell, hidden int, t []tensor) cellOp {
	op := cellOp{op: "LSTM", attributes: []attribute{integer("hidden_size", hidden)}}
	gates, second := lstmGates, make([]float32, len(t[2].data))
	if c == nn.GRU {
		op.op, op.attributes = "GRU", append(op.attributes, integer("linear_before_reset", 1))
		gates, second = gruGates, t[3].data
	}
	bias := append(turn(t[2].data, 1, hidden, gates), turn(second, 1, hidden, gates)...)
	rows := len(gates) * hidden
	op.w = e.floats(t[0].name, turn(t[0].data, t[0].shape[0], hidden, gates), 1, rows, t[0].shape[0])
	op.r = e.floats(t[1].name, turn(t[1].data, hidden, hidden, gates), 1, rows, hidden)
	op.b = e.floats(t[2].name, bias, 1, 2*rows)
	return op
}

// turn transposes w (in, gates·hidden) and puts the gates in another order.
func turn(w []float32, in, hidden int, gates []int) []float32 {
	var out []float32
	for _, g := range gates {
		for j := range hidden {
			for p := range in {
				out = append(out, w[p*len(gates)*hidden+g*hidden+j])
			}
		}
	}
	return out
}

// run lays the cell over x (steps, N, numbers), from states or from zero if there are none. It returns every hidden state
// (steps, 1, N, hidden) and the last states (1, N, hidden) each: h, and c of LSTM.
func (e *exporter) run(c cellOp, x string, from []string) (every string, last []string) {
	outputs := []string{"every", "h", "c"}
	if c.op == "GRU" {
		outputs = outputs[:2]
	}
	inputs := []string{x, c.w, c.r, c.b}
	if from != nil {
		inputs = append(append(inputs, ""), from...) // the left out input would be the lengths of the sequences
	}
	outputs = e.node(c.op, inputs, outputs, c.attributes...)
	return outputs[0], outputs[1:]
}

func (e *exporter) recurrent(l nn.Recurrent, t []tensor, in flow) (string, layout) {
	var x string
	if l.Hold {
		once := e.op("Unsqueeze", []string{e.flat(in), e.whole("axes", 0)})
		x = e.op("Tile", []string{once, e.whole("repeats", l.Steps, 1, 1)})
	} else {
		x = e.transpose(e.steps(in, l.Steps, l.In), 1, 0, 2)
	}
	every, last := e.run(e.cell(l.Cell, l.Hidden, t), x, nil)
	if l.Last {
		return e.op("Squeeze", []string{last[0], e.whole("axes", 0)}), flat
	}
	return e.transpose(e.op("Squeeze", []string{every, e.whole("axes", 1)}), 1, 0, 2), steps
}

// unroll lays a decoder that writes, one step after the other: the cell, shown the code and the values before, and the
// dense layer and unit that make the next.
func (e *exporter) unroll(l nn.Unroll, t []tensor, code string) string {
	cell := e.cell(l.Cell, l.Hidden, t)
	out := t[len(t)-2:]
	w, b := e.tensor(out[0]), e.tensor(out[1])
	zero, one := e.whole("axes", 0), e.whole("axes", 1)
	rows := e.op("Shape", []string{code}, integer("end", 1))
	values := e.op("ConstantOfShape", []string{e.op("Concat", []string{rows, e.whole("features", l.Features)}, integer("axis", 0))})
	var states, written []string
	for range l.Steps {
		x := e.op("Unsqueeze", []string{e.op("Concat", []string{code, values}, integer("axis", 1)), zero})
		_, states = e.run(cell, x, states)
		h := e.op("Squeeze", []string{states[0], zero})
		values = e.unit(l.Out, e.op("Gemm", []string{h, w, b}))
		written = append(written, e.op("Unsqueeze", []string{values, one}))
	}
	return e.op("Concat", written, integer("axis", 1))
}
