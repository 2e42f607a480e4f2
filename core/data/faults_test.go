package data

import (
	"math"
	"slices"
	"testing"

	"hourglass/core/rng"
)

func faulty(t *testing.T, seed uint64, faults float32) *Set {
	t.Helper()
	return set(t, Spec{Kind: Faulty, Train: 256, Valid: 250, Sealed: 250, Seed: seed, Faults: faults})
}

// A fifth of those set aside, and of the sealed, is faulty, of each fault alike and in places of their own; of those to train on none, unless asked for.
func TestFaultsArePlanted(t *testing.T) {
	for seed := uint64(1); seed < 4; seed++ {
		s := faulty(t, seed, 0)
		if i := slices.IndexFunc(s.Labels[:256], func(l int32) bool { return l != Sound }); i >= 0 {
			t.Errorf("seed %d: beat %d to train on has fault %d", seed, i, s.Labels[i])
		}
		if slices.Equal(s.Labels[256:506], s.Labels[506:]) {
			t.Error("the sealed faults stand where those for validation do")
		}
		for _, part := range [][]int32{s.Labels[256:506], s.Labels[506:]} {
			var n [faults]int
			for _, l := range part {
				n[l]++
			}
			if want := [faults]int{200, 10, 10, 10, 10, 10}; n != want {
				t.Errorf("seed %d: faults %v", seed, n)
			}
		}
	}
}

// More faults left in are the same ones and others; no other example changes by a bit.
func TestMoreFaultsAreTheSameOnesAndOthers(t *testing.T) {
	none, some, more := faulty(t, 5, 0), faulty(t, 5, 0.1), faulty(t, 5, 0.4)
	count := [2]float64{}
	for i, l := range some.Labels {
		if i < 256 && l != Sound {
			count[0]++
		}
		if i < 256 && more.Labels[i] != Sound {
			count[1]++
		}
		if l != Sound && (more.Labels[i] != l || !slices.Equal(some.Picture(i), more.Picture(i))) {
			t.Fatalf("beat %d has fault %d, and fault %d when more are left in", i, l, more.Labels[i])
		}
		if l == none.Labels[i] != slices.Equal(some.Picture(i), none.Picture(i)) {
			t.Fatalf("beat %d has fault %d, was %d, and its values say otherwise", i, l, none.Labels[i])
		}
	}
	if !slices.Equal(none.Factors, more.Factors) || !slices.Equal(none.ValidX(), more.ValidX()) || !slices.Equal(none.SealedX(), more.SealedX()) {
		t.Error("faults left in change the true factors, or what is set aside")
	}
	for k, want := range [2]float64{0.1, 0.4} {
		if share := count[k] / 256; math.Abs(share-want) > 0.07 {
			t.Errorf("%v of the beats are faulty, asked for %v", share, want)
		}
	}
}

// Each fault is what its name says, where it says it: how far a beat is from the sound one of its factors, before the spike, at it and after it.
func TestFaultsAreWhatTheyAreCalled(t *testing.T) {
	s := faulty(t, 2, 0)
	whole := make([]float32, beatLength)
	var off [faults][3]float64
	for i := 256; i < 756; i++ {
		b := beatOf(s.Factors[3*i:])
		b.draw(whole)
		for k, v := range s.Picture(i) {
			d, part := float32(k)-b.at, 1
			switch {
			case d < -3.5:
				part = 0
			case d > 3.5:
				part = 2
			case d < -1.5 || d > 1.5:
				continue
			}
			off[s.Labels[i]][part] += float64(v-whole[k]) * float64(v-whole[k])
		}
	}
	for part := range 3 {
		off[Sound][part] /= 20 // there are twenty times as many
	}
	for fault, where := range map[int][3]bool{Early: {true, true, true}, Broad: {true, true, true}, Missing: {true, false, false}, Turned: {false, false, true}, Tremor: {true, true, true}} {
		for part, touched := range where {
			if more := off[fault][part] > 2*off[Sound][part]; more != touched {
				t.Errorf("%s: part %d is %.4f off, of a normal beat %.4f", FaultNames[fault], part, off[fault][part], off[Sound][part])
			}
		}
	}
}

// Dice fall alike whether a beat is spoilt or not.
func TestSpoilThrowsAlike(t *testing.T) {
	s := faulty(t, 1, 0)
	var after [faults]rng.Stream
	for k := range after {
		after[k] = rng.New(9, "faults")
		s.spoil(0, int32(k), &after[k])
		if after[k] != after[0] {
			t.Errorf("a beat with fault %d takes other dice", k)
		}
	}
}
