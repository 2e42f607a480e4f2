// Package opt moves parameters along their gradients: flat loops over flat arenas. It knows neither layers nor losses.
package opt

import (
	"math"

	"hourglass/core/vec"
)

// A Kind is an optimiser.
type Kind uint8

// The optimisers. Momentum is the heavy ball in PyTorch's form: v = mu v + g, w -= rate v. Adam is Kingma and Ba 2015 with
// beta 0.9 and 0.999 and eps 1e-8 outside the root.
const (
	SGD Kind = iota
	Momentum
	Adam
	kindCount
)

// KindNames are the names of the optimisers, by value.
var KindNames = [...]string{"SGD", "momentum", "Adam"}

func (k Kind) String() string { return KindNames[k] }

const (
	beta1 = 0.9
	beta2 = 0.999
	eps   = 1e-8
)

// An Optimiser holds what the method remembers between steps: arenas as long as the parameters.
type Optimiser struct {
	Kind   Kind
	mean   []float32 // momentum's velocity, Adam's mean
	square []float32 // Adam's mean square
	decay1 float64   // beta1^t, kept as a running product: no library power, same bits everywhere
	decay2 float64
}

// New makes an optimiser for n parameters.
func New(k Kind, n int) *Optimiser {
	o := &Optimiser{mean: make([]float32, n), square: make([]float32, n)}
	o.Reset(k)
	return o
}

// Reset forgets everything and goes on as kind k.
func (o *Optimiser) Reset(k Kind) {
	o.Kind = k
	o.decay1, o.decay2 = 1, 1
	vec.Fill(o.mean, 0)
	vec.Fill(o.square, 0)
}

// Step moves w once along the gradient g with the given learning rate; mu is used by Momentum alone.
func (o *Optimiser) Step(w, g []float32, rate, mu float32) {
	switch o.Kind {
	case SGD:
		vec.Axpy(w, -rate, g)
	case Momentum:
		vec.Momentum(w, o.mean, g, mu, rate)
	case Adam:
		// The conversions keep a compiler from fusing these with the sums below.
		o.decay1 = float64(o.decay1 * beta1)
		o.decay2 = float64(o.decay2 * beta2)
		vec.Adam(w, o.mean, o.square, g, vec.AdamStep{
			Beta1: beta1, Rest1: 1 - beta1,
			Beta2: beta2, Rest2: 1 - beta2,
			Rate: float32(float64(rate) / (1 - o.decay1)),
			Root: float32(1 / math.Sqrt(1-o.decay2)),
			Eps:  eps,
		})
	}
}
