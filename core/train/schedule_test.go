package train

import (
	"testing"

	"hourglass/core/opt"
)

// A schedule is the rate turned by hand before every step: to the bit, for the run and its twin, where it is turned on while the run goes on, and
// where the optimiser is changed or forgets under it.
func TestScheduleIsTheRateTurned(t *testing.T) {
	t.Parallel()
	const over, from, other, anew, steps = 20, 7, 12, 15, 30
	for _, kind := range []opt.Course{opt.Linear, opt.Cosine, opt.Halving} {
		apart := Change{KnobIndex("noise"), 2}
		var runs [2]*Session
		for i := range runs {
			s, err := New(Default(), apart)
			if err != nil {
				t.Fatal(err)
			}
			runs[i] = s
		}
		course := opt.Schedule{Kind: kind, Over: over, Floor: fallen}
		turn := func(s *Session, knob string, v float64) {
			if err := s.Turn(KnobIndex(knob), v); err != nil {
				t.Fatal(err)
			}
		}
		for n := range steps {
			if n == from {
				turn(runs[0], "over", over)
				turn(runs[0], "schedule", float64(kind))
			}
			for _, s := range runs {
				switch n {
				case other:
					turn(s, "optimiser", float64(opt.AdamW))
				case anew:
					s.run.Forget()
				}
			}
			if n >= from {
				turn(runs[1], "rate", float64(Default().Rate*course.At(n)))
			}
			for _, s := range runs {
				s.Step()
			}
		}
		if runs[0].Hash() != runs[1].Hash() || runs[0].Twin().Hash() != runs[1].Twin().Hash() {
			t.Errorf("%v: a schedule goes elsewhere than the rate turned by hand", kind)
		}
	}
}
