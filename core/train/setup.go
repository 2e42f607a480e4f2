// Package train runs an autoencoder: a Setup becomes a Session, which steps, takes commands and gives snapshots.
//
// A session is its log. Setup, the commands with the steps at which they came, and a number of steps say everything: the same
// three give the same bits on every machine. Share link, replay, rewind and bug report are that one mechanism.
//
// No picture, page or clock is known here.
package train

import (
	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/opt"
)

// A Setup is everything that a run starts from. Each field is a knob (see [Knobs]); nothing else decides a bit.
type Setup struct {
	Seed      uint32
	Data      data.Kind
	Neck      int // numbers in the code
	Width     int // units of the outermost hidden layer; each further one has half as many
	Depth     int // hidden layers on each side
	Unit      nn.Unit
	Loss      nn.Loss
	Optimiser opt.Kind
	Rate      float32 // learning rate
	Momentum  float32
	Batch     int // pictures a step
}

// Pictures drawn for training and for validation.
const (
	TrainRows = 256
	ValidRows = 128
)

// Default is the setup that every knob falls back to when nobody says otherwise.
func Default() Setup {
	return Setup{Seed: 1, Data: data.Bars, Neck: 2, Width: 16, Depth: 1, Unit: nn.Tanh, Loss: nn.MSE, Optimiser: opt.Adam, Rate: 0.003, Momentum: 0.9, Batch: 32}
}

// Recipe is the network that the setup asks for.
func (s Setup) Recipe() ae.Recipe {
	r := ae.Recipe{Input: nn.Shape{Channels: 1, Height: data.Side, Width: data.Side}, Code: s.Neck, Unit: s.Unit, Loss: s.Loss}
	for i := range s.Depth {
		r.Hidden = append(r.Hidden, max(s.Width>>i, 1))
	}
	return r
}

// Spec is the data set that the setup asks for.
func (s Setup) Spec() data.Spec {
	return data.Spec{Kind: s.Data, Train: TrainRows, Valid: ValidRows, Seed: uint64(s.Seed)}
}
