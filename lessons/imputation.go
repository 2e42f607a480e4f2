package lessons

import (
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/train"
)

// Imputation is the lesson of holes: what a network puts there, how sure it is of it, and what no method can know.
var Imputation = Lesson{
	ID:      "imputation",
	Setup:   imputationSetup(),
	Figures: []string{"fill", "network", "map", "pairs", "curve"},
	Steps:   []Step{{ID: "strike", Point: []string{"fill", "play"}}},
	Speed:   300,
	Poster:  2000,
}

var _ = data.Heart
var _ ask.Watch

// imputationSetup is 64-64-8-64-64 on real digits with a cloud for a code. What is missing is left out.
func imputationSetup() train.Setup {
	s := train.Default()
	s.Data, s.Examples, s.Neck, s.Width, s.Loss, s.Cloud, s.Beta, s.Rate, s.Masked = data.Handwritten, train.MostRows, 8, 64, nn.BCE, true, 0.5, 0.01, true
	return s
}
