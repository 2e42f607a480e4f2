package figures

import (
	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

// What figures of the plane share: the square from -planeReach to planeReach, dark in both themes as the map is, so that hues stand out alike.

// stripHeight is the height below which a figure is a strip over the words of a phone: what is seen is drawn there, and hardly a word.
const stripHeight = 190

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

// tiedPoints are the points that the network learns from, each tied to its copy (Train, 2): the longer the ties, the larger the error.
func tiedPoints(b *scene.Base, p *scene.Pen, m scene.Box, copies []float32) {
	for i := range b.Set.Train {
		at := b.Set.Picture(i)
		if x, y := scene.ToPlane(m, at[0], at[1]); scene.Inside(m, x, y) {
			cx, cy := scene.ToPlane(m, copies[2*i], copies[2*i+1])
			p.Within(m, scene.OnDark(scene.Line, x, y, cx, cy, 1, 0.75, 0.5))
			pointIn(p, m, at, tint.Hue, b.Hue(i))
		}
	}
}

// pointIn draws a point at its place, if that lies in the plane.
func pointIn(p *scene.Pen, m scene.Box, at []float32, role tint.Role, v float32) {
	if x, y := scene.ToPlane(m, at[0], at[1]); scene.Inside(m, x, y) {
		p.Add(scene.Mark{Kind: scene.Disc, Role: role, X: x, Y: y, W: min(max(m.W/150, 1.8), 3.4), V: v, A: 0.95})
	}
}

// copyRings are the copies (rows, 2).
func copyRings(p *scene.Pen, m scene.Box, copies []float32) {
	r := min(max(m.W/170, 1.7), 3)
	for i := 0; i < len(copies); i += 2 {
		if x, y := scene.ToPlane(m, copies[i], copies[i+1]); scene.Inside(m, x, y) {
			p.Add(scene.OnDark(scene.Ring, x, y, r, 0, 0.9, 1, 0.4))
		}
	}
}

// sweptLine is all that a decoder can draw as its one number runs along, from place to place (sweepPoints, 2), in one colour or in those of the number line, by
// how far along it is.
func sweptLine(p *scene.Pen, m scene.Box, curve []float32, hue func(u float32) float32) {
	w := min(max(m.W/110, 2.5), 4.3)
	for _, k := range [2]scene.Mark{scene.OnDark(scene.Line, 0, 0, 0, 0, w+2.5, 0, 0.7), scene.OnDark(scene.Line, 0, 0, 0, 0, w, 1, 1)} {
		coloured := k.V == 1 && hue != nil
		if coloured {
			k.Role = tint.Hue
		}
		x, y := scene.ToPlane(m, curve[0], curve[1])
		for i := 1; i < sweepPoints; i++ {
			x2, y2 := scene.ToPlane(m, curve[2*i], curve[2*i+1])
			if coloured {
				k.V = hue((float32(i) - 0.5) / (sweepPoints - 1))
			}
			k.X, k.Y, k.X2, k.Y2 = x, y, x2+0.1*(x2-x), y2+0.1*(y2-y) // no gap in a bend
			p.Within(m, k)
			x, y = x2, y2
		}
	}
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

// keyPlane moves the shown point by a sixtieth of the plane.
func keyPlane(dx, dy int, h scene.Hand) {
	for i, by := range [2]int{dx, dy} {
		v := scene.Clamp(h.Input(int32(i))+float32(by)*scene.PlaneReach/30, -scene.PlaneReach, scene.PlaneReach)
		h.Send(wire.Command{Op: wire.Paint, Index: i, Value: float64(v)})
	}
}
