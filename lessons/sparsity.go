package lessons

import (
	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
)

// Sparsity is the lesson of a wide code of which few units may speak, beside a dense twin.
var Sparsity = Lesson{
	ID:    "sparsity",
	Setup: sparsitySetup(),
	Twin:  []Turn{{"sparse", float64(ae.Dense)}},
	Names: [2]string{"sparse", "dense"},
	Dials: []Dial{
		{Knob: "sparse", Front: true},
		{Knob: "pressure", Min: 1e-4, Max: 1, Front: true},
		{Knob: "neck", Label: "Code units", Min: 8, Max: 64, Front: true},
		{Knob: "keep", Max: 16, Min: 1}, {Knob: "awake"}, {Knob: "decay", Max: 0.01},
		{Knob: "depth", Max: 1}, {Knob: "width"}, {Knob: "unit"}, {Knob: "rate", Min: 1e-4, Max: 1},
		{Knob: "optimiser"}, {Knob: "momentum"}, {Knob: "batch"}, {Knob: "seed"},
	},
	Figures: []string{"dictionary", "network", "pairs", "firing", "curve"},
	Tells: []Tell{
		{What: "owned", Label: "Bars with a unit of their own (of 14)"},
		{What: "twin owned", Label: "In the dense twin (of 14)"},
		{What: "mend masking 0", Label: "Copies of pictures set aside: error without the price", Decimals: 4},
		{What: "twin mend masking 0", Label: "In the dense twin", Decimals: 4},
		{What: "awake", Label: "Units awake for a picture, on average (of all code units)", Decimals: 1, From: "predict"},
		{What: "twin awake", Label: "In the dense twin", Decimals: 1, From: "predict"},
		{What: "dead", Label: "Units that wake for no picture", From: "predict"},
	},
	Steps: []Step{
		{ID: "watch", Point: []string{"dictionary", "play"}, Turns: pressed(ae.SparseL1), Done: all(at("step", 500), at("owned", 12))},
		{ID: "dense", Point: []string{"sparse", "dictionary"}, Turns: pressed(ae.Dense), Fresh: true, Done: all(is("knob sparse", float64(ae.Dense)), at("step", 1000), below("loss", 0.005))},
		{ID: "predict", Point: []string{"pressure", "firing"}, Turns: pressed(ae.SparseL1), Fresh: true, Ask: "wake"},
		{ID: "units", Point: []string{"dictionary", "network"}, Turns: pressed(ae.SparseL1), Steps: 2000,
			Done: all(is("knob sparse", float64(ae.SparseL1)), at("step", 2000), at("painted", 7))},
		{ID: "silence", Point: []string{"pressure", "firing", "pairs"}, Turns: pressed(ae.SparseL1), Steps: 2000,
			Done: all(is("knob sparse", float64(ae.SparseL1)), at("step", 2000), below("awake", 0.5), at("dead", 60))},
		{ID: "others", Point: []string{"sparse", "keep", "dictionary"}, Turns: append(pressed(ae.TopK), Turn{"keep", 4}), Fresh: true,
			Done: all(at("knob sparse", float64(ae.KSparse)), at("step", 1500), at("owned", 12))},
		{ID: "goal", Point: []string{"dictionary", "firing", "sparse", "pressure"}, Turns: pressed(ae.Dense), Fresh: true, Done: possessed},
	},
	Question: Question{
		ID:    "wake",
		Turns: []Turn{{"neck", 64}, {"depth", 0}, {"sparse", float64(ae.SparseL1)}},
		Steps: 2000,
		Options: []ask.Watch{
			all(at("step", 2000), at("awake", 32)),
			all(at("step", 2000), at("awake", 1.5), below("awake", 32)),
			all(at("step", 2000), below("awake", 1.5)),
		},
		Quote: []string{"awake", "twin awake", "owned"},
	},
	Goal:   Goal{ID: "goal", Label: "All 14 bars owned, by a code of 24 units or fewer of which fewer than 6 are awake for a picture", Watch: possessed, Way: []Turn{{"sparse", float64(ae.SparseL1)}, {"neck", 24}}},
	Speed:  300,
	Poster: 3000,
}

var possessed = all(below("knob neck", 25), at("step", 500), below("awake", 6), at("owned", 14))

// sparsitySetup is 49-64-49 on crossed bars under L1 pressure, with a little weight decay: without it the decoder's weights grow, the code
// shrinks, and the price on the code is paid no more.
func sparsitySetup() train.Setup {
	s := train.Default()
	s.Data, s.Neck, s.Depth, s.Width, s.Sparse, s.Pressure, s.Keep, s.Decay = data.Crossed, 64, 0, 64, ae.SparseL1, 0.003, 4, 0.0001
	return s
}

// pressed turns the knobs of the lesson to where it opens, with a pressure.
func pressed(kind ae.SparseKind) []Turn {
	return []Turn{{"neck", 64}, {"depth", 0}, {"rate", 0.003}, {"decay", 0.0001}, {"pressure", 0.003}, {"sparse", float64(kind)}}
}
