//go:build !goexperiment.simd || !(amd64 || arm64 || wasm)

package vec

func lstmGates(h, c, tc, g, c0 []float32)           { scalarLSTMGates(h, c, tc, g, c0, 0) }
func lstmGatesGrad(dg, dc, dh, g, tc, c0 []float32) { scalarLSTMGatesGrad(dg, dc, dh, g, tc, c0, 0) }
func gruGates(h, g, h0 []float32)                   { scalarGRUGates(h, g, h0, 0) }
func gruGatesGrad(dg, dh, g, h0 []float32)          { scalarGRUGatesGrad(dg, dh, g, h0, 0) }
