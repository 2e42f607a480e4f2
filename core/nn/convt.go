package nn

import (
	"errors"
	"strconv"

	"hourglass/core/vec"
)

// ConvT is a transposed convolution, the adjoint of [Conv], of pictures of In channels, Height and Width: every pixel paints
// the kernel in its own strength, Stride pixels after its neighbour, and what falls together is added up. Pad pixels are cut
// off all round. OutPad, below Stride, adds rows at the bottom and columns on the right: a stride leads from several sizes
// to the same, and this says to which of them it goes back.
//
//	y[i',j',o] = b[o] + sum of x[i,j,c]·W[c,u,v,o] over all c and all i, j, u, v where i' = i·Stride+u-Pad and j' = j·Stride+v-Pad
//
// A side of n pixels becomes (n-1)·Stride-2·Pad+Kernel+OutPad. Its parameters are W (In, Kernel, Kernel, Out), then b (Out):
// PyTorch's ConvTranspose2d with channels innermost.
type ConvT struct{ In, Height, Width, Out, Kernel, Stride, Pad, OutPad int }

// NewConvT is the transposed convolution of pictures of shape in to out channels.
func NewConvT(in Shape, out, kernel, stride, pad, outPad int) ConvT {
	return ConvT{in.Channels, in.Height, in.Width, out, kernel, stride, pad, outPad}
}

// Plan wants pictures of the layer's own size, of which the padding leaves something. The fans are those of the convolution
// that it mirrors, as PyTorch counts them. A flat vector of as many numbers counts as such a picture: a decoder comes from a
// code that way.
func (c ConvT) Plan(in Shape) (Plan, error) {
	own := Shape{c.In, c.Height, c.Width}
	if in == Flat(own.Size()) {
		in = own
	}
	if err := checkKernel("transposed convolution", own, in, c.Out, c.Kernel, c.Stride, c.Pad); err != nil {
		return Plan{}, err
	}
	if c.OutPad < 0 || c.OutPad >= c.Stride {
		return Plan{}, errors.New("output padding of " + strconv.Itoa(c.OutPad) + " is not between 0 and the stride of " + strconv.Itoa(c.Stride))
	}
	p := c.patches()
	out := Shape{c.Out, p.height, p.width}
	if p.height < 1 || p.width < 1 {
		return Plan{}, errors.New("padding of " + strconv.Itoa(c.Pad) + " leaves nothing of a transposed convolution of " + own.String())
	}
	if !p.fit() || !fits(out.Channels, out.Height, out.Width) {
		return Plan{}, errors.New("transposed convolution of " + own.String() + " to " + out.String() + " is too large")
	}
	area := c.Kernel * c.Kernel
	return Plan{Out: out, Scratch: p.scratch(), Arrays: []Array{
		{Name: "weight", Shape: []int{c.In, c.Kernel, c.Kernel, c.Out}, In: c.Out * area, Out: c.In * area},
		{Name: "bias", Shape: []int{c.Out}},
	}}, nil
}

// patches are windows of the output, one for each pixel of the input.
func (c ConvT) patches() patches {
	return patches{
		height: (c.Height-1)*c.Stride - 2*c.Pad + c.Kernel + c.OutPad, width: (c.Width-1)*c.Stride - 2*c.Pad + c.Kernel + c.OutPad,
		channels: c.Out, kernel: c.Kernel, stride: c.Stride, pad: c.Pad, down: c.Height, across: c.Width,
	}
}

// Forward sets y (rows, height, width, Out): windows x (positions, In) times W (In, size), added up where they lie.
func (c ConvT) Forward(y, _, x, w, scratch []float32, rows int) {
	p := c.patches()
	size, lines, block := p.size(), rows*p.down, p.block()
	for from := 0; from < lines; from += block {
		to := min(from+block, lines)
		windows := scratch[:(to-from)*p.lineSize()]
		clear(windows)
		vec.MatMul(windows, x[from*p.across*c.In:], w, (to-from)*p.across, c.In, size)
		p.scatter(y, w[c.In*size:c.In*size+c.Out], scratch, from, to)
	}
}

// Backward adds dW += xᵀ·windows of dy and db += the sum of dy's pixels, and sets dx to windows of dy times Wᵀ.
func (c ConvT) Backward(dx, dw, dy, _, _, x, w, scratch []float32, rows int) {
	p := c.patches()
	size, lines, block := p.size(), rows*p.down, p.block()
	sumPixels(dw[c.In*size:c.In*size+c.Out], dy, scratch, rows*p.height, p.width)
	if dx != nil {
		clear(dx[:lines*p.across*c.In])
	}
	for from := 0; from < lines; from += block {
		to := min(from+block, lines)
		windows := p.gather(dy, scratch, from, to)
		at, m := from*p.across*c.In, (to-from)*p.across
		vec.MatMulTA(dw, x[at:], windows, c.In, m, size)
		if dx != nil {
			vec.MatMulTB(dx[at:], windows, w, m, size, c.In)
		}
	}
}
