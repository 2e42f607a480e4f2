package nn

import (
	"errors"
	"strconv"

	"hourglass/core/vec"
)

// Recurrent runs a [Cell] over a sequence, with full back-propagation through time (Werbos 1990). Its input is Seq(Steps,
// In) or a flat vector that holds the same; with Hold it is one vector of In numbers, shown at every step, as a decoder is
// shown its code. Its output is Seq(Steps, Hidden), every hidden state; with Last it is the last of them alone, as an
// encoder wants it.
//
// Its parameters are weight_ih (In, G·Hidden) and weight_hh (Hidden, G·Hidden), the transposes of PyTorch's, where G counts
// the gates in the order of the cell; then bias (4·Hidden) of LSTM, which is the sum of PyTorch's two, or bias_ih and
// bias_hh (3·Hidden each) of GRU. They begin at zero, but for those of LSTM's forget gates, which begin at one: a gate that begins half shut
// forgets over a hundred steps whatever it was shown (Gers et al. 2000, Jozefowicz et al. 2015; docs/rationale.md has our own figures).
//
// The first states are zero unless somebody puts others into keep: it begins with the hidden state ahead of each step
// (rows, Steps, Hidden), the first of which is h0, and in LSTM the cell state (rows, Steps+1, Hidden), the first of which
// is c0 and the last, after Forward, the last. Then come the gradients dh0 (rows, Hidden) and, in LSTM, dc0 (rows, Hidden)
// after Backward. Rows here are those that keep has room for.
type Recurrent struct {
	Cell              Cell
	Steps, In, Hidden int
	Last, Hold        bool
}

func (r Recurrent) loop() loop { return loop{r.Cell, r.Steps, r.In, r.Hidden} }

func (r Recurrent) open(keep []float32) loopKeep {
	l := r.loop()
	return l.open(keep, len(keep)/l.keep())
}

// Plan wants Seq(Steps, In), flat or not; with Hold an input of In numbers in any shape.
func (r Recurrent) Plan(in Shape) (Plan, error) {
	l := r.loop()
	if err := l.check("recurrent"); err != nil {
		return Plan{}, err
	}
	if r.Hold {
		if in.Size() != r.In {
			return Plan{}, errors.New("recurrent wants " + strconv.Itoa(r.In) + " inputs to hold and is given " + in.String())
		}
	} else if err := wantSeq("recurrent", in, r.Steps, r.In); err != nil {
		return Plan{}, err
	}
	p := Plan{Out: Seq(r.Steps, r.Hidden), Arrays: l.arrays(), Keep: l.keep(), Scratch: l.scratch()}
	if r.Last {
		p.Out = Flat(r.Hidden)
	}
	return p, nil
}

// wantSeq refuses any shape but Seq(steps, in) and a flat vector, which has no steps of its own, of the same size.
func wantSeq(what string, got Shape, steps, in int) error {
	if got == Seq(steps, in) || got == Flat(steps*in) {
		return nil
	}
	return errors.New(what + " wants " + strconv.Itoa(steps) + " steps of " + strconv.Itoa(in) + " and is given " + got.String())
}

// Forward sets y (rows, Steps, Hidden) or (rows, Hidden).
func (r Recurrent) Forward(y, keep, x, w, scratch []float32, rows int) {
	l := r.loop()
	k, p := r.open(keep), l.split(w)
	if r.Hold {
		l.begin(k.once, x, r.In, p, scratch, rows)
		l.repeat(k, rows)
	} else {
		l.begin(k.g, x, r.In, p, scratch, rows*r.Steps)
	}
	for t := range r.Steps {
		switch {
		case !r.Last:
			l.forward(y[t*r.Hidden:], r.Steps*r.Hidden, k, p.hh, t, rows)
		case t+1 < r.Steps:
			l.forward(k.h[(t+1)*r.Hidden:], r.Steps*r.Hidden, k, p.hh, t, rows)
		default:
			l.forward(y, r.Hidden, k, p.hh, t, rows)
		}
	}
}

// Backward goes through the steps from the last to the first, then makes the gradients by the weights of all steps at once.
func (r Recurrent) Backward(dx, dw, dy, _, keep, x, w, scratch []float32, rows int) {
	l := r.loop()
	k, p, d := r.open(keep), l.split(w), l.split(dw)
	n := r.Hidden
	hht := scratch[l.wide():]
	vec.Transpose(hht, p.hh, n, l.cols())
	l.zero(k, rows)
	for t := r.Steps - 1; t >= 0; t-- {
		switch {
		case !r.Last:
			for e := range rows {
				vec.Axpy(k.dh[e*n:(e+1)*n], 1, dy[(e*r.Steps+t)*n:])
			}
		case t == r.Steps-1:
			copy(k.dh, dy[:rows*n])
		}
		l.backward(k, hht, t, rows)
	}
	l.addStateGrad(d.hh, k, rows)
	dg, inputs := k.dg, rows*r.Steps
	if r.Hold {
		l.gather(k, rows)
		dg, inputs = k.once, rows
	}
	l.addBiasGrad(d, dg, scratch, inputs)
	l.addWeightGrad(d.ih, x, dg, inputs, r.In)
	if dx != nil {
		vec.Fill(dx[:inputs*r.In], 0)
		l.addInputGrad(dx, r.In, dg, l.wide(), p.ih, inputs, r.In)
	}
}
