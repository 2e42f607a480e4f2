package main

import (
	"time"

	"hourglass/core/ask"
	"hourglass/core/train"
)

// A board holds what is costly to find out about a run: how its watches stand and its link. It is brought up to date ten times a
// second at most, and at once where the run rests.
type board struct {
	watches  []ask.Watch
	readings []ask.Reading
	link     string
	seen     uint64 // the version that was read
	at       time.Duration
	due      bool // read now, however short ago the last time
}

// stale reports whether something has changed since the board was read.
func (b *board) stale(version uint64) bool { return b.seen != version }

// open begins anew with other watches.
func (b *board) open(watches []ask.Watch) {
	*b = board{watches: watches, readings: make([]ask.Reading, len(watches)), due: true}
}

// restart forgets what the last run has reached.
func (b *board) restart() {
	clear(b.readings)
	b.due = true
}

// read brings the board up to date if it is due. What a run has reached stays reached while it lasts.
func (b *board) read(s *ask.Run, base train.Setup, version uint64, now time.Duration) {
	if b.seen == version && !b.due || !b.due && now-b.at < refresh {
		return
	}
	b.seen, b.at, b.due = version, now, false
	for i, w := range b.watches {
		if r := &b.readings[i]; !r.Reached {
			*r = s.Read(w)
		}
	}
	b.link = s.Link().Text(base)
}
