package lessons

import (
	"math"

	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
)

func init() {
	three, one := tasting(3), tasting(1)
	bare := tasting(3, Turn{"noise", float64(ae.Clean)})
	evening := func(n float64) []Turn { return tasting(3, Turn{"evenings", n}) }
	of := func(s *ask.Run, what string) float64 {
		if v, ok := s.Measure(what); ok {
			return v
		}
		return math.NaN()
	}
	// less is how much one measure lies below another.
	less := func(a, b string) func(s *ask.Run) float64 {
		return func(s *ask.Run) float64 { return of(s, b) - of(s, a) }
	}
	numbers["recommender"] = []number{
		{in: "four", says: "have each seen about a third of them", turns: three, of: seenShare, lo: 0.3, hi: 0.36},
		{in: "why", says: "guesses are off by about three quarters of a star", turns: three, steps: 2000, what: "stars", lo: 0.665, hi: 0.795},
		{in: "why", says: "The mean of each film misses by just over one", turns: three, what: "stars film", lo: 1, hi: 1.1},
		{in: "why", says: "by 0.90 to 0.98", turns: three, what: "stars both", lo: 0.895, hi: 0.985},
		{in: "why", says: "On 128 unseen people", turns: three, of: func(s *ask.Run) float64 { return float64(s.Set().Valid) }, lo: 128, hi: 128},
		{in: "predict", says: "who like them as well as other films", turns: three, what: "rare true", lo: 2.85, hi: 3.1},
		{in: "predict", says: "Three films were seen by one person in twenty", turns: three, of: rarestShare, lo: 0.025, hi: 0.075},
		{in: "rare", says: "about a tenth of a star", turns: three, steps: 2000, what: "twin rare", lo: 0.05, hi: 0.15},
		{in: "rare", says: "says 2.7 to 3.1 stars", turns: three, steps: 2000, what: "rare", lo: 2.65, hi: 3.15},
		{in: "rare", says: "these people would give 2.9 to 3.0", turns: three, what: "rare true", lo: 2.85, hi: 3.05},
		{in: "zeros", says: "more than two and a half stars", turns: three, steps: 2000, what: "twin stars", lo: 2.5, hi: 2.8},
		{in: "neck", says: "off by 0.93 to 1.02 stars", turns: one, steps: 2000, what: "stars", lo: 0.925, hi: 1.025},
		{in: "neck", says: "no better than means", turns: one, steps: 2000, of: less("stars", "stars both"), lo: -0.12, hi: 0},
		{in: "neck", says: "15 to 19 of 24 through three numbers", turns: three, steps: 2000, what: "coverage", lo: 15, hi: 19},
		{in: "neck", says: "8 to 13 through one", turns: one, steps: 2000, what: "coverage", lo: 8, hi: 13},
		{in: "evenings", says: "After three evenings 64 to 78 in a hundred", turns: evening(3), steps: 2000, what: "evening kind", lo: 0.635, hi: 0.785},
		{in: "evenings", says: "at random 52 to 55", turns: evening(3), steps: 2000, what: "evening kind random", lo: 0.515, hi: 0.555},
		{in: "evenings", says: "hardly more are than at random", turns: evening(10), steps: 2000, of: less("evening kind random", "evening kind"), lo: 0.02, hi: 0.065},
		{in: "evenings", says: "24 films run out", turns: three, of: func(*ask.Run) float64 { return float64(len(data.Films)) }, lo: 24, hi: 24},
		{in: "goal", says: "it is off by more than a star", turns: bare, steps: 2000, what: "stars", lo: 1.1, hi: 1.3},
		{in: "goal", says: "less than the mean of each film", turns: bare, steps: 2000, of: less("stars film", "stars"), lo: 0.05, hi: 0.3},
		{in: "goal", says: "and gets worse", turns: bare, steps: 4000, what: "stars", lo: 1.195, hi: 1.4},
		{in: "lies", says: "the best guesses promise 4.1 to 4.3 stars", turns: evening(1), steps: 2000, what: "evening promised", lo: 4.05, hi: 4.35},
		{in: "lies", says: "and get 3.8 to 4.1", turns: evening(1), steps: 2000, what: "evening given", lo: 3.75, hi: 4.15},
		{in: "lies", says: "from each of eight starts fewer", turns: evening(1), steps: 2000, of: less("evening given", "evening promised"), lo: 0.03, hi: 0.7},
		{in: "lies", says: "0.55 to 0.61 stars", turns: three, steps: 2000, what: "stars observed", lo: 0.545, hi: 0.615},
		{in: "lies", says: "it is 0.67 to 0.79", turns: three, steps: 2000, what: "stars", lo: 0.665, hi: 0.795},
		{in: "lies", says: "recommends 3 to 7 of the 24 films", turns: three, what: "coverage film", lo: 3, hi: 7},
		{in: "lies", says: "guesses are off by 0.95 to 1.05 stars", turns: evening(10), steps: 2000, what: "evening off", lo: 0.945, hi: 1.055},
	}
	given["recommender"] = map[string][]string{
		"four":     {"24 films that nobody ever made, and 256 invented people", "for 1,000 steps"},
		"why":      {"It trains to 2,000 steps first"},
		"predict":  {"write 0 into gaps"},
		"zeros":    {"It trains to 2,000 steps first", "*count as 0*, press Play for 1,000 steps"},
		"neck":     {"It trains to 2,000 steps first", "set **Neck** to 1, press Play for 2,000 steps"},
		"evenings": {"It trains to 2,000 steps first"},
		"goal":     {"less than 0.85 stars"},
	}
}

// seenShare is the share of all ratings that are there, of the people to train on.
func seenShare(s *ask.Run) float64 {
	n := 0.0
	for _, v := range s.Set().TrainX() {
		if v > 0 {
			n++
		}
	}
	return n / float64(len(s.Set().TrainX()))
}

// rarestShare is the share of people who have seen one of the three rarest films, a mean over the three.
func rarestShare(s *ask.Run) float64 {
	n, all := 0.0, 0.0
	for i, v := range s.Set().X {
		if data.Seen(i%len(data.Films)) <= 0.05 {
			all++
			if v > 0 {
				n++
			}
		}
	}
	return n / all
}
