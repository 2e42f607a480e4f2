package lessons

import (
	"testing"

	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/opt"
	"hourglass/core/train"
)

func init() { levers["noise"] = [][]Turn{{{"data", blobs}}, {}, {{"neck", 2}}} }

// The plain twin mends a part of each torn picture, though it never met noise, and stays about three times worse; after 6,000 steps more than three and a
// half. Clean pictures it copies better all along.
func TestDenoiserBeatsItsPlainTwin(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		first, s := opened(t, &Noise, "tear", seed)
		copiesWorse(t, s, seed, 50, 100, 200, 500)
		done(t, s, first, seed)
		copiesWorse(t, s, seed, 1000, 2000)
		if own, twin := measure(t, s, copied), measure(t, s, "twin "+copied); own < 0.0035 || own > 0.0045 || twin < 0.0013 || twin > 0.0019 {
			t.Errorf("seed %d: clean pictures: %.4f off, the plain one's copies %.4f", seed, own, twin)
		}
		own, twin, raw := measure(t, s, masked), measure(t, s, "twin "+masked), measure(t, s, "raw "+masked)
		if got := chosen(s, &Noise.Question); got != 1 {
			t.Errorf("seed %d: option %d happened", seed, got)
		}
		if raw < 0.060 || raw > 0.070 || twin < 0.022 || twin > 0.026 || own < 0.0065 || own > 0.0095 {
			t.Errorf("seed %d: of %.4f torn, %.4f mended, %.4f by the plain one", seed, raw, own, twin)
		}
		copiesWorse(t, s, seed, 3000, 6000)
		if own, twin := measure(t, s, masked), measure(t, s, "twin "+masked); twin < 3.5*own {
			t.Errorf("seed %d: after 6,000 steps %.4f mended, %.4f by the plain one", seed, own, twin)
		}
	}
}

// copiesWorse trains to each of some steps and holds that there a run copies clean unseen pictures worse than its twin.
func copiesWorse(t *testing.T, s *ask.Run, seed uint32, steps ...int) {
	t.Helper()
	for _, n := range steps {
		at, _ := s.At()
		learn(s, n-at)
		if own, twin := measure(t, s, copied), measure(t, s, "twin "+copied); own <= twin {
			t.Errorf("seed %d: at step %d copies are %.4f off, the twin's %.4f", seed, n, own, twin)
		}
	}
}

// A neck of 64 numbers copies nearly without loss and still mends as badly: it is the noise that teaches, and no longer the neck.
func TestRoomCopiesAndDoesNotMend(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, _ := opened(t, &Noise, "room", seed)
		s := run(t, &Noise, seed, 2000, append(torn(0.33), Turn{"neck", 64})...)
		done(t, s, step, seed)
		if own, twin := measure(t, s, masked), measure(t, s, "twin "+masked); s.Now().Twin > 0.001 || twin < 2.5*own {
			t.Errorf("seed %d: the plain one copies to %.4f and mends to %.4f, the other to %.4f", seed, s.Now().Twin, twin, own)
		}
	}
}

// A gap in a bar is closed: of what it takes from the picture, less than half is missing in the copy. A lone bright dot goes out, a tenth of it
// stays at most; but the copy of the bar moves, and is spoilt more than by the gap.
func TestDotGoesOutAndMovesTheBar(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		_, s := opened(t, alone(&Noise), "paint", seed)
		set, err := data.Make(s.Setup.Spec())
		if err != nil {
			t.Fatal(err)
		}
		var snap train.Snapshot
		s.Snapshot(&snap, 0)
		look := looker(t, s)
		var gap, closed, dot, stays, moved float32
		for i := range set.Valid {
			x := set.Picture(set.Train + i)
			bright, dark := 0, 0
			for k, v := range x {
				if v > x[bright] {
					bright = k
				}
				if v < x[dark] {
					dark = k
				}
			}
			torn := append([]float32(nil), x...)
			torn[bright] = 0
			gap += distance(torn, x)
			closed += distance(look.Rebuild(snap.Params, torn), x)
			copy(torn, x)
			torn[dark] = 1
			back := append([]float32(nil), look.Rebuild(snap.Params, torn)...)
			dot += distance(back, x)
			whole := look.Rebuild(snap.Params, x)
			stays += (back[dark] - whole[dark]) / float32(set.Valid)
			moved += distance(back, whole)
		}
		if closed > gap/2 || dot < 2*closed || stays > 0.1 || moved < 2*closed {
			t.Errorf("seed %d: a gap of %.1f is closed to %.1f; a dot leaves %.1f, %.2f of it stays, the copy moves by %.1f", seed, gap, closed, dot, stays, moved)
		}
	}
}

// Under a constant rate the arrows tremble; under the cosine, set at once or when they have trembled for long, they come within 5 % of the exact field,
// weighted by density. The plain twin, which gives points back nearly where they lie, is far off.
func TestArrowsReachTheExactField(t *testing.T) {
	claim(t)
	falls := Turn{"schedule", float64(opt.Cosine)}
	offered(t, &Noise, falls)
	for _, seed := range seeds {
		step, s := opened(t, &Noise, "arrows", seed)
		learn(s, 5000)
		if field := measure(t, s, "field"); field < 0.06 {
			t.Errorf("seed %d: under a constant rate the arrows are within %.3f of the best", seed, field)
		}
		turn(t, s, falls)
		learn(s, 500)
		done(t, s, step, seed)
		if twin := measure(t, s, "twin field 0.3"); twin < 0.4 {
			t.Errorf("seed %d: the plain twin's field is off by %.2f", seed, twin)
		}
		_, s = opened(t, &Noise, "arrows", seed)
		turn(t, s, falls)
		if n := until(s, step.Done, 4000); n < 2500 {
			t.Errorf("seed %d: under the cosine from the start the arrows are there at %d, of some 3,500 steps", seed, n)
		}
	}
}

// The best answer to the middle of the circle is the middle, nearly, where no point is; the network's walks there as it learns, the plain one's stays off
// where points are.
func TestAnswersWalkToTheMean(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		_, s := opened(t, &Noise, "arrows", seed)
		places := []float32{0, 0, 0.3, 0.3, -0.5, 0.2, 0.9, -0.9, -1, 0, 0.1, 1.1}
		off := func(of *ask.Run) (sum float32) {
			out := of.Copies(places)
			for i := 0; i < len(places); i += 2 {
				x, y, _ := ask.Denoised(s.Set().TrainX(), places[i], places[i+1], 0.3)
				sum += distance(out[i:i+2], []float32{x, y})
			}
			return sum
		}
		before := off(s)
		turn(t, s, Turn{"schedule", float64(opt.Cosine)})
		learn(s, 4000)
		if own, twin := off(s), off(s.Twin()); own > before/20 || own > twin/20 {
			t.Errorf("seed %d: squared distances to the means are %.4f in all, were %.4f, the plain twin's are %.4f", seed, own, before, twin)
		}
	}
}

// Heartbeats: what a third of the values set to zero costs is cut to a twelfth, and to a quarter of what the plain twin leaves.
func TestHeartbeatsAreMended(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, &Noise, "beats", seed)
		learn(s, 2000)
		done(t, s, step, seed)
		own, twin, raw := measure(t, s, masked), measure(t, s, "twin "+masked), measure(t, s, "raw "+masked)
		if own > raw/12 || own > twin/4 {
			t.Errorf("seed %d: of %.4f torn, %.4f mended, %.4f by the plain one", seed, raw, own, twin)
		}
	}
}

// Trained on masking noise alone, it mends Gaussian noise worse than its twin that never met any; trained on that, it does, and mends masking noise worse.
func TestMendsWhatItWasTrainedToExpect(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, &Noise, "other", seed)
		was, own, twin := measure(t, s, masked), measure(t, s, blown), measure(t, s, "twin "+blown)
		if own < 1.25*twin {
			t.Errorf("seed %d: Gaussian noise: %.4f, the plain one %.4f", seed, own, twin)
		}
		turn(t, s, Turn{"noise", gaussian}, Turn{"amount", 0.3})
		learn(s, 1000)
		done(t, s, step, seed)
		if own, after := measure(t, s, blown), measure(t, s, masked); own > 0.015 || after < 1.4*was {
			t.Errorf("seed %d: Gaussian noise now %.4f; masking noise %.4f, before %.4f", seed, own, after, was)
		}
	}
}

// The goal is beyond small noise and beyond the network that the lesson opens with in the same time; a wider one of ReLU units that trains
// on as much noise as the goal has reaches it.
func TestNoiseGoal(t *testing.T) {
	claim(t)
	const browser = 2000 // steps a second, of a network of this width and its twin
	better := []Turn{{"amount", 0.33}, {"width", 64}, {"unit", relu}}
	offered(t, alone(&Noise), better...)
	for _, seed := range seeds {
		step, s := opened(t, alone(&Noise), "goal", seed)
		if n := until(s, step.Done, 6000); n >= 0 {
			t.Errorf("seed %d: small noise reaches the goal at step %d", seed, n)
		}
		turn(t, s, better...)
		if n := until(s, step.Done, 8000); n < 0 || n > 30*browser {
			t.Errorf("seed %d: the goal is reached at %d, %.4f", seed, n, measure(t, s, masked))
		}
	}
}

// What its page for teachers says: its tasks open runs by links, and name what comes out.
func TestTeachingNoise(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		for amount, bounds := range map[string][2]float64{"0.05": {0.008, 0.011}, "0.33": {0.006, 0.0081}, "0.6": {0.009, 0.011}, "0.9": {0.023, 0.026}} {
			within(t, seed, "a third torn, trained on "+amount, measure(t, task(t, alone(&Noise), seed, "amount="+amount+"&step=3000"), masked), bounds[0], bounds[1])
		}
		s := task(t, &Noise, seed, "neck=2&step=3000")
		within(t, seed, "two numbers, plain", measure(t, s, "twin "+masked), 0.05, 0.1)
		within(t, seed, "two numbers, denoising", measure(t, s, masked), 0.006, 0.014)
		many := task(t, &Noise, seed, "step=3000")
		within(t, seed, "sixteen numbers against two, plain", measure(t, many, "twin "+masked)/measure(t, s, "twin "+masked), 0.25, 0.5)
		within(t, seed, "sixteen numbers against two, denoising", measure(t, many, masked)/measure(t, s, masked), 0.48, 0.68)
		s = task(t, alone(&Noise), seed, "data=glyphs&step=3000")
		within(t, seed, "glyphs: what is left of the error", measure(t, s, masked)/measure(t, s, "raw "+masked), 0.5, 0.6)
	}
}

// No step is done by itself: not as it opens, wherever the learner comes from, be it a run that was long trained and painted on.
func TestNoiseStepsWantAnAct(t *testing.T) {
	claim(t)
	for _, step := range Noise.Steps {
		if step.Ask != "" {
			continue
		}
		if !step.Rest {
			t.Errorf("%s goes on as it opens", step.ID)
		}
		s := run(t, &Noise, 1, 3000, Turn{"width", 64}, Turn{"unit", relu})
		for i := range 5 {
			s.Paint(i, 1)
			s.Paint(i, 0)
		}
		turn(t, s, step.Turns...)
		if step.Fresh {
			if err := s.Again(); err != nil {
				t.Fatal(err)
			}
		}
		if at, _ := s.At(); at < step.Steps {
			learn(s, step.Steps-at)
		}
		if s.Read(step.Done).Reached {
			t.Errorf("%s is done as it opens", step.ID)
		}
	}
}
