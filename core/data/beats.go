package data

import (
	"hourglass/core/rng"
	"hourglass/core/vec"
)

const beatLength = 32

// drawBeat draws one heartbeat as its voltage over time: the small wave before it (P), the spike between two dips (Q, R, S) and the slow wave
// after it (T). The height of the spike, the width of the slow wave and the moment vary.
func drawBeat(x, factors []float32, r *rng.Stream) {
	for i := range factors {
		factors[i] = r.Float32()
	}
	Beat(x, 0.32+float32(0.36*factors[0]), 1.6+float32(1.8*factors[1]), 11+float32(5*factors[2]))
}

// Beat draws a heartbeat into x (32): height of its spike above the rest at 0.3, width of its slow wave (standard deviation, in values), and
// the place of its spike.
func Beat(x []float32, height, width, when float32) {
	for i := range x {
		t := float32(i) - when
		v := 0.3 + bump(t+6, 1.3, 0.09) + bump(t+1.7, 0.7, -0.12) + bump(t, 0.75, height) + bump(t-1.8, 0.8, -0.2) + bump(t-8, width, 0.2)
		x[i] = min(max(v, 0), 1)
	}
}

// bump is a bell of the given width (standard deviation) and height, t from its middle.
func bump(t, width, height float32) float32 {
	u := t / width
	return float32(height * vec.Exp1(-float32(u*u)/2))
}
