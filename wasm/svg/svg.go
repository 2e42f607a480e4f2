// Package svg writes a scene as SVG: posters in the page, print, and golden tests of the picture. The same marks drive the canvas,
// so a poster cannot show what the canvas would not.
package svg

import (
	"bytes"
	"math"
	"slices"
	"strconv"

	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// A writer merges marks of one look into one path: thousands of edges and cells fit a few kilobytes that way. Marks keep their
// order but for those of one run of curves, or one run of plain rectangles, among themselves.
type writer struct {
	bytes.Buffer
	theme *tint.Theme
	kind  scene.Kind // of the run
	paths map[string][]byte
}

// Write returns s as a document of its own, of s.W by s.H pixels, with the theme's ground behind. title is read to those who do
// not see it.
func Write(s *scene.Scene, theme *tint.Theme, title string) []byte {
	w := &writer{theme: theme, paths: map[string][]byte{}}
	w.str(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 `).num(s.W).str(" ").num(s.H).
		str(`" width="`).num(s.W).str(`" height="`).num(s.H).str(`" role="img" font-family="system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif">`)
	w.str("<title>").text([]byte(title)).str("</title>")
	w.str(`<path d="M0 0h`).num(s.W).str("v").num(s.H).str("H0z").str(`" fill="`).str(theme.Of(tint.Ground, 0).Hex()).str(`"/>`)
	for i := range s.Marks {
		w.mark(s, &s.Marks[i])
	}
	w.flush()
	for i := range s.Labels {
		w.label(s, &s.Labels[i])
	}
	w.str("</svg>\n")
	return w.Bytes()
}

func (w *writer) mark(s *scene.Scene, m *scene.Mark) {
	if m.A <= 0.01 {
		return
	}
	kind, merges := m.Kind, m.Kind == scene.Curve && m.Dash == 0 || m.Kind == scene.Rect && m.W == 0 || m.Kind == scene.Tile
	if kind == scene.Tile {
		kind = scene.Rect // cells are rectangles, and run with them
	}
	if !merges || kind != w.kind {
		w.flush()
	}
	w.kind = kind
	c := w.theme.Of(m.Role, level(m.V, 24)).Hex()
	if m.Role == tint.Signed {
		c = w.theme.Of(m.Role, m.V).Hex()
	}
	switch m.Kind {
	case scene.Curve:
		w.merge(`fill="none" stroke="`+c+`" stroke-width="`+short(level(m.W, 4))+`" stroke-opacity="`+short(level(m.A, 12))+`"`, curve(m))
	case scene.Rect:
		if m.W == 0 {
			w.merge(`fill="`+c+`" fill-opacity="`+short(level(m.A, 24))+`"`, box(m))
			return
		}
		w.str(`<rect x="`).num(m.X).str(`" y="`).num(m.Y).str(`" width="`).num(m.X2 - m.X).str(`" height="`).num(m.Y2 - m.Y).
			str(`" rx="`).num(m.W).str(`" fill="`).str(c).opacity(m.A)
	case scene.Frame:
		w.str(`<path d="`).str(string(box(m))).str(`" fill="none"`).stroke(c, m).opacity(m.A)
	case scene.Disc:
		w.str(`<circle cx="`).num(m.X).str(`" cy="`).num(m.Y).str(`" r="`).num(m.W).str(`" fill="`).str(c).opacity(m.A)
	case scene.Ring:
		w.str(`<circle cx="`).num(m.X).str(`" cy="`).num(m.Y).str(`" r="`).num(m.X2).str(`" fill="none"`).stroke(c, m).opacity(m.A)
	case scene.Line:
		w.str(`<path d="M`).num(m.X).str(" ").num(m.Y).str("L").num(m.X2).str(" ").num(m.Y2).str(`"`).stroke(c, m).opacity(m.A)
	case scene.Poly:
		w.str(`<path d="`).points(s.Points[m.First:m.First+m.Count], "M").str(`" fill="none" stroke-linejoin="round"`).stroke(c, m).opacity(m.A)
	case scene.Area:
		w.area(s, m)
	case scene.Tile:
		w.tile(s, m)
	}
}

// tile is a rectangle for each cell, but for those that hardly differ from the dark, or from nothing: one lies under them all.
func (w *writer) tile(s *scene.Scene, m *scene.Mark) {
	n := int(m.Count)
	cell := (m.X2 - m.X) / float32(n)
	under := scene.Mark{Kind: scene.Rect, Role: m.Role, X: m.X, Y: m.Y, X2: m.X2, Y2: m.Y2, A: m.A}
	switch {
	case m.Role == tint.Ramp:
		w.mark(s, &under)
	case m.Role == tint.Signed || m.Role >= tint.Kind:
		w.flush() // what lies under its empty cells does not run with them
	}
	greys := s.Greys[m.First : int(m.First)+n*n]
	for i := 0; i < len(greys); i++ {
		k, from := under, i
		switch v := float32(greys[i]) / 255; m.Role {
		case tint.Ramp:
			k.V = v
		case tint.Hue: // fields of colour, not pictures: cells of one shade side by side are one rectangle
			k.V = level(v, 24)
			for (i+1)%n != 0 && level(float32(greys[i+1])/255, 24) == k.V {
				i++
			}
		case tint.Signed:
			k.V = scene.Balance(greys[i])
			k.A *= max(k.V, -k.V)
		default:
			k.A *= v
		}
		if k.A < 0.06*m.A || m.Role == tint.Ramp && k.V < 0.06 {
			continue
		}
		k.X, k.Y = m.X+float32(from%n)*cell, m.Y+float32(from/n)*cell
		k.X2, k.Y2 = k.X+float32(i-from+1)*cell, k.Y+cell
		w.mark(s, &k)
	}
}

// area is the band between two lines, its colour going from the mark's role to the one in V.
func (w *writer) area(s *scene.Scene, m *scene.Mark) {
	id := "g" + strconv.Itoa(w.Len())
	w.str(`<linearGradient id="`).str(id).str(`"><stop stop-color="`).str(w.theme.Of(m.Role, 0).Hex()).
		str(`"/><stop offset="1" stop-color="`).str(w.theme.Of(tint.Role(m.V), 0).Hex()).str(`"/></linearGradient>`)
	upper := s.Points[m.First : m.First+m.Count]
	lower := slices.Clone(s.Points[m.First+m.Count : m.First+2*m.Count])
	slices.Reverse(lower)
	w.str(`<path d="`).points(upper, "M").points(lower, "L").str(`z" fill="url(#`).str(id).str(`)`).opacity(m.A)
}

func (w *writer) merge(look string, path []byte) { w.paths[look] = append(w.paths[look], path...) }

// flush writes the run of merged paths, in an order that does not depend on the map.
func (w *writer) flush() {
	looks := make([]string, 0, len(w.paths))
	for l := range w.paths {
		looks = append(looks, l)
	}
	slices.Sort(looks)
	for _, l := range looks {
		w.str("<path ").str(l).str(` d="`)
		w.Write(w.paths[l])
		w.str(`"/>`)
	}
	clear(w.paths)
}

func (w *writer) label(s *scene.Scene, l *scene.Label) {
	w.str(`<text x="`).num(l.X).str(`" y="`).num(l.Y).str(`" font-size="`).num(l.Size).str(`"`)
	if l.Anchor != scene.Start {
		w.str(` text-anchor="`).str([...]string{"start", "middle", "end"}[l.Anchor]).str(`"`)
	}
	if l.Bold {
		w.str(` font-weight="600"`)
	}
	w.str(` fill="`).str(w.theme.Of(l.Role, 0).Hex()).str(`">`).text(s.Text(l)).str("</text>")
}

func curve(m *scene.Mark) []byte {
	dx, dy := m.X2-m.X, m.Y2-m.Y
	b := appendNum(append([]byte(nil), 'M'), m.X)
	b = appendNum(append(b, ' '), m.Y)
	b = appendNum(append(b, 'c'), dx/2)
	b = appendNum(append(b, " 0 "...), dx/2)
	b = appendNum(append(b, ' '), dy)
	b = appendNum(append(b, ' '), dx)
	return appendNum(append(b, ' '), dy)
}

func box(m *scene.Mark) []byte {
	b := appendNum(append([]byte(nil), 'M'), m.X)
	b = appendNum(append(b, ' '), m.Y)
	b = appendNum(append(b, 'h'), m.X2-m.X)
	b = appendNum(append(b, 'v'), m.Y2-m.Y)
	b = appendNum(append(b, 'h'), m.X-m.X2)
	return append(b, 'z')
}

func (w *writer) points(points []scene.Point, first string) *writer {
	for i, p := range points {
		if i == 0 {
			w.str(first)
		} else {
			w.str("L")
		}
		w.num(p.X).str(" ").num(p.Y)
	}
	return w
}

func (w *writer) stroke(c string, m *scene.Mark) *writer {
	w.str(` stroke="`).str(c).str(`" stroke-width="`).num(m.W)
	if m.Dash > 0 {
		w.str(`" stroke-dasharray="`).num(m.Dash)
	}
	return w
}

// opacity closes an open attribute and the element.
func (w *writer) opacity(a float32) *writer {
	if a < 1 {
		w.str(`" opacity="`).num(float32(math.Round(float64(a)*100) / 100))
	}
	return w.str(`"/>`)
}

func (w *writer) str(s string) *writer {
	w.WriteString(s)
	return w
}

func (w *writer) num(v float32) *writer {
	w.Write(appendNum(w.AvailableBuffer(), v))
	return w
}

func (w *writer) text(b []byte) *writer {
	for _, c := range b {
		switch c {
		case '<':
			w.str("&lt;")
		case '&':
			w.str("&amp;")
		default:
			w.WriteByte(c)
		}
	}
	return w
}

// appendNum writes v to a hundredth below 2 and to a tenth above: finer than a pixel of any screen.
func appendNum(b []byte, v float32) []byte {
	scale := 10.0
	if v > -2 && v < 2 {
		scale = 100
	}
	return strconv.AppendFloat(b, math.Round(float64(v)*scale)/scale, 'f', -1, 64)
}

func short(v float32) string { return string(appendNum(nil, v)) }

// level rounds v to the n-th part, so that marks of nearly one look share a path; what is above zero stays so.
func level(v, n float32) float32 {
	r := float32(math.Round(float64(v * n)))
	if r == 0 && v > 0 {
		r = 1
	}
	return r / n
}
