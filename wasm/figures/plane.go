package figures

import (
	"errors"

	"hourglass/core/ae"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "plane", Label: "Plane and number line", Short: "Plane", Shape: scene.Square, Least: scene.Size{W: 180, H: 240},
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

// plane draws points, their copies, the curve that the decoder draws as its one number runs along, and that number line with its handle. With
// a longer code there is no such curve, and no line.
type plane struct {
	copies []float32 // of the training points (Train, 2)
	sweep  []float32 // codes along the number line (sweepPoints, 1)
	curve  []float32 // what the decoder makes of them (sweepPoints, 2)
	hues   [hueBins]float32
	place  []float32 // where the handle was put last
	line   scene.Box // what the number line spans, across, in values of the code
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
		touchPlane(b, g, h)
	case g.Hit.Target == AlongLine:
		u, _ := g.Place()
		f.place = f.lineAt(b, f.place[:0], u)
		h.Send(wire.Command{Op: wire.Hold, Place: f.place})
	}
}

// lineAt turns a place along the number line into code values, appended to dst.
func (f *plane) lineAt(b *scene.Base, dst []float32, u float32) []float32 {
	at := len(dst)
	dst = append(dst, b.At...)
	dst[at] = f.along(u)
	return dst
}

// along turns a place in the number line's hit box, u from 0 to 1 from its left, into the code number that lies there.
func (f *plane) along(u float32) float32 { return f.line.X + f.line.W*min(max(u, 0), 1) }

// on is where a code number stands on the line, from 0 at its left end to 1 at its right.
func (f *plane) on(z float32) float32 { return (z - f.line.X) / f.line.W }

// Plan implements [scene.Panel].
func (f *plane) Plan(b *scene.Base) {
	if len(f.copies) != 2*b.Set.Train {
		f.copies, f.sweep, f.curve = make([]float32, 2*b.Set.Train), make([]float32, sweepPoints), make([]float32, 2*sweepPoints)
	}
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
}

// colour gives each stretch of the number line the mean factor of the points whose codes lie there, so that curve and points wear one
// colour where they belong together. Where no code lies it goes evenly from one neighbour to the next.
func (f *plane) colour(b *scene.Base) {
	var sum, count [hueBins]float32
	for i, z := range b.Codes[:b.Set.Train] {
		k := min(max(int(f.on(z)*hueBins), 0), hueBins-1)
		sum[k] += b.Hue(i)
		count[k]++
	}
	last := -1
	for k := range hueBins {
		if count[k] == 0 {
			continue
		}
		f.hues[k] = sum[k] / count[k]
		for j := last + 1; j < k; j++ {
			if last < 0 {
				f.hues[j] = f.hues[k]
			} else {
				f.hues[j] = f.hues[last] + (f.hues[k]-f.hues[last])*float32(j-last)/float32(k-last)
			}
		}
		last = k
	}
	for j := last + 1; j < hueBins && last >= 0; j++ {
		f.hues[j] = f.hues[last]
	}
}

// hue is the colour at u of the number line, from 0 to 1.
func (f *plane) hue(u float32) float32 {
	at := scene.Clamp(u*hueBins-0.5, 0, hueBins-1)
	k := min(int(at), hueBins-2)
	return f.hues[k] + (f.hues[k+1]-f.hues[k])*(at-float32(k))
}

// Room, before it grows with the stage: over the plane for words, beneath it for the number line and the legend, at both its sides together.
const (
	planeHead, planeLine, planeLegend, planeEdges = 50, 66, 26, 58
)

// Tell implements [scene.Teller].
func (f *plane) Tell(b *scene.Base, p *scene.Pen) {
	p.Str("the point ")
	p.Numbers(b.Snap.View.Input, 2)
	p.Str(" comes back as ")
	p.Numbers(b.Output, 2)
}

// Key implements [scene.Keyer]: the handle of the number line moves by a sixtieth of it; without a line, the point does.
func (f *plane) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	if b.Model.Code == 1 {
		f.place = f.lineAt(b, f.place[:0], f.on(b.At[0])+float32(dx+dy)/60)
		h.Send(wire.Command{Op: wire.Hold, Place: f.place})
		return
	}
	keyPlane(dx, dy, h)
}

// Draw implements [scene.Panel].
func (f *plane) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	f.caption(b, p, box)
	foot := float32(planeLegend)
	line := b.Snap.Setup.Neck == 1
	if line {
		foot += planeLine
	}
	side := min(box.W-planeEdges*p.Size, box.H-(planeHead+foot)*p.Size)
	if side < 40 {
		return
	}
	spare := box.H - (planeHead+foot)*p.Size - side
	m := scene.At(box.X+(box.W-side)/2+13*p.Size, box.Y+planeHead*p.Size+spare/2, side, side)
	p.Hit(scene.Hit{Target: PlanePoint, Feel: scene.Grabbing, X: m.X, Y: m.Y, X2: m.X + m.W, Y2: m.Y + m.H})
	planeGround(p, m)
	f.points(b, p, m)
	if line {
		f.swept(p, m)
	}
	f.rings(p, m)
	strip := scene.At(m.X, m.Y+m.H+8*p.Size, m.W, 26*p.Size)
	f.chosen(b, p, m, strip, line)
	if line {
		f.numberLine(b, p, strip)
	}
	f.legend(p, box, m.Y+m.H+(foot-8)*p.Size, line)
}

func (f *plane) caption(b *scene.Base, p *scene.Pen, box scene.Box) {
	wordings := []string{"Press in the plane, or drag along the line", "Points: press in the plane", "Press in the plane"}
	if b.Snap.Setup.Neck != 1 {
		wordings = wordings[1:]
	}
	p.Caption(box, wordings...)
	room := box.W - 45*p.Size - p.Width(&p.Labels[len(p.Labels)-1])
	p.First(box.X+box.W-15*p.Size, box.Y+22*p.Size, scene.End, tint.Dim, 13*p.Size, room, "colour: place along the curve")
}

// points are those that the network learns from, each tied to its copy.
func (f *plane) points(b *scene.Base, p *scene.Pen, m scene.Box) {
	r := min(max(m.W/150, 1.8), 3.4)
	for i := range b.Set.Train {
		x, y := scene.ToPlane(m, b.Set.X[2*i], b.Set.X[2*i+1])
		if !scene.Inside(m, x, y) {
			continue
		}
		cx, cy := scene.ToPlane(m, f.copies[2*i], f.copies[2*i+1])
		p.Within(m, scene.OnDark(scene.Line, x, y, cx, cy, 1, 0.75, 0.5))
		p.Add(scene.Mark{Kind: scene.Disc, Role: tint.Hue, X: x, Y: y, W: r, V: b.Hue(i), A: 0.95})
	}
}

// swept is the curve of everything that the decoder can draw from this line of numbers.
func (f *plane) swept(p *scene.Pen, m scene.Box) {
	w := min(max(m.W/110, 2.6), 4.5)
	for _, under := range [2]bool{true, false} {
		x, y := scene.ToPlane(m, f.curve[0], f.curve[1])
		for i := 1; i < sweepPoints; i++ {
			x2, y2 := scene.ToPlane(m, f.curve[2*i], f.curve[2*i+1])
			k := scene.Mark{Kind: scene.Line, Role: tint.Hue, X: x, Y: y, X2: x2 + 0.1*(x2-x), Y2: y2 + 0.1*(y2-y), W: w, A: 1} // no gap in a bend
			k.V = f.hue((float32(i) - 0.5) / (sweepPoints - 1))
			if under {
				k.Role, k.V, k.W, k.A = tint.Ramp, 0, w+2.5, 0.7
			}
			p.Within(m, k)
			x, y = x2, y2
		}
	}
}

// rings are the copies.
func (f *plane) rings(p *scene.Pen, m scene.Box) {
	r := min(max(m.W/170, 1.7), 3)
	for i := 0; i < len(f.copies); i += 2 {
		if x, y := scene.ToPlane(m, f.copies[i], f.copies[i+1]); scene.Inside(m, x, y) {
			p.Add(scene.OnDark(scene.Ring, x, y, r, 0, 0.9, 1, 0.4))
		}
	}
}

// chosen ties the number that the decoder paints from to what it paints, and the shown point to its copy.
func (f *plane) chosen(b *scene.Base, p *scene.Pen, m, strip scene.Box, line bool) {
	if line {
		x, y := scene.ToPlane(m, b.Output[0], b.Output[1])
		p.Within(scene.At(m.X, m.Y, m.W, strip.Y-m.Y), scene.OnDark(scene.Line, f.handle(b, strip), strip.Y, x, y, 1.2, 1, 0.5))
	}
	shownPoint(b, p, m)
}

// handle is where on the stage the number stands that the decoder paints from.
func (f *plane) handle(b *scene.Base, strip scene.Box) float32 {
	return strip.X + strip.W*min(max(f.on(b.At[0]), 0), 1)
}

// numberLine is the whole neck: the codes of the points, and the handle. The heights of the dots mean nothing: they are spread so that none hides
// another.
func (f *plane) numberLine(b *scene.Base, p *scene.Pen, strip scene.Box) {
	p.Hit(scene.Hit{Target: AlongLine, Feel: scene.Grabbing, X: strip.X, Y: strip.Y - 3*p.Size, X2: strip.X + strip.W, Y2: strip.Y + strip.H + 3*p.Size})
	p.Rect(strip, 4*p.Size, tint.Ramp, 0, 1)
	r := min(max(strip.W/170, 1.7), 2.8)
	for i, z := range b.Codes[:b.Set.Train] {
		x := strip.X + strip.W*f.on(z)
		if x < strip.X || x > strip.X+strip.W {
			continue
		}
		y := strip.Y + strip.H*(0.14+0.72*float32(i*37%101)/100)
		p.Add(scene.Mark{Kind: scene.Disc, Role: tint.Hue, X: x, Y: y, W: r, V: b.Hue(i), A: 0.95})
	}
	y := strip.Y + strip.H + 15*p.Size
	p.Across(scene.Axis{Plot: strip, Lo: f.line.X, Span: f.line.W, Gap: 34, First: -6, End: 30, Off: 15, Size: 11.5, Stub: 3})
	p.Write(strip.X+strip.W, y, scene.End, tint.Dim, "z").Size = 12 * p.Size
	p.First(strip.X-6*p.Size, strip.Y+strip.H/2+4*p.Size, scene.End, tint.Dim, 12*p.Size, 30*p.Size, "code", "z")
	p.Handle(f.handle(b, strip), strip.Y+strip.H/2, min(strip.H/2-1, 11*p.Size))
}

// legend says what the marks are.
func (f *plane) legend(p *scene.Pen, box scene.Box, y float32, line bool) {
	l := scene.Legend{Pen: p, Y: y}
	words := [...]string{"point", "its copy", "what z can draw"}
	n := len(words)
	if !line {
		n--
	}
	room := float32(-14) * p.Size
	for _, w := range words[:n] {
		room += l.Width(w)
	}
	if room > box.W-8*p.Size {
		return
	}
	l.X = box.X + (box.W-room)/2
	l.Item(words[0], func(p *scene.Pen, x, y float32) { p.Disc(x, y, 3, tint.Hue, 0.5, 1) })
	l.Item(words[1], func(p *scene.Pen, x, y float32) { p.Add(scene.OnDark(scene.Ring, x, y, 2.8, 0, 1.2, 1, 1)) })
	if line {
		l.Item(words[2], func(p *scene.Pen, x, y float32) {
			for i := range 8 {
				at := x + (float32(i)-4)*2*p.Size
				p.Add(scene.Mark{Kind: scene.Line, Role: tint.Hue, X: at, Y: y, X2: at + 2.2*p.Size, Y2: y, W: 3.5, V: float32(i) / 7, A: 1})
			}
		})
	}
}
