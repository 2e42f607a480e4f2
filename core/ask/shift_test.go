package ask

import (
	"testing"

	"hourglass/core/data"
)

// A moved picture is the one that a learner sees who turns the dial, and its copy is scored against it as it lies.
func TestMoved(t *testing.T) {
	s := small()
	s.Data, s.Convs = data.Digits16, 2
	r := begin(t, s, change("convs", 0))
	steps(r, 20)
	for _, n := range []int{-4, 0, 3} {
		what, set := "moved "+string('0'+rune(max(n, -n))), r.Set()
		if n < 0 {
			what = "moved -4"
		}
		if err := r.Dial(1, float64(n)); err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for i := range set.Valid {
			r.Show(set.Train + i)
			sum += MeanSquare(r.Rebuild(nil), r.View.Input) / float64(set.Valid)
		}
		near(t, what, asked(t, r, what), sum, 1e-9)
		near(t, "share "+what, asked(t, r, "share "+what), sum/asked(t, r, "twin "+what), 1e-9)
	}
	near(t, "moved 0", asked(t, r, "moved 0"), asked(t, r, "mend masking 0"), 0)
	for _, what := range []string{"moved", "moved 5", "moved -5", "moved x", "share moved 5", "share", "share knob"} {
		if v, ok := r.Measure(what); ok {
			t.Errorf("%q is %v", what, v)
		}
	}
	s = small()
	s.Data, s.Straight = data.Circle, true
	if v, ok := begin(t, s).Measure("moved 1"); ok {
		t.Errorf("a point is moved by a pixel, at %v", v)
	}
}

// Parameters are counted as one writes them down: 49-6-2-6-49, and without hidden layers 49-2-49.
func TestParameters(t *testing.T) {
	r := begin(t, small(), change("depth", 0))
	run, twin := float64(50*6+7*2+3*6+7*49), float64(50*2+3*49)
	near(t, "parameters", asked(t, r, "parameters"), run, 0)
	near(t, "twin parameters", asked(t, r, "twin parameters"), twin, 0)
	near(t, "share parameters", asked(t, r, "share parameters"), run/twin, 1e-12)
	if v, ok := begin(t, small()).Measure("share parameters"); ok {
		t.Errorf("a run without a twin has %v of its parameters", v)
	}
	if v, ok := begin(t, small(), change("depth", 0)).Measure("share dial shift"); ok {
		t.Errorf("%v of nothing", v)
	}
}
