package figures

import (
	"hourglass/core/nn"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "written", Label: "How often each pixel is written", Short: "Written", Shape: scene.Wide, Least: scene.Size{W: 300, H: 150},
		New:     func() scene.Panel { return &written{} },
		CanShow: convolves, RunOnly: true,
	})
}

// written counts how often each pixel of a copy is written to: by the windows of two common kernels, by pixels that are enlarged first, and by this
// network's own outermost kernel; and paints what its stencils of today make of maps that say the same at every place. But for the last, it is geometry,
// and no run changes it.
type written struct {
	ways   [4]way
	flat   []float32 // (side, side), what flat maps are painted as, over its largest
	uneven float32   // how far apart the pixels inside are, as a share of their mean size
	side   int
	chosen int       // the pixel whose counts are told
	levels []float32 // (In) of the outermost maps
}

// A way paints a picture from a smaller one. A pixel's count is the product of those of its row and its column, for windows are squares.
type way struct {
	label, brief string
	kernel, step int
	count        []int // along a side
	most         int   // along a side
}

// along counts how many windows of a kernel fall on each pixel of a side that a transposed convolution paints.
func along(dst []int, kernel, stride int) {
	pad := kernel / 2
	places := (len(dst)+2*pad-kernel)/stride + 1
	for x := range dst {
		dst[x] = 0
		for i := range places {
			if at := x + pad - i*stride; at >= 0 && at < kernel {
				dst[x]++
			}
		}
	}
}

// Plan implements [scene.Panel].
func (f *written) Plan(b *scene.Base) {
	c := b.Model.Conv[0]
	f.side = b.Side()
	f.ways = [4]way{
		{label: "kernel 3, stride 2", brief: "3, stride 2", kernel: 3, step: 2},
		{label: "kernel 4, stride 2", brief: "4, stride 2", kernel: 4, step: 2},
		{label: "enlarged, then kernel 3", brief: "enlarged", kernel: 3, step: 1},
		{label: "this network", brief: "this", kernel: c.Kernel, step: c.Stride},
	}
	for i := range f.ways {
		w := &f.ways[i]
		w.count = make([]int, f.side)
		along(w.count, w.kernel, w.step)
		for _, n := range w.count {
			w.most = max(w.most, n)
		}
	}
	f.flat, f.levels = make([]float32, f.side*f.side), make([]float32, c.Channels)
	f.chosen = f.side/2*f.side + f.side/2
}

// Update implements [scene.Panel].
func (f *written) Update(b *scene.Base) {
	m := b.Model
	joint, at := jointOf(m, len(m.Show)-1)
	c := joint.(nn.ConvT)
	maps, w := b.One.Out(m.Show[len(m.Show)-2]), m.Net.Of(at, b.Snap.Params)
	clear(f.levels)
	places := c.Height * c.Width
	for i, v := range maps[:places*c.In] {
		f.levels[i%c.In] += v / float32(places)
	}
	clear(f.flat)
	for i := range places {
		for k, level := range f.levels {
			scatter(c, w, i*c.In+k, func(_, to int, v float32) { f.flat[to] += level * v })
		}
	}
	f.normalise()
}

// normalise brings the largest to 1 and finds how uneven the pixels are that no edge touches.
func (f *written) normalise() {
	most, sum, mean, n := float32(1e-9), float32(0), float32(0), float32(0)
	for _, v := range f.flat {
		most = max(most, scene.Abs(v))
	}
	edge := f.ways[3].kernel
	for pass := range 2 {
		for i, v := range f.flat {
			x, y := i%f.side, i/f.side
			if x < edge || y < edge || x >= f.side-edge || y >= f.side-edge {
				continue
			}
			if pass == 0 {
				mean, n = mean+v, n+1
				continue
			}
			sum += scene.Abs(v - mean/n)
		}
	}
	f.uneven = 0
	if n > 0 {
		f.uneven = sum / n / max(scene.Abs(mean/n), 1e-6)
	}
	for i := range f.flat {
		f.flat[i] /= most
	}
}

// Touch implements [scene.Toucher].
func (f *written) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	if int(g.Hit.Index) != f.chosen {
		h.Open(g.Hit)
	}
}

// Key implements [scene.Keyer]: the arrows move the pixel whose counts are told.
func (f *written) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	x, y := f.chosen%f.side+dx, f.chosen/f.side-dy
	if x >= 0 && y >= 0 && x < f.side && y < f.side {
		h.Open(scene.Hit{Target: counted, Index: int32(y*f.side + x)})
	}
}

// counted is a pixel whose counts can be told.
const counted scene.Target = "counted"

// times is how often a way writes pixel i.
func (f *written) times(w *way, i int) int { return w.count[i%f.side] * w.count[i/f.side] }

// Tell implements [scene.Teller].
func (f *written) Tell(b *scene.Base, p *scene.Pen) {
	p.Str("row ")
	p.Count(f.chosen/f.side + 1)
	p.Str(", column ")
	p.Count(f.chosen%f.side + 1)
	for i := range f.ways {
		p.Str("; ")
		p.Str(f.ways[i].label)
		p.Str(": ")
		p.Count(f.times(&f.ways[i], f.chosen))
	}
}

// Draw implements [scene.Panel].
func (f *written) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	if h := look.Open; h.Target == counted && h.Index >= 0 && int(h.Index) < len(f.flat) {
		f.chosen = int(h.Index)
	}
	p.Heading(box, "How often each pixel of the copy is written to: tap a pixel", "How often each pixel is written: tap one", "How often each is written", "Written")
	in := scene.At(box.X+12*p.Size, box.Y+30*p.Size, box.W-24*p.Size, box.H-36*p.Size)
	const all = len(f.ways) + 1
	foot := 36 * p.Size
	across, step := 1, float32(0)
	for c := 1; c <= all; c++ {
		rows := float32((all + c - 1) / c)
		if s := min(in.W/float32(c), in.H/rows-foot+8*p.Size, 300*p.Size); s > step {
			across, step = c, s
		}
	}
	side := step - 14*p.Size
	if side < 12 {
		return
	}
	rows := (all + across - 1) / across
	pitch := min((in.H)/float32(rows), step+foot)
	y0 := in.Y + max(0, (in.H-pitch*float32(rows))/2)
	wide := min(in.W/float32(across), 1.35*step)
	x0 := in.X + (in.W-wide*float32(across))/2
	for i := range all {
		at := scene.At(x0+wide*float32(i%across)+(wide-side)/2, y0+pitch*float32(i/across), side, side)
		if i < len(f.ways) {
			f.counts(p, at, &f.ways[i], wide-6)
		} else {
			f.painted(p, at, wide-6)
		}
		f.pixels(p, at)
	}
}

// counts draws the counts of one way, and what they are.
func (f *written) counts(p *scene.Pen, at scene.Box, w *way, room float32) {
	greys := p.Tile(at.X, at.Y, at.W/float32(f.side), f.side, tint.Ramp, 1)
	for i := range greys {
		greys[i] = scene.Grey(float32(f.times(w, i)) / float32(w.most*w.most))
	}
	x, y := at.X+at.W/2, at.Y+at.H
	p.First(x, y+14*p.Size, scene.Middle, tint.Ink, 12*p.Size, room, w.label, w.brief)
	p.Begin(x, y+28*p.Size, scene.Middle, tint.Sand)
	p.Count(f.times(w, f.chosen))
	p.Str(" here")
	p.Fits(11.5*p.Size, room)
}

// painted draws what flat maps come to, by the stencils of today.
func (f *written) painted(p *scene.Pen, at scene.Box, room float32) {
	greys := p.Tile(at.X, at.Y, at.W/float32(f.side), f.side, tint.Ramp, 1)
	for i := range greys {
		greys[i] = scene.Grey(scene.Abs(f.flat[i]))
	}
	x, y := at.X+at.W/2, at.Y+at.H
	p.First(x, y+14*p.Size, scene.Middle, tint.Ink, 12*p.Size, room, "flat maps, its weights", "flat maps")
	p.Begin(x, y+28*p.Size, scene.Middle, tint.Sand)
	p.Num(100*min(f.uneven, 9.99), 0)
	p.Str(" % uneven")
	p.Fits(11.5*p.Size, room)
}

// pixels makes every pixel a place to tap, and frames the one that is told of.
func (f *written) pixels(p *scene.Pen, at scene.Box) {
	c := at.W / float32(f.side)
	p.Frame(at, 1, tint.Line, 1)
	cell := func(i int) scene.Box {
		return scene.At(at.X+c*float32(i%f.side), at.Y+c*float32(i/f.side), c, c)
	}
	for i := range f.flat {
		k := cell(i)
		p.Hit(scene.Hit{Target: counted, Feel: scene.Pointing, Index: int32(i), X: k.X, Y: k.Y, X2: k.X + c, Y2: k.Y + c})
	}
	k := cell(f.chosen).Inset(-1)
	p.Add(scene.Mark{Kind: scene.Frame, Role: tint.Rose, X: k.X, Y: k.Y, X2: k.X + k.W, Y2: k.Y + k.H, W: 1.5 * p.Size, A: 1})
}
