package train

import (
	"errors"
	"unsafe"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
)

// Sequence is a recurrent network in place of dense layers and convolutions. A signal comes a value a step, a picture a row a step.
type Sequence struct {
	State  int // units of the cell that reads and of the one that writes; 0 for no sequence
	Cell   nn.Cell
	Writes bool // the decoder is fed its own last output
	Forced bool // while it trains, the true one
}

var sequenceKnobs = []Knob{
	{at: unsafe.Offsetof(Setup{}.State), Name: "state", Label: "Recurrent units", Unit: "units", Form: Whole, Min: 0, Max: 64, Restart: true},
	{at: unsafe.Offsetof(Setup{}.Cell), Name: "cell", Label: "Cell", Form: Choice, Choices: nn.CellNames[:], Restart: true},
	{at: unsafe.Offsetof(Setup{}.Writes), Name: "writes", Label: "Reads what it wrote", Form: Choice, Choices: noYes[:], Restart: true},
	{at: unsafe.Offsetof(Setup{}.Forced), Name: "forced", Label: "Teacher forcing", Form: Choice, Choices: noYes[:]},
}

// add takes a recipe that has its input.
func (p *Sequence) add(r *ae.Recipe) {
	if p.State == 0 {
		return
	}
	r.Sequence = ae.Sequence{Cell: p.Cell, Hidden: p.State, Writes: p.Writes, Forced: p.Writes && p.Forced}
	if in := r.Input; in.Height == 1 {
		r.Input = nn.Seq(in.Width, 1)
	}
}

func (p *Sequence) check(s *Setup) error {
	switch {
	case p.State == 0:
	case s.Data.Form() == data.Points:
		return errors.New("A point is no sequence: a recurrent network wants pictures or signals.")
	case p.Writes && s.Loss == nn.BCE:
		return errors.New("A decoder that reads what it wrote needs the MSE or L1 loss.")
	case p.Writes && p.Forced && s.masks():
		return errors.New("Teacher forcing shows the whole example, and a masked loss knows only a part of it.")
	}
	return nil
}
