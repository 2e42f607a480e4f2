package train

import "errors"

// Twins are runs in lockstep: one seed, one thing changed. Streams are known by name, so twins begin from the same weights where their
// shapes agree, see the same pictures in the same order, and throw the same dice: what differs in the end is what was changed.
type Twins struct{ Runs []*Session }

// NewTwins begins a run for each setup. It fails unless all share seed and data set, which is what makes them twins.
func NewTwins(setups ...Setup) (*Twins, error) {
	if len(setups) == 0 {
		return nil, errors.New("Twins need at least one setup.")
	}
	t := &Twins{}
	for _, s := range setups {
		if s.Seed != setups[0].Seed || s.Data != setups[0].Data {
			return nil, errors.New("Twins must share their seed and their pictures.")
		}
		run, err := New(s)
		if err != nil {
			return nil, err
		}
		t.Runs = append(t.Runs, run)
	}
	return t, nil
}

// Step takes one whole step of each. A twin that blew up stands still; the others go on.
func (t *Twins) Step() {
	for _, r := range t.Runs {
		r.Step()
	}
}

// Turn turns a knob of all twins, or of none if one cannot. A knob that starts a new run starts it for all, so that they stay in step.
func (t *Twins) Turn(knob int, v float64) error {
	for _, r := range t.Runs {
		if knob < 0 || knob >= len(Knobs) {
			return errors.New("There is no knob of that number.")
		}
		if err := Knobs[knob].Check(v); err != nil {
			return err
		}
		s := r.Setup
		Knobs[knob].set(&s, v)
		if err := s.check(); err != nil {
			return err
		}
	}
	restart := Knobs[knob].Restart
	for _, r := range t.Runs {
		if err := r.Turn(knob, v); err != nil {
			return err
		}
	}
	if restart {
		return t.Again()
	}
	return nil
}

// Again takes all back to step 0, with the same seed and the knobs as they stand.
func (t *Twins) Again() error {
	for _, r := range t.Runs {
		if err := r.Again(); err != nil {
			return err
		}
	}
	return nil
}
