package figures

import (
	"math"
	"slices"
	"strings"
	"testing"

	"hourglass/core/ask"
	"hourglass/wasm/scene"
	"hourglass/wasm/wire"
)

// The five nearest are the first of all that are sorted by distance, by each description, of an unseen example and of one practised on.
func TestLikenessIsNearest(t *testing.T) {
	b, r := describedRun(t, 200, "data=16 neck=4", "likeness")
	f := b.Panel("likeness").(*likeness)
	set, pca := r.Set(), b.PCA()
	axis := make([]float64, 4)
	for _, shown := range []int{set.Train + 3, set.Train + 100, 5} {
		r.Show(shown)
		show(t, b, r)
		var s scene.Scene
		b.Build(&s, 1010, 838, &scene.Look{})
		codes := append([]float32(nil), r.Codes(set.TrainX())...)
		own := append([]float32(nil), r.Codes(set.Picture(shown))[:4]...)
		place := func(way, i int) []float64 {
			var v []float64
			switch way {
			case ask.AsPixels:
				for _, x := range set.Picture(i) {
					v = append(v, float64(x))
				}
			case ask.AsPCA:
				pca.Project(axis, set.Picture(i))
				v = append(v, axis...)
			case ask.AsCode:
				z := own
				if i < set.Train {
					z = codes[4*i : 4*i+4]
				}
				for _, x := range z {
					v = append(v, float64(x))
				}
			}
			return v
		}
		for way := range ask.Descriptions {
			to := place(way, shown)
			type far struct {
				row int
				d   float64
			}
			var all []far
			for i := range set.Train {
				if i == shown {
					continue
				}
				d := 0.0
				for k, v := range place(way, i) {
					d += (v - to[k]) * (v - to[k])
				}
				all = append(all, far{i, d})
			}
			slices.SortFunc(all, func(a, b far) int {
				if a.d < b.d {
					return -1
				}
				return 1
			})
			for k, n := range f.near[way] {
				if n.Row != all[k].row && math.Abs(n.Far-all[k].d) > 1e-4 {
					t.Errorf("of %d by way %d neighbour %d is %d, not %d", shown, way, k, n.Row, all[k].row)
				}
			}
		}
	}
}

// The shares are those of the measures; while snapshots follow each other they are found part by part, and come to the same where the network rests.
func TestLikenessTellsTheMeasures(t *testing.T) {
	b, r := describedRun(t, 200, "data=16 neck=4", "likeness")
	f := b.Panel("likeness").(*likeness)
	var s scene.Scene
	check := func(when string) {
		t.Helper()
		for way, name := range []string{"pixels", "pca", "code"} {
			if want, _ := r.Measure("alike " + name); math.Abs(f.share[way]-want) > 1e-9 {
				t.Errorf("%s: of %s %.4f are alike, measured %.4f", when, name, f.share[way], want)
			}
		}
	}
	b.Build(&s, 1010, 838, &scene.Look{})
	check("at rest")
	slow, _ := describedRun(t, 200, "data=16 neck=4", "likeness")
	slow.Brisk = true
	f = slow.Panel("likeness").(*likeness)
	show(t, slow, r)
	for range 3 * everyLate * chunks {
		slow.Build(&s, 1010, 838, &scene.Look{})
		show(t, slow, r)
	}
	check("part by part")
	for range 7 {
		r.Step()
	}
	b.Brisk = false
	show(t, b, r)
	f = b.Panel("likeness").(*likeness)
	b.Build(&s, 1010, 838, &scene.Look{})
	check("later")
}

// A tap on a neighbour shows it; ticks stand where labels agree; a painted example has none.
func TestLikenessJudges(t *testing.T) {
	b, r := describedRun(t, 300, "data=17 neck=4 width=16", "likeness")
	f := b.Panel("likeness").(*likeness)
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	hit := find(t, &s, Neighbour)
	h := &wish{}
	b.Touch(&scene.Gesture{Act: scene.Tap, Hit: hit}, h)
	if len(h.sent) != 1 || h.sent[0].Op != wire.Show || h.sent[0].Index != f.near[ask.AsPixels][0].Row {
		t.Errorf("a tap sends %+v", h.sent)
	}
	if n := touchable(&s, Neighbour); n != ask.Descriptions*ask.Near {
		t.Errorf("%d neighbours can be tapped", n)
	}
	same := 0
	for _, n := range f.near[ask.AsCode] {
		if f.judge(&b.Base, n.Row) > 0 {
			same++
		}
	}
	if want, _ := r.Measure("near code"); float64(same) != want {
		t.Errorf("%d ticks, measured %v", same, want)
	}
	r.Paint(3, 0.9)
	show(t, b, r)
	b.Build(&s, 1010, 838, &scene.Look{})
	if f.judge(&b.Base, 0) != 0 || !says(&s, "shown: your own") {
		t.Error("a painted example is judged by a label")
	}
}

func TestLikenessHolds(t *testing.T) {
	for _, turns := range []string{"data=16 neck=5", "data=17 neck=12 width=8", "data=18 neck=1", "data=8 output=1 neck=2", "data=14 neck=2", "data=3 neck=60"} {
		t.Run(turns, func(t *testing.T) {
			b, r := describedRun(t, 20, turns, "likeness")
			holds(t, b, "likeness")
			quiet(t, b, r, &scene.Look{})
		})
	}
}

// The bars of a table's row have the names of its columns, beside them or in a line.
func TestLikenessNamesColumns(t *testing.T) {
	b, r := describedRun(t, 20, "data=18 neck=2", "likeness", "network")
	for _, at := range [][2]float32{{1010, 838}, {390, 464}} {
		var s scene.Scene
		b.Build(&s, at[0], at[1], &scene.Look{Hero: "likeness"})
		all := ""
		for i := range s.Labels {
			all += string(s.Text(&s.Labels[i])) + "\n"
		}
		for _, c := range r.Set().Kind.Columns() {
			if !strings.Contains(all, c.Name) {
				t.Errorf("on %v nobody reads %q", at, c.Name)
			}
		}
	}
}
