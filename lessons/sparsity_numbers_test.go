package lessons

import (
	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
)

func init() {
	opening := []Turn{{"pressure", 0.0001}}
	priced := []stage{{[]Turn{{"pressure", 0.003}}, 250}}
	silenced := []stage{{[]Turn{{"pressure", 0.1}}, 600}}
	tight, spare := []Turn{{"neck", 14}}, []Turn{{"neck", 20}}
	kl := []Turn{{"sparse", float64(ae.SparseKL)}, {"awake", 0.03}}
	way := append([]Turn{{"sparse", float64(ae.Dense)}}, Sparsity.Goal.Way...)
	numbers["sparsity"] = []number{
		{in: "watch", says: "w", of: barsAPicture, lo: 0, hi: 100},
		{in: "watch", says: "reach12", steps: 0, of: func(s *ask.Run) float64 { return float64(until(s, Sparsity.Steps[0].Done, 2000)) }, lo: 0, hi: 1e9},
		{in: "dense", says: "few", turns: opening, steps: 500, what: "owned", hi: 1e9},
		{in: "dense", says: "few300", turns: opening, steps: 300, what: "owned", hi: 1e9},
		{in: "dense", says: "cop", turns: opening, steps: 500, what: copied, hi: 1e9},
		{in: "dense", says: "tcop", turns: opening, steps: 500, what: "twin " + copied, hi: 1e9},
		{in: "dense", says: "none", turns: opening, steps: 500, what: "twin owned", hi: 1e9},
		{in: "dense", says: "aw", turns: opening, steps: 500, what: "awake", hi: 1e9},
		{in: "dense", says: "clear", turns: opening, steps: 500, of: clearTiles, hi: 1e9},
		{in: "dense", says: "clear250", turns: opening, steps: 500, then: priced, of: clearTiles, hi: 1e9},
		{in: "dense", says: "then", turns: opening, steps: 500, then: priced, what: "owned", hi: 1e9},
		{in: "dense", says: "then twin", turns: opening, steps: 500, then: priced, what: "twin owned", hi: 1e9},
		{in: "predict", says: "62", steps: 2000, what: "twin awake", hi: 1e9},
		{in: "wake", says: "three to five", steps: 2000, what: "awake", hi: 1e9},
		{in: "wake", says: "off", steps: 2000, what: copied, hi: 1e9},
		{in: "wake", says: "twin off", steps: 2000, what: "twin " + copied, hi: 1e9},
		{in: "wake", says: "owned", steps: 2000, what: "owned", hi: 1e9},
		{in: "wake", says: "tw owned", steps: 2000, what: "twin owned", hi: 1e9},
		{in: "wake", says: "dead", steps: 2000, what: "dead", hi: 1e9},
		{in: "silence", says: "dead", steps: 2000, then: silenced, what: "dead", hi: 1e9},
		{in: "silence", says: "awake", steps: 2000, then: silenced, what: "awake", hi: 1e9},
		{in: "silence", says: "back", steps: 2000, then: append(silenced, stage{[]Turn{{"pressure", 0.003}}, 1000}), what: "dead", hi: 1e9},
		{in: "others", says: "topk", turns: []Turn{{"sparse", float64(ae.TopK)}, {"keep", 4}}, steps: 1500, what: "owned", hi: 1e9},
		{in: "others", says: "topk awake", turns: []Turn{{"sparse", float64(ae.TopK)}, {"keep", 4}}, steps: 1500, what: "awake", hi: 1e9},
		{in: "others", says: "ksparse", turns: []Turn{{"sparse", float64(ae.KSparse)}, {"keep", 4}}, steps: 1500, what: "owned", hi: 1e9},
		{in: "others", says: "ksparse 3000", turns: []Turn{{"sparse", float64(ae.KSparse)}, {"keep", 4}}, steps: 3000, what: "owned", hi: 1e9},
		{in: "others", says: "kl", turns: kl, steps: 1500, what: "owned", hi: 1e9},
		{in: "others", says: "kl awake", turns: kl, steps: 1500, what: "awake", hi: 1e9},
		{in: "others", says: "kl 2000", turns: kl, steps: 2000, what: "owned", hi: 1e9},
		{in: "others", says: "kl awake", turns: kl, steps: 2000, what: "awake", hi: 1e9},
		{in: "goal", says: "24", turns: way, of: func(s *ask.Run) float64 { return float64(until(s, possessed, 6000)) }, hi: 1e9},
		{in: "lies", says: "decay", turns: []Turn{{"decay", 0}}, steps: 2000, then: []stage{{[]Turn{{"pressure", 0.3}}, 300}}, what: "awake", hi: 1e9},
		{in: "lies", says: "decay clear", turns: []Turn{{"decay", 0}}, steps: 2000, of: clearTiles, hi: 1e9},
		{in: "lies", says: "decay clear", turns: []Turn{{"decay", 0}}, steps: 2000, then: []stage{{[]Turn{{"pressure", 0.3}}, 300}}, of: clearTiles, hi: 1e9},
		{in: "lies", says: "falls", turns: []Turn{{"decay", 0}}, steps: 14000, what: "owned", hi: 1e9},
		{in: "lies", says: "14", turns: tight, steps: 4000, what: "owned", hi: 1e9},
		{in: "lies", says: "20", turns: spare, steps: 4000, what: "owned", hi: 1e9},
		{in: "lies", says: "live", steps: 6000, what: "dead", hi: 1e9},
		{in: "lies", says: "live owned", steps: 6000, what: "owned", hi: 1e9},
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
