package nn

import (
	"hash/fnv"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/internal/golden"
	"hourglass/core/rng"
)

// run is one pass of a layer there and back, over memory that holds nothing of use before: what must be set is not a number,
// and scratch is as long as the plan says and no longer.
type run struct{ y, dx, dw []float32 }

func pass(t fails, l Layer, in Shape, w, x, dy []float32, rows int) run {
	t.Helper()
	p, err := l.Plan(in)
	if err != nil {
		t.Fatalf("%+v: %v", l, err)
	}
	if p.Keep != 0 {
		t.Fatalf("%+v keeps %d numbers: the test gives it no room", l, p.Keep)
	}
	r := run{spoilt(rows * p.Out.Size()), spoilt(rows * in.Size()), make([]float32, len(w))}
	l.Forward(r.y, nil, x, w, spoilt(p.Scratch), rows)
	if dy != nil {
		l.Backward(r.dx, r.dw, append([]float32(nil), dy...), r.y, nil, x, w, spoilt(p.Scratch), rows)
	}
	return r
}

func spoilt(n int) []float32 {
	s := make([]float32, n)
	for i := range s {
		s[i] = float32(math.NaN())
	}
	return s
}

func normals(r *rng.Stream, n int) []float32 {
	s := make([]float32, n)
	for i := range s {
		s[i] = r.Normal()
	}
	return s
}

func params(p Plan) int {
	n := 0
	for _, a := range p.Arrays {
		n += a.Size()
	}
	return n
}

// inner turns a golden tensor of pictures, channels outermost, into ours.
func inner(t golden.Tensor) golden.Tensor {
	return golden.Tensor{Data: permute(t.Data, t.Shape, 0, 2, 3, 1)}
}

func TestConvGolden(t *testing.T) {
	for _, c := range []struct {
		name  string
		layer Layer
		order []int // of W: ours is axis order[k] of PyTorch's
	}{
		{"conv2d_s1p0", NewConv(Shape{2, 7, 7}, 3, 3, 1, 0), []int{2, 3, 1, 0}},
		{"conv2d_s2p1", NewConv(Shape{2, 7, 7}, 3, 3, 2, 1), []int{2, 3, 1, 0}},
		{"convtranspose2d_s1p0", NewConvT(Shape{3, 4, 4}, 2, 3, 1, 0, 0), []int{0, 2, 3, 1}},
		{"convtranspose2d_s2p1", NewConvT(Shape{3, 4, 4}, 2, 3, 2, 1, 0), []int{0, 2, 3, 1}},
	} {
		g := golden.Vectors(t, goldenDir, c.name)
		order := func(w golden.Tensor) []float64 { return permute(w.Data, g.Inputs["W"].Shape, c.order...) }
		w := golden.Tensor{Data: append(order(g.Inputs["W"]), g.Inputs["b"].Data...)}.F32()
		at := g.Inputs["x"].Shape
		r := pass(t, c.layer, Shape{at[1], at[2], at[3]}, w, inner(g.Inputs["x"]).F32(), inner(g.Inputs["dy"]).F32(), at[0])
		weights := len(g.Inputs["W"].Data)
		golden.Near(t, c.name+" y", r.y, inner(g.Expect["y"]).Data, 1e-5)
		golden.Near(t, c.name+" dx", r.dx, inner(g.Expect["dx"]).Data, 1e-5)
		golden.Near(t, c.name+" dW", r.dw[:weights], order(g.Expect["dW"]), 1e-5)
		golden.Near(t, c.name+" db", r.dw[weights:], g.Expect["db"].Data, 1e-5)
	}
}

// drawSizes are the sizes of a picture and of a kernel that finds room in it.
func drawSizes(t *rapid.T, side int) (in Shape, out, kernel, stride, pad int) {
	size := func(name string, low, high int) int { return rapid.IntRange(low, high).Draw(t, name) }
	in = Shape{size("channels", 1, 5), size("height", 1, side), size("width", 1, side)}
	pad = size("pad", 0, 3)
	kernel = size("kernel", 1, min(5, min(in.Height, in.Width)+2*pad))
	return in, size("out", 1, 5), kernel, size("stride", 1, 4), pad
}

// drawConv is any convolution, one way or the other.
func drawConv(t *rapid.T, side int) (Layer, Shape) {
	in, out, kernel, stride, pad := drawSizes(t, side)
	if rapid.Bool().Draw(t, "transposed") {
		c := NewConvT(in, out, kernel, stride, pad, rapid.IntRange(0, stride-1).Draw(t, "output pad"))
		if p := c.patches(); p.height < 1 || p.width < 1 {
			c.Pad = 0
		}
		return c, in
	}
	return NewConv(in, out, kernel, stride, pad), in
}

// drawPooling is a layer of pictures without weights.
func drawPooling(t *rapid.T, side int) (Layer, Shape) {
	size := func(name string, low, high int) int { return rapid.IntRange(low, high).Draw(t, name) }
	in := Shape{size("channels", 1, 4), size("height", 1, side), size("width", 1, side)}
	most := min(in.Height, in.Width, 4)
	switch size("kind", 0, 2) {
	case 0:
		return NewMaxPool(in, size("size", 1, most)), in
	case 1:
		return NewAvgPool(in, size("size", 1, most)), in
	}
	return NewUp(in, size("factor", 1, 4)), in
}

func drawPicture(t *rapid.T, side int) (Layer, Shape) {
	if rapid.Bool().Draw(t, "weights") {
		return drawConv(t, side)
	}
	return drawPooling(t, side)
}

// refBatch is refPicture for rows examples, one after the other.
func refBatch(l Layer, w, x []float64, rows int) []float64 {
	var y []float64
	for i := range rows {
		y = append(y, refPicture(l, w, x[i*len(x)/rows:(i+1)*len(x)/rows])...)
	}
	return y
}

// Every layer of pictures against its float64 twin: values, gradients by input and by weights, and that the latter are added
// to what is there.
func TestPictureGradient(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, in := drawPicture(t, 7)
		p, err := l.Plan(in)
		if err != nil {
			t.Fatalf("%+v: %v", l, err)
		}
		rows := rapid.IntRange(1, 3).Draw(t, "rows")
		r := rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		w, x, dy := normals(&r, params(p)), normals(&r, rows*in.Size()), normals(&r, rows*p.Out.Size())
		got := pass(t, l, in, w, x, dy, rows)
		want := refBatch(l, wide(w), wide(x), rows)
		if len(got.y) != len(want) {
			t.Fatalf("%+v: %d outputs, want %d", l, len(got.y), len(want))
		}
		for i, v := range want {
			if !(math.Abs(float64(got.y[i])-v) <= 1e-5*(1+math.Abs(v))) {
				t.Fatalf("%+v: output %d is %g, want %g", l, i, got.y[i], v)
			}
		}
		value := func(w, x []float64) float64 {
			sum := 0.0
			for i, v := range refBatch(l, w, x, rows) {
				sum += v * float64(dy[i])
			}
			return sum
		}
		nearGradient(t, "input", got.dx, refGradient(func(x []float64) float64 { return value(wide(w), x) }, wide(x)))
		if len(w) == 0 {
			return
		}
		nearGradient(t, "weights", got.dw, refGradient(func(w []float64) float64 { return value(w, wide(x)) }, wide(w)))
		twice := append([]float32(nil), got.dw...)
		l.Backward(nil, twice, dy, got.y, nil, x, w, spoilt(p.Scratch), rows)
		for i, v := range got.dw {
			if !(math.Abs(float64(twice[i]-2*v)) <= 1e-5*math.Abs(float64(v))+1e-5) {
				t.Fatalf("%+v: gradient %d is %v after two passes, %v after one", l, i, twice[i], v)
			}
		}
	})
}

// Pictures whose windows do not fit the scratch at once, so that a batch, its examples and the lines of one example are cut
// at different places: against the twin, and a batch against its two halves, bit for bit.
func TestConvBlocks(t *testing.T) {
	for _, l := range []Layer{
		NewConv(Shape{5, 41, 37}, 6, 5, 1, 2), NewConv(Shape{16, 30, 31}, 3, 3, 2, 1), NewConv(Shape{1, 70, 70}, 9, 4, 3, 0),
		NewConvT(Shape{6, 30, 29}, 4, 5, 2, 1, 1), NewConvT(Shape{3, 60, 20}, 7, 3, 1, 1, 0), NewConvT(Shape{8, 40, 40}, 1, 3, 2, 1, 1),
		NewConv(Shape{90, 9, 90}, 2, 3, 1, 1), // one line fills more than the block
	} {
		var in Shape
		switch c := l.(type) {
		case Conv:
			in = Shape{c.In, c.Height, c.Width}
		case ConvT:
			in = Shape{c.In, c.Height, c.Width}
		}
		p, err := l.Plan(in)
		if err != nil {
			t.Fatal(err)
		}
		const rows, half = 5, 2
		r := rng.New(3, "test")
		w, x := normals(&r, params(p)), normals(&r, rows*in.Size())
		dy := normals(&r, rows*p.Out.Size())
		whole := pass(t, l, in, w, x, dy, rows)
		for i, want := range refBatch(l, wide(w), wide(x), rows) {
			if !(math.Abs(float64(whole.y[i])-want) <= 1e-4*(1+math.Abs(want))) {
				t.Fatalf("%+v: output %d is %g, want %g", l, i, whole.y[i], want)
			}
		}
		one := pass(t, l, in, w, x[:half*in.Size()], dy[:half*p.Out.Size()], half)
		two := pass(t, l, in, w, x[half*in.Size():], dy[half*p.Out.Size():], rows-half)
		sameBits(t, "outputs", append(one.y, two.y...), whole.y)
		sameBits(t, "input gradients", append(one.dx, two.dx...), whole.dx)
		for i, v := range whole.dw {
			if sum := one.dw[i] + two.dw[i]; !(math.Abs(float64(sum-v)) <= 1e-4*math.Sqrt(float64(len(dy)))) {
				t.Fatalf("%+v: weight gradient %d is %g at once and %g in halves", l, i, v, sum)
			}
		}
	}
}

func sameBits(t fails, what string, got, want []float32) {
	t.Helper()
	for i, v := range want {
		if math.Float32bits(got[i]) != math.Float32bits(v) {
			t.Fatalf("%s: number %d is %v and %v", what, i, got[i], v)
		}
	}
}

// A batch of any layer and sizes against two halves of it, bit for bit.
func TestPictureHalves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, in := drawPicture(t, 20)
		p, err := l.Plan(in)
		if err != nil {
			t.Fatalf("%+v: %v", l, err)
		}
		rows := rapid.IntRange(2, 9).Draw(t, "rows")
		half := rapid.IntRange(1, rows-1).Draw(t, "half")
		r := rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		w, x := normals(&r, params(p)), normals(&r, rows*in.Size())
		one := pass(t, l, in, w, x[:half*in.Size()], nil, half)
		two := pass(t, l, in, w, x[half*in.Size():], nil, rows-half)
		sameBits(t, "halves", append(one.y, two.y...), pass(t, l, in, w, x, nil, rows).y)
	})
}

// <conv(x), y> = <x, convT(y)>, with the weights of one turned round for the other.
func TestConvAdjoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, out, kernel, stride, pad := drawSizes(t, 9)
		// One output padding serves both sides, so they must leave the same rest.
		in.Width = in.Height + stride*rapid.IntRange(0, 3).Draw(t, "wider")
		kernel = min(kernel, in.Height+2*pad)
		c := NewConv(in, out, kernel, stride, pad)
		p, err := c.Plan(in)
		if err != nil {
			t.Fatalf("%v", err)
		}
		back := NewConvT(p.Out, in.Channels, kernel, stride, pad, (in.Height+2*pad-kernel)%stride)
		if q, err := back.Plan(p.Out); err != nil || q.Out != in {
			t.Fatalf("%+v leads to %v, %+v back to %v: %v", c, p.Out, back, q.Out, err)
		}
		r := rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		weights := kernel * kernel * in.Channels * out
		w := append(normals(&r, weights), make([]float32, out)...)
		turned := golden.Tensor{Data: transpose(wide(w[:weights]), weights/out, out)}.F32()
		turned = append(turned, make([]float32, in.Channels)...)
		x, y := normals(&r, in.Size()), normals(&r, p.Out.Size())
		there, here := pass(t, c, in, w, x, nil, 1).y, pass(t, back, p.Out, turned, y, nil, 1).y
		a, b, size := 0.0, 0.0, 0.0
		for i, v := range y {
			a += float64(there[i]) * float64(v)
			size += math.Abs(float64(there[i]) * float64(v))
		}
		for i, v := range x {
			b += float64(here[i]) * float64(v)
		}
		if !(math.Abs(a-b) <= 1e-5*(1+size)) {
			t.Fatalf("%+v: <conv(x), y> = %g, <x, convT(y)> = %g", c, a, b)
		}
	})
}

// Sizes: the examples on PyTorch's pages of Conv2d and ConvTranspose2d, and its formulas.
func TestConvSizes(t *testing.T) {
	for _, c := range []struct {
		l        Layer
		in, want Shape
	}{
		{NewConv(Shape{16, 50, 100}, 33, 3, 2, 0), Shape{16, 50, 100}, Shape{33, 24, 49}},
		{NewConv(Shape{16, 12, 12}, 16, 3, 2, 1), Shape{16, 12, 12}, Shape{16, 6, 6}},
		{NewConvT(Shape{16, 50, 100}, 33, 3, 2, 0, 0), Shape{16, 50, 100}, Shape{33, 101, 201}},
		{NewConvT(Shape{16, 6, 6}, 16, 3, 2, 1, 1), Shape{16, 6, 6}, Shape{16, 12, 12}},
		{NewMaxPool(Shape{16, 50, 33}, 3), Shape{16, 50, 33}, Shape{16, 16, 11}},
		{NewAvgPool(Shape{16, 50, 33}, 2), Shape{16, 50, 33}, Shape{16, 25, 16}},
		{NewUp(Shape{2, 3, 5}, 3), Shape{2, 3, 5}, Shape{2, 9, 15}},
	} {
		if p, err := c.l.Plan(c.in); err != nil || p.Out != c.want {
			t.Errorf("%+v: %v, %v, want %v", c.l, p.Out, err, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		l, in := drawConv(t, 30)
		p, err := l.Plan(in)
		if err != nil {
			t.Fatalf("%+v: %v", l, err)
		}
		side := func(n int) int { return 0 }
		switch c := l.(type) {
		case Conv:
			side = func(n int) int { return int(math.Floor(float64(n+2*c.Pad-c.Kernel)/float64(c.Stride))) + 1 }
		case ConvT:
			side = func(n int) int { return (n-1)*c.Stride - 2*c.Pad + c.Kernel + c.OutPad }
		}
		if p.Out.Height != side(in.Height) || p.Out.Width != side(in.Width) {
			t.Fatalf("%+v leads to %v, want %d and %d", l, p.Out, side(in.Height), side(in.Width))
		}
	})
}

func TestPicturePlanFails(t *testing.T) {
	in := Shape{2, 5, 6}
	for _, c := range []struct {
		l    Layer
		want string
	}{
		{Conv{}, "convolution of 0x0x0 to 0 channels by kernel 0 and stride 0 has a size below 1"},
		{Conv{In: 2, Out: 3, Kernel: 3, Stride: 1}, "convolution of 2x0x0 to 3 channels by kernel 3 and stride 1 has a size below 1"},
		{NewConv(in, 0, 3, 1, 0), "to 0 channels by kernel 3 and stride 1 has a size below 1"},
		{NewConv(in, 3, -1, 1, 0), "by kernel -1 and stride 1 has a size below 1"},
		{NewConv(in, 3, 3, 0, 0), "and stride 0 has a size below 1"},
		{NewConv(in, 3, 3, 1, -1), "convolution has a padding of -1, below 0"},
		{NewConv(in, 3, 6, 1, 0), "kernel of 6 is larger than 2x5x6 padded by 0"},
		{NewConv(in, 3, 8, 1, 1), "kernel of 8 is larger than 2x5x6 padded by 1"},
		{NewConv(Shape{3, 5, 6}, 3, 3, 1, 0), "convolution wants 3x5x6 and is given 2x5x6"},
		{NewConv(Shape{2, 6, 5}, 3, 3, 1, 0), "convolution wants 2x6x5 and is given 2x5x6"},
		{NewConv(in, 3, 1<<32, 1, 1<<33), "padding 8589934592 is too large"},
		{NewConv(in, 1<<62, 1<<62, 1, 1), "is too large"},
		{NewConv(Shape{1 << 62, 1 << 62, 1 << 62}, 3, 3, 1, 0), "is too large"},
		{NewConv(in, 3, 3, math.MaxInt, 0), "is too large"},
		{NewConv(in, 3, 3, 1, math.MaxInt), "is too large"},
		{NewConv(in, 3, 3, 1, 1<<27), "is too large"},
		{NewConv(in, 1<<20, 3, 1, 20), "convolution of 2x5x6 to 1048576x43x44 is too large"},
		{NewConvT(in, 0, 3, 1, 0, 0), "transposed convolution of 2x5x6 to 0 channels"},
		{NewConvT(in, 3, 3, 1, -2, 0), "transposed convolution has a padding of -2, below 0"},
		{NewConvT(in, 3, 3, 2, 1, 2), "output padding of 2 is not between 0 and the stride of 2"},
		{NewConvT(in, 3, 3, 2, 1, -1), "output padding of -1 is not between 0 and the stride of 2"},
		{NewConvT(in, 3, 3, 1, 4, 0), "padding of 4 leaves nothing of a transposed convolution of 2x5x6"},
		{NewConvT(Shape{2, 5, 5}, 3, 3, 1, 0, 0), "transposed convolution wants 2x5x5 and is given 2x5x6"},
		{NewConvT(in, 1, 1<<13, 1<<28, 0, 0), "is too large"},
		{MaxPool{}, "max pooling of 0x0x0 by 0 has a size below 1"},
		{NewMaxPool(in, 0), "max pooling of 2x5x6 by 0 has a size below 1"},
		{NewMaxPool(in, -1), "max pooling of 2x5x6 by -1 has a size below 1"},
		{NewMaxPool(in, 6), "max pooling by 6 finds no room in 2x5x6"},
		{NewMaxPool(in, math.MaxInt), "finds no room in 2x5x6"},
		{NewMaxPool(Shape{2, 5, 5}, 2), "max pooling wants 2x5x5 and is given 2x5x6"},
		{NewMaxPool(Shape{1 << 40, 1 << 40, 1}, 2), "is too large"},
		{AvgPool{}, "average pooling of 0x0x0 by 0 has a size below 1"},
		{NewAvgPool(in, 6), "average pooling by 6 finds no room in 2x5x6"},
		{Up{}, "enlarging of 0x0x0 by 0 has a size below 1"},
		{NewUp(in, -3), "enlarging of 2x5x6 by -3 has a size below 1"},
		{NewUp(in, 1<<32), "enlarging of 2x5x6 by 4294967296 is too large"},
		{NewUp(Shape{1, 5, 6}, 2), "enlarging wants 1x5x6 and is given 2x5x6"},
	} {
		if p, err := c.l.Plan(in); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, %v, want %q", c.l, p.Out, err, c.want)
		}
	}
}

// allLayers is a chain of every layer of pictures.
func allLayers(t testing.TB) *Net {
	in := Shape{1, 28, 28}
	n, err := NewNet(in, NewConv(in, 8, 3, 2, 1), NewMaxPool(Shape{8, 14, 14}, 2), NewUp(Shape{8, 7, 7}, 2),
		NewConv(Shape{8, 14, 14}, 5, 3, 1, 1), NewAvgPool(Shape{5, 14, 14}, 2), NewConvT(Shape{5, 7, 7}, 8, 3, 2, 1, 1), ReLU,
		NewConvT(Shape{8, 14, 14}, 1, 3, 2, 1, 1))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A step of training allocates nothing.
func TestPictureAllocs(t *testing.T) {
	n := allLayers(t)
	const rows = 4
	r := rng.New(1, "test")
	m, w, dw := n.NewMemory(rows, true), make([]float32, n.Params()), make([]float32, n.Params())
	n.Init(w, He, &r)
	x, dx := normals(&r, rows*n.In.Size()), make([]float32, rows*n.In.Size())
	if allocs := testing.AllocsPerRun(5, func() {
		y := n.Forward(m, w, x, rows)
		copy(m.Grad(len(n.Layers)-1), y)
		n.BackwardRange(m, dx, dw, w, x, rows, 0, len(n.Layers))
	}); allocs != 0 {
		t.Errorf("a pass there and back allocates %v times", allocs)
	}
}

// The bits of a pass there and back, the same on every machine and in lanes as in the scalar build.
func TestPictureBits(t *testing.T) {
	n := allLayers(t)
	const rows, want = 9, 0x44c8f83c358b120
	r := rng.New(7, "test")
	m, w, dw := n.NewMemory(rows, true), make([]float32, n.Params()), make([]float32, n.Params())
	n.Init(w, Glorot, &r)
	x, dx := make([]float32, rows*n.In.Size()), make([]float32, rows*n.In.Size())
	for i := range x {
		x[i] = r.Range(-1, 1)
	}
	y := n.Forward(m, w, x, rows)
	copy(m.Grad(len(n.Layers)-1), y)
	n.BackwardRange(m, dx, dw, w, x, rows, 0, len(n.Layers))
	h := fnv.New64a()
	for _, s := range [][]float32{y, dx, dw} {
		for _, v := range s {
			b := math.Float32bits(v)
			h.Write([]byte{byte(b), byte(b >> 8), byte(b >> 16), byte(b >> 24)})
		}
	}
	if got := h.Sum64(); got != want {
		t.Errorf("bits %#x, want %#x", got, uint64(want))
	}
}
