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
		{Knob: "pressure", Min: 1e-5, Max: 1, Front: true},
		{Knob: "neck", Label: "Code units", Min: 8, Max: 64, Front: true},
		{Knob: "keep", Max: 16, Min: 1}, {Knob: "awake"}, {Knob: "decay", Max: 0.01},
		{Knob: "depth", Max: 1}, {Knob: "width"}, {Knob: "unit"}, {Knob: "rate", Min: 1e-4, Max: 1},
		{Knob: "optimiser"}, {Knob: "momentum"}, {Knob: "batch"}, {Knob: "seed"},
	},
	Figures: []string{"dictionary", "twins", "sum", "network", "firing", "curve"},
	Tells: []Tell{
		{What: "owned", Label: "Bars owned by a unit (of 14)"},
		{What: "twin owned", Label: "In the dense twin (of 14)", From: "dense"},
		{What: "awake", Label: "Units awake for a picture, on average (of all code units)", Decimals: 1, From: "predict"},
		{What: "twin awake", Label: "In the dense twin", Decimals: 1, From: "predict"},
		{What: "dead", Label: "Units that wake for no picture", From: "predict"},
		{What: "mend masking 0", Label: "Copies of pictures set aside: error without the price", Decimals: 4, From: "dense"},
		{What: "twin mend masking 0", Label: "In the dense twin", Decimals: 4, From: "dense"},
	},
	Steps: []Step{
		{ID: "watch", Point: []string{"dictionary", "play"}, Turns: pressed(ae.SparseL1, 0.003), Fresh: true, Rest: true, Done: all(at("step", 500), at("owned", 12))},
		{ID: "dense", Point: []string{"twins", "pressure", "play"}, Turns: pressed(ae.SparseL1, 1e-5), Fresh: true, Rest: true, Steps: 500,
			Done: all(is("knob sparse", float64(ae.SparseL1)), at("knob pressure", 0.002), at("step", 750), at("owned", 12))},
		{ID: "predict", Point: []string{"firing", "dictionary"}, Turns: pressed(ae.SparseL1, 0.003), Fresh: true, Rest: true, Ask: "wake"},
		{ID: "units", Point: []string{"sum", "network"}, Turns: pressed(ae.SparseL1, 0.003), Fresh: true, Rest: true, Steps: 2000,
			Done: all(is("knob sparse", float64(ae.SparseL1)), at("step", 2000), at("painted", 7))},
		{ID: "silence", Point: []string{"dictionary", "sum", "pressure"}, Turns: pressed(ae.SparseL1, 0.003), Fresh: true, Rest: true, Steps: 2000,
			Done: all(is("knob sparse", float64(ae.SparseL1)), below("knob pressure", 0.005), at("step", 2750), at("dead", 56))},
		{ID: "others", Point: []string{"dictionary", "sum", "sparse", "keep"}, Turns: append(pressed(ae.TopK, 0.003), Turn{"keep", 4}), Fresh: true, Rest: true,
			Done: all(at("knob sparse", float64(ae.KSparse)), at("step", 1500), at("owned", 12))},
		{ID: "goal", Point: []string{"dictionary", "firing", "sparse", "pressure"}, Turns: pressed(ae.Dense, 0.003), Fresh: true, Rest: true, Done: possessed},
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
		Hides: []string{"firing", "sum"},
		Quote: []string{"awake", "twin awake", "owned"},
	},
	Goal:   Goal{ID: "goal", Label: "All 14 bars owned, by a code of 24 units or fewer that seldom wake", Watch: possessed, Way: []Turn{{"sparse", float64(ae.SparseL1)}, {"neck", 24}}},
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

// pressed turns the knobs of the lesson to where it opens, with a kind of pressure and how strong it is.
func pressed(kind ae.SparseKind, pressure float64) []Turn {
	return []Turn{{"neck", 64}, {"depth", 0}, {"rate", 0.003}, {"decay", 0.0001}, {"pressure", pressure}, {"sparse", float64(kind)}}
}
