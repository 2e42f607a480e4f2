package train

import (
	"unsafe"

	"hourglass/core/opt"
)

// Descent is how a gradient becomes a step.
type Descent struct {
	Optimiser opt.Kind
	Rate      float32 // learning rate
	Momentum  float32
	Batch     int     // pictures a step
	Decay     float32 // weight decay
	Clip      float32 // bound on the norm of the gradient, 0 for none
	Schedule  opt.Course
	Over      int // steps that the rate takes to fall to fallen, or that one halving takes
}

// fallen is the share of the learning rate that a schedule leaves of it in the end.
const fallen = 0.01

var descentKnobs = []Knob{
	{at: unsafe.Offsetof(Setup{}.Optimiser), Name: "optimiser", Label: "Optimiser", Form: Choice, Choices: opt.KindNames[:]},
	{at: unsafe.Offsetof(Setup{}.Rate), Name: "rate", Label: "Learning rate", Form: Log, Min: 1e-5, Max: 10, dial: true},
	{at: unsafe.Offsetof(Setup{}.Momentum), Name: "momentum", Label: "Momentum", Form: Even, Min: 0, Max: 0.99, dial: true},
	{at: unsafe.Offsetof(Setup{}.Batch), Name: "batch", Label: "Batch", Unit: "examples", Form: Whole, Min: 1, Max: TrainRows, dial: true},
	{at: unsafe.Offsetof(Setup{}.Decay), Name: "decay", Label: "Weight decay", Form: Even, Min: 0, Max: 0.1, dial: true},
	{at: unsafe.Offsetof(Setup{}.Clip), Name: "clip", Label: "Clipping", Form: Even, Min: 0, Max: 10, dial: true},
	{at: unsafe.Offsetof(Setup{}.Schedule), Name: "schedule", Label: "Schedule", Form: Choice, Choices: opt.CourseNames[:], dial: true},
	{at: unsafe.Offsetof(Setup{}.Over), Name: "over", Label: "Schedule runs over", Unit: "steps", Form: Whole, Min: 1, Max: 100_000, dial: true},
}

// method is the optimiser's. Momentum waits while it has none, and so does the length of a schedule. A schedule counts the steps of the optimiser, so that
// where it is turned on matters to no step after.
func (p *Descent) method() opt.Method {
	m := opt.Method{Kind: p.Optimiser, Rate: p.Rate, Decay: p.Decay, Clip: p.Clip}
	if p.Optimiser.Keeps() {
		m.Momentum = p.Momentum
	}
	if p.Schedule != opt.Constant {
		m.Schedule = opt.Schedule{Kind: p.Schedule, Over: p.Over, Floor: fallen}
	}
	return m
}
