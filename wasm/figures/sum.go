package figures

import (
	"hourglass/core/ae"
	"hourglass/wasm/scene"
	"hourglass/wasm/wire"
)

// A copy as the sum of its awake units: what is added when, and the hand that goes through it. sumdraw.go lays it out.

// OnSum lets the decoder hear only the loudest units, as many as the place along the hit says; Index is the most that can be told apart.
const OnSum scene.Target = "sum"

func init() {
	scene.Register(&scene.Figure{
		Name: "sum", Label: "A copy, tile by tile", Short: "Sum", Shape: scene.Wide, Least: scene.Size{W: 250, H: 190},
		Needs: scene.Aside,
		New:   func() scene.Panel { return &summing{} },
	})
}

// sumFrames is how many units are added one by one at most; more are added at once.
const sumFrames = 16

// summing draws the copy of the shown picture as it is built: what the decoder paints when nobody speaks, then with the loudest unit of the code heard, with
// the two loudest, and so on. Of every depth it is the decoder itself that paints, from a code of which all but those units are 0; where it is one layer,
// that is the sum of their columns, each as often as its unit is loud, and the bias, squashed.
type summing struct {
	order  [sumFrames]int // the units that speak, the loudest first
	awake  int            // how many of them are awake: each is added by itself
	speak  int            // how many units of the code are not 0
	parts  []float32      // (sumFrames+2, Dim), what is painted with none of them, with one, ...; the last is the copy
	codes  []float32      // (sumFrames+2, Neck), from these codes
	tiles  []float32      // (sumFrames, Dim), what each adds: its column of the decoder, or the difference that it makes
	bias   []float32      // (Dim), what is there before anybody adds to it, where the tiles are columns
	scale  float32        // what counts as strong in the tiles
	column bool           // they are columns: what is added is the tile so many times
	place  []float32      // (Neck), what a hand holds

	portraits portraits // for the card
}

// wholeSum is the row of parts that is the copy.
const wholeSum = sumFrames + 1

// Plan implements [scene.Panel].
func (f *summing) Plan(b *scene.Base) {
	n, dim := b.Snap.Setup.Neck, b.Set.Dim()
	*f = summing{parts: make([]float32, (wholeSum+1)*dim), codes: make([]float32, (wholeSum+1)*n), tiles: make([]float32, sumFrames*dim), bias: make([]float32, dim), place: make([]float32, n)}
	f.portraits.plan(b)
}

// Update implements [scene.Panel].
func (f *summing) Update(b *scene.Base) {
	f.portraits.update()
	f.rank(b.Code, wakeLimit(b.ValidCodes()))
	n, dim := len(b.Code), b.Set.Dim()
	clear(f.codes)
	for row := range wholeSum {
		f.keep(f.codes[row*n:(row+1)*n], b.Code, row)
	}
	copy(f.codes[wholeSum*n:], b.Code)
	copy(f.parts, b.Model.Decode(b.Many, b.Snap.Params, f.codes, wholeSum+1))
	fan := lastFan(b.Model, b.Snap.Params)
	f.column = fan.In > 0
	for i := range f.awake {
		f.tile(&fan, f.tiles[i*dim:(i+1)*dim], i)
	}
	if f.column {
		copy(f.bias, fan.B)
		f.scale = max(2.6*rms(fan.W), 1e-6) // as in the dictionary
	} else {
		f.scale = max(2.6*rms(f.tiles[:max(f.awake, 1)*dim]), 1e-6)
	}
}

// rank finds the loudest units of code z, and how many of them are louder than limit.
func (f *summing) rank(z []float32, limit float32) {
	f.awake, f.speak = 0, 0
	listed := 0
	for j, v := range z {
		if v = scene.Abs(v); v == 0 {
			continue
		}
		f.speak++
		if v > limit {
			f.awake++
		}
		at := listed
		for at > 0 && v > scene.Abs(z[f.order[at-1]]) {
			at--
		}
		if at < sumFrames {
			listed = min(listed+1, sumFrames)
			copy(f.order[at+1:listed], f.order[at:])
			f.order[at] = j
		}
	}
	f.awake = min(f.awake, sumFrames)
}

// keep sets dst to code z with its n loudest units alone, at most those that are awake; the others are 0.
func (f *summing) keep(dst, z []float32, n int) {
	clear(dst)
	for _, j := range f.order[:min(n, f.awake)] {
		dst[j] = z[j]
	}
}

// tile sets dst to what the i-th unit adds.
func (f *summing) tile(fan *ae.Fan, dst []float32, i int) {
	for k := range dst {
		if f.column {
			dst[k] = fan.At(f.order[i], k)
		} else {
			dst[k] = f.parts[(i+1)*len(dst)+k] - f.parts[i*len(dst)+k]
		}
	}
}

// heard is how many of at most n units the decoder hears: while a hand holds some of them, those. Beyond n they are all.
func (f *summing) heard(b *scene.Base, n int) int {
	if kept, some := unitsKept(b); some && kept <= n {
		return kept
	}
	return n + 1
}

// unitsKept is how many numbers of a held code are not 0, and whether some are, as where a hand lets the decoder hear only a part of the units.
func unitsKept(b *scene.Base) (n int, some bool) {
	if !b.Snap.View.Held || len(b.Snap.View.Ring) <= 3 {
		return 0, false
	}
	for _, v := range b.Snap.View.Ring {
		if v != 0 {
			n++
		}
	}
	return n, n < len(b.Snap.View.Ring)
}

// Touch implements [scene.Toucher].
func (f *summing) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	switch {
	case g.Hit.Target == scene.Pair:
		touchPair(g, h)
	case g.Hit.Target != OnSum:
		touchUnit(b, g, h)
	case g.Act != scene.Release:
		u, _ := g.Place()
		f.listen(b, min(max(int(u*float32(g.Hit.Index+1)), 0), int(g.Hit.Index)), int(g.Hit.Index), h)
	}
}

// listen has the decoder hear the n loudest units, and all of them where n is the most that can be told apart.
func (f *summing) listen(b *scene.Base, n, most int, h scene.Hand) {
	f.keep(f.place, b.Code, n)
	if n >= most {
		copy(f.place, b.Code)
	}
	h.Send(wire.Command{Op: wire.Hold, Place: f.place})
}

// Key implements [scene.Keyer]: across, one unit more is heard, or one less; up and down, another picture is shown.
func (f *summing) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	if dx == 0 {
		keyPair(b, -dy, h)
		return
	}
	most := f.awake
	if f.speak > f.awake {
		most++
	}
	f.listen(b, min(max(min(f.heard(b, f.awake), most)+dx, 0), most), most, h)
}

// Overlay implements [scene.Overlayer]: the card of a unit.
func (f *summing) Overlay(b *scene.Base, p *scene.Pen, look *scene.Look) bool {
	return card(b, p, look, &f.portraits)
}

// Tell implements [scene.Teller].
func (f *summing) Tell(b *scene.Base, p *scene.Pen) {
	p.Str("of the units of the code, these speak: ")
	for i, j := range f.order[:f.awake] {
		if i > 0 {
			p.Str(", ")
		}
		p.Count(j + 1)
		p.Str(" × ")
		p.Num(b.Code[j], 2)
	}
	if n := f.speak - f.awake; n > 0 {
		p.Str(" and ")
		p.Count(n)
		p.Str(" more")
	}
	if kept, some := unitsKept(b); some {
		p.Str("; ")
		p.Count(kept)
		p.Str(" of them heard")
	}
	p.Str("; ")
	p.Str("what is painted is off by ")
	p.Num(f.off(b, f.row(f.heard(b, f.awake))), 4)
}

// row is the row of parts when n of the units are heard.
func (f *summing) row(n int) int {
	if n > f.awake {
		return wholeSum
	}
	return n
}

// off is how far a row of parts is from the shown picture, a mean square.
func (f *summing) off(b *scene.Base, row int) float32 {
	x := b.Snap.View.Input
	s := float32(0)
	for k, v := range f.parts[row*len(x):][:len(x)] {
		s += (v - x[k]) * (v - x[k])
	}
	return s / float32(len(x))
}
