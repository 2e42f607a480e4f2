package opt

import (
	"errors"
	"math"

	"hourglass/core/vec"
)

// A Method is how to step: all that a learner may turn. Its zero value but for the rate is plain SGD.
type Method struct {
	Kind     Kind
	Rate     float32  // the learning rate, above 0, before the schedule's factor
	Momentum float32  // how much velocity a step keeps, in [0, 1), often 0.9; of the kinds Momentum and Nesterov, 0 for all others
	Decay    float32  // of all numbers of the arena, at least 0: as L2, added to the gradient, but decoupled in AdamW
	Clip     float32  // the longest gradient, as one vector over the arena, that is taken as it is; 0 takes any
	Schedule Schedule // of the rate, and with it of AdamW's decay
}

// Check says what is out of range, or given and not read, or nothing. A number that is not finite is out of every range. A rate of 0 is
// taken for one that was forgotten; [Optimiser.Step] takes it, and stands still.
func (m Method) Check() error {
	switch {
	case m.Kind >= kindCount:
		return errors.New("opt: unknown optimiser")
	case m.Rate == 0:
		return errors.New("opt: a rate of 0 moves nothing: give Method.Rate, such as 0.003 under Adam")
	case !atLeast0(m.Rate):
		return errors.New("opt: the rate must be finite and not negative")
	case !(m.Momentum >= 0 && m.Momentum < 1):
		return errors.New("opt: momentum must be at least 0 and below 1")
	case m.Momentum != 0 && !m.Kind.Keeps():
		return errors.New("opt: " + m.Kind.String() + " keeps no momentum: the kinds Momentum and Nesterov do")
	case !atLeast0(m.Decay):
		return errors.New("opt: decay must be finite and not negative")
	case !atLeast0(m.Clip):
		return errors.New("opt: the clipping norm must be finite and not negative")
	}
	return m.Schedule.Check()
}

func atLeast0(x float32) bool { return x >= 0 && x <= math.MaxFloat32 }

// clip shortens g to a norm of most, if it is longer, by PyTorch's factor most/(norm+1e-6) (Pascanu et al. 2013 give the
// idea). A norm that is not a number leaves g as it is, for the run to find.
func clip(g []float32, most float32) {
	if f := float64(most) / (math.Sqrt(vec.SumSquares(g)) + 1e-6); f < 1 {
		vec.Scale(g, float32(f), g)
	}
}
