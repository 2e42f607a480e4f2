package scene

import (
	"hourglass/core/data"
	"hourglass/wasm/tint"
)

// plane draws points, their copies, the curve that the decoder draws as its one number runs along, and that number line with its handle. With
// a longer code there is no such curve, and no line.
type plane struct {
	copies []float32 // of the training points (Train, 2)
	sweep  []float32 // codes along the number line (sweepPoints, 1)
	curve  []float32 // what the decoder makes of them (sweepPoints, 2)
	hues   [hueBins]float32
	line   Box // what the number line spans, across, in values of the code
}

const (
	sweepPoints = 321
	hueBins     = 40 // of the number line
)

// Along turns a place in the number line's hit box, u from 0 to 1 from its left, into the code number that lies there.
func (f *plane) Along(u float32) float32 { return f.line.X + f.line.W*min(max(u, 0), 1) }

// on is where a code number stands on the line, from 0 at its left end to 1 at its right.
func (f *plane) on(z float32) float32 { return (z - f.line.X) / f.line.W }

func (f *plane) plan(b *Builder) {
	if b.set.Kind.Form() != data.Points {
		*f = plane{}
		return
	}
	if len(f.copies) != 2*b.set.Train {
		f.copies, f.sweep, f.curve = make([]float32, 2*b.set.Train), make([]float32, sweepPoints), make([]float32, 2*sweepPoints)
	}
}

func (f *plane) update(b *Builder) {
	if len(f.copies) == 0 {
		return
	}
	copy(f.copies, b.model.Rebuild(b.many, b.snap.Params, b.set.TrainX(), b.set.Train))
	if b.snap.Setup.Neck != 1 {
		return
	}
	f.line = b.bounds
	for i := range f.sweep {
		f.sweep[i] = f.Along(float32(i) / (sweepPoints - 1))
	}
	copy(f.curve, b.model.Decode(b.many, b.snap.Params, f.sweep, sweepPoints))
	f.colour(b)
}

// colour gives each stretch of the number line the mean factor of the points whose codes lie there, so that curve and points wear one
// colour where they belong together. Where no code lies it goes evenly from one neighbour to the next.
func (f *plane) colour(b *Builder) {
	var sum, count [hueBins]float32
	for i, z := range b.codes[:b.set.Train] {
		k := min(max(int(f.on(z)*hueBins), 0), hueBins-1)
		sum[k] += b.hue(i)
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
	at := clamp(u*hueBins-0.5, 0, hueBins-1)
	k := min(int(at), hueBins-2)
	return f.hues[k] + (f.hues[k+1]-f.hues[k])*(at-float32(k))
}

// Room, before it grows with the stage: over the plane for words, beneath it for the number line and the legend, at both its sides together.
const (
	planeHead, planeLine, planeLegend, planeEdges = 50, 66, 26, 58
)

func (f *plane) draw(b *Builder, p *pen, box Box, look *Look) {
	if len(f.copies) == 0 {
		p.caption(box, "Only points lie in a plane.")
		return
	}
	f.caption(b, p, box)
	foot := float32(planeLegend)
	line := b.snap.Setup.Neck == 1
	if line {
		foot += planeLine
	}
	side := min(box.W-planeEdges*p.size, box.H-(planeHead+foot)*p.size)
	if side < 40 {
		return
	}
	spare := box.H - (planeHead+foot)*p.size - side
	m := Box{box.X + (box.W-side)/2 + 13*p.size, box.Y + planeHead*p.size + spare/2, side, side}
	p.hit(Hit{Target: PlanePoint, X: m.X, Y: m.Y, X2: m.X + m.W, Y2: m.Y + m.H})
	p.planeGround(m)
	f.points(b, p, m)
	if line {
		f.swept(p, m)
	}
	f.rings(p, m)
	strip := Box{m.X, m.Y + m.H + 8*p.size, m.W, 26 * p.size}
	f.chosen(b, p, m, strip, line)
	if line {
		f.numberLine(b, p, strip)
	}
	f.legend(p, box, m.Y+m.H+(foot-8)*p.size, line)
}

func (f *plane) caption(b *Builder, p *pen, box Box) {
	wordings := []string{"Press in the plane, or drag along the line", "Points: press in the plane", "Press in the plane"}
	if b.snap.Setup.Neck != 1 {
		wordings = wordings[1:]
	}
	p.caption(box, wordings...)
	room := box.W - 45*p.size - p.width(&p.Labels[len(p.Labels)-1])
	p.first(box.X+box.W-15*p.size, box.Y+22*p.size, End, tint.Dim, 13*p.size, room, "colour: place along the curve")
}

// points are those that the network learns from, each tied to its copy.
func (f *plane) points(b *Builder, p *pen, m Box) {
	r := min(max(m.W/150, 1.8), 3.4)
	for i := range b.set.Train {
		x, y := toPlane(m, b.set.X[2*i], b.set.X[2*i+1])
		if !inside(m, x, y) {
			continue
		}
		cx, cy := toPlane(m, f.copies[2*i], f.copies[2*i+1])
		p.within(m, ramp(Line, x, y, cx, cy, 1, 0.75, 0.5))
		p.add(Mark{Kind: Disc, Role: tint.Hue, X: x, Y: y, W: r, V: b.hue(i), A: 0.95})
	}
}

// swept is the curve of everything that the decoder can draw from this line of numbers.
func (f *plane) swept(p *pen, m Box) {
	w := min(max(m.W/110, 2.6), 4.5)
	for _, under := range [2]bool{true, false} {
		x, y := toPlane(m, f.curve[0], f.curve[1])
		for i := 1; i < sweepPoints; i++ {
			x2, y2 := toPlane(m, f.curve[2*i], f.curve[2*i+1])
			k := Mark{Kind: Line, Role: tint.Hue, X: x, Y: y, X2: x2 + 0.1*(x2-x), Y2: y2 + 0.1*(y2-y), W: w, A: 1} // no gap in a bend
			k.V = f.hue((float32(i) - 0.5) / (sweepPoints - 1))
			if under {
				k.Role, k.V, k.W, k.A = tint.Ramp, 0, w+2.5, 0.7
			}
			p.within(m, k)
			x, y = x2, y2
		}
	}
}

// rings are the copies.
func (f *plane) rings(p *pen, m Box) {
	r := min(max(m.W/170, 1.7), 3)
	for i := 0; i < len(f.copies); i += 2 {
		if x, y := toPlane(m, f.copies[i], f.copies[i+1]); inside(m, x, y) {
			p.add(ramp(Ring, x, y, r, 0, 0.9, 1, 0.4))
		}
	}
}

// chosen ties the number that the decoder paints from to what it paints, and the shown point to its copy.
func (f *plane) chosen(b *Builder, p *pen, m, strip Box, line bool) {
	if line {
		x, y := toPlane(m, b.output[0], b.output[1])
		p.within(Box{m.X, m.Y, m.W, strip.Y - m.Y}, ramp(Line, f.handle(b, strip), strip.Y, x, y, 1.2, 1, 0.5))
	}
	b.shownPoint(p, m)
}

// handle is where on the stage the number stands that the decoder paints from.
func (f *plane) handle(b *Builder, strip Box) float32 {
	return strip.X + strip.W*min(max(f.on(b.at[0]), 0), 1)
}

// numberLine is the whole neck: the codes of the points, and the handle. The heights of the dots mean nothing: they are spread so that none hides
// another.
func (f *plane) numberLine(b *Builder, p *pen, strip Box) {
	p.hit(Hit{Target: AlongLine, X: strip.X, Y: strip.Y - 3*p.size, X2: strip.X + strip.W, Y2: strip.Y + strip.H + 3*p.size})
	p.rect(strip, 4*p.size, tint.Ramp, 0, 1)
	r := min(max(strip.W/170, 1.7), 2.8)
	for i, z := range b.codes[:b.set.Train] {
		x := strip.X + strip.W*f.on(z)
		if x < strip.X || x > strip.X+strip.W {
			continue
		}
		y := strip.Y + strip.H*(0.14+0.72*float32(i*37%101)/100)
		p.add(Mark{Kind: Disc, Role: tint.Hue, X: x, Y: y, W: r, V: b.hue(i), A: 0.95})
	}
	y, last := strip.Y+strip.H+15*p.size, strip.X-40*p.size
	for _, t := range ticks(f.line.X, f.line.W) {
		x := strip.X + t.at*strip.W
		if t.at == 0 || x-last < 34*p.size || x > strip.X+strip.W-30*p.size {
			continue
		}
		last = x
		p.line(x, strip.Y+strip.H, x, strip.Y+strip.H+3*p.size, 1, tint.Faint, 1)
		p.begin(x, y, Middle, tint.Faint)
		p.num(t.value, t.decimals)
		p.end().Size = 11.5 * p.size
	}
	p.text(strip.X+strip.W, y, End, tint.Dim, "z").Size = 12 * p.size
	p.first(strip.X-6*p.size, strip.Y+strip.H/2+4*p.size, End, tint.Dim, 12*p.size, 30*p.size, "code", "z")
	p.handle(f.handle(b, strip), strip.Y+strip.H/2, min(strip.H/2-1, 11*p.size))
}

// legend says what the marks are.
func (f *plane) legend(p *pen, box Box, y float32, line bool) {
	l := legend{p: p, y: y}
	words := [...]string{"point", "its copy", "what z can draw"}
	n := len(words)
	if !line {
		n--
	}
	room := float32(-14) * p.size
	for _, w := range words[:n] {
		room += l.width(w)
	}
	if room > box.W-8*p.size {
		return
	}
	l.x = box.X + (box.W-room)/2
	l.item(words[0], func(p *pen, x, y float32) { p.disc(x, y, 3, tint.Hue, 0.5, 1) })
	l.item(words[1], func(p *pen, x, y float32) { p.add(ramp(Ring, x, y, 2.8, 0, 1.2, 1, 1)) })
	if line {
		l.item(words[2], func(p *pen, x, y float32) {
			for i := range 8 {
				at := x + (float32(i)-4)*2*p.size
				p.add(Mark{Kind: Line, Role: tint.Hue, X: at, Y: y, X2: at + 2.2*p.size, Y2: y, W: 3.5, V: float32(i) / 7, A: 1})
			}
		})
	}
}
