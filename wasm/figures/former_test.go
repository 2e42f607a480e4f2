package figures

import (
	"slices"
	"strings"
	"testing"

	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
)

// Again leaves the curve of the run before behind the new one, with the steps at which both met the goal; another seed, or a run that the goal does not speak
// of, leaves nothing.
func TestTheRunBefore(t *testing.T) {
	b, session := run(t, &lessons.Lesson{Setup: train.Default(), Figures: []string{"curve"}, Goal: lessons.Hourglass.Goal}, 0, lessons.Turn{Knob: "rate", Value: 0.01})
	f := b.Panel("curve").(*curve)
	goes := func(steps int) (met int) {
		t.Helper()
		met = -1
		for range steps {
			session.Step()
			if s := session.Now(); session.Pointed() && met < 0 && s.Loss < 0.010 {
				met = s.Step
			}
		}
		show(t, b, session)
		return met
	}
	again := func() {
		t.Helper()
		if err := session.Again(); err != nil {
			t.Fatal(err)
		}
		show(t, b, session)
	}
	before := goes(2000)
	if before < 0 {
		t.Fatal("the run does not meet the goal")
	}
	if len(f.former.was) > 0 {
		t.Error("a run before the first")
	}
	again()
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	if got := f.former.reached(f.former.was); got != before {
		t.Errorf("the run before met the goal at %d, not %d", got, before)
	}
	if end := f.lossEnd(&b.Base); end < float32(before) {
		t.Errorf("the axis ends at %v, before the run before met the goal", end)
	}
	if err := session.Turn(train.KnobIndex("rate"), 0.02); err != nil {
		t.Fatal(err)
	}
	if now := goes(2000); f.former.reached(f.former.now) != now {
		t.Errorf("this run met the goal at %d, not %d", f.former.reached(f.former.now), now)
	}
	b.Build(&s, 1010, 838, &scene.Look{})
	for _, want := range []string{"before: ", "now: "} {
		if !slices.ContainsFunc(s.Labels, func(l scene.Label) bool { return strings.HasPrefix(string(s.Text(&l)), want) }) {
			t.Errorf("nothing says %q", want)
		}
	}
	holds(t, b, "curve")
	quiet(t, b, session, &scene.Look{})
	if err := session.Turn(train.KnobIndex("neck"), 3); err != nil {
		t.Fatal(err)
	}
	show(t, b, session)
	if len(f.former.was) > 0 {
		t.Error("a run of three numbers is compared with one of two")
	}
}
