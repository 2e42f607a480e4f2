package figures

import (
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The file of the ledger: where a step speaks of what comes back as well, the ledger stands aside for what such copies take in a file, part by part, and the
// plain pictures over it, both to one scale.

// parcel draws it.
func (f *ledger) parcel(b *scene.Base, p *scene.Pen, box scene.Box) {
	sizes := b.Packed()
	plain := b.Set.Valid * b.Set.Dim()
	p.Heading(box, "What the file of the unseen pictures is made of, and what they take as they are", "What the file is made of, in bytes", "The file")
	in := scene.At(box.X+15*p.Size, box.Y+38*p.Size, box.W-30*p.Size, box.H-46*p.Size)
	const words, row = 19, 19 // over a bar, and of the list of parts
	bar := min((in.H-(2*words+3*row+10+8)*p.Size)/2, 104*p.Size)
	if bar < 6*p.Size || in.W < 120*p.Size {
		return
	}
	size := 12.5 * p.Size
	end := float32(max(plain, sizes.All(), 1))
	y := in.Y + max(0, in.H-(2*words+3*row+18)*p.Size-2*bar)/2
	head := func(name string, count, n int, about bool) {
		p.Begin(in.X, y+12*p.Size, scene.Start, tint.Ink)
		if count > 0 {
			p.Count(count)
		}
		p.Str(name)
		p.Fits(size, 0.66*in.W)
		f.taken(p, in.X+in.W, y+12*p.Size, n, about, 0.33*in.W)
		y += words * p.Size
	}
	head(" pictures as they are", b.Set.Valid, plain, false)
	whole := in.W * float32(plain) / end
	p.Rect(scene.At(in.X, y, whole, bar), 2, tint.Dim, 0, 0.75)
	if each := whole / float32(b.Set.Valid); each >= 2.5*p.Size { // one picture beside the other
		for i := 1; i < b.Set.Valid; i++ {
			x := in.X + float32(i)*each
			p.Line(x, y, x, y+bar, 0.8*p.Size, tint.Ground, 0.8)
		}
	}
	y += bar + 10*p.Size
	head("the same in the file", 0, sizes.All(), true)
	parts := [3]struct {
		name string
		n    int
		role tint.Role
	}{{"decoder", sizes.Weights, tint.Sea}, {"codes", sizes.Codes, tint.Sand}, {"lists to read them by", sizes.Head + sizes.Counts, tint.Leaf}}
	x, foot := in.X, y+bar+8*p.Size
	for i, part := range parts {
		w := in.W * float32(part.n) / end
		p.Rect(scene.At(x, y, w, bar), 1, part.role, 0, 1)
		if i > 0 {
			p.Line(x, y, x, y+bar, 1.5*p.Size, tint.Ground, 1)
		}
		if i == 0 {
			p.First(x+w/2, y+bar/2+4.5*p.Size, scene.Middle, tint.Ground, size, w-8*p.Size, part.name)
		}
		x += w
		line := foot + float32(i)*row*p.Size
		p.Rect(scene.At(in.X, line+3*p.Size, 10*p.Size, 10*p.Size), 2, part.role, 0, 1)
		p.First(in.X+17*p.Size, line+12*p.Size, scene.Start, tint.Ink, size, 0.6*in.W, part.name)
		f.taken(p, in.X+in.W, line+12*p.Size, part.n, i > 0, 0.36*in.W)
	}
}

// tellParts says it in words.
func (f *ledger) tellParts(b *scene.Base, p *scene.Pen) {
	sizes := b.Packed()
	p.Count(b.Set.Valid)
	p.Str(" pictures as they are")
	p.Str(" ")
	inBytes(p, b.Set.Valid*b.Set.Dim(), false)
	p.Str(", ")
	p.Str("the same in the file")
	p.Str(" ")
	inBytes(p, sizes.All(), true)
	p.Str(": ")
	p.Str("decoder")
	p.Str(" ")
	inBytes(p, sizes.Weights, false)
	p.Str(", ")
	p.Str("codes")
	p.Str(" ")
	inBytes(p, sizes.Codes, true)
}

// taken writes what a part takes.
func (f *ledger) taken(p *scene.Pen, x, y float32, n int, about bool, room float32) {
	p.Begin(x, y, scene.End, tint.Ink)
	inBytes(p, n, about)
	p.Fits(12.5*p.Size, room)
}

// inBytes writes bytes: to ten of them where they are worked out and not counted.
func inBytes(p *scene.Pen, n int, about bool) {
	if about {
		p.Str("about ")
		n = (n + 5) / 10 * 10
	}
	p.Count(n)
	p.Str(" bytes")
}
