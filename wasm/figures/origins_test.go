package figures

import (
	"fmt"
	"math"
	"testing"

	"hourglass/core/data"
	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

// originsLesson is a lesson of torn points with the figure beside the field of arrows.
func originsLesson(kind data.Kind, twin bool) *lessons.Lesson {
	l := noiseLesson(kind, twin)
	l.Figures = []string{"origins", "mend"}
	return l
}

func TestOrigins(t *testing.T) {
	for _, kind := range []data.Kind{data.Bars, data.Circle, data.Moons} {
		for _, twin := range []bool{false, true} {
			b, session := run(t, originsLesson(kind, twin), 100)
			for _, at := range [][2]float32{{0, 0}, {1.3, -1.3}, {0.4, 0.6}} {
				session.Paint(0, at[0])
				session.Paint(1, at[1])
				show(t, b, session)
				t.Run(fmt.Sprintf("%v/%v/%v", kind, twin, at), func(t *testing.T) { holds(t, b, "origins") })
			}
		}
	}
	b, _ := run(t, originsLesson(data.Circle, false), 0, turnsOf(t, "noise=2")...)
	holds(t, b, "origins")
}

// What the figure says is so: chances, mean and distances are those that the formula gives, one point at a time, and the answers are the networks' own.
func TestOriginsAreTrue(t *testing.T) {
	b, session := run(t, originsLesson(data.Circle, true), 200)
	f := b.Panel("origins").(*origins)
	for _, at := range [][2]float32{{0.3, 0.5}, {-1.1, 0.2}, {0.01, -0.02}} {
		session.Paint(0, at[0])
		session.Paint(1, at[1])
		twin := session.Twin()
		twin.Paint(0, at[0])
		twin.Paint(1, at[1])
		show(t, b, session)
		var s scene.Scene
		b.Build(&s, 1010, 838, &scene.Look{})
		var sum, mx, my, most float64
		chance := make([]float64, b.Set.Train)
		for i := range chance {
			x, y := float64(b.Set.X[2*i]), float64(b.Set.X[2*i+1])
			dx, dy := x-float64(at[0]), y-float64(at[1])
			chance[i] = math.Exp(-(dx*dx + dy*dy) / (2 * 0.2 * 0.2))
			sum, mx, my, most = sum+chance[i], mx+chance[i]*x, my+chance[i]*y, max(most, chance[i])
		}
		for i, c := range chance {
			if got := float64(f.points.Weight(i)); math.Abs(got-c/most) > 1e-4 {
				t.Fatalf("at %v: chance %d is %v, not %v", at, i, got, c/most)
			}
		}
		same(t, "mean", f.mean[:], []float32{float32(mx / sum), float32(my / sum)})
		for i, answer := range [][]float32{session.Rebuild(nil), twin.Rebuild(nil)} {
			same(t, "answer", f.answers[i][:], answer)
			off := math.Hypot(float64(answer[0])-mx/sum, float64(answer[1])-my/sum)
			if math.Abs(float64(f.off(i))-off) > 1e-4 {
				t.Errorf("at %v: %d is said to be off by %v, and is by %v", at, i, f.off(i), off)
			}
		}
	}
}

// From the middle of the circle all points are as likely, and their mean is the middle; from without, those on that side alone.
func TestOriginsOfTheMiddle(t *testing.T) {
	b, session := run(t, originsLesson(data.Circle, false), 0, turnsOf(t, "amount=0.3 scatter=0")...)
	f := b.Panel("origins").(*origins)
	var s scene.Scene
	counted := func(x, y float32) float32 {
		session.Paint(0, x)
		session.Paint(1, y)
		show(t, b, session)
		b.Build(&s, 1010, 838, &scene.Look{})
		return f.points.Sum() / float32(b.Set.Train)
	}
	if n := counted(0, 0); n < 0.99 || scene.Abs(f.mean[0])+scene.Abs(f.mean[1]) > 0.15 {
		t.Errorf("from the middle %.3f of the points count; their mean is %v", n, f.mean)
	}
	if n := counted(1.2, 0); n > 0.3 || f.mean[0] < 0.6 {
		t.Errorf("from without %.3f of the points count; their mean is %v", n, f.mean)
	}
}

// A hand that only counts what it is asked to send.
type deaf struct {
	scene.Hand
	at [2]float32
}

func (h *deaf) Send(c wire.Command)   { h.at[c.Index] = float32(c.Value) }
func (h *deaf) Input(i int32) float32 { return h.at[i] }

// The cross stands where it was put, by hand and by arrow keys, in this figure and in the field of arrows.
func TestOriginsAreMoved(t *testing.T) {
	b, session := run(t, originsLesson(data.Circle, true), 10)
	for _, figure := range []string{"origins", "mend"} {
		h := &deaf{at: [2]float32{0.5, 0.5}}
		b.Key(figure, -1, 0, h)
		b.Key(figure, 0, 1, h)
		if h.at[0] >= 0.5 || h.at[1] <= 0.5 {
			t.Errorf("%s: arrow keys lead to %v", figure, h.at)
		}
	}
	session.Paint(0, -0.7)
	session.Paint(1, 0.2)
	show(t, b, session)
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{Hero: "origins"})
	hit := find(t, &s, PlanePoint)
	for _, m := range s.Marks {
		if m.Kind == scene.Line && m.Role == tint.Ramp && m.W == 2.2 && m.V == 1 {
			if x, y := scene.FromPlane(((m.X+m.X2)/2-hit.X)/(hit.X2-hit.X), ((m.Y+m.Y2)/2-hit.Y)/(hit.Y2-hit.Y)); scene.Abs(x+0.7) > 1e-4 || scene.Abs(y-0.2) > 1e-4 {
				t.Errorf("the cross stands at %v, %v", x, y)
			}
			return
		}
	}
	t.Error("there is no cross")
}

func TestOriginsAllocateNothing(t *testing.T) {
	for _, kind := range []data.Kind{data.Bars, data.Circle} {
		b, session := run(t, originsLesson(kind, true), 5)
		quiet(t, b, session, &scene.Look{Point: "origins mend"}, &scene.Look{Hero: "origins"})
	}
}

// Alone on a phone the figure has the run's arrows under it, those of the field; where that has a figure of its own it has none.
func TestOriginsHaveTheFieldOnAPhone(t *testing.T) {
	b, session := run(t, originsLesson(data.Circle, true), 100)
	f, field := b.Panel("origins").(*origins), &b.Panel("mend").(*mend).field
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{Point: "origins mend"})
	if f.aimed {
		t.Error("worked out where it is not shown")
	}
	for range 2 {
		b.Build(&s, 390, 464, &scene.Look{Point: "origins mend"})
		for i, v := range field.sent[0] {
			if f.field.sent[0][i] != v {
				t.Fatalf("place %d is sent to %v, not %v", i/2, f.field.sent[0][i], v)
			}
		}
		session.Step()
		show(t, b, session)
	}
	quiet(t, b, session, &scene.Look{Point: "origins mend"})
}
