package nn

import (
	"hash/fnv"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/rng"
)

// refSmall runs one example through a layer without dice, in float64, and returns the parameters that are left over.
func refSmall(l Layer, w, x []float64) (y, rest []float64) {
	switch l := l.(type) {
	case LayerNorm:
		return refNorm(w[:l.Size], w[l.Size:2*l.Size], x), w[2*l.Size:]
	case Softmax:
		return refSoftmax(x), w
	case TopK:
		return refTopK(x, l.K), w
	case Dropout:
		return x, w
	case Sample:
		return x[:l.Code], w
	}
	panic("no twin")
}

func refNorm(gain, bias, x []float64) (y []float64) {
	n, mean, variance := float64(len(x)), 0.0, 0.0
	for _, v := range x {
		mean += v / n
	}
	for _, v := range x {
		variance += (v - mean) * (v - mean) / n
	}
	for i, v := range x {
		y = append(y, (v-mean)/math.Sqrt(variance+1e-5)*gain[i]+bias[i])
	}
	return y
}

func refSoftmax(x []float64) (y []float64) {
	sum := 0.0
	for _, v := range x {
		sum += math.Exp(v)
	}
	for _, v := range x {
		y = append(y, math.Exp(v)/sum)
	}
	return y
}

// refTopK keeps a number when fewer than k stand before it: larger ones, and equal ones to its left.
func refTopK(x []float64, k int) (y []float64) {
	for i, v := range x {
		before := 0
		for j, u := range x {
			if u > v || u == v && j < i {
				before++
			}
		}
		if before >= k {
			v = 0
		}
		y = append(y, v)
	}
	return y
}

// refSample is z, given eps.
func refSample(x, eps []float64) (z []float64) {
	for i, e := range eps {
		z = append(z, x[i]+e*math.Exp(x[len(eps)+i]/2))
	}
	return z
}

// A smallPass is a layer there and back over memory that holds nothing of use but parameters, input and dice.
type smallPass struct{ w, x, keep, y, dy, dx, dw, scratch []float32 }

// newSmall draws parameters near 1, inputs and output gradients for rows examples, and the dice of a layer that throws them.
func newSmall(t fails, l Layer, in Shape, r *rng.Stream, rows int) *smallPass {
	t.Helper()
	p, err := l.Plan(in)
	if err != nil {
		t.Fatalf("%+v: %v", l, err)
	}
	size := 0
	for _, a := range p.Arrays {
		size += a.Size()
	}
	s := &smallPass{w: make([]float32, size), x: make([]float32, rows*in.Size()), dy: make([]float32, rows*p.Out.Size()), dw: make([]float32, size)}
	for _, v := range [][]float32{s.w, s.x, s.dy} {
		for i := range v {
			v[i] = r.Normal()
		}
	}
	for i := range s.w {
		s.w[i] += 1
	}
	s.keep, s.scratch = smallNaN(rows*p.Keep), smallNaN(p.Scratch)
	s.y, s.dx = smallNaN(len(s.dy)), smallNaN(len(s.x))
	if d, ok := l.(Drawer); ok {
		d.Draw(s.keep, r, rows)
	}
	return s
}

func smallNaN(n int) []float32 {
	s := make([]float32, n)
	for i := range s {
		s[i] = float32(math.NaN())
	}
	return s
}

func (s *smallPass) forward(l Layer, rows int) { l.Forward(s.y, s.keep, s.x, s.w, s.scratch, rows) }

func (s *smallPass) backward(l Layer, rows int) {
	copy(s.scratch, smallNaN(len(s.scratch)))
	l.Backward(s.dx, s.dw, append([]float32(nil), s.dy...), s.y, s.keep, s.x, s.w, s.scratch, rows)
}

// check holds a pass against a float64 twin of one example: outputs, both gradients, that dw is added to, that a nil dx
// changes nothing else, and that a batch gives the bits of its examples one by one.
func (s *smallPass) check(t fails, l Layer, rows int, twin func(row int, w, x []float64) []float64) {
	t.Helper()
	in, out, keep := len(s.x)/rows, len(s.y)/rows, len(s.keep)/rows
	s.forward(l, rows)
	s.backward(l, rows)
	along := func(w, x []float64) float64 {
		sum := 0.0
		for r := range rows {
			for i, v := range twin(r, w, x[r*in:(r+1)*in]) {
				sum += v * float64(s.dy[r*out+i])
			}
		}
		return sum
	}
	w, x := wide(s.w), wide(s.x)
	for r := range rows {
		for i, want := range twin(r, w, x[r*in:(r+1)*in]) {
			if got := float64(s.y[r*out+i]); !(math.Abs(got-want) <= 1e-5*(1+math.Abs(want))) {
				t.Fatalf("%+v: output %d of example %d is %v, want %v", l, i, r, got, want)
			}
		}
	}
	smallNear(t, "x", s.dx, refGradient(func(x []float64) float64 { return along(w, x) }, x), 1)
	if len(w) > 0 {
		smallNear(t, "w", s.dw, refGradient(func(w []float64) float64 { return along(w, x) }, w), 1)
	}

	one := *s
	one.dw = make([]float32, len(s.dw))
	for r := range rows {
		one.x, one.dy, one.keep = s.x[r*in:(r+1)*in], s.dy[r*out:(r+1)*out], s.keep[r*keep:(r+1)*keep]
		one.y, one.dx = smallNaN(out), smallNaN(in)
		one.forward(l, 1)
		one.backward(l, 1)
		smallSame(t, "y of one example", one.y, s.y[r*out:(r+1)*out])
		smallSame(t, "dx of one example", one.dx, s.dx[r*in:(r+1)*in])
	}
	smallSame(t, "dw example by example", one.dw, s.dw)
	rest := *s
	rest.dx, rest.dw = nil, make([]float32, len(s.dw))
	rest.backward(l, rows)
	smallSame(t, "dw without dx", rest.dw, s.dw)
}

// smallNear is nearGradient for a gradient whose terms are about as large as unit: where they all but cancel in each of its
// numbers, what is left keeps their rounding.
func smallNear(t fails, what string, got []float32, want []float64, unit float64) {
	t.Helper()
	for _, v := range want {
		unit = max(unit, math.Abs(v))
	}
	for i, v := range want {
		if d := math.Abs(float64(got[i]) - v); !(d <= 1e-4*math.Abs(v)+2e-6*unit) {
			t.Fatalf("%s: gradient %d is %g, finite differences say %g", what, i, got[i], v)
		}
	}
}

func smallSame(t fails, what string, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			t.Fatalf("%s: number %d is %v, want the bits of %v", what, i, got[i], want[i])
		}
	}
}

// Layers without dice, drawn at random, against their twins.
func TestSmallGradient(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, rows := rapid.IntRange(1, 12).Draw(t, "size"), rapid.IntRange(1, 4).Draw(t, "rows")
		r := rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		var l Layer
		switch rapid.IntRange(0, 2).Draw(t, "layer") {
		case 0:
			l = LayerNorm{n}
		case 1:
			l = Softmax{n}
		case 2:
			l = TopK{n, rapid.IntRange(1, n).Draw(t, "k")}
		}
		s := newSmall(t, l, Seq(1, n), &r, rows)
		if _, ok := l.(TopK); ok {
			smallApart(s.x, &r)
		}
		s.check(t, l, rows, func(_ int, w, x []float64) []float64 {
			y, _ := refSmall(l, w, x)
			return y
		})
	})
}

// smallApart sets x to numbers of which no two are near each other: finite differences cannot cross from one to the next.
func smallApart(x []float32, r *rng.Stream) {
	order := make([]int32, len(x))
	for i := range order {
		order[i] = int32(i)
	}
	r.Shuffle(order)
	for i, o := range order {
		x[i] = 0.1 * (float32(o) - float32(len(x)/2))
	}
}

func TestSmallPlan(t *testing.T) {
	for _, l := range []Layer{LayerNorm{6}, Dropout{6, 0.5}, Softmax{6}, TopK{6, 2}} {
		p, err := l.Plan(Seq(2, 3))
		if err != nil || p.Out != Seq(2, 3) {
			t.Errorf("%+v makes %v of 1x2x3: %v", l, p.Out, err)
		}
	}
	if p, err := (Sample{3}).Plan(Flat(6)); err != nil || p.Out != Flat(3) {
		t.Errorf("a sample of 6 numbers is %v: %v", p.Out, err)
	}
}

func TestSmallPlanFails(t *testing.T) {
	nan := float32(math.NaN())
	for _, c := range []struct {
		in     Shape
		layers []Layer
		want   string
	}{
		{Flat(3), []Layer{LayerNorm{4}}, "layer norm wants 4 inputs and is given 3x1x1"},
		{Flat(3), []Layer{LayerNorm{}}, "layer norm of 0 has no units"},
		{Flat(3), []Layer{Softmax{2}}, "softmax wants 2 inputs"},
		{Flat(3), []Layer{Dropout{2, 0.5}}, "dropout wants 2 inputs"},
		{Flat(3), []Layer{Dropout{3, 1}}, "chance of at least 0 and below 1"},
		{Flat(3), []Layer{Dropout{3, -0.1}}, "chance of at least 0 and below 1"},
		{Flat(3), []Layer{Dropout{3, nan}}, "chance of at least 0 and below 1"},
		{Flat(3), []Layer{Sample{2}}, "sample wants 4 inputs and is given 3x1x1"},
		{Flat(3), []Layer{Sample{}}, "sample of 0 has no code"},
		{Flat(3), []Layer{TopK{3, 0}}, "top k cannot keep 0 of 3"},
		{Flat(3), []Layer{TopK{3, 4}}, "top k cannot keep 4 of 3"},
		{Flat(3), []Layer{TopK{4, 1}}, "top k wants 4 inputs"},
		{Flat(3), []Layer{Dense{3, 2}, Tied{3, 3, 1}}, "layer 1: tied wants 3 inputs and is given 2x1x1"},
		{Flat(3), []Layer{Dense{3, 2}, Tied{2, 0, 1}}, "tied 2 to 0 has no units"},
		{Flat(3), []Layer{Dense{3, 2}, Tied{2, 3, 0}}, "tied to no layer before it"},
		{Flat(3), []Layer{Dense{3, 2}, Tied{2, 3, 2}}, "shares the weights of a layer before the first"},
	} {
		_, err := NewNet(c.in, c.layers...)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", c.layers, err, c.want)
		}
	}
}

func TestSmallNoAllocations(t *testing.T) {
	const rows = 5
	r := rng.New(1, "test")
	for _, l := range []Layer{LayerNorm{8}, Dropout{8, 0.5}, Softmax{8}, Sample{4}, TopK{8, 3}} {
		s := newSmall(t, l, Flat(8), &r, rows)
		d, _ := l.(Drawer)
		if n := testing.AllocsPerRun(100, func() {
			if d != nil {
				d.Draw(s.keep, &r, rows)
			}
			s.forward(l, rows)
			l.Backward(s.dx, s.dw, s.dy, s.y, s.keep, s.x, s.w, s.scratch, rows)
		}); n != 0 {
			t.Errorf("%+v allocates %v times a pass", l, n)
		}
	}
}

// The bits of these layers, losses and penalties, the same on every machine, with and without lanes.
func TestSmallBits(t *testing.T) {
	const rows, n = 7, 10
	h, r := fnv.New64a(), rng.New(9, "test")
	hash := func(parts ...[]float32) {
		for _, p := range parts {
			for _, v := range p {
				b := math.Float32bits(v)
				h.Write([]byte{byte(b), byte(b >> 8), byte(b >> 16), byte(b >> 24)})
			}
		}
	}
	value := func(v float64) {
		b := math.Float64bits(v)
		hash([]float32{math.Float32frombits(uint32(b)), math.Float32frombits(uint32(b >> 32))})
	}
	layers := []Layer{LayerNorm{n}, Dropout{n, 0.3}, Softmax{n}, Sample{n / 2}, TopK{n, 3}}
	for u := range unitCount {
		layers = append(layers, u)
	}
	for _, l := range layers {
		s := newSmall(t, l, Flat(n), &r, rows)
		s.forward(l, rows)
		s.backward(l, rows)
		hash(s.y, s.dx, s.dw)
	}

	y, want, mask, dy := make([]float32, rows*n), make([]float32, rows*n), make([]float32, rows*n), make([]float32, rows*n)
	for i := range y {
		y[i], want[i], mask[i] = r.Normal(), r.Float32(), float32(r.Intn(2))
	}
	for l := range lossCount {
		value(Masked(l, dy, y, want, mask))
		hash(dy)
	}
	value(CrossEntropy(dy, y, []int32{3, 0, -1, 9, 2, 2, 5}, n))
	kl, mean, scale := make([]float64, n/2), make([]float32, n), []float32{1, 0, 0.5, 2, 3}
	GaussKL(kl, y, rows, n/2)
	AddGaussKLGrad(dy, y, scale, rows, n/2)
	for _, v := range kl {
		value(v)
	}
	value(L1Penalty(y, rows))
	AddL1Grad(dy, y, 0.3, rows)
	MeanRows(mean, want, rows)
	value(SparseKL(mean, 0.05))
	AddSparseKLGrad(dy, mean, 0.05, 0.7, rows)
	hash(dy)
	if got, want := h.Sum64(), uint64(0xea88d48c46ca56b8); got != want {
		t.Errorf("the bits hash to %#x, want %#x", got, want)
	}
}
