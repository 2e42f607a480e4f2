package figures

import (
	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// Targets of units and of the card of one.
const (
	Unit     scene.Target = "unit" // look into unit Index of the code; Layer is 1 where its page is there to be looked at
	CardShut scene.Target = "shut" // close the open card
)

// touchUnit answers a tap on a unit, or on the open card.
func touchUnit(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	switch at := g.Hit; {
	case at.Target == CardShut:
		h.Shut()
	case at.Target == Unit && at.Layer == 0:
		at.Target, at.Layer = scene.Node, int32(codeLayer(b))
		h.Open(at)
	default:
		h.Open(at)
	}
}

// card shows one unit: its weights as a picture, and its arithmetic with today's numbers.
func card(b *scene.Base, p *scene.Pen, look *scene.Look, of *portraits) bool {
	h := look.Open
	if h.Target != scene.Node {
		h = look.Hover
	}
	if h.Target != scene.Node || int(h.Layer) >= len(b.Model.Show) || h.Layer < 0 {
		return false
	}
	f := b.Model.Fan(int(h.Layer), b.Snap.Params)
	j := int(h.Index)
	if j < 0 || j >= f.Out {
		return false
	}
	at, ok := spot(b, p, h)
	if !ok {
		return false
	}
	box := cardBox(p, at, p.Room, 300*p.Size, 186*p.Size)
	hush(p, box)
	p.Rect(scene.At(box.X-1, box.Y-1, box.W+2, box.H+2), 11, tint.Line, 0, 1)
	p.Rect(box, 10, tint.Panel, 0, 1)
	if look.Open.Target == scene.Node {
		p.Write(box.X+box.W-12*p.Size, box.Y+23*p.Size, scene.End, tint.Dim, "×").Size = 17 * p.Size
		p.Hit(scene.Hit{Target: CardShut, Feel: scene.Pointing, X: box.X, Y: box.Y, X2: box.X + box.W, Y2: box.Y + box.H})
	}
	in := box.Inset(16 * p.Size)
	cardTitle(b, p, in, int(h.Layer), j)
	cardTile(b, p, scene.At(in.X, in.Y+26*p.Size, 112*p.Size, 112*p.Size), in.W, int(h.Layer), j, of)
	cardSum(b, p, in.X+126*p.Size, in.Y+40*p.Size, &f, int(h.Layer), j)
	return true
}

// hush takes away the labels that lie under a box: labels are laid over all marks, so a card could not cover them.
func hush(p *scene.Pen, box scene.Box) {
	kept := p.Labels[:0]
	for _, l := range p.Labels {
		half := 0.3 * l.Size * float32(l.Last-l.First)
		x := l.X + half*float32(1-int(l.Anchor))
		if x+half < box.X || x-half > box.X+box.W || l.Y < box.Y || l.Y-l.Size > box.Y+box.H {
			kept = append(kept, l)
		}
	}
	p.Labels = kept
}

// spot finds where the hit's node, or else its tile in the dictionary, is drawn now: in single-figure view it is not always. Where several figures draw it, that
// is the one that was touched, or else the first.
func spot(b *scene.Base, p *scene.Pen, h scene.Hit) (at scene.Hit, ok bool) {
	code, best := int(h.Layer) == codeLayer(b), 0
	for _, o := range p.Hits {
		found := 0
		switch {
		case o.Index != h.Index:
		case o.Target == scene.Node && o.Layer == h.Layer && o.Figure == h.Figure:
			found = 3
		case o.Target == scene.Node && o.Layer == h.Layer:
			found = 2
		case o.Target == Unit && code:
			found = 1
		}
		if found > best {
			at, best = o, found
		}
	}
	return at, best > 0
}

// codeLayer is the place of the code among the shown layers.
func codeLayer(b *scene.Base) int {
	for i, at := range b.Model.Show {
		if at == b.Model.Neck {
			return i
		}
	}
	return -1
}

// cardBox is where the card of a node stands, tied to its node by a line: in the empty middle over the neck of the network, where it hides none
// of what it tells of; above a network that has no room for it; on a narrow stage, above the neck or below it, away from the node.
func cardBox(p *scene.Pen, h scene.Hit, net scene.Box, w, height float32) scene.Box {
	x, y := h.X, h.Y
	if h.R == 0 {
		x, y = (h.X+h.X2)/2, (h.Y+h.Y2)/2
	}
	if net.W == 0 {
		net = scene.At(0, 0, p.W, p.H)
	}
	at := scene.At(net.X+(net.W-w)/2, net.Y+34*p.Size, w, height)
	switch {
	case p.W < scene.WideEnough && y < p.H/2:
		at.Y = p.H - height - 8
	case net.H < 2*height && net.Y > height:
		at.Y = net.Y - height - 8
	}
	at.X = max(min(at.X, p.W-w-8), 8)
	at.Y = max(min(at.Y, p.H-height-8), 8)
	p.Line(x, y, min(max(x, at.X), at.X+at.W), min(max(y, at.Y), at.Y+at.H), 1.5*p.Size, tint.Sand, 0.8)
	if h.R == 0 {
		p.Frame(scene.At(h.X, h.Y, h.X2-h.X, h.Y2-h.Y).Inset(-2*p.Size), 2*p.Size, tint.Sand, 1)
		return at
	}
	p.Ring(x, y, max(h.R, 6*p.Size)+3*p.Size, 2*p.Size, tint.Sand, 1)
	return at
}

func cardTitle(b *scene.Base, p *scene.Pen, in scene.Box, layer, j int) {
	p.Begin(in.X, in.Y+10*p.Size, scene.Start, tint.Ink)
	last := len(b.Model.Show) - 1
	switch {
	case layer == last && b.Form() == data.Pictures:
		p.Str("Pixel of x̂, row ")
		p.Count(j/b.Side() + 1)
		p.Str(", column ")
		p.Count(j%b.Side() + 1)
	case layer == last:
		p.Str("Number x̂")
		p.Below(j + 1)
		p.Str(" of ")
		p.Count(b.Set.Dim())
	case b.Model.Show[layer] == b.Model.Neck:
		p.Str("Code number ")
		p.Letter(j)
	default:
		p.Str("Unit ")
		p.Count(j + 1)
		if layer < last/2 {
			p.Str(" of the encoder")
		} else {
			p.Str(" of the decoder")
		}
	}
	l := p.End()
	l.Bold, l.Size = true, 14*p.Size
}

// cardTile shows the portrait of a unit, and says what that is in a line of that room; of what has none, such as a pixel of the copy, the weights that come in,
// as bars.
func cardTile(b *scene.Base, p *scene.Pen, box scene.Box, room float32, layer, j int, of *portraits) {
	y := box.Y + box.H + 15*p.Size
	if g := of.has(layer); g != nil {
		said, loud := loudness(b, layer, j)
		of.sketch(b, p, g, j, box)
		of.specks(b, p, g, box)
		of.pin(b, p, g, box)
		rim(p, box, said, loud)
		words := g.sense.words(b.Form())
		p.First(box.X, y, scene.Start, tint.Dim, 12*p.Size, room, words[:2]...)
		return
	}
	p.Write(box.X, y, scene.Start, tint.Dim, "weights in").Size = 12 * p.Size
	weightBars(p, box, b.Model.Fan(layer, b.Snap.Params), j)
}

// weightBars draws the weights into unit j as bars about their zero.
func weightBars(p *scene.Pen, box scene.Box, f ae.Fan, j int) {
	most := float32(1e-9)
	for k := range f.In {
		most = max(most, scene.Abs(f.At(k, j)))
	}
	c := box.W / float32(f.In)
	mid := box.Y + box.H/2
	p.Line(box.X, mid, box.X+box.W, mid, 1, tint.Dim, 0.8)
	for k := range f.In {
		v := f.At(k, j)
		h := box.H / 2 * scene.Abs(v) / most
		y := mid
		if v > 0 {
			y = mid - h
		}
		p.Rect(scene.At(box.X+float32(k)*c+0.1*c, y, 0.8*c, h), 0, tint.Signed, v, 0.95)
	}
}

// cardSum writes the sum of the unit as it stands for the shown picture: products, bias, unit.
func cardSum(b *scene.Base, p *scene.Pen, x, y float32, f *ae.Fan, layer, j int) {
	in := b.Snap.View.Input
	if layer > 0 {
		in = b.One.Out(b.Model.Show[layer-1])
	}
	sum := float32(0)
	for k := range f.In {
		sum += f.At(k, j) * in[k]
	}
	bias := f.B[j]
	row := func(label string, v float32, role tint.Role) {
		p.Write(x, y, scene.Start, tint.Dim, label).Size = 13 * p.Size
		p.Begin(x+142*p.Size, y, scene.End, role)
		p.Num(v, 3)
		p.End().Size = 13 * p.Size
		y += 22 * p.Size
	}
	p.Begin(x, y, scene.Start, tint.Dim)
	p.Count(f.In)
	if f.In == 1 {
		p.Str(" product")
	} else {
		p.Str(" products")
	}
	p.End().Size = 13 * p.Size
	p.Begin(x+142*p.Size, y, scene.End, tint.Ink)
	p.Num(sum, 3)
	p.End().Size = 13 * p.Size
	y += 22 * p.Size
	row("+ bias", bias, tint.Ink)
	p.Line(x, y-14*p.Size, x+142*p.Size, y-14*p.Size, 1, tint.Line, 1)
	y += 4 * p.Size
	row("= sum", sum+bias, tint.Ink)
	unit := unitOf(b, b.Model.Show[layer])
	if layer == len(b.Model.Show)-1 && !b.Snap.Setup.Straight {
		unit = nn.Sigmoid
	}
	switch keeps := b.Snap.Setup.Sparse; {
	case unit != nn.Linear:
		row(unit.String(), unit.At(sum+bias), tint.Sand)
	case b.Model.Show[layer] == b.Model.Neck && (keeps == ae.KSparse || keeps == ae.TopK) && !b.Snap.View.Held:
		row("let through", b.Code[j], tint.Sand)
	}
}
