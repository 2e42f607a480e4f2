package pca

import (
	"errors"
	"math"
	"strconv"
)

// A Bound is the best that a linear variational autoencoder can reach.
type Bound struct {
	ELBO float64 // the evidence lower bound, in nats per example
	Rate float64 // its divergence term: what the code costs for an example, and at most tells of it, in nats, never below 0
	Live int     // code dimensions that say anything; the rest have collapsed onto the prior
}

// ELBO returns the optimum of a linear variational autoencoder with q code dimensions (0 to Dim) and a decoder
// that adds Gaussian noise of fixed variance s2 (finite, above 0, in pixels squared) to every pixel. It is the
// log-likelihood of probabilistic PCA (Tipping and Bishop 1999), which the bound meets (Lucas et al. 2019):
//
//	ELBO = -1/2 (D ln 2pi + sum ln c_i + sum lam_i/c_i),  c_i = max(lam_i, s2) for i < q, s2 for the rest
//
// Dimension i is live when lam_i > s2, and then adds 1/2 ln(lam_i/s2) to the rate; at equality it has collapsed.
// The decoder's bias holds the mean picture and the encoder's takes it off again, hence the covariance: without
// biases this is the optimum of centred data only.
func (m *Model) ELBO(q int, s2 float64) (Bound, error) {
	if err := m.rank(q); err != nil {
		return Bound{}, err
	}
	if !(s2 > 0 && s2 <= math.MaxFloat64) {
		return Bound{}, errors.New("pca: the noise variance must be finite and above 0")
	}
	var b Bound
	sum := float64(m.Dim) * math.Log(2*math.Pi)
	for i, v := range m.Values {
		c := s2
		if i < q && v > s2 {
			c = v
			b.Live++
			b.Rate += math.Log(v/s2) / 2
		}
		sum += math.Log(c) + v/c
	}
	b.ELBO = -sum / 2
	return b, nil
}

// rank refuses a number of components outside 0 to Dim.
func (m *Model) rank(k int) error {
	if k < 0 || k > m.Dim {
		return errors.New("pca: " + strconv.Itoa(k) + " components must lie between 0 and " + strconv.Itoa(m.Dim))
	}
	return nil
}
