package figures

import (
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The phases of slow motion in the network: what each is called, and how it is seen. Nothing here moves by itself.

// moves are how far each weight went in the last update of slow motion.
type moves struct {
	from, by []float32 // the parameters before it, and what it added to them (Params)
	known    bool      // by is of the last update
}

func (m *moves) plan(b *scene.Base) {
	if n := b.Model.Params(); len(m.from) != n {
		m.from, m.by = make([]float32, n), make([]float32, n)
	}
	m.known = false
}

func (m *moves) update(b *scene.Base) {
	switch {
	case b.Snap.View.Back >= 0: // the parameters are those of the past
	case b.Snap.Phase == train.Backward:
		copy(m.from, b.Snap.Params)
		m.known = false
	case b.Moved && !m.known:
		for i, v := range b.Snap.Params {
			m.by[i] = v - m.from[i]
		}
		m.known = true
	}
}

// flashes is how many weights of a layer flash at most after an update.
const flashes = 40

// flash lights up the weights between dense layers that an update moved most.
func (f *network) flash(b *scene.Base, p *scene.Pen, cols []column) {
	if !b.Moved || !f.moves.known || b.Snap.View.Back >= 0 {
		return
	}
	for i := 1; i < len(cols); i++ {
		from, to := &cols[i-1], &cols[i]
		if !to.dense() {
			continue
		}
		fan := b.Model.Fan(to.show, f.moves.by)
		scale := 1 / (3*rms(fan.W) + 1e-12)
		left, top := min(flashes, (len(fan.W)+3)/4), float32(0)
		least := threshold(fan.W, scale, left) / scale
		for _, v := range fan.W {
			top = max(top, v, -v)
		}
		if least > top { // all have moved alike, as in the first step of Adam: some stand for all
			least = 0.99 * top
		}
		for s := range fan.In {
			for t := range fan.Out {
				v := scene.Abs(fan.At(s, t))
				if v == 0 || v < least || left == 0 || !from.seen(s) || !to.seen(t) {
					continue
				}
				left--
				x, y := from.at(s)
				x2, y2 := to.at(t)
				p.Add(scene.Mark{Kind: scene.Curve, Role: tint.Ink, X: x, Y: y, X2: x2, Y2: y2, W: (0.9 + 1.1*min(v*scale, 1)) * p.Size, A: 0.9})
			}
		}
	}
}

// carry is how strongly a weight is drawn that leads from a unit as loud as that, 0 to 1, beside one from the loudest: in the forward phase what is silent
// falls back, and after an update all do, so that what flashes is seen.
func (f *network) carry(b *scene.Base, loud float32) float32 {
	switch {
	case b.Snap.Phase == train.Forward:
		return min(0.04+1.6*loud*loud, 1)
	case b.Moved:
		return 0.25 + 0.2*loud
	}
	return 0.35 + 0.65*loud
}

// lit frames both ends while pictures run forward.
func (f *network) lit(b *scene.Base, p *scene.Pen, in, out *column) {
	if b.Snap.Phase != train.Forward || b.Form() == data.Points {
		return
	}
	p.Frame(in.box().Inset(-3), 2.5*p.Size, tint.Ink, 0.9)
	p.Frame(out.box().Inset(-3), 2.5*p.Size, tint.Sand, 1)
}

// glint rings unit i of a column at x, y as brightly as it speaks, while pictures run forward.
func (f *network) glint(b *scene.Base, p *scene.Pen, c *column, x, y float32, i int) {
	if b.Snap.Phase != train.Forward || c.r < 2.5 {
		return
	}
	if _, loud := loudness(b, c.show, i); loud > 0.3 {
		p.Ring(x, y, c.r+3*p.Size, 1.8*p.Size, tint.Ink, loud)
	}
}

// phase is what slow motion, or a held ring, is doing: in a sentence, and in as few words as a phone has room for. Both are empty at other times.
func (f *network) phase(b *scene.Base) (sentence, few string) {
	pictures := b.Form() == data.Pictures
	_, some := unitsKept(b)
	switch {
	case b.Snap.Phase == train.Forward && pictures:
		return "1 Forward: pictures run left to right", "1 Forward: left to right"
	case b.Snap.Phase == train.Forward:
		return "1 Forward: numbers run left to right", "1 Forward: left to right"
	case b.Snap.Phase == train.Measured && pictures && b.Side() <= coarse:
		return "2 Loss: a rose frame shows how far off a pixel is", "2 Loss: rose shows the error"
	case b.Snap.Phase == train.Measured:
		return "2 Loss: rose shows how far off the copy is", "2 Loss: rose shows the error"
	case b.Snap.Phase == train.Backward:
		return "3 Backward: lines show the gradient of each weight", "3 Backward: gradients"
	case b.Moved:
		return "4 Update: bold lines are the weights that moved most", "4 Update"
	case some:
		return "The decoder hears the units you let speak", "Some units are heard"
	case b.Snap.View.Held && pictures:
		return "The decoder paints from the ring", "Painted from the ring"
	case b.Snap.View.Held:
		return "The decoder starts from the place you hold", "Starts from the ring"
	}
	return "", ""
}

// phaseLabel writes it at the foot of the network, as long as there is room; the network's other words, from the first-th label on, give way to it.
func (f *network) phaseLabel(b *scene.Base, p *scene.Pen, box scene.Box, first int) {
	sentence, few := f.phase(b)
	if sentence == "" {
		return
	}
	n := len(p.Labels)
	p.First(box.X+box.W/2, box.Y+box.H-12*p.Size, scene.Middle, tint.Sand, 15*p.Size, 0.88*box.W, sentence, few) // bold letters are wider than others
	if len(p.Labels) == n {
		return
	}
	p.Labels[n].Bold = true
	f.headings(b, p, box, &p.Labels[n])
	p.Thin(first) // what it lies over, the sizes of layers, comes back with the next step
}

// headings are arrows on both sides of what a phase is called, the way that it runs.
func (f *network) headings(b *scene.Base, p *scene.Pen, box scene.Box, l *scene.Label) {
	half, y := 0.56*p.Width(l)+14*p.Size, l.Y-5*p.Size // bold
	for _, x := range [2]float32{box.X + 0.03*box.W, l.X + half} {
		x2 := x + l.X - half - box.X - 0.03*box.W
		switch {
		case x2-x < 22*p.Size:
		case b.Snap.Phase == train.Forward:
			p.Arrow(x, y, x2, y, 2*p.Size, tint.Sand, 0.9)
		case b.Snap.Phase == train.Backward:
			p.Arrow(x2, y, x, y, 2*p.Size, tint.Sand, 0.9)
		}
	}
}
