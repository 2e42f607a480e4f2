package lessons

import (
	"testing"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/train"
)

func init() {
	levers["hourglass"] = [][]Turn{{{"data", blobs}, {"width", 64}, {"depth", 2}, {"rate", 0.03}}, {}, {{"rate", 10}}}
}

// A one-number neck keeps the place of a bar and blurs its lean: the second option, and only that one, is what happens.
func TestOneNumberKeepsPlaceAndBlursLean(t *testing.T) {
	claim(t)
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

// The goal can be reached with the knobs as the lesson gives them, and a one-number neck does not reach it in the same time.
func TestGoalIsReached(t *testing.T) {
	claim(t)
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
	claim(t)
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
	claim(t)
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
	claim(t)
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
	claim(t)
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
	claim(t)
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
	claim(t)
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

// What its page for teachers says: its tasks open runs by links, and name what comes out.
func TestTeachingHourglass(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		last := 1.0
		for _, neck := range []string{"1", "2", "3", "4", "8"} {
			loss := float64(task(t, &Hourglass, seed, "neck="+neck+"&step=2000").Now().Loss)
			if loss >= last {
				t.Errorf("seed %d: %s numbers lose %.4f, fewer %.4f", seed, neck, loss, last)
			}
			last = loss
			switch neck {
			case "1":
				within(t, seed, "the loss of one number", loss, 0.045, 0.055)
			case "8":
				within(t, seed, "the loss of eight", loss, 0.0025, 0.0035)
			}
		}
		for rate, bounds := range map[string][2]float64{"0.03": {0, 1000}, "0.003": {2500, 6500}} {
			within(t, seed, "steps to the goal at "+rate, float64(until(task(t, &Hourglass, seed, "rate="+rate), Hourglass.Goal.Watch, 8000)), bounds[0], bounds[1])
		}
		if n := until(task(t, &Hourglass, seed, "rate=0.0003"), Hourglass.Goal.Watch, 20000); n >= 0 {
			t.Errorf("seed %d: a rate of 0.0003 reaches the goal at %d", seed, n)
		}
		within(t, seed, "the loss on unseen crossed bars", float64(task(t, &Hourglass, seed, "data=crossed-bars&step=4000").Now().Valid), 0.12, 1)
		bent, straight := task(t, &Hourglass, seed, "step=4000").Now().Loss, task(t, &Hourglass, seed, "unit=linear&step=4000").Now().Loss
		if straight < 4*bent {
			t.Errorf("seed %d: linear units %.4f, bent %.4f", seed, straight, bent)
		}
	}
	// The third seed takes over 6,000 steps to the goal, the first two about half.
	for i, seed := range seeds {
		n := until(run(t, &Hourglass, seed, 0), Hourglass.Goal.Watch, 8000)
		if i < 2 && (n < 2500 || n > 3500) || i == 2 && n < 6000 {
			t.Errorf("seed %d: the goal is reached at %d", seed, n)
		}
	}
}
