package train

import (
	"errors"
	"unsafe"

	"hourglass/core/ae"
)

// Code is what passes from the encoder to the decoder.
type Code struct {
	Neck     int  // numbers in it
	Cloud    bool // a variational code
	Beta     float32
	FreeBits float32 // nats a code dimension has for nothing
}

var codeKnobs = []Knob{
	{at: unsafe.Offsetof(Setup{}.Neck), Name: "neck", Label: "Neck", Unit: "numbers", Form: Whole, Min: 1, Max: 64, Restart: true},
	{at: unsafe.Offsetof(Setup{}.Cloud), Name: "code", Label: "Code", Form: Choice, Choices: []string{"point", "cloud"}, Restart: true},
	{at: unsafe.Offsetof(Setup{}.Beta), Name: "beta", Label: "Beta", Form: Even, Min: 0, Max: 10, dial: true},
	{at: unsafe.Offsetof(Setup{}.FreeBits), Name: "free", Label: "Free nats", Unit: "nats", Form: Even, Min: 0, Max: 2, dial: true},
}

func (p *Code) add(r *ae.Recipe) {
	r.Code = p.Neck
	if p.Cloud {
		r.Cloud = ae.Cloud{On: true, Beta: p.Beta, FreeBits: p.FreeBits}
	}
}

func (p *Code) check(s *Setup) error {
	switch {
	case p.Cloud && s.Sparse != ae.Dense:
		return errors.New("A cloud takes no sparse pressure: one of the two must be off.")
	case p.Cloud && s.Tied:
		return errors.New("A cloud cannot be tied: its encoder ends in twice as many numbers as its decoder begins with.")
	}
	return nil
}
