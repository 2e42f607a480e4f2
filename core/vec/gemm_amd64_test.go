//go:build goexperiment.simd

package vec

import "testing"

// A machine without vectors of sixteen multiplies to the same bits.
func TestWithoutSixteens(t *testing.T) {
	defer func(had bool) { sixteens = had }(sixteens)
	sixteens = false
	t.Run("sums", TestGemm)
	t.Run("blocks", TestGemmBlocks)
	t.Run("twins", TestTwinsGemm)
}
