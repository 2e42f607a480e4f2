package lessons

import (
	"math"

	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/squeeze"
)

// What the words of the lesson say of its runs, see numbers.
func init() {
	of := func(what string) func(*ask.Run) float64 {
		return func(s *ask.Run) float64 {
			v, ok := s.Measure(what)
			if !ok {
				return math.NaN()
			}
			return v
		}
	}
	over := func(a, b string) func(*ask.Run) float64 {
		return func(s *ask.Run) float64 { return of(a)(s) / of(b)(s) }
	}
	halved := []Turn{{"neck", 8}, {"bits", 6}}
	sixteen, shop := priced(bars, 4, 4), priced(clothes, 16, 4)
	numbers["compression"] = []number{
		{in: "cut", says: "three bits a number or fewer: when do the copies give way", turns: priced(bars, 4, 8), steps: 1500, of: over("cut 3", "cut"), lo: 2, hi: 10},
		{in: "rivals", says: "With 16 bits the network leaves a fifth of PCA's error, or less", turns: sixteen, steps: 2000, of: over("cut", "cut pca"), lo: 0, hi: 0.2},
		{in: "rivals", says: "find the bits at which PCA is the nearer", turns: priced(bars, 4, 1), steps: 2000, what: "lags pca", lo: 0, hi: 1},
		{in: "rivals", says: "find the bits at which PCA is the nearer", turns: priced(bars, 4, 2), steps: 2000, what: "lags pca", lo: -1, hi: -0.1},
		{in: "half", says: "eight coarse numbers leave more than twice the error of four fine ones", turns: halved, steps: 3000, what: "even", lo: 2, hi: 6},
		{in: "half", says: "they leave under nine tenths of the error", turns: append([]Turn{{"data", realDigits}}, halved...), steps: 3000, what: "even", lo: 0, hi: 0.9},
		{in: "half", says: "On clothes it is nearly a draw", turns: append([]Turn{{"data", clothes}}, halved...), steps: 3000, what: "even", lo: 0.85, hi: 1.05},
		{in: "clothes", says: "with few bits fewer numbers win", turns: priced(clothes, 16, 1), steps: 3000, of: over("twin cut 4", "cut"), lo: 0, hi: 0.7},
		{in: "clothes", says: "about as near, within a twentieth", turns: shop, steps: 3000, what: "lags pca", lo: -0.05, hi: 0.05},
		{in: "clothes", says: "The DCT leaves half as much error again", turns: shop, steps: 3000, of: over("cut dct", "cut"), lo: 1.4, hi: 1.75},
		{in: "clothes", says: "needs about twice the bits to be as near", turns: shop, steps: 3000, of: over("bits dct", "bits"), lo: 1.75, hi: 2.4},
		{in: "file", says: "the codes take hardly more than their **entropy**", turns: sixteen, steps: 2000,
			of: func(s *ask.Run) float64 {
				return 8 * float64(fileOf(s).Codes) / of("entropy")(s) / float64(s.Set().Valid)
			}, lo: 0.99, hi: 1.02},
		{in: "file", says: "the file is larger than the 6,272 bytes of the plain pictures", turns: sixteen, steps: 2000, of: func(s *ask.Run) float64 { return float64(fileOf(s).All()) }, lo: 6273, hi: 9000},
		{in: "file", says: "Nearly all of it is the decoder", turns: sixteen, steps: 2000, of: func(s *ask.Run) float64 { return float64(fileOf(s).Weights) / float64(fileOf(s).All()) }, lo: 0.9, hi: 1},
		{in: "ledger", says: "From about 150 pictures on", turns: sixteen, steps: 2000, what: "pays plain", lo: 145, hi: 155},
		{in: "ledger", says: "from under 1,000 on less than the others", turns: sixteen, steps: 2000, what: "pays dct", lo: 1, hi: 999},
		{in: "ledger", says: "from under 1,000 on less than the others", turns: sixteen, steps: 2000, what: "pays pca", lo: 1, hi: 999},
		{in: "lies", says: "on average, with about 1.7 times the error of PCA", turns: sixteen, steps: 2000, of: letterOverPCA, lo: 1.55, hi: 1.85},
	}
	given["compression"] = map[string][]string{
		"cut":     {"one of 256 values", "128 pictures on which", "press Play for 1,500 steps"},
		"rivals":  {"It trains to 2,000 steps first"},
		"predict": {"six bits make 48"},
		"half":    {"Look at 24 bits"},
		"clothes": {"14 by 14 pixels, 1,568 bits", "At 64 bits", "press Play for 3,000 steps", "a picture takes 64"},
		"file":    {"It trains to 2,000 steps first", "Here are 128 unseen"},
		"ledger":  {"It trains to 2,000 steps first", "A decoder of 1,777 weights", "set Width to 8, press Play for 2,000 steps"},
		"other":   {"It trains to 2,000 steps first", "A letter takes 16 bits", "In 2013"},
		"goal":    {"make 64", "at most 10 bits", "below 0.015"},
		"lies":    {"the same 16 bits"},
	}
}

// fileOf is what the parts of a run's file take.
func fileOf(s *ask.Run) squeeze.Sizes {
	_, sizes, _ := s.Pack() // of a run that cannot be saved there is nothing
	return sizes
}

const realDigits = float64(data.Handwritten)

// letterOverPCA is how far letters come back off through the network, as a share of what comes back from PCA with as many bits.
func letterOverPCA(s *ask.Run) float64 {
	set, err := data.Make(data.Spec{Kind: data.Glyphs, Train: 1, Valid: 64, Seed: 1})
	if err != nil {
		return math.NaN()
	}
	known := append([]float32(nil), s.Codes(s.Set().TrainX())...)
	var c squeeze.Cells
	bits := int(stands(s, "bits"))
	c.Fit(known, s.Setup.Neck, bits)
	codes := append([]float32(nil), s.Codes(set.ValidX())...)
	c.Cut(codes, codes)
	own := ask.MeanSquare(set.ValidX(), s.Drawn(codes))
	pca := ask.Deals(s.Set(), pcaOf(s))[0]
	y, sum := make([]float32, set.Dim()), 0.0
	for i := range set.Valid {
		pca.Copy(y, set.Picture(set.Train+i), s.Setup.Neck*bits)
		sum += ask.MeanSquare(set.Picture(set.Train+i), y) / float64(set.Valid)
	}
	return own / sum
}
