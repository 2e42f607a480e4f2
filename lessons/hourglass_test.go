package lessons

import (
	"slices"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/train"
)

// seeds are the starts over which every claim of a lesson must hold.
var seeds = []uint32{1, 2, 3}

// browser is how many steps a second a page is sure to take at full speed with a small network: a third of what was measured.
const browser = 5000

// run trains a lesson's own setup, beside its twin, with some knobs turned before it starts.
func run(t *testing.T, l *Lesson, seed uint32, steps int, turns ...Turn) *train.Session {
	t.Helper()
	setup := l.Setup
	setup.Seed = seed
	for _, turn := range turns {
		if err := train.Knobs[train.KnobIndex(turn.Knob)].Set(&setup, turn.Value); err != nil {
			t.Fatal(err)
		}
	}
	s, err := train.New(setup, l.Apart()...)
	if err != nil {
		t.Fatal(err)
	}
	learn(s, steps)
	return s
}

// learn takes steps.
func learn(s *train.Session, steps int) {
	for range steps {
		s.Step()
	}
}

// turn sets knobs of a run as a learner does, while it goes on.
func turn(t *testing.T, s *train.Session, turns ...Turn) {
	t.Helper()
	for _, c := range turns {
		if err := s.Turn(train.KnobIndex(c.Knob), c.Value); err != nil {
			t.Fatal(err)
		}
	}
}

// measure reads a number of the run that must be there.
func measure(t *testing.T, s *train.Session, what string) float64 {
	t.Helper()
	v, ok := s.Measure(what)
	if !ok {
		t.Fatalf("there is no measure %q", what)
	}
	return v
}

// chosen is the only option of a lesson's question whose watch holds now, or -1.
func chosen(s *train.Session, q *Question) int {
	happened := -1
	for i, o := range q.Options {
		if s.Read(o).Reached {
			if happened >= 0 {
				return -1
			}
			happened = i
		}
	}
	return happened
}

// asked is the option that happens when a lesson's question is run, with some knobs turned otherwise.
func asked(t *testing.T, l *Lesson, seed uint32, turns ...Turn) (int, *train.Session) {
	t.Helper()
	q := &l.Question
	s := run(t, l, seed, q.Steps, append(append([]Turn(nil), q.Turns...), turns...)...)
	return chosen(s, q), s
}

// offered holds that a lesson's dials allow the turns.
func offered(t *testing.T, l *Lesson, turns ...Turn) {
	t.Helper()
	for _, c := range turns {
		i := slices.IndexFunc(l.Dials, func(d Dial) bool { return d.Knob == c.Knob })
		if i < 0 {
			t.Errorf("%s offers no %s", l.ID, c.Knob)
			continue
		}
		d, k := l.Dials[i], &train.Knobs[train.KnobIndex(c.Knob)]
		if d.Min != d.Max && (c.Value < d.Min || c.Value > d.Max) || d.Only != nil && !slices.Contains(d.Only, k.Text(c.Value)) {
			t.Errorf("%s offers no %s of %s", l.ID, c.Knob, k.Text(c.Value))
		}
	}
}

// fits holds what every lesson must have, and that what its steps point at, turn, ask and wait for is there.
func fits(t *testing.T, l *Lesson) {
	t.Helper()
	known := map[string]bool{"play": true, "step": true, "reset": true, "reseed": true, "speed": true}
	for _, k := range train.Knobs {
		known[k.Name] = true
	}
	for _, f := range FigureNames {
		if known[f] {
			t.Errorf("%q is a figure and a control", f)
		}
		known[f] = true
	}
	if n := len(l.Steps); n < 5 || n > 8 {
		t.Errorf("%s has %d steps", l.ID, n)
	}
	if l.Speed < 1 || l.Speed > 2000 {
		t.Errorf("%s opens with %v steps a second", l.ID, l.Speed)
	}
	s, asks := run(t, l, 1, 0), 0
	first := s.Now().Loss
	learn(s, int(l.Speed))
	if now := s.Now().Loss; now > 0.95*first {
		t.Errorf("%s: after a second of Play the loss is %.4f, at first %.4f", l.ID, now, first)
	}
	for _, step := range l.Steps {
		for _, p := range step.Point {
			if !known[p] || slices.Contains(FigureNames[:], p) && !slices.ContainsFunc(l.Figures, func(f Figure) bool { return FigureNames[f] == p }) {
				t.Errorf("%s/%s points at %q", l.ID, step.ID, p)
			}
		}
		offered(t, l, step.Turns...)
		if step.Ask != "" {
			asks++
			if step.Ask != l.Question.ID {
				t.Errorf("%s/%s asks %q", l.ID, step.ID, step.Ask)
			}
		} else if len(step.Done.All) == 0 {
			t.Errorf("%s/%s waits for nothing", l.ID, step.ID)
		}
	}
	offered(t, l, l.Question.Turns...)
	if asks == 0 || len(l.Question.Options) < 2 || len(l.Goal.Watch.All) == 0 {
		t.Errorf("%s asks %d times, of %d options, with %d conditions of a goal", l.ID, asks, len(l.Question.Options), len(l.Goal.Watch.All))
	}
	for _, w := range l.Watches() {
		for _, c := range w.All {
			_, ok := s.Measure(c.What)
			for i := 0; !ok && i < len(l.Steps); i++ { // some are measures of the data that a step turns to
				_, ok = run(t, l, 1, 0, l.Steps[i].Turns...).Measure(c.What)
			}
			if !ok {
				t.Errorf("%s watches for %q", l.ID, c.What)
			}
		}
	}
}

// A one-number neck keeps the place of a bar and blurs its lean: the second option, and only that one, is what happens.
func TestOneNumberKeepsPlaceAndBlursLean(t *testing.T) {
	for _, seed := range seeds {
		q := Hourglass.Question
		s := run(t, &Hourglass, seed, q.Steps, q.Turns...)
		for i, o := range q.Options {
			if got, want := s.Read(o).Reached, i == 1; got != want {
				t.Errorf("seed %d: option %d happened: %v, want %v (place %.2f, lean %.2f, loss %.4f)",
					seed, i, got, want, s.Fidelity(0), s.Fidelity(1), s.Now().Loss)
			}
		}
	}
}

// Every option of the question is something that a run can do: a strong enough neck copies, a wild rate explodes.
func TestEveryOptionCanHappen(t *testing.T) {
	q := Hourglass.Question
	long := run(t, &Hourglass, 1, 20000, append([]Turn{{"width", 64}, {"rate", 0.01}}, q.Turns...)...)
	if !long.Read(q.Options[0]).Reached {
		t.Errorf("a long run with a wide decoder does not copy through one number: loss %.4f", long.Now().Loss)
	}
	wild := run(t, &Hourglass, 1, q.Steps, append([]Turn{{"rate", 10}}, q.Turns...)...)
	if !wild.Read(q.Options[2]).Reached {
		t.Error("a rate of 10 does not explode")
	}
}

// The goal can be reached with the knobs as the lesson gives them, and a one-number neck does not reach it in the same time.
func TestGoalIsReached(t *testing.T) {
	for _, seed := range seeds {
		s := run(t, &Hourglass, seed, 8000)
		if r := s.Read(Hourglass.Goal.Watch); !r.Reached {
			t.Errorf("seed %d: loss %.4f after 8,000 steps", seed, s.Now().Loss)
		}
		narrow := run(t, &Hourglass, seed, 8000, Turn{"neck", 1})
		if loss := narrow.Now().Loss; loss < 0.02 {
			t.Errorf("seed %d: one number reaches %.4f", seed, loss)
		}
	}
}

// With two numbers in the neck, both true factors can be read from the code; nobody told the network of either.
func TestTwoNumbersKnowBothFactors(t *testing.T) {
	for _, seed := range seeds {
		s := run(t, &Hourglass, seed, 4000)
		for f := range 2 {
			if r := s.Fidelity(f); r < 0.8 {
				t.Errorf("seed %d: the code tells %.2f of factor %d", seed, r, f)
			}
		}
	}
}

// An eight-number neck copies better than the two-number one by a factor of two and more at the same step.
func TestWideNeckCopies(t *testing.T) {
	for _, seed := range seeds {
		wide := run(t, &Hourglass, seed, 3000, Turn{"neck", 8})
		two := run(t, &Hourglass, seed, 3000)
		if wide.Now().Loss > two.Now().Loss/2 {
			t.Errorf("seed %d: eight numbers %.4f, two %.4f", seed, wide.Now().Loss, two.Now().Loss)
		}
	}
}

// One number folds through both choices: from nothing it comes to tell much of the lean too, and stays far behind two numbers.
func TestOneNumberFoldsThroughBoth(t *testing.T) {
	t.Parallel()
	one := Hourglass.Steps[5]
	for _, seed := range seeds {
		early, late := run(t, &Hourglass, seed, 400, one.Turns...), run(t, &Hourglass, seed, one.Steps, one.Turns...)
		if before, after := early.Fidelity(1), late.Fidelity(1); before > 0.3 || after < 0.4 {
			t.Errorf("seed %d: of the lean it tells %.2f after 400 steps, %.2f after %d", seed, before, after, one.Steps)
		}
		if two := run(t, &Hourglass, seed, one.Steps); late.Now().Loss < 2*two.Now().Loss {
			t.Errorf("seed %d: one number %.4f, two %.4f", seed, late.Now().Loss, two.Now().Loss)
		}
	}
}

// The price of a wide neck: what the decoder paints from random codes lies more than twice as far from any picture.
func TestWideNeckPaintsSmudges(t *testing.T) {
	t.Parallel()
	widen := Hourglass.Steps[6]
	for _, seed := range seeds {
		wide := run(t, &Hourglass, seed, 3000, widen.Turns...)
		if !wide.Read(widen.Done).Reached {
			t.Errorf("seed %d: eight numbers reach %.4f", seed, wide.Now().Loss)
		}
		two := run(t, &Hourglass, seed, 3000)
		if a, b := measure(t, wide, "fit"), measure(t, two, "fit"); a < 2*b {
			t.Errorf("seed %d: random codes land %.4f from the pictures with eight numbers, %.4f with two", seed, a, b)
		}
	}
}

// A map that is turned about its middle, with the decoder's first weights turned along, gives the same copies.
func TestTurnedMapCopiesAlike(t *testing.T) {
	s := run(t, &Hourglass, 1, 2000)
	var snap train.Snapshot
	s.Snapshot(&snap, 0)
	m, err := ae.New(s.Setup.Recipe())
	if err != nil {
		t.Fatal(err)
	}
	set, err := data.Make(s.Setup.Spec())
	if err != nil {
		t.Fatal(err)
	}
	look := train.NewLooker(m, 1, set.Train)
	z := append([]float32(nil), look.Encode(snap.Params, set.TrainX())...)
	before := append([]float32(nil), look.Decode(snap.Params, z)...)
	const cos, sin = 0.6, 0.8
	for i := 0; i < len(z); i += 2 {
		z[i], z[i+1] = cos*z[i]-sin*z[i+1], sin*z[i]+cos*z[i+1]
	}
	if far := distance(before, look.Decode(snap.Params, z)); far < 1 {
		t.Fatalf("a turned code alone changes the copies by %v only", far)
	}
	f := m.Fan(2, snap.Params) // the code's weights into the decoder (2, 16)
	for o := range f.Out {
		a, b := f.W[o], f.W[f.Out+o]
		f.W[o], f.W[f.Out+o] = cos*a-sin*b, sin*a+cos*b
	}
	for i, v := range look.Decode(snap.Params, z) {
		if d := v - before[i]; d > 1e-4 || d < -1e-4 {
			t.Fatalf("pixel %d changes by %v", i, d)
		}
	}
}

// A cross comes back as a bar: of all bars there are, one lies nearer to what the network paints than the cross does.
func TestCrossComesBackAsBar(t *testing.T) {
	cross, bar := make([]float32, data.Dim), make([]float32, data.Dim)
	for i := range cross {
		if i%data.Side == data.Side/2 || i/data.Side == data.Side/2 {
			cross[i] = 1
		}
	}
	for _, seed := range seeds {
		s := run(t, &Hourglass, seed, 4000)
		for i, v := range cross {
			s.Paint(i, v)
		}
		back := s.Rebuild(make([]float32, data.Dim))
		nearest := float32(1e9)
		for place := float32(-3); place <= 3; place += 0.1 {
			for lean := float32(-1); lean <= 1; lean += 0.1 {
				data.Bar(bar, place, lean)
				nearest = min(nearest, distance(back, bar))
			}
		}
		if far := distance(back, cross); nearest > 0.6*far {
			t.Errorf("seed %d: nearest bar at %.2f, the cross at %.2f", seed, nearest, far)
		}
	}
}

func distance(a, b []float32) float32 {
	s := float32(0)
	for i := range a {
		s += (a[i] - b[i]) * (a[i] - b[i])
	}
	return s
}

// Every lesson of the course is whole.
func TestLessonsFit(t *testing.T) {
	for _, l := range All {
		fits(t, l)
	}
}

// The way to every goal is one that its dials offer.
func TestWaysAreOffered(t *testing.T) {
	for _, l := range All {
		offered(t, l, l.Goal.Way...)
	}
}
