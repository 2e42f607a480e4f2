package ask

import (
	"math"
	"slices"

	"hourglass/core/data"
)

var sparseMeasures = []measure{
	// how many units of the code are awake for a validation example, on average: further from 0 than a hundredth of the farthest of all units and examples
	{name: "awake", costly: true, of: func(r *Run, _ string) (float64, bool) { awake, _ := r.firing(); return awake, true }},
	// how many units wake for none of them
	{name: "dead", costly: true, of: func(r *Run, _ string) (float64, bool) { _, dead := r.firing(); return dead, true }},
	// of crossed bars: how many are told by one unit of their own, see [Owners]
	{name: "owned", costly: true, of: func(r *Run, _ string) (float64, bool) { return r.owned() }},
}

// AwakeFrom is how far from 0 a unit of the code must be to count as awake, as a share of the farthest of all units and examples.
const AwakeFrom = 0.01

// firing is how many units of the code are awake for a validation example, on average, and how many are for none.
func (r *Run) firing() (awake, dead float64) { return firing(r.codes(), r.Setup.Neck) }

func firing(codes []float32, units int) (awake, dead float64) {
	size := func(h float32) float32 { return float32(math.Abs(float64(h))) } // an instruction in a browser too, where max is a call
	top := float32(0)
	for _, h := range codes {
		if h = size(h); h > top {
			top = h
		}
	}
	wakes := make([]bool, units)
	for i, h := range codes {
		if size(h) > float32(AwakeFrom*top) {
			wakes[i%units] = true
			awake++
		}
	}
	for _, w := range wakes {
		if !w {
			dead++
		}
	}
	return awake / float64(len(codes)/units), dead
}

// A unit owns a bar that it goes with by a correlation of ownFrom or more, if it goes with every other bar by less than shareBelow.
const (
	ownFrom    = 0.85
	shareBelow = 0.5
)

// owned counts the bars of crossed bars that have a unit of their own, see [Owners]. A bar that two units own counts once.
func (r *Run) owned() (float64, bool) {
	if r.Setup.Data != data.Crossed {
		return 0, false
	}
	bars := len(r.Set().Names)
	var o Owners
	return float64(o.Find(r.codes(), r.Setup.Neck, r.Set().Factors[r.Set().Train*bars:], bars)), true
}

// Owners are the units of a code that stand for one bar each. Over some pictures, how far such a unit is from 0 goes with the presence of its bar by a
// correlation of 0.85 or more, and with that of every other bar by less than 0.5. A unit that speaks for two bars alike goes with both by 0.7, and owns
// neither.
type Owners struct {
	Of      []int // (units), the bar that a unit owns, or -1
	h, b, r []float64
}

// Find looks at codes (rows, units) and at which bars were there, factors (rows, bars) of 0 or 1, and returns how many bars are owned. It reuses the
// memory of the last look.
func (o *Owners) Find(codes []float32, units int, factors []float32, bars int) int {
	o.correlate(codes, units, factors, bars)
	o.Of = sized(o.Of, units)
	for j := range o.Of {
		o.Of[j] = ownedBy(o.r[j*bars : (j+1)*bars])
	}
	n := 0
	for i := range bars {
		if slices.Contains(o.Of, i) {
			n++
		}
	}
	return n
}

// sized is s with n elements, in its own memory where that suffices.
func sized[E any](s []E, n int) []E { return slices.Grow(s[:0], n)[:n] }

// correlate sets r to the correlations of the sizes of codes (rows, units) with factors (rows, bars), (units, bars); 0 where either never varies.
func (o *Owners) correlate(codes []float32, units int, factors []float32, bars int) {
	rows := len(codes) / units
	o.h, o.b, o.r = sized(o.h, len(codes)), sized(o.b, len(factors)), sized(o.r, units*bars)
	for i, v := range codes {
		o.h[i] = math.Abs(float64(v))
	}
	for i, v := range factors {
		o.b[i] = float64(v)
	}
	standardise(o.h, units)
	standardise(o.b, bars)
	clear(o.r)
	for row := range rows {
		present := o.b[row*bars : (row+1)*bars]
		for j, u := range o.h[row*units : (row+1)*units] {
			r := o.r[j*bars:][:len(present)]
			for i, v := range present {
				r[i] += float64(u * v)
			}
		}
	}
	for i := range o.r {
		o.r[i] /= float64(rows)
	}
}

// standardise gives every column of x (rows, cols) the mean 0 and the variance 1, or makes it 0 where it never varies.
func standardise(x []float64, cols int) {
	rows := len(x) / cols
	for c := range cols {
		mean, square := 0.0, 0.0
		for i := c; i < len(x); i += cols {
			mean += x[i] / float64(rows)
		}
		for i := c; i < len(x); i += cols {
			x[i] -= mean
			square += float64(x[i]*x[i]) / float64(rows)
		}
		scale := 0.0
		if square > 1e-12*float64(mean*mean) && square > 0 {
			scale = 1 / math.Sqrt(square)
		}
		for i := c; i < len(x); i += cols {
			x[i] = float64(x[i] * scale)
		}
	}
}

// ownedBy is the bar that a unit owns which goes with the bars by r, or -1.
func ownedBy(r []float64) int {
	bar := -1
	for i, v := range r {
		if v < shareBelow {
			continue
		}
		if bar >= 0 || v < ownFrom {
			return -1
		}
		bar = i
	}
	return bar
}
