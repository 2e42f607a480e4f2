package nn

import "hourglass/core/vec"

// Softmax turns the Size numbers of each example into shares, y = e^x / sum of e^x. A classifier is better taught by
// [CrossEntropy], which takes the logits themselves.
type Softmax struct{ Size int }

// Plan wants an input of Size numbers in any shape and keeps the shape.
func (s Softmax) Plan(in Shape) (Plan, error) {
	if err := wants("softmax", s.Size, in); err != nil {
		return Plan{}, err
	}
	return Plan{Out: in}, nil
}

// Forward sets y. The greatest number of an example is subtracted first, which changes no share and keeps e^x finite.
func (s Softmax) Forward(y, _, x, _, _ []float32, rows int) {
	n := s.Size
	y = y[:rows*n]
	for r := range rows {
		top := greatest(x[r*n : (r+1)*n])
		for i := r * n; i < (r+1)*n; i++ {
			y[i] = x[i] - top
		}
	}
	vec.Exp(y, y)
	for r := range rows {
		row := y[r*n : (r+1)*n]
		sum := 0.0
		for _, e := range row {
			sum += float64(e)
		}
		vec.Scale(row, float32(1/sum), row)
	}
}

// greatest returns the largest of x, which is not empty, or NaN where there is one.
func greatest(x []float32) float32 {
	top := x[0]
	for _, v := range x[1:] {
		top = max(top, v)
	}
	return top
}

// Backward sets dx = y·(dy - sum of dy·y).
func (s Softmax) Backward(dx, _, dy, y, _, _, _, _ []float32, rows int) {
	if dx == nil {
		return
	}
	n := s.Size
	for r := range rows {
		dxr, dyr, yr := dx[r*n:(r+1)*n], dy[r*n:(r+1)*n], y[r*n:(r+1)*n]
		sum := 0.0
		for i, v := range yr {
			sum += float64(float64(dyr[i]) * float64(v))
		}
		for i, v := range yr {
			dxr[i] = v * float32(float64(dyr[i])-sum)
		}
	}
}
