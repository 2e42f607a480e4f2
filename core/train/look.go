package train

import (
	"strconv"

	"hourglass/core/ae"
	"hourglass/core/nn"
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
	kl    []float64  // (Code), of the last Measure; nil without a cloud
	head  *nn.Memory // of the classifier, once it is asked
}

// NewLooker makes room to look at up to room examples at once, at least 1. Seed decides how inputs are torn when a noise is measured.
func NewLooker(m *ae.Model, seed uint64, room int) *Looker {
	if room < 1 {
		panic("train: a looker with room for " + strconv.Itoa(room) + " examples, the least is 1")
	}
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
// It allocates nothing, but for the room that the first look after a contractive penalty was turned up from 0 takes. It panics on data
// that do not fit the recipe, as in a [Task]; their values it takes as they are.
func (l *Looker) Measure(w []float32, d Data) ae.Terms {
	if _, err := d.fit(&l.model.Recipe); err != nil {
		panic(err.Error())
	}
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

// Encode returns the codes (rows, Code) of x (rows, Input), at most room examples; they are good until the next look. Here as below w is
// the whole arena (Params), and what does not fit panics: a wrong length, more examples than room, and a masked recipe, whose own way in
// is EncodeMasked, so that a true value that nobody observed cannot slip into an evaluation.
func (l *Looker) Encode(w, x []float32) []float32 {
	return l.model.Encode(l.pass.Mem, w, x, l.rows(x, l.model.Input.Size()))
}

// EncodeMasked is Encode for a masked recipe. Mask (rows, Input) is 1 where an entry of x was observed and 0 where not; what x holds
// there, be it NaN, is never read. A nil mask says that everything was observed.
func (l *Looker) EncodeMasked(w, x, mask []float32) []float32 {
	return l.model.EncodeMasked(l.pass.Mem, w, x, mask, l.rows(x, l.model.Input.Size()))
}

// Decode returns the outputs (rows, Input) for codes z (rows, Code), as grey values also under BCE; they are good until the next look.
func (l *Looker) Decode(w, z []float32) []float32 {
	return l.model.Decode(l.pass.Mem, w, z, l.rows(z, l.model.Code))
}

// Rebuild returns what the model makes of x (rows, Input), at most room examples, as grey values also under BCE; good until the next
// look. It panics where Encode does; a masked recipe has RebuildMasked.
func (l *Looker) Rebuild(w, x []float32) []float32 {
	return l.model.Rebuild(l.pass.Mem, w, x, l.rows(x, l.model.Input.Size()))
}

// RebuildMasked is Rebuild for a masked recipe: what it believes of every entry, from those alone that were observed. See EncodeMasked.
func (l *Looker) RebuildMasked(w, x, mask []float32) []float32 {
	return l.model.RebuildMasked(l.pass.Mem, w, x, mask, l.rows(x, l.model.Input.Size()))
}

// Classify returns the probabilities (rows, Classes) of the classes, for each example of x (rows, Input): each row adds up to 1. They
// are good until the next look. It panics where Encode does, and on a recipe without Label.Classes; a masked one has ClassifyMasked.
func (l *Looker) Classify(w, x []float32) []float32 { return l.classes(w, l.Encode(w, x)) }

// ClassifyMasked is Classify for a masked recipe. See EncodeMasked.
func (l *Looker) ClassifyMasked(w, x, mask []float32) []float32 {
	return l.classes(w, l.EncodeMasked(w, x, mask))
}

func (l *Looker) classes(w, z []float32) []float32 {
	if l.head == nil && l.model.Head != nil {
		l.head = l.model.Head.NewMemory(l.room, false)
	}
	return l.model.Classify(l.head, w, z, len(z)/l.model.Code)
}

// rows is how many examples of size numbers x holds; the model refuses what is left over.
func (l *Looker) rows(x []float32, size int) int {
	rows := len(x) / size
	if rows < 1 || rows > l.room {
		panic("train: a look at " + strconv.Itoa(len(x)) + " numbers, in rows of " + strconv.Itoa(size) + "; there is room for 1 to " + strconv.Itoa(l.room) + " rows")
	}
	return rows
}
