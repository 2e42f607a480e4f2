package nn

import (
	"errors"
	"strconv"
)

// Each is the same [Dense] layer at each step of a sequence: Seq(Steps, In) becomes Seq(Steps, Out). All steps of all
// examples are the rows of one product.
type Each struct {
	Dense
	Steps int
}

// Plan wants Seq(Steps, In), flat or not.
func (s Each) Plan(in Shape) (Plan, error) {
	if s.Steps < 1 {
		return Plan{}, errors.New("each over " + strconv.Itoa(s.Steps) + " steps has nothing to read")
	}
	p, err := s.Dense.Plan(Flat(s.In))
	if err != nil {
		return Plan{}, err
	}
	if err := wantSeq("each", in, s.Steps, s.In); err != nil {
		return Plan{}, err
	}
	p.Out = Seq(s.Steps, s.Out)
	return p, nil
}

// Forward sets y (rows, Steps, Out).
func (s Each) Forward(y, keep, x, w, scratch []float32, rows int) {
	s.Dense.Forward(y, keep, x, w, scratch, rows*s.Steps)
}

// Backward adds to dW and db over all steps, and sets dx (rows, Steps, In).
func (s Each) Backward(dx, dw, dy, y, keep, x, w, scratch []float32, rows int) {
	s.Dense.Backward(dx, dw, dy, y, keep, x, w, scratch, rows*s.Steps)
}
