package main

import (
	"math"

	"hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/wasm/wire"
)

// patience is how many seconds a run may take that a step or a question asks for, before it goes at full speed.
const patience = 4

// A guide stands beside the mill for the lesson: it opens steps, runs the question and tells what was done. How the lesson stands it keeps in the facts,
// for the page to show. There the chosen speed is the learner's, to which a run that was hurried comes back.
type guide struct {
	plan     wire.Plan
	asked    int     // the option that the learner picked, while the question's run goes on; else -1
	lead     int     // the step up to which a step of the lesson trains by itself, or -1
	onward   bool    // the learner has pressed Play meanwhile: the run goes on from there
	opened   bool    // the readings have not been looked at since the step was opened
	had      bool    // what the step waits for was there when it was opened
	acted    bool    // the learner has done something since
	ran      bool    // a run that the learner wants has gone on since, or the learner has turned to another example
	before   float64 // the speed to go back to after a step in slow motion, or -1
	halvable float64 // the loss whose half is worth saying
}

// openPlan begins a lesson anew. Answers go on being counted, so that the next is never taken for the last.
func (m *Mill) openPlan(p wire.Plan) {
	m.guide.plan, m.guide.asked, m.guide.lead = p, -1, -1
	l := &m.facts.Lesson
	l.At, l.Done, l.Crossed = 0, 0, -1
}

// goTo shows a step. If the learner went there, the run is brought to where the step wants it; else its place is the reader's.
func (m *Mill) goTo(c *Client, d *wire.Command) {
	g := &m.guide
	if d.Index < 0 || d.Index >= len(g.plan.Steps) {
		return
	}
	m.facts.Lesson.At = d.Index
	m.begin()
	m.version++
	if d.Value == 0 {
		return
	}
	s := &g.plan.Steps[d.Index]
	if m.session.View.Back >= 0 {
		m.session.Rewind(-1) // no step speaks of the past
	}
	if g.asked >= 0 {
		g.asked = -1 // the question is left before the end of its run
		m.pause()
	}
	asks := g.plan.Question.Options > 0 && d.Index == g.plan.Question.Step
	if m.playing && (s.Rest || s.Fresh || s.Steps > 0 || asks || m.leads()) { // what another step trains by itself ends with that step
		m.pause()
	}
	m.unhurry()
	m.turn(c, d, s.Turns)
	if step, _ := m.session.At(); s.Fresh && step > 0 {
		d.Op = wire.Again
		m.restart(c, d)
	}
	m.slowly(c, s.Slow)
	m.prepare(s.Steps)
}

// begin has the step that is shown wait for the learner: what was done before, in other steps or while it trained by itself, is not done in it.
func (m *Mill) begin() {
	g := &m.guide
	g.opened, g.acted, g.ran = true, false, false
	m.session.Recount()
	m.board.forget(g.plan.Steps[m.facts.Lesson.At].Done)
}

// turn turns those knobs that stand elsewhere, and dials of the view, each by the command d.
func (m *Mill) turn(c *Client, d *wire.Command, all []train.Change) {
	d.Op = wire.Turn
	for _, t := range all {
		d.Knob, d.Value = t.Knob, t.Value
		if t.Knob >= len(train.Knobs) {
			m.look(d)
		} else if train.Knobs[t.Knob].Get(&m.session.Setup) != t.Value {
			m.restart(c, d)
		}
	}
}

// prepare makes ready what a step speaks of: a whole picture from the set, and a run that has learned long enough.
func (m *Mill) prepare(steps int) {
	if v := &m.session.View; v.Sample < 0 {
		m.session.Show(m.session.Set().Train)
	} else if v.Held {
		m.session.Show(v.Sample)
	}
	if step, _ := m.session.At(); step < steps && !m.playing && m.session.Exploded() < 0 {
		m.hurry(steps - step)
		m.play(steps)
		if m.playing {
			m.guide.lead = steps
		}
	}
}

// leads reports that a step of the lesson trains by itself, and nobody has asked yet that the run go on.
func (m *Mill) leads() bool { return m.playing && m.guide.lead >= 0 && !m.guide.onward }

// goes notes that the run takes a step: by the learner's doing, unless a step of the lesson trains by itself.
func (g *guide) goes() { g.ran = g.ran || g.lead < 0 }

// hurry brings full speed for a run of so many steps, if it would bore otherwise; the learner's comes back with its end.
func (m *Mill) hurry(steps int) {
	if float64(steps) > patience*m.facts.Lesson.Chosen {
		m.setSpeed(math.Inf(1))
	}
}

// unhurry brings the learner's speed back where the run rests.
func (m *Mill) unhurry() {
	if !m.playing && m.replay == nil && m.speed != m.facts.Lesson.Chosen {
		m.setSpeed(m.facts.Lesson.Chosen)
	}
}

// choose takes a speed of the learner's own. One that is not slow motion takes the place of what was to come back after a slow step.
func (m *Mill) choose(c *Client, v float64) {
	if v < 0 {
		m.fault(c, faultSpeed)
		return
	}
	m.setSpeed(v)
	if m.facts.Lesson.Chosen = m.speed; v != 0 {
		m.guide.before = -1
	}
}

// slowly brings slow motion, or the speed from before it.
func (m *Mill) slowly(c *Client, on bool) {
	g, l := &m.guide, &m.facts.Lesson
	switch {
	case on == (l.Chosen == 0):
	case on:
		m.pause()
		g.before, l.Chosen = l.Chosen, 0
		m.setSpeed(0)
	case g.before >= 0:
		m.choose(c, g.before)
	}
}

// ask runs the question: the run that it describes, from the start.
func (m *Mill) ask(c *Client, d *wire.Command) {
	q, picked := &m.guide.plan.Question, d.Index
	if picked < 0 || picked >= q.Options {
		return
	}
	m.turn(c, d, q.Turns)
	m.hurry(q.Steps)
	d.Op = wire.Again
	m.restart(c, d)
	m.play(q.Steps)
	m.guide.asked = picked
}

// settle draws its conclusions from readings that have just been taken, and brings back the learner's speed where the run rests.
func (m *Mill) settle() {
	g, l, readings := &m.guide, &m.facts.Lesson, m.board.readings
	step, _ := m.session.At()
	m.unhurry()
	if !m.playing && m.replay == nil {
		// A run that was stopped before its end is no answer.
		if q := &g.plan.Question; g.asked >= 0 && (step == q.Steps || m.session.Exploded() >= 0) {
			l.Answers++
			l.Picked, l.Happened = g.asked, happened(readings[q.First:][:q.Options])
			l.Done |= 1 << q.Step
		}
		g.asked = -1
	}
	if l.At < len(g.plan.Steps) {
		m.judge(readings[g.plan.Steps[l.At].Done].Reached)
	}
	if len(readings) == 0 || !readings[0].Reached {
		l.Crossed = -1
	} else if l.Crossed < 0 {
		l.Crossed = step
	}
}

// judge marks the step as done once what it waits for is there by the learner's doing: a hand's, a run's that goes on because the learner wanted it, or an example's
// to which the learner turned. What was there when the step was opened, and what it trained by itself, is none.
func (m *Mill) judge(reached bool) {
	g, l := &m.guide, &m.facts.Lesson
	if g.opened {
		g.opened, g.had = false, reached
	}
	if reached && !m.leads() && (g.acted || !g.had && g.ran) {
		l.Done |= 1 << l.At
	}
}

// happened is the first of the options of a question that has, or -1.
func happened(options []ask.Reading) int {
	for i, r := range options {
		if r.Reached {
			return i
		}
	}
	return -1
}

// standing completes how the lesson stands, by the facts of the run that it goes with.
func (m *Mill) standing(f *wire.Facts) {
	g, l, loss := &m.guide, &f.Lesson, float64(f.Loss)
	l.Asking, l.Lead = g.asked >= 0, -1
	if m.leads() && m.replay == nil {
		l.Lead = g.lead
	}
	if f.Step == 0 || loss > 2*g.halvable {
		g.halvable = loss
	}
	if f.Back < 0 && loss < g.halvable/2 {
		g.halvable = loss
		l.Halvings++
	}
	l.Sound, l.Mild = 0, 0
	if f.Exploded >= 0 {
		// Trouble is noticed at the eighth bad point of the curve: before that the run was sound.
		l.Sound = max(min(int(0.85*float64(f.Step)), f.Step-10), 0)
		l.Mild = train.Knobs[f.Exploded].Get(&m.base)
	}
}
