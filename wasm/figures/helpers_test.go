package figures

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// What tests of several figures share: runs to be drawn, stages to draw them on, and what every picture must hold.

// run trains a lesson with knobs turned for some steps and shows it.
func run(t testing.TB, l *lessons.Lesson, steps int, turns ...lessons.Turn) (*scene.Builder, *ask.Run) {
	t.Helper()
	var dials []lessons.Turn
	for _, turn := range turns {
		if train.DialIndex(turn.Knob) >= 0 {
			dials = append(dials, turn)
			continue
		}
		if err := train.Knobs[train.KnobIndex(turn.Knob)].Set(&l.Setup, turn.Value); err != nil {
			t.Fatal(err)
		}
	}
	s, err := ask.New(l.Setup, l.Apart()...)
	if err != nil {
		t.Fatal(err)
	}
	for _, turn := range dials {
		if err := s.Turn(train.Number(turn.Knob), turn.Value); err != nil {
			t.Fatal(err)
		}
	}
	for range steps {
		s.Step()
	}
	b := scene.New(l.Stage())
	show(t, b, s)
	return b, s
}

// trained is a builder that has seen a run of some steps from the lesson's setup with knobs turned.
func trained(t testing.TB, steps int, turns ...lessons.Turn) (*scene.Builder, *ask.Run) {
	t.Helper()
	return twinned(t, steps, nil, turns...)
}

// twinned is such a builder of a lesson whose twin differs by the turns apart.
func twinned(t testing.TB, steps int, apart []lessons.Turn, turns ...lessons.Turn) (*scene.Builder, *ask.Run) {
	t.Helper()
	lesson := lessons.Hourglass
	lesson.Twin, lesson.Names = apart, [2]string{"denoising", "plain"}
	return run(t, &lesson, steps, turns...)
}

// figured is a builder of a throw-away lesson with the given figures.
func figured(t testing.TB, steps int, of []string, apart []lessons.Turn, turns ...lessons.Turn) (*scene.Builder, *ask.Run) {
	t.Helper()
	lesson := &lessons.Lesson{Setup: train.Default(), Figures: of, Twin: apart, Names: [2]string{"bent", "linear"}}
	return run(t, lesson, steps, turns...)
}

func show(t testing.TB, b *scene.Builder, s *ask.Run) {
	t.Helper()
	var snap train.Snapshot
	s.Snapshot(&snap, 0)
	if err := b.Update(&snap, snap.Points); err != nil {
		t.Fatal(err)
	}
}

// choice is a turn of a knob to the choice of that name.
func choice(t testing.TB, knob, name string) lessons.Turn {
	t.Helper()
	v, err := train.Knobs[train.KnobIndex(knob)].Parse(name)
	if err != nil {
		t.Fatal(err)
	}
	return lessons.Turn{Knob: knob, Value: v}
}

// turnsOf reads turns from knobs and values: "data=2 neck=64".
func turnsOf(t testing.TB, s string) []lessons.Turn {
	t.Helper()
	var turns []lessons.Turn
	for _, word := range strings.Fields(s) {
		knob, number, _ := strings.Cut(word, "=")
		v, err := strconv.ParseFloat(number, 64)
		if err != nil {
			t.Fatal(err)
		}
		turns = append(turns, lessons.Turn{Knob: knob, Value: v})
	}
	return turns
}

// stages are the sizes at which every picture must hold: phones, embeds, laptops, projectors.
var stages = [][2]float32{{320, 400}, {390, 464}, {768, 560}, {1010, 838}, {1280, 600}, {1440, 1018}, {1024, 361}, {700, 320}}

// extent guesses the box of a label as a common sans sets it.
func extent(s *scene.Scene, l *scene.Label) scene.Box {
	n := 0
	for _, r := range string(s.Text(l)) {
		if r != '\u0302' {
			n++
		}
	}
	w := 0.56 * l.Size * float32(n)
	x := l.X
	switch l.Anchor {
	case scene.Middle:
		x -= w / 2
	case scene.End:
		x -= w
	}
	return scene.At(x, l.Y-0.74*l.Size, w, 0.9*l.Size)
}

// legible fails where a label is empty, tiny, cut or overlaid.
func legible(t *testing.T, s *scene.Scene, w, h float32) {
	t.Helper()
	if len(s.Labels) == 0 {
		t.Fatal("a picture without a word")
	}
	var boxes []scene.Box
	for i := range s.Labels {
		l := &s.Labels[i]
		text := s.Text(l)
		if len(text) == 0 || !utf8.Valid(text) {
			t.Errorf("label %d reads %q", i, text)
		}
		if l.Size < 9 {
			t.Errorf("%q is %.1f px high", text, l.Size)
		}
		e := extent(s, l)
		if e.X < -1 || e.Y < 0 || e.X+e.W > w+1 || e.Y+e.H > h+0.5 {
			t.Errorf("%q is cut: %+v on %vx%v", text, e, w, h)
		}
		for j, o := range boxes {
			if e.X < o.X+o.W-1 && o.X < e.X+e.W-1 && e.Y < o.Y+o.H-1 && o.Y < e.Y+e.H-1 {
				t.Errorf("%q lies over %q", text, s.Text(&s.Labels[j]))
			}
		}
		boxes = append(boxes, e)
	}
}

// sound fails where a mark cannot be drawn, begins or ends more than margin off the stage, or where a place to touch lies off it.
func sound(t *testing.T, s *scene.Scene, margin float32) {
	t.Helper()
	if len(s.Marks) > 6000 {
		t.Errorf("%d marks", len(s.Marks))
	}
	for i, m := range s.Marks {
		for _, v := range []float32{m.X, m.Y, m.X2, m.Y2, m.W, m.V, m.A} {
			if v-v != 0 {
				t.Fatalf("mark %d is %+v", i, m)
			}
		}
		if m.A < 0 || m.A > 1 || m.Role >= tint.Roles || m.X < -margin || m.X > s.W+margin || m.Y < -margin || m.Y > s.H+margin ||
			m.Kind == scene.Tile && int(m.First+m.Count*m.Count) > len(s.Greys) || m.Kind != scene.Tile && int(m.First+m.Count) > len(s.Points) {
			t.Fatalf("mark %d is %+v on %v by %v", i, m, s.W, s.H)
		}
	}
	for _, h := range s.Hits {
		if h.R == 0 && (h.X < -1 || h.Y < -1 || h.X2 > s.W+1 || h.Y2 > s.H+1) {
			t.Errorf("%+v lies off the stage", h)
		}
	}
}

// holds fails where a picture of figure cannot be read or drawn, at any size, alone or beside others.
func holds(t *testing.T, b *scene.Builder, figure string) {
	t.Helper()
	for _, size := range append(stages, [2]float32{320, 252}, [2]float32{360, 300}) {
		for _, only := range []string{"", figure} {
			t.Run(fmt.Sprintf("%vx%v/%s", size[0], size[1], only), func(t *testing.T) {
				var s scene.Scene
				b.Build(&s, size[0], size[1], &scene.Look{Hero: only})
				legible(t, &s, size[0], size[1])
				sound(t, &s, 1)
			})
		}
	}
}

// find is the first place to touch of that kind.
func find(t *testing.T, s *scene.Scene, target scene.Target) scene.Hit {
	t.Helper()
	for _, h := range s.Hits {
		if h.Target == target {
			return h
		}
	}
	t.Fatalf("nothing to touch for target %q", target)
	return scene.Hit{}
}

// touchable is how many places of a picture are of a target.
func touchable(s *scene.Scene, target scene.Target) (n int) {
	for _, h := range s.Hits {
		if h.Target == target {
			n++
		}
	}
	return n
}

// says tells whether a label reads text.
func says(s *scene.Scene, text string) bool {
	for i := range s.Labels {
		if string(s.Text(&s.Labels[i])) == text {
			return true
		}
	}
	return false
}

// same fails where got differs from want by more than rounding.
func same(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i, v := range got {
		if scene.Abs(v-want[i]) > 1e-5 {
			t.Fatalf("%s: number %d is %v, not %v", what, i, v, want[i])
		}
	}
}

// quiet fails where a snapshot, or a picture of one of the looks on a wide or a narrow stage, allocates.
func quiet(t *testing.T, b *scene.Builder, session *ask.Run, looks ...*scene.Look) {
	t.Helper()
	var s scene.Scene
	var snap train.Snapshot
	session.Snapshot(&snap, 0)
	n := testing.AllocsPerRun(20, func() {
		if err := b.Update(&snap, snap.Points); err != nil {
			t.Fatal(err)
		}
		for _, look := range looks {
			b.Build(&s, 1010, 838, look)
			b.Build(&s, 390, 464, look)
		}
	})
	if n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}
