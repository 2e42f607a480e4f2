package scene

import (
	"fmt"
	"testing"
	"unicode/utf8"

	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/tint"
)

// trained is a builder that has seen a run of some steps from the lesson's setup with knobs turned.
func trained(t testing.TB, steps int, turns ...lessons.Turn) (*Builder, *train.Session) {
	t.Helper()
	setup := lessons.Hourglass.Setup
	for _, turn := range turns {
		if err := train.Knobs[train.KnobIndex(turn.Knob)].Set(&setup, turn.Value); err != nil {
			t.Fatal(err)
		}
	}
	s, err := train.New(setup)
	if err != nil {
		t.Fatal(err)
	}
	for range steps {
		s.Step()
	}
	b := New(&lessons.Hourglass)
	show(t, b, s)
	return b, s
}

func show(t testing.TB, b *Builder, s *train.Session) {
	t.Helper()
	var snap train.Snapshot
	s.Snapshot(&snap, 0)
	if err := b.Update(&snap, snap.Points); err != nil {
		t.Fatal(err)
	}
}

// stages are the sizes at which every picture must hold: phones, embeds, laptops, projectors.
var stages = [][2]float32{{320, 400}, {390, 464}, {768, 560}, {1010, 838}, {1280, 600}, {1440, 1018}}

var setups = [][]lessons.Turn{
	nil,
	{{Knob: "neck", Value: 1}},
	{{Knob: "neck", Value: 8}},
	{{Knob: "depth", Value: 0}},
	{{Knob: "depth", Value: 3}, {Knob: "width", Value: 64}},
	{{Knob: "depth", Value: 2}, {Knob: "unit", Value: 4}},
	{{Knob: "data", Value: 2}, {Knob: "loss", Value: 1}},
	{{Knob: "data", Value: 3}},
}

// figures are the names of a lesson's figures.
func figures(l *lessons.Lesson) []string {
	var names []string
	for _, f := range l.Figures {
		names = append(names, lessons.FigureNames[f])
	}
	return names
}

// each runs f on the scene of every setup, at every size, before and after some training, all figures or one.
func each(t *testing.T, f func(t *testing.T, s *Scene, w, h float32)) {
	for _, turns := range setups {
		for _, steps := range []int{0, 200} {
			b, _ := trained(t, steps, turns...)
			for _, size := range stages {
				for _, figure := range append([]string{""}, figures(&lessons.Hourglass)...) {
					if figure != "" && size[0] > 400 {
						continue
					}
					name := fmt.Sprintf("%v/%d/%vx%v/%s", turns, steps, size[0], size[1], figure)
					t.Run(name, func(t *testing.T) {
						var s Scene
						b.Build(&s, size[0], size[1], &Look{Figure: figure})
						f(t, &s, size[0], size[1])
						b.Build(&s, size[0], size[1], &Look{Figure: figure, Open: Hit{Target: Node, X: size[0] / 3, Y: 60, R: 8, Index: 1}})
						f(t, &s, size[0], size[1])
					})
				}
			}
		}
	}
}

// A very long run keeps its axes legible.
func TestLongRun(t *testing.T) {
	b, session := trained(t, 10)
	var snap train.Snapshot
	session.Snapshot(&snap, 0)
	for _, end := range []int{30, 777, 4800, 99_000, 131_262, 2_400_000} {
		snap.Step, snap.Now.Step = end, end
		if err := b.Update(&snap, append(snap.Points, train.Point{Step: end, Loss: 0.0021, Valid: 0.005})); err != nil {
			t.Fatal(err)
		}
		for _, size := range stages {
			for _, figure := range []string{"", "curve"} {
				var s Scene
				b.Build(&s, size[0], size[1], &Look{Figure: figure})
				legible(t, &s, size[0], size[1])
			}
		}
	}
}

// extent guesses the box of a label as a common sans sets it.
func extent(s *Scene, l *Label) Box {
	n := 0
	for _, r := range string(s.Text(l)) {
		if r != '\u0302' {
			n++
		}
	}
	w := 0.56 * l.Size * float32(n)
	x := l.X
	switch l.Anchor {
	case Middle:
		x -= w / 2
	case End:
		x -= w
	}
	return Box{x, l.Y - 0.74*l.Size, w, 0.9 * l.Size}
}

func TestLabelsAreLegible(t *testing.T) { each(t, legible) }

// legible fails where a label is empty, tiny, cut or overlaid.
func legible(t *testing.T, s *Scene, w, h float32) {
	t.Helper()
	if len(s.Labels) == 0 {
		t.Fatal("a picture without a word")
	}
	var boxes []Box
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

func TestMarksAreSound(t *testing.T) {
	each(t, func(t *testing.T, s *Scene, w, h float32) {
		for i, m := range s.Marks {
			for _, v := range []float32{m.X, m.Y, m.X2, m.Y2, m.W, m.V, m.A} {
				if v-v != 0 {
					t.Fatalf("mark %d is %+v", i, m)
				}
			}
			if m.A < 0 || m.A > 1 || m.Role >= tint.Roles ||
				m.Kind == Tile && int(m.First+m.Count*m.Count) > len(s.Greys) || m.Kind != Tile && int(m.First+m.Count) > len(s.Points) {
				t.Fatalf("mark %d is %+v", i, m)
			}
		}
		for i, g := range s.Greys {
			if !(g >= 0 && g <= 1) {
				t.Fatalf("grey %d is %v", i, g)
			}
		}
		for _, h2 := range s.Hits {
			if h2.R == 0 && (h2.X < -1 || h2.Y < -1 || h2.X2 > w+1 || h2.Y2 > h+1) {
				t.Errorf("%+v lies off the stage", h2)
			}
		}
	})
}

// Every weight of the lesson's network is a line; its sign is its colour, and the heaviest is the widest.
func TestEveryWeightIsDrawn(t *testing.T) {
	b, _ := trained(t, 500)
	var s Scene
	b.Build(&s, 1010, 838, &Look{})
	lines, want := 0, 49*16+16*2+2*16+16*49
	for _, m := range s.Marks {
		if m.Kind == Curve {
			lines++
		}
	}
	if lines != want {
		t.Errorf("%d lines for %d weights", lines, want)
	}
	var widest Mark
	for _, m := range s.Marks {
		if m.Kind == Curve && m.W > widest.W {
			widest = m
		}
	}
	found := false
	for layer := 1; layer <= 2; layer++ {
		for _, v := range b.model.Fan(layer, b.snap.Params).W {
			found = found || v == widest.V
		}
	}
	if !found {
		t.Errorf("the widest line carries %v, which is no weight of the neck", widest.V)
	}
}

func TestTouching(t *testing.T) {
	b, session := trained(t, 500)
	var s Scene
	b.Build(&s, 1010, 838, &Look{})
	seen := map[Target]int{}
	for _, h := range s.Hits {
		x, y := h.X, h.Y
		if h.R == 0 {
			x, y = (h.X+h.X2)/2, (h.Y+h.Y2)/2
		}
		if got := s.At(x, y); got != h {
			t.Errorf("touching the middle of %+v finds %+v", h, got)
		}
		seen[h.Target]++
	}
	if seen[Pixel] != 49 || seen[Node] != 16+2+16+49 || seen[Map] != 1 || seen[Pair] < 4 {
		t.Errorf("things to touch: %v", seen)
	}
	if got := s.At(-5, -5); got.Target != Nothing {
		t.Errorf("off the stage lies %+v", got)
	}
	// The place of the shown picture's code on the map gives back that code.
	code := session.Code(nil)
	u := (code[0] - b.bounds.X) / b.bounds.W
	v := 1 - (code[1]-b.bounds.Y)/b.bounds.H
	back := b.Place(nil, u, v)
	for k := range code {
		if d := back[k] - code[k]; d > 1e-3 || d < -1e-3 {
			t.Errorf("code %v comes back as %v", code, back)
		}
	}
}

// The card's sum is the unit's own: bias and products added up give what the unit shows.
func TestCardArithmetic(t *testing.T) {
	b, _ := trained(t, 500)
	for layer, n := range []int{16, 2, 16, 49} {
		f := b.model.Fan(layer, b.snap.Params)
		in := b.snap.View.Input
		if layer > 0 {
			in = b.one.Out(b.model.Show[layer-1])
		}
		for j := range n {
			var s Scene
			b.Build(&s, 1010, 838, &Look{Open: Hit{Target: Node, Layer: int32(layer), Index: int32(j)}})
			rows := 0
			for i := range s.Labels {
				switch string(s.Text(&s.Labels[i])) {
				case "+ bias", "= sum":
					rows++
				}
			}
			if rows != 2 {
				t.Fatalf("layer %d unit %d has no card", layer, j)
			}
			sum := f.B[j]
			for k := range f.In {
				sum += f.At(k, j) * in[k]
			}
			shown := b.one.Out(b.model.Show[layer])[j]
			if got := b.unitOf(b.model.Show[layer]).At(sum); abs(got-shown) > 1e-4 {
				t.Errorf("layer %d unit %d: the card says %v, the network %v", layer, j, got, shown)
			}
		}
	}
}

func TestLookingAllocatesNothing(t *testing.T) {
	b, session := trained(t, 300)
	var s Scene
	var snap train.Snapshot
	session.Snapshot(&snap, 0)
	look := &Look{Flow: true, Point: "map curve", Open: Hit{Target: Node, Layer: 1}}
	n := testing.AllocsPerRun(20, func() {
		if err := b.Update(&snap, snap.Points); err != nil {
			t.Fatal(err)
		}
		b.Build(&s, 1010, 838, look)
	})
	if n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}

// A snapshot whose halves do not fit is refused, and the last picture stays.
func TestForeignSnapshot(t *testing.T) {
	b, session := trained(t, 10)
	var before, after Scene
	b.Build(&before, 1010, 838, &Look{})
	var snap train.Snapshot
	session.Snapshot(&snap, 0)
	snap.Params = snap.Params[:100]
	if err := b.Update(&snap, nil); err == nil {
		t.Error("100 parameters were taken for a network")
	}
	session.Snapshot(&snap, 0)
	snap.Setup.Neck = 3
	if err := b.Update(&snap, nil); err == nil {
		t.Error("a two-number network was taken for a three-number one")
	}
	b.Build(&after, 1010, 838, &Look{})
	if len(before.Marks) != len(after.Marks) {
		t.Error("a refused snapshot changed the picture")
	}
}

// Boxes depend on the stage alone: nothing jumps while a run goes on.
func TestLayoutStandsStill(t *testing.T) {
	b, session := trained(t, 0)
	var s Scene
	b.Build(&s, 1010, 838, &Look{})
	first := append([]Hit(nil), s.Hits...)
	for range 20 {
		for range 50 {
			session.Step()
		}
		show(t, b, session)
		b.Build(&s, 1010, 838, &Look{Flow: true})
		for i, h := range s.Hits {
			if h != first[i] {
				t.Fatalf("at step %d %+v has moved to %+v", b.snap.Step, first[i], h)
			}
		}
	}
}

// The phases of slow motion are told in words, in order.
func TestSlowMotionIsTold(t *testing.T) {
	b, session := trained(t, 5)
	for _, want := range []string{"1 Forward", "2 Loss", "3 Backward", "4 Update"} {
		session.Slow()
		show(t, b, session)
		var s Scene
		b.Build(&s, 1010, 838, &Look{})
		found := false
		for i := range s.Labels {
			text := string(s.Text(&s.Labels[i]))
			found = found || len(text) > len(want) && text[:len(want)] == want
		}
		if !found {
			t.Errorf("nothing says %q", want)
		}
	}
}

func BenchmarkFrame(b *testing.B) {
	builder, session := trained(b, 500)
	var s Scene
	var snap train.Snapshot
	session.Snapshot(&snap, 0)
	b.ReportAllocs()
	for b.Loop() {
		if err := builder.Update(&snap, snap.Points); err != nil {
			b.Fatal(err)
		}
		builder.Build(&s, 1010, 838, &Look{Flow: true})
	}
	b.ReportMetric(float64(len(s.Marks)), "marks")
}
