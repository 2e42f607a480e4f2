package ask

import (
	"slices"

	"hourglass/core/data"
	"hourglass/core/train"
)

func tearMeasures() []measure {
	return []measure{
		// how much of all that a one-number code spans it changes within a 32nd of the curve that points were drawn from, where it changes most: 0.03 at an
		// even pace, 0.1 where it turns back, 0.3 and more where it tears
		{name: "tear", costly: true, of: func(r *Run, _ string) (float64, bool) {
			z, closed, ok := r.alongCurve()
			if !ok {
				return 0, false
			}
			return largestChange(z, tearReach, closed)
		}},
		// at how many places of that curve a one-number code is cut: see cuts
		{name: "cuts", costly: true, of: func(r *Run, _ string) (float64, bool) {
			z, closed, ok := r.alongCurve()
			if !ok {
				return 0, false
			}
			return cuts(z, tearReach, closed)
		}},
		// how well a one-number code stands in the order of an open curve, whichever end comes first: 1 when it does, 0 when as many pairs of places stand the
		// one way as the other
		{name: "order", costly: true, of: func(r *Run, _ string) (float64, bool) {
			z, closed, ok := r.alongCurve()
			if !ok || closed {
				return 0, false
			}
			return inOrder(z)
		}},
	}
}

// A tear is looked for at places of the curve, within a 32nd of it: a network is smooth, and needs a little way for a jump.
const (
	tearPlaces = train.TrainRows
	tearReach  = tearPlaces / 32
)

// alongCurve is the one-number code of tearPlaces places evenly along the one curve that points are drawn from, good until the next look, and whether the
// curve comes back to its beginning. Of other data, and of longer codes, there is none.
func (r *Run) alongCurve() (z []float32, closed, ok bool) {
	kind := r.Setup.Data
	if kind.Form() != data.Points || kind == data.Moons || r.Setup.Neck != 1 {
		return nil, false, false
	}
	closed = kind == data.Circle
	last := float32(tearPlaces - 1)
	if closed {
		last = tearPlaces
	}
	x := make([]float32, 2*tearPlaces)
	for i := range tearPlaces {
		x[2*i], x[2*i+1] = kind.On(float32(i) / last)
	}
	return r.Codes(x), closed, true
}

// cut is the share of its range that a code changes within the reach of a tear where it is cut: twice what it changes at most where it only turns back,
// as that of a circle pressed flat does at its two ends.
const cut = 0.2

// cuts is at how many places of a curve its code z is cut: at how many stretches it changes by a cut of its range, or more, between numbers that lie reach
// apart, round the end where the curve is closed. A code often rushes beyond its end before it comes back, and stands still for a moment between:
// stretches with less than a reach between them are one place. There is none where all numbers are equal.
func cuts(z []float32, reach int, closed bool) (float64, bool) {
	least := cut * (slices.Max(z) - slices.Min(z))
	if !(least > 0) { // nor where one is no number
		return 0, false
	}
	rushes := func(i int) bool { // from number i on
		if !closed && (i < 0 || i+reach >= len(z)) {
			return false
		}
		d := z[(i+reach+len(z))%len(z)] - z[(i+len(z))%len(z)]
		return max(d, -d) >= least
	}
	places, calm := 0, 0 // calm: how many numbers just before do not rush; a rush covers a reach, and there is to be another to the next
	for i := -2 * reach; i < len(z); i++ {
		if !rushes(i) {
			calm++
			continue
		}
		if i >= 0 && calm >= 2*reach {
			places++
		}
		calm = 0
	}
	return float64(places), true
}

// inOrder is how much more often two numbers of z stand in the order of their places than against it, or the other way round, as a share of all pairs: the
// absolute value of Kendall's tau (Kendall 1938). There is none where a number is none.
func inOrder(z []float32) (float64, bool) {
	if top := slices.Max(z); top != top {
		return 0, false
	}
	net := 0
	for i, v := range z {
		for _, w := range z[:i] {
			switch {
			case v > w:
				net++
			case v < w:
				net--
			}
		}
	}
	return float64(max(net, -net)) / float64(len(z)*(len(z)-1)/2), true
}

// largestChange is a tear: the largest difference in z between numbers that lie reach apart, round the end where it is closed, as a share of the
// range of z. There is none where all are equal, nor where one is no number.
func largestChange(z []float32, reach int, closed bool) (float64, bool) {
	low, high, most := z[0], z[0], float32(0)
	for i, v := range z {
		low, high = min(low, v), max(high, v) // of which both are no numbers once one was none
		if i+reach < len(z) || closed {
			d := z[(i+reach)%len(z)] - v
			most = max(most, d, -d)
		}
	}
	if !(low < high) {
		return 0, false
	}
	return float64(most) / float64(high-low), true
}
