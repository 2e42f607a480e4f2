package nn

import "hourglass/core/vec"

// Penalties: what a code or a hidden layer is to be besides useful. A value is a float64 summed in a fixed order; a gradient
// is added with a scale, so that the caller's weight of the penalty (beta, lambda) never enters a formula here.

// GaussKL sets kl (dims) to how far the distribution of each dimension of a variational code lies from the standard normal,
// in nats, mean over the rows: KL(N(m, e^v) || N(0, 1)) = (m² + e^v - 1 - v)/2 (Kingma and Welling 2014, appendix B). The
// code (rows, 2·dims) holds means and then log-variances, as [Sample] takes them.
//
// The sum over kl is the term of the ELBO. Beta (Higgins et al. 2017) is a scale for all dimensions; free bits (Kingma et
// al. 2016) are a scale of 0 for those whose kl is still below what is free.
func GaussKL(kl []float64, code []float32, rows, dims int) {
	kl = kl[:dims]
	for d := range kl {
		sum := 0.0
		for r := range rows {
			mean, logvar := code[2*r*dims+d], code[(2*r+1)*dims+d]
			sum += float64(float64(mean)*float64(mean)) + expRest(logvar)
		}
		kl[d] = 0.5 * sum / float64(rows)
	}
}

// expRest returns e^v - 1 - v, which is never below 0. Near 0 it is Taylor's series, since there the difference would be
// nothing but rounding, and a collapsed dimension is one whose v is near 0.
func expRest(v float32) float64 {
	x := float64(v)
	if v < -0.1 || v > 0.1 {
		return (float64(vec.Exp1(v)) - 1) - x
	}
	p := float64(x/5040) + 1.0/720
	p = float64(p*x) + 1.0/120
	p = float64(p*x) + 1.0/24
	p = float64(p*x) + 1.0/6
	p = float64(p*x) + 1.0/2
	return float64(p*x) * x
}

// AddGaussKLGrad adds to dcode (rows, 2·dims) the gradient of the sum over d of scale[d]·kl[d]: scale/rows times m and
// (e^v - 1)/2.
func AddGaussKLGrad(dcode, code, scale []float32, rows, dims int) {
	scale = scale[:dims]
	for r := range rows {
		mean, logvar := code[2*r*dims:][:dims], code[(2*r+1)*dims:][:dims]
		dmean, dlogvar := dcode[2*r*dims:][:dims], dcode[(2*r+1)*dims:][:dims]
		for d, s := range scale {
			s /= float32(rows)
			dmean[d] += float32(s * mean[d])
			dlogvar[d] += float32(s * float32(0.5*(vec.Exp1(logvar[d])-1)))
		}
	}
}

// L1Penalty returns the sum of |h| over an example's numbers, mean over the rows of h.
func L1Penalty(h []float32, rows int) float64 {
	var sums [4]float64
	for i, v := range h {
		sums[i&3] += float64(max(v, -v))
	}
	return ((sums[0] + sums[1]) + (sums[2] + sums[3])) / float64(rows)
}

// AddL1Grad adds to dh scale times the gradient of [L1Penalty]: the sign of h over rows, 0 at 0.
func AddL1Grad(dh, h []float32, scale float32, rows int) {
	dh = dh[:len(h)]
	scale /= float32(rows)
	for i, v := range h {
		dh[i] += float32(scale * sign(v))
	}
}

// Means of units are taken to lie at least sparseEdge from 0 and from 1 by the sparsity penalty, which has its poles there.
const sparseEdge = 1e-6

// MeanRows sets mean (units) to the mean of each unit over the rows of h (rows, units).
func MeanRows(mean, h []float32, rows int) {
	vec.Fill(mean, 0)
	vec.SumRows(mean, h, rows)
	vec.Scale(mean, 1/float32(rows), mean)
}

// SparseKL returns how far the mean activities of units lie from a wanted rho in (0, 1), in nats: the sum over them of
// rho·ln(rho/r) + (1-rho)·ln((1-rho)/(1-r)), where r is the mean over the batch (see [MeanRows]) of a unit whose values lie
// in [0, 1], such as a sigmoid (Ng, Sparse autoencoder, CS294A notes, 2011). A mean outside [1e-6, 1-1e-6] counts as that
// edge, which keeps the penalty of a dead unit finite.
func SparseKL(mean []float32, rho float32) float64 {
	sum, off := 0.0, 1-rho
	for _, r := range mean {
		on, not := edged(r)
		sum += float64(float64(rho)*float64(vec.Log1(rho/on))) + float64(float64(off)*float64(vec.Log1(off/not)))
	}
	return sum
}

// AddSparseKLGrad adds to dh (rows, units) scale times the gradient of [SparseKL] by each unit's value in each row:
// ((1-rho)/(1-r) - rho/r)/rows, with r taken from the same edges; there it is the slope at the edge and not 0, so that a
// dead unit is still called back.
func AddSparseKLGrad(dh, mean []float32, rho, scale float32, rows int) {
	units := len(mean)
	scale /= float32(rows)
	for j, r := range mean {
		on, not := edged(r)
		d := float32(scale * ((1-rho)/not - rho/on)) // rounded here, so that no compiler fuses it with the sum below
		for i := j; i < rows*units; i += units {
			dh[i] += d
		}
	}
}

// edged returns r and 1-r, neither nearer to 0 than the edge.
func edged(r float32) (on, not float32) {
	r = min(max(r, sparseEdge), 1-sparseEdge)
	return r, 1 - r
}
