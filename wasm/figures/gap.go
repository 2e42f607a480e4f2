package figures

import (
	"hourglass/core/ask"
	"hourglass/core/jacobi"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "gap", Label: "Practised on and set aside", Short: "Set aside", Shape: scene.Any, Least: scene.Size{W: 220, H: 170},
		Needs:   scene.Codes,
		New:     func() scene.Panel { return &gap{} },
		CanShow: whole,
	})
}

// gap draws the errors of PCA, the twin and the run as pairs of bars on one axis from zero: of the examples that they were fitted to, and of those set aside.
// Like is held against like: two dashed lines bring PCA's pair to the others. Who learned the examples by heart has a pair of unequal bars.
type gap struct {
	pairs [3]scene.Score // by the places of rivals
	most  float32        // the end of the axis
}

// Plan implements [scene.Panel].
func (f *gap) Plan(b *scene.Base) {
	m := b.PCA()
	dim := b.Set.Dim()
	code, copied := make([]float64, min(b.Snap.Setup.Neck, dim)), make([]float32, b.Set.Valid*dim)
	setAside(copied, code, m, b)
	f.pairs = [3]scene.Score{byPCA: {Loss: m.Error(len(code)), Fresh: ask.MeanSquare(b.Set.ValidX(), copied)}}
	f.most = 0
}

// setAside sets copied (Valid, Dim) to what PCA with as many numbers as code has makes of the examples set aside.
func setAside(copied []float32, code []float64, m *jacobi.PCA, b *scene.Base) {
	dim := b.Set.Dim()
	for i := range b.Set.Valid {
		m.Project(code, b.Set.Picture(b.Set.Train+i))
		m.Rebuild(copied[i*dim:(i+1)*dim], code)
	}
}

// Update implements [scene.Panel]. The axis stands still, with room for PCA's pair and four fifths as much again: what lies above it is cut there. Where PCA
// makes no error it follows the others.
func (f *gap) Update(b *scene.Base) {
	f.pairs[byRun] = b.Scored(0)
	if b.Twin != nil {
		f.pairs[byTwin] = b.Scored(1)
	}
	best := max(f.pairs[byPCA].Loss, f.pairs[byPCA].Fresh)
	if best > 1e-6 {
		f.most = float32(1.8 * best)
		return
	}
	most := 1e-6
	for i := range f.pairs {
		for _, v := range [2]float64{f.pairs[i].Loss, f.pairs[i].Fresh} {
			if v < 1e9 {
				most = max(most, 1.15*v)
			}
		}
	}
	f.most = scene.Follow(f.most, float32(most))
}

// rivalOrder are the places of those that there are, from left to right, with and without a twin.
var rivalOrder = [2][]int{{byPCA, byRun}, {byPCA, byTwin, byRun}}

func (f *gap) shown(b *scene.Base) []int {
	if b.Twin == nil {
		return rivalOrder[0]
	}
	return rivalOrder[1]
}

// calledRival is the name of one of the three.
func calledRival(b *scene.Base, i int) string {
	return [...]string{byPCA: "PCA", byTwin: b.Called(1), byRun: b.Called(0)}[i]
}

// Tell implements [scene.Teller].
func (f *gap) Tell(b *scene.Base, p *scene.Pen) {
	p.Str("practised on, set aside: ")
	for k, i := range f.shown(b) {
		if k > 0 {
			p.Str("; ")
		}
		p.Str(calledRival(b, i))
		p.Str(" ")
		p.Num(float32(f.pairs[i].Loss), 4)
		p.Str(", ")
		p.Num(float32(f.pairs[i].Fresh), 4)
	}
}

// Draw implements [scene.Panel].
func (f *gap) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	head, foot, left := 66*p.Size, 48*p.Size, 58*p.Size
	strip := box.H < stripHeight*p.Size // which has room for the bars and for what they are
	keys := scene.At(box.X+15*p.Size, box.Y+30*p.Size, box.W-30*p.Size, 20*p.Size)
	if strip {
		keys.X, keys.Y = p.HeadingX(box), box.Y+8*p.Size
		head, foot = 43*p.Size, 26*p.Size
	} else {
		p.Heading(box, "Error on the examples practised on, and on those set aside", "Practised on, and set aside", "Set aside")
	}
	if !p.Small {
		f.legend(p, keys)
	}
	plot := scene.At(box.X+left, box.Y+head, box.W-left-16*p.Size, box.H-head-foot)
	if plot.W < 60 || plot.H < 30 {
		return
	}
	p.Up(scene.Axis{Plot: plot, Lo: 0, Span: f.most, Gap: 18, First: 10, Off: 8, Size: 12, Lines: 1})
	low := plot.Y + plot.H
	p.Begin(plot.X-8*p.Size, low+4*p.Size, scene.End, tint.Faint)
	p.Num(0, 0)
	p.End().Size = 12 * p.Size
	p.Line(plot.X, low, plot.X+plot.W, low, 1, tint.Faint, 1)
	all := f.shown(b)
	each := plot.W / float32(len(all))
	bar := min(0.34*each, 74*p.Size)
	for k, i := range all {
		x := plot.X + (float32(k)+0.5)*each
		f.pair(b, p, plot, x, bar, i)
		if !strip {
			f.more(p, x, low+36*p.Size, each, i)
		}
	}
	for k, v := range [2]float64{f.pairs[byPCA].Loss, f.pairs[byPCA].Fresh} { // from PCA's own bars to the right
		y := f.level(plot, v)
		from := plot.X + each/2 + float32(k)*bar
		if from += 2 * p.Size; k == 0 {
			from += bar // not through the other bar
		}
		p.Add(scene.Mark{Kind: scene.Line, Role: [2]tint.Role{tint.Dim, tint.Sea}[k], X: from, Y: y, X2: plot.X + plot.W, Y2: y, W: 1.4 * p.Size, A: 0.9, Dash: 4})
	}
}

// level is the height of an error; what is off the axis stands at its end.
func (f *gap) level(plot scene.Box, v float64) float32 {
	return plot.Y + plot.H*(1-scene.Clamp(float32(v)/f.most, 0, 1))
}

// pair draws the two bars of one of the three round x, with their errors over them and its name under them.
func (f *gap) pair(b *scene.Base, p *scene.Pen, plot scene.Box, x, bar float32, i int) {
	own := [...]tint.Role{byPCA: tint.Dim, byTwin: tint.Ink, byRun: tint.Sand}[i]
	low := plot.Y + plot.H
	size := min(11.5*p.Size, 0.86*bar/(0.56*6)) // of an error of six characters
	for k, v := range [2]float64{f.pairs[i].Loss, f.pairs[i].Fresh} {
		at, y := scene.At(x-bar+float32(k)*bar, 0, bar-2*p.Size, 0), f.level(plot, v)
		at.Y, at.H = y, max(low-y, 1)
		if k == 0 {
			p.Rect(at, 0, own, 0, 1)
		} else {
			p.Rect(at, 0, tint.Sea, 0, 0.32)
			p.Frame(at, 1.6*p.Size, tint.Sea, 1)
		}
		if float32(v) > f.most { // it goes on
			for d := range 2 {
				cut := at.Y + float32(7+5*d)*p.Size
				p.Line(at.X-1, cut+3*p.Size, at.X+at.W+1, cut-1*p.Size, 2*p.Size, tint.Ground, 1)
			}
		}
		if size >= 9.5 {
			p.Begin(at.X+at.W/2, y-5*p.Size, scene.Middle, [2]tint.Role{tint.Ink, tint.Sea}[k])
			p.Num(float32(v), 4)
			p.Fits(size, bar)
		}
	}
	l := p.Write(x, low+18*p.Size, scene.Middle, own, calledRival(b, i))
	l.Size, l.Bold = 13*p.Size, true
}

// more writes by how much the error on what was set aside lies above the other.
func (f *gap) more(p *scene.Pen, x, y, room float32, i int) {
	seen := f.pairs[i].Loss
	if seen < 1e-9 || !(f.pairs[i].Fresh < 1e9) {
		return
	}
	share := float32(f.pairs[i].Fresh/seen - 1)
	role := tint.Dim
	if share > 0.5 {
		role = tint.Rose
	}
	for _, lead := range [...]string{"set aside: ", ""} {
		p.Begin(x, y, scene.Middle, role)
		p.Str(lead)
		switch {
		case share >= 9:
			p.Str("× 10 and more")
		case share >= 1:
			p.Str("× ")
			p.Num(share+1, 1)
		case share >= 0:
			p.Str("+")
			p.Num(100*share, 0)
			p.Str(" %")
		default:
			p.Num(100*share, 0)
			p.Str(" %")
		}
		if p.Fits(12*p.Size, room-4*p.Size) {
			return
		}
	}
}

// legend says which bar is which.
func (f *gap) legend(p *scene.Pen, box scene.Box) {
	x, y := box.X, box.Y+14*p.Size
	for k, words := range [2]string{"practised on", "set aside"} {
		at := scene.At(x, y-9*p.Size, 11*p.Size, 10*p.Size)
		if k == 0 {
			p.Rect(at, 0, tint.Dim, 0, 1)
		} else {
			p.Rect(at, 0, tint.Sea, 0, 0.32)
			p.Frame(at, 1.6*p.Size, tint.Sea, 1)
		}
		l := p.Write(x+17*p.Size, y, scene.Start, [2]tint.Role{tint.Dim, tint.Sea}[k], words)
		l.Size = 12 * p.Size
		x += p.Width(l) + 36*p.Size
	}
	if x-20*p.Size <= box.X+box.W {
		p.First(x, y, scene.Start, tint.Faint, 12*p.Size, box.X+box.W-x, "dashed: PCA's two", "dashed: PCA")
	}
}
