package figures

import (
	"hourglass/core/data"
	"hourglass/core/jacobi"
	"hourglass/core/vec"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "sizes", Label: "Error by code size", Short: "Sizes", Shape: scene.Wide, Least: scene.Size{W: 240, H: 170},
		Needs:   scene.Codes,
		New:     func() scene.Panel { return &sizes{} },
		CanShow: whole,
	})
}

// sizes draws the error per number against the size of the code, error on a logarithmic axis: what PCA leaves at every size, and where
// run and twin stand at theirs.
type sizes struct {
	pca    *jacobi.PCA // of the training data
	least  []float32   // of PCA, from size 0 (the mean) on
	loss   [2]float32  // of the run and of its twin, over the training examples
	neck   [2]int
	lo, hi float32
}

// mostSizes is how far the axis runs, unless a run has a larger code.
const mostSizes = 16

// smallest is the error that counts as none: the axis ends there.
const smallest = 1e-5

// Plan implements [scene.Panel].
func (f *sizes) Plan(b *scene.Base) {
	f.pca = b.PCA()
	n := max(min(mostSizes, b.Set.Dim()), b.Model.Code)
	if b.Twin != nil {
		n = max(n, b.Twin.Model.Code)
	}
	f.least = f.least[:0]
	for k := range n + 1 {
		f.least = append(f.least, float32(f.pca.Error(k)))
	}
	f.axis(b)
}

// axis finds the ends of the upward axis, so that it stands still while a run goes: from a fifth above the error of the mean picture, where a start that is worse
// stands too, down to PCA's last error that is one, and to a share of its error at the run's size, as far as a bent network comes below it.
func (f *sizes) axis(b *scene.Base) {
	f.hi, f.lo = max(1.2*f.least[0], 10*smallest), smallest
	last := float32(0)
	for _, v := range f.least[1:] {
		if v > smallest {
			last = v
		}
	}
	own := f.least[b.Model.Code]
	if own <= smallest {
		own = last
	}
	share := float32(0.05)
	if b.Form() == data.Points { // which lie on a curve
		share = 0.001
	}
	f.lo = max(min(0.7*last, share*own), smallest)
}

// Update implements [scene.Panel].
func (f *sizes) Update(b *scene.Base) {
	f.loss[0] = float32(b.Scored(0).Loss)
	f.neck[0] = b.Model.Code
	if t := b.Twin; t != nil {
		f.loss[1] = float32(b.Scored(1).Loss)
		f.neck[1] = t.Model.Code
	}
}

// Tell implements [scene.Teller].
func (f *sizes) Tell(b *scene.Base, p *scene.Pen) {
	for i := range 2 {
		if i == 1 && b.Twin == nil {
			return
		}
		if i == 1 {
			p.Str(", ")
		}
		over, _ := overPCA(float64(f.loss[i]), f.pca.Error(f.neck[i]))
		p.Str(b.Called(i))
		p.Str(" ")
		writeOver(p, over)
		p.Str(" PCA")
	}
}

// Draw implements [scene.Panel].
func (f *sizes) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	p.Heading(box, "Error against the size of the code (log)", "Error against code size (log)", "Error, code size")
	head, foot := 36*p.Size, 44*p.Size
	plot := scene.At(box.X+62*p.Size, box.Y+head, box.W-80*p.Size, box.H-head-foot)
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
	if !p.Small {
		f.legend(b, p, plot, y, x) // under the dots of run and twin, which may come there
	}
	for i := 1; i >= 0; i-- {
		if i == 1 && b.Twin == nil {
			continue
		}
		at, up := x(f.neck[i]), y(f.loss[i])
		if i == 0 {
			p.Disc(at, up, 8*p.Size, tint.Ground, 0, 1)
			p.Disc(at, up, 6*p.Size, tint.Sand, 0, 1)
		} else {
			p.Disc(at, up, 9*p.Size, tint.Ground, 0, 0.6)
			p.Ring(at, up, 7.5*p.Size, 2.4*p.Size, tint.Ink, 1)
		}
	}
}

// axes are sizes across and errors upwards.
func (f *sizes) axes(p *scene.Pen, plot scene.Box, y func(float32) float32, x func(int) float32, n int) {
	p.UpLog(scene.Axis{Plot: plot, Lo: f.lo, Span: f.hi - f.lo, Gap: 18, Off: 8, Size: 12, Lines: 1}, false, y)
	every := 1
	for x(1+every)-x(1) < 22*p.Size {
		every *= 2
	}
	for k := 1; k <= n; k++ {
		if k != 1 && k%every != 0 || k == 1 && every == 2 && x(2)-x(1) < 18*p.Size {
			continue
		}
		p.Begin(x(k), plot.Y+plot.H+17*p.Size, scene.Middle, tint.Faint)
		p.Count(k)
		p.End().Size = 12 * p.Size
	}
	p.First(plot.X+plot.W, plot.Y+plot.H+35*p.Size, scene.End, tint.Faint, 11.5*p.Size, plot.W+40*p.Size,
		"numbers in the code; upwards: training error per number", "numbers in the code; upwards: training error", "numbers in the code", "numbers")
}

// band is where an error counts as PCA's own: up to 2 % over it. It is never thinner than can be seen.
func (f *sizes) band(p *scene.Pen, y func(float32) float32, x func(int) float32, n int) {
	first := int32(len(p.Points))
	for k := 1; k <= n; k++ {
		p.Points = append(p.Points, scene.Point{X: x(k), Y: min(y(1.02*f.least[k]), y(f.least[k])-5*p.Size)})
	}
	for k := 1; k <= n; k++ {
		p.Points = append(p.Points, scene.Point{X: x(k), Y: y(f.least[k])})
	}
	if n > 1 {
		p.Add(scene.Mark{Kind: scene.Area, Role: tint.Leaf, V: float32(tint.Leaf), A: 0.45, First: first, Count: int32(n)})
	}
}

// curve is what PCA leaves, with a dot at each size, and the error of the mean picture above it.
func (f *sizes) curve(p *scene.Pen, plot scene.Box, y func(float32) float32, x func(int) float32, n int) {
	at := y(f.least[0])
	p.Add(scene.Mark{Kind: scene.Line, Role: tint.Dim, X: plot.X, Y: at, X2: plot.X + plot.W, Y2: at, W: 1.2, A: 0.8, Dash: 3})
	first := int32(len(p.Points))
	for k := 1; k <= n; k++ {
		p.Points = append(p.Points, scene.Point{X: x(k), Y: y(f.least[k])})
	}
	p.Add(scene.Mark{Kind: scene.Poly, Role: tint.Dim, W: 1.8 * p.Size, A: 0.9, First: first, Count: int32(n)})
	for k := 1; k <= n; k++ {
		p.Disc(x(k), y(f.least[k]), 2.6*p.Size, tint.Dim, 0, 1)
	}
}

// legend stands at the top right, where a falling curve leaves room: who is who, and how far from PCA at the same size. Where the room is
// small, what is plain from the caption, or stands in another figure too, is left out.
func (f *sizes) legend(b *scene.Base, p *scene.Pen, plot scene.Box, up func(float32) float32, at func(int) float32) {
	line := 17 * p.Size
	right, top := plot.X+plot.W, up(f.least[0])+18*p.Size // below the dashed line of the mean
	p.First(right, top-24*p.Size, scene.End, tint.Dim, 11.5*p.Size, plot.W, "always the mean", "mean")
	first := legendTwin
	if b.Twin == nil {
		first = legendRun
	}
	long := true
	for i := first; i <= legendRun; i++ {
		long = long && f.measure(b, p, i, true) <= 0.62*plot.W
	}
	width := float32(0) // of the lines from first on
	for i := first; i <= legendRun; i++ {
		width = max(width, f.measure(b, p, i, long))
	}
	last := legendBand
	wide := max(width, f.measure(b, p, legendPCA, long), f.measure(b, p, legendBand, long))
	for k := 1; k < len(f.least); k++ { // the curve runs through: its own name stands beside it
		if at(k) > right-wide-20*p.Size && up(f.least[k]) < top+3.4*line {
			last, wide = legendRun, width
			p.Write(at(k), up(f.least[k])-9*p.Size, scene.End, tint.Dim, "PCA").Size = 12 * p.Size
			break
		}
	}
	plate := scene.At(right-wide-22*p.Size, top-15*p.Size, wide+28*p.Size, float32(last-first+1)*line+5*p.Size) // what lies on it is no data
	p.Rect(plate, 5*p.Size, tint.Panel, 0, 1)
	p.Frame(plate, 1, tint.Line, 1)
	for i := first; i <= last; i++ {
		y := top + float32(i-first)*line
		f.entry(b, p, right-wide, y, i, long)
		f.swatch(p, right-wide-12*p.Size, y-4*p.Size, i)
	}
}

// The lines of the legend.
const (
	legendTwin = iota
	legendRun
	legendPCA
	legendBand
)

// entry writes line i of the legend: of run and twin their names, and where there is room how far they are from PCA.
func (f *sizes) entry(b *scene.Base, p *scene.Pen, x, y float32, i int, long bool) {
	switch i {
	case legendPCA:
		p.Write(x, y, scene.Start, tint.Dim, "PCA").Size = 12 * p.Size
		return
	case legendBand:
		p.Write(x, y, scene.Start, tint.Dim, "up to 2 % over it").Size = 12 * p.Size
		return
	}
	which := legendRun - i // 0 is the run
	over, role := overPCA(float64(f.loss[which]), f.pca.Error(f.neck[which]))
	if role == tint.Dim {
		role = tint.Ink
	}
	p.Begin(x, y, scene.Start, role)
	p.Str(b.Called(which))
	if long {
		p.Str(": ")
		writeOver(p, over)
		p.Str(" PCA")
	}
	p.End().Size = 12 * p.Size
}

// measure is how wide line i of the legend is.
func (f *sizes) measure(b *scene.Base, p *scene.Pen, i int, long bool) float32 {
	f.entry(b, p, 0, 0, i, long)
	w := p.Width(&p.Labels[len(p.Labels)-1])
	p.TakeBack()
	return w
}

// swatch is the look of line i of the legend.
func (f *sizes) swatch(p *scene.Pen, x, y float32, i int) {
	switch i {
	case legendTwin:
		p.Ring(x, y, 4.5*p.Size, 2*p.Size, tint.Ink, 1)
	case legendRun:
		p.Disc(x, y, 4.5*p.Size, tint.Sand, 0, 1)
	case legendPCA:
		p.Line(x-6*p.Size, y, x+6*p.Size, y, 1.8*p.Size, tint.Dim, 1)
	case legendBand:
		p.Rect(scene.At(x-6*p.Size, y-3*p.Size, 12*p.Size, 6*p.Size), 1, tint.Leaf, 0, 0.45)
	}
}
