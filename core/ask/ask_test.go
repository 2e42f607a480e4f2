package ask

import (
	"math"
	"testing"

	"hourglass/core/train"
)

func begin(t *testing.T, s train.Setup, apart ...train.Change) *Run {
	t.Helper()
	r, err := New(s, apart...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func steps(r *Run, n int) {
	for range n {
		r.Step()
	}
}

// small is a setup whose steps are cheap.
func small() train.Setup {
	s := train.Default()
	s.Width, s.Batch = 6, 8
	return s
}

func turn(t *testing.T, r *Run, knob string, v float64) {
	t.Helper()
	if err := r.Turn(train.KnobIndex(knob), v); err != nil {
		t.Fatal(err)
	}
}

// change is one of a knob, for a twin.
func change(knob string, v float64) train.Change {
	return train.Change{Knob: train.KnobIndex(knob), Value: v}
}

// asked is a measure that must be there.
func asked(t *testing.T, r *Run, what string) float64 {
	t.Helper()
	v, ok := r.Measure(what)
	if !ok || v-v != 0 {
		t.Fatalf("there is no measure %q of %+v: %v", what, r.Setup, v)
	}
	return v
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}
