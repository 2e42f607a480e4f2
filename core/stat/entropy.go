package stat

import "math"

// Histogram counts values into the bins of count, evenly from low to high; what lies beyond an end, or is no number, goes into the bin there.
func Histogram(count []int, values []float32, low, high float32) {
	clear(count)
	last := len(count) - 1
	for _, v := range values {
		at := 0
		if u := float64(v-low) / float64(high-low); u >= 1 {
			at = last
		} else if u > 0 {
			at = min(int(u*float64(len(count))), last)
		}
		count[at]++
	}
}

// Entropy is how many bits one draw from a histogram tells: -sum p log2 p over the shares p of its bins. This plug-in estimate errs on the low side, by
// about (occupied bins - 1) / (2 draws ln 2) bits (Miller 1955). Of no draws it is 0.
func Entropy(count []int) float64 {
	all, bits := 0, 0.0
	for _, n := range count {
		all += n
	}
	for _, n := range count {
		if n > 0 {
			p := float64(n) / float64(all)
			bits -= float64(p * math.Log2(p))
		}
	}
	return max(bits, 0) // not -0 for a single bin
}
