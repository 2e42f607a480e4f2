// Package zoo keeps one small autoencoder of every kind, with data to train it on, for tests: gradients, bits, texts and exports are
// each held for all of them. No program imports it.
package zoo

import (
	"slices"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/rng"
)

// A Kind is a recipe and what it learns from: 96 examples of 49 numbers.
type Kind struct {
	Name   string
	Recipe ae.Recipe
	X      []float32 // (96, 49)
	Mask   []float32 // (96, 49) or nil
	Labels []int32   // (96) or nil
}

// Rows is how many examples each kind has.
const Rows = 96

var picture = nn.Shape{Channels: 1, Height: data.Side, Width: data.Side}

// All returns every kind, in an order that stays, each with data to learn from.
func All(t testing.TB) []Kind {
	t.Helper()
	set, err := data.Make(data.Spec{Kind: data.Bars, Train: Rows, Valid: 1, Seed: 5})
	if err != nil {
		t.Fatal(err)
	}
	dice := rng.New(5, "zoo")
	kinds := slices.Concat(dense(), codes(), bodies(), goals())
	for i := range kinds {
		kinds[i].feed(set, &dice)
	}
	return kinds
}

// dense are plain codes of dense layers.
func dense() []Kind {
	return []Kind{
		{Name: "plain", Recipe: with(func(r *ae.Recipe) {})},
		{Name: "deep", Recipe: with(func(r *ae.Recipe) { r.Hidden = []int{24, 16, 8} })},
		{Name: "He and ReLU", Recipe: with(func(r *ae.Recipe) { r.Unit, r.Init, r.Loss = nn.ReLU, nn.He, nn.BCE })},
		{Name: "linear", Recipe: ae.Recipe{Input: picture, Code: 3, Linear: true}},
		{Name: "L1 loss", Recipe: with(func(r *ae.Recipe) { r.Loss = nn.L1 })},
		{Name: "tied", Recipe: with(func(r *ae.Recipe) { r.Hidden, r.Tied = []int{16, 9}, true })},
		{Name: "layer norm", Recipe: with(func(r *ae.Recipe) { r.Norm = true })},
		{Name: "dropout", Recipe: with(func(r *ae.Recipe) { r.Dropout = 0.2 })},
		{Name: "denoising, Gaussian", Recipe: with(func(r *ae.Recipe) { r.Noise = ae.Noise{Kind: ae.Gaussian, Amount: 0.3} })},
		{Name: "denoising, masking", Recipe: with(func(r *ae.Recipe) { r.Noise = ae.Noise{Kind: ae.Masking, Amount: 0.3} })},
		{Name: "denoising, salt and pepper", Recipe: with(func(r *ae.Recipe) { r.Noise = ae.Noise{Kind: ae.SaltAndPepper, Amount: 0.3} })},
	}
}

// codes are those of which more is asked than few numbers.
func codes() []Kind {
	return []Kind{
		{Name: "sparse, L1", Recipe: with(func(r *ae.Recipe) {
			r.Code, r.CodeUnit, r.Sparse = 20, nn.ReLU, ae.Sparse{Kind: ae.SparseL1, Weight: 0.003}
		})},
		{Name: "sparse, KL", Recipe: with(func(r *ae.Recipe) {
			r.Code, r.CodeUnit, r.Sparse = 20, nn.Sigmoid, ae.Sparse{Kind: ae.SparseKL, Weight: 0.003, Rate: 0.1}
		})},
		{Name: "k-sparse", Recipe: with(func(r *ae.Recipe) {
			r.Hidden, r.Unit, r.Code, r.Tied, r.Sparse = nil, nn.Linear, 20, true, ae.Sparse{Kind: ae.KSparse, Keep: 4}
		})},
		{Name: "TopK", Recipe: with(func(r *ae.Recipe) { r.Code, r.Sparse = 20, ae.Sparse{Kind: ae.TopK, Keep: 4} })},
		{Name: "contractive", Recipe: with(func(r *ae.Recipe) { r.Contract = 0.02 })},
		{Name: "contractive, one layer", Recipe: with(func(r *ae.Recipe) {
			r.Hidden, r.Unit, r.Code, r.CodeUnit, r.Contract = nil, nn.Linear, 8, nn.Sigmoid, 0.1
		})},
	}
}

// bodies have other layers than dense ones, or a code that is drawn.
func bodies() []Kind {
	return []Kind{
		{Name: "convolutional", Recipe: with(func(r *ae.Recipe) {
			r.Hidden, r.Conv = []int{12}, []ae.Conv{{Channels: 4, Kernel: 3, Stride: 2}, {Channels: 6, Kernel: 3, Stride: 1}}
		})},
		{Name: "variational", Recipe: with(func(r *ae.Recipe) { r.Loss, r.Cloud = nn.BCE, ae.Cloud{On: true, Beta: 1} })},
		{Name: "variational, free bits", Recipe: with(func(r *ae.Recipe) { r.Code, r.Cloud = 4, ae.Cloud{On: true, Beta: 0.5, FreeBits: 0.3} })},
		{Name: "LSTM", Recipe: sequence(ae.Sequence{Cell: nn.LSTM, Hidden: 10})},
		{Name: "GRU, writing", Recipe: sequence(ae.Sequence{Cell: nn.GRU, Hidden: 10, Writes: true})},
		{Name: "LSTM, teacher", Recipe: sequence(ae.Sequence{Cell: nn.LSTM, Hidden: 10, Writes: true, Forced: true})},
	}
}

// goals learn from less than whole examples, or for more than a copy.
func goals() []Kind {
	return []Kind{
		{Name: "masked entries", Recipe: with(func(r *ae.Recipe) { r.Masked, r.Linear = true, true })},
		{Name: "imputing", Recipe: with(func(r *ae.Recipe) { r.Masked, r.Noise = true, ae.Noise{Kind: ae.Masking, Amount: 0.2} })},
		{Name: "few labels", Recipe: with(func(r *ae.Recipe) { r.Label = ae.Label{Classes: 2, Weight: 0.1} })},
		{Name: "two players", Recipe: with(func(r *ae.Recipe) {
			r.Loss, r.Cloud, r.Critic = nn.BCE, ae.Cloud{On: true, Beta: 1}, ae.Adversary{Hidden: []int{16, 8}, Weight: 0.02}
		})},
		{Name: "two players without a cloud", Recipe: with(func(r *ae.Recipe) { r.Critic = ae.Adversary{Hidden: []int{16}, Weight: 0.05} })},
	}
}

// feed gives a kind its data: of a masked one seven entries in ten are observed, of a labelled one every fourth label is known.
func (k *Kind) feed(set *data.Set, dice *rng.Stream) {
	k.X = set.TrainX()
	if k.Recipe.Masked {
		k.Mask = make([]float32, len(k.X))
		for i := range k.Mask {
			if dice.Float32() < 0.7 {
				k.Mask[i] = 1
			}
		}
	}
	if k.Recipe.Label.Classes > 0 {
		k.Labels = make([]int32, Rows)
		for i := range k.Labels {
			k.Labels[i] = int32(2 * set.Factor(i, 0))
			if i%4 > 0 {
				k.Labels[i] = -1
			}
		}
	}
}

// with changes the plainest bent recipe.
func with(change func(*ae.Recipe)) ae.Recipe {
	r := ae.Recipe{Input: picture, Hidden: []int{16}, Code: 3, Unit: nn.Tanh}
	change(&r)
	return r
}

// sequence reads a picture row by row.
func sequence(s ae.Sequence) ae.Recipe {
	return ae.Recipe{Input: nn.Seq(data.Side, data.Side), Sequence: s, Code: 4}
}
