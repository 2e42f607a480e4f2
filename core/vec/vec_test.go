package vec

import (
	"math"
	"testing"
)

// Fill sets every element and no other, to the bit: minus zero and NaN too.
func TestFill(t *testing.T) {
	minus := float32(math.Copysign(0, -1))
	for _, v := range []float32{0, minus, 1.5, float32(math.NaN()), float32(math.Inf(-1))} {
		for n := range 70 {
			all := make([]float32, n+2)
			for i := range all {
				all[i] = 7
			}
			Fill(all[1:n+1], v)
			for i, got := range all[1 : n+1] {
				if math.Float32bits(got) != math.Float32bits(v) {
					t.Fatalf("element %d of %d is %v, want %v", i, n, got, v)
				}
			}
			if all[0] != 7 || all[n+1] != 7 {
				t.Fatalf("filling %d touched a neighbour", n)
			}
		}
	}
}
