package opt

import (
	"hash/fnv"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/internal/golden"
	"hourglass/core/rng"
	"hourglass/core/vec"
)

const goldenDir = "../testdata"

// Six steps along given gradients, each held against PyTorch's.
func TestGolden(t *testing.T) {
	for name, m := range map[string]Method{
		"opt_sgd":       {Kind: SGD, Rate: 0.1},
		"opt_sgd_mom09": {Kind: Momentum, Rate: 0.1, Momentum: 0.9},
		"opt_adam":      {Kind: Adam, Rate: 0.1},
		"opt_adamw":     {Kind: AdamW, Rate: 0.1, Decay: 0.05},
		"opt_rmsprop":   {Kind: RMSprop, Rate: 0.1},
	} {
		c := golden.Vectors(t, goldenDir, name)
		p, grads := c.Inputs["p0"].F32(), c.Inputs["grads"].F32()
		n := len(p)
		o := New(m.Kind, n)
		for i := 0; i < len(grads); i += n {
			o.Step(p, grads[i:i+n], m)
			golden.Near(t, name, p, c.Expect["params"].Data[i:i+n], 1e-6)
		}
	}
}

func TestPublished(t *testing.T) {
	near := func(id string, step func(p, g []float32)) {
		t.Helper()
		c := golden.Published(t, goldenDir, id)
		p := c.Inputs["p"]
		step(p, c.Inputs["g"])
		for i, v := range p {
			if math.Abs(float64(v-c.Expect[i])) > c.Tolerance {
				t.Errorf("%s: parameter %d is %v, want %v", id, i, v, c.Expect[i])
			}
		}
	}
	for kind, id := range map[Kind]string{SGD: "keras_sgd_step", Adam: "keras_adam_step"} {
		near(id, func(p, g []float32) { New(kind, len(p)).Step(p, g, Method{Kind: kind, Rate: 0.5}) })
	}
	// Keras forgets with 0.9 and adds 1e-7, where PyTorch and this package take 0.99 and 1e-8: the same kernel, told so.
	near("keras_rmsprop_step", func(p, g []float32) { vec.RMSProp(p, make([]float32, len(p)), g, 0.9, 0.1, 0.5, 1e-7) })
}

// The bits of a hundred steps, the same on every machine, with and without lanes: links and replays hang on them. Plain, the
// first three kinds have those of the time when a step took a rate and a momentum alone.
func TestBits(t *testing.T) {
	for _, c := range []struct {
		kind        Kind
		plain, full uint64
	}{
		{SGD, 0x60c48959ed4b02c8, 0x570640a9432209d5},
		{Momentum, 0x7279106ae75dc14d, 0x53fc3d26bf0bdec8},
		{Adam, 0x5dffc029130e8b61, 0x1bda9753b363c9f3},
		{Nesterov, 0x16d949b33fa411bd, 0xfa596e9c677f11b6},
		{RMSprop, 0xe40f6dab492f7905, 0x588c6cf9ce2dd87b},
		{AdamW, 0x5dffc029130e8b61, 0xd7448df39c2b3bd9},
	} {
		plain := Method{Kind: c.kind, Rate: 0.01, Momentum: 0.9}
		full := plain
		full.Decay, full.Clip, full.Schedule = 0.03, 5, Schedule{Kind: Cosine, Warm: 10, Over: 80, Floor: 0.1}
		if got := bits(plain); got != c.plain {
			t.Errorf("%v: bits hash to %#x, want %#x", c.kind, got, c.plain)
		}
		if got := bits(full); got != c.full {
			t.Errorf("%v with decay, clipping and schedule: bits hash to %#x, want %#x", c.kind, got, c.full)
		}
	}
}

// bits hashes 37 parameters after each of a hundred steps along random gradients.
func bits(m Method) uint64 {
	r := rng.New(5, "opt")
	w, g := make([]float32, 37), make([]float32, 37)
	for i := range w {
		w[i] = r.Normal()
	}
	o, h := New(m.Kind, len(w)), fnv.New64a()
	for range 100 {
		for i := range g {
			g[i] = r.Normal()
		}
		o.Step(w, g, m)
		for _, v := range w {
			b := math.Float32bits(v)
			h.Write([]byte{byte(b), byte(b >> 8), byte(b >> 16), byte(b >> 24)})
		}
	}
	return h.Sum64()
}

// ref is one step of a method in float64, from the formulas of the papers. It is told the step's number from 1.
func ref(w, v, q, g []float64, m Method, t int) {
	rate, mu, decay := float64(m.Rate), float64(m.Momentum), float64(m.Decay)
	length := 0.0
	for _, d := range g {
		length += d * d
	}
	shrink := 1.0
	if m.Clip > 0 {
		shrink = min(1, float64(m.Clip)/(math.Sqrt(length)+1e-6))
	}
	for i := range w {
		d := g[i] * shrink
		if m.Kind == AdamW {
			w[i] -= rate * decay * w[i]
		} else {
			d += decay * w[i]
		}
		switch m.Kind {
		case SGD:
			w[i] -= rate * d
		case Momentum:
			v[i] = mu*v[i] + d
			w[i] -= rate * v[i]
		case Nesterov:
			v[i] = mu*v[i] + d
			w[i] -= rate * (d + mu*v[i])
		case RMSprop:
			q[i] = 0.99*q[i] + 0.01*d*d
			w[i] -= rate * d / (math.Sqrt(q[i]) + 1e-8)
		case Adam, AdamW:
			v[i] = 0.9*v[i] + 0.1*d
			q[i] = 0.999*q[i] + 0.001*d*d
			w[i] -= rate * v[i] / (1 - math.Pow(0.9, float64(t))) / (math.Sqrt(q[i]/(1-math.Pow(0.999, float64(t)))) + 1e-8)
		}
	}
}

// Every kind, with decay and clipping, against its float64 twin.
func TestAgainstFloat64(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := Method{
			Kind: Kind(rapid.IntRange(0, int(kindCount)-1).Draw(t, "kind")), Rate: rapid.Float32Range(1e-6, 0.1).Draw(t, "rate"),
			Momentum: rapid.Float32Range(0, 0.95).Draw(t, "momentum"),
			Decay:    rapid.Float32Range(0, 0.03).Draw(t, "decay"),
		}
		if rapid.Bool().Draw(t, "clipped") {
			m.Clip = rapid.Float32Range(1.5, 30).Draw(t, "clip")
		}
		if !m.Kind.Keeps() {
			m.Momentum = 0
		}
		if err := m.Check(); err != nil {
			t.Fatal(err)
		}
		n, r := rapid.IntRange(1, 9).Draw(t, "n"), rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		w, g := make([]float32, n), make([]float32, n)
		ww, v, q, gg := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range w {
			w[i] = r.Normal()
			ww[i] = float64(w[i])
		}
		o := New(m.Kind, n)
		for step := 1; step <= 8; step++ {
			for i := range g {
				// Far enough from 0 that decay never all but cancels it: RMSprop and Adam would magnify what rounding
				// leaves.
				g[i] = float32(math.Copysign(1, float64(r.Normal()))) * r.Range(2, 3)
				gg[i] = float64(g[i])
			}
			o.Step(w, g, m)
			ref(ww, v, q, gg, m, step)
			for i := range w {
				if d := math.Abs(float64(w[i]) - ww[i]); !(d < 1e-5*(1+math.Abs(ww[i]))) {
					t.Fatalf("%v: parameter %d is %v after %d steps, want %v", m.Kind, i, w[i], step, ww[i])
				}
			}
		}
	})
}

// Nesterov's method looks ahead: v = mu·v - rate·f'(x + mu·v), x += v (Sutskever et al. 2013). PyTorch's form, ours, holds
// the point looked ahead to.
func TestNesterovLooksAhead(t *testing.T) {
	const mu, rate = 0.9, 0.05
	slope := func(x float64) float64 { return 3 * (x - 2) }
	x, v, w, o := 0.5, 0.0, []float32{0.5}, New(Nesterov, 1)
	for i := range 40 {
		v = mu*v - rate*slope(x+mu*v)
		x += v
		o.Step(w, []float32{float32(slope(float64(w[0])))}, Method{Kind: Nesterov, Rate: rate, Momentum: mu})
		if want := x + mu*v; math.Abs(float64(w[0])-want) > 1e-5 {
			t.Fatalf("step %d is at %v, want %v", i+1, w[0], want)
		}
	}
}

// Under SGD, L2 of the gradient and decoupled decay are one; under Adam they are not, and without decay AdamW is Adam.
func TestDecoupled(t *testing.T) {
	run := func(k Kind, decay float32) []float32 {
		w, o := []float32{1, -2, 0.5}, New(k, 3)
		for range 20 {
			o.Step(w, []float32{0.3, 0, -0.1}, Method{Kind: k, Rate: 0.01, Decay: decay})
		}
		return w
	}
	a, b, c := run(Adam, 0), run(AdamW, 0), run(AdamW, 0.1)
	for i := range a {
		if a[i] != b[i] {
			t.Errorf("without decay Adam goes to %v and AdamW to %v", a[i], b[i])
		}
	}
	// Where the gradient is 0, only decay moves.
	if want := -2 * math.Pow(1-0.001, 20); math.Abs(float64(c[1])-want) > 1e-5 || a[1] != -2 {
		t.Errorf("by decay alone -2 becomes %v, want %v; without decay %v", c[1], want, a[1])
	}
	if l2 := run(Adam, 0.1); math.Abs(float64(l2[1])+2-0.2) > 5e-3 {
		t.Errorf("L2 through Adam moves -2 by a rate a step: got %v", l2[1])
	}
}

// After Reset nothing is remembered, whatever came before.
func TestReset(t *testing.T) {
	for kind := range kindCount {
		used, fresh := New(Adam, 2), New(kind, 2)
		w := []float32{1, 2}
		m := Method{Kind: Adam, Rate: 0.1, Momentum: 0.9, Schedule: Schedule{Kind: Cosine, Warm: 2, Over: 5}}
		for range 9 {
			used.Step(w, []float32{3, -4}, m)
		}
		used.Reset(kind)
		m.Kind = kind
		a, b := []float32{1, 2}, []float32{1, 2}
		for range 3 {
			used.Step(a, []float32{.5, .25}, m)
			fresh.Step(b, []float32{.5, .25}, m)
		}
		if a[0] != b[0] || a[1] != b[1] || used.Steps() != 3 {
			t.Errorf("%v after Reset goes in %d steps to %v, new to %v", kind, used.Steps(), a, b)
		}
	}
}

// A step of a kind whose memory another kind has written is a mistake.
func TestOtherKind(t *testing.T) {
	defer func() {
		if v, _ := recover().(string); !strings.Contains(v, "a step of RMSprop by an optimiser that was reset to Adam") {
			t.Errorf("panics with %q", v)
		}
	}()
	New(Adam, 1).Step([]float32{1}, []float32{1}, Method{Kind: RMSprop, Rate: 0.1})
}

// Lengths that do not meet, and a kind that is none, say so.
func TestStepRefuses(t *testing.T) {
	for _, c := range []struct {
		want string
		call func()
	}{
		{"opt: optimiser 9 is not known", func() { New(9, 1) }},
		{"opt: a step of 1 parameters along 2 by an optimiser for 2", func() { New(SGD, 2).Step([]float32{1}, []float32{1, 2}, Method{Rate: 0.1}) }},
		{"opt: a step of 2 parameters along 3 by an optimiser for 2", func() { New(SGD, 2).Step([]float32{1, 2}, []float32{1, 2, 3}, Method{Rate: 0.1}) }},
		{"opt: a step of 3 parameters along 3 by an optimiser for 2", func() { New(SGD, 2).Step(make([]float32, 3), make([]float32, 3), Method{Rate: 0.1}) }},
	} {
		func() {
			defer func() {
				if got := recover(); got != c.want {
					t.Errorf("panics with %v, want %q", got, c.want)
				}
			}()
			c.call()
		}()
	}
}

// Adam's corrections hold for a run of any length: under a steady gradient the millionth step is as long as the first.
func TestAdamLong(t *testing.T) {
	o, w, g := New(Adam, 1), []float32{0}, []float32{1}
	for i := range 1_000_000 {
		w[0] = 0
		o.Step(w, g, Method{Kind: Adam, Rate: 1e-3})
		if d := math.Abs(float64(w[0]) + 1e-3); !(d < 1e-7) {
			t.Fatalf("step %d goes to %v, want -0.001", i+1, w[0])
		}
	}
}

func TestNoAllocations(t *testing.T) {
	w, g := make([]float32, 37), make([]float32, 37)
	stop := Stopper{Patience: 3}
	for kind := range kindCount {
		o := New(kind, len(w))
		m := Method{Kind: kind, Rate: 0.1, Momentum: 0.9, Decay: 0.1, Clip: 1, Schedule: Schedule{Kind: Cosine, Warm: 3, Over: 50}}
		if n := testing.AllocsPerRun(100, func() { o.Step(w, g, m); stop.Observe(1) }); n != 0 {
			t.Errorf("a step of %v allocates %v times", kind, n)
		}
	}
}

func TestNames(t *testing.T) {
	if len(KindNames) != int(kindCount) || !strings.Contains(Adam.String(), "Adam") || AdamW.String() != "AdamW" {
		t.Errorf("%d names for %d optimisers", len(KindNames), kindCount)
	}
	if len(CourseNames) != int(courseCount) || Halving.String() != "halving" {
		t.Errorf("%d names for %d courses", len(CourseNames), courseCount)
	}
}
