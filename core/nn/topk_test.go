package nn

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Ties and zeros: the first of equal ones wins, and a number that is let through takes its gradient along even when it is 0.
func TestTopKTies(t *testing.T) {
	for _, c := range []struct {
		k       int
		x, y, d []float32
	}{
		{2, []float32{1, 3, 3, 3}, []float32{0, 3, 3, 0}, []float32{0, 1, 1, 0}},
		{2, []float32{0, -1, 0, 0}, []float32{0, 0, 0, 0}, []float32{1, 0, 1, 0}},
		{1, []float32{-9, -2, -3}, []float32{0, -2, 0}, []float32{0, 1, 0}},
		{3, []float32{5, 5, 7, 5}, []float32{5, 5, 7, 0}, []float32{1, 1, 1, 0}},
		{4, []float32{2, 1, 2, 1}, []float32{2, 1, 2, 1}, []float32{1, 1, 1, 1}},
	} {
		n := len(c.x)
		l, y, keep, dx := TopK{n, c.k}, smallNaN(n), smallNaN(n), smallNaN(n)
		l.Forward(y, keep, c.x, nil, smallNaN(c.k), 1)
		l.Backward(dx, nil, []float32{1, 1, 1, 1}[:n], y, keep, c.x, nil, nil, 1)
		smallSame(t, "y", y, c.y)
		smallSame(t, "dx", dx, c.d)
	}
}

// Against the plainest rule, with many equal numbers: a number stays when fewer than K stand before it.
func TestTopKRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.SliceOfN(rapid.IntRange(-4, 4), 1, 40).Draw(t, "x")
		n := len(whole)
		l, x := TopK{n, rapid.IntRange(1, n).Draw(t, "k")}, make([]float32, n)
		for i, v := range whole {
			x[i] = float32(v)
		}
		y, keep, kept := smallNaN(n), smallNaN(n), 0
		l.Forward(y, keep, x, nil, smallNaN(l.K), 1)
		for i, want := range refTopK(wide(x), l.K) {
			if float64(y[i]) != want {
				t.Fatalf("the best %d of %v are %v", l.K, x, y)
			}
			if kept += int(keep[i]); keep[i] != 0 && keep[i] != 1 {
				t.Fatalf("keeps %v", keep)
			}
		}
		if kept != l.K {
			t.Fatalf("%d of %v are let through, want %d", kept, x, l.K)
		}
	})
}

// A number that is none comes through, so that a run that blew up is seen to have.
func TestTopKNaN(t *testing.T) {
	nan := float32(math.NaN())
	for _, x := range [][]float32{{nan, 1, 2, 3}, {1, 2, nan, 3}, {3, 2, 1, nan}, {nan, nan, nan, nan}} {
		y, seen := make([]float32, 4), false
		TopK{4, 2}.Forward(y, make([]float32, 4), x, nil, make([]float32, 2), 1)
		for _, v := range y {
			seen = seen || v != v
		}
		if !seen {
			t.Errorf("%v becomes %v", x, y)
		}
	}
}
