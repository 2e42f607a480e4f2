package nn

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/internal/golden"
	"hourglass/core/rng"
	"hourglass/core/vec"
)

func TestGaussKLGolden(t *testing.T) {
	c := golden.Vectors(t, goldenDir, "gauss_kl")
	code := golden.Tensor{Data: beside(c.Inputs["mu"].Data, c.Inputs["logvar"].Data, 2)}.F32()
	kl, dcode := make([]float64, 2), make([]float32, 12)
	GaussKL(kl, code, 3, 2)
	AddGaussKLGrad(dcode, code, []float32{3, 3}, 3, 2) // the golden values are sums over the three rows
	golden.Near(t, "kl", []float32{float32(3 * (kl[0] + kl[1]))}, c.Expect["kl"].Data, 1e-6)
	golden.Near(t, "dcode", dcode, beside(c.Expect["dmu"].Data, c.Expect["dlogvar"].Data, 2), 1e-6)
}

// smallAdded holds a gradient that is added with scales against finite differences: what was there before must be there
// still.
func smallAdded(t fails, what string, at []float32, add func(d []float32), value func(x []float64) float64) {
	t.Helper()
	d, again := make([]float32, len(at)), make([]float32, len(at))
	add(d)
	smallNear(t, what, d, refGradient(value, wide(at)), 1)
	vec.Fill(again, 8)
	add(again)
	for i, v := range again {
		if math.Abs(float64(v)-8-float64(d[i])) > 1e-6*(8+math.Abs(float64(d[i]))) {
			t.Fatalf("%s: %v added to 8 is %v", what, d[i], v)
		}
	}
}

func TestGaussKLGradient(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, dims := rapid.IntRange(1, 5).Draw(t, "rows"), rapid.IntRange(1, 4).Draw(t, "dims")
		r := rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		code, scale := make([]float32, 2*rows*dims), make([]float32, dims)
		for i := range code {
			code[i] = 2 * r.Normal()
		}
		for i := range scale {
			scale[i] = r.Range(0, 2)
		}
		each := func(code []float64, d int) (sum float64) {
			for i := range rows {
				m, v := code[2*i*dims+d], code[2*i*dims+dims+d]
				sum -= (1 + v - m*m - math.Exp(v)) / 2 / float64(rows)
			}
			return sum
		}
		kl := make([]float64, dims)
		GaussKL(kl, code, rows, dims)
		for d, got := range kl {
			if want := each(wide(code), d); math.Abs(got-want) > 1e-6*(1+want) || got < 0 {
				t.Fatalf("kl of dimension %d is %v, want %v", d, got, want)
			}
		}
		smallAdded(t, "code", code, func(d []float32) { AddGaussKLGrad(d, code, scale, rows, dims) }, func(code []float64) (sum float64) {
			for d, s := range scale {
				sum += float64(s) * each(code, d)
			}
			return sum
		})
	})
}

// A code that says nothing costs nothing, and no code, however wild, costs more than numbers can say.
func TestGaussKLEnds(t *testing.T) {
	kl := []float64{1}
	if GaussKL(kl, make([]float32, 8), 4, 1); kl[0] != 0 {
		t.Errorf("the standard normal costs %v", kl[0])
	}
	code, d := []float32{1e18, 500, -1e18, -1e30}, make([]float32, 4)
	GaussKL(kl, code, 2, 1)
	AddGaussKLGrad(d, code, []float32{1}, 2, 1)
	for _, v := range append(wide(d), kl[0]) {
		if v-v != 0 {
			t.Errorf("kl %v, gradient %v", kl[0], d)
		}
	}
}

// The part of the log-variance, near 0 too, where a code has collapsed.
func TestExpRest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		top := rapid.SampledFrom([]float32{1e-6, 1e-2, 0.2, 20}).Draw(t, "top")
		v := rapid.Float32Range(-top, top).Draw(t, "v")
		x := float64(v)
		want := math.Expm1(x) - x
		if math.Abs(x) < 0.05 { // where the library's difference keeps few digits
			want = x * x / 2 * (1 + x/3 + x*x/12 + x*x*x/60)
		}
		if got := expRest(v); got < 0 || math.Abs(got-want) > 2e-5*want {
			t.Fatalf("e^v - 1 - v at %v is %v, want %v", v, got, want)
		}
	})
}

func TestL1Penalty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, units := rapid.IntRange(1, 5).Draw(t, "rows"), rapid.IntRange(1, 6).Draw(t, "units")
		r, scale := rng.New(rapid.Uint64().Draw(t, "seed"), "test"), rapid.Float32Range(0, 3).Draw(t, "scale")
		h := make([]float32, rows*units)
		for i := range h {
			h[i] = r.Range(0.01, 2) * float32(1-2*r.Intn(2))
		}
		value := func(h []float64) (sum float64) {
			for _, v := range h {
				sum += math.Abs(v) / float64(rows)
			}
			return sum
		}
		if got, want := L1Penalty(h, rows), value(wide(h)); math.Abs(got-want) > 1e-6*want {
			t.Fatalf("penalty %v, want %v", got, want)
		}
		smallAdded(t, "h", h, func(d []float32) { AddL1Grad(d, h, scale, rows) }, func(h []float64) float64 {
			return float64(scale) * value(h)
		})
	})
	d := []float32{3}
	if AddL1Grad(d, []float32{0}, 2, 1); d[0] != 3 {
		t.Errorf("at 0 the gradient is %v", d[0]-3)
	}
}

func TestSparseKLGradient(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, units := rapid.IntRange(1, 5).Draw(t, "rows"), rapid.IntRange(1, 6).Draw(t, "units")
		r := rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		rho, scale := rapid.Float32Range(0.01, 0.9).Draw(t, "rho"), rapid.Float32Range(0, 3).Draw(t, "scale")
		h, mean := make([]float32, rows*units), smallNaN(units)
		for i := range h {
			h[i] = r.Range(0.05, 0.95)
		}
		value := func(h []float64) (sum float64) {
			for j := range units {
				m, p := 0.0, float64(rho)
				for i := range rows {
					m += h[i*units+j] / float64(rows)
				}
				sum += p*math.Log(p/m) + (1-p)*math.Log((1-p)/(1-m))
			}
			return sum
		}
		MeanRows(mean, h, rows)
		if got, want := SparseKL(mean, rho), value(wide(h)); math.Abs(got-want) > 2e-6*(1+want) {
			t.Fatalf("penalty %v, want %v", got, want)
		}
		smallAdded(t, "h", h, func(d []float32) { AddSparseKLGrad(d, mean, rho, scale, rows) }, func(h []float64) float64 {
			return float64(scale) * value(h)
		})
	})
}

// Dead and saturated units, and those of a kind that leaves [0, 1], cost a finite sum and are called back.
func TestSparseKLEdges(t *testing.T) {
	for _, r := range []float32{0, 1e-30, 1, -0.7, 3} {
		mean, d := []float32{r}, []float32{0}
		AddSparseKLGrad(d, mean, 0.05, 1, 1)
		if v := SparseKL(mean, 0.05); !(v > 0 && v < 20) || !(d[0] < 0) == (r < 0.5) || d[0]-d[0] != 0 {
			t.Errorf("mean %v: penalty %v, gradient %v", r, v, d[0])
		}
	}
	if v := SparseKL([]float32{0.05, 0.05}, 0.05); math.Abs(v) > 1e-7 {
		t.Errorf("units as active as wanted cost %v", v)
	}
}

// Ng's sparse autoencoder end to end, put together from our pieces: half the squared error of an example, the penalty on the
// mean of the hidden units, and weight decay that leaves biases out.
func TestSparseAutoencoderGolden(t *testing.T) {
	const rows, rho, beta, lambda = 5, 0.05, 3, 1e-3
	c := golden.Vectors(t, goldenDir, "ufldl_sparse_ae")
	net, err := NewNet(Flat(4), Dense{4, 3}, Sigmoid, Dense{3, 4}, Sigmoid)
	if err != nil {
		t.Fatal(err)
	}
	var data []float64
	data = append(append(data, transpose(c.Inputs["W1"].Data, 3, 4)...), c.Inputs["b1"].Data...)
	data = append(append(data, transpose(c.Inputs["W2"].Data, 4, 3)...), c.Inputs["b2"].Data...)
	w, x, dw := golden.Tensor{Data: data}.F32(), c.Inputs["X"].F32(), make([]float32, len(data))
	m := net.NewMemory(rows, true)
	y := net.Forward(m, w, x, rows)

	h, mean, dh := m.Out(1), make([]float32, 3), make([]float32, rows*3)
	MeanRows(mean, h, rows)
	MSE.Gradient(m.Grad(3), y, x)
	vec.Scale(m.Grad(3), 4.0/2, m.Grad(3)) // the mean over 4 outputs becomes half their sum
	net.BackwardRange(m, dh, dw, w, h, rows, 2, 4)
	AddSparseKLGrad(dh, mean, rho, beta, rows)
	copy(m.Grad(1), dh)
	net.BackwardRange(m, nil, dw, w, x, rows, 0, 2)
	decay := 0.0
	for _, i := range []int{0, 2} {
		part := net.Of(i, w)[:12]
		vec.Axpy(net.Of(i, dw)[:12], lambda, part)
		for _, v := range part {
			decay += lambda / 2 * float64(v) * float64(v)
		}
	}

	rec, sparse := MSE.Value(y, x)*4/2, beta*SparseKL(mean, rho)
	for name, v := range map[string]float64{"rec": rec, "sparse": sparse, "wd": decay, "J": rec + sparse + decay} {
		golden.Near(t, name, []float32{float32(v)}, c.Expect[name].Data, 1e-5)
	}
	golden.Near(t, "mean activity", mean, c.Expect["rhohat"].Data, 1e-6)
	golden.Near(t, "dW1", net.Of(0, dw)[:12], transpose(c.Expect["dW1"].Data, 3, 4), 1e-5)
	golden.Near(t, "db1", net.Of(0, dw)[12:], c.Expect["db1"].Data, 1e-5)
	golden.Near(t, "dW2", net.Of(2, dw)[:12], transpose(c.Expect["dW2"].Data, 4, 3), 1e-5)
	golden.Near(t, "db2", net.Of(2, dw)[12:], c.Expect["db2"].Data, 1e-5)
}
