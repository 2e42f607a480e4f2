package nn

import (
	"math"

	"gonum.org/v1/gonum/diff/fd"
)

// The same nets and losses once more in float64, in the plainest form: what the float32 code is measured against.

func refUnit(u Unit, x float64) float64 {
	switch u {
	case Tanh:
		return math.Tanh(x)
	case Sigmoid:
		return 1 / (1 + math.Exp(-x))
	case ReLU:
		return max(x, 0)
	case Leaky:
		return max(x, float64(float32(leakySlope))*x)
	case ELU:
		if x < 0 {
			return math.Expm1(x)
		}
	case Softplus:
		return max(x, 0) + math.Log1p(math.Exp(-math.Abs(x)))
	case SiLU:
		return x / (1 + math.Exp(-x))
	}
	return x
}

// refForward runs one example x through the layers, whose parameters lie one after the other in w.
func refForward(layers []Layer, w, x []float64) []float64 {
	for _, l := range layers {
		switch l := l.(type) {
		case Unit:
			y := make([]float64, len(x))
			for i, v := range x {
				y[i] = refUnit(l, v)
			}
			x = y
		case Dense:
			b := w[l.In*l.Out:]
			y := append([]float64(nil), b[:l.Out]...)
			for i, v := range x {
				for o := range y {
					y[o] += v * w[i*l.Out+o]
				}
			}
			x, w = y, b[l.Out:]
		default:
			x, w = refSmall(l, w, x)
		}
	}
	return x
}

// refLoss is the mean over all numbers of all rows.
func refLoss(l Loss, y, t []float64) float64 {
	sum := 0.0
	for i, v := range y {
		switch l {
		case MSE:
			sum += (v - t[i]) * (v - t[i])
		case L1:
			sum += math.Abs(v - t[i])
		default:
			sum += max(v, 0) - v*t[i] + math.Log1p(math.Exp(-math.Abs(v)))
		}
	}
	return sum / float64(len(y))
}

// refGradient differentiates f at x by central differences.
func refGradient(f func([]float64) float64, x []float64) []float64 {
	return fd.Gradient(nil, f, x, &fd.Settings{Formula: fd.Central})
}

func wide(x []float32) []float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = float64(v)
	}
	return y
}
