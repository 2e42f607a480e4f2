package figures

import (
	"cmp"
	"math"
	"slices"

	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/wire"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "fill", Label: "Holes and what fills them", Short: "Holes", Least: scene.Size{W: 280, H: 240},
		New:   func() scene.Panel { return &filling{at: -1} },
		Suits: func(k data.Kind) bool { return k.Form() != data.Points },
	})
}

// filling draws the shown example with holes, which a hand strikes out, and what fills them: the mean of each place, one pass, going round, the mean of twelve
// draws, and PCA, each with how far it is off. The twelve stand beside, with where they disagree, and of one place all that they say.
type filling struct {
	of    *data.Set
	fill  *ask.Filler // of its holes
	hole  []float32   // (Dim), 1 where nobody sees the shown example
	truth []float32   // (Dim), no number where nobody knows
	y     [ask.Ways][]float32
	off   [ask.Ways]float64 // a root mean square over what is hidden and known
	known bool              // there is such a thing
	steps [maxRounds + 1][]float32
	draws [ask.Draws][]float32
	doubt []float32 // (Dim), the standard deviation of the twelve
	at    int       // the place whose twelve are told, or -1 for where they disagree most

	on    float32 // what the stroke makes of a place: hidden, or seen again
	last  int     // the place that it did last, or -1
	x, y0 float32 // where it was
}

// maxRounds is how often a hand can have an example go round.
const maxRounds = 10

// Where the figure is touched.
const (
	OnHole  scene.Target = "hole"  // the input: struck out, or seen again
	OnDoubt scene.Target = "doubt" // the place whose twelve are told
	OnRound scene.Target = "round" // how often it goes round
	OnEntry scene.Target = "entry" // entry Index of a table
	OnNext  scene.Target = "next"  // another example: Index further on, or the next of which nobody knows all
)

// Plan implements [scene.Panel].
func (f *filling) Plan(b *scene.Base) {
	dim := b.Set.Dim()
	if len(f.doubt) != dim {
		f.at, f.doubt, f.of = -1, make([]float32, dim), nil
		f.y[ask.ByDraws], f.y[ask.ByPCA] = make([]float32, dim), make([]float32, dim)
		for i := range f.steps {
			f.steps[i] = make([]float32, dim)
		}
	}
	if f.of == b.Set {
		return
	}
	f.of = b.Set
	if b.Set.Mask == nil {
		f.fill = ask.NewFiller(b.Set, b.PCA(), 1)
	} else {
		f.fill = ask.NewFiller(b.Set, ask.SeenPCA(b.Set), 1)
	}
	for n := range f.draws {
		f.draws[n] = f.fill.Each(n)
	}
}

// Update implements [scene.Panel].
func (f *filling) Update(b *scene.Base) {
	v := &b.Snap.View
	f.hole, f.truth = v.Hidden(f.hole, b.Set), ask.Truth(f.truth, v, b.Set)
	net := ask.Net{Model: b.Model, Mem: b.Many, W: b.Snap.Params}
	f.fill.Fill(f.steps[0], ask.ByMean, net, v.Input, f.hole, 0)
	for n := range maxRounds {
		copy(f.steps[n+1], f.steps[n])
		f.fill.Again(f.steps[n+1], net, f.hole, n == 0)
	}
	rounds := int(v.Dials[train.Rounds])
	f.y[ask.ByMean], f.y[ask.ByOnce], f.y[ask.ByRounds] = f.steps[0], f.steps[1], f.steps[rounds]
	f.fill.Fill(f.y[ask.ByPCA], ask.ByPCA, net, v.Input, f.hole, 0)
	f.fill.Twelve(f.y[ask.ByDraws], f.doubt, net, v.Input, f.hole, rounds, train.ThrowKind(v.Dials[train.Throw]), &b.Snap.Setup)
	for i, v := range f.doubt {
		f.doubt[i] = float32(math.Sqrt(float64(v)))
	}
	f.known = false
	for by := range ask.Ways {
		f.off[by], f.known = ask.OffHoles(f.y[by], f.truth, f.hole)
	}
}

// told is the place whose twelve are told: the one that was touched while it is hidden, else where they disagree most; -1 where nothing is hidden.
func (f *filling) told() int {
	if f.at >= 0 && f.hole[f.at] != 0 {
		return f.at
	}
	most := -1
	for i, hole := range f.hole {
		if hole != 0 && (most < 0 || f.doubt[i] > f.doubt[most]) {
			most = i
		}
	}
	return most
}

// hidden is how many places nobody sees.
func (f *filling) hidden() (n int) {
	for _, hole := range f.hole {
		n += int(hole)
	}
	return n
}

// size is how many places there are across and down.
func size(b *scene.Base) (across, down int) {
	k := b.Snap.Setup.Data
	return k.Width(), k.Height()
}

// place is that of a hand in the box of a hit, counted row by row; a hand outside is at the nearest edge.
func place(b *scene.Base, g *scene.Gesture, x, y float32) int {
	across, down := size(b)
	u, v := (x-g.Hit.X)/(g.Hit.X2-g.Hit.X), (y-g.Hit.Y)/(g.Hit.Y2-g.Hit.Y)
	i := min(max(int(u*float32(across)), 0), across-1)
	j := min(max(int(v*float32(down)), 0), down-1)
	return j*across + i
}

// Touch implements [scene.Toucher].
func (f *filling) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	switch g.Hit.Target {
	case OnHole:
		f.strike(b, g, h)
	case OnEntry:
		f.flip(b, int(g.Hit.Index), h)
	case OnNext:
		f.next(b, int(g.Hit.Index), h)
	case OnDoubt:
		if g.Act != scene.Release {
			f.at = place(b, g, g.X, g.Y)
			h.Redraw()
		}
	case OnRound:
		if u, _ := g.Place(); g.Act != scene.Release {
			turnTo(b, train.Rounds, float64(min(max(int(u*(maxRounds+1)), 0), maxRounds)), h)
		}
	}
}

// next shows the example by places further on, or for 0 the next of which nobody knows all.
func (f *filling) next(b *scene.Base, by int, h scene.Hand) {
	n := b.Set.Train + b.Set.Valid
	i := max(b.Snap.View.Sample, 0)
	for range n {
		if i = (i + cmp.Or(by, 1) + n) % n; by != 0 || blank(b, i) {
			break
		}
	}
	h.Send(wire.Command{Op: wire.Show, Index: i})
}

// blank tells whether nobody knows all of example i.
func blank(b *scene.Base, i int) bool {
	dim := b.Set.Dim()
	return b.Set.Unknown != nil && slices.Contains(b.Set.Unknown[i*dim:(i+1)*dim], true)
}

// turnTo turns a dial of the view, unless it stands there.
func turnTo(b *scene.Base, dial int, v float64, h scene.Hand) {
	if v != b.Snap.View.Dials[dial] {
		h.Send(wire.Command{Op: wire.Turn, Knob: train.Number(train.Dials[dial].Name), Value: v})
	}
}

// strike goes on with a stroke: it hides all on its way where it began on what was seen, and shows all where it began in a hole.
func (f *filling) strike(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	if g.Act == scene.Release {
		return
	}
	if g.Act == scene.Press {
		f.last, f.x, f.y0 = -1, g.X, g.Y
		f.on = 1 - b.Snap.View.Holes[place(b, g, g.X, g.Y)]
	}
	dx, dy := g.X-f.x, g.Y-f.y0
	n := int(max(dx, -dx, dy, -dy)/3) + 1
	for i := 1; i <= n; i++ {
		t := float32(i) / float32(n)
		f.hide(b, place(b, g, f.x+t*dx, f.y0+t*dy), f.on, h)
	}
	f.x, f.y0 = g.X, g.Y
}

// flip hides an entry, or shows it again.
func (f *filling) flip(b *scene.Base, i int, h scene.Hand) {
	f.last, f.at = -1, i
	f.hide(b, i, 1-b.Snap.View.Holes[i], h)
}

func (f *filling) hide(b *scene.Base, i int, on float32, h scene.Hand) {
	if i == f.last {
		return
	}
	f.last = i
	h.Send(wire.Command{Op: wire.Hide, Index: i, Value: float64(on)})
}

// Key implements [scene.Keyer]: the next hidden place that way is the one whose twelve are told.
func (f *filling) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	across, _ := size(b)
	step, n := dx-dy*across, len(f.hole)
	if at := f.told(); at >= 0 {
		for next := at + step; next >= 0 && next < n; next += step {
			if f.hole[next] != 0 {
				f.at = next
				break
			}
		}
	}
	h.Redraw()
}

// wayLabels are what the ways are called where they stand under their fillings.
var wayLabels = [ask.Ways]string{"mean", "one pass", "rounds", "twelve", "PCA"}

// Tell implements [scene.Teller].
func (f *filling) Tell(b *scene.Base, p *scene.Pen) {
	p.Str("hidden")
	of(p, f.hidden(), len(f.hole))
	if !f.known {
		if f.hidden() > 0 {
			p.Str(", nobody knows what was there")
		}
		return
	}
	p.Str("; off by ")
	for by := range ask.Ways {
		if by > 0 {
			p.Str(", ")
		}
		f.name(b, p, by)
		p.Str(" ")
		p.Num(float32(f.off[by]), 3)
	}
	if at := f.told(); at >= 0 {
		p.Str("; ")
		f.where(b, p, at)
		p.Str(": ")
		for i, y := range f.draws {
			if i > 0 {
				p.Str(", ")
			}
			f.value(b, p, at, y[at])
		}
	}
}

// name writes what a way is called.
func (f *filling) name(b *scene.Base, p *scene.Pen, by ask.Way) {
	if n := int(b.Snap.View.Dials[train.Rounds]); by == ask.ByRounds {
		p.Count(n)
		p.Str(" ")
		if n == 1 {
			p.Str("round")
			return
		}
	}
	p.Str(wayLabels[by])
}

// where names a place.
func (f *filling) where(b *scene.Base, p *scene.Pen, i int) {
	switch across, _ := size(b); b.Form() {
	case data.Tables:
		p.Str(b.Set.Kind.Columns()[i].Name)
	case data.Signals:
		p.Str("value ")
		p.Count(i + 1)
	default:
		p.Str("row ")
		p.Count(i/across + 1)
		p.Str(", column ")
		p.Count(i%across + 1)
	}
}

// value writes number v of place i, in its unit where it has one.
func (f *filling) value(b *scene.Base, p *scene.Pen, i int, v float32) {
	if b.Form() != data.Tables {
		p.Num(v, 2)
		return
	}
	c := &b.Set.Kind.Columns()[i]
	out := float32(c.Out(v))
	switch {
	case c.Most > 1000:
		p.Count(int(out + 0.5))
	case c.Whole:
		p.Num(out, 2)
	case c.Most > 100:
		p.Num(out, 0)
	default:
		p.Num(out, 1)
	}
}
