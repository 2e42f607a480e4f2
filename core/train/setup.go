// Package train runs an autoencoder, in one of two ways.
//
// Who brings recipe and data of their own begins with a [Task]: [NewTrainer] makes it a [Trainer], whose Step learns from a batch and whose
// Fit stops early. A [Looker] is how to use what was learnt: Encode, Decode, Rebuild, Classify, Measure. A model from a file has one by
// [NewLooker].
//
// The course begins with a [Setup], whose numbers are knobs: [New] makes it a [Session], a trainer that takes commands and gives snapshots.
// A session is its log. Setup, the commands with the steps at which they came, and a number of steps say everything: the same
// three give the same bits on every machine. Share link, replay, rewind and bug report are that one mechanism.
//
// No picture, page or clock is known here.
package train

import (
	"errors"

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

	Noise    ae.NoiseKind // what tears the input
	Amount   float32      // of the noise
	Sparse   ae.SparseKind
	Pressure float32 // weight of the sparse penalty
	Awake    float32 // share of time that KL pressure wants a unit awake
	Keep     int     // code units that k-sparse and TopK let speak; all, when the neck has fewer
	Cloud    bool    // a variational code
	Beta     float32
	FreeBits float32 // nats a code dimension has for nothing
	Contract float32 // weight of the contractive penalty
	Tied     bool
	Straight bool // a linear output
	Init     nn.Init
	Dropout  float32
	Decay    float32 // weight decay
	Clip     float32 // bound on the norm of the gradient, 0 for none
	Scatter  float32 // of points: how far they lie from their curve (standard deviation)
	Class    string  // of drawings: their codes, see data.ParseClass
}

// Pictures drawn for training and for validation.
const (
	TrainRows = 256
	ValidRows = 128
)

// Default is the setup that every knob falls back to when nobody says otherwise.
func Default() Setup {
	return Setup{Seed: 1, Data: data.Bars, Neck: 2, Width: 16, Depth: 1, Unit: nn.Tanh, Loss: nn.MSE, Optimiser: opt.Adam, Rate: 0.003, Momentum: 0.9, Batch: 32,
		Amount: 0.3, Pressure: 0.01, Awake: 0.1, Keep: 2, Beta: 1}
}

// Recipe is the network that the setup asks for. A knob whose subject is off waits: a recipe holds no number that nothing reads. A sparse
// pressure brings the unit that it needs on the code: a sigmoid for KL, a ReLU for L1, whose units then can be truly silent.
func (s Setup) Recipe() ae.Recipe {
	r := ae.Recipe{
		Input: nn.Shape{Channels: 1, Height: s.Data.Height(), Width: s.Data.Width()}, Code: s.Neck, Loss: s.Loss,
		Init: s.Init, Tied: s.Tied, Linear: s.Straight && s.Loss != nn.BCE, Contract: s.Contract,
	}
	if s.Noise != ae.Clean {
		r.Noise = ae.Noise{Kind: s.Noise, Amount: s.Amount}
	}
	if s.Cloud {
		r.Cloud = ae.Cloud{On: true, Beta: s.Beta, FreeBits: s.FreeBits}
	}
	switch s.Sparse {
	case ae.SparseL1:
		r.CodeUnit, r.Sparse = nn.ReLU, ae.Sparse{Kind: s.Sparse, Weight: s.Pressure}
	case ae.SparseKL:
		r.CodeUnit, r.Sparse = nn.Sigmoid, ae.Sparse{Kind: s.Sparse, Weight: s.Pressure, Rate: s.Awake}
	case ae.KSparse, ae.TopK:
		r.Sparse = ae.Sparse{Kind: s.Sparse, Keep: min(s.Keep, s.Neck)}
	}
	if s.Depth > 0 {
		r.Unit, r.Dropout = s.Unit, s.Dropout
	}
	for i := range s.Depth {
		r.Hidden = append(r.Hidden, max(s.Width>>i, 1))
	}
	return r
}

// check says in one sentence which knobs cannot stand together.
func (s Setup) check() error {
	grey := s.Data.Form() != data.Points
	plain := s.Sparse != ae.KSparse && s.Sparse != ae.TopK
	switch {
	case !grey && s.Loss == nn.BCE:
		return errors.New("Points have no grey values: their copies need the MSE or L1 loss.")
	case !grey && !s.Straight:
		return errors.New("Points lie on both sides of zero: their copies need a straight output.")
	case s.Cloud && s.Sparse != ae.Dense:
		return errors.New("A cloud takes no sparse pressure: one of the two must be off.")
	case s.Cloud && s.Tied:
		return errors.New("A cloud cannot be tied: its encoder ends in twice as many numbers as its decoder begins with.")
	case s.Contract > 0 && (s.Cloud || s.Dropout > 0 || !plain):
		return errors.New("The contractive penalty is worked out for a plain code without dropout.")
	}
	return nil
}

// Method is how a gradient becomes a step under the setup. Momentum waits while the optimiser has none.
func (s Setup) Method() opt.Method {
	m := opt.Method{Kind: s.Optimiser, Rate: s.Rate, Decay: s.Decay, Clip: s.Clip}
	if s.Optimiser.Keeps() {
		m.Momentum = s.Momentum
	}
	return m
}

// Spec is the data set that the setup asks for. Scatter waits where there are no points, and drawings where another set is shown.
func (s Setup) Spec() data.Spec {
	d := data.Spec{Kind: s.Data, Train: TrainRows, Valid: ValidRows, Seed: uint64(s.Seed)}
	if s.Data.Form() == data.Points {
		d.Scatter = s.Scatter
	}
	if s.Data == data.Drawn {
		d.Class = s.Class
	}
	return d
}
