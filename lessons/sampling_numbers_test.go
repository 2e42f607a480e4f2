package lessons

import (
	"math"

	"hourglass/core/ask"
)

// What the words of the lesson say of its runs, see numbers.
func init() {
	holes, two, written := open(faces, 8, 1), open(faces, 2, 1), open(digits, 2, 1)
	grown := func(beta float64) []Turn { return open(faces, 2, beta) }
	of := func(what string) func(*ask.Run) float64 {
		return func(s *ask.Run) float64 {
			v, _ := s.Measure(what)
			return v
		}
	}
	over := func(a, b string) func(*ask.Run) float64 {
		return func(s *ask.Run) float64 { return of(a)(s) / of(b)(s) }
	}
	numbers["sampling"] = []number{
		{in: "holes", says: "The point's copies are better", turns: holes, steps: 1500, of: over("twin "+copied, copied), lo: 0, hi: 0.95},
		{in: "holes", says: "some darts fall into a **hole**", turns: holes, steps: 1500, what: "twin holes", lo: 0.1, hi: 0.6},
		{in: "holes", says: "some darts fall into a **hole**", turns: holes, steps: 1500, what: "holes", lo: 0, hi: 0.02},
		{in: "holes", says: "after 1,500 steps", turns: holes, steps: 1500, what: "fit", lo: 0, hi: 0.0039},
		{in: "pull", says: "are needles, far apart", turns: grown(0), steps: 1000, what: "kl", lo: 100, hi: 1000},
		{in: "pull", says: "Between them faces still hold", turns: grown(0), steps: 1000, of: holesBetween, lo: 0, hi: 0},
		{in: "pull", says: "land where nobody trained", turns: grown(0), steps: 1000, what: "holes", lo: 0.9, hi: 1},
		{in: "pull", says: "press Play for 500 steps", turns: grown(0), steps: 1000, then: []stage{{[]Turn{{"beta", 1}}, 500}}, what: "holes", lo: 0, hi: 0.19},
		{in: "pull", says: "pulls all clouds to that bell", turns: grown(0), steps: 1000, then: []stage{{[]Turn{{"beta", 1}}, 500}}, what: "kl", lo: 2, hi: 4},
		{in: "grow", says: "Under 0.05 nats are left", turns: grown(10), steps: 200, what: "kl", lo: 0, hi: 0.05},
		{in: "grow", says: "where a beta of 1 keeps about 2", turns: grown(1), steps: 200, what: "kl", lo: 1.8, hi: 2.5},
		{in: "grow", says: "after 1,000 steps up to 0.3 nats are left", turns: grown(10), steps: 1000, what: "kl", lo: 0, hi: 0.3},
		{in: "grow", says: "From 0.1 by way of 1 and 4 to 10 the copies get worse", turns: grown(0.1), steps: 200, what: copied, lo: 0.0095, hi: 0.0115},
		{in: "grow", says: "From 0.1 by way of 1 and 4 to 10 the copies get worse", turns: grown(1), steps: 200, what: copied, lo: 0.0105, hi: 0.0123},
		{in: "grow", says: "From 0.1 by way of 1 and 4 to 10 the copies get worse", turns: grown(4), steps: 200, what: copied, lo: 0.0124, hi: 0.014},
		{in: "grow", says: "From 0.1 by way of 1 and 4 to 10 the copies get worse", turns: grown(10), steps: 200, what: copied, lo: 0.019, hi: 0.0225},
		{in: "silent", says: "no more than two or three numbers survive", turns: open(faces, 8, 2), steps: 2000, of: func(s *ask.Run) float64 { return 8 - of("silent")(s) }, lo: 2, hi: 3},
		{in: "silent", says: "press Play for 1,500 steps, until four numbers are silent", turns: open(faces, 8, 2), steps: 1500, what: "silent", lo: 4, hi: 8},
		{in: "walk", says: "the cloud's board has no hole", turns: two, steps: 2000, of: func(s *ask.Run) float64 { return holesWithin(s, 2) }, lo: 0, hi: 0},
		{in: "walk", says: "the twin's, on this start, has some", turns: two, steps: 2000, of: func(s *ask.Run) float64 { return holesWithin(s.Twin(), 2) }, lo: 0.01, hi: 0.2, seed: 1},
		{in: "goal", says: "A face that it never saw lies 0.0027 to 0.0032 from the nearest known one", of: func(s *ask.Run) float64 { return unseenOff(s.Set()) }, lo: 0.00265, hi: 0.00325},
		{in: "goal", says: "the codes cost much", turns: open(faces, 8, 0.1), steps: 2000, what: "kl", lo: 7, hi: 30},
		{in: "goal", says: "darts find holes", turns: open(faces, 8, 0.1), steps: 2000, what: "holes", lo: 0.05, hi: 1},
		{in: "goal", says: "At 1 the holes are closed", turns: holes, steps: 2000, what: "holes", lo: 0, hi: 0.02},
		{in: "goal", says: "and the codes tell too little", turns: holes, steps: 2000, what: "kl", lo: 0, hi: 5.4},
		{in: "goal", says: "give each try 2,500 steps of Play", turns: append(open(faces, 8, 0.1), Sampling.Goal.Way...), of: func(s *ask.Run) float64 { return float64(until(s, facelike, 4000)) }, lo: 0, hi: 2500},
		{in: "lies", says: "as near to known digits as real ones that it never saw lie, 0.017 to 0.021", turns: written, steps: 2000, what: "fit", lo: 0.017, hi: 0.021},
		{in: "lies", says: "as near to known digits as real ones that it never saw lie, 0.017 to 0.021", turns: written, steps: 2000, of: func(s *ask.Run) float64 { return unseenOff(s.Set()) }, lo: 0.017, hi: 0.021},
		{in: "lies", says: "about as near to known digits as real ones", turns: written, steps: 2000, of: func(s *ask.Run) float64 { return of("fit")(s) / unseenOff(s.Set()) }, lo: 0.8, hi: 1.05},
		{in: "lies", says: "the copies are off by about 0.032", turns: written, steps: 2000, what: copied, lo: 0.030, hi: 0.034},
		{in: "lies", says: "a lucky start, seed 3, its darts land as near as the cloud's", turns: two, steps: 2000, of: over("twin fit", "fit"), lo: 0.8, hi: 1.2, seed: 3},
		{in: "lies", says: "From seed 1 they do not", turns: two, steps: 2000, of: over("twin fit", "fit"), lo: 2, hi: 100, seed: 1},
	}
	given["sampling"] = map[string][]string{
		"pull":    {"It trains to 1,000 steps first", "set Beta to 1"},
		"predict": {"a Beta of 1 drew them together", "Now it goes on to 10"},
		"grow":    {"more than 4 nats", "half a nat to 4"},
		"silent":  {"Below 0.01 nats", "at a beta of 2"},
		"walk":    {"It trains to 2,000 steps first"},
		"digits":  {"between a 3 and a 7", "train 2,000 steps"},
		"goal":    {"a Beta of only 0.1", "Come within 0.0030", "that cost 5.5 nats"},
		"lies":    {"would score 0"},
	}
}

// holesWithin is the share of places within so many standard deviations of the middle of a code of two numbers that are holes: of eight rounds of 24.
func holesWithin(s *ask.Run, most float64) float64 {
	const rounds, places = 8, 24
	var z []float32
	for i := range rounds {
		for j := range places {
			sin, cos := math.Sincos(2 * math.Pi * float64(j) / places)
			r := most * float64(i+1) / rounds
			z = append(z, float32(r*cos), float32(r*sin))
		}
	}
	if !s.Setup.Cloud {
		ask.ScatterAs(z, s.Codes(s.Set().TrainX()), 2)
	}
	k := ask.NewKnown(s.Set(), rounds*places)
	k.Find(s.Drawn(z), rounds*places)
	return float64(k.Holes()) / (rounds * places)
}

// holesBetween is how many pictures on the straight ways from the code of the first example to those of 28 others, nine a way, are like nothing known.
func holesBetween(s *ask.Run) float64 {
	const others, places = 28, 9
	codes, neck := s.Codes(s.Set().TrainX()), s.Setup.Neck
	z := make([]float32, 0, others*places*neck)
	for i := range others {
		for j := range places {
			for k := range neck {
				a, b := codes[k], codes[(i+1)*neck+k]
				z = append(z, a+float32(j)/(places-1)*(b-a))
			}
		}
	}
	k := ask.NewKnown(s.Set(), others*places)
	k.Find(s.Drawn(z), others*places)
	return float64(k.Holes())
}
