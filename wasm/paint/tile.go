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
		row := m.Texels[4*((v+y)*SheetWidth+u):][:4*n]
		for x, g := range greys[y*n : y*n+n] {
			copy(row[4*x:4*x+4], table[uint8(min(max(g, 0), 1)*255+0.5)][:])
		}
	}
	ink := Vertex{R: k.A, G: k.A, B: k.A, A: k.A, Radius: onSheet}
	x, y, x2, y2 := snap(k.X*m.scale), snap(k.Y*m.scale), snap(k.X2*m.scale), snap(k.Y2*m.scale)
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
type table [256][4]byte

// table returns the one of a role, made when it is first asked for in a theme: a colour is dear to mix, and a frame has thousands.
func (m *Mesh) table(role tint.Role) *table {
	if m.tabled != m.theme {
		m.tables, m.tabled = [tint.Roles]*table{}, m.theme
	}
	if m.tables[role] == nil {
		t := new(table)
		for i := range t {
			g, a := float32(i)/255, float32(255)
			if role != tint.Ramp {
				a *= g
			}
			c := m.theme.Of(role, g)
			t[i] = [4]byte{byte(c.R*a + 0.5), byte(c.G*a + 0.5), byte(c.B*a + 0.5), byte(a + 0.5)}
		}
		m.tables[role] = t
	}
	return m.tables[role]
}

// cells draws a tile without the sheet.
func (m *Mesh) cells(k *scene.Mark, greys []float32) {
	n := int(k.Count)
	c := (k.X2 - k.X) / float32(n)
	for i, g := range greys {
		var ink Vertex
		a := k.A
		if k.Role != tint.Ramp {
			a *= g
		}
		m.mix(&ink, k.Role, g, a)
		x, y := k.X+float32(i%n)*c, k.Y+float32(i/n)*c
		m.rect(x, y, x+c, y+c, &ink)
	}
}
