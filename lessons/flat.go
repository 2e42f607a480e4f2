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
		{Knob: "data", Only: []string{"arc", "bars", "blobs", "crossed-bars", "glyphs", "drawings"}, Front: true},
		{Knob: "neck", Min: 1, Max: 16, Front: true},
		{Knob: "rate", Min: 1e-4, Max: 1, Front: true},
		{Knob: "width"}, {Knob: "depth", Label: "Depth of the bent one"}, {Knob: "unit", Label: "Unit of the bent one"}, {Knob: "output", Label: "Output of the bent one"},
		{Knob: "optimiser"}, {Knob: "momentum"}, {Knob: "batch"}, {Knob: "seed"},
	},
	Figures: []string{"rivals", "space", "gap", "trace", "sizes", "network", "curve"},
	Tells: []Tell{
		{What: "pca", Label: "PCA's training error, the least of any straight method", Decimals: 4},
		{What: "twin over pca", Label: "Straight: training error above PCA's", Decimals: 2, Unit: "%"},
		{What: "over pca", Label: "Bent: training error above PCA's (below 0: better)", Unit: "%"},
		{What: "pca valid", Label: "PCA: error on examples set aside", Decimals: 4, From: "predict"},
		{What: "twin valid", Label: "Straight: error on examples set aside", Decimals: 4, From: "predict"},
		{What: "valid", Label: "Bent: error on examples set aside", Decimals: 4, From: "predict"},
		{What: "valid over pca", Label: "Bent: error set aside above PCA's set aside (below 0: better)", Unit: "%", From: "predict"},
	},
	Steps: []Step{ // the first three begin anew and at rest: what is to be watched is over within seconds
		{ID: "least", Point: []string{"rivals", "play"}, Turns: squeezed(arc, 1), Fresh: true, Rest: true,
			Done: all(is("knob data", arc), is("knob neck", 1), at("step", 200), below("over pca", -0.9), below("twin over pca", 0.02))},
		{ID: "sheet", Point: []string{"space", "play"}, Turns: squeezed(bars, 2), Fresh: true, Rest: true,
			Done: all(is("knob data", bars), is("knob neck", 2), at("step", 500), below("twin over pca", 0.005))},
		{ID: "bend", Point: []string{"space", "rivals", "play"}, Turns: squeezed(bars, 2), Fresh: true, Rest: true,
			Done: all(is("knob data", bars), is("knob neck", 2), at("step", 1000), below("over pca", -0.8))},
		{ID: "predict", Point: []string{"gap", "rivals"}, Turns: squeezed(bars, 2), Ask: "crossed"},
		{ID: "many", Point: []string{"sizes", "gap", "neck"}, Turns: squeezed(crossed, 2),
			Done: all(is("knob data", crossed), at("knob neck", 14), at("step", 1000), below("twin", 0.013))},
		{ID: "goal", Point: []string{"trace", "rate", "play"}, Turns: squeezed(bars, 8), Fresh: true, Rest: true, Done: settled},
	},
	Question: Question{
		ID:    "crossed",
		Turns: []Turn{{"data", crossed}, {"output", 0}, {"neck", 2}},
		Steps: 3000,
		Options: []ask.Watch{
			all(at("step", 3000), below("over pca", -0.3), below("valid over pca", -third)),
			all(at("step", 3000), below("over pca", -0.3), at("valid over pca", -third)),
			all(at("step", 3000), at("over pca", -0.3)),
		},
		Quote: []string{"over pca", "pca valid", "valid", "valid over pca"},
	},
	Goal:   Goal{ID: "goal", Label: "The straight network within 0.1 % of PCA, with eight numbers", Watch: settled, After: 2000, Way: []Turn{{"rate", 0.001}}},
	Speed:  100,
	Poster: 600,
}

const (
	bars, crossed = float64(data.Bars), float64(data.Crossed)
	third         = 1.0 / 3
)

var settled = all(is("knob neck", 8), at("step", 1000), below("twin over pca", 0.001))

// squeezed turns every dial of the lesson that decides how well it learns to where it opens, on those data through so many numbers. Points want a straight
// output before they come; pictures come before a squashed one.
func squeezed(of, neck float64) []Turn {
	all := []Turn{{"data", of}, {"output", 0}}
	if of == arc {
		all = []Turn{{"output", 1}, {"data", of}}
	}
	return append(all, Turn{"neck", neck}, Turn{"width", 16}, Turn{"depth", 1}, Turn{"unit", tanh}, Turn{"rate", 0.01})
}

// flatSetup is 2-16-1-16-2 on the arc, bent, at a rate that suits its straight twin as well.
func flatSetup() train.Setup {
	s := train.Default()
	s.Data, s.Straight, s.Neck, s.Rate = data.Arc, true, 1, 0.01
	return s
}
