package figures

import (
	"fmt"
	"strings"
	"testing"

	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
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

// Until the learner has bet, the plane shows the points and an empty number line: the same, in picture and words, whatever a run has made of them, and nothing
// can be touched.
func TestPlaneWaitsForTheBet(t *testing.T) {
	look, h := &scene.Look{Hide: "plane"}, &opener{}
	var was string
	for _, steps := range []int{0, 200} {
		lesson := lessons.Line
		lesson.Figures, lesson.Setup.Data = []string{"plane"}, data.Circle
		b, session := run(t, &lesson, steps)
		var s scene.Scene
		b.Build(&s, 1010, 838, look)
		legible(t, &s, 1010, 838)
		b.Key("plane", 1, 1, h)
		if len(s.Hits) > 0 || len(h.sent) > 0 {
			t.Errorf("it can be touched: %v, %v", s.Hits, h.sent)
		}
		dots := 0
		for _, m := range s.Marks {
			if m.Role == tint.Hue {
				t.Fatal("it wears the colours of the code")
			}
			if m.Kind == scene.Disc {
				dots++
			}
		}
		if dots != b.Set.Train {
			t.Errorf("%d points of %d", dots, b.Set.Train)
		}
		if is := string(b.Tell(dump(&s))); was != "" && is != was {
			t.Errorf("after %d steps it is\n%s\nat first it was\n%s", steps, is, was)
		} else {
			was = is
		}
		quiet(t, b, session, look)
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

// The ground of the plane is the encoder's answer: at its knots it is what the encoder says of a place by itself, between them nearly, and it wears the
// colour of that code. Along each line all places get one code.
func TestPlaneField(t *testing.T) {
	for _, kind := range []data.Kind{data.Arc, data.Circle, data.Spiral} {
		b, session := run(t, lineLesson(kind, 1), 400)
		session.Paint(0, 0.4)
		session.Paint(1, -0.5)
		show(t, b, session)
		var s scene.Scene
		b.Build(&s, 1010, 838, &scene.Look{})
		f := b.Panel("plane").(*plane)
		code := func(u, v float32) float32 {
			x, y := scene.FromPlane(u, v)
			return scene.Encode(b.Model, b.One, b.Snap.Params, []float32{x, y}, 1)[0]
		}
		for _, at := range [][2]float32{{0, 0}, {1, 0}, {0.25, 0.5}, {0.975, 0.025}, {1, 1}} {
			if got, want := f.field.at(at[0], at[1]), code(at[0], at[1]); scene.Abs(got-want) > 1e-4*(1+scene.Abs(want)) {
				t.Errorf("%v: the code at %v is %v, not %v", kind, at, got, want)
			}
		}
		span, off := f.field.sorted[len(f.field.sorted)-1]-f.field.sorted[0], float32(0)
		for i, hue := range f.field.hues {
			u, v := (float32(i%fieldCells)+0.5)/fieldCells, (float32(i/fieldCells)+0.5)/fieldCells
			if i%7 == 0 {
				off = max(off, scene.Abs(f.field.at(u, v)-code(u, v)))
			}
			if want := 255 * scene.Clamp(f.hue(f.on(f.field.at(u, v))), 0, 1); scene.Abs(float32(hue)-want) > 0.501 {
				t.Fatalf("%v: cell %d wears %d, not %v", kind, i, hue, want)
			}
		}
		if off > 0.15*span {
			t.Errorf("%v: between knots the ground is off by %v of %v", kind, off, span)
		}
		if len(f.field.lines) < 100 || len(f.same) < 10 {
			t.Fatalf("%v: %d pieces of lines, %d of that of the shown code", kind, len(f.field.lines), len(f.same))
		}
		on := func(l isoline, z float32) {
			t.Helper()
			for _, p := range [2][2]float32{{l.x, l.y}, {l.x2, l.y2}} {
				if got := f.field.at(p[0], p[1]); !(scene.Abs(got-z) < 1e-3*(1+span)) {
					t.Fatalf("%v: a line of %v goes where the code is %v", kind, z, got)
				}
			}
		}
		for _, l := range f.field.lines {
			on(l, f.field.levels[l.level])
		}
		near := float32(1)
		for _, l := range f.same {
			on(l, b.Code[0])
			x, y := scene.FromPlane((l.x+l.x2)/2, (l.y+l.y2)/2)
			near = min(near, scene.Abs(x-0.4)+scene.Abs(y+0.5))
		}
		if near > 0.1 {
			t.Errorf("%v: the line of the shown code passes %v beside the shown point", kind, near)
		}
	}
}

// at is the code of the place at u, v from 0 to 1 from the square's top left.
func (f *planeField) at(u, v float32) float32 {
	x, y := u*(fieldKnots-1), v*(fieldKnots-1)
	i, j := min(int(x), fieldKnots-2), min(int(y), fieldKnots-2)
	x, y = x-float32(i), y-float32(j)
	z := f.codes[j*fieldKnots+i:]
	up, low := z[0]+(z[1]-z[0])*x, z[fieldKnots]+(z[fieldKnots+1]-z[fieldKnots])*x
	return up + (low-up)*y
}

// Round a hill the line of one height is a ring without gaps; on a saddle it falls into two branches.
func TestIsolines(t *testing.T) {
	var f planeField
	f.plan(1)
	for name, c := range map[string]struct {
		of   func(x, y float32) float32
		z    float32
		ends int
	}{
		"hill":    {func(x, y float32) float32 { return x*x + y*y }, 0.5, 0},
		"saddle":  {func(x, y float32) float32 { return x * y }, 0.0313, 4},
		"saddle'": {func(x, y float32) float32 { return x * y }, -0.0313, 4},
		"plain":   {func(x, y float32) float32 { return 2*x - y }, 0.1, 2},
		"nowhere": {func(x, y float32) float32 { return x }, 9, 0},
	} {
		for i := range f.codes {
			f.codes[i] = c.of(f.places[2*i], f.places[2*i+1])
		}
		met := map[[2]int32]int{}
		for _, l := range f.along(make([]isoline, 0, 2000), []float32{c.z}) {
			for _, p := range [2][2]float32{{l.x, l.y}, {l.x2, l.y2}} {
				met[[2]int32{int32(p[0]*1e4 + 0.5), int32(p[1]*1e4 + 0.5)}]++
			}
		}
		ends := 0
		for _, n := range met {
			ends += n % 2
		}
		if ends != c.ends || (len(met) == 0) != (name == "nowhere") {
			t.Errorf("%s: %d loose ends of %d places, want %d", name, ends, len(met), c.ends)
		}
	}
}

// Where two corners of a cell that lie across from each other stand out, the line leaves the way between them open if the middle stands out too.
func TestIsolinesOfASaddle(t *testing.T) {
	var f planeField
	f.plan(1)
	for _, low := range []float32{-0.9, -1.1} {
		for i := range f.codes {
			f.codes[i] = low
		}
		const i, j = 7, 12
		f.codes[j*fieldKnots+i], f.codes[(j+1)*fieldKnots+i+1] = 1, 1
		met := 0
		for _, l := range f.along(make([]isoline, 0, 2000), []float32{0}) {
			x, y := (l.x+l.x2)/2*(fieldKnots-1)-i, (l.y+l.y2)/2*(fieldKnots-1)-j
			if x < 0 || x > 1 || y < 0 || y > 1 {
				continue
			}
			met++
			if along := scene.Abs(x-y) < 0.1; along != (low < -1) {
				t.Errorf("beside %v a piece lies round %v, %v of its cell", low, x, y)
			}
		}
		if met != 2 {
			t.Errorf("%d pieces in the cell", met)
		}
	}
}

// The faint ring stands at the place of the decoder's curve that is nearest, and only where the copy is another.
func TestPlaneNearest(t *testing.T) {
	b, session := run(t, lineLesson(data.Arc, 1), 800)
	f := b.Panel("plane").(*plane)
	apart := 0
	for _, p := range [][2]float32{{-0.7, 1.1}, {0.5, -0.9}, {0, 0.1}, {0.02, 0.56}} {
		session.Paint(0, p[0])
		session.Paint(1, p[1])
		show(t, b, session)
		least := float32(9)
		for i := 0; i < len(f.curve); i += 2 {
			dx, dy := f.curve[i]-p[0], f.curve[i+1]-p[1]
			least = min(least, dx*dx+dy*dy)
		}
		dx, dy := f.near[0]-p[0], f.near[1]-p[1]
		if d := dx*dx + dy*dy; d > least+1e-6 || d < least-0.02 {
			t.Errorf("%v: the nearest place is %v away (squared), of the ends of its pieces %v", p, d, least)
		}
		if f.apart(&b.Base) {
			apart++
		} else if scene.Abs(f.near[0]-b.Output[0])+scene.Abs(f.near[1]-b.Output[1]) > 0.1 {
			t.Errorf("%v: nobody is told that %v is nearer than %v", p, f.near, b.Output)
		}
	}
	if apart < 2 {
		t.Errorf("%d of four places come back elsewhere than to the nearest place", apart)
	}
	if words := string(b.Tell(nil)); apart == 4 || strings.Contains(words, "nearest") {
		t.Errorf("a place of the curve, too, comes back elsewhere: %s", words)
	}
}

// A placer is a hand with a point.
type placer struct {
	wish
	input []float32
}

func (p *placer) Input(i int32) float32 { return p.input[i] }

// On a circle that was cut two neighbours are led round by hand and by keys: both are what the network makes of them, and somewhere their codes part. There
// are none before the run has learned, nor on another curve, nor while the code is held.
func TestNeighbours(t *testing.T) {
	lesson := lineLesson(data.Circle, 1)
	lesson.Setup.Width, lesson.Setup.Depth, lesson.Setup.Scatter, lesson.Setup.Seed = 8, 1, 0, 2
	b, session := run(t, lesson, roundSteps-1)
	f := b.Panel("plane").(*plane)
	if f.pair.at >= 0 {
		t.Error("two neighbours before there is a cut")
	}
	session.Step()
	show(t, b, session)
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	hit := find(t, &s, PlanePoint)
	h := &placer{input: []float32{0.8, 0}}
	press := func(act scene.Act, x, y float32) {
		t.Helper()
		h.sent = h.sent[:0]
		u, v := scene.ToPlane(scene.At(hit.X, hit.Y, hit.X2-hit.X, hit.Y2-hit.Y), x, y)
		b.Touch(&scene.Gesture{Act: act, Hit: hit, X: u, Y: v}, h)
		for _, c := range h.sent {
			session.Paint(c.Index, float32(c.Value))
		}
		show(t, b, session)
	}
	least, most := float32(9), float32(0)
	press(scene.Press, 0.85, 0.02)
	for i := range 64 {
		x, y := data.Circle.On(float32(i) / 64)
		press(scene.Drag, 0.6*x, 0.6*y) // a hand that strays inwards keeps hold
		if f.pair.at != 4*i {
			t.Fatalf("at %d of 64 the two stand at %d of 256", i, f.pair.at)
		}
		same(t, "the shown point", b.Snap.View.Input, []float32{x, y})
		x, y = data.Circle.On(float32((4*i+8)%256) / 256)
		same(t, "its neighbour", f.pair.other, []float32{x, y})
		same(t, "its code", []float32{f.pair.code}, scene.Encode(b.Model, b.One, b.Snap.Params, f.pair.other, 1))
		same(t, "its copy", f.pair.copy[:], scene.Rebuild(b.Model, b.One, b.Snap.Params, f.pair.other, 1))
		share := scene.Abs(f.pair.code-b.Code[0]) / f.line.W
		least, most = min(least, share), max(most, share)
	}
	if least > 0.03 || most < 0.3 {
		t.Errorf("the codes of two neighbours lie from %v to %v of the line apart", least, most)
	}
	press(scene.Release, 0.8, 0)
	press(scene.Press, 0.1, 0.2)
	same(t, "a point pressed off the circle", b.Snap.View.Input, []float32{0.1, 0.2})
	if f.pair.at >= 0 {
		t.Error("a point off the circle has a neighbour on it")
	}
	h.sent = h.sent[:0]
	b.Key("plane", 0, -1, h)
	if x, y := data.Circle.On(252. / 256); len(h.sent) != 2 || scene.Abs(float32(h.sent[0].Value)-x)+scene.Abs(float32(h.sent[1].Value)-y) > 1e-5 {
		t.Errorf("a key leads the two to %+v", h.sent)
	}
	press(scene.Press, 0.8, 0)
	if words := string(b.Tell(nil)); !strings.Contains(words, "its neighbour on the circle has the code") {
		t.Errorf("it says %q", words)
	}
	holds(t, b, "plane")
	quiet(t, b, session, &scene.Look{})
	session.Hold([]float32{0.2})
	show(t, b, session)
	if f.pair.at >= 0 {
		t.Error("a held code has a neighbour")
	}
	arc, _ := run(t, lineLesson(data.Arc, 1), roundSteps+10)
	if arc.Panel("plane").(*plane).pair.at >= 0 {
		t.Error("two neighbours round an arc")
	}
}
