package figures

import (
	"math"

	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// Clouds on the map: what a variational code means by a dot, and the standard cloud that all are pulled to.

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

// prior draws the standard cloud by rings at one, two and three standard deviations.
func (f *latent) prior(b *scene.Base, p *scene.Pen, m scene.Box) {
	var zero, one [64]float32
	for k := range one {
		one[k] = 1
	}
	neck := b.Snap.Setup.Neck
	for r := float32(1); r <= 3; r++ {
		f.ellipse(b, p, m, zero[:neck], one[:neck], r, 0.5, scene.Mark{Kind: scene.Poly, Role: tint.Ramp, V: 1, W: 1.4 * p.Size, A: 0.7, Dash: 5})
	}
}

// clouds draws one standard deviation round the code of the first examples.
func (f *latent) clouds(b *scene.Base, p *scene.Pen, m scene.Box) {
	neck := b.Snap.Setup.Neck
	for i := range len(b.Spreads) / neck {
		f.ellipse(b, p, m, b.Codes[i*neck:][:neck], b.Spreads[i*neck:][:neck], 1, scene.Lift(i),
			scene.Mark{Kind: scene.Poly, Role: tint.Hue, V: b.Hue(i), W: 1.2 * p.Size, A: 0.75})
	}
}

// ellipse draws all places that lie r deviations dev from mean, as look says. With a one-number neck it is the stretch between the two, lifted as its dot
// is. An ellipse that would leave the map is cut at its edge.
func (f *latent) ellipse(b *scene.Base, p *scene.Pen, m scene.Box, mean, dev []float32, r, lift float32, look scene.Mark) {
	across, up := b.Axes()
	rx := r * dev[across] * m.W / b.Bounds.W
	x, y := f.onMap(b, m, mean, lift)
	if up < 0 {
		if x-rx > m.X && x+rx < m.X+m.W {
			p.Line(x-rx, y, x+rx, y, look.W, look.Role, look.A)
			p.Marks[len(p.Marks)-1].V = look.V
		}
		return
	}
	ry := r * dev[up] * m.H / b.Bounds.H
	if max(rx, ry) < 1 {
		return
	}
	first := int32(len(p.Points))
	flush := func() {
		if look.First, look.Count = first, int32(len(p.Points))-first; look.Count > 1 {
			p.Add(look)
		}
		first = int32(len(p.Points))
	}
	for _, c := range circle {
		if at := (scene.Point{X: x + rx*c[0], Y: y + ry*c[1]}); scene.Inside(m, at.X, at.Y) {
			p.Points = append(p.Points, at)
		} else {
			flush()
		}
	}
	flush()
}
