// Package paint turns a scene into one batch of triangles and holds them ready for a graphics card. It is pure Go: the
// painter of package stage hands them to Ebiten. No lesson, no snapshot and no layout here: what stands where is package scene's business.
package paint

import (
	"math"

	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// A Vertex is a corner of a triangle, laid out as Ebiten's. Colour is premultiplied. The shader covers a pixel by
// Half - |length(U, V) - Radius|, so that strokes, discs, rings and round corners have soft edges of exactly one pixel without a
// triangle more. Along is the way along a stroke in pixels; Beat is 0, or the length of dashes, or minus the strength of the light
// that runs along.
type Vertex struct {
	X, Y               float32 // device pixels
	Along, Beat        float32
	R, G, B, A         float32
	U, V, Radius, Half float32
}

// A Mesh is the triangles of one picture. Build reuses its memory.
type Mesh struct {
	Vertices []Vertex
	Indices  []uint32
	Flows    bool // light runs along some edge
	tables   [tint.Roles]*table
	tabled   *tint.Theme                      // whose tables these are
	Texels   [SheetWidth * SheetHeight]uint32 // the sheet of tiles: red in the lowest byte, then green, blue, opacity, premultiplied
	shelf    shelf                            // where the next tile goes
	fresh    bool                             // the sheet has changed since it was last drawn
	Scale    float32                          // device pixels in a CSS pixel
	Theme    *tint.Theme
}

// square is the radius of a corner, in device pixels, up to which it is drawn square: a round one takes a third from one pixel, and four times as many vertices.
const square = 1.2

// soft is how far a shape's triangles reach beyond its edge, in device pixels: the edge of the shader is one pixel wide.
const soft = 0.5

// Build makes the triangles of s in the given theme, for a screen of scale device pixels to each CSS pixel.
func (m *Mesh) Build(s *scene.Scene, theme *tint.Theme, scale float32) {
	m.Vertices, m.Indices = m.Vertices[:0], m.Indices[:0]
	m.Scale, m.Theme, m.Flows, m.shelf, m.fresh = scale, theme, false, shelf{}, true
	for i := range s.Marks {
		k := &s.Marks[i]
		if !(k.A > 0.004) { // less than one step of a screen's 255
			continue
		}
		var ink Vertex
		m.mix(&ink, k.Role, k.V, k.A)
		switch k.Kind {
		case scene.Curve:
			m.curve(k, &ink)
		case scene.Rect:
			if k.W*scale > square {
				m.round(k, &ink)
			} else {
				m.rect(k.X, k.Y, k.X2, k.Y2, &ink)
			}
		case scene.Disc:
			m.circle(k.X, k.Y, 0, k.W, &ink)
		case scene.Ring:
			m.circle(k.X, k.Y, k.X2, k.W/2, &ink)
		case scene.Frame:
			m.frame(k, &ink)
		case scene.Line:
			m.line(k, &ink)
		case scene.Poly:
			m.poly(s.Points[k.First:k.First+k.Count], k, &ink)
		case scene.Tile:
			m.tile(s, k)
		case scene.Area:
			m.area(s.Points[k.First:k.First+2*k.Count], k)
		}
	}
}

// mix makes an ink: a premultiplied colour that covers whole pixels.
func (m *Mesh) mix(ink *Vertex, role tint.Role, v, a float32) {
	c := m.Theme.Of(role, v)
	a = min(a, 1)
	ink.R, ink.G, ink.B, ink.A, ink.Half = c.R*a, c.G*a, c.B*a, a, 1
}

// fade scales the opacity of an ink.
func (v *Vertex) fade(a float32) { v.R, v.G, v.B, v.A = v.R*a, v.G*a, v.B*a, v.A*a }

// set makes v a corner at x, y with the ink c. Field by field: a browser takes ten times as long to copy the whole.
func (v *Vertex) set(c *Vertex, x, y, u, w float32) {
	v.X, v.Y, v.U, v.V = x, y, u, w
	v.R, v.G, v.B, v.A = c.R, c.G, c.B, c.A
	v.Along, v.Beat, v.Radius, v.Half = c.Along, c.Beat, c.Radius, c.Half
}

// grow makes room for v vertices and n indices and returns them, with the number of the first vertex.
func (m *Mesh) grow(v, n int) ([]Vertex, []uint32, uint32) {
	a, b := len(m.Vertices), len(m.Indices)
	for cap(m.Vertices) < a+v {
		m.Vertices = append(m.Vertices[:cap(m.Vertices)], Vertex{})
	}
	for cap(m.Indices) < b+n {
		m.Indices = append(m.Indices[:cap(m.Indices)], 0)
	}
	m.Vertices, m.Indices = m.Vertices[:a+v], m.Indices[:b+n]
	return m.Vertices[a:], m.Indices[b:], uint32(a)
}

// quad joins the four vertices from first on, which stand in the order of reading.
func quad(i []uint32, first uint32) {
	_ = i[5]
	i[0], i[1], i[2] = first, first+1, first+2
	i[3], i[4], i[5] = first+1, first+3, first+2
}

// rect fills whole device pixels: cells side by side show neither gap nor seam.
func (m *Mesh) rect(x, y, x2, y2 float32, ink *Vertex) {
	x, y, x2, y2 = snap(x*m.Scale), snap(y*m.Scale), snap(x2*m.Scale), snap(y2*m.Scale)
	v, i, first := m.grow(4, 6)
	v = v[:4]
	v[0].set(ink, x, y, 0, 0)
	v[1].set(ink, x2, y, 0, 0)
	v[2].set(ink, x, y2, 0, 0)
	v[3].set(ink, x2, y2, 0, 0)
	quad(i, first)
}

func snap(v float32) float32 { return float32(math.Floor(float64(v) + 0.5)) }

// circle is a disc, or a ring when radius is not 0: half is half the stroke, or the disc's radius.
func (m *Mesh) circle(x, y, radius, half float32, ink *Vertex) {
	x, y = x*m.Scale, y*m.Scale
	ink.Radius, ink.Half = radius*m.Scale, half*m.Scale
	d := ink.Radius + ink.Half + soft
	v, i, first := m.grow(4, 6)
	v = v[:4]
	v[0].set(ink, x-d, y-d, -d, -d)
	v[1].set(ink, x+d, y-d, d, -d)
	v[2].set(ink, x-d, y+d, -d, d)
	v[3].set(ink, x+d, y+d, d, d)
	quad(i, first)
}

// round is a rectangle with round corners: nine fields, whose inner lines stand where the corners begin.
func (m *Mesh) round(k *scene.Mark, ink *Vertex) {
	s := m.Scale
	x, y, x2, y2 := snap(k.X*s), snap(k.Y*s), snap(k.X2*s), snap(k.Y2*s)
	r := min(k.W*s, (x2-x)/2, (y2-y)/2)
	ink.Half = r
	xs := [4]float32{x - soft, x + r, x2 - r, x2 + soft}
	ys := [4]float32{y - soft, y + r, y2 - r, y2 + soft}
	us := [4]float32{-r - soft, 0, 0, r + soft}
	v, i, first := m.grow(16, 54)
	for n := range v {
		v[n].set(ink, xs[n&3], ys[n>>2], us[n&3], us[n>>2])
	}
	for n := range uint32(9) {
		a := first + n/3*4 + n%3
		j := i[6*n : 6*n+6]
		j[0], j[1], j[2] = a, a+1, a+4
		j[3], j[4], j[5] = a+1, a+5, a+4
	}
}

// frame is four strips of whole device pixels, at least one wide, between the corners of its outer and its inner edge.
func (m *Mesh) frame(k *scene.Mark, ink *Vertex) {
	h := max(k.W, 1/m.Scale) / 2
	x, out, in, x2 := m.edges(k.X, k.X2, h)
	y, up, low, y2 := m.edges(k.Y, k.Y2, h)
	v, i, first := m.grow(8, 24)
	v = v[:8]
	v[0].set(ink, x, y, 0, 0)
	v[1].set(ink, out, up, 0, 0)
	v[2].set(ink, x2, y, 0, 0)
	v[3].set(ink, in, up, 0, 0)
	v[4].set(ink, x2, y2, 0, 0)
	v[5].set(ink, in, low, 0, 0)
	v[6].set(ink, x, y2, 0, 0)
	v[7].set(ink, out, low, 0, 0)
	strip(i[:18], first)
	shut := i[18:24] // the fourth side ends where the first begins
	shut[0], shut[1], shut[2] = first+6, first+7, first
	shut[3], shut[4], shut[5] = first+7, first+1, first
}

// edges are where a frame begins and ends along one side, on whole device pixels, h to either side of a and b. The inner ones never change places.
func (m *Mesh) edges(a, b, h float32) (outer, inner, inner2, outer2 float32) {
	s := m.Scale
	outer, inner, inner2, outer2 = snap((a-h)*s), snap((a+h)*s), snap((b-h)*s), snap((b+h)*s)
	if inner > inner2 {
		inner = snap((inner + inner2) / 2)
		inner2 = inner
	}
	return outer, inner, inner2, outer2
}

// line is a rectangle of whole pixels when it runs level or upright, else a strip.
func (m *Mesh) line(k *scene.Mark, ink *Vertex) {
	w := max(snap(k.W*m.Scale), 1) / m.Scale
	switch {
	case k.Dash == 0 && k.Y == k.Y2:
		y := snap((k.Y-w/2)*m.Scale) / m.Scale
		m.rect(min(k.X, k.X2), y, max(k.X, k.X2), y+w, ink)
	case k.Dash == 0 && k.X == k.X2:
		x := snap((k.X-w/2)*m.Scale) / m.Scale
		m.rect(x, min(k.Y, k.Y2), x+w, max(k.Y, k.Y2), ink)
	default:
		m.poly([]scene.Point{{X: k.X, Y: k.Y}, {X: k.X2, Y: k.Y2}}, k, ink)
	}
}

// area is a band whose colour goes from the mark's role to the one in V, by x.
func (m *Mesh) area(p []scene.Point, k *scene.Mark) {
	n := len(p) / 2
	if n < 2 {
		return
	}
	var from, to, c Vertex
	m.mix(&from, k.Role, 0, k.A)
	m.mix(&to, tint.Role(k.V), 0, k.A)
	v, idx, first := m.grow(2*n, 6*(n-1))
	for i := range n {
		up, low := p[i], p[n+i]
		t := float32(0)
		if span := p[n-1].X - p[0].X; span != 0 {
			t = (up.X - p[0].X) / span
		}
		c.between(&from, &to, t)
		c.Half = (low.Y - up.Y) / 2 * m.Scale
		reach := c.Half + soft
		v[2*i].set(&c, up.X*m.Scale, up.Y*m.Scale-soft, -reach, 0)
		v[2*i+1].set(&c, low.X*m.Scale, low.Y*m.Scale+soft, reach, 0)
		if i > 0 {
			quad(idx[6*i-6:], first+uint32(2*i-2))
		}
	}
}

// between sets the colour t of the way from a to b.
func (v *Vertex) between(a, b *Vertex, t float32) {
	v.R, v.G, v.B, v.A = a.R+(b.R-a.R)*t, a.G+(b.G-a.G)*t, a.B+(b.B-a.B)*t, a.A+(b.A-a.A)*t
}
