package figures

import (
	"testing"

	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The one column that is lit is that of as many units as the shown picture wakes, and the arrow points at it.
func TestTheShownColumnIsLit(t *testing.T) {
	b, session := figured(t, 400, []string{"firing"}, nil, turnsOf(t, "data=2 neck=20 depth=0 sparse=1 pressure=0.01")...)
	f := b.Panel("firing").(*firing)
	seen := map[int]bool{}
	for sample := train.TrainRows; sample < train.TrainRows+train.ValidRows && len(seen) < 3; sample++ {
		session.Show(sample)
		show(t, b, session)
		seen[f.shown] = true
		var s scene.Scene
		b.Build(&s, 1010, 838, &scene.Look{})
		var lit, arrow []float32
		columns := map[float32]bool{} // their middles
		for _, m := range s.Marks {
			switch {
			case m.Kind == scene.Rect && m.Role == tint.Sand:
				lit = append(lit, (m.X+m.X2)/2)
				columns[(m.X+m.X2)/2] = true
			case m.Kind == scene.Rect && m.Role == tint.Sea:
				columns[(m.X+m.X2)/2] = true
			case m.Kind == scene.Line && m.Role == tint.Sand && m.X == m.X2:
				arrow = append(arrow, m.X)
			}
		}
		if len(lit) != 1 || len(arrow) != 1 || scene.Abs(lit[0]-arrow[0]) > 0.01 {
			t.Fatalf("picture %d wakes %d units: columns at %v are lit, the arrow points at %v", sample, f.shown, lit, arrow)
		}
		before := 0 // columns left of it
		for x := range columns {
			if x < lit[0]-0.01 {
				before++
			}
		}
		for n := range f.shown {
			if f.pictures[n] > 0 {
				before--
			}
		}
		if before != 0 {
			t.Errorf("picture %d wakes %d units: the lit column is %d too far to the right", sample, f.shown, before)
		}
	}
	if len(seen) < 3 {
		t.Fatalf("all pictures wake as many units: %v", seen)
	}
}

// The map grows at once and shrinks by little: six hundredths of the way with each picture.
func TestTheMapShrinksSlowly(t *testing.T) {
	b, session := figured(t, 100, []string{"map"}, nil)
	codes := b.Bounds
	was := scene.Box{X: codes.X - 3, Y: codes.Y - 1, W: codes.W + 5, H: codes.H + 4}
	b.Bounds = was
	show(t, b, session)
	near := func(what string, got, was, is float32) {
		if want := was + 0.06*(is-was); scene.Abs(got-want) > 1e-4 {
			t.Errorf("%s goes from %v to %v, not %v", what, was, got, want)
		}
	}
	near("the left edge", b.Bounds.X, was.X, codes.X)
	near("the right edge", b.Bounds.X+b.Bounds.W, was.X+was.W, codes.X+codes.W)
	near("the lower edge", b.Bounds.Y, was.Y, codes.Y)
	near("the upper edge", b.Bounds.Y+b.Bounds.H, was.Y+was.H, codes.Y+codes.H)
	b.Bounds = scene.Box{X: codes.X + codes.W/4, Y: codes.Y + codes.H/4, W: codes.W / 2, H: codes.H / 2}
	show(t, b, session)
	if d := b.Bounds; scene.Abs(d.X-codes.X) > 1e-5 || scene.Abs(d.W-codes.W) > 1e-5 || scene.Abs(d.Y-codes.Y) > 1e-5 || scene.Abs(d.H-codes.H) > 1e-5 {
		t.Errorf("the map grows to %v, the codes want %v", d, codes)
	}
}

// So does the end of an axis.
func TestFollow(t *testing.T) {
	for _, c := range [][3]float32{{0, 3, 3}, {5, 10, 10}, {10, 5, 9.7}, {4, 4, 4}} {
		if got := scene.Follow(c[0], c[1]); scene.Abs(got-c[2]) > 1e-5 {
			t.Errorf("from %v towards %v it goes to %v", c[0], c[1], got)
		}
	}
}
