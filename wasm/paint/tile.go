package paint

import (
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// Tiles are small pictures. Their cells stand as texels on one sheet, so that a picture costs four vertices and not four for each
// cell: a third of all vertices otherwise.

// The sheet's size in texels. It holds 256 tiles of sixteen by sixteen, or 1,296 of seven by seven; what does not fit is drawn cell by cell.
const (
	SheetWidth  = 256
	SheetHeight = 256
)

// A shelf is where the next tile goes on the sheet: tiles stand side by side in rows as high as the highest of them.
type shelf struct{ u, v, high int }

// place finds room for n by n texels; ok is false when the sheet is full.
func (s *shelf) place(n int) (u, v int, ok bool) {
	if s.u+n > SheetWidth {
		s.u, s.v, s.high = 0, s.v+s.high, 0
	}
	if n > SheetWidth || s.v+n > SheetHeight {
		return 0, 0, false
	}
	u = s.u
	s.u, s.high = s.u+n, max(s.high, n)
	return u, s.v, true
}

// rows is how many rows of texels are in use.
func (s *shelf) rows() int { return s.v + s.high }

// Fresh is how many rows of the sheet are in use, if it was built since this was last asked; else 0.
func (m *Mesh) Fresh() int {
	if !m.fresh {
		return 0
	}
	m.fresh = false
	return m.shelf.rows()
}

// onSheet is the Radius of a vertex whose U and V are a place on the sheet.
const onSheet = -1

func (m *Mesh) tile(s *scene.Scene, k *scene.Mark) {
	n := int(k.Count)
	greys := s.Greys[k.First : int(k.First)+n*n]
	u, v, ok := m.shelf.place(n)
	if !ok {
		m.cells(k, greys)
		return
	}
	table := m.table(k.Role)
	for y := range n {
		row := m.Texels[(v+y)*SheetWidth+u:][:n]
		for x, g := range greys[y*n:][:n] {
			row[x] = table[g]
		}
	}
	ink := Vertex{R: k.A, G: k.A, B: k.A, A: k.A, Radius: onSheet}
	x, y, x2, y2 := snap(k.X*m.Scale), snap(k.Y*m.Scale), snap(k.X2*m.Scale), snap(k.Y2*m.Scale)
	left, top, right, low := float32(u), float32(v), float32(u+n), float32(v+n)
	c, i, first := m.grow(4, 6)
	c = c[:4]
	c[0].set(&ink, x, y, left, top)
	c[1].set(&ink, x2, y, right, top)
	c[2].set(&ink, x, y2, left, low)
	c[3].set(&ink, x2, y2, right, low)
	quad(i, first)
}

// A table holds the texel of every grey in one role.
type table [256]uint32

// table returns the one of a role, made when it is first asked for in a theme: a colour is dear to mix, and a frame has thousands.
func (m *Mesh) table(role tint.Role) *table {
	if m.tabled != m.Theme {
		m.tables, m.tabled = [tint.Roles]*table{}, m.Theme
	}
	if m.tables[role] == nil {
		t := new(table)
		for i := range t {
			v, a := shade(role, uint8(i))
			c := m.Theme.Of(role, v)
			a *= 255
			t[i] = uint32(c.R*a+0.5) | uint32(c.G*a+0.5)<<8 | uint32(c.B*a+0.5)<<16 | uint32(a+0.5)<<24
		}
		m.tables[role] = t
	}
	return m.tables[role]
}

// shade is the value that a role is asked for by a grey, and its opacity.
func shade(role tint.Role, grey uint8) (v, a float32) {
	switch g := float32(grey) / 255; role {
	case tint.Ramp:
		return g, 1
	case tint.Signed:
		v = scene.Balance(grey)
		return v, max(v, -v)
	case tint.Hue:
		return g, 1
	default:
		return 0, g
	}
}

// cells draws a tile without the sheet.
func (m *Mesh) cells(k *scene.Mark, greys []uint8) {
	n := int(k.Count)
	c := (k.X2 - k.X) / float32(n)
	for i, g := range greys {
		var ink Vertex
		v, a := shade(k.Role, g)
		m.mix(&ink, k.Role, v, a*k.A)
		x, y := k.X+float32(i%n)*c, k.Y+float32(i/n)*c
		m.rect(x, y, x+c, y+c, &ink)
	}
}
