package main

import (
	"slices"

	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/wire"
)

// A store keeps commands for as long as a file of data is on its way that the first of them wants. Those after it wait their turn, so that all are
// done in their order; only pulls do not wait. The file is asked of the window whose command it was: the page, which knows where files lie.
type store struct {
	held    []held
	without bool // the file did not come: commands make do, and say so
}

type held struct {
	from    *Client
	message []byte
}

// holds keeps a command back if it must wait.
func (m *Mill) holds(c *Client, message []byte) bool {
	if len(m.store.held) == 0 {
		kind, ok := m.absent(&m.command)
		if !ok || m.store.without {
			return false
		}
		m.out = wire.AppendWant(m.out[:0], kind)
		c.send(m.out)
	}
	m.store.held = append(m.store.held, held{c, slices.Clone(message)})
	return true
}

// absent is a kind of data that a command would show and whose file has not come.
func (m *Mill) absent(d *wire.Command) (data.Kind, bool) {
	var turns []train.Change
	switch d.Op {
	case wire.Open:
		link, _ := train.ParseLink(d.Text, d.Base, "part") // whose fault is told when it is opened
		if k := link.Setup.Data; k.Absent() {
			return k, true
		}
		for _, e := range link.Log {
			turns = append(turns, train.Change{Knob: e.Knob, Value: e.Value})
		}
	case wire.Turn:
		turns = []train.Change{{Knob: d.Knob, Value: d.Value}}
	case wire.GoTo:
		if steps := m.guide.plan.Steps; d.Value != 0 && d.Index >= 0 && d.Index < len(steps) {
			turns = steps[d.Index].Turns
		}
	case wire.Ask:
		turns = m.guide.plan.Question.Turns
	}
	for _, t := range turns {
		if k := data.Kind(t.Value); t.Knob == train.KnobIndex("data") && t.Value >= 0 && k.Absent() {
			return k, true
		}
	}
	return 0, false
}

// supply takes the file, or that it did not come, and goes on with what was waiting.
func (m *Mill) supply(c *Client, d *wire.Command) {
	if len(m.store.held) == 0 {
		return
	}
	all, without := m.store.held, len(d.Bytes) == 0
	if !without {
		if err := data.Supply(data.Kind(d.Index), slices.Clone(d.Bytes)); err != nil {
			m.fault(c, err.Error())
			without = true
		}
	}
	m.store = store{without: without}
	for _, h := range all {
		m.Handle(h.from, h.message)
	}
	m.store.without = false
}

// provide sends a window that draws the run the file of its data, once.
func (m *Mill) provide(c *Client) {
	k := m.session.Setup.Data
	if k.File() == nil || c.given&(1<<k) != 0 {
		return
	}
	c.given |= 1 << k
	m.out = wire.AppendFile(m.out[:0], k)
	c.send(m.out)
}
