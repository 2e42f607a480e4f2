package figures

import (
	"slices"
	"testing"

	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// After an update of slow motion the lines that stand out are the weights that moved most, and nothing of it is left with the next step.
func TestAnUpdateFlashesWhatMovedMost(t *testing.T) {
	for _, steps := range []int{0, 100} { // the first step of Adam moves all weights alike
		updateFlashes(t, steps)
	}
}

func updateFlashes(t *testing.T, steps int) {
	b, session := figured(t, steps, []string{"network"}, nil)
	was := slices.Clone(b.Snap.Params)
	flashing := func() (n int) {
		var s scene.Scene
		b.Build(&s, 1010, 838, &scene.Look{})
		for _, m := range s.Marks {
			if m.Kind == scene.Curve && m.Role == tint.Ink {
				n++
			}
		}
		return n
	}
	for phase := range 4 {
		if n := flashing(); n != 0 {
			t.Errorf("%d weights flash before phase %d", n, phase+1)
		}
		session.Slow()
		show(t, b, session)
	}
	by := make([]float32, len(was))
	for i, v := range b.Snap.Params {
		by[i] = scene.Abs(v - was[i])
	}
	want := 0
	for i := range b.Model.Show {
		fan := b.Model.Fan(i, by)
		all := slices.Clone(fan.W)
		slices.Sort(all)
		most := min(flashes, (len(all)+3)/4)
		want += most
		got := b.Model.Fan(i, b.Panel("network").(*network).moves.by)
		for k := range all {
			if scene.Abs(got.W[k]) != fan.W[k] {
				t.Fatalf("weight %d of layer %d moved by %v, not %v", k, i, got.W[k], fan.W[k])
			}
		}
	}
	if n := flashing(); n > want || n < want/2 {
		t.Errorf("%d weights flash, of at most %d", n, want)
	}
	session.Rewind(0)
	show(t, b, session)
	if n := flashing(); n != 0 {
		t.Errorf("%d weights flash in the past", n)
	}
	session.Rewind(-1)
	session.Step()
	show(t, b, session)
	if n := flashing(); n != 0 {
		t.Errorf("%d weights flash after the next step", n)
	}
}
