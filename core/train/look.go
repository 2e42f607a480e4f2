package train

import (
	"hourglass/core/ae"
	"hourglass/core/rng"
)

// A Looker measures and uses a model without disturbing its training: it has a memory of its own. Torn inputs are torn alike at every
// look, so that two looks can be compared; codes are at their means and every unit is awake.
type Looker struct {
	model *ae.Model
	pass  *ae.Pass
	seed  uint64
	room  int
	noise rng.Stream
}

// NewLooker makes room to look at up to room examples at once.
func NewLooker(m *ae.Model, seed uint64, room int) *Looker {
	return &Looker{model: m, pass: m.NewPass(room, false), seed: seed, room: room}
}

// Looker returns a looker at the trainer's model, for up to room examples at once.
func (t *Trainer) Looker(room int) *Looker { return NewLooker(t.Model, t.seed, room) }

// Measure returns the terms of the loss over all of d with parameters w: means over its examples. It allocates nothing.
func (l *Looker) Measure(w []float32, d Data) ae.Terms {
	l.noise = rng.New(l.seed, "look")
	size := l.model.Input.Size()
	rows := len(d.X) / size
	if rows <= l.room {
		return l.terms(w, d.rows(0, rows, size))
	}
	var sum ae.Terms
	for from := 0; from < rows; from += l.room {
		to := min(from+l.room, rows)
		t := l.terms(w, d.rows(from, to, size))
		sum.Add(t, float64(to-from)/float64(rows))
	}
	return sum
}

func (l *Looker) terms(w []float32, b ae.Batch) ae.Terms {
	l.pass.Forward(w, b, ae.Dice{Noise: &l.noise})
	return l.pass.Measure(w)
}

// KL returns the nats of each code dimension in the last Measure, or nil without a cloud.
func (l *Looker) KL() []float64 { return l.pass.KL }

// Encode returns the codes (rows, Code) of x, at most room examples; they are good until the next look.
func (l *Looker) Encode(w, x []float32) []float32 {
	return l.model.Encode(l.pass.Mem, w, x, len(x)/l.model.Input.Size())
}

// Decode returns the outputs (rows, Input) for codes z, as grey values also under BCE; they are good until the next look.
func (l *Looker) Decode(w, z []float32) []float32 {
	return l.model.Decode(l.pass.Mem, w, z, len(z)/l.model.Code)
}

// Rebuild returns what the model makes of x, at most room examples, as grey values also under BCE; good until the next look.
func (l *Looker) Rebuild(w, x []float32) []float32 {
	return l.model.Rebuild(l.pass.Mem, w, x, len(x)/l.model.Input.Size())
}
