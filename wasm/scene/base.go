package scene

import (
	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/jacobi"
	"hourglass/core/nn"
	"hourglass/core/squeeze"
	"hourglass/core/train"
	"hourglass/wasm/wire"
)

// A Base is what figures stand on: the run as its last snapshot has it, and the looks at it that they share. They read it and never write to it.
type Base struct {
	Lesson *wire.Lesson

	Snap  train.Snapshot
	Curve []train.Point
	Model *ae.Model
	Set   *data.Set
	One   *nn.Memory // the shown picture
	Many  *nn.Memory // everything else
	Twin  *Twin      // the run in lockstep, or nil
	Moved bool       // slow motion has just updated the weights
	Brisk bool       // snapshots follow each other: what is costly may lag behind, and what needs all examples be one behind, see Builder.Update
	sized []string   // the figures that have a working size in this picture
	Fresh [2]bool    // of which of the two all examples were looked at in the last update

	Code   []float32 // of the shown picture (Neck)
	At     []float32 // where the decoder paints from: code, or the ring (Neck)
	Output []float32 // the reconstruction (Dim)

	needs   Needs     // of all figures of the lesson; what none needs below is empty
	Codes   []float32 // of every picture of the set (rows, Neck)
	aside   []float32 // see ValidCodes
	Sent    []float32 // means and log-variances of the validation pictures' clouds (Valid, 2*Neck)
	Spreads []float32 // deviations of the codes of the first examples, of a cloud (MaxClouds, Neck)
	Bounds  Box       // of the map, in code values; H runs upwards
	axes    [2]int    // see Axes: of a code of more than two numbers, which are on the map
	loud    []float64 // how much each number of such a code tells (Neck)
	grid    []float32 // the codes of the atlas (AtlasSide*AtlasSide, Neck)
	Atlas   []float32 // its pictures (AtlasSide*AtlasSide, Dim)
	Pairs   []float32 // reconstructions (MaxPairs, Dim)

	scores     [2]Score // of the run and of its twin, as far as known
	known      [2]bool  // which scores are those of this snapshot
	straight   *jacobi.PCA
	straightOf *data.Set // see PCA
	dealt      []*squeeze.Deal
	dealtOf    *data.Set // see Deals
	cuts       [2]Cut    // see CutOf
	cutKnown   [2]bool   // which of them had their part of this snapshot
	cutNew     [2]bool   // which are of a new model, of which nothing is known yet
	slim       []float32 // see Through
	hurried    bool      // snapshots follow each other
}

// room is for how many rows figures look at once, however few the examples are: the places of a curve, the draws from a code.
const room = data.TrainRows + data.ValidRows

// Hurried tells whether snapshots follow each other, so that what is costly may be of an earlier one.
func (b *Base) Hurried() bool { return b.hurried }

// A Twin is the run in lockstep, as far as pictures need it.
type Twin struct {
	Setup  train.Setup
	Model  *ae.Model
	Params []float32
	Many   *nn.Memory // for every picture of the set at once
	Codes  []float32  // of every picture (rows, Neck)
	aside  []float32  // see ValidCodes
	Pairs  []float32  // its copies of the pairs (maxPairs, Dim)
}

// A Score is how far the copies of the examples are off: mean square errors per number.
type Score struct {
	Loss  float64 // of the training examples
	Fresh float64 // of unseen ones
}

// Needs are what a figure wants looked at beyond the shown example. The builder works out what the figures of its lesson need, for the run and for its
// twin, and no more.
type Needs uint8

// The needs.
const (
	Aside  Needs = 1 << iota       // of the examples set aside, their codes: ValidCodes
	Codes  Needs = 1<<iota | Aside // of every example: Codes, Sent and Spreads
	Copies Needs = 1 << iota       // of the first examples set aside: Pairs
	Range  Needs = 1<<iota | Codes // of the codes: Bounds
	Atlas  Needs = 1<<iota | Range // what the decoder paints all over that range
)

func (n Needs) have(all Needs) bool { return n&all == all }

const (
	AtlasSide = 9  // pictures along the map
	MaxPairs  = 16 // pictures in the row of pairs
)
