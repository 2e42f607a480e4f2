package figures

import (
	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

// What figures of the plane share: the square from -planeReach to planeReach, dark in both themes as the map is, so that hues stand out alike.

// planeGround is the square with its lines at -1, 0 and 1. Their numbers stand above it and to its left, so that what lies beneath can be tied to it.
func planeGround(p *scene.Pen, m scene.Box) {
	p.Rect(m, 0, tint.Ramp, 0, 1)
	for i := range 3 {
		v := float32(i - 1)
		x, y := scene.ToPlane(m, v, v)
		for _, k := range [2]scene.Box{scene.At(x, m.Y, 0, m.H), scene.At(m.X, y, m.W, 0)} {
			p.Add(scene.Mark{Kind: scene.Line, Role: tint.Ramp, X: k.X, Y: k.Y, X2: k.X + k.W, Y2: k.Y + k.H, W: 1, V: 0.4, A: 0.28})
		}
		if i == 2 && m.X+m.W-x < 28*p.Size {
			continue // there the axes have their names
		}
		p.Begin(x, m.Y-5*p.Size, scene.Middle, tint.Faint)
		p.Num(v, 0)
		p.End().Size = 11.5 * p.Size
		p.Begin(m.X-6*p.Size, y+4*p.Size, scene.End, tint.Faint)
		p.Num(v, 0)
		p.End().Size = 11.5 * p.Size
	}
	p.Write(m.X+m.W, m.Y-5*p.Size, scene.End, tint.Dim, "x₁").Size = 12 * p.Size
	p.Write(m.X-6*p.Size, m.Y+10*p.Size, scene.End, tint.Dim, "x₂").Size = 12 * p.Size
	p.Frame(m, 1, tint.Line, 1)
}

// shownPoint draws the shown point as a cross, tied to its copy, a ring. While the learner holds the code there is only the ring: what the decoder
// makes of it.
func shownPoint(b *scene.Base, p *scene.Pen, m scene.Box) {
	x, y := scene.ToPlane(m, b.Output[0], b.Output[1])
	cx, cy := scene.ToPlane(m, b.Snap.View.Input[0], b.Snap.View.Input[1])
	if !b.Snap.View.Held {
		p.Within(m, scene.OnDark(scene.Line, cx, cy, x, y, 1.6, 1, 0.9))
	}
	if scene.Inside(m, x, y) {
		p.Handle(x, y, 8*p.Size)
	}
	if !b.Snap.View.Held && scene.Inside(m, cx, cy) {
		p.Cross(cx, cy, 6*p.Size)
	}
}

// PlanePoint is where the shown point is put.
const PlanePoint scene.Target = "point"

// touchPlane puts the shown point under the pointer.
func touchPlane(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	if g.Act == scene.Release || b.Form() != data.Points {
		return
	}
	x, y := scene.FromPlane(g.Place())
	h.Send(wire.Command{Op: wire.Paint, Index: 0, Value: float64(x)})
	h.Send(wire.Command{Op: wire.Paint, Index: 1, Value: float64(y)})
}

// keyPlane moves the shown point by a thirtieth of the way from the middle to the edge.
func keyPlane(dx, dy int, h scene.Hand) {
	for i, by := range [2]int{dx, dy} {
		v := scene.Clamp(h.Input(int32(i))+float32(by)*scene.PlaneReach/30, -scene.PlaneReach, scene.PlaneReach)
		h.Send(wire.Command{Op: wire.Paint, Index: i, Value: float64(v)})
	}
}
