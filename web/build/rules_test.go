package main

import (
	"slices"
	"testing"

	"hourglass/core/data"
	"hourglass/core/train"
)

// fingerprint is that of a short run of s with one knob turned, or false where the setup cannot be.
func fingerprint(t *testing.T, s train.Setup, knob int, v float64) (uint64, bool) {
	t.Helper()
	if err := train.Knobs[knob].Set(&s, v); err != nil {
		t.Fatal(err)
	}
	run, err := train.New(s)
	if err != nil {
		return 0, false
	}
	for range 4 {
		run.Step()
	}
	return run.Hash(), true
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
	case "width", "batch", "neck", "keep", "kernel", "channels":
		return 3, 4
	case "over":
		return 2, 3
	case "known":
		return 1, 200
	case "buy":
		return 100, 200
	case "examples":
		return 5, 40
	}
	lo, hi := k.Range()
	if k.Form == train.Choice || k.Form == train.Whole || k.Form == train.Seed {
		return lo, lo + 1
	}
	return lo + (hi-lo)/8, lo + (hi-lo)/4
}

// holds tells what a rule says of a setup.
func (r rule) holds(s *train.Setup) bool {
	for _, part := range r.parts() {
		if !slices.ContainsFunc(part, func(n need) bool { return slices.Contains(n.values, train.Knobs[n.knob].Get(s)) != n.not }) {
			return false
		}
	}
	return true
}

// with lists s with every knob that the rule names at every choice that it has, or at a few numbers, wherever a run can be.
func (r rule) with(s train.Setup) []train.Setup {
	all := []train.Setup{s}
	for _, part := range r.parts() {
		for _, n := range part {
			k := &train.Knobs[n.knob]
			lo, hi := k.Range()
			values := []float64{lo, lo + 1, lo + 3}
			if k.Form == train.Even {
				values = []float64{lo, (lo + hi) / 2}
			}
			for v := 2.0; k.Form == train.Choice && v <= hi; v++ {
				values = append(values, v)
			}
			var more []train.Setup
			for _, to := range all {
				for _, v := range values {
					if err := k.Set(&to, v); err == nil {
						more = append(more, to)
					}
				}
			}
			all = more
		}
	}
	return all
}

// A knob is greyed out where turning it changes no bit of a run, and nowhere else.
func TestRulesAreTheCores(t *testing.T) {
	base := train.Default()
	base.Neck, base.Batch, base.Known = 6, 128, 64 // a batch in which a few gaps among the penguins are sure to be
	points := base
	points.Data, points.Straight = data.Spiral, true // the only output that points take
	for i := range train.Knobs {
		k := &train.Knobs[i]
		a, b := two(k)
		differs := func(s train.Setup) (differs, can bool) {
			one, can := fingerprint(t, s, i, a)
			other, could := fingerprint(t, s, i, b)
			return one != other, can && could
		}
		at := slices.IndexFunc(rules, func(r rule) bool { return r.knob == k.Name })
		if at < 0 {
			if does, can := differs(base); !does || !can {
				t.Errorf("%s does nothing, and no rule says so", k.Name)
			}
			continue
		}
		r, on, off := rules[at], 0, 0
		for _, s := range append(r.with(base), r.with(points)...) {
			does, can := differs(s)
			if !can {
				continue
			}
			want := r.holds(&s)
			if want {
				on++
			} else {
				off++
			}
			if does != want {
				t.Errorf("the page says that %s matters: %v, and the core does not agree: %s", k.Name, want, train.Link{Setup: s}.Text(train.Default()))
			}
		}
		if on == 0 || off == 0 {
			t.Errorf("the rule of %s was seen to hold in %d setups and not to in %d", k.Name, on, off)
		}
	}
}
