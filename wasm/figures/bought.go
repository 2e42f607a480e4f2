package figures

import (
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "bought", Label: "Right by labels", Short: "Right", Least: scene.Size{W: 210, H: 150},
		Needs:   scene.Aside,
		New:     func() scene.Panel { return &priced{} },
		CanShow: classifies,
	})
}

// priced draws the share of the unseen that are told right against the number of labels that are known: by the run, by its twin, and by the nearest labelled
// example. What it saw of this run stays as a line, and that of the run before as a paler one.
type priced struct {
	census
	now, was trail3
	setup    train.Setup // of this run
	step     int
}

// A trail3 is what stood at each number of labels, as it was seen last: of run, twin and rival; -1 where it was never seen.
type trail3 struct {
	share [3][mostPriced + 1]float32
	most  int // labels
}

// mostPriced is the largest number of labels that has a place of its own.
const mostPriced = 200

func (t *trail3) clear() {
	t.most = 0
	for i := range t.share {
		for n := range t.share[i] {
			t.share[i][n] = -1
		}
	}
}

// Plan implements [scene.Panel].
func (f *priced) Plan(b *scene.Base) {
	f.census.plan(b, b.Set.Valid)
	if s := &b.Snap.Setup; s.Data != f.setup.Data || s.About != f.setup.About || s.Seed != f.setup.Seed {
		f.now.clear()
		f.was.clear()
	}
}

// Update implements [scene.Panel].
func (f *priced) Update(b *scene.Base) {
	f.census.update(b)
	if b.Snap.Step < f.step && f.now.most > 0 {
		f.was = f.now
		f.now.clear()
	}
	f.setup, f.step = b.Snap.Setup, b.Snap.Step
	if !f.learned(b) || f.known > mostPriced || b.Snap.View.Back >= 0 {
		return
	}
	for i, v := range [3]float32{f.right[0], f.right[1], f.nearest} {
		f.now.share[i][f.known] = v
	}
	f.now.most = max(f.now.most, f.known)
}

// Tell implements [scene.Teller].
func (f *priced) Tell(b *scene.Base, p *scene.Pen) {
	p.Str("labels: ")
	p.Count(f.known)
	if !f.learned(b) {
		return
	}
	for i := range 3 {
		if f.shows(b, i) {
			p.Str("; ")
			p.Str(f.called(b, i))
			p.Str(" ")
			percent(p, f.value(i))
		}
	}
}

// shows tells whether there is such a line: of the run, its twin, the rival.
func (f *priced) shows(b *scene.Base, i int) bool { return i != 1 || apart(b) && f.head[1] != nil }

func (f *priced) called(b *scene.Base, i int) string {
	if i == 2 {
		return "nearest labelled example"
	}
	return b.Called(i)
}

func (f *priced) value(i int) float32 { return [3]float32{f.right[0], f.right[1], f.nearest}[i] }

// pricedLooks are role, width and dash of each line: no two differ in colour alone.
var pricedLooks = [3]scene.Mark{
	{Kind: scene.Poly, Role: tint.Sand, W: 2.4, A: 1},
	{Kind: scene.Poly, Role: tint.Ink, W: 1.8, A: 0.9, Dash: 5},
	{Kind: scene.Poly, Role: tint.Sea, W: 1.8, A: 0.9, Dash: 2},
}

// Draw implements [scene.Panel].
func (f *priced) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	p.Heading(box, "Share of the unseen told right, by the number of labels", "Told right, by labels", "Told right")
	low := box.H < stripHeight*p.Size
	foot := 36 * p.Size
	legend := float32(0)
	if !low {
		legend = 60 * p.Size
	}
	plot := scene.At(box.X+48*p.Size, box.Y+36*p.Size, box.W-66*p.Size, box.H-36*p.Size-foot-legend)
	if plot.W < 40 || plot.H < 40 {
		return
	}
	end := float32(max(12, f.now.most, f.was.most)) * 1.08
	p.Rect(plot, 3, tint.Panel, 0, 1)
	for i := range 5 {
		y := plot.Y + plot.H*(1-float32(i)/4)
		p.Line(plot.X, y, plot.X+plot.W, y, 1, tint.Line, 1)
		if i%2 == 0 || plot.H > 130*p.Size {
			p.Begin(plot.X-7*p.Size, y+4*p.Size, scene.End, tint.Faint)
			p.Count(25 * i)
			p.Str(" %")
			p.End().Size = 11.5 * p.Size
		}
	}
	p.Across(scene.Axis{Plot: plot, Span: end, Gap: 30, First: 0, End: 24 + 0.56*12*p.Letters("labels"), Off: 16, Size: 11.5, Whole: true})
	p.Write(plot.X+plot.W, plot.Y+plot.H+16*p.Size, scene.End, tint.Dim, "labels").Size = 12 * p.Size
	if f.now.most == 0 && f.was.most == 0 {
		p.First(plot.X+plot.W/2, plot.Y+0.375*plot.H+4*p.Size, scene.Middle, tint.Dim, 12*p.Size, plot.W-12, "nothing learned from a label yet", "nothing yet")
	}
	for i := 2; i >= 0; i-- {
		if !f.shows(b, i) {
			continue
		}
		f.line(p, plot, end, &f.was, i, 0.35)
		f.line(p, plot, end, &f.now, i, 1)
	}
	if low {
		return
	}
	y := plot.Y + plot.H + 46*p.Size
	for i := range 3 {
		if !f.shows(b, i) {
			continue
		}
		k := pricedLooks[i]
		k.Kind, k.X, k.Y, k.X2, k.Y2 = scene.Line, plot.X-30*p.Size, y-4*p.Size, plot.X-8*p.Size, y-4*p.Size
		p.Add(k)
		f.spot(p, plot.X-19*p.Size, y-4*p.Size, i, 1)
		p.Begin(plot.X, y, scene.Start, k.Role)
		p.Str(f.called(b, i))
		if f.learned(b) {
			p.Str(" ")
			percent(p, f.value(i))
		}
		p.Fits(12.5*p.Size, box.X+box.W-plot.X-4*p.Size)
		y += 18 * p.Size
	}
}

// line joins what was seen, with a spot at each number of labels while they are few.
func (f *priced) line(p *scene.Pen, plot scene.Box, end float32, t *trail3, i int, a float32) {
	first := int32(len(p.Points))
	for n, v := range t.share[i][:t.most+1] {
		if v >= 0 {
			p.Points = append(p.Points, scene.Point{X: plot.X + plot.W*float32(n)/end, Y: plot.Y + plot.H*(1-v)})
		}
	}
	k := pricedLooks[i]
	k.First, k.Count, k.A = first, int32(len(p.Points))-first, k.A*a
	if k.Count > 1 {
		p.Add(k)
	}
	if k.Count <= 24 {
		for _, at := range p.Points[first:] {
			f.spot(p, at.X, at.Y, i, a)
		}
	}
}

// spot is a disc for the run, a ring for its twin, a square for the rival.
func (f *priced) spot(p *scene.Pen, x, y float32, i int, a float32) {
	r := 4 * p.Size
	switch i {
	case 0:
		p.Disc(x, y, r, tint.Sand, 0, a)
	case 1:
		p.Ring(x, y, r, 2, tint.Ink, a)
	default:
		p.Rect(scene.At(x-r+1, y-r+1, 2*r-2, 2*r-2), 0, tint.Sea, 0, a)
	}
}
