package scene

import "math"

// Abs is an instruction in a browser too, where min and max are calls of some ten nanoseconds: what runs for every code, number, weight or
// point of a frame has abs, clamp and comparisons instead.
func Abs(v float32) float32 { return float32(math.Abs(float64(v))) }

// Clamp is v, or the nearer of lo and hi where it lies outside.
func Clamp(v, lo, hi float32) float32 {
	switch {
	case v < lo:
		return lo
	case v > hi:
		return hi
	}
	return v
}
