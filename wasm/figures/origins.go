package figures

import (
	"math"

	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "origins", Label: "Where a point may have come from", Short: "Origins", Shape: scene.Square, Least: scene.Size{W: 180, H: 240},
		New:   func() scene.Panel { return &origins{} },
		Suits: func(k data.Kind) bool { return k.Form() == data.Points },
	})
}

// origins draws one point that can be dragged, where normal noise may have brought it from, the mean of those places by their chances, which is the best
// answer there is, and what the network and its twin answer. What it says of chances is package ask's.
type origins struct {
	noise   ae.Noise
	answers [2][2]float32 // of the run and of its twin
	points  ask.Origins
	mean    [2]float32
	field   arrows // where the figure stands alone, and no field beside it
	aimed   bool   // it is that of this snapshot
}

// Plan implements [scene.Panel].
func (f *origins) Plan(b *scene.Base) {
	f.noise, f.aimed = tearing(b), false
	if one, _ := f.refuses(b); one == "" {
		f.field.plan(b, f.noise)
	}
}

// Update implements [scene.Panel].
func (f *origins) Update(*scene.Base) { f.aimed = false }

// refuses says why there is nothing to weigh, in two lines, or nothing.
func (f *origins) refuses(b *scene.Base) (one, two string) {
	switch {
	case b.Form() != data.Points:
		return "Of points in the plane,", "such as the circle"
	case f.noise.Kind != ae.Gaussian || !(f.noise.Amount > 0):
		return "Known for Gaussian noise,", "of more than 0"
	}
	return "", ""
}

// weigh works out what there is to say of the shown point: it is dragged between two snapshots.
func (f *origins) weigh(b *scene.Base) {
	at := b.Snap.View.Input
	f.points = ask.Behind(b.Set.TrainX(), at[0], at[1], f.noise.Amount)
	f.mean[0], f.mean[1] = f.points.Mean()
	answer := func(m *ae.Model, mem *nn.Memory, w []float32) (to [2]float32) {
		copy(to[:], scene.Rebuild(m, mem, w, at, 1))
		return to
	}
	f.answers[0] = answer(b.Model, b.Many, b.Snap.Params)
	if t := b.Twin; t != nil {
		f.answers[1] = answer(t.Model, t.Many, t.Params)
	}
}

// off is how far an answer lies from the mean.
func (f *origins) off(which int) float32 {
	dx, dy := f.answers[which][0]-f.mean[0], f.answers[which][1]-f.mean[1]
	return float32(math.Sqrt(float64(dx*dx + dy*dy)))
}

// Touch implements [scene.Toucher].
func (f *origins) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) { touchPlane(b, g, h) }

// Key implements [scene.Keyer].
func (f *origins) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	if b.Form() == data.Points {
		keyPlane(dx, dy, h)
	}
}

// Tell implements [scene.Teller].
func (f *origins) Tell(b *scene.Base, p *scene.Pen) {
	if one, two := f.refuses(b); one != "" {
		p.Str(one)
		p.Str(" ")
		p.Str(two)
		return
	}
	f.weigh(b)
	p.Str("behind the point ")
	p.Numbers(b.Snap.View.Input, 2)
	p.Str(" count about ")
	p.Count(int(f.points.Sum() + 0.5))
	p.Str(" points; their mean is ")
	p.Numbers(f.mean[:], 2)
	for i := range f.runs(b) {
		p.Str("; ")
		p.Str(b.Called(i))
		p.Str(": ")
		p.Numbers(f.answers[i][:], 2)
		p.Str(", off by ")
		p.Num(min(f.off(i), 99), 3)
	}
}

func (f *origins) runs(b *scene.Base) int {
	if b.Twin == nil {
		return 1
	}
	return 2
}

// Draw implements [scene.Panel].
func (f *origins) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	if one, two := f.refuses(b); one != "" {
		p.Heading(box, "Where a point may have come from", "Where from?")
		p.Note(box, one, two)
		return
	}
	f.weigh(b)
	p.Heading(box, "Drag the cross. What glows may have been torn to it", "Drag the cross: where from?", "Drag the cross")
	const foot = planeLegend + 20 // the distances have a line of their own
	side := min(box.W-planeEdges*p.Size, box.H-(planeHead+foot)*p.Size)
	if side < 40 {
		return
	}
	m := scene.At(box.X+(box.W-side)/2+13*p.Size, box.Y+planeHead*p.Size+(box.H-(planeHead+foot)*p.Size-side)/2, side, side)
	planeGround(p, m)
	p.Hit(scene.Hit{Target: PlanePoint, Feel: scene.Grabbing, X: m.X, Y: m.Y, X2: m.X + m.W, Y2: m.Y + m.H})
	if box.W == p.W && box.H == p.H && p.W < narrowNet {
		f.behind(b, p, m)
	}
	f.glow(b, p, m)
	f.marks(b, p, m)
	f.distances(b, p, box, m.Y+m.H+18*p.Size)
	f.legend(b, p, box, m.Y+m.H+38*p.Size)
}

// behind lays the field of the run's arrows under it all, where no other figure shows it: as on a phone. It is worked out when it is first drawn.
func (f *origins) behind(b *scene.Base, p *scene.Pen, m scene.Box) {
	if !f.aimed {
		f.field.send(f.field.sent[0], b.Model, b.Many, b.Snap.Params, b.Set.Train)
		f.aimed = true
	}
	f.field.lay(p, m, 0, 0.6)
}

// glow draws the points by their chances, each likely one tied to the torn point by a thread.
func (f *origins) glow(b *scene.Base, p *scene.Pen, m scene.Box) {
	const least = 0.02 // chances against the likeliest that are seen
	x, y := scene.ToPlane(m, b.Snap.View.Input[0], b.Snap.View.Input[1])
	thread := 0.55 * min(1, 24/f.points.Sum()) // many threads are not brighter than few
	for i := range b.Set.Train {
		if w := f.points.Weight(i); w > least {
			px, py := scene.ToPlane(m, b.Set.X[2*i], b.Set.X[2*i+1])
			p.Within(m, scene.Mark{Kind: scene.Line, Role: tint.Hue, X: x, Y: y, X2: px, Y2: py, W: 1.1, V: b.Hue(i), A: w * max(thread, 0.07)})
		}
	}
	r := min(max(m.W/220, 1.4), 2.4)
	for i := range b.Set.Train {
		px, py := scene.ToPlane(m, b.Set.X[2*i], b.Set.X[2*i+1])
		if !scene.Inside(m, px, py) {
			continue
		}
		w := f.points.Weight(i)
		if w > least {
			p.Disc(px, py, r*(1+2.6*w), tint.Hue, b.Hue(i), 0.3*w)
		}
		p.Disc(px, py, r*(0.8+0.7*w), tint.Hue, b.Hue(i), 0.3+0.7*w)
	}
}

// marks draws the torn point, the arrow to the mean and the arrows to what the networks answer, as the field draws them.
func (f *origins) marks(b *scene.Base, p *scene.Pen, m scene.Box) {
	at := b.Snap.View.Input
	for i := f.runs(b) - 1; i > 0; i-- {
		x, y := scene.ToPlane(m, f.answers[i][0], f.answers[i][1])
		fx, fy := scene.ToPlane(m, at[0], at[1])
		thin := scene.OnDark(scene.Line, fx, fy, x, y, 1.1*p.Size, 0.8, 0.6)
		thin.Dash = 4 * p.Size
		p.Within(m, thin)
		if scene.Inside(m, x, y) {
			p.Add(scene.OnDark(scene.Ring, x, y, 4.5*p.Size, 0, 1.4*p.Size, 0.8, 0.8))
		}
	}
	sent(p, m, at, f.mean[:], m.W, scene.Mark{Role: tint.Hue, W: 3.2 * p.Size, A: 0.75})
	sent(p, m, at, f.answers[0][:], m.W, scene.Mark{Role: tint.Ramp, V: 1, W: 1.4 * p.Size, A: 1})
	if x, y := scene.ToPlane(m, f.answers[0][0], f.answers[0][1]); scene.Inside(m, x, y) {
		p.Handle(x, y, 8.5*p.Size)
	}
	if x, y := scene.ToPlane(m, f.mean[0], f.mean[1]); scene.Inside(m, x, y) {
		p.Add(scene.OnDark(scene.Disc, x, y, 0, 0, 6.5*p.Size, 0, 0.9))
		p.Disc(x, y, 5*p.Size, tint.Hue, 0, 1)
	}
	if x, y := scene.ToPlane(m, at[0], at[1]); scene.Inside(m, x, y) {
		p.Cross(x, y, 6*p.Size)
	}
}

// distances says how far from the mean the answers are.
func (f *origins) distances(b *scene.Base, p *scene.Pen, box scene.Box, y float32) {
	for _, lead := range [3]string{"from the mean: ", "off: ", ""} {
		p.Begin(box.X+box.W/2, y, scene.Middle, tint.Ink)
		p.Str(lead)
		for i := range f.runs(b) {
			if i > 0 {
				p.Str(", ")
			}
			p.Str(b.Called(i))
			p.Str(" ")
			p.Num(min(f.off(i), 99), 3)
		}
		if p.Fits(13*p.Size, box.W-16*p.Size) {
			return
		}
	}
}

func (f *origins) legend(b *scene.Base, p *scene.Pen, box scene.Box, y float32) {
	l := scene.Legend{Pen: p, Y: y}
	words := [...]string{"where from", "their mean", b.Called(0), b.Called(1)}
	n := f.runs(b) + 2
	room := float32(-14) * p.Size
	for _, w := range words[:n] {
		room += l.Width(w)
	}
	for ; n > 2 && room > box.W-8*p.Size; n-- {
		room -= l.Width(words[n-1])
	}
	if room > box.W-8*p.Size {
		return
	}
	l.X = box.X + (box.W-room)/2
	l.Item(words[0], func(p *scene.Pen, x, y float32) {
		p.Disc(x, y, 5.5, tint.Hue, 0.6, 0.3)
		p.Disc(x, y, 3, tint.Hue, 0.6, 1)
	})
	l.Item(words[1], func(p *scene.Pen, x, y float32) { p.Disc(x, y, 4, tint.Hue, 0, 1) })
	if n > 2 {
		l.Item(words[2], func(p *scene.Pen, x, y float32) { p.Add(scene.OnDark(scene.Ring, x, y, 4.5, 0, 2, 1, 1)) })
	}
	if n > 3 {
		l.Item(words[3], func(p *scene.Pen, x, y float32) { p.Add(scene.OnDark(scene.Ring, x, y, 3.5, 0, 1.2, 0.8, 0.8)) })
	}
}
