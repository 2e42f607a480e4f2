package nn

import (
	"errors"
	"math"
	"strconv"

	"hourglass/core/vec"
)

// LayerNorm brings the Size numbers of each example to mean 0 and variance 1, then scales and shifts each place by a gain
// and a bias that are learnt (Ba, Kiros and Hinton 2016). The variance is the biased one, over Size, and 1e-5 is added to
// it, as in PyTorch. Parameters: the gain, called weight as there, and the bias, (Size) each.
type LayerNorm struct{ Size int }

const normEps = 1e-5

// Plan wants an input of Size numbers in any shape and keeps the shape.
func (l LayerNorm) Plan(in Shape) (Plan, error) {
	if err := wants("layer norm", l.Size, in); err != nil {
		return Plan{}, err
	}
	return Plan{Out: in, Arrays: []Array{
		{Name: "weight", Shape: []int{l.Size}, Start: 1},
		{Name: "bias", Shape: []int{l.Size}},
	}}, nil
}

// Forward sets y = gain·(x - mean)/deviation + bias, example by example.
func (l LayerNorm) Forward(y, _, x, w, _ []float32, rows int) {
	n := l.Size
	gain, bias := w[:n], w[n:2*n]
	for r := range rows {
		yr, xr := y[r*n:(r+1)*n], x[r*n:(r+1)*n]
		mean, inv := moments(xr)
		for i, v := range xr {
			h := float32((float64(v) - mean) * inv)
			yr[i] = float32(h*gain[i]) + bias[i]
		}
	}
}

// moments returns the mean of x and 1/sqrt(variance + eps).
func moments(x []float32) (mean, inv float64) {
	n := float64(len(x))
	for _, v := range x {
		mean += float64(v)
	}
	mean /= n
	square := 0.0
	for _, v := range x {
		d := float64(v) - mean
		square += float64(d * d)
	}
	return mean, 1 / math.Sqrt(square/n+normEps)
}

// Backward follows from the chain rule through mean and variance: with h = (x - mean)/deviation and g = dy·gain,
// dx = (g - mean of g - h·mean of g·h)/deviation; and dgain += dy·h, dbias += dy. The moments are worked out once more, in
// float64: with a few numbers an example the three terms of dx all but cancel.
func (l LayerNorm) Backward(dx, dw, dy, _, _, x, w, _ []float32, rows int) {
	n := l.Size
	gain, dgain := w[:n], dw[:n]
	vec.SumRows(dw[n:2*n], dy, rows)
	for r := range rows {
		xr, dyr := x[r*n:(r+1)*n], dy[r*n:(r+1)*n]
		mean, inv := moments(xr)
		sum, along := 0.0, 0.0
		for i, v := range xr {
			h := float64((float64(v) - mean) * inv)
			g := float64(float64(dyr[i]) * float64(gain[i]))
			dgain[i] += float32(dyr[i] * float32(h))
			sum += g
			along += float64(g * h)
		}
		if dx == nil {
			continue
		}
		sum, along = sum/float64(n), along/float64(n)
		for i, v := range xr {
			h := float64((float64(v) - mean) * inv)
			g := float64(float64(dyr[i]) * float64(gain[i]))
			dx[r*n+i] = float32((g - sum - float64(h*along)) * inv)
		}
	}
}

// wants is the complaint of a layer that takes any shape of size numbers.
func wants(name string, size int, in Shape) error {
	if size < 1 {
		return errors.New(name + " of " + strconv.Itoa(size) + " has no units")
	}
	if in.Size() != size {
		return errors.New(name + " wants " + strconv.Itoa(size) + " inputs and is given " + in.String())
	}
	return nil
}
