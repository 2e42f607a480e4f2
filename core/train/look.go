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
	kl    []float64 // (Code), of the last Measure; nil without a cloud
}

// NewLooker makes room to look at up to room examples at once.
func NewLooker(m *ae.Model, seed uint64, room int) *Looker {
	l := &Looker{model: m, pass: m.NewPass(room, false), seed: seed, room: room}
	if m.Cloud.On {
		l.kl = make([]float64, m.Code)
	}
	return l
}

// Looker returns a looker at the trainer's model, for up to room examples at once.
func (t *Trainer) Looker(room int) *Looker { return NewLooker(t.Model, t.seed, room) }

// Measure returns the terms of the loss over all of d with parameters w. Examples that do not fit the room at once are taken in blocks,
// and what comes back is, but for rounding, what they would give at once: Copy a mean over the numbers that count, Label over the
// examples whose label is known, the others over all examples. Two prices are no means and stay those of blocks, averaged: that of
// SparseKL, on how often a unit wakes in a block, and the part of Total that free bits leave, since each block has its own.
//
// It allocates nothing, but for the room that the first look after a contractive penalty was turned up from 0 takes.
func (l *Looker) Measure(w []float32, d Data) ae.Terms {
	l.noise = rng.New(l.seed, "look")
	clear(l.kl)
	size := l.model.Input.Size()
	rows := len(d.X) / size
	whole := d.rows(0, rows, size)
	if rows <= l.room {
		return l.terms(w, whole, 1)
	}
	seen, known := l.observed(whole), labelled(whole)
	var sum ae.Terms
	for from := 0; from < rows; from += l.room {
		to := min(from+l.room, rows)
		b := d.rows(from, to, size)
		share := float64(to-from) / float64(rows)
		t := l.terms(w, b, share)
		sum.Add(t, share)
		// What counts by other shares than examples is put right.
		if seen > 0 {
			sum.Add(ae.Terms{Copy: t.Copy, Total: t.Copy}, float64(l.observed(b))/float64(seen)-share)
		}
		if known > 0 {
			sum.Add(ae.Terms{Label: t.Label, Total: t.Label}, float64(labelled(b))/float64(known)-share)
		}
	}
	return sum
}

// terms measures a block, and adds its share to the nats of each code dimension.
func (l *Looker) terms(w []float32, b ae.Batch, share float64) ae.Terms {
	l.pass.Forward(w, b, ae.Dice{Noise: &l.noise})
	t := l.pass.Measure(w)
	for d, v := range l.pass.KL {
		l.kl[d] += float64(share * v)
	}
	return t
}

// observed is how many entries of b the copy is scored on, 0 where that is all of them.
func (l *Looker) observed(b ae.Batch) int {
	n := 0
	if l.model.Masked {
		for _, v := range b.Mask {
			if v != 0 {
				n++
			}
		}
	}
	return n
}

// labelled is how many labels of b are known.
func labelled(b ae.Batch) int {
	n := 0
	for _, l := range b.Labels {
		if l >= 0 {
			n++
		}
	}
	return n
}

// KL returns the nats of each code dimension in the last Measure, a mean over its examples, or nil without a cloud.
func (l *Looker) KL() []float64 { return l.kl }

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
