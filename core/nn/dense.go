package nn

import (
	"errors"
	"strconv"

	"hourglass/core/vec"
)

// Dense is y = x·W + b. Its parameters are W (In, Out), row-major, then b (Out): the transpose of PyTorch's Linear, so
// that the weights of one input lie side by side, as the lanes of the product want them.
type Dense struct{ In, Out int }

// Plan wants an input of In numbers in any shape.
func (d Dense) Plan(in Shape) (Plan, error) {
	if d.In < 1 || d.Out < 1 {
		return Plan{}, errors.New("dense " + strconv.Itoa(d.In) + " to " + strconv.Itoa(d.Out) + " has no units")
	}
	if in.Size() != d.In {
		return Plan{}, errors.New("dense wants " + strconv.Itoa(d.In) + " inputs and is given " + in.String())
	}
	return Plan{Out: Flat(d.Out), Arrays: []Array{
		{Name: "weight", Shape: []int{d.In, d.Out}, In: d.In, Out: d.Out},
		{Name: "bias", Shape: []int{d.Out}},
	}}, nil
}

// Forward sets y (rows, Out).
func (d Dense) Forward(y, _, x, w, _ []float32, rows int) {
	vec.FillRows(y, w[d.In*d.Out:d.In*d.Out+d.Out], rows)
	vec.MatMul(y, x, w, rows, d.In, d.Out)
}

// Backward adds dW += xᵀ·dy and db += sum of dy's rows, and sets dx = dy·Wᵀ.
func (d Dense) Backward(dx, dw, dy, _, _, x, w, _ []float32, rows int) {
	vec.MatMulTA(dw, x, dy, d.In, rows, d.Out)
	vec.SumRows(dw[d.In*d.Out:d.In*d.Out+d.Out], dy, rows)
	if dx == nil {
		return
	}
	vec.Fill(dx, 0)
	vec.MatMulTB(dx, dy, w, rows, d.Out, d.In)
}
