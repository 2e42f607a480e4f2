package ae

import (
	"math"
	"strings"
	"testing"

	"hourglass/core/nn"
)

// Every field of a recipe, given a value that cannot be or that nothing would read: each has a sentence of its own, which says what was
// got and what is wanted. The plain recipe is sound, so that it is the one change that is refused.
func TestRecipeRefuses(t *testing.T) {
	plain := Recipe{Input: picture, Hidden: []int{16}, Code: 3, Unit: nn.Tanh}
	model(t, plain)
	nan := float32(math.NaN())
	for _, c := range []struct {
		want   string
		change func(*Recipe)
	}{
		{"side of the input: width 0 must lie between 1 and 4096", func(r *Recipe) { r.Input = nn.Shape{Channels: 0, Height: 7, Width: 7} }},
		{"hidden layer: width -3", func(r *Recipe) { r.Hidden = []int{16, -3} }},
		{"code: width 0", func(r *Recipe) { r.Code = 0 }},
		{"channels of a convolution: width 0", func(r *Recipe) { r.Conv = []Conv{{0, 3, 2}} }},
		{"layer of the critic: width 0", func(r *Recipe) { r.Critic.Hidden = []int{0} }},

		{"a convolution wants a picture, and the input is a flat list of 49 numbers", func(r *Recipe) { r.Input, r.Conv = nn.Flat(49), []Conv{{4, 3, 2}} }},
		{"only dense layers with a plain code can be tied", func(r *Recipe) { r.Conv, r.Tied = []Conv{{4, 3, 2}}, true }},
		{"only dense layers with a plain code can be tied", func(r *Recipe) { r.Cloud.On, r.Tied = true, true }},
		{"a stride of 3 must lie between 1 and its kernel, of 2", func(r *Recipe) { r.Conv = []Conv{{4, 2, 3}} }},
		{"a stride of 0 must lie between 1 and its kernel, of 3", func(r *Recipe) { r.Conv = []Conv{{4, 3, 0}} }},
		{"and its kernel, of 0", func(r *Recipe) { r.Conv = []Conv{{4, 0, 1}} }},

		{"a sequence is nn.Seq(steps, features), of one channel, not 49x1x1", func(r *Recipe) {
			*r = Recipe{Input: nn.Flat(49), Code: 3, Sequence: Sequence{Hidden: 4}}
		}},
		{"a sequence without recurrent units", func(r *Recipe) { r.Sequence.Writes = true }},
		{"teacher forcing needs a decoder that is fed its own output", func(r *Recipe) {
			*r = Recipe{Input: nn.Seq(7, 7), Code: 3, Sequence: Sequence{Hidden: 4, Forced: true}}
		}},

		{"there is no hidden layer", func(r *Recipe) { r.Hidden = nil }},
		{"there is no hidden layer", func(r *Recipe) { r.Hidden, r.Unit, r.Norm = nil, nn.Linear, true }},
		{"there is no hidden layer", func(r *Recipe) { r.Hidden, r.Unit, r.Dropout = nil, nn.Linear, 0.2 }},
		{"BCE takes logits and gives grey values: it has no linear output", func(r *Recipe) { r.Loss, r.Linear = nn.BCE, true }},
		{"dropout must lie between 0 and 1", func(r *Recipe) { r.Dropout = 1 }},
		{"dropout must lie between 0 and 1", func(r *Recipe) { r.Dropout = nan }},

		{"an amount of noise, and Noise.Kind is missing", func(r *Recipe) { r.Noise.Amount = 0.3 }},
		{"the amount of masking noise must lie between 0 and 1", func(r *Recipe) { r.Noise = Noise{Masking, 1.5} }},

		{"numbers of a sparse pressure, and Sparse.Kind is missing", func(r *Recipe) { r.Sparse.Weight = 0.1 }},
		{"numbers of a sparse pressure, and Sparse.Kind is missing", func(r *Recipe) { r.Sparse.Keep = 2 }},
		{"numbers of a sparse pressure, and Sparse.Kind is missing", func(r *Recipe) { r.Sparse.Rate = nan }},
		{"sparse L1 is given a number that it does not read", func(r *Recipe) { r.Sparse = Sparse{Kind: SparseL1, Weight: 1, Rate: 0.1} }},
		{"sparse L1 is given a number that it does not read", func(r *Recipe) { r.Sparse = Sparse{Kind: SparseL1, Weight: 1, Keep: 2} }},
		{"sparse TopK is given a number that it does not read", func(r *Recipe) { r.Sparse = Sparse{Kind: TopK, Weight: 1, Keep: 2} }},
		{"sparse k-sparse is given a number that it does not read", func(r *Recipe) { r.Sparse = Sparse{Kind: KSparse, Rate: 0.1, Keep: 2} }},
		{"4 kept units must lie between 1 and the code's 3", func(r *Recipe) { r.Sparse = Sparse{Kind: TopK, Keep: 4} }},
		{"the rate of KL pressure must lie between 0 and 1", func(r *Recipe) { r.CodeUnit, r.Sparse = nn.Sigmoid, Sparse{Kind: SparseKL, Weight: 1} }},

		{"beta and free bits are of a variational code: Cloud.On is missing", func(r *Recipe) { r.Cloud.Beta = 1 }},
		{"beta and free bits are of a variational code: Cloud.On is missing", func(r *Recipe) { r.Cloud.FreeBits = 1 }},
		{"beta must lie between 0 and 1000000", func(r *Recipe) { r.Cloud = Cloud{On: true, Beta: -1} }},

		{"a weight of labels, and Label.Classes, their number, is missing", func(r *Recipe) { r.Label.Weight = 1 }},
		{"1 classes must lie between 2 and 4096, or be 0 for no classifier", func(r *Recipe) { r.Label = Label{Classes: 1, Weight: 1} }},
		{"labels alone, and Label.Classes, their number, is missing", func(r *Recipe) { r.Label.Alone = true }},
		{"a weight of a critic, and Critic.Hidden, its layers, is missing", func(r *Recipe) { r.Critic.Weight = 1 }},
		{"contractive weight must lie between 0 and 1000000", func(r *Recipe) { r.Contract = nan }},
	} {
		r := plain
		c.change(&r)
		if _, err := New(r); err == nil || !strings.HasPrefix(err.Error(), "ae: ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v:\n got %v\nwant %q", r, err, c.want)
		}
	}
}
