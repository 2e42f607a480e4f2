package lessons

import (
	"math"

	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
)

// The numbers of the lesson on sparse codes.
func init() {
	hardly := []Turn{{"pressure", 1e-5}}
	priced := []stage{{[]Turn{{"pressure", 0.003}}, 0}}
	silenced := []stage{{[]Turn{{"pressure", 0.1}}, 600}}
	back := append(silenced[:1:1], stage{[]Turn{{"pressure", 0.003}}, 1000})
	dodged := []Turn{{"decay", 0}}
	loud := []stage{{[]Turn{{"pressure", 0.3}}, 300}}
	topK, kSparse := []Turn{{"sparse", float64(ae.TopK)}, {"keep", 4}}, []Turn{{"sparse", float64(ae.KSparse)}, {"keep", 4}}
	kl := []Turn{{"sparse", float64(ae.SparseKL)}, {"awake", 0.03}}
	tight, spare := []Turn{{"neck", 14}}, []Turn{{"neck", 20}}
	farther := func(s *ask.Run) float64 {
		off, _ := s.Measure(copied)
		dense, _ := s.Measure("twin " + copied)
		return off / dense
	}
	numbers["sparsity"] = []number{
		{in: "watch", says: "about two in a picture", of: barsAPicture, lo: 1.75, hi: 2.25},
		{in: "watch", says: "until twelve bars are owned", of: wanting("watch", 2000), lo: 500, hi: 1000},

		{in: "dense", says: "most tiles are mixtures", turns: hardly, steps: 500, what: "owned", lo: 0, hi: 4},
		{in: "dense", says: "most tiles are mixtures", turns: hardly, steps: 500, of: clearTiles, lo: 0, hi: 7},
		{in: "dense", says: "most tiles are mixtures", turns: hardly, steps: 500, what: "twin owned", lo: 0, hi: 1},
		{in: "dense", says: "Both copy well", turns: hardly, steps: 500, what: copied, lo: 0, hi: 0.006},
		{in: "dense", says: "Both copy well", turns: hardly, steps: 500, what: "twin " + copied, lo: 0, hi: 0.006},
		{in: "dense", says: "watch until twelve bars are owned", turns: hardly, steps: 500, then: priced, of: wanting("dense", 2000), lo: 0, hi: 1000},
		{in: "dense", says: "watch until twelve bars are owned", turns: hardly, steps: 500, then: []stage{{nil, 1000}}, what: "twin owned", lo: 0, hi: 1},

		{in: "predict", says: "some 62 of its 64 units", steps: 2000, what: "twin awake", lo: 61.5, hi: 62.5},
		{in: "predict", says: "about two bars", of: barsAPicture, lo: 1.75, hi: 2.25},
		{in: "wake", says: "Three to five, for two bars", steps: 2000, what: "awake", lo: 3, hi: 5},
		{in: "wake", says: "a unit for each bar", steps: 2000, what: "owned", lo: 14, hi: 14},
		{in: "wake", says: "one that darkens the whole picture", steps: 2000, of: darkening, lo: 1, hi: 1},
		{in: "wake", says: "0.007 to 0.012 off", steps: 2000, what: copied, lo: 0.007, hi: 0.012},
		{in: "wake", says: "about three times as far", steps: 2000, of: farther, lo: 2.7, hi: 3.9},

		{in: "units", says: "nearly one tone", steps: 2000, of: unevenBias, lo: 0, hi: 0.12},
		{in: "units", says: "a second one wakes, and the first goes on speaking", steps: 2000, of: unpaired, lo: 0, hi: 0},

		{in: "silence", says: "60 units or more never wake", steps: 2000, then: silenced, what: "dead", lo: 60, hi: 64},
		{in: "silence", says: "at 0.1 no bar is worth its price", steps: 2000, then: silenced, what: "owned", lo: 0, hi: 0},
		{in: "silence", says: "Turn back to 0.003 and play on: they stay dead", steps: 2000, then: back, what: "dead", lo: 60, hi: 64},
		{in: "silence", says: "Its tile only fades", steps: 2000, then: back, of: fadedTiles, lo: 60, hi: 64},

		{in: "others", says: "press Play with TopK until twelve bars are owned, in 3,000 steps at most", turns: topK, of: wanting("others", 4000), lo: 1500, hi: 3000},
		{in: "others", says: "the four largest outputs pass", turns: topK, steps: 1500, what: "awake", lo: 0, hi: 4},
		{in: "others", says: "All find the bars, or nearly all", turns: kSparse, steps: 3000, what: "owned", lo: 12, hi: 14},
		{in: "others", says: "All find the bars, or nearly all", turns: kl, steps: 2000, what: "owned", lo: 12, hi: 14},
		{in: "others", says: "most count as awake", turns: kl, steps: 2000, what: "awake", lo: 50, hi: 64},

		{in: "goal", says: "it may take 2,000 steps", turns: Sparsity.Goal.Way, of: wanting("goal", 3000), lo: 500, hi: 2000},

		{in: "lies", says: "the tiles stay as clear as they were", turns: dodged, steps: 2000, of: clearTiles, lo: 13, hi: 14},
		{in: "lies", says: "the tiles stay as clear as they were", turns: dodged, steps: 2000, then: loud, of: clearTiles, lo: 13, hi: 14},
		{in: "lies", says: "hardly a unit still speaks", turns: dodged, steps: 2000, then: loud, what: "awake", lo: 0, hi: 0.25},
		{in: "lies", says: "with no decay and 14,000 steps it falls again, to 11 or fewer", turns: dodged, steps: 14000, what: "owned", lo: 0, hi: 11},
		{in: "lies", says: "fourteen units are not enough for fourteen bars", turns: tight, steps: 4000, what: "owned", lo: 0, hi: 12},
		{in: "lies", says: "With 20 all are found", turns: spare, steps: 4000, what: "owned", lo: 14, hi: 14},
		{in: "lies", says: "of 64, fifteen live on", steps: 6000, what: "dead", lo: 49, hi: 49},
	}
	given["sparsity"] = map[string][]string{
		"watch":   {"7 rows and 7 columns", "64 units", "**L1**"},
		"dense":   {"500 steps", "0.00001", "0.003"},
		"predict": {"0.003"},
		"units":   {"2,000 steps"},
		"silence": {"2,000 steps", "Pressure to 0.1"},
		"others":  {"0.03"},
		"goal":    {"all 14", "24 **Code units**", "0.85", "1 is always", "0 is by chance", "0.5"},
		"lies":    {"to 0, train 2,000 steps, then turn Pressure to 0.3", "under L1"},
	}
}

// wanting counts how many steps a step of the lesson still wants, at most so many; -1 when that is not enough.
func wanting(id string, most int) func(*ask.Run) float64 {
	return func(s *ask.Run) float64 {
		for i := range Sparsity.Steps {
			if Sparsity.Steps[i].ID == id {
				return float64(until(s, Sparsity.Steps[i].Done, most))
			}
		}
		return -1
	}
}

// barsAPicture is how many bars a picture holds on average.
func barsAPicture(s *ask.Run) float64 {
	set, sum := s.Set(), 0.0
	for _, f := range set.Factors {
		sum += float64(f)
	}
	return sum / float64(len(set.Factors)/(2*data.Side))
}

// fadedTiles counts the code units whose weights to all pixels are next to nothing.
func fadedTiles(s *ask.Run) float64 {
	fan, n := tiles(s), 0
	for unit := range fan.In {
		most := 0.0
		for i := range fan.Out {
			most = max(most, math.Abs(float64(fan.At(unit, i))))
		}
		if most < 0.1 {
			n++
		}
	}
	return float64(n)
}

// unevenBias is how far apart the lightest and the darkest pixel are that the decoder paints when nobody speaks.
func unevenBias(s *ask.Run) float64 {
	fan := tiles(s)
	lo, hi := 1.0, 0.0
	for _, b := range fan.B {
		v := 1 / (1 + math.Exp(-float64(b)))
		lo, hi = min(lo, v), max(hi, v)
	}
	return hi - lo
}
