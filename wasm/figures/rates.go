package figures

import (
	"errors"
	"math"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/squeeze"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "rates", Discreet: true, Label: "Error against bits", Short: "Bits", Least: scene.Size{W: 280, H: 190},
		New:     func() scene.Panel { return &rates{} },
		CanShow: squeezable,
		Suits:   squeezes,
	})
}

// squeezable says that squeezed pictures are scored on every number, and that a decoder has to travel alone.
func squeezable(r *ae.Recipe) error {
	if r.Tied {
		return errors.New("a decoder that shares the encoder's weights cannot travel alone")
	}
	return wholeExamples(r)
}

// squeezes are data whose examples are worth squeezing.
func squeezes(k data.Kind) bool { return k.Form() == data.Pictures || k.Form() == data.Signals }

// rates draws how far copies are off against the bits that a picture takes, all ways on one chart: the run's network by one to eight bits a number, as a
// line with the learner's own dot, which can be dragged; its twin; networks of other necks that were here before, paler; PCA and waves, to whose axes bits
// are dealt; and the plain file.
type rates struct {
	deals  []*squeeze.Deal // PCA, waves
	cut    [2]*scene.Cut   // the run's, and its twin's where that differs
	was    [formerNecks]formerNeck
	now    formerNeck
	of     data.Spec
	frame  scene.Box
	lo, hi float64   // ends of the axis of errors
	far    float64   // bits at the end of the other
	waits  bool      // for a bet, which the networks' lines would answer
	copied []float32 // the shown picture, as it comes back by the learner's bits (Dim)
}

// A formerNeck is the line of a network that was here before.
type formerNeck struct {
	neck, step int
	off        [squeeze.MostBits + 1]float64
}

// formerNecks is how many lines of other necks are kept, and leastRates the steps of a run that is worth keeping.
const (
	formerNecks = 3
	leastRates  = 300
)

// Plan implements [scene.Panel].
func (f *rates) Plan(b *scene.Base) {
	if !squeezes(b.Set.Kind) {
		return
	}
	if f.of != b.Set.Spec {
		f.of, f.was, f.now = b.Set.Spec, [formerNecks]formerNeck{}, formerNeck{}
	}
	f.deals = b.Deals()
	f.lo, f.hi, f.far = 0.0006, 0.5, 512
	if b.Set.Dim() > data.Dim {
		f.lo, f.far = 0.002, 2048
	}
	f.copied = make([]float32, b.Set.Dim())
	f.keep(b.Snap.Setup.Neck)
}

// keep puts the line of the network before among the former ones, unless it is of the same neck or had hardly begun.
func (f *rates) keep(neck int) {
	if f.now.step < leastRates || f.now.neck == neck {
		return
	}
	at := len(f.was) - 1
	for i := range f.was {
		if f.was[i].neck == f.now.neck {
			at = i
		}
	}
	copy(f.was[1:at+1], f.was[:at])
	f.was[0] = f.now
}

// Update implements [scene.Panel].
func (f *rates) Update(b *scene.Base) {
	if !squeezes(b.Set.Kind) {
		return
	}
	f.cut[0], f.cut[1] = b.CutOf(0), nil
	if apart(b) {
		f.cut[1] = b.CutOf(1)
	}
	f.now = formerNeck{b.Snap.Setup.Neck, b.Snap.Step, f.cut[0].Off}
	copy(f.copied, b.Through(b.Snap.View.Input))
}

// OnRates is where the figure is touched to turn the dial.
const OnRates scene.Target = "rates"

// Touch implements [scene.Toucher]: the dot goes along its line to where the hand is.
func (f *rates) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	if g.Act == scene.Release {
		return
	}
	u, _ := g.Place()
	f.put(b, int(math.Round(math.Pow(f.far, float64(u))/float64(b.Snap.Setup.Neck))), h)
}

// put asks for that many bits a number.
func (f *rates) put(b *scene.Base, bits int, h scene.Hand) {
	if bits = min(max(bits, 1), squeeze.MostBits); bits != b.Bits() {
		h.Send(wire.Command{Op: wire.Turn, Knob: train.Number(train.Dials[train.Bits].Name), Value: float64(bits)})
	}
}

// Key implements [scene.Keyer].
func (f *rates) Key(b *scene.Base, dx, dy int, h scene.Hand) { f.put(b, b.Bits()+dx+dy, h) }

// spent is how many bits a picture takes.
func spent(b *scene.Base) int { return b.Snap.Setup.Neck * b.Bits() }

// rivalNames are what the rivals are called.
var rivalNames = [2]string{"PCA", "DCT"}

// rivalRoles and rivalDashes are how they are drawn.
var (
	rivalRoles  = [2]tint.Role{tint.Leaf, tint.Sea}
	rivalDashes = [2]float32{0, 5}
)

// Tell implements [scene.Teller].
func (f *rates) Tell(b *scene.Base, p *scene.Pen) {
	if f.cut[0] == nil {
		return
	}
	n := spent(b)
	p.Count(n)
	p.Str(" bits a picture: ")
	if !f.waits {
		p.Str(b.Called(0))
		p.Str(" ")
		p.Num(float32(f.cut[0].Off[b.Bits()]), 4)
		if b.Snap.Step == 0 {
			p.Str(", untrained")
		}
	}
	for i, d := range f.deals {
		if i > 0 || !f.waits {
			p.Str(", ")
		}
		p.Str(rivalNames[i])
		p.Str(" ")
		p.Num(float32(d.Error(n)), 4)
	}
}

// Draw implements [scene.Panel].
func (f *rates) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	if f.waits = look.Hides("rates"); f.cut[0] == nil {
		p.Note(box, "Pictures and signals alone are squeezed here")
		return
	}
	p.Heading(box, "How far unseen pictures come back off, by the bits that each takes: drag the dot", "Error by bits a picture: drag the dot", "Drag the dot")
	head, foot := 46*p.Size, 42*p.Size
	m := scene.At(box.X+56*p.Size, box.Y+head, box.W-74*p.Size, box.H-head-foot)
	if m.W < 60 || m.H < 40 {
		return
	}
	f.frame = m
	p.Rect(m, 3, tint.Panel, 0, 1)
	f.axes(b, p)
	f.readout(b, p)
	named := len(p.Labels)
	f.plain(b, p)
	for i, d := range f.deals {
		f.deal(p, d, i)
	}
	if !f.waits {
		f.networks(b, p)
	} else {
		p.First(m.X+10*p.Size, m.Y+0.7*m.H, scene.Start, tint.Ink, 12.5*p.Size, 0.5*m.W, "What networks leave comes with your bet", "networks: bet first")
	}
	if !b.Sized("cuts") && !p.Small && !f.waits {
		f.pair(b, p)
	}
	p.Thin(named)
	p.Hit(scene.Hit{Target: OnRates, Feel: scene.Grabbing, X: m.X, Y: m.Y, X2: m.X + m.W, Y2: m.Y + m.H})
}

// networks draws the lines of the run, its twin and those before, and the dot.
func (f *rates) networks(b *scene.Base, p *scene.Pen) {
	for i := len(f.was) - 1; i >= 0; i-- {
		if w := &f.was[i]; w.neck > 0 && w.neck != b.Snap.Setup.Neck {
			f.line(p, w.neck, &w.off, tint.Sand, 1.5, 0.4, false)
		}
	}
	if f.cut[1] != nil {
		f.line(p, b.Twin.Setup.Neck, &f.cut[1].Off, tint.Ink, 1.6, 0.85, false)
	}
	f.line(p, b.Snap.Setup.Neck, &f.cut[0].Off, tint.Sand, 2.6, 1, b.Bits() == squeeze.MostBits)
	f.dot(b, p)
}

// pair draws the shown picture and its copy in the corner that no line comes to, where no other figure on the stage has room for them.
func (f *rates) pair(b *scene.Base, p *scene.Pen) {
	m := f.frame
	side := min(0.24*m.H, 0.16*m.W, 72*p.Size)
	if side < 24*p.Size {
		return
	}
	gap := 10 * p.Size
	for i, x := range [2][]float32{b.Snap.View.Input, f.copied} {
		at := scene.At(m.X+gap+float32(i)*(side+gap), m.Y+m.H-side-gap, side, side)
		b.Example(p, at, x, tint.Ramp, 1)
		p.First(at.X+side/2, at.Y-5*p.Size, scene.Middle, [2]tint.Role{tint.Dim, tint.Sand}[i], 11.5*p.Size, side+gap, [2]string{"as it is", "copy"}[i])
	}
}

// x and y are where bits and an error stand; what is off the chart stands at its edge.
func (f *rates) x(bits float64) float32 {
	return f.frame.X + f.frame.W*scene.Clamp(float32(math.Log(max(bits, 1))/math.Log(f.far)), 0, 1)
}

func (f *rates) y(off float64) float32 {
	u := math.Log(max(off, 1e-12)/f.lo) / math.Log(f.hi/f.lo)
	return f.frame.Y + f.frame.H*(1-scene.Clamp(float32(u), 0, 1))
}

// axes are bits across, doubling, and errors upwards.
func (f *rates) axes(b *scene.Base, p *scene.Pen) {
	m := f.frame
	p.UpLog(scene.Axis{Plot: m, Lo: float32(f.lo), Span: float32(f.hi - f.lo), Gap: 22, Off: 7, Size: 11.5, Lines: 0.7}, false, func(v float32) float32 { return f.y(float64(v)) })
	last := float32(-1e9)
	for n := 1; float64(n) <= f.far; n *= 2 {
		x := f.x(float64(n))
		if x-last < 32*p.Size {
			continue
		}
		last = x
		p.Line(x, m.Y, x, m.Y+m.H, 1, tint.Line, 0.5)
		p.Begin(x, m.Y+m.H+15*p.Size, scene.Middle, tint.Faint)
		p.Count(n)
		p.End().Size = 11.5 * p.Size
	}
	p.First(m.X+m.W, m.Y+m.H+33*p.Size, scene.End, tint.Faint, 11.5*p.Size, m.W+40*p.Size, "bits a picture (log); upwards: error per pixel (log)", "bits a picture (log); upwards: error", "bits a picture")
}

// readout says over the chart what the bits of the learner's dot leave, by each way.
func (f *rates) readout(b *scene.Base, p *scene.Pen) {
	n := spent(b)
	x, y, size := f.frame.X, f.frame.Y-7*p.Size, 12.5*p.Size
	room := f.frame.W
	put := func(role tint.Role, lead string, v float64) {
		p.Begin(x, y, scene.Start, role)
		p.Str(lead)
		p.Str(" ")
		p.Num(float32(v), 4)
		if p.Fits(size, room) {
			w := p.Width(&p.Labels[len(p.Labels)-1]) + 14*p.Size
			x, room = x+w, room-w
		}
	}
	p.Begin(x, y, scene.Start, tint.Ink)
	if room > 430*p.Size && !f.waits {
		p.Count(b.Snap.Setup.Neck)
		p.Str(" numbers")
		p.Str(" × ")
		p.Count(b.Bits())
		p.Str(" bits")
		p.Str(" = ")
	}
	p.Count(n)
	p.Str(" bits:")
	l := p.End()
	l.Size, l.Bold = size, true
	w := p.Width(l) + 14*p.Size
	x, room = x+w, room-w
	if !f.waits {
		put(tint.Sand, b.Called(0), f.cut[0].Off[b.Bits()])
	}
	for i, d := range f.deals {
		put(rivalRoles[i], rivalNames[i], d.Error(n))
	}
}

// plain marks the file as it is: eight bits a pixel, and next to no error.
func (f *rates) plain(b *scene.Base, p *scene.Pen) {
	m := f.frame
	n := 8 * b.Set.Dim()
	x, y := f.x(float64(n)), m.Y+m.H-4*p.Size
	p.Rect(scene.At(x-4*p.Size, y-8*p.Size, 8*p.Size, 8*p.Size), 1, tint.Dim, 0, 1)
	p.Begin(m.X+m.W-4*p.Size, y-13*p.Size, scene.End, tint.Dim)
	p.Str("plain: ")
	p.Count(n)
	p.Fits(11.5*p.Size, 0.3*m.W)
}

// deal draws what one rival leaves, as a step down at each gift of bits.
func (f *rates) deal(p *scene.Pen, d *squeeze.Deal, i int) {
	first := int32(len(p.Points))
	at := func(bits, off float64) { p.Points = append(p.Points, scene.Point{X: f.x(bits), Y: f.y(off)}) }
	at(1, d.Error(1))
	last := 0
	for _, g := range d.Gifts {
		if g.Bits > 1 {
			at(float64(g.Bits), g.Error)
			last = g.Bits
		}
		if g.Error < f.lo {
			break
		}
	}
	p.Add(scene.Mark{Kind: scene.Poly, Role: rivalRoles[i], W: 1.8 * p.Size, A: 0.9, Dash: rivalDashes[i] * p.Size, First: first, Count: int32(len(p.Points)) - first})
	at = func(share, drop float64) { // its name, where the line has come so far
		bits := min(int(math.Pow(f.far, share)), last)
		p.Write(f.x(float64(bits))+7*p.Size, f.y(d.Error(bits))+float32(drop)*p.Size, scene.Start, rivalRoles[i], rivalNames[i]).Size = 12.5 * p.Size
	}
	if i == 0 {
		at(0.06, 18)
	} else {
		at(0.66, -7)
	}
}

// line draws a network of that neck by one to eight bits a number, and writes at its end, beside the dot where that is full, how many
// numbers it has.
func (f *rates) line(p *scene.Pen, neck int, off *[squeeze.MostBits + 1]float64, role tint.Role, w, a float32, full bool) {
	first := int32(len(p.Points))
	for bits := 1; bits <= squeeze.MostBits; bits++ {
		p.Points = append(p.Points, scene.Point{X: f.x(float64(neck * bits)), Y: f.y(off[bits])})
	}
	p.Add(scene.Mark{Kind: scene.Poly, Role: role, W: w * p.Size, A: a, First: first, Count: squeeze.MostBits})
	for _, q := range p.Points[first:] {
		p.Disc(q.X, q.Y, (w+0.6)*p.Size, role, 0, a)
	}
	end := p.Points[len(p.Points)-1]
	aside := 8 * p.Size
	if full {
		aside = 15 * p.Size
	}
	word, x, y := " numbers", end.X, end.Y+19*p.Size
	if neck == 1 {
		word = " number"
	}
	p.Begin(x, y+aside-8*p.Size, scene.Middle, role)
	p.Count(neck)
	p.Str(word)
	l := p.End()
	if l.Size, l.Bold = 12*p.Size, a == 1; l.Y > f.frame.Y+f.frame.H-3*p.Size { // beside it, where there is no room below
		l.X, l.Y, l.Anchor = end.X+aside, end.Y+4*p.Size, scene.Start
	}
}

// dot is the learner's own, with what the rivals leave at as many bits.
func (f *rates) dot(b *scene.Base, p *scene.Pen) {
	m, n := f.frame, spent(b)
	x, y := f.x(float64(n)), f.y(f.cut[0].Off[b.Bits()])
	p.Add(scene.Mark{Kind: scene.Line, Role: tint.Sand, X: x, Y: m.Y, X2: x, Y2: m.Y + m.H, W: 1.2 * p.Size, A: 0.6, Dash: 4 * p.Size})
	for i, d := range f.deals {
		v := f.y(d.Error(n))
		p.Disc(x, v, 5*p.Size, tint.Ground, 0, 1)
		p.Ring(x, v, 4.2*p.Size, 2*p.Size, rivalRoles[i], 1)
	}
	p.Disc(x, y, 11*p.Size, tint.Ground, 0, 1)
	p.Disc(x, y, 9*p.Size, tint.Sand, 0, 1)
	p.Begin(x, y+4.3*p.Size, scene.Middle, tint.Ground)
	p.Count(b.Bits())
	l := p.End()
	l.Size, l.Bold = 12*p.Size, true
	if b.Snap.Step == 0 {
		p.First(x-15*p.Size, y-13*p.Size, scene.End, tint.Sand, 12*p.Size, x-m.X-20*p.Size, "untrained: as far off by any bits", "untrained")
		return
	}
	p.Begin(x+6*p.Size, m.Y+15*p.Size, scene.Start, tint.Sand)
	p.Count(b.Bits())
	p.Str([2]string{" bits each", " bit each"}[1/b.Bits()])
	p.Fits(12*p.Size, m.X+m.W-x-8*p.Size)
}
