package measure

import (
	"errors"
	"math"
)

// A Field is the best denoiser that there can be for a finite set of equally likely points under Gaussian noise:
// what a denoising autoencoder with no limit to its size learns from them. With p_s the density of points plus
// noise N(0, s^2 I), it sends y to the mean of what it may have been,
//
//	r(y) = sum_i w_i p_i,  w = softmax(-|y-p_i|^2 / 2s^2),  and  r(y) - y = s^2 grad log p_s(y)
//
// (Tweedie's formula, Robbins 1956; Vincent 2011; Alain and Bengio 2014). Read only, so that several goroutines
// may share it.
type Field struct {
	points         []float32 // (count, dim)
	count, dim     int
	noise, toScore float64 // s^2 and 1/s^2
}

// NewField returns the field of points (count, dim), which it keeps and which must not change, for noise of
// standard deviation s, finite and above 0, in the points' own unit. It fails too where s^2 leaves the range of
// float64.
func NewField(points []float32, count, dim int, s float64) (*Field, error) {
	if err := table("points", points, count, dim); err != nil {
		return nil, err
	}
	f := &Field{points, count, dim, s * s, 1 / (s * s)}
	if !(s > 0 && f.noise <= math.MaxFloat64 && f.toScore <= math.MaxFloat64) {
		return nil, errors.New("measure: the noise must be finite and above 0")
	}
	return f, nil
}

// At works out the field at y (dim): the chance of each point to be what lies behind y (count, sum 1), the
// denoised y (dim), and the score, the gradient of log p_s at y (dim), in one over the points' unit. It allocates
// nothing. It fails, leaving all as it was, on lengths that do not meet and on a y that is not finite or so far
// off that squares overflow.
func (f *Field) At(weights, denoised, score, y []float64) error {
	if len(weights) != f.count || len(denoised) != f.dim || len(score) != f.dim {
		return errors.New("measure: the field's weights, denoised or score have the wrong length")
	}
	if err := table("place", y, 1, f.dim); err != nil {
		return err
	}
	least := math.Inf(1)
	for i := range f.count {
		least = min(least, f.distance(i, y))
	}
	if math.IsInf(least, 1) {
		return errors.New("measure: the place is too far from every point")
	}
	total := 0.0
	for i := range weights {
		// Against the nearest, whose term is 1: the sum can neither vanish nor overflow.
		weights[i] = math.Exp((least - f.distance(i, y)) / (2 * f.noise))
		total += weights[i]
	}
	for i := range weights {
		weights[i] /= total
	}
	for j := range score {
		pull := 0.0 // r(y) - y as a mean of differences, which far away keeps the digits that a difference of means would lose
		for i, w := range weights {
			pull += w * (float64(f.points[i*f.dim+j]) - y[j])
		}
		denoised[j], score[j] = y[j]+pull, pull*f.toScore
	}
	return nil
}

// distance is the squared distance of y to point i.
func (f *Field) distance(i int, y []float64) float64 {
	sum := 0.0
	for j, p := range f.points[i*f.dim : (i+1)*f.dim] {
		d := y[j] - float64(p)
		sum += d * d
	}
	return sum
}
