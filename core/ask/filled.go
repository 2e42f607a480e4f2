package ask

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"hourglass/core/train"
)

// How well holes are filled, where it is known what was there. Of the unseen examples the first 128 have holes as the dial "holes" says, by hand where the
// shown one has them. W is a way: see WayNames.

func fillMeasures() []measure {
	return []measure{
		// "fill W": how far off what is filled in is, a root mean square over what was hidden of the unseen; "fill W N" of column N of a table alone, from 1, in its unit
		{name: "fill", asks: yes, of: func(r *Run, w string) (float64, bool) { return r.filled(w, isHole, offOf) }},
		// "gaps W": the same of what nobody observed, though it is known, in the same filling
		{name: "gaps", asks: yes, of: func(r *Run, w string) (float64, bool) { return r.filled(w, isGap, offOf) }},
		// "lean W": how far above what was there the fillings of those lie, a mean
		{name: "lean", asks: yes, of: func(r *Run, w string) (float64, bool) { return r.filled(w, isGap, leanOf) }},
		// how far the twelve are from their own mean, a root mean square over what was hidden; and that as a share of how far off their mean is, over what was hidden
		// or over the "gaps"
		{name: "doubt", of: func(r *Run, _ string) (float64, bool) { return r.filled("draws", isHole, doubtOf) }},
		{name: "honest", asks: maybe, of: func(r *Run, where string) (float64, bool) {
			if where == "gaps" {
				return r.filled("draws", isGap, honestOf)
			}
			return r.filled("draws", isHole, honestOf)
		}},
		// "filled W": how far off what is filled into the shown example is, where it is known
		{name: "filled", asks: yes, of: func(r *Run, w string) (float64, bool) { return r.filled(w, isShown, offOf) }},
		// how far the twelve are from their own mean in the holes of the shown example, a root mean square
		{name: "unsure", of: func(r *Run, _ string) (float64, bool) { return r.filled("draws", isShown, doubtOf) }},
		// what the learner did: numbers of the shown example hidden by hand
		{name: "holed", of: count(train.Holed)},
		// how many numbers of the shown example nobody sees now, and how many nobody knows
		{name: "hidden", of: func(r *Run, _ string) (n float64, ok bool) {
			for _, hole := range r.View.Hidden(nil, r.Set()) {
				n += float64(hole)
			}
			return n, true
		}},
		{name: "blank", of: func(r *Run, _ string) (n float64, ok bool) {
			for _, v := range Truth(nil, &r.View, r.Set()) {
				if v != v {
					n++
				}
			}
			return n, true
		}},
	}
}

// filledRows is the most unseen examples that are filled.
const filledRows = 128

// What a number is to who scores fillings.
const (
	isHole  = iota // of the unseen: hidden, and observed
	isGap          // of the unseen: not observed, but known
	isShown        // of the shown example: hidden or not observed, but known
	kinds
)

// A score is what fillings come to over some numbers.
type score struct {
	n      float64
	off    float64 // the sum of the squares of how far they are from what was there
	above  float64 // the sum of how far above it
	spread float64 // the sum of the variances of the twelve
}

func offOf(s *score) float64    { return math.Sqrt(s.off / s.n) }
func leanOf(s *score) float64   { return s.above / s.n }
func doubtOf(s *score) float64  { return math.Sqrt(s.spread / s.n) }
func honestOf(s *score) float64 { return math.Sqrt(s.spread / s.off) }

// fillings are what was found out of holes, by one network, dials and hand.
type fillings struct {
	of     train.Moment
	by     train.Turned
	holes  []float32 // (Dim), by hand
	fill   *Filler
	known  [Ways]bool
	scores [Ways][kinds]score
}

// filled finds a number in how a way fills, given as "W", or of the unseen as "W N" of a column alone, in its unit.
func (r *Run) filled(argument string, what int, of func(*score) float64) (float64, bool) {
	name, column, one := strings.Cut(argument, " ")
	by, scale, at := slices.Index(WayNames[:], name), 1.0, -1
	if one {
		columns := r.Set().Kind.Columns()
		if at, _ = strconv.Atoi(column); at < 1 || at > len(columns) {
			return 0, false
		}
		at--
		scale = columns[at].Out(1) - columns[at].Out(0)
	}
	if by < 0 {
		return 0, false
	}
	f := r.fillings()
	s := &f.scores[by]
	switch fresh := [kinds]score{}; {
	case what == isShown:
		s = &fresh
		v := &r.View
		r.score(s, Way(by), v.Input, v.Hidden(nil, r.Set()), Truth(nil, v, r.Set()), nil, -1)
	case at >= 0:
		s = &fresh
		r.unseen(s, Way(by), at)
	case !f.known[by]:
		f.known[by], *s = true, fresh
		r.unseen(s, Way(by), -1)
	}
	v := scale * of(&s[what])
	return v, s[what].n > 0 && v-v == 0
}

// fillings are those that are still true. What needs no network lasts as long as its holes.
func (r *Run) fillings() *fillings {
	f, now := &r.fresh().fillings, r.Moment()
	switch {
	case f.fill == nil || f.by != r.View.Dials || !slices.Equal(f.holes, r.View.Holes):
		f.known = [Ways]bool{}
	case f.of != now:
		f.known = [Ways]bool{ByMean: f.known[ByMean], ByPCA: f.known[ByPCA]}
	}
	f.of, f.by, f.holes = now, r.View.Dials, append(f.holes[:0], r.View.Holes...)
	if f.fill == nil {
		f.fill = NewFiller(r.Set(), r.seenPCA(), min(r.Set().Valid, filledRows))
	}
	return f
}

// unseen scores how a way fills the unseen examples: all of their columns, or one.
func (r *Run) unseen(s *[kinds]score, by Way, column int) {
	set, kind := r.Set(), train.HoleKind(r.View.Dials[train.Hole])
	dim := set.Dim()
	from := set.Train * dim
	hole := make([]float32, min(set.Valid, filledRows)*dim)
	for i := 0; i < len(hole); i += dim {
		if kind.Hole(hole[i:i+dim], set, set.Train+i/dim); kind == train.ByHand {
			copy(hole[i:i+dim], r.View.Holes)
		}
	}
	to := from + len(hole)
	var mask []float32
	if set.Mask != nil {
		mask = set.Mask[from:to]
		for i, seen := range mask {
			if seen == 0 {
				hole[i] = 1
			}
		}
	}
	r.score(s, by, set.X[from:to], hole, known(nil, set, from, to), mask, column)
}

// score fills examples x (rows, Dim) and adds up how that is to what was there. Of the unseen, mask says which numbers were observed; nil says that all were.
func (r *Run) score(s *[kinds]score, by Way, x, hole, truth, mask []float32, column int) {
	f, dim := r.memo.fillings.fill, r.Set().Dim()
	m, mem, w := r.Network()
	net, y, variance := Net{m, mem, w}, make([]float32, len(x)), make([]float32, len(x))
	rounds := int(r.View.Dials[train.Rounds])
	if by == ByDraws {
		f.Twelve(y, variance, net, x, hole, rounds, train.ThrowKind(r.View.Dials[train.Throw]), &r.Setup)
	} else {
		f.Fill(y, by, net, x, hole, rounds)
	}
	for i, v := range y {
		d := float64(v) - float64(truth[i])
		if hole[i] == 0 || d != d || column >= 0 && i%dim != column {
			continue
		}
		what := isHole
		switch {
		case len(x) == dim:
			what = isShown
		case mask != nil && mask[i] == 0:
			what = isGap
		}
		k := &s[what]
		k.n++
		k.above += d
		k.off += float64(d * d)
		k.spread += float64(variance[i])
	}
}
