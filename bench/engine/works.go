// Command engine is our side of the comparison: it builds what the other libraries build, and is driven from JavaScript by name. The
// workloads are those of bench/work.mjs.
package main

import (
	"errors"

	"hourglass/core/ae"
	"hourglass/core/nn"
	"hourglass/core/opt"
	"hourglass/core/train"
)

// recipes are the autoencoders, by the names of bench/work.mjs: the same layers, units and losses as the peers'.
var recipes = map[string]ae.Recipe{
	"W1": dense(49, 32, 2),
	"W2": dense(64, 128, 32),
	"W3": dense(784, 256, 64),
	"W4": {
		Input: nn.Shape{Channels: 1, Height: 28, Width: 28}, Conv: []ae.Conv{{Channels: 8, Kernel: 3, Stride: 2}, {Channels: 16, Kernel: 3, Stride: 2}},
		Code: 16, Unit: nn.Tanh, CodeUnit: nn.Tanh, Loss: nn.MSE,
	},
	"W5": {Input: nn.Seq(32, 1), Sequence: ae.Sequence{Cell: nn.LSTM, Hidden: 32}, Code: 8, CodeUnit: nn.Tanh, Loss: nn.MSE, Linear: true},
	"W6": {Input: nn.Flat(784), Hidden: []int{256}, Code: 16, Unit: nn.Tanh, Cloud: ae.Cloud{On: true, Beta: 1}, Loss: nn.BCE},
}

// rows are the examples of a batch.
var rows = map[string]int{"W1": 32, "W2": 64, "W3": 64, "W4": 32, "W5": 32, "W6": 64}

// dense is a net of tanh units with a sigmoid output.
func dense(input, hidden, code int) ae.Recipe {
	return ae.Recipe{Input: nn.Flat(input), Hidden: []int{hidden}, Code: code, Unit: nn.Tanh, CodeUnit: nn.Tanh, Loss: nn.MSE}
}

// begin makes a trainer for a workload on examples x (any number of rows, Input).
func begin(work string, x []float32) (*train.Trainer, error) {
	recipe, ok := recipes[work]
	if !ok {
		return nil, errors.New("no workload is called " + work)
	}
	return train.NewTrainer(train.Task{
		Recipe: recipe, Data: train.Data{X: x}, Method: opt.Method{Kind: opt.Adam, Rate: 1e-3}, Batch: rows[work], Seed: 1,
	})
}
