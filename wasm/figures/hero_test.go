package figures

import (
	"strings"
	"testing"

	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// A figure that the lesson does not speak of steps back by its size alone: nothing lies over its pictures, whose greys are values, and whatever is spoken of has
// more of the stage than any other, and at least two fifths.
func TestTheHeroIsLarge(t *testing.T) {
	for _, l := range lessons.All {
		lesson := *l
		b, _ := run(t, &lesson, 20)
		for i, spoken := range lesson.Figures {
			var s scene.Scene
			b.Build(&s, 1010, 838, &scene.Look{Point: spoken})
			all := b.Layout(1010, 838, "", spoken)
			if all.Hero != i || b.Hero() != spoken {
				t.Errorf("%s: %s is spoken of, %s has the large place", l.ID, spoken, b.Hero())
			}
			for k, box := range all.Boxes {
				if area := box.W * box.H; k != i && area >= all.Boxes[i].W*all.Boxes[i].H {
					t.Errorf("%s: figure %d has more room than %s", l.ID, k, spoken)
				}
			}
			if part := all.Boxes[i].W * all.Boxes[i].H / (1010 * 838); part < 0.4 {
				t.Errorf("%s: %s has %.2f of the stage", l.ID, spoken, part)
			}
			for _, m := range s.Marks {
				if m.Kind == scene.Rect && m.Role == tint.Ground && m.A < 0.5 && m.X2-m.X > 200 {
					t.Errorf("%s: a veil of %.2f while the lesson speaks of %s", l.ID, m.A, spoken)
				}
			}
		}
	}
}

// A figure that would answer the question says so and nothing else, in its picture, in a miniature and in words, and cannot be touched. The large place goes to
// one that does not, while there is any.
func TestWhatWouldTellIsHidden(t *testing.T) {
	for _, l := range lessons.All {
		lesson := *l
		b, _ := run(t, &lesson, 20)
		for i, hidden := range lesson.Figures {
			if scene.Find(hidden).Discreet {
				continue
			}
			for _, at := range [][2]float32{{1010, 838}, {680, 610}, {390, 464}, {1024, 361}} {
				for _, look := range []scene.Look{{Point: hidden, Hide: hidden}, {Hero: hidden, Point: hidden + " " + lesson.Figures[0], Hide: hidden}} {
					var s scene.Scene
					b.Build(&s, at[0], at[1], &look)
					legible(t, &s, at[0], at[1])
					l := b.Layout(at[0], at[1], look.Hero, look.Point)
					if alone := len(lesson.Figures) == 1; !alone && (l.Hero == i || l.Pair == i) {
						t.Errorf("%s: %s waits in the large place", lesson.ID, hidden)
					}
					waits := says(&s, "it comes with your bet") || says(&s, "with your bet") || says(&s, "bet first")
					if shown := l.Boxes[i].W > 0; waits != shown {
						t.Errorf("%s, %v: %s is shown: %v, and says why it waits: %v", lesson.ID, at, hidden, shown, waits)
					} else if words := string(b.Tell(nil)); shown && !strings.Contains(words, scene.Find(hidden).Label+": it comes with your bet. ") {
						t.Errorf("%s: of %s it is said %q", lesson.ID, hidden, words)
					}
					for _, h := range s.Hits {
						if int(h.Figure) == i+1 || h.Target == scene.Enlarge && int(h.Index) == i {
							t.Errorf("%s: %s waits, and can be touched", lesson.ID, hidden)
						}
					}
				}
			}
		}
	}
}

// While a question waits, the large place of its step has something to show in every lesson; with the bet made it is as the step says.
func TestTheAskingStepHasAHero(t *testing.T) {
	for _, l := range lessons.All {
		lesson := *l
		for _, step := range lesson.Steps {
			if step.Ask == "" || len(lesson.Question.Hides) == 0 {
				continue
			}
			b, _ := run(t, &lesson, 20)
			look := scene.Look{Hero: step.Point[0], Point: strings.Join(step.Point, " "), Hide: strings.Join(lesson.Question.Hides, " ")}
			var s scene.Scene
			b.Build(&s, 1010, 838, &look)
			if hero := b.Hero(); look.Hides(hero) && !scene.Find(hero).Discreet {
				t.Errorf("%s: %s waits in the large place", lesson.ID, hero)
			}
			look.Hide = ""
			b.Build(&s, 1010, 838, &look)
			if hero := b.Hero(); hero != step.Point[0] {
				t.Errorf("%s: after the bet %s has the large place", lesson.ID, hero)
			}
		}
	}
}

// Nor do arrow keys move what waits for the bet: the same key moves the figure once it may be seen.
func TestKeysWaitForTheBet(t *testing.T) {
	sparsity := lessons.Sparsity
	b, _ := run(t, &sparsity, 20)
	for _, hide := range []string{"firing sum", ""} {
		var s scene.Scene
		b.Build(&s, 1010, 838, &scene.Look{Point: "sum", Hide: hide})
		h := &wish{}
		b.Key("sum", -1, 0, h)
		if moved := len(h.sent) > 0; moved != (hide == "") {
			t.Errorf("with %q hidden a key moves the sum: %v", hide, moved)
		}
	}
}

// The goal's line stands on the chart of the run that it is meant for, and on no other.
func TestGoalLine(t *testing.T) {
	b, _ := run(t, &lessons.Lesson{Setup: train.Default(), Figures: []string{"curve"}, Goal: lessons.Hourglass.Goal}, 300)
	b.Lesson.Goal = (b.Curve[0].Loss + b.Snap.Now.Loss) / 2
	for neck, want := range map[int]bool{2: true, 3: false} {
		b.Snap.Setup.Neck = neck
		var s scene.Scene
		b.Build(&s, 640, 420, &scene.Look{})
		if says(&s, "goal") != want {
			t.Errorf("with %d numbers the goal's line is drawn: %v", neck, !want)
		}
	}
}

// What slow motion or a held ring is doing can be read in the network beside every hero, and so can all else.
func TestPhasesBesideTheHero(t *testing.T) {
	for _, l := range lessons.All {
		lesson := *l
		b, session := run(t, &lesson, 20)
		session.Hold(make([]float32, session.Setup.Neck))
		for phase := range 4 {
			session.Slow()
			show(t, b, session)
			b.Snap.View.Held = phase == 3 // a phase lets go of the ring
			for _, hero := range lesson.Figures {
				for _, at := range [][2]float32{{1010, 802}, {1024, 361}, {1490, 982}, {700, 700}} {
					var s scene.Scene
					b.Build(&s, at[0], at[1], &scene.Look{Point: hero + " network"})
					legible(t, &s, at[0], at[1])
					if t.Failed() {
						t.Fatalf("%s, phase %d, %s, %v", l.ID, phase, hero, at)
					}
				}
			}
		}
	}
}

// breadth is how wide a text is where letters are widest, in sizes: digits 0.64, signs 0.84, as in DejaVu Sans.
func breadth(s string) (w float32) {
	for _, r := range s {
		switch r {
		case '−', '+', '×', '=':
			w += 0.84
		case '.':
			w += 0.32
		default:
			w += 0.64
		}
	}
	return w
}

// Every number of the table of clouds has room in its box, and every sign between two, whatever the number and the stage.
func TestCloudTableHasRoom(t *testing.T) {
	lesson := lessons.Sampling
	b, _ := run(t, &lesson, 5)
	f := b.Panel("cloud").(*cloud)
	for _, v := range []float32{-0.06, 0, 1, -1.25, -9.99, -12.4, 88.8, -99.4, -120} {
		for c := range f.rows {
			for r := range f.rows[c] {
				f.rows[c][r] = v
			}
		}
		for _, w := range []float32{260, 320, 400, 520, 700} {
			s := &scene.Scene{}
			p := &scene.Pen{Scene: s, Size: 1}
			in := scene.At(0, 0, w, 300)
			f.boxes(p, in, 1, 34)
			gap := cellGap(p, in)
			for i := range s.Labels {
				l := &s.Labels[i]
				text := string(s.Text(l))
				half := breadth(text) * l.Size / 2
				if l.Role == tint.Ink {
					for c := range 4 {
						if at := cell(p, in, 24, c, 0, 34); l.X > at.X && l.X < at.X+at.W && (l.X-half < at.X+1.5 || l.X+half > at.X+at.W-1.5) {
							t.Errorf("%q is %.1f wide in a box of %.1f, stage %v", text, 2*half, at.W, w)
						}
					}
				} else if l.Role == tint.Dim && l.Anchor == scene.Middle && len(text) <= len("×") && 2*half > gap-1 {
					t.Errorf("%q is %.1f wide in a gap of %.1f, stage %v", text, 2*half, gap, w)
				}
			}
		}
	}
}
