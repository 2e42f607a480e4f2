package measure

import (
	"errors"
	"math"
	"strconv"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// Explained is the share of the variance of x that its reconstruction y explains, both (rows, dim): 1 minus the
// squared error over the squared deviation from the mean row, each summed over all rows and pixels. 1 is a perfect
// copy, 0 no better than the mean picture of these rows, and there is no floor. It fails where all rows are the
// same, as there is nothing to explain.
func Explained(x, y []float32, rows, dim int) (float64, error) {
	if err := table("pictures", x, rows, dim); err != nil {
		return 0, err
	}
	if err := table("reconstructions", y, rows, dim); err != nil {
		return 0, err
	}
	total := 0.0
	pixel := make([]float64, rows)
	varies := false
	for j := range dim {
		column(pixel, x, dim, j)
		varies = varies || !constant(pixel)
		total += stat.MomentAbout(2, pixel, stat.Mean(pixel, nil), nil) * float64(rows)
	}
	if !varies {
		return 0, errors.New("measure: the pictures are all the same")
	}
	return 1 - between(x, y)/total, nil
}

// constant tells whether all of x is one number.
func constant(x []float64) bool { return floats.Min(x) == floats.Max(x) }

// pair refuses a code and factors that do not run side by side, and a factor that never varies.
func pair(code []float32, rows, dim int, factors []float32, count int) error {
	if err := table("code", code, rows, dim); err != nil {
		return err
	}
	if err := table("factors", factors, rows, count); err != nil {
		return err
	}
	f := make([]float64, rows)
	for j := range count {
		if column(f, factors, count, j); constant(f) {
			return errors.New("measure: factor " + strconv.Itoa(j) + " is the same in all rows")
		}
	}
	return nil
}

// each calls do with every dimension of code (rows, dim) and every factor of factors (rows, count), which it may
// not keep. A dimension that never varies is passed over.
func each(code []float32, rows, dim int, factors []float32, count int, do func(d, f int, z, factor []float64)) {
	z, factor := make([]float64, rows), make([]float64, rows)
	for d := range dim {
		if column(z, code, dim, d); constant(z) {
			continue
		}
		for f := range count {
			column(factor, factors, count, f)
			do(d, f, z, factor)
		}
	}
}

// R2 returns the table (dim, count) of how much of each true factor's variance each dimension of the code explains
// by a straight line, alone: the coefficient of determination of the least-squares line from code (rows, dim) to
// factors (rows, count), 0 to 1. A dimension that never varies explains 0. A factor that is coded in a bent way,
// or an angle that wraps round, shows less than the code holds.
func R2(code []float32, rows, dim int, factors []float32, count int) ([]float64, error) {
	if err := pair(code, rows, dim, factors, count); err != nil {
		return nil, err
	}
	r2 := make([]float64, dim*count)
	each(code, rows, dim, factors, count, func(d, f int, z, factor []float64) {
		alpha, beta := stat.LinearRegression(z, factor, nil, false)
		r2[d*count+f] = unit(stat.RSquared(z, factor, nil, alpha, beta))
	})
	return r2, nil
}

// R2All returns for each factor how much of its variance all dimensions of the code explain together by the
// least-squares plane, 0 to 1, at least as much as the best of them alone. Dimensions that repeat each other count
// once. With no more rows than dimensions any factor is explained for nothing.
func R2All(code []float32, rows, dim int, factors []float32, count int) ([]float64, error) {
	if err := pair(code, rows, dim, factors, count); err != nil {
		return nil, err
	}
	z := mat.NewDense(rows, dim, nil)
	col := make([]float64, rows)
	for d := range dim {
		column(col, code, dim, d)
		if !constant(col) {
			standardise(col)
			z.SetCol(d, col)
		}
	}
	var svd mat.SVD
	if !svd.Factorize(z, mat.SVDThin) {
		return nil, errors.New("measure: the singular values of the code did not converge")
	}
	rank := 0
	for _, s := range svd.Values(nil) {
		if s > 1e-7*math.Sqrt(float64(rows)) { // float32 codes know no more
			rank++
		}
	}
	var u mat.Dense // (rows, min(rows, dim)): the first rank columns are an orthonormal base of all that the code can say
	svd.UTo(&u)
	r2 := make([]float64, count)
	for f := range r2 {
		column(col, factors, count, f)
		standardise(col)
		for i := range rank {
			c := mat.Dot(u.ColView(i), mat.NewVecDense(rows, col))
			r2[f] += c * c / float64(rows)
		}
		r2[f] = unit(r2[f])
	}
	return r2, nil
}

// standardise shifts and scales x, which varies, to mean 0 and mean square 1.
func standardise(x []float64) {
	floats.AddConst(-stat.Mean(x, nil), x)
	floats.Scale(math.Sqrt(float64(len(x)))/floats.Norm(x, 2), x)
}

// unit takes off what rounding put beyond 0 and 1.
func unit(v float64) float64 { return min(max(v, 0), 1) }

// Correlations returns the table (dim, count) of Pearson's correlation between each dimension of code (rows, dim)
// and each of factors (rows, count), -1 to 1; its square is R2. A dimension that never varies gets 0.
func Correlations(code []float32, rows, dim int, factors []float32, count int) ([]float64, error) {
	if err := pair(code, rows, dim, factors, count); err != nil {
		return nil, err
	}
	c := make([]float64, dim*count)
	each(code, rows, dim, factors, count, func(d, f int, z, factor []float64) {
		c[d*count+f] = min(max(stat.Correlation(z, factor, nil), -1), 1)
	})
	return c, nil
}

// A Holding says which true factor a dimension of a code holds.
type Holding struct {
	Factor      int     // the one it goes with most closely, the first among equals; -1 when it never varies
	Correlation float64 // with that factor, -1 to 1; below 0 the dimension falls as the factor rises
	Lead        float64 // how far its magnitude lies above that of the next factor, 0 to 1; near 0 the dimension mixes factors
}

// Holdings returns for each dimension of the code which factor it holds, by Correlations. Two dimensions may hold
// the same factor, and a factor may be held by none.
func Holdings(code []float32, rows, dim int, factors []float32, count int) ([]Holding, error) {
	c, err := Correlations(code, rows, dim, factors, count)
	if err != nil {
		return nil, err
	}
	held := make([]Holding, dim)
	z := make([]float64, rows)
	for d := range held {
		if column(z, code, dim, d); constant(z) {
			held[d].Factor = -1
			continue
		}
		held[d] = closest(c[d*count : (d+1)*count])
	}
	return held, nil
}

// closest returns the factor with the correlation of greatest magnitude.
func closest(c []float64) Holding {
	best, next := 0, 0.0
	for f, v := range c[1:] {
		if math.Abs(v) > math.Abs(c[best]) {
			best, next = f+1, math.Abs(c[best])
		} else {
			next = max(next, math.Abs(v))
		}
	}
	return Holding{best, c[best], math.Abs(c[best]) - next}
}
