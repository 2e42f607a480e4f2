package main

import (
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
	swipe    = 44 // CSS pixels that a finger must go to turn to another figure
)

// over says what the pointer at x, y would do.
func (h *hand) over(x, y float32) int {
	switch h.pic.At(x, y).Target {
	case scene.Pixel:
		return drawing
	case scene.Map:
		return grabbing
	case scene.Node, scene.Pair, scene.CardShut:
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
		h.paint(h.grip)
	case scene.Map:
		h.hold(x, y)
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
	switch h.grip.Target {
	case scene.Pixel:
		h.drag(x, y)
	case scene.Map:
		h.hold(x, y)
	}
	h.x, h.y = x, y
}

// drag paints every pixel on the way, however fast the pointer went.
func (h *hand) drag(x, y float32) {
	dx, dy := x-h.x, y-h.y
	n := int(max(dx, -dx, dy, -dy)/3) + 1
	for i := 1; i <= n; i++ {
		t := float32(i) / float32(n)
		if at := h.pic.At(h.x+t*dx, h.y+t*dy); at.Target == scene.Pixel {
			h.paint(at)
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
	case h.grip.Target == scene.Pixel || h.grip.Target == scene.Map:
	case h.touch && h.single && max(dx, -dx) > swipe && max(dx, -dx) > 2*max(dy, -dy):
		h.turn(dx < 0)
	case !h.movedTooMuch:
		h.tap()
	}
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
	case g.Target == scene.Node && !same(g, h.look.Open):
		h.look.Open, h.dirty = g, true
	default:
		h.shut()
	}
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

func (h *hand) paint(at scene.Hit) {
	if at.Index == h.lastPainted {
		return
	}
	h.lastPainted = at.Index
	h.sight.paint(at.Index, h.ink)
	h.command = wire.Command{Op: wire.Paint, Index: int(at.Index), Value: float64(h.ink)}
	h.send(&h.command)
}

// hold puts the ring where the pointer is, or at the nearest edge of the map.
func (h *hand) hold(x, y float32) {
	g := h.grip
	h.place = h.sight.builder.Place(h.place[:0], (x-g.X)/(g.X2-g.X), (y-g.Y)/(g.Y2-g.Y))
	h.sight.hold(h.place)
	h.command = wire.Command{Op: wire.Hold, Place: h.place}
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
