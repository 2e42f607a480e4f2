package figures

import (
	"math"
)

// A shadow is how codes of many numbers are laid on a plane: along the two directions in which they spread most, their principal axes. It turns slowly, and never
// jumps: each time the last axes are drawn a little nearer to the present ones (orthogonal iteration, Golub and Van Loan 2013, section 8.2). Of one number or two
// nothing is turned.
type shadow struct {
	neck   int
	mean   []float64    // (neck)
	axes   [2][]float64 // (neck) each
	next   [2][]float64
	spread []float64 // (neck, neck), the covariance
	kept   float64   // share of the squared spread that the plane holds
}

// plan begins anew, for codes of so many numbers.
func (s *shadow) plan(neck int) {
	if s.neck == neck {
		return
	}
	*s = shadow{neck: neck, mean: make([]float64, neck), spread: make([]float64, neck*neck)}
	for a := range s.axes {
		s.axes[a], s.next[a] = make([]float64, neck), make([]float64, neck)
	}
}

// first and after are how often the axes are drawn nearer when there were none, and then.
const (
	firstTurns = 60
	afterTurns = 3
)

// fall finds mean, spread and axes of codes (.., neck).
func (s *shadow) fall(codes []float32) {
	rows, total := float64(len(codes)/s.neck), 0.0
	clear(s.mean)
	for i, z := range codes {
		s.mean[i%s.neck] += float64(z) / rows
	}
	clear(s.spread)
	for i := 0; i < len(codes); i += s.neck {
		z := codes[i : i+s.neck]
		for k := range z {
			off, row := (float64(z[k])-s.mean[k])/rows, s.spread[k*s.neck:]
			for l := range k + 1 {
				row[l] += off * (float64(z[l]) - s.mean[l])
			}
		}
	}
	for k := range s.neck {
		total += s.spread[k*s.neck+k]
		for l := range k {
			s.spread[l*s.neck+k] = s.spread[k*s.neck+l]
		}
	}
	if s.neck <= 2 {
		s.axes[0][0], s.axes[1][s.neck-1] = 1, float64(s.neck-1)
		s.kept = 1
		return
	}
	turns := afterTurns
	if s.kept == 0 {
		turns = firstTurns
		s.start()
	}
	for range turns {
		s.turn()
	}
	kept := 0.0
	for a := range s.axes {
		s.times(s.next[a], s.axes[a])
		kept += inner(s.next[a], s.axes[a])
	}
	s.kept = min(max(kept/max(total, 1e-12), 1e-6), 1)
}

// start points the axes along the two numbers that spread most.
func (s *shadow) start() {
	for a := range s.axes {
		clear(s.axes[a])
		best := -1
		for k := range s.neck {
			if (a == 0 || s.axes[0][k] == 0) && (best < 0 || s.spread[k*s.neck+k] > s.spread[best*s.neck+best]) {
				best = k
			}
		}
		s.axes[a][best] = 1
	}
}

// turn draws the axes nearer to the directions of most spread, and keeps them upright on each other. Codes without any spread leave them.
func (s *shadow) turn() {
	for a := range s.axes {
		s.times(s.next[a], s.axes[a])
	}
	one := math.Sqrt(inner(s.next[0], s.next[0]))
	if one < 1e-12 {
		return
	}
	for k := range s.next[0] {
		s.next[0][k] /= one
	}
	slide := inner(s.next[1], s.next[0])
	for k := range s.next[1] {
		s.next[1][k] -= slide * s.next[0][k]
	}
	two := math.Sqrt(inner(s.next[1], s.next[1]))
	if two < 1e-12*one || two == 0 {
		return
	}
	for k := range s.next[1] {
		s.next[1][k] /= two
	}
	s.axes, s.next = s.next, s.axes
}

// times sets dst to the spread's matrix times v.
func (s *shadow) times(dst, v []float64) {
	for k := range dst {
		dst[k] = inner(s.spread[k*s.neck:(k+1)*s.neck], v)
	}
}

func inner(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}

// at is where a code falls.
func (s *shadow) at(z []float32) (x, y float32) {
	var on [2]float64
	for a := range on {
		for k, v := range s.axes[a] {
			on[a] += v * (float64(z[k]) - s.mean[k])
		}
	}
	if s.neck <= 2 { // by the numbers themselves
		for a := range on {
			on[a] += inner(s.axes[a], s.mean)
		}
	}
	return float32(on[0]), float32(on[1])
}

// A frame is the part of the plane that is shown: as much across as up, the outermost just within.
type frame struct {
	lo, hi [2]float32
}

// follow shows all of the places (.., 2): it grows at once, and shrinks slowly.
func (f *frame) follow(at []float32) {
	var lo, hi [2]float32
	for a := range lo {
		lo[a], hi[a] = math.MaxFloat32, -math.MaxFloat32
		for i := a; i < len(at); i += 2 {
			lo[a], hi[a] = min(lo[a], at[i]), max(hi[a], at[i])
		}
		pad := 0.02*(hi[a]-lo[a]) + 0.01
		lo[a], hi[a] = lo[a]-pad, hi[a]+pad
	}
	if f.hi != f.lo {
		const shrink = 0.06
		for a := range lo {
			lo[a] = min(lo[a], f.lo[a]+shrink*(lo[a]-f.lo[a]))
			hi[a] = max(hi[a], f.hi[a]+shrink*(hi[a]-f.hi[a]))
		}
	}
	f.lo, f.hi = lo, hi
}
