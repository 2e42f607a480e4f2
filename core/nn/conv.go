package nn

import (
	"errors"
	"strconv"

	"hourglass/core/vec"
)

// Conv is a convolution (a cross-correlation, as everywhere in the field) of pictures of In channels, Height and Width with
// a square kernel, which moves by Stride over the picture padded with Pad zeros all round:
//
//	y[i,j,o] = b[o] + sum over u, v < Kernel and c of x[i·Stride+u-Pad, j·Stride+v-Pad, c]·W[u,v,c,o]
//
// A side of n pixels leaves floor((n+2·Pad-Kernel)/Stride)+1. Its parameters are W (Kernel, Kernel, In, Out), then b (Out):
// PyTorch's Conv2d with the order of W turned round, so that the weights of one input number lie side by side.
type Conv struct{ In, Height, Width, Out, Kernel, Stride, Pad int }

// NewConv is the convolution of pictures of shape in to out channels.
func NewConv(in Shape, out, kernel, stride, pad int) Conv {
	return Conv{in.Channels, in.Height, in.Width, out, kernel, stride, pad}
}

// Plan wants pictures of the layer's own size, in which the kernel finds room.
func (c Conv) Plan(in Shape) (Plan, error) {
	own := Shape{c.In, c.Height, c.Width}
	if err := checkKernel("convolution", own, in, c.Out, c.Kernel, c.Stride, c.Pad); err != nil {
		return Plan{}, err
	}
	if c.Kernel > c.Height+2*c.Pad || c.Kernel > c.Width+2*c.Pad {
		return Plan{}, errors.New("kernel of " + strconv.Itoa(c.Kernel) + " is larger than " + own.String() + " padded by " + strconv.Itoa(c.Pad))
	}
	p := c.patches()
	out := Shape{c.Out, p.down, p.across}
	if !p.fit() || !fits(out.Channels, out.Height, out.Width) {
		return Plan{}, errors.New("convolution of " + own.String() + " to " + out.String() + " is too large")
	}
	area := c.Kernel * c.Kernel
	return Plan{Out: out, Scratch: max(p.scratch(), p.across*c.Out), Arrays: []Array{
		{Name: "weight", Shape: []int{c.Kernel, c.Kernel, c.In, c.Out}, In: c.In * area, Out: c.Out * area},
		{Name: "bias", Shape: []int{c.Out}},
	}}, nil
}

func (c Conv) patches() patches {
	return patches{
		height: c.Height, width: c.Width, channels: c.In, kernel: c.Kernel, stride: c.Stride, pad: c.Pad,
		down: (c.Height+2*c.Pad-c.Kernel)/c.Stride + 1, across: (c.Width+2*c.Pad-c.Kernel)/c.Stride + 1,
	}
}

// Forward sets y (rows, height, width, Out): windows (positions, size) times W (size, Out), a block of lines at a time.
func (c Conv) Forward(y, _, x, w, scratch []float32, rows int) {
	p := c.patches()
	size, lines, block := p.size(), rows*p.down, p.block()
	fillPixels(y[:lines*p.across*c.Out], w[size*c.Out:size*c.Out+c.Out])
	for from := 0; from < lines; from += block {
		to := min(from+block, lines)
		windows := p.gather(x, scratch, from, to)
		vec.MatMul(y[from*p.across*c.Out:], windows, w, (to-from)*p.across, size, c.Out)
	}
}

// Backward adds dW += windowsᵀ·dy, with the windows written out anew, and db += the sum of dy's pixels, and sets dx to
// dy·Wᵀ, which are windows, added up where they lie.
func (c Conv) Backward(dx, dw, dy, _, _, x, w, scratch []float32, rows int) {
	p := c.patches()
	size, lines, block := p.size(), rows*p.down, p.block()
	sumPixels(dw[size*c.Out:size*c.Out+c.Out], dy, scratch, lines, p.across)
	for from := 0; from < lines; from += block {
		to := min(from+block, lines)
		windows := p.gather(x, scratch, from, to)
		vec.MatMulTA(dw, windows, dy[from*p.across*c.Out:], size, (to-from)*p.across, c.Out)
	}
	if dx == nil {
		return
	}
	for from := 0; from < lines; from += block {
		to := min(from+block, lines)
		windows := scratch[:(to-from)*p.lineSize()]
		clear(windows)
		vec.MatMulTB(windows, dy[from*p.across*c.Out:], w, (to-from)*p.across, c.Out, size)
		p.scatter(dx, nil, scratch, from, to)
	}
}
