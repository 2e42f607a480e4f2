package lessons

import (
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/train"
)

// Labels is the lesson of the copy that helps a classifier, and of when it does not: many examples to copy, a handful of labels, beside the labels alone.
var Labels = Lesson{
	ID:    "labels",
	Setup: labelsSetup(),
	Twin:  []Turn{{"alone", 1}},
	Names: [2]string{"copy and labels", "labels alone"},
	Dials: []Dial{
		{Knob: "known", Label: "Labels at random", Min: 0, Max: 200, Front: true},
		{Knob: "asks", Min: 0, Max: 20, Front: true},
		{Knob: "neck", Min: 1, Max: 16, Front: true},
		{Knob: "buy", Front: true}, {Knob: "about"}, {Knob: "teach", Min: 0, Max: 1},
		{Knob: "data", Only: []string{"moons", "real-digits", "clothes"}},
		{Knob: "examples", Min: 64, Max: 1024}, {Knob: "scatter", Min: 0, Max: 0.2},
		{Knob: "width", Min: 4, Max: 64}, {Knob: "depth", Min: 0, Max: 3}, {Knob: "unit"}, {Knob: "rate", Min: 1e-4, Max: 0.1},
		{Knob: "batch"}, {Knob: "seed"},
	},
	Figures: []string{"regions", "bought", "network"},
	Tells: []Tell{
		{What: "accuracy", Label: "Unseen examples told right", Unit: "%"},
		{What: "twin accuracy", Label: "The same from labels alone", Unit: "%", From: "alone"},
		{What: "nearest", Label: "The same by the nearest labelled example", Unit: "%", From: "alone"},
		{What: "labels", Label: "Known labels"},
		{What: "kinds", Label: "Kinds that they name"},
		{What: "sure", Label: "How sure it says that it is, on average", Unit: "%", From: "ask"},
	},
	Steps: []Step{
		{ID: "two", Point: []string{"regions", "buy", "play"}, Turns: crescents(0, 1), Rest: true, Fresh: true, Done: all(at("step", 1500), at("labels", 2), at("kinds", 2))},
		{ID: "alone", Point: []string{"regions", "play"}, Turns: crescents(4, 1), Fresh: true,
			Done: all(is("knob data", moons), at("step", 2000), at("labels", 4))},
		{ID: "ask", Point: []string{"regions", "bought", "asks"}, Turns: crescents(1, 1), Fresh: true, Done: all(is("knob data", moons), at("asked", 9), at("step", 1000))},
		{ID: "predict", Point: []string{"regions", "bought"}, Turns: written(0), Rest: true, Fresh: true, Ask: "ten"},
		{ID: "eye", Point: []string{"regions", "buy", "play"}, Turns: written(0), Rest: true, Fresh: true,
			Done: all(is("knob data", handwritten), at("by hand", 10), at("kinds", 10), at("step", 1000))},
		{ID: "harm", Point: []string{"regions", "play"}, Turns: sided(10, 1), Fresh: true,
			Done: all(is("knob about", 1), at("labels", 10), at("step", 2000))},
		{ID: "goal", Point: []string{"regions", "neck", "known"}, Turns: crescents(0, 2), Fresh: true, Done: toldApart},
	},
	Question: Question{
		ID:    "ten",
		Turns: []Turn{{"data", handwritten}, {"asks", 10}},
		Steps: 2000,
		Options: []ask.Watch{
			all(at("step", 2000), below("accuracy", 0.6)),
			all(at("step", 2000), at("accuracy", 0.6), below("accuracy", 0.8)),
			all(at("step", 2000), at("accuracy", 0.8)),
		},
		Quote: []string{"accuracy", "nearest", "kinds"},
	},
	Goal: Goal{ID: "goal", Label: "Nine in ten of the unseen told right, from four labels at most", Watch: toldApart,
		Way: []Turn{{"neck", 1}, {"known", 4}}},
	Speed:  400,
	Poster: 2000,
}

// The data of the lesson.
const moons, handwritten = float64(data.Moons), float64(data.Handwritten)

var toldApart = all(is("knob data", moons), is("knob about", 0), below("labels", 4.5), at("step", 500), at("accuracy", 0.9))

// labelsSetup is 2-32-16-1-16-32-2 on two crescents, and a classifier on its one number.
func labelsSetup() train.Setup {
	s := train.Default()
	s.Data, s.Neck, s.Width, s.Depth, s.Unit, s.Straight, s.Rate = data.Moons, 1, 32, 2, nn.SiLU, true, 0.01
	s.Classify, s.Known, s.Teach = true, 0, 0.01
	return s
}

// crescents turns the knobs to two crescents, with so many labels at random and a neck; what was bought is given back.
func crescents(known, neck float64) []Turn {
	return labelling(moons, 0, known, neck, 32, 0.01, 0.01, 256)
}

// sided is the same with labels that say on which side a point lies.
func sided(known, neck float64) []Turn { return labelling(moons, 1, known, neck, 32, 0.01, 0.01, 256) }

// written turns the knobs to digits that people wrote.
func written(known float64) []Turn { return labelling(handwritten, 0, known, 8, 64, 0.003, 0.1, 1024) }

func labelling(kind, about, known, neck, width, rate, teach, examples float64) []Turn {
	return []Turn{{"data", kind}, {"about", about}, {"examples", examples}, {"scatter", 0}, {"known", known}, {"asks", 0}, {"buy", 0}, {"neck", neck}, {"width", width},
		{"depth", 2}, {"unit", silu}, {"rate", rate}, {"teach", teach}, {"batch", 32}}
}
