package lessons

import (
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/train"
)

// Convolution is the lesson of the convolutional autoencoder, beside a dense twin with about as many parameters.
var Convolution = Lesson{
	ID:    "convolution",
	Setup: convolutionSetup(),
	Twin:  []Turn{{"convs", 0}, {"depth", 1}},
	Names: [2]string{"convolution", "dense"},
	Dials: []Dial{
		{Knob: "shift", Front: true},
		{Knob: "kernel", Min: 2, Max: 5, Front: true},
		{Knob: "channels", Front: true},
		{Knob: "convs", Min: 1, Max: 3}, {Knob: "stride"}, {Knob: "neck"},
		{Knob: "width", Label: "Width of the dense twin"},
		{Knob: "unit"}, {Knob: "data", Only: []string{"digits-16x16", "digits", "faces"}}, {Knob: "examples", Min: 32, Max: train.TrainRows},
		{Knob: "rate", Min: 1e-4, Max: 0.1}, {Knob: "batch"}, {Knob: "seed"},
	},
	Figures: []string{"stencil", "network", "written", "pairs", "curve"},
	Tells: []Tell{
		{What: "parameters", Label: "Parameters of the convolution"},
		{What: "twin parameters", Label: "Parameters of the dense twin"},
		{What: "moved 0", Label: "Pictures set aside: error of the convolution’s copies", Decimals: 4},
		{What: "twin moved 0", Label: "Error of the dense twin’s copies", Decimals: 4},
		{What: "moved 2", Label: "The same pictures moved by two pixels: the convolution’s error", Decimals: 4, From: "predict"},
		{What: "twin moved 2", Label: "The dense twin’s", Decimals: 4, From: "predict"},
		{What: "share parameters", Label: "The convolution’s parameters, as a share of the dense twin’s", Decimals: 1, Unit: "%", From: "goal"},
		{What: "share valid", Label: "Its validation loss, as a share of the dense twin’s", Unit: "%", From: "goal"},
	},
	Steps: []Step{
		{ID: "stencil", Point: []string{"stencil", "play"}, Turns: convolved(), Done: all(at("step", 300), below("valid", 0.016))},
		{ID: "move", Point: []string{"stencil", "shift"}, Turns: convolved(), Steps: 1000, Done: all(at("step", 1000), at("dial shift", 2))},
		{ID: "predict", Point: []string{"stencil", "pairs"}, Turns: convolved(), Ask: "moved"},
		{ID: "field", Point: []string{"stencil"}, Turns: convolved(), Steps: 1000, Done: all(at("step", 1000), at("painted", 5))},
		{ID: "paints", Point: []string{"stencil", "play"}, Turns: convolved(), Steps: 1000, Done: all(at("step", 2000))},
		{ID: "checks", Point: []string{"written", "kernel"}, Turns: convolved(), Done: all(is("knob kernel", 4), at("step", 1000))},
		{ID: "goal", Point: []string{"stencil", "channels", "unit", "curve"}, Turns: beside(64), Fresh: true, Done: tenth},
	},
	Question: Question{
		ID:    "moved",
		Turns: []Turn{{"shift", 2}},
		Steps: 2000,
		Options: []ask.Watch{
			all(at("step", 2000), below("share moved 2", 0.5)),
			all(at("step", 2000), at("share moved 2", 0.5), below("share moved 2", 1)),
			all(at("step", 2000), at("share moved 2", 1)),
		},
		Quote: []string{"moved 0", "twin moved 0", "moved 2", "twin moved 2"},
	},
	Goal: Goal{ID: "goal", Label: "Unseen digits copied to an error below 0.013, and below the dense twin’s, with a tenth of its parameters", Watch: tenth,
		Way: []Turn{{"channels", 3}, {"unit", tanh}}},
	Speed:  200,
	Poster: 1500,
}

// Values of knobs that are choices.
const (
	digits16 = float64(data.Digits16)
	leaky    = float64(nn.Leaky)
)

var tenth = all(is("knob data", digits16), at("step", 1000), below("share parameters", 0.1), below("share valid", 1), below("valid", 0.013))

// convolutionSetup is 256-512-256-15 through two convolutions and back, on digits of 16x16 pixels; the width is that of the dense twin, 256-19-15-19-256.
func convolutionSetup() train.Setup {
	s := train.Default()
	s.Data, s.Convs, s.Channels, s.Depth, s.Neck, s.Width, s.Unit = data.Digits16, 2, 8, 0, 15, 19, nn.Leaky
	return s
}

// convolved turns the knobs of the lesson to where it opens.
func convolved() []Turn { return beside(19) }

// beside turns them to that, with a dense twin of some width. A kernel comes before its stride, which must not be larger.
func beside(width float64) []Turn {
	return []Turn{{"data", digits16}, {"shift", 0}, {"convs", 2}, {"channels", 8}, {"kernel", 3}, {"stride", 2}, {"neck", 15}, {"width", width}, {"unit", leaky}, {"rate", 0.003}, {"batch", 32}, {"examples", train.TrainRows}}
}
