package data_test

import (
	"testing"

	"hourglass/core/data"
)

// Where the bright are missing more often, as many are missing as at random, of the bright twice the share, of the dark the rest; and what is gone at one share
// is gone at a larger.
func TestTheBrightAreMissing(t *testing.T) {
	for _, kind := range []data.Kind{data.Handwritten, data.Faces, data.Penguins, data.Ratings} {
		for _, share := range []float32{0.1, 0.3, 0.6} {
			spec := data.Spec{Kind: kind, Train: 200, Valid: 88, Seed: 5}
			whole := drawn(t, spec)
			spec.Missing, spec.Bright = share, true
			s := drawn(t, spec)
			mean, seen := 0.0, 0.0
			for i, v := range whole.X {
				if whole.Mask == nil || whole.Mask[i] != 0 {
					mean, seen = mean+float64(v), seen+1
				}
			}
			mean /= seen
			var gone, all [2]float64
			for i, v := range whole.X {
				if whole.Mask != nil && whole.Mask[i] == 0 {
					continue
				}
				k := 0
				if float64(v) > mean {
					k = 1
				}
				all[k]++
				if s.Mask[i] == 0 {
					gone[k]++
				}
			}
			if got := (gone[0] + gone[1]) / seen; got < float64(share)-0.02 || got > float64(share)+0.02 {
				t.Errorf("%v: of %v there are %.3f missing", kind, share, got)
			}
			want := min(2*float64(share), 0.95, float64(share)/(all[1]/seen))
			if got := gone[1] / all[1]; got < want-0.03 || got > want+0.03 {
				t.Errorf("%v: of the bright %.3f are missing, want %.3f", kind, got, want)
			}
		}
	}
	if _, err := data.Make(data.Spec{Kind: data.Bars, Train: 1, Valid: 1, Bright: true}); err == nil {
		t.Error("of nothing that is missing more is bright")
	}
}
