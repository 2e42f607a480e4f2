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
	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/opt"
)

// A Setup is everything that a run starts from, in parts that can be compared: each has its fields, the table of the knobs that turn them, what it
// adds to the recipe, and what it cannot stand beside, in a file of its own. Each field is a knob (see [Knobs]); nothing else decides a bit.
type Setup struct {
	Seed uint32
	Source
	Body
	Convolution
	Sequence
	Code
	Objective
	Corruption
	Labels
	Critic
	Descent
}

// Examples of a run: how many it trains on where nobody asks otherwise, the most that may be asked for, and those for validation.
const (
	TrainRows = data.TrainRows
	MostRows  = 1024
	ValidRows = data.ValidRows
)

// Default is the setup that every knob falls back to when nobody says otherwise.
func Default() Setup {
	return Setup{
		Seed:        1,
		Source:      Source{Data: data.Bars, Examples: TrainRows},
		Body:        Body{Width: 16, Depth: 1, Unit: nn.Tanh},
		Code:        Code{Neck: 2, Beta: 1},
		Objective:   Objective{Loss: nn.MSE, Pressure: 0.01, Awake: 0.1, Keep: 2},
		Corruption:  Corruption{Amount: 0.3},
		Convolution: Convolution{Channels: 4, Kernel: 3, Stride: 2},
		Labels:      Labels{Known: TrainRows, Teach: 0.1},
		Critic:      Critic{Fool: 0.01},
		Descent:     Descent{Optimiser: opt.Adam, Rate: 0.003, Momentum: 0.9, Batch: 32, Over: 4000},
	}
}

// Recipe is the network that the setup asks for. A knob whose subject is off waits: a recipe holds no number that nothing reads.
func (s Setup) Recipe() ae.Recipe {
	var r ae.Recipe
	s.Source.add(&r)
	s.Sequence.add(&r)
	s.Convolution.add(&r)
	s.Body.add(&r)
	s.Code.add(&r)
	s.Objective.add(&r)
	r.Masked = s.masks()
	s.Corruption.add(&r)
	s.Labels.add(&r, s.Spec().Classes())
	s.Critic.add(&r)
	return r
}

// check says in one sentence which knobs cannot stand together.
func (s Setup) check() error {
	for _, p := range [...]interface{ check(*Setup) error }{&s.Source, &s.Body, &s.Convolution, &s.Sequence, &s.Code, &s.Objective, &s.Critic} {
		if err := p.check(&s); err != nil {
			return err
		}
	}
	return nil
}

// Method is how a gradient becomes a step under the setup.
func (s Setup) Method() opt.Method { return s.Descent.method() }

// Spec is the data set that the setup asks for.
func (s Setup) Spec() data.Spec { return s.Source.spec(s.Seed) }
