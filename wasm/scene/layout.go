package scene

import (
	"math"
	"strings"
)

// The layout: which figure has the large place, which others are shown, and in which boxes. It knows a figure by its name, its shape and its least size
// alone, and the stage by its size: nothing that a run does can move a figure.

// Bounds of a layout, in CSS pixels.
const (
	aloneW, aloneH = 540, 240 // a stage narrower or lower than this shows one figure
	smallW, smallH = 104, 66  // the least box of a figure that nobody speaks of
	lowStage       = 200      // a lower picture is a strip over the words of a phone: labels give way to each other there
	WideEnough     = 640      // a stage that is not narrow
)

// leastHero is how much of the stage the first figure that is spoken of has, at least.
const leastHero = 0.4

// A Layout gives each figure of a lesson its box; one that is not shown has none.
type Layout struct {
	Boxes [maxFigures]Box
	Hero  int  // the figure in the large place
	Pair  int  // another one beside it that is spoken of too, or -1
	Alone bool // nothing else is shown
}

// Layout lays out the figures of the lesson on a stage of w by h CSS pixels. Hero is the name of the figure that has the large place; where it is none, that
// is the first of which point speaks, or else the lesson's first. A second figure that point names stands beside the first, as long as that is one
// of them. A figure that waits for the learner's bet is passed over, whoever asks for it, so that no large place stands empty.
func (b *Builder) Layout(w, h float32, hero, point string) Layout {
	l := Layout{Hero: b.spoken(hero, -1), Pair: -1}
	if l.Hero < 0 {
		l.Hero = b.spoken(point, -1)
	}
	for i := 0; l.Hero < 0 && i < len(b.panels); i++ {
		if !b.hidden(i) {
			l.Hero = i
		}
	}
	l.Hero = max(l.Hero, 0)
	if speaksOf(point, b.panels[l.Hero].Name) {
		l.Pair = b.spoken(point, l.Hero)
	}
	l.arrange(b.panels, w, h)
	return l
}

// spoken is the place of the first figure that point names and that shows something, but for one; or -1.
func (b *Builder) spoken(point string, but int) int {
	for point != "" {
		word, rest, _ := strings.Cut(point, " ")
		for i := range b.panels {
			if b.panels[i].Name == word && i != but && !b.hidden(i) {
				return i
			}
		}
		point = rest
	}
	return -1
}

// arrange tries out rows and columns, and keeps what leaves the figures the most room that they can use, where those spoken of count most.
func (l *Layout) arrange(figures []placard, w, h float32) {
	best, others := float32(-1), 0
	for i := range figures {
		if l.waits(figures, i) {
			others++
		}
	}
	try := *l
	consider := func(main, rest Box, across bool) {
		for _, s := range splits {
			clear(try.Boxes[:])
			if !try.split(s, main) || !try.row(figures, rest, across, false) && !try.row(figures, rest, across, true) {
				continue
			}
			if v := try.worth(figures); v > best && try.Boxes[l.Hero].area() >= leastHero*w*h {
				best, l.Boxes = v, try.Boxes
			}
			if l.Pair < 0 {
				break // nothing to split
			}
		}
	}
	switch {
	case w < aloneW || h < aloneH:
	case others == 0:
		consider(Box{0, 0, w, h}, Box{}, true)
	default:
		for _, part := range parts {
			consider(Box{0, 0, w, h - part*h}, Box{0, h - part*h, w, part * h}, true)
			consider(Box{0, 0, w - part*w, h}, Box{w - part*w, 0, part * w, h}, false)
		}
	}
	if best < 0 {
		clear(l.Boxes[:])
		l.Boxes[l.Hero] = Box{0, 0, w, h}
		l.Pair = -1
	}
	l.Alone = best < 0 || others == 0 && l.Pair < 0
}

// waits tells whether figure i is one of those that nobody speaks of, and has something to show.
func (l *Layout) waits(figures []placard, i int) bool {
	return i != l.Hero && i != l.Pair && !figures[i].idle
}

// parts are the shares of a side that the small figures may have.
var parts = [...]float32{0.2, 0.24, 0.28, 0.32, 0.36}

// A split is how two figures that are spoken of share the large place: side by side or one below the other, and how much the first one has.
type split struct {
	across bool
	first  float32
}

var splits = [...]split{{true, 0.5}, {true, 0.56}, {true, 0.62}, {true, 0.68}, {false, 0.5}, {false, 0.56}, {false, 0.62}, {false, 0.68}}

// split lays out the large place b and reports whether it has room.
func (l *Layout) split(s split, b Box) bool {
	if l.Pair < 0 {
		l.Boxes[l.Hero] = b
		return true
	}
	one, two := b, b
	if s.across {
		one.W = s.first * b.W
		two.X, two.W = b.X+one.W, b.W-one.W
	} else {
		one.H = s.first * b.H
		two.Y, two.H = b.Y+one.H, b.H-one.H
	}
	l.Boxes[l.Hero], l.Boxes[l.Pair] = one, two
	return two.W >= smallW && two.H >= smallH
}

// row lays the figures that nobody speaks of into b, in their order: side by side in a row, or one below the other in a column. Each has a share by the
// shape that it likes, or all have the same. It reports whether all have room.
func (l *Layout) row(figures []placard, b Box, across, same bool) bool {
	want := func(i int) float32 {
		switch {
		case same:
			return 1
		case across:
			return figures[i].Shape.aspect()
		}
		return 1 / min(figures[i].Shape.aspect(), 1.3)
	}
	sum := float32(0)
	for i := range figures {
		if l.waits(figures, i) {
			sum += want(i)
		}
	}
	at := float32(0)
	for i := range figures {
		if !l.waits(figures, i) {
			continue
		}
		box := b
		if part := want(i) / sum; across {
			box.X, box.W = b.X+at, part*b.W
			at += box.W
		} else {
			box.Y, box.H = b.Y+at, part*b.H
			at += box.H
		}
		if box.W < smallW || box.H < smallH {
			return false
		}
		l.Boxes[i] = box
	}
	return true
}

// worth is the room of a layout that its figures can use, each by its side rather than its area: twice the room is not twice as easy to read. The second one that
// is spoken of counts for less than the first, the others for little.
func (l *Layout) worth(figures []placard) float32 {
	sum := float32(0)
	for i := range figures {
		v := float32(math.Sqrt(float64(usable(l.Boxes[i], figures[i].Figure))))
		switch {
		case i == l.Pair:
			v *= 0.85
		case i != l.Hero:
			v *= 0.33
		}
		sum += v
	}
	return sum
}

// usable is the area of a box that a figure fills: about the shape that it likes.
func usable(b Box, f *Figure) float32 {
	const give = 1.35 // how far a box may be from that before room is lost
	aspect := f.Shape.aspect()
	v := min(b.W, give*aspect*b.H) * min(b.H, give*b.W/aspect)
	if b.W < f.Least.W || b.H < f.Least.H {
		v *= 0.7 // a miniature cannot be worked with
	}
	return v
}

// aspect is the width that a shape likes best, in heights.
func (s Shape) aspect() float32 {
	switch s {
	case Square:
		return 1
	case Wide:
		return 1.8
	case Tall:
		return 0.7
	}
	return 1.3
}

func (b Box) area() float32 { return b.W * b.H }

// speaksOf tells whether name is one of the space-separated words of point.
func speaksOf(point, name string) bool {
	for point != "" {
		word, rest, _ := strings.Cut(point, " ")
		if word == name {
			return true
		}
		point = rest
	}
	return false
}
