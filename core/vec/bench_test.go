package vec

import "testing"

// The products of a batch of 32 through the default network, forward (49 to 16) and back, and one that fills a cache.
func BenchmarkMatMul(b *testing.B) {
	for _, s := range []struct {
		name    string
		m, k, n int
	}{{"32x49x16", 32, 49, 16}, {"32x16x49", 32, 16, 49}, {"64x256x128", 64, 256, 128}} {
		x, y, z := make([]float32, s.m*s.k), make([]float32, s.k*s.n), make([]float32, s.m*s.n)
		b.Run(s.name, func(b *testing.B) {
			for b.Loop() {
				MatMul(z, x, y, s.m, s.k, s.n)
			}
			b.ReportMetric(float64(2*s.m*s.k*s.n)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
		})
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
