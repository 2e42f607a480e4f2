package ae

import (
	"testing"

	"hourglass/core/rng"
)

// Masking takes its share of the numbers away; of the share that salt and pepper hit, half become 0 and half 1.
func TestTearShares(t *testing.T) {
	const n, amount = 100_000, 0.3
	x, torn := make([]float32, n), make([]float32, n)
	for i := range x {
		x[i] = 0.5
	}
	for kind, want := range map[NoiseKind][2]float32{Masking: {amount, 0}, SaltAndPepper: {amount / 2, amount / 2}} {
		dice := rng.New(7, "noise")
		Noise{kind, amount}.Tear(torn, x, &dice)
		var dark, bright float32
		for i, v := range torn {
			switch v {
			case 0:
				dark += 1.0 / n
			case 1:
				bright += 1.0 / n
			case x[i]:
			default:
				t.Fatalf("%s makes %v of %v", NoiseNames[kind], v, x[i])
			}
		}
		for _, c := range [][2]float32{{dark, want[0]}, {bright, want[1]}} {
			if d := c[0] - c[1]; d > 0.01 || d < -0.01 {
				t.Errorf("%s makes %.3f of the numbers 0 and %.3f 1, want %v", NoiseNames[kind], dark, bright, want)
			}
		}
	}
}
