package ask

import (
	"hourglass/core/data"
	"hourglass/core/train"
)

var tearMeasures = []measure{
	// how much of all that a one-number code spans it changes within a 32nd of the curve that points were drawn from, where it changes most: 0.03 at an
	// even pace, 0.1 where it turns back, 0.3 and more where it tears
	{name: "tear", costly: true, of: func(r *Run, _ string) (float64, bool) { return r.tear() }},
}

// A tear is looked for at places of the curve, within a 32nd of it: a network is smooth, and needs a little way for a jump.
const (
	tearPlaces = train.TrainRows
	tearReach  = tearPlaces / 32
)

// tear is how much of all that the code spans it changes within a 32nd of the curve, where it changes most: for a one-number code of
// points on one curve. A code that follows the curve at an even pace has 1/32. One number for a closed curve must fall back
// somewhere: at once, a tear, or over half of the way, so that two places have one code and the largest change is a tenth.
func (r *Run) tear() (float64, bool) {
	kind := r.Setup.Data
	if kind.Form() != data.Points || kind == data.Moons || r.Setup.Neck != 1 {
		return 0, false
	}
	closed := kind == data.Circle
	last := float32(tearPlaces - 1)
	if closed {
		last = tearPlaces
	}
	x := make([]float32, 2*tearPlaces)
	for i := range tearPlaces {
		x[2*i], x[2*i+1] = kind.On(float32(i) / last)
	}
	return largestChange(r.Codes(x), tearReach, closed)
}

// largestChange is the largest difference in z between numbers that lie reach apart, round the end where it is closed, as a share of the
// range of z. There is none where all are equal.
func largestChange(z []float32, reach int, closed bool) (float64, bool) {
	low, high, most := z[0], z[0], float32(0)
	for i, v := range z {
		low, high = min(low, v), max(high, v)
		if i+reach < len(z) || closed {
			d := z[(i+reach)%len(z)] - v
			most = max(most, d, -d)
		}
	}
	if low == high {
		return 0, false
	}
	return float64(most) / float64(high-low), true
}
