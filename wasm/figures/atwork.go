package figures

import (
	"errors"

	"hourglass/core/ae"
	"hourglass/core/nn"
	"hourglass/core/vec"
	"hourglass/wasm/scene"
)

// The stencil at work: every feature map of the shown picture, and of one number in them how its stencil makes it, or what it paints, with today's
// numbers. Its maps are drawn in atworkmaps.go, its arithmetic in atworksum.go.

func init() {
	scene.Register(&scene.Figure{
		Name: "stencil", Label: "The stencil at work", Short: "Stencil", Shape: scene.Wide, Least: scene.Size{W: 320, H: 210},
		New:     func() scene.Panel { return &atwork{} },
		CanShow: convolves, RunOnly: true,
	})
}

// convolves says which recipe has no stencil to show.
func convolves(r *ae.Recipe) error {
	switch {
	case len(r.Conv) == 0:
		return errors.New("a stencil belongs to a convolution, and there is none")
	case r.Input.Height == 1 || r.Input.Height != r.Input.Width:
		return errors.New("stencils are drawn on square pictures")
	}
	return nil
}

// atwork is the panel.
type atwork struct {
	brush  brush
	layers []layer // input, feature maps, code, copy
	neck   int     // which of them is the code
	chosen number  // the number that stays looked at; of station 0 while none does
	work   work    // of the number that is looked at now
	fields [maxStations]field
	mem    *nn.Memory
	less   []float32 // a layer without one number
	adds   []float32 // (Dim), what that number adds to the copy
	other  []float32 // (Dim), the twin's copy of the shown picture; empty without one
}

// maxStations is input, three convolutions, code, three, copy.
const maxStations = 9

// A number is one of what a layer puts out.
type number struct{ station, i int }

// Plan implements [scene.Panel].
func (f *atwork) Plan(b *scene.Base) {
	m := b.Model
	f.layers = append(f.layers[:0], layer{body: ends, show: -1, n: m.Input.Size(), shape: m.Input})
	widest, taps := m.Input.Size(), 0
	for i, at := range m.Show {
		l := layer{body: units, show: i, n: m.Net.Out(at).Size()}
		l.joint, l.at = jointOf(m, i)
		switch {
		case i == len(m.Show)-1:
			l.body, l.shape = ends, m.Input
		case at == m.Neck:
			f.neck = len(f.layers)
		default:
			if l.shaped(m); l.body != maps {
				continue // a dense layer has no stencil
			}
		}
		switch j := l.joint.(type) {
		case nn.Conv:
			taps = max(taps, j.Kernel*j.Kernel*max(j.In, j.Out))
		case nn.ConvT:
			taps = max(taps, j.Kernel*j.Kernel*max(j.In, j.Out))
		}
		widest = max(widest, l.n)
		f.layers = append(f.layers, l)
	}
	f.work.plan(taps)
	f.mem, f.less = m.Net.NewMemory(1, false), make([]float32, widest)
	f.adds, f.other = make([]float32, b.Set.Dim()), f.other[:0]
	if b.Twin != nil {
		f.other = make([]float32, b.Set.Dim())
	}
	if !f.has(f.chosen) {
		f.chosen = number{}
	}
}

// has tells whether there is such a number.
func (f *atwork) has(n number) bool {
	return n.station >= 0 && n.station < len(f.layers) && n.i >= 0 && n.i < f.layers[n.station].n
}

// Update implements [scene.Panel]. As long as nobody has chosen, the loudest number of the first maps is looked at.
func (f *atwork) Update(b *scene.Base) {
	if f.chosen.station == 0 {
		f.chosen = number{1, 0}
		for i, v := range f.out(b, 1) {
			if scene.Abs(v) > scene.Abs(f.out(b, 1)[f.chosen.i]) {
				f.chosen.i = i
			}
		}
	}
	if t := b.Twin; t != nil {
		copy(f.other, scene.Rebuild(t.Model, t.Many, t.Params, b.Snap.View.Input, 1))
	}
}

// out is what station i puts out for the shown picture.
func (f *atwork) out(b *scene.Base, i int) []float32 {
	if i == 0 {
		return b.Snap.View.Input
	}
	return b.One.Out(b.Model.Show[f.layers[i].show])[:f.layers[i].n]
}

// remove finds what a number adds to the copy: the copy as it is, less the copy with 0 in its place.
func (f *atwork) remove(b *scene.Base, n number) {
	l := &f.layers[n.station]
	less := f.less[:l.n]
	copy(less, f.out(b, n.station))
	less[n.i] = 0
	net := b.Model.Net
	y := net.ForwardRange(f.mem, b.Snap.Params, less, 1, b.Model.Show[l.show]+1, len(net.Layers))
	if b.Model.Loss == nn.BCE {
		vec.Sigmoid(y, y)
	}
	for i := range f.adds {
		f.adds[i] = b.Output[i] - y[i]
	}
}

// asked is the number that is looked at: that under the pointer, or the one that was chosen last.
func (f *atwork) asked(look *scene.Look) number {
	if n := f.numberOf(look.Open); look.Open.Target == scene.Place && f.has(n) {
		f.chosen = n
	}
	if n := f.numberOf(look.Hover); n.station > 0 && f.has(n) {
		return n
	}
	return f.chosen
}

// numberOf is the number of a hit; its station is -1 where the figure has none such.
func (f *atwork) numberOf(h scene.Hit) number {
	if h.Target == scene.Place || h.Target == scene.Node {
		for i := 1; i < len(f.layers); i++ {
			if f.layers[i].show == int(h.Layer) {
				return number{i, int(h.Index)}
			}
		}
	}
	return number{station: -1}
}

// hit is a place to touch of a number.
func (f *atwork) hit(n number) scene.Hit {
	return scene.Hit{Target: scene.Place, Feel: scene.Pointing, Layer: int32(f.layers[n.station].show), Index: int32(n.i)}
}

// Touch implements [scene.Toucher].
func (f *atwork) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	switch g.Hit.Target {
	case Pixel:
		f.brush.touch(b, g, h)
	case scene.Place:
		if n := f.numberOf(g.Hit); n != f.chosen { // a second tap would let go of it
			h.Open(g.Hit)
		}
	}
}

// Key implements [scene.Keyer]: the arrows walk over a map, from its edge on to the next one, and from the last map of a layer to the next layer.
func (f *atwork) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	n := f.chosen
	l := &f.layers[n.station]
	s := l.shape
	if l.body == units {
		s = nn.Shape{Channels: l.n, Height: 1, Width: 1}
	}
	channel, x, y := n.i%s.Channels, n.i/s.Channels%s.Width+dx, n.i/s.Channels/s.Width-dy
	y = min(max(y, 0), s.Height-1)
	if x < 0 || x >= s.Width {
		channel, x = channel+dx, (x+s.Width)%s.Width
	}
	if channel < 0 || channel >= s.Channels {
		at := n.station + dx
		if at < 1 || at >= len(f.layers) {
			return
		}
		f.enter(at, dx < 0, h)
		return
	}
	h.Open(f.hit(number{n.station, (y*s.Width+x)*s.Channels + channel}))
}

// enter opens the first number of a station, or its last where one comes from behind.
func (f *atwork) enter(station int, last bool, h scene.Hand) {
	i := 0
	if last {
		i = f.layers[station].n - 1
	}
	h.Open(f.hit(number{station, i}))
}

// Tell implements [scene.Teller].
func (f *atwork) Tell(b *scene.Base, p *scene.Pen) {
	f.work.of(b, f, f.chosen)
	f.name(p, f.chosen)
	p.Str(": ")
	f.work.say(p)
	if f.chosen.station < f.neck {
		f.trace(f.chosen)
		p.Str(", from rows ")
		r := f.fields[0]
		p.Count(r.y0 + 1)
		p.Str(" to ")
		p.Count(r.y1 + 1)
		p.Str(" and columns ")
		p.Count(r.x0 + 1)
		p.Str(" to ")
		p.Count(r.x1 + 1)
		p.Str(" of the input")
	}
}

// name writes which number it is.
func (f *atwork) name(p *scene.Pen, n number) {
	l := &f.layers[n.station]
	if l.body == units {
		p.Str("Code number ")
		p.Letter(n.i)
		return
	}
	if l.body == ends {
		p.Str("Pixel of x̂")
	} else {
		p.Str("Map ")
		p.Count(n.i%l.shape.Channels + 1)
		if n.station < f.neck {
			p.Str(" of the encoder")
		} else {
			p.Str(" of the decoder")
		}
	}
	p.Str(", row ")
	p.Count(n.i/l.shape.Channels/l.shape.Width + 1)
	p.Str(", column ")
	p.Count(n.i/l.shape.Channels%l.shape.Width + 1)
}

// Draw implements [scene.Panel].
func (f *atwork) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	n := f.asked(look)
	f.work.of(b, f, n)
	f.trace(n)
	if f.work.job == paints || f.work.job == alone {
		f.remove(b, n)
	}
	p.Heading(box, "One stencil for every place: point at any number of any map, or paint on the input", "One stencil for every place: point at a map", "Point at any place of a map", "Tap a map")
	in := scene.At(box.X+12*p.Size, box.Y+32*p.Size, box.W-24*p.Size, box.H-38*p.Size)
	river, bench := in, in
	switch {
	case in.H < 110*p.Size:
		f.river(b, p, river, n)
		return
	case in.W > 2.3*in.H && in.W > 600*p.Size:
		river.W = 0.56 * in.W
		bench.X, bench.W = in.X+river.W+16*p.Size, in.W-river.W-16*p.Size
	default:
		river.H = 0.45 * in.H
		bench.Y, bench.H = in.Y+river.H+8*p.Size, in.H-river.H-8*p.Size
	}
	f.river(b, p, river, n)
	f.bench(b, p, bench, n)
}
