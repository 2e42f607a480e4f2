package figures

import (
	"math"

	"hourglass/core/ask"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "ledger", Label: "What travels", Short: "Ledger", Least: scene.Size{W: 280, H: 190},
		New:     func() scene.Panel { return &ledger{pictures: 1000} },
		CanShow: squeezable,
		Suits:   squeezes,
	})
}

// ledger draws how many bits a picture takes when what is needed to open it is shared by all that travel: the network's decoder, PCA's mean and axes, the
// ranges of all; for the plain file nothing. Each way is as near as the network is. A number of pictures can be dragged; it is a matter of looking alone.
type ledger struct {
	bill     [4]ask.Charge // the network, plain, PCA, waves
	pictures float64       // where the learner looks
	frame    scene.Box
	parts    bool // the file is drawn, see parcel
	judges   bool // the network has learned: what is as near as one that has not says nothing
}

// Ends of the axes: pictures from 1 on, bits a picture.
const (
	mostPictures = 1e6
	leastShare   = 4
	mostShare    = 1e6
)

// plainWay is the plain file among the four, which does not ask how near the network is.
const plainWay = 1

// ledgerNames are what the four are called; the first is the run's own name.
var (
	ledgerNames  = [4]string{"", "plain", "PCA", "DCT"}
	ledgerRoles  = [4]tint.Role{tint.Sand, tint.Dim, tint.Leaf, tint.Sea}
	ledgerDashes = [4]float32{0, 2, 0, 5}
)

// Plan implements [scene.Panel].
func (f *ledger) Plan(b *scene.Base) { f.bill = [4]ask.Charge{} }

// Update implements [scene.Panel].
func (f *ledger) Update(b *scene.Base) {
	if !squeezes(b.Set.Kind) {
		return
	}
	weights := ask.Decoder(b.Model, b.Snap.Params)
	f.judges = b.Snap.Step >= leastRates
	f.bill = ask.Charges(len(weights), b.Snap.Setup.Neck, b.Bits(), b.Set.Dim(), b.CutOf(0).Off[b.Bits()], b.Deals())
}

// OnLedger is where the figure is touched to look at another number of pictures.
const OnLedger scene.Target = "ledger"

// Touch implements [scene.Toucher].
func (f *ledger) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	if g.Act == scene.Release {
		return
	}
	u, _ := g.Place()
	f.look(math.Pow(mostPictures, float64(u)), h)
}

// look goes to a number of pictures, in two digits.
func (f *ledger) look(n float64, h scene.Hand) {
	n = min(max(n, 1), mostPictures)
	unit := math.Pow(10, max(math.Floor(math.Log10(n)+1e-9)-1, 0))
	f.pictures = math.Round(n/unit) * unit
	h.Redraw()
}

// Key implements [scene.Keyer]: to the right there are half as many again.
func (f *ledger) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	n := f.pictures * math.Pow(1.5, float64(dx+dy))
	if math.Round(n) == math.Round(f.pictures) {
		n += float64(dx + dy)
	}
	f.look(n, h)
}

// Tell implements [scene.Teller].
func (f *ledger) Tell(b *scene.Base, p *scene.Pen) {
	if f.parts {
		f.tellParts(b, p)
		return
	}
	p.Count(int(f.pictures))
	p.Str(" pictures: ")
	for i, c := range f.bill {
		if !f.judges && i != plainWay {
			continue
		}
		if i > 0 && f.judges {
			p.Str(", ")
		}
		p.Str(f.name(b, i))
		if p.Str(" "); c.None {
			p.Str("cannot")
			continue
		}
		f.bytes(p, c.All(f.pictures))
	}
	if !f.judges {
		p.Str("; the others wait until the network has learned")
	}
}

func (f *ledger) name(b *scene.Base, i int) string {
	if i == 0 {
		return b.Called(0)
	}
	return ledgerNames[i]
}

// bytes writes bits as bytes, or kilobytes.
func (f *ledger) bytes(p *scene.Pen, bits float64) {
	switch n := math.Ceil(bits / 8); {
	case n < 10_000:
		p.Count(int(n))
		p.Str(" bytes")
	case n < 1e7:
		p.Count(int(math.Round(n / 1000)))
		p.Str(" kB")
	default:
		p.Count(int(math.Round(n / 1e6)))
		p.Str(" MB")
	}
}

// Draw implements [scene.Panel].
func (f *ledger) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	if f.bill[1].Each == 0 {
		p.Note(box, "Pictures and signals alone are squeezed here")
		return
	}
	if f.parts = look.Speaks("ledger") && look.Speaks("cuts"); f.parts { // what copies there are, and what they take in a file
		f.parcel(b, p, box)
		return
	}
	p.Heading(box, "Bits a picture, with its share of what must travel once, for copies as near as the network's: drag the line", "Bits a picture, with what travels once: drag the line", "With what travels once: drag")
	in := scene.At(box.X+15*p.Size, box.Y+34*p.Size, box.W-30*p.Size, box.H-40*p.Size)
	list := 19 * p.Size
	rows := 5 * list
	if in.H-rows < 120*p.Size {
		rows = 0
	}
	m := scene.At(in.X+48*p.Size, in.Y, in.W-52*p.Size, in.H-rows-42*p.Size)
	if m.W < 60 || m.H < 40 {
		return
	}
	f.frame = m
	p.Rect(m, 3, tint.Panel, 0, 1)
	f.axes(p)
	named := len(p.Labels)
	for i := range f.bill {
		if f.judges || i == plainWay {
			f.way(b, p, i)
		}
	}
	p.Thin(named)
	if f.judges {
		f.pays(p)
	}
	x := f.x(f.pictures)
	p.Line(x, m.Y, x, m.Y+m.H, 2*p.Size, tint.Ink, 0.8)
	p.Disc(x, m.Y+0.12*m.H, 7*p.Size, tint.Ground, 0, 1)
	p.Ring(x, m.Y+0.12*m.H, 6*p.Size, 2.2*p.Size, tint.Ink, 1)
	if !f.judges {
		p.Rect(scene.At(m.X+1, m.Y+m.H-29*p.Size, m.W-2, 24*p.Size), 0, tint.Panel, 0, 1)
		p.First(m.X+m.W/2, m.Y+m.H-12*p.Size, scene.Middle, tint.Ink, 12.5*p.Size, m.W-16*p.Size, "The network has not learned yet: no claims before 300 steps", "Untrained: no claims before 300 steps", "untrained")
	}
	p.Hit(scene.Hit{Target: OnLedger, Feel: scene.Grabbing, X: m.X, Y: m.Y, X2: m.X + m.W, Y2: m.Y + m.H})
	if rows > 0 {
		f.rows(b, p, scene.At(in.X, m.Y+m.H+46*p.Size, in.W, rows), list)
	}
}

// x and y are where a number of pictures and bits a picture stand.
func (f *ledger) x(n float64) float32 {
	return f.frame.X + f.frame.W*scene.Clamp(float32(math.Log(n)/math.Log(mostPictures)), 0, 1)
}

func (f *ledger) y(bits float64) float32 {
	u := math.Log(bits/leastShare) / math.Log(mostShare/leastShare)
	return f.frame.Y + f.frame.H*(1-scene.Clamp(float32(u), 0, 1))
}

// axes are powers of ten both ways.
func (f *ledger) axes(p *scene.Pen) {
	m := f.frame
	last := float32(-1e9)
	for n := 1; n <= mostPictures; n *= 10 {
		x := f.x(float64(n))
		p.Line(x, m.Y, x, m.Y+m.H, 1, tint.Line, 0.6)
		if n == mostPictures && x-last > 92*p.Size || n < mostPictures && x-last > 58*p.Size {
			last = x
			anchor := scene.Middle
			if n == mostPictures {
				anchor = scene.End
			}
			p.Begin(x, m.Y+m.H+14*p.Size, anchor, tint.Faint)
			p.Count(n)
			p.End().Size = 11.5 * p.Size
		}
		if n < leastShare {
			continue
		}
		y := f.y(float64(n))
		if p.Line(m.X, y, m.X+m.W, y, 1, tint.Line, 0.6); n < 1e6 && m.H > 24*5*p.Size || n == 100 || n == 10000 {
			p.Begin(m.X-6*p.Size, y+4*p.Size, scene.End, tint.Faint)
			p.Count(n)
			p.End().Size = 11.5 * p.Size
		}
	}
	p.First(m.X+m.W, m.Y+m.H+30*p.Size, scene.End, tint.Faint, 11.5*p.Size, m.W+40*p.Size, "pictures that travel together (log); upwards: bits each (log)", "pictures (log); upwards: bits each (log)", "pictures")
}

// way draws one of them.
func (f *ledger) way(b *scene.Base, p *scene.Pen, i int) {
	c := f.bill[i]
	if c.None || c.Each == 0 {
		return
	}
	const steps = 48
	first := int32(len(p.Points))
	for k := range steps + 1 {
		n := math.Pow(mostPictures, float64(k)/steps)
		p.Points = append(p.Points, scene.Point{X: f.x(n), Y: f.y(c.All(n) / n)})
	}
	w := float32(1.8)
	if i == 0 {
		w = 2.8
	}
	p.Add(scene.Mark{Kind: scene.Poly, Role: ledgerRoles[i], W: w * p.Size, A: 1, Dash: ledgerDashes[i] * p.Size, First: first, Count: steps + 1})
	if f.frame.H < 120*p.Size { // they would lie over each other: the list below has their names
		return
	}
	if i == plainWay { // at the right, where it is the highest; the others at the left, where they lie apart
		end := p.Points[len(p.Points)-1]
		p.First(end.X-6*p.Size, end.Y-5*p.Size, scene.End, ledgerRoles[i], 12*p.Size, 0.3*f.frame.W, f.name(b, i))
		return
	}
	x, y := f.frame.X+6*p.Size, f.y(c.All(1))-5*p.Size
	if i == 2 { // PCA lies close under the network
		n := math.Pow(mostPictures, float64(36*p.Size/f.frame.W))
		y = f.y(c.All(n)/n) + 13*p.Size
	}
	p.First(x, y, scene.Start, ledgerRoles[i], 12*p.Size, 0.3*f.frame.W, f.name(b, i))
}

// pays marks where the network's line comes below another.
func (f *ledger) pays(p *scene.Pen) {
	for i := 1; i < len(f.bill); i++ {
		n := f.bill[0].Pays(f.bill[i])
		if n <= 1 || n > mostPictures {
			continue
		}
		x, y := f.x(n), f.y(f.bill[0].All(n)/n)
		p.Disc(x, y, 6*p.Size, tint.Ground, 0, 1)
		p.Ring(x, y, 5*p.Size, 2*p.Size, ledgerRoles[i], 1)
	}
}

// rows says in numbers what the pictures at the line take, and from when on the network is the cheaper.
func (f *ledger) rows(b *scene.Base, p *scene.Pen, box scene.Box, step float32) {
	size := 12.5 * p.Size
	y := box.Y + 6*p.Size
	p.Begin(box.X, y, scene.Start, tint.Ink)
	p.Count(int(f.pictures))
	p.Str(" pictures")
	l := p.End()
	l.Size, l.Bold = size, true
	across := [2]float32{box.X + 0.64*box.W, box.X + box.W}
	p.First(across[0], y, scene.End, tint.Faint, size, 0.64*box.W-p.Width(l)-10*p.Size, "all of it")
	if f.judges {
		p.First(across[1], y, scene.End, tint.Faint, size, 0.36*box.W-10*p.Size, "the network is cheaper from", "network cheaper", "cheaper")
	}
	for i, c := range f.bill {
		y += step
		p.First(box.X, y, scene.Start, ledgerRoles[i], size, 0.28*box.W, f.name(b, i))
		if !f.judges && i != plainWay {
			p.First(across[0], y, scene.End, tint.Faint, size, 0.35*box.W, "not yet")
			continue
		}
		p.Begin(across[0], y, scene.End, tint.Ink)
		if c.None {
			p.Str("cannot")
		} else {
			f.bytes(p, c.All(f.pictures))
		}
		p.Fits(size, 0.35*box.W)
		if i == 0 || !f.judges {
			continue
		}
		p.Begin(across[1], y, scene.End, tint.Ink)
		switch n := f.bill[0].Pays(c); {
		case n > 1e9:
			p.Str("never")
		case n == 1:
			p.Str("the first")
		default:
			p.Count(int(n))
			p.Str(" on")
		}
		p.Fits(size, 0.36*box.W-10*p.Size)
	}
}
