package main

import (
	"slices"
	"testing"

	"hourglass/core/data"
	"hourglass/core/train"
)

// print is the fingerprint of a short run of s with one knob turned, or false where the setup cannot be.
func fingerprint(t *testing.T, s train.Setup, knob int, v float64) uint64 {
	t.Helper()
	if err := train.Knobs[knob].Set(&s, v); err != nil {
		t.Fatal(err)
	}
	run, err := train.New(s)
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		run.Step()
	}
	return run.Hash()
}

// two values of a knob that ought to differ.
func two(k *train.Knob) (a, b float64) {
	switch k.Name {
	case "clip":
		return 0.01, 0.02
	case "rate", "pressure":
		return 0.01, 0.1
	case "free":
		return 0, 2
	case "width", "batch", "neck", "keep":
		return 3, 4
	}
	lo, hi := k.Range()
	if k.Form == train.Choice || k.Form == train.Whole || k.Form == train.Seed {
		return lo, lo + 1
	}
	return lo + (hi-lo)/8, lo + (hi-lo)/4
}

// A knob is greyed out where turning it changes no bit of a run, and nowhere else.
func TestRulesAreTheCores(t *testing.T) {
	base := train.Default()
	base.Neck, base.Batch = 6, 8
	points := base
	points.Data, points.Straight = data.Spiral, true // the only output that points take
	for i := range train.Knobs {
		k := &train.Knobs[i]
		a, b := two(k)
		differs := func(s train.Setup) bool { return fingerprint(t, s, i, a) != fingerprint(t, s, i, b) }
		at := slices.IndexFunc(rules, func(r rule) bool { return r.knob == k.Name })
		if at < 0 {
			if !differs(base) {
				t.Errorf("%s does nothing, and no rule says so", k.Name)
			}
			continue
		}
		r := rules[at]
		other := &train.Knobs[train.KnobIndex(r.needs)]
		lo, hi := other.Range()
		for v := lo; v <= hi; v++ {
			s := base
			if other.Name == "data" {
				s = points
			}
			if err := other.Set(&s, v); err != nil {
				t.Fatal(err)
			}
			if want := slices.Contains(r.allowed(), v); differs(s) != want {
				t.Errorf("with %s at %s the page says that %s matters: %v, the core does not agree", other.Name, other.Text(v), k.Name, want)
			}
		}
	}
}
