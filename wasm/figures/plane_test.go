package figures

import (
	"fmt"
	"testing"

	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
)

// lineLesson is a lesson of points through a code of neck numbers.
func lineLesson(kind data.Kind, neck int) *lessons.Lesson {
	s := train.Default()
	s.Data, s.Neck, s.Depth, s.Straight, s.Scatter, s.Rate = kind, neck, 2, true, 0.02, 0.01
	return &lessons.Lesson{ID: "line", Setup: s, Figures: []string{"plane", "curve"}}
}

func TestPlane(t *testing.T) {
	for _, kind := range []data.Kind{data.Line, data.Circle, data.Spiral, data.Moons} {
		for _, neck := range []int{1, 2, 5} {
			for _, steps := range []int{0, 600 / (neck * neck)} {
				t.Run(fmt.Sprintf("%v/%d/%d", kind, neck, steps), func(t *testing.T) {
					b, _ := run(t, lineLesson(kind, neck), steps)
					holds(t, b, "plane")
				})
			}
		}
	}
}

// A network whose copies lie far outside is drawn as far as it lies inside.
func TestPlaneOfAWildNetwork(t *testing.T) {
	b, session := run(t, lineLesson(data.Circle, 1), 10)
	var snap train.Snapshot
	session.Snapshot(&snap, 0)
	for i := range snap.Params {
		snap.Params[i] *= 40
	}
	if err := b.Update(&snap, snap.Points); err != nil {
		t.Fatal(err)
	}
	holds(t, b, "plane")
}

// What is pressed in the plane is the point under the pointer: the cross of the shown point stands where pressing gives that point back.
func TestPlaneIsPressed(t *testing.T) {
	b, session := run(t, lineLesson(data.Circle, 1), 50)
	session.Paint(0, 0.31)
	session.Paint(1, -0.44)
	show(t, b, session)
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	h := find(t, &s, PlanePoint)
	crosses := 0
	for _, m := range s.Marks {
		if m.Kind == scene.Line && m.W == 2.2 && m.V == 1 {
			crosses++
			x, y := scene.FromPlane(((m.X+m.X2)/2-h.X)/(h.X2-h.X), ((m.Y+m.Y2)/2-h.Y)/(h.Y2-h.Y))
			if scene.Abs(x-0.31) > 1e-4 || scene.Abs(y+0.44) > 1e-4 {
				t.Errorf("the cross stands at %v, %v", x, y)
			}
		}
	}
	if crosses != 2 {
		t.Errorf("%d strokes of a cross", crosses)
	}
}

// Along the number line, a held place is the code that the decoder paints from, and its picture lies on the decoder's curve. With more
// than one number there is no line.
func TestNumberLine(t *testing.T) {
	b, session := run(t, lineLesson(data.Arc, 1), 500)
	f := b.Panel("plane").(*plane)
	for _, u := range []float32{0.1, 0.5, 0.93} {
		session.Hold(f.lineAt(&b.Base, nil, u))
		show(t, b, session)
		if got := f.on(b.At[0]); scene.Abs(got-u) > 1e-4 {
			t.Errorf("held at %v, the handle stands at %v", u, got)
		}
		near := float32(1)
		for i := 0; i < len(f.curve); i += 2 {
			near = min(near, scene.Abs(f.curve[i]-b.Output[0])+scene.Abs(f.curve[i+1]-b.Output[1]))
		}
		if near > 0.03 {
			t.Errorf("the picture of %v lies %v off the decoder's curve", u, near)
		}
	}
	wide, _ := run(t, lineLesson(data.Arc, 2), 10)
	var s scene.Scene
	wide.Build(&s, 1010, 838, &scene.Look{})
	for _, h := range s.Hits {
		if h.Target == AlongLine {
			t.Error("two numbers on one line")
		}
	}
}

// Once the code orders an arc, curve and points wear one colour where they belong together.
func TestPlaneColours(t *testing.T) {
	b, _ := run(t, lineLesson(data.Arc, 1), 1500)
	f := b.Panel("plane").(*plane)
	off := float32(0)
	for i, z := range b.Codes[:b.Set.Train] {
		off += scene.Abs(f.hue(f.on(z))-b.Hue(i)) / float32(b.Set.Train)
	}
	if off > 0.05 {
		t.Errorf("colours are off by %v", off)
	}
}

func TestPlaneAllocatesNothing(t *testing.T) {
	b, session := run(t, lineLesson(data.Spiral, 1), 100)
	quiet(t, b, session, &scene.Look{Flow: true})
}
