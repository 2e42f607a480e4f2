package scene

import "hourglass/wasm/tint"

// Shapes that several figures draw.

// Within adds a line as far as it lies in m (Liang and Barsky 1984); it tells whether its end does.
func (p *Pen) Within(m Box, k Mark) bool {
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
		return Inside(m, k.X2, k.Y2)
	}
	k.X2, k.Y2 = k.X+t1*dx, k.Y+t1*dy
	k.X, k.Y = k.X+t0*dx, k.Y+t0*dy
	p.Add(k)
	return t1 == 1
}

func Inside(m Box, x, y float32) bool { return x >= m.X && x <= m.X+m.W && y >= m.Y && y <= m.Y+m.H }

// Cross marks a point that the learner chose.
func (p *Pen) Cross(x, y, r float32) {
	for _, k := range [2]Mark{OnDark(Line, 0, 0, 0, 0, 5, 0, 0.8), OnDark(Line, 0, 0, 0, 0, 2.2, 1, 1)} {
		k.X, k.Y, k.X2, k.Y2 = x-r, y, x+r, y
		p.Add(k)
		k.X, k.Y, k.X2, k.Y2 = x, y-r, x, y+r
		p.Add(k)
	}
}

// Handle is a ring that can be dragged, or what it brings forth.
func (p *Pen) Handle(x, y, r float32) {
	p.Add(OnDark(Ring, x, y, r, 0, 5, 0, 0.8))
	p.Add(OnDark(Ring, x, y, r, 0, 2.4, 1, 1))
}

func OnDark(kind Kind, x, y, x2, y2, w, v, a float32) Mark {
	return Mark{Kind: kind, Role: tint.Ramp, X: x, Y: y, X2: x2, Y2: y2, W: w, V: v, A: a}
}

// A Legend writes what marks mean, from left to right: a sample on a dark plate, then its words.
type Legend struct {
	Pen  *Pen
	X, Y float32 // y is the baseline
}

const legendSize = 12

// Item draws one sample by draw, round its middle, and its words.
func (l *Legend) Item(words string, draw func(p *Pen, x, y float32)) {
	p := l.Pen
	if p.Small {
		return
	}
	plate := Box{l.X, l.Y - 11*p.Size, 20 * p.Size, 15 * p.Size}
	p.Rect(plate, 3*p.Size, tint.Ramp, 0, 1)
	draw(p, plate.X+plate.W/2, plate.Y+plate.H/2)
	p.Write(l.X+25*p.Size, l.Y, Start, tint.Dim, words).Size = legendSize * p.Size
	l.X += l.Width(words)
}

// Width is the room that an item takes.
func (l *Legend) Width(words string) float32 {
	return (25 + 14 + 0.56*legendSize*l.Pen.Letters(words)) * l.Pen.Size
}
