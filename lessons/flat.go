package lessons

import (
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
)

// Flat is the lesson of bent units beside straight ones, and of both beside principal component analysis.
var Flat = Lesson{
	ID:    "flat",
	Setup: flatSetup(),
	Twin:  []Turn{{"unit", linear}, {"output", 1}, {"depth", 0}},
	Names: [2]string{"bent", "straight"},
	Dials: []Dial{
		{Knob: "data", Only: []string{"bars", "blobs", "crossed-bars", "glyphs", "drawings"}, Front: true},
		{Knob: "neck", Min: 1, Max: 16, Front: true},
		{Knob: "rate", Min: 1e-4, Max: 1, Front: true},
		{Knob: "width"}, {Knob: "depth", Label: "Depth of the bent one"}, {Knob: "unit", Label: "Unit of the bent one"},
		{Knob: "optimiser"}, {Knob: "momentum"}, {Knob: "batch"}, {Knob: "seed"},
	},
	Figures: []string{"rivals", "sizes", "network", "curve"},
	Tells: []Tell{
		{What: "pca", Label: "PCA's error, the least of any straight method", Decimals: 4},
		{What: "twin over pca", Label: "Straight: error above PCA's", Decimals: 2, Unit: "%"},
		{What: "over pca", Label: "Bent: error above PCA's (below 0: better)", Unit: "%"},
		{What: "valid", Label: "Bent: loss on pictures set aside", Decimals: 4, From: "predict"},
		{What: "twin valid", Label: "Straight: loss on pictures set aside", Decimals: 4, From: "predict"},
	},
	Steps: []Step{
		{ID: "least", Point: []string{"rivals", "sizes", "play"}, Turns: []Turn{{"neck", 2}}, Done: all(at("step", 200), below("twin over pca", 0.1))},
		{ID: "sheet", Point: []string{"rivals", "sizes"}, Turns: []Turn{{"neck", 2}}, Done: all(at("step", 500), below("twin over pca", 0.02))},
		{ID: "bend", Point: []string{"rivals", "curve"}, Turns: []Turn{{"neck", 2}, {"data", bars}}, Steps: 1000,
			Done: all(is("knob data", bars), is("knob neck", 2), at("step", 1000), below("over pca", -0.8))},
		{ID: "predict", Point: []string{"data", "rivals"}, Turns: []Turn{{"data", bars}, {"neck", 2}, {"width", 16}, {"depth", 1}, {"unit", tanh}, {"rate", 0.01}}, Ask: "crossed"},
		{ID: "many", Point: []string{"sizes", "rivals", "neck"}, Turns: []Turn{{"data", crossed}},
			Done: all(is("knob data", crossed), at("knob neck", 14), at("step", 1000), below("twin", 0.013))},
		{ID: "goal", Point: []string{"curve", "sizes", "rate"}, Turns: []Turn{{"data", bars}, {"neck", 8}, {"rate", 0.01}}, Done: settled},
	},
	Question: Question{
		ID:    "crossed",
		Turns: []Turn{{"data", crossed}, {"neck", 2}},
		Steps: 3000,
		Options: []ask.Watch{
			all(at("step", 3000), below("over pca", -0.3), below("valid", 0.1)),
			all(at("step", 3000), below("over pca", -0.3), at("valid", 0.1)),
			all(at("step", 3000), at("over pca", -0.3)),
		},
		Quote: []string{"over pca", "valid", "twin valid"},
	},
	Goal:   Goal{ID: "goal", Label: "The straight network within 0.1 % of PCA, with eight numbers", Watch: settled, After: 2000, Way: []Turn{{"rate", 0.001}}},
	Speed:  500,
	Poster: 3000,
}

const bars, crossed = float64(data.Bars), float64(data.Crossed)

var settled = all(is("knob neck", 8), at("step", 1000), below("twin over pca", 0.001))

// flatSetup is 49-16-2-16-49, bent, at a rate that suits its straight twin as well.
func flatSetup() train.Setup {
	s := train.Default()
	s.Rate = 0.01
	return s
}
