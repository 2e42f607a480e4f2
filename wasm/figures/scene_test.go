package figures

import (
	"fmt"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/data"
	_ "hourglass/core/data/measured"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// setups are turns of the first lesson that between them show every form of data and every kind of code.
var setups = [][]lessons.Turn{
	nil,
	{{Knob: "neck", Value: 1}},
	{{Knob: "neck", Value: 8}},
	{{Knob: "depth", Value: 0}},
	{{Knob: "depth", Value: 3}, {Knob: "width", Value: 64}},
	{{Knob: "depth", Value: 2}, {Knob: "unit", Value: 4}},
	{{Knob: "data", Value: 2}, {Knob: "loss", Value: 1}},
	{{Knob: "data", Value: 3}},
	{{Knob: "data", Value: 6}, {Knob: "output", Value: 1}, {Knob: "neck", Value: 1}, {Knob: "width", Value: 8}}, // a circle through one number
	{{Knob: "data", Value: 7}, {Knob: "output", Value: 1}, {Knob: "neck", Value: 2}, {Knob: "depth", Value: 3}, {Knob: "unit", Value: 0}},      // a spiral
	{{Knob: "output", Value: 1}, {Knob: "depth", Value: 0}, {Knob: "tied", Value: 1}, {Knob: "neck", Value: 49}},                               // what PCA solves
	{{Knob: "data", Value: 2}, {Knob: "neck", Value: 64}, {Knob: "depth", Value: 0}, {Knob: "sparse", Value: 1}},                               // a dictionary by L1
	{{Knob: "data", Value: 2}, {Knob: "neck", Value: 32}, {Knob: "depth", Value: 0}, {Knob: "sparse", Value: 4}, {Knob: "tied", Value: 1}},     // by TopK
	{{Knob: "data", Value: 2}, {Knob: "neck", Value: 32}, {Knob: "depth", Value: 0}, {Knob: "sparse", Value: 2}},                               // by KL
	{{Knob: "data", Value: 10}, {Knob: "width", Value: 64}, {Knob: "code", Value: 1}},                                                          // clouds of faces
	{{Knob: "data", Value: 10}, {Knob: "width", Value: 64}, {Knob: "depth", Value: 3}, {Knob: "neck", Value: 1}, {Knob: "code", Value: 1}},     // one number of them
	{{Knob: "data", Value: 11}, {Knob: "noise", Value: 1}, {Knob: "width", Value: 24}, {Knob: "neck", Value: 4}},                               // heartbeats
	{{Knob: "data", Value: 11}, {Knob: "neck", Value: 1}, {Knob: "loss", Value: 1}},                                                            //
	{{Knob: "data", Value: 9}, {Knob: "width", Value: 48}, {Knob: "depth", Value: 2}, {Knob: "neck", Value: 12}, {Knob: "dropout", Value: .2}}, // digits
}

// aparts are how twins of those setups differ; the others have none.
var aparts = map[int][]lessons.Turn{
	10: {{Knob: "unit", Value: 0}}, 14: {{Knob: "code", Value: 0}}, 16: {{Knob: "noise", Value: 0}},
}

// each runs f on the scene of every setup, at every size, before and after some training, all figures or one.
func each(t *testing.T, f func(t *testing.T, s *scene.Scene, w, h float32)) {
	for i, turns := range setups {
		for _, steps := range []int{0, 60} {
			lesson := lessons.Hourglass
			lesson.Twin, lesson.Names = aparts[i], [2]string{"denoising", "plain"}
			if i%3 == 2 {
				lesson.Figures = []string{"map", "network", "pairs", "curve"}
			}
			b, session := run(t, &lesson, steps, turns...)
			if i%2 == 1 && steps > 0 {
				session.Rewind(steps / 3)
				show(t, b, session)
			}
			for _, size := range stages {
				for _, figure := range append([]string{""}, lessons.Hourglass.Figures...) {
					name := fmt.Sprintf("%v/%d/%vx%v/%s", turns, steps, size[0], size[1], figure)
					point := figure
					if steps > 0 {
						point += " curve" // two are spoken of
					}
					t.Run(name, func(t *testing.T) {
						var s scene.Scene
						b.Build(&s, size[0], size[1], &scene.Look{Hero: figure, Point: point})
						f(t, &s, size[0], size[1])
						b.Build(&s, size[0], size[1], &scene.Look{Hero: figure, Point: point, Open: scene.Hit{Target: scene.Node, X: size[0] / 3, Y: 60, R: 8, Index: 1}})
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
				var s scene.Scene
				b.Build(&s, size[0], size[1], &scene.Look{Hero: figure})
				legible(t, &s, size[0], size[1])
			}
		}
	}
}

func TestLabelsAreLegible(t *testing.T) { each(t, legible) }

func TestMarksAreSound(t *testing.T) {
	each(t, func(t *testing.T, s *scene.Scene, w, h float32) { sound(t, s, 12) })
}

// Every weight of the lesson's network is a line; its sign is its colour, and the heaviest is the widest.
func TestEveryWeightIsDrawn(t *testing.T) {
	b, _ := trained(t, 500)
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	lines, want := 0, 49*16+16*2+2*16+16*49
	for _, m := range s.Marks {
		if m.Kind == scene.Curve {
			lines++
		}
	}
	if lines != want {
		t.Errorf("%d lines for %d weights", lines, want)
	}
	var widest scene.Mark
	for _, m := range s.Marks {
		if m.Kind == scene.Curve && m.W > widest.W {
			widest = m
		}
	}
	found := false
	for layer := 1; layer <= 2; layer++ {
		for _, v := range b.Model.Fan(layer, b.Snap.Params).W {
			found = found || v == widest.V
		}
	}
	if !found {
		t.Errorf("the widest line carries %v, which is no weight of the neck", widest.V)
	}
}

func TestTouching(t *testing.T) {
	b, session := trained(t, 500)
	var s scene.Scene
	b.Build(&s, 1440, 1018, &scene.Look{Point: "network pairs"})
	seen := map[scene.Target]int{}
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
	if seen[Pixel] != 49 || seen[scene.Node] != 16+2+16+49 || seen[Map] != 1 || seen[scene.Pair] < 4 || seen[Past] != 1 {
		t.Errorf("things to touch: %v", seen)
	}
	if got := s.At(-5, -5); got.Target != scene.Nothing {
		t.Errorf("off the stage lies %+v", got)
	}
	// The place of the shown picture's code on the map gives back that code.
	code := session.Code(nil)
	u := (code[0] - b.Bounds.X) / b.Bounds.W
	v := 1 - (code[1]-b.Bounds.Y)/b.Bounds.H
	back := placeAt(&b.Base, nil, u, v)
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
		f := b.Model.Fan(layer, b.Snap.Params)
		in := b.Snap.View.Input
		if layer > 0 {
			in = b.One.Out(b.Model.Show[layer-1])
		}
		for j := range n {
			var s scene.Scene
			b.Build(&s, 1010, 838, &scene.Look{Open: scene.Hit{Target: scene.Node, Layer: int32(layer), Index: int32(j)}})
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
			shown := b.One.Out(b.Model.Show[layer])[j]
			if got := unitOf(&b.Base, b.Model.Show[layer]).At(sum); scene.Abs(got-shown) > 1e-4 {
				t.Errorf("layer %d unit %d: the card says %v, the network %v", layer, j, got, shown)
			}
		}
	}
}

func TestLookingAllocatesNothing(t *testing.T) {
	for _, c := range []struct {
		name  string
		apart []lessons.Turn
		turns []lessons.Turn
	}{
		{"alone", nil, nil},
		{"twin", []lessons.Turn{{Knob: "code", Value: 0}}, []lessons.Turn{{Knob: "data", Value: 10}, {Knob: "code", Value: 1}}},
		{"signals", []lessons.Turn{{Knob: "noise", Value: 0}}, []lessons.Turn{{Knob: "data", Value: 11}, {Knob: "noise", Value: 1}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, session := twinned(t, 100, c.apart, c.turns...)
			session.Rewind(30)
			quiet(t, b, session, &scene.Look{Flow: true, Point: "map curve", Open: scene.Hit{Target: scene.Node, Layer: 1}})
		})
	}
}

// Every form of data can be drawn, its numbers are there to paint, and the twin's copies stand beside the run's.
func TestEveryFormCanBeTouched(t *testing.T) {
	for _, c := range []struct {
		data   string
		pixels int
		apart  []lessons.Turn
	}{{"bars", 49, nil}, {"circle", 2, nil}, {"digits", 144, nil}, {"faces", 256, nil}, {"heartbeats", 32, []lessons.Turn{{Knob: "width", Value: 8}}},
		{"penguins", 8, nil}, {"ratings", 24, []lessons.Turn{{Knob: "masked", Value: 1}}}} {
		b, _ := twinned(t, 20, c.apart, choice(t, "data", c.data), lessons.Turn{Knob: "output", Value: 1})
		var s scene.Scene
		b.Build(&s, 1010, 838, &scene.Look{})
		n := 0
		for _, h := range s.Hits {
			if h.Target != Pixel {
				continue
			}
			n++
			along, up := h.Y2, h.Y
			ink := func(at float32) (float32, bool) {
				if b.Form() == data.Tables {
					return inkAt(&b.Base, h, at, h.Y)
				}
				return inkAt(&b.Base, h, h.X, at)
			}
			if b.Form() == data.Tables {
				along, up = h.X, h.X2
			}
			low, ok := ink(along)
			high, _ := ink(up)
			least, most := b.Form().Range()
			if ok != (b.Form() != data.Pictures) || ok && !(low < 0.01 && low >= least && high > 0.99 && high <= most) {
				t.Errorf("%s: ink from %v to %v", c.data, low, high)
			}
			if mid, _ := ink((along + up) / 2); ok && b.Form() != data.Tables && scene.Abs(mid-(low+high)/2) > 1e-4 {
				t.Errorf("%s: ink of %v in the middle", c.data, mid)
			}
		}
		if n != c.pixels {
			t.Errorf("%s: %d numbers to paint, want %d", c.data, n, c.pixels)
		}
	}
}

// What a figure draws of weights too many to draw are the largest of each layer.
func TestACrowdKeepsTheLargest(t *testing.T) {
	b, _ := trained(t, 50, lessons.Turn{Knob: "data", Value: 10}, lessons.Turn{Knob: "width", Value: 64})
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	drawn, least := 0, float32(1e9)
	for _, m := range s.Marks {
		if m.Kind == scene.Curve {
			drawn++
			least = min(least, scene.Abs(m.V))
		}
	}
	if drawn > throng || drawn < throng/2 {
		t.Errorf("%d lines, the bound is %d", drawn, throng)
	}
	w := b.Model.Fan(0, b.Snap.Params).W
	room := crowd(b.Panel("network").(*network).fans(&b.Base, new([maxColumns]ae.Fan)))
	cut := threshold(w, 1, room)
	larger := 0
	for _, v := range w {
		if scene.Abs(v) >= cut {
			larger++
		}
	}
	if larger > room || larger < room/3 {
		t.Errorf("%d weights are above the threshold of %d", larger, room)
	}
}

// The curve is a slider: where a step stands on it, that step is found; at its right end, the present.
func TestTheCurveIsASlider(t *testing.T) {
	b, session := trained(t, 400)
	f := b.Panel("curve").(*curve)
	for _, c := range []struct {
		u    float32
		want int
	}{{-1, 0}, {0, 0}, {0.25, 100}, {0.5, 200}, {0.99, -1}, {1, -1}, {7, -1}} {
		if got := f.stepAt(&b.Base, c.u); got != c.want {
			t.Errorf("at %v lies step %d, want %d", c.u, got, c.want)
		}
	}
	session.Rewind(100)
	show(t, b, session)
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	back := b.Snap.View.Back
	if want := fmt.Sprintf("step %d", back); back < 90 || back > 100 || !says(&s, want) {
		t.Errorf("nothing says %q, though that step is looked at", want)
	}
	if f.stepAt(&b.Base, 0.5) != 200 {
		t.Error("looking back changed the slider")
	}
}

// A cloud's map shows the standard cloud whole, and a spread for each of the first examples.
func TestCloudsOnTheMap(t *testing.T) {
	b, _ := trained(t, 200, lessons.Turn{Knob: "code", Value: 1})
	if b.Bounds.X > -3 || b.Bounds.X+b.Bounds.W < 3 || b.Bounds.W != b.Bounds.H {
		t.Errorf("the map shows %+v", b.Bounds)
	}
	if len(b.Spreads) != scene.MaxClouds*2 {
		t.Fatalf("%d deviations", len(b.Spreads))
	}
	for _, d := range b.Spreads {
		if !(d > 0 && d < 10) {
			t.Fatalf("a deviation of %v", d)
		}
	}
	var s scene.Scene
	b.Build(&s, 390, 464, &scene.Look{Hero: "map"})
	ellipses, rings := 0, 0
	for _, m := range s.Marks {
		switch {
		case m.Kind == scene.Poly && m.Role == tint.Hue && m.Count == rounds+1:
			ellipses++
		case m.Kind == scene.Poly && m.Role == tint.Ramp && m.Count == rounds+1:
			rings++
		}
	}
	if ellipses < scene.MaxClouds/2 || rings != 3 {
		t.Errorf("%d ellipses, %d rings", ellipses, rings)
	}
}

// A snapshot whose halves do not fit is refused, and the last picture stays.
func TestForeignSnapshot(t *testing.T) {
	b, session := trained(t, 10)
	var before, after scene.Scene
	b.Build(&before, 1010, 838, &scene.Look{})
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
	b.Build(&after, 1010, 838, &scene.Look{})
	if len(before.Marks) != len(after.Marks) {
		t.Error("a refused snapshot changed the picture")
	}
}

// Boxes depend on the stage alone: nothing jumps while a run goes on.
func TestLayoutStandsStill(t *testing.T) {
	b, session := trained(t, 0)
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	first := append([]scene.Hit(nil), s.Hits...)
	for range 20 {
		for range 50 {
			session.Step()
		}
		show(t, b, session)
		b.Build(&s, 1010, 838, &scene.Look{Flow: true})
		for i, h := range s.Hits {
			if h != first[i] {
				t.Fatalf("at step %d %+v has moved to %+v", b.Snap.Step, first[i], h)
			}
		}
	}
}

// The phases of slow motion are told in words, in order, whatever the data are, and what came back wrong is marked in rose.
func TestSlowMotionIsTold(t *testing.T) {
	for _, kind := range []string{"bars", "spiral", "digits", "heartbeats"} {
		b, session := trained(t, 5, choice(t, "data", kind), lessons.Turn{Knob: "output", Value: 1})
		for phase, want := range []string{"1 Forward", "2 Loss", "3 Backward", "4 Update"} {
			session.Slow()
			show(t, b, session)
			var s scene.Scene
			b.Build(&s, 530, 600, &scene.Look{Hero: "network"}) // alone
			legible(t, &s, 530, 600)
			found, rose := false, 0
			for i := range s.Labels {
				text := string(s.Text(&s.Labels[i]))
				found = found || len(text) > len(want) && text[:len(want)] == want
			}
			for _, m := range s.Marks {
				if m.Role == tint.Rose {
					rose++
				}
			}
			if !found {
				t.Errorf("%s: nothing says %q", kind, want)
			}
			if (rose > 0) != (phase == 1 || phase == 2) {
				t.Errorf("%s: %d rose marks in %q", kind, rose, want)
			}
		}
	}
}

func BenchmarkFrame(b *testing.B) {
	builder, session := trained(b, 500)
	var s scene.Scene
	var snap train.Snapshot
	session.Snapshot(&snap, 0)
	b.ReportAllocs()
	for b.Loop() {
		if err := builder.Update(&snap, snap.Points); err != nil {
			b.Fatal(err)
		}
		builder.Build(&s, 1010, 838, &scene.Look{Flow: true})
	}
	b.ReportMetric(float64(len(s.Marks)), "marks")
}
