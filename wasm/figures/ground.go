package figures

import (
	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// What a classifier says of places: the ground under the examples that it tells apart.

// A ground is what a classifier says of the cells, row by row from the top left.
type ground struct {
	class []uint8 // (cells)
	sure  []uint8 // how far the largest share lies above an even one, from 0 to 255 (cells)
	deep  []uint8 // steps to the nearest cell of another class, or to the edge (cells)
}

// survey asks a classifier about all cells.
func (f *regions) survey(b *scene.Base, side int, m *ae.Model, w []float32) {
	g, k := &f.grounds[side], m.Label.Classes
	size := len(f.places) / groundCells
	for from := 0; from < groundCells; from += groundBlock {
		codes := f.places[from*size : (from+groundBlock)*size]
		if b.Form() == data.Points {
			codes = scene.Encode(m, b.Many, w, codes, groundBlock)
		}
		p := m.Classify(f.head[side], w, codes, groundBlock)
		for i := range groundBlock {
			row := p[i*k : (i+1)*k]
			c := ask.Told(row)
			even := 1 / float32(k)
			g.class[from+i], g.sure[from+i] = uint8(c), scene.Grey((row[c]-even)/(1-even))
		}
	}
	g.sound()
}

// sound finds how deep each cell lies in the ground of its class: in steps across and up, once forth and once back.
func (g *ground) sound() {
	near := func(i, j, k int) { // k is a neighbour of cell i, whose own beyond the edge is none
		d := uint8(0)
		if k >= 0 && g.class[k] == g.class[i] {
			d = g.deep[k]
		}
		g.deep[i] = min(g.deep[i], d+1)
	}
	for pass := range 2 {
		for n := range groundCells {
			i, by := n, -1
			if pass == 1 {
				i, by = groundCells-1-n, 1
			}
			if pass == 0 {
				g.deep[i] = 255
			}
			across, up := i+by, i+by*groundSide
			if x := i%groundSide + by; x < 0 || x >= groundSide {
				across = -1
			}
			if up >= groundCells {
				up = -1
			}
			near(i, 0, across)
			near(i, 0, up)
		}
	}
}

// soil lays the classes down: the hue of the class, under a veil where it is less sure, and a line between two.
func (f *regions) soil(b *scene.Base, p *scene.Pen, m scene.Box, which int) {
	p.Rect(m, 2, tint.Panel, 0, 1)
	if b.Form() != data.Points {
		dim, t := b.Set.Dim(), m.W/scene.AtlasSide
		for i := range scene.AtlasSide * scene.AtlasSide {
			at := scene.At(m.X+float32(i%scene.AtlasSide)*t+1, m.Y+float32(i/scene.AtlasSide)*t+1, t-2, t-2)
			b.Example(p, at, b.Atlas[i*dim:(i+1)*dim], tint.Dim, 0.5)
		}
	}
	if !f.learned(b) {
		return
	}
	g, k := &f.grounds[which], b.Model.Label.Classes
	c := m.W / groundSide
	hues := p.Tile(m.X, m.Y, c, groundSide, tint.Hue, 0.5)
	for i, v := range g.class {
		hues[i] = scene.Grey(classHue(int(v), k))
	}
	p.Frame(m, 1, tint.Line, 1) // between the two: whoever draws may lay what runs together in another order
	veil := p.Tile(m.X, m.Y, c, groundSide, tint.Panel, 0.92)
	for i, v := range g.sure {
		veil[i] = 255 - v
	}
	g.borders(p, m)
	if m.W < 130*p.Size {
		return
	}
	for class := range k {
		best := -1
		for i, v := range g.class {
			if int(v) == class && (best < 0 || g.deep[i] > g.deep[best]) {
				best = i
			}
		}
		if best < 0 || g.deep[best] < 2 {
			continue
		}
		p.Begin(m.X+(float32(best%groundSide)+0.5)*c, m.Y+(float32(best/groundSide)+0.5)*c+6*p.Size, scene.Middle, tint.Ink)
		className(b, p, class)
		l := p.End()
		l.Size, l.Bold = 15*p.Size, true
		half := p.Width(l) / 2
		l.X = scene.Clamp(l.X, m.X+half+3, m.X+m.W-half-3)
	}
}

// borders are lines where two classes meet, laid between the middles of four cells at a time; nearer to the cell that is less sure. Where more than two meet
// they run to the middle.
func (g *ground) borders(p *scene.Pen, m scene.Box) {
	c := m.W / groundSide
	for i := range groundCells - groundSide {
		if i%groundSide == groundSide-1 {
			continue
		}
		round := [4]int{i, i + 1, i + 1 + groundSide, i + groundSide} // from the top left the way of the clock
		corner := [5][2]float32{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}
		var at [4]scene.Point
		n, mid := 0, scene.Point{}
		for k, a := range round {
			b := round[(k+1)%4]
			if g.class[a] == g.class[b] {
				continue
			}
			t := (float32(g.sure[a]) + 1) / (float32(g.sure[a]) + float32(g.sure[b]) + 2)
			u, v := corner[k], corner[k+1]
			at[n] = scene.Point{X: m.X + c*(float32(i%groundSide)+0.5+u[0]+t*(v[0]-u[0])), Y: m.Y + c*(float32(i/groundSide)+0.5+u[1]+t*(v[1]-u[1]))}
			mid.X, mid.Y = mid.X+at[n].X, mid.Y+at[n].Y
			n++
		}
		if n == 2 {
			p.Line(at[0].X, at[0].Y, at[1].X, at[1].Y, 1.8, tint.Ink, 0.9)
			continue
		}
		for _, end := range at[:n] {
			p.Line(mid.X/float32(n), mid.Y/float32(n), end.X, end.Y, 1.8, tint.Ink, 0.9)
		}
	}
}
