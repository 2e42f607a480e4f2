package scene

import (
	"hourglass/core/train"
	"hourglass/wasm/tint"
)

// firing draws how many units of the code wake for a picture: a histogram over the validation pictures, with the shown picture's
// own number marked.
type firing struct {
	pictures []int // (Neck+1), how many pictures wake that many units
	mean     float32
	shown    int     // units that the shown picture wakes
	right    float32 // the end of the axis across, in units
	top      float32 // the end of the axis up, in pictures
}

// wakeLimit is the activation above which a unit counts as awake (see train.AwakeFrom). It is above 0, so that a layer without a sound
// wakes for nothing.
func (b *Builder) wakeLimit() float32 {
	most := float32(1e-12)
	for _, v := range b.validCodes() {
		if v = abs(v); v > most {
			most = v
		}
	}
	return train.AwakeFrom * most
}

// validCodes are the codes of the validation pictures (Valid, Neck).
func (b *Builder) validCodes() []float32 { return b.codes[b.set.Train*b.snap.Setup.Neck:] }

func (f *firing) plan(b *Builder) { *f = firing{pictures: make([]int, b.snap.Setup.Neck+1)} }

func (f *firing) update(b *Builder) {
	clear(f.pictures)
	limit, neck := b.wakeLimit(), b.snap.Setup.Neck
	codes, sum := b.validCodes(), 0
	for i := 0; i < len(codes); i += neck {
		n := countAwake(codes[i:i+neck], limit)
		f.pictures[n]++
		sum += n
	}
	f.mean = float32(sum) / float32(b.set.Valid)
	f.shown = countAwake(b.code, limit)
	most, high := f.shown, 0
	for n, c := range f.pictures {
		if c > 0 {
			most = max(most, n)
		}
		high = max(high, c)
	}
	f.right = follow(f.right, float32(min(max(most+1, 8), neck))+0.6)
	f.top = follow(f.top, 1.12*float32(max(high, 12)))
}

func countAwake(z []float32, limit float32) int {
	n := 0
	for _, v := range z {
		if abs(v) > limit {
			n++
		}
	}
	return n
}

func (f *firing) draw(b *Builder, p *pen, box Box, look *Look) {
	f.caption(b, p, box)
	head, foot := 54*p.size, 44*p.size
	plot := Box{box.X + 46*p.size, box.Y + head, box.W - 62*p.size, box.H - head - foot}
	if plot.W < 30 || plot.H < 20 {
		return
	}
	f.axes(p, plot, box)
	step := plot.W / (f.right + 0.6)
	at := func(n float32) float32 { return plot.X + (n+0.6)*step }
	thick := min(max(0.78*step, 1.5), 40*p.size)
	for n, c := range f.pictures {
		if c == 0 || float32(n) > f.right {
			continue
		}
		h := plot.H * float32(c) / f.top
		role, a := tint.Sea, float32(0.75)
		if n == f.shown {
			role, a = tint.Sand, 1
		}
		p.rect(Box{at(float32(n)) - thick/2, plot.Y + plot.H - h, thick, h}, min(2, h/2), role, 0, a)
	}
	x := at(f.mean)
	p.add(Mark{Kind: Line, Role: tint.Ink, X: x, Y: plot.Y, X2: x, Y2: plot.Y + plot.H, W: 1.5, A: 0.7, Dash: 4})
	f.mark(p, plot, at(float32(f.shown)))
}

// mark points at the column in which the shown picture stands.
func (f *firing) mark(p *pen, plot Box, x float32) {
	h := plot.H * float32(f.pictures[f.shown]) / f.top
	y := plot.Y + plot.H - h
	p.arrow(x, plot.Y-9*p.size, x, min(y-2, plot.Y+plot.H-4), 1.5*p.size, tint.Sand, 1)
	p.begin(x, plot.Y-14*p.size, Middle, tint.Sand)
	p.str("this picture: ")
	p.count(f.shown)
	l := p.end()
	l.Size = 12 * p.size
	half := p.width(l) / 2
	l.X = max(min(l.X, plot.X+plot.W+10*p.size-half), plot.X-36*p.size+half)
}

func (f *firing) caption(b *Builder, p *pen, box Box) {
	for _, words := range [...][3]string{{"On average ", " of ", " units wake for a picture"}, {"", " of ", " units wake"}, {"", " of ", " wake"}} {
		p.beginHeading(box)
		p.str(words[0])
		p.num(f.mean, 1)
		p.str(words[1])
		p.count(b.snap.Setup.Neck)
		p.str(words[2])
		if p.headingFits(box) {
			return
		}
	}
}

func (f *firing) axes(p *pen, plot, box Box) {
	low := plot.Y + plot.H
	last := low + 12*p.size
	for _, t := range ticks(0, f.top) {
		y := low - t.at*plot.H
		if t.at == 0 || t.decimals > 0 || last-y < 16*p.size {
			continue
		}
		last = y
		p.line(plot.X, y, plot.X+plot.W, y, 1, tint.Line, 1)
		p.begin(plot.X-8*p.size, y+4*p.size, End, tint.Faint)
		p.num(t.value, 0)
		p.end().Size = 11.5 * p.size
	}
	p.line(plot.X, low, plot.X+plot.W, low, 1, tint.Dim, 0.8)
	step := plot.W / (f.right + 0.6)
	every := 1
	for float32(every)*step < 24*p.size {
		every *= 2
	}
	for n := 0; float32(n) <= f.right; n += every {
		p.begin(plot.X+(float32(n)+0.6)*step, low+16*p.size, Middle, tint.Faint)
		p.count(n)
		p.end().Size = 11.5 * p.size
	}
	p.first(plot.X+plot.W, low+34*p.size, End, tint.Faint, 11.5*p.size, plot.W, "units awake; upwards: pictures", "units awake", "awake")
}
