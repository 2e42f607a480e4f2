package nn

import (
	"errors"
	"strconv"

	"hourglass/core/rng"
	"hourglass/core/vec"
)

// Sample draws the code of a variational autoencoder: from Code means and then Code log-variances it makes z = mean +
// eps·e^(logvar/2) with eps standard normal, so that the gradient passes the dice by (Kingma and Welling 2014, the
// reparameterisation). Without dice eps is 0, and z the mean.
type Sample struct{ Code int }

// Plan wants 2·Code numbers in any shape and makes Code. Kept per example are eps (Code), then the deviations e^(logvar/2)
// (Code).
func (s Sample) Plan(in Shape) (Plan, error) {
	if s.Code < 1 {
		return Plan{}, errors.New("sample of " + strconv.Itoa(s.Code) + " has no code")
	}
	if err := wants("sample", 2*s.Code, in); err != nil {
		return Plan{}, err
	}
	return Plan{Out: Flat(s.Code), Keep: 2 * s.Code}, nil
}

// Draw sets eps, example by example.
func (s Sample) Draw(keep []float32, r *rng.Stream, rows int) {
	for i := range rows {
		eps := keep[2*i*s.Code:][:s.Code]
		for j := range eps {
			eps[j] = r.Normal()
		}
	}
}

// Calm sets eps to 0.
func (s Sample) Calm(keep []float32, rows int) {
	for i := range rows {
		vec.Fill(keep[2*i*s.Code:][:s.Code], 0)
	}
}

// Forward sets z (rows, Code).
func (s Sample) Forward(z, keep, x, _, _ []float32, rows int) {
	n := s.Code
	for i := range rows {
		mean, logvar := x[2*i*n:][:n], x[(2*i+1)*n:][:n]
		eps, dev := keep[2*i*n:][:n], keep[(2*i+1)*n:][:n]
		vec.Scale(dev, 0.5, logvar)
		vec.Exp(dev, dev)
		for j, m := range mean {
			z[i*n+j] = m + float32(eps[j]*dev[j])
		}
	}
}

// Backward sets dmean = dz and dlogvar = dz·eps·e^(logvar/2)/2.
func (s Sample) Backward(dx, _, dz, _, keep, _, _, _ []float32, rows int) {
	if dx == nil {
		return
	}
	n := s.Code
	for i := range rows {
		d, dmean, dlogvar := dz[i*n:][:n], dx[2*i*n:][:n], dx[(2*i+1)*n:][:n]
		eps, dev := keep[2*i*n:][:n], keep[(2*i+1)*n:][:n]
		copy(dmean, d)
		for j, v := range d {
			dlogvar[j] = v * float32(float32(0.5*eps[j])*dev[j])
		}
	}
}
