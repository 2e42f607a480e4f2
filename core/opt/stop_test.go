package opt

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestStopper(t *testing.T) {
	s := Stopper{Patience: 2, Least: 0.1}
	if _, ok := s.Best(); ok {
		t.Error("there is a best before the first")
	}
	for range 2 {
		for i, c := range []struct {
			loss       float64
			best, stop bool
		}{
			{math.NaN(), false, false}, {5, true, false}, {4.95, false, false}, {4.8, true, false}, {4.75, false, false},
			{4.69, true, false}, {math.NaN(), false, false}, {9, false, true}, {9, false, true}, {1, true, false},
		} {
			if best, stop := s.Observe(c.loss); best != c.best || stop != c.stop {
				t.Errorf("observation %d of %v: best %v, stop %v", i, c.loss, best, stop)
			}
		}
		if v, ok := s.Best(); v != 1 || !ok {
			t.Errorf("the best is %v", v)
		}
		s.Reset()
	}
}

// A stopper that would stop at once, or for no number, says so.
func TestStopperCheck(t *testing.T) {
	for _, c := range []struct {
		s    Stopper
		want string
	}{
		{Stopper{Patience: 1}, ""},
		{Stopper{}, "opt: a stopper of patience 0 stops at once: the least is 1"},
		{Stopper{Patience: -2}, "opt: a stopper of patience -2"},
		{Stopper{Patience: 1, Least: -1}, "opt: what a stopper takes for better"},
		{Stopper{Patience: 1, Least: math.NaN()}, "opt: what a stopper takes for better"},
		{Stopper{Patience: 1, Least: math.Inf(1)}, "opt: what a stopper takes for better"},
	} {
		err := c.s.Check()
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), c.want)) {
			t.Errorf("%+v: %v, want %q", c.s, err, c.want)
		}
		if c.want == "" {
			continue
		}
		func() {
			defer func() {
				if got, _ := recover().(string); !strings.HasPrefix(got, c.want) {
					t.Errorf("%+v observes, or panics with %q, want %q", c.s, got, c.want)
				}
			}()
			c.s.Observe(1)
		}()
	}
}

// With Least 0 the best is the minimum, and the run stops exactly where Patience observations in a row brought none.
func TestStopperMinimum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Stopper{Patience: rapid.IntRange(1, 5).Draw(t, "patience")}
		low, at := math.Inf(1), 0
		for i, loss := range rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 50).Draw(t, "losses") {
			best, stop := s.Observe(loss)
			if best != (loss < low) {
				t.Fatalf("%v counts as best: %v, with %v before", loss, best, low)
			}
			if best {
				low, at = loss, i
			}
			if stop != (i-at >= s.Patience) {
				t.Fatalf("stop is %v %d observations after the best, patience %d", stop, i-at, s.Patience)
			}
			if v, _ := s.Best(); v != low {
				t.Fatalf("the best is %v, want %v", v, low)
			}
		}
	})
}
