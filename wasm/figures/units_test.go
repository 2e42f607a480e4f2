package figures

import (
	"math"
	"slices"
	"strings"
	"testing"

	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// portraitsOf are the portraits of a run, worked out.
func portraitsOf(b *scene.Builder) *portraits {
	f := &portraits{}
	f.plan(&b.Base)
	for i := range f.galleries {
		g := &f.galleries[i]
		f.see(&b.Base, g, finely)
		if f.cut(roughly) > 0 {
			f.see(&b.Base, g, roughly)
		}
	}
	return f
}

// Over the plane, a portrait is what the unit says when the point of a place is sent through the network by itself: the input's is the point, the copy's the copy.
func TestPortraitsOfThePlane(t *testing.T) {
	lesson := lessons.Line
	b, _ := run(t, &lesson, 300, turnsOf(t, "depth=2")...)
	f := portraitsOf(b)
	if len(f.galleries) != 7 || f.side != 24 {
		t.Fatalf("%d galleries of %d cells a side", len(f.galleries), f.side)
	}
	one := b.Model.Net.NewMemory(1, false)
	for how := range finenesses {
		side := f.side >> how
		for k := 0; k < side*side; k += 7 {
			step := 2 * float32(scene.PlaneReach) / float32(side)
			x := []float32{-scene.PlaneReach + (float32(k%side)+0.5)*step, scene.PlaneReach - (float32(k/side)+0.5)*step}
			copied := scene.Rebuild(b.Model, one, b.Snap.Params, x, 1)
			for _, g := range f.galleries {
				want := x
				switch {
				case g.layer == len(b.Model.Show)-1:
					want = copied
				case g.layer >= 0:
					want = one.Out(b.Model.Show[g.layer])
				}
				got := make([]float32, g.n)
				for j := range got {
					got[j] = g.views[how].of(j)[k]
				}
				same(t, "a place", got, want)
			}
		}
	}
}

// A small portrait of a picture has the mean of four cells in one, as strong as the large one draws it.
func TestSmallPortraitsAreMeans(t *testing.T) {
	b, _ := figured(t, 100, []string{"units"}, nil, turnsOf(t, "data=9 neck=4")...)
	f := portraitsOf(b)
	if len(f.galleries) == 0 || f.side%2 != 0 {
		t.Fatalf("%d galleries of %d cells a side", len(f.galleries), f.side)
	}
	for i := range f.galleries {
		small, large := &f.galleries[i].views[roughly], &f.galleries[i].views[finely]
		for j := range f.galleries[i].n {
			v, half := large.of(j), f.side/2
			for y := range half {
				for x := range half {
					k := 2*y*f.side + 2*x
					want := (v[k] + v[k+1] + v[k+f.side] + v[k+f.side+1]) / 4
					if got := small.of(j)[y*half+x]; scene.Abs(got-want) > 1e-6 {
						t.Fatalf("gallery %d, unit %d, row %d, column %d is %v, not %v", i, j, y, x, got, want)
					}
					if got, want := small.greys[(j*half+y)*half+x], scene.Poise(want/large.most); got != want {
						t.Fatalf("gallery %d, unit %d, row %d, column %d is drawn as %d, not %d", i, j, y, x, got, want)
					}
				}
			}
		}
	}
}

// Of pictures and signals the outer layers show their weights, and a layer that is both shows both.
func TestPortraitsAreWeights(t *testing.T) {
	for _, turns := range []string{"", "data=11 neck=3 width=20", "data=2 neck=20 depth=0 sparse=1", "tied=1"} {
		b, _ := figured(t, 100, []string{"units"}, nil, turnsOf(t, turns)...)
		f, last, senses := portraitsOf(b), len(b.Model.Show)-1, map[sense]int{}
		for i := range f.galleries {
			g := &f.galleries[i]
			senses[g.sense]++
			in, out := b.Model.Fan(g.layer, b.Snap.Params), b.Model.Fan(last, b.Snap.Params)
			for j := range g.n {
				for k, v := range g.views[finely].of(j) {
					if g.sense == seeks && (g.layer != 0 || v != in.At(k, j)) || g.sense == adds && (g.layer != last-1 || v != out.At(j, k)) {
						t.Fatalf("%s: layer %d, unit %d, number %d is %v", turns, g.layer, j, k, v)
					}
				}
			}
		}
		if senses[seeks] != 1 || senses[adds] != 1 || senses[rises] != last-2 && last > 1 {
			t.Errorf("%s: %v", turns, senses)
		}
	}
}

// Deeper units show the mean of the training examples, weighted by what the unit says, standardised: here by the definition, in float64. A unit that says the
// same of all has an empty portrait.
func TestPortraitsAreMeansOfExamples(t *testing.T) {
	for _, turns := range []string{"depth=2", "data=11 neck=3", "data=9 neck=4 code=1 beta=0.1", "data=13 convs=2 channels=3 depth=0 neck=5"} {
		b, _ := figured(t, 200, []string{"units"}, nil, turnsOf(t, turns)...)
		f, dim, checked := portraitsOf(b), b.Set.Dim(), 0
		rows := min(f.rows, b.Set.Train)
		one := b.Model.Net.NewMemory(1, false)
		for i := range f.galleries {
			g := &f.galleries[i]
			if g.sense != rises {
				continue
			}
			said := make([][]float64, rows)
			for r := range said {
				scene.Rebuild(b.Model, one, b.Snap.Params, b.Set.Picture(r), 1)
				for _, a := range one.Out(b.Model.Show[g.layer])[:g.n] {
					said[r] = append(said[r], float64(a))
				}
			}
			for j := range g.n {
				n, mean, square := float64(rows), 0.0, 0.0
				for r := range said {
					mean += said[r][j] / n
				}
				for r := range said {
					square += (said[r][j] - mean) * (said[r][j] - mean) / n
				}
				for k := range dim {
					want := 0.0
					for r := range said {
						want += (said[r][j] - mean) / math.Sqrt(square) * float64(b.Set.Picture(r)[k]) / n
					}
					if got := float64(g.views[finely].of(j)[k]); math.Abs(got-want) > 1e-3 {
						t.Fatalf("%s: layer %d, unit %d, number %d is %v, not %v", turns, g.layer, j, k, got, want)
					}
					checked++
				}
			}
		}
		if checked == 0 {
			t.Errorf("%s: nothing to look at", turns)
		}
	}
	b, _ := figured(t, 5, []string{"units"}, nil, turnsOf(t, "depth=1")...)
	clear(b.Snap.Params[:49*16+16]) // whatever comes in, the first layer says nothing, and so does the code
	f := portraitsOf(b)
	for i, v := range f.has(1).views[finely].cells {
		if v != 0 {
			t.Fatalf("number %d of a silent code is %v", i, v)
		}
	}
}

// What is drawn is what was worked out: each cell of a tile stands for its number beside what is strong, a point's place is marked, and a rim is as strong as the
// unit speaks.
func TestPortraitsAreDrawnAsTheyAre(t *testing.T) {
	lesson := lessons.Line
	lesson.Figures = []string{"units"}
	b, _ := run(t, &lesson, 300)
	f := portraitsOf(b)
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	var tiles, rims []scene.Mark
	for _, m := range s.Marks {
		switch {
		case m.Kind == scene.Tile:
			tiles = append(tiles, m)
		case m.Kind == scene.Frame && m.Role == tint.Signed:
			rims = append(rims, m)
		}
	}
	if len(tiles) != 2+8+1+8+2 || len(rims) != len(tiles) {
		t.Fatalf("%d portraits, %d rims", len(tiles), len(rims))
	}
	at := 0
	for i := range f.galleries {
		g := &f.galleries[i]
		for j := range g.n {
			m := tiles[at]
			for k, v := range g.views[finely].of(j) {
				if got, want := s.Greys[int(m.First)+k], scene.Poise(v/g.views[finely].most); got != want {
					t.Fatalf("layer %d, unit %d, cell %d is %d, not %d", g.layer, j, k, got, want)
				}
			}
			said, loud := loudness(&b.Base, g.layer, j)
			if rims[at].V != said || scene.Abs(rims[at].A-silentRim-(1-silentRim)*loud) > 1e-5 {
				t.Errorf("layer %d, unit %d says %v, its rim %v", g.layer, j, said, rims[at])
			}
			at++
		}
	}
}

// Many units are seen as portraits of some size on every stage, a miniature's as well, and the name of the code stands over none of those in the network.
func TestManyUnitsHaveRoom(t *testing.T) {
	for _, of := range []struct {
		lesson *lessons.Lesson
		step   int
	}{{&lessons.Line, 1}, {&lessons.Noise, 4}} {
		lesson := *of.lesson
		b, _ := run(t, &lesson, 0, lesson.Steps[of.step].Turns...)
		for _, at := range []struct{ w, h, least float32 }{{1010, 838, 12}, {1440, 1018, 12}, {680, 610, 9}} {
			var s scene.Scene
			l := b.Layout(at.w, at.h, "", lesson.Steps[of.step].Point[0])
			b.Build(&s, at.w, at.h, &scene.Look{Point: lesson.Steps[of.step].Point[0]})
			legible(t, &s, at.w, at.h)
			tiles := 0
			in, net := l.Boxes[slices.Index(lesson.Figures, "units")], l.Boxes[slices.Index(lesson.Figures, "network")]
			for _, m := range s.Marks {
				if m.Kind != scene.Tile || m.Role != tint.Signed {
					continue
				}
				if scene.Inside(in, m.X, m.Y) {
					if tiles++; m.X2-m.X < at.least {
						t.Errorf("%s: at %v by %v a portrait has %.1f pixels", lesson.ID, at.w, at.h, m.X2-m.X)
						break
					}
				}
				for i := range s.Labels {
					k := &s.Labels[i]
					half := 0.25 * k.Size * float32(len(s.Text(k)))
					if strings.HasPrefix(string(s.Text(k)), "code z") && scene.Inside(net, m.X, m.Y) && k.X+half > m.X && k.X-half < m.X2 && k.Y > m.Y && k.Y-0.6*k.Size < m.Y2 {
						t.Errorf("%s: at %v by %v %q lies over a portrait", lesson.ID, at.w, at.h, s.Text(k))
					}
				}
			}
			if tiles < 32+16+16+32 {
				t.Errorf("%s: at %v by %v %d portraits", lesson.ID, at.w, at.h, tiles)
			}
		}
	}
}

var portrayed = []string{
	"data=6 output=1 neck=1 width=8", "data=7 output=1 neck=2 width=64 depth=2", "", "width=32 neck=16", "data=10 width=64 depth=3 neck=64", "data=11 neck=3 width=64",
	"data=2 neck=64 depth=0 sparse=1", "data=13 convs=2 channels=3 depth=0 neck=5", "data=11 state=8 writes=1", "data=10 width=64 code=1",
	"missing=0.3 masked=1", "norm=1 examples=4 batch=4 depth=2", "convs=1 channels=8", "state=10 neck=4", "data=2 classify=1 judge=16",
}

// The figure of all units, and the network with any layer open, can be read and touched on every stage.
func TestPortraitsHold(t *testing.T) {
	for _, turns := range portrayed {
		t.Run(turns, func(t *testing.T) {
			b, _ := figured(t, 20, []string{"units", "network", "curve"}, nil, turnsOf(t, turns)...)
			holds(t, b, "units")
			for layer := range b.Model.Show {
				for _, size := range stages {
					var s scene.Scene
					b.Build(&s, size[0], size[1], &scene.Look{Hero: "network", Open: scene.Hit{Target: scene.Layer, Layer: int32(layer)}})
					legible(t, &s, size[0], size[1])
					sound(t, &s, 1)
					if t.Failed() {
						t.Fatalf("layer %d, %v", layer, size)
					}
				}
			}
		})
	}
}

func TestPortraitsAllocateNothing(t *testing.T) {
	for _, turns := range portrayed {
		b, session := figured(t, 20, []string{"units", "network", "curve"}, nil, turnsOf(t, turns)...)
		quiet(t, b, session, &scene.Look{}, &scene.Look{Hero: "network", Hover: scene.Hit{Target: scene.Layer, Layer: 0}},
			&scene.Look{Hero: "network", Open: scene.Hit{Target: scene.Node, Layer: 0, Index: 1}})
	}
}

// Of points the portraits stand in the network; of pictures a layer opens while its name, its column or, then, one of its units is pointed at. Lines begin and end
// at the middles of its portraits.
func TestALayerOpens(t *testing.T) {
	b, _ := figured(t, 100, []string{"network", "curve"}, nil)
	var s scene.Scene
	look := &scene.Look{}
	opened := func(target scene.Target, layer, index int32) int {
		look.Hover = scene.Hit{Target: target, Layer: layer, Index: index}
		b.Build(&s, 1010, 838, look)
		return count(&s, scene.Tile, tint.Signed)
	}
	for i, c := range []struct {
		target scene.Target
		layer  int32
		want   int
	}{{scene.Nothing, 0, 0}, {scene.Layer, 0, 16}, {scene.Node, 0, 17}, {scene.Node, 2, 1}, {scene.Layer, 2, 16}, {scene.Nothing, 0, 0}, {scene.Node, 0, 1}} { // a card has one more
		if got := opened(c.target, c.layer, 3); got != c.want {
			t.Errorf("look %d: %d portraits, want %d", i, got, c.want)
		}
	}
	opened(scene.Nothing, 0, 0)
	names := 0
	for _, h := range s.Hits {
		if h.Target == scene.Layer && h.Y2-h.Y < 40 {
			names++
			if h.Y2-h.Y < finger || h.X2-h.X < finger {
				t.Errorf("no finger hits %+v", h)
			}
		}
	}
	if names != 3 {
		t.Errorf("%d names to touch", names)
	}
	opened(scene.Layer, 0, 0)
	middles := map[scene.Point]bool{}
	for _, m := range s.Marks {
		if m.Kind == scene.Tile && m.Role == tint.Signed {
			middles[scene.Point{X: float32(math.Round(float64(m.X + m.X2))), Y: float32(math.Round(float64(m.Y + m.Y2)))}] = true
		}
	}
	ends := 0
	for _, m := range s.Marks {
		if m.Kind == scene.Curve && middles[scene.Point{X: float32(math.Round(float64(2 * m.X2))), Y: float32(math.Round(float64(2 * m.Y2)))}] {
			ends++
		}
	}
	if ends != 49*16 {
		t.Errorf("%d lines end at portraits", ends)
	}
}

// Arrow keys go from layer to layer and from unit to unit, and words say what is open then.
func TestArrowKeysOpenUnits(t *testing.T) {
	b, _ := figured(t, 100, []string{"network", "units"}, nil)
	for _, c := range []struct {
		figure string
		first  scene.Target
	}{{"network", scene.Layer}, {"units", scene.Node}} {
		var s scene.Scene
		o := &opener{}
		key := func(dx, dy int, want scene.Hit) {
			t.Helper()
			b.Build(&s, 1010, 838, &scene.Look{Hero: c.figure, Open: o.hit})
			b.Key(c.figure, dx, dy, o)
			if o.hit != want {
				t.Errorf("%s: %d, %d opens %+v, not %+v", c.figure, dx, dy, o.hit, want)
			}
		}
		unit := func(layer, index int32) scene.Hit {
			return scene.Hit{Target: scene.Node, Layer: layer, Index: index}
		}
		key(1, 0, scene.Hit{Target: c.first})
		key(1, 0, scene.Hit{Target: c.first, Layer: 1})
		if c.figure == "network" {
			key(0, -1, unit(1, 0))
		}
		key(0, -1, unit(1, 1))
		key(0, -1, unit(1, 1)) // the last
		key(0, 1, unit(1, 0))
		key(1, 0, scene.Hit{Target: c.first, Layer: 2})
		b.Build(&s, 1010, 838, &scene.Look{Hero: c.figure, Open: unit(2, 4)})
		if said := string(b.Tell(nil)); !strings.Contains(said, "layer 3, unit 5 of 16, weights out: what it adds to the copy: ") || !strings.Contains(said, " at row ") {
			t.Errorf("%s: nothing says what is open: %s", c.figure, said)
		}
		key(1, 0, scene.Hit{})
		key(-1, 0, scene.Hit{Target: c.first, Layer: 2})
	}
}

// Of points, portraits stand from the start, the numbers that go in and come back among them, as long as there is room to see them.
func TestPortraitsStand(t *testing.T) {
	for _, at := range [][2]float32{{1010, 838}, {390, 464}, {680, 610}} {
		b, _ := figured(t, 50, []string{"network"}, nil, turnsOf(t, "data=6 output=1 neck=1 width=8")...)
		var s scene.Scene
		b.Build(&s, at[0], at[1], &scene.Look{})
		if n := count(&s, scene.Tile, tint.Signed); n != 2+8+1+8+2 {
			t.Errorf("%v: %d portraits", at, n)
		}
		for _, h := range s.Hits {
			if h.Target == scene.Layer {
				t.Errorf("%+v opens what is open", h)
			}
		}
	}
}
