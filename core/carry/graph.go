package carry

import (
	"encoding/binary"
	"slices"
	"strconv"
)

// A graph is an ONNX GraphProto in the making. Nodes are added in the order in which they are computed, as ONNX wants them.
//
// Field numbers in this file are those of onnx.proto3 (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3).
type graph struct {
	nodes, initialisers, inputs, outputs []message
	names                                map[string]int // how often a name was asked for
}

// The version of the format and of the operators: the oldest with LayerNormalization (https://onnx.ai/onnx/operators), so
// that also older programs can run a model.
const (
	irVersion = 8
	opset     = 17
)

const batch = "N" // the name of the dimension whose length is free

const (
	typeFloat = 1 // TensorProto.DataType
	typeInt64 = 7
)

// model is the ModelProto around the graph.
func (g *graph) model(name string) message {
	var all, set, body message
	for _, n := range g.nodes {
		body.bytes(1, n)
	}
	body.text(2, name)
	for _, t := range g.initialisers {
		body.bytes(5, t)
	}
	for _, v := range g.inputs {
		body.bytes(11, v)
	}
	for _, v := range g.outputs {
		body.bytes(12, v)
	}
	set.text(1, "")
	set.number(2, opset)
	all.number(1, irVersion)
	all.text(2, "hourglass")
	all.bytes(7, body)
	all.bytes(8, set)
	return all
}

// fresh returns a name that the graph does not have yet.
func (g *graph) fresh(name string) string {
	if g.names == nil {
		g.names = map[string]int{}
	}
	n := g.names[name]
	g.names[name]++
	if n == 0 {
		return name
	}
	return g.fresh(name + "_" + strconv.Itoa(n))
}

// An attribute is what an operator takes besides tensors.
type attribute message

// Fields of AttributeProto: 1 name, 2 f, 3 i, 8 ints, 20 type.
func integer(name string, v int) attribute {
	var m message
	m.text(1, name)
	m.number(3, int64(v))
	m.number(20, 2)
	return attribute(m)
}

func integers(name string, v ...int) attribute {
	var m message
	m.text(1, name)
	for _, n := range v {
		m.number(8, int64(n))
	}
	m.number(20, 7)
	return attribute(m)
}

func float(name string, v float32) attribute {
	var m message
	m.text(1, name)
	m.float(2, v)
	m.number(20, 1)
	return attribute(m)
}

// node adds an operator with outputs of the names asked for and returns their names in the graph. An empty name is an input
// that is left out, or an output that nobody wants.
func (g *graph) node(op string, inputs, outputs []string, attributes ...attribute) []string {
	var m message
	for _, in := range inputs {
		m.text(1, in)
	}
	outputs = slices.Clone(outputs)
	for i, out := range outputs {
		if out != "" {
			outputs[i] = g.fresh(out)
		}
		m.text(2, outputs[i])
	}
	m.text(3, g.fresh("node "+op))
	m.text(4, op)
	for _, a := range attributes {
		m.bytes(5, a)
	}
	g.nodes = append(g.nodes, m)
	return outputs
}

// op adds an operator with one output, named after the operator.
func (g *graph) op(op string, inputs []string, attributes ...attribute) string {
	return g.node(op, inputs, []string{op}, attributes...)[0]
}

// floats adds an array and returns its name.
func (g *graph) floats(name string, data []float32, shape ...int) string {
	return g.constant(name, typeFloat, appendFloats(nil, data), shape)
}

// whole adds a list of whole numbers, as operators take for shapes and axes.
func (g *graph) whole(name string, v ...int) string {
	var b []byte
	for _, n := range v {
		b = binary.LittleEndian.AppendUint64(b, uint64(n))
	}
	return g.constant(name, typeInt64, b, []int{len(v)})
}

// constant adds a TensorProto: 1 dims, 2 data_type, 8 name, 9 raw_data, lowest byte first.
func (g *graph) constant(name string, kind int64, raw []byte, shape []int) string {
	name = g.fresh(name)
	var m message
	for _, d := range shape {
		m.number(1, int64(d))
	}
	m.number(2, kind)
	m.text(8, name)
	m.bytes(9, raw)
	g.initialisers = append(g.initialisers, m)
	return name
}

// value is the ValueInfoProto of floats of shape (N, dims...).
func value(name string, dims ...int) message {
	var shape, first, tensor, kind, m message
	first.text(2, batch)
	shape.bytes(1, first)
	for _, d := range dims {
		var one message
		one.number(1, int64(d))
		shape.bytes(1, one)
	}
	tensor.number(1, typeFloat)
	tensor.bytes(2, shape)
	kind.bytes(1, tensor)
	m.text(1, name)
	m.bytes(2, kind)
	return m
}

// input declares an input and returns its name.
func (g *graph) input(name string, dims ...int) string {
	name = g.fresh(name)
	g.inputs = append(g.inputs, value(name, dims...))
	return name
}

// output declares that what is called from leaves the graph by a name of its own.
func (g *graph) output(name, from string, dims ...int) {
	g.node("Identity", []string{from}, []string{name})
	g.outputs = append(g.outputs, value(name, dims...))
}
