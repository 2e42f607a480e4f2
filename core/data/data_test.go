package data

import (
	"hash/fnv"
	"math"
	"strings"
	"testing"
)

// hash is a fingerprint of every bit of pictures and factors.
func (s *Set) hash() uint64 {
	h := fnv.New64a()
	for _, x := range [][]float32{s.X, s.Factors} {
		for _, v := range x {
			b := math.Float32bits(v)
			h.Write([]byte{byte(b), byte(b >> 8), byte(b >> 16), byte(b >> 24)})
		}
	}
	return h.Sum64()
}

func set(t *testing.T, s Spec) *Set {
	t.Helper()
	d, err := Make(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Every bit of every set, on every machine. Should one change, so would every run ever made with it.
func TestSameBits(t *testing.T) {
	for k, want := range map[Kind]uint64{Bars: 0x7fa85e749e46ffb4, Blobs: 0x8ecc8a6167f38010, Crossed: 0x97e97e7bddbe4758, Glyphs: 0x3266b24cb7155149} {
		if got := set(t, Spec{Kind: k, Train: 256, Valid: 128, Seed: 1}).hash(); got != want {
			t.Errorf("%v: %#x, want %#x", k, got, want)
		}
	}
}

// Grey values and factors lie between 0 and 1, no picture is blank but of crossed bars, and the factors vary.
func TestSets(t *testing.T) {
	for k := range kindCount {
		s := set(t, Spec{Kind: k, Train: 200, Valid: 100, Seed: 7})
		if len(s.TrainX()) != 200*k.Dim() || len(s.ValidX()) != 100*k.Dim() || len(s.Factors) != 300*len(s.Names) {
			t.Fatalf("%v: %d, %d and %d numbers", k, len(s.TrainX()), len(s.ValidX()), len(s.Factors))
		}
		for i := range 300 {
			top := float32(0)
			for _, v := range s.Picture(i) {
				if !(v >= 0 && v <= 1) {
					t.Fatalf("%v: picture %d holds %v", k, i, v)
				}
				top = max(top, v)
			}
			if top < 0.5 && k != Crossed {
				t.Errorf("%v: the brightest pixel of picture %d is %v", k, i, top)
			}
		}
		for f, name := range s.Names {
			low, high := float32(1), float32(0)
			for i := range 300 {
				low, high = min(low, s.Factor(i, f)), max(high, s.Factor(i, f))
			}
			if low < 0 || high > 1 || high-low < 0.9 {
				t.Errorf("%v: factor %q runs from %v to %v", k, name, low, high)
			}
		}
	}
}

// A bar at lean 0 is upright, the same in every row; moved by a pixel it is the same bar a column on.
func TestBar(t *testing.T) {
	x, y := make([]float32, Dim), make([]float32, Dim)
	Bar(x, 0, 0)
	Bar(y, 1, 0)
	for i, v := range x {
		if v != x[i%Side] {
			t.Errorf("row %d of an upright bar differs from the first", i/Side)
		}
		if i%Side > 0 && y[i] != x[i-1] {
			t.Errorf("pixel %d of the moved bar is %v, want %v", i, y[i], x[i-1])
		}
	}
	if x[Side/2] != 1 {
		t.Errorf("the middle of a bar is %v", x[Side/2])
	}
}

func TestMakeFails(t *testing.T) {
	for _, c := range []struct {
		s    Spec
		want string
	}{{Spec{Kind: 99, Train: 1, Valid: 1, Seed: 1}, "kind 99 is not known"}, {Spec{Kind: Bars, Train: 0, Valid: 1, Seed: 1}, "sizes 0 and 1"}, {Spec{Kind: Bars, Train: 1, Valid: 100_001, Seed: 1}, "between 1 and 100000"}} {
		if _, err := Make(c.s); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", c.s, err, c.want)
		}
	}
	if len(KindNames) != int(kindCount) || len(drawers) != int(kindCount) {
		t.Errorf("%d names and %d drawers for %d kinds", len(KindNames), len(drawers), kindCount)
	}
}
