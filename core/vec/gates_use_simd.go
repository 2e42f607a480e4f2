//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package vec

func lstmGates(h, c, tc, g, c0 []float32) {
	if SIMD {
		simdLSTMGates(h, c, tc, g, c0)
		return
	}
	scalarLSTMGates(h, c, tc, g, c0, 0)
}

func lstmGatesGrad(dg, dc, dh, g, tc, c0 []float32) {
	if SIMD {
		simdLSTMGatesGrad(dg, dc, dh, g, tc, c0)
		return
	}
	scalarLSTMGatesGrad(dg, dc, dh, g, tc, c0, 0)
}

func gruGates(h, g, h0 []float32) {
	if SIMD {
		simdGRUGates(h, g, h0)
		return
	}
	scalarGRUGates(h, g, h0, 0)
}

func gruGatesGrad(dg, dh, g, h0 []float32) {
	if SIMD {
		simdGRUGatesGrad(dg, dh, g, h0)
		return
	}
	scalarGRUGatesGrad(dg, dh, g, h0, 0)
}
