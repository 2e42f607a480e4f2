package lessons

import (
	"math"

	"hourglass/core/ask"
	"hourglass/core/train"
)

func init() {
	third := holesInDigits(train.Strewn)
	half, birds, beat := holesInDigits(train.Half), holesInBirds(), holesInBeats()
	pixel := Turn{"dice", float64(train.ThrowPixel)}
	blind := holesInDigits(train.Strewn, Turn{"missing", 0.3})
	bright := []stage{{[]Turn{{"losing", 1}}, 2000}}
	of := func(what string) func(s *ask.Run) float64 {
		return func(s *ask.Run) float64 {
			if v, ok := s.Measure(what); ok {
				return v
			}
			return math.NaN()
		}
	}
	// over is one measure as a share of another.
	over := func(a, b string) func(s *ask.Run) float64 {
		return func(s *ask.Run) float64 { return of(a)(s) / of(b)(s) }
	}
	// dialled is a measure with a dial turned, as a share of what it is with the dial at rest.
	dialled := func(what, dial string, v float64) func(s *ask.Run) float64 {
		return func(s *ask.Run) float64 {
			was := of(what)(s)
			i := train.DialIndex(dial)
			rest := s.View.Dials[i]
			_ = s.Dial(i, v)
			now := of(what)(s)
			_ = s.Dial(i, rest)
			return now / was
		}
	}
	open := holesInDigits(train.Strewn, Turn{"neck", 2})
	numbers["imputation"] = []number{
		{in: "ways", says: "The mean of each place is off by 0.26 to 0.28", turns: third, steps: 2000, what: "fill mean", lo: 0.26, hi: 0.28},
		{in: "ways", says: "brings that to about 0.2", turns: third, steps: 2000, what: "fill once", lo: 0.185, hi: 0.215},
		{in: "ways", says: "and let it go round", turns: third, steps: 2000, of: over("fill rounds", "fill once"), lo: 0.85, hi: 1},
		{in: "ways", says: "From each of eight starts it is better", turns: third, steps: 2000, of: over("fill pca", "fill rounds"), lo: 0.88, hi: 1},
		{in: "sure", says: "Between five and six tenths", turns: third, steps: 2000, what: "honest", lo: 0.5, hi: 0.6},
		{in: "sure", says: "the doubt is 0.84 to 0.92 of the error", turns: holesInDigits(train.Strewn, pixel), steps: 2000, what: "honest", lo: 0.835, hi: 0.925},
		{in: "sure", says: "their mean hardly worse", turns: third, steps: 2000, of: dialled("fill draws", "dice", float64(train.ThrowPixel)), lo: 1, hi: 1.06},
		{in: "penguins", says: "misses it by 740 to 960 g", turns: birds, steps: 3000, what: "fill mean 4", lo: 740, hi: 960},
		{in: "penguins", says: "one pass by 320 to 560 g", turns: birds, steps: 3000, what: "fill once 4", lo: 320, hi: 560},
		{in: "penguins", says: "PCA by 330 to 480 g", turns: birds, steps: 3000, what: "fill pca 4", lo: 330, hi: 480},
		{in: "penguins", says: "five are worse than one", turns: birds, steps: 3000, of: dialled("fill rounds", "rounds", 5), lo: 1.005, hi: 2},
		{in: "beat", says: "the twelve are off by 0.066 to 0.094", turns: beat, steps: 2000, what: "fill draws", lo: 0.066, hi: 0.0942},
		{in: "beat", says: "the mean of each place by 0.087 to 0.103", turns: beat, steps: 2000, what: "fill mean", lo: 0.087, hi: 0.103},
		{in: "beat", says: "PCA by 0.049 to 0.063", turns: beat, steps: 2000, what: "fill pca", lo: 0.0485, hi: 0.063},
		{in: "blind", says: "the error there and in the true gaps is the same, 0.19 to 0.22", turns: blind, steps: 2000, what: "fill draws", lo: 0.19, hi: 0.22},
		{in: "blind", says: "the error there and in the true gaps is the same, 0.19 to 0.22", turns: blind, steps: 2000, what: "gaps draws", lo: 0.19, hi: 0.22},
		{in: "goal", says: "They are off by more than 0.2", turns: open, steps: 2000, what: "fill draws", lo: 0.2, hi: 0.25},
		{in: "goal", says: "think that they are off by a quarter of that", turns: open, steps: 2000, what: "honest", lo: 0.2, hi: 0.32},
		{in: "lies", says: "says 0.18 to 0.22 whether the bright are missing or any", turns: blind, steps: 2000, then: bright, what: "fill draws", lo: 0.18, hi: 0.22},
		{in: "lies", says: "the twelve are then off by 0.26 to 0.32", turns: blind, steps: 2000, then: bright, what: "gaps draws", lo: 0.26, hi: 0.32},
		{in: "lies", says: "the means by 0.22 to 0.25", turns: blind, steps: 2000, then: bright, what: "lean mean", lo: -0.25, hi: -0.22},
		{in: "lies", says: "PCA by 0.14 to 0.18", turns: blind, steps: 2000, then: bright, what: "lean pca", lo: -0.18, hi: -0.14},
		{in: "lies", says: "the twelve by 0.11 to 0.17", turns: blind, steps: 2000, then: bright, what: "lean draws", lo: -0.17, hi: -0.11},
		{in: "lies", says: "their doubt is less than half of the error", turns: blind, steps: 2000, then: bright, what: "honest gaps", lo: 0.3, hi: 0.5},
		{in: "lies", says: "the loss even falls", turns: blind, steps: 2000, what: "valid", lo: 0.31, hi: 0.4},
		{in: "lies", says: "the loss even falls", turns: blind, steps: 2000, then: bright, what: "valid", lo: 0.2, hi: 0.305},
		{in: "twelve", says: "At the right edge the twelve say dark", turns: half, steps: 2000, of: saysAtEdge, lo: 0, hi: 0.05},
		{in: "twelve", says: "It is not largest furthest from what is seen", turns: half, steps: 2000, of: doubtAtEdge, lo: 0, hi: 0.3},
		{in: "goal", says: "They are off by more than 0.2", turns: open, steps: 4000, what: "fill draws", lo: 0.2, hi: 0.25},
	}
	given["imputation"] = map[string][]string{
		"strike":   {"8 by 8 pixels", "for 1,000 steps"},
		"ways":     {"It trains to 2,000 steps first"},
		"twelve":   {"It trains to 2,000 steps first", "by less than 0.06"},
		"penguins": {"It trains to 3,000 steps first, on 344 penguins", "reads 0 as a hole"},
		"beat":     {"It trains to 2,000 steps first"},
		"blind":    {"It trains to 2,000 steps first", "press Play for 2,000 steps"},
		"goal":     {"no better than 0.25 within 0.190"},
	}
}

// edgeOf are the numbers of the shown digit in its last column, filled by the twelve: their mean, and how far they are apart as a share of the column next to
// what is seen.
func edgeOf(s *ask.Run) (grey, share float64) {
	fill, dim := ask.NewFiller(s.Set(), ask.SeenPCA(s.Set()), 1), s.Set().Dim()
	m, mem, w := s.Network()
	mean, variance := make([]float32, dim), make([]float32, dim)
	fill.Twelve(mean, variance, ask.Net{Model: m, Mem: mem, W: w}, s.View.Input, s.View.Hidden(nil, s.Set()), 5, train.ThrowCode, &s.Setup)
	for i := 7; i < dim; i += 8 {
		grey += float64(mean[i]) / 8
	}
	var column [8]float64
	for i, v := range variance {
		column[i%8] += math.Sqrt(float64(v))
	}
	return grey, column[7] / column[4]
}

func saysAtEdge(s *ask.Run) float64 { grey, _ := edgeOf(s); return grey }

func doubtAtEdge(s *ask.Run) float64 { _, share := edgeOf(s); return share }
