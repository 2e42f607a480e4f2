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
	beatOf(factors).draw(x)
}

// Beat draws a heartbeat into x (32): height of its spike above the rest at 0.3, width of its slow wave (standard deviation, in values), and
// the place of its spike.
func Beat(x []float32, height, width, when float32) { sound(height, width, when).draw(x) }

// A beat is the heights of its five waves, the widths of the two that may vary, and the place of its spike.
type beat struct {
	p, q, r, s, t   float32
	spike, slow, at float32
}

// sound is a beat as it should be.
func sound(height, width, when float32) beat {
	return beat{p: 0.09, q: -0.12, r: height, s: -0.2, t: 0.2, spike: 0.75, slow: width, at: when}
}

// beatOf is the sound beat of three factors, each from 0 to 1.
func beatOf(factors []float32) beat {
	return sound(0.32+float32(0.36*factors[0]), 1.6+float32(1.8*factors[1]), 11+float32(5*factors[2]))
}

func (b beat) draw(x []float32) {
	for i := range x {
		t := float32(i) - b.at
		v := 0.3 + bump(t+6, 1.3, b.p) + bump(t+1.7, 0.7, b.q) + bump(t, b.spike, b.r) + bump(t-1.8, 0.8, b.s) + bump(t-8, b.slow, b.t)
		x[i] = min(max(v, 0), 1)
	}
}

// bump is a bell of the given width (standard deviation) and height, t from its middle.
func bump(t, width, height float32) float32 {
	u := t / width
	return float32(height * vec.Exp1(-float32(u*u)/2))
}
