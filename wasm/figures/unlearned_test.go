package figures

import (
	"math"
	"testing"

	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/scene"
)

// Once another noise falls, the error on the old one stands under the rows, at the change and now, as the measure has it; back at the old noise, or in a
// new run, nothing of it is left.
func TestTheOldNoiseIsRemembered(t *testing.T) {
	l := noiseLesson(data.Bars, true)
	l.Figures = []string{"mend"}
	b, session := run(t, l, 300)
	f := b.Panel("mend").(*mend)
	turn := func(knob string, v float64) {
		t.Helper()
		if err := session.Turn(train.KnobIndex(knob), v); err != nil {
			t.Fatal(err)
		}
		show(t, b, session)
	}
	measured := func(what string, got float32) {
		t.Helper()
		if want, ok := session.Measure(what); !ok || math.Abs(float64(got)-want) > 1e-6 {
			t.Errorf("%s is %v, not %v", what, want, got)
		}
	}
	if f.old.on {
		t.Error("a change before any")
	}
	turn("noise", 1) // on the way to the noise that is wanted
	turn("amount", 0.25)
	turn("amount", 0.3)
	if !f.old.on || f.old.noise.Amount != 0.33 || f.old.step != 300 {
		t.Fatalf("the old noise is %+v from step %d", f.old.noise, f.old.step)
	}
	measured("mend masking 0.33", f.old.was[0])
	measured("mend gaussian 0.3", f.old.was[1])
	was := f.old.was
	for range 100 {
		session.Step()
	}
	show(t, b, session)
	measured("mend masking 0.33", f.old.now[0])
	measured("twin mend masking 0.33", f.old.now[1])
	if f.old.was != was {
		t.Errorf("what was has changed from %v to %v", was, f.old.was)
	}
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	if !says(&s, "the old noise: masking, 0.33") || !says(&s, "the new noise: Gaussian, 0.30") {
		t.Error("neither noise is named")
	}
	holds(t, b, "mend")
	quiet(t, b, session, &scene.Look{})
	turn("noise", 2)
	turn("amount", 0.33)
	if f.old.on {
		t.Error("the old noise falls again, and is still the old one")
	}
}
