package ae

import (
	"math"
	"testing"

	"hourglass/core/nn"
	"hourglass/core/rng"
)

// Of three pictures that a critic sees one is an original, all count alike, and so one that cannot tell them apart rests at a probability of
// 1/3 and a loss of its entropy, 0.637: not at 1/2 and ln 2. The decoder that it is up against then pays ln 3.
func TestJudgeThatCannotTell(t *testing.T) {
	r := Recipe{Input: nn.Shape{Channels: 1, Height: 3, Width: 3}, Hidden: []int{6}, Code: 2, Unit: nn.Tanh, Critic: Adversary{Hidden: []int{5}, Weight: 0.5}}
	m, err := New(r)
	if err != nil {
		t.Fatal(err)
	}
	const rows = 7
	w := make([]float32, m.Params())
	dice := rng.New(1, "init")
	m.Init(w, &dice)
	x := make([]float32, rows*m.Input.Size())
	for i := range x {
		x[i] = dice.Float32()
	}
	_, head, _ := m.ends()
	last := w[len(w)-6:] // five weights and a bias of the critic's last layer
	if len(w)-head < 6 {
		t.Fatal("there is no critic")
	}
	clear(last)
	p := m.NewPass(rows, true)
	look := func(chance float64) (Terms, float32) {
		last[5] = float32(math.Log(chance / (1 - chance)))
		code := rng.New(2, "code")
		dw := make([]float32, len(w))
		p.Forward(w, Batch{X: x, Rows: rows}, Dice{Code: &code})
		terms := p.Measure(w)
		p.Backward(dw, w)
		return terms, dw[len(dw)-1]
	}
	entropy := -math.Log(1.0/3)/3 - 2*math.Log(2.0/3)/3
	third, pull := look(1.0 / 3)
	if math.Abs(third.Judge-entropy) > 1e-6 || math.Abs(entropy-0.6365) > 1e-4 {
		t.Errorf("a critic that cannot tell pays %v, the entropy of 1/3 is %v", third.Judge, entropy)
	}
	if math.Abs(float64(pull)) > 1e-6 {
		t.Errorf("a critic that says 1/3 is pulled by %v", pull)
	}
	if math.Abs(third.Fool-0.5*math.Log(3)) > 1e-6 {
		t.Errorf("the decoder pays %v", third.Fool)
	}
	if half, pull := look(0.5); math.Abs(half.Judge-math.Ln2) > 1e-6 || pull < 0.1 {
		t.Errorf("a critic that says 1/2 pays %v and is pulled by %v", half.Judge, pull)
	}
}
