package ae

import (
	"math"
	"strings"
	"testing"

	"hourglass/core/data"
	"hourglass/core/internal/golden"
	"hourglass/core/nn"
	"hourglass/core/opt"
	"hourglass/core/pca"
	"hourglass/core/rng"
	"hourglass/core/vec"
)

var picture = nn.Shape{Channels: 1, Height: data.Side, Width: data.Side}

func model(t *testing.T, r Recipe) *Model {
	t.Helper()
	m, err := New(r)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// A run is the plainest full-batch training: what a session does, without its knobs.
type run struct {
	*Model
	w, dw, dy []float32
	mem       *nn.Memory
	opt       *opt.Optimiser
}

func newRun(m *Model, rows int) *run {
	n := m.Net.Params()
	return &run{m, make([]float32, n), make([]float32, n), make([]float32, rows*m.Input.Size()), m.Net.NewMemory(rows, true), opt.New(opt.Adam, n)}
}

// step returns the loss before the step that it takes.
func (r *run) step(x []float32, rate float32) float64 {
	rows := len(x) / r.Input.Size()
	y := r.Net.Forward(r.mem, r.w, x, rows)
	loss := r.Loss.Value(y, x)
	r.Loss.Gradient(r.dy, y, x)
	vec.Fill(r.dw, 0)
	r.Net.Backward(r.mem, r.dw, r.w, x, r.dy, rows)
	r.opt.Step(r.w, r.dw, opt.Method{Kind: opt.Adam, Rate: rate})
	return loss
}

// fourteen are the seven rows and the seven columns of a 7x7 picture, one bar an image.
func fourteen() []float32 {
	x := make([]float32, 14*data.Dim)
	for b := range data.Side {
		for i := range data.Side {
			x[b*data.Dim+b*data.Side+i] = 1
			x[(data.Side+b)*data.Dim+i*data.Side+b] = 1
		}
	}
	return x
}

// Three hundred steps of a whole autoencoder beside PyTorch's in float64: layers, loss and optimiser together.
func TestTrainGolden(t *testing.T) {
	c := golden.Vectors(t, "../testdata", "train_bars7x7_mse_adam")
	r := newRun(model(t, Recipe{Input: picture, Hidden: []int{16}, Code: 2, Unit: nn.Tanh}), 14)
	r.Net.ByFormula(r.w)
	want := map[int]float64{}
	for i, s := range c.Expect["steps"].Data {
		want[int(s)] = c.Expect["loss"].Data[i]
	}
	x, met := fourteen(), 0
	for s := range 301 {
		loss := r.step(x, 0.01)
		if v, ok := want[s]; ok {
			met++
			if math.Abs(loss-v) > 1e-4 {
				t.Errorf("loss before step %d is %.8f, want %.8f", s, loss, v)
			}
		}
	}
	if met != 11 {
		t.Errorf("%d losses compared, want 11", met)
	}
}

// A linear autoencoder ends at PCA: within two hundredths of the least error there is, and never below it.
func TestLinearIsPCA(t *testing.T) {
	set, err := data.Make(data.Spec{Kind: data.Bars, Train: 128, Valid: 1, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	x := set.TrainX()
	exact, err := pca.Fit(x, set.Train, data.Dim)
	if err != nil {
		t.Fatal(err)
	}
	for k := 1; k <= 3; k++ {
		r := newRun(model(t, Recipe{Input: picture, Code: k, Unit: nn.Linear, Linear: true}), set.Train)
		init := rng.New(uint64(k), "init")
		r.Init(r.w, &init)
		loss := 0.0
		for _, rate := range []float32{1e-2, 1e-3, 1e-4} {
			for range 500 {
				loss = r.step(x, rate)
			}
		}
		least := exact.Error(k)
		t.Logf("code of %d: %.7f, PCA %.7f", k, loss, least)
		if loss > 1.02*least || loss < least-1e-6 {
			t.Errorf("a linear code of %d leaves %.7f, PCA %.7f", k, loss, least)
		}
	}
}

// Rebuild is Decode of Encode, and grey also where the loss takes logits.
func TestHalves(t *testing.T) {
	for _, r := range []Recipe{
		{Input: picture, Hidden: []int{9, 5}, Code: 3, Unit: nn.SiLU},
		{Input: picture, Hidden: []int{9}, Code: 2, Unit: nn.Tanh, Loss: nn.BCE},
		{Input: picture, Code: 1, Unit: nn.Linear},
	} {
		m := model(t, r)
		init := rng.New(3, "init")
		w := make([]float32, m.Net.Params())
		m.Init(w, &init)
		x := fourteen()
		whole, halves := m.Net.NewMemory(14, false), m.Net.NewMemory(14, false)
		want := m.Rebuild(whole, w, x, 14)
		z := m.Encode(halves, w, x, 14)
		if len(z) != 14*r.Code {
			t.Fatalf("%d codes of %d", len(z), r.Code)
		}
		got := m.Decode(halves, w, append([]float32(nil), z...), 14)
		for i := range want {
			if got[i] != want[i] || !(got[i] > 0 && got[i] < 1) {
				t.Fatalf("pixel %d is %v by halves and %v at once", i, got[i], want[i])
			}
		}
	}
}

// The layers worth seeing: each names the dense layer that feeds it, whose sums stand at Pre.
func TestShow(t *testing.T) {
	m := model(t, Recipe{Input: picture, Hidden: []int{16, 8}, Code: 2, Unit: nn.Tanh})
	w := make([]float32, m.Net.Params())
	total := 0
	for i, width := range []int{16, 8, 2, 8, 16, 49} {
		f := m.Fan(i, w)
		total += len(f.W) + len(f.B)
		if f.Out != width || m.Net.Out(m.Show[i]) != nn.Flat(width) || len(f.W) != f.In*f.Out || len(f.B) != f.Out {
			t.Errorf("shown layer %d is %d wide with %d weights, want width %d", i, f.Out, len(f.W), width)
		}
		if at, ok := m.Net.Layers[m.Pre(i)].(nn.Dense); !ok || at != (nn.Dense{In: f.In, Out: f.Out}) || m.Pre(i) > m.Show[i] {
			t.Errorf("layer %d is not the sum behind shown layer %d", m.Pre(i), i)
		}
	}
	if total != len(w) || m.Neck != m.Show[2] {
		t.Errorf("shown layers hold %d of %d parameters, the neck is layer %d", total, len(w), m.Neck)
	}
}

func TestNewFails(t *testing.T) {
	for _, c := range []struct {
		r    Recipe
		want string
	}{
		{Recipe{Input: picture, Code: 0}, "width 0 must lie between 1 and 4096"},
		{Recipe{Input: picture, Code: 2, Hidden: []int{4097}}, "width 4097"},
		{Recipe{Code: 2}, "width 0"},
		{Recipe{Input: picture, Code: 2, Loss: 9}, "loss 9 is not known"},
		{Recipe{Input: picture, Code: 2, Hidden: []int{4}, Unit: 200}, "unit 200 is not known"},
		{Recipe{Input: picture, Code: 2, Unit: 200}, "unit 200 is not known"},
		{Recipe{Input: picture, Code: 2, CodeUnit: 9, Cloud: Cloud{On: true}}, "code unit 9 is not known"},
		{Recipe{Input: picture, Code: 2, Sequence: Sequence{Cell: 7}}, "cell 7 is not known"},
		{Recipe{Input: nn.Shape{Channels: 1 << 33, Height: 1 << 31, Width: 1}, Code: 2}, "width 8589934592"},
		{Recipe{Input: nn.Shape{Channels: -7, Height: -7, Width: 1}, Code: 2}, "width -7"},
		{Recipe{Input: nn.Shape{Channels: 65, Height: 64, Width: 1}, Code: 2}, "width 4160"},
		{Recipe{Input: picture, Code: 2, Hidden: make([]int, 65)}, "65 layers are more than 64"},
		{Recipe{Input: picture, Code: 2, Critic: Adversary{Hidden: make([]int, 65)}}, "65 layers are more than 64"},
		{Recipe{Input: nn.Shape{Channels: 1, Height: 64, Width: 64}, Code: 2, Conv: []Conv{{4096, 1, 1}, {1, 1, 1}}}, "numbers of each example, more than 1048576"},
		{Recipe{Input: nn.Seq(4096, 1), Code: 2, Sequence: Sequence{Hidden: 4096}}, "numbers of each example, more than 1048576"},
		{Recipe{Input: picture, Code: 2, Sequence: Sequence{Writes: true}}, "a sequence without recurrent units"},
		{Recipe{Input: picture, Code: 2, Sequence: Sequence{Cell: nn.GRU}}, "a sequence without recurrent units"},
		{Recipe{Input: nn.Seq(7, 7), Code: 2, Unit: nn.Tanh, Sequence: Sequence{Hidden: 4}}, "units of their own"},
		{Recipe{Input: nn.Seq(7, 7), Code: 2, Norm: true, Sequence: Sequence{Hidden: 4}}, "neither layer norm nor dropout"},
		{Recipe{Input: nn.Seq(7, 7), Code: 2, Dropout: 0.1, Sequence: Sequence{Hidden: 4}}, "neither layer norm nor dropout"},
		{Recipe{Input: picture, Code: 2, CodeUnit: nn.Tanh, Cloud: Cloud{On: true}}, "a variational code is linear"},
		{Recipe{Input: nn.Seq(7, 7), Code: 2, Masked: true, Sequence: Sequence{Hidden: 4, Writes: true, Forced: true}}, "knows only a part"},
	} {
		if _, err := New(c.r); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", c.r, err, c.want)
		}
	}
}
