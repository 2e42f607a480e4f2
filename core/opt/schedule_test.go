package opt

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestHalfWave(t *testing.T) {
	last := -1.0
	for i := range 100_001 {
		x := float64(i) / 100_000
		got := halfWave(x)
		if want := (1 - math.Cos(math.Pi*x)) / 2; math.Abs(got-want) > 1e-9 {
			t.Fatalf("at %v: %v, want %v", x, got, want)
		}
		if got < last || got > 1 {
			t.Fatalf("at %v: %v after %v", x, got, last)
		}
		last = got
	}
}

func TestScheduleAt(t *testing.T) {
	for _, c := range []struct {
		s    Schedule
		step int
		want float32
	}{
		{Schedule{}, 0, 1}, {Schedule{}, 1 << 40, 1},
		{Schedule{Warm: 4}, 0, 0.25}, {Schedule{Warm: 4}, 3, 1}, {Schedule{Warm: 4}, 4, 1},
		{Schedule{Linear, 0, 10, 0}, 0, 1}, {Schedule{Linear, 0, 10, 0}, 5, 0.5},
		{Schedule{Linear, 0, 10, 0}, 10, 0}, {Schedule{Linear, 0, 10, 0}, 99, 0},
		{Schedule{Linear, 2, 10, 0.5}, 1, 1}, {Schedule{Linear, 2, 10, 0.5}, 2, 1}, {Schedule{Linear, 2, 10, 0.5}, 7, 0.75},
		{Schedule{Cosine, 0, 8, 0}, 0, 1}, {Schedule{Cosine, 0, 8, 0}, 4, 0.5}, {Schedule{Cosine, 0, 8, 0.25}, 8, 0.25},
		{Schedule{Halving, 3, 10, 0}, 12, 1}, {Schedule{Halving, 3, 10, 0}, 13, 0.5}, {Schedule{Halving, 3, 10, 0}, 33, 0.125},
		{Schedule{Halving, 0, 1, 0}, 1 << 40, 0}, {Schedule{Halving, 0, 10, 0.2}, 30, 0.2},
	} {
		if got := c.s.At(c.step); math.Abs(float64(got-c.want)) > 1e-7 {
			t.Errorf("%+v at %d is %v, want %v", c.s, c.step, got, c.want)
		}
	}
}

// Each schedule rises through its warm-up, then never rises again, stays within [floor, 1] and ends at the floor.
func TestScheduleShape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Schedule{
			Kind: Course(rapid.IntRange(0, int(courseCount)-1).Draw(t, "course")),
			Warm: rapid.IntRange(0, 20).Draw(t, "warm"), Over: rapid.IntRange(1, 20).Draw(t, "over"),
			Floor: rapid.Float32Range(0, 1).Draw(t, "floor"),
		}
		if s.Kind == Constant {
			s.Over, s.Floor = 0, 0
		}
		if err := s.Check(); err != nil {
			t.Fatal(err)
		}
		last := float32(0)
		for step := range s.Warm {
			f := s.At(step)
			if f <= last || f > 1 {
				t.Fatalf("%+v warms from %v to %v at %d", s, last, f, step)
			}
			last = f
		}
		last = 1
		for step := s.Warm; step < s.Warm+50; step++ {
			f := s.At(step)
			if f > last || f < s.Floor && s.Kind != Constant {
				t.Fatalf("%+v goes from %v to %v at %d", s, last, f, step)
			}
			last = f
		}
		if end := s.At(s.Warm + 2000*s.Over); s.Kind != Constant && math.Abs(float64(end-s.Floor)) > 1e-7 {
			t.Fatalf("%+v ends at %v", s, end)
		}
	})
}

// The schedule moves the rate of a step, goes on when the rest is forgotten, and begins again with Reset.
func TestScheduledStep(t *testing.T) {
	o, m := New(SGD, 1), Method{Rate: 0.5, Schedule: Schedule{Kind: Halving, Over: 2}}
	for range 2 {
		for _, want := range []float32{0.5, 0.5, 0.25, 0.25, 0.125} {
			w := []float32{1}
			if o.Step(w, []float32{1}, m); 1-w[0] != want {
				t.Errorf("a step moves by %v, want %v", 1-w[0], want)
			}
			o.Forget(SGD)
		}
		o.Reset(SGD)
	}
}
