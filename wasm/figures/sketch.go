package figures

import (
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// How a portrait is drawn: sand for what is above zero, sea for what is below, as strong as it is beside the largest of its layer.

// tight is the side of a cell below which a portrait is drawn roughly.
const tight = 1.8

// sketch draws the portrait of unit j in a square box.
func (f *portraits) sketch(b *scene.Base, p *scene.Pen, g *gallery, j int, at scene.Box) {
	p.Rect(at, 0, tint.Ground, 0, 1)
	how := finely
	if f.cut(roughly) > 0 && at.W < tight*float32(f.side) {
		how = roughly
	}
	v, side := f.see(b, g, how), f.cut(how)
	if side == 0 {
		swing(p, at, v.of(j), v.most)
		return
	}
	c := at.W / float32(side)
	copy(p.Tile(at.X, at.Y, c, side, tint.Signed, 1), v.greys[j*v.size:])
	if g.sense == places || c < 8*p.Size {
		return
	}
	for k, x := range v.of(j) { // what is below zero has a mark of its own, not colour alone
		if x < -0.5*v.most {
			cx, cy := at.X+(float32(k%side)+0.5)*c, at.Y+(float32(k/side)+0.5)*c
			p.Line(cx-0.2*c, cy, cx+0.2*c, cy, min(1.5, 0.14*c), tint.Ink, 0.8)
		}
	}
}

// swing draws the portrait of a signal: a curve about its zero. A small one is drawn through fewer of its numbers, as there are many of them.
func swing(p *scene.Pen, at scene.Box, v []float32, most float32) {
	mid := at.Y + at.H/2
	p.Line(at.X, mid, at.X+at.W, mid, 1, tint.Line, 1)
	first, by := int32(len(p.Points)), 1
	switch {
	case at.W < 18*p.Size:
		by = 4
	case at.W < 36*p.Size:
		by = 2
	}
	for i := 0; i < len(v); i += by {
		p.Points = append(p.Points, scene.Point{X: at.X + at.W*float32(i)/float32(max(len(v)-1, 1)), Y: mid - 0.46*at.H*v[i]/most})
	}
	p.Add(scene.Mark{Kind: scene.Poly, Role: tint.Sand, W: min(max(0.028*at.H, 1), 2), A: 1, First: first, Count: int32(len(p.Points)) - first})
}

// silentRim is how strong the rim of a silent unit is: where its portrait is empty it is all that is seen of it.
const silentRim = 0.28

// rim frames a portrait as strongly as its unit speaks for the shown example.
func rim(p *scene.Pen, at scene.Box, said, loud float32) {
	w := max(min((0.8+1.7*loud)*p.Size, 0.055*at.W), 0.8)
	p.Add(scene.Mark{Kind: scene.Frame, Role: tint.Signed, V: said, X: at.X - w/2, Y: at.Y - w/2, X2: at.X + at.W + w/2, Y2: at.Y + at.H + w/2, W: w, A: silentRim + (1-silentRim)*loud})
}

// pin marks where the shown point stands in a portrait of the plane: its colour there is what the unit says now.
func (f *portraits) pin(b *scene.Base, p *scene.Pen, g *gallery, at scene.Box) {
	if g.sense != places || b.Snap.View.Held || at.W < 24*p.Size {
		return
	}
	x, y := scene.ToPlane(at, b.Snap.View.Input[0], b.Snap.View.Input[1])
	if r := min(max(0.05*at.W, 1.8), 4); scene.Inside(at.Inset(r), x, y) {
		p.Disc(x, y, r+0.9, tint.Ground, 0, 0.9)
		p.Disc(x, y, r, tint.Ink, 0, 1)
	}
}

// specks mark where the examples lie in a large portrait of the plane: elsewhere nobody has told the network what to say.
func (f *portraits) specks(b *scene.Base, p *scene.Pen, g *gallery, at scene.Box) {
	if g.sense != places || at.W < 72*p.Size {
		return
	}
	for i := range min(b.Set.Train, 48) {
		x := b.Set.Picture(i)
		if u, v := scene.ToPlane(at, x[0], x[1]); scene.Inside(at.Inset(1), u, v) {
			p.Disc(u, v, 1.1, tint.Ink, 0, 0.5)
		}
	}
}

// loudness is how strongly unit j of a shown layer speaks for the shown example, 0 to 1.
func loudness(b *scene.Base, layer, j int) (said, loud float32) {
	if layer < 0 {
		v := b.Snap.View.Input[j]
		return v, min(scene.Abs(v), 1)
	}
	at := b.Model.Show[layer]
	said = b.One.Out(at)[j]
	if layer == len(b.Model.Show)-1 {
		said = b.Output[j]
	}
	switch unit := unitOf(b, at); unit {
	case nn.Tanh, nn.Sigmoid:
		return said, min(scene.Abs(said), 1)
	}
	return said, min(scene.Abs(said)/2, 1)
}

// words say what portraits of that kind show, longest first.
func (s sense) words(form data.Form) [3]string {
	switch s {
	case seeks:
		return [3]string{"weights in: what it looks for", "weights in", "in"}
	case adds:
		return [3]string{"weights out: what it adds to the copy", "weights out", "out"}
	case rises:
		if form == data.Pictures {
			return [3]string{"how each pixel rises and falls with it", "what rises with it", "rises"}
		}
		return [3]string{"how each number rises and falls with it", "what rises with it", "rises"}
	}
	return [3]string{"what it says at each place of the plane", "over the plane", "plane"}
}
