package train

import (
	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
)

// What package ask works its measures out from: the examples, and what the network that is shown makes of them.

// A Doing is something that a learner does and a lesson may wait for.
type Doing uint8

// The doings that are counted.
const (
	Painted Doing = iota // numbers of the shown example changed by hand
	Held                 // moves of the ring
	Slowed               // phases taken one by one
	Rewound              // looks back along the run
	Holed                // numbers of the shown example hidden by hand
	Saved                // files taken away
	Opened               // files opened
	doings
)

// Count is how often the learner did something in this run, since it was counted anew.
func (t *Session) Count(d Doing) int { return t.counts[d] }

// Did counts that the learner did something of which the session itself knows nothing.
func (t *Session) Did(d Doing) { t.counts[d]++ }

// Recount begins to count anew. Nothing that is trained depends on it.
func (t *Session) Recount() { clear(t.counts[:]) }

// Slow takes one phase as Advance does, and counts it.
func (t *Session) Slow() {
	t.counts[Slowed]++
	t.Advance()
}

// A Moment tells networks apart: what was found out about the one that is shown is true of it while the moment is the same.
type Moment struct {
	Step, Back int
	Change     int // how often the run began, had a knob turned, or blew up
}

// Moment is that of the network that is shown.
func (t *Session) Moment() Moment { return Moment{t.run.step, t.View.Back, t.changes} }

// Set is the data set of the run.
func (t *Session) Set() *data.Set { return t.set }

// Parameters is how many numbers training may move: all weights and biases.
func (t *Session) Parameters() int { return len(t.run.w) }

// Codes are the codes (rows, Neck) of x (rows, Dim), as many as there are to train on or to validate, and at least [TrainRows], by the network that is shown; good until the next look. 0 stands
// for what is missing: all that a masked network would see.
func (t *Session) Codes(x []float32) []float32 {
	w, _ := t.shown()
	return t.encode(w, x)
}

// Copies are what the network that is shown makes of x (rows, Dim), as grey values; as Codes otherwise.
func (t *Session) Copies(x []float32) []float32 {
	w, _ := t.shown()
	return t.rebuild(w, x)
}

// Classified are the probabilities (rows, classes) that the classifier of the network that is shown gives to x (rows, Dim), as Codes otherwise; nil without one.
func (t *Session) Classified(x []float32) []float32 {
	if t.run.Model.Head == nil {
		return nil
	}
	w, _ := t.shown()
	return t.look.ClassifyMasked(w, x, nil)
}

// Drawn is what the decoder that is shown makes of codes z (rows, Neck), as grey values; as Codes otherwise.
func (t *Session) Drawn(z []float32) []float32 {
	w, _ := t.shown()
	return t.look.Decode(w, z)
}

// Network is the model, a memory for as many rows as Codes takes, which the next look overwrites, and the parameters that are shown.
func (t *Session) Network() (*ae.Model, *nn.Memory, []float32) {
	w, _ := t.shown()
	return t.run.Model, t.look.pass.Mem, w
}

// Nats are what each number of a cloud (Neck) costs for a validation example, a mean; good until the next look, nil without a cloud.
func (t *Session) Nats() []float64 {
	w, _ := t.shown()
	t.look.Measure(w, t.held)
	return t.look.KL()
}
