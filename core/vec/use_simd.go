//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package vec

import (
	"runtime"
	"simd/archsimd"
)

// SIMD tells whether the kernels run in lanes. An amd64 machine without AVX2 has the lanes but not their instructions.
var SIMD = runtime.GOARCH != "amd64" || archsimd.X86.AVX2()

func gemm(c []float32, cs int, a []float32, as, ap int, b []float32, bp, bj int, m, k, n int) {
	if SIMD {
		simdGemm(c, cs, a, as, ap, b, bp, bj, m, k, n)
		return
	}
	scalarGemm(c, cs, a, as, ap, b, bp, bj, m, k, n)
}

func sumRows(dst, src []float32, rows int) {
	if SIMD {
		simdSumRows(dst, src, rows)
		return
	}
	scalarSumRows(dst, src, rows)
}

func axpy(dst []float32, a float32, x []float32) {
	if SIMD {
		simdAxpy(dst, a, x)
		return
	}
	scalarAxpy(dst, a, x)
}

func mul(dst, x, y []float32) {
	if SIMD {
		simdMul(dst, x, y)
		return
	}
	scalarMul(dst, x, y)
}

func sub(dst, x, y []float32) {
	if SIMD {
		simdSub(dst, x, y)
		return
	}
	scalarSub(dst, x, y)
}

func scale(dst []float32, a float32, x []float32) {
	if SIMD {
		simdScale(dst, a, x)
		return
	}
	scalarScale(dst, a, x)
}

func clamp(dst, x []float32, low, high float32) {
	if SIMD {
		simdClamp(dst, x, low, high)
		return
	}
	scalarClamp(dst, x, low, high)
}

func exp(dst, x []float32) {
	if SIMD {
		simdExp(dst, x)
		return
	}
	scalarExp(dst, x)
}

func tanh(dst, x []float32) {
	if SIMD {
		simdTanh(dst, x)
		return
	}
	scalarTanh(dst, x)
}

func sigmoid(dst, x []float32) {
	if SIMD {
		simdSigmoid(dst, x)
		return
	}
	scalarSigmoid(dst, x)
}

func softplus(dst, x []float32) {
	if SIMD {
		simdSoftplus(dst, x)
		return
	}
	scalarSoftplus(dst, x)
}

func reLU(dst, x []float32, slope float32) {
	if SIMD {
		simdReLU(dst, x, slope)
		return
	}
	scalarReLU(dst, x, slope)
}

func tanhGrad(dx, dy, y []float32) {
	if SIMD {
		simdTanhGrad(dx, dy, y)
		return
	}
	scalarTanhGrad(dx, dy, y)
}

func sigmoidGrad(dx, dy, y []float32) {
	if SIMD {
		simdSigmoidGrad(dx, dy, y)
		return
	}
	scalarSigmoidGrad(dx, dy, y)
}

func reLUGrad(dx, dy, x []float32, slope float32) {
	if SIMD {
		simdReLUGrad(dx, dy, x, slope)
		return
	}
	scalarReLUGrad(dx, dy, x, slope)
}

func momentum(w, v, g []float32, mu, rate float32) {
	if SIMD {
		simdMomentum(w, v, g, mu, rate)
		return
	}
	scalarMomentum(w, v, g, mu, rate)
}

func nesterov(w, v, g []float32, mu, rate float32) {
	if SIMD {
		simdNesterov(w, v, g, mu, rate)
		return
	}
	scalarNesterov(w, v, g, mu, rate)
}

func rmsProp(w, v, g []float32, keep, rest, rate, eps float32) {
	if SIMD {
		simdRMSProp(w, v, g, keep, rest, rate, eps)
		return
	}
	scalarRMSProp(w, v, g, keep, rest, rate, eps)
}

func adam(w, m, v, g []float32, k AdamStep) {
	if SIMD {
		simdAdam(w, m, v, g, k)
		return
	}
	scalarAdam(w, m, v, g, k)
}
