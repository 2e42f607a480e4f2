package lessons

import (
	"math"
	"slices"
	"testing"

	"hourglass/core/ask"
	"hourglass/core/train"
)

func init() {
	levers["imputation"] = [][]Turn{{}, {{"dice", 1}, {"beta", 0.1}}, {{"dice", 1}}}
}

// Before it has learned, the network fills worse than the mean of each place; after a thousand steps better. What is struck out of the shown digit counts.
func TestHolesAreStruckOut(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, &Imputation, "strike", seed)
		if _, ok := s.Measure("fill once"); ok {
			t.Errorf("seed %d: something is filled before there is a hole", seed)
		}
		for i := 16; i < 40; i++ {
			s.Hide(i, true)
		}
		if a, b := measure(t, s, "filled once"), measure(t, s, "filled mean"); a < b {
			t.Errorf("seed %d: unlearned, a pass is off by %.3f, the mean by %.3f", seed, a, b)
		}
		learn(s, 1000)
		done(t, s, step, seed)
		if a, b := measure(t, s, "fill once"), measure(t, s, "fill mean"); a > 0.97*b {
			t.Errorf("seed %d: after 1,000 steps a pass is off by %.3f, the mean by %.3f", seed, a, b)
		}
	}
}

// Going round helps, and at ten rounds the step is done.
func TestGoingRoundHelps(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, &Imputation, "ways", seed)
		if s.Read(step.Done).Reached {
			t.Errorf("seed %d: it is done before anybody went round", seed)
		}
		once := measure(t, s, "fill rounds")
		turn(t, s, Turn{"rounds", 10})
		done(t, s, step, seed)
		if many := measure(t, s, "fill rounds"); many >= once || once != measure(t, s, "fill once") {
			t.Errorf("seed %d: one round is off by %.4f, ten by %.4f", seed, once, many)
		}
	}
}

// The right half leaves the twelve in doubt. A hole of twenty pixels can be found in which they are not: at the sides, where no digit has ink.
func TestAHoleWithoutDoubt(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, &Imputation, "twelve", seed)
		if v := measure(t, s, "unsure"); v < 0.08 || s.Read(step.Done).Reached {
			t.Errorf("seed %d: with half of it hidden they are apart by %.3f", seed, v)
		}
		s.Hide(-1, false)
		set := s.Set()
		ink := make([]float64, set.Dim())
		for i, v := range set.TrainX() {
			ink[i%len(ink)] += float64(v)
		}
		order := make([]int, len(ink))
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(a, b int) int { return int(math.Copysign(1, ink[a]-ink[b])) })
		for _, i := range order[:20] {
			s.Hide(i, true)
		}
		done(t, s, step, seed)
	}
}

// The twelve are about twice too sure; with dice for what copies leave open they are nearly honest.
func TestTheTwelveAreTooSure(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		got, s := asked(t, &Imputation, seed)
		if got != 0 {
			t.Errorf("seed %d: option %d happened, the doubt is %.2f of the error", seed, got, measure(t, s, "honest"))
		}
		turn(t, s, Turn{"dice", 1})
		within(t, seed, "doubt with dice for the copy too", measure(t, s, "honest"), 0.8, 1)
	}
}

// Eleven penguins have gaps, of which nobody knows, and no error counts them.
func TestRealGaps(t *testing.T) {
	claim(t)
	step, s := opened(t, &Imputation, "penguins", seeds[0])
	set, birds := s.Set(), 0
	for i := range set.Train + set.Valid {
		s.Show(i)
		if v := measure(t, s, "blank"); v > 0 {
			birds++
			done(t, s, step, seeds[0])
		}
	}
	if birds != 11 {
		t.Errorf("%d birds have gaps", birds)
	}
	if _, ok := s.Measure("gaps once"); ok {
		t.Error("somebody knows what was never measured")
	}
}

// On the heart PCA fills a stretch far better than the network.
func TestABeatWithAStretchGone(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, &Imputation, "beat", seed)
		if a, b := measure(t, s, "fill pca"), measure(t, s, "fill draws"); a > 0.8*b {
			t.Errorf("seed %d: PCA is off by %.4f, the twelve by %.4f", seed, a, b)
		}
		for i := range s.Set().Dim() {
			s.Hide(i, true)
		}
		done(t, s, step, seed)
	}
}

// Gaps that are no chance: what is known tells nothing of it.
func TestNothingInsideTells(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, &Imputation, "blind", seed)
		fair := measure(t, s, "fill draws")
		turn(t, s, Turn{"losing", 1})
		learn(s, 2000)
		done(t, s, step, seed)
		seen, gaps := measure(t, s, "fill draws"), measure(t, s, "gaps draws")
		if math.Abs(seen-fair) > 0.02 || gaps < 1.3*seen {
			t.Errorf("seed %d: what is known is off by %.3f, was by %.3f; the gaps by %.3f", seed, seen, fair, gaps)
		}
		for _, way := range ask.WayNames {
			if v := measure(t, s, "lean "+way); v > -0.05 {
				t.Errorf("seed %d: %s is too dark by %.3f", seed, way, -v)
			}
		}
	}
}

// Two numbers fill worse than the goal asks, and think too well of it; sixteen and dice for the copy reach it.
func TestImputationGoal(t *testing.T) {
	claim(t)
	offered(t, &Imputation, Imputation.Goal.Way...)
	for _, seed := range seeds {
		step, s := opened(t, &Imputation, "goal", seed)
		if n := until(s, step.Done, 4000); n >= 0 {
			t.Errorf("seed %d: two numbers reach the goal at step %d", seed, n)
		}
		turn(t, s, Turn{"dice", 1})
		if s.Read(step.Done).Reached {
			t.Errorf("seed %d: dice alone reach the goal", seed)
		}
		turn(t, s, Imputation.Goal.Way...)
		if n := until(s, step.Done, 4000); n < 0 {
			t.Errorf("seed %d: the goal is not reached, the twelve are off by %.4f", seed, measure(t, s, "fill draws"))
		}
	}
}

// The dial says what the words say.
func TestHolesAreCalled(t *testing.T) {
	if f := train.HoleNames[train.Strewn]; f != "a strewn third" {
		t.Errorf("the dial says %q", f)
	}
}

// What its page for teachers says: its tasks open runs by links, and name what comes out.
func TestTeachingImputation(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		off := func(link string, what ...string) (all []float64) {
			s := task(t, &Imputation, seed, link)
			for _, w := range what {
				all = append(all, measure(t, s, w))
			}
			return all
		}
		within(t, seed, "through two numbers", off("neck=2&holes=a-strewn-third&step=2000", "fill draws")[0], 0.2, 0.235)
		within(t, seed, "through sixteen", off("neck=16&holes=a-strewn-third&step=2000", "fill draws")[0], 0.165, 0.2)
		few := off("examples=64&holes=a-strewn-third&step=2000", "fill draws", "fill pca")
		within(t, seed, "64 examples, the twelve", few[0], 0.225, 0.245)
		within(t, seed, "64 examples, PCA", few[1], few[0], 0.27)
		half := off("holes=the-right-half&step=2000", "fill draws", "fill rounds", "fill mean")
		within(t, seed, "the right half, by draws", half[0], 0.245, 0.27)
		within(t, seed, "the right half, going round", half[1], half[0], 0.29)
		within(t, seed, "the right half, by the mean", half[2], half[0], 0.29)
		face := off("data=faces&beta=0.3&holes=the-middle&step=2000", "fill once", "fill rounds", "fill pca")
		within(t, seed, "the middle of a face, one pass", face[0], 0.14, 0.18)
		within(t, seed, "the middle of a face, going round", face[1], 0.11, 0.14)
		within(t, seed, "the middle of a face, PCA", face[2], 0.09, 0.11)
	}
}
