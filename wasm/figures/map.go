package figures

import (
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "map", Label: "Latent map", Short: "Map", Shape: scene.Square, Least: scene.Size{W: 120, H: 120},
		Needs: scene.Atlas,
		New:   func() scene.Panel { return &latent{} },
	})
}

// A latent is the map: what the decoder paints at each place, a dot for the code of each picture, and the ring. Where there is room, what stands at the
// ring stands beside it too (mapbeside.go); of one number the map is a line (thread.go).
type latent struct {
	place []float32 // where the ring was put last
	brush brush     // of the shown picture beside the map
	trail trail
	close []int // the nearest examples that are shown beside the map, for whose dots are marked

	// of one number alone
	reader *ask.Reader // of the set of examples read
	of     *data.Set
	codes  []float32 // of all examples, in their order
	sweep  []float32 // codes along the line in their order (sweepCodes, 1), and where the decoder paints from
	walk   []float32 // what the decoder paints there (sweepCodes+1, Dim)
	read   []float32 // the factors that this shows (sweepCodes+1, factors); empty where the set has not two
}

// Plan implements [scene.Panel].
func (f *latent) Plan(b *scene.Base) {
	f.trail.n = 0
	f.close = make([]int, 0, nearAll)
	f.planThread(b)
}

// Update implements [scene.Panel].
func (f *latent) Update(b *scene.Base) {
	f.trail.follow(b)
	f.brush.follow(b)
	if _, up := b.Axes(); up < 0 {
		f.walkThread(b)
	}
}

// Map is where the ring is put.
const Map scene.Target = "map"

// Touch implements [scene.Toucher].
func (f *latent) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	switch g.Hit.Target {
	case Pixel:
		f.brush.touch(b, g, h)
		return
	case Wipe, Home:
		f.brush.wiped(g, h)
		return
	}
	if g.Act == scene.Release {
		return
	}
	u, v := g.Place()
	if g.Hit.Target == Sheet {
		u = f.nearestOnThread(b, u, v)
	}
	f.place = placeAt(b, f.place[:0], u, v)
	h.Send(wire.Command{Op: wire.Hold, Place: f.place})
}

// placeAt turns a point of the map, u and v from 0 to 1 from its top left, into code values, appended to dst.
func placeAt(b *scene.Base, dst []float32, u, v float32) []float32 {
	across, up := b.Axes()
	at := len(dst)
	dst = append(dst, b.At...)
	dst[at+across] = b.Bounds.X + b.Bounds.W*min(max(u, 0), 1)
	if up >= 0 {
		dst[at+up] = b.Bounds.Y + b.Bounds.H*(1-min(max(v, 0), 1))
	}
	return dst
}

// Tell implements [scene.Teller].
func (f *latent) Tell(b *scene.Base, p *scene.Pen) {
	p.Count(b.Set.Train + b.Set.Valid)
	p.Str(" codes; the ring stands at ")
	f.tellRing(b, p)
	if b.Snap.View.Sample < 0 && !b.Snap.View.Held {
		p.Str(", the code of your own picture")
	}
	f.tellThread(b, p)
}

// tellRing says where the ring stands: of a longer code by the two numbers that the map lays out.
func (f *latent) tellRing(b *scene.Base, p *scene.Pen) {
	if len(b.At) <= 2 {
		p.Numbers(b.At, 2)
		return
	}
	across, up := b.Axes()
	for i, k := range [2]int{across, up} {
		if i > 0 {
			p.Str("; ")
		}
		p.Letter(k)
		p.Str(" ")
		p.Num(b.At[k], 2)
	}
}

// Key implements [scene.Keyer]: the ring moves by a thirtieth of the map, along a line by a sixtieth.
func (f *latent) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	across, up := b.Axes()
	f.place = append(f.place[:0], b.At...)
	by := b.Bounds.W / 30
	if up < 0 {
		dx, by = dx+dy, by/2
	}
	f.place[across] = scene.Clamp(f.place[across]+float32(dx)*by, b.Bounds.X, b.Bounds.X+b.Bounds.W)
	if up >= 0 {
		f.place[up] = scene.Clamp(f.place[up]+float32(dy)*b.Bounds.H/30, b.Bounds.Y, b.Bounds.Y+b.Bounds.H)
	}
	h.Send(wire.Command{Op: wire.Hold, Place: f.place})
}

// Draw implements [scene.Panel].
func (f *latent) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	if _, up := b.Axes(); up < 0 {
		f.thread(b, p, box)
		return
	}
	head, foot, beside := 34*p.Size, 24*p.Size, float32(0)
	under := box.W == p.W && box.H > box.W // alone on a phone: what the ring brings forth stands beneath
	if under {
		foot += underMap * p.Size
	}
	side := min(box.W-46*p.Size, box.H-head-foot)
	if room := box.W - (46+besideGap)*p.Size; !under && side >= 170*p.Size {
		// A somewhat smaller map will do for the sake of what stands beside it.
		if small := scene.Clamp(room-goodBeside*p.Size, 0.8*side, side); room-small >= leastBeside*p.Size {
			side, beside = small, min(room-small, 0.5*small, 210*p.Size)
		}
	}
	wide := side
	if beside > 0 {
		wide += beside + besideGap*p.Size
	}
	m := scene.At(box.X+(box.W-wide)/2+8*p.Size, box.Y+head+max(0, (box.H-head-foot-side)/2), side, side)
	p.Hit(scene.Hit{Target: Map, Feel: scene.Grabbing, X: m.X, Y: m.Y, X2: m.X + m.W, Y2: m.Y + m.H})
	p.Caption(box, "Latent map: drag the ring", "Drag the ring", "Map")
	if box.W > 430*p.Size && beside == 0 {
		p.Begin(box.X+box.W-15*p.Size, box.Y+22*p.Size, scene.End, tint.Dim)
		p.Str("colour: ")
		p.Str(b.Set.Names[0])
		p.End().Size = 13 * p.Size
	}
	f.close = f.close[:0]
	f.atlasTiles(b, p, m)
	if b.Snap.Setup.Cloud {
		f.prior(b, p, m)
		f.clouds(b, p, m)
	}
	f.dots(b, p, m)
	f.mapAxes(b, p, m)
	switch {
	case under:
		f.beneath(b, p, m, scene.At(box.X+14*p.Size, box.Y+box.H-(underMap-2)*p.Size, box.W-28*p.Size, (underMap-10)*p.Size))
	case beside > 0:
		f.beside(b, p, m, scene.At(m.X+m.W+besideGap*p.Size, m.Y, beside, m.H), look)
	}
	f.trail.draw(f, b, p, m)
	f.heldRing(b, p, m)
}

// atlasTiles lays the decoder's pictures over the map, a little darker than they are, so that the dots stand out.
func (f *latent) atlasTiles(b *scene.Base, p *scene.Pen, m scene.Box) {
	t := m.W / scene.AtlasSide
	p.Rect(m, 0, tint.Ramp, 0, 1)
	dim := b.Set.Dim()
	for i := range scene.AtlasSide * scene.AtlasSide {
		at := scene.At(m.X+float32(i%scene.AtlasSide)*t+1, m.Y+float32(i/scene.AtlasSide)*t+1, t-2.5, t-2.5)
		x := b.Atlas[i*dim : (i+1)*dim]
		switch b.Form() {
		case data.Pictures:
			p.Picture(at, b.Side(), x, tint.Ramp, 0.62)
		case data.Signals:
			p.Signal(at.Inset(0.1*t), x, tint.Ramp, max(0.035*t, 1), 0.6)
			p.Marks[len(p.Marks)-1].V = 0.8
		case data.Tables:
			p.Columns(at.Inset(0.12*t), x, 0.7, tint.Ramp, 0.7)
		case data.Points:
			u, v := scene.ToPlane(at, min(max(x[0], -scene.PlaneReach), scene.PlaneReach), min(max(x[1], -scene.PlaneReach), scene.PlaneReach))
			p.Frame(at, 1, tint.Ramp, 0.3)
			p.Disc(u, v, max(0.06*t, 1.2), tint.Ramp, 0.8, 0.8)
		}
	}
}

// onMap places a code on the stage.
func (f *latent) onMap(b *scene.Base, m scene.Box, z []float32, lift float32) (x, y float32) {
	across, up := b.Axes()
	x = m.X + m.W*(z[across]-b.Bounds.X)/b.Bounds.W
	v := lift
	if up >= 0 {
		v = (z[up] - b.Bounds.Y) / b.Bounds.H
	}
	return x, m.Y + m.H*(1-v)
}

// withinMap places a code on the map, at its edge where it lies beyond.
func (f *latent) withinMap(b *scene.Base, m scene.Box, z []float32) (x, y float32) {
	x, y = f.onMap(b, m, z, 0.5)
	return min(max(x, m.X), m.X+m.W), min(max(y, m.Y), m.Y+m.H)
}

// dots are the codes of all pictures, coloured by their first true factor. With a one-number neck their height means nothing;
// they are spread so that none hides another.
func (f *latent) dots(b *scene.Base, p *scene.Pen, m scene.Box) {
	neck := b.Snap.Setup.Neck
	r := f.dotSize(b, m)
	for i := range b.Set.Train + b.Set.Valid {
		x, y := f.onMap(b, m, b.Codes[i*neck:(i+1)*neck], scene.Lift(i))
		if x < m.X || x > m.X+m.W || y < m.Y || y > m.Y+m.H {
			continue
		}
		p.Disc(x, y, r+0.8, tint.Ramp, 0, 0.55)
		p.Add(scene.Mark{Kind: scene.Disc, Role: tint.Hue, X: x, Y: y, W: r, V: b.Hue(i), A: 1})
	}
}

func (f *latent) dotSize(b *scene.Base, m scene.Box) float32 {
	r := min(max(m.W/88, 2), 4)
	if b.Snap.Setup.Cloud { // their spread is to be seen too
		r *= 0.7
	}
	return r
}

func (f *latent) mapAxes(b *scene.Base, p *scene.Pen, m scene.Box) {
	across, up := b.Axes()
	p.Frame(m, 1, tint.Line, 1)
	y := m.Y + m.H + 16*p.Size
	f.axisName(b, p, m.X+m.W, y, across)
	f.axisName(b, p, m.X-6*p.Size, m.Y+10*p.Size, up)
	if m.W < numbered*p.Size { // no room beside it either
		return
	}
	p.Across(scene.Axis{Plot: m, Lo: b.Bounds.X, Span: b.Bounds.W, Gap: 34, First: -6, End: 34, Off: 16, Size: 11.5})
	p.Up(scene.Axis{Plot: m, Lo: b.Bounds.Y, Span: b.Bounds.H, Gap: 15, First: 5, End: 22, Off: 6, Size: 11.5})
}

// numbered is the least side of a map whose axes have numbers, before it grows with the stage.
const numbered = 120

// axisName writes which number of the code an axis is.
func (f *latent) axisName(b *scene.Base, p *scene.Pen, x, y float32, k int) {
	p.Begin(x, y, scene.End, tint.Dim)
	p.Letter(k)
	p.End().Size = 12 * p.Size
}

// heldRing marks where the decoder paints from: the learner's place, or the code of the shown picture.
func (f *latent) heldRing(b *scene.Base, p *scene.Pen, m scene.Box) {
	x, y := f.withinMap(b, m, b.At)
	r := min(max(m.W/22, 9), 16)
	p.Add(scene.Mark{Kind: scene.Ring, Role: tint.Ramp, X: x, Y: y, X2: r, W: 6, A: 0.8})
	p.Add(scene.Mark{Kind: scene.Ring, Role: tint.Ramp, X: x, Y: y, X2: r, W: 3, V: 1, A: 1})
	f.markClose(b, p, m)
	if !b.Snap.View.Held {
		return
	}
	p.Disc(x, y, 2.5, tint.Ramp, 1, 1)
	if w := min(0.2*m.W, 96); w >= 40 && b.Form() != data.Points {
		h := w
		if b.Form() == data.Signals {
			w *= 1.7
		}
		answer(b, p, atRing(m, x, y, r, w, h))
	}
}
