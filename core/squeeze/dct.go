package squeeze

import "math"

// Waves are the axes of the orthonormal two-dimensional discrete cosine transform of pictures of that width and height (Ahmed, Natarajan and Rao 1974; the
// DCT-II of JPEG): axes (n, width*height), one of length 1 a row and at right angles to all others, the first n in zigzag order: coarse waves first.
func Waves(width, height, n int) []float64 {
	n = min(n, width*height)
	across, down := ripples(width), ripples(height)
	axes := make([]float64, 0, n*width*height)
	for sum := 0; len(axes) < cap(axes); sum++ { // u + v of a slant of the zigzag: up and to the right, then down and to the left
		for i := 0; i <= sum && len(axes) < cap(axes); i++ {
			u, v := i, sum-i
			if sum%2 == 1 {
				u, v = v, u
			}
			if u >= width || v >= height {
				continue
			}
			for y := range height {
				for x := range width {
					axes = append(axes, float64(down[v*height+y]*across[u*width+x]))
				}
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
