package main

import (
	"math"
	"slices"

	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/wire"
)

// What the reader is told of a run that outgrew its link.
const noticeLong = "The address leads to step 200,000 of a run and no further; this run has gone beyond."

// What a window reads when its command cannot be.
const (
	faultShut      = "No lesson is open yet."
	faultRetracing = "The run of the link is still being retraced."
	faultDiverged  = "The run has diverged: begin again or turn a knob first."
	faultSpeed     = "The speed must be zero or more steps a second."
)

// Handle hears one message of a window. Bytes that are no command change nothing and are answered with a fault.
func (m *Mill) Handle(c *Client, message []byte) {
	if err := wire.ParseCommand(message, &m.command); err != nil {
		m.fault(c, "A message could not be read ("+err.Error()+").")
		return
	}
	acts := m.command.Acts() // some commands become others while they are carried out
	m.refused = false
	switch d := &m.command; {
	case d.Op == wire.Supply:
		m.supply(c, d)
	case d.Op != wire.Pull && m.holds(c, message):
		acts = false // it comes again
	case d.Op == wire.Open:
		m.open(c, d)
	case d.Op == wire.Pull:
		m.pull(c, d)
	case m.session == nil:
		m.fault(c, faultShut)
	case d.Op == wire.Turn && d.Knob >= len(train.Knobs):
		m.look(d)
	case d.Op == wire.Turn || d.Op == wire.Again || d.Op == wire.Class:
		m.restart(c, d)
	case d.Op == wire.Speed:
		m.choose(c, d.Value)
	case d.Op == wire.Play || d.Op == wire.One || d.Op == wire.Until:
		m.run(c, d)
	case d.Op == wire.Branch:
		m.branch(c, d.Index)
	case d.Op == wire.GoTo:
		m.goTo(c, d)
	case d.Op == wire.Ask:
		m.ask(c, d)
	case d.Op == wire.Pack:
		m.pack(c)
	case d.Op == wire.Unpack:
		m.unpack(c, d)
	default:
		m.look(d)
	}
	if acts && !m.refused {
		m.guide.acted = true
	}
	if m.command.Op == wire.Show && m.session != nil {
		m.guide.ran = true
	}
	m.answer()
}

func (m *Mill) fault(c *Client, text string) {
	m.refused = true
	m.out = wire.AppendFault(m.out[:0], text)
	c.send(m.out)
}

// open begins a lesson at the link that the page was opened with. What the link cannot mean is left out, with a notice; where there is a run
// already, it is worth more than half of another, and stays.
func (m *Mill) open(c *Client, d *wire.Command) {
	link, err := train.ParseLink(d.Text, d.Base, "part")
	var replay *train.Replay
	var cannot error
	if err == nil || m.session == nil { // beside a run that stays, none is built for a link that cannot be read
		if replay, cannot = train.Open(link, d.Apart...); err == nil {
			err = cannot
		}
	}
	notice := ""
	if err != nil {
		if m.session != nil {
			m.notice = "The link cannot be followed, and the run stays as it is: " + err.Error()
			m.version++
			return
		}
		notice = "The link could not be followed in full: " + err.Error()
	}
	if cannot != nil {
		link = train.Link{Setup: d.Base}
		if replay, err = train.Open(link, d.Apart...); err != nil {
			m.fault(c, err.Error())
			return
		}
	}
	m.session, m.replay, m.base, m.notice = ask.Of(replay.Session), replay, d.Base, notice
	m.runs++
	m.pace = pace{}
	m.board.open(d.Watches, len(d.Watches)-d.Plan.Live)
	m.openPlan(d.Plan)
	m.pause()
	if link.Step == 0 {
		m.replay = nil
	}
}

// branch goes back to a step, by retracing the run up to there.
func (m *Mill) branch(c *Client, step int) {
	replay, err := m.session.Branch(step)
	if err != nil {
		m.fault(c, err.Error())
		return
	}
	m.session, m.replay, m.guide.asked = ask.Of(replay.Session), replay, -1
	if step <= 0 {
		m.replay = nil // it is there
	}
	m.runs++
	m.pace = pace{}
	m.board.restart()
	m.pause()
}

// pull notes that a window wants an answer.
func (m *Mill) pull(c *Client, d *wire.Command) {
	now := m.clock()
	if !m.watched(now) {
		m.last = -1 // what nobody saw is not made up for
	}
	c.looked = now
	if d.Value == 0 {
		c.wants[ofFacts] = true
		if d.Index > 0 {
			c.seen[ofFacts] = 0
		}
		return
	}
	c.wants[ofSnapshot], c.since = true, d.Index
	if d.Index == 0 {
		c.seen[ofSnapshot] = 0 // it has nothing, whatever it was sent
	}
}

// restart turns a knob, takes a class's drawings, or goes back to step 0. A run that trained goes on training, unless it had diverged; a link that was being
// retraced is left where it is.
func (m *Mill) restart(c *Client, d *wire.Command) {
	var err error
	switch d.Op {
	case wire.Again:
		err = m.session.Again()
	case wire.Class:
		err = m.session.UseClass(d.Text)
	default:
		err = m.session.Turn(d.Knob, d.Value)
	}
	if err != nil {
		m.fault(c, err.Error())
		return
	}
	m.replay, m.guide.asked = nil, -1
	if step, _ := m.session.At(); step == 0 {
		m.runs++
		m.board.restart()
		m.pace = pace{}
	}
	m.board.due = true
	m.version++
	m.rest()
}

// run starts and stops training. A question whose run the learner takes in hand, as here, by a turned knob or by a look back, is let go.
func (m *Mill) run(c *Client, d *wire.Command) {
	m.guide.asked = -1
	switch {
	case d.Op == wire.Play && d.Value != 0 && m.playing && m.guide.lead >= 0: // pressed twice it means no more
		m.guide.onward = true
	case d.Op == wire.Play && d.Value == 0:
		m.pause()
	case m.session.Exploded() >= 0:
		m.fault(c, faultDiverged)
	case d.Op == wire.Play:
		m.play(-1)
	case d.Op == wire.Until:
		m.play(max(d.Index, 0))
	case m.replay != nil:
		m.fault(c, faultRetracing)
	default:
		m.one()
	}
}

// flat is the speed from which on the clock is not looked at.
const flat = 1e6

func (m *Mill) setSpeed(v float64) {
	if v >= flat {
		v = math.Inf(1)
	}
	if _, phase := m.session.At(); v > 0 && phase != train.Rest {
		m.session.Step() // what slow motion has begun
		m.board.due = true
	}
	m.speed, m.credit, m.last = v, 0, -1
	m.phaseAt = m.clock() + beat
	m.version++
}

// one takes a step, or in slow motion a phase, and pauses.
func (m *Mill) one() {
	m.pause()
	if m.speed == 0 {
		m.session.Slow()
	} else {
		m.session.Step()
	}
}

// look changes what is looked at, of which no bit of the run depends.
func (m *Mill) look(d *wire.Command) {
	switch d.Op {
	case wire.Turn:
		_ = m.session.Turn(d.Knob, d.Value) // what cannot be is put back by the next facts, as ever
	case wire.Show:
		m.session.Show(d.Index)
	case wire.Paint:
		m.session.Paint(d.Index, float32(d.Value))
	case wire.Clear:
		m.session.Clear()
	case wire.Inspect:
		m.layer, m.unit = d.Index, int(d.Value)
	case wire.Hold:
		m.session.Hold(d.Place)
	case wire.Hide:
		m.session.Hide(d.Index, d.Value != 0)
	case wire.Rewind:
		m.guide.asked = -1
		if m.playing {
			m.pause()
		}
		m.session.Rewind(d.Index)
	}
	if !m.playing && (d.Op == wire.Paint || d.Op == wire.Hold || d.Op == wire.Turn || d.Op == wire.Hide) {
		m.board.due = true // what a learner does counts at once: nothing may come after it
	}
	m.version++
}

// answer sends to every window what it waits for, if something changed since its last answer.
func (m *Mill) answer() {
	if m.session == nil {
		return
	}
	now := m.clock()
	m.board.read(m.session, m.base, m.version, now, !m.playing && m.replay == nil)
	m.settle()
	for _, c := range m.clients {
		for kind, wants := range c.wants {
			if !wants || c.seen[kind] == m.version {
				continue
			}
			c.wants[kind], c.seen[kind] = false, m.version
			c.looked = now
			if kind == ofFacts {
				m.out = m.appendFacts(m.out[:0])
			} else {
				m.provide(c)
				m.out = m.appendSnapshot(m.out[:0], c)
			}
			c.send(m.out)
		}
	}
}

// appendSnapshot sends the whole curve to a window that has points of another run.
func (m *Mill) appendSnapshot(dst []byte, c *Client) []byte {
	if c.run != m.runs {
		c.run, c.since = m.runs, 0
	}
	m.session.Snapshot(&m.snapshot, c.since)
	return wire.AppendSnapshot(dst, &m.snapshot, m.State())
}

func (m *Mill) appendFacts(dst []byte) []byte {
	s, f := m.session, &m.facts
	f.State = m.State()
	f.Step, f.Phase = s.At()
	now := s.Now()
	f.Loss, f.Valid = now.Loss, now.Valid
	f.Rate, f.Speed, f.Progress = m.pace.rate(), m.speed, 1
	if m.replay != nil {
		f.Progress = m.replay.Progress()
	}
	f.Exploded, f.Setup = s.Exploded(), s.Setup
	f.Twin, f.Back, f.Width, f.Height = now.Twin, s.View.Back, s.Setup.Data.Width(), s.Setup.Data.Height()
	f.Sample, f.Held, f.Dials = s.View.Sample, s.View.Held, s.View.Dials
	f.Code = s.Code(f.Code)
	f.Ring, f.Input, f.Output = s.View.Ring, s.View.Input, s.Rebuild(f.Output)
	f.Holes = f.Holes[:0]
	if slices.Contains(s.View.Holes, 1) {
		f.Holes = append(f.Holes, s.View.Holes...)
	}
	f.Drawing = ""
	if s.View.Sample < 0 && s.Setup.Data.Form() == data.Pictures && s.Setup.Data.Dim() == data.Dim {
		f.Drawing = data.Code(s.View.Input)
	}
	f.Readings, f.Link = m.board.readings, m.board.link
	f.Hash = s.Hash()
	f.Widths = s.Widths(f.Widths[:0])
	s.Inside(&f.Inside, m.layer, m.unit)
	f.Notice = m.notices()
	m.standing(f)
	return wire.AppendFacts(dst, f)
}

// notices is what the reader is told of the run, one thing a line: one does not hush another.
func (m *Mill) notices() string {
	all := m.notice
	add := func(said string) {
		if all != "" && said != "" {
			all += "\n"
		}
		all += said
	}
	if step, _ := m.session.At(); step > train.MaxLinkStep {
		add(noticeLong)
	}
	add(m.session.Silence())
	return all
}
