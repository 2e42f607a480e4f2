package figures

import (
	"slices"

	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "nights", Label: "Ten evenings at the pictures", Short: "Evenings", Shape: scene.Wide, Least: scene.Size{W: 280, H: 190},
		New:     func() scene.Panel { return &nights{} },
		Suits:   func(k data.Kind) bool { return k == data.Ratings },
		CanShow: ratesFilms,
	})
}

// nights draws what comes of evenings on which every unseen person watches the film that is guessed best, beside a world in which they watch anything: as far as
// the dial says.
type nights struct {
	lived  ask.Evenings
	of     []float32 // the parameters of the network that they were lived through with
	waited int       // snapshots since, while they follow each other
	copies func(x []float32) []float32
}

// OnNight is the chart of evenings: a hand there sets how many have been.
const OnNight scene.Target = "night"

// Plan implements [scene.Panel].
func (f *nights) Plan(b *scene.Base) {
	f.copies = func(x []float32) []float32 { return scene.Rebuild(b.Model, b.Many, b.Snap.Params, x, len(x)/films) }
	f.of = f.of[:0]
}

// Update implements [scene.Panel]. Evenings are lived through when they are drawn: see live.
func (f *nights) Update(b *scene.Base) {
	if f.waited++; !b.Hurried() {
		f.waited = 0
	}
}

// patient is how many snapshots the evenings of one network are shown for while snapshots follow each other: they are some thousand rows to copy.
const patient = 16

// live lives through the evenings with the network as it is, unless that has been done, or was done a moment ago while the run goes on.
func (f *nights) live(b *scene.Base) {
	if w := b.Snap.Params; len(f.of) == 0 || (!b.Hurried() || f.waited >= patient) && !slices.Equal(f.of, w) {
		f.of, f.waited = append(f.of[:0], w...), 0
		f.lived.Live(b.Set, f.copies)
	}
}

// Touch implements [scene.Toucher].
func (f *nights) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	if u, _ := g.Place(); g.Act != scene.Release {
		turnTo(b, train.Evening, float64(min(max(int(u*train.Evenings+0.5), 0), train.Evenings)), h)
	}
}

// Key implements [scene.Keyer]: an evening more, or less.
func (f *nights) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	turnTo(b, train.Evening, min(max(b.Snap.View.Dials[train.Evening]+float64(dx-dy), 0), train.Evenings), h)
}

// A chart of evenings is one number of both worlds.
type nightChart struct {
	label, short string
	of           func(e *ask.Evening) float64
	lo, hi       float32
	decimals     int
	first        int // the evening from which on there is something to say: whoever has watched one film has watched one kind
	share        bool
}

var nightCharts = [...]nightChart{
	// name, short name, number, ends of the axis, decimals, first evening, whether it is a share
	{"Share of what a person watched that is of one kind", "Share of one kind", func(e *ask.Evening) float64 { return e.Kind }, 0.2, 1, 0, 2, true},
	{"Stars that they gave on the evening", "Stars given", func(e *ask.Evening) float64 { return e.Given }, 2, 5, 1, 1, false},
	{"Error on what is not rated after it, in stars", "Error on the rest", func(e *ask.Evening) float64 { return e.Off }, 0.5, 1.5, 2, 0, false},
}

// Tell implements [scene.Teller].
func (f *nights) Tell(b *scene.Base, p *scene.Pen) {
	n := int(b.Snap.View.Dials[train.Evening])
	p.Str("after evening ")
	p.Count(n)
	if b.Snap.Step == 0 { // nothing is learned, so nothing is guessed
		return
	}
	f.live(b)
	for i := range nightCharts {
		if c := &nightCharts[i]; n >= c.first {
			p.Str("; ")
			p.Str(c.short)
			p.Str(": ")
			c.value(p, c.of(&f.lived.Best[n]))
			p.Str(" by the guesses, ")
			c.value(p, c.of(&f.lived.Random[n]))
			p.Str(" at random")
		}
	}
}

// value writes a number of the chart.
func (c *nightChart) value(p *scene.Pen, v float64) {
	if c.share {
		p.Num(float32(100*v), 0)
		p.Str(" %")
		return
	}
	p.Num(float32(v), c.decimals)
}

// Draw implements [scene.Panel].
func (f *nights) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	n := int(b.Snap.View.Dials[train.Evening])
	told := n // the evening up to which there is something to draw
	if b.Snap.Step == 0 {
		told = -1
	} else if !p.Small {
		f.live(b)
	}
	p.Heading(box, "Everybody watches what is guessed best (thick line), or anything (thin). Drag along the evenings", "Watching the best guess (thick), or anything (thin): drag", "Best guess thick, anything thin", "Drag")
	at := scene.At(box.X+14*p.Size, box.Y+34*p.Size, box.W-28*p.Size, box.H-40*p.Size)
	across := 1
	if at.W > 560*p.Size && at.H < 420*p.Size {
		across = len(nightCharts)
	}
	down := len(nightCharts) / across
	for down > 1 && at.H/float32(down) < 88*p.Size {
		down--
	}
	w, h := at.W/float32(across), at.H/float32(down)
	for i := range across * down {
		f.chart(p, scene.At(at.X+float32(i%across)*w, at.Y+float32(i/across)*h, w-10*p.Size, h-4*p.Size), &nightCharts[i], n, told)
	}
}

// chart draws a chart, both worlds as far as evening told, and a line where evening n is.
func (f *nights) chart(p *scene.Pen, box scene.Box, c *nightChart, n, told int) {
	p.First(box.X, box.Y+12*p.Size, scene.Start, tint.Ink, 12.5*p.Size, box.W, c.label, c.short)
	plot := scene.At(box.X+34*p.Size, box.Y+30*p.Size, box.W-34*p.Size-48*p.Size, box.H-52*p.Size)
	if plot.H < 12 || plot.W < 40 {
		return
	}
	y := func(v float64) float32 { return plot.Y + plot.H*(1-min(max((float32(v)-c.lo)/(c.hi-c.lo), 0), 1)) }
	x := func(i int) float32 { return plot.X + plot.W*float32(i)/train.Evenings }
	for _, v := range [3]float32{c.lo, (c.lo + c.hi) / 2, c.hi} {
		p.Line(plot.X, y(float64(v)), plot.X+plot.W, y(float64(v)), 1, tint.Line, 1)
		if v == (c.lo+c.hi)/2 && plot.H < 50*p.Size {
			continue
		}
		p.Begin(plot.X-6*p.Size, y(float64(v))+4*p.Size, scene.End, tint.Faint)
		c.value(p, float64(v))
		p.End().Size = 11 * p.Size
	}
	low := plot.Y + plot.H
	for _, i := range [3]int{0, train.Evenings / 2, train.Evenings} {
		p.Begin(x(i), low+15*p.Size, scene.Middle, tint.Faint)
		p.Count(i)
		p.End().Size = 11 * p.Size
	}
	for side, role := range [2]tint.Role{tint.Ink, tint.Sand} {
		world, thick := &f.lived.Random, 1.3*p.Size
		if side == 1 {
			world, thick = &f.lived.Best, 3.2*p.Size
		}
		first := int32(len(p.Points))
		for i := c.first; i <= told; i++ {
			p.Points = append(p.Points, scene.Point{X: x(i), Y: y(c.of(&world[i]))})
		}
		if told > c.first {
			p.Add(scene.Mark{Kind: scene.Poly, Role: role, W: thick, A: 1, First: first, Count: int32(len(p.Points)) - first})
		}
		if told >= c.first {
			p.Disc(x(n), y(c.of(&world[n])), 2*p.Size+thick, role, 0, 1)
		}
	}
	if told >= c.first {
		f.ends(p, c, x(n), n, y(c.of(&f.lived.Best[n])), y(c.of(&f.lived.Random[n])))
	}
	p.Line(x(n), plot.Y, x(n), low, 1, tint.Dim, 0.7)
	p.Hit(scene.Hit{Target: OnNight, Feel: scene.Grabbing, X: plot.X, Y: plot.Y - 4*p.Size, X2: plot.X + plot.W, Y2: low + 18*p.Size})
}

// ends writes the numbers of both worlds beside the ends of their lines, apart from each other.
func (f *nights) ends(p *scene.Pen, c *nightChart, x float32, n int, best, random float32) {
	gap := 14 * p.Size
	if d := best - random; scene.Abs(d) < gap {
		mid := (best + random) / 2
		if d <= 0 {
			best, random = mid-gap/2, mid+gap/2
		} else {
			best, random = mid+gap/2, mid-gap/2
		}
	}
	for side, at := range [2]float32{best, random} {
		e, role := &f.lived.Best[n], tint.Sand
		if side == 1 {
			e, role = &f.lived.Random[n], tint.Ink
		}
		p.Begin(x+10*p.Size, at+4*p.Size, scene.Start, role)
		c.value(p, c.of(e))
		l := p.End()
		l.Size, l.Bold = 12*p.Size, side == 0
	}
}
