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

var fillMeasures = []measure{
	// "fill W": how far off what is filled in is, a root mean square over what was hidden of the unseen; "fill W N" of column N of a table alone, from 1, in its unit
	{name: "fill", asks: yes, of: hiddenAs(isHole, rootMeanSquare)},
	// "gaps W": the same of what nobody observed, though it is known, in the same filling
	{name: "gaps", asks: yes, of: hiddenAs(isGap, rootMeanSquare)},
	// "lean W": how far above what was there the fillings of those lie, a mean
	{name: "lean", asks: yes, of: hiddenAs(isGap, meanDifference)},
	// how far the twelve are from their own mean, a root mean square over what was hidden, or over the "gaps"; and that as a share of how far off their mean is
	{name: "doubt", asks: maybe, of: func(r *Run, where string) (float64, bool) { return r.doubt(where, false) }},
	{name: "honest", asks: maybe, of: func(r *Run, where string) (float64, bool) { return r.doubt(where, true) }},
	// "filled W": how far off what is filled into the shown example is, where it is known
	{name: "filled", asks: yes, of: (*Run).filledShown},
	// how far the twelve are from their own mean in the holes of the shown example, a root mean square; 0 where it has none
	{name: "unsure", of: func(r *Run, _ string) (float64, bool) { return r.unsure(), true }},
	// how many numbers of the shown example nobody knows
	{name: "blank", of: func(r *Run, _ string) (float64, bool) {
		n := 0.0
		for _, v := range Truth(nil, &r.View, r.Set()) {
			if v != v {
				n++
			}
		}
		return n, true
	}},
	// what the learner did: numbers of the shown example hidden by hand
	{name: "holed", of: count(train.Holed)},
	// how many numbers of the shown example nobody sees now
	{name: "hidden", of: func(r *Run, _ string) (float64, bool) {
		n := 0.0
		for _, hole := range r.View.Hidden(nil, r.Set()) {
			n += float64(hole)
		}
		return n, true
	}},
}

// filledRows is the most unseen examples that are filled.
const filledRows = 128

// What a number of an example is to who fills.
const (
	isSeen  = iota
	isHole  // hidden, and known
	isGap   // not observed, but known
	isBlank // nobody knows
)

// fillings are the unseen examples with holes, and what is put there.
type fillings struct {
	of    train.Moment
	by    train.Turned
	hand  []float32 // holes by hand (Dim)
	fill  *Filler
	x     []float32 // (rows, Dim)
	truth []float32
	hole  []float32
	what  []uint8 // (rows, Dim)
	y     [Ways][]float32
	known [Ways]bool
	doubt []float32 // (rows, Dim), variances of the twelve
}

// fillings are those of the network that is shown, by dials and holes as they stand.
func (r *Run) fillings() *fillings {
	m := r.fresh()
	f := &m.fillings
	if f.fill == nil {
		f.lay(r)
	}
	if hand := r.View.Holes; f.by[train.Hole] != r.View.Dials[train.Hole] || r.View.Dials[train.Hole] == float64(train.ByHand) && !slices.Equal(f.hand, hand) {
		f.dig(r)
	}
	if now := r.Moment(); f.of != now || f.by != r.View.Dials {
		keep := f.known[ByPCA]
		f.known = [Ways]bool{ByMean: f.known[ByMean], ByPCA: keep}
		f.of, f.by = now, r.View.Dials
	}
	return f
}

// lay makes room for the unseen examples of a set.
func (f *fillings) lay(r *Run) {
	set := r.Set()
	dim, rows := set.Dim(), min(set.Valid, filledRows)
	from, n := set.Train*dim, rows*dim
	*f = fillings{fill: NewFiller(set, r.seenPCA(), rows), x: set.X[from : from+n], truth: set.Truth[from : from+n], hole: make([]float32, n), what: make([]uint8, n),
		doubt: make([]float32, n)}
	for i := range f.y {
		f.y[i] = make([]float32, n)
	}
	f.dig(r)
}

// dig makes the holes anew.
func (f *fillings) dig(r *Run) {
	set, kind := r.Set(), train.HoleKind(r.View.Dials[train.Hole])
	dim, from := set.Dim(), set.Train*set.Dim()
	f.hand = append(f.hand[:0], r.View.Holes...)
	f.known, f.of, f.by = [Ways]bool{}, train.Moment{Back: -2}, r.View.Dials
	for i := 0; i < len(f.hole); i += dim {
		hole := f.hole[i : i+dim]
		if kind.Hole(hole, set, set.Train+i/dim); kind == train.ByHand {
			copy(hole, f.hand)
		}
		for j := range hole {
			k := i + j
			switch missing := set.Mask != nil && set.Mask[from+k] == 0; {
			case missing && set.Unknown != nil && set.Unknown[from+k]:
				f.what[k], hole[j] = isBlank, 1
			case missing:
				f.what[k], hole[j] = isGap, 1
			case hole[j] != 0:
				f.what[k] = isHole
			default:
				f.what[k] = isSeen
			}
		}
	}
}

// filled are the unseen examples filled in a way (rows, Dim).
func (r *Run) filled(by Way) *fillings {
	f := r.fillings()
	if f.known[by] {
		return f
	}
	f.known[by] = true
	net := r.net()
	rounds := int(r.View.Dials[train.Rounds])
	if by != ByDraws {
		f.fill.Fill(f.y[by], by, net, f.x, f.hole, rounds)
		return f
	}
	r.draws(f.fill, f.y[by], f.doubt, f.x, f.hole)
	return f
}

// draws fills x (rows, Dim) by dice twelve times, and sets mean and variance (rows, Dim) to those of the twelve (Welford 1962).
func (r *Run) draws(f *Filler, mean, variance, x, holes []float32) {
	net, throw := r.net(), train.ThrowKind(r.View.Dials[train.Throw])
	if throw == train.ThrowPixel {
		f.Leave(net)
	}
	clear(mean)
	clear(variance)
	dice, one := Dice(&r.Setup), make([]float32, len(x))
	for n := range Draws {
		f.Draw(one, net, x, holes, int(r.View.Dials[train.Rounds]), throw, &dice)
		for i, v := range one {
			d := v - mean[i]
			mean[i] += d / float32(n+1)
			variance[i] += float32(d*(v-mean[i])) / (Draws - 1)
		}
	}
}

func (r *Run) net() Net {
	m, mem, w := r.Network()
	return Net{m, mem, w}
}

// way finds a way by its name.
func way(name string) (Way, bool) {
	i := slices.Index(WayNames[:], name)
	return Way(max(i, 0)), i >= 0
}

// How a number y that was filled in lies to what was there, x.
func rootMeanSquare(y, x float32) float64 { d := float64(y) - float64(x); return float64(d * d) }
func meanDifference(y, x float32) float64 { return float64(y) - float64(x) }

// hiddenAs is a measure over those numbers that are what: "W", or "W N" of a column.
func hiddenAs(what uint8, of func(y, x float32) float64) func(*Run, string) (float64, bool) {
	square := of(0, 1) > 0 // it is a square, of which the root is told
	return func(r *Run, argument string) (float64, bool) {
		name, column, one := strings.Cut(argument, " ")
		by, ok := way(name)
		if !ok {
			return 0, false
		}
		at, scale, dim := -1, 1.0, r.Set().Dim()
		if one {
			n, err := strconv.Atoi(column)
			columns := r.Set().Kind.Columns()
			if err != nil || n < 1 || n > len(columns) {
				return 0, false
			}
			at, scale = n-1, columns[n-1].Out(1)-columns[n-1].Out(0)
		}
		f := r.filled(by)
		sum, n := 0.0, 0.0
		for i, y := range f.y[by] {
			if f.what[i] == what && (at < 0 || i%dim == at) {
				sum += of(y, f.truth[i])
				n++
			}
		}
		if n == 0 {
			return 0, false
		}
		if sum /= n; square {
			sum = math.Sqrt(sum)
		}
		return sum * scale, true
	}
}

// doubt is how far the twelve are from their mean, of what was hidden or of gaps; as a share, of how far their mean is off.
func (r *Run) doubt(where string, share bool) (float64, bool) {
	what := map[string]uint8{"": isHole, "gaps": isGap}[where]
	if what == isSeen {
		return 0, false
	}
	f := r.filled(ByDraws)
	sum, off, n := 0.0, 0.0, 0.0
	for i, y := range f.y[ByDraws] {
		if f.what[i] == what {
			sum += float64(f.doubt[i])
			off += rootMeanSquare(y, f.truth[i])
			n++
		}
	}
	if n == 0 || share && off <= exact {
		return 0, false
	}
	if share {
		return math.Sqrt(sum / off), true
	}
	return math.Sqrt(sum / n), true
}

// unsure is how far the twelve are apart in the holes of the shown example.
func (r *Run) unsure() float64 {
	holes := r.View.Hidden(nil, r.Set())
	mean, variance := make([]float32, len(holes)), make([]float32, len(holes))
	r.draws(r.fillings().fill, mean, variance, r.View.Input, holes)
	sum, n := 0.0, 0.0
	for i, hole := range holes {
		if hole != 0 {
			sum += float64(variance[i])
			n++
		}
	}
	return math.Sqrt(sum / max(n, 1))
}

// filledShown is how far off the filling of the shown example is.
func (r *Run) filledShown(name string) (float64, bool) {
	by, ok := way(name)
	if !ok {
		return 0, false
	}
	f, set := r.fillings().fill, r.Set()
	x := r.View.Input
	holes := r.View.Hidden(nil, set)
	y := make([]float32, len(x))
	if by == ByDraws {
		r.draws(f, y, make([]float32, len(x)), x, holes)
	} else {
		f.Fill(y, by, r.net(), x, holes, int(r.View.Dials[train.Rounds]))
	}
	return OffHoles(y, Truth(nil, &r.View, set), holes)
}
