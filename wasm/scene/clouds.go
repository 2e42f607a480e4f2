package scene

import (
	"math"

	"hourglass/core/nn"
	"hourglass/wasm/tint"
)

// Clouds on the map: what a variational code means by a dot, and the standard cloud that all are pulled to.

// maxClouds is how many examples show their spread: of all of them the map would be grey.
const maxClouds = 64

// rounds is how many points an ellipse has.
const rounds = 24

// circle holds cosine and sine of each of an ellipse's points; the last is the first.
var circle = func() (c [rounds + 1][2]float32) {
	for i := range c {
		sin, cos := math.Sincos(2 * math.Pi * float64(i%rounds) / rounds)
		c[i] = [2]float32{float32(cos), float32(sin)}
	}
	return c
}()

// deviations are those of every example's code (rows, 2·Neck), of which the second half counts; nil without a cloud.
func (b *Builder) deviations() []float32 {
	if _, ok := b.model.Net.Layers[b.model.Neck].(nn.Sample); !ok {
		return nil
	}
	return b.many.Keep(b.model.Neck)
}

// keepSpreads copies what is known of the clouds, right after all examples were encoded: the deviations of those that show theirs, and what the
// encoder said of the validation pictures.
func (b *Builder) keepSpreads() {
	neck := b.snap.Setup.Neck
	keep := b.deviations()
	b.spreads, b.sent = b.spreads[:0], b.sent[:0]
	if keep != nil {
		b.sent = append(b.sent, b.many.Out(b.model.Neck - 1)[2*neck*b.set.Train:]...)
	}
	for i := 0; keep != nil && i < min(maxClouds, b.set.Train+b.set.Valid); i++ {
		b.spreads = append(b.spreads, keep[(2*i+1)*neck:][:neck]...)
	}
}

// prior draws the standard cloud by rings at one, two and three standard deviations.
func (b *Builder) prior(p *pen, m Box) {
	var zero, one [64]float32
	for k := range one {
		one[k] = 1
	}
	neck := b.snap.Setup.Neck
	for r := float32(1); r <= 3; r++ {
		b.ellipse(p, m, zero[:neck], one[:neck], r, 0.5, Mark{Kind: Poly, Role: tint.Ramp, V: 1, W: 1.4 * p.size, A: 0.7, Dash: 5})
	}
}

// clouds draws one standard deviation round the code of the first examples.
func (b *Builder) clouds(p *pen, m Box) {
	neck := b.snap.Setup.Neck
	for i := range len(b.spreads) / neck {
		b.ellipse(p, m, b.codes[i*neck:][:neck], b.spreads[i*neck:][:neck], 1, lift(i),
			Mark{Kind: Poly, Role: tint.Hue, V: b.hue(i), W: 1.2 * p.size, A: 0.75})
	}
}

// ellipse draws all places that lie r deviations dev from mean, as look says. With a one-number neck it is the stretch between the two, lifted as its dot
// is. An ellipse that would leave the map is cut at its edge.
func (b *Builder) ellipse(p *pen, m Box, mean, dev []float32, r, lift float32, look Mark) {
	across, up := b.axes()
	rx := r * dev[across] * m.W / b.bounds.W
	x, y := b.onMap(m, mean, lift)
	if up < 0 {
		if x-rx > m.X && x+rx < m.X+m.W {
			p.line(x-rx, y, x+rx, y, look.W, look.Role, look.A)
			p.Marks[len(p.Marks)-1].V = look.V
		}
		return
	}
	ry := r * dev[up] * m.H / b.bounds.H
	if max(rx, ry) < 1 {
		return
	}
	first := int32(len(p.Points))
	flush := func() {
		if look.First, look.Count = first, int32(len(p.Points))-first; look.Count > 1 {
			p.add(look)
		}
		first = int32(len(p.Points))
	}
	for _, c := range circle {
		if at := (Point{x + rx*c[0], y + ry*c[1]}); inside(m, at.X, at.Y) {
			p.Points = append(p.Points, at)
		} else {
			flush()
		}
	}
	flush()
}
