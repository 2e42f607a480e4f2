package train

import (
	"testing"

	"hourglass/core/ae"
	"hourglass/core/nn"
	"hourglass/core/opt"
	"hourglass/core/rng"
)

// Workloads are the six networks on which this core is compared with others (docs/performance.md): whole steps of Adam, data resident.
var workloads = []struct {
	name   string
	batch  int
	recipe ae.Recipe
}{
	{"W1", 32, ae.Recipe{Input: nn.Flat(49), Hidden: []int{32}, Code: 2, Unit: nn.Tanh, CodeUnit: nn.Tanh}},
	{"W2", 64, ae.Recipe{Input: nn.Flat(64), Hidden: []int{128}, Code: 32, Unit: nn.Tanh, CodeUnit: nn.Tanh}},
	{"W3", 64, ae.Recipe{Input: nn.Flat(784), Hidden: []int{256}, Code: 64, Unit: nn.Tanh, CodeUnit: nn.Tanh}},
	{"W4", 32, ae.Recipe{Input: nn.Shape{Channels: 1, Height: 28, Width: 28}, Conv: []ae.Conv{{Channels: 8, Kernel: 3, Stride: 2}, {Channels: 16, Kernel: 3, Stride: 2}}, Code: 16, Unit: nn.Tanh, CodeUnit: nn.Tanh}},
	{"W5", 32, ae.Recipe{Input: nn.Seq(32, 1), Sequence: ae.Sequence{Cell: nn.LSTM, Hidden: 32}, Code: 8, Linear: true}},
	{"W6", 64, ae.Recipe{Input: nn.Flat(784), Hidden: []int{256}, Code: 16, Unit: nn.Tanh, Loss: nn.BCE, Cloud: ae.Cloud{On: true, Beta: 1}}},
}

func BenchmarkWorkloads(b *testing.B) {
	for _, w := range workloads {
		b.Run(w.name, func(b *testing.B) {
			x, dice := make([]float32, 8*w.batch*w.recipe.Input.Size()), rng.New(7, "bench")
			for i := range x {
				x[i] = dice.Float32()
			}
			t, err := NewTrainer(Task{Recipe: w.recipe, Data: Data{X: x}, Method: opt.Method{Kind: opt.Adam, Rate: 1e-3}, Batch: w.batch, Seed: 1})
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				t.Step()
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "steps/s")
		})
	}
}
