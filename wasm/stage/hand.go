package main

import (
	"hourglass/wasm/scene"
	"hourglass/wasm/wire"
)

// A hand is the learner's pointer or finger on the picture: it tells figures what is done to them, and turns what they make of it into commands and looks.
type hand struct {
	pic    *scene.Scene
	sight  *sight
	look   *scene.Look
	send   func(*wire.Command)
	figure func(name string) // asks the page for another figure
	easel  func()            // asks the page for a larger input to paint on
	dirty  bool              // the look has changed

	down    bool
	gesture scene.Gesture // of the press that is on
	x0, y0  float32       // where it began
	command wire.Command
}

const (
	tapReach = 9  // CSS pixels that a tap may slip
	swipe    = 44 // CSS pixels that a finger must go to turn to another figure
)

// over says what the pointer at x, y would do.
func (h *hand) over(x, y float32) int { return int(h.pic.At(x, y).Feel) }

func (h *hand) press(x, y float32, touch bool) {
	h.down, h.x0, h.y0 = true, x, y
	h.gesture = scene.Gesture{Hit: h.pic.At(x, y), Touch: touch, Pic: h.pic}
	if h.gesture.Hit.Feel.Drags() {
		h.do(scene.Press, x, y)
	}
}

// do tells the figure that was pressed of an act.
func (h *hand) do(act scene.Act, x, y float32) {
	g := &h.gesture
	g.Act, g.X, g.Y, g.Alone = act, x, y, h.sight.builder.Alone()
	h.sight.builder.Touch(g, h)
}

func (h *hand) move(x, y float32, touch bool) {
	if !h.down {
		if !touch {
			h.hover(h.pic.At(x, y))
		}
		return
	}
	dx, dy := x-h.x0, y-h.y0
	h.gesture.Slipped = h.gesture.Slipped || dx*dx+dy*dy > tapReach*tapReach
	if h.gesture.Hit.Feel.Drags() {
		h.do(scene.Drag, x, y)
	}
}

func (h *hand) release(x, y float32) {
	if !h.down {
		return
	}
	h.down = false
	dx, dy := x-h.x0, y-h.y0
	switch g := &h.gesture; {
	case g.Hit.Feel.Drags():
		h.do(scene.Release, x, y)
	case g.Touch && h.sight.builder.Alone() && max(dx, -dx) > swipe && max(dx, -dx) > 2*max(dy, -dy):
		h.turn(dx < 0)
	case !g.Slipped:
		h.do(scene.Tap, x, y)
	}
}

// leave forgets what was pressed and pointed at: the pointer has gone, or the browser has taken the touch for scrolling.
func (h *hand) leave() {
	h.down = false
	h.hover(scene.Hit{})
}

// Open implements [scene.Hand].
func (h *hand) Open(g scene.Hit) {
	if same(g, h.look.Open) {
		h.Shut()
		return
	}
	h.look.Open, h.dirty = g, true
}

// Shut implements [scene.Hand].
func (h *hand) Shut() {
	if h.look.Open != (scene.Hit{}) || h.look.Hover != (scene.Hit{}) {
		h.look.Open, h.look.Hover, h.dirty = scene.Hit{}, scene.Hit{}, true
	}
}

func (h *hand) hover(at scene.Hit) {
	switch at.Target {
	case scene.Node, scene.Place, scene.Layer:
	default:
		at = scene.Hit{}
	}
	if !same(at, h.look.Hover) {
		h.look.Hover, h.dirty = at, true
	}
}

func same(a, b scene.Hit) bool {
	return a.Target == b.Target && a.Layer == b.Layer && a.Index == b.Index
}

// Input implements [scene.Hand].
func (h *hand) Input(i int32) float32 { return h.sight.grey(i) }

// Redraw implements [scene.Hand].
func (h *hand) Redraw() { h.dirty = true }

// Easel implements [scene.Hand].
func (h *hand) Easel() { h.easel() }

// Enlarge implements [scene.Hand].
func (h *hand) Enlarge(name string) { h.figure(name) }

// Send implements [scene.Hand]: what is painted, hidden or held is shown before the trainer knows of it.
func (h *hand) Send(c wire.Command) {
	switch c.Op {
	case wire.Paint:
		h.sight.paint(int32(c.Index), float32(c.Value))
	case wire.Hold:
		h.sight.hold(c.Place)
	case wire.Hide:
		h.sight.hide(int32(c.Index), float32(c.Value))
	}
	h.command = c
	h.send(&h.command)
}

// turn asks for the next figure, or the one before.
func (h *hand) turn(next bool) {
	figures := h.sight.builder.Lesson.Figures
	at, n := 0, len(figures)
	for i, f := range figures {
		if f == h.sight.builder.Hero() {
			at = i
		}
	}
	if next {
		at++
	} else {
		at += n - 1
	}
	h.figure(figures[at%n])
}
