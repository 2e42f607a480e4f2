package figures

import (
	"math"
	"slices"
	"strings"
	"testing"

	"hourglass/core/ask"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

// mapped is a builder with the map alone.
func mapped(t *testing.T, steps int, turns string) (*scene.Builder, *latent, *ask.Run) {
	t.Helper()
	b, session := figured(t, steps, []string{"map"}, nil, turnsOf(t, turns)...)
	return b, b.Panel("map").(*latent), session
}

// A map is read and drawn at every size, of every kind of example, of one number and of more, at rest, with the ring held and of a picture of one's own.
func TestMapsHold(t *testing.T) {
	for _, turns := range []string{"", "neck=1", "neck=1 code=1 data=1", "neck=1 data=2", "neck=1 data=11", "data=11", "data=10 code=1", "neck=8", "neck=1 data=6 output=1", "data=6 output=1"} {
		t.Run(turns, func(t *testing.T) {
			b, _, session := mapped(t, 60, turns)
			holds(t, b, "map")
			session.Hold(session.Code(nil))
			show(t, b, session)
			holds(t, b, "map")
			session.Paint(3, 1)
			show(t, b, session)
			holds(t, b, "map")
			quiet(t, b, session, &scene.Look{})
		})
	}
}

// The pictures beside a map are of the dots that stand nearest to the ring, nearest first; and neighbours look alike: nearer to each other than pictures
// are that are taken from anywhere.
func TestNeighboursOnTheMap(t *testing.T) {
	b, f, session := mapped(t, 2000, "")
	m := scene.At(0, 0, 300, 300)
	var alike, any float64
	for sample := range 40 {
		session.Show(sample)
		if sample%2 == 1 {
			session.Hold([]float32{b.Codes[2*sample] + 0.1, b.Codes[2*sample+1]})
		}
		show(t, b, session)
		x, y := f.withinMap(&b.Base, m, b.At)
		var want []int
		for i := range b.Set.Train + b.Set.Valid {
			if i != sample || b.Snap.View.Held {
				want = append(want, i)
			}
		}
		far := func(i int) float32 {
			u, v := f.onMap(&b.Base, m, b.Codes[2*i:2*i+2], 0.5)
			return (u-x)*(u-x) + (v-y)*(v-y)
		}
		slices.SortStableFunc(want, func(i, j int) int { return int(math.Copysign(1, float64(far(i)-far(j)))) })
		got := f.nearest(&b.Base, m)
		for k, i := range got {
			if far(i) != far(want[k]) {
				t.Fatalf("picture %d: neighbour %d is %d, not %d", sample, k, i, want[k])
			}
		}
		alike += ask.MeanSquare(b.Set.Picture(got[0]), b.Set.Picture(got[1]))
		any += ask.MeanSquare(b.Set.Picture(got[0]), b.Set.Picture((got[0]+97)%b.Set.Train))
	}
	if alike > 0.3*any {
		t.Errorf("neighbours differ by %v, strangers by %v", alike/40, any/40)
	}
}

// A picture of one's own leaves a trail of all places to which its code came, in their order; another picture, an empty one and another network begin anew.
func TestADrawingLeavesATrail(t *testing.T) {
	b, f, session := mapped(t, 500, "")
	session.Clear()
	show(t, b, session)
	want := [][2]float32{{b.Code[0], b.Code[1]}}
	for i := range 5 {
		session.Paint(7*i+i, 1)
		show(t, b, session)
		want = append(want, [2]float32{b.Code[0], b.Code[1]})
		show(t, b, session) // a look at the same is no way
	}
	if got := f.trail.at[:f.trail.n]; !slices.Equal(got, want) {
		t.Errorf("the trail is %v, the codes were %v", got, want)
	}
	var s scene.Scene
	b.Build(&s, 700, 500, &scene.Look{})
	if !says(&s, "your own") || !says(&s, "came back") {
		t.Error("nothing says whose picture it is")
	}
	session.Show(3)
	if show(t, b, session); f.trail.n != 0 {
		t.Error("a picture of the set has a trail")
	}
	session.Paint(0, 1)
	show(t, b, session)
	session.Step()
	if show(t, b, session); f.trail.n != 1 {
		t.Errorf("of another network there are %d places", f.trail.n)
	}
	for i := range 3 * trailLength {
		session.Paint(i%49, float32(i%5)/4)
		show(t, b, session)
	}
	if last := f.trail.at[f.trail.n-1]; f.trail.n != trailLength || last != [2]float32{b.Code[0], b.Code[1]} {
		t.Errorf("a long trail has %d places and ends at %v", f.trail.n, last)
	}
}

// The picture beside a map can be drawn on and emptied, and the one that is alone on a phone as well.
func TestThePictureBesideTheMap(t *testing.T) {
	b, f, _ := mapped(t, 100, "")
	for _, size := range [][2]float32{{700, 500}, {390, 464}} {
		var s scene.Scene
		b.Build(&s, size[0], size[1], &scene.Look{})
		if n := touchable(&s, Pixel); n != 49 {
			t.Errorf("%v: %d pixels to paint on", size, n)
		}
		hand := &painter{b: &b.Base}
		hit := find(t, &s, Pixel)
		g := scene.Gesture{Act: scene.Press, Hit: hit, X: hit.X + 1, Y: hit.Y + 1, Pic: &s, Touch: size[0] < 500, Alone: true}
		f.Touch(&b.Base, &g, hand)
		g.Act = scene.Release
		f.Touch(&b.Base, &g, hand)
		if g.Touch { // too small for a finger: a larger one is asked for
			if hand.easels != 1 || len(hand.sent) != 0 {
				t.Errorf("a finger's tap asks for %d easels and sends %+v", hand.easels, hand.sent)
			}
		} else if len(hand.sent) != 1 || hand.sent[0].Op != wire.Paint || hand.sent[0].Index != int(hit.Index) {
			t.Errorf("%v: a press on a pixel sends %+v", size, hand.sent)
		}
	}
	hand := new(wish)
	f.Touch(&b.Base, &scene.Gesture{Act: scene.Tap, Hit: scene.Hit{Target: Wipe}}, hand)
	if len(hand.sent) != 1 || hand.sent[0].Op != wire.Clear {
		t.Errorf("clear sends %+v", hand.sent)
	}
}

// An input that was emptied or painted on can be had back where it was emptied; one that is whole offers nothing of the kind. On a stage with both map and
// network the network alone empties it.
func TestTheWayBackToTheExample(t *testing.T) {
	for _, figure := range []string{"network", "map"} {
		b, session := figured(t, 0, []string{figure}, nil)
		session.Show(7)
		show(t, b, session)
		var s scene.Scene
		count := func(target scene.Target, look *scene.Look) int {
			b.Build(&s, 640, 420, look)
			return touchable(&s, target)
		}
		look := &scene.Look{}
		if count(Wipe, look) != 1 || count(Home, look) != 0 {
			t.Errorf("%s: %d ways to empty a whole example, %d to have it back", figure, count(Wipe, look), count(Home, look))
		}
		session.Clear()
		session.Paint(3, 1)
		show(t, b, session)
		if count(Home, look) != 1 {
			t.Fatalf("%s: no way back", figure)
		}
		hand := new(wish)
		b.Touch(&scene.Gesture{Act: scene.Tap, Hit: find(t, &s, Home)}, hand)
		if len(hand.sent) != 1 || hand.sent[0].Op != wire.Show || hand.sent[0].Index != 7 {
			t.Errorf("%s: restore sends %+v", figure, hand.sent)
		}
		legible(t, &s, 640, 420)
	}
	b, _ := figured(t, 0, []string{"network", "map"}, nil)
	var alone scene.Scene
	b.Build(&alone, 500, 420, &scene.Look{Point: "network map", Hero: "map"})
	find(t, &alone, Wipe) // the network that the step speaks of is not there
	for _, hero := range []string{"network map", "map network", "map"} {
		var s scene.Scene
		b.Build(&s, 1010, 838, &scene.Look{Point: hero})
		if n := touchable(&s, Wipe); n != 1 {
			t.Errorf("%q: %d places to empty the input", hero, n)
		}
	}
}

// A painter is a wish whose hand knows what is shown, and may ask for an easel.
type painter struct {
	wish
	b      *scene.Base
	easels int
}

func (p *painter) Input(i int32) float32 { return p.b.Snap.View.Input[i] }
func (p *painter) Easel()                { p.easels++ }

// Of one number the strip shows what the decoder paints at its place, each picture the one over its own code, and the thread is what these pictures read.
func TestTheThread(t *testing.T) {
	b, f, session := mapped(t, 1000, "neck=1")
	session.Hold([]float32{b.Bounds.X + 0.3*b.Bounds.W})
	show(t, b, session)
	dim := b.Set.Dim()
	for i, z := range f.sweep {
		same(t, "what is painted along the line", f.walk[i*dim:][:dim], session.Drawn([]float32{z}))
	}
	if f.sweep[0] != b.Bounds.X || scene.Abs(f.sweep[sweepCodes-1]-b.Bounds.X-b.Bounds.W) > 1e-4 || f.sweep[sweepCodes] != b.At[0] {
		t.Errorf("codes from %v to %v, and %v", f.sweep[0], f.sweep[sweepCodes-1], f.sweep[sweepCodes])
	}
	read := 0
	for i := range sweepCodes + 1 { // by hand: the five nearest training pictures
		order := make([]int, b.Set.Train)
		far := make([]float64, b.Set.Train)
		for k := range order {
			order[k], far[k] = k, ask.MeanSquare(b.Set.Picture(k), f.walk[i*dim:][:dim])
		}
		slices.SortFunc(order, func(k, l int) int { return int(math.Copysign(1, far[k]-far[l])) })
		if far[order[5]]-far[order[4]] < 1e-5 {
			continue // of two that are as near the one may be taken for the other
		}
		read++
		for factor := range 2 {
			mean := float32(0)
			for _, k := range order[:5] {
				mean += b.Set.Factor(k, factor) / 5
			}
			if got := f.reading(i, factor); scene.Abs(got-mean) > 1e-4 {
				t.Fatalf("code %d reads %v of factor %d, not %v", i, got, factor, mean)
			}
		}
	}
	if read < sweepCodes*3/4 {
		t.Errorf("%d codes were read by hand", read)
	}
	var s scene.Scene
	b.Build(&s, 700, 800, &scene.Look{})
	lay := f.lay(&scene.Pen{Scene: &s, Size: 0.92}, scene.At(0, 0, 700, 800), true)
	leaps, dashes := 0, 0 // what is far apart on the square is joined by dashes alone
	for i := 1; i < sweepCodes; i++ {
		du, dv := f.reading(i, 0)-f.reading(i-1, 0), f.reading(i, 1)-f.reading(i-1, 1)
		if math.Hypot(float64(du), float64(dv)) > 0.15 {
			leaps++
		}
	}
	for _, m := range s.Marks {
		if m.Kind == scene.Line && m.Role == tint.Ramp && m.Dash > 0 {
			dashes++
		}
	}
	if dashes != leaps || !slices.IsSorted(f.sweep[:sweepCodes]) {
		t.Errorf("%d leaps are drawn as %d dashed lines", leaps, dashes)
	}
	tiles := 0
	for _, m := range s.Marks {
		if m.Kind != scene.Tile || m.Y != lay.strip.Y+1 {
			continue
		}
		u := (m.X + (m.X2-m.X)/2 - lay.strip.X) / lay.strip.W
		want := session.Drawn([]float32{b.Bounds.X + b.Bounds.W*u})
		for i, v := range want {
			if d := int(s.Greys[int(m.First)+i]) - int(scene.Grey(v)); d > 16 || d < -16 {
				t.Fatalf("the picture at %v has %d at pixel %d, not %d", u, s.Greys[int(m.First)+i], i, scene.Grey(v))
			}
		}
		tiles++
	}
	if tiles < 9 || tiles > 15 || tiles != lay.tiles {
		t.Errorf("%d pictures along the line", tiles)
	}
}

// The ring of a line goes where the hand is, whatever its height; on the square of both factors to where the thread runs nearest; and by arrow keys.
func TestTheRingOnTheThread(t *testing.T) {
	b, f, session := mapped(t, 1000, "neck=1")
	var s scene.Scene
	b.Build(&s, 700, 800, &scene.Look{})
	line, sheet := find(t, &s, Map), find(t, &s, Sheet)
	moved := func(g scene.Gesture) float32 {
		t.Helper()
		hand := new(wish)
		f.Touch(&b.Base, &g, hand)
		if len(hand.sent) != 1 || hand.sent[0].Op != wire.Hold || len(hand.sent[0].Place) != 1 {
			t.Fatalf("%+v sends %+v", g, hand.sent)
		}
		return hand.sent[0].Place[0]
	}
	for _, u := range []float32{-0.2, 0, 0.4, 1} {
		for _, v := range []float32{0.1, 0.9} {
			got := moved(scene.Gesture{Act: scene.Drag, Hit: line, X: line.X + u*(line.X2-line.X), Y: line.Y + v*(line.Y2-line.Y)})
			if want := b.Bounds.X + b.Bounds.W*scene.Clamp(u, 0, 1); scene.Abs(got-want) > 1e-4*b.Bounds.W {
				t.Errorf("at %v, %v the ring goes to %v, not %v", u, v, got, want)
			}
		}
	}
	for _, i := range []int{0, 20, 45, 80} { // a place on the thread brings a code that reads the same
		x, y := sheet.X+(sheet.X2-sheet.X)*f.reading(i, 0), sheet.Y2-(sheet.Y2-sheet.Y)*f.reading(i, 1)
		z := moved(scene.Gesture{Act: scene.Press, Hit: sheet, X: x, Y: y})
		k := slices.IndexFunc(f.sweep[:sweepCodes], func(v float32) bool { return scene.Abs(v-z) < 1e-3 })
		if k < 0 || scene.Abs(f.reading(k, 0)-f.reading(i, 0)) > 1e-3 || scene.Abs(f.reading(k, 1)-f.reading(i, 1)) > 1e-3 {
			t.Errorf("where the thread has code %d it is taken up at %d", i, k)
		}
	}
	session.Hold([]float32{b.Bounds.X + b.Bounds.W/2})
	show(t, b, session)
	for _, c := range [][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
		hand := new(wish)
		f.Key(&b.Base, c[0], c[1], hand)
		if got, want := hand.sent[0].Place[0], b.At[0]+float32(c[0]+c[1])*b.Bounds.W/60; scene.Abs(got-want) > 1e-4*b.Bounds.W {
			t.Errorf("keys %v: the ring goes to %v, not %v", c, got, want)
		}
	}
	told := string(b.Tell(nil))
	if !strings.Contains(told, "on one line; painted there: place ") || !strings.Contains(told, " px, lean ") || !strings.Contains(told, "°") {
		t.Errorf("it says %q", told)
	}
}

// In each band a picture's dot stands over its code at the height of its factor, as on the square at both.
func TestFactorsAlongTheThread(t *testing.T) {
	b, f, _ := mapped(t, 500, "neck=1")
	var s scene.Scene
	p := &scene.Pen{Scene: &s, Size: 1}
	m := scene.At(0, 0, 400, 100)
	for k := range 2 {
		s = scene.Scene{W: 400, H: 100}
		f.band(&b.Base, p, m, k)
		i := 0
		for _, d := range s.Marks {
			if d.Kind != scene.Disc || d.Role != tint.Hue {
				continue
			}
			want := 400 * (b.Codes[i] - b.Bounds.X) / b.Bounds.W
			up := b.Set.Factor(i, k)
			if y := 100 * (1 - up); scene.Abs(d.X-want) > 0.1 || scene.Abs(d.Y-y) > 4 || d.V != b.Hue(i) {
				t.Fatalf("factor %d of picture %d, %v, stands at %v, %v", k, i, up, d.X, d.Y)
			}
			i++
		}
		if i != b.Set.Train+b.Set.Valid {
			t.Errorf("%d dots", i)
		}
	}
	for k, want := range map[float32][2]string{0: {"−2.0 px", "−62°"}, 0.5: {"0.0 px", "0°"}, 1: {"2.0 px", "62°"}} {
		for factor := range 2 {
			p.Begin(0, 0, scene.Start, tint.Ink)
			f.value(&b.Base, p, factor, k, 1)
			if got := string(s.Text(p.End())); got != want[factor] {
				t.Errorf("factor %d at %v is written %q, not %q", factor, k, got, want[factor])
			}
		}
	}
}

// A code that would run into the decoder is written with fewer decimals, all its numbers alike; where there is room with two.
func TestCodeNumbersKeepOffTheDecoder(t *testing.T) {
	b, _ := trained(t, 50)
	for _, code := range [][]float32{{-12.29, -2.55}, {-2.55, 12.29}, {0.5, 0.25}, {-88.8, -0.04}} {
		copy(b.At, code)
		for _, w := range []float32{390, 1010} {
			var s scene.Scene
			b.Build(&s, w, 464, &scene.Look{Hero: "network"})
			units, decoder := [2]scene.Hit{}, float32(1e9)
			for _, h := range s.Hits {
				if h.Target == scene.Node && h.Layer == 1 {
					units[h.Index] = h
				}
				if h.Target == scene.Node && h.Layer == 2 {
					decoder = min(decoder, h.X-h.R)
				}
			}
			found, decimals := 0, map[int]bool{}
			for i := range s.Labels {
				l := &s.Labels[i]
				text := string(s.Text(l))
				if l.Role != tint.Ink || l.Anchor != scene.Start || l.X < units[0].X || l.X > decoder {
					continue
				}
				found++
				_, after, _ := strings.Cut(text, ".")
				decimals[len(after)] = true
				if end := l.X + breadth(text)*l.Size; end > decoder {
					t.Errorf("%v on %v: %q ends at %.1f, the decoder begins at %.1f", code, w, text, end, decoder)
				}
			}
			if found != 2 || len(decimals) != 1 || w > 1000 && !decimals[2] {
				t.Errorf("%v on %v: %d numbers, of %v decimals", code, w, found, decimals)
			}
		}
	}
}
