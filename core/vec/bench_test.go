package vec

import (
	"strconv"
	"testing"
)

// Products that a training step meets, by name: forward, then those of its backward pass as their strides.
var shapes = []struct {
	name    string
	m, k, n int
}{
	{"wide", 64, 256, 128},
	{"cube128", 128, 128, 128},
	{"cube256", 256, 256, 256},
	{"digits-in", 64, 784, 256},
	{"digits-out", 64, 256, 784},
	{"w1-49-32", 32, 49, 32},
	{"w1-32-2", 32, 32, 2},
	{"w1-2-32", 32, 2, 32},
	{"w1-32-49", 32, 32, 49},
	{"w2-64-128", 64, 64, 128},
	{"w2-128-32", 64, 128, 32},
	{"w2-32-128", 64, 32, 128},
	{"w2-128-64", 64, 128, 64},
	{"conv1", 6272, 9, 8},
	{"conv2", 1568, 72, 16},
	{"lstm", 32, 32, 128},
	{"one-row", 1, 256, 128},
}

// BenchmarkGemm runs each shape forward, y = x·w, and both ways back: dw = xᵀ·dy and dx = dy·wᵀ.
func BenchmarkGemm(b *testing.B) {
	for _, s := range shapes {
		x, w, y := some(s.m*s.k, 1), some(s.k*s.n, 2), make([]float32, s.m*s.n)
		name := s.name + "-" + strconv.Itoa(s.m) + "x" + strconv.Itoa(s.k) + "x" + strconv.Itoa(s.n) + "/"
		for _, way := range []struct {
			name string
			run  func()
		}{
			{"y", func() { MatMul(y, x, w, s.m, s.k, s.n) }},
			{"dw", func() { MatMulTA(w, x, y, s.k, s.m, s.n) }},
			{"dx", func() { MatMulTB(x, y, w, s.m, s.n, s.k) }},
		} {
			b.Run(name+way.name, func(b *testing.B) {
				copy(w, some(s.k*s.n, 2)) // sums that grow from run to run must not reach infinity
				copy(x, some(s.m*s.k, 1))
				Fill(y, 1e-9)
				for b.Loop() {
					way.run()
				}
				b.ReportMetric(float64(2*s.m*s.k*s.n)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
			})
		}
	}
}

// The functions and the optimiser, over as many numbers as the default network has activations or parameters.
func BenchmarkSlabs(b *testing.B) {
	for _, k := range slabs {
		b.Run(k.name, func(b *testing.B) {
			s := make([][]float32, k.slices)
			for i := range s {
				s[i] = make([]float32, 1024)
				Fill(s[i], 0.5)
			}
			b.SetBytes(4 * 1024)
			for b.Loop() {
				k.run(s)
			}
		})
	}
}
