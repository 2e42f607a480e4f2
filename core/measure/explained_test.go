package measure

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"hourglass/core/data"
	"hourglass/core/pca"
	"hourglass/core/rng"
)

// PCA explains the share of the eigenvalues that it keeps.
func TestExplainedByPCA(t *testing.T) {
	set, err := data.Make(data.Spec{Kind: data.Blobs, Train: 80, Valid: 1, Seed: 5})
	if err != nil {
		t.Fatal(err)
	}
	x := set.TrainX()
	m, err := pca.Fit(x, 80, data.Dim)
	if err != nil {
		t.Fatal(err)
	}
	y := make([]float32, len(x))
	for _, k := range []int{0, 1, 4, data.Dim} {
		code := make([]float64, k)
		for i := range 80 {
			m.Project(code, x[i*data.Dim:(i+1)*data.Dim])
			m.Rebuild(y[i*data.Dim:(i+1)*data.Dim], code)
		}
		got, err := Explained(x, y, 80, data.Dim)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "explained", got, 1-m.Error(k)/m.Error(0), 1e-6)
	}
}

func TestExplainedByHand(t *testing.T) {
	x := []float32{0, 10, 2, 14} // means 1 and 12, squared deviations 1+1+4+4
	for _, c := range []struct {
		y    []float32
		want float64
	}{{x, 1}, {[]float32{1, 12, 1, 12}, 0}, {[]float32{0, 10, 2, 13}, 0.9}, {[]float32{0, 0, 2, 14}, -9}} {
		got, err := Explained(x, c.y, 2, 2)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "explained", got, c.want, 1e-12)
	}
}

// drawTable draws factors that vary and a code that is partly made of them.
func drawTable(t *rapid.T) (code []float32, rows, dim int, factors []float32, count int) {
	rows, dim, count = rapid.IntRange(3, 20).Draw(t, "rows"), rapid.IntRange(1, 4).Draw(t, "dim"), rapid.IntRange(1, 3).Draw(t, "count")
	r := rng.New(rapid.Uint64().Draw(t, "seed"), "table")
	share := rapid.Float32Range(0, 1).Draw(t, "share")
	factors, code = make([]float32, rows*count), make([]float32, rows*dim)
	for i := range factors {
		factors[i] = r.Float32()
	}
	for i := range code {
		code[i] = 5 + share*factors[i/dim*count+i%dim%count] + (1-share)*r.Normal()
	}
	return code, rows, dim, factors, count
}

// twinR2 projects on all given columns and a constant, by their singular vectors: columns may repeat each other.
func twinR2(t *rapid.T, code []float32, rows, dim int, columns []int, factor []float64) float64 {
	a := mat.NewDense(rows, len(columns)+1, nil)
	for i := range rows {
		a.Set(i, 0, 1)
		for j, d := range columns {
			a.Set(i, j+1, float64(code[i*dim+d]))
		}
	}
	y := mat.NewVecDense(rows, factor)
	var svd mat.SVD
	if !svd.Factorize(a, mat.SVDThin) {
		t.Fatal("no singular values")
	}
	rank := 0
	for _, v := range svd.Values(nil) {
		if v > 1e-12*svd.Values(nil)[0] {
			rank++
		}
	}
	var w, left mat.VecDense
	svd.SolveVecTo(&w, y, rank)
	left.MulVec(a, &w)
	left.SubVec(y, &left)
	mean := mat.Sum(y) / float64(rows)
	total := 0.0
	for _, v := range factor {
		total += (v - mean) * (v - mean)
	}
	return 1 - mat.Dot(&left, &left)/total
}

// Alone and together as a least-squares solve finds it; alone it is the squared correlation; together is never
// less than alone; shifting and scaling the code changes nothing.
func TestR2(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code, rows, dim, factors, count := drawTable(t)
		alone, err1 := R2(code, rows, dim, factors, count)
		together, err2 := R2All(code, rows, dim, factors, count)
		c, err3 := Correlations(code, rows, dim, factors, count)
		if err1 != nil || err2 != nil || err3 != nil {
			t.Fatal(err1, err2, err3)
		}
		every := []int{0, 1, 2, 3}[:dim]
		factor := make([]float64, rows)
		for f := range count {
			column(factor, factors, count, f)
			for d := range dim {
				got := alone[d*count+f]
				near(t, "R2", got, twinR2(t, code, rows, dim, []int{d}, factor), 1e-9)
				near(t, "squared correlation", c[d*count+f]*c[d*count+f], got, 1e-9)
				if together[f] < got-1e-9 {
					t.Fatalf("together %v, alone %v", together[f], got)
				}
			}
			if rows > dim+1 {
				near(t, "R2 together", together[f], twinR2(t, code, rows, dim, every, factor), 1e-8)
			} else {
				near(t, "R2 of more dimensions than rows", together[f], 1, 1e-6)
			}
		}
		scaled := slices.Clone(code)
		for i := range scaled {
			scaled[i] = -4*code[i] + 16
		}
		again, err := R2(scaled, rows, dim, factors, count)
		if err != nil {
			t.Fatal(err)
		}
		for i := range again {
			near(t, "R2 of the scaled code", again[i], alone[i], 1e-4) // 16-4z rounds in float32
		}
	})
}

// One dimension falls with a factor, one holds the other, one is dead, one mixes both evenly.
func TestHoldings(t *testing.T) {
	var code, factors []float32
	for i := range 100 {
		a, b := float32(i%10), float32(i/10) // crossed, so without correlation
		factors = append(factors, a, b)
		code = append(code, -3*a, 0.1*b+7, 4, a+b)
	}
	held, err := Holdings(code, 100, 4, factors, 2)
	if err != nil {
		t.Fatal(err)
	}
	root := math.Sqrt(0.5)
	for d, want := range []Holding{{0, -1, 1}, {1, 1, 1}, {-1, 0, 0}, {held[3].Factor, root, 0}} {
		if h := held[d]; h.Factor != want.Factor {
			t.Errorf("dimension %d holds %+v", d, h)
		}
		near(t, "correlation", held[d].Correlation, want.Correlation, 1e-6)
		near(t, "lead", held[d].Lead, want.Lead, 1e-6)
	}
	alone, err := R2(code, 100, 4, factors, 2)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{1, 0, 0, 1, 0, 0, 0.5, 0.5} {
		near(t, "R2", alone[i], want, 1e-6)
	}
	together, err := R2All(code, 100, 4, factors, 2)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "together", together[0]+together[1], 2, 1e-6)
	// The dead dimension alone and a copy of one: nothing, and counted once.
	if dead, err := R2All(make([]float32, 100), 100, 1, factors, 2); err != nil || dead[0] != 0 || dead[1] != 0 {
		t.Errorf("a dead code explains %v (%v)", dead, err)
	}
	var twice []float32
	for i := range 100 {
		twice = append(twice, factors[2*i], 3*factors[2*i])
	}
	copied, err := R2All(twice, 100, 2, factors, 2)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "a factor held twice", copied[0], 1, 1e-9)
	near(t, "the other factor", copied[1], 0, 1e-9)
}

func TestClosest(t *testing.T) {
	for _, c := range []struct {
		in   []float64
		want Holding
	}{
		{[]float64{0.5}, Holding{0, 0.5, 0.5}},
		{[]float64{0.25, -0.75, 0.5}, Holding{1, -0.75, 0.25}},
		{[]float64{-0.5, 0.5}, Holding{0, -0.5, 0}},
		{[]float64{0.25, 0.5, 1}, Holding{2, 1, 0.5}},
	} {
		if got := closest(c.in); got != c.want {
			t.Errorf("%v: %+v, want %+v", c.in, got, c.want)
		}
	}
}

func TestExplainedRefuses(t *testing.T) {
	nan := float32(math.NaN())
	for _, c := range []struct {
		x, y []float32
		want string
	}{
		{nil, nil, "0 numbers of the pictures"},
		{[]float32{1, 2}, []float32{1}, "1 numbers of the reconstructions are not 2 rows of 1"},
		{[]float32{1, 2}, []float32{1, nan}, "row 1 of the reconstructions is not finite"},
		{[]float32{0.1, 0.1}, []float32{1, 2}, "all the same"},
	} {
		_, err := Explained(c.x, c.y, len(c.x), 1)
		refused(t, err, c.want)
	}
	for _, c := range []struct {
		code, factors []float32
		want          string
	}{
		{nil, nil, "0 numbers of the code"},
		{[]float32{1, 2}, []float32{1}, "1 numbers of the factors are not 2 rows of 1"},
		{[]float32{1, nan}, []float32{1, 2}, "the code is not finite"},
		{[]float32{1, 2}, []float32{nan, 2}, "the factors is not finite"},
		{[]float32{1, 2}, []float32{3, 3}, "factor 0 is the same in all rows"},
	} {
		rows := len(c.code)
		_, err := R2(c.code, rows, 1, c.factors, 1)
		refused(t, err, c.want)
		_, err = R2All(c.code, rows, 1, c.factors, 1)
		refused(t, err, c.want)
		_, err = Correlations(c.code, rows, 1, c.factors, 1)
		refused(t, err, c.want)
		_, err = Holdings(c.code, rows, 1, c.factors, 1)
		refused(t, err, c.want)
	}
}
