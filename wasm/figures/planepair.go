package figures

import (
	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

// Two neighbours on a circle that one number holds: the shown point, and the one a 32nd of the circle further on. The learner takes them round, and sees
// where their codes part.

const (
	roundPlaces = 256              // of the circle, at which neighbours can stand
	roundApart  = roundPlaces / 32 // between the two
	roundSteps  = 3000             // of training, before which there is no cut to be found
	roundReach  = 0.13             // how near the circle, in the plane, takes hold of it
)

// neighbours are the places of the circle, and the one beside the shown point.
type neighbours struct {
	ring    []float32  // the places (roundPlaces, 2)
	at      int        // of the shown point, while there is a pair; else -1
	other   []float32  // the neighbour
	code    float32    // its code
	copy    [2]float32 // what it comes back as
	dragged bool       // a hand has hold of the circle: it leaves it only by letting go
}

// round tells whether the run puts a closed curve through one number, and has learned enough to have had to cut it.
func (n *neighbours) round(b *scene.Base) bool {
	return b.Snap.Setup.Data == data.Circle && b.Snap.Setup.Neck == 1 && b.Snap.Step >= roundSteps
}

func (n *neighbours) plan() {
	if len(n.ring) > 0 {
		return
	}
	n.ring, n.other = make([]float32, 2*roundPlaces), make([]float32, 2)
	for i := range roundPlaces {
		n.ring[2*i], n.ring[2*i+1] = data.Circle.On(float32(i) / roundPlaces)
	}
}

// nearest is the place of the circle nearest to x, y, and the square of how far it is.
func (n *neighbours) nearest(x, y float32) (place int, off float32) {
	off = 1e9
	for i := range roundPlaces {
		dx, dy := n.ring[2*i]-x, n.ring[2*i+1]-y
		if d := dx*dx + dy*dy; d < off {
			place, off = i, d
		}
	}
	return place, off
}

func (n *neighbours) update(b *scene.Base) {
	n.at = -1
	if !n.round(b) || b.Snap.View.Held {
		return
	}
	at, off := n.nearest(b.Snap.View.Input[0], b.Snap.View.Input[1])
	if off > roundReach*roundReach {
		return
	}
	n.at = at
	next := (at + roundApart) % roundPlaces
	copy(n.other, n.ring[2*next:2*next+2])
	n.code = scene.Encode(b.Model, b.Many, b.Snap.Params, n.other, 1)[0]
	out := scene.Rebuild(b.Model, b.Many, b.Snap.Params, n.other, 1)
	n.copy = [2]float32{out[0], out[1]}
}

// take puts the shown point on the circle where a hand at x, y has hold of it; it tells whether it has.
func (n *neighbours) take(g *scene.Gesture, h scene.Hand, x, y float32) bool {
	at, off := n.nearest(x, y)
	if g.Act == scene.Press {
		n.dragged = off <= roundReach*roundReach
	}
	if n.dragged {
		n.put(at, h)
	}
	return n.dragged
}

// put puts the shown point at a place of the circle, counted round its end.
func (n *neighbours) put(at int, h scene.Hand) {
	at = (at%roundPlaces + roundPlaces) % roundPlaces
	for i := range 2 {
		h.Send(wire.Command{Op: wire.Paint, Index: i, Value: float64(n.ring[2*at+i])})
	}
}

// draw draws the neighbour as the shown point is drawn, and the way between them; code is where its code stands on the number line.
func (n *neighbours) draw(p *scene.Pen, m, strip scene.Box, code float32) {
	x, y := scene.ToPlane(m, n.copy[0], n.copy[1])
	p.Within(scene.At(m.X, m.Y, m.W, strip.Y-m.Y), scene.OnDark(scene.Line, code, strip.Y, x, y, 1.2, 1, 0.5))
	cx, cy := scene.ToPlane(m, n.other[0], n.other[1])
	p.Within(m, scene.OnDark(scene.Line, cx, cy, x, y, 1.6, 1, 0.9))
	if scene.Inside(m, x, y) {
		p.Handle(x, y, 6*p.Size)
	}
	p.Cross(cx, cy, 5*p.Size)
}

// tell writes the codes of the two.
func (n *neighbours) tell(b *scene.Base, p *scene.Pen) {
	p.Num(b.Code[0], 2)
	p.Str("; ")
	p.Num(n.code, 2)
}

// span is the stretch of the number line between the codes of the two.
func (n *neighbours) span(p *scene.Pen, strip scene.Box, one, other float32) {
	y := strip.Y + strip.H/2
	p.Line(min(one, other), y, max(one, other), y, 4*p.Size, tint.Ramp, 0.8)
	p.Marks[len(p.Marks)-1].V = 1
	p.Handle(other, y, min(strip.H/2-1, 7*p.Size))
}
