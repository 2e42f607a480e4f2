package vec

import (
	"math"
	"testing"
)

// A gate is one kernel of the recurrent cells: how many runs of n each slice holds, which of them it writes, which of
// them says how long a run is, and the same for one unit in float64, where v holds a value for each run, slice after slice.
type gate struct {
	name   string
	runs   []int
	writes []bool
	length int
	run    func(s [][]float32)
	exact  func(v []float64)
}

var gates = []gate{
	{"LSTMGates", []int{1, 1, 1, 4, 1}, []bool{true, true, true, true, false}, 0,
		func(s [][]float32) { LSTMGates(s[0], s[1], s[2], s[3], s[4]) },
		func(v []float64) {
			i, f, a, o := exactSigmoid(v[3]), exactSigmoid(v[4]), math.Tanh(v[5]), exactSigmoid(v[6])
			c := f*v[7] + i*a
			copy(v, []float64{o * math.Tanh(c), c, math.Tanh(c), i, f, a, o})
		}},
	{"LSTMGatesGrad", []int{4, 1, 1, 4, 1, 1}, []bool{true, true, false, false, false, false}, 2,
		func(s [][]float32) { LSTMGatesGrad(s[0], s[1], s[2], s[3], s[4], s[5]) },
		func(v []float64) {
			dc, dh, i, f, a, o, tc, c0 := v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11]
			dc += dh * o * (1 - tc*tc)
			copy(v, []float64{dc * a * i * (1 - i), dc * c0 * f * (1 - f), dc * i * (1 - a*a), dh * tc * o * (1 - o), dc * f})
		}},
	{"GRUGates", []int{1, 4, 1}, []bool{true, true, false}, 0,
		func(s [][]float32) { GRUGates(s[0], s[1], s[2]) },
		func(v []float64) {
			r, z, u := exactSigmoid(v[1]), exactSigmoid(v[2]), v[3]
			a := math.Tanh(v[4] + r*u)
			copy(v, []float64{(1-z)*a + z*v[5], r, z, u, a})
		}},
	{"GRUGatesGrad", []int{4, 1, 4, 1}, []bool{true, true, false, false}, 1,
		func(s [][]float32) { GRUGatesGrad(s[0], s[1], s[2], s[3]) },
		func(v []float64) {
			dh, r, z, u, a, h0 := v[4], v[5], v[6], v[7], v[8], v[9]
			s := dh * (1 - z) * (1 - a*a)
			copy(v, []float64{s * u * r * (1 - r), dh * (h0 - a) * z * (1 - z), s * r, s, dh * z})
		}},
}

// Every kernel of the gates against float64, writing only what is its to write.
func TestGates(t *testing.T) {
	for _, k := range gates {
		for _, n := range lengths {
			in, intact, before := make([][]float32, len(k.runs)), make([]func() bool, len(k.runs)), make([][]float32, len(k.runs))
			for s, runs := range k.runs {
				in[s], intact[s] = guarded(runs*n, func(i int) float32 { return float32(2 * math.Sin(float64(7*s+i)+0.5)) })
				before[s] = append([]float32(nil), in[s]...)
			}
			k.run(in)
			for j := range n {
				var v, old []float64
				for s, runs := range k.runs {
					for r := range runs {
						v = append(v, float64(before[s][r*n+j]))
					}
				}
				old = append(old, v...)
				k.exact(v)
				at := 0
				for s, runs := range k.runs {
					for r := range runs {
						got, want, bound := float64(in[s][r*n+j]), v[at], 2e-6
						if !k.writes[s] {
							want, bound = old[at], 0
						}
						if !(math.Abs(got-want) <= bound*(1+math.Abs(want))) {
							t.Fatalf("%s: run %d of slice %d at %d of %d is %g, want %g", k.name, r, s, j, n, got, want)
						}
						at++
					}
				}
			}
			for s := range in {
				if !intact[s]() {
					t.Errorf("%s: slice %d of %d runs of %d is written outside", k.name, s, k.runs[s], n)
				}
			}
		}
	}
}

// A shorter slice is a programmer's mistake, which lanes would not notice.
func TestGatesPanic(t *testing.T) {
	short := func(k gate, at int) (panics bool) {
		s := make([][]float32, len(k.runs))
		for i, runs := range k.runs {
			s[i] = make([]float32, runs*8)
		}
		s[at] = make([]float32, len(s[at])-1)
		defer func() { panics = recover() != nil }()
		k.run(s)
		return false
	}
	for _, k := range gates {
		for at := range k.runs {
			if at != k.length && !short(k, at) {
				t.Errorf("%s takes a slice %d that is too short", k.name, at)
			}
		}
	}
}

// One step of 32 units, as the layers call it.
func BenchmarkGates(b *testing.B) {
	for _, k := range gates {
		s := make([][]float32, len(k.runs))
		for i, runs := range k.runs {
			s[i] = make([]float32, runs*32)
			Fill(s[i], 0.5)
		}
		b.Run(k.name, func(b *testing.B) {
			for b.Loop() {
				k.run(s)
			}
		})
	}
}
