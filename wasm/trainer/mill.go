package main

import (
	"math"
	"time"

	"hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/wasm/wire"
)

// How the mill shares its thread and its time.
const (
	slice   = 8 * time.Millisecond    // training between two looks at what has arrived
	attend  = 100 * time.Millisecond  // how long after a pull or its answer somebody counts as looking
	refresh = 100 * time.Millisecond  // between two readings of the watches
	beat    = 1250 * time.Millisecond // between two phases in slow motion
	hiccup  = 100 * time.Millisecond  // a longer gap between slices is not made up for
)

// A Mill owns the one session and trains it while somebody looks. It hears commands and sends answers; it knows no browser and
// reads time only from clock. All its methods belong to one goroutine, and none blocks longer than a slice.
type Mill struct {
	clock   func() time.Duration
	clients []*Client

	session *ask.Run
	replay  *train.Replay // while a link is retraced
	base    train.Setup   // what links of this lesson differ from
	notice  string

	layer, unit int // that the page wants the arithmetic of; layer -1 for none

	playing bool
	speed   float64       // steps a second; 0 slow motion, infinity flat out
	until   int           // pause there, or never when negative
	credit  float64       // steps that time has earned and training has not yet taken
	last    time.Duration // when credit was last counted; negative after a pause
	phaseAt time.Duration // when slow motion takes its next phase
	pace    pace

	runs    int    // grows with every new run
	version uint64 // grows with every change that a window could show
	board   board
	guide   guide
	store   store

	command  wire.Command
	refused  bool // the command was answered with a fault
	facts    wire.Facts
	snapshot train.Snapshot
	out      []byte
}

// A Client is a window: what it waits for and what it has seen.
type Client struct {
	send   func([]byte)
	wants  [2]bool       // facts, snapshot
	seen   [2]uint64     // the version of the last answer of either kind
	since  int           // points of the curve that it has
	run    int           // the run that these points are of
	looked time.Duration // when it last asked, or was answered
	given  uint64        // the kinds of data whose file it was sent, a bit each
}

// The kinds of answers that a client may want.
const (
	ofFacts = iota
	ofSnapshot
)

// NewMill returns a mill without a run. clock tells the time since some beginning.
func NewMill(clock func() time.Duration) *Mill {
	m := &Mill{clock: clock, speed: math.Inf(1), until: -1, last: -1, version: 1, layer: -1, guide: guide{asked: -1, lead: -1, before: -1, halvable: math.Inf(1)}}
	m.facts.Lesson.Chosen = m.speed
	return m
}

// Join adds a window that is answered through send, which must copy what it is given.
func (m *Mill) Join(send func([]byte)) *Client {
	c := &Client{send: send, looked: -time.Hour}
	m.clients = append(m.clients, c)
	return c
}

// Leave forgets a window.
func (m *Mill) Leave(c *Client) {
	for i, have := range m.clients {
		if have == c {
			m.clients = append(m.clients[:i], m.clients[i+1:]...)
			return
		}
	}
}

// State is how the run stands.
func (m *Mill) State() wire.State {
	switch {
	case m.session == nil || m.replay != nil:
		return wire.Loading
	case m.session.Exploded() >= 0:
		return wire.Diverged
	case m.playing:
		return wire.Training
	}
	if step, phase := m.session.At(); step == 0 && phase == train.Rest {
		return wire.Ready
	}
	return wire.Paused
}

// watched reports whether somebody looks: a window waits for an answer, or got one only just now.
func (m *Mill) watched(now time.Duration) bool {
	for _, c := range m.clients {
		if c.wants[ofFacts] || c.wants[ofSnapshot] || now-c.looked <= attend {
			return true
		}
	}
	return false
}

// Wait is how long the mill may sleep before the next Slice; false means until the next command.
func (m *Mill) Wait() (time.Duration, bool) {
	now := m.clock()
	switch {
	case m.session == nil || !m.watched(now):
		return 0, false
	case m.replay != nil:
		return 0, true
	case m.playing && m.speed == 0:
		return max(m.phaseAt-now, 0), true
	case m.playing:
		return m.owed(now), true
	case m.board.stale(m.version):
		return max(m.board.at+refresh-now, 0), true
	}
	return 0, false
}

// owed is the time until the next step is due.
func (m *Mill) owed(now time.Duration) time.Duration {
	if math.IsInf(m.speed, 1) || m.last < 0 {
		return 0
	}
	left := (1 - m.credit) / m.speed
	return max(time.Duration(min(left, 1)*float64(time.Second))-(now-m.last), 0)
}

// Slice trains for at most 8 ms, then answers whoever waits.
func (m *Mill) Slice() {
	now := m.clock()
	if m.session == nil || !m.watched(now) {
		m.last = -1
		return
	}
	switch {
	case m.replay != nil:
		m.retrace(now)
	case !m.playing:
	case m.speed == 0:
		if now >= m.phaseAt {
			m.phaseAt = now + beat
			m.slow()
		}
	default:
		m.train(now)
	}
	m.answer()
}

// retrace goes on with the link.
func (m *Mill) retrace(now time.Duration) {
	more := true
	m.spend(now, math.MaxInt, func() bool {
		more = m.replay.Next()
		m.reach()
		return more
	})
	m.version++
	if !more {
		m.replay, m.last = nil, -1
		m.board.due = true
		m.rest()
	}
}

// train takes as many steps as are due and fit.
func (m *Mill) train(now time.Duration) {
	if m.last >= 0 {
		gap := now - m.last
		m.credit = min(m.credit+m.speed*gap.Seconds(), m.speed*hiccup.Seconds()+1)
	}
	due := math.MaxInt
	if !math.IsInf(m.speed, 1) {
		due = int(m.credit)
	}
	begun, _ := m.session.At()
	m.pace.add(now, begun)
	m.spend(now, due, func() bool {
		m.session.Step()
		m.reach()
		return !m.arrived()
	})
	step, _ := m.session.At()
	m.last = now
	m.credit -= float64(step - begun)
	if step > begun {
		m.version++
		m.guide.goes()
	}
	m.rest()
}

// arrived reports that there is no next step to take.
func (m *Mill) arrived() bool {
	step, _ := m.session.At()
	return m.session.Exploded() >= 0 || m.until >= 0 && step >= m.until
}

// rest pauses where the run has arrived, or goes on from there at the learner's speed, if that was asked for.
func (m *Mill) rest() {
	if !m.playing || !m.arrived() {
		return
	}
	if m.guide.onward && m.session.Exploded() < 0 {
		m.setSpeed(m.facts.Lesson.Chosen)
		m.play(-1)
		return
	}
	if m.guide.lead >= 0 { // what was done meanwhile was done too early
		m.begin()
	}
	m.pause()
}

// reach notes the step at which the run reaches the goal.
func (m *Mill) reach() {
	if m.board.note(m.session) {
		m.facts.Lesson.Crossed, _ = m.session.At()
	}
}

// pause stops training, for whatever reason, and has the watches read at the very step where it stopped.
func (m *Mill) pause() {
	m.playing, m.until, m.credit, m.last = false, -1, 0, -1
	m.guide.lead, m.guide.onward = -1, false
	m.board.due = true
	m.version++
}

// play starts training, until the given step or for ever.
func (m *Mill) play(until int) {
	m.playing, m.until, m.credit, m.last = true, until, 1, -1
	m.pace = pace{}
	m.guide.lead, m.guide.onward = -1, false
	m.phaseAt = m.clock()
	m.version++
	m.rest()
}

// slow takes one phase.
func (m *Mill) slow() {
	m.session.Advance()
	m.guide.goes()
	m.reach()
	m.version++
	m.board.due = true
	m.rest()
}

// spend calls step until it returns false, most calls are done or the slice is over. The clock may cost more than a step, so it is
// read only every few steps: as many as fit twice into what is left, going by the last few.
func (m *Mill) spend(from time.Duration, most int, step func() bool) {
	few := 1
	for n, at := 0, from; n < most; {
		for i := 0; i < few && n < most; i++ {
			n++
			if !step() {
				return
			}
		}
		now := m.clock()
		each, left := (now-at)/time.Duration(few), from+slice-now
		if left <= each {
			return
		}
		few = min(2*few, 64)
		if each > 0 {
			few = max(min(few, int(left/(2*each))), 1)
		}
		at = now
	}
}

// A pace is steps a second of late, by the clock: what the trainer rested between its slices counts as well.
type pace struct {
	marks [16]mark // the last is the newest
	n     int
}

// A mark is where the run stood.
type mark struct {
	at   time.Duration
	step int
}

// How a pace is taken.
const (
	late  = 2 * time.Second // over how long, at most
	apart = late / 15       // between two marks, but for the newest
)

// add notes where the run stands. After a longer time without a step, in which nobody looked, it begins anew.
func (p *pace) add(at time.Duration, step int) {
	if p.n > 0 && at-p.marks[p.n-1].at > late {
		p.n = 0
	}
	if n := p.n; n > 1 && at-p.marks[n-2].at < apart {
		p.n-- // the newest gives way
	}
	for p.n > 0 && (p.n == len(p.marks) || at-p.marks[0].at > late && p.n > 1) {
		p.n = copy(p.marks[:], p.marks[1:p.n])
	}
	p.marks[p.n] = mark{at, step}
	p.n++
}

func (p *pace) rate() float64 {
	if p.n < 2 || p.marks[p.n-1].at == p.marks[0].at {
		return 0
	}
	first, last := p.marks[0], p.marks[p.n-1]
	return float64(last.step-first.step) / (last.at - first.at).Seconds()
}
