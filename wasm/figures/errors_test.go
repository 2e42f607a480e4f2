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

// guarded is a run on faulty heartbeats with some faults left in, beside a clean twin, with a threshold amid its errors.
func guarded(t *testing.T, steps int, figures ...string) (*scene.Builder, *ask.Run) {
	t.Helper()
	b, r := figured(t, steps, figures, []lessons.Turn{{Knob: "faults", Value: 0}}, turnsOf(t, "data=14 neck=4 faults=0.2 rate=0.01 width=24")...)
	if err := r.Dial(train.Threshold, 0.0012); err != nil {
		t.Fatal(err)
	}
	show(t, b, r)
	return b, r
}

// A wish is what a figure asks of the run: a hand that keeps it.
type wish struct {
	scene.Hand
	sent []wire.Command
}

func (w *wish) Send(c wire.Command) { w.sent = append(w.sent, c) }
func (w *wish) Redraw()             {}

// What the figure counts is what the run measures, of the run and of its twin, and of PCA.
func TestErrorsTellTheMeasures(t *testing.T) {
	b, r := guarded(t, 400, "errors")
	f := b.Panel("errors").(*alarms)
	for i, who := range []string{"", "twin ", ""} {
		c := &f.sides[i].curve
		right, wrong := c.Shares(c.At(0.0012))
		whose := map[int]string{2: " pca"}[i]
		for what, got := range map[string]float64{"auc": c.AUC(), "hits": right, "false alarms": wrong, "precision": must(c.Precision(c.At(0.0012), 0.1)), "cost": c.Cost(c.At(0.0012), 0.1, 10)} {
			if i == 2 && what != "auc" { // PCA rebuilds float64 codes there and here alike
				continue
			}
			want, ok := r.Measure(who + what + whose)
			if !ok || math.Abs(got-want) > 1e-6 {
				t.Errorf("%s%s%s is %v, the figure says %v", who, what, whose, want, got)
			}
		}
	}
	if want, _ := r.Measure("shown"); math.Abs(f.shown-want) > 1e-7 {
		t.Errorf("the shown copy is %v off, marked at %v", want, f.shown)
	}
	all := [2]int{}
	for k := range all {
		for _, n := range f.count[0][k] {
			all[k] += n
		}
	}
	if all != [2]int{200, 50} {
		t.Errorf("%v examples stand in columns", all)
	}
}

func must(v float64, ok bool) float64 { return v }

// Columns stand where their errors lie: as much of the area of each kind is solid, from the threshold on, as there are alarms.
func TestColumnsTellTheAlarms(t *testing.T) {
	b, _ := guarded(t, 400, "errors")
	f := b.Panel("errors").(*alarms)
	for k, role := range []tint.Role{tint.Sea, tint.Rose} {
		s := &scene.Scene{}
		p := &scene.Pen{Scene: s, Size: 1}
		plot := strip{scene.At(0, 0, 2400, 300), leastDecade, leastDecade + decades}
		at := math.Pow(10, leastDecade+55.0/perDecade) // between two columns
		f.columns(p, &plot, 150, k, at)
		solid, pale := float32(0), float32(0)
		for _, m := range s.Marks {
			if m.Role != role || (m.Y+m.Y2)/2 < 150 != (k == 0) {
				t.Fatalf("a column of kind %d is %+v", k, m)
			}
			if m.A == 1 {
				solid += m.Y2 - m.Y
			} else {
				pale += m.Y2 - m.Y
			}
		}
		n, m := 0, 0
		for i, off := range f.sides[0].off {
			if f.faulty[i] == (k == 1) {
				m++
				if off >= at {
					n++
				}
			}
		}
		if got, want := solid/(solid+pale), float32(n)/float32(m); scene.Abs(got-want) > 0.01 {
			t.Errorf("kind %d: %.3f of the columns are solid, %.3f are alarms", k, got, want)
		}
	}
}

// Dragging on either chart, and the arrow keys, turn the dial to what lies under the hand.
func TestThresholdIsDragged(t *testing.T) {
	b, r := guarded(t, 400, "errors")
	f := b.Panel("errors").(*alarms)
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	h := &wish{}
	touch := func(target scene.Target, u, v float32) float64 {
		t.Helper()
		hit := find(t, &s, target)
		h.sent = h.sent[:0]
		b.Touch(&scene.Gesture{Act: scene.Drag, Hit: hit, X: hit.X + u*(hit.X2-hit.X), Y: hit.Y + v*(hit.Y2-hit.Y)}, h)
		if len(h.sent) != 1 || h.sent[0].Op != wire.Turn || h.sent[0].Knob != train.Number("threshold") {
			t.Fatalf("%s sends %+v", target, h.sent)
		}
		if err := r.Turn(h.sent[0].Knob, h.sent[0].Value); err != nil {
			t.Fatal(err)
		}
		show(t, b, r)
		return h.sent[0].Value
	}
	if v, want := touch(OnErrors, 0.3, 0.5), math.Pow(10, f.lo+0.3*(f.hi-f.lo)); math.Abs(v/want-1) > 1e-3 {
		t.Errorf("the threshold is dragged to %v, not %v", v, want)
	}
	touch(OnCurve, 0.1, 0.3)
	right, wrong := f.sides[0].curve.Shares(f.sides[0].curve.At(b.Snap.View.Dials[train.Threshold]))
	best := math.Inf(1)
	for _, p := range f.sides[0].curve.Points {
		r, w := f.sides[0].curve.Shares(p)
		best = min(best, math.Hypot(w-0.1, r-0.7))
	}
	if d := math.Hypot(wrong-0.1, right-0.7); d > best+0.01 {
		t.Errorf("the curve is dragged to %v found and %v false alarms", right, wrong)
	}
	if v := touch(OnCurve, -1, 2); v < 0.05 {
		t.Errorf("in the corner of no alarms the threshold is %v", v)
	}
	if v := touch(OnCurve, 2, -1); f.above(v) < 240 {
		t.Errorf("in the corner of all alarms %d of 250 are", f.above(v))
	}
	was := b.Snap.View.Dials[train.Threshold]
	for _, c := range []struct {
		dx, dy int
		up     bool
	}{{1, 0, true}, {-1, 0, false}, {0, 1, false}, {0, -1, true}} {
		h.sent = h.sent[:0]
		b.Key("errors", c.dx, c.dy, h)
		if len(h.sent) != 1 || h.sent[0].Value > was != c.up {
			t.Errorf("key %d, %d: %+v from %v", c.dx, c.dy, h.sent, was)
		}
	}
}

// The worst copies stand first, with what they are; the faults that hide best are faults, the least error first; and a tap shows one.
func TestWorstIsRanked(t *testing.T) {
	b, r := guarded(t, 400, "worst")
	f := b.Panel("worst").(*worst)
	for s, order := range f.order {
		for k := range order[1:] {
			if f.sides[s].off[order[k]] < f.sides[s].off[order[k+1]] {
				t.Fatalf("of side %d the copy at rank %d is worse than the one before", s, k+1)
			}
		}
	}
	if len(f.hidden) != 50 {
		t.Fatalf("%d faults hide", len(f.hidden))
	}
	for k, i := range f.hidden {
		if b.Set.Labels[b.Set.Train+int(i)] == data.Sound || k > 0 && f.sides[0].off[f.hidden[k-1]] > f.sides[0].off[i] {
			t.Fatalf("hidden fault %d is %s, %v off", k, f.truth(&b.Base, i), f.sides[0].off[i])
		}
	}
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	h := &wish{}
	hit := find(t, &s, scene.Pair)
	if hit.Index != int32(b.Set.Train)+f.order[0][0] {
		t.Errorf("the first place shows example %d, the worst is %d", hit.Index, f.order[0][0])
	}
	b.Touch(&scene.Gesture{Act: scene.Tap, Hit: hit}, h)
	if len(h.sent) != 1 || h.sent[0].Op != wire.Show || h.sent[0].Index != int(hit.Index) {
		t.Fatalf("a tap sends %+v", h.sent)
	}
	r.Show(h.sent[0].Index)
	show(t, b, r)
	b.Key("worst", 1, 0, h)
	if got := h.sent[1].Index - b.Set.Train; got != int(f.order[0][1]) {
		t.Errorf("the next is %d, not %d", got, f.order[0][1])
	}
	if !reading(&s, f.truth(&b.Base, f.order[0][0])) {
		t.Error("the worst copy does not say what it is")
	}
}

// Where nobody knows who is faulty there is no curve, no cost and no name of a fault; a network that leaves out what is missing is refused in words.
func TestAlarmsWithoutTruth(t *testing.T) {
	b, _ := figured(t, 100, []string{"errors", "worst"}, nil, turnsOf(t, "data=11 neck=3")...)
	var s scene.Scene
	for _, hero := range b.Lesson.Figures {
		b.Build(&s, 1010, 838, &scene.Look{Hero: hero})
		for _, word := range []string{"fault", "cost", "PCA", "normal"} {
			if reading(&s, word) {
				t.Errorf("%s speaks of %q", hero, word)
			}
		}
		if hero == "errors" && !reading(&s, "alarms") {
			t.Error("nothing tells of alarms")
		}
	}
	b, _ = figured(t, 1, []string{"errors", "worst"}, nil, turnsOf(t, "data=14 missing=0.3 masked=1")...)
	b.Build(&s, 1010, 838, &scene.Look{})
	if !reading(&s, "needs every number") {
		t.Error("missing numbers are not refused")
	}
}

// A twin with the same knobs is the run itself, and is not drawn.
func TestTheSameTwinIsNotDrawn(t *testing.T) {
	b, r := figured(t, 50, []string{"errors"}, []lessons.Turn{{Knob: "faults", Value: 0}}, turnsOf(t, "data=14")...)
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	if reading(&s, "linear") {
		t.Error("the twin is named, and is the same")
	}
	if err := r.Turn(train.KnobIndex("faults"), 0.3); err != nil {
		t.Fatal(err)
	}
	show(t, b, r)
	if b.Build(&s, 1010, 838, &scene.Look{}); !reading(&s, "linear") {
		t.Error("the twin differs, and is not named")
	}
}
