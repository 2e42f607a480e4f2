package figures

import (
	"errors"
	"math"

	"hourglass/core/ae"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "plane", Discreet: true, Label: "Plane and number line", Short: "Plane", Shape: scene.Square, Least: scene.Size{W: 180, H: 240},
		Needs: scene.Range,
		New:   func() scene.Panel { return &plane{} },
		CanShow: func(r *ae.Recipe) error {
			if r.Input.Size() != 2 {
				return errors.New("only points lie in a plane")
			}
			return nil
		},
	})
}

// plane draws points, their copies, the curve that the decoder draws as its one number runs along, and that number line with its handle; the ground
// wears the colour of the code that a point there would get. With a longer code there is no such curve, no line, and no colour. Where that would answer a
// question, the points lie there alone, over an empty number line.
type plane struct {
	copies []float32 // of the training points (Train, 2)
	sweep  []float32 // codes along the number line (sweepPoints, 1)
	curve  []float32 // what the decoder makes of them (sweepPoints, 2)
	hues   [hueBins]float32
	place  []float32 // where the handle was put last
	line   scene.Box // what the number line spans, across, in values of the code
	field  planeField
	shade  func(z float32) float32 // the colour of a code, kept so that it is made once
	near   [2]float32              // the place of the curve that is nearest to the shown point
	same   []isoline               // all places of the code from which the decoder paints
	pair   neighbours
	waits  bool // for the learner's bet
}

const (
	sweepPoints = 321
	hueBins     = 40 // of the number line
)

// AlongLine is where the handle of the number line is put.
const AlongLine scene.Target = "line"

// Touch implements [scene.Toucher].
func (f *plane) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	switch {
	case g.Act == scene.Release:
	case g.Hit.Target == PlanePoint:
		if x, y := scene.FromPlane(g.Place()); !f.pair.round(b) || !f.pair.take(g, h, x, y) {
			touchPlane(b, g, h)
		}
	case g.Hit.Target == AlongLine:
		u, _ := g.Place()
		f.place = f.lineAt(b, f.place[:0], u)
		h.Send(wire.Command{Op: wire.Hold, Place: f.place})
	}
}

// Plan implements [scene.Panel].
func (f *plane) Plan(b *scene.Base) {
	if len(f.copies) != 2*b.Set.Train {
		f.copies, f.sweep, f.curve = make([]float32, 2*b.Set.Train), make([]float32, sweepPoints), make([]float32, 2*sweepPoints)
		f.shade = func(z float32) float32 { return f.hue(f.on(z)) }
	}
	f.field.plan(b.Set.Train)
	if cap(f.same) == 0 {
		f.same = make([]isoline, 0, 4*fieldKnots)
	}
	f.pair.plan()
}

// Update implements [scene.Panel].
func (f *plane) Update(b *scene.Base) {
	copy(f.copies, scene.Rebuild(b.Model, b.Many, b.Snap.Params, b.Set.TrainX(), b.Set.Train))
	if b.Snap.Setup.Neck != 1 {
		return
	}
	f.line = b.Bounds
	for i := range f.sweep {
		f.sweep[i] = f.along(float32(i) / (sweepPoints - 1))
	}
	copy(f.curve, b.Model.Decode(b.Many, b.Snap.Params, f.sweep, sweepPoints))
	f.colour(b)
	f.field.update(b, f.shade)
	f.near = f.nearest(b.Snap.View.Input[0], b.Snap.View.Input[1])
	f.pair.update(b)
}

// nearest is the place of the decoder's curve that is nearest to x, y.
func (f *plane) nearest(x, y float32) (at [2]float32) {
	least := float32(math.MaxFloat32)
	for i := 2; i < len(f.curve); i += 2 {
		ax, ay := f.curve[i-2], f.curve[i-1]
		dx, dy := f.curve[i]-ax, f.curve[i+1]-ay
		t := scene.Clamp(((x-ax)*dx+(y-ay)*dy)/max(dx*dx+dy*dy, 1e-12), 0, 1)
		u, v := ax+t*dx, ay+t*dy
		if d := (u-x)*(u-x) + (v-y)*(v-y); d < least {
			least, at = d, [2]float32{u, v}
		}
	}
	return at
}

// Room, before it grows with the stage: over the plane for words, beneath it for the number line and the legend, at both its sides together. A strip has the
// plane alone.
const (
	planeHead, planeLine, planeLegend, planeEdges = 50, 66, 26, 58
)

// Tell implements [scene.Teller].
func (f *plane) Tell(b *scene.Base, p *scene.Pen) {
	line := b.Snap.Setup.Neck == 1
	if f.waits {
		p.Str(waitWords[0])
		return
	}
	if b.Snap.View.Held {
		p.Str("the code ")
		p.Numbers(b.At, 2)
		p.Str(" is drawn as ")
		p.Numbers(b.Output, 2)
		return
	}
	p.Str("the point ")
	p.Numbers(b.Snap.View.Input, 2)
	if line {
		p.Str(" has the code ")
		p.Num(b.Code[0], 2)
		p.Str(" and comes back as ")
	} else {
		p.Str(" comes back as ")
	}
	p.Numbers(b.Output, 2)
	switch {
	case line && f.pair.at >= 0:
		p.Str("; its neighbour on the circle has the code ")
		p.Num(f.pair.code, 2)
		p.Str(" and comes back as ")
		p.Numbers(f.pair.copy[:], 2)
		p.Str("; up and down take the two round the circle")
	case line && f.apart(b):
		p.Str("; the nearest place on the line of copies is ")
		p.Numbers(f.near[:], 2)
	}
}

// Key implements [scene.Keyer]: the handle of the number line moves by a sixtieth of it; on a circle that was cut, up and down take the two neighbours
// round it by a 64th. Without a line, the point moves.
func (f *plane) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	if f.waits {
		return
	}
	if dy != 0 && f.pair.round(b) {
		at, _ := f.pair.nearest(h.Input(0), h.Input(1))
		f.pair.put(at+dy*roundPlaces/64, h)
		return
	}
	if b.Model.Code == 1 {
		f.place = f.lineAt(b, f.place[:0], f.on(b.At[0])+float32(dx+dy)/60)
		h.Send(wire.Command{Op: wire.Hold, Place: f.place})
		return
	}
	keyPlane(dx, dy, h)
}

// Draw implements [scene.Panel].
func (f *plane) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	f.waits = look.Hides("plane")
	head, foot := float32(planeHead), float32(planeLegend)
	line, low := b.Snap.Setup.Neck == 1, box.H < stripHeight*p.Size
	switch {
	case low:
		head, foot = 18, 6
	case line:
		foot += planeLine
	}
	if !low {
		f.caption(b, p, box)
	}
	side := min(box.W-planeEdges*p.Size, box.H-(head+foot)*p.Size)
	if side < 40 {
		return
	}
	spare := box.H - (head+foot)*p.Size - side
	m := scene.At(box.X+(box.W-side)/2+13*p.Size, box.Y+head*p.Size+spare/2, side, side)
	strip := scene.At(m.X, m.Y+m.H+8*p.Size, m.W, 26*p.Size)
	if f.waits {
		planeGround(p, m)
		for i := range b.Set.Train {
			pointIn(p, m, b.Set.Picture(i), tint.Ramp, 0.8) // colours begin somewhere on a circle, as a cut does
		}
		switch {
		case low: // beside the points, where there is no room for a caption
			p.First(m.X+m.W+14*p.Size, m.Y+m.H/2, scene.Start, tint.Dim, 12*p.Size, box.X+box.W-m.X-m.W-28*p.Size, waitWords[0], waitWords[1], "with your bet")
		case line:
			emptyLine(p, strip)
		}
		return
	}
	p.Hit(scene.Hit{Target: PlanePoint, Feel: scene.Grabbing, X: m.X, Y: m.Y, X2: m.X + m.W, Y2: m.Y + m.H})
	planeGround(p, m)
	if line {
		f.field.draw(p, m, f.shade)
		if f.own(b) {
			f.alike(b, p, m)
		}
	}
	tiedPoints(b, p, m, f.copies)
	if line {
		sweptLine(p, m, f.curve, f.hue)
	}
	copyRings(p, m, f.copies)
	f.chosen(b, p, m, strip, line && !low)
	if low {
		return
	}
	if line {
		f.numberLine(b, p, strip)
	}
	f.legend(p, box, m.Y+m.H+(foot-8)*p.Size, line, line && f.apart(b))
}

// The first words over the plane, longest first: of any code, of one number, of two neighbours on a circle, and before a bet.
var (
	planeWords = []string{"Points: press in the plane", "Press in the plane"}
	lineWords  = append([]string{"Press in the plane, or drag along the line"}, planeWords...)
	roundWords = []string{"Drag the two neighbours round the circle", "Drag the two round the circle", "Drag round the circle"}
	waitWords  = []string{"What becomes of these points comes with your bet", "It comes with your bet"}
)

func (f *plane) caption(b *scene.Base, p *scene.Pen, box scene.Box) {
	line := b.Snap.Setup.Neck == 1
	switch {
	case f.waits:
		p.Caption(box, waitWords...)
	case line && f.pair.at >= 0:
		p.Caption(box, roundWords...)
	case line:
		p.Caption(box, lineWords...)
	default:
		p.Caption(box, planeWords...)
	}
	if f.waits {
		return
	}
	room := box.W - 45*p.Size - p.Width(&p.Labels[len(p.Labels)-1])
	x, y := box.X+box.W-15*p.Size, box.Y+22*p.Size
	if line && f.pair.at >= 0 {
		p.Begin(x, y, scene.End, tint.Dim)
		p.Str("their codes: ")
		f.pair.tell(b, p)
		if p.Fits(13*p.Size, room) {
			return
		}
	}
	p.First(x, y, scene.End, tint.Dim, 13*p.Size, room, "colour: place along the curve")
}

// chosen ties the number that the decoder paints from to what it paints, and the shown point to its copy.
func (f *plane) chosen(b *scene.Base, p *scene.Pen, m, strip scene.Box, line bool) {
	if line {
		x, y := scene.ToPlane(m, b.Output[0], b.Output[1])
		p.Within(scene.At(m.X, m.Y, m.W, strip.Y-m.Y), scene.OnDark(scene.Line, f.handle(b, strip), strip.Y, x, y, 1.2, 1, 0.5))
	}
	switch {
	case line && f.pair.at >= 0:
		f.pair.draw(p, m, strip, f.stands(strip, f.pair.code))
	case line && f.apart(b):
		f.nearby(b, p, m)
	}
	shownPoint(b, p, m)
}

// alike is the line of all places that get the code from which the decoder paints.
func (f *plane) alike(b *scene.Base, p *scene.Pen, m scene.Box) {
	f.same = f.field.along(f.same[:0], b.At[:1])
	for _, l := range f.same {
		p.Add(l.mark(m, scene.OnDark(scene.Line, 0, 0, 0, 0, 1.6, 1, 0.65)))
	}
}

// own tells whether the learner has chosen what is shown, a place or a code; two neighbours on a circle speak for themselves.
func (f *plane) own(b *scene.Base) bool {
	return (b.Snap.View.Held || b.Snap.View.Sample < 0) && f.pair.at < 0
}

// apart tells whether the place of the decoder's curve that is nearest to the learner's own lies in the plane, and off the copy.
func (f *plane) apart(b *scene.Base) bool {
	x, y := f.near[0], f.near[1]
	far := scene.Abs(x-b.Output[0]) + scene.Abs(y-b.Output[1])
	return f.own(b) && !b.Snap.View.Held && far > 0.08 && max(scene.Abs(x), scene.Abs(y)) < scene.PlaneReach
}

// nearby marks that place.
func (f *plane) nearby(b *scene.Base, p *scene.Pen, m scene.Box) {
	x, y := scene.ToPlane(m, f.near[0], f.near[1])
	px, py := scene.ToPlane(m, b.Snap.View.Input[0], b.Snap.View.Input[1])
	k := scene.OnDark(scene.Line, px, py, x, y, 1.4, 1, 0.55)
	k.Dash = 4
	p.Within(m, k)
	nearestPlace(p, x, y)
}

// legend says what the marks are, as far as there is room for it.
func (f *plane) legend(p *scene.Pen, box scene.Box, y float32, line, apart bool) {
	words := [...]string{"point", "its copy", "what z can draw", "one code", "nearest"}
	n := 2
	if line {
		n = 4
	}
	if line && apart {
		n = 5
	}
	l := scene.Legend{Pen: p, Y: y}
	room := float32(-14) * p.Size
	for i, w := range words[:n] {
		if room += l.Width(w); room > box.W-8*p.Size {
			room -= l.Width(w)
			n = i
			break
		}
	}
	if n < 2 {
		return
	}
	l.X = box.X + (box.W-room)/2
	for i, w := range words[:n] {
		l.Item(w, planeSamples[i])
	}
}

// planeSamples are how the legend shows what it names.
var planeSamples = [...]func(p *scene.Pen, x, y float32){
	func(p *scene.Pen, x, y float32) { p.Disc(x, y, 3, tint.Hue, 0.5, 1) },
	func(p *scene.Pen, x, y float32) { p.Add(scene.OnDark(scene.Ring, x, y, 2.8, 0, 1.2, 1, 1)) },
	func(p *scene.Pen, x, y float32) {
		for i := range 8 {
			at := x + (float32(i)-4)*2*p.Size
			p.Add(scene.Mark{Kind: scene.Line, Role: tint.Hue, X: at, Y: y, X2: at + 2.2*p.Size, Y2: y, W: 3.5, V: float32(i) / 7, A: 1})
		}
	},
	func(p *scene.Pen, x, y float32) {
		p.Add(scene.Mark{Kind: scene.Line, Role: tint.Hue, X: x - 8*p.Size, Y: y + 3, X2: x + 8*p.Size, Y2: y, W: 1.2, V: 0.3, A: 0.9})
		p.Add(scene.OnDark(scene.Line, x-8*p.Size, y-1, x+8*p.Size, y-4, 1.6, 1, 0.8))
	},
	nearestPlace,
}

// nearestPlace is the mark of the place that is nearest.
func nearestPlace(p *scene.Pen, x, y float32) {
	p.Add(scene.OnDark(scene.Ring, x, y, 5*p.Size, 0, 3.6, 0, 0.5))
	p.Add(scene.OnDark(scene.Ring, x, y, 5*p.Size, 0, 1.5, 1, 0.7))
}
