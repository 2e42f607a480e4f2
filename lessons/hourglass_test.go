package lessons

import (
	"testing"

	"hourglass/core/data"
	"hourglass/core/train"
)

// seeds are the starts over which every claim of a lesson must hold.
var seeds = []uint32{1, 2, 3}

// run trains a lesson's own setup with some knobs turned.
func run(t *testing.T, l *Lesson, seed uint32, steps int, turns ...Turn) *train.Session {
	t.Helper()
	setup := l.Setup
	setup.Seed = seed
	for _, turn := range turns {
		if err := train.Knobs[train.KnobIndex(turn.Knob)].Set(&setup, turn.Value); err != nil {
			t.Fatal(err)
		}
	}
	s, err := train.New(setup)
	if err != nil {
		t.Fatal(err)
	}
	for range steps {
		s.Step()
	}
	return s
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

// The page opens with a speed that it can show.
func TestSpeedIsOffered(t *testing.T) {
	for _, l := range All {
		if l.Speed < 1 || l.Speed > 2000 {
			t.Errorf("%s opens with %v steps a second", l.ID, l.Speed)
		}
	}
}

// What a step points at, turns, asks and waits for is there.
func TestStepsFit(t *testing.T) {
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
	for _, l := range All {
		s := run(t, l, 1, 0)
		for _, step := range l.Steps {
			for _, p := range step.Point {
				if !known[p] {
					t.Errorf("%s/%s points at %q", l.ID, step.ID, p)
				}
			}
			for _, turn := range step.Turns {
				if train.KnobIndex(turn.Knob) < 0 {
					t.Errorf("%s/%s turns %q", l.ID, step.ID, turn.Knob)
				}
			}
			if step.Ask != "" && step.Ask != l.Question.ID {
				t.Errorf("%s/%s asks %q", l.ID, step.ID, step.Ask)
			}
			if step.Ask == "" && len(step.Done.All) == 0 {
				t.Errorf("%s/%s waits for nothing", l.ID, step.ID)
			}
		}
		for _, w := range l.Watches() {
			for _, c := range w.All {
				if _, ok := s.Measure(c.What); !ok {
					t.Errorf("%s watches for %q", l.ID, c.What)
				}
			}
		}
	}
}
