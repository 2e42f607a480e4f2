package figures

import (
	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/rng"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// What training on another noise does to the one before: under the rows of mended examples, how far the copies of both are off, at the change and now.

// An unlearned keeps the noise that was trained on before the present one.
type unlearned struct {
	on    bool
	noise ae.Noise
	step  int        // when another noise took its place
	torn  []float32  // the validation examples, torn by it (Valid, Dim)
	now   [2]float32 // the error of the run and of its twin on it
	was   [2]float32 // the run's errors at the change: on the old noise, and on the present one
	read  [2]bool    // which of them are known
	end   float32    // of the axis
	seen  bool       // there was room for it: what is told in words is what is seen
}

// turn is told that examples are torn otherwise from here on. The noise before is the old one if it was trained on for long: on the way to the noise that is
// wanted, kind and amount pass through others.
func (o *unlearned) turn(b *scene.Base, was, is mendDice) {
	step := b.Snap.Step // of the snapshot before
	o.read[1] = false
	switch {
	case was.spec != is.spec || step == 0 || !was.trained || !is.trained || o.on && is.noise == o.noise:
		o.on = false
	case !o.on || step-o.step > o.step/2:
		*o = unlearned{on: true, noise: was.noise, step: step, torn: o.torn}
		if n := b.Set.Valid * b.Set.Dim(); len(o.torn) != n {
			o.torn = make([]float32, n)
		}
		r := rng.New(uint64(b.Snap.Setup.Seed), "mend")
		o.noise.Tear(o.torn, b.Set.ValidX(), &r)
	}
}

// update measures both runs on the old noise; present is the run's error on the one that falls now.
func (o *unlearned) update(b *scene.Base, present float32) {
	o.on = o.on && b.Snap.Step >= o.step // or the run began anew
	if !o.on {
		return
	}
	off := func(x []float32) float32 { return float32(ask.MeanSquare(x, b.Set.ValidX())) }
	if b.Fresh[0] {
		o.now[0] = off(scene.Rebuild(b.Model, b.Many, b.Snap.Params, o.torn, b.Set.Valid))
		for i, v := range [2]float32{o.now[0], present} {
			if !o.read[i] {
				o.was[i], o.read[i] = v, true
			}
		}
	}
	if t := b.Twin; t != nil && b.Fresh[1] {
		o.now[1] = off(scene.Rebuild(t.Model, t.Many, t.Params, o.torn, b.Set.Valid))
	}
}

// Lengths before they grow with the stage.
const (
	unlearnedHead = 22
	unlearnedRow  = 22
)

// draw lays both noises at the foot of box, where there is room, and returns the room that is left. Present are the errors of the run and of its twin on
// the noise that falls now; beside tells whether the twin's are shown, name is what it is called.
func (o *unlearned) draw(p *scene.Pen, box scene.Box, noise ae.Noise, present [2]float32, beside bool, name string) scene.Box {
	s := p.Size
	tall := float32(unlearnedHead+2*unlearnedRow+8) * s
	if o.seen = o.on && !p.Small && box.H >= 4.5*tall && box.W >= 320*s; !o.seen {
		return box
	}
	at := scene.At(box.X+15*s, box.Y+box.H-tall, box.W-30*s, tall)
	p.Line(at.X, at.Y, at.X+at.W, at.Y, 1, tint.Line, 1)
	rows := [2]struct {
		words    [2]string
		noise    ae.Noise
		was, now float32
		twin     float32
	}{
		{[2]string{"the old noise: ", "old noise"}, o.noise, o.was[0], o.now[0], o.now[1]},
		{[2]string{"the new noise: ", "new noise"}, noise, o.was[1], present[0], present[1]},
	}
	end := float32(1e-6)
	for _, r := range rows {
		end = max(end, r.was, r.now)
		if beside {
			end = max(end, r.twin)
		}
	}
	o.end = scene.Follow(o.end, 1.06*min(end, 99))
	words, numbers := 0.3*at.W, 118*s
	plot := scene.At(at.X+words, at.Y+unlearnedHead*s, at.W-words-numbers, 2*unlearnedRow*s)
	p.First(at.X, at.Y+16*s, scene.Start, tint.Dim, 12*s, words+0.3*plot.W, "Error left, at the change and now", "Error, then and now")
	for k, r := range rows {
		y := plot.Y + (float32(k)+0.5)*unlearnedRow*s
		x := func(v float32) float32 { return plot.X + plot.W*scene.Clamp(v/o.end, 0, 1) }
		p.Begin(at.X, y+4*s, scene.Start, tint.Ink)
		p.Str(r.words[0])
		p.Str(ae.NoiseNames[r.noise.Kind])
		p.Str(", ")
		p.Num(r.noise.Amount, 2)
		if !p.Fits(12*s, words-8*s) {
			p.Write(at.X, y+4*s, scene.Start, tint.Ink, r.words[1]).Size = 12 * s
		}
		p.Line(plot.X, y, plot.X+plot.W, y, 1, tint.Line, 1)
		p.Line(plot.X, y-6*s, plot.X, y+6*s, 1, tint.Faint, 1)
		if beside {
			p.Line(x(r.twin), y-8*s, x(r.twin), y+8*s, 2*s, tint.Ink, 0.9)
		}
		from, to := x(r.was), x(r.now)
		role := tint.Dim
		switch {
		case to > from+1:
			role = tint.Rose
		case to < from-1:
			role = tint.Leaf
		}
		p.Line(from, y, to, y, 3*s, role, 1)
		p.Disc(from, y, 4*s, tint.Ground, 0, 1)
		p.Ring(from, y, 4*s, 1.5*s, role, 1)
		p.Disc(to, y, 5*s, role, 0, 1)
		p.Begin(at.X+at.W, y+4*s, scene.End, tint.Ink)
		p.Num(min(r.was, 99), 4)
		p.Str(" → ")
		p.Num(min(r.now, 99), 4)
		l := p.End()
		l.Size, l.Role = 12*s, role
		if k == 0 && beside {
			l := p.Write(x(r.twin), plot.Y-5*s, scene.Middle, tint.Dim, name)
			l.Size = 12 * s
			if half := p.Width(l) / 2; x(r.twin)+half > at.X+at.W {
				p.TakeBack()
			}
		}
	}
	box.H -= tall
	return box
}

// tell says it in words.
func (o *unlearned) tell(p *scene.Pen) {
	if !o.seen {
		return
	}
	p.Str("; on the old noise ")
	p.Num(o.now[0], 4)
	p.Str(", at the change ")
	p.Num(o.was[0], 4)
}
