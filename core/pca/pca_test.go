package pca

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"hourglass/core/data"
)

// fourteen are the seven rows and the seven columns of a 7x7 picture, one bar an image.
func fourteen() []float32 {
	const side = 7
	x := make([]float32, 14*side*side)
	for b := range side {
		for i := range side {
			x[b*49+b*side+i] = 1
			x[(side+b)*49+i*side+b] = 1
		}
	}
	return x
}

func fit(t *testing.T, x []float32, rows, dim int) *Model {
	t.Helper()
	m, err := Fit(x, rows, dim)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// What is known of the fourteen bars: the error of their mean, that of two components, and that twelve directions are as good
// as each other, so that PCA has no favourite among them.
func TestFourteenBars(t *testing.T) {
	m := fit(t, fourteen(), 14, 49)
	for _, c := range []struct {
		k    int
		want float64
	}{{0, 0.122449}, {2, 0.102041}, {13, 0}, {49, 0}} {
		if got := m.Error(c.k); math.Abs(got-c.want) > 5e-7 {
			t.Errorf("error with %d components is %.7f, want %.6f", c.k, got, c.want)
		}
	}
	equal := 0
	for _, v := range m.Values {
		if math.Abs(v-m.Values[0]) < 1e-9 {
			equal++
		}
	}
	if equal != 12 {
		t.Errorf("%d eigenvalues equal the first, want 12: %.6f", equal, m.Values[:14])
	}
}

// With all components nothing is lost; with k of them exactly as much as Error says.
func TestRebuild(t *testing.T) {
	set, err := data.Make(data.Spec{Kind: data.Bars, Train: 60, Valid: 1, Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	m := fit(t, set.TrainX(), 60, data.Dim)
	y := make([]float32, data.Dim)
	for _, k := range []int{0, 1, 5, data.Dim} {
		sum := 0.0
		for i := range 60 {
			code := make([]float64, k)
			m.Project(code, set.Picture(i))
			m.Rebuild(y, code)
			for j, v := range set.Picture(i) {
				sum += (float64(v) - float64(y[j])) * (float64(v) - float64(y[j]))
			}
		}
		if got, want := sum/(60*data.Dim), m.Error(k); math.Abs(got-want) > 1e-9 {
			t.Errorf("%d components leave %.10f, want %.10f", k, got, want)
		}
	}
}

// gonum's own PCA, which divides by n-1 and goes by way of the singular values, finds the same.
func TestAgainstStat(t *testing.T) {
	set, err := data.Make(data.Spec{Kind: data.Blobs, Train: 90, Valid: 1, Seed: 5})
	if err != nil {
		t.Fatal(err)
	}
	m := fit(t, set.TrainX(), 90, data.Dim)
	x := mat.NewDense(90, data.Dim, nil)
	for i, v := range set.TrainX() {
		x.Set(i/data.Dim, i%data.Dim, float64(v))
	}
	var pc stat.PC
	if !pc.PrincipalComponents(x, nil) {
		t.Fatal("gonum finds no components")
	}
	for i, v := range pc.VarsTo(nil) {
		if want := v * 89 / 90; math.Abs(m.Values[i]-want) > 1e-9 {
			t.Errorf("eigenvalue %d is %g, want %g", i, m.Values[i], want)
		}
	}
}

func TestFitFails(t *testing.T) {
	for _, c := range []struct {
		x         []float32
		rows, dim int
		want      string
	}{
		{make([]float32, 5), 2, 3, "5 numbers are not 2 rows of 3"},
		{nil, 0, 3, "not 0 rows"},
		{[]float32{1, float32(math.NaN())}, 1, 2, "not finite"},
	} {
		if _, err := Fit(c.x, c.rows, c.dim); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Fit of %d rows of %d: %v, want %q", c.rows, c.dim, err, c.want)
		}
	}
}
