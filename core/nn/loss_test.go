package nn

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/internal/golden"
	"hourglass/core/rng"
)

func TestL1Golden(t *testing.T) {
	c := golden.Vectors(t, goldenDir, "loss_l1")
	y, want := c.Inputs["pred"].F32(), c.Inputs["target"].F32()
	dy := smallNaN(len(y))
	L1.Gradient(dy, y, want)
	golden.Near(t, "L1", []float32{float32(L1.Value(y, want))}, c.Expect["loss"].Data, 1e-6)
	golden.Near(t, "L1 gradient", dy, c.Expect["dpred"].Data, 1e-6)
	if L1.Gradient(dy[:1], y[:1], y[:1]); dy[0] != 0 {
		t.Errorf("where nothing is wrong the gradient is %v", dy[0])
	}
	k := golden.Published(t, goldenDir, "keras_mae")
	if got := L1.Value(k.Inputs["p"], k.Inputs["y"]); math.Abs(got-float64(k.Expect[0])) > k.Tolerance {
		t.Errorf("keras_mae: %v, want %v", got, k.Expect[0])
	}
}

func TestMaskedGolden(t *testing.T) {
	c := golden.Vectors(t, goldenDir, "loss_masked_mse")
	y, want, mask := c.Inputs["pred"].F32(), c.Inputs["target"].F32(), c.Inputs["mask"].F32()
	dy := smallNaN(len(y))
	loss := Masked(MSE, dy, y, want, mask)
	golden.Near(t, "loss", []float32{float32(loss)}, c.Expect["loss"].Data, 1e-6)
	golden.Near(t, "gradient", dy, c.Expect["dpred"].Data, 1e-6)
}

// drawLoss draws predictions and targets that lie apart, where every loss is smooth, and a mask.
func drawLoss(t *rapid.T, most int) (l Loss, y, want, mask []float32) {
	n, r := rapid.IntRange(1, most).Draw(t, "n"), rng.New(rapid.Uint64().Draw(t, "seed"), "test")
	y, want, mask = make([]float32, n), make([]float32, n), make([]float32, n)
	for i := range y {
		want[i], mask[i] = r.Float32(), float32(r.Intn(2))
		y[i] = want[i] + r.Range(0.01, 4)*float32(1-2*r.Intn(2))
	}
	return Loss(rapid.IntRange(0, int(lossCount)-1).Draw(t, "loss")), y, want, mask
}

// nearLossGradient is nearGradient for a loss itself, of n numbers. Where a sigmoid all but meets its target, their
// difference keeps the rounding of both: a unit in the last place of 1, over n.
func nearLossGradient(t fails, l Loss, got []float32, want []float64) {
	t.Helper()
	for i, v := range want {
		if d := math.Abs(float64(got[i]) - v); !(d <= 1e-5*math.Abs(v)+1.2e-7/float64(len(want))+1e-9) {
			t.Fatalf("%v: gradient %d is %g, finite differences say %g", l, i, got[i], v)
		}
	}
}

func TestLossGradient(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, y, want, _ := drawLoss(t, 20)
		dy := smallNaN(len(y))
		l.Gradient(dy, y, want)
		if v := refLoss(l, wide(y), wide(want)); math.Abs(l.Value(y, want)-v) > 1e-6*(1+v) {
			t.Fatalf("%v is %v, want %v", l, l.Value(y, want), v)
		}
		nearLossGradient(t, l, dy, refGradient(func(y []float64) float64 { return refLoss(l, y, wide(want)) }, wide(y)))
	})
}

// A masked loss is that of the observed entries alone, whatever the others hold.
func TestMasked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, y, want, mask := drawLoss(t, 20)
		var seen, seenWant []float32
		for i, m := range mask {
			if m == 0 {
				want[i] = float32(math.NaN())
				if rapid.Bool().Draw(t, "y too") {
					y[i] = float32(math.Inf(1))
				}
				continue
			}
			seen, seenWant = append(seen, y[i]), append(seenWant, want[i])
		}
		dy := smallNaN(len(y))
		got := Masked(l, dy, y, want, mask)
		if again := Masked(l, nil, y, want, mask); again != got {
			t.Fatalf("%v without a gradient, %v with", again, got)
		}
		if len(seen) == 0 {
			if got != 0 {
				t.Fatalf("%v, and nothing is observed", got)
			}
			for _, v := range dy {
				if v != 0 {
					t.Fatalf("gradient %v, and nothing is observed", dy)
				}
			}
			return
		}
		value := func(y []float64) float64 { return refLoss(l, y, wide(seenWant)) }
		if v := value(wide(seen)); math.Abs(got-v) > 1e-6*(1+v) {
			t.Fatalf("%v masked is %v, want %v", l, got, v)
		}
		var dseen []float32
		for i, m := range mask {
			if m == 0 && dy[i] != 0 {
				t.Fatalf("gradient %v of an entry that nobody saw", dy[i])
			}
			if m != 0 {
				dseen = append(dseen, dy[i])
			}
		}
		nearLossGradient(t, l, dseen, refGradient(value, wide(seen)))
	})
}

// With everything observed, Masked is the plain loss, bit for bit.
func TestMaskedWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, y, want, mask := drawLoss(t, 3*blockBCE)
		for i := range mask {
			mask[i] = 1
		}
		dy, plain := smallNaN(len(y)), smallNaN(len(y))
		l.Gradient(plain, y, want)
		if a, b := Masked(l, dy, y, want, mask), l.Value(y, want); a != b {
			t.Fatalf("%v and %v", a, b)
		}
		smallSame(t, "gradient", dy, plain)
	})
}

func TestLossNoAllocations(t *testing.T) {
	y, dy, mask, kl := make([]float32, 12), make([]float32, 12), make([]float32, 12), make([]float64, 2)
	labels, scale := []int32{0, -1, 2, 1}, []float32{1, 1}
	mask[3] = 1
	if n := testing.AllocsPerRun(100, func() {
		for l := range lossCount {
			l.Value(y, y)
			l.Gradient(dy, y, y)
			Masked(l, dy, y, y, mask)
		}
		CrossEntropy(dy, y, labels, 3)
		GaussKL(kl, y, 3, 2)
		AddGaussKLGrad(dy, y, scale, 3, 2)
		L1Penalty(y, 3)
		AddL1Grad(dy, y, 1, 3)
		MeanRows(mask[:4], y, 3)
		SparseKL(mask[:4], 0.1)
		AddSparseKLGrad(dy, mask[:4], 0.1, 1, 3)
	}); n != 0 {
		t.Errorf("losses and penalties allocate %v times", n)
	}
}

// Lists that do not meet say so.
func TestLossLengths(t *testing.T) {
	for want, call := range map[string]func(){
		"nn: a loss of 2 predictions against 3 targets": func() { MSE.Value(make([]float32, 2), make([]float32, 3)) },
		"nn: a loss of 3 predictions against 2 targets": func() { L1.Value(make([]float32, 3), make([]float32, 2)) },
		"nn: a loss of 0 predictions against 0 targets": func() { BCE.Value(nil, nil) },
		"nn: a loss of 2 predictions against 4 targets": func() { Masked(MSE, nil, make([]float32, 2), make([]float32, 2), make([]float32, 4)) },
		"nn: a loss of 4 predictions against 5 targets": func() { MSE.Gradient(make([]float32, 4), make([]float32, 4), make([]float32, 5)) },
		"nn: 3 slopes of a loss of 4 predictions":       func() { L1.Gradient(make([]float32, 3), make([]float32, 4), make([]float32, 4)) },
		"nn: 5 slopes of a loss of 4 predictions":       func() { Masked(BCE, make([]float32, 5), make([]float32, 4), make([]float32, 4), make([]float32, 4)) },
	} {
		func() {
			defer func() {
				if got := recover(); got != want {
					t.Errorf("panics with %v, want %q", got, want)
				}
			}()
			call()
		}()
	}
}
