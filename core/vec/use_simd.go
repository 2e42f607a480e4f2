//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package vec

import (
	"runtime"
	"simd/archsimd"
)

// SIMD tells whether the kernels run in lanes. An amd64 machine without AVX has the lanes but not their instructions.
var SIMD = runtime.GOARCH != "amd64" || archsimd.X86.AVX()

func matMul(c, a, b []float32, m, k, n, as, ap int) {
	if SIMD {
		simdMatMul(c, a, b, m, k, n, as, ap)
		return
	}
	scalarMatMul(c, a, b, m, k, n, as, ap)
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

func momentum(w, v, g []float32, mu, rate float32) {
	if SIMD {
		simdMomentum(w, v, g, mu, rate)
		return
	}
	scalarMomentum(w, v, g, mu, rate)
}

func adam(w, m, v, g []float32, k AdamStep) {
	if SIMD {
		simdAdam(w, m, v, g, k)
		return
	}
	scalarAdam(w, m, v, g, k)
}
