package ask

import (
	"math"
	"slices"

	"hourglass/core/data"
)

func sparseMeasures() []measure {
	return []measure{
		// how many units of the code are awake for a validation example, on average: further from 0 than a hundredth of the farthest of all units and examples
		{name: "awake", costly: true, of: func(r *Run, _ string) (float64, bool) { awake, _ := r.firing(); return awake, true }},
		// how many units wake for none of them
		{name: "dead", costly: true, of: func(r *Run, _ string) (float64, bool) { _, dead := r.firing(); return dead, true }},
		// of crossed bars: how many are told by one unit of their own, see [Owners]
		{name: "owned", costly: true, of: func(r *Run, _ string) (float64, bool) { return r.owned() }},
	}
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
	Of             []int     // (units), the bar that a unit owns, or -1
	mean, dev, now []float64 // (units), of how far each is from 0, and how far it is now
	r              []float64 // (bars, units), correlations
}

// Find looks at codes (rows, units) and at which bars were there, factors (rows, bars) of 0 or 1, and returns how many bars are owned. It reuses the
// memory of the last look.
func (o *Owners) Find(codes []float32, units int, factors []float32, bars int) int {
	o.correlate(codes, units, factors, bars)
	o.Of = sized(o.Of, units)
	for j := range o.Of {
		o.Of[j] = ownedBy(o.r[j:], units)
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

// correlate sets r to the correlations of the sizes of codes (rows, units) with factors (rows, bars), (bars, units); 0 where either never varies. A factor of 0
// or 1 that is there in the share p of all rows goes with a unit by √(p/(1-p)) times the unit's mean there, less its mean and over its deviation. So only
// the few bars that are there are gone through.
func (o *Owners) correlate(codes []float32, units int, factors []float32, bars int) {
	rows := len(codes) / units
	o.now, o.r = sized(o.now, units), sized(o.r, bars*units)
	o.moments(codes, units)
	clear(o.r)
	for row := range rows {
		for j, v := range codes[row*units : (row+1)*units] {
			o.now[j] = math.Abs(float64(v))
		}
		for i, there := range factors[row*bars : (row+1)*bars] {
			if there == 0 {
				continue
			}
			r := o.r[i*units:][:units]
			for j, v := range o.now {
				r[j] += v
			}
		}
	}
	for i := range bars {
		n := 0
		for k := i; k < len(factors); k += bars {
			if factors[k] != 0 {
				n++
			}
		}
		for j, sum := range o.r[i*units : (i+1)*units] {
			r := 0.0
			if n > 0 && n < rows && o.dev[j] > 0 {
				r = (sum/float64(n) - o.mean[j]) / o.dev[j] * math.Sqrt(float64(n)/float64(rows-n))
			}
			o.r[i*units+j] = r
		}
	}
}

// moments finds mean and standard deviation of how far each unit of codes (rows, units) is from 0. Of one that never varies the deviation is 0.
func (o *Owners) moments(codes []float32, units int) {
	o.mean, o.dev = sized(o.mean, units), sized(o.dev, units)
	mean, dev, rows := o.mean, o.dev, float64(len(codes)/units)
	clear(mean)
	clear(dev)
	for from := 0; from < len(codes); from += units {
		for j, v := range codes[from : from+units] {
			mean[j] += math.Abs(float64(v))
		}
	}
	for j := range mean {
		mean[j] /= rows
	}
	for from := 0; from < len(codes); from += units {
		for j, v := range codes[from : from+units] {
			d := math.Abs(float64(v)) - mean[j]
			dev[j] += float64(d * d)
		}
	}
	for j, square := range dev {
		if square /= rows; square > 1e-12*float64(mean[j]*mean[j]) {
			dev[j] = math.Sqrt(square)
		} else {
			dev[j] = 0
		}
	}
}

// ownedBy is the bar that a unit owns which goes with the bars by every units-th number of r, or -1.
func ownedBy(r []float64, units int) int {
	bar := -1
	for i := 0; i*units < len(r); i++ {
		v := r[i*units]
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
