package lessons

import (
	"math"
	"testing"

	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/pca"
	"hourglass/core/train"
)

func init() {
	levers["flat"] = [][]Turn{{{"seed", 6}, {"width", 32}, {"depth", 2}}, {}, {{"unit", linear}}}
}

// On the arc, the straight network ends on PCA's line, in the time that the first step takes, and the bent one leaves it far behind.
func TestArcIsForTheBent(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		s := run(t, &Flat, seed, 0, Flat.Steps[0].Turns...)
		if n := until(s, Flat.Steps[0].Done, 1000); n < 200 {
			t.Errorf("seed %d: straight %+.3f, bent %+.3f beside PCA", seed, measure(t, s, "twin over pca"), measure(t, s, "over pca"))
		}
		if s.Setup != turned(t, &Flat, seed) {
			t.Errorf("the lesson opens with %+v, its first step wants %+v", Flat.Setup, s.Setup)
		}
	}
}

// No step of the lesson is done before the learner acts, wherever they come from: the first three and the last begin anew and at rest, and what is left of
// the others waits for a knob that they turn back.
func TestFlatStepsWaitForTheLearner(t *testing.T) {
	claim(t)
	for i := range Flat.Steps {
		for k := range Flat.Steps {
			step := &Flat.Steps[k]
			s := run(t, &Flat, 1, 0, Flat.Steps[i].Turns...)
			learn(s, 3000)
			if i == 4 {
				turn(t, s, Turn{"neck", 14})
				learn(s, 1500)
			}
			if i == 5 {
				turn(t, s, Turn{"rate", 0.001})
				learn(s, 500)
			}
			turn(t, s, step.Turns...)
			if step.Fresh {
				if err := s.Again(); err != nil {
					t.Fatal(err)
				}
			} else if step.Ask == "" {
				learn(s, 3000) // it may be going on
			}
			if s.Read(step.Done).Reached || step.Fresh != step.Rest {
				t.Errorf("from %s, %s is done by itself", Flat.Steps[i].ID, step.ID)
			}
		}
	}
}

// The straight network, whose runs the twin is, ends within 2 % of PCA and never below it, in the time that the second step takes.
func TestStraightEndsAtPCA(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step := Flat.Steps[1]
		s := run(t, &Flat, seed, 600, step.Turns...)
		if over := measure(t, s, "twin over pca"); !s.Read(step.Done).Reached || over < -1e-6 {
			t.Errorf("seed %d: %s: straight stands %+.2f %% above PCA", seed, step.ID, 100*over)
		}
		if e, want := measure(t, s, "pca"), analysis(t, s).Error(2); math.Abs(e-want) > 1e-9 {
			t.Errorf("seed %d: the page's PCA says %.9f, gonum's %.9f", seed, e, want)
		}
	}
}

// The bent network beats PCA on bars by a factor of five and more, on pictures that it never saw by three.
func TestBentBeatsPCAOnBars(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		s := run(t, &Flat, seed, 4000, Flat.Steps[2].Turns...)
		if !s.Read(Flat.Steps[2].Done).Reached {
			t.Errorf("seed %d: bent stands %+.0f %% beside PCA", seed, 100*measure(t, s, "over pca"))
		}
		if unseen := unseenError(t, s, 2); measure(t, s, "valid") > unseen/3 {
			t.Errorf("seed %d: unseen %.4f, PCA %.4f", seed, measure(t, s, "valid"), unseen)
		}
	}
}

// On crossed bars two bent numbers halve the error on the pictures practised on, and gain a quarter at most on others: the second option.
func TestTwoNumbersOverfitCrossedBars(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		option, s := asked(t, &Flat, seed)
		gain := -measure(t, s, "valid over pca")
		if exact := 1 - measure(t, s, "valid")/unseenError(t, s, 2); math.Abs(gain-exact) > 1e-6 {
			t.Errorf("seed %d: the page's gain over PCA is %.6f, gonum's %.6f", seed, gain, exact)
		}
		if over := measure(t, s, "over pca"); option != 1 || over > -0.5 || gain > 0.28 {
			t.Errorf("seed %d: option %d: %+.0f %% beside PCA, unseen %.0f %% better", seed, option, 100*over, 100*gain)
		}
	}
}

// With fourteen numbers PCA leaves less than a tenth of what it leaves with two, and when the step is done the straight network is ahead of the bent one on crossed
// bars set aside.
func TestFourteenNumbersAreEnough(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step := Flat.Steps[4]
		s := run(t, &Flat, seed, 0, step.Turns...)
		two := measure(t, s, "pca")
		turn(t, s, Turn{"neck", 14})
		learn(s, 1000)
		if !s.Read(step.Done).Reached || measure(t, s, "pca") > two/10 {
			t.Errorf("seed %d: straight %.4f, PCA %.4f, with two numbers %.4f", seed, measure(t, s, "twin"), measure(t, s, "pca"), two)
		}
		if bent, straight := measure(t, s, "valid"), measure(t, s, "twin valid"); bent < straight {
			t.Errorf("seed %d: unseen: bent %.4f, straight %.4f", seed, bent, straight)
		}
	}
}

// A fixed rate trembles above the optimum; turned down, the straight network lands on it within seconds.
func TestFallingRateLands(t *testing.T) {
	claim(t)
	goal := Flat.Steps[5]
	for _, seed := range seeds {
		s := run(t, &Flat, seed, 0, goal.Turns...)
		early, trembling := 0, 0.0
		for range 40 {
			learn(s, 100)
			if n, _ := s.At(); n <= 2000 {
				continue
			}
			if s.Read(goal.Done).Reached {
				early++
			}
			trembling += measure(t, s, "twin over pca") / 20
		}
		if early > 0 || trembling < 0.002 || trembling > 0.01 {
			t.Errorf("seed %d: at a fixed rate the goal is reached at %d looks of 20, %.2f %% above PCA in the mean", seed, early, 100*trembling)
		}
		turn(t, s, Turn{"rate", 0.001})
		if n := until(s, goal.Done, 5*browser); n < 0 {
			t.Errorf("seed %d: straight stands %.3f %% above PCA", seed, 100*measure(t, s, "twin over pca"))
		}
	}
}

// The straight network finds PCA's sheet by axes of its own.
func TestAxesBelongToTheStart(t *testing.T) {
	claim(t)
	slanted := 0
	for _, seed := range seeds {
		s := run(t, &Flat, seed, 2000, Flat.Steps[1].Turns...)
		turn(t, s, Turn{"rate", 0.001})
		learn(s, 1000)
		axes, m := axesOf(t, s.Twin()), analysis(t, s)
		for k := range 2 {
			on, nearest := onSheet(axes[k*49:(k+1)*49], m)
			if on < 0.99 {
				t.Errorf("seed %d: %.3f of axis %d lies on PCA's sheet", seed, on, k)
			}
			if nearest < 0.99 {
				slanted++
			}
		}
	}
	if slanted < 4 {
		t.Errorf("%d of 6 axes are slanted", slanted)
	}
}

// After the first, PCA's directions of crossed bars weigh nearly alike, so that other pictures of the kind give other axes.
func TestAxesOfCrossedBarsAreAnAccident(t *testing.T) {
	var last *pca.Model
	for _, seed := range seeds {
		m := analysis(t, run(t, &Flat, seed, 0, squeezed(crossed, 2)...))
		for k := 1; k < 12; k++ {
			if m.Values[k+1] < 0.75*m.Values[k] {
				t.Errorf("seed %d: direction %d weighs %.2f, the next %.2f", seed, k+1, m.Values[k], m.Values[k+1])
			}
		}
		if last != nil {
			cos := 0.0
			for i := range m.Dim {
				cos += m.Components[m.Dim+i] * last.Components[m.Dim+i]
			}
			if math.Abs(cos) > 0.9 {
				t.Errorf("seed %d: the second axis is the last seed's (cosine %.2f)", seed, cos)
			}
		}
		last = m
	}
}

// trembling is how far the straight network stands above PCA, in the mean over the next 2,000 steps.
func trembling(s *ask.Run) float64 {
	sum := 0.0
	for range 40 {
		learn(s, 50)
		v, _ := s.Measure("twin over pca")
		sum += v / 40
	}
	return sum
}

// later is what share of a measure is there after 3,000 steps more, of a run of its own.
func later(what string) func(*ask.Run) float64 {
	return func(s *ask.Run) float64 {
		was, _ := s.Measure(what)
		more := s.Link()
		more.Step += 3000
		on, err := train.Open(more)
		if err != nil {
			panic(err)
		}
		for on.Next() {
		}
		is, _ := ask.Of(on.Session).Measure(what)
		return is / was
	}
}

// axesOf is what a straight decoder draws for a code of 1 in each number, less what it draws for none: (2, 49).
func axesOf(t *testing.T, s *ask.Run) []float32 {
	t.Helper()
	var snap train.Snapshot
	s.Snapshot(&snap, 0)
	look := looker(t, s)
	none := append([]float32(nil), look.Decode(snap.Params, []float32{0, 0})...)
	axes := append([]float32(nil), look.Decode(snap.Params, []float32{1, 0, 0, 1})...)
	for i := range axes {
		axes[i] -= none[i%len(none)]
	}
	return axes
}

// onSheet is the share of an axis that lies on PCA's first two, and its cosine with the nearer of them.
func onSheet(axis []float32, m *pca.Model) (on, nearest float64) {
	all, sum := 0.0, 0.0
	for _, v := range axis {
		all += float64(v) * float64(v)
	}
	for k := range 2 {
		dot := 0.0
		for i, v := range axis {
			dot += float64(v) * m.Components[k*m.Dim+i]
		}
		sum += dot * dot / all
		nearest = max(nearest, math.Abs(dot)/math.Sqrt(all))
	}
	return sum, nearest
}

// analysis is PCA of the run's training pictures by other hands than the page's.
func analysis(t *testing.T, s *ask.Run) *pca.Model {
	t.Helper()
	set, err := data.Make(s.Setup.Spec())
	if err != nil {
		t.Fatal(err)
	}
	m, err := pca.Fit(set.TrainX(), set.Train, set.Dim())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// unseenError is what PCA with k numbers, fitted to the training pictures, leaves of those never seen.
func unseenError(t *testing.T, s *ask.Run, k int) float64 {
	t.Helper()
	set, err := data.Make(s.Setup.Spec())
	if err != nil {
		t.Fatal(err)
	}
	m, sum := analysis(t, s), 0.0
	code, back := make([]float64, k), make([]float32, m.Dim)
	for i := set.Train; i < set.Train+set.Valid; i++ {
		m.Project(code, set.Picture(i))
		m.Rebuild(back, code)
		for j, v := range set.Picture(i) {
			sum += math.Pow(float64(back[j]-v), 2)
		}
	}
	return sum / float64(set.Valid*m.Dim)
}

// What its page for teachers says: its tasks open runs by links, and name what comes out.
func TestTeachingFlat(t *testing.T) {
	claim(t)
	const pictures = "output=sigmoid&neck=2&step=3000&data="
	gains := [2]float64{1, 0}
	for _, seed := range seeds {
		over := map[string]float64{}
		for _, neck := range []string{"2", "16"} {
			over[neck] = 1 + measure(t, task(t, &Flat, seed, "data=bars&output=sigmoid&neck="+neck+"&step=3000"), "over pca")
		}
		within(t, seed, "bent over PCA, two numbers", over["2"], 0, 1.0/7)
		within(t, seed, "bent over PCA, sixteen", over["16"], 0.4, 0.6)
		within(t, seed, "blobs: bent over PCA", 1+measure(t, task(t, &Flat, seed, pictures+"blobs"), "over pca"), 0, 0.1)
		s := task(t, &Flat, seed, pictures+"glyphs")
		within(t, seed, "glyphs: bent over PCA", 1+measure(t, s, "over pca"), 0.55, 0.65)
		gain := -measure(t, s, "valid over pca")
		gains = [2]float64{min(gains[0], gain), max(gains[1], gain)}
	}
	if gains[0] < 0.02 || gains[0] > 0.07 || gains[1] < 0.17 || gains[1] > 0.23 {
		t.Errorf("glyphs: on unseen pictures bent gains from %.3f to %.3f", gains[0], gains[1])
	}
	s := task(t, &Flat, 6, pictures+"crossed-bars&width=32&depth=2")
	if gain := -measure(t, s, "valid over pca"); gain < third {
		t.Errorf("the exception gains %.2f", gain)
	}
}
