package lessons

import (
	"math"

	"hourglass/core/ask"
	"hourglass/core/train"
)

func init() {
	wide, one, start := barred(8), barred(1), Hourglass.Setup.Seed
	numbers["hourglass"] = []number{
		{in: "lose", says: "keeps the choice that costs more pixels when it is wrong: the place", turns: one, steps: 400, what: "factor 1", lo: 0.5, hi: 1},
		{in: "lose", says: "much the same copy, whatever their lean", turns: one, steps: 400, what: "factor 2", lo: 0, hi: 0.3},
		{in: "one", says: "fold its way through both choices", turns: one, steps: 2000, of: func(s *ask.Run) float64 { return float64(folds(s, 0) + folds(s, 1)) }, lo: 1, hi: 12},
		{in: "one", says: "over half of the lean comes back", turns: one, steps: 2000, what: "factor 2", lo: 0.5, hi: 1},
		{in: "one", says: "the loss is still about 0.05", turns: one, steps: 2000, what: "loss", lo: 0.045, hi: 0.059},
		{in: "one", says: "two numbers leave 0.03 or less", turns: barred(2), steps: 2000, what: "loss", lo: 0, hi: 0.03},
		{in: "widen", says: "After 3,000 steps eight numbers leave a third of the loss of two, or less", turns: wide, steps: 3000, of: lossOverTwo, lo: 0, hi: 1.0 / 3},
		{in: "widen", says: "bring the loss below 0.004", turns: wide, steps: 3000, what: "loss", lo: 0, hi: 0.004},
		{in: "widen", says: "bring the loss below 0.004", turns: barred(6), steps: 3000, what: "loss", lo: 0, hi: 0.004},
		{in: "widen", says: "on this start 0.02 from the nearest real picture", turns: barred(2), steps: 2000, what: "fit", lo: 0.015, hi: 0.025, seed: start},
		{in: "widen", says: "eight give smudges, over 0.05 from it", turns: wide, steps: 2000, what: "fit", lo: 0.05, hi: 0.1},
		{in: "goal", says: "At 0.003 this start takes about 3,100 steps", turns: barred(2), of: toGoal, lo: 3050, hi: 3150, seed: start},
		{in: "goal", says: "small crawls", turns: []Turn{{"rate", 0.001}}, of: toGoal, lo: 6000, hi: math.Inf(1)},
		{in: "goal", says: "absurd blows up", turns: []Turn{{"rate", 10}}, steps: 100, what: "exploded", lo: 1, hi: 1},
	}
	given["hourglass"] = map[string][]string{
		"squeeze": {"Each picture has 49 pixels"},
		"map":     {"It trains to 2,000 steps first"},
		"draw":    {"Again 2,000 steps come first"},
		"one":     {"it trains to 2,000 steps first"},
		"widen":   {"at 49 it could pass every pixel through"},
		"goal":    {"A loss of 0.010 means that a pixel is off by a tenth", "bring the loss below 0.010"},
	}
}

// lossOverTwo is the loss of a run as a share of that of two numbers after as many steps.
func lossOverTwo(s *ask.Run) float64 {
	setup := s.Start
	setup.Neck = 2
	two, err := ask.New(setup)
	if err != nil {
		return math.NaN()
	}
	step, _ := s.At()
	learn(two, step)
	return float64(s.Now().Loss / two.Now().Loss)
}

// toGoal is the step at which a run that begins now reaches the goal, as its curve has it; infinite where that takes more than 12,000 steps.
func toGoal(s *ask.Run) float64 {
	var snap train.Snapshot
	for range 120 {
		learn(s, 100)
		s.Snapshot(&snap, 0)
		for _, p := range snap.Points {
			if float64(p.Loss) < 0.010 {
				return float64(p.Step)
			}
		}
	}
	return math.Inf(1)
}
