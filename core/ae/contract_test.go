package ae

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/diff/fd"

	"hourglass/core/internal/golden"
	"hourglass/core/internal/still"
	"hourglass/core/nn"
	"hourglass/core/rng"
)

// penalty runs x through m and returns its contractive penalty and the gradient of that, weighted.
func penalty(m *Model, w, x []float32, rows int) (float64, []float32) {
	p := m.NewPass(rows, true)
	p.Forward(w, Batch{X: x, Rows: rows}, Dice{})
	dw := make([]float32, len(w))
	value := p.contract.value(p, w)
	p.contract.backward(p, dw, w)
	return value, dw
}

// The closed form of Rifai et al. for one layer of tanh, with its gradients.
func TestContractiveGolden(t *testing.T) {
	c := golden.Vectors(t, "../testdata", "contractive_pen_tanh")
	m := model(t, Recipe{Input: nn.Flat(4), Code: 3, CodeUnit: nn.Tanh, Contract: 1})
	w := make([]float32, m.Params())
	turned := func(v []float64) []float64 { // PyTorch's (3, 4) as ours (4, 3)
		out := make([]float64, 12)
		for i, x := range v {
			out[i%4*3+i/4] = x
		}
		return out
	}
	for i, v := range append(turned(c.Inputs["W1"].Data), c.Inputs["b1"].Data...) {
		w[i] = float32(v)
	}
	value, dw := penalty(m, w, c.Inputs["X"].F32(), 5)
	golden.Near(t, "penalty", []float32{float32(value)}, c.Expect["pen"].Data, 1e-5)
	golden.Near(t, "dW", dw[:12], turned(c.Expect["dW1"].Data), 1e-5)
	golden.Near(t, "db", dw[12:15], c.Expect["db1"].Data, 1e-5)
}

// refPenalty is the penalty in float64 from a Jacobian by the chain rule, written out for a stack of layers of one unit.
func refPenalty(widths []int, u nn.Unit, last nn.Unit, w []float64, x []float64, rows int) float64 {
	sum := 0.0
	for r := range rows {
		h := x[r*widths[0] : (r+1)*widths[0]]
		jac := make([][]float64, len(h)) // rows: inputs; columns: the layer's units
		for i := range jac {
			jac[i] = make([]float64, len(h))
			jac[i][i] = 1
		}
		rest := w
		for l := 0; l+1 < len(widths); l++ {
			in, out, unit := widths[l], widths[l+1], u
			if l+2 == len(widths) {
				unit = last
			}
			next, slope := make([]float64, out), make([]float64, out)
			for o := range out {
				a := rest[in*out+o]
				for i := range in {
					a += h[i] * rest[i*out+o]
				}
				next[o], slope[o] = bent(unit, a)
			}
			for k := range jac {
				row := make([]float64, out)
				for o := range out {
					for i := range in {
						row[o] += jac[k][i] * rest[i*out+o]
					}
					row[o] *= slope[o]
				}
				jac[k] = row
			}
			h, rest = next, rest[in*out+out:]
		}
		for _, row := range jac {
			for _, v := range row {
				sum += v * v
			}
		}
	}
	return sum / float64(rows)
}

// bent is u and its slope in float64.
func bent(u nn.Unit, a float64) (y, slope float64) {
	s := 1 / (1 + math.Exp(-a))
	switch u {
	case nn.Tanh:
		y = math.Tanh(a)
		return y, 1 - y*y
	case nn.Sigmoid:
		return s, s * (1 - s)
	case nn.Softplus:
		return math.Log1p(math.Exp(a)), s
	}
	return a, 1
}

// Encoders of one to three layers against finite differences in float64.
func TestContractiveGradient(t *testing.T) {
	for i, c := range []struct {
		hidden []int
		u, on  nn.Unit
	}{{nil, nn.Linear, nn.Sigmoid}, {[]int{6}, nn.Tanh, nn.Linear}, {[]int{7, 5}, nn.Softplus, nn.Tanh}, {[]int{4, 6}, nn.Sigmoid, nn.Linear}} {
		const rows, in, code = 3, 5, 2
		m := model(t, Recipe{Input: nn.Flat(in), Hidden: c.hidden, Code: code, Unit: c.u, CodeUnit: c.on, Contract: 0.7})
		w, x := make([]float32, m.Params()), make([]float32, rows*in)
		dice := rng.New(uint64(i), "test")
		for i := range w {
			w[i] = dice.Range(-0.8, 0.8)
		}
		for i := range x {
			x[i] = dice.Range(-1, 1)
		}
		widths := append(append([]int{in}, c.hidden...), code)
		encoder := 0
		for l := 0; l+1 < len(widths); l++ {
			encoder += (widths[l] + 1) * widths[l+1]
		}
		wide := func(v []float32) []float64 {
			y := make([]float64, len(v))
			for i, v := range v {
				y[i] = float64(v)
			}
			return y
		}
		value := func(w []float64) float64 { return refPenalty(widths, c.u, c.on, w, wide(x), rows) }
		got, dw := penalty(m, w, x, rows)
		if want := value(wide(w[:encoder])); math.Abs(got-want) > 1e-5*want {
			t.Errorf("%v: the penalty is %v, want %v", c, got, want)
		}
		want := fd.Gradient(nil, value, wide(w[:encoder]), &fd.Settings{Formula: fd.Central})
		for i, v := range want {
			if d := math.Abs(float64(dw[i]) - 0.7*v); d > 1e-4*math.Abs(v)+1e-6 {
				t.Errorf("%v: gradient %d is %v, want %v", c, i, dw[i], 0.7*v)
			}
		}
		for i, v := range dw[encoder:] {
			if v != 0 {
				t.Errorf("%v: the decoder's gradient %d is %v", c, i, v)
			}
		}
	}
}

// An onlooker has room for the penalty only once it is asked for, and then says what training says.
func TestContractiveLooker(t *testing.T) {
	const rows = 4
	m := model(t, Recipe{Input: picture, Hidden: []int{6}, Code: 3, Unit: nn.Tanh})
	w, x, dice := make([]float32, m.Params()), fourteen()[:rows*49], rng.New(2, "init")
	m.Init(w, &dice)
	trains, looks := m.NewPass(rows, true), m.NewPass(rows, false)
	if trains.contract == nil || looks.contract != nil {
		t.Error("training must be ready for the dial to be turned, an onlooker need not")
	}
	measure := func(p *Pass) Terms {
		p.Forward(w, Batch{X: x, Rows: rows}, Dice{})
		return p.Measure(w)
	}
	if got := measure(looks); got != measure(trains) || got.Contract != 0 || looks.contract != nil {
		t.Errorf("with the dial at 0 an onlooker measures %+v", got)
	}
	r := m.Recipe
	r.Contract = 0.3
	m.Dial(r)
	if got, want := measure(looks), measure(trains); got != want || !(got.Contract > 0) {
		t.Errorf("with the dial turned up an onlooker measures %+v, training %+v", got, want)
	}
	if looks.contract.g != nil || looks.contract.da != nil {
		t.Error("an onlooker has room for the way back")
	}
	still.Nothing(t, "an onlooker", 40, func() { measure(looks) })
	if later := m.NewPass(rows, false); later.contract == nil {
		t.Error("an onlooker made with the dial turned up has no room for it")
	}
}
