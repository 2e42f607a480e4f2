package scene

import (
	"math"

	"hourglass/core/data"
	"hourglass/wasm/tint"
)

// The page of one unit of the dictionary: beside the grid of a wide figure, or as a strip beneath that of a narrow one.

// pageBins is how many columns the histogram has.
const pageBins = 16

// study finds the pictures that excite unit j most, and how its activations are spread over those that wake it.
func (f *dictionary) study(b *Builder, j int) {
	n, codes := len(f.often), b.validCodes()
	f.best = [4]int{-1, -1, -1, -1}
	clear(f.bins[:])
	at := func(i int) float32 { return abs(codes[i*n+j]) }
	for i := range b.set.Valid {
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
func (f *dictionary) title(b *Builder, p *pen, x, y, room float32, j int) {
	p.begin(x, y, Start, tint.Ink)
	p.str("Unit ")
	p.count(j + 1)
	p.str(", ")
	p.letter(j)
	l := p.end()
	l.Size, l.Bold = 14*p.size, true
	after := p.width(l) + 10*p.size
	p.begin(x+after, y, Start, tint.Dim)
	if f.often[j] == 0 {
		p.str("never wakes")
	} else {
		p.str("wakes for ")
		p.count(int(math.Round(float64(f.often[j] * float32(b.set.Valid)))))
		p.str(" of ")
		p.count(b.set.Valid)
	}
	p.fits(12*p.size, room-after)
}

// page is the side of a wide figure: all about one unit.
func (f *dictionary) page(b *Builder, p *pen, box Box, j int) {
	f.study(b, j)
	f.title(b, p, box.X, box.Y+12*p.size, box.W+8*p.size, j)
	small := func(y float32, long, short string) {
		p.first(box.X, y, Start, tint.Dim, 12*p.size, box.W+8*p.size, long, short)
	}
	y := box.Y + 38*p.size
	side := min(0.42*box.W, 0.27*box.H)
	small(y, "what it draws", "draws")
	at := Box{box.X, y + 9*p.size, side, side}
	p.rect(at.inset(-1), 2, tint.Panel, 0, 1)
	f.drawing(b, p, at, j, 1)
	p.frame(at.inset(-1), 1, tint.Line, 1)
	f.now(b, p, Box{at.X + side + 18*p.size, at.Y, box.W - side - 18*p.size, side}, j)
	y = at.Y + side + 30*p.size
	if f.often[j] == 0 {
		small(y, "no picture set aside excites it", "nothing excites it")
		return
	}
	small(y, "what excites it most: tap one", "what excites it most")
	w := (box.W - 3*10*p.size) / 4
	w = min(w, 0.16*box.H)
	f.exciting(b, p, box.X, y+10*p.size, w, 10*p.size)
	y += w + 38*p.size
	small(y, "how strongly it speaks, when it does", "how strongly it speaks")
	f.histogram(b, p, Box{box.X, y + 12*p.size, min(box.W, 4*w+30*p.size), min(box.Y+box.H-y-34*p.size, 130*p.size)}, j)
}

// now says how loud unit j is for the shown picture.
func (f *dictionary) now(b *Builder, p *pen, box Box, j int) {
	size := 12 * p.size
	p.first(box.X, box.Y+14*p.size, Start, tint.Dim, size, box.W+10*p.size, "for this picture", "now")
	role := tint.Ink
	if abs(b.code[j]) > f.limit {
		role = tint.Sand
	}
	p.begin(box.X, box.Y+38*p.size, Start, role)
	p.num(b.code[j], 2)
	l := p.end()
	l.Size, l.Bold = 20*p.size, true
	if box.H < 96*p.size || b.form() == data.Points {
		return
	}
	w := min((box.W-16*p.size)/2, box.H-62*p.size, 52*p.size)
	if w < 24*p.size {
		return
	}
	y := box.Y + box.H - w - 16*p.size
	b.example(p, Box{box.X, y, w, w}, b.snap.View.Input, tint.Ramp, 1)
	b.example(p, Box{box.X + w + 16*p.size, y, w, w}, b.output, tint.Ramp, 1)
	p.arrow(box.X+w+3*p.size, y+w/2, box.X+w+13*p.size, y+w/2, 1.3*p.size, tint.Dim, 1)
	p.text(box.X+w/2, y+w+14*p.size, Middle, tint.Faint, "in").Size = 11 * p.size
	p.text(box.X+1.5*w+16*p.size, y+w+14*p.size, Middle, tint.Faint, "back").Size = 11 * p.size
}

// exciting lays the validation pictures that wake the page's unit most in a row.
func (f *dictionary) exciting(b *Builder, p *pen, x, y, w, gap float32) {
	for k, i := range f.best {
		at := Box{x + float32(k)*(w+gap), y, w, w}
		if i < 0 {
			p.frame(at, 1, tint.Line, 1)
			continue
		}
		i += b.set.Train
		b.example(p, at, b.set.Picture(i), tint.Ramp, 1)
		if b.snap.View.Sample == i {
			p.frame(at.inset(-2.5), 1.8, tint.Sand, 1)
		}
		p.hit(Hit{Target: Pair, X: at.X - gap/2, Y: at.Y - gap/2, X2: at.X + w + gap/2, Y2: at.Y + w + gap/2, Index: int32(i)})
	}
}

// histogram is over the activations of unit j, silence left out.
func (f *dictionary) histogram(b *Builder, p *pen, box Box, j int) {
	low := box.Y + box.H
	p.line(box.X, low, box.X+box.W, low, 1, tint.Dim, 0.8)
	if f.often[j] == 0 || box.H < 12*p.size {
		return
	}
	most := 1
	for _, c := range f.bins {
		most = max(most, c)
	}
	w := box.W / pageBins
	now := -1
	if v := abs(b.code[j]); v > f.limit {
		now = min(int(v/f.loud[j]*pageBins), pageBins-1)
	}
	for i, c := range f.bins {
		h := box.H * float32(c) / float32(most)
		role := tint.Sea
		if i == now {
			role = tint.Sand
		}
		p.rect(Box{box.X + (float32(i)+0.08)*w, low - h, 0.84 * w, h}, 0, role, 0, 0.9)
	}
	p.text(box.X, low+14*p.size, Start, tint.Faint, "0").Size = 11 * p.size
	p.begin(box.X+box.W, low+14*p.size, End, tint.Faint)
	p.num(f.loud[j], 2)
	p.end().Size = 11 * p.size
}

// strip is the page of a unit under the grid of a narrow figure.
func (f *dictionary) strip(b *Builder, p *pen, box Box, j int) {
	f.study(b, j)
	p.line(box.X, box.Y-4*p.size, box.X+box.W, box.Y-4*p.size, 1, tint.Line, 1)
	f.title(b, p, box.X, box.Y+14*p.size, box.W, j)
	side := box.H - 46*p.size
	at := Box{box.X, box.Y + 26*p.size, side, side}
	p.rect(at.inset(-1), 2, tint.Panel, 0, 1)
	f.drawing(b, p, at, j, 1)
	p.frame(at.inset(-1), 1, tint.Line, 1)
	under := at.Y + side + 15*p.size
	size := 11.5 * p.size
	p.first(at.X, under, Start, tint.Dim, size, side+20*p.size, "draws")
	gap := 7 * p.size
	x := at.X + side + 18*p.size
	if f.often[j] == 0 {
		p.text(x, at.Y+side/2+4*p.size, Start, tint.Dim, "no picture set aside excites it").Size = size
		return
	}
	w := min((box.X+box.W-x-3*gap-86*p.size)/4, side)
	f.exciting(b, p, x, at.Y+(side-w)/2, w, gap)
	p.text(x, under, Start, tint.Dim, "excited most by").Size = size
	x += 4*w + 3*gap + 16*p.size
	if room := box.X + box.W - x; room > 40*p.size {
		p.begin(x, at.Y+14*p.size, Start, tint.Ink)
		p.num(b.code[j], 2)
		l := p.end()
		l.Size, l.Bold = 14*p.size, true
		f.histogram(b, p, Box{x, at.Y + 20*p.size, room, side - 20*p.size}, j)
	}
}
