package figures

import (
	"math"

	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The page of one unit of the dictionary: beside the grid of a wide figure, or as a strip beneath that of a narrow one.

// pageBins is how many columns the histogram has.
const pageBins = 16

// study finds the pictures that excite unit j most, and how its activations are spread over those that wake it.
func (f *dictionary) study(b *scene.Base, j int) {
	n, codes := len(f.often), b.ValidCodes()
	f.best = [4]int{-1, -1, -1, -1}
	clear(f.bins[:])
	at := func(i int) float32 { return scene.Abs(codes[i*n+j]) }
	for i := range b.Set.Valid {
		v := at(i)
		if v <= f.limit {
			continue
		}
		f.bins[min(int(v/f.loud[j]*pageBins), pageBins-1)]++
		for k := range f.best {
			if f.best[k] < 0 || v > at(f.best[k]) {
				copy(f.best[k+1:], f.best[k:])
				f.best[k] = i
				break
			}
		}
	}
}

// title is a unit's name and how often it wakes, in words, as far as there is room.
func (f *dictionary) title(b *scene.Base, p *scene.Pen, x, y, room float32, j int) {
	p.Begin(x, y, scene.Start, tint.Ink)
	p.Str("Unit ")
	p.Count(j + 1)
	p.Str(", ")
	p.Letter(j)
	l := p.End()
	l.Size, l.Bold = 14*p.Size, true
	after := p.Width(l) + 10*p.Size
	p.Begin(x+after, y, scene.Start, tint.Dim)
	if f.often[j] == 0 {
		p.Str("never wakes")
	} else {
		p.Str("wakes for ")
		p.Count(int(math.Round(float64(f.often[j] * float32(b.Set.Valid)))))
		p.Str(" of ")
		p.Count(b.Set.Valid)
	}
	p.Fits(12*p.Size, room-after)
}

// page is the side of a wide figure: all about one unit.
func (f *dictionary) page(b *scene.Base, p *scene.Pen, box scene.Box, j int) {
	f.study(b, j)
	f.title(b, p, box.X, box.Y+12*p.Size, box.W+8*p.Size, j)
	small := func(y float32, long, short string) {
		p.First(box.X, y, scene.Start, tint.Dim, 12*p.Size, box.W+8*p.Size, long, short)
	}
	y := box.Y + 38*p.Size
	side := min(0.42*box.W, 0.27*box.H)
	small(y, "what it draws", "draws")
	after := (0.56*12*p.Letters("what it draws") + 10) * p.Size
	f.name(p, box.X+after, y, scene.Start, 12*p.Size, box.W-after, j)
	at := scene.At(box.X, y+9*p.Size, side, side)
	p.Rect(at.Inset(-1), 2, tint.Panel, 0, 1)
	f.drawing(b, p, at, j, 1, false)
	p.Frame(at.Inset(-1), 1, tint.Line, 1)
	f.now(b, p, scene.At(at.X+side+18*p.Size, at.Y, box.W-side-18*p.Size, side), j)
	y = at.Y + side + 30*p.Size
	if f.often[j] == 0 {
		small(y, "no picture set aside excites it", "nothing excites it")
		return
	}
	small(y, "what excites it most: tap one", "what excites it most")
	w := (box.W - 3*10*p.Size) / 4
	w = min(w, 0.16*box.H)
	f.exciting(b, p, box.X, y+10*p.Size, w, 10*p.Size)
	y += w + 38*p.Size
	small(y, "how strongly it speaks, when it does", "how strongly it speaks")
	f.histogram(b, p, scene.At(box.X, y+12*p.Size, min(box.W, 4*w+30*p.Size), min(box.Y+box.H-y-34*p.Size, 130*p.Size)), j)
}

// now says how loud unit j is for the shown picture.
func (f *dictionary) now(b *scene.Base, p *scene.Pen, box scene.Box, j int) {
	size := 12 * p.Size
	p.First(box.X, box.Y+14*p.Size, scene.Start, tint.Dim, size, box.W+10*p.Size, "for this picture", "now")
	role := tint.Ink
	if scene.Abs(b.Code[j]) > f.limit {
		role = tint.Sand
	}
	p.Begin(box.X, box.Y+38*p.Size, scene.Start, role)
	p.Num(b.Code[j], 2)
	l := p.End()
	l.Size, l.Bold = 20*p.Size, true
	if box.H < 96*p.Size || b.Form() == data.Points {
		return
	}
	w := min((box.W-16*p.Size)/2, box.H-62*p.Size, 52*p.Size)
	if w < 24*p.Size {
		return
	}
	y := box.Y + box.H - w - 16*p.Size
	b.Example(p, scene.At(box.X, y, w, w), b.Snap.View.Input, tint.Ramp, 1)
	b.Example(p, scene.At(box.X+w+16*p.Size, y, w, w), b.Output, tint.Ramp, 1)
	p.Arrow(box.X+w+3*p.Size, y+w/2, box.X+w+13*p.Size, y+w/2, 1.3*p.Size, tint.Dim, 1)
	p.Write(box.X+w/2, y+w+14*p.Size, scene.Middle, tint.Faint, "in").Size = 11 * p.Size
	p.Write(box.X+1.5*w+16*p.Size, y+w+14*p.Size, scene.Middle, tint.Faint, "back").Size = 11 * p.Size
}

// exciting lays the validation pictures that wake the page's unit most in a row.
func (f *dictionary) exciting(b *scene.Base, p *scene.Pen, x, y, w, gap float32) {
	for k, i := range f.best {
		at := scene.At(x+float32(k)*(w+gap), y, w, w)
		if i < 0 {
			p.Frame(at, 1, tint.Line, 1)
			continue
		}
		i += b.Set.Train
		b.Example(p, at, b.Set.Picture(i), tint.Ramp, 1)
		if b.Snap.View.Sample == i {
			p.Frame(at.Inset(-2.5), 1.8, tint.Sand, 1)
		}
		p.Hit(scene.Hit{Target: scene.Pair, Feel: scene.Pointing, X: at.X - gap/2, Y: at.Y - gap/2, X2: at.X + w + gap/2, Y2: at.Y + w + gap/2, Index: int32(i)})
	}
}

// histogram is over the activations of unit j, silence left out.
func (f *dictionary) histogram(b *scene.Base, p *scene.Pen, box scene.Box, j int) {
	low := box.Y + box.H
	p.Line(box.X, low, box.X+box.W, low, 1, tint.Dim, 0.8)
	if f.often[j] == 0 || box.H < 12*p.Size {
		return
	}
	most := 1
	for _, c := range f.bins {
		most = max(most, c)
	}
	w := box.W / pageBins
	now := -1
	if v := scene.Abs(b.Code[j]); v > f.limit {
		now = min(int(v/f.loud[j]*pageBins), pageBins-1)
	}
	for i, c := range f.bins {
		h := box.H * float32(c) / float32(most)
		role := tint.Sea
		if i == now {
			role = tint.Sand
		}
		p.Rect(scene.At(box.X+(float32(i)+0.08)*w, low-h, 0.84*w, h), 0, role, 0, 0.9)
	}
	p.Write(box.X, low+14*p.Size, scene.Start, tint.Faint, "0").Size = 11 * p.Size
	p.Begin(box.X+box.W, low+14*p.Size, scene.End, tint.Faint)
	p.Num(f.loud[j], 2)
	p.End().Size = 11 * p.Size
}

// strip is the page of a unit under the grid of a narrow figure.
func (f *dictionary) strip(b *scene.Base, p *scene.Pen, box scene.Box, j int) {
	f.study(b, j)
	p.Line(box.X, box.Y-4*p.Size, box.X+box.W, box.Y-4*p.Size, 1, tint.Line, 1)
	f.title(b, p, box.X, box.Y+14*p.Size, box.W, j)
	side := box.H - 46*p.Size
	at := scene.At(box.X, box.Y+26*p.Size, side, side)
	p.Rect(at.Inset(-1), 2, tint.Panel, 0, 1)
	f.drawing(b, p, at, j, 1, false)
	p.Frame(at.Inset(-1), 1, tint.Line, 1)
	under := at.Y + side + 15*p.Size
	size := 11.5 * p.Size
	if !f.name(p, at.X, under, scene.Start, size, side+12*p.Size, j) {
		p.First(at.X, under, scene.Start, tint.Dim, size, side+12*p.Size, "draws")
	}
	gap := 7 * p.Size
	x := at.X + side + 18*p.Size
	if f.often[j] == 0 {
		p.Write(x, at.Y+side/2+4*p.Size, scene.Start, tint.Dim, "no picture set aside excites it").Size = size
		return
	}
	w := min((box.X+box.W-x-3*gap-86*p.Size)/4, side)
	f.exciting(b, p, x, at.Y+(side-w)/2, w, gap)
	p.Write(x, under, scene.Start, tint.Dim, "excited most by").Size = size
	x += 4*w + 3*gap + 16*p.Size
	if room := box.X + box.W - x; room > 40*p.Size {
		p.Begin(x, at.Y+14*p.Size, scene.Start, tint.Ink)
		p.Num(b.Code[j], 2)
		l := p.End()
		l.Size, l.Bold = 14*p.Size, true
		f.histogram(b, p, scene.At(x, at.Y+20*p.Size, room, side-20*p.Size), j)
	}
}
