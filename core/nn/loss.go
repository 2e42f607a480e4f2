package nn

import (
	"math"
	"strconv"

	"hourglass/core/vec"
)

// A Loss compares predictions with targets. All of them are means over all numbers, so that a batch of any size and a
// picture of any size share one scale.
type Loss uint8

// The losses. BCE is binary cross-entropy in nats on logits: the sigmoid is part of the loss, which keeps it finite for any
// logit. Its targets are probabilities: outside [0, 1] it would have no least value. With grey targets its least value is their
// own entropy, above zero even for a perfect copy. L1 is the mean absolute error.
const (
	MSE Loss = iota
	BCE
	L1
	lossCount
)

// LossNames are the names of the losses, by value.
var LossNames = [...]string{"MSE", "BCE", "L1"}

func (l Loss) String() string { return LossNames[l] }

// Value returns the loss of predictions y against targets t, of one length, above 0; here as below others panic. It sums in float64, four
// sums in a fixed order, so that the value of thousands of numbers is right to the last digit shown and has the same bits everywhere.
func (l Loss) Value(y, t []float32) float64 {
	meet(y, t)
	return l.sum(y, t, nil) / float64(len(y))
}

// meet panics unless predictions and targets are as many, and some: a number too many would be dropped.
func meet(y, t []float32) {
	if len(y) != len(t) || len(y) == 0 {
		panic("nn: a loss of " + strconv.Itoa(len(y)) + " predictions against " + strconv.Itoa(len(t)) + " targets")
	}
}

// slopes panics unless a gradient has a place for each prediction, and no more.
func slopes(dy, y []float32) {
	if len(dy) != len(y) {
		panic("nn: " + strconv.Itoa(len(dy)) + " slopes of a loss of " + strconv.Itoa(len(y)) + " predictions")
	}
}

// Gradient sets dy to the gradient of Value by y: 2(y-t)/n for MSE, (sigmoid(y)-t)/n for BCE, the sign of y-t over n for L1,
// where the sign of 0 is 0 as in PyTorch.
func (l Loss) Gradient(dy, y, t []float32) {
	meet(y, t)
	slopes(dy, y)
	l.slope(dy, y, t, float32(len(dy)))
}

// Masked returns the mean of the loss over the entries whose mask is 1 and leaves those whose mask is 0 out, whatever they
// hold: ratings that nobody gave are no ratings of 0 (AutoRec, Sedhain et al. 2015). It sets dy, unless that is nil, to its
// gradient, which is 0 where nothing is observed. With no entry observed the loss is 0.
func Masked(l Loss, dy, y, t, mask []float32) float64 {
	meet(y, t)
	meet(y, mask)
	if dy != nil {
		slopes(dy, y)
	}
	n := 0
	for _, m := range mask {
		if m != 0 {
			n++
		}
	}
	if n == 0 {
		if dy != nil {
			vec.Fill(dy, 0)
		}
		return 0
	}
	if dy != nil {
		l.slope(dy, y, t, float32(n))
		for i, m := range mask {
			if m == 0 {
				dy[i] = 0
			}
		}
	}
	return l.sum(y, t, mask) / float64(n)
}

// blockBCE is how many logits are softened at once: few enough for the stack.
const blockBCE = 256

// sum adds up the losses of the entries whose mask is not 0, or of all of them if mask is nil. Entry i goes to the sum i mod 4, so that four additions need not
// wait for one another; the order, and so each bit, is the same with a mask and without.
func (l Loss) sum(y, t, mask []float32) float64 {
	t = t[:len(y)]
	var sums [4]float64
	switch l {
	case MSE:
		if mask == nil {
			squares(&sums, y, t)
			break
		}
		for i, v := range y {
			if mask[i] != 0 {
				d := float64(v) - float64(t[i])
				sums[i&3] += float64(d * d)
			}
		}
	case BCE:
		var room [blockBCE]float32 // softplus in lanes, a block at a time
		for from := 0; from < len(y); from += blockBCE {
			z, to := y[from:min(from+blockBCE, len(y))], t[from:]
			soft := room[:len(z)]
			vec.Softplus(soft, z)
			if mask == nil {
				crosses(&sums, soft, z, to)
				continue
			}
			for j, v := range soft {
				if i := from + j; mask[i] != 0 {
					sums[i&3] += float64(v) - float64(float64(z[j])*float64(t[i]))
				}
			}
		}
	case L1:
		for i, v := range y {
			if mask == nil || mask[i] != 0 {
				sums[i&3] += math.Abs(float64(v) - float64(t[i]))
			}
		}
	}
	return (sums[0] + sums[1]) + (sums[2] + sums[3])
}

// squares adds to four sums the squares of the differences of y and t, of which there are as many or more.
func squares(sums *[4]float64, y, t []float32) {
	a, b, c, d := sums[0], sums[1], sums[2], sums[3]
	for len(y) >= 4 && len(t) >= 4 {
		p, q, r, s := float64(y[0])-float64(t[0]), float64(y[1])-float64(t[1]), float64(y[2])-float64(t[2]), float64(y[3])-float64(t[3])
		a += float64(p * p)
		b += float64(q * q)
		c += float64(r * r)
		d += float64(s * s)
		y, t = y[4:], t[4:]
	}
	*sums = [4]float64{a, b, c, d}
	for i, v := range y {
		p := float64(v) - float64(t[i])
		sums[i] += float64(p * p)
	}
}

// crosses adds to four sums what each logit z with the target t, of which there are as many or more, loses; soft is the softplus of z.
func crosses(sums *[4]float64, soft, z, t []float32) {
	a, b, c, d := sums[0], sums[1], sums[2], sums[3]
	for len(soft) >= 4 && len(z) >= 4 && len(t) >= 4 {
		a += float64(soft[0]) - float64(float64(z[0])*float64(t[0]))
		b += float64(soft[1]) - float64(float64(z[1])*float64(t[1]))
		c += float64(soft[2]) - float64(float64(z[2])*float64(t[2]))
		d += float64(soft[3]) - float64(float64(z[3])*float64(t[3]))
		soft, z, t = soft[4:], z[4:], t[4:]
	}
	*sums = [4]float64{a, b, c, d}
	for i, v := range soft {
		sums[i] += float64(v) - float64(float64(z[i])*float64(t[i]))
	}
}

// slope sets dy to the gradient of the sum by y, over n.
func (l Loss) slope(dy, y, t []float32, n float32) {
	switch l {
	case MSE:
		vec.Sub(dy, y, t)
		vec.Scale(dy, 2/n, dy)
	case BCE:
		vec.Sigmoid(dy, y)
		vec.Sub(dy, dy, t)
		vec.Scale(dy, 1/n, dy)
	case L1:
		for i, v := range y {
			dy[i] = sign(v-t[i]) / n
		}
	}
}

// sign is -1, 0 or 1, and NaN for NaN.
func sign(x float32) float32 {
	if x > 0 {
		return 1
	}
	if x < 0 {
		return -1
	}
	return x
}
