package nn

import (
	"errors"
	"strconv"

	"hourglass/core/vec"
)

// Unroll is a decoder that writes a sequence: at each step its cell is shown the code (Code numbers, the same at every
// step) and the values written at the step before (Features numbers, zeros before the first), and a dense layer and the
// unit Out make the next values from the hidden state. Its output is Seq(Steps, Features).
//
// It is a [Pupil]. Taught, it is shown the target's values in place of its own (teacher forcing, Williams and Zipser 1989);
// calm, it runs freely on what it wrote itself. Backward is exact in both: through the values that were fed back, not
// through targets.
//
// Its parameters are those of [Recurrent] with an input of Code numbers and then Features, followed by weight_out
// (Hidden, Features) and bias_out (Features).
type Unroll struct {
	Cell                          Cell
	Steps, Code, Hidden, Features int
	Out                           Unit
}

func (u Unroll) loop() loop { return loop{u.Cell, u.Steps, u.Code + u.Features, u.Hidden} }

// Plan wants an input of Code numbers in any shape.
func (u Unroll) Plan(in Shape) (Plan, error) {
	l := u.loop()
	if u.Code < 1 || u.Features < 1 {
		return Plan{}, errors.New("unroll " + strconv.Itoa(u.Code) + " to " + strconv.Itoa(u.Features) + " has no units")
	}
	if err := l.check("unroll"); err != nil {
		return Plan{}, err
	}
	if _, err := u.Out.Plan(in); err != nil {
		return Plan{}, err
	}
	if in.Size() != u.Code {
		return Plan{}, errors.New("unroll wants a code of " + strconv.Itoa(u.Code) + " and is given " + in.String())
	}
	return Plan{
		Out: Seq(u.Steps, u.Features),
		Arrays: append(l.arrays(),
			Array{Name: "weight_out", Shape: []int{u.Hidden, u.Features}, In: u.Hidden, Out: u.Features},
			Array{Name: "bias_out", Shape: []int{u.Features}}),
		Keep:    l.keep() + u.Steps*(u.Hidden+3*u.Features) + u.Features + 1,
		Scratch: l.scratch(),
	}, nil
}

// unrollKeep is what Unroll keeps. A taught example's part of prev is the target, one step late; a calm one's is written by
// Forward. The first step of prev is zero and is never written.
type unrollKeep struct {
	loopKeep
	taught []float32 // (room): 1 where an example is taught
	prev   []float32 // (room, steps, features): what the cell is shown of the step before
	out    []float32 // (room, steps, hidden): hidden states after each step
	z, dz  []float32 // (room, steps, features): what enters the unit, and its gradient
	feed   []float32 // (room, features): gradient by prev of one step
}

func (u Unroll) open(keep []float32) (k unrollKeep) {
	l := u.loop()
	values := u.Steps * u.Features
	room := len(keep) / (l.keep() + u.Steps*u.Hidden + 3*values + u.Features + 1)
	k.loopKeep = l.open(keep, room)
	k.taught, keep = cut(k.rest, room)
	k.prev, keep = cut(keep, room*values)
	k.out, keep = cut(keep, room*u.Steps*u.Hidden)
	k.z, keep = cut(keep, room*values)
	k.dz, keep = cut(keep, room*values)
	k.feed, _ = cut(keep, room*u.Features)
	return k
}

// Teach shows the first rows examples their targets (rows, Steps, Features) in the next pass.
func (u Unroll) Teach(keep, target []float32, rows int) {
	k := u.open(keep)
	n := u.Steps * u.Features
	for e := range rows {
		k.taught[e] = 1
		copy(k.prev[e*n+u.Features:(e+1)*n], target[e*n:])
	}
}

// Calm lets the first rows examples run freely.
func (u Unroll) Calm(keep []float32, rows int) { vec.Fill(u.open(keep).taught[:rows], 0) }

// Forward sets y (rows, Steps, Features).
func (u Unroll) Forward(y, keep, x, w, scratch []float32, rows int) {
	l := u.loop()
	k, p := u.open(keep), l.split(w)
	l.begin(k.once, x, u.Code, p, scratch, rows)
	l.repeat(k.loopKeep, rows)
	n, values, fed := u.Hidden, u.Steps*u.Features, p.ih[u.Code*l.cols():]
	for t := range u.Steps {
		l.addInput(k.g[t*l.wide():], u.Steps*l.wide(), k.prev[t*u.Features:], values, fed, rows, u.Features)
		l.forward(k.out[t*n:], u.Steps*n, k.loopKeep, p.hh, t, rows)
		u.write(y, k, p.rest, t, rows)
	}
}

// write makes the values of step t from its hidden states and feeds them back to those who run freely.
func (u Unroll) write(y []float32, k unrollKeep, w []float32, t, rows int) {
	n, f, values := u.Hidden, u.Features, u.Steps*u.Features
	bias := w[n*f : n*f+f]
	for e := range rows {
		copy(k.z[e*values+t*f:], bias)
	}
	vec.Gemm(k.z[t*f:], values, k.out[t*n:], u.Steps*n, 1, w, f, 1, rows, n, f)
	for e := range rows {
		at := e*values + t*f
		v := y[at : at+f]
		u.Out.Forward(v, nil, k.z[at:at+f], nil, nil, 1)
		if k.taught[e] == 0 && t+1 < u.Steps {
			copy(k.prev[at+f:], v)
		}
	}
}

// Backward adds to dy what the values are due for having been fed back.
func (u Unroll) Backward(dx, dw, dy, y, keep, x, w, scratch []float32, rows int) {
	l := u.loop()
	k, p, d := u.open(keep), l.split(w), l.split(dw)
	n, fed := u.Hidden, u.Code*l.cols()
	hht := scratch[l.wide():]
	vec.Transpose(hht, p.hh, n, l.cols())
	l.zero(k.loopKeep, rows)
	for t := u.Steps - 1; t >= 0; t-- {
		u.unwrite(dy, y, k, p.rest, t, rows)
		l.backward(k.loopKeep, hht, t, rows)
		if t > 0 {
			u.feedBack(dy, k, p.ih[fed:], t, rows)
		}
	}
	l.addStateGrad(d.hh, k.loopKeep, rows)
	l.gather(k.loopKeep, rows)
	l.addBiasGrad(d, k.once, scratch, rows)
	l.addWeightGrad(d.ih, x, k.once, rows, u.Code)
	l.addWeightGrad(d.ih[fed:], k.prev, k.dg, rows*u.Steps, u.Features)
	vec.MatMulTA(d.rest, k.out, k.dz, n, rows*u.Steps, u.Features)
	vec.SumRows(d.rest[n*u.Features:], k.dz, rows*u.Steps)
	if dx != nil {
		vec.Fill(dx[:rows*u.Code], 0)
		l.addInputGrad(dx, u.Code, k.once, l.wide(), p.ih, rows, u.Code)
	}
}

// unwrite takes the gradient by the values of step t back to the hidden states that they were made from.
func (u Unroll) unwrite(dy, y []float32, k unrollKeep, w []float32, t, rows int) {
	f, values := u.Features, u.Steps*u.Features
	for e := range rows {
		at := e*values + t*f
		to := at + f
		u.Out.Backward(k.dz[at:to], nil, dy[at:to], y[at:to], nil, k.z[at:to], nil, nil, 1)
	}
	vec.Gemm(k.dh, u.Hidden, k.dz[t*f:], values, 1, w, 1, f, rows, f, u.Hidden)
}

// feedBack adds to the gradient by the values of step t-1 what they did at step t to those who run freely.
func (u Unroll) feedBack(dy []float32, k unrollKeep, fed []float32, t, rows int) {
	l, f, values := u.loop(), u.Features, u.Steps*u.Features
	free := false
	for _, v := range k.taught[:rows] {
		free = free || v == 0
	}
	if !free {
		return
	}
	vec.Fill(k.feed[:rows*f], 0)
	l.addInputGrad(k.feed, f, k.dg[t*l.wide():], u.Steps*l.wide(), fed, rows, f)
	for e := range rows {
		if k.taught[e] == 0 {
			vec.Axpy(dy[e*values+(t-1)*f:][:f], 1, k.feed[e*f:])
		}
	}
}
