package train

import "errors"

// Twin is the run in lockstep that differs by the knobs set apart, or nil. Streams are known by name, so twins begin from the same weights
// where their shapes agree, see the same pictures in the same order, and throw the same dice: what differs in the end is what was
// changed. A twin that blew up stands still until both begin anew; the other goes on.
func (t *Session) Twin() *Session { return t.twin }

// checkApart says in one sentence why the knobs cannot set twins apart.
func checkApart(apart []Change) error {
	for _, c := range apart {
		if c.Knob < 0 || c.Knob >= len(Knobs) {
			return errors.New("There is no knob of that number.")
		}
		k := &Knobs[c.Knob]
		if err := k.Check(c.Value); err != nil {
			return err
		}
		if k.Name == "seed" || k.Name == "data" {
			return errors.New("Twins must share their seed and their data.")
		}
	}
	return nil
}

// other is the setup of the twin of a run of s.
func (t *Session) other(s Setup) Setup {
	for _, c := range t.apart {
		Knobs[c.Knob].set(&s, c.Value)
	}
	return s
}

// check says in one sentence which knobs cannot stand together, in s or in its twin's setup.
func (t *Session) check(s Setup) error {
	if err := s.check(); err != nil || t.twin == nil {
		return err
	}
	return t.other(s).check()
}

// follow turns the twin's knob as the run's was turned, unless that knob is what sets them apart.
func (t *Session) follow(knob int, s Setup) error {
	if t.twin == nil {
		return nil
	}
	if t.twin.blame >= 0 {
		return nil // its own knobs are what other makes of the run's when both begin anew
	}
	for _, c := range t.apart {
		if c.Knob == knob {
			return nil
		}
	}
	return t.twin.apply(knob, t.other(s))
}
