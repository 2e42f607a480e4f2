package train

import (
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
}

var bodyKnobs = []Knob{
	{at: unsafe.Offsetof(Setup{}.Width), Name: "width", Label: "Width", Unit: "units", Form: Whole, Min: 2, Max: 64, Restart: true},
	{at: unsafe.Offsetof(Setup{}.Depth), Name: "depth", Label: "Depth", Unit: "hidden layers", Form: Whole, Min: 0, Max: 3, Restart: true},
	{at: unsafe.Offsetof(Setup{}.Unit), Name: "unit", Label: "Unit", Form: Choice, Choices: nn.UnitNames[:]},
	{at: unsafe.Offsetof(Setup{}.Tied), Name: "tied", Label: "Tied weights", Form: Choice, Choices: noYes[:], Restart: true},
	{at: unsafe.Offsetof(Setup{}.Straight), Name: "output", Label: "Output", Form: Choice, Choices: []string{"sigmoid", "straight"}},
	{at: unsafe.Offsetof(Setup{}.Init), Name: "init", Label: "First weights", Form: Choice, Choices: nn.InitNames[:], Restart: true},
	{at: unsafe.Offsetof(Setup{}.Dropout), Name: "dropout", Label: "Dropout", Form: Even, Min: 0, Max: 0.9},
}

func (p *Body) add(r *ae.Recipe) {
	r.Init, r.Tied, r.Linear = p.Init, p.Tied, p.Straight
	if p.Depth > 0 {
		r.Unit, r.Dropout = p.Unit, p.Dropout
	}
	for i := range p.Depth {
		r.Hidden = append(r.Hidden, max(p.Width>>i, 1))
	}
}
