package train

import (
	"unsafe"

	"hourglass/core/ae"
)

// Corruption is what tears the input before the encoder sees it.
type Corruption struct {
	Noise  ae.NoiseKind
	Amount float32 // of the noise
}

var corruptionKnobs = []Knob{
	{at: unsafe.Offsetof(Setup{}.Noise), Name: "noise", Label: "Noise", Form: Choice, Choices: ae.NoiseNames[:], dial: true},
	{at: unsafe.Offsetof(Setup{}.Amount), Name: "amount", Label: "Amount", Form: Even, Min: 0, Max: 1, dial: true},
}

func (p *Corruption) add(r *ae.Recipe) {
	if p.Noise != ae.Clean {
		r.Noise = ae.Noise{Kind: p.Noise, Amount: p.Amount}
	}
}
