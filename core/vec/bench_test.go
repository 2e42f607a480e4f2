package vec

import "testing"

func BenchmarkMatMul(b *testing.B) {
	for _, s := range []struct {
		name    string
		m, k, n int
	}{{"32x49x16", 32, 49, 16}, {"32x16x49", 32, 16, 49}, {"64x256x128", 64, 256, 128}} {
		x, y, z := make([]float32, s.m*s.k), make([]float32, s.k*s.n), make([]float32, s.m*s.n)
		b.Run(s.name, func(b *testing.B) {
			for range b.N {
				MatMul(z, x, y, s.m, s.k, s.n)
			}
			b.ReportMetric(float64(2*s.m*s.k*s.n)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
		})
	}
}

func BenchmarkTanh(b *testing.B) {
	x := make([]float32, 1024)
	for range b.N {
		Tanh(x, x)
	}
}
