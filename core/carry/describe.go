package carry

import (
	"fmt"
	"strings"

	"hourglass/core/ae"
	"hourglass/core/nn"
)

// describe is the README of an .npz file: what goes in, every layer in order with its arrays, what comes out.
func describe(m *ae.Model, params []float32) string {
	var b strings.Builder
	fmt.Fprintf(&b, "An autoencoder. Read its arrays with numpy.load; @ is the product of matrices, * that of numbers.\n\n")
	fmt.Fprintf(&b, "x: %s\n", describeInput(m))
	for _, p := range parts(m, params) {
		fmt.Fprintf(&b, "\n%s, of %s:\n", p.name, map[string]string{
			"encoder": "x", "decoder": "the code", "classifier": "the code, to a logit for each class",
			"critic": "x or a copy, to the logit of its being an original",
		}[p.name])
		for i := p.from; i < p.to; i++ {
			fmt.Fprintf(&b, "  %-14s %s\n", p.layer(i), describeLayer(p.net.Layers[i]))
			for _, t := range p.tensors(i) {
				fmt.Fprintf(&b, "  %-14s   %s %s\n", "", t.name, tuple(t.shape))
			}
		}
		switch {
		case p.name == "encoder":
			fmt.Fprintf(&b, "  the code: %d numbers\n", m.Code)
		case p.name == "decoder" && m.Loss == nn.BCE:
			fmt.Fprint(&b, "  the copy: sigmoid of these logits, in the order of x\n")
		case p.name == "decoder":
			fmt.Fprint(&b, "  the copy: in the order of x\n")
		}
	}
	return b.String()
}

func describeInput(m *ae.Model) string {
	in := m.Input
	switch {
	case m.Sequence.Hidden > 0:
		return fmt.Sprintf("%d steps of %d features, one step after the other", in.Height, in.Width)
	case in.Height == 1 && in.Width == 1:
		return fmt.Sprintf("%d numbers", in.Channels)
	case in.Channels == 1:
		return fmt.Sprintf("a picture of %d rows by %d columns, row by row", in.Height, in.Width)
	}
	return fmt.Sprintf("a picture of %d rows by %d columns by %d channels, channels innermost", in.Height, in.Width, in.Channels)
}

const (
	lstmText = "c and h begin at 0; i, f, g, o = the four parts, side by side, of x @ weight_ih + h @ weight_hh + bias;" +
		" c = sigmoid(f)*c + sigmoid(i)*tanh(g); h = sigmoid(o)*tanh(c)"
	gruText = "h begins at 0; r, z, n are the three parts, side by side, of x @ weight_ih + bias_ih and of h @ weight_hh + bias_hh;" +
		" r, z = sigmoid of their sums; n = tanh(n of x + r*(n of h)); h = (1-z)*n + z*h"
)

func cellText(c nn.Cell) string {
	if c == nn.GRU {
		return gruText
	}
	return lstmText
}

var unitText = [...]string{
	nn.Linear: "x", nn.Tanh: "tanh(x)", nn.Sigmoid: "sigmoid(x) = 1/(1+exp(-x))", nn.ReLU: "max(x, 0)", nn.Leaky: "x above 0, 0.01*x below",
	nn.ELU: "x above 0, exp(x)-1 below", nn.Softplus: "log(1+exp(x))", nn.SiLU: "x*sigmoid(x)",
}

func describeLayer(l nn.Layer) string {
	switch l := l.(type) {
	case nn.Unit:
		return fmt.Sprintf("%s: y = %s", l, unitText[l])
	case nn.Dense:
		return fmt.Sprintf("dense %d to %d: y = x @ weight + bias", l.In, l.Out)
	case nn.Tied:
		return fmt.Sprintf("tied %d to %d: y = x @ weight.T + bias, with the weight of the dense layer %d before it", l.In, l.Out, l.Back)
	case nn.Conv:
		return fmt.Sprintf("convolution of %dx%d pixels with %d channels to %d: y[i,j] = sum over u, v of x[%d*i+u-%d, %d*j+v-%d] @ weight[u,v] + bias, 0 beyond the edge",
			l.Height, l.Width, l.In, l.Out, l.Stride, l.Pad, l.Stride, l.Pad)
	case nn.ConvT:
		return fmt.Sprintf("transposed convolution of %dx%d pixels with %d channels to %d: each pixel x[i,j] adds x[i,j] @ weight[:,u,v] to y[%d*i+u-%d, %d*j+v-%d] of %dx%d, where that is inside; + bias",
			l.Height, l.Width, l.In, l.Out, l.Stride, l.Pad, l.Stride, l.Pad, sideT(l, l.Height), sideT(l, l.Width))
	case nn.LayerNorm:
		return fmt.Sprintf("layer norm of %d: y = (x - mean)/sqrt(variance + 1e-5)*weight + bias", l.Size)
	case nn.Dropout:
		return fmt.Sprintf("dropout: y = x in use, %g of the numbers silenced while training", l.P)
	case nn.Sample:
		return fmt.Sprintf("sample: x is %d means, then their log-variances; y = the means, while training + exp(logvar/2)*normal dice", l.Code)
	case nn.TopK:
		return fmt.Sprintf("top k: y keeps the %d largest of %d and sets the others to 0", l.K, l.Size)
	case nn.Recurrent:
		return fmt.Sprintf("%s of %d to %d, %s, %s: %s", l.Cell, l.In, l.Hidden, shown(l), spoken(l), cellText(l.Cell))
	case nn.Each:
		return fmt.Sprintf("dense %d to %d at each step: y = x @ weight + bias", l.In, l.Out)
	case nn.Unroll:
		return fmt.Sprintf("%s that writes %d steps: at each, x is the code and then the values written before, at first 0; %s; the next values are %s(h @ weight_out + bias_out)",
			l.Cell, l.Steps, cellText(l.Cell), l.Out)
	}
	return errLayer.Error()
}

// sideT is how many pixels a transposed convolution makes of a side of n.
func sideT(l nn.ConvT, n int) int { return (n-1)*l.Stride - 2*l.Pad + l.Kernel + l.OutPad }

func shown(l nn.Recurrent) string {
	if l.Hold {
		return fmt.Sprintf("shown the same x at each of %d steps", l.Steps)
	}
	return fmt.Sprintf("over %d steps", l.Steps)
}

func spoken(l nn.Recurrent) string {
	if l.Last {
		return "the last h alone"
	}
	return "every h"
}
