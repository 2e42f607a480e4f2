package figures

import (
	"math"

	"hourglass/core/nn"
	"hourglass/wasm/scene"
)

// The arithmetic of the stencil at work, for one number, and its words.

// A job is what a number does that is looked at.
type job uint8

// The jobs. A number of an encoder's map gathers a window; one of a decoder's paints one; a pixel of the copy collects from all windows that fall on it;
// a number of the code has no stencil, and stands alone.
const (
	gathers job = iota
	paints
	collects
	alone
)

// A work is a stencil with what lies under it: of each map on the other side a block of kernel by kernel numbers, weights and products.
type work struct {
	job                 job
	kernel, blocks      int
	x, w, v             []float32 // (blocks, kernel, kernel)
	live                []bool    // the same: what lies off the picture is not
	sums                []float32 // (blocks)
	order               []int     // blocks, those that count most first
	sum, bias, out, own float32
	unit                nn.Unit
	taps                int
}

// plan makes room for so many taps.
func (k *work) plan(taps int) {
	*k = work{x: make([]float32, taps), w: make([]float32, taps), v: make([]float32, taps), live: make([]bool, taps), sums: make([]float32, taps), order: make([]int, taps)}
}

// of works out what number n does.
func (k *work) of(b *scene.Base, f *atwork, n number) {
	l := &f.layers[n.station]
	k.blocks, k.taps, k.sum, k.bias = 0, 0, 0, 0
	k.out = f.out(b, n.station)[n.i]
	clear(k.live)
	clear(k.v)
	clear(k.sums)
	if l.body == units {
		k.job, k.out = alone, b.At[n.i]
		return
	}
	switch c := l.joint.(type) {
	case nn.Conv:
		k.gather(b, f, n, c)
	case nn.ConvT:
		if l.body == ends {
			k.collect(b, f, n, c)
			break
		}
		k.paint(b, f, n)
	default:
		k.paint(b, f, n)
	}
	k.rank()
}

// set keeps one tap: what meets the weight w at a place of the kernel in a block.
func (k *work) set(block, down, across int, x, w float32) {
	i := (block*k.kernel+down)*k.kernel + across
	v := x * w
	if v == 0 {
		v = 0 // never less than nothing
	}
	k.x[i], k.w[i], k.v[i], k.live[i] = x, w, v, true
	k.sums[block] += v
	k.sum += v
	k.taps++
}

func (k *work) gather(b *scene.Base, f *atwork, n number, c nn.Conv) {
	l, in := &f.layers[n.station], f.out(b, n.station-1)
	w := b.Model.Net.Of(l.at, b.Snap.Params)
	place := n.i / c.Out
	x0, y0 := place%l.shape.Width*c.Stride-c.Pad, place/l.shape.Width*c.Stride-c.Pad
	k.job, k.kernel, k.blocks = gathers, c.Kernel, c.In
	gather(c, w, n.i, func(from, _ int, v float32) {
		at := from / c.In
		k.set(from%c.In, at/c.Width-y0, at%c.Width-x0, in[from], v)
	})
	k.bias, k.unit = w[c.Kernel*c.Kernel*c.In*c.Out+n.i%c.Out], unitOf(b, b.Model.Show[l.show])
}

func (k *work) paint(b *scene.Base, f *atwork, n number) {
	next := &f.layers[n.station+1]
	c := next.joint.(nn.ConvT)
	w := b.Model.Net.Of(next.at, b.Snap.Params)
	_, wide := painted(c)
	place := n.i / c.In
	x0, y0 := place%c.Width*c.Stride-c.Pad, place/c.Width*c.Stride-c.Pad
	k.job, k.kernel, k.blocks = paints, c.Kernel, c.Out
	scatter(c, w, n.i, func(_, to int, v float32) {
		at := to / c.Out
		k.set(to%c.Out, at/wide-y0, at%wide-x0, k.out, v)
	})
}

func (k *work) collect(b *scene.Base, f *atwork, n number, c nn.ConvT) {
	in := f.out(b, n.station-1)
	w := b.Model.Net.Of(f.layers[n.station].at, b.Snap.Params)
	_, wide := painted(c)
	x, y := n.i/c.Out%wide+c.Pad, n.i/c.Out/wide+c.Pad
	k.job, k.kernel, k.blocks = collects, c.Kernel, c.In
	reach(c, w, n.i, func(from, _ int, v float32) {
		at := from / c.In
		k.set(from%c.In, y-at/c.Width*c.Stride, x-at%c.Width*c.Stride, in[from], v)
	})
	k.bias, k.unit, k.out = w[c.In*c.Kernel*c.Kernel*c.Out+n.i%c.Out], nn.Sigmoid, b.Output[n.i]
	if b.Model.Linear {
		k.unit = nn.Linear
	}
}

// rank sorts the blocks by how much they count; those that count alike keep their order.
func (k *work) rank() {
	weight := func(i int) float32 { return scene.Abs(k.sums[i]) }
	for i := range k.blocks {
		j := i
		for ; j > 0 && weight(k.order[j-1]) < weight(i); j-- {
			k.order[j] = k.order[j-1]
		}
		k.order[j] = i
	}
}

// say tells it in words.
func (k *work) say(p *scene.Pen) {
	switch k.job {
	case alone:
		p.Num(k.out, 2)
		return
	case paints:
		p.Num(k.out, 2)
		p.Str(" times ")
		p.Count(k.taps)
		p.Str(" weights is what it paints")
		return
	}
	p.Count(k.taps)
	p.Str(" products add up to ")
	p.Num(k.sum, 2)
	p.Str(", with the bias ")
	p.Num(k.sum+k.bias, 2)
	if k.unit != nn.Linear {
		p.Str(", ")
		p.Str(k.unit.String())
		p.Str(" makes ")
		p.Num(k.out, 2)
	}
}

// write is the line of a job.
func (k *work) write(p *scene.Pen, brief bool) {
	switch k.job {
	case alone:
		p.Str("it stands at ")
		p.Num(k.out, 2)
		if !brief {
			p.Str(", and adds this to the copy")
		}
		return
	case paints:
		p.Num(k.out, 2)
		p.Str(" × ")
		p.Count(k.taps)
		p.Str(" weights")
		if !brief {
			p.Str(", added to what its neighbours paint")
		}
		return
	}
	p.Count(k.taps)
	p.Str(" products: ")
	p.Num(k.sum, 2)
	if brief {
		p.Str(" + ")
	} else {
		p.Str(" + bias ")
	}
	p.Num(k.bias, 2)
	p.Str(k.equals())
	p.Num(k.sum+k.bias, 2)
	if k.unit != nn.Linear {
		p.Str(" → ")
		if !brief {
			p.Str(k.unit.String())
			p.Str(" ")
		}
		p.Num(k.out, 2)
	}
}

// equals is what stands before the sum: rounded, the two numbers ahead of it need not add up to it.
func (k *work) equals() string {
	cents := func(v float32) float64 { return math.Round(100 * float64(v)) }
	if cents(k.sum)+cents(k.bias) == cents(k.sum+k.bias) {
		return " = "
	}
	return " ≈ "
}
