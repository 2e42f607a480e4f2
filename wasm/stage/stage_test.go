package main

import (
	"encoding/binary"
	"testing"

	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/wire"
)

// A rig is a stage without a browser: a session to look at, a sight, a hand and the commands that it gave.
type rig struct {
	*testing.T
	session *train.Session
	sight   *sight
	pic     scene.Scene
	look    scene.Look
	hand    *hand
	given   []wire.Command
	figure  string
}

func newRig(t *testing.T) *rig {
	s, err := train.New(lessons.Hourglass.Setup)
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{T: t, session: s, sight: newSight(&lessons.Hourglass)}
	r.hand = &hand{pic: &r.pic, sight: r.sight, look: &r.look, lesson: &lessons.Hourglass, single: true,
		send: func(c *wire.Command) {
			d := *c
			d.Place = append([]float32(nil), c.Place...)
			r.given = append(r.given, d)
		},
		figure: func(n string) { r.figure = n }}
	r.answer(0)
	return r
}

// answer has the sight take a snapshot, as of a pull that knew some points.
func (r *rig) answer(since int) {
	r.Helper()
	var s train.Snapshot
	r.session.Snapshot(&s, since)
	if !r.sight.take(wire.AppendSnapshot(nil, &s, wire.Paused)) {
		r.Fatal("the sight refuses a sound snapshot")
	}
	r.sight.builder.Build(&r.pic, 1010, 838, &r.look)
}

// find returns the middle of the first hit that means target.
func (r *rig) find(target scene.Target, index int32) (x, y float32) {
	r.Helper()
	for _, h := range r.pic.Hits {
		if h.Target == target && (index < 0 || h.Index == index) {
			if h.R > 0 {
				return h.X, h.Y
			}
			return (h.X + h.X2) / 2, (h.Y + h.Y2) / 2
		}
	}
	r.Fatalf("no hit of target %d", target)
	return 0, 0
}

func TestADragPaintsEachPixelOnceWithOneInk(t *testing.T) {
	r := newRig(t)
	r.session.Clear()
	r.answer(0)
	x, y := r.find(scene.Pixel, 21)
	x2, y2 := r.find(scene.Pixel, 27)
	r.hand.press(x, y, false)
	r.hand.move(x2, y2, false)
	r.hand.release(x2, y2)
	if len(r.given) != 7 {
		t.Fatalf("%d commands for a row of seven pixels", len(r.given))
	}
	for i, c := range r.given {
		if c.Op != wire.Paint || c.Index != 21+i || c.Value != 1 {
			t.Fatalf("command %d: %+v", i, c)
		}
		if r.sight.grey(int32(21+i)) != 1 {
			t.Fatal("what is painted is not seen at once")
		}
	}
	r.hand.press(x, y, false)
	if c := r.given[7]; c.Value != 0 {
		t.Fatal("a press on ink does not take it away")
	}
}

func TestAnOldAnswerDoesNotUndoAStroke(t *testing.T) {
	r := newRig(t)
	r.session.Clear()
	r.answer(0)
	x, y := r.find(scene.Pixel, 10)
	r.hand.press(x, y, false)
	r.hand.release(x, y)
	r.answer(0)
	if r.sight.grey(10) != 1 {
		t.Fatal("an answer from before the stroke undid it")
	}
	r.answer(0)
	r.answer(0)
	if r.sight.grey(10) != 0 {
		t.Fatal("the echo outlives what the trainer says")
	}
}

// Once the trainer shows what the learner did, nothing of it lies over what comes next.
func TestAnEchoEndsWhenItIsHeard(t *testing.T) {
	r := newRig(t)
	x, y := r.find(scene.Pixel, 10)
	r.hand.press(x, y, false)
	r.hand.release(x, y)
	r.session.Paint(10, 1)
	r.answer(0)
	r.session.Show(5)
	r.answer(0)
	if v := r.sight.snap.View; v.Sample != 5 || v.Input[10] != r.session.View.Input[10] {
		t.Fatalf("picture %d with %v at pixel 10, the trainer shows 5 with %v", v.Sample, v.Input[10], r.session.View.Input[10])
	}
}

func TestADragHoldsTheRing(t *testing.T) {
	r := newRig(t)
	x, y := r.find(scene.Map, -1)
	r.hand.press(x, y, true)
	r.hand.move(-500, y, true)
	if len(r.given) != 2 || r.given[0].Op != wire.Hold || len(r.given[0].Place) != 2 {
		t.Fatalf("%+v", r.given)
	}
	if !r.sight.snap.View.Held || r.sight.snap.View.Ring[0] != r.given[1].Place[0] {
		t.Fatal("the ring does not follow at once")
	}
	edge := r.sight.builder.Place(nil, 0, 0.5)
	if r.given[1].Place[0] != edge[0] {
		t.Fatal("the ring leaves the map")
	}
}

func TestTapsOpenAndShut(t *testing.T) {
	r := newRig(t)
	tap := func(x, y float32) { r.hand.press(x, y, true); r.hand.release(x, y) }
	x, y := r.find(scene.Node, 3)
	tap(x, y)
	if r.look.Open.Target != scene.Node || r.look.Open.Index != 3 || !r.hand.dirty {
		t.Fatal("a tap on a unit opens no card")
	}
	tap(2, 2)
	if r.look.Open.Target != scene.Nothing {
		t.Fatal("a tap beside it leaves the card open")
	}
	r.hand.move(x, y, false)
	if r.look.Hover.Index != 3 {
		t.Fatal("a pointer over a unit opens no card")
	}
	r.hand.shut()
	if r.look.Hover.Target != scene.Nothing {
		t.Fatal("escape leaves the card open")
	}
	px, py := r.find(scene.Pair, -1)
	tap(px, py)
	if len(r.given) != 1 || r.given[0].Op != wire.Show {
		t.Fatalf("a tap on a pair gives %+v", r.given)
	}
}

func TestASwipeTurnsToTheNextFigure(t *testing.T) {
	r := newRig(t)
	for _, c := range []struct {
		from, to float32
		shown    string
		want     string
	}{{300, 200, "network", "map"}, {200, 300, "network", "curve"}, {300, 200, "curve", "network"}, {300, 290, "map", ""}} {
		r.figure, r.look.Figure = "", c.shown
		r.hand.press(c.from, 3, true)
		r.hand.move(c.to, 5, true)
		r.hand.release(c.to, 5)
		if r.figure != c.want {
			t.Errorf("from %s by %v to %q, want %q", c.shown, c.to-c.from, r.figure, c.want)
		}
	}
}

func TestTheCurveGrowsAndBeginsAnew(t *testing.T) {
	r := newRig(t)
	for range 30 {
		r.session.Step()
	}
	r.answer(len(r.sight.curve))
	if len(r.sight.curve) != 31 || r.sight.curve[30].Step != 30 {
		t.Fatalf("%d points", len(r.sight.curve))
	}
	if err := r.session.Again(); err != nil {
		t.Fatal(err)
	}
	r.answer(31)
	if len(r.sight.curve) != 1 {
		t.Fatalf("%d points of a new run", len(r.sight.curve))
	}
	var s train.Snapshot
	r.session.Snapshot(&s, 0)
	s.First = 9
	if r.sight.take(wire.AppendSnapshot(nil, &s, wire.Paused)) || r.sight.take([]byte{1, 2, 3}) {
		t.Fatal("took what does not go on where the curve ends, or is no snapshot")
	}
}

func TestLabelsAreWrittenWhole(t *testing.T) {
	r := newRig(t)
	b := appendLabels(nil, &r.pic)
	for i := range r.pic.Labels {
		l := &r.pic.Labels[i]
		n := int(binary.LittleEndian.Uint32(b[16:]))
		if string(b[20:20+n]) != string(r.pic.Text(l)) || b[13] != byte(l.Role) {
			t.Fatalf("label %d", i)
		}
		b = b[20+n:]
	}
	if len(b) != 0 {
		t.Fatal("bytes left over")
	}
}

func TestMeter(t *testing.T) {
	var m meter
	for i := range 300 {
		m.add(float32(i % 100))
	}
	mean, p95 := m.read()
	if p95 < 93 || p95 > 96 || mean < 40 || mean > 60 {
		t.Fatalf("mean %v, p95 %v", mean, p95)
	}
}
