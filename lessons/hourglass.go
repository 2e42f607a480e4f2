package lessons

import (
	"hourglass/core/ask"
	"hourglass/core/train"
)

// Hourglass is the lesson of the two-number neck.
var Hourglass = Lesson{
	ID:    "hourglass",
	Setup: train.Default(),
	Dials: []Dial{
		{Knob: "neck", Min: 1, Max: 8, Front: true},
		{Knob: "rate", Min: 1e-4, Max: 10, Front: true},
		{Knob: "data", Only: []string{"bars", "blobs", "crossed-bars", "glyphs", "drawings"}}, {Knob: "width"}, {Knob: "depth"}, {Knob: "unit"}, {Knob: "loss"},
		{Knob: "optimiser"}, {Knob: "momentum"}, {Knob: "batch"}, {Knob: "seed"},
	},
	Figures: []string{"network", "map", "pairs", "samples", "units", "curve"},
	Tells: []Tell{
		{What: "loss", Label: "Loss on the pictures it learns from", Decimals: 4},
		{What: "fit", Label: "Error from a picture painted from a random code to the nearest real one", Decimals: 3, From: "widen"},
		{What: "factor 1", Label: "Share of a bar's place that comes back in the copy", Unit: "%", From: "predict", Holds: shown},
		{What: "factor 2", Label: "Share of a bar's lean", Unit: "%", From: "predict", Holds: shown},
		{What: "valid", Label: "Loss on pictures set aside", Decimals: 4},
	},
	Steps: []Step{
		{ID: "squeeze", Point: []string{"network", "play"}, Turns: barred(2), Fresh: true, Rest: true, Done: all(at("step", 1000))},
		{ID: "step", Point: []string{"network", "step", "speed"}, Slow: true, Done: all(at("slowed", 4))},
		{ID: "predict", Point: []string{"pairs"}, Turns: barred(2), Ask: "lose"},
		{ID: "map", Point: []string{"map", "network"}, Turns: barred(2), Steps: 2000, Done: all(at("step", 2000), at("held", 1), is("holding", 1))},
		{ID: "draw", Point: []string{"network", "map"}, Turns: barred(2), Steps: 2000, Done: all(at("step", 2000), at("painted", 3), at("drawn", 3))},
		{ID: "one", Point: []string{"map"}, Turns: barred(1), Steps: 2000, Done: all(is("knob neck", 1), at("step", 2000), at("held", 3), is("holding", 1))},
		{ID: "widen", Point: []string{"samples", "pairs", "neck", "curve"}, Turns: barred(8), Fresh: true, Rest: true, Done: all(at("knob neck", 6), below("loss", 0.004))},
		{ID: "goal", Point: []string{"curve", "rate"}, Turns: barred(2), Fresh: true, Rest: true, Done: reach},
	},
	Question: Question{
		ID:    "lose",
		Turns: []Turn{{"neck", 1}},
		Steps: 400,
		Options: []ask.Watch{
			all(at("step", 400), is("knob neck", 1), at("explained", 0.65)),
			all(at("step", 400), is("knob neck", 1), is("knob data", bars), at("explained", 0), below("explained", 0.65), at("factor 1", 0.5), below("factor 2", 0.5)),
			all(at("step", 400), is("knob neck", 1), is("knob data", bars), at("explained", 0), below("factor 1", 0.5), below("factor 2", 0.5)),
		},
		Quote: []string{"factor 1", "factor 2"},
	},
	Goal:   Goal{ID: "goal", Label: "Loss below 0.010 through a two-number neck", Watch: reach},
	Speed:  500,
	Poster: 4000,
}

// barred is the network with a neck of so many numbers, on the pictures and at the rate that the words speak of.
func barred(neck float64) []Turn { return []Turn{{"neck", neck}, {"data", bars}, {"rate", 0.003}} }

// shown is where one can speak of the place and the lean of a bar in a copy: of bars, and from when on a copy shows more than the mean of all.
var shown = []ask.Condition{is("knob data", bars), at("explained", 0)}

var reach = all(is("knob neck", 2), is("knob loss", 0), below("loss", 0.010))

func all(c ...ask.Condition) ask.Watch { return ask.Watch{All: c} }

func at(what string, v float64) ask.Condition {
	return ask.Condition{What: what, Op: ask.AtLeast, Value: v}
}
func below(what string, v float64) ask.Condition {
	return ask.Condition{What: what, Op: ask.Below, Value: v}
}
func is(what string, v float64) ask.Condition {
	return ask.Condition{What: what, Op: ask.Is, Value: v}
}
