package figures

import (
	"hourglass/core/ask"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "firing", Label: "Units awake", Short: "Awake", Shape: scene.Wide, Least: scene.Size{W: 220, H: 160},
		Needs: scene.Aside,
		New:   func() scene.Panel { return &firing{} },
	})
}

// firing draws how many units of the code wake for a picture: a histogram over the validation pictures, with the shown picture's
// own number marked.
type firing struct {
	pictures []int // (Neck+1), how many pictures wake that many units
	mean     float32
	shown    int     // units that the shown picture wakes
	right    float32 // the end of the axis across, in units
	top      float32 // the end of the axis up, in pictures
}

// wakeLimit is the activation above which a unit of these codes counts as awake (see ask.AwakeFrom). It is above 0, so that a layer without a sound
// wakes for nothing.
func wakeLimit(codes []float32) float32 {
	most := float32(1e-12)
	for _, v := range codes {
		if v = scene.Abs(v); v > most {
			most = v
		}
	}
	return ask.AwakeFrom * most
}

// Plan implements [scene.Panel].
func (f *firing) Plan(b *scene.Base) { *f = firing{pictures: make([]int, b.Snap.Setup.Neck+1)} }

// Update implements [scene.Panel].
func (f *firing) Update(b *scene.Base) {
	clear(f.pictures)
	neck, codes, sum := b.Snap.Setup.Neck, b.ValidCodes(), 0
	limit := wakeLimit(codes)
	for i := 0; i < len(codes); i += neck {
		n := countAwake(codes[i:i+neck], limit)
		f.pictures[n]++
		sum += n
	}
	f.mean = float32(sum) / float32(b.Set.Valid)
	f.shown = countAwake(b.Code, limit)
	most, high := f.shown, 0
	for n, c := range f.pictures {
		if c > 0 {
			most = max(most, n)
		}
		high = max(high, c)
	}
	f.right = scene.Follow(f.right, float32(min(max(most+1, 8), neck))+0.6)
	f.top = scene.Follow(f.top, 1.12*float32(max(high, 12)))
}

func countAwake(z []float32, limit float32) int {
	n := 0
	for _, v := range z {
		if scene.Abs(v) > limit {
			n++
		}
	}
	return n
}

// Tell implements [scene.Teller].
func (f *firing) Tell(b *scene.Base, p *scene.Pen) {
	p.Str("On average ")
	p.Num(f.mean, 1)
	p.Str(" of ")
	p.Count(b.Snap.Setup.Neck)
	p.Str(" units wake for a picture")
	p.Str(", ")
	p.Str("this picture: ")
	p.Count(f.shown)
}

// Draw implements [scene.Panel].
func (f *firing) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	f.caption(b, p, box)
	head, foot := 54*p.Size, 44*p.Size
	plot := scene.At(box.X+46*p.Size, box.Y+head, box.W-62*p.Size, box.H-head-foot)
	if plot.W < 30 || plot.H < 20 {
		return
	}
	f.axes(p, plot, box)
	step := plot.W / (f.right + 0.6)
	at := func(n float32) float32 { return plot.X + (n+0.6)*step }
	thick := min(max(0.78*step, 1.5), 40*p.Size)
	for n, c := range f.pictures {
		if c == 0 || float32(n) > f.right {
			continue
		}
		h := plot.H * float32(c) / f.top
		role, a := tint.Sea, float32(0.75)
		if n == f.shown {
			role, a = tint.Sand, 1
		}
		p.Rect(scene.At(at(float32(n))-thick/2, plot.Y+plot.H-h, thick, h), min(2, h/2), role, 0, a)
	}
	x := at(f.mean)
	p.Add(scene.Mark{Kind: scene.Line, Role: tint.Ink, X: x, Y: plot.Y, X2: x, Y2: plot.Y + plot.H, W: 1.5, A: 0.7, Dash: 4})
	f.mark(p, plot, at(float32(f.shown)))
}

// mark points at the column in which the shown picture stands.
func (f *firing) mark(p *scene.Pen, plot scene.Box, x float32) {
	h := plot.H * float32(f.pictures[f.shown]) / f.top
	y := plot.Y + plot.H - h
	p.Arrow(x, plot.Y-9*p.Size, x, min(y-2, plot.Y+plot.H-4), 1.5*p.Size, tint.Sand, 1)
	p.Begin(x, plot.Y-14*p.Size, scene.Middle, tint.Sand)
	p.Str("this picture: ")
	p.Count(f.shown)
	l := p.End()
	l.Size = 12 * p.Size
	half := p.Width(l) / 2
	l.X = max(min(l.X, plot.X+plot.W+10*p.Size-half), plot.X-36*p.Size+half)
}

func (f *firing) caption(b *scene.Base, p *scene.Pen, box scene.Box) {
	for _, words := range [...][3]string{{"On average ", " of ", " units wake for a picture"}, {"", " of ", " units wake"}, {"", " of ", " wake"}} {
		p.BeginHeading(box)
		p.Str(words[0])
		p.Num(f.mean, 1)
		p.Str(words[1])
		p.Count(b.Snap.Setup.Neck)
		p.Str(words[2])
		if p.HeadingFits(box) {
			return
		}
	}
}

func (f *firing) axes(p *scene.Pen, plot, box scene.Box) {
	low := plot.Y + plot.H
	p.Up(scene.Axis{Plot: plot, Span: f.top, Gap: 16, First: 4, Off: 8, Size: 11.5, Lines: 1, Whole: true})
	p.Line(plot.X, low, plot.X+plot.W, low, 1, tint.Dim, 0.8)
	step := plot.W / (f.right + 0.6)
	every := 1
	for float32(every)*step < 24*p.Size {
		every *= 2
	}
	for n := 0; float32(n) <= f.right; n += every {
		p.Begin(plot.X+(float32(n)+0.6)*step, low+16*p.Size, scene.Middle, tint.Faint)
		p.Count(n)
		p.End().Size = 11.5 * p.Size
	}
	p.First(plot.X+plot.W, low+34*p.Size, scene.End, tint.Faint, 11.5*p.Size, plot.W, "units awake; upwards: pictures", "units awake", "awake")
}
