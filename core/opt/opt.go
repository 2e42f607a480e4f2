// Package opt moves parameters along their gradients: flat loops over flat arenas, how their rate goes with time, and when
// to stop. It knows neither layers nor losses; a number of an arena is a number, be it a weight or a bias.
package opt

import (
	"math"
	"strconv"

	"hourglass/core/vec"
)

// A Kind is an optimiser.
type Kind uint8

// The optimisers, each in PyTorch's form and with its constants.
//
// Momentum is the heavy ball: v = mu·v + g, w -= rate·v (Polyak 1964). Nesterov steps along g + mu·v after the same v, which
// is Nesterov's accelerated gradient written for the point looked ahead to (Sutskever et al. 2013). RMSprop (Tieleman and
// Hinton 2012) divides by the root of a mean square that forgets with alpha 0.99; its eps of 1e-8 stands outside the root
// (Keras takes 0.9 and 1e-7). Adam is Kingma and Ba 2015 with beta 0.9 and 0.999 and eps 1e-8 outside the root. AdamW is
// Adam whose decay does not pass through the mean and the mean square (Loshchilov and Hutter 2019).
const (
	SGD Kind = iota
	Momentum
	Adam
	Nesterov
	RMSprop
	AdamW
	kindCount
)

// KindNames are the names of the optimisers, by value.
var KindNames = [...]string{"SGD", "momentum", "Adam", "Nesterov", "RMSprop", "AdamW"}

func (k Kind) String() string { return KindNames[k] }

// Keeps reports whether the optimiser reads Method.Momentum: Momentum and Nesterov alone do.
func (k Kind) Keeps() bool { return k == Momentum || k == Nesterov }

const (
	alpha = 0.99 // how much of RMSprop's mean square a step keeps
	beta1 = 0.9
	beta2 = 0.999
	eps   = 1e-8
)

// An Optimiser holds what the method remembers between steps: arenas as long as the parameters, and how many steps there
// were.
type Optimiser struct {
	Kind   Kind
	mean   []float32 // the velocity of momentum and Nesterov, Adam's mean
	square []float32 // the mean square of RMSprop and Adam
	decay1 float64   // beta1^t, kept as a running product: no library power, same bits everywhere
	decay2 float64
	step   int
}

// New makes an optimiser for n parameters.
func New(k Kind, n int) *Optimiser {
	o := &Optimiser{mean: make([]float32, n), square: make([]float32, n)}
	o.Reset(k)
	return o
}

// Reset forgets everything, also how far the schedule has come, and goes on as kind k. It panics on a kind that is none.
func (o *Optimiser) Reset(k Kind) {
	o.Forget(k)
	o.step = 0
}

// Forget forgets what the gradients have left, and goes on as kind k from where the schedule stands. It panics on a kind that is none.
func (o *Optimiser) Forget(k Kind) {
	if k >= kindCount {
		panic("opt: optimiser " + strconv.Itoa(int(k)) + " is not known")
	}
	o.Kind = k
	o.decay1, o.decay2 = 1, 1
	vec.Fill(o.mean, 0)
	vec.Fill(o.square, 0)
}

// Steps is how many steps were taken since the last Reset.
func (o *Optimiser) Steps() int { return o.step }

// Step moves w once along the gradient g, which it may use up: first the gradient is clipped, then decay is added, then the
// method moves. All of m but its kind may change from step to step; the kind changes with [Optimiser.Forget] or [Optimiser.Reset]. It panics on another kind,
// and on lengths that are not those of [New].
func (o *Optimiser) Step(w, g []float32, m Method) {
	if m.Kind != o.Kind {
		panic("opt: a step of " + m.Kind.String() + " by an optimiser that was reset to " + o.Kind.String())
	}
	if len(w) != len(o.mean) || len(g) != len(w) {
		panic("opt: a step of " + strconv.Itoa(len(w)) + " parameters along " + strconv.Itoa(len(g)) + " by an optimiser for " + strconv.Itoa(len(o.mean)))
	}
	rate := m.Rate * m.Schedule.At(o.step)
	o.step++
	if m.Clip > 0 {
		clip(g, m.Clip)
	}
	if m.Decay > 0 && m.Kind != AdamW {
		vec.Axpy(g, m.Decay, w)
	}
	switch m.Kind {
	case SGD:
		vec.Axpy(w, -rate, g)
	case Momentum:
		vec.Momentum(w, o.mean, g, m.Momentum, rate)
	case Nesterov:
		vec.Nesterov(w, o.mean, g, m.Momentum, rate)
	case RMSprop:
		vec.RMSProp(w, o.square, g, alpha, 1-alpha, rate, eps)
	case Adam:
		o.adam(w, g, rate, 0)
	case AdamW:
		o.adam(w, g, rate, rate*m.Decay)
	}
}

func (o *Optimiser) adam(w, g []float32, rate, decay float32) {
	// The conversions keep a compiler from fusing these with the differences below.
	o.decay1 = float64(o.decay1 * beta1)
	o.decay2 = float64(o.decay2 * beta2)
	vec.Adam(w, o.mean, o.square, g, vec.AdamStep{
		Beta1: beta1, Rest1: 1 - beta1,
		Beta2: beta2, Rest2: 1 - beta2,
		Rate: float32(float64(rate) / (1 - o.decay1)),
		Root: float32(1 / math.Sqrt(1-o.decay2)),
		Eps:  eps, Decay: decay,
	})
}
