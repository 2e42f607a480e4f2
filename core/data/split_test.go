package data

import (
	"slices"
	"strings"
	"testing"
)

// With fewer examples to train on, those that remain and all that follow are the same as before, of every kind.
func TestSkip(t *testing.T) {
	for k := range kindCount {
		all := Spec{Kind: k, Train: 64, Valid: 20, Sealed: 10, Seed: 3, Missing: 0.2}
		if k.Form() == Points {
			all.Scatter = 0.1
		}
		if k == Faulty {
			all.Faults = 0.3
		}
		few := all
		few.Train, few.Skip = 12, 52
		a, b, dim := set(t, all), set(t, few), k.Dim()
		for name, lists := range map[string][2][]float32{"X": {a.X, b.X}, "mask": {a.Mask, b.Mask}, "truth": {a.Truth, b.Truth}} {
			if !slices.Equal(lists[0][:12*dim], lists[1][:12*dim]) || !slices.Equal(lists[0][64*dim:], lists[1][12*dim:]) {
				t.Errorf("%v: %s differs", k, name)
			}
		}
		n := len(a.Names)
		if len(b.Factors) != 42*n || !slices.Equal(a.Factors[64*n:], b.Factors[12*n:]) {
			t.Errorf("%v: factors differ", k)
		}
		if a.Labels != nil && (len(b.Labels) != 42 || !slices.Equal(a.Labels[64:], b.Labels[12:])) {
			t.Errorf("%v: labels differ", k)
		}
		if !slices.Equal(a.ValidX(), b.ValidX()) || !slices.Equal(a.SealedX(), b.SealedX()) || len(b.SealedX()) != 10*dim {
			t.Errorf("%v: the examples for validation, or the sealed ones, differ", k)
		}
	}
}

// What is missing is 0, known to the mask, and still there in the truth; the more is missing, the more of the same. A whole set is its own truth.
func TestMissing(t *testing.T) {
	whole := set(t, Spec{Kind: Digits, Train: 100, Valid: 50, Seed: 2})
	if whole.Mask != nil || &whole.Truth[0] != &whole.X[0] {
		t.Error("a whole set has a mask, or a truth of its own")
	}
	some, more := set(t, Spec{Kind: Digits, Train: 100, Valid: 50, Seed: 2, Missing: 0.3}), set(t, Spec{Kind: Digits, Train: 100, Valid: 50, Seed: 2, Missing: 0.6})
	lost := 0
	for i, v := range whole.X {
		if some.Truth[i] != v || some.X[i] != v*some.Mask[i] || some.Mask[i] != 0 && some.Mask[i] != 1 || more.Mask[i] > some.Mask[i] {
			t.Fatalf("entry %d was %v, is %v under a mask of %v (of %v, when more is missing), and %v in truth", i, v, some.X[i], some.Mask[i], more.Mask[i], some.Truth[i])
		}
		lost += int(1 - some.Mask[i])
	}
	if share := float64(lost) / float64(len(whole.X)); share < 0.29 || share > 0.31 {
		t.Errorf("%v of the entries are missing", share)
	}
}

// The class is what the first factor says, and every class comes.
func TestLabels(t *testing.T) {
	a := make([]float32, 3*Dim)
	a[3], a[Dim+24], a[2*Dim+40] = 1, 1, 1
	class, err := ParseClass(Code(a) + " " + Code(a[Dim:]) + " " + Code(a[2*Dim:]))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		spec Spec
		want int
	}{
		{Spec{Kind: Bars}, 0}, {Spec{Kind: Spiral}, 0}, {Spec{Kind: Faces}, 0}, {Spec{Kind: Glyphs}, 14}, {Spec{Kind: Moons}, 2}, {Spec{Kind: Digits}, 10},
		{Spec{Kind: Digits16}, 10}, {Spec{Kind: Drawn}, 8}, {Spec{Kind: Drawn, Class: class}, 3}, {Spec{Kind: Drawn, Class: class[:11]}, 0},
	} {
		c.spec.Train, c.spec.Valid, c.spec.Seed = 200, 100, 4
		s := set(t, c.spec)
		if s.Classes() != c.want || (s.Labels != nil) != (c.want > 0) {
			t.Fatalf("%v has %d classes and %d labels", c.spec, s.Classes(), len(s.Labels))
		}
		seen := make([]int, c.want)
		for i, l := range s.Labels {
			seen[l]++
			u := s.Factor(i, 0)
			if want := int32(u*float32(c.want-1) + 0.5); s.Kind != Moons && l != want {
				t.Fatalf("%v: factor %v is of class %d", s.Kind, u, l)
			}
			if s.Kind == Moons && (u < 0.5) != (l == 0) {
				t.Fatalf("%v along both crescents lies on crescent %d", u, l)
			}
		}
		if slices.Contains(seen, 0) {
			t.Errorf("%v: examples of the classes: %v", c.spec.Kind, seen)
		}
	}
}

// The digits of either size come from the same dice, and the large ones stay within their pictures.
func TestDigitsOfBothSizes(t *testing.T) {
	small, large := set(t, Spec{Kind: Digits, Train: 100, Valid: 1, Seed: 6}), set(t, Spec{Kind: Digits16, Train: 100, Valid: 1, Seed: 6})
	if !slices.Equal(small.Factors, large.Factors) || !slices.Equal(small.Labels, large.Labels) {
		t.Fatal("one seed draws other digits in larger pictures")
	}
	for i := range 100 {
		x, rim := large.Picture(i), float32(0)
		for k, v := range x {
			if k%16 == 0 || k%16 == 15 || k/16 == 0 || k/16 == 15 {
				rim = max(rim, v)
			}
		}
		if rim > 0.5 {
			t.Errorf("digit %d runs off its picture", i)
		}
	}
}

func TestMakeRefusesSplits(t *testing.T) {
	for _, c := range []struct {
		spec Spec
		want string
	}{
		{Spec{Train: 1, Valid: 1, Skip: -1}, "skip"},
		{Spec{Train: 1, Valid: 1, Sealed: 100_001}, "seal"},
		{Spec{Train: 1, Valid: 1, Missing: 1}, "missing"},
		{Spec{Train: 1, Valid: 1, Missing: -0.1}, "missing"},
	} {
		if _, err := Make(c.spec); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c.spec, err)
		}
	}
}
