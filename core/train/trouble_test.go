package train

import (
	"slices"
	"testing"

	"hourglass/core/nn"
	"hourglass/core/opt"
)

// wild are setups that blow up, each in its own way.
func wild() []Setup {
	var all []Setup
	for _, o := range []opt.Kind{opt.SGD, opt.Momentum, opt.Adam} {
		for _, l := range []nn.Loss{nn.MSE, nn.BCE} {
			for _, u := range []nn.Unit{nn.Linear, nn.ReLU, nn.Tanh} {
				s := Default()
				s.Optimiser, s.Loss, s.Unit, s.Rate, s.Depth = o, l, u, 10, 2
				all = append(all, s)
			}
		}
	}
	return all
}

// However a run blows up, and whenever somebody looks, no number that is none is seen.
func TestNaNIsNeverShown(t *testing.T) {
	t.Parallel()
	exploded := 0
	var snap Snapshot
	for _, setup := range wild() {
		s, err := New(setup)
		if err != nil {
			t.Fatal(err)
		}
		for range 600 {
			s.Step()
			s.Snapshot(&snap, 0)
			sound := finite(float64(snap.Now.Loss)) && finite(float64(snap.Now.Valid))
			for _, v := range snap.Params {
				sound = sound && finite(float64(v))
			}
			for _, v := range append(s.Code(nil), s.Rebuild(nil)...) {
				sound = sound && finite(float64(v))
			}
			if now := s.Now(); !sound || !finite(float64(now.Loss)) {
				t.Fatalf("%+v shows %+v at step %d", setup, snap.Now, snap.Step)
			}
		}
		if s.Exploded() >= 0 {
			exploded++
		}
	}
	if exploded < 4 {
		t.Errorf("only %d of the wild runs blew up", exploded)
	}
}

// A run that blew up goes on with a mild rate: nothing of what blew it up is remembered.
func TestMildRateMends(t *testing.T) {
	t.Parallel()
	for _, setup := range wild() {
		s, err := New(setup)
		if err != nil {
			t.Fatal(err)
		}
		for range 600 {
			s.Step()
		}
		if s.Exploded() < 0 {
			continue
		}
		at, _ := s.At()
		if err := s.Turn(KnobIndex("rate"), 1e-4); err != nil {
			t.Fatal(err)
		}
		for range 100 {
			s.Step()
		}
		if now, _ := s.At(); s.Exploded() >= 0 || now != at+100 && at > 0 {
			t.Errorf("%+v: after the rate was lowered at step %d the run stands at %d, blown up by %d", setup, at, now, s.Exploded())
		}
	}
}

// The address of any run can be read again, also of one that is longer than a link can say.
func TestEveryLinkOpens(t *testing.T) {
	for _, c := range []struct{ step, turns int }{{0, 0}, {500, 3}, {MaxLinkStep + 50_000, 2}, {3000, MaxLinkLog + 40}, {MaxLinkStep + 9, MaxLinkLog + 9}} {
		s, err := New(Default())
		if err != nil {
			t.Fatal(err)
		}
		s.run.step = c.step // what a link says depends on no parameter
		for i := range c.turns {
			s.Log = append(s.Log, Entry{1 + i*max(c.step-1, 1)/max(c.turns, 1), KnobIndex("rate"), 0.001 + float64(i)/1e4})
		}
		text := s.Link().Text(Default())
		l, err := ParseLink(text, Default())
		if err != nil || len(text) > MaxLinkText {
			t.Errorf("%+v: %d bytes: %v", c, len(text), err)
		}
		if want := min(c.step, MaxLinkStep); c.turns <= MaxLinkLog && l.Step != want || len(l.Log) > MaxLinkLog {
			t.Errorf("%+v: the link leads to step %d with %d turns", c, l.Step, len(l.Log))
		}
	}
}

// Dragged away and back, the knob that blew a run up gives it another try, and the link of that run takes it too.
func TestDragBack(t *testing.T) {
	s := Default()
	s.Rate = 10
	r := begin(t, s)
	steps(r, 100)
	at := r.run.step
	turn(t, r, "rate", 0.1)
	turn(t, r, "rate", 10)
	steps(r, 100)
	if r.run.step <= at || r.Exploded() < 0 {
		t.Fatalf("blown up at step %d, and then at %d", at, r.run.step)
	}
	if again := retrace(t, r.Link()); again.run.step != r.run.step || again.Hash() != r.Hash() || !slices.Equal(again.curve, r.curve) {
		t.Errorf("the run stands at %d, its link leads to %d", r.run.step, again.run.step)
	}
}

// Absurd knobs end as a run that says so: it stops, blames the knob, and shows no NaN.
func TestExplosions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, link, blame string
	}{
		{"Adam at 10", "rate=10", "rate"},
		{"Adam at 1", "rate=1", "rate"},
		{"SGD, BCE, linear units at 10", "rate=10&optimiser=sgd&loss=bce&unit=linear", "rate"},
		{"momentum, BCE, deep linear units", "rate=3&optimiser=momentum&momentum=0.99&loss=bce&unit=linear&depth=3", "rate"},
		{"turned on the way", "step=300&log=200.rate.10", "rate"},
		{"momentum turned on the way", "optimiser=momentum&loss=bce&unit=linear&momentum=0&rate=1&depth=1&log=30.momentum.0.99&step=31", "momentum"},
	} {
		l, err := ParseLink(c.link, Default())
		if err != nil {
			t.Fatal(err)
		}
		r := retrace(t, l)
		for range 2000 {
			r.Step()
		}
		var snap Snapshot
		r.Snapshot(&snap, 0)
		finiteSnapshot(t, &snap)
		step := r.run.step
		if r.Exploded() < 0 || Knobs[r.Exploded()].Name != c.blame || snap.Exploded != r.Exploded() {
			t.Errorf("%s: after step %d with loss %v blame is on %d, want %s", c.name, step, r.Now(), r.Exploded(), c.blame)
		}
		if r.Step(); r.run.step != step {
			t.Errorf("%s: a run that blew up steps on", c.name)
		}
	}
}

// A run that blew up goes on once the knob is turned back, from the last parameters that made sense; and its link does the same,
// also where it blew up between two points of the curve.
func TestMend(t *testing.T) {
	for _, link := range []string{"step=300&log=300.rate.10", "optimiser=sgd&loss=bce&unit=linear&depth=3&width=64&step=1500&log=1500.rate.10"} {
		l, err := ParseLink(link, Default())
		if err != nil {
			t.Fatal(err)
		}
		r := retrace(t, l)
		for n := 0; r.Exploded() < 0; n++ {
			if r.Step(); n > 2000 {
				t.Fatalf("%s does not blow up: %v", link, r.Now())
			}
		}
		t.Logf("%s: blew up at %d, %v", link, r.run.step, r.Now())
		turn(t, r, "rate", 0.003)
		at := r.run.step
		steps(r, 200)
		if r.run.step != at+200 || r.Exploded() >= 0 {
			t.Errorf("%s: the mended run stands at %d after 200 steps from %d", link, r.run.step, at)
		}
		if again := retrace(t, r.Link()); again.Hash() != r.Hash() || !slices.Equal(again.curve, r.curve) {
			t.Errorf("%s: the link of the mended run leads elsewhere", link)
		}
	}
}
