package vec

// MatMul adds the product a·b to c: c (m, n) += a (m, k) · b (k, n).
func MatMul(c, a, b []float32, m, k, n int) { matMul(c[:m*n], a[:m*k], b[:k*n], m, k, n, k, 1) }

// MatMulTA adds the product aᵀ·b to c: c (m, n) += aᵀ · b, where a is (k, m) and b is (k, n).
func MatMulTA(c, a, b []float32, m, k, n int) { matMul(c[:m*n], a[:k*m], b[:k*n], m, k, n, 1, m) }

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

// Log sets dst to the natural logarithm of x; see [Log1] for its range.
func Log(dst, x []float32) { scalarLog(dst, x) }

// Tanh sets dst to the hyperbolic tangent of x.
func Tanh(dst, x []float32) { tanh(dst, x) }

// Sigmoid sets dst to 1/(1+e^-x).
func Sigmoid(dst, x []float32) { sigmoid(dst, x) }

// TanhGrad sets dx to dy·(1-y²), where y = tanh x.
func TanhGrad(dx, dy, y []float32) { tanhGrad(dx, dy, y) }

// SigmoidGrad sets dx to dy·y·(1-y), where y = sigmoid x.
func SigmoidGrad(dx, dy, y []float32) { sigmoidGrad(dx, dy, y) }

// Momentum does v = mu·v + g, then w -= rate·v (heavy ball, PyTorch's form).
func Momentum(w, v, g []float32, mu, rate float32) { momentum(w, v, g, mu, rate) }

// AdamStep holds the numbers of one Adam step that do not depend on the parameter.
type AdamStep struct {
	Beta1, Rest1 float32 // decay of the mean, and 1 - Beta1
	Beta2, Rest2 float32 // decay of the mean square, and 1 - Beta2
	Rate         float32 // learning rate / (1 - Beta1^t)
	Root         float32 // 1 / sqrt(1 - Beta2^t)
	Eps          float32 // added to the root
}

// Adam does one step of Adam (Kingma and Ba 2015) on w with mean m, mean square v and gradient g:
// m = β1 m + (1-β1) g, v = β2 v + (1-β2) g², w -= rate m̂ / (sqrt(v̂) + eps), with the corrections folded into k.
func Adam(w, m, v, g []float32, k AdamStep) { adam(w, m, v, g, k) }
