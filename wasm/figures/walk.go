package figures

import (
	"hourglass/core/data"
	"hourglass/wasm/scene"
)

// A walk goes by arrow keys from layer to layer and from unit to unit, and says where it is.
type walk struct {
	open scene.Hit // the layer or the unit that is open
}

// saw takes what is open in the picture.
func (k *walk) saw(look *scene.Look) { k.open = look.Open }

// step opens the next layer, or the one before, and past the last shuts it; or within a layer the next unit. A layer that does not fold opens with its first unit.
func (k *walk) step(of *portraits, dx, dy int, folds bool, h scene.Hand) {
	first, last := int32(0), int32(-1) // the input has no units
	for i := range of.galleries {
		last = max(last, int32(of.galleries[i].layer))
	}
	for of.has(int(first)) == nil && first < last {
		first++
	}
	to, way := scene.Hit{Target: scene.Layer, Layer: k.open.Layer + int32(dx)}, int32(dx)
	switch open := k.open.Target == scene.Layer || k.open.Target == scene.Node; {
	case !open && dx < 0:
		to.Layer = last
	case !open:
		to.Layer = first
	case dx == 0:
		k.along(of, dy, h)
		return
	}
	for to.Layer >= first && to.Layer <= last && of.has(int(to.Layer)) == nil { // maps are no units
		to.Layer += way
	}
	if to.Layer < first || to.Layer > last {
		k.open = scene.Hit{}
		h.Shut()
		return
	}
	if !folds {
		to.Target = scene.Node
	}
	k.open = to
	h.Open(to)
}

// along opens the next unit of the layer that is open, or the one before: of a layer that has just been opened the first.
func (k *walk) along(of *portraits, dy int, h scene.Hand) {
	g := of.has(int(k.open.Layer))
	if g == nil {
		return // a number of what has no portraits
	}
	to := scene.Hit{Target: scene.Node, Layer: k.open.Layer}
	if k.open.Target == scene.Node {
		if to.Index = min(max(k.open.Index-int32(dy), 0), int32(g.n-1)); to.Index == k.open.Index {
			return
		}
	}
	k.open = to
	h.Open(to)
}

// tell says what is open: which units, and of one where its portrait is strongest.
func (k *walk) tell(b *scene.Base, p *scene.Pen, of *portraits) {
	g := of.has(int(k.open.Layer))
	if g == nil || k.open.Target != scene.Layer && k.open.Target != scene.Node {
		return
	}
	p.Str("; ")
	words := g.sense.words(b.Form())
	if k.open.Target == scene.Layer {
		p.Str("layer ")
		p.Count(g.layer + 1)
		p.Str(", ")
		p.Count(g.n)
		p.Str(" units: ")
		p.Str(words[1])
		return
	}
	j := int(k.open.Index)
	if j >= g.n {
		return
	}
	p.Str("layer ")
	p.Count(g.layer + 1)
	p.Str(", ")
	p.Str("unit ")
	p.Count(j + 1)
	p.Str(" of ")
	p.Count(g.n)
	p.Str(", ")
	p.Str(words[0])
	p.Str(": ")
	v, at := of.see(b, g, finely).of(j), 0
	for i, x := range v {
		if scene.Abs(x) > scene.Abs(v[at]) {
			at = i
		}
	}
	p.Num(v[at], 2)
	p.Str(" at ")
	switch {
	case b.Form() == data.Points:
		p.Numbers(of.tours[finely].places[2*at:2*at+2], 2)
	case of.side > 0:
		p.Str("row ")
		p.Count(at/of.side + 1)
		p.Str(", column ")
		p.Count(at%of.side + 1)
	default:
		p.Str("number ")
		p.Count(at + 1)
	}
}
