package train

import (
	"errors"
	"unsafe"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
)

// Source is what is shown.
type Source struct {
	Data     data.Kind
	Scatter  float32 // of points: how far they lie from their curve (standard deviation)
	Class    string  // of drawings: their codes, see data.ParseClass; text, and so no knob
	Examples int     // to train on; of a file that has fewer, all but those for validation, which stay the same up to [TrainRows]
	Missing  float32 // share of entries that nobody observed
	About    bool    // of moons: the label says which side of the middle a point lies on, not which crescent
	Faults   float32 // of faulty heartbeats: share of those to train on that are faulty
	Bright   bool    // of what nobody observed most is large
}

// Examples for validation where there are not [ValidRows].
const (
	faultyRows   = 250 // and as many sealed: enough for one false alarm in fifty to be more than one or two beats
	picturedRows = 384 // of real pictures: a share of them is sure to 2.5 in a hundred
	penguinRows  = 88  // what 256 to train on leave
)

var sourceKnobs = []Knob{
	{at: unsafe.Offsetof(Setup{}.Data), Name: "data", Label: "Data", Form: Choice, Choices: data.KindNames[:]},
	{at: unsafe.Offsetof(Setup{}.Scatter), Name: "scatter", Label: "Scatter", Form: Even, Min: 0, Max: 0.3},
	{at: unsafe.Offsetof(Setup{}.Examples), Name: "examples", Label: "Examples", Unit: "examples", Form: Whole, Min: 4, Max: MostRows},
	{at: unsafe.Offsetof(Setup{}.Faults), Name: "faults", Label: "Faults left in", Form: Even, Min: 0, Max: 0.5},
	{at: unsafe.Offsetof(Setup{}.About), Name: "about", Label: "Label of", Form: Choice, Choices: []string{"its kind", "its side"}},
	{at: unsafe.Offsetof(Setup{}.Missing), Name: "missing", Label: "Missing", Form: Even, Min: 0, Max: 0.9},
	{at: unsafe.Offsetof(Setup{}.Bright), Name: "losing", Label: "Missing are", Form: Choice, Choices: []string{"any", "the bright"}},
}

func (p *Source) add(r *ae.Recipe) {
	r.Input = nn.Shape{Channels: 1, Height: p.Data.Height(), Width: p.Data.Width()}
}

// spec is the data set of a seed. Scatter waits where there are no points, and drawings where another set is shown.
func (p *Source) spec(seed uint32) data.Spec {
	d := data.Spec{Kind: p.Data, Train: p.Examples, Valid: data.ValidRows, Seed: uint64(seed), Missing: p.Missing}
	d.Bright = p.Bright && p.Missing > 0
	if p.Data.Form() == data.Points {
		d.Scatter = p.Scatter
	}
	if p.Data == data.Drawn {
		d.Class = p.Class
	}
	switch p.Data {
	case data.Moons:
		d.Sides = p.About
	case data.Faulty:
		d.Valid, d.Sealed, d.Faults = faultyRows, faultyRows, p.Faults
	case data.Handwritten, data.Clothes:
		d.Valid = picturedRows
	case data.Penguins:
		d.Valid = penguinRows
	}
	if f := p.Data.File(); f != nil {
		d.Train = min(d.Train, f.Rows-d.Valid)
	}
	d.Skip = max(TrainRows-d.Train, 0)
	return d
}

func (p *Source) check(s *Setup) error {
	grey := p.Data.Form() != data.Points
	switch {
	case !grey && s.Loss == nn.BCE:
		return errors.New("Points have no grey values: their copies need the MSE or L1 loss.")
	case !grey && !s.Straight:
		return errors.New("Points lie on both sides of zero: their copies need a straight output.")
	}
	return nil
}
