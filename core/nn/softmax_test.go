package nn

import (
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/internal/golden"
)

func TestSoftmaxGolden(t *testing.T) {
	c := golden.Vectors(t, goldenDir, "softmax_ce")
	y := smallNaN(12)
	Softmax{3}.Forward(y, nil, c.Inputs["z"].F32(), nil, nil, 4)
	golden.Near(t, "shares", y, c.Expect["softmax"].Data, 1e-6)
}

// Shares of any finite numbers are finite, not negative, in the order of the numbers, and add up to 1.
func TestSoftmaxShares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(rapid.Float32Range(-3e38, 3e38), 1, 20).Draw(t, "far")
		if rapid.Bool().Draw(t, "near") {
			x = rapid.SliceOfN(rapid.Float32Range(-10, 10), 1, 20).Draw(t, "x")
		}
		y, sum := smallNaN(len(x)), 0.0
		Softmax{len(x)}.Forward(y, nil, x, nil, nil, 1)
		for i, v := range y {
			if !(v >= 0 && v <= 1) {
				t.Fatalf("share %v in %v", v, y)
			}
			for j, u := range y {
				if x[i] > x[j] && v < u {
					t.Fatalf("%v has the share %v, %v has %v", x[i], v, x[j], u)
				}
			}
			sum += float64(v)
		}
		if sum < 1-1e-6 || sum > 1+1e-6 {
			t.Fatalf("the shares %v add up to %v", y, sum)
		}
	})
}
