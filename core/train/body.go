package train

import (
	"errors"
	"unsafe"

	"hourglass/core/ae"
	"hourglass/core/nn"
)

// Body is what the network is made of, but for its code.
type Body struct {
	Width    int // units of the outermost hidden layer; each further one has half as many
	Depth    int // hidden layers on each side
	Unit     nn.Unit
	Tied     bool
	Straight bool // a linear output
	Init     nn.Init
	Dropout  float32
	Norm     bool // layer norm before each hidden unit
}

var bodyKnobs = []Knob{
	{at: unsafe.Offsetof(Setup{}.Width), Name: "width", Label: "Width", Unit: "units", Form: Whole, Min: 2, Max: 64, Restart: true},
	{at: unsafe.Offsetof(Setup{}.Depth), Name: "depth", Label: "Depth", Unit: "hidden layers", Form: Whole, Min: 0, Max: 3, Restart: true},
	{at: unsafe.Offsetof(Setup{}.Unit), Name: "unit", Label: "Unit", Form: Choice, Choices: nn.UnitNames[:]},
	{at: unsafe.Offsetof(Setup{}.Tied), Name: "tied", Label: "Tied weights", Form: Choice, Choices: noYes[:], Restart: true},
	{at: unsafe.Offsetof(Setup{}.Straight), Name: "output", Label: "Output", Form: Choice, Choices: []string{"sigmoid", "straight"}},
	{at: unsafe.Offsetof(Setup{}.Init), Name: "init", Label: "First weights", Form: Choice, Choices: nn.InitNames[:], Restart: true},
	{at: unsafe.Offsetof(Setup{}.Dropout), Name: "dropout", Label: "Dropout", Form: Even, Min: 0, Max: 0.9},
	{at: unsafe.Offsetof(Setup{}.Norm), Name: "norm", Label: "Layer norm", Form: Choice, Choices: noYes[:], Restart: true},
}

// add takes a recipe that has its convolutions, whose units those of the dense layers are. In a sequence all of them wait.
func (p *Body) add(r *ae.Recipe) {
	r.Init, r.Tied, r.Linear = p.Init, p.Tied, p.Straight
	if r.Sequence.Hidden > 0 {
		return
	}
	for i := range p.Depth {
		r.Hidden = append(r.Hidden, max(p.Width>>i, 1))
	}
	if len(r.Hidden)+len(r.Conv) > 0 {
		r.Unit, r.Dropout, r.Norm = p.Unit, p.Dropout, p.Norm
	}
}

func (p *Body) check(s *Setup) error {
	if p.Tied && (s.Convs > 0 || s.State > 0) {
		return errors.New("Only a network of dense layers can be tied.")
	}
	return nil
}
