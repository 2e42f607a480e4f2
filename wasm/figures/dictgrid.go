package figures

import (
	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The grid of the dictionary: every unit as a tile that can be tapped.

// grid lays the tiles in the order of the units, as large as they fit.
func (f *dictionary) grid(b *scene.Base, p *scene.Pen, box scene.Box, asked int) {
	n := len(f.often)
	foot := 7 * p.Size // the bar under a tile
	across, step := 1, float32(0)
	for c := 1; c <= n; c++ {
		rows := (n + c - 1) / c
		if s := min(box.W/float32(c), box.H/float32(rows)-foot, 108*p.Size); s > step {
			across, step = c, s
		}
	}
	rows := (n + across - 1) / across
	gap := max(0.14*step, 4)
	side := step - gap
	x0 := box.X + (box.W-float32(across)*step+gap)/2
	y0 := box.Y + max(0, (box.H-float32(rows)*(step+foot)+gap)/2)
	for j := range n {
		at := scene.At(x0+float32(j%across)*step, y0+float32(j/across)*(step+foot), side, side)
		f.tile(b, p, at, j, j == asked)
		p.Hit(scene.Hit{Target: Unit, Feel: scene.Pointing, Layer: f.paged, X: at.X - gap/2, Y: at.Y - gap/2, X2: at.X + side + gap/2, Y2: at.Y + side + gap/2 + foot, Index: int32(j)})
	}
}

// tile is one unit: what it draws, a frame as strong as it speaks now, and under it how often it wakes.
func (f *dictionary) tile(b *scene.Base, p *scene.Pen, at scene.Box, j int, asked bool) {
	dead := f.often[j] == 0
	a := float32(1)
	if dead {
		a = 0.4
	}
	p.Rect(at.Inset(-1), 2, tint.Panel, 0, 1)
	f.drawing(b, p, at, j, a)
	if v := scene.Abs(b.Code[j]); v > f.limit {
		strong := min(v/max(f.loud[j], 1e-9), 1)
		p.Frame(at.Inset(-1.5*p.Size), (1+1.6*strong)*p.Size, tint.Sand, 0.35+0.65*strong)
	} else {
		p.Frame(at.Inset(-1), 1, tint.Line, 1)
	}
	if asked {
		p.Frame(at.Inset(-3.6*p.Size), 1.2*p.Size, tint.Ink, 0.9)
	}
	bar := scene.At(at.X, at.Y+at.H+4.5*p.Size, at.W, 2.6*p.Size)
	if dead {
		p.Add(scene.Mark{Kind: scene.Line, Role: tint.Faint, X: bar.X, Y: bar.Y + bar.H/2, X2: bar.X + bar.W, Y2: bar.Y + bar.H/2, W: 1, A: 0.8, Dash: 2})
		return
	}
	p.Rect(bar, 1, tint.Line, 0, 1)
	bar.W *= f.often[j]
	p.Rect(bar, min(1, bar.W/2), tint.Sea, 0, 0.95)
}

// drawing is what unit j adds: sand where it makes lighter, sea with a stroke through it where it makes darker.
func (f *dictionary) drawing(b *scene.Base, p *scene.Pen, at scene.Box, j int, a float32) {
	dim := b.Set.Dim()
	v := f.tiles[j*dim : (j+1)*dim]
	if b.Form() != data.Pictures {
		f.drops(p, at, v, a)
		return
	}
	side := b.Side()
	c := at.W / float32(side)
	greys := p.Tile(at.X, at.Y, c, side, tint.Signed, a)
	for k := range greys {
		greys[k] = scene.Poise(v[k] / f.scale)
	}
	if c < 5*p.Size {
		return
	}
	for k, x := range v {
		if x < -0.4*f.scale {
			cx, cy := at.X+(float32(k%side)+0.5)*c, at.Y+(float32(k/side)+0.5)*c
			p.Line(cx-0.2*c, cy, cx+0.2*c, cy, 1.2, tint.Ink, 0.8*a)
		}
	}
}

// drops draws what a unit adds to a signal, or to a point, as bars up and down.
func (f *dictionary) drops(p *scene.Pen, at scene.Box, v []float32, a float32) {
	c, mid := at.W/float32(len(v)), at.Y+at.H/2
	p.Line(at.X, mid, at.X+at.W, mid, 1, tint.Line, 1)
	for k, x := range v {
		h := 0.48 * at.H * scene.Clamp(scene.Abs(x)/f.scale, 0, 1)
		y := mid
		if x > 0 {
			y = mid - h
		}
		p.Rect(scene.At(at.X+(float32(k)+0.1)*c, y, 0.8*c, h), 0, tint.Signed, x, a)
	}
}
