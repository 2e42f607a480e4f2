package figures

import (
	"bytes"
	"slices"
	"testing"

	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// A figure that steps back keeps the greys of its pictures, which are values: nothing lies over them, and they are as strong as ever. The one that is
// spoken of is drawn as if none were.
func TestSteppingBackLeavesPicturesAlone(t *testing.T) {
	for _, l := range lessons.All {
		lesson := *l
		b, _ := run(t, &lesson, 20)
		names := lesson.Figures
		for _, spoken := range names {
			var free, back scene.Scene
			b.Build(&free, 1010, 838, &scene.Look{})
			b.Build(&back, 1010, 838, &scene.Look{Point: spoken})
			greys := func(s *scene.Scene) (out []scene.Mark) {
				for _, m := range s.Marks {
					if m.Kind == scene.Tile || m.Role == tint.Ramp {
						out = append(out, m)
					}
				}
				return out
			}
			if !slices.Equal(greys(&free), greys(&back)) || !bytes.Equal(free.Greys, back.Greys) {
				t.Errorf("%s: pictures change while the lesson speaks of %s", l.ID, spoken)
			}
			for _, m := range back.Marks {
				if m.Kind == scene.Rect && m.Role == tint.Ground && m.A < 0.5 && m.X2-m.X > 200 {
					t.Errorf("%s: a veil of %.2f while the lesson speaks of %s", l.ID, m.A, spoken)
				}
			}
			quieter := 0
			for i := range free.Marks {
				if back.Marks[i].A < free.Marks[i].A {
					quieter++
				}
			}
			if len(names) > 1 && quieter == 0 {
				t.Errorf("%s: nothing steps back while the lesson speaks of %s", l.ID, spoken)
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
