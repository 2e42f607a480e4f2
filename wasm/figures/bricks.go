package figures

import (
	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// Portraits in the network: a layer's discs become small pictures, where they stand, so that the lines still meet them. Of points they are seen all the time, of
// other data while the layer is pointed at or open: by its name or by its column.

// What portraits want of a column, before it grows with the stage.
const (
	wanted = 44 // the side of one that is opened, as long as there is room to either side
	stands = 27 // of one that stands
	slight = 9  // the side below which they are discs
	many   = 14 // the same of those that stand: a wall of them says less than discs do
)

// standing tells whether portraits are seen all the time.
func (f *network) standing(b *scene.Base) bool { return b.Form() == data.Points }

// open finds out which layer is seen as portraits: one whose name or column is pointed at or open, as long as nothing but its units is looked at then.
func (f *network) open(look *scene.Look) {
	was := int32(f.opened)
	for _, h := range [...]scene.Hit{look.Hover, look.Open} {
		if h.Target == scene.Layer || h.Target == scene.Node && h.Layer == was {
			f.opened = int(h.Layer)
			f.walk.saw(look)
			return
		}
	}
	f.opened = -1
	f.walk.saw(look)
}

// tiled makes portraits of the columns that are seen so. Where units are many they stand side by side, each at its own height.
func (f *network) tiled(b *scene.Base, p *scene.Pen, box scene.Box, cols []column) {
	for i := 1; i < len(cols)-1; i++ {
		c := &cols[i]
		if c.body != units || f.portraits.has(c.show) == nil || !f.standing(b) && c.show != f.opened {
			continue
		}
		if f.standing(b) {
			c.bricks(0.8*min(c.x-cols[i-1].x, cols[i+1].x-c.x), stands*p.Size, many*p.Size)
		} else {
			c.bricks(min(max(0.18*box.W, 90*p.Size), 2*f.free(p, cols, i, i-1), 2*f.free(p, cols, i, i+1)), wanted*p.Size, slight*p.Size)
		}
	}
}

// free is how far column i may reach towards its neighbour k: up to its units or its picture, or to the name over the code.
func (f *network) free(p *scene.Pen, cols []column, i, k int) float32 {
	reach := max(cols[k].w/2, cols[k].r)
	if k == f.neck {
		reach = max(reach, 41*p.Size)
	}
	return scene.Abs(cols[k].x-cols[i].x) - reach
}

// bricks makes portraits of the units in a column of that room: as many side by side as make each of them as large as is wanted, or as large as they get;
// they stay discs where that is less than least.
func (c *column) bricks(room, side, least float32) {
	for k := 1; k <= c.rows && c.tile < side; k++ {
		tile := min(0.87*c.spacing*float32(k), room/(brickApart*float32(k)+1-brickApart))
		if tile <= c.tile {
			break
		}
		c.tile, c.abreast = tile, k
	}
	if c.tile < least {
		c.tile, c.abreast = 0, 0
		return
	}
	c.r = c.tile / 2
}

// brickApart is how far portraits side by side are from each other, in sides.
const brickApart = 1.08

// half is how far its units reach to either side of the middle of the column.
func (c *column) half() float32 { return c.r + scene.Abs(c.aside(0)) }

// low is where the column ends.
func (c *column) low() float32 { return c.cy + c.tall()/2 + max(0, c.tile-c.spacing)/2 }

// aside is how far from the middle of the column unit i stands.
func (c *column) aside(i int) float32 {
	if c.abreast < 2 {
		return 0
	}
	return (float32(i%c.abreast) - float32(c.abreast-1)/2) * brickApart * c.tile
}

// tiles draws the portraits of a hidden layer or of the code.
func (f *network) tiles(b *scene.Base, p *scene.Pen, c *column, code bool) {
	g := f.portraits.has(c.show)
	if !f.standing(b) {
		half := c.half() + 8*p.Size
		p.Hit(scene.Hit{Target: scene.Layer, Feel: scene.Pointing, Layer: int32(c.show),
			X: c.x - half, Y: 2*c.cy - c.low() - 14*p.Size, X2: c.x + half, Y2: c.low() + 14*p.Size})
	}
	for i := range c.n {
		if !c.seen(i) {
			continue
		}
		x, y := c.at(i)
		at := scene.At(x-c.r, y-c.r, c.tile, c.tile)
		if code && c.tile > wanted*p.Size {
			p.Rect(at.Inset(-3*p.Size), 2*p.Size, tint.Sand, 0, 1)
		}
		f.unit(b, p, g, i, at)
	}
	if c.head > 0 {
		dots(p, c.x, c.level(c.head))
	}
}

// unit draws one portrait, a place to point at.
func (f *network) unit(b *scene.Base, p *scene.Pen, g *gallery, j int, at scene.Box) {
	said, loud := loudness(b, g.layer, j)
	f.portraits.sketch(b, p, g, j, at)
	f.portraits.pin(b, p, g, at)
	rim(p, at, said, loud)
	if g.layer >= 0 {
		p.Hit(scene.Hit{Target: scene.Node, Feel: scene.Pointing, X: at.X, Y: at.Y, X2: at.X + at.W, Y2: at.Y + at.H, Layer: int32(g.layer), Index: int32(j)})
	}
}

// fields draws the numbers that go in and come back as they lie over the plane, beside their tracks: the ones that all others are made of, and
// what has become of them.
func (f *network) fields(b *scene.Base, p *scene.Pen, box scene.Box, in, out *column) {
	if !f.standing(b) {
		return
	}
	for _, e := range [2]struct {
		c    *column
		way  float32
		room float32
	}{{in, -1, in.x - box.X}, {out, 1, box.X + box.W - out.x}} {
		off := 2*e.c.r + 7*p.Size
		side := min(e.room-off-6*p.Size, 0.62*e.c.track, 64*p.Size)
		if side < 12*p.Size {
			continue
		}
		for i := range e.c.n {
			_, y := e.c.at(i)
			f.unit(b, p, f.portraits.has(e.c.show), i, scene.At(e.c.x+e.way*(off+side/2)-side/2, y-side/2, side, side))
		}
	}
}

// beside makes both sides of a column places that open it, as far as nothing else is near.
func (f *network) beside(b *scene.Base, p *scene.Pen, cols []column, i int) {
	c := &cols[i]
	if c.body != units || c.tile > 0 || f.portraits.has(c.show) == nil {
		return
	}
	near := max(c.r, min(12, c.spacing/2))
	for _, k := range [2]int{i - 1, i + 1} {
		side := float32(k - i)
		far := min(near+16*p.Size, (scene.Abs(cols[k].x-c.x)-max(cols[k].w/2, cols[k].r))/2)
		if far < near+5 {
			continue
		}
		from, to := c.x+side*near, c.x+side*far
		p.Hit(scene.Hit{Target: scene.Layer, Feel: scene.Pointing, Layer: int32(c.show), X: min(from, to), Y: c.cy - c.tall()/2, X2: max(from, to), Y2: c.cy + c.tall()/2})
	}
}

// named makes a layer's name a place that opens it: underlined, as what can be followed is.
func (f *network) named(b *scene.Base, p *scene.Pen, c *column, l *scene.Label) {
	if f.standing(b) || p.Small || f.portraits.has(c.show) == nil {
		return
	}
	half, y := p.Width(l)/2, l.Y+5*p.Size
	line := scene.Mark{Kind: scene.Line, Role: tint.Sea, X: c.x - 0.82*half, Y: y, X2: c.x + 0.82*half, Y2: y, W: 1.2 * p.Size, A: 0.7, Dash: 2.5 * p.Size}
	if c.show == f.opened {
		line.Role, line.A, line.Dash = tint.Sand, 1, 0
	}
	p.Add(line)
	half = max(half, 14)
	p.Hit(scene.Hit{Target: scene.Layer, Feel: scene.Pointing, Layer: int32(c.show), X: c.x - half, Y: max(l.Y-17, 0), X2: c.x + half, Y2: min(l.Y+9, p.H)})
}
