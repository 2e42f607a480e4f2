package train

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/opt"
)

// A twin is the run that a session of its own setup is, bit for bit, and the run is as it would be alone.
func TestTwin(t *testing.T) {
	s := small()
	r := paired(t, s, change("noise", float64(ae.Gaussian)), change("amount", 0.4))
	alone, other := begin(t, s), s
	other.Noise, other.Amount = ae.Gaussian, 0.4
	second := begin(t, other)
	if !slices.Equal(r.run.w, r.twin.run.w) {
		t.Error("twins of one shape begin from other weights")
	}
	for _, knob := range []string{"", "rate", "unit", "data"} {
		if knob != "" {
			for _, x := range []*Session{r, alone, second} {
				turn(t, x, knob, map[string]float64{"rate": 0.01, "unit": 3, "data": 1}[knob])
			}
		}
		for range 40 {
			for _, x := range []*Session{r, alone, second} {
				x.Step()
			}
			if r.Hash() != alone.Hash() || r.twin.Hash() != second.Hash() || r.Now().Twin != second.Now().Loss {
				t.Fatalf("twins part at %d from runs alone, after %q was turned", r.run.step, knob)
			}
		}
	}
	for i, p := range r.curve {
		if p.Twin != second.curve[i].Loss || p.Loss != alone.curve[i].Loss {
			t.Fatalf("point %d of the curve: %+v", i, p)
		}
	}
	if alone.Twin() != nil || alone.Now().Twin != 0 {
		t.Errorf("who has no twin has its loss: %v", alone.Now().Twin)
	}
}

// What sets twins apart stays so when the learner turns that knob: then only the run turns.
func TestTwinStaysApart(t *testing.T) {
	r := paired(t, small(), change("rate", 0.1), change("neck", 3))
	steps(r, 10)
	turn(t, r, "rate", 0.02)
	turn(t, r, "momentum", 0.5)
	if r.Setup.Rate != 0.02 || r.twin.Setup.Rate != 0.1 || r.twin.Setup.Momentum != 0.5 || r.twin.Setup.Neck != 3 {
		t.Errorf("the run has %+v, its twin %+v", r.Setup, r.twin.Setup)
	}
	turn(t, r, "neck", 4)
	if r.Setup.Neck != 4 || r.twin.Setup.Neck != 3 || r.twin.Setup.Rate != 0.1 {
		t.Errorf("after a new start the run has %+v, its twin %+v", r.Setup, r.twin.Setup)
	}
	noisy := paired(t, small(), change("noise", float64(ae.Masking)))
	steps(noisy, 5)
	turn(t, noisy, "neck", 3)
	for _, x := range []*Session{noisy, noisy.Twin()} {
		if step, _ := x.At(); step != 0 || x.Setup.Neck != 3 {
			t.Errorf("after a new neck for both one stands at step %d with a neck of %d", step, x.Setup.Neck)
		}
	}
	steps(noisy, 5)
	turn(t, noisy, "noise", float64(ae.Gaussian)) // not read by a step alone: the session is remodelled
	if noisy.Setup.Noise != ae.Gaussian || noisy.twin.Setup.Noise != ae.Masking {
		t.Errorf("the run has noise %v, its twin %v", noisy.Setup.Noise, noisy.twin.Setup.Noise)
	}
}

// A twin that cannot be is refused before anything happens, as a knob is that its twin could not take.
func TestTwinRefused(t *testing.T) {
	s := small()
	s.Data, s.Straight = data.Arc, true
	if _, err := New(s, change("loss", float64(nn.BCE))); err == nil || !strings.Contains(err.Error(), "Points have no grey values") {
		t.Errorf("points by cross-entropy: %v", err)
	}
	r := begin(t, s)
	if err := r.Turn(KnobIndex("loss"), float64(nn.BCE)); err == nil || !strings.HasSuffix(err.Error(), ".") || r.Setup.Loss != nn.MSE {
		t.Errorf("points by cross-entropy: %v", err)
	}
	two := paired(t, small(), change("noise", float64(ae.Masking)))
	before := two.Setup
	if err := two.Turn(KnobIndex("rate"), -1); err == nil || two.Setup != before {
		t.Errorf("a rate of -1: %v", err)
	}
	grey := paired(t, small(), change("loss", float64(nn.BCE)), change("output", 1))
	steps(grey, 5)
	hash, twin := grey.Hash(), grey.twin.Hash()
	if err := grey.Turn(KnobIndex("data"), float64(data.Circle)); err == nil || grey.Setup.Data != data.Bars || grey.Hash() != hash || grey.twin.Hash() != twin {
		t.Errorf("a twin by cross-entropy takes points: %v", err)
	}
	if _, err := New(small(), change("code", 1), change("tied", 1)); err == nil {
		t.Error("a tied cloud is taken for a twin")
	}
}

// Where one of the two blows up the other goes on, or waits with it, and after a mild turn both do; none is ever ahead of a run that is
// sound.
func TestTwinInTrouble(t *testing.T) {
	wild := small()
	wild.Optimiser, wild.Unit, wild.Loss, wild.Depth, wild.Rate = opt.SGD, nn.Linear, nn.BCE, 2, 0.001
	r := paired(t, wild, change("rate", 10))
	steps(r, 600)
	if r.Exploded() >= 0 || r.twin.Exploded() < 0 {
		t.Fatalf("the run is blown up by %d, its twin by %d", r.Exploded(), r.twin.Exploded())
	}
	if at, _ := r.At(); at != 600 || !finite(float64(r.Now().Twin)) {
		t.Errorf("the sound run stands at %d", at)
	}
	alone := begin(t, wild)
	steps(alone, 600)
	if alone.Hash() != r.Hash() {
		t.Error("a twin's trouble moves the run")
	}
	var snap Snapshot
	for _, at := range []int{0, 3, 300, -1} {
		r.Rewind(at)
		r.Snapshot(&snap, 0)
		finiteSnapshot(t, &snap)
		for _, v := range snap.Twin {
			if !finite(float64(v)) {
				t.Fatalf("looking at %d, the twin shows %v", at, v)
			}
		}
	}

	bad := wild
	bad.Rate = 10
	q := paired(t, bad, change("rate", 0.001))
	steps(q, 600)
	at, _ := q.At()
	if twin, _ := q.twin.At(); q.Exploded() < 0 || q.twin.Exploded() >= 0 || twin != at {
		t.Fatalf("the run stands at %d, blown up by %d, its twin at %d", at, q.Exploded(), twin)
	}
	turn(t, q, "rate", 0.0001)
	steps(q, 50)
	now, _ := q.At()
	if twin, _ := q.twin.At(); now != at+50 || twin != now || q.Exploded() >= 0 {
		t.Errorf("mended, the run stands at %d and its twin at %d", now, twin)
	}
}

// No step allocates, with a twin and a film that thins itself.
func TestTwinAllocatesNothing(t *testing.T) {
	s := Default()
	s.Width, s.Depth, s.Batch = 64, 3, 1
	r := paired(t, s, change("noise", float64(ae.Masking)))
	r.film.every = 1
	room := r.film.room
	nothing(t, "Step with a twin", 2*room, r.Step)
	var snap Snapshot
	r.Rewind(5)
	r.Snapshot(&snap, 0)
	snap.Points = append(snap.Points, make([]Point, longCurve)...)
	i := 0
	nothing(t, "looking back", 100, func() {
		i++
		r.Rewind(i * 3)
		r.Snapshot(&snap, 0)
		r.Now()
	})
}

// mayDiffer are the knobs that may set twins apart.
var mayDiffer = func() (list []int) {
	for i := range Knobs {
		if n := Knobs[i].Name; n != "seed" && n != "data" {
			list = append(list, i)
		}
	}
	return list
}()

// Whatever is done to a run with a twin, also looking back and branching off, its snapshots hold numbers, both runs stay what runs alone would
// be, and the link leads to the same bits.
func TestAnyTwin(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := anySetup(t)
		s.Width, s.Neck, s.Contract = min(s.Width, 12), min(s.Neck, 6), 0 // the costly ones
		knob := rapid.SampledFrom(mayDiffer).Draw(t, "apart")
		r, err := New(s, Change{knob, anyValue(t, knob)})
		if err != nil { // a twin that cannot be planned: one that differs in nothing can
			if r, err = New(s, Change{knob, Knobs[knob].Get(&s)}); err != nil {
				t.Fatal(err)
			}
		}
		var snap Snapshot
		for range rapid.IntRange(0, 8).Draw(t, "acts") {
			at, _ := r.At()
			switch rapid.IntRange(0, 6).Draw(t, "act") {
			case 0, 1:
				steps(r, rapid.IntRange(1, 20).Draw(t, "steps"))
			case 2:
				r.Slow()
			case 3, 4:
				k := rapid.IntRange(0, len(Knobs)-1).Draw(t, "knob")
				_ = r.Turn(k, anyValue(t, k)) // it may be refused: TestAnyRun says when
			case 5:
				r.Rewind(rapid.IntRange(-1, at+1).Draw(t, "back"))
			case 6:
				r.finish()
				r = follow(t, r, rapid.IntRange(0, at+1).Draw(t, "branch"))
			}
			r.Snapshot(&snap, 0)
			finiteSnapshot(t, &snap)
			if len(snap.Twin) != r.twin.run.Model.Params() || (r.View.Back >= 0 && r.View.Back >= r.run.step) {
				t.Fatalf("%d numbers of the twin, looking at %d of %d", len(snap.Twin), r.View.Back, r.run.step)
			}
			for _, v := range snap.Twin {
				if !finite(float64(v)) {
					t.Fatalf("the twin shows %v", v)
				}
			}
		}
		r.finish()
		again, err := Open(r.Link(), r.apart...)
		if err != nil {
			t.Fatal(err)
		}
		for again.Next() {
		}
		if a := again.Session; a.Hash() != r.Hash() || a.twin.Hash() != r.twin.Hash() || !slices.Equal(a.curve, r.curve) {
			t.Fatalf("%s leads to %x and %x, the twins are at %x and %x", r.Link().Text(Default()), a.Hash(), a.twin.Hash(), r.Hash(), r.twin.Hash())
		}
	})
}
