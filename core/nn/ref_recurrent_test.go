package nn

import "math"

// Recurrent layers once more in float64, in the plainest form: one example, one number at a time.

func refSigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// refCell returns the states after one step from h and c, given weights that lie as in Recurrent; GRU has no c.
func refCell(k Cell, w, x, h, c []float64) (h1, c1 []float64) {
	n := len(h)
	cols := 4 * n
	if k == GRU {
		cols = 3 * n
	}
	hh := w[len(x)*cols:]
	b := hh[n*cols:]
	gate := func(v, w, b []float64, j int) float64 {
		s := b[j]
		for i := range v {
			s += v[i] * w[i*cols+j]
		}
		return s
	}
	for j := range n {
		if k == LSTM {
			sum := func(g int) float64 { return gate(x, w, b, g*n+j) + gate(h, hh, make([]float64, cols), g*n+j) }
			cell := refSigmoid(sum(1))*c[j] + refSigmoid(sum(0))*math.Tanh(sum(2))
			c1, h1 = append(c1, cell), append(h1, refSigmoid(sum(3))*math.Tanh(cell))
			continue
		}
		d := b[cols:]
		r := refSigmoid(gate(x, w, b, j) + gate(h, hh, d, j))
		z := refSigmoid(gate(x, w, b, n+j) + gate(h, hh, d, n+j))
		a := math.Tanh(gate(x, w, b, 2*n+j) + r*gate(h, hh, d, 2*n+j))
		h1 = append(h1, (1-z)*a+z*h[j])
	}
	return h1, c1
}

// refRecurrent runs one example from h and c and returns what Recurrent returns.
func refRecurrent(r Recurrent, w, x, h, c []float64) (y []float64) {
	for t := range r.Steps {
		at := x
		if !r.Hold {
			at = x[t*r.In : (t+1)*r.In]
		}
		if h, c = refCell(r.Cell, w, at, h, c); !r.Last || t == r.Steps-1 {
			y = append(y, h...)
		}
	}
	return y
}

// refUnroll writes one sequence from a code. Without a target it runs freely.
func refUnroll(u Unroll, w, code, target []float64) (y []float64) {
	h, c, prev := make([]float64, u.Hidden), make([]float64, u.Hidden), make([]float64, u.Features)
	out := w[len(w)-(u.Hidden+1)*u.Features:]
	for t := range u.Steps {
		h, c = refCell(u.Cell, w, append(append([]float64(nil), code...), prev...), h, c)
		for f := range u.Features {
			s := out[u.Hidden*u.Features+f]
			for j, v := range h {
				s += v * out[j*u.Features+f]
			}
			y = append(y, refUnit(u.Out, s))
		}
		prev = y[t*u.Features:]
		if target != nil {
			prev = target[t*u.Features : (t+1)*u.Features]
		}
	}
	return y
}
