package scene

import (
	"math"

	"hourglass/core/vec"
	"hourglass/wasm/tint"
)

// sizes draws the error per number against the size of the code, error on a logarithmic axis: what PCA leaves at every size, and where
// run and twin stand at theirs.
type sizes struct {
	straight
	least  []float32  // of PCA, from size 0 (the mean) on
	loss   [2]float32 // of the run and of its twin, over the training examples
	neck   [2]int
	lo, hi float32
}

// mostSizes is how far the axis runs, unless a run has a larger code.
const mostSizes = 16

// smallest is the error that counts as none: the axis ends there.
const smallest = 1e-5

func (f *sizes) plan(b *Builder) {
	f.fit(b)
	n := max(min(mostSizes, b.set.Dim()), b.model.Code)
	if b.twin != nil {
		n = max(n, b.twin.model.Code)
	}
	f.least = f.least[:0]
	for k := range n + 1 {
		f.least = append(f.least, float32(f.pca.Error(k)))
	}
	f.hi, f.lo = 0, smallest
	for _, v := range f.least[1:] { // down to the last error that is one, if the first is
		if v > smallest {
			f.lo = max(0.7*v, smallest)
		}
	}
}

func (f *sizes) update(b *Builder) {
	f.loss[0] = float32(b.scored(0).loss)
	f.neck[0] = b.model.Code
	most, low := max(1.2*f.least[0], 1.1*f.loss[0]), f.loss[0]
	if t := b.twin; t != nil {
		f.loss[1] = float32(b.scored(1).loss)
		f.neck[1] = t.model.Code
		most, low = max(most, 1.1*f.loss[1]), min(low, f.loss[1])
	}
	f.hi = follow(f.hi, min(most, 1e6))
	f.lo = min(f.lo, max(0.7*low, smallest))
}

func (f *sizes) draw(b *Builder, p *pen, box Box, look *Look) {
	p.heading(box, "Error against the size of the code (log)", "Error against code size (log)", "Error, code size")
	head, foot := 36*p.size, 44*p.size
	plot := Box{box.X + 62*p.size, box.Y + head, box.W - 80*p.size, box.H - head - foot}
	if plot.W < 40 || plot.H < 30 {
		return
	}
	low, span := vec.Log1(f.lo), vec.Log1(f.hi)-vec.Log1(f.lo)
	y := func(v float32) float32 {
		return plot.Y + plot.H*(1-min(max((vec.Log1(max(v, 1e-9))-low)/span, 0), 1))
	}
	n := len(f.least) - 1
	x := func(k int) float32 { return plot.X + plot.W*(float32(k)-0.5)/float32(n) }
	f.axes(p, plot, y, x, n)
	f.band(p, y, x, n)
	f.curve(p, plot, y, x, n)
	for i := 1; i >= 0; i-- {
		if i == 1 && b.twin == nil {
			continue
		}
		at, up := x(f.neck[i]), y(f.loss[i])
		if i == 0 {
			p.disc(at, up, 8*p.size, tint.Ground, 0, 1)
			p.disc(at, up, 6*p.size, tint.Sand, 0, 1)
		} else {
			p.disc(at, up, 9*p.size, tint.Ground, 0, 0.6)
			p.ring(at, up, 7.5*p.size, 2.4*p.size, tint.Ink, 1)
		}
	}
	f.legend(b, p, plot, y, x)
}

// axes are sizes across and errors upwards.
func (f *sizes) axes(p *pen, plot Box, y func(float32) float32, x func(int) float32, n int) {
	last := float32(math.MaxFloat32)
	for exp := -5; exp <= 3; exp++ {
		for _, k := range [...]float32{1, 2, 5} {
			v := k * float32(math.Pow10(exp))
			at := y(v)
			if v < f.lo*0.999 || v > f.hi || last-at < 18*p.size {
				continue
			}
			last = at
			p.line(plot.X, at, plot.X+plot.W, at, 1, tint.Line, 1)
			p.begin(plot.X-8*p.size, at+4*p.size, End, tint.Faint)
			p.num(v, max(-exp, 0))
			p.end().Size = 12 * p.size
		}
	}
	every := 1
	for x(1+every)-x(1) < 22*p.size {
		every *= 2
	}
	for k := 1; k <= n; k++ {
		if k != 1 && k%every != 0 || k == 1 && every == 2 && x(2)-x(1) < 18*p.size {
			continue
		}
		p.begin(x(k), plot.Y+plot.H+17*p.size, Middle, tint.Faint)
		p.count(k)
		p.end().Size = 12 * p.size
	}
	p.first(plot.X+plot.W, plot.Y+plot.H+35*p.size, End, tint.Faint, 11.5*p.size, plot.W+40*p.size,
		"numbers in the code; upwards: training error per number", "numbers in the code; upwards: training error", "numbers in the code", "numbers")
}

// band is where an error counts as PCA's own: up to 2 % over it. It is never thinner than can be seen.
func (f *sizes) band(p *pen, y func(float32) float32, x func(int) float32, n int) {
	first := int32(len(p.Points))
	for k := 1; k <= n; k++ {
		p.Points = append(p.Points, Point{x(k), min(y(1.02*f.least[k]), y(f.least[k])-5*p.size)})
	}
	for k := 1; k <= n; k++ {
		p.Points = append(p.Points, Point{x(k), y(f.least[k])})
	}
	if n > 1 {
		p.add(Mark{Kind: Area, Role: tint.Leaf, V: float32(tint.Leaf), A: 0.45, First: first, Count: int32(n)})
	}
}

// curve is what PCA leaves, with a dot at each size, and the error of the mean picture above it.
func (f *sizes) curve(p *pen, plot Box, y func(float32) float32, x func(int) float32, n int) {
	at := y(f.least[0])
	p.add(Mark{Kind: Line, Role: tint.Dim, X: plot.X, Y: at, X2: plot.X + plot.W, Y2: at, W: 1.2, A: 0.8, Dash: 3})
	first := int32(len(p.Points))
	for k := 1; k <= n; k++ {
		p.Points = append(p.Points, Point{x(k), y(f.least[k])})
	}
	p.add(Mark{Kind: Poly, Role: tint.Dim, W: 1.8 * p.size, A: 0.9, First: first, Count: int32(n)})
	for k := 1; k <= n; k++ {
		p.disc(x(k), y(f.least[k]), 2.6*p.size, tint.Dim, 0, 1)
	}
}

// legend stands at the top right, where a falling curve leaves room: who is who, and how far from PCA at the same size. Where the room is
// small, what is plain from the caption, or stands in another figure too, is left out.
func (f *sizes) legend(b *Builder, p *pen, plot Box, up func(float32) float32, at func(int) float32) {
	line := 17 * p.size
	right, top := plot.X+plot.W, up(f.least[0])+18*p.size // below the dashed line of the mean
	p.first(right, top-24*p.size, End, tint.Dim, 11.5*p.size, plot.W, "always the mean", "mean")
	first, x := len(p.Labels), right
	put := func(l *Label) {
		l.Size = 12 * p.size
		x = min(x, right-p.width(l))
	}
	var names [2]int32 // where they end in the text
	wide := false
	for i := 1; i >= 0; i-- {
		if i == 1 && b.twin == nil {
			continue
		}
		over, role := overPCA(float64(f.loss[i]), f.pca.Error(f.neck[i]))
		if role == tint.Dim {
			role = tint.Ink
		}
		p.begin(right, top, Start, role)
		p.str(b.called(i))
		names[i] = int32(len(p.Bytes))
		p.str(": ")
		p.over(over)
		p.str(" PCA")
		l := p.end()
		l.Size = 12 * p.size
		wide = wide || p.width(l) > 0.62*plot.W
	}
	for k := range p.Labels[first:] {
		l := &p.Labels[first+k]
		if wide {
			l.Last = names[len(p.Labels)-first-1-k]
		}
		put(l)
	}
	runs, narrow := len(p.Labels)-first, x
	put(p.text(right, top, Start, tint.Dim, "PCA"))
	put(p.text(right, top, Start, tint.Dim, "up to 2 % over it"))
	lines := len(p.Labels) - first
	for k := 1; k < len(f.least); k++ {
		if at(k) > x-20*p.size && up(f.least[k]) < top+3.4*line {
			p.Labels = p.Labels[:first+runs]
			lines, x, k = runs, narrow, len(f.least)-1
			p.text(at(k), up(f.least[k])-9*p.size, End, tint.Dim, "PCA").Size = 12 * p.size
			break
		}
	}
	for i := range lines {
		l := &p.Labels[first+i]
		l.X, l.Y = x, top+float32(i)*line
		f.swatch(p, x-12*p.size, l.Y-4*p.size, i+2-runs)
	}
}

// swatch is the look of line i of the legend: twin, run, PCA, band.
func (f *sizes) swatch(p *pen, x, y float32, i int) {
	switch i {
	case 0:
		p.ring(x, y, 4.5*p.size, 2*p.size, tint.Ink, 1)
	case 1:
		p.disc(x, y, 4.5*p.size, tint.Sand, 0, 1)
	case 2:
		p.line(x-6*p.size, y, x+6*p.size, y, 1.8*p.size, tint.Dim, 1)
	case 3:
		p.rect(Box{x - 6*p.size, y - 3*p.size, 12 * p.size, 6 * p.size}, 1, tint.Leaf, 0, 0.45)
	}
}
