package jacobi

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"
)

// cloudy are rows of numbers that hang together.
func cloudy(t *rapid.T, rows, dim int) []float32 {
	x := make([]float32, rows*dim)
	for i := range x {
		x[i] = float32(rapid.IntRange(-8, 8).Draw(t, "entry")) / 4
		if j := i % dim; j > 0 {
			x[i] += x[i-1]
		}
	}
	return x
}

// What fills a hole is the mean of a Gaussian given what is seen, with the covariance that the components and the noise make: as gonum solves it.
func TestCompleteIsTheConditionalMean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, dim := rapid.IntRange(6, 20).Draw(t, "rows"), rapid.IntRange(2, 7).Draw(t, "dim")
		m := Fit(cloudy(t, rows, dim), rows, dim)
		k := rapid.IntRange(0, dim).Draw(t, "components")
		c := m.NewCompleter(k)
		cov := mat.NewSymDense(dim, nil)
		for i := range dim {
			for j := i; j < dim; j++ {
				v := 0.0
				if i == j {
					v = c.noise
				}
				for l := range c.b {
					v += max(m.Values[l]-c.noise, 0) * m.Axes[l*dim+i] * m.Axes[l*dim+j]
				}
				cov.SetSym(i, j, v)
			}
		}
		x, hole := make([]float32, dim), make([]float32, dim)
		var seen, gone []int
		for j := range dim {
			x[j] = float32(rapid.IntRange(-9, 9).Draw(t, "x"))
			if rapid.Bool().Draw(t, "hole") {
				hole[j] = 1
				gone = append(gone, j)
			} else {
				seen = append(seen, j)
			}
		}
		want := slices.Clone(x)
		for _, h := range gone {
			want[h] = float32(m.Mean[h])
		}
		if len(seen) > 0 {
			inner, off := mat.NewDense(len(seen), len(seen), nil), mat.NewVecDense(len(seen), nil)
			for a, i := range seen {
				off.SetVec(a, float64(x[i])-m.Mean[i])
				for b, j := range seen {
					inner.Set(a, b, cov.At(i, j))
				}
			}
			var w mat.VecDense
			if err := w.SolveVec(inner, off); err != nil {
				return // so near to singular that gonum says so
			}
			for _, h := range gone {
				v := m.Mean[h]
				for a, i := range seen {
					v += cov.At(h, i) * w.AtVec(a)
				}
				want[h] = float32(v)
			}
		}
		for _, h := range gone {
			x[h] = float32(math.NaN()) // what a hole holds is not read
		}
		c.Complete(x, hole)
		for j, v := range x {
			if math.Abs(float64(v-want[j])) > 1e-3*(1+math.Abs(float64(want[j]))) {
				t.Fatalf("number %d is filled with %v, want %v (holes %v, %d components, noise %v)", j, v, want[j], hole, len(c.b), c.noise)
			}
		}
	})
}

// Of what was seen alone come means and covariances; where all was seen the analysis is the usual one.
func TestFitSeen(t *testing.T) {
	x := []float32{1, 2, 3, 6, 5, 100, 100, 4}
	mask := []float32{1, 1, 1, 1, 1, 0, 0, 1}
	m := FitSeen(x, mask, 4, 2)
	if m.Mean[0] != 3 || m.Mean[1] != 4 {
		t.Errorf("the means are %v", m.Mean)
	}
	a, b, c := (4.0+0+4)/3, (4.0+4+0)/3, ((-2)*(-2)+0.0)/2
	if sum := m.Values[0] + m.Values[1]; math.Abs(sum-a-b) > 1e-9 {
		t.Errorf("the variances are %v, together %v", m.Values, a+b)
	}
	if d := m.Values[0] - m.Values[1]; math.Abs(d-2*c) > 1e-9 { // of equal variances
		t.Errorf("the variances are %v, apart by %v", m.Values, 2*c)
	}
	whole, ones := Fit(x, 4, 2), []float32{1, 1, 1, 1, 1, 1, 1, 1}
	for _, mask := range [][]float32{nil, ones} {
		got := FitSeen(x, mask, 4, 2)
		for i, v := range whole.Values {
			if math.Abs(got.Values[i]-v) > 1e-9*whole.Values[0] || math.Abs(got.Mean[i]-whole.Mean[i]) > 1e-9 {
				t.Errorf("with %v: %v and %v, want %v and %v", mask, got.Values, got.Mean, whole.Values, whole.Mean)
			}
		}
	}
}

// A table of covariances of different rows may be none of any rows: no variance falls below 0.
func TestFitSeenOfOddGaps(t *testing.T) {
	x := []float32{1, 1, 0, -1, -1, 0, 0, 1, 1, 0, -1, -1, 1, 0, -1, -1, 0, 1}
	mask := []float32{1, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1}
	m := FitSeen(x, mask, 6, 3)
	if slices.Min(m.Values) < 0 {
		t.Errorf("the variances are %v", m.Values)
	}
}
