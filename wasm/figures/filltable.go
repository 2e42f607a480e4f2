package figures

import (
	"hourglass/core/ask"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// A row of a table with holes: its entries one under another, each on a bar from the least of its column to the most.

// table draws them. Of a hidden entry its bar has the twelve, and beside it stands what fills it in each way, where there is room.
func (f *filling) table(b *scene.Base, p *scene.Pen, in scene.Box) {
	s, columns := p.Size, b.Set.Kind.Columns()
	head := 20 * s
	tall := min((in.H-head)/float32(len(columns)), 72*s)
	name, cell := min(0.24*in.W, 110*s), 62*s
	shown := int(ask.Ways) + 1
	if in.W < name+float32(shown)*cell+140*s { // the twelve, and what was there
		shown = 2
		cell = 62 * s
	}
	bar := scene.At(in.X+name+6*s, in.Y+head, in.W-name-float32(shown)*cell-14*s, tall)
	for i := range shown {
		x := bar.X + bar.W + float32(i+1)*cell
		if by := ask.Way(i); shown > 2 && by < ask.Ways {
			p.Begin(x, in.Y+11*s, scene.End, tint.Dim)
			f.name(b, p, by)
			p.Fits(11.5*s, cell-4*s)
			continue
		}
		word := [...]string{"twelve", "truth"}[min(i, 1)]
		p.Write(x, in.Y+11*s, scene.End, tint.Dim, word).Size = 11.5 * s
	}
	for k := range columns {
		at := scene.At(bar.X, bar.Y+float32(k)*tall, bar.W, tall)
		f.entry(b, p, scene.At(at.X, at.Y+0.22*tall, at.W, 0.56*tall), k)
		if size := min(13*s, 0.7*tall); size >= 9.5 { // of many columns the bars alone
			p.First(in.X, at.Y+tall/2+0.35*size, scene.Start, tint.Ink, size, name, columns[k].Name)
			f.says(b, p, k, shown, bar.X+bar.W, cell, at.Y+tall/2+0.35*size, size)
		}
		p.Hit(scene.Hit{Target: OnEntry, Feel: scene.Pointing, X: in.X, Y: at.Y, X2: in.X + in.W, Y2: at.Y + tall, Index: int32(k)})
	}
}

// entry draws the bar of entry k.
func (f *filling) entry(b *scene.Base, p *scene.Pen, at scene.Box, k int) {
	if f.hole[k] == 0 {
		p.Rect(at, 2, tint.Panel, 0, 1)
		p.Rect(scene.At(at.X, at.Y, at.W*scene.Clamp(b.Snap.View.Input[k], 0, 1), at.H), 2, tint.Ink, 0, 0.45)
		return
	}
	f.scale(p, at, k)
}

// says writes beside entry k what fills it in each way, in its unit, and what was there.
func (f *filling) says(b *scene.Base, p *scene.Pen, k, shown int, x, cell, y, size float32) {
	for i := range shown {
		x += cell
		by, role := ask.Way(i), tint.Sand
		switch {
		case i == shown-1:
			f.was(b, p, k, x, y, min(size, 12*p.Size))
			continue
		case f.hole[k] == 0:
			continue
		case shown == 2:
			by = ask.ByDraws
		}
		p.Begin(x, y, scene.End, role)
		f.value(b, p, k, f.y[by][k])
		p.Fits(min(size, 12*p.Size), cell-4*p.Size)
	}
}

// was writes what was there, in its unit: of a choice yes or no, and a question mark where nobody knows.
func (f *filling) was(b *scene.Base, p *scene.Pen, k int, x, y, size float32) {
	role, c := tint.Sea, &b.Set.Kind.Columns()[k]
	if f.hole[k] == 0 {
		role = tint.Dim
	}
	p.Begin(x, y, scene.End, role)
	switch v := f.truth[k]; {
	case v != v:
		p.Str("?")
	case c.Whole && c.Out(v) >= 0.5:
		p.Str("yes")
	case c.Whole:
		p.Str("no")
	default:
		f.value(b, p, k, v)
		p.Str(" ")
		p.Str(c.Unit)
	}
	p.End().Size = size
}
