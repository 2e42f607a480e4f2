package figures

import (
	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

// What the input of the network is touched for.
const (
	Pixel scene.Target = "pixel" // paint number Index of the input
	Wipe  scene.Target = "wipe"  // empty the input, to draw on
	Home  scene.Target = "home"  // go back to the example that was there before
)

// finger is how many CSS pixels a finger hits.
const finger = 24

// A brush paints on the input: with one ink from the press on, or by the height of the pointer.
type brush struct {
	ink  float32 // what a stroke over pixels paints
	last int32   // the number that was painted last
	x, y float32 // where the pointer was last
	home int     // the example that was painted over
}

// follow remembers the shown example, for whoever wants it back once it is painted over.
func (k *brush) follow(b *scene.Base) {
	if s := b.Snap.View.Sample; s >= 0 {
		k.home = s
	}
}

// wiped answers to a tap on what [offers] lays there.
func (k *brush) wiped(g *scene.Gesture, h scene.Hand) {
	if g.Hit.Target == Home {
		h.Send(wire.Command{Op: wire.Show, Index: k.home})
		return
	}
	h.Send(wire.Command{Op: wire.Clear})
}

// offers lays under an input in the middle of at what can be done to the whole of it: to empty it where that is wanted, and, once it is the learner's own, to
// have the example back. Nothing begins left of left. It reports whether there is anything.
func offers(b *scene.Base, p *scene.Pen, at scene.Box, left float32, empty bool) bool {
	own, gap := b.Snap.View.Sample < 0, 7.8*p.Size
	size := 13 * p.Size
	wide := [2]float32{0.56 * size * p.Letters("clear"), 0.56 * size * p.Letters("restore")}
	whole := float32(0)
	for i, on := range [2]bool{empty, own} {
		if on {
			whole += wide[i] + 2*gap
		}
	}
	x := max(at.X+(at.W-whole)/2, left)
	put := func(word string, wide float32, t scene.Target) {
		p.Write(x+gap+wide/2, at.Y+17*p.Size, scene.Middle, tint.Sea, word).Size = size
		p.Hit(scene.Hit{Target: t, Feel: scene.Pointing, X: x, Y: at.Y, X2: x + wide + 2*gap, Y2: at.Y + 25*p.Size})
		x += wide + 2*gap
	}
	if empty {
		put("clear", wide[0], Wipe)
	}
	if own {
		put("restore", wide[1], Home)
	}
	return empty || own
}

// Touch implements [scene.Toucher].
func (f *network) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	switch g.Hit.Target {
	case Pixel:
		f.brush.touch(b, g, h)
	case Wipe, Home:
		f.brush.wiped(g, h)
	default:
		touchUnit(b, g, h)
	}
}

// touch goes on with a stroke. Where a number is too small for a finger a stroke paints, but a tap asks for a larger input.
func (k *brush) touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	fine := g.Touch && g.Alone && min(g.Hit.X2-g.Hit.X, g.Hit.Y2-g.Hit.Y) < finger && b.Form() != data.Points
	switch g.Act {
	case scene.Press:
		*k = brush{ink: 1, last: -1, x: g.X, y: g.Y, home: k.home}
		if h.Input(g.Hit.Index) >= 0.5 {
			k.ink = 0
		}
		if !fine {
			k.paint(b, g.Hit, g.X, g.Y, h)
		}
	case scene.Drag:
		if fine && !g.Slipped {
			return // not yet a stroke; when it is one, it begins where the finger came down
		}
		k.drag(b, g, h)
		k.x, k.y = g.X, g.Y
	case scene.Release:
		if fine && !g.Slipped {
			h.Easel()
		}
	}
}

// drag paints everything on the way, however fast the pointer went. A number's track, and an entry of a table, is kept until it is let go.
func (k *brush) drag(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	if form := b.Form(); form == data.Points || form == data.Tables {
		k.paint(b, g.Hit, g.X, g.Y, h)
		return
	}
	dx, dy := g.X-k.x, g.Y-k.y
	n := int(max(dx, -dx, dy, -dy)/3) + 1
	for i := 1; i <= n; i++ {
		t := float32(i) / float32(n)
		if at := g.Pic.At(k.x+t*dx, k.y+t*dy); at.Target == Pixel {
			k.paint(b, at, k.x+t*dx, k.y+t*dy, h)
		}
	}
}

// paint inks the number of a hit: a pixel with the stroke's ink, an entry of a table by how far to the right the pointer is, any other number by its height.
func (k *brush) paint(b *scene.Base, at scene.Hit, x, y float32, h scene.Hand) {
	v, ok := inkAt(b, at, x, y)
	switch {
	case !ok && at.Index == k.last:
		return
	case !ok:
		v = k.ink
	case k.last == at.Index && h.Input(at.Index) == v:
		return
	}
	k.last = at.Index
	h.Send(wire.Command{Op: wire.Paint, Index: int(at.Index), Value: float64(v)})
}

// inkAt is the value that a stroke at x, y gives the number of a Pixel hit. It reports false for a pixel of a picture, which is inked
// as a whole.
func inkAt(b *scene.Base, h scene.Hit, x, y float32) (value float32, ok bool) {
	if b.Form() == data.Tables && h.X2 > h.X {
		return entered(&b.Set.Kind.Columns()[h.Index], h, x), true
	}
	if b.Form() == data.Pictures || h.Y2 <= h.Y {
		return 0, false
	}
	v := 1 - min(max((y-h.Y)/(h.Y2-h.Y), 0), 1)
	if b.Form() == data.Points {
		v = scene.PlaneReach * (2*v - 1)
	}
	return v, true
}
