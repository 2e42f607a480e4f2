//go:build goexperiment.simd

package vec

// SIMD tells whether the kernels run in lanes.
const SIMD = true

func matMul(c, a, b []float32, m, k, n, as, ap int) { simdMatMul(c, a, b, m, k, n, as, ap) }
func sumRows(dst, src []float32, rows int)          { simdSumRows(dst, src, rows) }
func axpy(dst []float32, a float32, x []float32)    { simdAxpy(dst, a, x) }
func mul(dst, x, y []float32)                       { simdMul(dst, x, y) }
func sub(dst, x, y []float32)                       { simdSub(dst, x, y) }
func scale(dst []float32, a float32, x []float32)   { simdScale(dst, a, x) }
func exp(dst, x []float32)                          { simdExp(dst, x) }
func tanh(dst, x []float32)                         { simdTanh(dst, x) }
func sigmoid(dst, x []float32)                      { simdSigmoid(dst, x) }
func tanhGrad(dx, dy, y []float32)                  { simdTanhGrad(dx, dy, y) }
func sigmoidGrad(dx, dy, y []float32)               { simdSigmoidGrad(dx, dy, y) }
func momentum(w, v, g []float32, mu, rate float32)  { simdMomentum(w, v, g, mu, rate) }
func adam(w, m, v, g []float32, k AdamStep)         { simdAdam(w, m, v, g, k) }
