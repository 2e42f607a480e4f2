package opt

import (
	"errors"
	"math"
	"strconv"
)

// A Stopper stops a run early, when the loss on pictures that are not learnt from no longer falls (Prechelt 1998). It is a
// plain value; one that has observed nothing yet is ready.
type Stopper struct {
	Patience int     // how many observations in a row without a better one are borne: at least 1, and the last of them stops
	Least    float64 // how far below the best a loss must lie to count as better, finite and at least 0

	seen bool
	low  float64
	bad  int
}

// Check says what is out of range, or nothing.
func (s *Stopper) Check() error {
	switch {
	case s.Patience < 1:
		return errors.New("opt: a stopper of patience " + strconv.Itoa(s.Patience) + " stops at once: the least is 1")
	case !(s.Least >= 0 && s.Least <= math.MaxFloat64):
		return errors.New("opt: what a stopper takes for better must be finite and not negative")
	}
	return nil
}

// Observe takes the next loss. It tells whether this one is the best so far, the first being so, and whether to stop. A loss
// that is not a number is never best. A stopper that does not pass Check panics.
func (s *Stopper) Observe(loss float64) (best, stop bool) {
	if err := s.Check(); err != nil {
		panic(err.Error())
	}
	if loss == loss && (!s.seen || loss < s.low-s.Least) {
		s.seen, s.low, s.bad = true, loss, 0
		return true, false
	}
	s.bad++
	return false, s.bad >= s.Patience
}

// Best returns the best loss; ok is false before there was one.
func (s *Stopper) Best() (loss float64, ok bool) { return s.low, s.seen }

// Reset forgets what was observed.
func (s *Stopper) Reset() { *s = Stopper{Patience: s.Patience, Least: s.Least} }
