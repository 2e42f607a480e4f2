package train

import "hourglass/core/nn"

// Inside is the arithmetic of one unit for the shown picture, as text needs it: inputs times weights, bias, and what the unit makes
// of their sum. Layers are those that a learner sees, counted from the first hidden one to the output; Layer is -1 for none.
type Inside struct {
	Layer, Unit    int
	Sum, Bias, Out float32
	Weights        []float32 // what comes in, in the order of the layer before
}

// Widths appends to dst how many units each seen layer has.
func (t *Session) Widths(dst []int) []int {
	for _, at := range t.run.Model.Show {
		dst = append(dst, t.run.Model.Net.Out(at).Size())
	}
	return dst
}

// Inside fills dst with the arithmetic of a unit, reusing its memory. A layer or unit that is not there sets Layer to -1. While the
// ring is held, the decoder's units are those of the picture that it paints.
func (t *Session) Inside(dst *Inside, layer, unit int) {
	*dst = Inside{Layer: -1, Weights: dst.Weights[:0]}
	if layer < 0 || layer >= len(t.run.Model.Show) {
		return
	}
	w, _ := t.shown()
	fan := t.run.Model.Fan(layer, w)
	if unit < 0 || unit >= fan.Out {
		return
	}
	t.encode(w, t.View.Input)
	z := t.look.pass.Mem.Out(t.run.Model.Neck)[:t.Setup.Neck]
	at := t.run.Model.Show[layer]
	if at == t.run.Model.Neck {
		dst.Out = z[unit] // of the picture, wherever the ring is held
	}
	if t.View.Held {
		copy(z, t.View.Ring)
	}
	t.run.Model.Net.ForwardRange(t.look.pass.Mem, w, z, 1, t.run.Model.Neck+1, len(t.run.Model.Net.Layers))
	in := t.View.Input
	if layer > 0 {
		in = t.look.pass.Mem.Out(t.run.Model.Show[layer-1])
	}
	dst.Layer, dst.Unit = layer, unit
	for i := range fan.In {
		v := fan.At(i, unit)
		dst.Weights = append(dst.Weights, v)
		dst.Sum += float32(v * in[i])
	}
	dst.Bias = fan.B[unit]
	if at != t.run.Model.Neck {
		dst.Out = t.look.pass.Mem.Out(at)[unit]
	}
	if layer == len(t.run.Model.Show)-1 && t.run.Model.Loss == nn.BCE {
		dst.Out = nn.Sigmoid.At(dst.Out) // under BCE it is part of the loss; what is shown is a grey value all the same
	}
}
