package figures

import (
	"fmt"
	"math"
	"testing"

	"hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// What the figure draws is what the run measures, by each classifier, of each description, for each number of labels.
func TestFewLabelsTellTheMeasures(t *testing.T) {
	b, r := describedRun(t, 200, "data=16 neck=3", "fewlabels")
	f := b.Panel("fewlabels").(*fewLabels)
	var s scene.Scene
	check := func(when string) {
		t.Helper()
		for way, name := range []string{"pixels", "pca", "code"} {
			var trials ask.Trials
			trials.Begin(r.Set())
			trials.Describe(r.Description(way))
			for n, labels := range labelCounts {
				want, _ := r.Measure(fmt.Sprint("centroid ", name, " ", labels))
				if got, _ := average(&f.right[byMean][way][n]); !f.known(byMean, way) || math.Abs(got-want) > 1e-9 {
					t.Errorf("%s: means of %s with %d labels are right in %.4f, measured %.4f", when, name, labels, got, want)
				}
				want = 0
				for draw := range ask.Repeats {
					want += trials.Logistic(draw, labels) / ask.Repeats
				}
				if got, _ := average(&f.right[byLogistic][way][n]); !f.known(byLogistic, way) || math.Abs(got-want) > 1e-9 {
					t.Errorf("%s: regression on %s with %d labels is right in %.4f, want %.4f", when, name, labels, got, want)
				}
			}
		}
		for n, labels := range labelCounts {
			if want, _ := r.Measure(fmt.Sprint("ahead ", labels)); math.Abs(f.ahead(byMean, n)-want) > 1e-9 {
				t.Errorf("%s: ahead by %.4f, measured %.4f", when, f.ahead(byMean, n), want)
			}
		}
	}
	b.Build(&s, 1010, 838, &scene.Look{})
	check("at rest")
	for range 50 {
		r.Step()
	}
	show(t, b, r)
	b.Build(&s, 1010, 838, &scene.Look{})
	check("later")
	if err := r.Turn(train.KnobIndex("neck"), 2); err != nil {
		t.Fatal(err)
	}
	show(t, b, r)
	b.Build(&s, 1010, 838, &scene.Look{})
	check("with another neck")
}

// While snapshots follow each other a few trials are made for each, and the nearest means of the code are those of the last; logistic regression waits.
func TestFewLabelsTakeTheirTime(t *testing.T) {
	b, r := describedRun(t, 100, "data=16 neck=3", "fewlabels")
	f := b.Panel("fewlabels").(*fewLabels)
	b.Brisk = true
	var s scene.Scene
	var was [classifiers]int
	for i := range 4 * everyLate {
		show(t, b, r)
		b.Build(&s, 1010, 838, &scene.Look{})
		for kind, n := range f.done {
			if n > was[kind]+portion[kind] {
				t.Fatalf("%d trials at once", n-was[kind])
			}
		}
		if i > everyLate && f.known(byLogistic, ask.AsCode) {
			t.Fatal("logistic regression does not wait for the run to rest")
		}
		was = f.done
	}
	if f.done[byMean] == 0 || f.done[byLogistic] == 0 || f.done[byLogistic] == still || !f.old {
		t.Errorf("%v of %d trials are made", f.done, still)
	}
	if got, _ := average(&f.right[byMean][ask.AsCode][2]); got == 0 {
		t.Error("the nearest means of the code are not tried")
	}
	if want, _ := r.Measure("centroid code 5"); f.right[byMean][ask.AsCode][2] == [ask.Repeats]float64{} || want == 0 {
		t.Error("nothing is measured")
	}
	b.Brisk = false
	show(t, b, r)
	b.Build(&s, 1010, 838, &scene.Look{})
	if f.done != [classifiers]int{still, still} || f.old || !f.known(byLogistic, ask.AsCode) {
		t.Error("where the run rests trials are left")
	}
}

// A small figure shows the nearest means alone, and makes no regression; enlarged, it catches up at once.
func TestFewLabelsWaitUntilSeen(t *testing.T) {
	b, _ := describedRun(t, 30, "data=18 neck=2", "fewlabels")
	f := b.Panel("fewlabels").(*fewLabels)
	var s scene.Scene
	b.Build(&s, 390, 300, &scene.Look{})
	if f.done != [classifiers]int{still, 0} || f.known(byLogistic, ask.AsPixels) {
		t.Errorf("small, %v trials are made", f.done)
	}
	b.Build(&s, 1010, 838, &scene.Look{})
	if f.done != [classifiers]int{still, still} || f.old || !f.known(byLogistic, ask.AsCode) {
		t.Errorf("large, %v trials are made", f.done)
	}
}

func TestFewLabelsHold(t *testing.T) {
	for _, turns := range []string{"data=16 neck=5", "data=18 neck=1", "data=14 neck=2", "data=3 neck=60"} {
		t.Run(turns, func(t *testing.T) {
			b, r := describedRun(t, 20, turns, "fewlabels")
			holds(t, b, "fewlabels")
			if turns == "data=18 neck=1" {
				quiet(t, b, r, &scene.Look{})
			}
		})
	}
}

// The goal's line stands at its height over the labels that it speaks of, on the chart of its classifier alone, and on no run that the goal does not speak of.
func TestFewLabelsGoalLine(t *testing.T) {
	lesson := lessons.Features
	lesson.Figures = []string{"fewlabels"}
	for neck, want := range map[float64]int{5: 1, 6: 0} {
		b, _ := run(t, &lesson, 20, lessons.Turn{Knob: "neck", Value: neck})
		var s scene.Scene
		b.Build(&s, 1010, 838, &scene.Look{})
		n := 0
		for _, m := range s.Marks {
			if m.Kind == scene.Line && m.Role == tint.Leaf && m.Dash > 0 {
				n++
			}
		}
		if n != want || says(&s, "goal: 77") != (want == 1) {
			t.Errorf("with %v numbers there are %d lines for the goal, want %d", neck, n, want)
		}
	}
}

// What a classifier is called stands clear of what the marks mean, in the narrowest chart too, and the code is held against what the examples are made of.
func TestFewLabelsNames(t *testing.T) {
	for turns, want := range map[string]string{"data=16 neck=3": "pixels", "data=18 neck=2": "columns"} {
		b, _ := describedRun(t, 20, turns, "fewlabels", "network")
		for _, w := range []float32{270, 300, 340, 420, 1010} {
			var s scene.Scene
			b.Build(&s, w, 300, &scene.Look{Hero: "fewlabels"})
			legible(t, &s, w, 300)
			for i := range s.Labels {
				l := &s.Labels[i]
				for _, m := range s.Marks {
					e := extent(&s, l)
					if string(s.Text(l)) == "nearest mean" && m.Kind == scene.Rect && m.Role == tint.Ink && m.X < e.X+e.W && e.X < m.X2 && m.Y < e.Y+e.H && e.Y < m.Y2 {
						t.Errorf("%v wide, a square lies over the name of the classifier", w)
					}
				}
			}
			if !says(&s, "by how many the code is ahead of the "+want) && !says(&s, "the code ahead of the "+want) && !says(&s, "ahead of the "+want) {
				t.Errorf("%v wide, nobody says that the code is held against the %s", w, want)
			}
		}
	}
}
