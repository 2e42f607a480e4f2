package lessons

import (
	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/train"
)

// Noise is the lesson of the denoising autoencoder, beside a plain twin that never met a torn picture.
var Noise = Lesson{
	ID:    "noise",
	Setup: noiseSetup(),
	Twin:  []Turn{{"noise", float64(ae.Clean)}},
	Names: [2]string{"denoising", "plain"},
	Dials: []Dial{
		{Knob: "noise", Front: true},
		{Knob: "amount", Front: true},
		{Knob: "schedule", Only: []string{"constant", "cosine"}, Front: true},
		{Knob: "data", Only: []string{"bars", "blobs", "glyphs", "drawings", "circle", "spiral", "heartbeats"}},
		{Knob: "neck"}, {Knob: "width"}, {Knob: "depth"}, {Knob: "unit"}, {Knob: "output"},
		{Knob: "rate", Min: 1e-4, Max: 1}, {Knob: "over", Min: 500, Max: 20_000},
		{Knob: "optimiser"}, {Knob: "momentum"}, {Knob: "batch"}, {Knob: "seed"},
	},
	Figures: []string{"mend", "network", "origins", "units", "curve"},
	Tells: []Tell{ // what a late step needs stands before what it no longer speaks of
		{What: "field", Label: "Distance of the arrows from the best there are", Decimals: 1, Unit: "%", From: "arrows"},
		{What: "mend gaussian 0.3", Label: "Gaussian noise of 0.3: error after the denoising network", Decimals: 4, From: "other", Holds: noPoints},
		{What: "twin mend gaussian 0.3", Label: "After the plain one", Decimals: 4, From: "other", Holds: noPoints},
		{What: "raw mend masking 0.33", Label: "A third of the numbers set to zero: error as they are", Decimals: 4, Holds: noPoints},
		{What: "mend masking 0.33", Label: "After the denoising network", Decimals: 4, Holds: noPoints},
		{What: "twin mend masking 0.33", Label: "After the plain one", Decimals: 4, From: "predict", Holds: noPoints},
		{What: "mend masking 0", Label: "No noise at all: error of the denoising copies", Decimals: 4, From: "predict", Holds: noPoints},
		{What: "twin mend masking 0", Label: "Error of the plain copies", Decimals: 4, From: "predict", Holds: noPoints},
	},
	Steps: []Step{
		{ID: "tear", Point: []string{"mend", "play"}, Turns: torn(0.33), Rest: true, Fresh: true, Done: all(at("step", 500), below("mend masking 0.33", 0.016))},
		{ID: "predict", Point: []string{"mend"}, Turns: torn(0.33), Ask: "plain"},
		{ID: "room", Point: []string{"neck", "mend", "curve"}, Turns: torn(0.33), Rest: true,
			Done: all(is("knob data", bars), at("knob neck", 49), at("step", 500), below("mend masking 0.33", 0.012))},
		{ID: "paint", Point: []string{"network"}, Turns: torn(0.33), Rest: true, Fresh: true, Steps: 3000, Done: all(at("step", 2000), at("painted", 3))},
		{ID: "arrows", Point: []string{"origins", "mend", "schedule"}, Turns: pushed(), Rest: true, Fresh: true,
			Done: all(is("knob data", circle), is("knob noise", gaussian), at("knob amount", 0.25), at("step", 2000), below("field", 0.05))},
		{ID: "beats", Point: []string{"mend"}, Turns: append([]Turn{{"data", beats}}, torn(0.33)[1:]...), Rest: true, Fresh: true,
			Done: all(is("knob data", beats), at("step", 1000), below("mend masking 0.33", 0.004))},
		{ID: "other", Point: []string{"noise", "amount", "mend"}, Turns: torn(0.33), Rest: true, Steps: 6000,
			Done: all(is("knob data", bars), is("knob noise", gaussian), at("knob amount", 0.25), at("step", 6500), below("mend gaussian 0.3", 0.015))},
		{ID: "goal", Point: []string{"amount", "width", "unit", "mend"}, Turns: torn(0.05), Rest: true, Fresh: true, Done: mended},
	},
	Question: Question{
		ID:    "plain",
		Turns: []Turn{{"noise", masking}, {"amount", 0.33}},
		Steps: 2000,
		Options: []ask.Watch{
			all(at("step", 2000), below("twin mend masking 0.33", 0.015)),
			all(at("step", 2000), at("twin mend masking 0.33", 0.015), below("twin mend masking 0.33", 0.04)),
			all(at("step", 2000), at("twin mend masking 0.33", 0.04)),
		},
		Hides: []string{"mend"},
		Quote: []string{"raw mend masking 0.33", "mend masking 0.33", "twin mend masking 0.33"},
	},
	Goal:   Goal{ID: "goal", Label: "Bars with a third of their pixels set to zero, mended to an error below 0.0048", Watch: mended, Way: []Turn{{"amount", 0.33}, {"width", 64}, {"unit", relu}}},
	Speed:  500,
	Poster: 4000,
}

// Values of knobs that are choices.
const (
	beats             = float64(data.Beats)
	gaussian, masking = float64(ae.Gaussian), float64(ae.Masking)
	relu              = float64(nn.ReLU)
)

var mended = all(is("knob data", bars), at("step", 500), below("mend masking 0.33", 0.0048))

// noPoints holds of pictures and signals. A point has too few numbers for one of them to tell another that was lost.
var noPoints = []ask.Condition{at("numbers", 3)}

// noiseSetup is 49-32-16-32-49 on bars of which a third of the pixels is set to zero. Sixteen numbers are far more than bars need: it is not
// the neck that teaches here.
func noiseSetup() train.Setup {
	s := train.Default()
	s.Neck, s.Width, s.Noise, s.Amount = 16, 32, ae.Masking, 0.33
	return s
}

// torn turns the knobs of the lesson to where it opens, with an amount of masking noise. Grey data come before a squashed output, which points refuse.
func torn(amount float64) []Turn {
	return []Turn{{"data", bars}, {"output", 0}, {"noise", masking}, {"amount", amount}, {"unit", tanh}, {"neck", 16}, {"width", 32}, {"depth", 1}, {"batch", 32},
		{"rate", 0.003}, {"schedule", 0}, {"over", 4000}}
}

// pushed turns them to points on a circle under Gaussian noise, for a deeper network and a batch of as many points as there are.
func pushed() []Turn {
	return []Turn{{"output", 1}, {"data", circle}, {"noise", gaussian}, {"amount", 0.3}, {"unit", tanh}, {"neck", 16}, {"width", 32}, {"depth", 2}, {"batch", 256},
		{"rate", 0.003}, {"schedule", 0}, {"over", 4000}}
}
