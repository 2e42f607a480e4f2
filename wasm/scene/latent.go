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
	m := Box{box.X + (box.W-side)/2 + 8*p.size, box.Y + head, side, side}
	p.hit(Hit{Target: Map, X: m.X, Y: m.Y, X2: m.X + m.W, Y2: m.Y + m.H})
	if box.W > 190*p.size {
		p.caption(box, "Latent map: drag the ring")
	} else {
		p.caption(box, "Drag the ring")
	}
	if box.W > 430*p.size {
		p.begin(box.X+box.W-15*p.size, box.Y+22*p.size, End, tint.Dim)
		p.str("colour: ")
		p.str(b.set.Names[0])
		p.end().Size = 13 * p.size
	}
	b.atlasTiles(p, m)
	b.dots(p, m)
	b.mapAxes(p, m)
	b.heldRing(p, m)
}

// underMap is the height that the decoder's picture takes under a map that stands alone.
const underMap = 84

func (b *Builder) underMap(p *pen, box Box) {
	cell := 10 * p.size
	x, y := box.X+box.W/2+8*p.size, box.Y+box.H-(data.Side*10+8)*p.size
	copy(p.tile(x, y, cell, data.Side, tint.Ramp, 1), b.output)
	p.frame(Box{x - 2, y - 2, data.Side*cell + 4, data.Side*cell + 4}, 1, tint.Sand, 1)
	p.text(x-14*p.size, y+data.Side*cell/2+5*p.size, End, tint.Dim, "painted there:").Size = 13 * p.size
}

// atlasTiles lays the decoder's pictures over the map, a little darker than they are, so that the dots stand out.
func (b *Builder) atlasTiles(p *pen, m Box) {
	t := m.W / atlasSide
	p.rect(m, 0, tint.Ramp, 0, 1)
	for i := range atlasSide * atlasSide {
		x, y := m.X+float32(i%atlasSide)*t, m.Y+float32(i/atlasSide)*t
		copy(p.tile(x+1, y+1, (t-2.5)/data.Side, data.Side, tint.Ramp, 0.62), b.atlas[i*data.Dim:(i+1)*data.Dim])
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
	for i := range b.set.Train + b.set.Valid {
		lift := 0.06 + 0.88*float32(i*37%101)/100
		x, y := b.onMap(m, b.codes[i*neck:(i+1)*neck], lift)
		if x < m.X || x > m.X+m.W || y < m.Y || y > m.Y+m.H {
			continue
		}
		p.disc(x, y, r+0.8, tint.Ramp, 0, 0.55)
		p.add(Mark{Kind: Disc, Role: tint.Hue, X: x, Y: y, W: r, V: b.set.Factor(i, 0), A: 1})
	}
}

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
	p.str("z")
	p.str([...]string{"₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈"}[k])
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
