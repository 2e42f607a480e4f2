package train

import (
	"errors"
	"unsafe"

	"hourglass/core/ae"
)

// Critic is a second player, who learns to tell copies from originals.
type Critic struct {
	Judge int     // units of its hidden layer; 0 for no critic
	Fool  float32 // how much the decoder minds being found out
}

var criticKnobs = []Knob{
	{at: unsafe.Offsetof(Setup{}.Judge), Name: "judge", Label: "Critic", Unit: "units", Form: Whole, Min: 0, Max: 64, Restart: true},
	{at: unsafe.Offsetof(Setup{}.Fool), Name: "fool", Label: "Weight of the critic", Form: Even, Min: 0, Max: 1, dial: true},
}

func (p *Critic) add(r *ae.Recipe) {
	if p.Judge > 0 {
		r.Critic = ae.Adversary{Hidden: []int{p.Judge}, Weight: p.Fool}
	}
}

func (p *Critic) check(s *Setup) error {
	if p.Judge > 0 && (s.State > 0 || s.masks() || s.Recipe().Linear) {
		return errors.New("A critic judges whole pictures in grey: it takes no sequence, no masked loss and no straight output.")
	}
	return nil
}
