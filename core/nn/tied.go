package nn

import (
	"errors"
	"strconv"

	"hourglass/core/vec"
)

// Tied is y = x·Wᵀ + b, where W (Out, In) is the weight of the [Dense] layer Back layers before it, Dense{In: Out, Out: In}:
// a decoder that is its encoder transposed (Vincent et al. 2010 call the weights tied). Its own parameter is the bias b
// (Out). The gradients of both uses of W add up in its one place.
type Tied struct{ In, Out, Back int }

// Plan wants an input of In numbers in any shape. Whether a fitting layer stands Back layers before is for the net to see;
// see [Tied.Shares].
func (t Tied) Plan(in Shape) (Plan, error) {
	if t.Out < 1 {
		return Plan{}, errors.New("tied " + strconv.Itoa(t.In) + " to " + strconv.Itoa(t.Out) + " has no units")
	}
	if t.Back < 1 {
		return Plan{}, errors.New("tied to no layer before it")
	}
	if err := wants("tied", t.In, in); err != nil {
		return Plan{}, err
	}
	return Plan{Out: Flat(t.Out), Reach: t.Back, Arrays: []Array{{Name: "bias", Shape: []int{t.Out}}}}, nil
}

// Shares says why a layer cannot be the one whose weight is shared, or nothing.
func (t Tied) Shares(l Layer) error {
	if d, ok := l.(Dense); !ok || d.In != t.Out || d.Out != t.In {
		return errors.New("tied shares the weight of a dense layer " + strconv.Itoa(t.Out) + " to " + strconv.Itoa(t.In) +
			", and there is none " + strconv.Itoa(t.Back) + " back")
	}
	return nil
}

// Forward sets y (rows, Out). Its w begins with the shared weight (Out, In) and ends with its own bias.
func (t Tied) Forward(y, _, x, w, _ []float32, rows int) {
	vec.FillRows(y, w[len(w)-t.Out:], rows)
	vec.MatMulTB(y, x, w, rows, t.In, t.Out)
}

// Backward adds dW += dyᵀ·x and db += sum of dy's rows, and sets dx = dy·W.
func (t Tied) Backward(dx, dw, dy, _, _, x, w, _ []float32, rows int) {
	vec.MatMulTA(dw, dy, x, t.Out, rows, t.In)
	vec.SumRows(dw[len(dw)-t.Out:], dy, rows)
	if dx == nil {
		return
	}
	vec.Fill(dx, 0)
	vec.MatMul(dx, dy, w, rows, t.Out, t.In)
}
