package scene

import (
	"math"

	"hourglass/core/data"
	"hourglass/wasm/tint"
)

// latent draws the map: what the decoder paints at each place, a dot for the code of each picture, and the ring.
func (b *Builder) latent(p *pen, box Box) {
	head, foot := 34*p.size, 24*p.size
	if box.W == p.W && box.H > box.W { // alone on a phone: what the ring brings forth stands beneath
		b.underMap(p, box)
		foot += underMap * p.size
	}
	side := min(box.W-46*p.size, box.H-head-foot)
	m := Box{box.X + (box.W-side)/2 + 8*p.size, box.Y + head + max(0, (box.H-head-foot-side)/2), side, side}
	p.hit(Hit{Target: Map, X: m.X, Y: m.Y, X2: m.X + m.W, Y2: m.Y + m.H})
	p.caption(box, "Latent map: drag the ring", "Drag the ring")
	if box.W > 430*p.size {
		p.begin(box.X+box.W-15*p.size, box.Y+22*p.size, End, tint.Dim)
		p.str("colour: ")
		p.str(b.set.Names[0])
		p.end().Size = 13 * p.size
	}
	b.atlasTiles(p, m)
	if b.snap.Setup.Cloud {
		b.prior(p, m)
		b.clouds(p, m)
	}
	b.dots(p, m)
	b.mapAxes(p, m)
	b.heldRing(p, m)
}

// underMap is the height that the decoder's picture takes under a map that stands alone.
const underMap = 84

func (b *Builder) underMap(p *pen, box Box) {
	side := 70 * p.size
	at := Box{box.X + box.W/2 + 8*p.size, box.Y + box.H - side - 8*p.size, side, side}
	words := "painted there:"
	switch b.form() {
	case data.Signals:
		at.W, words = 1.7*side, "drawn there:"
	case data.Points:
		words = "put there:"
	}
	if b.form() != data.Pictures {
		p.rect(at, 0, tint.Panel, 0, 1)
	}
	b.example(p, at, b.output, tint.Ramp, 1)
	p.frame(at.inset(-2), 1, tint.Sand, 1)
	p.text(at.X-14*p.size, at.Y+side/2+5*p.size, End, tint.Dim, words).Size = 13 * p.size
}

// atlasTiles lays the decoder's pictures over the map, a little darker than they are, so that the dots stand out.
func (b *Builder) atlasTiles(p *pen, m Box) {
	t := m.W / atlasSide
	p.rect(m, 0, tint.Ramp, 0, 1)
	dim := b.set.Dim()
	for i := range atlasSide * atlasSide {
		at := Box{m.X + float32(i%atlasSide)*t + 1, m.Y + float32(i/atlasSide)*t + 1, t - 2.5, t - 2.5}
		x := b.atlas[i*dim : (i+1)*dim]
		switch b.form() {
		case data.Pictures:
			p.picture(at, b.side(), x, tint.Ramp, 0.62)
		case data.Signals:
			p.signal(at.inset(0.1*t), x, tint.Ramp, max(0.035*t, 1), 0.6)
			p.Marks[len(p.Marks)-1].V = 0.8
		case data.Points:
			u, v := toPlane(at, min(max(x[0], -planeReach), planeReach), min(max(x[1], -planeReach), planeReach))
			p.frame(at, 1, tint.Ramp, 0.3)
			p.disc(u, v, max(0.06*t, 1.2), tint.Ramp, 0.8, 0.8)
		}
	}
}

// onMap places a code on the stage.
func (b *Builder) onMap(m Box, z []float32, lift float32) (x, y float32) {
	across, up := b.axes()
	x = m.X + m.W*(z[across]-b.bounds.X)/b.bounds.W
	v := lift
	if up >= 0 {
		v = (z[up] - b.bounds.Y) / b.bounds.H
	}
	return x, m.Y + m.H*(1-v)
}

// dots are the codes of all pictures, coloured by their first true factor. With a one-number neck their height means nothing;
// they are spread so that none hides another.
func (b *Builder) dots(p *pen, m Box) {
	neck := b.snap.Setup.Neck
	r := min(max(m.W/88, 2), 4)
	if b.snap.Setup.Cloud { // their spread is to be seen too
		r *= 0.7
	}
	for i := range b.set.Train + b.set.Valid {
		x, y := b.onMap(m, b.codes[i*neck:(i+1)*neck], lift(i))
		if x < m.X || x > m.X+m.W || y < m.Y || y > m.Y+m.H {
			continue
		}
		p.disc(x, y, r+0.8, tint.Ramp, 0, 0.55)
		p.add(Mark{Kind: Disc, Role: tint.Hue, X: x, Y: y, W: r, V: b.hue(i), A: 1})
	}
}

// lift is how high dot i stands on a map whose height means nothing.
func lift(i int) float32 { return 0.06 + 0.88*float32(i*37%101)/100 }

func (b *Builder) mapAxes(p *pen, m Box) {
	across, up := b.axes()
	p.frame(m, 1, tint.Line, 1)
	y := m.Y + m.H + 16*p.size
	last := m.X - 40*p.size
	for _, t := range ticks(b.bounds.X, b.bounds.W) {
		x := m.X + t.at*m.W
		if t.at == 0 || x-last < 34*p.size || x > m.X+m.W-34*p.size {
			continue
		}
		last = x
		p.begin(x, y, Middle, tint.Faint)
		p.num(t.value, t.decimals)
		p.end().Size = 11.5 * p.size
	}
	b.axisName(p, m.X+m.W, y, across)
	if up < 0 {
		return
	}
	last = m.Y + m.H + 14*p.size
	for _, t := range ticks(b.bounds.Y, b.bounds.H) {
		at := m.Y + (1-t.at)*m.H + 4*p.size
		if t.at == 0 || last-at < 15*p.size || at < m.Y+26*p.size {
			continue
		}
		last = at
		p.begin(m.X-6*p.size, at, End, tint.Faint)
		p.num(t.value, t.decimals)
		p.end().Size = 11.5 * p.size
	}
	b.axisName(p, m.X-6*p.size, m.Y+10*p.size, up)
}

// axisName writes which number of the code an axis is.
func (b *Builder) axisName(p *pen, x, y float32, k int) {
	p.begin(x, y, End, tint.Dim)
	p.letter(k)
	p.end().Size = 12 * p.size
}

// A tick is a round value, its place along an axis from 0 to 1, and the decimals it needs. An unused one is at 0.
type tick struct {
	value, at float32
	decimals  int
}

// ticks finds the round values inside lo to lo+span: about three, at most eight.
func ticks(lo, span float32) (out [8]tick) {
	mult, exp := roundStep(span / 3)
	step := mult * float32(math.Pow10(exp))
	first := ceil(lo / step)
	for i := range out {
		v := float32(first+i) * step
		if t := (v - lo) / span; t > 0.06 && t < 0.96 {
			out[i] = tick{v, t, max(-exp, 0)}
		}
	}
	return out
}

// roundStep is the largest of 1, 2 and 5 times a power of ten that is not above v.
func roundStep(v float32) (mult float32, exp int) {
	v = min(max(v, 1e-6), 1e9)
	exp = int(math.Floor(math.Log10(float64(v)) + 1e-6))
	switch m := v / float32(math.Pow10(exp)); {
	case m >= 4.9999:
		return 5, exp
	case m >= 1.9999:
		return 2, exp
	}
	return 1, exp
}

func ceil(v float32) int {
	i := int(v)
	if float32(i) < v {
		i++
	}
	return i
}

// heldRing marks where the decoder paints from: the learner's place, or the code of the shown picture.
func (b *Builder) heldRing(p *pen, m Box) {
	x, y := b.onMap(m, b.at, 0.5)
	x, y = min(max(x, m.X), m.X+m.W), min(max(y, m.Y), m.Y+m.H)
	r := min(max(m.W/22, 9), 16)
	p.add(Mark{Kind: Ring, Role: tint.Ramp, X: x, Y: y, X2: r, W: 6, A: 0.8})
	p.add(Mark{Kind: Ring, Role: tint.Ramp, X: x, Y: y, X2: r, W: 3, V: 1, A: 1})
	if b.snap.View.Held {
		p.disc(x, y, 2.5, tint.Ramp, 1, 1)
	}
}
