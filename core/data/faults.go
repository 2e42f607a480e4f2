package data

import (
	"hourglass/core/rng"
)

// Heartbeats with faults planted among them, of five kinds. A faulty beat keeps the true factors of the sound one that it would have been.

// The faults, as labels say them. Sound is none.
const (
	Sound   = iota
	Early   // the beat comes before its time
	Broad   // it begins in the wrong place: no small wave ahead, a broad spike without dips, a slow wave that goes down
	Missing // the small wave ahead of the spike is missing
	Turned  // the slow wave goes down instead of up
	Tremor  // a muscle trembled under the electrode for a quarter of the time
	faults
)

// FaultNames are what a learner reads of a faulty beat's label.
var FaultNames = [faults]string{"normal", "early", "broad", "no P wave", "turned T wave", "tremor"}

// FaultShort are the same where there is little room.
var FaultShort = [faults]string{"normal", "early", "broad", "no P", "T down", "tremor"}

// FaultyShare is how many of the examples set aside are faulty: one in so many, of each fault alike.
const FaultyShare = 5

// hum is the standard deviation of the noise that lies over every beat.
const hum = 0.02

// drawHummed draws a sound heartbeat with a little noise over it.
func drawHummed(x, factors []float32, r *rng.Stream) {
	drawBeat(x, factors, r)
	disturb(x, hum, r)
}

// disturb adds normal noise, and cuts what leaves the range.
func disturb(x []float32, s float32, r *rng.Stream) {
	for i, v := range x {
		x[i] = min(max(v+float32(s*r.Normal()), 0), 1)
	}
}

// plant puts faults into the set: into as many of the examples to train on as the spec asks for, by chance, and into a fixed share of those for validation
// and of the sealed ones, in random order. The dice are their own, one stream for each part, and thrown alike for every share: what was faulty is still so,
// in the same way, when more is.
func (s *Set) plant() {
	practice := s.Train + s.Skip
	s.Labels = make([]int32, practice+s.Valid+s.Sealed)
	r := rng.New(s.Seed, "faults")
	for i := range practice {
		chosen, kind := r.Float32() < s.Faults, int32(1+r.Intn(faults-1))
		if !chosen {
			kind = Sound
		}
		s.spoil(i, kind, &r)
	}
	s.plantAside(practice, s.Valid, "faults aside")
	s.plantAside(practice+s.Valid, s.Sealed, "faults sealed")
}

// plantAside spoils a fixed share of n examples from one on.
func (s *Set) plantAside(from, n int, stream string) {
	r := rng.New(s.Seed, stream)
	order := make([]int32, n)
	for i := range order {
		order[i] = int32(i)
	}
	r.Shuffle(order)
	for k, i := range order {
		kind := int32(Sound)
		if k < n/FaultyShare {
			kind = int32(1 + k%(faults-1))
		}
		s.spoil(from+int(i), kind, &r)
	}
}

// spoil makes example i a faulty one of a kind, or leaves it alone: the dice fall either way.
func (s *Set) spoil(i int, kind int32, r *rng.Stream) {
	u, where, shake := r.Float32(), r.Intn(beatLength*3/4), [beatLength / 4]float32{}
	var noise [beatLength]float32
	for k := range shake {
		shake[k] = r.Normal()
	}
	for k := range noise {
		noise[k] = r.Normal()
	}
	s.Labels[i] = kind
	if kind == Sound {
		return
	}
	x := s.Picture(i)
	if kind == Tremor {
		for k, v := range shake {
			x[where+k] = min(max(x[where+k]+float32((0.06+float32(0.06*u))*v), 0), 1)
		}
		return
	}
	b := beatOf(s.Factors[i*len(s.Names):])
	switch kind {
	case Early:
		b.at -= 5 + float32(2*u)
	case Broad:
		b.p, b.q, b.s, b.spike, b.t = 0, 0, 0, 1.8+float32(0.8*u), -0.2
	case Missing:
		b.p = 0
	case Turned:
		b.t = -0.2
	}
	b.draw(x)
	for k, v := range noise {
		x[k] = min(max(x[k]+float32(hum*v), 0), 1)
	}
}
