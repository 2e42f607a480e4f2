//go:build !goexperiment.simd || !(amd64 || arm64 || wasm)

package vec

// SIMD tells whether the kernels run in lanes.
const SIMD = false

func gemm(c []float32, cs int, a []float32, as, ap int, b []float32, bp, bj int, m, k, n int) {
	scalarGemm(c, cs, a, as, ap, b, bp, bj, m, k, n)
}
func sumRows(dst, src []float32, rows int)         { scalarSumRows(dst, src, rows) }
func axpy(dst []float32, a float32, x []float32)   { scalarAxpy(dst, a, x) }
func mul(dst, x, y []float32)                      { scalarMul(dst, x, y) }
func sub(dst, x, y []float32)                      { scalarSub(dst, x, y) }
func scale(dst []float32, a float32, x []float32)  { scalarScale(dst, a, x) }
func clamp(dst, x []float32, low, high float32)    { scalarClamp(dst, x, low, high) }
func exp(dst, x []float32)                         { scalarExp(dst, x) }
func tanh(dst, x []float32)                        { scalarTanh(dst, x) }
func sigmoid(dst, x []float32)                     { scalarSigmoid(dst, x) }
func softplus(dst, x []float32)                    { scalarSoftplus(dst, x) }
func reLU(dst, x []float32, slope float32)         { scalarReLU(dst, x, slope) }
func tanhGrad(dx, dy, y []float32)                 { scalarTanhGrad(dx, dy, y) }
func sigmoidGrad(dx, dy, y []float32)              { scalarSigmoidGrad(dx, dy, y) }
func reLUGrad(dx, dy, x []float32, slope float32)  { scalarReLUGrad(dx, dy, x, slope) }
func momentum(w, v, g []float32, mu, rate float32) { scalarMomentum(w, v, g, mu, rate) }
func nesterov(w, v, g []float32, mu, rate float32) { scalarNesterov(w, v, g, mu, rate) }
func rmsProp(w, v, g []float32, keep, rest, rate, eps float32) {
	scalarRMSProp(w, v, g, keep, rest, rate, eps)
}
func adam(w, m, v, g []float32, k AdamStep) { scalarAdam(w, m, v, g, k) }
