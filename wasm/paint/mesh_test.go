package paint

import (
	"math"
	"testing"

	_ "hourglass/core/data/measured" // lessons open on some of them
	"hourglass/core/train"
	"hourglass/lessons"
	_ "hourglass/wasm/figures" // that they can be drawn
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func build(marks ...scene.Mark) *Mesh {
	m := &Mesh{}
	m.Build(&scene.Scene{Marks: marks, Points: []scene.Point{{X: 0, Y: 10}, {X: 50, Y: 20}, {X: 100, Y: 5}, {X: 0, Y: 40}, {X: 50, Y: 30}, {X: 100, Y: 60}}}, &tint.Dark, 2)
	return m
}

// covered is the shader's sum for a vertex.
func covered(v Vertex) float64 {
	d := math.Abs(math.Hypot(float64(v.U), float64(v.V)) - float64(v.Radius))
	return min(max(float64(v.Half)-d+0.5, 0), 1)
}

var everyKind = []scene.Mark{
	{Kind: scene.Disc, Role: tint.Sand, X: 10, Y: 10, W: 4, A: 1},
	{Kind: scene.Ring, Role: tint.Ink, X: 10, Y: 10, X2: 8, W: 2, A: 1},
	{Kind: scene.Rect, Role: tint.Ramp, V: 0.5, X: 10, Y: 10, X2: 30, Y2: 20, A: 0.5},
	{Kind: scene.Rect, Role: tint.Panel, X: 10, Y: 10, X2: 30, Y2: 20, W: 6, A: 1},
	{Kind: scene.Frame, Role: tint.Line, X: 10, Y: 10, X2: 30, Y2: 20, W: 1, A: 1},
	{Kind: scene.Line, Role: tint.Line, X: 10, Y: 10, X2: 30, Y2: 20, W: 1, A: 1},
	{Kind: scene.Line, Role: tint.Line, X: 10, Y: 10, X2: 30, Y2: 10, W: 1, A: 1},
	{Kind: scene.Curve, Role: tint.Signed, V: -1, X: 10, Y: 10, X2: 200, Y2: 120, W: 0.4, A: 0.7},
	{Kind: scene.Curve, Role: tint.Signed, V: 1, X: 10, Y: 10, X2: 200, Y2: 120, W: 2, A: 0.7, Flow: -0.5},
	{Kind: scene.Poly, Role: tint.Sea, W: 1.5, A: 1, Dash: 4, Count: 3},
	{Kind: scene.Area, Role: tint.Sand, V: float32(tint.Sea), A: 0.1, Count: 3},
}

// Every mark gives whole triangles of finite vertices with premultiplied colours, and nothing of it refers beyond the mesh.
func TestEveryMarkIsSound(t *testing.T) {
	for _, k := range everyKind {
		m := build(k)
		if len(m.Indices) == 0 || len(m.Indices)%3 != 0 {
			t.Fatalf("kind %d: %d indices", k.Kind, len(m.Indices))
		}
		for _, i := range m.Indices {
			if int(i) >= len(m.Vertices) {
				t.Fatalf("kind %d: index %d of %d vertices", k.Kind, i, len(m.Vertices))
			}
		}
		for _, v := range m.Vertices {
			for _, f := range []float32{v.X, v.Y, v.Along, v.Beat, v.R, v.G, v.B, v.A, v.U, v.V, v.Radius, v.Half} {
				if f-f != 0 {
					t.Fatalf("kind %d: %+v", k.Kind, v)
				}
			}
			if max(v.R, v.G, v.B) > v.A || v.A > k.A {
				t.Fatalf("kind %d: not premultiplied: %+v", k.Kind, v)
			}
		}
	}
}

// The outermost vertices of soft shapes lie where nothing is covered any more.
func TestSoftEdgesEndAtNothing(t *testing.T) {
	for _, k := range everyKind {
		if k.Kind == scene.Rect && k.W == 0 || k.Kind == scene.Frame || k.Kind == scene.Line && k.Y == k.Y2 {
			continue
		}
		m := build(k)
		outer := 0
		for _, v := range m.Vertices {
			if v.U != 0 || v.V != 0 {
				if c := covered(v); c > 1e-4 {
					t.Errorf("kind %d: %v covered at the edge", k.Kind, c)
				}
				outer++
			}
		}
		if outer == 0 {
			t.Errorf("kind %d has no soft edge", k.Kind)
		}
	}
}

// A stroke's ink, across, is its width, also below one pixel.
func TestThinStrokesKeepTheirInk(t *testing.T) {
	for _, width := range []float32{0.1, 0.5, 1, 1.7, 6} {
		v := Vertex{A: 1}
		v.stroke(width)
		ink, n := 0.0, 20_000
		for i := range n {
			v.U = 8 * (2*float32(i)/float32(n) - 1)
			ink += covered(v) * float64(v.A) * 16 / float64(n)
		}
		if math.Abs(ink-float64(width)) > 0.01 {
			t.Errorf("a stroke of %v has %v ink", width, ink)
		}
	}
}

func TestCurvesBeginAndEndLevel(t *testing.T) {
	m := build(everyKind[8])
	n := len(m.Vertices)
	for _, ends := range [2][2]Vertex{{m.Vertices[0], m.Vertices[1]}, {m.Vertices[n-2], m.Vertices[n-1]}} {
		if math.Abs(float64(ends[0].X-ends[1].X)) > 1e-3 {
			t.Fatal("an end is not upright, so the curve is not level there")
		}
	}
	if mid := (m.Vertices[0].Y + m.Vertices[1].Y) / 2; mid != 20 {
		t.Fatalf("begins at %v device pixels, want 20", mid)
	}
	if m.Vertices[0].Along <= m.Vertices[n-1].Along || m.Vertices[0].Beat != -0.5 {
		t.Fatal("light does not run back")
	}
}

// The pieces of a curve stray from it no further than four for every three of them would that are cut evenly.
func TestCurvesAreCutWhereTheyBend(t *testing.T) {
	s := func(t float64) (x, y float64) { return 1.5*t*(1-t) + t*t*t, t * t * (3 - 2*t) }
	const wide, fall = 220, 380
	stray := func(n int, cut func(u float64) float64) float64 {
		most := 0.0
		for i := range n {
			from, to := cut(float64(i)/float64(n)), cut(float64(i+1)/float64(n))
			ax, ay := s(from)
			bx, by := s(to)
			dx, dy := wide*(bx-ax), fall*(by-ay)
			for k := range 50 {
				x, y := s(from + (to-from)*float64(k)/50)
				most = max(most, math.Abs(dx*fall*(y-ay)-dy*wide*(x-ax))/math.Hypot(dx, dy))
			}
		}
		return most
	}
	for n := 4; n <= most; n++ {
		even := stray(4*n/3, func(u float64) float64 { return u })
		if got := stray(n, cut); got > even {
			t.Errorf("%d pieces stray by %.2f pixels, %d even ones by %.2f", n, got, 4*n/3, even)
		}
	}
	last := bases[most][most]
	if last.x != 1 || last.y != 1 || last.way != 1 || bases[most][0] != (bases[1][0]) {
		t.Errorf("a curve ends at %+v", last)
	}
}

// A frame covers each pixel between its outer and its inner edge once and no other, however small it is and however thick.
func TestFramesCoverTheirRingOnce(t *testing.T) {
	for _, k := range []scene.Mark{
		{X: 4, Y: 5, X2: 30, Y2: 20, W: 1}, {X: 4.3, Y: 5.7, X2: 30.2, Y2: 19.9, W: 2.6}, {X: 4, Y: 5, X2: 7, Y2: 20, W: 3}, {X: 4, Y: 5, X2: 6, Y2: 7, W: 5}, {X: 9, Y: 9, X2: 9, Y2: 20, W: 0.1},
	} {
		k.Kind, k.A = scene.Frame, 1
		m := build(k)
		s := m.Scale
		h := max(k.W, 1/s) / 2
		within := func(x, y, by float32) bool {
			return x > snap((k.X+by)*s) && x < snap((k.X2-by)*s) && y > snap((k.Y+by)*s) && y < snap((k.Y2-by)*s)
		}
		for i := range 80 * 60 {
			x, y := float32(i%80)+0.51, float32(i/80)+0.503 // off every diagonal
			want, got := 0, 0
			if within(x, y, -h) && !within(x, y, h) {
				want = 1
			}
			for t := m.Indices; len(t) > 0; t = t[3:] {
				a, b, c := &m.Vertices[t[0]], &m.Vertices[t[1]], &m.Vertices[t[2]]
				side := func(p, q *Vertex) bool { return (q.X-p.X)*(y-p.Y) > (q.Y-p.Y)*(x-p.X) }
				if side(a, b) == side(b, c) && side(b, c) == side(c, a) {
					got++
				}
			}
			if got != want {
				t.Fatalf("%+v: pixel %d, %d is covered %d times, want %d", k, i%80, i/80, got, want)
			}
		}
	}
}

func TestBandFadesFromRoleToRole(t *testing.T) {
	m := build(everyKind[10])
	sand, sea := tint.Dark.Of(tint.Sand, 0), tint.Dark.Of(tint.Sea, 0)
	a, b := m.Vertices[0], m.Vertices[len(m.Vertices)-1]
	if a.R != sand.R*0.1 || b.R != sea.R*0.1 || a.B != sand.B*0.1 {
		t.Fatalf("from %+v to %+v", a, b)
	}
}

// lesson is the scene of the lesson as it trains, on a laptop, with light running along the edges.
func lesson(t testing.TB) (*scene.Builder, *train.Session, *scene.Scene) {
	s, err := train.New(lessons.Hourglass.Setup)
	if err != nil {
		t.Fatal(err)
	}
	for range 400 {
		s.Step()
	}
	b := scene.New(lessons.Hourglass.Stage())
	var snap train.Snapshot
	s.Snapshot(&snap, 0)
	if err := b.Update(&snap, snap.Points); err != nil {
		t.Fatal(err)
	}
	var pic scene.Scene
	b.Build(&pic, 1010, 838, &scene.Look{Flow: true})
	return b, s, &pic
}

func TestBuildAllocatesNothing(t *testing.T) {
	_, _, pic := lesson(t)
	var m Mesh
	m.Build(pic, &tint.Dark, 2)
	if n := testing.AllocsPerRun(20, func() { m.Build(pic, &tint.Dark, 2) }); n > 0 {
		t.Fatalf("%v allocations a picture", n)
	}
}

// network is as many curves and rectangles as the widest picture of the lesson has.
func network() *scene.Scene {
	var s scene.Scene
	for i := range 1632 {
		y, y2 := float32(i%49)*9+80, float32(i/49%16)*28+70
		s.Marks = append(s.Marks, scene.Mark{Kind: scene.Curve, Role: tint.Signed, V: float32(i%3) - 1, X: 120, Y: y, X2: 340, Y2: y2,
			W: 0.7 + float32(i%17)/11, A: 0.05 + float32(i*i%29)/48, Flow: float32(i % 2)})
	}
	for i := range 600 {
		x, y := float32(i%30)*10, float32(i/30)*10
		s.Marks = append(s.Marks, scene.Mark{Kind: scene.Rect, Role: tint.Ramp, V: float32(i%11) / 10, X: x, Y: y, X2: x + 9, Y2: y + 9, A: 1})
	}
	return &s
}

func BenchmarkMesh(b *testing.B) {
	s, m := network(), &Mesh{}
	b.ReportAllocs()
	for b.Loop() {
		m.Build(s, &tint.Dark, 2)
	}
	b.ReportMetric(float64(len(m.Vertices)), "vertices")
}

// BenchmarkFrame is all that a frame costs while a run goes on, but for Ebiten: snapshot to looks to scene to triangles.
func BenchmarkFrame(b *testing.B) {
	for _, l := range lessons.All {
		session, err := train.New(l.Setup, l.Apart()...)
		if err != nil {
			b.Fatal(err)
		}
		for range 500 {
			session.Step()
		}
		builder, pic, m := scene.New(l.Stage()), &scene.Scene{}, &Mesh{}
		var snap train.Snapshot
		session.Snapshot(&snap, 0)
		look := func() {
			if err := builder.Update(&snap, snap.Points); err != nil {
				b.Fatal(err)
			}
		}
		draw := func() { builder.Build(pic, 1010, 838, &scene.Look{Flow: true}) }
		mesh := func() { m.Build(pic, &tint.Dark, 2) }
		look()
		draw()
		for _, part := range []struct {
			name string
			do   func()
		}{{"look", look}, {"draw", draw}, {"mesh", mesh}} {
			b.Run(l.ID+"/"+part.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					part.do()
				}
				b.ReportMetric(float64(len(pic.Marks)), "marks")
				b.ReportMetric(float64(len(m.Vertices)), "vertices")
			})
		}
	}
}

// Tiles of any size find a place of their own on the sheet, until it is full.
func TestTilesDoNotOverlap(t *testing.T) {
	var s shelf
	var taken [SheetHeight][SheetWidth]bool
	placed := 0
	for i := range 2000 {
		n := [...]int{7, 16, 12, 7, 16}[i%5]
		u, v, ok := s.place(n)
		if !ok {
			continue
		}
		placed++
		if v+n > s.rows() || s.rows() > SheetHeight {
			t.Fatalf("a tile at row %d of %d is outside the %d rows in use", v, n, s.rows())
		}
		for y := v; y < v+n; y++ {
			for x := u; x < u+n; x++ {
				if taken[y][x] {
					t.Fatalf("tile %d lies over another at %d, %d", i, x, y)
				}
				taken[y][x] = true
			}
		}
	}
	if placed < 250 {
		t.Errorf("%d tiles on the sheet", placed)
	}
}

// The largest networks of the course stay within what a frame can bear.
func TestVerticesOfLargeNetworks(t *testing.T) {
	for name, turns := range map[string][]lessons.Turn{
		"faces":      {{Knob: "data", Value: 10}, {Knob: "width", Value: 64}, {Knob: "code", Value: 1}},
		"deep faces": {{Knob: "data", Value: 10}, {Knob: "width", Value: 64}, {Knob: "depth", Value: 3}, {Knob: "neck", Value: 64}},
		"dictionary": {{Knob: "data", Value: 2}, {Knob: "neck", Value: 64}, {Knob: "depth", Value: 0}, {Knob: "sparse", Value: 1}},
		"heartbeats": {{Knob: "data", Value: 11}, {Knob: "width", Value: 64}},
	} {
		lesson := lessons.Hourglass
		for _, k := range turns {
			if err := train.Knobs[train.KnobIndex(k.Knob)].Set(&lesson.Setup, k.Value); err != nil {
				t.Fatal(err)
			}
		}
		session, err := train.New(lesson.Setup)
		if err != nil {
			t.Fatal(err)
		}
		for range 20 {
			session.Step()
		}
		b := scene.New(lesson.Stage())
		var snap train.Snapshot
		session.Snapshot(&snap, 0)
		if err := b.Update(&snap, snap.Points); err != nil {
			t.Fatal(err)
		}
		var s scene.Scene
		b.Build(&s, 1010, 838, &scene.Look{})
		var m Mesh
		m.Build(&s, &tint.Dark, 2)
		if n := len(m.Vertices); n > 40_000 || n < 5000 {
			t.Errorf("%s: %d vertices", name, n)
		}
	}
}

// So do the lessons as they are trained, each with all that its run and its twin have to show.
func TestVerticesOfLessons(t *testing.T) {
	for _, l := range lessons.All {
		session, err := train.New(l.Setup, l.Apart()...)
		if err != nil {
			t.Fatal(err)
		}
		for range 300 {
			session.Step()
		}
		b := scene.New(l.Stage())
		var snap train.Snapshot
		session.Snapshot(&snap, 0)
		if err := b.Update(&snap, snap.Points); err != nil {
			t.Fatal(err)
		}
		var s scene.Scene
		b.Build(&s, 1010, 838, &scene.Look{Flow: true})
		var m Mesh
		m.Build(&s, &tint.Dark, 2)
		if n := len(m.Vertices); n > 45_000 || n < 5000 {
			t.Errorf("%s: %d vertices", l.ID, n)
		}
	}
}

// A zigzag is as thick beside its corners as on its way: no vertex of a sharp corner is nearer to the middle than half the stroke, and none
// sticks out far. Points that coincide do no harm.
func TestSharpCorners(t *testing.T) {
	for name, points := range map[string][]scene.Point{
		"zigzag":   {{X: 0, Y: 0}, {X: 5, Y: 60}, {X: 10, Y: 0}, {X: 15, Y: 60}, {X: 40, Y: 60}},
		"standing": {{X: 3, Y: 3}, {X: 3, Y: 3}, {X: 9, Y: 3}, {X: 9, Y: 3}, {X: 9, Y: 3}},
	} {
		var m Mesh
		s := scene.Scene{W: 100, H: 100, Points: points, Marks: []scene.Mark{{Kind: scene.Poly, Role: tint.Sand, W: 2, A: 1, Count: int32(len(points))}}}
		m.Build(&s, &tint.Dark, 1)
		for i, v := range m.Vertices {
			near := float32(1e9)
			for _, p := range points {
				near = min(near, (v.X-p.X)*(v.X-p.X)+(v.Y-p.Y)*(v.Y-p.Y))
			}
			if reach := float32(math.Sqrt(float64(near))); reach < 0.99*(1+soft) || reach > 1.2*(1+soft) {
				t.Errorf("%s: vertex %d stands %.2f from its corner, of a stroke that reaches %.2f", name, i, reach, 1+soft)
			}
		}
	}
}

// A tile of hues has its colours by its greys, on the sheet and off it.
func TestHueTile(t *testing.T) {
	for _, theme := range []*tint.Theme{&tint.Dark, &tint.Light} {
		m := Mesh{Theme: theme, Scale: 1}
		for _, g := range []uint8{0, 60, 128, 255} {
			want := theme.Of(tint.Hue, float32(g)/255)
			c := m.table(tint.Hue)[g]
			for i, v := range [3]float32{want.R, want.G, want.B} {
				if got := float32(c>>(8*i)&255) / 255; c>>24 != 255 || got < v-0.003 || got > v+0.003 {
					t.Errorf("grey %d is %#x in the %s theme, not %v", g, c, theme.Name, want)
				}
			}
			m.Vertices = m.Vertices[:0]
			m.cells(&scene.Mark{Kind: scene.Tile, Role: tint.Hue, X2: 4, Y2: 4, Count: 1, A: 0.5}, []uint8{g})
			if v := m.Vertices[0]; v.A != 0.5 || v.R != want.R*0.5 || v.G != want.G*0.5 || v.B != want.B*0.5 {
				t.Errorf("grey %d off the sheet is %+v", g, v)
			}
		}
	}
}
