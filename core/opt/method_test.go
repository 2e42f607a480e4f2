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

// Every field of a method, given a value that cannot be or that nothing reads, has its sentence. The plain method is sound.
func TestMethodCheck(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, c := range []struct {
		want   string
		change func(*Method)
	}{
		{"", func(m *Method) {}},
		{"", func(m *Method) {
			*m = Method{Kind: AdamW, Rate: 1, Decay: 1, Clip: 5, Schedule: Schedule{Linear, 3, 1, 1}}
		}},
		{"", func(m *Method) { m.Kind, m.Momentum = Nesterov, 0.99 }},
		{"", func(m *Method) { m.Schedule.Warm = 5 }},
		{"unknown optimiser", func(m *Method) { m.Kind = kindCount }},
		{"a rate of 0 moves nothing: give Method.Rate", func(m *Method) { m.Rate = 0 }},
		{"the rate must be finite", func(m *Method) { m.Rate = nan }},
		{"the rate must be finite", func(m *Method) { m.Rate = -1 }},
		{"the rate must be finite", func(m *Method) { m.Rate = inf }},
		{"momentum must be at least 0 and below 1", func(m *Method) { m.Momentum = nan }},
		{"momentum must be at least 0 and below 1", func(m *Method) { m.Kind, m.Momentum = Momentum, 1 }},
		{"momentum must be at least 0 and below 1", func(m *Method) { m.Kind, m.Momentum = Momentum, -0.1 }},
		{"SGD keeps no momentum: the kinds Momentum and Nesterov do", func(m *Method) { m.Momentum = 0.9 }},
		{"Adam keeps no momentum", func(m *Method) { m.Kind, m.Momentum = Adam, 0.9 }},
		{"decay must be", func(m *Method) { m.Decay = nan }},
		{"decay must be", func(m *Method) { m.Decay = inf }},
		{"decay must be", func(m *Method) { m.Decay = -1 }},
		{"the clipping norm must be", func(m *Method) { m.Clip = nan }},
		{"the clipping norm must be", func(m *Method) { m.Clip = inf }},
		{"the clipping norm must be", func(m *Method) { m.Clip = -1 }},
		{"unknown schedule", func(m *Method) { m.Schedule = Schedule{Kind: courseCount, Over: 1} }},
		{"a warm-up of -1 steps", func(m *Method) { m.Schedule.Warm = -1 }},
		{"cosine over 0 steps: Schedule.Over must be at least 1", func(m *Method) { m.Schedule.Kind = Cosine }},
		{"constant over -1 steps", func(m *Method) { m.Schedule.Over = -1 }},
		{"floor must lie in [0, 1]", func(m *Method) { m.Schedule.Floor = nan }},
		{"floor must lie in [0, 1]", func(m *Method) { m.Schedule.Floor = 1.5 }},
		{"a constant schedule goes nowhere", func(m *Method) { m.Schedule.Over = 100 }},
		{"a constant schedule goes nowhere", func(m *Method) { m.Schedule.Floor = 0.1 }},
	} {
		m := Method{Rate: 0.1}
		c.change(&m)
		if err := m.Check(); c.want == "" && err != nil || c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), "opt: ") || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
}
