package data

import (
	"strconv"

	"hourglass/core/rng"
	"hourglass/core/vec"
)

const centre = float32(Side-1) / 2

// barWidth is the variance of a bar's profile across, in square pixels.
const barWidth = 0.55

// Bar draws a soft bar into x (Dim): place is the distance of its middle line from the centre in pixels, lean the tangent
// of half its angle to the vertical. From the tangent of the half angle, cosine and sine come by exact arithmetic; the
// library's own differ between platforms.
func Bar(x []float32, place, lean float32) {
	q := float32(lean * lean)
	cos, sin := (1-q)/(1+q), 2*lean/(1+q)
	for i := range Dim {
		u := float32((float32(i%Side)-centre)*cos) + float32((float32(i/Side)-centre)*sin) - place
		x[i] = vec.Exp1(-float32(u*u) / (2 * barWidth))
	}
}

// Bars lie up to two pixels off the centre and lean up to 62 degrees to either side, so that no bar has two descriptions. Their factors, from 0 to 1,
// run from the one end to the other.
const (
	BarPlace = 2   // pixels
	BarLean  = 0.6 // the tangent of half the angle to the vertical
)

func drawBar(x, factors []float32, r *rng.Stream) {
	p, l := r.Float32(), r.Float32()
	factors[0], factors[1] = p, l
	Bar(x, BarPlace*(2*p-1), BarLean*(2*l-1))
}

// Blob draws a soft round spot at (cx, cy), in pixels from the centre.
func Blob(x []float32, cx, cy float32) {
	for i := range Dim {
		dx, dy := float32(i%Side)-centre-cx, float32(i/Side)-centre-cy
		x[i] = vec.Exp1(-(float32(dx*dx) + float32(dy*dy)) / 3)
	}
}

func drawBlob(x, factors []float32, r *rng.Stream) {
	u, v := r.Float32(), r.Float32()
	factors[0], factors[1] = u, v
	Blob(x, 2.5*(2*u-1), 2.5*(2*v-1))
}

func crossedNames() []string {
	names := make([]string, 2*Side)
	for i := range Side {
		names[i] = "row " + strconv.Itoa(i+1)
		names[Side+i] = "column " + strconv.Itoa(i+1)
	}
	return names
}

// crossedOdds is the chance of each of the fourteen bars to be there.
const crossedOdds = 1.0 / 7

func drawCrossed(x, factors []float32, r *rng.Stream) {
	for f := range factors {
		factors[f] = 0
		if r.Float32() < crossedOdds {
			factors[f] = 1
		}
	}
	for i := range Dim {
		x[i] = max(factors[i/Side], factors[Side+i%Side])
	}
}
