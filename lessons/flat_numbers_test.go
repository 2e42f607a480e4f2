package lessons

import (
	"hourglass/core/ask"
	"hourglass/core/jacobi"
)

// What the words of the lesson flat say of its runs.
func init() {
	arcs, sheet, question := Flat.Steps[0].Turns, Flat.Steps[1].Turns, squeezed(crossed, 2)
	rate := func(what, by string) func(*ask.Run) float64 { // one measure by another
		return func(s *ask.Run) float64 { a, _ := s.Measure(what); b, _ := s.Measure(by); return a / b }
	}
	many := stage{[]Turn{{"neck", 14}}, 1000}
	numbers["flat"] = []number{
		{in: "least", says: "no straight method leaves less squared error", turns: arcs, steps: 1000, what: "twin over pca", lo: -1e-6, hi: 0.02},
		{in: "least", says: "and what the right one does", turns: arcs, steps: 600, what: "over pca", lo: -1, hi: -0.9},
		{in: "sheet", says: "within 0.5 % of PCA", turns: sheet, steps: 500, what: "twin over pca", lo: -1e-6, hi: 0.005},
		{in: "bend", says: "less than a fifth of PCA's error", turns: sheet, steps: 2000, what: "over pca", lo: -1, hi: -0.8},
		{in: "crossed", says: "less than half of PCA's error", turns: question, steps: 3000, what: "over pca", lo: -1, hi: -0.5},
		{in: "crossed", says: "about 0.06 against 0.145", turns: question, steps: 3000, what: "loss", lo: 0.05, hi: 0.07},
		{in: "crossed", says: "about 0.06 against 0.145", turns: question, steps: 3000, what: "pca", lo: 0.135, hi: 0.155},
		{in: "crossed", says: "between a little worse than PCA and a quarter better", turns: question, steps: 3000, what: "valid over pca", lo: -0.28, hi: 0.06},
		{in: "crossed", says: "two to three times as high as the other", turns: question, steps: 3000, of: rate("valid", "loss"), lo: 1.9, hi: 3},
		{in: "many", says: "below a tenth of what it was with two", turns: squeezed(crossed, 2), then: []stage{many}, of: func(s *ask.Run) float64 {
			straight := pcaOf(s)
			return straight.Error(14) / straight.Error(2)
		}, lo: 0.03, hi: 0.1},
		{in: "many", says: "below 0.013", turns: squeezed(crossed, 2), then: []stage{many}, what: "twin", lo: 0, hi: 0.013},
		{in: "many", says: "After 1,000 steps the bent one has less on pictures practised on", turns: squeezed(crossed, 2), then: []stage{many}, of: rate("loss", "twin"), lo: 0, hi: 0.7},
		{in: "many", says: "more than the straight one on those set aside", turns: squeezed(crossed, 2), then: []stage{many}, of: rate("valid", "twin valid"), lo: 1, hi: 3},
		{in: "goal", says: "about two thirds of a per cent above", turns: Flat.Steps[5].Turns, steps: 1000, of: trembling, lo: 0.0055, hi: 0.008},
		{in: "goal", says: "within 0.1 % of PCA", turns: Flat.Steps[5].Turns, steps: 2000, then: []stage{{[]Turn{{"rate", 0.001}}, 500}}, what: "twin over pca", lo: -1e-6, hi: 0.001},
		{in: "lies", says: "little more than half of how the bars vary", turns: sheet, of: func(s *ask.Run) float64 {
			straight := pcaOf(s)
			return 1 - straight.Error(3)/straight.Error(0)
		}, lo: 0.5, hi: 0.6},
		{in: "lies", says: "falls on and on after step 3,000", turns: question, steps: 3000, of: later("loss"), lo: 0.7, hi: 0.96},
		{in: "lies", says: "stays where it is, or grows", turns: question, steps: 3000, of: later("valid"), lo: 0.98, hi: 1.1},
	}
	given["flat"] = map[string][]string{
		"sheet":   {"Each of their 49 pixels", "a space of 49 directions"},
		"bend":    {"16 units before the neck and 16 after it"},
		"predict": {"256 pictures practised on", "128 set aside", "each of 7 rows and 7 columns"},
		"many":    {"set Neck to 14", "for 1,000 steps at least"},
		"goal":    {"a rate of 0.01", "32 pictures"},
	}
}

// pcaOf is the page's analysis of a run's training pictures.
func pcaOf(s *ask.Run) *jacobi.PCA {
	set := s.Set()
	return jacobi.Fit(set.TrainX(), set.Train, set.Dim())
}
