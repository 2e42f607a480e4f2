package train

import (
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
