package measure

import (
	"strings"
	"testing"
)

// What is missing is said, where it was a nil dereference or an empty answer.
func TestMissing(t *testing.T) {
	x, decode := []float32{1, 2, 3}, func(y, code []float32) { copy(y, code) }
	if _, err := KMeans(x, 3, 1, 2, 1, nil); err == nil || !strings.Contains(err.Error(), "measure: k-means without a stream") {
		t.Errorf("k-means without a stream: %v", err)
	}
	for _, c := range []struct {
		decode func(y, code []float32)
		grids  []Grid
	}{{nil, []Grid{Uniform(1, 1)}}, {decode, nil}} {
		if _, err := Distortion(x, x, 3, 1, c.decode, c.grids...); err == nil || !strings.Contains(err.Error(), "measure: distortion wants a decoder and at least one grid") {
			t.Errorf("distortion with %d grids: %v", len(c.grids), err)
		}
	}
	if p, err := Distortion(x, x, 3, 1, decode, Uniform(1, 1)); err != nil || len(p) != 1 {
		t.Errorf("distortion: %v, %v", p, err)
	}
}
