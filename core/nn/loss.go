package nn

import "hourglass/core/vec"

// A Loss compares predictions with targets. Both losses are means over all numbers, so that a batch of any size and a
// picture of any size share one scale.
type Loss uint8

// The losses. BCE is binary cross-entropy in nats on logits: the sigmoid is part of the loss, which keeps it finite for any
// logit. With grey targets its least value is their own entropy, above zero even for a perfect copy.
const (
	MSE Loss = iota
	BCE
	lossCount
)

// LossNames are the names of the losses, by value.
var LossNames = [...]string{"MSE", "BCE"}

func (l Loss) String() string { return LossNames[l] }

// Value returns the loss of predictions y against targets t. It sums in float64, four sums in a fixed order, so that the
// value of thousands of numbers is right to the last digit shown and has the same bits everywhere.
func (l Loss) Value(y, t []float32) float64 {
	t = t[:len(y)]
	var sums [4]float64
	switch l {
	case MSE:
		for i, v := range y {
			d := float64(v) - float64(t[i])
			sums[i&3] += float64(d * d)
		}
	case BCE:
		for i, z := range y {
			sums[i&3] += float64(vec.Softplus1(z)) - float64(float64(z)*float64(t[i]))
		}
	}
	return ((sums[0] + sums[1]) + (sums[2] + sums[3])) / float64(len(y))
}

// Gradient sets dy to the gradient of Value by y: 2(y-t)/n for MSE, (sigmoid(y)-t)/n for BCE.
func (l Loss) Gradient(dy, y, t []float32) {
	y, t = y[:len(dy)], t[:len(dy)]
	n := float32(len(dy))
	switch l {
	case MSE:
		vec.Sub(dy, y, t)
		vec.Scale(dy, 2/n, dy)
	case BCE:
		vec.Sigmoid(dy, y)
		vec.Sub(dy, dy, t)
		vec.Scale(dy, 1/n, dy)
	}
}
