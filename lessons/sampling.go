package lessons

import (
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/train"
)

// Sampling is the lesson of the variational autoencoder, beside a twin whose codes are points.
var Sampling = Lesson{
	ID:    "sampling",
	Setup: samplingSetup(),
	Twin:  []Turn{{"code", 0}},
	Names: [2]string{"cloud", "point"},
	Dials: []Dial{
		{Knob: "beta", Front: true},
		{Knob: "neck", Min: 2, Max: 8, Front: true},
		{Knob: "data", Only: []string{"faces", "digits", "bars"}, Front: true},
		{Knob: "free"}, {Knob: "loss", Only: []string{"mse", "bce"}}, {Knob: "width"}, {Knob: "unit"},
		{Knob: "rate", Min: 1e-4, Max: 0.1}, {Knob: "optimiser"}, {Knob: "momentum"}, {Knob: "batch"}, {Knob: "seed"},
	},
	Figures: []string{"darts", "network", "map", "cloud", "bells", "nats", "curve"},
	Tells: []Tell{
		{What: "holes", Label: "Darts of 128 that fall into a hole", Unit: "%"},
		{What: "twin holes", Label: "The same of the twin's darts", Unit: "%"},
		{What: "fit", Label: "Error from a dart's picture to the nearest known one", Decimals: 4},
		{What: "twin fit", Label: "The same for the twin's darts", Decimals: 4},
		{What: "kl", Label: "Cost of a code (KL, in nats), the most that it can tell", Decimals: 2, From: "pull"},
		{What: "silent", Label: "Numbers of the code that tell next to nothing", From: "silent"},
	},
	Steps: []Step{
		{ID: "holes", Point: []string{"darts", "play"}, Turns: open(faces, 8, 1), Fresh: true, Done: all(at("step", 1500), below("fit", 0.004))},
		{ID: "dice", Point: []string{"cloud", "step"}, Turns: open(faces, 2, 1), Slow: true, Fresh: true, Done: all(at("slowed", 8))},
		{ID: "pull", Point: []string{"bells", "darts", "beta"}, Turns: open(faces, 2, 0), Fresh: true, Steps: 1000, Done: all(at("knob beta", 0.9), at("step", 1500), below("holes", 0.2))},
		{ID: "predict", Point: []string{"bells"}, Turns: open(faces, 2, 1), Ask: "grow"},
		{ID: "silent", Point: []string{"nats", "darts", "neck"}, Turns: open(faces, 8, 2), Fresh: true, Done: all(at("knob neck", 6), at("step", 1500), at("silent", 4))},
		{ID: "walk", Point: []string{"map", "darts"}, Turns: open(faces, 2, 1), Fresh: true, Steps: 2000, Done: all(at("step", 2000), at("held", 3))},
		{ID: "digits", Point: []string{"map", "bells", "data"}, Turns: open(digits, 2, 1), Fresh: true, Done: all(is("knob data", digits), at("step", 2000), at("held", 3))},
		{ID: "goal", Point: []string{"darts", "nats", "beta", "neck"}, Turns: open(faces, 8, 0.1), Fresh: true, Done: facelike},
	},
	Question: Question{
		ID:    "grow",
		Turns: []Turn{{"data", faces}, {"loss", float64(nn.BCE)}, {"beta", 10}},
		Steps: 200,
		Options: []ask.Watch{
			all(at("step", 200), at("kl", 4)),
			all(at("step", 200), at("kl", 0.5), below("kl", 4)),
			all(at("step", 200), below("kl", 0.5)),
		},
		Quote: []string{"kl"},
	},
	Goal:   Goal{ID: "goal", Label: "Darts within 0.0030 of a known face, at a code of four numbers or more that costs at least 5.5 nats", Watch: facelike, Way: []Turn{{"neck", 4}, {"beta", 0.4}}},
	Speed:  200,
	Poster: 3000,
}

// Values of knobs that are choices.
const faces, digits = float64(data.Faces), float64(data.Digits)

var facelike = all(is("knob data", faces), at("knob neck", 4), at("step", 500), at("kl", 5.5), below("fit", 0.003))

// samplingSetup is 256-64-8-64-256 on faces with a cloud for a code, as the first step has it. Under binary cross-entropy a beta of 1 is the evidence bound.
func samplingSetup() train.Setup {
	s := train.Default()
	s.Data, s.Neck, s.Width, s.Loss, s.Cloud, s.Rate = data.Faces, 8, 64, nn.BCE, true, 0.01
	return s
}

// open turns the knobs of the lesson to where it opens, on a kind of data, with a neck and a beta.
func open(kind, neck, beta float64) []Turn {
	return []Turn{{"data", kind}, {"loss", float64(nn.BCE)}, {"neck", neck}, {"width", 64}, {"rate", 0.01}, {"beta", beta}}
}
