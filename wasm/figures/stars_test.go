package figures

import (
	"math"
	"testing"

	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

const tastes = "data=19 masked=1 neck=3 noise=2 rate=0.01"

// rater is a run on ratings beside one that takes gaps for 0.
func rater(t *testing.T, steps int, figures ...string) (*scene.Builder, *ask.Run) {
	t.Helper()
	return figured(t, steps, figures, []lessons.Turn{{Knob: "masked", Value: 0}}, turnsOf(t, tastes)...)
}

// What moved a guess is the guess less what it is when that rating is taken back; the next film is the best guess among those not rated; the twin's guesses are
// its own.
func TestStarsSayWhy(t *testing.T) {
	b, r := rater(t, 300, "stars")
	f := b.Panel("stars").(*stars)
	in := append([]float32(nil), r.View.Input...)
	full := r.Copies(in)[:films:films]
	full = append([]float32(nil), full...)
	same(t, "guesses", f.y[:], full)
	same(t, "guesses of the twin", f.twin[:], r.Twin().Copies(in))
	best := -1
	for i, v := range in {
		if v > 0 {
			without := append([]float32(nil), in...)
			without[i] = 0
			y := r.Copies(without)
			for k := range films {
				if got, want := f.moved[i][k], 5*(full[k]-y[k]); scene.Abs(got-want) > 1e-4 {
					t.Fatalf("film %d moved the guess for %d by %v, said to be %v", i, k, want, got)
				}
			}
		} else if best < 0 || full[i] > full[best] {
			best = i
		}
	}
	if f.next != best || f.explained(in) != best {
		t.Errorf("the next is film %d, the best guess %d", f.next, best)
	}
}

// A tap on a star of somebody else's row begins an own one; on one's own it gives the star, and on the same again takes it back. A tap on a name explains it.
func TestStarsAreGiven(t *testing.T) {
	b, r := rater(t, 100, "stars")
	f := b.Panel("stars").(*stars)
	var s scene.Scene
	tap := func(target scene.Target, film, n int32) []wire.Command {
		t.Helper()
		b.Build(&s, 1010, 838, &scene.Look{})
		for _, hit := range s.Hits {
			if hit.Target != target || hit.Index != film || target == OnStar && hit.Layer != n {
				continue
			}
			h := &rating{wish: wish{}, in: r.View.Input}
			b.Touch(&scene.Gesture{Act: scene.Tap, Hit: hit}, h)
			for _, c := range h.sent {
				switch c.Op {
				case wire.Clear:
					r.Clear()
				case wire.Paint:
					r.Paint(c.Index, float32(c.Value))
				default:
					t.Fatalf("a tap sends %+v", c)
				}
			}
			show(t, b, r)
			return h.sent
		}
		t.Fatalf("nothing to tap for film %d", film)
		return nil
	}
	given := func(want map[int]float32) {
		t.Helper()
		for i, v := range r.View.Input {
			if v != want[i] {
				t.Errorf("film %d stands at %v, not %v", i, v, want[i])
			}
		}
	}
	tap(OnStar, 3, 4)
	given(map[int]float32{3: 0.8})
	tap(OnStar, 9, 1)
	given(map[int]float32{3: 0.8, 9: 0.2})
	tap(OnStar, 3, 5)
	given(map[int]float32{3: 1, 9: 0.2})
	tap(OnStar, 9, 1)
	given(map[int]float32{3: 1})
	if sent := tap(OnFilm, 11, 0); len(sent) != 0 || f.explained(r.View.Input) != 11 {
		t.Errorf("a name sends %+v, and film %d is explained", sent, f.explained(r.View.Input))
	}
	key := func(dx, dy int) {
		h := &rating{in: r.View.Input}
		b.Key("stars", dx, dy, h)
		for _, c := range h.sent {
			r.Paint(c.Index, float32(c.Value))
		}
		show(t, b, r)
	}
	key(0, 1)
	key(1, 0)
	key(1, 0)
	given(map[int]float32{3: 1, 12: 0.4})
	key(-1, 0)
	key(-1, 0)
	key(-1, 0)
	given(map[int]float32{3: 1})
}

// A rating is a hand with a row before it.
type rating struct {
	wish
	in []float32
}

func (h *rating) Input(i int32) float32 { return h.in[i] }
func (h *rating) Redraw()               {}

// As much of five stars is filled as is guessed, to a share of one star: by the area of the marks, of which a whole star has what its corners enclose.
func TestStarsAreFilled(t *testing.T) {
	area := func(share float32) float64 {
		s := &scene.Scene{}
		star(&scene.Pen{Scene: s, Size: 1}, 50, 50, 40, share, tint.Sand)
		inside := 0
		for i := range 400 {
			for k := range 400 {
				x, y := float32(i)/4, float32(k)/4
				for _, m := range s.Marks {
					if in(s.Points[m.First:m.First+2*m.Count], x, y) {
						inside++
						break
					}
				}
			}
		}
		return float64(inside) / 16
	}
	// the area of a pentagram of radius 1 (shoelace over its ten corners)
	want, corners := 0.0, [10][2]float64{}
	for i := range corners {
		r := 1.0
		if i%2 == 1 {
			r = 0.381966
		}
		a := math.Pi * float64(i) / 5
		corners[i] = [2]float64{r * math.Sin(a), -r * math.Cos(a)}
	}
	for i, a := range corners {
		b := corners[(i+1)%10]
		want += (a[0]*b[1] - a[1]*b[0]) / 2
	}
	want *= 40 * 40
	if got := area(1); math.Abs(got-want) > 0.02*want {
		t.Errorf("a star has %v of area, a pentagram %v", got, want)
	}
	if got := area(0.5); math.Abs(got-want/2) > 0.02*want {
		t.Errorf("half a star has %v of area, half a pentagram %v", got, want/2)
	}
	if got := area(0); got != 0 {
		t.Errorf("no star has %v of area", got)
	}
}

// in tells whether x, y lies in a band.
func in(p []scene.Point, x, y float32) bool {
	n := len(p) / 2
	for i := range n - 1 {
		if p[i].X <= x && x < p[i+1].X {
			t := (x - p[i].X) / (p[i+1].X - p[i].X)
			return y >= p[i].Y+t*(p[i+1].Y-p[i].Y) && y < p[n+i].Y+t*(p[n+i+1].Y-p[n+i].Y)
		}
	}
	return false
}

// The twin has its strokes only where the step speaks of what is missing: before, they would answer the lesson's question.
func TestStarsWaitWithTheTwin(t *testing.T) {
	b, _ := rater(t, 100, "stars")
	var s scene.Scene
	for point, want := range map[string]bool{"stars": false, "stars masked": true} {
		if b.Build(&s, 1010, 838, &scene.Look{Point: point}); says(&s, "linear") != want {
			t.Errorf("the twin is named: %v, with the step speaking of %s", !want, point)
		}
	}
}

// Stars can be read and given at every size; with little room those given and the best guesses stay; on a phone a star is as wide as a finger.
func TestStarsHold(t *testing.T) {
	b, r := rater(t, 100, "stars")
	for _, own := range []bool{false, true} {
		if own {
			r.Clear()
			r.Paint(20, 1)
			r.Paint(23, 0.4)
			show(t, b, r)
		}
		holds(t, b, "stars")
	}
	var s scene.Scene
	b.Build(&s, 390, 252, &scene.Look{})
	if !says(&s, data.Films[20].Name) || !says(&s, data.Films[23].Name) || !says(&s, data.Films[b.Panel("stars").(*stars).next].Name) {
		t.Error("a film that was given, or the next, has no row")
	}
	for _, size := range [][2]float32{{390, 464}, {390, 252}} {
		b.Build(&s, size[0], size[1], &scene.Look{})
		for _, h := range s.Hits {
			if h.Target == OnStar && (h.X2-h.X < 22 || h.Y2-h.Y < 19) {
				t.Fatalf("a star is %v by %v", h.X2-h.X, h.Y2-h.Y)
			}
		}
	}
	quiet(t, b, r, &scene.Look{Hero: "stars", Point: "stars masked"})
}

// The evenings of the figure are those that the run measures, as far as the dial; a hand along them, and the arrow keys, turn it.
func TestNightsTellTheMeasures(t *testing.T) {
	b, r := rater(t, 200, "nights")
	f := b.Panel("nights").(*nights)
	for n := 1; n <= train.Evenings; n += 3 {
		if err := r.Dial(train.Evening, float64(n)); err != nil {
			t.Fatal(err)
		}
		show(t, b, r)
		f.live(&b.Base)
		for what, got := range map[string]float64{
			"evening kind": f.lived.Best[n].Kind, "evening given": f.lived.Best[n].Given, "evening off": f.lived.Best[n].Off,
			"evening kind random": f.lived.Random[n].Kind, "evening given random": f.lived.Random[n].Given, "evening off random": f.lived.Random[n].Off,
		} {
			if want, ok := r.Measure(what); !ok || math.Abs(got-want) > 1e-5 {
				t.Errorf("%s of evening %d is %v, drawn is %v", what, n, want, got)
			}
		}
	}
	// While snapshots follow each other those of a network are shown for a while; then they are of the one that is shown.
	was := f.lived.Best[3]
	b.Brisk = true
	for i := range patient {
		if f.lived.Best[3] != was {
			t.Errorf("after %d snapshots the evenings are others", i)
		}
		r.Step()
		show(t, b, r)
		f.live(&b.Base)
	}
	if f.lived.Best[3] == was {
		t.Error("the evenings stay those of an earlier network")
	}
	r.Step()
	b.Brisk = false
	show(t, b, r)
	f.live(&b.Base)
	if want, _ := r.Measure("evening off"); math.Abs(f.lived.Best[train.Evenings].Off-want) > 1e-5 {
		t.Errorf("at rest the error is %v, drawn is %v", want, f.lived.Best[train.Evenings].Off)
	}
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	hit := find(t, &s, OnNight)
	h := &wish{}
	b.Touch(&scene.Gesture{Act: scene.Drag, Hit: hit, X: hit.X + 0.31*(hit.X2-hit.X), Y: hit.Y}, h)
	b.Key("nights", -1, 0, h)
	if len(h.sent) != 2 || h.sent[0].Knob != train.Number("evenings") || h.sent[0].Value != 3 || h.sent[1].Value != 9 {
		t.Errorf("a hand at three evenings, and a key from ten, send %+v", h.sent)
	}
	holds(t, b, "nights")
	quiet(t, b, r, &scene.Look{Hero: "nights"})
}
