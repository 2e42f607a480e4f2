package train

import (
	"runtime"
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
	if v := asked(t, r, "rewound"); v != 4 {
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
		if v := asked(t, b, "rewound"); v != 1 {
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

// A film of any length keeps the first frame, spans the whole run evenly, and never asks for more room than it began with.
func TestFilm(t *testing.T) {
	for _, size := range []int{1, 3000, 40_000, filmFloats} {
		var f film
		f.start(size)
		room, w := f.room, make([]float32, size)
		if room < 8 || room > longCurve {
			t.Fatalf("room for %d frames of %d", room, size)
		}
		for i := range 3 * room {
			w[0] = float32(i)
			f.offer(Point{Step: 10 * i}, w)
			if got, p := f.at(10*i + 5); float32(p.Step) != 10*got[0] || p.Step > 10*i || p.Step <= 10*(i-f.every) {
				t.Fatalf("size %d, frame %d: at its time there is frame %v of step %d, one of %d is kept", size, i, got[0], p.Step, f.every)
			}
		}
		if f.room != room || len(f.points) < room/2 || f.points[0].Step != 0 {
			t.Errorf("size %d: %d of %d frames from step %d", size, len(f.points), room, f.points[0].Step)
		}
		for i := 1; i < len(f.points); i++ {
			if f.points[i].Step-f.points[i-1].Step != 10*f.every {
				t.Fatalf("size %d: frames at %d and %d", size, f.points[i-1].Step, f.points[i].Step)
			}
		}
		f.start(size)
		if len(f.points) != 0 || f.every != 1 || f.room != room {
			t.Error("a new start keeps frames")
		}
	}
}

// A long run takes no more memory, step after step, than it did at first; the film still spans it.
func TestLongFilm(t *testing.T) {
	s := Default()
	s.Width, s.Batch = 44, 1 // so that the film is full before the end
	r := begin(t, s)
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	begun := heap()
	const most = 100_000
	steps(r, most)
	if grown := int64(heap()) - int64(begun); grown > 256<<10 {
		t.Errorf("%d steps took %d more bytes", most, grown)
	}
	if r.film.every < 2 {
		t.Errorf("the film was never full: %d frames", len(r.film.points))
	}
	for _, at := range []int{0, most / 100, most / 4, most - most/20} {
		r.Rewind(at)
		if got := r.View.Back; got > at || got < at-at/16-1 || r.Now().Step != got {
			t.Errorf("looking back to %d shows %d", at, got)
		}
	}
}

// The page may choose a data set of another size at any time: a new run begins and what is shown is of it.
func TestOtherSizes(t *testing.T) {
	s := small()
	s.Straight = true
	r := paired(t, s, change("unit", float64(nn.ReLU)))
	var snap Snapshot
	for _, k := range []data.Kind{data.Circle, data.Faces, data.Beats, data.Moons, data.Digits, data.Bars} {
		steps(r, 20)
		r.Hold([]float32{1, 1})
		r.Show(5)
		r.Paint(1, 0.5)
		r.Rewind(10)
		turn(t, r, "data", float64(k))
		step, _ := r.At()
		if step != 0 || len(r.Log) != 0 || r.View.Back != live || len(r.View.Input) != k.Dim() || r.twin.Setup.Data != k || r.Start != r.Setup {
			t.Fatalf("%v: step %d, log %v, looking at %d, %d numbers", k, step, r.Log, r.View.Back, len(r.View.Input))
		}
		if r.View.Sample < 0 || !slices.Equal(r.View.Input, r.set.Picture(r.View.Sample)) {
			t.Errorf("%v: shown is %d, which is another picture", k, r.View.Sample)
		}
		steps(r, 15)
		r.Rewind(10)
		r.Snapshot(&snap, 0)
		finiteSnapshot(t, &snap)
		if len(snap.Params) != r.run.Model.Params() || len(snap.Twin) != len(snap.Params) || len(r.Rebuild(nil)) != k.Dim() || snap.View.Back != 10 {
			t.Errorf("%v: %d and %d parameters, want %d", k, len(snap.Params), len(snap.Twin), r.run.Model.Params())
		}
		if again := retrace(t, r.Link()); again.Hash() != r.Hash() {
			t.Errorf("%v: the link leads elsewhere", k)
		}
	}
}

// Looking back takes no goal away and reaches none, but is told of the step that is looked at.
func TestGoalsAreOfThePresent(t *testing.T) {
	s := begin(t, small())
	first := s.Now().Loss
	steps(s, 300)
	now := s.Now().Loss
	low, high := Watch{[]Condition{{"loss", Below, float64(first+now) / 2}}}, Watch{[]Condition{{"loss", AtLeast, float64(first)}}}
	s.Rewind(0)
	if r := s.Read(low); !r.Reached || r.Value != first {
		t.Errorf("a goal that was reached reads %+v", r)
	}
	if r := s.Read(high); r.Reached {
		t.Error("looking back reached a goal")
	}
	if s.View.Back != 0 {
		t.Errorf("reading a watch turned the eye to %d", s.View.Back)
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

// What was measured before a dial was turned is measured anew.
func TestATurnedDialIsMeasuredAnew(t *testing.T) {
	s := Default()
	s.Data, s.Straight, s.Noise, s.Amount = data.Circle, true, ae.Gaussian, 0.25
	r := begin(t, s)
	steps(r, 50)
	before := asked(t, r, "field")
	if err := r.Turn(KnobIndex("amount"), 0.1); err != nil {
		t.Fatal(err)
	}
	if after := asked(t, r, "field"); after == before {
		t.Errorf("the field is %v at either amount", after)
	}
}

// New widths and branches do not pile up memory.
func TestFilmsAreReused(t *testing.T) {
	var f film
	f.start(1000)
	first := &f.params[:1][0]
	for _, size := range []int{500, 2000, 40_000, 1000} {
		f.start(size)
		if first != &f.params[:1][0] {
			t.Errorf("parameters of size %d got a film of their own", size)
		}
	}
}
