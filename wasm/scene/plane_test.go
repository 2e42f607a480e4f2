package scene

import (
	"fmt"
	"testing"

	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/tint"
)

// lineLesson is a lesson of points through a code of neck numbers.
func lineLesson(kind data.Kind, neck int) *lessons.Lesson {
	s := train.Default()
	s.Data, s.Neck, s.Depth, s.Straight, s.Scatter, s.Rate = kind, neck, 2, true, 0.02, 0.01
	return &lessons.Lesson{ID: "line", Setup: s, Figures: []lessons.Figure{lessons.Plane, lessons.Loss}}
}

// run trains a lesson and shows it.
func run(t testing.TB, l *lessons.Lesson, steps int) (*Builder, *train.Session) {
	t.Helper()
	s, err := train.New(l.Setup, l.Apart()...)
	if err != nil {
		t.Fatal(err)
	}
	for range steps {
		s.Step()
	}
	b := New(l)
	show(t, b, s)
	return b, s
}

// holds fails where a picture of figure cannot be read or drawn, at any size, alone or beside others.
func holds(t *testing.T, b *Builder, figure string) {
	t.Helper()
	for _, size := range append(stages, [2]float32{320, 252}, [2]float32{360, 300}) {
		for _, only := range []string{"", figure} {
			t.Run(fmt.Sprintf("%vx%v/%s", size[0], size[1], only), func(t *testing.T) {
				var s Scene
				b.Build(&s, size[0], size[1], &Look{Figure: only})
				legible(t, &s, size[0], size[1])
				if len(s.Marks) > 6000 {
					t.Errorf("%d marks", len(s.Marks))
				}
				for i, m := range s.Marks {
					for _, v := range []float32{m.X, m.Y, m.X2, m.Y2, m.W, m.V, m.A} {
						if v-v != 0 {
							t.Fatalf("mark %d is %+v", i, m)
						}
					}
					if m.A < 0 || m.A > 1 || m.Role >= tint.Roles || m.X < -1 || m.Y < -1 || m.X > size[0]+1 || m.Y > size[1]+1 {
						t.Fatalf("mark %d is %+v", i, m)
					}
				}
			})
		}
	}
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

func find(t *testing.T, s *Scene, target Target) Hit {
	t.Helper()
	for _, h := range s.Hits {
		if h.Target == target {
			return h
		}
	}
	t.Fatalf("nothing to touch for target %d", target)
	return Hit{}
}

// What is pressed in the plane is the point under the pointer: the cross of the shown point stands where pressing gives that point back.
func TestPlaneIsPressed(t *testing.T) {
	b, session := run(t, lineLesson(data.Circle, 1), 50)
	session.Paint(0, 0.31)
	session.Paint(1, -0.44)
	show(t, b, session)
	var s Scene
	b.Build(&s, 1010, 838, &Look{})
	h := find(t, &s, PlanePoint)
	crosses := 0
	for _, m := range s.Marks {
		if m.Kind == Line && m.W == 2.2 && m.V == 1 {
			crosses++
			x, y, ok := b.PlaneAt(((m.X+m.X2)/2-h.X)/(h.X2-h.X), ((m.Y+m.Y2)/2-h.Y)/(h.Y2-h.Y))
			if !ok || abs(x-0.31) > 1e-4 || abs(y+0.44) > 1e-4 {
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
	f := b.panels[lessons.Plane].(*plane)
	for _, u := range []float32{0.1, 0.5, 0.93} {
		session.Hold(b.LineAt(nil, u))
		show(t, b, session)
		if got := f.on(b.at[0]); abs(got-u) > 1e-4 {
			t.Errorf("held at %v, the handle stands at %v", u, got)
		}
		near := float32(1)
		for i := 0; i < len(f.curve); i += 2 {
			near = min(near, abs(f.curve[i]-b.output[0])+abs(f.curve[i+1]-b.output[1]))
		}
		if near > 0.03 {
			t.Errorf("the picture of %v lies %v off the decoder's curve", u, near)
		}
	}
	wide, _ := run(t, lineLesson(data.Arc, 2), 10)
	var s Scene
	wide.Build(&s, 1010, 838, &Look{})
	for _, h := range s.Hits {
		if h.Target == AlongLine {
			t.Error("two numbers on one line")
		}
	}
}

// Once the code orders an arc, curve and points wear one colour where they belong together.
func TestPlaneColours(t *testing.T) {
	b, _ := run(t, lineLesson(data.Arc, 1), 1500)
	f := b.panels[lessons.Plane].(*plane)
	off := float32(0)
	for i, z := range b.codes[:b.set.Train] {
		off += abs(f.hue(f.on(z))-b.hue(i)) / float32(b.set.Train)
	}
	if off > 0.05 {
		t.Errorf("colours are off by %v", off)
	}
}

func TestPlaneAllocatesNothing(t *testing.T) {
	b, session := run(t, lineLesson(data.Spiral, 1), 100)
	quiet(t, b, session)
}

// quiet fails where a frame allocates.
func quiet(t *testing.T, b *Builder, session *train.Session) {
	t.Helper()
	var s Scene
	var snap train.Snapshot
	session.Snapshot(&snap, 0)
	look := &Look{Flow: true}
	n := testing.AllocsPerRun(20, func() {
		if err := b.Update(&snap, snap.Points); err != nil {
			t.Fatal(err)
		}
		b.Build(&s, 1010, 838, look)
		b.Build(&s, 390, 464, look)
	})
	if n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}
