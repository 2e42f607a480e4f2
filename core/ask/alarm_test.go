package ask

import (
	"fmt"
	"math"
	"testing"

	"hourglass/core/data"
	"hourglass/core/train"
)

// guarded is a run on faulty heartbeats.
func guarded(t *testing.T, n int, apart ...train.Change) *Run {
	t.Helper()
	s := train.Default()
	s.Data, s.Width, s.Neck = data.Faulty, 24, 3
	r := begin(t, s, apart...)
	steps(r, n)
	return r
}

// Whatever is asked of alarms is what counting beats says, set aside or sealed, at the dials.
func TestAlarmsCount(t *testing.T) {
	r := guarded(t, 300)
	for _, threshold := range []float64{0.0005, 0.002, 0.02} {
		_ = r.Dial(train.Threshold, threshold)
		_ = r.Dial(train.Rare, 0.01)
		_ = r.Dial(train.Cost, 50)
		for whose, first := range map[string]int{"": r.Set().Train, " sealed": r.Set().Train + r.Set().Valid} {
			var called, all [2]float64
			for i := first; i < first+r.Set().Valid; i++ {
				r.Show(i)
				copy(r.View.Input, r.Set().Picture(i)) // a sealed one is not shown to anybody else
				k := 0
				if r.Set().Labels[i] != data.Sound {
					k = 1
				}
				all[k]++
				called[k] += asked(t, r, "alarm")
			}
			right, wrong := called[1]/all[1], called[0]/all[0]
			for what, want := range map[string]float64{
				"hits": right, "false alarms": wrong, "cost": 0.01*(1-right)*50 + 0.99*wrong, "precision": 0.01 * right / (0.01*right + 0.99*wrong),
			} {
				if v := asked(t, r, what+whose); math.Abs(v-want) > 1e-9 {
					t.Errorf("%s%s at %v is %v, counted %v", what, whose, threshold, v, want)
				}
			}
			if v := asked(t, r, "calls"); whose == "" && v != called[0]+called[1] {
				t.Errorf("%v calls, counted %v", v, called)
			}
		}
	}
}

// At one false alarm in fifty, a threshold set by hand finds what "found" says; each fault by itself adds up to all; and no threshold is cheaper than the
// cheapest.
func TestFoundAtOneInFifty(t *testing.T) {
	r := guarded(t, 600)
	sum, best := 0.0, 0.0
	for fault := 1; fault < len(data.FaultNames); fault++ {
		sum += asked(t, r, fmt.Sprint("found ", fault)) / 5
	}
	if all := asked(t, r, "found"); math.Abs(all-sum) > 1e-9 {
		t.Errorf("%v are found, of single faults %v", all, sum)
	}
	lowest := math.Inf(1)
	for v := 1e-4; v < 1; v *= 1.01 {
		_ = r.Dial(train.Threshold, v)
		if asked(t, r, "false alarms") <= 0.02 {
			best = max(best, asked(t, r, "hits"))
		}
		lowest = min(lowest, asked(t, r, "over cheapest"))
	}
	if all := asked(t, r, "found"); math.Abs(all-best) > 0.021 {
		t.Errorf("found %v, by hand %v", all, best)
	}
	if lowest < 0 || lowest > 0.1 {
		t.Errorf("by hand the cheapest threshold costs %v more than the cheapest", lowest)
	}
	if a, b := asked(t, r, "auc"), asked(t, r, "auc pca"); a < 0.9 || a > 1 || b < 0.8 || b > 1 {
		t.Errorf("areas %v and, of PCA, %v", a, b)
	}
}

// The twin that was fed faults has an answer of its own about the same beats, and dials ask both.
func TestFaultsHideThemselves(t *testing.T) {
	r := guarded(t, 1500, change("faults", 0.4))
	_ = r.Dial(train.Threshold, 0.001)
	if clean, fed := asked(t, r, "auc"), asked(t, r, "twin auc"); fed > clean {
		t.Errorf("an area of %v, after faults were fed %v", clean, fed)
	}
	if asked(t, r, "twin hits") >= asked(t, r, "hits") {
		t.Error("faults that were fed are found as well")
	}
}

// Where nobody knows the faults there is no such number; but calls can be counted, of whatever data.
func TestNoTruthNoHits(t *testing.T) {
	r := begin(t, small())
	for _, what := range []string{"auc", "found", "found 1", "hits", "false alarms", "precision", "cost", "over cheapest"} {
		if v, ok := r.Measure(what); ok {
			t.Errorf("of bars %s is %v", what, v)
		}
	}
	_ = r.Dial(train.Threshold, 1e-4)
	if v := asked(t, r, "calls"); v != float64(r.Set().Valid) {
		t.Errorf("%v of %d untrained copies are off", v, r.Set().Valid)
	}
	g := guarded(t, 1)
	for _, what := range []string{"found 0", "found 6", "hits me", "auc 1"} {
		if _, ok := g.Measure(what); ok {
			t.Errorf("there is a measure %q", what)
		}
	}
}

// What is shown is judged whatever the ring paints, and looking back judges the network of then.
func TestShownIsJudged(t *testing.T) {
	r := guarded(t, 200)
	was := asked(t, r, "shown")
	r.Hold(make([]float32, 3))
	if v := asked(t, r, "shown"); v != was {
		t.Errorf("a held ring turns %v into %v", was, v)
	}
	late := asked(t, r, "auc")
	r.Rewind(0)
	if v := asked(t, r, "auc"); v == late {
		t.Error("the network of then tells faults as the present one")
	}
}
