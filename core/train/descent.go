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
}

var descentKnobs = []Knob{
	{at: unsafe.Offsetof(Setup{}.Optimiser), Name: "optimiser", Label: "Optimiser", Form: Choice, Choices: opt.KindNames[:]},
	{at: unsafe.Offsetof(Setup{}.Rate), Name: "rate", Label: "Learning rate", Form: Log, Min: 1e-5, Max: 10, dial: true},
	{at: unsafe.Offsetof(Setup{}.Momentum), Name: "momentum", Label: "Momentum", Form: Even, Min: 0, Max: 0.99, dial: true},
	{at: unsafe.Offsetof(Setup{}.Batch), Name: "batch", Label: "Batch", Unit: "examples", Form: Whole, Min: 1, Max: TrainRows, dial: true},
	{at: unsafe.Offsetof(Setup{}.Decay), Name: "decay", Label: "Weight decay", Form: Even, Min: 0, Max: 0.1, dial: true},
	{at: unsafe.Offsetof(Setup{}.Clip), Name: "clip", Label: "Clipping", Form: Even, Min: 0, Max: 10, dial: true},
}

// method is the optimiser's. Momentum waits while it has none.
func (p *Descent) method() opt.Method {
	m := opt.Method{Kind: p.Optimiser, Rate: p.Rate, Decay: p.Decay, Clip: p.Clip}
	if p.Optimiser.Keeps() {
		m.Momentum = p.Momentum
	}
	return m
}
