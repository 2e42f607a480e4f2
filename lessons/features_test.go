package lessons

import (
	"slices"
	"strings"
	"testing"

	"hourglass/core/ask"
	"hourglass/core/stat"
	"hourglass/core/train"
)

func init() {
	levers["features"] = [][]Turn{{}, {{"data", clothes}, {"width", 48}}, {{"rate", 0.0001}}}
}

// What would answer the question is pointed at by no step before the one that asks, so that the page keeps it until the bet, nor told there in numbers.
func TestNothingNamesBeforeTheBet(t *testing.T) {
	asks := slices.IndexFunc(Features.Steps, func(s Step) bool { return s.Ask != "" })
	if asks < 0 || len(Features.Question.Hides) == 0 {
		t.Fatal("nobody asks, or nothing waits")
	}
	for i, s := range Features.Steps[:asks] {
		for _, hidden := range Features.Question.Hides {
			if slices.Contains(s.Point, hidden) {
				t.Errorf("step %s points at %s", s.ID, hidden)
			}
		}
		for _, tell := range Features.Tells {
			if strings.HasPrefix(tell.What, "centroid ") && (tell.From == s.ID || tell.From == "" && i == 0) {
				t.Errorf("step %s tells %s", s.ID, tell.What)
			}
		}
	}
}

// The crowd is sorted by copying: without labels the five nearest come to be of one label far more often than by the untrained network.
func TestCopyingSortsTheCrowd(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		first, s := opened(t, &Features, "crowd", seed)
		was := measure(t, s, "alike code")
		learn(s, 1000)
		done(t, s, first, seed)
		if now := measure(t, s, "alike code"); now < was+0.15 || now < 0.87 {
			t.Errorf("seed %d: %.3f of the nearest are alike, before training %.3f", seed, now, was)
		}
		if s.Setup.Recipe().Label.Classes != 0 {
			t.Error("the network is told of labels")
		}
		if set := s.Set(); set.Train != 1024 || set.Valid != 384 {
			t.Errorf("%d to practise on, %d unseen", set.Train, set.Valid)
		}
	}
}

// Some digit has a cross in the row of the code, so that the step can be done; not every one has, and the one that it opens with is not always it.
func TestACrossCanBeFound(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		for _, id := range []string{"nearest", "clothes"} {
			step, s := opened(t, &Features, id, seed)
			crossed := 0
			for i := range s.Set().Valid {
				s.Show(s.Set().Train + i)
				if s.Read(step.Done).Reached {
					crossed++
				}
			}
			if share := float64(crossed) / float64(s.Set().Valid); share < 0.08 || share > 0.5 {
				t.Errorf("seed %d: %s is done by %.2f of the examples", seed, id, share)
			}
		}
	}
}

// With one label a class the code is ahead of the pixels, with twenty behind.
func TestFewLabels(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		if got, s := asked(t, &Features, seed); got != 0 {
			t.Errorf("seed %d: option %d happened, ahead by %.3f and %.3f", seed, got, measure(t, s, "ahead 1"), measure(t, s, "ahead 20"))
		}
	}
}

// A neck of two puts the network further ahead of PCA than one of six does.
func TestANarrowNeckPays(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, &Features, "narrow", seed)
		six := measure(t, s, "alike code") - measure(t, s, "alike pca")
		turn(t, s, Turn{"neck", 2})
		learn(s, 2000)
		done(t, s, step, seed)
		if two := measure(t, s, "alike code") - measure(t, s, "alike pca"); two < six+0.05 {
			t.Errorf("seed %d: ahead of PCA by %.3f with two numbers, by %.3f with six", seed, two, six)
		}
	}
}

// Shoes keep apart: of the five nearest to a sandal, a trainer or a boot hardly one is anything else, while a shirt's are mostly other clothes for the upper body.
func TestShoesKeepApart(t *testing.T) {
	claim(t)
	const tShirt, pullover, coat, sandal, shirt, trainer, boot = 0, 2, 4, 5, 6, 7, 9
	for _, seed := range seeds {
		_, s := opened(t, &Features, "clothes", seed)
		shoes, mixed := kin(s, []int32{sandal, trainer, boot}), kin(s, []int32{tShirt, pullover, coat, shirt})
		own := kin(s, []int32{shirt})
		if shoes < 0.97 || mixed < 0.85 || own > 0.5 {
			t.Errorf("seed %d: of a shoe's neighbours %.2f are shoes, of upper clothes %.2f, of shirts %.2f shirts", seed, shoes, mixed, own)
		}
	}
}

// kin is the share of the five nearest, by the code, of the unseen examples of some classes that are of these classes.
func kin(s *ask.Run, classes []int32) float64 {
	set := s.Set()
	in := func(label int32) bool {
		for _, c := range classes {
			if c == label {
				return true
			}
		}
		return false
	}
	codes := append([]float32(nil), s.Codes(set.TrainX())...)
	neck := s.Setup.Neck
	all, same := 0, 0
	for i := range set.Valid {
		if !in(set.Labels[set.Train+i]) {
			continue
		}
		for _, n := range stat.Nearest(nil, codes, s.Codes(set.Picture(set.Train + i))[:neck], ask.Near, -1) {
			all++
			if in(set.Labels[n.Row]) {
				same++
			}
		}
	}
	return float64(same) / float64(all)
}

// The heaps of penguins are those of one sex on one island: a penguin's five nearest are nearly always of its sex and its island.
func TestHeapsOfPenguins(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, &Features, "penguins", seed)
		set := s.Set()
		codes := append([]float32(nil), s.Codes(set.TrainX())...)
		all, same := 0, 0
		for i := range set.Valid {
			x := set.Picture(set.Train + i)
			if x[4] == 0 { // nobody noted its sex
				continue
			}
			for _, n := range stat.Nearest(nil, codes, s.Codes(x)[:2], ask.Near, -1) {
				y := set.Picture(n.Row)
				all++
				if x[4] == y[4] && x[5] == y[5] && x[6] == y[6] && x[7] == y[7] {
					same++
				}
			}
		}
		if share := float64(same) / float64(all); share < 0.93 {
			t.Errorf("seed %d: %.2f of the nearest are of the same sex and island", seed, share)
		}
		turn(t, s, Turn{"colours", train.ByHome})
		done(t, s, step, seed)
	}
}

// K-means finds ten groups among shuffled numbers too, and they say nothing of the labels.
func TestGroupsInNoise(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, &Features, "count", seed)
		turn(t, s, Turn{"colours", train.ByNothing})
		done(t, s, step, seed)
		noise, code := grouped(s, true), grouped(s, false)
		if noise.Purity > 0.25 || code.Purity < 0.7 {
			t.Errorf("seed %d: the purity is %.2f, of shuffled numbers %.2f", seed, code.Purity, noise.Purity)
		}
		if noise.Left < 1.5*code.Left {
			t.Errorf("seed %d: %.2f of the spread is left, of shuffled numbers %.2f", seed, code.Left, noise.Left)
		}
	}
}

// With few pictures to practise on the goal is out of reach, with many it comes.
func TestFeaturesGoal(t *testing.T) {
	claim(t)
	offered(t, &Features, Features.Goal.Way...)
	for _, seed := range seeds {
		step, s := opened(t, &Features, "goal", seed)
		if n := until(s, step.Done, 8000); n >= 0 {
			t.Errorf("seed %d: 64 pictures reach the goal at step %d", seed, n)
		}
		turn(t, s, Features.Goal.Way...)
		if err := s.Again(); err != nil {
			t.Fatal(err)
		}
		if n := until(s, step.Done, 4000); n < 0 {
			t.Errorf("seed %d: the goal is not reached, %.3f are named", seed, measure(t, s, "centroid code 5"))
		}
	}
}

// What its page for teachers says: its tasks open runs by links, and name what comes out.
func TestTeachingFeatures(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		ran := func(link string) *ask.Run { return task(t, &Features, seed, link) }
		alike := map[string][2]float64{"1": {0.35, 0.6}, "2": {0.66, 0.8}, "4": {0.86, 0.92}, "16": {0.94, 0.98}}
		straight := map[string][2]float64{"1": {0.27, 0.34}, "16": {0.94, 0.98}}
		for neck, bounds := range alike {
			r := ran("neck=" + neck + "&step=2000")
			within(t, seed, "alike through "+neck, measure(t, r, "alike code"), bounds[0], bounds[1])
			if bounds, ok := straight[neck]; ok {
				within(t, seed, "alike by PCA with "+neck, measure(t, r, "alike pca"), bounds[0], bounds[1])
			}
		}
		named := map[string][2]float64{"64": {0.64, 0.76}, "256": {0.72, 0.82}, "1024": {0.78, 0.85}}
		for examples, bounds := range named {
			within(t, seed, "named with "+examples, measure(t, ran("neck=5&examples="+examples+"&step=2000"), "centroid code 5"), bounds[0], bounds[1])
		}
		torn := ran("noise=masking&amount=0.5&step=2000")
		within(t, seed, "alike with half of the pixels gone", measure(t, torn, "alike code"), 0.83, min(0.9, measure(t, ran("step=2000"), "alike code")))
	}
}
