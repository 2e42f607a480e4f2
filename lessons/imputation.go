package lessons

import (
	"slices"

	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/train"
)

// Imputation is the lesson of holes: what a network puts there, how sure it is, and what no method can know.
var Imputation = Lesson{
	ID:    "imputation",
	Setup: imputationSetup(),
	Dials: []Dial{
		{Knob: "holes", Front: true},
		{Knob: "dice", Front: true},
		{Knob: "neck", Min: 1, Max: 32, Front: true},
		{Knob: "rounds"}, {Knob: "beta", Max: 4}, {Knob: "losing"},
		{Knob: "data", Only: []string{"real-digits", "faces", "penguins", "real-heart"}},
		{Knob: "missing", Max: 0.6}, {Knob: "examples", Min: 64, Max: 1024}, {Knob: "noise", Only: []string{"none", "masking"}}, {Knob: "amount"}, {Knob: "loss", Only: []string{"mse", "bce"}},
		{Knob: "width"}, {Knob: "rate", Min: 1e-4, Max: 0.1}, {Knob: "batch"}, {Knob: "seed"},
	},
	Figures: []string{"fill", "network", "map", "pairs", "curve"},
	Tells: []Tell{
		{What: "fill mean", Label: "Error in the holes of unseen examples, filled by means", Decimals: 3},
		{What: "fill once", Label: "One pass through the network", Decimals: 3},
		{What: "fill rounds", Label: "Going round", Decimals: 3, From: "ways"},
		{What: "fill draws", Label: "Mean of the twelve draws", Decimals: 3, From: "twelve"},
		{What: "fill pca", Label: "PCA, which needs no training", Decimals: 3, From: "ways"},
		{What: "unsure", Label: "How far the twelve disagree in the shown holes", Decimals: 3, From: "twelve"},
		{What: "doubt", Label: "How far they disagree over all unseen examples", Decimals: 3, From: "predict"},
		{What: "honest", Label: "Doubt as a share of their error", Unit: "%", From: "predict"},
		{What: "fill once 4", Label: "Mass: error of one pass, in g", From: "penguins"},
		{What: "fill pca 4", Label: "Mass: error of PCA, in g", From: "penguins"},
		{What: "gaps draws", Label: "Error of the twelve where nobody looked", Decimals: 3, From: "blind"},
		{What: "lean draws", Label: "How far too bright they are there", Decimals: 3, From: "blind"},
	},
	Steps: []Step{
		{ID: "strike", Point: []string{"fill", "play"}, Turns: holesInDigits(train.ByHand), Done: all(at("step", 1000), at("hidden", 16))},
		{ID: "ways", Point: []string{"fill", "rounds"}, Turns: holesInDigits(train.Strewn, Turn{"rounds", 1}), Steps: 2000, Done: all(at("step", 2000), at("dial rounds", 8))},
		{ID: "twelve", Point: []string{"fill"}, Turns: holesInDigits(train.Half), Steps: 2000, Done: all(at("step", 2000), at("hidden", 20), below("unsure", 0.06))},
		{ID: "predict", Point: []string{"fill"}, Turns: holesInDigits(train.Strewn), Ask: "sure"},
		{ID: "penguins", Point: []string{"fill", "map"}, Turns: holesInBirds(), Steps: 3000, Done: all(is("knob data", holedBirds), at("step", 3000), at("blank", 1))},
		{ID: "beat", Point: []string{"fill"}, Turns: holesInBeats(), Steps: 2000, Done: all(is("knob data", heart), at("step", 2000), at("holed", 4))},
		{ID: "blind", Point: []string{"fill", "losing"}, Turns: holesInDigits(train.Strewn, Turn{"missing", 0.3}, Turn{"losing", 0}), Steps: 2000,
			Done: all(is("knob losing", 1), at("step", 4000))},
		{ID: "goal", Point: []string{"fill", "neck", "dice"}, Turns: holesInDigits(train.Strewn, Turn{"neck", 2}), Fresh: true, Done: filledHoles},
	},
	Question: Question{
		ID:    "sure",
		Turns: []Turn{{"data", holedDigits}, {"holes", float64(train.Strewn)}, {"missing", 0}},
		Steps: 2000,
		Options: []ask.Watch{
			all(at("step", 2000), below("honest", 0.6)),
			all(at("step", 2000), at("honest", 0.6), below("honest", 0.8)),
			all(at("step", 2000), at("honest", 0.8)),
		},
		Quote: []string{"doubt", "honest"},
	},
	Goal: Goal{ID: "goal", Label: "Holes that means fill no better than 0.25, filled within 0.190, with a doubt of at least seven tenths of the error", Watch: filledHoles,
		Way: []Turn{{"neck", 16}, {"beta", 0.3}, {"dice", float64(train.ThrowPixel)}}},
	Speed:  300,
	Poster: 2000,
}

// The real data of the lesson beside the heart.
const holedDigits, holedBirds = float64(data.Handwritten), float64(data.Penguins)

var filledHoles = all(is("knob data", holedDigits), is("knob missing", 0), at("step", 500), at("fill mean", 0.25), at("honest", 0.7), below("fill draws", 0.19))

// imputationSetup is 64-64-8-64-64 on real digits with a cloud for a code. What is missing is left out.
func imputationSetup() train.Setup {
	s := train.Default()
	s.Data, s.Examples, s.Neck, s.Width, s.Loss, s.Cloud, s.Beta, s.Rate, s.Masked, s.Amount = data.Handwritten, train.MostRows, 8, 64, nn.BCE, true, 0.5, 0.01, true, 0.5
	return s
}

// holesInDigits turns the knobs of the lesson to where it opens, on digits, with holes of a kind, but for those that more says.
func holesInDigits(holes train.HoleKind, more ...Turn) []Turn {
	all := []Turn{{"data", holedDigits}, {"missing", 0}, {"noise", float64(ae.Clean)}, {"loss", float64(nn.BCE)}, {"neck", 8}, {"width", 64}, {"beta", 0.5}, {"rate", 0.01},
		{"holes", float64(holes)}, {"rounds", 5}, {"dice", float64(train.ThrowCode)}}
	return turning(all, more)
}

// turning is a list of turns but for the knobs that others turn.
func turning(all, others []Turn) []Turn {
	for _, t := range others {
		if i := slices.IndexFunc(all, func(u Turn) bool { return u.Knob == t.Knob }); i >= 0 {
			all[i] = t
		} else {
			all = append(all, t)
		}
	}
	return all
}

// holesInBirds turns them to the table: a network that practises with half of the entries hidden, and reads 0 as a hole.
func holesInBirds() []Turn {
	return []Turn{{"data", holedBirds}, {"missing", 0}, {"noise", float64(ae.Masking)}, {"amount", 0.5}, {"loss", float64(nn.MSE)}, {"neck", 4}, {"width", 32}, {"beta", 0.01}, {"rate", 0.01},
		{"holes", float64(train.Strewn)}, {"rounds", 1}, {"dice", float64(train.ThrowCode)}}
}

// holesInBeats turns them to the heart.
func holesInBeats() []Turn {
	return []Turn{{"data", heart}, {"missing", 0}, {"noise", float64(ae.Clean)}, {"loss", float64(nn.BCE)}, {"neck", 8}, {"width", 32}, {"beta", 0.1}, {"rate", 0.01},
		{"holes", float64(train.Block)}, {"rounds", 5}, {"dice", float64(train.ThrowPixel)}}
}
