package nn

import (
	"errors"

	"hourglass/core/rng"
	"hourglass/core/vec"
)

// Dropout zeroes each number with chance P while dice are thrown, and multiplies the others by 1/(1-P), so that the mean
// stays and nothing is to be done in use: inverted dropout (Srivastava et al. 2014). As the first layer of a net it is
// masking noise (Vincent et al. 2008), but for that factor.
type Dropout struct {
	Size int
	P    float32 // in [0, 1)
}

// Plan wants an input of Size numbers in any shape and keeps the shape. What is kept is the factor of each number.
func (d Dropout) Plan(in Shape) (Plan, error) {
	if err := wants("dropout", d.Size, in); err != nil {
		return Plan{}, err
	}
	if !(d.P >= 0 && d.P < 1) {
		return Plan{}, errors.New("dropout wants a chance of at least 0 and below 1")
	}
	return Plan{Out: in, Keep: d.Size}, nil
}

// Draw throws one die for each number of each example.
func (d Dropout) Draw(keep []float32, r *rng.Stream, rows int) {
	left := 1 / (1 - d.P)
	for i := range keep[:rows*d.Size] {
		keep[i] = left
		if r.Float32() < d.P {
			keep[i] = 0
		}
	}
}

// Calm lets everything pass as it is.
func (d Dropout) Calm(keep []float32, rows int) { vec.Fill(keep[:rows*d.Size], 1) }

// Forward sets y to x times the factors.
func (d Dropout) Forward(y, keep, x, _, _ []float32, rows int) {
	n := rows * d.Size
	vec.Mul(y[:n], x, keep)
}

// Backward sets dx to dy times the factors.
func (d Dropout) Backward(dx, _, dy, _, keep, _, _, _ []float32, rows int) {
	if dx == nil {
		return
	}
	n := rows * d.Size
	vec.Mul(dx[:n], dy, keep)
}
