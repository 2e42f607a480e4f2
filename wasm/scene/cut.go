package scene

import (
	"slices"

	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/squeeze"
	"hourglass/core/train"
)

// What figures of squeezed pictures share: the rivals' dealt bits, and what cut codes leave.

// A Cut is what becomes of a network's copies when the numbers of its codes are cut, by the bits of each number.
type Cut struct {
	Cells [squeeze.MostBits + 1]squeeze.Cells
	Off   [squeeze.MostBits + 1]float64 // mean square error per number of the examples set aside

	codes, cut []float32 // (Valid, Neck)
	of         []float32 // the parameters that it is of; none that are, where its parts are of several networks
	due        int       // the next part of the work, from 0; cutParts when all is done
}

// cutParts are how many parts the work of one cut has: to lay the cells, and to cut by each number of bits.
const cutParts = 1 + squeeze.MostBits

// Deals are the rivals, PCA first, by the examples of the set: worked out when a figure first asks for them after the data have changed.
func (b *Base) Deals() []*squeeze.Deal {
	if b.dealtOf != b.Set {
		b.dealtOf, b.dealt = b.Set, ask.Deals(b.Set, b.PCA())
	}
	return b.dealt
}

// CutOf is that of the run (0) or of its twin (1). While snapshots follow each other each pays for a part of the work alone, and the parts are of up to nine of
// them; then all of it is of the last.
func (b *Base) CutOf(which int) *Cut {
	c := &b.cuts[which]
	if b.cutKnown[which] {
		return c
	}
	b.cutKnown[which] = true
	w := b.Snap.Params
	if which == 1 {
		w = b.Twin.Params
	}
	whole := b.cutNew[which] || !b.hurried
	b.cutNew[which] = false
	if c.due == cutParts && slices.Equal(w, c.of) { // nothing but the view has changed
		return c
	}
	if whole || c.due == cutParts {
		c.due = 0
	}
	c.of = append(c.of[:0], w...)
	for b.cutPart(c, which, w); whole && c.due < cutParts; {
		b.cutPart(c, which, w)
	}
	if !whole {
		c.of[0]++ // of no one network
	}
	return c
}

// cutPart does the next part of the work.
func (b *Base) cutPart(c *Cut, which int, w []float32) {
	m, mem := b.Model, b.Many
	if which == 1 {
		m, mem = b.Twin.Model, b.Twin.Many
	}
	bits := c.due
	c.due++
	if bits == 0 {
		known := Encode(m, mem, w, b.Set.TrainX(), b.Set.Train)
		for n := 1; n <= squeeze.MostBits; n++ {
			c.Cells[n].Fit(known, m.Code, n)
		}
		c.codes = append(c.codes[:0], Encode(m, mem, w, b.Set.ValidX(), b.Set.Valid)...)
		c.cut = append(c.cut[:0], c.codes...)
		return
	}
	c.Cells[bits].Cut(c.cut, c.codes)
	c.Off[bits] = ask.MeanSquare(b.Set.ValidX(), m.Decode(mem, w, c.cut, b.Set.Valid))
}

// Packed is about what the parts of a file of the examples set aside take, as [ask.Run.Pack] writes it. The program that writes it is not linked for that.
func (b *Base) Packed() squeeze.Sizes {
	c := b.CutOf(0)
	return c.Cells[b.Bits()].About(c.codes, len(ask.Decoder(b.Model, b.Snap.Params)))
}

// Bits is to how many bits each number is cut.
func (b *Base) Bits() int { return int(b.Snap.View.Dials[train.Bits]) }

// Through is what the run makes of picture x (Dim) when the numbers of its code are cut; it lives in the memory for one picture.
func (b *Base) Through(x []float32) []float32 {
	c := b.CutOf(0)
	b.slim = append(b.slim[:0], Encode(b.Model, b.Many, b.Snap.Params, x, 1)...)
	c.Cells[b.Bits()].Cut(b.slim, b.slim)
	return b.Model.Decode(b.Many, b.Snap.Params, b.slim, 1)
}

// Stranger sets dst (Dim) to a letter as large as the pictures of the set: a picture of another kind, or of bars where they are letters. False where examples are
// no pictures.
func (b *Base) Stranger(dst []float32) bool {
	kind := data.Glyphs
	if b.Set.Kind == data.Glyphs {
		kind = data.Bars
	}
	if b.Form() != data.Pictures || b.Side() < data.Side || b.Set.Kind.Height() != b.Side() {
		return false
	}
	set, err := data.Make(data.Spec{Kind: kind, Train: 1, Skip: strange, Valid: 1, Seed: 1})
	if err != nil {
		return false
	}
	clear(dst)
	side := b.Side()
	scale := side / data.Side
	lead := (side - scale*data.Side) / 2
	for y := range scale * data.Side {
		for x := range scale * data.Side {
			dst[(y+lead)*side+x+lead] = set.ValidX()[y/scale*data.Side+x/scale]
		}
	}
	return true
}

// strange is which of the letters that a seed draws is the stranger.
const strange = 3
