package nn

import (
	"math"
	"slices"
	"testing"
)

// The first of equal numbers is the one that was kept; rows and columns that fill no square get no gradient.
func TestMaxPoolTies(t *testing.T) {
	nan := float32(math.NaN())
	for _, c := range []struct {
		x, y, dx []float32
	}{
		{[]float32{1, 2, 9, 2, 1, 9, 9, 9, 9}, []float32{2}, []float32{0, 5, 0, 0, 0, 0, 0, 0, 0}},
		{[]float32{3, 3, 9, 3, 3, 9, 9, 9, 9}, []float32{3}, []float32{5, 0, 0, 0, 0, 0, 0, 0, 0}},
		{[]float32{-4, -4, 0, -4, -3, 0, 0, 0, 0}, []float32{-3}, []float32{0, 0, 0, 0, 5, 0, 0, 0, 0}},
		{[]float32{1, nan, 0, nan, 2, 0, 0, 0, 0}, []float32{nan}, []float32{0, 5, 0, 0, 0, 0, 0, 0, 0}},
	} {
		in := Shape{1, 3, 3}
		r := pass(t, NewMaxPool(in, 2), in, nil, c.x, []float32{5}, 1)
		sameBits(t, "y", r.y, c.y)
		if !slices.Equal(r.dx, c.dx) {
			t.Errorf("%v: gradient goes to %v, want %v", c.x, r.dx, c.dx)
		}
	}
}

// Two channels, whose numbers lie between each other, are pooled each on its own; the last column is dropped.
func TestPoolByHand(t *testing.T) {
	in := Shape{2, 2, 3}
	x := []float32{1, 50, 2, 40, 99, 99, 3, 30, 4, 20, 99, 99}
	r := pass(t, NewMaxPool(in, 2), in, nil, x, []float32{1, -1}, 1)
	if !slices.Equal(r.y, []float32{4, 50}) || !slices.Equal(r.dx, []float32{0, -1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0}) {
		t.Errorf("max pooling: %v, %v", r.y, r.dx)
	}
	r = pass(t, NewAvgPool(in, 2), in, nil, x, []float32{4, -8}, 1)
	if !slices.Equal(r.y, []float32{2.5, 35}) || !slices.Equal(r.dx, []float32{1, -2, 1, -2, 0, 0, 1, -2, 1, -2, 0, 0}) {
		t.Errorf("average pooling: %v, %v", r.y, r.dx)
	}
}
