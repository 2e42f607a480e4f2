package ask

import (
	"math"

	"hourglass/core/rng"
)

func sampleMeasures() []measure {
	return []measure{
		// mean square distance per number from examples drawn from the code to the nearest training example, see [Run.sampled]
		{name: "fit", costly: true, of: func(r *Run, _ string) (float64, bool) { return r.fit() }},
		// the share, 0 to 1, of those that lie more than three times as far from it as validation examples do on average: they are like no known one
		{name: "holes", costly: true, of: func(r *Run, _ string) (float64, bool) {
			return float64(r.sampled().Holes()) / sampleDraws, true
		}},
	}
}

// sampleDraws is how many codes are drawn to see what the decoder paints between those that it knows.
const sampleDraws = 128

// SampleDraws is the stream of standard normal numbers by which codes are drawn from a run of that seed, code by code: always the same.
func SampleDraws(seed uint32) rng.Stream { return rng.New(uint64(seed), "fit") }

// sampled draws codes from the standard normal distribution, always the same, has them decoded, and looks up the nearest training examples. A point
// code was never asked to be standard: its draws are given the mean and the standard deviation that each of its numbers has over the training examples.
func (r *Run) sampled() *Known {
	m, neck, x := r.fresh(), r.Setup.Neck, r.Set().TrainX()
	if m.near == nil {
		m.near = NewKnown(m.set, sampleDraws)
	}
	if m.sampled {
		return m.near
	}
	z := make([]float32, sampleDraws*neck)
	draws := SampleDraws(r.Setup.Seed)
	for i := range z {
		z[i] = draws.Normal()
	}
	if !r.Setup.Cloud {
		ScatterAs(z, r.Codes(x), neck)
	}
	m.near.Find(r.Drawn(z), sampleDraws)
	m.sampled = true
	return m.near
}

func (r *Run) fit() (float64, bool) {
	sum := 0.0
	for _, off := range r.sampled().Off {
		sum += off
	}
	return sum / sampleDraws, true
}

// ScatterAs moves the columns of z, standard normal, to the means and standard deviations of those of codes; both have cols columns.
func ScatterAs(z, codes []float32, cols int) {
	for c := range cols {
		mean, deviation := Spread(codes, c, cols)
		for i := c; i < len(z); i += cols {
			z[i] = float32(mean + float64(deviation*float64(z[i])))
		}
	}
}

// Spread is the mean and the standard deviation of column c of codes, which have cols columns.
func Spread(codes []float32, c, cols int) (mean, deviation float64) {
	rows, square := float64(len(codes)/cols), 0.0
	for i := c; i < len(codes); i += cols {
		mean += float64(codes[i]) / rows
	}
	for i := c; i < len(codes); i += cols {
		d := float64(codes[i]) - mean
		square += float64(d*d) / rows
	}
	return mean, math.Sqrt(square)
}
