//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package vec

import (
	"testing"

	"pgregory.net/rapid"
)

// The gates in lanes are their portable twins bit for bit, at any length and for numbers of all kinds.
func TestTwinsGates(t *testing.T) {
	plain := map[string]func(s [][]float32){
		"LSTMGates":     func(s [][]float32) { scalarLSTMGates(s[0], s[1], s[2], s[3], s[4], 0) },
		"LSTMGatesGrad": func(s [][]float32) { scalarLSTMGatesGrad(s[0], s[1], s[2], s[3], s[4], s[5], 0) },
		"GRUGates":      func(s [][]float32) { scalarGRUGates(s[0], s[1], s[2], 0) },
		"GRUGatesGrad":  func(s [][]float32) { scalarGRUGatesGrad(s[0], s[1], s[2], s[3], 0) },
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(rapid.IntRange(0, 21), rapid.SampledFrom(lengths)).Draw(t, "n")
		for _, k := range gates {
			var in [][]float32
			for _, runs := range k.runs {
				in = append(in, anyFloats(runs*n).Draw(t, k.name))
			}
			lanes, scalar := clone(in), clone(in)
			k.run(lanes)
			plain[k.name](scalar)
			agree(t, k.name, lanes, scalar)
		}
	})
}
