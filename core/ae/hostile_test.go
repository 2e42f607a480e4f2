package ae_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/ae"
	"hourglass/core/nn"
	"hourglass/core/rng"
)

// anyRecipe draws recipes of which many cannot be: sizes below nothing and beyond reason, kinds that do not exist, dials that are no
// numbers, parts that exclude each other.
func anyRecipe(t *rapid.T) ae.Recipe {
	rare := func(name string) bool { return rapid.IntRange(0, 24).Draw(t, "odd "+name) == 17 } // draws favour the ends of a range
	size := func(name string) int {
		if rare(name) {
			return rapid.SampledFrom([]int{0, -1, 64, 4096, 4097, math.MaxInt32, math.MaxInt64, math.MinInt64}).Draw(t, name)
		}
		return rapid.IntRange(1, 9).Draw(t, name)
	}
	dial := func(name string) float32 {
		if rare(name) {
			return rapid.SampledFrom([]float32{-1, 2e6, float32(math.NaN()), float32(math.Inf(1))}).Draw(t, name)
		}
		return rapid.Float32Range(0, 1).Draw(t, name)
	}
	kind := func(name string) uint8 { return rapid.Uint8Range(0, 8).Draw(t, name) }
	some := func(name string) bool { return rapid.IntRange(0, 7).Draw(t, name) == 5 }
	r := ae.Recipe{Input: nn.Shape{Channels: size("channels"), Height: size("height"), Width: size("width")}, Code: size("code"),
		Unit: nn.Unit(kind("unit")), CodeUnit: nn.Unit(kind("code unit") / 4), Loss: nn.Loss(kind("loss") / 3), Init: nn.Init(kind("init") / 4),
		Linear: some("linear"), Tied: some("tied"), Norm: some("norm"), Masked: some("masked")}
	if r.Loss == nn.BCE && !rare("straight logits") {
		r.Linear = false
	}
	for range rapid.IntRange(0, 2).Draw(t, "layers") {
		r.Hidden = append(r.Hidden, size("hidden"))
	}
	for range rapid.IntRange(0, 2).Draw(t, "convolutions") {
		c := ae.Conv{Channels: size("filters"), Kernel: size("kernel"), Stride: size("stride")}
		if !rare("long stride") {
			c.Stride = min(c.Stride, c.Kernel)
		}
		r.Conv = append(r.Conv, c)
	}
	if some("sequence") {
		r.Sequence = ae.Sequence{Cell: nn.Cell(kind("cell") / 4), Hidden: size("state"), Writes: some("writes"), Forced: some("forced")}
	}
	if some("noise") {
		r.Noise = ae.Noise{Kind: ae.NoiseKind(1 + kind("noise kind")/2), Amount: dial("amount")}
	}
	if some("sparse") {
		r.Sparse = ae.Sparse{Kind: ae.SparseKind(kind("pressure") / 2), Weight: dial("weight"), Rate: dial("rate"), Keep: size("keep")}
		if !rare("unread numbers") {
			r.Sparse = read(r.Sparse)
		}
	}
	if some("cloud") {
		r.Cloud = ae.Cloud{On: true, Beta: dial("beta"), FreeBits: dial("free")}
	}
	if some("label") {
		r.Label = ae.Label{Classes: size("classes"), Weight: dial("label weight")}
	}
	if some("critic") {
		r.Critic = ae.Adversary{Hidden: []int{size("critic")}, Weight: dial("critic weight")}
	}
	if some("contract") {
		r.Contract = dial("contract")
	}
	if some("dropout") {
		r.Dropout = dial("dropout")
	}
	if len(r.Conv)+len(r.Hidden) == 0 && !rare("nothing to bend") {
		r.Unit, r.Norm, r.Dropout = nn.Linear, false, 0
	}
	return r
}

// read is s without the numbers that its kind does not read.
func read(s ae.Sparse) ae.Sparse {
	switch s.Kind {
	case ae.SparseL1:
		return ae.Sparse{Kind: s.Kind, Weight: s.Weight}
	case ae.SparseKL:
		s.Keep = 0
	case ae.KSparse, ae.TopK:
		return ae.Sparse{Kind: s.Kind, Keep: s.Keep}
	case ae.Dense:
		return ae.Sparse{}
	}
	return s
}

// A recipe either plans and then runs, forwards and backwards, or is refused in one sentence. Nothing panics.
func TestAnyRecipe(t *testing.T) {
	planned := 0
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecipe(t)
		m, err := ae.New(r)
		if err != nil {
			if s := err.Error(); !strings.HasPrefix(s, "ae: ") || strings.Contains(s, "\n") || len(s) > 300 {
				t.Fatalf("refused with %q", s)
			}
			return
		}
		if m.Params() > 1<<20 {
			return // plans, but is more than a test wants to run
		}
		planned++
		const rows = 2
		w, dw, x := make([]float32, m.Params()), make([]float32, m.Params()), make([]float32, rows*m.Input.Size())
		dice := rng.New(1, "any")
		m.Init(w, &dice)
		for i := range x {
			x[i] = dice.Float32()
		}
		p := m.NewPass(rows, true)
		p.Forward(w, ae.Batch{X: x, Rows: rows}, ae.Dice{Noise: &dice, Code: &dice})
		if total := p.Measure(w).Total; total-total != 0 {
			t.Fatalf("the loss of a new model is %v", total)
		}
		p.Backward(dw, w)
		for i, v := range dw {
			if v-v != 0 {
				t.Fatalf("gradient %d of a new model is %v", i, v)
			}
		}
	})
	t.Logf("%d recipes could be planned", planned)
	if planned == 0 {
		t.Error("no recipe could be planned")
	}
}
