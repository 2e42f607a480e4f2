package lessons

import (
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
)

// Features is the lesson of the code as a description: a network practises on examples without labels, and labels that it never sees judge what it learned.
var Features = Lesson{
	ID:    "features",
	Setup: featuresSetup(),
	Dials: []Dial{
		{Knob: "neck", Min: 1, Max: 32, Front: true},
		{Knob: "examples", Min: 32, Max: 1024, Front: true},
		{Knob: "colours", Front: true},
		{Knob: "data", Only: []string{"real-digits", "clothes", "penguins"}},
		{Knob: "noise"}, {Knob: "amount"},
		{Knob: "width"}, {Knob: "depth"}, {Knob: "unit"}, {Knob: "rate", Min: 1e-4, Max: 0.1},
		{Knob: "optimiser"}, {Knob: "momentum"}, {Knob: "batch"}, {Knob: "seed"},
	},
	Figures: []string{"crowd", "likeness", "fewlabels", "network", "curve"},
	Tells: []Tell{
		{What: "alike code", Label: "Five nearest by the code of one label, over all unseen", Unit: "%"},
		{What: "near code", Label: "Of the five nearest by the code, of the shown one's label", From: "nearest"},
		{What: "centroid code 1", Label: "Named rightly by the code, one label a class", Unit: "%", From: "predict"},
		{What: "centroid pixels 1", Label: "By the examples themselves, one label a class", Unit: "%", From: "predict"},
		{What: "centroid code 20", Label: "Named rightly by the code, twenty labels a class", Unit: "%", From: "predict"},
		{What: "centroid pixels 20", Label: "By the examples themselves, twenty labels a class", Unit: "%", From: "predict"},
		{What: "centroid code 5", Label: "Named rightly by the code, five labels a class", Unit: "%", From: "goal"},
	},
	Steps: []Step{
		{ID: "crowd", Point: []string{"crowd", "play"}, Turns: describing(digitsReal, 6), Fresh: true, Done: all(at("step", 1000))},
		{ID: "nearest", Point: []string{"likeness", "crowd"}, Turns: describing(digitsReal, 6), Steps: 2000, Done: all(at("step", 2000), below("near code", 4.5))},
		{ID: "predict", Point: []string{"fewlabels", "crowd"}, Turns: describing(digitsReal, 6), Ask: "few"},
		{ID: "narrow", Point: []string{"fewlabels", "likeness", "neck"}, Turns: describing(digitsReal, 6), Steps: 2000,
			Done: all(is("knob data", digitsReal), below("knob neck", 2.5), at("step", 2000))},
		{ID: "clothes", Point: []string{"crowd", "likeness"}, Turns: describing(clothes, 6), Steps: 2000,
			Done: all(is("knob data", clothes), at("step", 2000), below("near code", 2.5))},
		{ID: "penguins", Point: []string{"crowd", "likeness", "colours"}, Turns: describing(penguins, 2), Steps: 2000,
			Done: all(is("knob data", penguins), at("step", 2000), is("dial colours", train.ByHome))},
		{ID: "count", Point: []string{"crowd", "colours"}, Turns: colourless(describing(digitsReal, 6)), Steps: 2000,
			Done: all(at("step", 2000), is("dial colours", train.ByNothing))},
		{ID: "goal", Point: []string{"fewlabels", "crowd", "examples"}, Turns: few(describing(digitsReal, 5)), Fresh: true, Done: described},
	},
	Question: Question{
		ID:    "few",
		Turns: []Turn{{"neck", 6}, {"examples", 1024}},
		Steps: 2000,
		Options: []ask.Watch{
			all(at("step", 2000), at("ahead 1", ahead), below("ahead 20", ahead)),
			all(at("step", 2000), at("ahead 20", ahead)),
			all(at("step", 2000), below("ahead 1", ahead), below("ahead 20", ahead)),
		},
		Quote: []string{"centroid code 1", "centroid pixels 1", "centroid code 20", "centroid pixels 20"},
		Hides: []string{"fewlabels"},
	},
	Goal: Goal{ID: "goal", Label: "Five labels a class: the nearest mean names 77 in 100 digits, by a code of at most five numbers", Watch: described,
		Way: []Turn{{"examples", 1024}}},
	Speed:  200,
	Poster: 2000,
}

// ahead is from where on the code counts as ahead: half an example in a hundred.
const ahead = 0.005

// The data of the lesson.
const (
	digitsReal = float64(data.Handwritten)
	clothes    = float64(data.Clothes)
	penguins   = float64(data.Penguins)
)

var described = all(is("knob data", digitsReal), below("knob neck", 5.5), at("step", 500), at("centroid code 5", 0.77))

// featuresSetup is 64-64-6-64-64 on real digits.
func featuresSetup() train.Setup {
	s := train.Default()
	s.Data, s.Examples, s.Width, s.Neck = data.Handwritten, train.MostRows, 64, 6
	return s
}

// describing turns the knobs of the lesson to where it opens, with data and a neck, and the colours to the labels.
func describing(kind, neck float64) []Turn {
	return []Turn{{"data", kind}, {"examples", train.MostRows}, {"neck", neck}, {"width", 64}, {"depth", 1}, {"unit", tanh}, {"rate", 0.003}, {"batch", 32},
		{"noise", 0}, {"colours", train.ByLabel}}
}

// colourless takes the colours away.
func colourless(turns []Turn) []Turn {
	return append(turns[:len(turns)-1], Turn{"colours", train.Plain})
}

// few leaves few examples to practise on.
func few(turns []Turn) []Turn {
	turns[1].Value = 64
	return turns
}
