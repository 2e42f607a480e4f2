package jacobi

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/data"
	_ "hourglass/core/data/measured"
	"hourglass/core/pca"
)

// The axes of any symmetric matrix are of length 1 and at right angles, they give the matrix back, and they come in order.
func TestEigen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		a := make([]float64, n*n)
		for i := range n {
			for j := range i + 1 {
				// whole numbers, so that ties and zeros come often
				v := float64(rapid.IntRange(-3, 3).Draw(t, "entry"))
				a[i*n+j], a[j*n+i] = v, v
			}
		}
		values, v := make([]float64, n), make([]float64, n*n)
		Eigen(values, v, append([]float64(nil), a...), n)
		for i := range n {
			if i > 0 && values[i] > values[i-1] {
				t.Fatalf("values %v", values)
			}
			top := 0.0
			for j := range n {
				dot, back := 0.0, 0.0
				for k := range n {
					dot += v[i*n+k] * v[j*n+k]
					back += values[k] * v[k*n+i] * v[k*n+j]
				}
				if want := map[bool]float64{true: 1}[i == j]; math.Abs(dot-want) > 1e-12 {
					t.Fatalf("axes %d and %d: %v", i, j, dot)
				}
				if math.Abs(back-a[i*n+j]) > 1e-11 {
					t.Fatalf("entry %d, %d comes back as %v, want %v", i, j, back, a[i*n+j])
				}
				if math.Abs(v[i*n+j]) > math.Abs(top) {
					top = v[i*n+j]
				}
			}
			if top < 0 {
				t.Fatalf("axis %d points backwards: %v", i, v[i*n:(i+1)*n])
			}
		}
	})
}

// On every data set of ours the variances are gonum's, and so is each picture that any number of axes gives back.
func TestAsGonum(t *testing.T) {
	for k := range data.KindNames {
		spec := data.Spec{Kind: data.Kind(k), Train: 256, Valid: 8, Seed: 3}
		if spec.Kind.Form() == data.Points {
			spec.Scatter = 0.02
		}
		s, err := data.Make(spec)
		if err != nil {
			t.Fatal(err)
		}
		want, err := pca.Fit(s.TrainX(), 256, s.Dim())
		if err != nil {
			t.Fatal(err)
		}
		got := Fit(s.TrainX(), 256, s.Dim())
		for i := range s.Dim() {
			if math.Abs(got.Mean[i]-want.Mean[i]) > 1e-12 || math.Abs(got.Values[i]-want.Values[i]) > 1e-9 {
				t.Errorf("%v: mean %v and value %v of number %d, want %v and %v", s.Kind, got.Mean[i], got.Values[i], i, want.Mean[i], want.Values[i])
			}
		}
		for _, k := range []int{0, 1, 2, s.Dim() / 2, s.Dim()} {
			if math.Abs(got.Error(k)-want.Error(k)) > 1e-9 {
				t.Errorf("%v: %d numbers leave %v, want %v", s.Kind, k, got.Error(k), want.Error(k))
			}
			if k > 0 && k < s.Dim() && want.Values[k-1]-want.Values[k] < 1e-6 {
				continue // which of equal axes comes first is nobody's to say
			}
			code, x, y := make([]float64, k), make([]float32, s.Dim()), make([]float32, s.Dim())
			for r := 256; r < 264; r++ {
				got.Project(code, s.Picture(r))
				got.Rebuild(x, code)
				want.Project(code, s.Picture(r))
				want.Rebuild(y, code)
				for i := range x {
					if math.Abs(float64(x[i]-y[i])) > 1e-6 {
						t.Fatalf("%v through %d numbers: number %d of example %d comes back as %v, want %v", s.Kind, k, i, r, x[i], y[i])
					}
				}
			}
		}
	}
}

// What Error promises is what Project and Rebuild leave.
func TestError(t *testing.T) {
	s, err := data.Make(data.Spec{Kind: data.Crossed, Train: 256, Valid: 1, Seed: 5})
	if err != nil {
		t.Fatal(err)
	}
	m := Fit(s.TrainX(), 256, s.Dim())
	for _, k := range []int{0, 2, 14, 49} {
		code, y, sum := make([]float64, k), make([]float32, s.Dim()), 0.0
		for r := range 256 {
			x := s.Picture(r)
			m.Project(code, x)
			m.Rebuild(y, code)
			for i := range x {
				sum += float64(x[i]-y[i]) * float64(x[i]-y[i]) / float64(len(s.TrainX()))
			}
		}
		if math.Abs(sum-m.Error(k)) > 1e-8 {
			t.Errorf("%d numbers leave %v, Error says %v", k, sum, m.Error(k))
		}
	}
}
