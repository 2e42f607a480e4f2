// Package rng turns one seed into named streams of random numbers. A stream is known by its name, so a new draw in one
// (noise, say) never moves another (the order of the pictures, say), and a run can be repeated to the last bit.
package rng

import (
	"math"
	"math/rand/v2"

	"hourglass/core/vec"
)

// A Stream is a sequence of random numbers. It is a plain value: copying it copies its place in the sequence, which is
// how a session is rewound. Not safe for use by several goroutines.
type Stream struct {
	pcg   rand.PCG
	spare float32 // the second normal of a pair
	has   bool
}

// New returns the stream called name of the given seed.
func New(seed uint64, name string) Stream {
	h := mix(seed + 0x9E3779B97F4A7C15)
	for i := range len(name) {
		h = mix(h ^ uint64(name[i]) + 0x9E3779B97F4A7C15)
	}
	var s Stream
	s.pcg.Seed(h, mix(h+0x9E3779B97F4A7C15))
	return s
}

// mix is the finaliser of SplitMix64 (Steele, Lea and Flood 2014): it sends near seeds far apart.
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// Float32 returns a number in [0, 1), a multiple of 2^-24.
func (s *Stream) Float32() float32 { return float32(s.pcg.Uint64()>>40) * (1.0 / (1 << 24)) }

// Range returns a number in [lo, hi).
func (s *Stream) Range(lo, hi float32) float32 { return lo + float32((hi-lo)*s.Float32()) }

// Intn returns an integer in [0, n) by multiply and shift; for n below 2^20 its bias is under 2^-44. It panics when n < 1.
func (s *Stream) Intn(n int) int {
	if n < 1 {
		panic("rng: Intn of less than one")
	}
	return int((s.pcg.Uint64() >> 32) * uint64(n) >> 32)
}

// Normal returns a standard normal number by the polar method (Marsaglia and Bray 1964), from our own logarithm and an
// exact root, because the library's differ between platforms.
func (s *Stream) Normal() float32 {
	if s.has {
		s.has = false
		return s.spare
	}
	for {
		u, v := s.Range(-1, 1), s.Range(-1, 1)
		q := float32(u*u) + float32(v*v)
		if q >= 1 || q == 0 {
			continue
		}
		f := float32(math.Sqrt(float64(float32(-2*vec.Log1(q)) / q)))
		s.spare, s.has = v*f, true
		return u * f
	}
}

// Shuffle puts p in random order (Fisher and Yates).
func (s *Stream) Shuffle(p []int32) {
	for i := len(p) - 1; i > 0; i-- {
		j := s.Intn(i + 1)
		p[i], p[j] = p[j], p[i]
	}
}
