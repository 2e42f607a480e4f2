package scene

import (
	"fmt"
	"testing"

	"hourglass/wasm/wire"
)

// A blank is a figure that draws nothing.
type blank struct{}

func (blank) Plan(*Base)                   {}
func (blank) Update(*Base)                 {}
func (blank) Draw(*Base, *Pen, Box, *Look) {}

func init() {
	for _, f := range []Figure{
		{Name: "network", Shape: Wide, Least: Size{320, 210}}, {Name: "map", Shape: Square, Least: Size{120, 120}}, {Name: "pairs", Shape: Wide, Least: Size{250, 90}},
		{Name: "curve", Shape: Wide, Least: Size{260, 150}}, {Name: "samples", Shape: Any, Least: Size{220, 150}}, {Name: "sheet", Shape: Tall, Least: Size{180, 240}},
		{Name: "boards", Shape: Any, Least: Size{260, 160}},
	} {
		f.New = func() Panel { return blank{} }
		Register(&f)
	}
}

// On a stage without room for all, the figure that the step speaks of is the one that is shown.
func TestTheFigureSpokenOfIsShown(t *testing.T) {
	l := &wire.Lesson{Figures: []string{"network", "map", "pairs", "curve"}}
	b := New(l)
	for _, point := range []string{"map neck", "curve rate", "neck pairs"} {
		all := b.Layout(500, 500, "", point)
		for i, f := range l.Figures {
			if shown := all.Boxes[i].W > 0; shown != speaksOf(point, f) {
				t.Errorf("%q: %s shown is %v", point, f, shown)
			}
		}
	}
}

// courses are figures as lessons bring them together.
var courses = [][]string{{"map"}, {"sheet", "curve"}, {"network", "map", "pairs", "curve"}, {"samples", "network", "map", "sheet", "pairs", "curve"},
	{"boards", "network", "map", "sheet", "samples", "pairs", "curve"}}

// Whatever is spoken of, at every size: it has the large place; what is shown lies on the stage and over nothing else; and where there is room, all are shown.
func TestLayouts(t *testing.T) {
	for _, figures := range courses {
		b := New(&wire.Lesson{Figures: figures})
		for _, at := range [][2]float32{{390, 295}, {320, 199}, {507, 280}, {540, 240}, {640, 300}, {700, 700}, {900, 361}, {1024, 361}, {1010, 802}, {1490, 982}, {768, 480}} {
			for _, hero := range figures {
				for _, pair := range append([]string{""}, figures...) {
					checkLayout(t, fmt.Sprint(figures, at, hero, pair), b, b.Layout(at[0], at[1], "", hero+" "+pair), hero, at[0], at[1])
				}
			}
		}
	}
}

func checkLayout(t *testing.T, where string, b *Builder, l Layout, hero string, w, h float32) {
	t.Helper()
	if b.panels[l.Hero].Name != hero {
		t.Errorf("%s: %s has the large place", where, b.panels[l.Hero].Name)
	}
	if part := l.Boxes[l.Hero].area() / (w * h); part < leastHero {
		t.Errorf("%s: the hero has %.2f of the stage", where, part)
	}
	const slip = 0.01
	shown := 0
	for i, a := range l.Boxes {
		if a.W == 0 {
			continue
		}
		shown++
		if a.X < -slip || a.Y < -slip || a.X+a.W > w+slip || a.Y+a.H > h+slip || a.W < smallW || a.H < smallH {
			t.Errorf("%s: figure %d at %v", where, i, a)
		}
		for j, b := range l.Boxes[:i] {
			if b.W > 0 && a.X < b.X+b.W-slip && b.X < a.X+a.W-slip && a.Y < b.Y+b.H-slip && b.Y < a.Y+a.H-slip {
				t.Errorf("%s: figures %d and %d lie over each other", where, j, i)
			}
		}
	}
	if w >= 900 && shown != len(b.panels) {
		t.Errorf("%s: %d of %d figures", where, shown, len(b.panels))
	}
	if l.Alone != (shown == 1) {
		t.Errorf("%s: alone is %v with %d figures", where, l.Alone, shown)
	}
}

// A hero that the step does not speak of stands without the one that it does.
func TestAnotherHero(t *testing.T) {
	b := New(&wire.Lesson{Figures: courses[2]})
	if l := b.Layout(1010, 802, "curve", "map pairs"); b.panels[l.Hero].Name != "curve" || l.Pair != -1 {
		t.Errorf("%+v", l)
	}
	if l := b.Layout(1010, 802, "pairs", "map pairs"); b.panels[l.Hero].Name != "pairs" || l.Pair != 1 {
		t.Errorf("%+v", l)
	}
	if l := b.Layout(1010, 802, "nobody", "neck"); l.Hero != 0 || l.Pair != -1 {
		t.Errorf("%+v", l)
	}
}

// A figure that waits for the learner's bet has no large place, nor one beside it, whoever asks for it; one that leaves out by itself what would tell
// has it. With the bet all stand as the step says.
func TestFiguresThatWaitAreNotLarge(t *testing.T) {
	b := New(&wire.Lesson{Figures: courses[2]})
	for _, c := range []struct {
		hero, point, hide string
		first, second     int
	}{
		{"map", "map pairs", "", 1, 2},
		{"map", "map pairs", "map", 2, -1},
		{"map", "map pairs curve", "map", 2, 3},
		{"map", "map pairs", "map pairs", 0, -1},
		{"map", "map", "map network", 2, -1},
		{"pairs", "map", "pairs", 1, -1},
		{"", "pairs map", "map", 2, -1},
		{"", "map", "network map pairs curve", 0, -1},
	} {
		b.hide = c.hide
		if l := b.Layout(1010, 802, c.hero, c.point); l.Hero != c.first || l.Pair != c.second {
			t.Errorf("%+v: figure %d is large, and %d beside it", c, l.Hero, l.Pair)
		}
	}
	discreet := *b.panels[1].Figure
	discreet.Discreet = true
	b.panels[1].Figure, b.hide = &discreet, "map"
	if l := b.Layout(1010, 802, "map", "map pairs"); l.Hero != 1 || l.Pair != 2 {
		t.Errorf("%+v with a discreet one", l)
	}
}

// A glide between two steps that speak of the same figures leads nowhere, and begins where they stand.
func TestAGlideBeginsWhereFiguresStand(t *testing.T) {
	b := New(&wire.Lesson{Figures: courses[2]})
	for _, point := range []string{"network", "map"} {
		b.place(1010, 802, &Look{Point: point})
	}
	at := b.boxes
	if b.place(1010, 802, &Look{Point: "map neck", Glide: 1}); b.boxes != at {
		t.Errorf("from %v they jump to %v", at, b.boxes)
	}
}

// Figures glide from where they stood to where they belong, and stand there once the way is over; on a stage of another size they stand there at once.
func TestFiguresGlide(t *testing.T) {
	b := New(&wire.Lesson{Figures: courses[2]})
	look := &Look{Point: "network"}
	b.place(1010, 802, look)
	from := b.boxes
	*look = Look{Point: "map", Glide: 1}
	b.place(1010, 802, look)
	for i, box := range b.boxes {
		if d := box.X - from[i].X + box.Y - from[i].Y + box.W - from[i].W + box.H - from[i].H; d > 0.01 || d < -0.01 {
			t.Errorf("figure %d jumps from %v to %v", i, from[i], box)
		}
	}
	look.Glide = 0.5
	b.place(1010, 802, look)
	half := b.boxes
	look.Glide = 0
	to := b.place(1010, 802, look).Boxes
	if b.boxes != to || half == to || half == from {
		t.Errorf("from %v by %v to %v, not %v", from, half, b.boxes, to)
	}
	if between := half[1].W; !(between > from[1].W && between < to[1].W) {
		t.Errorf("the map is %v wide on its way from %v to %v", between, from[1].W, to[1].W)
	}
	look.Glide = 0.5
	if l := b.place(700, 700, look); b.boxes != l.Boxes {
		t.Errorf("on another stage they stand at %v, not %v", b.boxes, l.Boxes)
	}
}

// A figure that has nothing to show of these data leaves its room to others, until it is spoken of or chosen.
func TestIdleFiguresStandNowhere(t *testing.T) {
	b := New(&wire.Lesson{Figures: []string{"network", "map", "pairs", "curve"}})
	b.panels[1].idle = true
	for _, c := range []struct {
		hero, point string
		shown       bool
	}{{"", "network pairs", false}, {"", "curve", false}, {"", "map network", true}, {"", "network map", true}, {"map", "curve", true}} {
		l := b.Layout(1010, 802, c.hero, c.point)
		if shown := l.Boxes[1].W > 0; shown != c.shown {
			t.Errorf("%+v: shown is %v", c, shown)
		}
		room := float32(0)
		for _, box := range l.Boxes {
			room += box.area()
		}
		if room < 0.999*1010*802 {
			t.Errorf("%+v: %.0f pixels are left empty", c, 1010*802-room)
		}
	}
	b.panels[0].idle, b.panels[2].idle = true, true
	if l := b.Layout(1010, 802, "", "curve"); !l.Alone || l.Boxes[3] != (Box{0, 0, 1010, 802}) {
		t.Errorf("the only one that shows something stands at %v, alone %v", l.Boxes[3], l.Alone)
	}
}
