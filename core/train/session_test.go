package train

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/ae"
	"hourglass/core/data"
	_ "hourglass/core/data/measured" // any kind may be drawn
	"hourglass/core/nn"
	"hourglass/core/opt"
)

// tester is what both *testing.T and *rapid.T can do.
type tester interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func begin(t tester, s Setup) *Session {
	t.Helper()
	r, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func steps(s *Session, n int) {
	for range n {
		s.Step()
	}
}

// small is a setup whose steps are cheap.
func small() Setup {
	s := Default()
	s.Width, s.Batch = 6, 8
	return s
}

// finiteSnapshot fails where a number of the snapshot is not one.
func finiteSnapshot(t tester, s *Snapshot) {
	t.Helper()
	points := append(slices.Clone(s.Points), s.Now)
	numbers := slices.Concat(s.Params, s.Grads, s.View.Input, s.View.Ring)
	for _, p := range points {
		numbers = append(numbers, p.Loss, p.Valid)
	}
	for i, v := range numbers {
		if !finite(float64(v)) {
			t.Fatalf("number %d of %d in the snapshot of step %d is %v: %+v", i, len(numbers), s.Step, v, s.Setup)
		}
	}
}

// anySetup draws every knob from its range, and leaves alone what cannot stand beside the others.
func anySetup(t *rapid.T) Setup {
	s := Default()
	for i := range Knobs {
		if rapid.Bool().Draw(t, "turn "+Knobs[i].Name) {
			to := s
			if err := Knobs[i].Set(&to, anyValue(t, i)); err != nil {
				t.Fatal(err)
			}
			if to.check() == nil {
				s = to
			}
		}
	}
	return s
}

// anyValue draws a value that knob i takes.
func anyValue(t *rapid.T, i int) float64 {
	k := &Knobs[i]
	lo, hi := k.Range()
	if k.Form == Log || k.Form == Even {
		return rapid.Float64Range(lo, hi).Draw(t, k.Name)
	}
	return float64(rapid.Int64Range(int64(lo), int64(hi)).Draw(t, k.Name))
}

// Four phases are one step, to the last bit, from any setup.
func TestSlowMotion(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := anySetup(t)
		fast, slow := begin(t, s), begin(t, s)
		for range 5 {
			fast.Step()
			for range phases {
				slow.Slow()
			}
			if fast.Hash() != slow.Hash() || fast.Now() != slow.Now() {
				t.Fatalf("step %d: %x and %x", fast.run.step, fast.Hash(), slow.Hash())
			}
		}
		slow.Slow()
		slow.Step() // completes what was begun
		fast.Step()
		if fast.Hash() != slow.Hash() {
			t.Fatal("Step after one phase does not complete that step")
		}
	})
}

// The phases come in order, and gradients are shown from Backward on only.
func TestPhases(t *testing.T) {
	s, snap := begin(t, small()), Snapshot{}
	for _, want := range []Phase{Forward, Measured, Backward, Rest, Forward} {
		s.Slow()
		s.Snapshot(&snap, 0)
		if step, phase := s.At(); phase != want || snap.Phase != want || step != snap.Step {
			t.Errorf("phase %d, in the snapshot %d, want %d", phase, snap.Phase, want)
		}
		if (len(snap.Grads) > 0) != (want == Backward) {
			t.Errorf("%d gradients in phase %d", len(snap.Grads), want)
		}
	}
}

// Looking in every way there is, at every phase, moves no bit of a run.
func TestLooking(t *testing.T) {
	other := Default()
	other.Seed, other.Data, other.Neck, other.Width, other.Depth, other.Unit, other.Loss = 5, data.Glyphs, 3, 9, 2, nn.SiLU, nn.BCE
	other.Optimiser, other.Rate, other.Batch, other.Noise, other.Cloud = opt.Momentum, 0.05, 7, ae.Masking, true
	for _, set := range []Setup{small(), other} {
		alone, watched := begin(t, set), begin(t, set)
		snap := Snapshot{}
		for i := range 400 {
			alone.Step()
			for p := range phases {
				watched.Advance()
				if int(p) != i%int(phases) { // so that the losses of a step are first asked for in every phase
					continue
				}
				watched.Snapshot(&snap, i%9-1)
				watched.Now()
				watched.Show(i)
				watched.Paint(i%data.Dim, 0.5)
				watched.Hold(make([]float32, set.Neck))
				watched.Link().Text(Default())
				if i%50 == 0 {
					watched.Drawn(watched.Codes(watched.Set().ValidX()))
					watched.Copies(watched.Set().TrainX())
					watched.Nats()
				}
			}
			watched.Clear()
			if alone.Hash() != watched.Hash() {
				t.Fatalf("looking moved step %d", i)
			}
		}
		if !slices.Equal(alone.curve, watched.curve) {
			t.Error("looking moved the curve")
		}
	}
}

// A run learns: the default setup beats the mean picture, and PCA's two numbers, soon.
func TestLearns(t *testing.T) {
	s := begin(t, Default())
	first := s.Now().Loss
	steps(s, 1500)
	if now := s.Now(); !(now.Loss < 0.035 && now.Loss < first/4 && now.Valid < 0.045) {
		t.Errorf("after 1500 steps the loss is %v, at first %v", now, first)
	}
}

// An epoch shows every training picture once; a batch that does not divide it runs on into the next.
func TestDraw(t *testing.T) {
	s := small()
	s.Batch = 24 // 256 = 10·24 + 16
	r := begin(t, s)
	seen := map[[data.Dim]float32]int{}
	for n := 0; n < 3*TrainRows; n += s.Batch {
		x := r.run.draw().X
		for i := 0; i < len(x); i += data.Dim {
			seen[[data.Dim]float32(x[i:i+data.Dim])]++
		}
	}
	for i := range TrainRows {
		if n := seen[[data.Dim]float32(r.set.Picture(i))]; n != 3 {
			t.Errorf("picture %d was drawn %d times in three epochs", i, n)
		}
	}
}

// The curve begins at step 0, keeps its order, stays short for ever, and a looker who has a part is sent the rest.
func TestCurve(t *testing.T) {
	s := small()
	s.Depth, s.Neck, s.Batch = 0, 1, 1
	r := begin(t, s)
	steps(r, 5000)
	if n := len(r.curve); n > 128+64*6 || r.curve[0].Step != 0 {
		t.Errorf("%d points after 5000 steps, the first at %d", n, r.curve[0].Step)
	}
	for i := 1; i < len(r.curve); i++ {
		if gap := r.curve[i].Step - r.curve[i-1].Step; gap < 1 || gap > max(1, r.curve[i].Step/64) {
			t.Errorf("points at %d and %d", r.curve[i-1].Step, r.curve[i].Step)
		}
	}
	var snap Snapshot
	r.Snapshot(&snap, 100)
	if snap.First != 100 || !slices.Equal(snap.Points, r.curve[100:]) {
		t.Errorf("asked for points from 100 on, got %d from %d", len(snap.Points), snap.First)
	}
	r.Snapshot(&snap, len(r.curve)+1)
	if snap.First != 0 || len(snap.Points) != len(r.curve) {
		t.Errorf("a looker ahead of the run gets %d points from %d", len(snap.Points), snap.First)
	}
}

// Again is a new session of the knobs as they stand.
func TestAgain(t *testing.T) {
	r := begin(t, small())
	steps(r, 30)
	turn(t, r, "rate", 0.01)
	turn(t, r, "data", float64(data.Blobs))
	turn(t, r, "unit", float64(nn.ReLU))
	steps(r, 30)
	if err := r.Again(); err != nil {
		t.Fatal(err)
	}
	fresh := begin(t, r.Setup)
	if r.Hash() != fresh.Hash() || len(r.Log) != 0 || r.Start != r.Setup {
		t.Error("Again differs from a new session at step 0")
	}
	steps(r, 30)
	steps(fresh, 30)
	if r.Hash() != fresh.Hash() || !slices.Equal(r.curve, fresh.curve) {
		t.Error("Again differs from a new session at step 30")
	}
}

func turn(t tester, s *Session, knob string, v float64) {
	t.Helper()
	if err := s.Turn(KnobIndex(knob), v); err != nil {
		t.Fatal(err)
	}
}

// A slider that is dragged between two steps leaves one entry in the log, also when it ends where it began, and the link leads to
// the same bits. A knob that changes more than a number keeps every turn: each forgets what the optimiser knew.
func TestDrag(t *testing.T) {
	for _, c := range []struct {
		knob   string
		values []float64
		log    int
	}{
		{"rate", []float64{0.1, 0.2, 10, 0.02}, 1},
		{"rate", []float64{0.1, 0.2, 0.003}, 1},
		{"batch", []float64{3, 7, 32}, 1},
		{"optimiser", []float64{0, 1, 2}, 3},
	} {
		r := begin(t, Default())
		steps(r, 40)
		for range 100 {
			for _, v := range c.values {
				turn(t, r, c.knob, v)
			}
			if c.log > 1 {
				break
			}
		}
		if len(r.Log) != c.log || r.Log[len(r.Log)-1].Value != c.values[len(c.values)-1] {
			t.Errorf("%s dragged over %v leaves the log %v", c.knob, c.values, r.Log)
		}
		steps(r, 40)
		if again := retrace(t, r.Link()); again.Hash() != r.Hash() || !slices.Equal(again.curve, r.curve) {
			t.Errorf("%s dragged over %v: the link leads elsewhere", c.knob, c.values)
		}
	}
}

// A knob that cannot be turned so changes nothing.
func TestTurnFails(t *testing.T) {
	r := begin(t, small())
	steps(r, 3)
	before, hash := r.Setup, r.Hash()
	for _, c := range []struct {
		knob int
		v    float64
	}{{-1, 0}, {len(Knobs), 0}, {KnobIndex("neck"), 0}, {KnobIndex("neck"), 1.5}, {KnobIndex("rate"), math.NaN()},
		{KnobIndex("rate"), math.Inf(1)}, {KnobIndex("unit"), 8}, {KnobIndex("seed"), -1}, {KnobIndex("batch"), 257}} {
		if err := r.Turn(c.knob, c.v); err == nil {
			t.Errorf("knob %d takes %v", c.knob, c.v)
		}
	}
	if r.Setup != before || r.Hash() != hash || len(r.Log) != 0 {
		t.Error("a refused turn changed the run")
	}
	s := small()
	s.Width = 1000
	if _, err := New(s); err == nil {
		t.Error("a session of width 1000 begins")
	}
}

// Whatever is done to a run, its snapshots hold numbers, and its link leads back to the same bits.
func TestAnyRun(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := begin(t, anySetup(t))
		var snap Snapshot
		for range rapid.IntRange(0, 12).Draw(t, "acts") {
			switch rapid.IntRange(0, 5).Draw(t, "act") {
			case 0, 1:
				steps(r, rapid.IntRange(1, 60).Draw(t, "steps"))
			case 2:
				r.Slow()
			case 3, 4:
				k := rapid.IntRange(0, len(Knobs)-1).Draw(t, "knob")
				v, to := anyValue(t, k), r.Setup
				Knobs[k].set(&to, v)
				before := r.Hash()
				if err := r.Turn(k, v); (err == nil) != (to.check() == nil) || err != nil && r.Hash() != before {
					t.Fatalf("turning %s to %v: %v", Knobs[k].Name, v, err)
				}
			case 5:
				if rapid.IntRange(0, 5).Draw(t, "again") == 0 {
					if err := r.Again(); err != nil {
						t.Fatal(err)
					}
				}
			}
			r.Snapshot(&snap, 0)
			finiteSnapshot(t, &snap)
		}
		r.finish() // a link counts whole steps
		text := r.Link().Text(Default())
		l, err := ParseLink(text, Default())
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if again := retrace(t, l); again.Hash() != r.Hash() || !slices.Equal(again.curve, r.curve) || again.blame != r.blame {
			t.Fatalf("%s leads to step %d, hash %x, blame %d; the run is at %d, %x, %d", text, again.run.step, again.Hash(), again.blame, r.run.step, r.Hash(), r.blame)
		}
	})
}

// retrace follows a link to its end.
func retrace(t tester, l Link) *Session {
	t.Helper()
	r, err := Open(l)
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; r.Next(); n++ {
		if n > l.Step+len(l.Log)+1 {
			t.Fatalf("retracing %d steps does not end", l.Step)
		}
	}
	return r.Session
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

// A knob whose subject is off waits in the setup and is in no recipe, method or set; a link in which it was turned retraces the run that it
// always did. The hashes are of the time when recipes still held such numbers.
func TestWaitingKnobs(t *testing.T) {
	for _, c := range []struct {
		turns []Change
		hash  uint64
	}{
		{[]Change{{KnobIndex("scatter"), 0.2}}, 0xf64beea8bed9b96a},
		{[]Change{{KnobIndex("scatter"), 0.2}, {KnobIndex("data"), 1}}, 0xe4bdac623104fa8f},
		{[]Change{{KnobIndex("momentum"), 0.2}, {KnobIndex("optimiser"), 1}}, 0x7014a52185c9d277},
		{[]Change{{KnobIndex("amount"), 0.2}, {KnobIndex("noise"), 1}}, 0x9d15ed6121a2f1ef},
		{[]Change{{KnobIndex("beta"), 0.2}, {KnobIndex("pressure"), 0.2}}, 0x6cd8ff17fb6b2bd1},
		{[]Change{{KnobIndex("keep"), 1}, {KnobIndex("sparse"), 4}}, 0x11b5563a6db11d61},
		{[]Change{{KnobIndex("output"), 1}, {KnobIndex("loss"), 1}}, 0xf4ee212c3ea37e},
	} {
		s, err := New(Default())
		if err != nil {
			t.Fatal(err)
		}
		for _, turn := range c.turns {
			for range 40 {
				s.Step()
			}
			if err := s.Turn(turn.Knob, turn.Value); err != nil {
				t.Fatal(err)
			}
		}
		for range 40 {
			s.Step()
		}
		if got := s.Hash(); got != c.hash {
			t.Errorf("turned %v the run hashes to %#x, want %#x", c.turns, got, c.hash)
		}
	}
}

// change is one of a knob, for a twin.
func change(knob string, v float64) Change { return Change{KnobIndex(knob), v} }

// paired is a session with a twin.
func paired(t tester, s Setup, apart ...Change) *Session {
	t.Helper()
	r, err := New(s, apart...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
