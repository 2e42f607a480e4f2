package lessons

import (
	"math"

	"hourglass/core/ask"
	"hourglass/core/jacobi"
)

// What the words of the lesson say of its runs, see numbers.
func init() {
	digits, cloth, birds := describing(digitsReal, 6), describing(clothes, 6), describing(penguins, 2)
	ends := few(describing(digitsReal, 5))
	many := describing(digitsReal, 5)
	narrow := describing(digitsReal, 2)
	less := func(a, b string) func(*ask.Run) float64 {
		return func(s *ask.Run) float64 {
			v, _ := s.Measure(a)
			w, _ := s.Measure(b)
			return v - w
		}
	}
	groups := "55 to 74 in 100 penguins are of the commonest species of their group"
	reader := "with twenty labels a class it names 92 to 95 in 100 by the pixels, 85 to 91 by the code"
	cleverer := "logistic regression then names 73 to 79 in 100 by the pixels, and 68 to 73 by the code"
	loose := "44 to 51 in 100 of the squared spread are left within groups, of the true codes 26 to 30"
	opens := "The pixels name 77 to 88 in 100 at once, with 64 pictures or 1,024"
	draw := "With two or five labels it is nearly a draw"
	pca := "PCA with six numbers names fewer than the code each time"
	numbers["features"] = []number{
		{in: "crowd", says: "of the five nearest 50 to 68 in 100 are of one label", turns: digits, what: "alike code", lo: 0.5, hi: 0.68},
		{in: "crowd", says: "Copying makes that 87 and more", turns: digits, steps: 1000, what: "alike code", lo: 0.87, hi: 1},
		{in: "nearest", says: "the code keeps more ticks than PCA", turns: digits, steps: 2000, of: less("alike code", "alike pca"), lo: 0.01, hi: 0.1},
		{in: "nearest", says: "96 or 97 in 100", turns: digits, steps: 2000, what: "alike pixels", lo: 0.955, hi: 0.975},
		{in: "nearest", says: "the pixels, without any training, keep most", turns: digits, steps: 2000, of: less("alike pixels", "alike code"), lo: 0.02, hi: 0.1},
		{in: "few", says: "by 1 to 5 in 100", turns: digits, steps: 2000, what: "ahead 1", lo: 0.01, hi: 0.054},
		{in: "few", says: "by 1 to 6", turns: digits, steps: 2000, of: func(s *ask.Run) float64 { return -less("centroid code 20", "centroid pixels 20")(s) }, lo: 0.01, hi: 0.06},
		{in: "few", says: draw, turns: digits, steps: 2000, what: "ahead 2", lo: -0.02, hi: 0.02},
		{in: "few", says: draw, turns: digits, steps: 2000, what: "ahead 5", lo: -0.035, hi: 0.02},
		{in: "few", says: pca, turns: digits, steps: 2000, of: less("centroid code 1", "centroid pca 1"), lo: 0.01, hi: 0.2},
		{in: "few", says: pca, turns: digits, steps: 2000, of: less("centroid code 2", "centroid pca 2"), lo: 0.01, hi: 0.2},
		{in: "few", says: pca, turns: digits, steps: 2000, of: less("centroid code 5", "centroid pca 5"), lo: 0.01, hi: 0.2},
		{in: "few", says: pca, turns: digits, steps: 2000, of: less("centroid code 20", "centroid pca 20"), lo: 0.01, hi: 0.2},
		{in: "narrow", says: reader, turns: digits, steps: 2000, of: regressed(ask.AsPixels), lo: 0.92, hi: 0.95},
		{in: "narrow", says: reader, turns: digits, steps: 2000, of: regressed(ask.AsCode), lo: 0.85, hi: 0.912},
		{in: "narrow", says: "with one label a class they are long, for luck counts", turns: digits, steps: 2000, of: luck, lo: 2, hi: 20},
		{in: "narrow", says: "A network pays where the neck is narrow", turns: narrow, steps: 2000, of: less("alike code", "alike pca"), lo: 0.1, hi: 0.3},
		{in: "narrow", says: "set Neck to 2, press Play for 2,000 steps, and compare code and PCA", turns: narrow, steps: 2000, of: less("centroid code 1", "centroid pca 1"), lo: 0.02, hi: 0.2},
		{in: "clothes", says: "the code is ahead here with twenty labels too", turns: cloth, steps: 2000, what: "ahead 20", lo: 0.001, hi: 0.1},
		{in: "clothes", says: "the code is ahead here with twenty labels too", turns: cloth, steps: 2000, what: "ahead 1", lo: 0.01, hi: 0.1},
		{in: "clothes", says: cleverer, turns: cloth, steps: 2000, of: regressed(ask.AsPixels), lo: 0.73, hi: 0.79},
		{in: "clothes", says: cleverer, turns: cloth, steps: 2000, of: regressed(ask.AsCode), lo: 0.68, hi: 0.73},
		{in: "penguins", says: groups, turns: birds, steps: 2000, of: func(s *ask.Run) float64 { return grouped(s, false).Purity }, lo: 0.55, hi: 0.74},
		{in: "penguins", says: "of the five nearest 97 in 100 and more are of one species", turns: birds, steps: 2000, what: "alike code", lo: 0.97, hi: 1},
		{in: "penguins", says: "Four fifths of what differs in these columns is sex and island", turns: birds, of: choicesShare, lo: 0.79, hi: 0.83},
		{in: "count", says: loose, turns: digits, steps: 2000, of: func(s *ask.Run) float64 { return grouped(s, true).Left }, lo: 0.44, hi: 0.51},
		{in: "count", says: loose, turns: digits, steps: 2000, of: func(s *ask.Run) float64 { return grouped(s, false).Left }, lo: 0.26, hi: 0.30},
		{in: "goal", says: "its five numbers serve badly", turns: ends, steps: 2000, what: "centroid code 5", lo: 0, hi: 0.77},
		{in: "goal", says: opens, turns: ends, what: "centroid pixels 5", lo: 0.77, hi: 0.88},
		{in: "goal", says: opens, turns: many, what: "centroid pixels 5", lo: 0.77, hi: 0.88},
		{in: "goal", says: "until five numbers name 77 in 100", turns: many, steps: 2000, what: "centroid code 5", lo: 0.77, hi: 1},
		{in: "lies", says: "It holds 49 to 60 in 100 of the squared spread of six numbers", turns: digits, steps: 2000, of: onPlane, lo: 0.49, hi: 0.60},
	}
	given["features"] = map[string][]string{
		"crowd":    {"press Play for 1,000 steps"},
		"nearest":  {"It trains to 2,000 steps first", "the five of 1,024 practised digits"},
		"narrow":   {"It trains to 2,000 steps first"},
		"clothes":  {"It trains to 2,000 steps first"},
		"penguins": {"It trains to 2,000 steps first", "Palmer penguins, CC0"},
		"count":    {"It trains to 2,000 steps first"},
		"goal":     {"there are only 64 pictures"},
	}
}

// luck is how far draws of one label a class lie apart, against draws of twenty.
func luck(s *ask.Run) float64 {
	var t ask.Trials
	t.Begin(s.Set())
	t.Describe(s.Description(ask.AsCode))
	apart := func(labels int) float64 {
		sum, squares := 0.0, 0.0
		for draw := range ask.Repeats {
			v := t.Centroid(draw, labels)
			sum, squares = sum+v/ask.Repeats, squares+v*v/ask.Repeats
		}
		return math.Sqrt(squares - sum*sum)
	}
	return apart(1) / apart(20)
}

// regressed is the share that logistic regression names rightly with twenty labels a class, a mean over the draws.
func regressed(as int) func(*ask.Run) float64 {
	return func(s *ask.Run) (sum float64) {
		var t ask.Trials
		t.Begin(s.Set())
		t.Describe(s.Description(as))
		for draw := range ask.Repeats {
			sum += t.Logistic(draw, 20) / ask.Repeats
		}
		return sum
	}
}

// grouped are the groups that k-means finds among the unseen codes, or among those once their numbers were shuffled.
func grouped(s *ask.Run, shuffled bool) *ask.Groups {
	codes, set, neck := s.Description(ask.AsCode).Unseen(), s.Set(), s.Setup.Neck
	if shuffled {
		mixed := make([]float32, len(codes))
		ask.Shuffle(mixed, codes, neck, set.Seed)
		codes = mixed
	}
	var g ask.Groups
	g.Find(set, codes, neck)
	return &g
}

// choicesShare is which share of the squared spread of the penguins lies in the columns that are a yes or a no: sex and islands.
func choicesShare(s *ask.Run) float64 {
	set := s.Set()
	all, choices := 0.0, 0.0
	for k, column := range set.Kind.Columns() {
		mean, spread := 0.0, 0.0
		for i := range set.Train {
			mean += float64(set.Picture(i)[k]) / float64(set.Train)
		}
		for i := range set.Train {
			d := float64(set.Picture(i)[k]) - mean
			spread += d * d
		}
		all += spread
		if column.Whole {
			choices += spread
		}
	}
	return choices / all
}

// onPlane is the share of the squared spread of the unseen codes that lies along their two principal axes.
func onPlane(s *ask.Run) float64 {
	set := s.Set()
	p := jacobi.Fit(s.Codes(set.ValidX()), set.Valid, s.Setup.Neck)
	all := 0.0
	for _, v := range p.Values {
		all += v
	}
	return (p.Values[0] + p.Values[1]) / all
}
