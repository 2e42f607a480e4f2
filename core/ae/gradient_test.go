package ae_test

import (
	"math"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/internal/still"
	"hourglass/core/rng"
	"hourglass/core/zoo"
)

// A bench is a model of the zoo with parameters, a batch, and the same dice for every pass.
type bench struct {
	*ae.Model
	w           []float32
	b           ae.Batch
	pass        *ae.Pass
	noise, code rng.Stream
}

func newBench(t *testing.T, k zoo.Kind, rows int) *bench {
	t.Helper()
	m, err := ae.New(k.Recipe)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{Model: m, w: make([]float32, m.Params()), pass: m.NewPass(rows, true)}
	init := rng.New(3, "init")
	m.Init(b.w, &init)
	for i := range b.w {
		b.w[i] += init.Range(-0.1, 0.1) // so that biases are not zero
	}
	n := m.Input.Size()
	b.b = ae.Batch{X: k.X[:rows*n], Rows: rows}
	if k.Mask != nil {
		b.b.Mask = k.Mask[:rows*n]
	}
	if k.Labels != nil {
		b.b.Labels = k.Labels[:rows]
	}
	return b
}

func (b *bench) forward() ae.Terms {
	b.noise, b.code = rng.New(7, "noise"), rng.New(7, "code")
	b.pass.Forward(b.w, b.b, ae.Dice{Noise: &b.noise, Code: &b.code})
	return b.pass.Measure(b.w)
}

// The gradient of every kind's whole loss against differences of that loss, along directions: single layers and penalties are held
// number by number elsewhere; here it is their sum that must be right, for each player. Units that bend between the two ends of a
// direction spoil a long difference and float32 a short one, so one of four lengths must agree.
func TestGradientAlongDirections(t *testing.T) {
	for _, k := range append(zoo.All(t), labelsAlone(t)...) {
		t.Run(k.Name, func(t *testing.T) {
			b := newBench(t, k, 8)
			b.forward()
			dw := make([]float32, len(b.w))
			b.pass.Backward(dw, b.w)
			dice := rng.New(11, "direction")
			start := append([]float32(nil), b.w...)
			for p, player := range b.Players() {
				value := func() float64 {
					terms := b.forward()
					if p == 1 {
						return terms.Judge
					}
					return terms.Total
				}
				for range 6 {
					d := make([]float32, len(b.w))
					want, norm := 0.0, 0.0
					for i := player.From; i < player.To; i++ {
						d[i] = dice.Normal() + 2*sign(dw[i]) // partly uphill, so that there is something to see
						want += float64(d[i]) * float64(dw[i])
						norm += float64(d[i]) * float64(d[i])
					}
					norm = math.Sqrt(norm)
					diff := func(h float64) float64 {
						move := func(s float64) float64 {
							for i := range b.w {
								b.w[i] = start[i] + float32(s*float64(d[i])/norm)
							}
							return value()
						}
						return (move(h) - move(-h)) / (2 * h) * norm
					}
					best := math.Inf(1)
					for _, h := range []float64{3e-2, 1e-2, 3e-3, 1e-3} {
						if got := diff(h); math.Abs(got-want) < math.Abs(best-want) {
							best = got
						}
					}
					copy(b.w, start)
					if math.Abs(best-want) > 2e-3*math.Abs(want)+1e-5 {
						t.Errorf("%s: along a direction the loss grows by %.6g, the gradient says %.6g", player.Name, best, want)
					}
				}
			}
		})
	}
}

// labelsAlone are the kinds of the zoo that have labels, without their copy, with a plain code and with a cloud.
func labelsAlone(t *testing.T) (all []zoo.Kind) {
	for _, k := range zoo.All(t) {
		if k.Labels == nil {
			continue
		}
		k.Name, k.Recipe.Label.Alone = k.Name+" alone", true
		all = append(all, k)
		k.Name, k.Recipe.Cloud = k.Name+" of a cloud", ae.Cloud{On: true, Beta: 0.5}
		all = append(all, k)
	}
	if len(all) == 0 {
		t.Error("no kind has labels")
	}
	return all
}

func sign(x float32) float32 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

// Backward adds, and neither player moves the other's part of the arena.
func TestBackwardAdds(t *testing.T) {
	for _, k := range zoo.All(t) {
		b := newBench(t, k, 8)
		once, twice := make([]float32, len(b.w)), make([]float32, len(b.w))
		b.forward()
		b.pass.Backward(once, b.w)
		for range 2 {
			b.forward()
			b.pass.Backward(twice, b.w)
		}
		moved := 0
		for i := range once {
			if d := math.Abs(float64(twice[i] - 2*once[i])); d > 1e-4*math.Abs(float64(once[i]))+1e-6 {
				t.Fatalf("%s: gradient %d is %v after one pass and %v after two", k.Name, i, once[i], twice[i])
			}
			if once[i] != 0 {
				moved++
			}
		}
		if moved < len(once)/4 {
			t.Errorf("%s: only %d of %d parameters have a gradient", k.Name, moved, len(once))
		}
	}
}

// Without dice a pass is what Rebuild says, whatever was drawn before.
func TestCalmPass(t *testing.T) {
	for _, k := range zoo.All(t) {
		b := newBench(t, k, 8)
		b.forward()
		got := append([]float32(nil), b.pass.Forward(b.w, b.b, ae.Dice{})...)
		x := append([]float32(nil), b.b.X...)
		for i, v := range b.b.Mask {
			x[i] *= v
		}
		mem := b.Net.NewMemory(8, false)
		want := b.Net.Forward(mem, b.w[:b.Net.Params()], x, 8)
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("%s: output %d is %v after dice, %v without", k.Name, i, got[i], want[i])
			}
		}
	}
}

// What was not observed may hold anything, also no number: it changes no bit of terms and gradients.
func TestUnobserved(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(-1))
	met := 0
	for _, k := range zoo.All(t) {
		if k.Mask == nil {
			continue
		}
		met++
		b := newBench(t, k, 8)
		want, dw := make([]float32, len(b.w)), make([]float32, len(b.w))
		terms := b.forward()
		b.pass.Backward(want, b.w)
		b.b.X = append([]float32(nil), b.b.X...)
		for i, v := range b.b.Mask {
			if v == 0 {
				b.b.X[i] = []float32{nan, inf, 7}[i%3]
			}
		}
		if got := b.forward(); got != terms {
			t.Errorf("%s: terms %+v, with no numbers where nothing was observed %+v", k.Name, terms, got)
		}
		b.pass.Backward(dw, b.w)
		if !sameBits(dw, want) {
			t.Errorf("%s: what was not observed changes the gradient", k.Name)
		}
	}
	if met != 2 {
		t.Errorf("%d masked kinds, want 2", met)
	}
}

// A whole pass allocates nothing.
func TestPassAllocatesNothing(t *testing.T) {
	for _, k := range zoo.All(t) {
		b := newBench(t, k, 8)
		dw := make([]float32, len(b.w))
		still.Nothing(t, "a pass of "+k.Name, 40, func() {
			b.forward()
			b.pass.Backward(dw, b.w)
		})
	}
}
