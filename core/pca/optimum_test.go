package pca

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"hourglass/core/rng"
)

func near(t rapid.TB, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s is %.15g, want %.15g within %g", what, got, want, tol)
	}
}

// A draw is a small set of rows around a mean that is not 0.
type draw struct {
	*Model
	x    []float32
	rows int
}

func drawRows(t *rapid.T, mostDim int) draw {
	rows, dim := rapid.IntRange(1, 7).Draw(t, "rows"), rapid.IntRange(1, mostDim).Draw(t, "dim")
	r := rng.New(rapid.Uint64().Draw(t, "seed"), "rows")
	shift := rapid.Float32Range(-2, 2).Draw(t, "shift")
	d := draw{x: make([]float32, rows*dim), rows: rows}
	for i := range d.x {
		d.x[i] = shift + r.Normal()*float32(i%dim+1)/2
	}
	m, err := Fit(d.x, rows, dim)
	if err != nil {
		t.Fatal(err)
	}
	d.Model = m
	return d
}

// factored returns W (Dim, q) of probabilistic PCA: component i times the root of what its eigenvalue has above
// s2.
func (d draw) factored(q int, s2 float64) *mat.Dense {
	w := mat.NewDense(d.Dim, max(q, 1), nil)
	for i := range q {
		for j := range d.Dim {
			w.Set(j, i, math.Sqrt(max(d.Values[i]-s2, 0))*d.Components[i*d.Dim+j])
		}
	}
	return w
}

// The bound is the mean log-likelihood of the rows under N(mean, W W^T + s2 I), written out row by row.
func TestELBOIsTheLikelihood(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawRows(t, 5)
		q, s2 := rapid.IntRange(0, d.Dim).Draw(t, "q"), rapid.Float64Range(0.05, 3).Draw(t, "s2")
		w := d.factored(q, s2)
		c := mat.NewSymDense(d.Dim, nil)
		c.SymOuterK(1, w)
		for i := range d.Dim {
			c.SetSym(i, i, c.At(i, i)+s2)
		}
		var chol mat.Cholesky
		if !chol.Factorize(c) {
			t.Fatal("the covariance is not positive definite")
		}
		want := 0.0
		row := mat.NewVecDense(d.Dim, nil)
		var solved mat.VecDense
		for i := range d.rows {
			for j := range d.Dim {
				row.SetVec(j, float64(d.x[i*d.Dim+j])-d.Mean[j])
			}
			if err := chol.SolveVecTo(&solved, row); err != nil {
				t.Fatal(err)
			}
			want -= (float64(d.Dim)*math.Log(2*math.Pi) + chol.LogDet() + mat.Dot(row, &solved)) / float64(2*d.rows)
		}
		got, err := d.ELBO(q, s2)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "bound", got.ELBO, want, 1e-8*(1+math.Abs(want)))
	})
}

// bound is the evidence lower bound and its rate, row by row, of the linear variational autoencoder with encoder
// mean V (x - mean), variances v, decoder mean + W z and noise s2: written out from the definition.
func (d draw) bound(w, v *mat.Dense, variance []float64, s2 float64) (elbo, rate float64) {
	q := len(variance)
	for i := range d.rows {
		x := mat.NewVecDense(d.Dim, nil)
		for j := range d.Dim {
			x.SetVec(j, float64(d.x[i*d.Dim+j])-d.Mean[j])
		}
		var z, y mat.VecDense
		z.MulVec(v, x)
		y.MulVec(w, &z)
		y.SubVec(x, &y)
		far, kl := mat.Dot(&y, &y), 0.0
		for k := range q {
			n := mat.Norm(w.ColView(k), 2)
			far += n * n * variance[k]
			kl += (z.AtVec(k)*z.AtVec(k) + variance[k] - 1 - math.Log(variance[k])) / 2
		}
		rate += kl / float64(d.rows)
		elbo += (-float64(d.Dim)/2*math.Log(2*math.Pi*s2) - far/(2*s2) - kl) / float64(d.rows)
	}
	return elbo, rate
}

// A linear variational autoencoder built from the components meets the bound and its rate, and any other, near it
// or far, stays below.
func TestELBOIsTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawRows(t, 4)
		q, s2 := rapid.IntRange(1, d.Dim).Draw(t, "q"), rapid.Float64Range(0.05, 3).Draw(t, "s2")
		best, err := d.ELBO(q, s2)
		if err != nil {
			t.Fatal(err)
		}
		w := d.factored(q, s2)
		v, variance := mat.NewDense(q, d.Dim, nil), make([]float64, q)
		for k := range q {
			c := max(d.Values[k], s2)
			variance[k] = s2 / c
			for j := range d.Dim {
				v.Set(k, j, w.At(j, k)/c)
			}
		}
		elbo, rate := d.bound(w, v, variance, s2)
		near(t, "bound", best.ELBO, elbo, 1e-9*(1+math.Abs(elbo)))
		near(t, "rate", best.Rate, rate, 1e-9*(1+rate))
		r := rng.New(rapid.Uint64().Draw(t, "nudge"), "nudge")
		size := rapid.SampledFrom([]float64{0.001, 0.1, 2}).Draw(t, "size")
		nudge := func(m *mat.Dense) {
			m.Apply(func(_, _ int, a float64) float64 { return a + size*float64(r.Normal()) }, m)
		}
		nudge(w)
		nudge(v)
		for k := range variance {
			variance[k] *= math.Exp(size * float64(r.Normal()))
		}
		if other, _ := d.bound(w, v, variance, s2); other > best.ELBO+1e-9*(1+math.Abs(elbo)) {
			t.Fatalf("a bound of %v above the best, %v", other, best.ELBO)
		}
	})
}

// The fourteen bars have twelve eigenvalues of 1/2 and no other; a dimension collapses exactly at its eigenvalue.
func TestLive(t *testing.T) {
	m := fit(t, fourteen(), 14, 49)
	first := m.Values[0]
	for _, c := range []struct {
		q    int
		s2   float64
		live int
	}{{5, first / 2, 5}, {12, first * 0.999, 12}, {12, first * 1.001, 0}, {0, 0.1, 0}, {49, 1e-6, 12}} {
		b, err := m.ELBO(c.q, c.s2)
		if err != nil || b.Live != c.live {
			t.Errorf("q %d, s2 %g: %d live (%v), want %d", c.q, c.s2, b.Live, err, c.live)
		}
	}
	one := &Model{Dim: 1, Values: []float64{2}, Mean: []float64{0}, Components: []float64{1}}
	if b, err := one.ELBO(1, 2); err != nil || b.Live != 0 || b.Rate != 0 {
		t.Errorf("at its eigenvalue %+v (%v)", b, err)
	}
	b, err := one.ELBO(1, 0.5)
	if err != nil || b.Live != 1 {
		t.Errorf("below its eigenvalue %+v (%v)", b, err)
	}
	near(t, "rate", b.Rate, math.Ln2, 1e-15)
	near(t, "bound", b.ELBO, -(math.Log(2*math.Pi)+math.Ln2+1)/2, 1e-15)
}

// leastSquares is the error per pixel of the best linear map with a bias from the torn inputs to the clean rows,
// each torn row with its chance.
func leastSquares(t *rapid.T, in, out *mat.Dense, chance []float64) float64 {
	n, dim := in.Dims()
	a, b := mat.NewDense(n, dim+1, nil), mat.NewDense(n, dim, nil)
	for i := range n {
		root := math.Sqrt(chance[i])
		a.Set(i, dim, root)
		for j := range dim {
			a.Set(i, j, root*in.At(i, j))
			b.Set(i, j, root*out.At(i, j))
		}
	}
	var svd mat.SVD
	if !svd.Factorize(a, mat.SVDThin) {
		t.Fatal("no singular values")
	}
	var w, left mat.Dense
	svd.SolveTo(&w, b, svd.Rank(1e-9))
	left.Mul(a, &w)
	left.Sub(b, &left)
	return math.Pow(mat.Norm(&left, 2), 2) / float64(dim)
}

// torn lists every row with every pattern of dim bits, and the chance of each.
func (d draw) torn(one func(x, mean float64, set bool) float64, chance func(set bool) float64) (in, out *mat.Dense, p []float64) {
	patterns := 1 << d.Dim
	in, out = mat.NewDense(d.rows*patterns, d.Dim, nil), mat.NewDense(d.rows*patterns, d.Dim, nil)
	for i := range d.rows * patterns {
		c := 1 / float64(d.rows)
		for j := range d.Dim {
			x, set := float64(d.x[i/patterns*d.Dim+j]), i%patterns>>j&1 == 1
			out.Set(i, j, x)
			in.Set(i, j, one(x, d.Mean[j], set))
			c *= chance(set)
		}
		p = append(p, c)
	}
	return in, out, p
}

// Every mask written out, a least-squares solve finds the error that the formulas give, to the mean and to 0.
func TestMaskErrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawRows(t, 4)
		q := rapid.SampledFrom([]float64{0, 0.1, 0.5, 0.9, 1}).Draw(t, "q")
		chance := func(set bool) float64 {
			if set {
				return q
			}
			return 1 - q
		}
		toMean, err1 := d.MaskMeanError(q)
		toZero, err2 := d.MaskZeroError(q)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		for _, c := range []struct {
			what string
			got  float64
			one  func(x, mean float64, set bool) float64
		}{
			{"masked to the mean", toMean, func(x, mean float64, set bool) float64 {
				if set {
					return mean
				}
				return x
			}},
			{"masked to 0", toZero, func(x, _ float64, set bool) float64 {
				if set {
					return 0
				}
				return x
			}},
		} {
			in, out, p := d.torn(c.one, chance)
			near(t, c.what, c.got, leastSquares(t, in, out, p), 1e-7)
		}
		if toMean > toZero+1e-9 || toZero > d.Error(0)+1e-9 {
			t.Fatalf("masked to the mean %v, to 0 %v, the mean picture %v", toMean, toZero, d.Error(0))
		}
	})
}

// Noise of one standard deviation either way has the variance of Gaussian noise, and a linear map knows no more of
// it: every sign written out, a least-squares solve finds the error of full rank.
func TestDenoiseFullRank(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawRows(t, 4)
		s := rapid.SampledFrom([]float64{0, 0.1, 1, 5}).Draw(t, "s")
		in, out, p := d.torn(func(x, _ float64, set bool) float64 {
			if set {
				return x + s
			}
			return x - s
		}, func(bool) float64 { return 0.5 })
		got, err := d.DenoiseError(d.Dim, s*s)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "error", got, leastSquares(t, in, out, p), 1e-7)
	})
}

// risk is the error per pixel of the map x -> W (x - mean) + mean under noise of variance s2, written out from its
// definition.
func (d draw) risk(w *mat.Dense, s2 float64) float64 {
	var a, ac mat.Dense
	a.Apply(func(i, j int, v float64) float64 {
		if i == j {
			return 1 - v
		}
		return -v
	}, w)
	ac.Mul(&a, d.rebuilt())
	var left mat.Dense
	left.Mul(&ac, a.T())
	return (mat.Trace(&left) + s2*math.Pow(mat.Norm(w, 2), 2)) / float64(d.Dim)
}

// Of rank k, the top components with the factor lam/(lam+s2) meet the error, and any other map through k numbers
// stays above.
func TestDenoiseRank(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawRows(t, 5)
		k, s2 := rapid.IntRange(1, d.Dim).Draw(t, "k"), rapid.Float64Range(0.01, 3).Draw(t, "s2")
		best, err := d.DenoiseError(k, s2)
		if err != nil {
			t.Fatal(err)
		}
		enc, dec := mat.NewDense(k, d.Dim, nil), mat.NewDense(d.Dim, k, nil)
		for i := range k {
			for j := range d.Dim {
				u := d.Components[i*d.Dim+j]
				enc.Set(i, j, u)
				dec.Set(j, i, u*d.Values[i]/(d.Values[i]+s2))
			}
		}
		var w mat.Dense
		w.Mul(dec, enc)
		near(t, "error", best, d.risk(&w, s2), 1e-9)
		r := rng.New(rapid.Uint64().Draw(t, "nudge"), "nudge")
		size := rapid.SampledFrom([]float64{0.001, 0.1, 1}).Draw(t, "size")
		for _, m := range []*mat.Dense{enc, dec} {
			m.Apply(func(_, _ int, a float64) float64 { return a + size*float64(r.Normal()) }, m)
		}
		w.Mul(dec, enc)
		if other := d.risk(&w, s2); other < best-1e-9 {
			t.Fatalf("an error of %v below the least, %v", other, best)
		}
		none, err := d.DenoiseError(k, 0)
		if err != nil || none != d.Error(k) || best < none {
			t.Fatalf("without noise %v (%v), want %v", none, err, d.Error(k))
		}
	})
}

// Two pixels that are always equal, one masked half the time, by hand: variance 1, p = 1/2, W = 1/2 * C (1/4 C +
// 1/4 I)^-1 leaves 1/3 of each.
func TestMaskByHand(t *testing.T) {
	m := fit(t, []float32{4, 4, 6, 6}, 2, 2)
	got, err := m.MaskMeanError(0.5)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "masked to the mean", got, 1.0/3, 1e-12)
	// To 0 the noise is p(1-p)(1+25) = 6.5 a pixel against a signal of 1/2 each: left is 1/(1+1/13).
	if got, err = m.MaskZeroError(0.5); err != nil {
		t.Fatal(err)
	}
	near(t, "masked to 0", got, 13.0/14, 1e-12)
}

func TestOptimaRefuse(t *testing.T) {
	m := fit(t, []float32{4, 4, 6, 6}, 2, 2)
	nan, inf := math.NaN(), math.Inf(1)
	elbo := func(q int, s2 float64) error { _, err := m.ELBO(q, s2); return err }
	denoise := func(k int, s2 float64) error { _, err := m.DenoiseError(k, s2); return err }
	mask := func(q float64) error { _, err := m.MaskMeanError(q); return err }
	zero := func(q float64) error { _, err := m.MaskZeroError(q); return err }
	for _, c := range []struct {
		err  error
		want string
	}{
		{elbo(3, 1), "3 components must lie between 0 and 2"}, {elbo(-1, 1), "-1 components"}, {elbo(1, 0), "above 0"}, {elbo(1, nan), "above 0"}, {elbo(1, inf), "finite"},
		{denoise(3, 1), "3 components must lie between 0 and 2"}, {denoise(-1, 1), "-1 components"}, {denoise(1, -1), "not below 0"}, {denoise(1, nan), "not below 0"}, {denoise(1, inf), "finite"},
		{mask(-0.1), "between 0 and 1"}, {mask(1.1), "between 0 and 1"}, {zero(nan), "between 0 and 1"},
	} {
		if c.err == nil || !strings.HasPrefix(c.err.Error(), "pca: ") || !strings.Contains(c.err.Error(), c.want) {
			t.Errorf("got %v, want %q", c.err, c.want)
		}
	}
}
