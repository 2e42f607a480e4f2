package ae

import (
	"reflect"
	"testing"

	"hourglass/core/nn"
)

// A model whose dials were turned is the model of the recipe that they were turned to: every dial, each by itself.
func TestDial(t *testing.T) {
	base := func() Recipe {
		return Recipe{Input: nn.Flat(6), Hidden: []int{5}, Code: 3, Unit: nn.Tanh, Label: Label{Classes: 2, Weight: 0.1}, Critic: Adversary{Hidden: []int{4}, Weight: 0.1}}
	}
	cloud := func(r *Recipe) { r.Cloud = Cloud{On: true, Beta: 1, FreeBits: 0.1} }
	kl := func(r *Recipe) { r.CodeUnit, r.Sparse = nn.Sigmoid, Sparse{Kind: SparseKL, Weight: 0.1, Rate: 0.1} }
	for name, c := range map[string]struct{ kind, turn func(*Recipe) }{
		"noise":    {cloud, func(r *Recipe) { r.Noise = Noise{Kind: Masking, Amount: 0.2} }},
		"contract": {kl, func(r *Recipe) { r.Contract = 0.5 }},
		"weight":   {kl, func(r *Recipe) { r.Sparse.Weight = 0.7 }},
		"rate":     {kl, func(r *Recipe) { r.Sparse.Rate = 0.3 }},
		"beta":     {cloud, func(r *Recipe) { r.Cloud.Beta = 4 }},
		"free":     {cloud, func(r *Recipe) { r.Cloud.FreeBits = 0.9 }},
		"label":    {cloud, func(r *Recipe) { r.Label.Weight = 2 }},
		"alone":    {cloud, func(r *Recipe) { r.Label.Alone = true }},
		"critic":   {cloud, func(r *Recipe) { r.Critic.Weight = 3 }},
	} {
		from := base()
		c.kind(&from)
		m, err := New(from)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		to := base()
		c.kind(&to)
		c.turn(&to)
		want, err := New(to)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if m.Dial(to); !reflect.DeepEqual(m.Recipe, want.Recipe) {
			t.Errorf("%s: turned to %+v, want %+v", name, m.Recipe, want.Recipe)
		}
	}
}
