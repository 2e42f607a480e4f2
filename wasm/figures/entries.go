package figures

import (
	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// Entries of a table stand one under another at the ends of the network, each as long as it is large, with the name of its column where there is room. What is
// missing has a dashed outline and no length.

// legibleRow is the least height of a row whose name can be read.
const legibleRow = 14

// entry is the place of entry i.
func (c *column) entry(i int) scene.Box {
	tall := c.h / float32(c.n)
	gap := min(0.16*tall, 3)
	return scene.At(c.x-c.w/2, c.cy-c.h/2+float32(i)*tall+gap/2, c.w, tall-gap)
}

// entries draws values v; a pale tick stands where other, unless it is nil, has its.
func (c *column) entries(b *scene.Base, p *scene.Pen, v, other []float32, role tint.Role, a float32) {
	sheet(p, c.box())
	columns := b.Set.Kind.Columns()
	for i, e := range v {
		at := c.entry(i)
		if e > 0 {
			p.Rect(at, 0, tint.Faint, 0, 0.25)
			p.Rect(scene.At(at.X, at.Y, at.W*min(e, 1), at.H), 0, role, 0, 0.55*a)
		} else {
			for n, dash := 0, at.W/19; n < 10; n++ {
				p.Rect(scene.At(at.X+2*float32(n)*dash, at.Y+at.H-1.5, dash, 1), 0, tint.Dim, 0, 0.7)
			}
		}
		if other != nil && other[i] > 0 {
			x := at.X + at.W*min(other[i], 1)
			p.Line(x, at.Y, x, at.Y+at.H, 2*p.Size, tint.Ink, 0.9)
		}
		size := min(0.8*at.H, 13*p.Size, (at.W-6*p.Size)/(0.56*p.Letters(columns[i].Name)))
		if at.H >= legibleRow && size >= 8 && !p.Aside() {
			p.Write(at.X+3*p.Size, at.Y+at.H/2+0.35*size, scene.Start, tint.Ink, columns[i].Name).Size = size
		}
	}
}

// entered is the value that a stroke at x gives an entry of column k: nothing at its very left, and else one that the column has.
func entered(k *data.Column, at scene.Hit, x float32) float32 {
	v := (x - at.X) / (at.X2 - at.X)
	if v < data.TableLeast/2 {
		return 0
	}
	return k.Near(v)
}
