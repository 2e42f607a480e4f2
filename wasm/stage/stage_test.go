package main

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/figures"
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
	easels  int // times that a larger input was asked for
}

func newRig(t *testing.T) *rig { return rigOf(t, &lessons.Hourglass) }

// rigWith is the rig of a lesson like the hourglass with other data and figures.
func rigWith(t *testing.T, kind data.Kind, figures ...string) *rig {
	l := lessons.Hourglass
	l.Setup.Data, l.Setup.Straight, l.Setup.Neck, l.Figures = kind, true, 1, figures
	return rigOf(t, &l)
}

func rigOf(t *testing.T, l *lessons.Lesson) *rig {
	s, err := train.New(l.Setup)
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{T: t, session: s, sight: newSight(l.Stage())}
	r.hand = &hand{pic: &r.pic, sight: r.sight, look: &r.look,
		send: func(c *wire.Command) {
			d := *c
			d.Place = append([]float32(nil), c.Place...)
			r.given = append(r.given, d)
		},
		figure: func(n string) { r.figure = n }, easel: func() { r.easels++ }}
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
	r.Fatalf("no hit of target %q", target)
	return 0, 0
}

func TestADragPaintsEachPixelOnceWithOneInk(t *testing.T) {
	r := newRig(t)
	r.session.Clear()
	r.answer(0)
	x, y := r.find(figures.Pixel, 21)
	x2, y2 := r.find(figures.Pixel, 27)
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

// A finger's tap on a pixel smaller than a finger paints nothing and asks for a larger input; a stroke paints from where it began. A mouse paints at once.
func TestAFingerGetsALargerInput(t *testing.T) {
	r := newRig(t)
	r.session.Clear()
	r.answer(0)
	r.sight.builder.Build(&r.pic, 390, 296, &scene.Look{Hero: "network"})
	x, y := r.find(figures.Pixel, 21)
	x2, y2 := r.find(figures.Pixel, 27)
	r.hand.press(x, y, true)
	r.hand.move(x+2, y+1, true)
	r.hand.release(x+2, y+1)
	if len(r.given) != 0 || r.easels != 1 {
		t.Fatalf("a tap painted %d pixels and asked %d times for a larger input", len(r.given), r.easels)
	}
	r.hand.press(x, y, true)
	r.hand.move(x2, y2, true)
	r.hand.release(x2, y2)
	if len(r.given) != 7 || r.given[0].Index != 21 || r.easels != 1 {
		t.Fatalf("a stroke across seven pixels gave %d commands, the first for pixel %d", len(r.given), r.given[0].Index)
	}
	x, y = r.find(figures.Pixel, 0)
	r.hand.press(x, y, false)
	r.hand.release(x, y)
	if len(r.given) != 8 || r.easels != 1 {
		t.Fatal("a mouse has to ask for a larger input")
	}
}

// box returns the first hit that means target.
func (r *rig) box(target scene.Target) scene.Hit {
	r.Helper()
	for _, h := range r.pic.Hits {
		if h.Target == target {
			return h
		}
	}
	r.Fatalf("no hit of target %q", target)
	return scene.Hit{}
}

// A stroke over a signal gives every value on its way the height of the pointer there.
func TestAStrokeDrawsASignal(t *testing.T) {
	r := rigWith(t, data.Beats, "network")
	first, last := r.box(figures.Pixel), scene.Hit{}
	for _, h := range r.pic.Hits {
		if h.Target == figures.Pixel {
			last = h
		}
	}
	tall := first.Y2 - first.Y
	r.hand.press(first.X+1, first.Y+0.25*tall, false)
	r.hand.move(last.X+1, first.Y+0.25*tall, false)
	r.hand.release(last.X+1, first.Y+0.25*tall)
	seen := map[int]bool{}
	for _, c := range r.given {
		if c.Op != wire.Paint || c.Value < 0.74 || c.Value > 0.76 {
			t.Fatalf("%+v", c)
		}
		seen[c.Index] = true
	}
	if len(seen) != 32 || len(r.given) != 32 {
		t.Fatalf("%d values of 32 drawn by %d commands", len(seen), len(r.given))
	}
	r.given = nil
	r.hand.press(first.X+1, first.Y+0.25*tall, false)
	r.hand.move(first.X+1, first.Y+0.75*tall, false)
	if v := r.sight.grey(0); v < 0.24 || v > 0.26 {
		t.Fatalf("the value follows the pointer to %v", v)
	}
}

// A number of a point slides on its track, and stays in the hand beside it.
func TestATrackSlidesANumber(t *testing.T) {
	r := rigWith(t, data.Circle, "network")
	h := r.box(figures.Pixel)
	x := (h.X + h.X2) / 2
	r.hand.press(x, (h.Y+h.Y2)/2, false)
	if v := r.sight.grey(0); v < -0.01 || v > 0.01 {
		t.Fatalf("the middle of the track is %v", v)
	}
	r.hand.move(x+200, h.Y-300, false)
	r.hand.release(x+200, h.Y-300)
	last := r.given[len(r.given)-1]
	if last.Op != wire.Paint || last.Index != 0 || last.Value < 1 || last.Value > 1.5 {
		t.Fatalf("%+v", last)
	}
	r.session.Paint(last.Index, float32(last.Value))
	if r.session.View.Input[0] != float32(last.Value) {
		t.Fatal("the session refuses what the stage sends")
	}
}

func TestThePlaneAndItsLine(t *testing.T) {
	r := rigWith(t, data.Spiral, "plane")
	h := r.box(figures.PlanePoint)
	r.hand.press((h.X+h.X2)/2, (h.Y+h.Y2)/2, true)
	r.hand.move(h.X-40, (h.Y+h.Y2)/2, true)
	r.hand.release(h.X-40, (h.Y+h.Y2)/2)
	if len(r.given) != 4 || r.given[0].Op != wire.Paint || r.given[1].Index != 1 || r.given[2].Value > -1 || r.given[2].Value < -1.5 {
		t.Fatalf("%+v", r.given)
	}
	r.given = nil
	h = r.box(figures.AlongLine)
	r.hand.press(h.X+1, (h.Y+h.Y2)/2, true)
	r.hand.move(h.X2-1, (h.Y+h.Y2)/2, true)
	if len(r.given) != 2 || r.given[0].Op != wire.Hold || len(r.given[1].Place) != 1 || r.given[1].Place[0] <= r.given[0].Place[0] {
		t.Fatalf("%+v", r.given)
	}
	if r.hand.over(h.X+1, h.Y+3) != int(scene.Grabbing) {
		t.Fatal("nothing says that the line can be dragged along")
	}
}

// Dragging over the curve looks back, each step once; the right end is the present.
func TestTheCurveLooksBack(t *testing.T) {
	r := newRig(t)
	for range 300 {
		r.session.Step()
	}
	r.answer(0)
	h := r.box(figures.Past)
	y := (h.Y + h.Y2) / 2
	at := func(u float32) float32 { return h.X + u*(h.X2-h.X) }
	r.hand.press(at(0.5), y, true)
	r.hand.move(at(0.5), y+9, true)
	r.hand.move(at(0.1), y, true)
	r.hand.move(at(1.4), y, true)
	r.hand.release(at(1.4), y)
	want := []int{150, 30, -1}
	if len(r.given) != len(want) || r.figure != "" {
		t.Fatalf("%+v, %q", r.given, r.figure)
	}
	for i, c := range r.given {
		if c.Op != wire.Rewind || c.Index != want[i] {
			t.Errorf("%+v, want step %d", c, want[i])
		}
	}
}

// A tile opens the unit's page; where there is no room for one, its card.
func TestATileOfTheDictionaryOpensItsUnit(t *testing.T) {
	r := rigWith(t, data.Crossed, "dictionary", "network")
	tap := func() scene.Hit {
		h := r.box(figures.Unit)
		x, y := (h.X+h.X2)/2, (h.Y+h.Y2)/2
		r.hand.press(x, y, true)
		r.hand.release(x, y)
		return h
	}
	h := tap()
	if o := r.look.Open; o.Target != figures.Unit || o.Index != h.Index {
		t.Fatalf("%+v", o)
	}
	r.sight.builder.Build(&r.pic, 1010, 838, &r.look)
	if slices.ContainsFunc(r.pic.Hits, func(h scene.Hit) bool { return h.Target == figures.CardShut }) {
		t.Error("a card lies over the page")
	}
	if tap(); r.look.Open != (scene.Hit{}) {
		t.Errorf("a second tap leaves %+v open", r.look.Open)
	}
	r.sight.builder.Build(&r.pic, 560, 300, &r.look)
	h = tap()
	if o := r.look.Open; o.Target != scene.Node || o.Index != h.Index || r.sight.builder.Model.Show[o.Layer] != r.sight.builder.Model.Neck {
		t.Fatalf("%+v", r.look.Open)
	}
	r.sight.builder.Build(&r.pic, 560, 300, &r.look)
	r.box(figures.CardShut)
}

// A stroke and a drag allocate nothing: they happen between two frames.
func TestAStrokeAllocatesNothing(t *testing.T) {
	r := rigWith(t, data.Beats, "network", "curve")
	r.hand.send = func(*wire.Command) {}
	h := r.box(figures.Pixel)
	if n := testing.AllocsPerRun(50, func() {
		r.hand.press(h.X+1, h.Y+5, false)
		r.hand.move(h.X+100, h.Y+30, false)
		r.hand.release(h.X+100, h.Y+30)
	}); n != 0 {
		t.Errorf("%v allocations a stroke", n)
	}
}

func TestAnOldAnswerDoesNotUndoAStroke(t *testing.T) {
	r := newRig(t)
	r.session.Clear()
	r.answer(0)
	x, y := r.find(figures.Pixel, 10)
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
	x, y := r.find(figures.Pixel, 10)
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
	x, y := r.find(figures.Map, -1)
	r.hand.press(x, y, true)
	r.hand.move(-500, y, true)
	if len(r.given) != 2 || r.given[0].Op != wire.Hold || len(r.given[0].Place) != 2 {
		t.Fatalf("%+v", r.given)
	}
	if !r.sight.snap.View.Held || r.sight.snap.View.Ring[0] != r.given[1].Place[0] {
		t.Fatal("the ring does not follow at once")
	}
	if r.given[1].Place[0] != r.sight.builder.Bounds.X {
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
	r.hand.Shut()
	if r.look.Hover.Target != scene.Nothing {
		t.Fatal("escape leaves the card open")
	}
	r.look.Point = "network pairs"
	r.sight.builder.Build(&r.pic, 1010, 838, &r.look)
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
		r.figure, r.look.Hero = "", c.shown
		r.sight.builder.Build(&r.pic, 390, 296, &r.look)
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

// shownLabel is what stage.js makes of one label.
type shownLabel struct {
	x, y, size         float32
	anchor, role, bold byte
	text               string
}

// heard reads the news of a board as stage.js does, and lays them over what was shown.
func heard(t *testing.T, shown []shownLabel, b []byte, count int) []shownLabel {
	t.Helper()
	f32 := func(at int) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(b[at:])) }
	for len(b) > 0 {
		i, n := int(binary.LittleEndian.Uint16(b[16:])), int(binary.LittleEndian.Uint16(b[18:]))
		for i >= len(shown) {
			shown = append(shown, shownLabel{})
		}
		shown[i] = shownLabel{f32(0), f32(4), f32(8), b[12], b[13], b[14], string(b[20 : 20+n])}
		b = b[20+n:]
	}
	return shown[:count]
}

// What changes of the labels is written, and no more; whoever lays the news over what was there has all of them.
func TestLabelsThatChange(t *testing.T) {
	r := newRig(t)
	var b board
	var shown []shownLabel
	for i := range 60 {
		switch {
		case i%7 == 3: // another picture, with more labels or fewer
			r.look.Hero = [...]string{"", "map", "curve", ""}[i/7%4]
		case i%7 == 5:
			r.look.Open = [...]scene.Hit{{}, {Target: scene.Node, Layer: 1, Index: 2}}[i%2]
		default:
			r.session.Step()
			r.answer(len(r.sight.curve))
		}
		r.sight.builder.Build(&r.pic, 1010, 838, &r.look)
		news := b.write(&r.pic)
		shown = heard(t, shown, news, len(r.pic.Labels))
		for k := range r.pic.Labels {
			l, got := &r.pic.Labels[k], shown[k]
			if got.text != string(r.pic.Text(l)) || got.role != byte(l.Role) || got.anchor != byte(l.Anchor) || got.bold == 1 != l.Bold {
				t.Fatalf("look %d: label %d is %+v, not %+v, %q", i, k, got, l, r.pic.Text(l))
			}
			for _, d := range [...]float32{got.x - l.X, got.y - l.Y, got.size - l.Size} {
				if d > 0.051 || d < -0.051 {
					t.Fatalf("look %d: label %d is at %+v, not %+v", i, k, got, l)
				}
			}
		}
	}
	if again := b.write(&r.pic); len(again) != 0 {
		t.Errorf("the same labels once more are %d bytes", len(again))
	}
	const steps = 20 // one that takes a tick off an axis changes many
	changed, whole := 0, 0
	for range steps {
		r.session.Step()
		r.answer(len(r.sight.curve))
		var all board
		changed += len(b.write(&r.pic))
		whole += len(all.write(&r.pic))
	}
	if changed == 0 || changed > whole/2 {
		t.Errorf("%d steps change %d bytes of labels of %d", steps, changed, whole)
	}
	if n := testing.AllocsPerRun(50, func() { b.write(&r.pic) }); n > 0 {
		t.Errorf("%v allocations", n)
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

// A figure that has stepped back is brought to the large place by a tap on its corners, or anywhere on it where it is a miniature; nothing in that can be touched else.
func TestATapSwapsFigures(t *testing.T) {
	for _, at := range [][2]float32{{1010, 838}, {700, 300}} {
		r := newRig(t)
		r.look.Point = "network"
		r.sight.builder.Build(&r.pic, at[0], at[1], &r.look)
		for i, name := range r.sight.builder.Lesson.Figures[1:] {
			r.figure, r.given = "", nil
			x, y := r.find(scene.Enlarge, int32(i+1))
			r.hand.press(x, y, true)
			r.hand.release(x, y)
			if r.figure != name || len(r.given) > 0 {
				t.Errorf("%v: a tap on %s asks for %q and sends %+v", at, name, r.figure, r.given)
			}
		}
	}
}

func TestGlide(t *testing.T) {
	begun := time.Unix(100, 0)
	g := glide{begun: begun, on: true}
	if a, b := g.left(begun), g.left(begun.Add(glided/2)); a != 1 || b != 0.5 || !g.on {
		t.Errorf("%v and %v of the way are left", a, b)
	}
	if g.left(begun.Add(glided)) != 0 || g.on {
		t.Error("it never ends")
	}
	g = glide{begun: begun, on: true}
	if g.left(begun.Add(-time.Second)) != 0 || g.on { // a clock that was set back
		t.Error("it waits for a clock that was set back")
	}
}

// Arrow keys move a figure as a hand would, and what it shows then is told in words.
func TestArrowKeys(t *testing.T) {
	r := newRig(t)
	for range 100 {
		r.session.Step()
	}
	r.answer(0)
	b := r.sight.builder
	at, wide := b.At[0], b.Bounds.W
	b.Key("map", 1, 0, r.hand)
	if len(r.given) != 1 || r.given[0].Op != wire.Hold || math.Abs(float64(r.given[0].Place[0]-at-wide/30)) > 1e-4 {
		t.Fatalf("from %v on a map %v wide: %+v", at, wide, r.given)
	}
	if !r.sight.snap.View.Held {
		t.Error("the ring does not follow at once")
	}
	for range 100 {
		r.sight.update()
		b.Key("map", 1, 1, r.hand)
	}
	if last := r.given[len(r.given)-1].Place; last[0] > b.Bounds.X+b.Bounds.W || last[1] > b.Bounds.Y+b.Bounds.H {
		t.Errorf("the ring leaves the map: %v", last)
	}
	r.given = nil
	b.Key("curve", -1, 0, r.hand)
	b.Key("pairs", 1, 0, r.hand)
	b.Key("network", 1, 0, r.hand) // opens a layer, of which the run knows nothing
	if r.look.Open.Target != scene.Layer {
		t.Errorf("%+v is open", r.look.Open)
	}
	b.Key("weather", 1, 0, r.hand)
	if len(r.given) != 2 || r.given[0].Op != wire.Rewind || r.given[0].Index != 98 || r.given[1].Op != wire.Show || r.given[1].Index != train.TrainRows+1 {
		t.Errorf("%+v", r.given)
	}
	said := string(b.Tell(nil))
	for _, want := range []string{"Network: 49, 16, 2, 16, 49 numbers", "Latent map: 384 codes; the ring stands at ", "Loss: step 100, training "} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %q: %s", want, said)
		}
	}
	r.look.Hero = "curve"
	b.Build(&r.pic, 390, 296, &r.look)
	if alone := string(b.Tell(nil)); !strings.HasPrefix(alone, "Loss: ") || strings.Contains(alone, "Network") {
		t.Errorf("the curve alone says %s", alone)
	}
}

// A layer's units unfold while its name is pointed at, and stay so on the way to one of them; a finger's tap on the name opens the layer, and another one shuts it.
func TestALayerUnfolds(t *testing.T) {
	r := newRig(t)
	folded := len(r.build(1010, 838, "network"))
	var name scene.Hit
	for _, h := range r.pic.Hits {
		if h.Target == scene.Layer && h.Layer == 0 {
			name = h // the last one: under the column
		}
	}
	x, y := (name.X+name.X2)/2, (name.Y+name.Y2)/2
	r.hand.move(x, y, false)
	unfolded := len(r.build(1010, 838, "network"))
	if r.look.Hover.Target != scene.Layer || unfolded == folded {
		t.Fatalf("over its name: %+v, %d marks of %d", r.look.Hover, unfolded, folded)
	}
	for _, h := range r.pic.Hits {
		if h.Target == scene.Node && h.Layer == 0 && h.Index == 15 {
			x, y = (h.X+h.X2)/2, (h.Y+h.Y2)/2
		}
	}
	for at := name.Y; at > y; at -= 4 { // straight up to the lowest portrait
		r.hand.move(x, at, false)
		r.build(1010, 838, "network")
		if r.look.Hover.Layer != 0 || r.look.Hover.Target == scene.Nothing {
			t.Fatalf("at %v, %v the layer folds", x, at)
		}
	}
	r.hand.leave()
	if n := len(r.build(1010, 838, "network")); n != folded {
		t.Errorf("%d marks once the pointer has gone, not %d", n, folded)
	}
	for i, want := range []int{unfolded, folded} {
		r.hand.press((name.X+name.X2)/2, (name.Y+name.Y2)/2, true)
		r.hand.release((name.X+name.X2)/2, (name.Y+name.Y2)/2)
		if n := len(r.build(1010, 838, "network")); n != want {
			t.Errorf("tap %d: %d marks, not %d", i+1, n, want)
		}
	}
}

// build draws the picture with a figure in the large place and returns its marks.
func (r *rig) build(w, h float32, hero string) []scene.Mark {
	r.look.Hero = hero
	r.sight.builder.Build(&r.pic, w, h, &r.look)
	return r.pic.Marks
}

// What is hidden is seen at once, and until the trainer shows it.
func TestAHoleIsSeenAtOnce(t *testing.T) {
	r := newRig(t)
	r.hand.Send(wire.Command{Op: wire.Hide, Index: 10, Value: 1})
	r.hand.Send(wire.Command{Op: wire.Hide, Index: 99, Value: 1})
	v := &r.sight.snap.View
	if v.Holes[10] != 1 {
		t.Fatal("a hole waits for the trainer")
	}
	if r.answer(0); v.Holes[10] != 1 {
		t.Fatal("an answer from before undid it")
	}
	r.session.Hide(10, true)
	r.answer(0)
	r.session.Hide(10, false)
	if r.answer(0); v.Holes[10] != 0 {
		t.Fatal("the echo outlives what the trainer shows")
	}
}
