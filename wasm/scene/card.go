package scene

import (
	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/wasm/tint"
)

// card shows one unit: its weights as a picture, and its arithmetic with today's numbers.
func (b *Builder) card(p *pen, look *Look) {
	h := look.Open
	if h.Target != Node {
		h = look.Hover
	}
	if h.Target != Node || int(h.Layer) >= len(b.model.Show) || h.Layer < 0 {
		return
	}
	f := b.model.Fan(int(h.Layer), b.snap.Params)
	j := int(h.Index)
	if j < 0 || j >= f.Out {
		return
	}
	at, ok := b.spot(p, h)
	if !ok {
		return
	}
	box := p.cardBox(at, b.netBox, 300*p.size, 186*p.size)
	p.hush(box)
	p.rect(Box{box.X - 1, box.Y - 1, box.W + 2, box.H + 2}, 11, tint.Line, 0, 1)
	p.rect(box, 10, tint.Panel, 0, 1)
	if look.Open.Target == Node {
		p.text(box.X+box.W-12*p.size, box.Y+23*p.size, End, tint.Dim, "×").Size = 17 * p.size
		p.hit(Hit{Target: CardShut, X: box.X, Y: box.Y, X2: box.X + box.W, Y2: box.Y + box.H})
	}
	in := box.inset(16 * p.size)
	b.cardTitle(p, in, int(h.Layer), j)
	b.cardTile(p, Box{in.X, in.Y + 26*p.size, 112 * p.size, 112 * p.size}, int(h.Layer), j)
	b.cardSum(p, in.X+126*p.size, in.Y+40*p.size, &f, int(h.Layer), j)
}

// hush takes away the labels that lie under a box: labels are laid over all marks, so a card could not cover them.
func (p *pen) hush(box Box) {
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

// spot finds where the hit's node, or else its tile in the dictionary, is drawn now: in single-figure view it is not always.
func (b *Builder) spot(p *pen, h Hit) (at Hit, ok bool) {
	code := int(h.Layer) == b.CodeLayer()
	for _, o := range p.Hits {
		if o.Index == h.Index && (o.Target == Node && o.Layer == h.Layer || o.Target == Unit && code && !ok) {
			at, ok = o, true
		}
	}
	return at, ok
}

// CodeLayer is the place of the code among the shown layers.
func (b *Builder) CodeLayer() int {
	for i, at := range b.model.Show {
		if at == b.model.Neck {
			return i
		}
	}
	return -1
}

// cardBox is where the card of a node stands, tied to its node by a line: in the empty middle over the neck of the network, where it hides none
// of what it tells of; above a network that has no room for it; on a narrow stage, above the neck or below it, away from the node.
func (p *pen) cardBox(h Hit, net Box, w, height float32) Box {
	x, y := h.X, h.Y
	if h.R == 0 {
		x, y = (h.X+h.X2)/2, (h.Y+h.Y2)/2
	}
	if net.W == 0 {
		net = Box{0, 0, p.W, p.H}
	}
	at := Box{net.X + (net.W-w)/2, net.Y + 34*p.size, w, height}
	switch {
	case p.W < wideEnough && y < p.H/2:
		at.Y = p.H - height - 8
	case net.H < 2*height && net.Y > height:
		at.Y = net.Y - height - 8
	}
	at.X = max(min(at.X, p.W-w-8), 8)
	at.Y = max(min(at.Y, p.H-height-8), 8)
	p.line(x, y, min(max(x, at.X), at.X+at.W), min(max(y, at.Y), at.Y+at.H), 1.5*p.size, tint.Sand, 0.8)
	p.ring(x, y, max(h.R, 6*p.size)+3*p.size, 2*p.size, tint.Sand, 1)
	return at
}

func (b *Builder) cardTitle(p *pen, in Box, layer, j int) {
	p.begin(in.X, in.Y+10*p.size, Start, tint.Ink)
	last := len(b.model.Show) - 1
	switch {
	case layer == last && b.form() == data.Pictures:
		p.str("Pixel of x̂, row ")
		p.count(j/b.side() + 1)
		p.str(", column ")
		p.count(j%b.side() + 1)
	case layer == last:
		p.str("Number x̂")
		p.below(j + 1)
		p.str(" of ")
		p.count(b.set.Dim())
	case b.model.Show[layer] == b.model.Neck:
		p.str("Code number ")
		p.letter(j)
	default:
		p.str("Unit ")
		p.count(j + 1)
		if layer < last/2 {
			p.str(" of the encoder")
		} else {
			p.str(" of the decoder")
		}
	}
	l := p.end()
	l.Bold, l.Size = true, 14*p.size
}

// cardTile shows the weights that come from, or go to, the pixels as a picture; of other units, and of other data, the weights that come
// in as bars.
func (b *Builder) cardTile(p *pen, box Box, layer, j int) {
	last, dim := len(b.model.Show)-1, b.set.Dim()
	f := b.model.Fan(layer, b.snap.Params)
	n, weight := f.In, func(k int) float32 { return f.At(k, j) }
	words := "weights in"
	if layer == last-1 && f.In != dim {
		f = b.model.Fan(last, b.snap.Params)
		n, weight = f.Out, func(k int) float32 { return f.At(j, k) }
		words = "weights out"
	}
	most := float32(1e-9)
	for k := range n {
		most = max(most, abs(weight(k)))
	}
	p.text(box.X, box.Y+box.H+15*p.size, Start, tint.Dim, words).Size = 12 * p.size
	if n != dim || b.form() != data.Pictures {
		weightBars(p, box, weight, n, most)
		return
	}
	p.rect(box, 3, tint.Ground, 0, 1)
	side := b.side()
	c := box.W / float32(side)
	gap := min(1, 0.07*c)
	for k := range n {
		v := weight(k)
		x, y := box.X+float32(k%side)*c, box.Y+float32(k/side)*c
		p.rect(Box{x + gap/2, y + gap/2, c - gap, c - gap}, 0, tint.Signed, v, abs(v)/most)
		if v < -0.2*most { // negative has a mark of its own, not colour alone
			p.line(x+0.3*c, y+c/2, x+0.7*c, y+c/2, min(1.5, 0.1*c), tint.Ink, 0.8)
		}
	}
}

func weightBars(p *pen, box Box, weight func(int) float32, n int, most float32) {
	c := box.W / float32(n)
	mid := box.Y + box.H/2
	p.line(box.X, mid, box.X+box.W, mid, 1, tint.Dim, 0.8)
	for k := range n {
		v := weight(k)
		h := box.H / 2 * abs(v) / most
		y := mid
		if v > 0 {
			y = mid - h
		}
		p.rect(Box{box.X + float32(k)*c + 0.1*c, y, 0.8 * c, h}, 0, tint.Signed, v, 0.95)
	}
}

// cardSum writes the sum of the unit as it stands for the shown picture: products, bias, unit.
func (b *Builder) cardSum(p *pen, x, y float32, f *ae.Fan, layer, j int) {
	in := b.snap.View.Input
	if layer > 0 {
		in = b.one.Out(b.model.Show[layer-1])
	}
	sum := float32(0)
	for k := range f.In {
		sum += f.At(k, j) * in[k]
	}
	bias := f.B[j]
	row := func(label string, v float32, role tint.Role) {
		p.text(x, y, Start, tint.Dim, label).Size = 13 * p.size
		p.begin(x+142*p.size, y, End, role)
		p.num(v, 3)
		p.end().Size = 13 * p.size
		y += 22 * p.size
	}
	p.begin(x, y, Start, tint.Dim)
	p.count(f.In)
	p.str(" products")
	p.end().Size = 13 * p.size
	p.begin(x+142*p.size, y, End, tint.Ink)
	p.num(sum, 3)
	p.end().Size = 13 * p.size
	y += 22 * p.size
	row("+ bias", bias, tint.Ink)
	p.line(x, y-14*p.size, x+142*p.size, y-14*p.size, 1, tint.Line, 1)
	y += 4 * p.size
	row("= sum", sum+bias, tint.Ink)
	unit := b.unitOf(b.model.Show[layer])
	if layer == len(b.model.Show)-1 && !b.snap.Setup.Straight {
		unit = nn.Sigmoid
	}
	switch keeps := b.snap.Setup.Sparse; {
	case unit != nn.Linear:
		row(unit.String(), unit.At(sum+bias), tint.Sand)
	case b.model.Show[layer] == b.model.Neck && (keeps == ae.KSparse || keeps == ae.TopK) && !b.snap.View.Held:
		row("let through", b.code[j], tint.Sand)
	}
}
