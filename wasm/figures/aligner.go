package figures

import "math"

// mostAligned is how many numbers of a code an aligner looks at.
const mostAligned = 16

// An aligner lays one map onto another. A code is only known up to how its decoder reads it, so two maps may say the same and look
// different. Both are first made white (each direction of equal spread), then the one is turned onto the other by the best rotation or reflection in the
// sense of least squares (orthogonal Procrustes, Schönemann 1966), and gets the other's spread. So codes of equal subspaces coincide, and codes
// that have nothing in common are turned, but never squashed.
type aligner struct {
	n, dims int
	mean    [mostAligned]float64
	low     [mostAligned][mostAligned]float64 // Cholesky factor of the covariance
	turn    [mostAligned][2]float64
	spread  [2]float64 // of the map that is laid onto
}

// fit learns from the first rows of codes (.., neck) and of target (.., 2), whose first dims numbers are uncorrelated and centred.
func (a *aligner) fit(codes []float32, neck, rows int, target []float32, dims int) {
	a.n, a.dims = min(neck, mostAligned), dims
	a.whiten(codes, neck, rows)
	a.spread = [2]float64{}
	for i := range rows {
		for d := range dims {
			a.spread[d] += float64(target[2*i+d]) * float64(target[2*i+d]) / float64(rows)
		}
	}
	var cross [mostAligned][2]float64
	var w [mostAligned]float64
	var scale [2]float64
	for d := range dims {
		a.spread[d] = math.Sqrt(a.spread[d])
		scale[d] = max(a.spread[d], 1e-9)
	}
	for i := range rows {
		a.white(&w, codes[i*neck:])
		for k := range a.n {
			for d := range dims {
				cross[k][d] += w[k] * float64(target[2*i+d]) / scale[d] / float64(rows)
			}
		}
	}
	a.polar(&cross)
}

// whiten finds mean and Cholesky factor of the covariance of the codes. A little is added to the diagonal, so that numbers that never move do no harm.
func (a *aligner) whiten(codes []float32, neck, rows int) {
	a.mean = [mostAligned]float64{}
	var cov [mostAligned][mostAligned]float64
	for i := range rows {
		for k := range a.n {
			a.mean[k] += float64(codes[i*neck+k]) / float64(rows)
		}
	}
	trace := 0.0
	for i := range rows {
		for k := range a.n {
			d := (float64(codes[i*neck+k]) - a.mean[k]) / float64(rows)
			for l := range k + 1 {
				cov[k][l] += d * (float64(codes[i*neck+l]) - a.mean[l])
			}
		}
	}
	for k := range a.n {
		trace += cov[k][k]
	}
	for k := range a.n {
		cov[k][k] += 1e-7*trace + 1e-12
		for l := range k + 1 {
			s := cov[k][l]
			for m := range l {
				s -= a.low[k][m] * a.low[l][m]
			}
			if k == l {
				a.low[k][k] = math.Sqrt(max(s, 1e-14))
			} else {
				a.low[k][l] = s / a.low[l][l]
			}
		}
	}
}

// white sets w to the whitened code z.
func (a *aligner) white(w *[mostAligned]float64, z []float32) {
	for k := range a.n {
		s := float64(z[k]) - a.mean[k]
		for l := range k {
			s -= a.low[k][l] * w[l]
		}
		w[k] = s / a.low[k][k]
	}
}

// polar sets turn to the nearest matrix to cross whose columns are at right angles and of length 1: cross·(crossᵀ·cross)^(-1/2).
func (a *aligner) polar(cross *[mostAligned][2]float64) {
	var s [2][2]float64
	for k := range a.n {
		for d := range 2 {
			for e := range 2 {
				s[d][e] += cross[k][d] * cross[k][e]
			}
		}
	}
	a.turn = [mostAligned][2]float64{}
	if a.dims == 1 || a.n == 1 {
		long := math.Sqrt(s[0][0])
		if long < 1e-9 {
			a.turn[0][0] = 1
			return
		}
		for k := range a.n {
			a.turn[k][0] = cross[k][0] / long
		}
		return
	}
	trace := s[0][0] + s[1][1]
	if trace < 1e-9 {
		a.turn[0][0], a.turn[1][1] = 1, 1
		return
	}
	s[0][0] += 1e-9 * trace
	s[1][1] += 1e-9 * trace
	// The root of a 2 by 2 matrix S is (S + √det·1)/√(trace + 2√det); its inverse follows.
	det := math.Sqrt(max(s[0][0]*s[1][1]-s[0][1]*s[1][0], 1e-30))
	t := math.Sqrt(s[0][0] + s[1][1] + 2*det)
	r00, r01, r11 := (s[0][0]+det)/t, s[0][1]/t, (s[1][1]+det)/t
	q := r00*r11 - r01*r01
	for k := range a.n {
		a.turn[k][0] = (cross[k][0]*r11 - cross[k][1]*r01) / q
		a.turn[k][1] = (cross[k][1]*r00 - cross[k][0]*r01) / q
	}
}

// place sets dst (2) to where code z lies on the other map.
func (a *aligner) place(dst, z []float32) {
	var w [mostAligned]float64
	a.white(&w, z)
	for d := range dst {
		s := 0.0
		for k := range a.n {
			s += a.turn[k][d] * w[k]
		}
		dst[d] = float32(s * a.spread[d])
	}
}
