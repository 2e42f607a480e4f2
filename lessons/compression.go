package lessons

import (
	"hourglass/core/ask"
	"hourglass/core/train"
)

// Compression is the lesson of a picture's price in bits: codes cut to a few bits a number, beside PCA and waves, and the decoder that has to travel too.
var Compression = Lesson{
	ID:    "compression",
	Setup: compressionSetup(),
	Twin:  []Turn{{"neck", 4}},
	Names: [2]string{"network", "four numbers"},
	Dials: []Dial{
		{Knob: "bits", Front: true},
		{Knob: "neck", Min: 1, Max: 32, Front: true},
		{Knob: "width", Min: 4, Max: 64, Front: true},
		{Knob: "data", Only: []string{"bars", "real-digits", "clothes"}},
		{Knob: "examples"}, {Knob: "depth"}, {Knob: "unit"}, {Knob: "rate", Min: 1e-4, Max: 0.1},
		{Knob: "optimiser"}, {Knob: "momentum"}, {Knob: "batch"}, {Knob: "seed"},
	},
	Figures: []string{"rates", "cuts", "ledger", "network", "curve"},
	Tells: []Tell{
		{What: "bits", Label: "Bits a picture"},
		{What: "cut", Label: "Error of unseen pictures, cut", Decimals: 4},
		{What: "cut pca", Label: "The same by PCA with as many bits", Decimals: 4, From: "rivals"},
		{What: "cut dct", Label: "The same by a DCT with as many bits", Decimals: 4, From: "rivals"},
		{What: "even", Label: "Error at the bits of four numbers, over theirs", Decimals: 2, From: "predict"},
		{What: "entropy", Label: "What the cut codes hold, bits a picture", Decimals: 1, From: "file"},
		{What: "pays plain", Label: "Pictures from which on it is cheaper than plain ones", From: "ledger", Holds: []ask.Condition{at("step", 300)}},
	},
	Steps: []Step{
		{ID: "cut", Point: []string{"rates", "cuts", "bits", "play"}, Turns: priced(bars, 4, 8), Done: all(at("step", 1500), below("dial bits", 3.5))},
		{ID: "rivals", Point: []string{"rates", "cuts", "bits"}, Turns: priced(bars, 4, 4), Steps: 2000, Done: all(at("step", 2000), at("lags pca", 0))},
		{ID: "predict", Point: []string{"rates", "cuts"}, Turns: priced(bars, 4, 6), Fresh: true, Ask: "half"},
		{ID: "clothes", Point: []string{"rates", "cuts", "bits"}, Turns: priced(clothes, 16, 8), Fresh: true,
			Done: all(is("knob data", clothes), at("step", 3000), at("bits", 63.5), below("bits", 64.5))},
		{ID: "file", Point: []string{"ledger", "cuts", "bits"}, Turns: priced(bars, 4, 4), Steps: 2000, Done: all(at("saved", 1), at("opened", 1))},
		{ID: "ledger", Point: []string{"ledger", "rates", "width"}, Turns: priced(bars, 4, 4), Steps: 2000,
			Done: all(below("knob width", 8.5), at("step", 2000))},
		{ID: "other", Point: []string{"cuts", "network"}, Turns: priced(bars, 4, 4), Steps: 2000, Done: all(at("step", 2000), at("painted", 6), at("shown", 0.05))},
		{ID: "goal", Point: []string{"rates", "cuts", "bits", "neck"}, Turns: priced(bars, 8, 8), Fresh: true, Done: tenBits},
	},
	Question: Question{
		ID:    "half",
		Turns: []Turn{{"neck", 8}, {"bits", 6}},
		Steps: 3000,
		Options: []ask.Watch{
			all(at("step", 3000), at("even", 1.1)),
			all(at("step", 3000), at("even", 0.9), below("even", 1.1)),
			all(at("step", 3000), below("even", 0.9)),
		},
		Quote: []string{"even"},
		Hides: []string{"rates"},
	},
	Goal: Goal{ID: "goal", Label: "Bars in at most 10 bits a picture, with an error below 0.015", Watch: tenBits,
		Way: []Turn{{"neck", 2}, {"bits", 5}}},
	Speed:  300,
	Poster: 3000,
}

var tenBits = all(is("knob data", bars), at("step", 500), below("bits", 10.5), below("cut", 0.015))

// compressionSetup is 49-32-4-32-49 on as many bars as may be asked for.
func compressionSetup() train.Setup {
	s := train.Default()
	s.Neck, s.Width, s.Rate, s.Examples = 4, 32, 0.01, train.MostRows
	return s
}

// priced turns the knobs of the lesson to where it opens, on some data, with a neck and bits a number. Clothes have a wider network, and smaller steps.
func priced(kind, neck, bits float64) []Turn {
	width, rate := 32.0, 0.01
	if kind == clothes {
		width, rate = 64, 0.003
	}
	return []Turn{{"data", kind}, {"examples", train.MostRows}, {"neck", neck}, {"width", width}, {"depth", 1}, {"unit", tanh}, {"rate", rate}, {"batch", 32}, {"bits", bits}}
}
