package lessons

import (
	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
)

// Recommender is the lesson of four stars from four films: a network that guesses how somebody would like what they have not seen, from what they have, beside
// one that takes what is missing for no stars at all.
var Recommender = Lesson{
	ID:    "recommender",
	Setup: recommenderSetup(),
	Twin:  []Turn{{"masked", 0}},
	Names: [2]string{"network", "zeros"},
	Dials: []Dial{
		{Knob: "noise", Label: "Hide while it practises", Only: []string{"none", "masking"}, Front: true},
		{Knob: "neck", Min: 1, Max: 16, Front: true},
		{Knob: "masked", Front: true},
		{Knob: "evenings"}, {Knob: "amount", Label: "Share hidden", Max: 0.9},
		{Knob: "decay"}, {Knob: "dropout"}, {Knob: "examples", Min: 32, Max: 1024},
		{Knob: "width"}, {Knob: "depth"}, {Knob: "unit"}, {Knob: "output"}, {Knob: "rate", Min: 1e-4, Max: 0.1}, {Knob: "batch"}, {Knob: "seed"},
	},
	Figures: []string{"stars", "nights", "map", "network", "curve"},
	Tells: []Tell{
		{What: "stars", Label: "Error on what unseen people have not rated, in stars", Decimals: 2},
		{What: "stars film", Label: "The same by the mean of each film", Decimals: 2},
		{What: "stars both", Label: "By film and person", Decimals: 2, From: "why"},
		{What: "rated", Label: "Films that you rated"},
		{What: "twin rare", Label: "What zeros says of the three rarest films, in stars", Decimals: 2, From: "predict"},
		{What: "rare", Label: "What the network says of them", Decimals: 2, From: "predict"},
		{What: "rare true", Label: "What people would give them", Decimals: 2, From: "predict"},
		{What: "twin stars", Label: "Error of zeros, in stars", Decimals: 2, From: "zeros"},
		{What: "coverage", Label: "Films that are the best guess for somebody, of 24", From: "neck"},
		{What: "coverage film", Label: "The same by the mean of each film", From: "neck"},
		{What: "evening kind", Label: "Share of one kind among what a person watched", Unit: "%", From: "evenings"},
		{What: "evening promised", Label: "Stars that the best guesses promised for the evening", Decimals: 1, From: "evenings"},
		{What: "evening given", Label: "Stars that they got", Decimals: 1, From: "evenings"},
		{What: "stars observed", Label: "Error on what it was told, in stars", Decimals: 2, From: "goal"},
	},
	Steps: []Step{
		{ID: "four", Point: []string{"stars", "play"}, Turns: tasting(3), Done: all(at("step", 1000), at("rated", 4))},
		{ID: "why", Point: []string{"stars"}, Turns: tasting(3), Steps: 2000, Done: all(at("step", 2000), at("rated", 5))},
		{ID: "predict", Point: []string{"stars"}, Turns: tasting(3), Ask: "rare"},
		{ID: "zeros", Point: []string{"stars", "masked"}, Turns: tasting(3), Steps: 2000, Done: all(is("knob masked", 0), at("step", 3000))},
		{ID: "neck", Point: []string{"stars", "map", "neck"}, Turns: tasting(3), Steps: 2000, Done: all(below("knob neck", 1.5), at("step", 2000))},
		{ID: "evenings", Point: []string{"nights", "evenings"}, Turns: tasting(3, Turn{"evenings", 1}), Steps: 2000, Done: all(at("step", 2000), at("dial evenings", 10))},
		{ID: "goal", Point: []string{"stars", "curve", "noise"}, Turns: tasting(3, Turn{"noise", float64(ae.Clean)}), Fresh: true, Done: guessed},
	},
	Question: Question{
		ID:    "rare",
		Turns: []Turn{{"masked", 1}},
		Steps: 2000,
		Options: []ask.Watch{
			all(at("step", 2000), below("twin rare", 1)),
			all(at("step", 2000), at("twin rare", 1), below("twin rare", 2)),
			all(at("step", 2000), at("twin rare", 2)),
		},
		Quote: []string{"twin rare", "rare", "rare true"},
	},
	Goal: Goal{ID: "goal", Label: "Guesses of what unseen people have not rated, off by less than 0.85 stars", Watch: guessed,
		Way: []Turn{{"noise", float64(ae.Masking)}}},
	Speed:  300,
	Poster: 2000,
}

var guessed = all(is("knob masked", 1), at("step", 500), below("stars", 0.85))

// recommenderSetup is 24-32-3-32-24 on ratings. What is missing is left out, and of what is there three in ten are hidden while it practises.
func recommenderSetup() train.Setup {
	s := train.Default()
	s.Data, s.Masked, s.Neck, s.Width, s.Rate, s.Batch, s.Noise, s.Amount = data.Ratings, true, 3, 32, 0.01, 128, ae.Masking, 0.3
	return s
}

// tasting turns the knobs of the lesson to where it opens, with a neck, but for those that more says.
func tasting(neck float64, more ...Turn) []Turn {
	list := []Turn{{"masked", 1}, {"noise", float64(ae.Masking)}, {"amount", 0.3}, {"neck", neck}, {"decay", 0}, {"dropout", 0}, {"examples", 256}, {"width", 32}, {"depth", 1},
		{"unit", tanh}, {"rate", 0.01}, {"batch", 128}}
	return turning(list, more)
}
