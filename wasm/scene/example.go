package scene

import (
	"hourglass/core/data"
	"hourglass/wasm/tint"
)

// An example of any data set, drawn in its form.

// form is what the examples of the present data set are.
func (b *Builder) form() data.Form { return b.snap.Setup.Data.Form() }

// hue is the Hue value of example i of the set: its first true factor, 0 to 1.
func (b *Builder) hue(i int) float32 { return b.set.Factor(i, 0) }

// example draws one example x (Dim) of the data set in box: a picture as the largest square tile that fits, centred; a signal as a curve over
// the whole box; a point as a disc at its place in the plane, both axes to one scale. Role Ramp is the example's own look; of a curve or a disc that is ink.
func (b *Builder) example(p *pen, box Box, x []float32, role tint.Role, a float32) {
	switch b.form() {
	case data.Pictures:
		p.picture(b.square(box), b.side(), x, role, a)
	case data.Signals:
		p.signal(box, x, solid(role), min(max(0.025*box.H, 1.2), 2.2), a)
	case data.Points:
		u, v := toPlane(b.square(box), min(max(x[0], -planeReach), planeReach), min(max(x[1], -planeReach), planeReach))
		p.disc(u, v, min(max(0.05*min(box.W, box.H), 1.6), 6), solid(role), 0, a)
	}
}

// solid is the role of a line or a disc that stands for what a picture shows on the ramp.
func solid(role tint.Role) tint.Role {
	if role == tint.Ramp {
		return tint.Ink
	}
	return role
}

// side is the width of a picture of the data set in pixels.
func (b *Builder) side() int { return b.snap.Setup.Data.Width() }

// square is the largest square in the middle of box.
func (b *Builder) square(box Box) Box {
	s := min(box.W, box.H)
	return Box{box.X + (box.W-s)/2, box.Y + (box.H-s)/2, s, s}
}

// picture draws grey values v (side*side) as a tile in the square box; what lies outside 0 to 1 is drawn at the nearer end.
func (p *pen) picture(box Box, side int, v []float32, role tint.Role, a float32) {
	greys := p.tile(box.X, box.Y, box.W/float32(side), side, role, a)
	for i := range greys {
		greys[i] = grey(v[i])
	}
}

// signal draws values v, 0 at the foot of box and 1 at its head, as a line over the whole width of box.
func (p *pen) signal(box Box, v []float32, role tint.Role, w, a float32) {
	first := int32(len(p.Points))
	for i := range v {
		p.Points = append(p.Points, onSignal(box, v, i))
	}
	p.add(Mark{Kind: Poly, Role: role, W: w, A: a, First: first, Count: int32(len(v))})
}

// onSignal is the place of value i of signal v drawn in box.
func onSignal(box Box, v []float32, i int) Point {
	return Point{box.X + box.W*float32(i)/float32(max(len(v)-1, 1)), box.Y + box.H*(1-clamp(v[i], 0, 1))}
}
