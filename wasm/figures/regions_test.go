package figures

import (
	"math"
	"testing"

	"hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/wire"
)

const (
	tellsMoons  = "data=8 output=1 neck=1 classify=1 known=0 depth=2 unit=7 rate=0.01 teach=0.01 width=16"
	tellsDigits = "data=9 neck=4 classify=1 known=12 rate=0.01"
)

// A buyer hands on what a figure sends.
type buyer struct {
	scene.Hand
	send func(c wire.Command)
}

func (h *buyer) Redraw()             {}
func (h *buyer) Send(c wire.Command) { h.send(c) }

// labelled is a run beside one that learns from labels alone, shown by regions.
func labelled(t testing.TB, steps int, turns string) (*scene.Builder, *ask.Run) {
	return figured(t, steps, []string{"regions", "bought"}, turnsOf(t, "alone=1"), turnsOf(t, turns)...)
}

// press sends what a tap on a hit does to the run, and shows it.
func press(t *testing.T, b *scene.Builder, r *ask.Run, g scene.Gesture) (sent []wire.Command) {
	t.Helper()
	g.Act = scene.Tap
	h := &buyer{send: func(c wire.Command) {
		sent = append(sent, c)
		switch c.Op {
		case wire.Turn:
			if err := r.Turn(c.Knob, c.Value); err != nil {
				t.Fatal(err)
			}
		case wire.Show:
			r.Show(c.Index)
		}
	}}
	b.Touch(&g, h)
	show(t, b, r)
	return sent
}

// A tap on a dot buys the label of the example that lies there, the chip that of the one of which the network is least sure, and another gives all back; what is
// told is what the run says.
func TestRegionsSellLabels(t *testing.T) {
	b, r := labelled(t, 300, tellsMoons)
	var s scene.Scene
	b.Build(&s, 900, 700, &scene.Look{Hero: "regions"})
	hit := find(t, &s, Dots)
	set := r.Set()
	for i := range 5 {
		at := set.Picture(17 * i)
		x, y := scene.ToPlane(scene.At(hit.X, hit.Y, hit.X2-hit.X, hit.Y2-hit.Y), at[0], at[1])
		want, least := -1, math.Inf(1)
		for k := range set.Train {
			p := set.Picture(k)
			if d := math.Hypot(float64(p[0]-at[0]), float64(p[1]-at[1])); d < least {
				want, least = k, d
			}
		}
		if press(t, b, r, scene.Gesture{Hit: hit, X: x, Y: y}); !r.Setup.Bought.Has(want) || r.Setup.Bought.Count() != i+1 {
			t.Fatalf("example %d was tapped, and %v labels are bought", want, r.Setup.Bought.Count())
		}
	}
	p := r.Classified(set.TrainX())
	want := train.LeastSure(p, 2, r.Setup.Knows)
	b.Build(&s, 900, 700, &scene.Look{Hero: "regions"})
	if press(t, b, r, scene.Gesture{Hit: find(t, &s, BuyOne)}); !r.Setup.Bought.Has(want) || r.Setup.Bought.Count() != 6 {
		t.Errorf("the network is least sure of %d, whose label is not bought", want)
	}
	for range 200 {
		r.Step()
	}
	show(t, b, r)
	panel := b.Panel("regions").(*regions)
	for what, v := range map[string]float32{"accuracy": panel.right[0], "twin accuracy": panel.right[1], "nearest": panel.nearest, "labels": float32(panel.known)} {
		if want, ok := r.Measure(what); !ok || scene.Abs(v-float32(want)) > 1e-6 {
			t.Errorf("%s is drawn as %v, and is %v", what, v, want)
		}
	}
	b.Build(&s, 900, 700, &scene.Look{Hero: "regions"})
	if press(t, b, r, scene.Gesture{Hit: find(t, &s, GiveBack)}); r.Setup.Bought.Count() != 0 {
		t.Error("not all labels were given back")
	}
}

// A tap off all dots buys nothing, and one on a known dot shows it alone.
func TestRegionsSellNothingTwice(t *testing.T) {
	b, r := labelled(t, 100, tellsMoons)
	var s scene.Scene
	b.Build(&s, 900, 700, &scene.Look{Hero: "regions"})
	hit := find(t, &s, Dots)
	if sent := press(t, b, r, scene.Gesture{Hit: hit, X: hit.X + 2, Y: hit.Y + 2}); len(sent) != 0 {
		t.Errorf("a tap off all dots sends %+v", sent)
	}
	at := r.Set().Picture(3)
	x, y := scene.ToPlane(scene.At(hit.X, hit.Y, hit.X2-hit.X, hit.Y2-hit.Y), at[0], at[1])
	press(t, b, r, scene.Gesture{Hit: hit, X: x, Y: y})
	if sent := press(t, b, r, scene.Gesture{Hit: hit, X: x, Y: y}); len(sent) != 1 || sent[0].Op != wire.Show {
		t.Errorf("a tap on a known dot sends %+v", sent)
	}
}

// The ground is what the classifier says at the middle of each cell; how deep a cell lies is its distance in steps to another class or the edge, counted
// from every cell to every other.
func TestGroundIsTheClassifiers(t *testing.T) {
	for _, turns := range []string{tellsMoons + " known=8", tellsDigits} {
		b, r := labelled(t, 300, turns)
		f := b.Panel("regions").(*regions)
		g, k := &f.grounds[0], b.Model.Label.Classes
		size := len(f.places) / groundCells
		for i := 0; i < groundCells; i += 7 {
			place := f.places[i*size : (i+1)*size]
			var p []float32
			if size == 2 && b.Form() == r.Setup.Data.Form() && turns != tellsDigits {
				p = r.Classified(place)
			} else {
				p = b.Model.Classify(b.Model.Head.NewMemory(1, false), b.Snap.Params, place, 1)
			}
			c := ask.Told(p)
			if int(g.class[i]) != c || scene.Abs(float32(g.sure[i])/255-(p[c]-1/float32(k))/(1-1/float32(k))) > 0.003 {
				t.Fatalf("cell %d is of class %d at %d, and the classifier says %v", i, g.class[i], g.sure[i], p)
			}
		}
		for i := 0; i < groundCells; i += 5 {
			x, y := i%groundSide, i/groundSide
			want := min(x, y, groundSide-1-x, groundSide-1-y) + 1
			for j := range groundCells {
				if g.class[j] != g.class[i] {
					dx, dy := j%groundSide-x, j/groundSide-y
					want = min(want, max(dx, -dx)+max(dy, -dy))
				}
			}
			if int(g.deep[i]) != want {
				t.Fatalf("cell %d, %d lies %d deep, counted %d", x, y, g.deep[i], want)
			}
		}
	}
}

// The shelf shows the one of which the network is least sure, then examples in their order; the chip brings the next ones.
func TestShelf(t *testing.T) {
	b, r := labelled(t, 100, tellsDigits)
	var s scene.Scene
	on := func() (list []int32) {
		b.Build(&s, 900, 700, &scene.Look{Hero: "regions"})
		for _, h := range s.Hits {
			if h.Target == BuyOne {
				list = append(list, h.Index)
			}
		}
		return list[:len(list)-1] // the last is the chip
	}
	one := on()
	press(t, b, r, scene.Gesture{Hit: find(t, &s, Other)})
	two := on()
	n := len(one) - 1
	if n < 10 || int(one[0]) != b.Panel("regions").(*regions).least || two[0] != one[0] {
		t.Fatalf("on the shelf stand %v, then %v", one, two)
	}
	for i := range n {
		if int(one[i+1]) != i || int(two[i+1]) != n+i {
			t.Fatalf("on the shelf stand %v, then %v", one, two)
		}
	}
	b.Build(&s, 900, 700, &scene.Look{Hero: "regions"})
	hit := find(t, &s, BuyOne)
	hit.Index = two[3]
	if sent := press(t, b, r, scene.Gesture{Hit: hit}); len(sent) != 2 || !r.Setup.Bought.Has(int(two[3])) {
		t.Errorf("a tap on example %d of the shelf sends %+v", two[3], sent)
	}
}

// By keys: up buys the label of the shown example, down that of the one least sure, left and right go on.
func TestRegionsByKeys(t *testing.T) {
	b, r := labelled(t, 100, tellsMoons)
	r.Show(5)
	show(t, b, r)
	h := &buyer{send: func(c wire.Command) {
		if c.Op == wire.Turn {
			_ = r.Turn(c.Knob, c.Value)
		} else {
			r.Show(c.Index)
		}
	}}
	for _, k := range []struct {
		dx, dy int
		shown  int
		bought int
	}{{1, 0, 6, 0}, {-1, 0, 5, 0}, {0, 1, 5, 1}, {0, -1, -1, 2}} {
		least := b.Panel("regions").(*regions).least
		b.Key("regions", k.dx, k.dy, h)
		show(t, b, r)
		if k.shown < 0 {
			k.shown = least
		}
		if r.View.Sample != k.shown || r.Setup.Bought.Count() != k.bought {
			t.Errorf("after %+v example %d is shown and %d labels are bought", k, r.View.Sample, r.Setup.Bought.Count())
		}
	}
}

// The two figures hold at every size, before a label is known and after, and allocate nothing.
func TestLabelFiguresHold(t *testing.T) {
	for _, turns := range []string{tellsMoons, tellsMoons + " known=30", tellsDigits, "data=17 neck=4 classify=1 known=12 width=8 examples=64"} {
		b, r := labelled(t, 60, turns)
		for _, figure := range []string{"regions", "bought"} {
			holds(t, b, figure)
		}
		quiet(t, b, r, &scene.Look{Hero: "regions"}, &scene.Look{Hero: "bought"})
	}
}

// What was right at each number of labels stays as it was seen last; a run that begins anew makes that the run before.
func TestRightByLabels(t *testing.T) {
	b, r := labelled(t, 50, tellsMoons)
	f := b.Panel("bought").(*priced)
	var want []float32
	for n := range 3 {
		_ = r.Turn(train.KnobIndex("buy"), float64(50*n+1))
		for range 50 {
			r.Step()
		}
		show(t, b, r)
		want = append(want, f.right[0])
	}
	check := func(of *trail3, what string) {
		for n, v := range want {
			if got := of.share[0][n+1]; got != v {
				t.Errorf("%s: with %d labels %v were right, drawn %v", what, n+1, v, got)
			}
		}
		if of.most != 3 || of.share[0][0] != -1 || of.share[0][4] != -1 {
			t.Errorf("%s: more was seen than there was", what)
		}
	}
	check(&f.now, "now")
	_ = r.Again()
	show(t, b, r)
	if check(&f.was, "before"); f.now.most != 0 {
		t.Error("the new run has seen labels")
	}
}
