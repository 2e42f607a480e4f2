package main

import (
	"slices"

	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/wire"
)

// A sight is the run as this window knows it: the last snapshot, the whole curve, and what the learner has just done and the
// trainer may not have heard of yet.
type sight struct {
	builder  *scene.Builder
	snap     train.Snapshot
	curve    []train.Point
	state    wire.State
	known    bool // there is a snapshot
	reshaped bool // the last one is of another network, or of other data, than the one before

	echo   int       // answers for which our own doings still count more
	inked  []bool    // which numbers of the input we set, and to what
	ink    []float32 // as many as the input has
	ring   []float32
	ringed bool
	dug    []bool    // which numbers we hid or showed again
	holes  []float32 // and which of the two
}

// lag is how many answers may have been on their way before the trainer heard of a command.
const lag = 2

func newSight(l *wire.Lesson) *sight { return &sight{builder: scene.New(l)} }

// take reads an answer. It reports false for one that is no snapshot, or does not go on where our curve ends.
func (s *sight) take(message []byte) bool {
	was, step, params := s.snap.Setup, s.snap.Step, len(s.snap.Params)
	state, err := wire.ParseSnapshot(message, &s.snap)
	if err != nil || s.snap.First > len(s.curve) {
		return false
	}
	now := &s.snap.Setup
	s.reshaped = s.known && (now.Data != was.Data || now.Neck != was.Neck || now.Width != was.Width || now.Depth != was.Depth || len(s.snap.Params) != params)
	s.state, s.known = state, true
	s.builder.Brisk = state == wire.Training && s.snap.Step > step+1 // the next answer comes at once
	if n := len(s.snap.View.Input); n != len(s.ink) {                // other data: what was painted is no more
		s.inked, s.ink, s.echo = make([]bool, n), make([]float32, n), 0
		s.dug, s.holes = make([]bool, n), make([]float32, n)
	}
	s.curve = append(s.curve[:s.snap.First], s.snap.Points...)
	if s.echo > 0 {
		if s.echo--; s.heard() {
			s.echo = 0
		} else {
			s.impose()
		}
	}
	if s.echo == 0 {
		clear(s.inked)
		clear(s.dug)
		s.ringed = false
	}
	return s.update()
}

// keep takes a file of data, without which no run on them can be drawn. What is none is left alone: the snapshot after it is refused.
func keep(message []byte) {
	if k, raw, err := wire.ParseFile(message); err == nil {
		_ = data.Supply(k, slices.Clone(raw))
	}
}

// update has the builder look at the run anew.
func (s *sight) update() bool { return s.known && s.builder.Update(&s.snap, s.curve) == nil }

// impose lays our own doings over a snapshot.
func (s *sight) impose() {
	v := &s.snap.View
	for i, on := range s.inked {
		if on {
			v.Input[i], v.Sample, v.Held = s.ink[i], -1, false
		}
	}
	if s.ringed && len(v.Ring) == len(s.ring) {
		copy(v.Ring, s.ring)
		v.Held = true
	}
	for i, on := range s.dug {
		if on {
			v.Holes[i], v.Dials[train.Hole] = s.holes[i], float64(train.ByHand)
		}
	}
}

// heard reports that the trainer shows what the learner did: from then on its word counts, so that nothing of ours lies over what
// comes next.
func (s *sight) heard() bool {
	v := &s.snap.View
	for i, on := range s.inked {
		if on && (v.Sample != -1 || v.Input[i] != s.ink[i]) {
			return false
		}
	}
	for i, on := range s.dug {
		if on && v.Holes[i] != s.holes[i] {
			return false
		}
	}
	return !s.ringed || v.Held && slices.Equal(v.Ring, s.ring)
}

// grey is the value of a number of the shown example.
func (s *sight) grey(pixel int32) float32 {
	if int(pixel) < len(s.snap.View.Input) {
		return s.snap.View.Input[pixel]
	}
	return 0
}

// paint shows a painted number before the trainer does.
func (s *sight) paint(pixel int32, grey float32) {
	if pixel < 0 || int(pixel) >= len(s.ink) {
		return
	}
	s.inked[pixel], s.ink[pixel], s.ringed, s.echo = true, grey, false, lag
	s.impose()
}

// hide shows a number as hidden, or again, before the trainer does.
func (s *sight) hide(pixel int32, hole float32) {
	if pixel < 0 || int(pixel) >= len(s.dug) {
		return
	}
	s.dug[pixel], s.holes[pixel], s.echo = true, hole, lag
	s.impose()
}

// hold shows the ring at z before the trainer does.
func (s *sight) hold(z []float32) {
	s.ring = append(s.ring[:0], z...)
	clear(s.inked)
	s.ringed, s.echo = true, lag
	s.impose()
}
