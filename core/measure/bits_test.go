package measure

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/internal/golden"
	"hourglass/core/rng"
)

const goldenDir = "../testdata"

// The rates of all dimensions and rows are PyTorch's divergence, in bits.
func TestRateGolden(t *testing.T) {
	c := golden.Vectors(t, goldenDir, "gauss_kl")
	shape := c.Inputs["mu"].Shape
	rate, err := Rate(c.Inputs["mu"].F32(), c.Inputs["logvar"].F32(), shape[0], shape[1])
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, v := range rate {
		sum += v * float64(shape[0])
	}
	want := Bits(c.Expect["kl"].Data[0])
	near(t, "rate", sum, want, 1e-5*want)
}

// A mean of 1 costs half a nat; half the standard deviation costs ln 2 - 3/8 nats; the prior itself nothing.
func TestRateByHand(t *testing.T) {
	lv := float32(-2 * math.Ln2)
	rate, err := Rate([]float32{1, 0, 0, -1, 0, 0}, []float32{0, lv, 0, 0, lv, 0}, 2, 3)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "a shifted mean", rate[0], 0.5/math.Ln2, 1e-12)
	near(t, "a narrower one", rate[1], 1-0.375/math.Ln2, 1e-7)
	near(t, "the prior", rate[2], 0, 0)
	near(t, "a bit", Bits(math.Ln2), 1, 0)
}

func TestRateIsNeverBelowNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lv := rapid.Float32Range(-50, 50).Draw(t, "log variance") * rapid.SampledFrom([]float32{1, 1e-4, 1e-9}).Draw(t, "scale")
		if r, err := Rate([]float32{0}, []float32{lv}, 1, 1); err != nil || !(r[0] >= 0) {
			t.Fatalf("rate %v (%v)", r, err)
		}
	})
}

func entropies(t rapid.TB, g Grid, code []float32, rows int) (each []float64, sum, joint float64) {
	t.Helper()
	each, err := g.Entropies(code, rows)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range each {
		sum += h
	}
	if joint, err = g.Joint(code, rows); err != nil {
		t.Fatal(err)
	}
	return each, sum, joint
}

// Eight levels hold three bits, a coin one, a constant none; crossed they add up, copied they do not.
func TestEntropyByHand(t *testing.T) {
	var code []float32 // level, coin, constant, copy of the level
	for i := range 16 {
		l := float32(i%8) - 4
		code = append(code, l, float32(i/8), 7, 3*l)
	}
	each, _, joint := entropies(t, Grid{1, 1, 1, 3}, code, 16)
	if !slices.Equal(each, []float64{3, 1, 0, 3}) || joint != 4 {
		t.Errorf("%v, joint %v", each, joint)
	}
	// Half way goes to the even cell: -1.5 to -2, -0.5 and 0.5 to 0, 1.5 to 2.
	h, _, _ := entropies(t, Grid{1}, []float32{-1.5, -0.5, 0.5, 1.5}, 4)
	near(t, "entropy of halves", h[0], 1.5, 1e-15)
	// A coin of three to one.
	h, _, _ = entropies(t, Grid{0.5}, []float32{0, 0, 0, 1}, 4)
	near(t, "entropy of a lopsided coin", h[0], 2-0.75*math.Log2(3), 1e-15)
}

// Counted in maps; the joint entropy lies between the greatest and the sum, and below log2 of the rows; scaling
// code and grid changes nothing, and neither does another order of the rows.
func TestEntropyBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code, rows, dim := drawCode(t, 30)
		g := Uniform(rapid.SampledFrom([]float64{0.3, 0.5, 1, 2}).Draw(t, "step"), dim)
		each, sum, joint := entropies(t, g, code, rows)
		count := map[[3]float64]int{}
		for i := range rows {
			var cell [3]float64
			for j := range dim {
				cell[j] = math.RoundToEven(float64(code[i*dim+j]) / g[j])
			}
			count[cell]++
		}
		want := 0.0
		for _, n := range count {
			want -= float64(n) / float64(rows) * math.Log2(float64(n)/float64(rows))
		}
		near(t, "joint entropy", joint, want, 1e-12)
		const hair = 1e-12
		if slices.Min(each) < 0 || joint < slices.Max(each)-hair || joint > sum+hair || joint > math.Log2(float64(rows))+hair {
			t.Fatalf("each %v, joint %v of %d rows", each, joint, rows)
		}
		backwards := slices.Clone(code)
		for i := range rows {
			for j := range dim {
				backwards[(rows-1-i)*dim+j] = code[i*dim+j] * 8
			}
		}
		_, sum8, joint8 := entropies(t, Uniform(8*g[0], dim), backwards, rows)
		near(t, "sum of the scaled code", sum8, sum, 1e-12)
		near(t, "joint of the scaled code", joint8, joint, 1e-12)
	})
}

// Rounding is never off by more than half a step, and rounded numbers stay.
func TestQuantise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.SliceOfN(rapid.Float32Range(-100, 100), 1, 20).Draw(t, "code")
		step := rapid.Float64Range(1e-3, 50).Draw(t, "step")
		g, err := Uniform(step, 1), error(nil)
		if rapid.Bool().Draw(t, "int8") {
			if g, err = Int8(code, len(code), 1); err != nil {
				t.Fatal(err)
			}
			c, err := g.cells(code, len(code))
			if err != nil || slices.Max(c) > 127 || slices.Min(c) < -127 {
				t.Fatalf("cells %v (%v) are no signed bytes", c, err)
			}
			if far := max(slices.Max(c), -slices.Min(c)); far != 127 && far != 0 {
				t.Fatalf("cells %v leave part of a byte idle", c)
			}
		}
		once, twice := make([]float32, len(code)), make([]float32, len(code))
		if err := g.Quantise(once, code, len(code)); err != nil {
			t.Fatal(err)
		}
		for i, v := range code {
			near(t, "rounded number", float64(once[i]), float64(v), g[0]/2+1e-5)
		}
		if err := g.Quantise(twice, once, len(code)); err != nil || !slices.Equal(once, twice) {
			t.Fatalf("%v rounds to %v (%v)", once, twice, err)
		}
	})
}

func TestBitsRefuse(t *testing.T) {
	inf := float32(math.Inf(1))
	_, err := Rate([]float32{1}, []float32{1, 2}, 1, 1)
	refused(t, err, "2 numbers of the log variances")
	_, err = Rate([]float32{inf}, []float32{1}, 1, 1)
	refused(t, err, "row 0 of the means is not finite")
	_, err = Int8(nil, 0, 1)
	refused(t, err, "0 numbers of the code")
	for _, c := range []struct {
		g    Grid
		code []float32
		want string
	}{
		{Grid{}, nil, "0 numbers of the code are not 1 rows of 0"},
		{Grid{1}, []float32{1, 2}, "2 numbers of the code are not 1 rows of 1"},
		{Grid{1}, []float32{inf}, "not finite"},
		{Grid{0}, []float32{1}, "step of dimension 0 must be finite and above 0"},
		{Grid{math.NaN()}, []float32{1}, "step of dimension 0 must be"},
		{Grid{math.Inf(1)}, []float32{1}, "step of dimension 0 must be"},
		{Grid{1, 1e-30}, []float32{1, 1}, "step of dimension 1 is too fine"},
	} {
		_, err := c.g.Entropies(c.code, 1)
		refused(t, err, c.want)
		_, err = c.g.Joint(c.code, 1)
		refused(t, err, c.want)
		refused(t, c.g.Quantise(make([]float32, len(c.code)), c.code, 1), c.want)
	}
	refused(t, Grid{1}.Quantise(nil, []float32{1}, 1), "1 numbers against 0 places")
}

// Evenly spread numbers at a fine step: the error nears step^2/12 (Bennett 1948) and the bits log2(width/step)
// (Renyi 1959), one bit for each halving.
func TestDistortionOfEvenNumbers(t *testing.T) {
	const rows = 1 << 16
	code := make([]float32, rows)
	for i := range code {
		code[i] = (float32(i) + 0.5) / rows
	}
	same := func(y, code []float32) { copy(y, code) }
	var grids []Grid
	for bits := 2; bits <= 6; bits++ {
		grids = append(grids, Uniform(math.Ldexp(1, -bits), 1))
	}
	points, err := Distortion(code, code, rows, 1, same, grids...)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range points {
		step := grids[i][0]
		near(t, "error over step^2/12", p.Error*12/(step*step), 1, 1e-3)
		// Two of the cells are halves, which costs step bits more than the log.
		near(t, "bits", p.Bits, -math.Log2(step)+step, 1e-9)
		near(t, "joint", p.Joint, p.Bits, 1e-12)
	}
	int8s, err := Int8(code, rows, 1)
	if err != nil {
		t.Fatal(err)
	}
	points, err = Distortion(code, code, rows, 1, same, int8s)
	if err != nil || points[0].Bits > 8 {
		t.Fatalf("%+v (%v)", points, err)
	}
	near(t, "int8 error", points[0].Error, int8s[0]*int8s[0]/12, 1e-8)
}

// What the decoder loses anyway stays, whatever the grid; the error is that of its own output.
func TestDistortionDecodes(t *testing.T) {
	r := rng.New(4, "code")
	const rows = 50
	code, x := make([]float32, rows*2), make([]float32, rows*3)
	for i := range code {
		code[i] = r.Normal()
	}
	decode := func(y, code []float32) {
		for i := range len(code) / 2 {
			y[3*i], y[3*i+1], y[3*i+2] = code[2*i], code[2*i+1], 0
		}
	}
	decode(x, code)
	for i := range rows {
		x[3*i+2] = 0.5
	}
	points, err := Distortion(x, code, rows, 3, decode, Uniform(1e-3, 2), Uniform(1, 2))
	if err != nil {
		t.Fatal(err)
	}
	near(t, "error with a fine step", points[0].Error, 0.25/3, 1e-6)
	near(t, "joint entropy of rows all alone", points[0].Joint, math.Log2(rows), 1e-12)
	if points[1].Error < points[0].Error || points[1].Bits > points[0].Bits {
		t.Errorf("%+v", points)
	}
	_, err = Distortion(x, code, rows, 3, func(y, _ []float32) { y[4] = float32(math.NaN()) }, Uniform(1, 2))
	refused(t, err, "number 1 of row 1 of the decoded pictures")
	_, err = Distortion(x, code, rows, 3, decode, Uniform(1, 3))
	refused(t, err, "100 numbers of the code are not 50 rows of 3")
	_, err = Distortion(x, code, rows, 2, decode, Uniform(1, 2))
	refused(t, err, "150 numbers of the pictures")
}
