package nn

import (
	"errors"
	"strconv"

	"hourglass/core/rng"
	"hourglass/core/vec"
)

// A Unit is an elementwise activation function, and as a Layer applies it to every number of an example.
type Unit uint8

// The units. Leaky is ReLU with slope 0.01 below zero; ELU has alpha 1; SiLU is x·sigmoid(x).
const (
	Linear Unit = iota
	Tanh
	Sigmoid
	ReLU
	Leaky
	ELU
	Softplus
	SiLU
	unitCount
)

// UnitNames are the names of the units, by value.
var UnitNames = [...]string{"linear", "tanh", "sigmoid", "ReLU", "leaky ReLU", "ELU", "softplus", "SiLU"}

const leakySlope = 0.01

func (u Unit) String() string { return UnitNames[u] }

// Plan keeps the shape.
func (u Unit) Plan(in Shape) (Plan, error) {
	if u >= unitCount {
		return Plan{}, errors.New("unit " + strconv.Itoa(int(u)) + " is not known")
	}
	return Plan{Out: in}, nil
}

// Init does nothing: a unit has no parameters.
func (u Unit) Init([]float32, *rng.Stream) {}

// Forward sets y = u(x).
func (u Unit) Forward(y, _, x, _ []float32, _ int) {
	x = x[:len(y)]
	switch u {
	case Linear:
		copy(y, x)
	case Tanh:
		vec.Tanh(y, x)
	case Sigmoid:
		vec.Sigmoid(y, x)
	default:
		for i, v := range x {
			y[i] = u.At(v)
		}
	}
}

// At returns u(x) for one number.
func (u Unit) At(x float32) float32 {
	switch u {
	case Tanh:
		return vec.Tanh1(x)
	case Sigmoid:
		return vec.Sigmoid1(x)
	case ReLU:
		return max(x, 0)
	case Leaky:
		if x < 0 {
			return leakySlope * x
		}
	case ELU:
		if x < 0 {
			return vec.Exp1(x) - 1
		}
	case Softplus:
		return vec.Softplus1(x)
	case SiLU:
		return x * vec.Sigmoid1(x)
	}
	return x
}

// Backward sets dx = dy·u'(x).
func (u Unit) Backward(dx, _, dy, y, _, x, _, _ []float32, _ int) {
	if dx == nil {
		return
	}
	switch u {
	case Linear:
		copy(dx, dy)
	case Tanh:
		vec.TanhGrad(dx, dy, y)
	case Sigmoid:
		vec.SigmoidGrad(dx, dy, y)
	default:
		for i := range dx {
			dx[i] = dy[i] * u.slope(x[i], y[i])
		}
	}
}

// slope returns u'(x), given y = u(x). At the bend of ReLU and its leaky form it takes the left slope, as PyTorch does;
// ELU is smooth there.
func (u Unit) slope(x, y float32) float32 {
	switch u {
	case ReLU:
		if x > 0 {
			return 1
		}
		return 0
	case Leaky:
		if x > 0 {
			return 1
		}
		return leakySlope
	case ELU:
		if x < 0 {
			return y + 1
		}
	case Softplus:
		return vec.Sigmoid1(x)
	case SiLU:
		s := vec.Sigmoid1(x)
		return s + float32(y*(1-s))
	}
	return 1
}
