package main

import (
	"hourglass/core/data"
	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/wire"
)

// A hand is the learner's pointer or finger on the picture: it turns touches into commands and looks.
type hand struct {
	pic    *scene.Scene
	sight  *sight
	look   *scene.Look
	send   func(*wire.Command)
	figure func(name string) // asks the page for another figure
	easel  func()            // asks the page for a larger input to paint on
	dirty  bool              // the look has changed

	down, touch  bool
	grip         scene.Hit // what was pressed
	x, y         float32   // where the pointer was last
	x0, y0       float32   // where it was pressed
	ink          float32   // what a drag over pixels paints
	place        []float32
	command      wire.Command
	lesson       *lessons.Lesson
	single       bool // one figure fills the stage
	lastPainted  int32
	lastStep     int // that was asked for while looking back
	movedTooMuch bool
}

// What the pointer over the picture looks like, and whether a finger there drags instead of scrolling the page.
const (
	plain = iota
	pointing
	drawing
	grabbing
)

const (
	tapReach = 9  // CSS pixels that a tap may slip
	finger   = 24 // CSS pixels that a finger hits
	swipe    = 44 // CSS pixels that a finger must go to turn to another figure
)

// over says what the pointer at x, y would do.
func (h *hand) over(x, y float32) int {
	switch h.pic.At(x, y).Target {
	case scene.Pixel:
		return drawing
	case scene.Map, scene.Past, scene.PlanePoint, scene.AlongLine:
		return grabbing
	case scene.Node, scene.Pair, scene.CardShut, scene.Unit, scene.Wipe:
		return pointing
	}
	return plain
}

func (h *hand) press(x, y float32, touch bool) {
	h.down, h.touch, h.movedTooMuch = true, touch, false
	h.x, h.y, h.x0, h.y0 = x, y, x, y
	h.grip = h.pic.At(x, y)
	switch h.grip.Target {
	case scene.Pixel:
		h.lastPainted = -1
		h.ink = 1
		if h.sight.grey(h.grip.Index) >= 0.5 {
			h.ink = 0
		}
		if !h.fine() {
			h.paint(h.grip, y)
		}
	default:
		h.lastStep = -2
		h.slide(x, y)
	}
}

// fine tells whether a finger has pressed a number that is too small for it: then a stroke paints, but a tap asks for a larger input.
func (h *hand) fine() bool {
	g := h.grip
	return h.touch && h.single && g.Target == scene.Pixel && min(g.X2-g.X, g.Y2-g.Y) < finger && h.sight.snap.Setup.Data.Form() != data.Points
}

// slide does what a pressed pointer does at every place of a figure that is dragged over.
func (h *hand) slide(x, y float32) {
	g := h.grip
	u, v := (x-g.X)/(g.X2-g.X), (y-g.Y)/(g.Y2-g.Y)
	switch g.Target {
	case scene.Map:
		h.hold(h.sight.builder.Place(h.place[:0], u, v))
	case scene.AlongLine:
		h.hold(h.sight.builder.LineAt(h.place[:0], u))
	case scene.Past:
		h.rewind(h.sight.builder.StepAt(u))
	case scene.PlanePoint:
		if px, py, ok := h.sight.builder.PlaneAt(u, v); ok {
			h.set(0, px)
			h.set(1, py)
		}
	}
}

func (h *hand) move(x, y float32, touch bool) {
	if !h.down {
		if !touch {
			h.hover(h.pic.At(x, y))
		}
		return
	}
	dx, dy := x-h.x0, y-h.y0
	h.movedTooMuch = h.movedTooMuch || dx*dx+dy*dy > tapReach*tapReach
	if h.fine() && !h.movedTooMuch {
		return // not yet a stroke; when it is one, it begins where the finger came down
	}
	switch h.grip.Target {
	case scene.Pixel:
		h.drag(x, y)
	default:
		h.slide(x, y)
	}
	h.x, h.y = x, y
}

// drag paints everything on the way, however fast the pointer went. A number's track is kept until it is let go.
func (h *hand) drag(x, y float32) {
	if h.sight.snap.Setup.Data.Form() == data.Points {
		h.paint(h.grip, y)
		return
	}
	dx, dy := x-h.x, y-h.y
	n := int(max(dx, -dx, dy, -dy)/3) + 1
	for i := 1; i <= n; i++ {
		t := float32(i) / float32(n)
		if at := h.pic.At(h.x+t*dx, h.y+t*dy); at.Target == scene.Pixel {
			h.paint(at, h.y+t*dy)
		}
	}
}

func (h *hand) release(x, y float32) {
	if !h.down {
		return
	}
	h.down = false
	dx, dy := x-h.x0, y-h.y0
	switch {
	case h.fine() && !h.movedTooMuch:
		h.easel()
	case drags(h.grip.Target):
	case h.touch && h.single && max(dx, -dx) > swipe && max(dx, -dx) > 2*max(dy, -dy):
		h.turn(dx < 0)
	case !h.movedTooMuch:
		h.tap()
	}
}

// drags tells whether what was pressed is dragged, not tapped.
func drags(t scene.Target) bool {
	switch t {
	case scene.Pixel, scene.Map, scene.Past, scene.PlanePoint, scene.AlongLine:
		return true
	}
	return false
}

// leave forgets what was pressed and pointed at: the pointer has gone, or the browser has taken the touch for scrolling.
func (h *hand) leave() {
	h.down = false
	h.hover(scene.Hit{})
}

func (h *hand) tap() {
	switch g := h.grip; {
	case g.Target == scene.Pair:
		h.command = wire.Command{Op: wire.Show, Index: int(g.Index)}
		h.send(&h.command)
	case g.Target == scene.Wipe:
		h.command = wire.Command{Op: wire.Clear}
		h.send(&h.command)
	case g.Target == scene.Unit && g.Layer > 0: // its page is there to be looked at
		h.open(g)
	case g.Target == scene.Unit:
		g.Target, g.Layer = scene.Node, int32(h.sight.builder.CodeLayer())
		h.open(g)
	case g.Target == scene.Node:
		h.open(g)
	default:
		h.shut()
	}
}

// open opens the card of a node, or shuts it when it is the open one.
func (h *hand) open(g scene.Hit) {
	if same(g, h.look.Open) {
		h.shut()
		return
	}
	h.look.Open, h.dirty = g, true
}

// shut closes the open card.
func (h *hand) shut() {
	if h.look.Open != (scene.Hit{}) || h.look.Hover != (scene.Hit{}) {
		h.look.Open, h.look.Hover, h.dirty = scene.Hit{}, scene.Hit{}, true
	}
}

func (h *hand) hover(at scene.Hit) {
	if at.Target != scene.Node {
		at = scene.Hit{}
	}
	if !same(at, h.look.Hover) {
		h.look.Hover, h.dirty = at, true
	}
}

func same(a, b scene.Hit) bool {
	return a.Target == b.Target && a.Layer == b.Layer && a.Index == b.Index
}

// paint inks the number of a hit: a pixel with the stroke's ink, any other number by the height of the pointer.
func (h *hand) paint(at scene.Hit, y float32) {
	v, ok := h.sight.builder.Ink(at, y)
	switch {
	case !ok && at.Index == h.lastPainted:
		return
	case !ok:
		v = h.ink
	case h.lastPainted == at.Index && h.sight.grey(at.Index) == v:
		return
	}
	h.lastPainted = at.Index
	h.set(at.Index, v)
}

// set gives number i of the shown example a value.
func (h *hand) set(i int32, v float32) {
	h.sight.paint(i, v)
	h.command = wire.Command{Op: wire.Paint, Index: int(i), Value: float64(v)}
	h.send(&h.command)
}

// hold puts the ring at a place; none is the place of a figure that is not there.
func (h *hand) hold(place []float32) {
	h.place = place
	if len(place) == 0 {
		return
	}
	h.sight.hold(h.place)
	h.command = wire.Command{Op: wire.Hold, Place: h.place}
	h.send(&h.command)
}

// rewind looks back to a step, or at the present for -1.
func (h *hand) rewind(step int) {
	if step == h.lastStep {
		return
	}
	h.lastStep = step
	h.command = wire.Command{Op: wire.Rewind, Index: step}
	h.send(&h.command)
}

// turn asks for the next figure, or the one before.
func (h *hand) turn(next bool) {
	at, n := 0, len(h.lesson.Figures)
	for i, f := range h.lesson.Figures {
		if lessons.FigureNames[f] == h.look.Figure {
			at = i
		}
	}
	if next {
		at++
	} else {
		at += n - 1
	}
	h.figure(lessons.FigureNames[h.lesson.Figures[at%n]])
}
