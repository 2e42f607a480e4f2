package train

import (
	"slices"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/opt"
)

// follow retraces a branch to its end.
func follow(t tester, r *Session, step int) *Session {
	t.Helper()
	replay, err := r.Branch(step)
	if err != nil {
		t.Fatal(err)
	}
	for replay.Next() {
	}
	return replay.Session
}

// Looking back shows parameters and losses of then, of the run and of its twin; the link, the hash and the run stay those of the present.
func TestLookBack(t *testing.T) {
	s := small()
	apart := change("unit", float64(nn.ReLU))
	r, alone := paired(t, s, apart), paired(t, s, apart)
	then := paired(t, s, apart)
	steps(then, 40)
	steps(r, 100)
	steps(alone, 100)
	link, now := r.Link().Text(Default()), r.Now()
	var snap Snapshot
	r.Rewind(40)
	r.Snapshot(&snap, 0)
	if snap.View.Back != 40 || snap.Step != 100 || snap.Now != then.Now() || r.Now() != then.Now() {
		t.Errorf("looking back to 40: %d of %d, %+v, want %+v", snap.View.Back, snap.Step, snap.Now, then.Now())
	}
	if !slices.Equal(snap.Params, then.run.w) || !slices.Equal(snap.Twin, then.twin.run.w) {
		t.Error("the parameters shown are not those of then")
	}
	if !slices.Equal(r.Code(nil), then.Code(nil)) || !slices.Equal(r.Rebuild(nil), then.Rebuild(nil)) {
		t.Error("the copy shown is not that of then")
	}
	if r.Link().Text(Default()) != link || r.Hash() != alone.Hash() {
		t.Error("looking back changes the run")
	}
	for _, present := range []int{-1, 100, 5000} {
		r.Rewind(7)
		r.Rewind(present)
		if r.View.Back != live || r.twin.View.Back != live || r.Now() != now {
			t.Errorf("Rewind(%d) does not come back: %+v", present, r.Now())
		}
	}
	if v := r.Count(Rewound); v != 4 {
		t.Errorf("it was looked back %v times", v)
	}
	r.Rewind(3)
	r.Slow() // in slow motion the first phase comes back
	if r.View.Back != live || r.twin.View.Back != live {
		t.Error("a phase does not come back to the present")
	}
	steps(r, 50)
	steps(alone, 50)
	if r.Hash() != alone.Hash() || r.twin.Hash() != alone.twin.Hash() || !slices.Equal(r.curve, alone.curve) {
		t.Error("the run goes on from elsewhere")
	}
}

// A run without a twin is looked back at and branched likewise, also across turned knobs; looking and branching change no bit of it.
func TestRewindAlone(t *testing.T) {
	r, alone := begin(t, small()), begin(t, small())
	var at40 uint64
	for at := range 100 {
		switch at {
		case 20, 60:
			turn(t, r, "rate", 0.001*float64(at))
			turn(t, alone, "rate", 0.001*float64(at))
		case 40:
			at40 = r.Hash()
		}
		r.Step()
		alone.Step()
	}
	var snap Snapshot
	r.Rewind(40)
	r.Snapshot(&snap, 0)
	if snap.View.Back != 40 || hash(40, snap.Params) != at40 || r.Now().Step != 40 {
		t.Errorf("looking back to 40 shows step %d, with the loss of %d", snap.View.Back, r.Now().Step)
	}
	if b := follow(t, r, 40); b.Hash() != at40 {
		t.Error("a branch is not the run as it was")
	}
	r.Step()
	alone.Step()
	r.Snapshot(&snap, 0)
	if snap.View.Back != live || r.Hash() != alone.Hash() {
		t.Error("looking back changed the run")
	}
}

// In the middle of a step there are no gradients to show of another.
func TestLookBackInSlowMotion(t *testing.T) {
	r, snap := begin(t, small()), Snapshot{}
	steps(r, 20)
	for range 3 {
		r.Slow()
	}
	r.Snapshot(&snap, 0)
	if len(snap.Grads) == 0 {
		t.Fatal("no gradients to begin with")
	}
	r.Rewind(10)
	if r.Snapshot(&snap, 0); len(snap.Grads) > 0 {
		t.Error("gradients of the present beside parameters of the past")
	}
}

// A turned knob and a new beginning come back to the present.
func TestLookBackThenAct(t *testing.T) {
	r := paired(t, small(), change("rate", 0.01))
	steps(r, 60)
	hash := r.Hash()
	r.Rewind(20)
	turn(t, r, "batch", 16)
	if r.View.Back != live || r.twin.View.Back != live || r.Hash() != hash || r.Log[0].Step != 60 {
		t.Errorf("a turned knob leaves the run at %d, log %v", r.View.Back, r.Log)
	}
	r.Rewind(20)
	if err := r.Again(); err != nil {
		t.Fatal(err)
	}
	if at, _ := r.At(); at != 0 || r.View.Back != live || r.twin.View.Back != live || r.Now().Step != 0 {
		t.Errorf("Again leaves the run at %d, looking at %d", at, r.View.Back)
	}
	r.Rewind(20) // there is nothing behind the beginning
	if r.View.Back != live {
		t.Error("it looks back behind the beginning")
	}
}

// A branch is the run as it was when it came to a step, with its twin and what it was looked at for; the run itself stays.
func TestBranch(t *testing.T) {
	s, apart := small(), change("noise", 1)
	r := paired(t, s, apart)
	hashes := map[int][2]uint64{}
	for at := range 150 {
		hashes[at] = [2]uint64{r.Hash(), r.twin.Hash()}
		switch at {
		case 50:
			turn(t, r, "rate", 0.01)
		case 90:
			turn(t, r, "optimiser", float64(opt.SGD))
		}
		r.Step()
	}
	hash, log := r.Hash(), slices.Clone(r.Log)
	r.Show(300)
	r.Hold([]float32{1, 2})
	r.Rewind(60)
	for at, rate := range map[int]float32{0: 0.003, 30: 0.003, 50: 0.003, 51: 0.01, 90: 0.01, 120: 0.01} {
		b := follow(t, r, at)
		if step, _ := b.At(); step != at || [2]uint64{b.Hash(), b.twin.Hash()} != hashes[at] {
			t.Errorf("the branch at %d stands at %d with other bits", at, step)
		}
		if b.Setup.Rate != rate || b.twin.Setup.Rate != rate || (b.Setup.Optimiser == opt.SGD) != (at > 90) || b.twin.Setup.Noise != 1 {
			t.Errorf("the branch at %d has rate %v and optimiser %v", at, b.Setup.Rate, b.Setup.Optimiser)
		}
		if b.View.Sample != 300 || !slices.Equal(b.View.Input, b.set.Picture(300)) || !b.View.Held || !slices.Equal(b.View.Ring, []float32{1, 2}) || b.View.Back != live {
			t.Errorf("the branch at %d shows %+v", at, b.View)
		}
		if v := b.Count(Rewound); v != 1 {
			t.Errorf("the branch forgot that it was looked back: %v", v)
		}
	}
	// At the present step what was just turned stays turned, and beyond it there is nothing.
	turn(t, r, "batch", 3)
	for _, at := range []int{150, 9999} {
		b := follow(t, r, at)
		if step, _ := b.At(); step != 150 || b.Hash() != hash || b.Setup != r.Setup {
			t.Errorf("a branch at the present stands at %d, %+v", step, b.Setup)
		}
	}
	if r.Hash() != hash || len(r.Log) != len(log)+1 {
		t.Error("branching changed the run")
	}
	// A branch goes on as the run did, and its link leads to it.
	b := follow(t, r, 120)
	steps(b, 30)
	if b.Hash() != hash || !slices.Equal(b.curve, r.curve) {
		t.Error("the branch goes on another way by itself")
	}
	c := follow(t, r, 120)
	turn(t, c, "rate", 0.02)
	steps(c, 30)
	if d := retrace(t, c.Link()); c.Hash() == hash || d.Hash() != c.Hash() {
		t.Error("the link of a branch leads elsewhere")
	}
}

// A run that blew up can be taken back to before it did, and goes on from there; so can one that was mended since.
func TestBranchBeforeTrouble(t *testing.T) {
	s := Default()
	s.Optimiser, s.Unit, s.Loss, s.Rate = opt.SGD, nn.Linear, nn.BCE, 0.01
	r := paired(t, s, change("width", 8))
	steps(r, 200)
	hash := r.Hash()
	turn(t, r, "rate", 10)
	for n := 0; r.Exploded() < 0; n++ {
		if r.Step(); n > 1000 {
			t.Fatal("it does not blow up")
		}
	}
	blew, _ := r.At()
	b := follow(t, r, 200)
	if b.Exploded() >= 0 || b.Hash() != hash || b.Setup.Rate != 0.01 {
		t.Errorf("the branch from before is blown up by %d, rate %v", b.Exploded(), b.Setup.Rate)
	}
	steps(b, 100)
	if at, _ := b.At(); at != 300 || b.Exploded() >= 0 {
		t.Errorf("it goes on to %d", at)
	}
	r.Rewind(blew - 1)
	if r.View.Back < 0 || !finite(float64(r.Now().Loss)) {
		t.Errorf("looking back shows %+v", r.Now())
	}
	turn(t, r, "rate", 0.01)
	steps(r, 100)
	late, _ := r.At()
	c := follow(t, r, late-10)
	if at, _ := c.At(); at != late-10 || c.Exploded() >= 0 {
		t.Errorf("a branch of the mended run stands at %d, blown up by %d", at, c.Exploded())
	}
	steps(c, 10)
	if c.Hash() != r.Hash() {
		t.Error("a branch of the mended run leads elsewhere")
	}
}

// Parameters of tanh units in a network of linear ones would show what never was: one looks back no further than to a knob that changed the
// network or its data. Others, and dials, do not stand in the way.
func TestLookingBackStopsAtAnotherNetwork(t *testing.T) {
	for _, c := range []struct {
		knob string
		v    float64
		to   int
	}{{"unit", float64(nn.Linear), 100}, {"data", float64(data.Blobs), 100}, {"output", 1, 100}, {"rate", 0.01, 50}, {"optimiser", float64(opt.SGD), 50}, {"dropout", 0.1, 50}} {
		s := begin(t, small())
		steps(s, 100)
		if err := s.Turn(KnobIndex(c.knob), c.v); err != nil {
			t.Fatal(err)
		}
		steps(s, 100)
		s.Rewind(50)
		if s.View.Back != c.to {
			t.Errorf("after %s was turned at 100, looking back to 50 shows %d", c.knob, s.View.Back)
		}
		var snap Snapshot
		s.Snapshot(&snap, 0)
		model, err := ae.New(snap.Setup.Recipe())
		if err != nil {
			t.Fatal(err)
		}
		loss := NewLooker(model, uint64(snap.Setup.Seed), TrainRows).Measure(snap.Params, Data{X: s.set.TrainX()}).Total
		if far(float32(loss), snap.Now.Loss) {
			t.Errorf("%s: the network shown has a loss of %v, beside it stands %v", c.knob, loss, snap.Now.Loss)
		}
	}
}
