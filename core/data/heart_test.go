package data_test

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"hourglass/core/data"
	_ "hourglass/core/data/measured"
)

// The recording is the one that everybody has, by the values that its source gives.
func TestHeartIsTheOne(t *testing.T) {
	raw := data.Heart.Raw()
	volt := func(i int) float64 { return (float64(raw[2*i]) + 256*float64(raw[2*i+1]) - 1024) / 200 }
	sum := 0.0
	for i := range len(raw) / 2 {
		sum += volt(i)
	}
	if mean := sum / 108_000; math.Abs(mean+0.16510875) > 1e-8 || volt(0) != -0.245 || volt(1) != -0.215 || len(raw) != 216_000 {
		t.Errorf("%d bytes, a mean of %v mV, the first two %v and %v", len(raw), mean, volt(0), volt(1))
	}
}

// A heart of some hundred beats a minute has some five hundred in five minutes, none twice, each with its tip where an example has it and resting where
// drawn beats rest; another seed deals the same ones in another order.
func TestHeartBeats(t *testing.T) {
	const rows = 498
	make := func(seed uint64) *data.Set {
		s, err := data.Make(data.Spec{Kind: data.Heart, Train: 256, Valid: 128, Sealed: rows - 384, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := make(1)
	moments := slices.Sorted(slices.Values(s.Factors))
	for i, m := range moments {
		if i > 0 && (m-moments[i-1])*300 < 0.2 || m < 0 || m > 1 {
			t.Errorf("beat %d comes at %v s, the one before at %v", i, m*300, moments[max(i-1, 0)]*300)
		}
	}
	tips, resting := 0, 0
	for i := range rows {
		x := s.Picture(i)
		if top := slices.Max(x); x[11] == top || x[12] == top || x[13] == top {
			tips++
		}
		if sorted := slices.Sorted(slices.Values(x)); math.Abs(float64(sorted[16]-0.3)) < 0.02 {
			resting++
		}
	}
	if tips < 480 || resting < 470 {
		t.Errorf("of %d beats %d have their tip in the middle and %d rest at 0.3", rows, tips, resting)
	}
	if other := slices.Sorted(slices.Values(make(2).Factors)); !slices.Equal(other, moments) || slices.Equal(make(2).Factors, s.Factors) {
		t.Error("another seed has other beats, or the same order")
	}
	if _, err := data.Make(data.Spec{Kind: data.Heart, Train: 400, Valid: 128, Seed: 1}); err == nil || err.Error() != "data: 528 examples of 498 that were measured" {
		t.Errorf("more beats than there are: %v", err)
	}
}

// What is no file of a set, or a damaged one, is refused in a sentence.
func TestSupplyRefuses(t *testing.T) {
	damaged := bytes.Clone(data.Heart.Raw())
	damaged[77]++
	for _, c := range []struct {
		kind data.Kind
		raw  []byte
		want string
	}{
		{data.Bars, damaged, "data: kind 0 has no file"},
		{data.Kind(200), nil, "data: kind 200 has no file"},
		{data.Heart, damaged, "The file ecg208.u16 is damaged"},
		{data.Heart, damaged[:9], "The file ecg208.u16 is damaged"},
		{data.Heart, nil, "The file ecg208.u16 is damaged"},
	} {
		if err := data.Supply(c.kind, c.raw); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("kind %d, %d bytes: %v", c.kind, len(c.raw), err)
		}
	}
	if err := data.Supply(data.Heart, data.Heart.Raw()); err != nil || data.Heart.Absent() || data.Bars.Absent() || data.Bars.Raw() != nil {
		t.Errorf("a file that is there already: %v", err)
	}
}
