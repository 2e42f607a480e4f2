package main

import (
	"time"

	"hourglass/core/ask"
	"hourglass/core/train"
)

// A board holds what is costly to find out about a run: how its watches stand and its link. It is brought up to date ten times a
// second at most, and at once where the run rests. The goal is reached at a point of the curve, or where the run rests, and nowhere between: so the step
// at which it is reached is the run's, and not the clock's.
type board struct {
	watches  []ask.Watch
	lasting  int // so many of them stay reached once they are; the rest say how things stand now
	readings []ask.Reading
	link     string
	seen     uint64 // the version that was read
	at       time.Duration
	due      bool // read now, however short ago the last time
}

// stale reports whether something has changed since the board was read.
func (b *board) stale(version uint64) bool { return b.seen != version }

// open begins anew with other watches.
func (b *board) open(watches []ask.Watch, lasting int) {
	*b = board{watches: watches, lasting: lasting, readings: make([]ask.Reading, len(watches)), due: true}
}

// forget looks at a watch anew.
func (b *board) forget(watch int) {
	b.readings[watch] = ask.Reading{}
	b.due = true
}

// goal is the watch of the goal.
const goal = 0

// note looks at the goal, if the run stands where it may be reached, and reports whether it is reached just now.
func (b *board) note(s *ask.Run) bool {
	if len(b.watches) == 0 || b.readings[goal].Reached || !s.Pointed() || !s.Reached(b.watches[goal]) {
		return false
	}
	b.readings[goal] = s.Read(b.watches[goal])
	b.due = true
	return true
}

// restart forgets what the last run has reached.
func (b *board) restart() {
	clear(b.readings)
	b.due = true
}

// read brings the board up to date if it is due. What a run has reached stays reached while it lasts.
func (b *board) read(s *ask.Run, base train.Setup, version uint64, now time.Duration, resting bool) {
	if b.seen == version && !b.due || !b.due && now-b.at < refresh {
		return
	}
	b.seen, b.at, b.due = version, now, false
	for i, w := range b.watches {
		r := &b.readings[i]
		if r.Reached && i < b.lasting {
			continue
		}
		*r = s.Read(w)
		if i == goal && !resting && !s.Pointed() {
			r.Reached = false
		}
	}
	b.link = s.Link().Text(base)
}
