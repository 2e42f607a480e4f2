package opt

import (
	"math"
	"strings"
	"testing"

	"hourglass/core/internal/golden"
)

const goldenDir = "../testdata"

// Six steps along given gradients, each held against PyTorch's.
func TestGolden(t *testing.T) {
	for kind, name := range map[Kind]string{SGD: "opt_sgd", Momentum: "opt_sgd_mom09", Adam: "opt_adam"} {
		c := golden.Vectors(t, goldenDir, name)
		p, grads := c.Inputs["p0"].F32(), c.Inputs["grads"].F32()
		n := len(p)
		o := New(kind, n)
		for i := 0; i < len(grads); i += n {
			o.Step(p, grads[i:i+n], 0.1, 0.9)
			golden.Near(t, name, p, c.Expect["params"].Data[i:i+n], 1e-6)
		}
	}
}

func TestPublished(t *testing.T) {
	for kind, id := range map[Kind]string{SGD: "keras_sgd_step", Adam: "keras_adam_step"} {
		c := golden.Published(t, goldenDir, id)
		p := c.Inputs["p"]
		New(kind, len(p)).Step(p, c.Inputs["g"], 0.5, 0)
		for i, v := range p {
			if math.Abs(float64(v-c.Expect[i])) > c.Tolerance {
				t.Errorf("%s: parameter %d is %v, want %v", id, i, v, c.Expect[i])
			}
		}
	}
}

// After Reset nothing is remembered, whatever came before.
func TestReset(t *testing.T) {
	for kind := range kindCount {
		used, fresh := New(Adam, 2), New(kind, 2)
		w := []float32{1, 2}
		for range 9 {
			used.Step(w, []float32{3, -4}, 0.1, 0.9)
		}
		used.Reset(kind)
		a, b := []float32{1, 2}, []float32{1, 2}
		for range 3 {
			used.Step(a, []float32{.5, .25}, 0.1, 0.9)
			fresh.Step(b, []float32{.5, .25}, 0.1, 0.9)
		}
		if a[0] != b[0] || a[1] != b[1] {
			t.Errorf("%v after Reset goes to %v, new to %v", kind, a, b)
		}
	}
}

// Adam's corrections hold for a run of any length: under a steady gradient the millionth step is as long as the first.
func TestAdamLong(t *testing.T) {
	o, w, g := New(Adam, 1), []float32{0}, []float32{1}
	for i := range 1_000_000 {
		w[0] = 0
		o.Step(w, g, 1e-3, 0)
		if d := math.Abs(float64(w[0]) + 1e-3); !(d < 1e-7) {
			t.Fatalf("step %d goes to %v, want -0.001", i+1, w[0])
		}
	}
}

func TestNames(t *testing.T) {
	if len(KindNames) != int(kindCount) || !strings.Contains(Adam.String(), "Adam") {
		t.Errorf("%d names for %d optimisers", len(KindNames), kindCount)
	}
}
