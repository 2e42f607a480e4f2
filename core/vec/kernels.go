package vec

import "math"

// SumRows adds to dst (cols) the sum of the rows of src (rows, cols), first row first.
func SumRows(dst, src []float32, rows int) { sumRows(dst, src, rows) }

// Axpy adds a·x to dst.
func Axpy(dst []float32, a float32, x []float32) { axpy(dst, a, x) }

// Mul sets dst to the elementwise product of x and y.
func Mul(dst, x, y []float32) { mul(dst, x, y) }

// Sub sets dst to x - y.
func Sub(dst, x, y []float32) { sub(dst, x, y) }

// Scale sets dst to a·x.
func Scale(dst []float32, a float32, x []float32) { scale(dst, a, x) }

// Exp sets dst to e^x; see [Exp1] for its range.
func Exp(dst, x []float32) { exp(dst, x) }

// Tanh sets dst to the hyperbolic tangent of x.
func Tanh(dst, x []float32) { tanh(dst, x) }

// Sigmoid sets dst to 1/(1+e^-x).
func Sigmoid(dst, x []float32) { sigmoid(dst, x) }

// Softplus sets dst to ln(1+e^x).
func Softplus(dst, x []float32) { softplus(dst, x) }

// ReLU sets dst to x where x is positive and to slope·x elsewhere: with slope 0 the rectifier max(x, 0), with a small one its
// leaky form.
func ReLU(dst, x []float32, slope float32) {
	if slope == 0 { // 0·x would be -0 below zero, and NaN at minus infinity
		clamp(dst, x, 0, float32(math.Inf(1)))
		return
	}
	reLU(dst, x, slope)
}

// TanhGrad sets dx to dy·(1-y²), where y = tanh x.
func TanhGrad(dx, dy, y []float32) { tanhGrad(dx, dy, y) }

// leastSlope is the smallest slope that [SigmoidGrad] passes on, far above the subnormal numbers (below 2^-126), of which each
// product takes a processor some hundred times as long. A sigmoid that rests at zero under a squared error has slopes of its own
// value squared: a picture's black ground is full of them, and they would be most of a step's time. At any rate on offer what is
// left out is less than the last bit of a weight of ordinary size.
const leastSlope = 0x1p-100

// SigmoidGrad sets dx to dy·y·(1-y), where y = sigmoid x, and to 0 where that is smaller in size than 2^-100.
func SigmoidGrad(dx, dy, y []float32) { sigmoidGrad(dx, dy, y) }

// ReLUGrad sets dx to dy where x is positive and to slope·dy elsewhere, also at 0, as PyTorch does.
func ReLUGrad(dx, dy, x []float32, slope float32) { reLUGrad(dx, dy, x, slope) }

// Momentum does v = mu·v + g, then w -= rate·v (heavy ball, PyTorch's form).
func Momentum(w, v, g []float32, mu, rate float32) { momentum(w, v, g, mu, rate) }

// Nesterov does v = mu·v + g, then w -= rate·(g + mu·v) (PyTorch's form).
func Nesterov(w, v, g []float32, mu, rate float32) { nesterov(w, v, g, mu, rate) }

// RMSProp does v = keep·v + rest·g², then w -= rate·g / (sqrt(v) + eps), where rest is 1 - keep (Tieleman and Hinton 2012;
// eps as in PyTorch).
func RMSProp(w, v, g []float32, keep, rest, rate, eps float32) {
	rmsProp(w, v, g, keep, rest, rate, eps)
}

// AdamStep holds the numbers of one Adam step that do not depend on the parameter.
type AdamStep struct {
	Beta1, Rest1 float32 // decay of the mean, and 1 - Beta1
	Beta2, Rest2 float32 // decay of the mean square, and 1 - Beta2
	Rate         float32 // learning rate / (1 - Beta1^t)
	Root         float32 // 1 / sqrt(1 - Beta2^t)
	Eps          float32 // added to the root
	Decay        float32 // learning rate times weight decay, 0 for none (AdamW, Loshchilov and Hutter 2019)
}

// Adam does one step of Adam (Kingma and Ba 2015) on w with mean m, mean square v and gradient g, after w -= decay·w:
// m = β1 m + (1-β1) g, v = β2 v + (1-β2) g², w -= rate m̂ / (sqrt(v̂) + eps), with the corrections folded into k.
func Adam(w, m, v, g []float32, k AdamStep) {
	if k.Decay != 0 {
		axpy(w, -k.Decay, w)
	}
	adam(w, m, v, g, k)
}
