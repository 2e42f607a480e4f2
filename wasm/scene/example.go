package scene

import (
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/wasm/tint"
)

// An example of any data set, drawn in its form.

// Form is what the examples of the present data set are.
func (b *Base) Form() data.Form { return b.Snap.Setup.Data.Form() }

// Hue is the Hue value of example i of the set: its first true factor, 0 to 1.
func (b *Base) Hue(i int) float32 { return b.Set.Factor(i, 0) }

// Example draws one example x (Dim) of the data set in box: a picture as the largest square tile that fits, centred; a signal as a curve over
// the whole box; a row of a table as a column for each entry, none where it is missing; a point as a disc at its place in the plane, both axes to one scale. Role Ramp is the example's own look; of a curve or a disc that is ink.
func (b *Base) Example(p *Pen, box Box, x []float32, role tint.Role, a float32) {
	switch b.Form() {
	case data.Pictures:
		p.Picture(b.Square(box), b.Side(), x, role, a)
	case data.Signals:
		p.Signal(box, x, Solid(role), min(max(0.025*box.H, 1.2), 2.2), a)
	case data.Points:
		u, v := ToPlane(b.Square(box), min(max(x[0], -PlaneReach), PlaneReach), min(max(x[1], -PlaneReach), PlaneReach))
		p.Disc(u, v, min(max(0.05*min(box.W, box.H), 1.6), 6), Solid(role), 0, a)
	case data.Tables:
		p.Columns(box, x, 0.7, role, a)
	}
}

// Solid is the role of a line or a disc that stands for what a picture shows on the ramp.
func Solid(role tint.Role) tint.Role {
	if role == tint.Ramp {
		return tint.Ink
	}
	return role
}

// Side is the width of a picture of the data set in pixels.
func (b *Base) Side() int { return b.Snap.Setup.Data.Width() }

// Square is the largest square in the middle of box.
func (b *Base) Square(box Box) Box {
	s := min(box.W, box.H)
	return Box{box.X + (box.W-s)/2, box.Y + (box.H-s)/2, s, s}
}

// Picture draws grey values v (side*side) as a tile in the square box; what lies outside 0 to 1 is drawn at the nearer end.
func (p *Pen) Picture(box Box, side int, v []float32, role tint.Role, a float32) {
	greys := p.Tile(box.X, box.Y, box.W/float32(side), side, role, a)
	for i := range greys {
		greys[i] = Grey(v[i])
	}
}

// Signal draws values v, 0 at the foot of box and 1 at its head, as a line over the whole width of box.
func (p *Pen) Signal(box Box, v []float32, role tint.Role, w, a float32) {
	first := int32(len(p.Points))
	for i := range v {
		p.Points = append(p.Points, OnSignal(box, v, i))
	}
	p.Add(Mark{Kind: Poly, Role: role, W: w, A: a, First: first, Count: int32(len(v))})
}

// OnSignal is the place of value i of signal v drawn in box.
func OnSignal(box Box, v []float32, i int) Point {
	return Point{box.X + box.W*float32(i)/float32(max(len(v)-1, 1)), box.Y + box.H*(1-Clamp(v[i], 0, 1))}
}

// Columns draws entries v of a table, 0 at the foot of box and 1 at its head, as columns side by side, which take a share of their places.
func (p *Pen) Columns(box Box, v []float32, share float32, role tint.Role, a float32) {
	step := box.W / float32(len(v))
	for i, e := range v {
		if h := box.H * Clamp(e, 0, 1); h > 0 {
			p.Rect(Box{box.X + step*(float32(i)+(1-share)/2), box.Y + box.H - h, share * step, h}, 0, role, 0.8, a)
		}
	}
}

// Points lie in the square from -planeReach to planeReach.

// PlaneReach is how far the square reaches on both sides of 0.
const PlaneReach = ask.FieldReach

// ToPlane places data coordinates on the square m; what lies beyond planeReach lies beyond m.
func ToPlane(m Box, x, y float32) (float32, float32) {
	return m.X + m.W*(0.5+x/(2*PlaneReach)), m.Y + m.H*(0.5-y/(2*PlaneReach))
}

// FromPlane turns a place in the square, u and v from 0 to 1 from its top left, into data coordinates.
func FromPlane(u, v float32) (x, y float32) {
	return PlaneReach * (2*min(max(u, 0), 1) - 1), PlaneReach * (1 - 2*min(max(v, 0), 1))
}
