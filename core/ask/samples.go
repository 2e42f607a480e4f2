package ask

import (
	"math"

	"hourglass/core/rng"
	"hourglass/core/vec"
)

var sampleMeasures = []measure{
	// mean square distance per number from pictures drawn from the code to the nearest training example, see [Run.nearness]
	{name: "fit", costly: true, of: func(r *Run, _ string) (float64, bool) { return r.nearness() }},
}

// sampleDraws is how many codes are drawn to see what the decoder paints between those that it knows.
const sampleDraws = 128

// nearness draws codes from the standard normal distribution, always by the same dice, has them decoded, and returns the mean square
// distance per number to the nearest training example. A point code was never asked to be standard: its draws are given the mean and the
// standard deviation that each of its numbers has over the training examples.
func (r *Run) nearness() (float64, bool) {
	neck, dim, x := r.Setup.Neck, r.Set().Dim(), r.Set().TrainX()
	z := make([]float32, sampleDraws*neck)
	dice := rng.New(uint64(r.Setup.Seed), "fit")
	for i := range z {
		z[i] = dice.Normal()
	}
	if !r.Setup.Cloud {
		ScatterAs(z, r.Codes(x), neck)
	}
	drawn := r.Drawn(z)
	products := make([]float32, sampleDraws*r.Set().Train)
	vec.MatMulTB(products, drawn, x, sampleDraws, dim, r.Set().Train)
	sizes := sizesOf(r.Set())
	sum := 0.0
	for d := range sampleDraws {
		i := nearestRows(products[d*r.Set().Train:(d+1)*r.Set().Train], sizes)[0]
		sum += MeanSquare(drawn[d*dim:(d+1)*dim], r.Set().Picture(i))
	}
	return sum / sampleDraws, true
}

// ScatterAs moves the columns of z, standard normal, to the means and standard deviations of those of codes; both have cols columns.
func ScatterAs(z, codes []float32, cols int) {
	rows := float64(len(codes) / cols)
	for c := range cols {
		mean, square := 0.0, 0.0
		for i := c; i < len(codes); i += cols {
			mean += float64(codes[i]) / rows
		}
		for i := c; i < len(codes); i += cols {
			d := float64(codes[i]) - mean
			square += float64(d*d) / rows
		}
		deviation := math.Sqrt(square)
		for i := c; i < len(z); i += cols {
			z[i] = float32(mean + float64(deviation*float64(z[i])))
		}
	}
}
