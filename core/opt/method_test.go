package opt

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/internal/golden"
	"hourglass/core/vec"
)

func norm(g []float32) (length float64) {
	for _, v := range g {
		length = math.Hypot(length, float64(v))
	}
	return length
}

func TestClipGolden(t *testing.T) {
	c := golden.Vectors(t, goldenDir, "clip_norm")
	g := c.Inputs["g"].F32()
	golden.Near(t, "norm", []float32{float32(math.Sqrt(vec.SumSquares(g)))}, c.Expect["total_norm"].Data, 1e-6)
	clip(g, 1)
	golden.Near(t, "clipped", g, c.Expect["g"].Data, 1e-6)
}

// Clipping bounds the length, keeps the direction, and leaves a short gradient alone to the bit.
func TestClip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := rapid.SliceOfN(rapid.Float32Range(-1e30, 1e30), 1, 20).Draw(t, "g")
		most := rapid.Float32Range(1e-3, 1e3).Draw(t, "most")
		was, long := append([]float32(nil), g...), norm(g)
		clip(g, most)
		if n := norm(g); n > float64(most)*(1+1e-6) {
			t.Fatalf("length %v after clipping to %v", n, most)
		}
		for i := range g {
			if long < float64(most)-1e-6 && g[i] != was[i] {
				t.Fatalf("%v became %v, though the length %v is below %v", was[i], g[i], long, most)
			}
			if want := float64(was[i]) * min(1, float64(most)/(long+1e-6)); math.Abs(float64(g[i])-want) > 1e-6*math.Abs(want)+1e-37 {
				t.Fatalf("%v became %v, want %v", was[i], g[i], want)
			}
		}
	})
	nan := []float32{float32(math.NaN()), 2}
	if clip(nan, 1); nan[0] == nan[0] || nan[1] != 2 {
		t.Errorf("clipping hides that a gradient is no number: %v", nan)
	}
}

func TestMethodCheck(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, c := range []struct {
		m    Method
		want string
	}{
		{Method{}, ""},
		{Method{Kind: AdamW, Rate: 1, Momentum: 0.99, Decay: 1, Clip: 5, Schedule: Schedule{Linear, 3, 1, 1}}, ""},
		{Method{Kind: kindCount}, "unknown optimiser"},
		{Method{Rate: nan}, "rate"}, {Method{Rate: -1}, "rate"}, {Method{Rate: inf}, "rate"},
		{Method{Momentum: nan}, "momentum"}, {Method{Momentum: 1}, "momentum"}, {Method{Momentum: -0.1}, "momentum"},
		{Method{Decay: nan}, "decay"}, {Method{Decay: inf}, "decay"}, {Method{Decay: -1}, "decay"},
		{Method{Clip: nan}, "clipping"}, {Method{Clip: inf}, "clipping"}, {Method{Clip: -1}, "clipping"},
		{Method{Schedule: Schedule{Kind: courseCount, Over: 1}}, "unknown schedule"},
		{Method{Schedule: Schedule{Warm: -1}}, "warm-up"},
		{Method{Schedule: Schedule{Kind: Cosine}}, "over less than one step"},
		{Method{Schedule: Schedule{Over: -1}}, "over less than one step"},
		{Method{Schedule: Schedule{Floor: nan}}, "floor"}, {Method{Schedule: Schedule{Floor: 1.5}}, "floor"},
	} {
		if err := c.m.Check(); c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%+v: %v, want %q", c.m, err, c.want)
		}
	}
}
