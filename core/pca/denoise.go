package pca

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
)

// The least errors here are those of x -> Wx + b with a free bias b, as a layer has. The bias takes care of the
// means, so that W sees deviations only and the covariance C (divided by the number of pictures) says it all.
// Without a bias they hold for centred data alone.

// DenoiseError is the least mean squared error per pixel, against the clean picture, of a linear map through k
// numbers (0 to Dim) whose input carries independent Gaussian noise of variance s2 (finite, 0 or more, in pixels
// squared). The best W is ridge regression, C (C + s2 I)^-1 (Bishop 1995; Pretorius, Kroon and Kamper 2018), cut
// to the k top eigenvectors: component i is kept with the factor lam/(lam+s2) and leaves lam s2/(lam+s2), a
// discarded one leaves lam. Its bias is (I - W) mean. With s2 = 0 it is Error(k).
func (m *Model) DenoiseError(k int, s2 float64) (float64, error) {
	if err := m.rank(k); err != nil {
		return 0, err
	}
	if !(s2 >= 0 && s2 <= math.MaxFloat64) {
		return 0, errors.New("pca: the noise variance must be finite and not below 0")
	}
	sum := 0.0
	for _, v := range m.Values[:k] {
		if v > 0 {
			sum += v * (s2 / (v + s2))
		}
	}
	return sum/float64(m.Dim) + m.Error(k), nil
}

// MaskMeanError is the least mean squared error per pixel, against the clean picture, of a linear map of full rank
// whose input has each pixel set to that pixel's mean with probability q (0 to 1): masking to 0 of centred data.
// With p = 1-q the best W is p C (p^2 C + p(1-p) diag C)^-1 (Chen et al. 2012), its bias (I - W) mean. It is 0 at
// q = 0 and Error(0) at q = 1, where the mean picture is all that can be said.
func (m *Model) MaskMeanError(q float64) (float64, error) {
	return m.maskError(q, make([]float64, m.Dim))
}

// MaskZeroError is the same with pixels set to 0 whatever their mean, as ae.Masking does to raw pictures. A pixel
// that falls to 0 then moves by its mean too, so that the noise on pixel i has the variance p(1-p) (C_ii +
// mean_i^2), and the bias is (I - pW) mean. It is never less than MaskMeanError and equal to it for centred data.
func (m *Model) MaskZeroError(q float64) (float64, error) {
	return m.maskError(q, m.Mean)
}

// maskError is tr(C - p^2 C A^-1 C) / Dim with A = p^2 C + p(1-p) diag(C_ii + shift_i^2), the covariance of the
// masked input; p C is its covariance with the clean one.
func (m *Model) maskError(q float64, shift []float64) (float64, error) {
	if !(q >= 0 && q <= 1) {
		return 0, errors.New("pca: the share of masked pixels must lie between 0 and 1")
	}
	p := 1 - q
	c := m.rebuilt()
	a := mat.NewSymDense(m.Dim, nil)
	a.ScaleSym(p*p, c)
	for i := range m.Dim {
		a.SetSym(i, i, a.At(i, i)+p*q*(c.At(i, i)+shift[i]*shift[i]))
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(a, true) {
		return 0, errors.New("pca: the eigenvalues did not converge")
	}
	values := eigen.Values(nil) // ascending
	var u, cu mat.Dense
	eigen.VectorsTo(&u)
	cu.Mul(c, &u)
	left := mat.Trace(c)
	for i, v := range values {
		// Where the masked input never varies it says nothing, and neither does C: A is at least p^2 C.
		if v > 1e-12*values[len(values)-1] {
			n := mat.Norm(cu.ColView(i), 2)
			left -= p * p * n * n / v
		}
	}
	return max(left, 0) / float64(m.Dim), nil
}

// rebuilt returns the covariance from its eigenvalues and eigenvectors.
func (m *Model) rebuilt() *mat.SymDense {
	v := mat.NewDense(m.Dim, m.Dim, m.Components) // (Dim, Dim), one unit vector a row
	c := mat.NewSymDense(m.Dim, nil)
	for i, lambda := range m.Values {
		c.SymRankOne(c, lambda, v.RowView(i))
	}
	return c
}
