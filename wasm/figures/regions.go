package figures

import (
	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "regions", Label: "Who wins where", Short: "Regions", Least: scene.Size{W: 180, H: 200},
		Needs:   scene.Atlas,
		New:     func() scene.Panel { return &regions{} },
		CanShow: classifies,
	})
}

// regions colours each place by the class that the classifier gives to it, paler where it is less sure, with a line where two classes meet and the name of each in
// the middle of its ground: points in their plane, the twin's plane beside it; other data on the map of the code, with a shelf of examples. A tap on an example
// buys its label; the one of which the network is least sure is ringed.
type regions struct {
	census
	grounds [2]ground
	places  []float32 // the middles of the cells: in the plane (cells, 2), or codes (cells, neck)
	least   int       // the example that it is least sure of, or -1
	other   bool      // the twin's ground is shown where there is room for one alone
	from    int       // the first example on the shelf
	fit     int       // how many stood there last, beside the one to ask about
}

// A ground is what a classifier says of the cells, row by row from the top left.
type ground struct {
	class []uint8 // (cells)
	sure  []uint8 // how far the largest share lies above an even one, from 0 to 255 (cells)
	deep  []uint8 // steps to the nearest cell of another class, or to the edge (cells)
}

// Cells of a ground along a side and in all, and how many are asked about at once.
const (
	groundSide  = 36
	groundCells = groundSide * groundSide
	groundBlock = 324
)

// mostDots is how many examples have a dot and can be bought by it: those of which nothing is known lie thick enough.
const mostDots = 400

// Plan implements [scene.Panel].
func (f *regions) Plan(b *scene.Base) {
	f.census.plan(b, max(groundBlock, b.Set.Train, b.Set.Valid))
	size := 2
	if b.Form() != data.Points {
		size = b.Model.Code
	}
	if len(f.places) != groundCells*size {
		f.places = make([]float32, groundCells*size)
	}
	for i := range f.grounds {
		if g := &f.grounds[i]; g.class == nil {
			g.class, g.sure, g.deep = make([]uint8, groundCells), make([]uint8, groundCells), make([]uint8, groundCells)
		}
	}
	if b.Form() == data.Points {
		for i := range groundCells {
			f.places[2*i], f.places[2*i+1] = scene.FromPlane((float32(i%groundSide)+0.5)/groundSide, (float32(i/groundSide)+0.5)/groundSide)
		}
	}
}

// Update implements [scene.Panel].
func (f *regions) Update(b *scene.Base) {
	f.census.update(b)
	if b.Fresh[0] {
		if b.Form() != data.Points {
			for i := range groundCells {
				u, v := (float32(i%groundSide)+0.5)/groundSide, (float32(i/groundSide)+0.5)/groundSide
				placeAt(b, f.places[i*b.Model.Code:i*b.Model.Code], u, v)
			}
		}
		f.survey(b, 0, b.Model, b.Snap.Params)
		n := min(b.Set.Train, mostDots)
		p := b.Model.Classify(f.head[0], b.Snap.Params, b.Codes[:n*b.Model.Code], n)
		f.least = -1
		if f.learned(b) { // before that it is no surer of one than of another
			f.least = train.LeastSure(p, b.Model.Label.Classes, b.Snap.Setup.Knows)
		}
	}
	if t := b.Twin; b.Fresh[1] && f.head[1] != nil && b.Form() == data.Points {
		f.survey(b, 1, t.Model, t.Params)
	}
}

// survey asks a classifier about all cells.
func (f *regions) survey(b *scene.Base, side int, m *ae.Model, w []float32) {
	g, k := &f.grounds[side], m.Label.Classes
	size := len(f.places) / groundCells
	for from := 0; from < groundCells; from += groundBlock {
		codes := f.places[from*size : (from+groundBlock)*size]
		if b.Form() == data.Points {
			codes = scene.Encode(m, b.Many, w, codes, groundBlock)
		}
		p := m.Classify(f.head[side], w, codes, groundBlock)
		for i := range groundBlock {
			row := p[i*k : (i+1)*k]
			c := ask.Told(row)
			even := 1 / float32(k)
			g.class[from+i], g.sure[from+i] = uint8(c), scene.Grey((row[c]-even)/(1-even))
		}
	}
	g.sound()
}

// sound finds how deep each cell lies in the ground of its class: in steps across and up, once forth and once back.
func (g *ground) sound() {
	near := func(i, j, k int) { // k is a neighbour of cell i, whose own beyond the edge is none
		d := uint8(0)
		if k >= 0 && g.class[k] == g.class[i] {
			d = g.deep[k]
		}
		g.deep[i] = min(g.deep[i], d+1)
	}
	for pass := range 2 {
		for n := range groundCells {
			i, by := n, -1
			if pass == 1 {
				i, by = groundCells-1-n, 1
			}
			if pass == 0 {
				g.deep[i] = 255
			}
			across, up := i+by, i+by*groundSide
			if x := i%groundSide + by; x < 0 || x >= groundSide {
				across = -1
			}
			if up >= groundCells {
				up = -1
			}
			near(i, 0, across)
			near(i, 0, up)
		}
	}
}

// Where the figure is touched.
const (
	Dots     scene.Target = "dots"     // an example near there
	BuyOne   scene.Target = "buy"      // example Index
	GiveBack scene.Target = "giveback" // all labels
	Other    scene.Target = "other"    // the twin's ground, or the run's; the next examples on the shelf
)

// Touch implements [scene.Toucher].
func (f *regions) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	switch g.Hit.Target {
	case Dots:
		f.buy(b, f.nearestDot(b, scene.At(g.Hit.X, g.Hit.Y, g.Hit.X2-g.Hit.X, g.Hit.Y2-g.Hit.Y), g.X, g.Y), h)
	case BuyOne:
		f.buy(b, int(g.Hit.Index), h)
	case GiveBack:
		turnKnob(h, "buy", 0)
	case Other:
		f.other = !f.other
		if f.from += f.fit; f.from >= b.Set.Train {
			f.from = 0
		}
		h.Redraw()
	}
}

// buy shows an example and buys its label, where that is not known yet.
func (f *regions) buy(b *scene.Base, i int, h scene.Hand) {
	if i < 0 {
		return
	}
	h.Send(wire.Command{Op: wire.Show, Index: i})
	if !b.Snap.Setup.Knows(i) {
		turnKnob(h, "buy", float64(i+1))
	}
}

// turnKnob turns a knob of the run.
func turnKnob(h scene.Hand, knob string, v float64) {
	h.Send(wire.Command{Op: wire.Turn, Knob: train.KnobIndex(knob), Value: v})
}

// Key implements [scene.Keyer]: to the right the next example is shown, to the left the one before; up buys the label of the shown one, down that of the one
// of which the network is least sure.
func (f *regions) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	at := b.Snap.View.Sample
	if at < 0 || at >= b.Set.Train {
		at = -dx
	}
	switch {
	case dy > 0:
		f.buy(b, max(at, 0), h)
	case dy < 0:
		f.buy(b, f.least, h)
	default:
		to := (at + dx + b.Set.Train) % b.Set.Train
		f.from = to - to%max(f.fit, 1) // the shelf goes along
		h.Send(wire.Command{Op: wire.Show, Index: to})
	}
}

// Tell implements [scene.Teller].
func (f *regions) Tell(b *scene.Base, p *scene.Pen) {
	p.Str("labels: ")
	p.Count(f.known)
	if f.learned(b) {
		p.Str(", ")
		percent(p, f.right[0])
		p.Str(" of the unseen told right")
		if apart(b) {
			p.Str(", ")
			p.Str(b.Called(1))
			p.Str(" ")
			percent(p, f.right[1])
		}
	}
	if f.least >= 0 {
		p.Str("; it is least sure of example ")
		p.Count(f.least + 1)
	}
	if i := b.Snap.View.Sample; i >= 0 && i < b.Set.Train {
		p.Str("; example ")
		p.Count(i + 1)
		p.Str(" is shown")
		if b.Snap.Setup.Knows(i) {
			p.Str(": ")
			className(b, p, int(b.Set.Labels[i]))
		}
	}
	if i := int(b.Snap.Setup.Buy) - 1; i >= 0 && i < b.Set.Train && b.Snap.Setup.Knows(i) { // as a knob of the page buys it, which shows nothing
		p.Str("; bought last: example ")
		p.Count(i + 1)
		p.Str(", ")
		className(b, p, int(b.Set.Labels[i]))
	}
}

// place is where example i stands in the plane or on the map m.
func (f *regions) place(b *scene.Base, m scene.Box, i int) (x, y float32) {
	if b.Form() == data.Points {
		at := b.Set.Picture(i)
		return scene.ToPlane(m, at[0], at[1])
	}
	across, up := b.Axes()
	z := b.Codes[i*b.Model.Code : (i+1)*b.Model.Code]
	v := scene.Lift(i)
	if up >= 0 {
		v = (z[up] - b.Bounds.Y) / b.Bounds.H
	}
	return m.X + m.W*(z[across]-b.Bounds.X)/b.Bounds.W, m.Y + m.H*(1-v)
}

// nearestDot is the example whose dot is nearest to a place, or -1 where none is near.
func (f *regions) nearestDot(b *scene.Base, m scene.Box, x, y float32) int {
	const reach = 22 // of a finger
	best, least := -1, float32(reach*reach)
	for i := range min(b.Set.Train, mostDots) {
		u, v := f.place(b, m, i)
		if d := (u-x)*(u-x) + (v-y)*(v-y); d < least {
			best, least = i, d
		}
	}
	return best
}

// Draw implements [scene.Panel].
func (f *regions) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	if b.Form() == data.Points {
		p.Heading(box, "Who wins where, paler where it is less sure: tap a dot to buy its label", "Who wins where: tap a dot to buy its label", "Tap a dot to buy its label", "Tap a dot")
	} else {
		p.Heading(box, "Who wins where on the map: tap a dot or a picture to buy its label", "Tap a dot or a picture to buy its label", "Tap to buy a label", "Tap one")
	}
	head, foot := 32*p.Size, 52*p.Size
	low := box.H < stripHeight*p.Size
	if low {
		foot = 6 * p.Size
	}
	in := scene.At(box.X+14*p.Size, box.Y+head, box.W-28*p.Size, box.H-head-foot)
	gap := 18 * p.Size
	second := b.Form() != data.Points || apart(b) && f.head[1] != nil
	side := min(in.W, in.H)
	switch {
	case second && in.W >= in.H+max(0.4*in.H, 110*p.Size)+gap: // side by side
		rest := min(in.W-side-gap, side)
		x := in.X + max(0, (in.W-side-gap-rest)/2)
		f.first(b, p, scene.At(x, in.Y, side, side), 0)
		f.second(b, p, scene.At(x+side+gap, in.Y, rest, in.H))
	case second && in.H >= in.W+max(0.3*in.W, 90*p.Size)+gap: // one under the other
		f.first(b, p, scene.At(in.X, in.Y, side, side), 0)
		f.second(b, p, scene.At(in.X, in.Y+side+gap, in.W, in.H-side-gap))
	case b.Form() != data.Points && in.W > 250*p.Size && in.H > 110*p.Size: // a smaller map, for the sake of the shelf
		side = min(in.H, in.W-gap-110*p.Size)
		f.first(b, p, scene.At(in.X, in.Y+(in.H-side)/2, side, side), 0)
		f.second(b, p, scene.At(in.X+side+gap, in.Y, in.W-side-gap, in.H))
	default:
		which := 0
		if f.other && second && b.Form() == data.Points {
			which = 1
		}
		f.first(b, p, scene.At(in.X+(in.W-side)/2, in.Y+(in.H-side)/2, side, side), which)
		if !low {
			f.chips(b, p, box, second && b.Form() == data.Points, b.Called(1))
		}
		return
	}
	if !low {
		f.chips(b, p, box, b.Form() != data.Points, "more pictures")
	}
}

// first draws the ground of the run, or of its twin, with everything on it.
func (f *regions) first(b *scene.Base, p *scene.Pen, m scene.Box, which int) {
	words := len(p.Labels)
	f.soil(b, p, m, which)
	switch size := 12.5 * p.Size; {
	case b.Form() == data.Points && apart(b):
		p.First(m.X+8*p.Size, m.Y+17*p.Size, scene.Start, tint.Ink, size, m.W-16*p.Size, b.Called(which))
	case b.Form() != data.Points && m.W >= 130*p.Size:
		across, up := b.Axes()
		axis(p, m.X+m.W-7*p.Size, m.Y+m.H-8*p.Size, scene.End, across)
		if up >= 0 {
			axis(p, m.X+7*p.Size, m.Y+17*p.Size, scene.Start, up)
		}
	}
	f.dots(b, p, m, which)
	p.Thin(words)
	p.Frame(m, 1, tint.Line, 1)
	p.Hit(scene.Hit{Target: Dots, Feel: scene.Pointing, X: m.X, Y: m.Y, X2: m.X + m.W, Y2: m.Y + m.H})
}

// axis writes which number of the code runs along a side of the map.
func axis(p *scene.Pen, x, y float32, at scene.Anchor, k int) {
	p.Begin(x, y, at, tint.Ink)
	p.Letter(k)
	p.End().Size = 12 * p.Size
}

// second draws what stands beside it: the twin's plane, or examples to choose from.
func (f *regions) second(b *scene.Base, p *scene.Pen, in scene.Box) {
	if b.Form() != data.Points {
		f.shelf(b, p, in)
		return
	}
	side := min(in.W, in.H)
	f.first(b, p, scene.At(in.X+(in.W-side)/2, in.Y, side, side), 1)
}

// soil lays the classes down: the hue of the class, under a veil where it is less sure, and a line between two.
func (f *regions) soil(b *scene.Base, p *scene.Pen, m scene.Box, which int) {
	p.Rect(m, 2, tint.Panel, 0, 1)
	if b.Form() != data.Points {
		dim, t := b.Set.Dim(), m.W/scene.AtlasSide
		for i := range scene.AtlasSide * scene.AtlasSide {
			at := scene.At(m.X+float32(i%scene.AtlasSide)*t+1, m.Y+float32(i/scene.AtlasSide)*t+1, t-2, t-2)
			b.Example(p, at, b.Atlas[i*dim:(i+1)*dim], tint.Dim, 0.5)
		}
	}
	if !f.learned(b) {
		return
	}
	g, k := &f.grounds[which], b.Model.Label.Classes
	c := m.W / groundSide
	hues := p.Tile(m.X, m.Y, c, groundSide, tint.Hue, 0.5)
	for i, v := range g.class {
		hues[i] = scene.Grey(classHue(int(v), k))
	}
	p.Frame(m, 1, tint.Line, 1) // between the two: whoever draws may lay what runs together in another order
	veil := p.Tile(m.X, m.Y, c, groundSide, tint.Panel, 0.92)
	for i, v := range g.sure {
		veil[i] = 255 - v
	}
	g.borders(p, m)
	if m.W < 130*p.Size {
		return
	}
	for class := range k {
		best := -1
		for i, v := range g.class {
			if int(v) == class && (best < 0 || g.deep[i] > g.deep[best]) {
				best = i
			}
		}
		if best < 0 || g.deep[best] < 2 {
			continue
		}
		p.Begin(m.X+(float32(best%groundSide)+0.5)*c, m.Y+(float32(best/groundSide)+0.5)*c+6*p.Size, scene.Middle, tint.Ink)
		className(b, p, class)
		l := p.End()
		l.Size, l.Bold = 15*p.Size, true
		half := p.Width(l) / 2
		l.X = scene.Clamp(l.X, m.X+half+3, m.X+m.W-half-3)
	}
}

// borders are lines where two classes meet, laid between the middles of four cells at a time; nearer to the cell that is less sure. Where more than two meet
// they run to the middle.
func (g *ground) borders(p *scene.Pen, m scene.Box) {
	c := m.W / groundSide
	for i := range groundCells - groundSide {
		if i%groundSide == groundSide-1 {
			continue
		}
		round := [4]int{i, i + 1, i + 1 + groundSide, i + groundSide} // from the top left the way of the clock
		corner := [5][2]float32{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}
		var at [4]scene.Point
		n, mid := 0, scene.Point{}
		for k, a := range round {
			b := round[(k+1)%4]
			if g.class[a] == g.class[b] {
				continue
			}
			t := (float32(g.sure[a]) + 1) / (float32(g.sure[a]) + float32(g.sure[b]) + 2)
			u, v := corner[k], corner[k+1]
			at[n] = scene.Point{X: m.X + c*(float32(i%groundSide)+0.5+u[0]+t*(v[0]-u[0])), Y: m.Y + c*(float32(i/groundSide)+0.5+u[1]+t*(v[1]-u[1]))}
			mid.X, mid.Y = mid.X+at[n].X, mid.Y+at[n].Y
			n++
		}
		if n == 2 {
			p.Line(at[0].X, at[0].Y, at[1].X, at[1].Y, 1.8, tint.Ink, 0.9)
			continue
		}
		for _, end := range at[:n] {
			p.Line(mid.X/float32(n), mid.Y/float32(n), end.X, end.Y, 1.8, tint.Ink, 0.9)
		}
	}
}

// dots are the examples: those whose label is known in their colour with a ring, those told wrongly, of the unseen, crossed out, and the one to ask about.
func (f *regions) dots(b *scene.Base, p *scene.Pen, m scene.Box, which int) {
	s, k := &b.Snap.Setup, b.Model.Label.Classes
	n := min(b.Set.Train, mostDots)
	r := scene.Clamp(m.W/120, 1.8, 3.2)
	for i := range n {
		if x, y := f.place(b, m, i); !s.Knows(i) && scene.Inside(m, x, y) {
			p.Disc(x, y, r, tint.Ink, 0, 0.55)
		}
	}
	if f.learned(b) && b.Form() == data.Points {
		for i, wrong := range f.wrong[which] {
			x, y := f.place(b, m, b.Set.Train+i)
			if d := 1.5 * r; wrong && scene.Inside(m, x, y) {
				p.Line(x-d, y-d, x+d, y+d, 1.8, tint.Rose, 1)
				p.Line(x-d, y+d, x+d, y-d, 1.8, tint.Rose, 1)
			}
		}
	}
	big := 2 * r
	for i := range b.Set.Train {
		if x, y := f.place(b, m, i); s.Knows(i) && scene.Inside(m, x, y) {
			class := int(b.Set.Labels[i])
			switch {
			case k == 2 && class == 1: // a square, so that no two kinds differ in colour alone
				p.Rect(scene.At(x-big-2.5, y-big-2.5, 2*big+5, 2*big+5), 1, tint.Ground, 0, 1)
				p.Rect(scene.At(x-big, y-big, 2*big, 2*big), 1, tint.Hue, 0, 1)
				p.Marks[len(p.Marks)-1].V = classHue(class, k)
				p.Frame(scene.At(x-big-1, y-big-1, 2*big+2, 2*big+2), 2, tint.Ink, 1)
			case numeral(b):
				p.Disc(x, y, 9*p.Size, tint.Ground, 0, 1)
				p.Ring(x, y, 8*p.Size, 2, tint.Hue, 1)
				p.Marks[len(p.Marks)-1].V = classHue(class, k)
			default:
				p.Disc(x, y, big+2.5, tint.Ground, 0, 1)
				p.Disc(x, y, big, tint.Hue, 0, 1)
				p.Marks[len(p.Marks)-1].V = classHue(class, k)
				p.Ring(x, y, big+1, 2, tint.Ink, 1)
			}
		}
	}
	if m.W < 130*p.Size {
		return
	}
	if i := f.least; i >= 0 && which == 0 {
		x, y := f.place(b, m, i)
		p.Disc(x, y, r+1, tint.Ink, 0, 1)
		p.Ring(x, y, big+5, 2, tint.Leaf, 1)
		at, u := scene.Start, x+big+11
		if x > m.X+0.6*m.W {
			at, u = scene.End, x-big-11
		}
		if b.Form() == data.Points { // elsewhere dots lie thick, and the shelf says it
			p.Write(u, y+4*p.Size, at, tint.Ink, "least sure").Size = 12 * p.Size
		}
	}
	if i := b.Snap.View.Sample; i >= 0 && i < b.Set.Train && !b.Snap.View.Held {
		x, y := f.place(b, m, i)
		p.Ring(x, y, big+5, 2, tint.Sand, 1)
	}
	if numeral(b) || f.known <= 24 {
		for i := range b.Set.Train {
			if x, y := f.place(b, m, i); s.Knows(i) && scene.Inside(m, x, y) {
				if numeral(b) {
					tag(b, p, x, y+4*p.Size, scene.Middle, int(b.Set.Labels[i]))
				} else {
					tag(b, p, x+big+5, y-big, scene.Start, int(b.Set.Labels[i]))
				}
			}
		}
	}
}

// numeral tells whether the name of a class is a numeral, which has room in the mark of a bought example.
func numeral(b *scene.Base) bool { return b.Snap.Setup.Data == data.Handwritten }

// shelf shows examples in their order, the one to ask about first.
func (f *regions) shelf(b *scene.Base, p *scene.Pen, in scene.Box) {
	words, gap := 20*p.Size, 6*p.Size
	if f.least >= 0 {
		p.First(in.X, in.Y+12*p.Size, scene.Start, tint.Leaf, 12*p.Size, in.W, "first: the one it is least sure of", "first: least sure", "least sure")
	}
	room := scene.At(in.X, in.Y+words, in.W, in.H-words)
	w := scene.Clamp(room.W/7, 38*p.Size, 52*p.Size)
	name := 15 * p.Size
	across, down := int((room.W+gap)/(w+gap)), int((room.H+gap)/(w+name+gap))
	first := 0
	if f.least >= 0 {
		first = 1
	}
	f.fit = max(across*down-first, 1)
	for n := range across * down {
		i := f.from + n - first
		if n < first {
			i = f.least
		}
		if i >= b.Set.Train {
			return
		}
		at := scene.At(room.X+float32(n%across)*(w+gap), room.Y+float32(n/across)*(w+name+gap), w, w)
		b.Example(p, at, b.Set.Picture(i), tint.Ramp, 1)
		switch {
		case n == 0 && f.least >= 0:
			p.Frame(at, 2.5, tint.Leaf, 1)
		case b.Snap.View.Sample == i:
			p.Frame(at, 2.5, tint.Sand, 1)
		}
		if b.Snap.Setup.Knows(i) {
			p.Begin(at.X+w/2, at.Y+w+11*p.Size, scene.Middle, tint.Ink)
			className(b, p, int(b.Set.Labels[i]))
			l := p.End()
			l.Size, l.Bold = 12*p.Size, true
			for p.Width(l) > w+gap-1 && l.Size > 9.5 { // of clothes some have long names
				l.Size--
			}
		}
		p.Hit(scene.Hit{Target: BuyOne, Feel: scene.Pointing, Index: int32(i), X: at.X, Y: at.Y, X2: at.X + w, Y2: at.Y + w + name})
	}
}

// chips are what can be pressed beneath, and how it stands.
func (f *regions) chips(b *scene.Base, p *scene.Pen, box scene.Box, toggles bool, other string) {
	size := 13 * p.Size
	y := box.Y + box.H - 50*p.Size
	p.Begin(box.X+box.W/2, y+15*p.Size, scene.Middle, tint.Dim)
	f.standing(b, p, true)
	if !p.Fits(size, box.W-20*p.Size) {
		p.Begin(box.X+box.W/2, y+15*p.Size, scene.Middle, tint.Dim)
		f.standing(b, p, false)
		p.Fits(size, box.W-20*p.Size)
	}
	words := [3]string{"buy the least sure", "give all back", other}
	on := [3]bool{f.least >= 0, b.Snap.Setup.Bought != train.Bought{}, toggles}
	if f.other && b.Form() == data.Points {
		words[2] = b.Called(0)
	}
	wide, pad := float32(0), 10*p.Size
	for i, w := range words {
		if on[i] {
			wide += 0.56*size*p.Letters(w) + 2*pad + 8*p.Size
		}
	}
	if wide-8*p.Size > box.W-16*p.Size {
		on[2] = false
	}
	x := box.X + (box.W-wide+8*p.Size)/2
	for i, w := range words {
		if !on[i] {
			continue
		}
		at := scene.At(x, y+21*p.Size, 0.56*size*p.Letters(w)+2*pad, 26*p.Size)
		p.Rect(at, 6*p.Size, tint.Panel, 0, 1)
		p.Frame(at, 1, tint.Line, 1)
		p.Write(at.X+at.W/2, at.Y+17*p.Size, scene.Middle, [3]tint.Role{tint.Leaf, tint.Sea, tint.Sea}[i], w).Size = size
		h := scene.Hit{Target: [3]scene.Target{BuyOne, GiveBack, Other}[i], Feel: scene.Pointing, X: at.X, Y: at.Y, X2: at.X + at.W, Y2: at.Y + at.H}
		if i == 0 {
			h.Index = int32(f.least)
		}
		p.Hit(h)
		x += at.W + 8*p.Size
	}
}

// standing writes how many labels are known and what that makes of the unseen.
func (f *regions) standing(b *scene.Base, p *scene.Pen, long bool) {
	p.Str("labels: ")
	p.Count(f.known)
	if f.known == 0 {
		p.Str(", buy the first")
		return
	}
	if !f.learned(b) {
		p.Str(", none learned yet")
		return
	}
	p.Str(", ")
	percent(p, f.right[0])
	if long {
		p.Str(" of the unseen told right")
	} else {
		p.Str(" told right")
	}
	if apart(b) && f.head[1] != nil {
		p.Str("; ")
		p.Str(b.Called(1))
		p.Str(" ")
		percent(p, f.right[1])
	}
}
