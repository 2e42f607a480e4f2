package train

import (
	"unsafe"

	"hourglass/core/ae"
)

// Labels is a classifier on the code, where the data have classes, that learns beside the copy.
type Labels struct {
	Classify bool
	Known    int     // examples to train on whose label is known: the first so many
	Teach    float32 // weight of its cross-entropy
}

var labelKnobs = []Knob{
	{at: unsafe.Offsetof(Setup{}.Classify), Name: "classify", Label: "Classifier", Form: Choice, Choices: noYes[:], Restart: true},
	{at: unsafe.Offsetof(Setup{}.Known), Name: "known", Label: "Known labels", Unit: "examples", Form: Whole, Min: 1, Max: MostRows},
	{at: unsafe.Offsetof(Setup{}.Teach), Name: "teach", Label: "Weight of labels", Form: Even, Min: 0, Max: 10, dial: true},
}

func (p *Labels) add(r *ae.Recipe, classes int) {
	if p.Classify && classes > 0 {
		r.Label = ae.Label{Classes: classes, Weight: p.Teach}
	}
}
