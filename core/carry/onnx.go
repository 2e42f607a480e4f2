package carry

import (
	"fmt"
	"io"

	"hourglass/core/ae"
	"hourglass/core/nn"
)

// WriteONNX writes the autoencoder as an ONNX model (https://onnx.ai/onnx/operators), operator set 17, without custom
// operators. The length N of a batch is free.
//
// Its input is "x": pictures (N, channels, height, width), sequences (N, steps, features), vectors (N, numbers). Its
// outputs are "code" (N, Code), "reconstruction", shaped like x, and, of a model with a classifier, "labels" (N, Classes),
// which are shares. What is written is the model in use: a variational code is its mean, nothing drops out, a decoder that
// writes is fed what it wrote, and a reconstruction is of grey values also where the loss takes logits. A critic stays at
// home.
//
// Equal models make equal files. The error is that of a count of parameters that is not the model's, of one that is not
// finite, or of w.
func WriteONNX(w io.Writer, m *ae.Model, params []float32) error {
	if err := check(m, params); err != nil {
		return err
	}
	e := exporter{weights: map[int]string{}}
	x, dims := e.begin(m)
	var code flow
	for _, p := range parts(m, params) {
		var err error
		switch p.name {
		case "encoder":
			if code, err = e.chain(p, x); err == nil {
				code = flow{e.flat(code), nn.Flat(m.Code), flat}
				e.output("code", code.name, m.Code)
			}
		case "decoder":
			var y flow
			if y, err = e.chain(p, code); err == nil {
				e.copy(m, y, x, dims)
			}
		case "classifier":
			var y flow
			if y, err = e.chain(p, code); err == nil {
				e.output("labels", e.op("Softmax", []string{y.name}, integer("axis", 1)), m.Label.Classes)
			}
		}
		if err != nil {
			return err
		}
	}
	if _, err := w.Write(e.model("autoencoder")); err != nil {
		return fmt.Errorf("carry: %w", err)
	}
	return nil
}

// A layout is how the numbers of an example lie in a tensor of the graph.
type layout int

const (
	flat    layout = iota // (N, size), in the core's order: a picture's channels innermost
	picture               // (N, channels, height, width), as ONNX has it
	steps                 // (N, steps, features)
)

// A flow is what goes from layer to layer.
type flow struct {
	name  string
	shape nn.Shape
	lies  layout
}

// An exporter lays layers as nodes of a graph.
type exporter struct {
	graph
	weights map[int]string // of dense layers, by their place in the net, for those that are tied to them
}

// begin declares the input and returns it with its dimensions without N.
func (e *exporter) begin(m *ae.Model) (flow, []int) {
	in := m.Input
	lies, dims := picture, []int{in.Channels, in.Height, in.Width}
	switch {
	case m.Sequence.Hidden > 0:
		lies, dims = steps, []int{in.Height, in.Width}
	case in.Height == 1 && in.Width == 1:
		lies, dims = flat, []int{in.Channels}
	}
	return flow{e.input("x", dims...), in, lies}, dims
}

// copy ends the decoder's y as the input x began.
func (e *exporter) copy(m *ae.Model, y, x flow, dims []int) {
	switch x.lies {
	case flat:
		y.name = e.flat(y)
	case picture:
		y.name = e.picture(y, x.shape)
	case steps:
		y.name = e.steps(y, x.shape.Height, x.shape.Width)
	}
	if m.Loss == nn.BCE {
		y.name = e.op("Sigmoid", []string{y.name})
	}
	e.output("reconstruction", y.name, dims...)
}

// chain lays the layers of a part and returns what comes out.
func (e *exporter) chain(p part, at flow) (flow, error) {
	for i := p.from; i < p.to; i++ {
		name, lies, ok := e.layer(p, i, at)
		if !ok {
			return at, fmt.Errorf("carry: %s: %w", p.layer(i), errLayer)
		}
		at = flow{name, p.net.Out(i), lies}
	}
	return at, nil
}

// layer lays layer i of a part on what comes in. It reports whether the layer is known.
func (e *exporter) layer(p part, i int, in flow) (name string, lies layout, ok bool) {
	t := p.tensors(i)
	switch l := p.net.Layers[i].(type) {
	case nn.Unit:
		return e.unit(l, in.name), in.lies, true
	case nn.Dropout:
		return in.name, in.lies, true
	case nn.Dense:
		e.weights[i] = e.tensor(t[0])
		return e.op("Gemm", []string{e.flat(in), e.weights[i], e.tensor(t[1])}), flat, true
	case nn.Tied:
		return e.op("Gemm", []string{e.flat(in), e.weights[i-l.Back], e.tensor(t[0])}, integer("transB", 1)), flat, true
	case nn.Each:
		at := e.op("MatMul", []string{e.steps(in, l.Steps, l.In), e.tensor(t[0])})
		return e.op("Add", []string{at, e.tensor(t[1])}), steps, true
	case nn.LayerNorm:
		return e.norm(t, in), in.lies, true
	case nn.Sample:
		// The means come first.
		return e.op("Slice", []string{e.flat(in), e.whole("starts", 0), e.whole("ends", l.Code), e.whole("axes", 1)}), flat, true
	case nn.TopK:
		return e.topK(l, e.flat(in)), flat, true
	case nn.Conv:
		return e.conv(l, t, in), picture, true
	case nn.ConvT:
		return e.convT(l, t, in), picture, true
	case nn.Recurrent:
		name, lies = e.recurrent(l, t, in)
		return name, lies, true
	case nn.Unroll:
		return e.unroll(l, t, e.flat(in)), steps, true
	}
	return "", 0, false
}

// tensor adds an array as it lies in the core.
func (e *exporter) tensor(t tensor) string { return e.floats(t.name, t.data, t.shape...) }

func (e *exporter) reshape(from string, dims ...int) string {
	return e.op("Reshape", []string{from, e.whole("shape", append([]int{0}, dims...)...)}) // 0 keeps N
}

func (e *exporter) transpose(from string, order ...int) string {
	return e.op("Transpose", []string{from}, integers("perm", order...))
}

// flat brings an example into the core's order.
func (e *exporter) flat(f flow) string {
	if f.lies == flat {
		return f.name
	}
	if f.lies == picture && f.shape.Channels > 1 {
		f.name = e.transpose(f.name, 0, 2, 3, 1)
	}
	return e.reshape(f.name, f.shape.Size())
}

// picture makes pictures of shape s.
func (e *exporter) picture(f flow, s nn.Shape) string {
	if f.lies == picture {
		return f.name
	}
	if s.Channels == 1 {
		return e.reshape(f.name, 1, s.Height, s.Width)
	}
	return e.transpose(e.reshape(f.name, s.Height, s.Width, s.Channels), 0, 3, 1, 2)
}

// steps makes sequences of count steps.
func (e *exporter) steps(f flow, count, features int) string {
	if f.lies == steps {
		return f.name
	}
	return e.reshape(e.flat(f), count, features)
}

func (e *exporter) unit(u nn.Unit, x string) string {
	switch in := []string{x}; u {
	case nn.Tanh:
		return e.op("Tanh", in)
	case nn.Sigmoid:
		return e.op("Sigmoid", in)
	case nn.ReLU:
		return e.op("Relu", in)
	case nn.Leaky:
		return e.op("LeakyRelu", in, float("alpha", 0.01))
	case nn.ELU:
		return e.op("Elu", in, float("alpha", 1))
	case nn.Softplus:
		return e.op("Softplus", in)
	case nn.SiLU:
		return e.op("Mul", []string{x, e.op("Sigmoid", in)})
	}
	return x
}

// norm lays a layer norm over the whole of an example. It leaves a picture as it lies: the mean knows no order, so the
// gains and biases are brought into that of the picture instead.
func (e *exporter) norm(t []tensor, in flow) string {
	name, dims := in.name, []int{in.shape.Size()}
	switch s := in.shape; in.lies {
	case picture:
		dims = []int{s.Channels, s.Height, s.Width}
		for i := range t {
			t[i].data = reorder(t[i].data, []int{s.Height, s.Width, s.Channels}, 2, 0, 1)
		}
	case steps:
		dims = []int{s.Height, s.Width}
	}
	return e.op("LayerNormalization", []string{name, e.floats(t[0].name, t[0].data, dims...), e.floats(t[1].name, t[1].data, dims...)},
		integer("axis", 1), float("epsilon", 1e-5))
}

// topK sets the numbers that ONNX's TopK leaves out to 0. Of equal ones it keeps the first, as the core does.
func (e *exporter) topK(l nn.TopK, x string) string {
	top := e.node("TopK", []string{x, e.whole("k", l.K)}, []string{"values", "places"}, integer("axis", 1))
	zeros := e.op("ConstantOfShape", []string{e.op("Shape", []string{x})})
	return e.op("ScatterElements", []string{zeros, top[1], top[0]}, integer("axis", 1))
}

// conv turns a kernel of (height, width, in, out) to ONNX's (out, in, height, width).
func (e *exporter) conv(l nn.Conv, t []tensor, in flow) string {
	w := e.floats(t[0].name, reorder(t[0].data, t[0].shape, 3, 2, 0, 1), l.Out, l.In, l.Kernel, l.Kernel)
	x := e.picture(in, nn.Shape{Channels: l.In, Height: l.Height, Width: l.Width})
	return e.op("Conv", []string{x, w, e.tensor(t[1])}, integers("kernel_shape", l.Kernel, l.Kernel),
		integers("strides", l.Stride, l.Stride), integers("pads", l.Pad, l.Pad, l.Pad, l.Pad))
}

// convT turns a kernel of (in, height, width, out) to ONNX's (in, out, height, width).
func (e *exporter) convT(l nn.ConvT, t []tensor, in flow) string {
	w := e.floats(t[0].name, reorder(t[0].data, t[0].shape, 0, 3, 1, 2), l.In, l.Out, l.Kernel, l.Kernel)
	x := e.picture(in, nn.Shape{Channels: l.In, Height: l.Height, Width: l.Width})
	return e.op("ConvTranspose", []string{x, w, e.tensor(t[1])}, integers("kernel_shape", l.Kernel, l.Kernel),
		integers("strides", l.Stride, l.Stride), integers("pads", l.Pad, l.Pad, l.Pad, l.Pad),
		integers("output_padding", l.OutPad, l.OutPad))
}

// reorder returns the numbers of an array of a shape in the order of its dimensions taken as named, outermost first.
func reorder(data []float32, shape []int, order ...int) []float32 {
	stride := make([]int, len(shape))
	n := 1
	for i := len(shape) - 1; i >= 0; i-- {
		stride[i] = n
		n *= shape[i]
	}
	out := make([]float32, 0, n)
	var walk func(depth, at int)
	walk = func(depth, at int) {
		if depth == len(order) {
			out = append(out, data[at])
			return
		}
		for i := range shape[order[depth]] {
			walk(depth+1, at+i*stride[order[depth]])
		}
	}
	walk(0, 0)
	return out
}
