package figures

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/wire"
)

const holedBlobs = "data=1 neck=3 code=1 beta=0.05 rate=0.01 holes=3"

// holedRun is a run whose shown example has holes.
func holedRun(t *testing.T, steps int, turns string) (*scene.Builder, *ask.Run, *filling) {
	t.Helper()
	b, r := figured(t, steps, []string{"fill"}, nil, turnsOf(t, turns)...)
	return b, r, b.Panel("fill").(*filling)
}

// What the figure says is off is what the run measures of the shown example, by every way; so is how far the twelve are apart.
func TestFillTellsTheMeasures(t *testing.T) {
	for _, turns := range []string{holedBlobs, holedBlobs + " dice=1 rounds=2", "data=11 neck=3 code=1 beta=0.01 holes=4", "data=18 masked=1 code=1 noise=2 holes=1", "data=2 masked=1 missing=0.3"} {
		_, r, f := holedRun(t, 200, turns)
		for by, name := range ask.WayNames {
			want, ok := r.Measure("filled " + name)
			if !ok || math.Abs(f.off[by]-want) > 1e-6 {
				t.Errorf("%s: filled %s is %v, the figure says %v", turns, name, want, f.off[by])
			}
		}
		sum, n := 0.0, 0.0
		for i, hole := range f.hole {
			if hole != 0 {
				sum, n = sum+float64(f.doubt[i])*float64(f.doubt[i]), n+1
			}
		}
		if want, _ := r.Measure("unsure"); math.Abs(math.Sqrt(sum/n)-want) > 1e-6 {
			t.Errorf("%s: the twelve are apart by %v, the figure says %v", turns, want, math.Sqrt(sum/n))
		}
		if want, _ := r.Measure("hidden"); int(want) != f.hidden() {
			t.Errorf("%s: %v are hidden, the figure says %d", turns, want, f.hidden())
		}
	}
}

// Each step of the row is what that many rounds fill, and the mean of the twelve is theirs.
func TestFillRows(t *testing.T) {
	_, r, f := holedRun(t, 200, holedBlobs)
	for n := range f.steps {
		_ = r.Dial(train.Rounds, float64(n))
		want, _ := r.Measure("filled rounds")
		if got, _ := ask.OffHoles(f.steps[n], f.truth, f.hole); math.Abs(got-want) > 1e-6 {
			t.Errorf("after %d rounds it is %v off, drawn is %v", n, want, got)
		}
	}
	for i, v := range f.y[ask.ByDraws] {
		mean, square := 0.0, 0.0
		for _, y := range f.draws {
			mean += float64(y[i]) / ask.Draws
		}
		for _, y := range f.draws {
			square += (float64(y[i]) - mean) * (float64(y[i]) - mean) / (ask.Draws - 1)
		}
		if math.Abs(mean-float64(v)) > 1e-5 || math.Abs(math.Sqrt(square)-float64(f.doubt[i])) > 1e-5 {
			t.Fatalf("at place %d the twelve have mean %v and deviation %v, drawn are %v and %v", i, mean, math.Sqrt(square), v, f.doubt[i])
		}
	}
}

// A stroke that begins on what is seen hides all on its way, each place once; one that begins in a hole shows them again.
func TestFillIsStruck(t *testing.T) {
	b, r, _ := holedRun(t, 20, holedBlobs)
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	hit := find(t, &s, OnHole)
	cell := (hit.X2 - hit.X) / 7
	stroke := func(from, to int) (all []int, on float64) {
		h := &wish{}
		y := hit.Y + cell/2
		b.Touch(&scene.Gesture{Act: scene.Press, Hit: hit, X: hit.X + (float32(from)+0.5)*cell, Y: y}, h)
		b.Touch(&scene.Gesture{Act: scene.Drag, Hit: hit, X: hit.X + (float32(to)+0.5)*cell, Y: y}, h)
		b.Touch(&scene.Gesture{Act: scene.Release, Hit: hit, X: hit.X + (float32(to)+0.5)*cell, Y: y}, h)
		for _, c := range h.sent {
			if c.Op != wire.Hide {
				t.Fatalf("a stroke sends %+v", c)
			}
			all, on = append(all, c.Index), c.Value
			r.Hide(c.Index, c.Value != 0)
		}
		show(t, b, r)
		return all, on
	}
	if all, on := stroke(1, 4); !slices.Equal(all, []int{1, 2, 3, 4}) || on != 1 {
		t.Errorf("a stroke hides %v (%v)", all, on)
	}
	if all, on := stroke(4, 6); !slices.Equal(all, []int{4, 5, 6}) || on != 0 {
		t.Errorf("a stroke from a hole shows %v (%v)", all, on)
	}
	if all, _ := stroke(9, 9); !slices.Equal(all, []int{6}) {
		t.Errorf("a stroke beside hides %v", all)
	}
}

// A tap on a round turns the dial, a tap on the doubt tells another place, arrow keys go on from hole to hole, and others can be shown.
func TestFillIsTouched(t *testing.T) {
	b, r, f := holedRun(t, 100, holedBlobs)
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	h := &wish{}
	rounds := find(t, &s, OnRound)
	b.Touch(&scene.Gesture{Act: scene.Press, Hit: rounds, X: rounds.X + (rounds.X2-rounds.X)*9.5/11, Y: rounds.Y + 1}, h)
	if c := h.sent[0]; c.Op != wire.Turn || c.Knob != train.Number("rounds") || c.Value != 9 {
		t.Errorf("a tap on round 9 sends %+v", c)
	}
	most := f.told()
	for i, hole := range f.hole {
		if hole != 0 && f.doubt[i] > f.doubt[most] {
			t.Errorf("place %d is told, they disagree more at %d", most, i)
		}
	}
	doubt := find(t, &s, OnDoubt)
	cell := (doubt.X2 - doubt.X) / 7
	touch := func(i int) {
		b.Touch(&scene.Gesture{Act: scene.Press, Hit: doubt, X: doubt.X + (float32(i%7)+0.5)*cell, Y: doubt.Y + (float32(i/7)+0.5)*cell}, h)
	}
	if touch(2*7 + 1); f.told() != 15 {
		t.Errorf("place %d is told", f.told())
	}
	for _, c := range []struct{ dx, dy, want int }{{1, 0, 16}, {0, -1, 23}, {-1, 0, 22}, {0, 1, 15}, {0, 1, 15}} {
		if b.Key("fill", c.dx, c.dy, h); f.told() != c.want {
			t.Errorf("keys %d, %d tell %d, want %d", c.dx, c.dy, f.told(), c.want)
		}
	}
	if touch(0); f.told() != most {
		t.Error("of a place that is seen the twelve have something to say")
	}
	h.sent = h.sent[:0]
	next := find(t, &s, OnNext)
	b.Touch(&scene.Gesture{Act: scene.Tap, Hit: next}, h)
	if c := h.sent[0]; c.Op != wire.Show || c.Index != r.View.Sample+1 {
		t.Errorf("the next is %+v", c)
	}
}

// Of a table a tap hides an entry; the next with gaps is one, and what nobody knows has a question mark and no error.
func TestFillOfATable(t *testing.T) {
	b, r, f := holedRun(t, 50, "data=18 masked=1 code=1 beta=0.01 noise=2 rounds=1")
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	h := &wish{}
	entry := find(t, &s, OnEntry)
	b.Touch(&scene.Gesture{Act: scene.Tap, Hit: entry}, h)
	if c := h.sent[0]; c.Op != wire.Hide || c.Index != 0 || c.Value != 1 {
		t.Errorf("a tap on an entry sends %+v", c)
	}
	seen := map[int]bool{}
	for range 11 {
		h.sent = h.sent[:0]
		b.Touch(&scene.Gesture{Act: scene.Tap, Hit: scene.Hit{Target: OnNext, Index: 0, Figure: entry.Figure}}, h)
		r.Show(h.sent[0].Index)
		show(t, b, r)
		seen[r.View.Sample] = true
		if v, _ := r.Measure("blank"); v < 1 || f.known {
			t.Fatalf("example %d has no gaps", r.View.Sample)
		}
	}
	if len(seen) != 11 {
		t.Errorf("%d birds have gaps", len(seen))
	}
	if b.Build(&s, 1010, 838, &scene.Look{}); !says(&s, "?") {
		t.Error("somebody knows what nobody measured")
	}
}

// Every form holds on every stage, with holes and without, and nothing is allocated.
func TestFillHolds(t *testing.T) {
	for i, turns := range []string{holedBlobs, "data=10 neck=4 code=1 holes=1", "data=11 neck=3 code=1 beta=0.01 holes=4 dice=1", "data=18 masked=1 code=1 noise=2 holes=1 rounds=1", "data=19 masked=1 neck=3", "data=1", "data=2 masked=1 missing=0.3"} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			b, r, _ := holedRun(t, 60, turns)
			holds(t, b, "fill")
			quiet(t, b, r, &scene.Look{}, &scene.Look{Hero: "fill"})
		})
	}
}
