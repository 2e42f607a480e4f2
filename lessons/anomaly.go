package lessons

import (
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
)

// Anomaly is the lesson of the error as an alarm: a network that practised on normal beats, beside one that did so on the same beats sorted clean.
var Anomaly = Lesson{
	ID:    "anomaly",
	Setup: anomalySetup(),
	Twin:  []Turn{{"faults", 0}},
	Names: [2]string{"network", "clean twin"},
	Dials: []Dial{
		{Knob: "threshold", Min: 1e-4, Max: 0.1, Front: true},
		{Knob: "neck", Min: 1, Max: 32, Front: true},
		{Knob: "faults", Front: true},
		{Knob: "rare"}, {Knob: "cost"},
		{Knob: "data", Only: []string{"faulty-heartbeats", "real-heart"}},
		{Knob: "width"}, {Knob: "depth"}, {Knob: "unit"}, {Knob: "rate", Min: 1e-4, Max: 0.1},
		{Knob: "optimiser"}, {Knob: "momentum"}, {Knob: "batch"}, {Knob: "seed"},
	},
	Figures: []string{"errors", "worst", "network", "curve"},
	Tells: []Tell{
		{What: "found", Label: "Faults found at one false alarm in fifty", Unit: "%"},
		{What: "hits", Label: "Faults found at your line", Unit: "%", From: "line"},
		{What: "false alarms", Label: "Normal beats that raise an alarm there", Unit: "%", Decimals: 1, From: "line"},
		{What: "precision", Label: "Share of alarms that are true, with faults as rare as you set", Unit: "%", Decimals: 1, From: "rare"},
		{What: "cost", Label: "Cost of a beat at your line", Decimals: 4, From: "rare"},
		{What: "cost sealed", Label: "The same on sealed beats", Decimals: 4, From: "rare"},
		{What: "twin found", Label: "Faults found by the clean twin", Unit: "%", From: "hide"},
		{What: "found pca", Label: "Faults found by PCA with as many numbers", Unit: "%", From: "predict"},
		{What: "calls", Label: "Beats that raise an alarm at your line", From: "heart"},
		{What: "shown", Label: "Error of the shown copy", Decimals: 4, From: "yours"},
	},
	Steps: []Step{
		{ID: "copy", Point: []string{"worst", "play"}, Turns: guard(2, 0, 0.02), Done: all(at("step", 1000), at("auc", 0.95))},
		{ID: "line", Point: []string{"errors", "threshold"}, Turns: guard(2, 0, 0.02), Steps: 1500,
			Done: all(at("step", 1500), below("false alarms", 0.0201), at("hits", 0.75))},
		{ID: "predict", Point: []string{"errors"}, Turns: guard(2, 0, 0.001), Ask: "wider"},
		{ID: "yours", Point: []string{"network", "errors"}, Turns: guard(4, 0, 0.0009), Steps: 3000,
			Done: all(at("step", 3000), at("painted", 6), at("alarm", 1))},
		{ID: "hide", Point: []string{"errors", "worst", "faults"}, Turns: guard(16, 0.2, 0.0005), Fresh: true,
			Done: all(at("knob faults", 0.1), at("step", 1500), at("twin found", 0.85), below("found", 0.8))},
		{ID: "rare", Point: []string{"errors", "rare", "threshold"}, Turns: guard(4, 0, 0.0008), Steps: 3000,
			Done: all(at("step", 3000), below("dial rare", 0.0011), below("precision", 0.1))},
		{ID: "heart", Point: []string{"worst", "errors", "neck"}, Turns: append([]Turn{{"data", heart}}, guard(2, 0, 0.005)[1:]...), Steps: 1500,
			Done: all(is("knob data", heart), at("knob neck", 8), at("step", 1500))},
		{ID: "goal", Point: []string{"errors", "worst", "neck"}, Turns: guard(1, 0.05, 0.001), Fresh: true, Done: guarded},
	},
	Question: Question{
		ID:    "wider",
		Turns: []Turn{{"data", faulty}, {"faults", 0}, {"neck", 8}},
		Steps: 3000,
		Options: []ask.Watch{
			all(at("step", 3000), below("found", 0.75)),
			all(at("step", 3000), at("found", 0.75), below("found", 0.9)),
			all(at("step", 3000), at("found", 0.9)),
		},
		Quote: []string{"found", "found pca"},
	},
	Goal: Goal{ID: "goal", Label: "Nine in ten faults found at one false alarm in fifty, with one fault in twenty left to practise on", Watch: guarded,
		Way: []Turn{{"neck", 6}}},
	Speed:  300,
	Poster: 3000,
}

// The data of the lesson: of the second nobody knows who is faulty.
const faulty, heart = float64(data.Faulty), float64(data.Heart)

var guarded = all(is("knob data", faulty), at("knob faults", 0.05), at("step", 500), at("found", 0.9))

// anomalySetup is 32-32-2-32-32 on normal heartbeats.
func anomalySetup() train.Setup {
	s := train.Default()
	s.Data, s.Width, s.Rate = data.Faulty, 32, 0.01
	return s
}

// guard turns the knobs of the lesson to where it opens, with a neck, a share of faults to practise on, and a line. Faults are as rare, and a miss as dear, as
// when nobody says otherwise.
func guard(neck, faults, threshold float64) []Turn {
	return []Turn{{"data", faulty}, {"faults", faults}, {"neck", neck}, {"width", 32}, {"depth", 1}, {"unit", tanh}, {"rate", 0.01}, {"batch", 32},
		{"threshold", threshold}, {"rare", train.Dials[train.Rare].Default}, {"cost", train.Dials[train.Cost].Default}}
}
