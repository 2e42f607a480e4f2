package figures

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
)

// noiseLesson is a lesson of torn examples, with or without a plain twin.
func noiseLesson(kind data.Kind, twin bool) *lessons.Lesson {
	s := train.Default()
	s.Data, s.Neck, s.Width, s.Noise, s.Amount = kind, 8, 24, ae.Masking, 0.33
	if kind.Form() == data.Points {
		s.Noise, s.Amount, s.Straight = ae.Gaussian, 0.2, true
	}
	l := &lessons.Lesson{ID: "noise", Setup: s, Figures: []string{"curve", "mend"}}
	if twin {
		l.Twin, l.Names = []lessons.Turn{{Knob: "noise", Value: 0}}, [2]string{"denoising", "plain"}
	}
	return l
}

func TestMend(t *testing.T) {
	for _, kind := range []data.Kind{data.Bars, data.Faces, data.Beats, data.Spiral} {
		for _, twin := range []bool{false, true} {
			for _, steps := range []int{0, 200} {
				t.Run(fmt.Sprintf("%v/%v/%d", kind, twin, steps), func(t *testing.T) {
					b, _ := run(t, noiseLesson(kind, twin), steps)
					holds(t, b, "mend")
				})
			}
		}
	}
}

// The numbers beside the rows are the run's own measures.
func TestMendTellsTheMeasure(t *testing.T) {
	b, session := run(t, noiseLesson(data.Bars, true), 300)
	f := b.Panel("mend").(*mend)
	for what, got := range map[string]float32{"raw mend masking 0.33": f.raw.mean, "mend masking 0.33": f.back[0].mean, "twin mend masking 0.33": f.back[1].mean} {
		want, ok := session.Measure(what)
		if !ok || scene.Abs(got-float32(want)) > 1e-5 {
			t.Errorf("%s is %v, the figure says %v", what, want, got)
		}
	}
	if !(f.back[0].mean < f.back[1].mean && f.back[1].mean < f.raw.mean) {
		t.Errorf("denoising %v, plain %v, torn %v", f.back[0].mean, f.back[1].mean, f.raw.mean)
	}
}

// Examples are torn alike at every look, and anew when the noise changes. A run without noise is shown what is usual.
func TestMendDice(t *testing.T) {
	b, session := run(t, noiseLesson(data.Beats, false), 5)
	f := b.Panel("mend").(*mend)
	first := slices.Clone(f.torn)
	session.Step()
	show(t, b, session)
	if !slices.Equal(first, f.torn) {
		t.Error("the dice fell anew")
	}
	if err := session.Turn(train.KnobIndex("amount"), 0.8); err != nil {
		t.Fatal(err)
	}
	show(t, b, session)
	if slices.Equal(first, f.torn) {
		t.Error("more noise tears no more")
	}
	if err := session.Turn(train.KnobIndex("noise"), float64(ae.Clean)); err != nil {
		t.Fatal(err)
	}
	show(t, b, session)
	if f.noise != usual || !slices.Equal(first, f.torn) {
		t.Errorf("without noise the figure tears by %+v", f.noise)
	}
}

// Arrows go from each place of a grid to where the network sends it, and to where the best denoiser does.
func TestArrows(t *testing.T) {
	b, session := run(t, noiseLesson(data.Moons, true), 100)
	f := &b.Panel("mend").(*mend).field
	if !f.exact || f.s != 0.2 {
		t.Fatalf("noise %v, exact %v", f.s, f.exact)
	}
	for _, i := range []int{0, 112, 224, 225, 300, arrowPlaces - 1} {
		x, y := f.places[2*i], f.places[2*i+1]
		session.Paint(0, x)
		session.Paint(1, y)
		sent := session.Rebuild(nil)
		twin := session.Twin()
		twin.Paint(0, x)
		twin.Paint(1, y)
		bx, by, _ := ask.Denoised(b.Set.TrainX(), x, y, 0.2)
		for _, pair := range [][2][]float32{{f.sent[0], sent}, {f.sent[1], twin.Rebuild(nil)}, {f.best, {bx, by}}} {
			for k := range 2 {
				if scene.Abs(pair[0][2*i+k]-pair[1][k]) > 1e-5 {
					t.Errorf("place %d: %v, want %v", i, pair[0][2*i:2*i+2], pair[1])
				}
			}
		}
	}
	// The heaviest place of the fine grid lies near the points, the lightest far from them.
	for _, c := range []struct {
		i    int
		near bool
	}{{slices.Index(f.weight, slices.Max(f.weight)), true}, {slices.Index(f.weight, slices.Min(f.weight)), false}} {
		least := float32(9)
		for k := range b.Set.Train {
			p := b.Set.Picture(k)
			least = min(least, scene.Abs(p[0]-f.places[2*c.i])+scene.Abs(p[1]-f.places[2*c.i+1]))
		}
		if c.near != (least < 0.3) {
			t.Errorf("place %d of weight %v lies %v off the points", c.i, f.weight[c.i], least)
		}
	}
}

// The best denoiser is worked out again only for other points or other noise.
func TestArrowsAreKept(t *testing.T) {
	b, session := run(t, noiseLesson(data.Circle, false), 1)
	f := &b.Panel("mend").(*mend).field
	f.best[0] = 77
	if err := session.Turn(train.KnobIndex("rate"), 0.001); err != nil { // the builder plans anew
		t.Fatal(err)
	}
	show(t, b, session)
	if f.best[0] != 77 {
		t.Error("worked out twice")
	}
	if err := session.Turn(train.KnobIndex("amount"), 0.3); err != nil {
		t.Fatal(err)
	}
	show(t, b, session)
	if f.best[0] == 77 {
		t.Error("other noise, the same field")
	}
}

func TestMendAllocatesNothing(t *testing.T) {
	for _, kind := range []data.Kind{data.Faces, data.Beats, data.Moons} {
		b, session := run(t, noiseLesson(kind, true), 5)
		quiet(t, b, session, &scene.Look{Flow: true})
	}
}

// A step that speaks of Play shows the run alone, in the picture and in words, and so does one that asks what its twin makes of the same until the bet.
func TestMendKeepsTheTwinBack(t *testing.T) {
	l := noiseLesson(data.Bars, true)
	l.Figures = []string{"mend"}
	b, _ := run(t, l, 50)
	for _, c := range []struct {
		point, hide string
		told        bool
	}{{"mend play", "", false}, {"mend", "", true}, {"neck mend curve", "", true}, {"mend", "mend", false}, {"mend", "curve", true}} {
		var s scene.Scene
		b.Build(&s, 1010, 838, &scene.Look{Point: c.point, Hide: c.hide})
		if says(&s, "plain") != c.told || strings.Contains(string(b.Tell(nil)), "plain") != c.told || !says(&s, "denoising") {
			t.Errorf("%q: told of the twin should be %v; the words are %q", c.point, c.told, b.Tell(nil))
		}
		legible(t, &s, 1010, 838)
	}
}
