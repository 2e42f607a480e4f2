package carry

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/nn"
	"hourglass/core/rng"
	"hourglass/core/zoo"
)

// A kind is a recipe to carry out.
type kind struct {
	name   string
	recipe ae.Recipe
}

// kinds are the zoo and what it leaves out of what a graph must hold: several channels, sides that differ, every unit,
// every layout that meets another.
func kinds(t testing.TB) []kind {
	var all []kind
	for _, k := range zoo.All(t) {
		all = append(all, kind{k.Name, k.Recipe})
	}
	colour := nn.Shape{Channels: 3, Height: 9, Width: 5}
	down := []ae.Conv{{Channels: 5, Kernel: 3, Stride: 2}, {Channels: 4, Kernel: 3, Stride: 1}}
	all = append(all,
		kind{"a vector", ae.Recipe{Input: nn.Flat(11), Hidden: []int{7}, Code: 2, Unit: nn.SiLU, CodeUnit: nn.Tanh}},
		kind{"colours, dense", ae.Recipe{Input: colour, Hidden: []int{7}, Code: 3, Unit: nn.ELU}},
		kind{"colours, two convolutions", ae.Recipe{Input: colour, Conv: down, Code: 3, Unit: nn.Leaky, Loss: nn.BCE}},
		kind{"colours, convolutions, dense and norm", ae.Recipe{
			Input: colour, Conv: down, Hidden: []int{8}, Code: 3, Unit: nn.SiLU, Norm: true, Dropout: 0.3, Linear: true,
		}},
		kind{"even kernel", ae.Recipe{
			Input: nn.Shape{Channels: 2, Height: 6, Width: 6}, Conv: []ae.Conv{{Channels: 3, Kernel: 4, Stride: 2}}, Code: 3, Unit: nn.Tanh,
		}},
		kind{"tied, TopK, labels", ae.Recipe{
			Input: colour, Hidden: []int{9}, Code: 12, Tied: true, Unit: nn.Softplus, Sparse: ae.Sparse{Kind: ae.TopK, Keep: 3},
			Label: ae.Label{Classes: 4, Weight: 1},
		}},
		kind{"GRU", sequence(ae.Sequence{Cell: nn.GRU, Hidden: 6}, 3)},
		kind{"LSTM of one feature", sequence(ae.Sequence{Cell: nn.LSTM, Hidden: 6}, 1)},
		kind{"LSTM, writing", sequence(ae.Sequence{Cell: nn.LSTM, Hidden: 6, Writes: true}, 3)},
		kind{"GRU, one step", ae.Recipe{Input: nn.Seq(1, 4), Sequence: ae.Sequence{Cell: nn.GRU, Hidden: 3, Writes: true}, Code: 2}},
		kind{"variational sequence", cloud(sequence(ae.Sequence{Cell: nn.GRU, Hidden: 6}, 3))},
	)
	return all
}

func sequence(s ae.Sequence, features int) ae.Recipe {
	return ae.Recipe{Input: nn.Seq(8, features), Sequence: s, Code: 4, Linear: s.Cell == nn.GRU}
}

func cloud(r ae.Recipe) ae.Recipe {
	r.Cloud, r.Loss, r.Linear = ae.Cloud{On: true, Beta: 1}, nn.BCE, false
	return r
}

// started plans a kind with parameters of which none is zero, so that each has its place to be found.
func started(t testing.TB, k kind) (*ae.Model, []float32) {
	t.Helper()
	m, err := ae.New(k.recipe)
	if err != nil {
		t.Fatal(err)
	}
	w := make([]float32, m.Params())
	r := rng.New(9, "carry")
	m.Init(w, &r)
	for i := range w {
		w[i] += r.Range(-0.3, 0.3)
	}
	return m, w
}

func TestWhatDoesNotFit(t *testing.T) {
	m, w := started(t, kind{"", ae.Recipe{Input: nn.Flat(4), Code: 2}})
	for name, write := range map[string]func(*bytes.Buffer, *ae.Model, []float32) error{
		"npz":  func(b *bytes.Buffer, m *ae.Model, w []float32) error { return WriteNPZ(b, m, w) },
		"onnx": func(b *bytes.Buffer, m *ae.Model, w []float32) error { return WriteONNX(b, m, w) },
	} {
		var b bytes.Buffer
		if err := write(&b, m, w[1:]); err == nil || err.Error() != "carry: 21 parameters given, the model has 22" || b.Len() > 0 {
			t.Errorf("%s, a parameter short: %v, %d bytes", name, err, b.Len())
		}
		if err := write(&b, nil, w); err == nil || err.Error() != "carry: there is no model" {
			t.Errorf("%s without a model: %v", name, err)
		}
	}
	full := errors.New("the disk is full")
	for name, err := range map[string]error{"npz": WriteNPZ(broken{full}, m, w), "onnx": WriteONNX(broken{full}, m, w)} {
		if !errors.Is(err, full) || !strings.HasPrefix(err.Error(), "carry: ") {
			t.Errorf("%s into a writer that fails: %v", name, err)
		}
	}
	odd, err := nn.NewNet(nn.Flat(4), nn.Dense{In: 4, Out: 2}, nn.Softmax{Size: 2}, nn.Dense{In: 2, Out: 4})
	if err != nil {
		t.Fatal(err)
	}
	m.Net, m.Neck = odd, 1
	if err := WriteONNX(&bytes.Buffer{}, m, w); err == nil || err.Error() != "carry: encoder.1: the layer is of a kind that is not known" {
		t.Errorf("a layer that no recipe lays: %v", err)
	}
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }

// Equal models make equal bytes.
func TestSameBytes(t *testing.T) {
	for _, k := range kinds(t) {
		m, w := started(t, k)
		var a, b, c, d bytes.Buffer
		for _, err := range []error{WriteNPZ(&a, m, w), WriteNPZ(&b, m, w), WriteONNX(&c, m, w), WriteONNX(&d, m, w)} {
			if err != nil {
				t.Fatalf("%s: %v", k.name, err)
			}
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) || !bytes.Equal(c.Bytes(), d.Bytes()) {
			t.Errorf("%s: two writings differ", k.name)
		}
	}
}

// near returns the greatest difference, and whether it is at most the tolerance.
func near(a, b []float32, tolerance float64) (worst float64, ok bool) {
	if len(a) != len(b) {
		return math.Inf(1), false
	}
	for i := range a {
		worst = max(worst, math.Abs(float64(a[i])-float64(b[i]))) // NaN stays
	}
	return worst, worst <= tolerance
}
