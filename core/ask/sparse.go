package ask

import (
	"math"

	"hourglass/core/data"
)

var sparseMeasures = []measure{
	// how many units of the code are awake for a validation example, on average: further from 0 than a hundredth of the farthest of all units and examples
	{name: "awake", costly: true, of: func(r *Run, _ string) (float64, bool) { awake, _ := r.firing(); return awake, true }},
	// how many units wake for none of them
	{name: "dead", costly: true, of: func(r *Run, _ string) (float64, bool) { _, dead := r.firing(); return dead, true }},
	// of crossed bars: how many are told by one unit of their own, see [Run.owned]
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
	ownFrom    = 0.75
	shareBelow = 0.5
)

// owned counts the bars of crossed bars that have a unit of their own: over the validation pictures, how far the unit is from 0 goes
// with the presence of the bar by a correlation of 0.75 or more, and with that of every other bar by less than 0.5. A unit that
// speaks for two bars alike goes with both by 0.7, and owns neither. A bar that two units own counts once.
func (r *Run) owned() (float64, bool) {
	if r.Setup.Data != data.Crossed {
		return 0, false
	}
	bars := len(r.Set().Names)
	return float64(ownedBars(correlations(r.codes(), r.Setup.Neck, r.Set().Factors[r.Set().Train*bars:], bars), bars)), true
}

// correlations are those of the sizes of codes (rows, units) with factors (rows, bars), (units, bars); 0 where either never varies.
func correlations(codes []float32, units int, factors []float32, bars int) []float64 {
	rows := len(codes) / units
	h, b := make([]float64, len(codes)), make([]float64, len(factors))
	for i, v := range codes {
		h[i] = math.Abs(float64(v))
	}
	for i, v := range factors {
		b[i] = float64(v)
	}
	standardise(h, units)
	standardise(b, bars)
	r := make([]float64, units*bars)
	for row := range rows {
		for j, u := range h[row*units : (row+1)*units] {
			for i, v := range b[row*bars : (row+1)*bars] {
				r[j*bars+i] += float64(u*v) / float64(rows)
			}
		}
	}
	return r
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

// ownedBars counts the columns of r (units, bars) that some row owns.
func ownedBars(r []float64, bars int) int {
	n := 0
	for i := range bars {
		for at := 0; at < len(r); at += bars {
			if owns(r[at:at+bars], i) {
				n++
				break
			}
		}
	}
	return n
}

// owns tells whether a unit that goes with the bars by r owns bar i.
func owns(r []float64, i int) bool {
	for k, v := range r {
		if k != i && v >= shareBelow {
			return false
		}
	}
	return r[i] >= ownFrom
}
