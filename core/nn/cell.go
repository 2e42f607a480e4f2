package nn

import (
	"errors"
	"strconv"

	"hourglass/core/vec"
)

// A Cell is a recurrent unit: how a hidden state moves on when it is shown the next input. Both follow PyTorch's
// conventions.
type Cell uint8

// The cells. σ is the sigmoid, · the product with a matrix, * that of numbers.
//
// LSTM (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000) has gates i, f, g, o in this order:
//
//	i, f, o = σ(x·W + h·U + b)    g = tanh(x·W + h·U + b)    c' = f*c + i*g    h' = o*tanh(c')
//
// GRU (Cho et al. 2014, its gate r applied after the product as in cuDNN) has r, z, n:
//
//	r, z = σ(x·W + b + h·U + d)    n = tanh(x·W + b + r*(h·U + d))    h' = (1-z)*n + z*h
//
// The form that applies r to h ahead of the product is another function and is not offered.
const (
	LSTM Cell = iota
	GRU
	cellCount
)

// CellNames are the names of the cells, by value.
var CellNames = [...]string{"LSTM", "GRU"}

func (c Cell) String() string { return CellNames[c] }

// gates is how many columns of a weight matrix belong to one hidden unit.
func (c Cell) gates() int {
	if c == GRU {
		return 3
	}
	return 4
}

// A loop holds the sizes of a cell run over a sequence and the sums that its layers share. Its arithmetic is kept in runs of
// Hidden numbers, four for each step of each example: i, f, g, o of LSTM; r, z, u, n of GRU, where u is h·U + d, which the
// gradient of r wants. So both cells write the product with h to the front of these runs, and to their whole width in LSTM.
//
// Examples lie one after the other and the steps of each within it, as in x and y: then no sequence is ever transposed, and
// the gradient of a weight is one product whose terms come in the order of the examples.
type loop struct {
	cell              Cell
	steps, in, hidden int
}

const runs = 4

func (l loop) wide() int { return runs * l.hidden }           // numbers kept of the gates of one step
func (l loop) cols() int { return l.cell.gates() * l.hidden } // columns of a weight matrix

// check names the size that cannot be.
func (l loop) check(what string) error {
	switch {
	case l.cell >= cellCount:
		return errors.New(what + ": cell " + strconv.Itoa(int(l.cell)) + " is not known")
	case l.steps < 1:
		return errors.New(what + " over " + strconv.Itoa(l.steps) + " steps has nothing to read")
	case l.in < 1 || l.hidden < 1:
		return errors.New(what + " " + strconv.Itoa(l.in) + " to " + strconv.Itoa(l.hidden) + " has no units")
	}
	return nil
}

// forgetful is where the biases of i, f, g and o begin.
var forgetful = []float32{0, 1, 0, 0}

// arrays are the cell's parameters.
func (l loop) arrays() []Array {
	a := []Array{
		{Name: "weight_ih", Shape: []int{l.in, l.cols()}, In: l.in, Out: l.hidden},
		{Name: "weight_hh", Shape: []int{l.hidden, l.cols()}, In: l.hidden, Out: l.hidden},
	}
	if l.cell == GRU {
		return append(a, Array{Name: "bias_ih", Shape: []int{l.cols()}}, Array{Name: "bias_hh", Shape: []int{l.cols()}})
	}
	return append(a, Array{Name: "bias", Shape: []int{l.cols()}, Gates: forgetful})
}

// loopArrays are a cell's parameters, or the gradients by them.
type loopArrays struct {
	ih, hh []float32 // (in, cols), (hidden, cols)
	b, d   []float32 // (cols): bias, or bias_ih and, in GRU alone, bias_hh
	rest   []float32 // what follows them
}

func (l loop) split(w []float32) (p loopArrays) {
	n := l.cols()
	p.ih, w = w[:l.in*n], w[l.in*n:]
	p.hh, w = w[:l.hidden*n], w[l.hidden*n:]
	p.b, w = w[:n], w[n:]
	if l.cell == GRU {
		p.d, w = w[:n], w[n:]
	}
	p.rest = w
	return p
}

// loopKeep is what a loop keeps, in the order in which it lies there. Each part has room for all examples that the memory
// can take, so that none moves when a pass has fewer.
type loopKeep struct {
	h      []float32 // (room, steps, hidden): the hidden state ahead of each step; the first is what the run begins from
	c      []float32 // (room, steps+1, hidden): the same of LSTM's cell state, and the last
	dh, dc []float32 // (room, hidden): gradients by the first states, once Backward has run; dc is LSTM's
	g, dg  []float32 // (room, steps, wide): gates, and gradients by what enters them
	tc     []float32 // (room, steps, hidden): tanh of c after each step of LSTM
	once   []float32 // (room, wide): what a held input gives to the gates, and in Backward the sum of dg over the steps
	rest   []float32 // what follows
}

// keep is how many numbers loopKeep has per example.
func (l loop) keep() int {
	n := l.steps*l.hidden + l.hidden + 2*l.steps*l.wide() + l.wide()
	if l.cell == LSTM {
		n += (l.steps+1)*l.hidden + l.hidden + l.steps*l.hidden
	}
	return n
}

func (l loop) open(keep []float32, room int) (k loopKeep) {
	states := room * l.steps * l.hidden
	k.h, keep = cut(keep, states)
	if l.cell == LSTM {
		k.c, keep = cut(keep, states+room*l.hidden)
	}
	k.dh, keep = cut(keep, room*l.hidden)
	if l.cell == LSTM {
		k.dc, keep = cut(keep, room*l.hidden)
	}
	k.g, keep = cut(keep, runs*states)
	k.dg, keep = cut(keep, runs*states)
	if l.cell == LSTM {
		k.tc, keep = cut(keep, states)
	}
	k.once, k.rest = cut(keep, room*l.wide())
	return k
}

func cut(s []float32, n int) (head, tail []float32) { return s[:n:n], s[n:] }

// scratch is what Forward and Backward want of it: the transpose of weight_hh, then one row of gates.
func (l loop) scratch() int { return l.hidden*l.cols() + l.wide() }

// begin sets g (n, wide) to what the gates are given by their biases and by x (n, in), which meets the first in rows of
// weight_ih.
func (l loop) begin(g, x []float32, in int, p loopArrays, scratch []float32, n int) {
	row := p.b
	if l.cell == GRU {
		row = scratch[:l.wide()]
		two := 2 * l.hidden
		for j := range two {
			row[j] = p.b[j] + p.d[j]
		}
		copy(row[two:], p.d[two:])
		copy(row[two+l.hidden:], p.b[two:])
	}
	vec.FillRows(g, row, n)
	l.addInput(g, l.wide(), x, in, p.ih, n, in)
}

// addInput adds x·ih to g: row e of g begins at e·gs, and row e of x (n, in) at e·xs.
func (l loop) addInput(g []float32, gs int, x []float32, xs int, ih []float32, n, in int) {
	if l.cell == LSTM {
		vec.Gemm(g, gs, x, xs, 1, ih, l.cols(), 1, n, in, l.cols())
		return
	}
	two := 2 * l.hidden
	vec.Gemm(g, gs, x, xs, 1, ih, l.cols(), 1, n, in, two)
	vec.Gemm(g[two+l.hidden:], gs, x, xs, 1, ih[two:], l.cols(), 1, n, in, l.hidden)
}

// addInputGrad adds dg·ihᵀ to dx: row e of dx (n, in) begins at e·ds, and row e of dg at e·gs.
func (l loop) addInputGrad(dx []float32, ds int, dg []float32, gs int, ih []float32, n, in int) {
	if l.cell == LSTM {
		vec.Gemm(dx, ds, dg, gs, 1, ih, 1, l.cols(), n, l.cols(), in)
		return
	}
	two := 2 * l.hidden
	vec.Gemm(dx, ds, dg, gs, 1, ih, 1, l.cols(), n, two, in)
	vec.Gemm(dx, ds, dg[two+l.hidden:], gs, 1, ih[two:], 1, l.cols(), n, l.hidden, in)
}

// addWeightGrad adds xᵀ·dg to dih, where x is (n, in) and dg (n, wide).
func (l loop) addWeightGrad(dih, x, dg []float32, n, in int) {
	if l.cell == LSTM {
		vec.Gemm(dih, l.cols(), x, 1, in, dg, l.wide(), 1, in, n, l.cols())
		return
	}
	two := 2 * l.hidden
	vec.Gemm(dih, l.cols(), x, 1, in, dg, l.wide(), 1, in, n, two)
	vec.Gemm(dih[two:], l.cols(), x, 1, in, dg[two+l.hidden:], l.wide(), 1, in, n, l.hidden)
}

// addBiasGrad adds to the biases' gradients the sum of dg's n rows, as the product of a row of ones with them: the same
// sums in the same order as those of SumRows, over a part of each row.
func (l loop) addBiasGrad(d loopArrays, dg, scratch []float32, n int) {
	one := scratch[:1]
	one[0] = 1
	if l.cell == LSTM {
		vec.Gemm(d.b, 0, one, 0, 0, dg, l.wide(), 1, 1, n, l.cols())
		return
	}
	two := 2 * l.hidden
	vec.Gemm(d.b, 0, one, 0, 0, dg, l.wide(), 1, 1, n, two)
	vec.Gemm(d.b[two:], 0, one, 0, 0, dg[two+l.hidden:], l.wide(), 1, 1, n, l.hidden)
	vec.Gemm(d.d, 0, one, 0, 0, dg, l.wide(), 1, 1, n, l.cols())
}

// repeat copies what an input gives once to the gates of every step.
func (l loop) repeat(k loopKeep, rows int) {
	n := l.steps * l.wide()
	for e := range rows {
		vec.FillRows(k.g[e*n:], k.once[e*l.wide():][:l.wide()], l.steps)
	}
}

// gather sets k.once to the sum of dg over the steps of each example: what an input is due that was the same at every step.
func (l loop) gather(k loopKeep, rows int) {
	n := l.steps * l.wide()
	for e := range rows {
		sum := k.once[e*l.wide():][:l.wide()]
		vec.Fill(sum, 0)
		vec.SumRows(sum, k.dg[e*n:(e+1)*n], l.steps)
	}
}

// forward does step t, once the gates hold what comes from the input: it writes the hidden state of example e to y[e*ys:]
// and keeps it for the step to come.
func (l loop) forward(y []float32, ys int, k loopKeep, hh []float32, t, rows int) {
	n := l.hidden
	vec.Gemm(k.g[t*l.wide():], l.steps*l.wide(), k.h[t*n:], l.steps*n, 1, hh, l.cols(), 1, rows, n, l.cols())
	for e := range rows {
		at := e*l.steps + t
		h := y[e*ys:][:n]
		g := k.g[at*l.wide():][:l.wide()]
		if l.cell == LSTM {
			c := (at + e) * n
			vec.LSTMGates(h, k.c[c+n:], k.tc[at*n:], g, k.c[c:])
		} else {
			vec.GRUGates(h, g, k.h[at*n:])
		}
		if t+1 < l.steps {
			copy(k.h[(at+1)*n:(at+2)*n], h)
		}
	}
}

// zero sets the gradients by the states after the last step.
func (l loop) zero(k loopKeep, rows int) {
	vec.Fill(k.dh[:rows*l.hidden], 0)
	if l.cell == LSTM {
		vec.Fill(k.dc[:rows*l.hidden], 0)
	}
}

// backward undoes step t: given k.dh and k.dc, the gradients by the states after it, it writes k.dg and leaves in their
// place the gradients by the states ahead of it. hht is the transpose of weight_hh.
func (l loop) backward(k loopKeep, hht []float32, t, rows int) {
	n := l.hidden
	for e := range rows {
		at := e*l.steps + t
		dh := k.dh[e*n : (e+1)*n]
		g, dg := k.g[at*l.wide():][:l.wide()], k.dg[at*l.wide():][:l.wide()]
		if l.cell == LSTM {
			c := (at + e) * n
			vec.LSTMGatesGrad(dg, k.dc[e*n:], dh, g, k.tc[at*n:], k.c[c:])
		} else {
			vec.GRUGatesGrad(dg, dh, g, k.h[at*n:])
		}
	}
	if l.cell == LSTM {
		vec.Fill(k.dh[:rows*n], 0) // h comes from its gates alone
	}
	vec.Gemm(k.dh, n, k.dg[t*l.wide():], l.steps*l.wide(), 1, hht, n, 1, rows, l.cols(), n)
}

// addStateGrad adds the gradient by weight_hh, once every step has been undone: one product over all examples and steps, one
// after the other.
func (l loop) addStateGrad(dhh []float32, k loopKeep, rows int) {
	vec.Gemm(dhh, l.cols(), k.h, 1, l.hidden, k.dg, l.wide(), 1, l.hidden, rows*l.steps, l.cols())
}
