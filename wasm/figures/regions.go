package figures

import (
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/scene"
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
