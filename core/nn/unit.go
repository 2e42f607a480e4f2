package nn

import (
	"errors"
	"strconv"

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

// Forward sets y = u(x).
func (u Unit) Forward(y, _, x, _, _ []float32, _ int) {
	x = x[:len(y)]
	switch u {
	case Linear:
		copy(y, x)
	case Tanh:
		vec.Tanh(y, x)
	case Sigmoid:
		vec.Sigmoid(y, x)
	case ReLU:
		vec.ReLU(y, x, 0)
	case Leaky:
		vec.ReLU(y, x, leakySlope)
	case Softplus:
		vec.Softplus(y, x)
	case SiLU:
		vec.Sigmoid(y, x)
		vec.Mul(y, x, y)
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

// Backward sets dx = dy·u'(x). What a sigmoid passes on is cut off near 0: see [vec.SigmoidGrad].
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
	case ReLU:
		vec.ReLUGrad(dx, dy, x, 0)
	case Leaky:
		vec.ReLUGrad(dx, dy, x, leakySlope)
	case Softplus:
		vec.Sigmoid(dx, x)
		vec.Mul(dx, dy, dx)
	default:
		for i := range dx {
			dx[i] = dy[i] * u.Slope(x[i], y[i])
		}
	}
}

// Slope returns u'(x), given y = u(x). At the bend of ReLU and its leaky form it takes the left slope, as PyTorch does;
// ELU is smooth there.
func (u Unit) Slope(x, y float32) float32 {
	switch u {
	case Tanh:
		return 1 - float32(y*y)
	case Sigmoid:
		return y * (1 - y)
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

// Bend returns the second derivative of u at x, given y = u(x). It is 0 for the units made of straight lines, also where two
// of these meet; at 0 ELU takes that of its straight side.
func (u Unit) Bend(x, y float32) float32 {
	switch u {
	case Tanh:
		return float32(-2*y) * (1 - float32(y*y))
	case Sigmoid:
		return float32(y*(1-y)) * (1 - float32(2*y))
	case ELU:
		if x < 0 {
			return y + 1
		}
	case Softplus:
		s := vec.Sigmoid1(x)
		return s * (1 - s)
	case SiLU:
		s := vec.Sigmoid1(x)
		return float32(s*(1-s)) * (2 + float32(x*(1-float32(2*s))))
	}
	return 0
}
