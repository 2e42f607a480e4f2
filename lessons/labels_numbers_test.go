package lessons

import "hourglass/core/ask"

// oneOfEach buys the first example of each kind, before the first step.
func oneOfEach(s *ask.Run) {
	set := s.Set()
	var seen [64]bool
	for i, l := range set.Labels[:set.Train] {
		if !seen[l] {
			seen[l] = true
			buyLabel(s, i)
		}
	}
}

// mayAsk are turns with so many labels that the network may ask for.
func mayAsk(turns []Turn, n float64) []Turn {
	for i := range turns {
		if turns[i].Knob == "asks" {
			turns[i].Value = n
		}
	}
	return turns
}

// What the words of the lesson say of its runs, see numbers.
func init() {
	random, asking, asks := written(10), mayAsk(written(0), 10), mayAsk(crescents(1, 1), 9)
	over := func(what string) func(*ask.Run) float64 {
		return func(s *ask.Run) float64 {
			a, _ := s.Measure(what)
			b, _ := s.Measure("accuracy")
			return a - b
		}
	}
	eye := func(what string) func(*ask.Run) float64 {
		return func(s *ask.Run) float64 {
			if step, _ := s.At(); step == 0 {
				oneOfEach(s)
				learn(s, 1000)
			}
			v, _ := s.Measure(what)
			return v
		}
	}
	numbers["labels"] = []number{
		{in: "two", says: "press Play for 1,500 steps", turns: crescents(0, 1), of: func(s *ask.Run) float64 {
			oneOfEach(s)
			learn(s, 1500)
			v, _ := s.Measure("accuracy")
			return v
		}, lo: 0.92, hi: 1},
		{in: "alone", says: "The twin takes a simple one", turns: crescents(4, 1), steps: 2000, of: over("twin accuracy"), lo: -1, hi: -0.05},
		{in: "alone", says: "press Play for 2,000 steps", turns: crescents(4, 1), steps: 2000, what: "accuracy", lo: 0.93, hi: 1},
		{in: "ask", says: "both leave at most twelve in a hundred wrong", turns: asks, steps: 2000, what: "accuracy", lo: 0.88, hi: 1},
		{in: "ask", says: "both leave at most twelve in a hundred wrong", turns: crescents(10, 1), steps: 2000, what: "accuracy", lo: 0.88, hi: 1},
		{in: "ask", says: "With ten, the nearest labelled dot", turns: crescents(10, 1), steps: 2000, what: "nearest", lo: 0.9, hi: 1},
		{in: "ten", says: "from 36 to 58 in a hundred", turns: asking, steps: 2000, what: "accuracy", lo: 0.36, hi: 0.58},
		{in: "ten", says: "its ten labels name six to eight of the ten kinds", turns: asking, steps: 2000, what: "kinds", lo: 6, hi: 8},
		{in: "ten", says: "Ten at random name four to eight", turns: random, steps: 2000, what: "kinds", lo: 4, hi: 8},
		{in: "ten", says: "get 30 to 50 right", turns: random, steps: 2000, what: "accuracy", lo: 0.3, hi: 0.5},
		{in: "ten", says: "does at least as well after either, give or take two", turns: asking, steps: 2000, of: over("nearest"), lo: -0.02, hi: 0.3},
		{in: "ten", says: "does at least as well after either, give or take two", turns: random, steps: 2000, of: over("nearest"), lo: -0.02, hi: 0.3},
		{in: "eye", says: "49 to 72 in a hundred are right after 1,000 steps", turns: written(0), of: eye("accuracy"), lo: 0.49, hi: 0.72},
		{in: "eye", says: "labels alone reach 45 to 64", turns: written(0), of: eye("twin accuracy"), lo: 0.45, hi: 0.64},
		{in: "eye", says: "the nearest labelled digit 59 to 78", turns: written(0), of: eye("nearest"), lo: 0.59, hi: 0.78},
		{in: "harm", says: "From every start they do better", turns: sided(10, 1), steps: 2000, of: over("twin accuracy"), lo: 0.04, hi: 1},
		{in: "harm", says: "press Play for 2,000 steps", turns: sided(10, 1), steps: 2000, what: "accuracy", lo: 0.6, hi: 0.87},
		{in: "harm", says: "see the harm go", turns: sided(10, 2), steps: 2000, of: over("twin accuracy"), lo: -0.1, hi: 0.05},
		{in: "lies", says: "77 to 88 in a hundred sure", turns: random, steps: 2000, what: "sure", lo: 0.77, hi: 0.88},
		{in: "lies", says: "right of 30 to 50", turns: random, steps: 2000, what: "accuracy", lo: 0.3, hi: 0.5},
	}
	given["labels"] = map[string][]string{
		"two":     {"the copy 256"},
		"ask":     {"to 9, press Play for 1,000 steps"},
		"predict": {"8 by 8 pixels", "copies 1,024 of them"},
		"eye":     {"then press Play for 1,000 steps"},
		"harm":    {"set Neck to 2"},
		"lies":    {"those of 128 dots, or 384 digits, set aside"},
	}
}
