package squeeze

import (
	"cmp"
	"math"
	"slices"
)

// Waves are the axes of the orthonormal two-dimensional discrete cosine transform of pictures of that width and height (Ahmed, Natarajan and Rao 1974; the
// DCT-II of JPEG): axes (n, width*height), one of length 1 a row and at right angles to all others, the first n in zigzag order: coarse waves first.
func Waves(width, height, n int) []float64 {
	type wave struct{ u, v int }
	var order []wave
	for v := range height {
		for u := range width {
			order = append(order, wave{u, v})
		}
	}
	slices.SortFunc(order, func(a, b wave) int {
		s, t := a.u+a.v, b.u+b.v
		if s != t {
			return cmp.Compare(s, t)
		}
		if s%2 == 0 { // up and to the right, then down and to the left, as JPEG goes
			return cmp.Compare(a.u, b.u)
		}
		return cmp.Compare(a.v, b.v)
	})
	n = min(n, len(order))
	across, down := ripples(width), ripples(height)
	axes := make([]float64, 0, n*width*height)
	for _, w := range order[:n] {
		for y := range height {
			for x := range width {
				axes = append(axes, down[w.v*height+y]*across[w.u*width+x])
			}
		}
	}
	return axes
}

// ripples are the axes of the transform of one line of n numbers (n, n).
func ripples(n int) []float64 {
	all := make([]float64, n*n)
	for u := range n {
		scale := math.Sqrt(2 / float64(n))
		if u == 0 {
			scale = math.Sqrt(1 / float64(n))
		}
		for x := range n {
			all[u*n+x] = scale * math.Cos(math.Pi*float64(u)*(float64(x)+0.5)/float64(n))
		}
	}
	return all
}
