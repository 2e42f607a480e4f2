//go:build !goexperiment.simd || !(amd64 || arm64 || wasm)

package vec

// SIMD tells whether the kernels run in lanes.
const SIMD = false

func matMul(c, a, b []float32, m, k, n, as, ap int) { scalarMatMul(c, a, b, m, k, n, as, ap) }
func sumRows(dst, src []float32, rows int)          { scalarSumRows(dst, src, rows) }
func axpy(dst []float32, a float32, x []float32)    { scalarAxpy(dst, a, x) }
func mul(dst, x, y []float32)                       { scalarMul(dst, x, y) }
func sub(dst, x, y []float32)                       { scalarSub(dst, x, y) }
func scale(dst []float32, a float32, x []float32)   { scalarScale(dst, a, x) }
func exp(dst, x []float32)                          { scalarExp(dst, x) }
func tanh(dst, x []float32)                         { scalarTanh(dst, x) }
func sigmoid(dst, x []float32)                      { scalarSigmoid(dst, x) }
func tanhGrad(dx, dy, y []float32)                  { scalarTanhGrad(dx, dy, y) }
func sigmoidGrad(dx, dy, y []float32)               { scalarSigmoidGrad(dx, dy, y) }
func momentum(w, v, g []float32, mu, rate float32)  { scalarMomentum(w, v, g, mu, rate) }
func adam(w, m, v, g []float32, k AdamStep)         { scalarAdam(w, m, v, g, k) }
