package scene

import (
	"hourglass/core/train"
	"hourglass/wasm/tint"
)

// What figures of the plane share: the square from -planeReach to planeReach, dark in both themes as the map is, so that hues stand out alike.

const planeReach = train.FieldReach

// toPlane places data coordinates on the square m; what lies beyond planeReach lies beyond m.
func toPlane(m Box, x, y float32) (float32, float32) {
	return m.X + m.W*(0.5+x/(2*planeReach)), m.Y + m.H*(0.5-y/(2*planeReach))
}

// fromPlane turns a place in the square, u and v from 0 to 1 from its top left, into data coordinates.
func fromPlane(u, v float32) (x, y float32) {
	return planeReach * (2*min(max(u, 0), 1) - 1), planeReach * (1 - 2*min(max(v, 0), 1))
}

// planeGround is the square with its lines at -1, 0 and 1. Their numbers stand above it and to its left, so that what lies beneath can be tied to it.
func (p *pen) planeGround(m Box) {
	p.rect(m, 0, tint.Ramp, 0, 1)
	for i := range 3 {
		v := float32(i - 1)
		x, y := toPlane(m, v, v)
		for _, k := range [2]Box{{x, m.Y, 0, m.H}, {m.X, y, m.W, 0}} {
			p.add(Mark{Kind: Line, Role: tint.Ramp, X: k.X, Y: k.Y, X2: k.X + k.W, Y2: k.Y + k.H, W: 1, V: 0.4, A: 0.28})
		}
		if i == 2 && m.X+m.W-x < 28*p.size {
			continue // there the axes have their names
		}
		p.begin(x, m.Y-5*p.size, Middle, tint.Faint)
		p.num(v, 0)
		p.end().Size = 11.5 * p.size
		p.begin(m.X-6*p.size, y+4*p.size, End, tint.Faint)
		p.num(v, 0)
		p.end().Size = 11.5 * p.size
	}
	p.text(m.X+m.W, m.Y-5*p.size, End, tint.Dim, "x₁").Size = 12 * p.size
	p.text(m.X-6*p.size, m.Y+10*p.size, End, tint.Dim, "x₂").Size = 12 * p.size
	p.frame(m, 1, tint.Line, 1)
}

// within adds a line as far as it lies in m (Liang and Barsky 1984); it tells whether its end does.
func (p *pen) within(m Box, k Mark) bool {
	t0, t1 := float32(0), float32(1)
	dx, dy := k.X2-k.X, k.Y2-k.Y
	for _, edge := range [4][2]float32{{-dx, k.X - m.X}, {dx, m.X + m.W - k.X}, {-dy, k.Y - m.Y}, {dy, m.Y + m.H - k.Y}} {
		speed, room := edge[0], edge[1]
		switch {
		case speed == 0 && room < 0:
			return false
		case speed < 0:
			if t := room / speed; t > t0 {
				t0 = t
			}
		case speed > 0:
			if t := room / speed; t < t1 {
				t1 = t
			}
		}
	}
	if !(t0 < t1) {
		return inside(m, k.X2, k.Y2)
	}
	k.X2, k.Y2 = k.X+t1*dx, k.Y+t1*dy
	k.X, k.Y = k.X+t0*dx, k.Y+t0*dy
	p.add(k)
	return t1 == 1
}

func inside(m Box, x, y float32) bool { return x >= m.X && x <= m.X+m.W && y >= m.Y && y <= m.Y+m.H }

// shownPoint draws the shown point as a cross, tied to its copy, a ring. While the learner holds the code there is only the ring: what the decoder
// makes of it.
func (b *Builder) shownPoint(p *pen, m Box) {
	x, y := toPlane(m, b.output[0], b.output[1])
	cx, cy := toPlane(m, b.snap.View.Input[0], b.snap.View.Input[1])
	if !b.snap.View.Held {
		p.within(m, ramp(Line, cx, cy, x, y, 1.6, 1, 0.9))
	}
	if inside(m, x, y) {
		p.handle(x, y, 8*p.size)
	}
	if !b.snap.View.Held && inside(m, cx, cy) {
		p.cross(cx, cy, 6*p.size)
	}
}

// cross marks a point that the learner chose.
func (p *pen) cross(x, y, r float32) {
	for _, k := range [2]Mark{ramp(Line, 0, 0, 0, 0, 5, 0, 0.8), ramp(Line, 0, 0, 0, 0, 2.2, 1, 1)} {
		k.X, k.Y, k.X2, k.Y2 = x-r, y, x+r, y
		p.add(k)
		k.X, k.Y, k.X2, k.Y2 = x, y-r, x, y+r
		p.add(k)
	}
}

// handle is a ring that can be dragged, or what it brings forth.
func (p *pen) handle(x, y, r float32) {
	p.add(ramp(Ring, x, y, r, 0, 5, 0, 0.8))
	p.add(ramp(Ring, x, y, r, 0, 2.4, 1, 1))
}

// A legend writes what marks mean, from left to right: a sample on a dark plate, then its words.
type legend struct {
	p    *pen
	x, y float32 // y is the baseline
}

const legendSize = 12

// item draws one sample by draw, round its middle, and its words.
func (l *legend) item(words string, draw func(p *pen, x, y float32)) {
	p := l.p
	plate := Box{l.x, l.y - 11*p.size, 20 * p.size, 15 * p.size}
	p.rect(plate, 3*p.size, tint.Ramp, 0, 1)
	draw(p, plate.X+plate.W/2, plate.Y+plate.H/2)
	p.text(l.x+25*p.size, l.y, Start, tint.Dim, words).Size = legendSize * p.size
	l.x += l.width(words)
}

// width is the room that an item takes.
func (l *legend) width(words string) float32 {
	return (25 + 14 + 0.56*legendSize*l.p.letters(words)) * l.p.size
}

func ramp(kind Kind, x, y, x2, y2, w, v, a float32) Mark {
	return Mark{Kind: kind, Role: tint.Ramp, X: x, Y: y, X2: x2, Y2: y2, W: w, V: v, A: a}
}
