package train

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"hourglass/core/data"
)

// A Link is the whole of a run in a few words: where it started, which knobs were turned when, and how many steps it took.
type Link struct {
	Setup Setup
	Log   []Entry
	Step  int
	Dials []Change // of the view, those that do not stand at their defaults, in order; Knob is the place in Dials
}

// Bounds of a link: how many steps it may ask for, how many knobs it may turn, how long its text may be.
const (
	MaxLinkStep = 200_000
	MaxLinkLog  = 200
	MaxLinkText = 8192
)

// Text writes the link as a URL hash without its '#': only what differs from base, as in "seed=7&rate=0.003&step=500" and, for
// knobs turned on the way, "&log=1200.rate.0.001_1500.batch.64".
func (l Link) Text(base Setup) string {
	var b []byte
	for i := range Knobs {
		k := &Knobs[i]
		if v := k.Get(&l.Setup); v != k.Get(&base) {
			b = append(append(append(append(b, '&'), k.Name...), '='), k.Text(v)...)
		}
	}
	if l.Setup.Class != base.Class {
		b = append(append(b, "&class="...), l.Setup.Class...)
	}
	if l.Setup.Bought != base.Bought {
		b = l.Setup.Bought.Append(append(b, "&bought="...))
	}
	for _, c := range l.Dials {
		d := &Dials[c.Knob]
		b = append(append(append(append(b, '&'), d.Name...), '='), d.Text(c.Value)...)
	}
	if l.Step > 0 {
		b = strconv.AppendInt(append(b, "&step="...), int64(l.Step), 10)
	}
	for i, e := range l.Log {
		if i == 0 {
			b = append(b, "&log="...)
		} else {
			b = append(b, '_')
		}
		b = strconv.AppendInt(b, int64(e.Step), 10)
		b = append(append(append(append(b, '.'), Knobs[e.Knob].Name...), '.'), Knobs[e.Knob].Text(e.Value)...)
	}
	if len(b) == 0 {
		return ""
	}
	return string(b[1:])
}

// ParseLink reads what Text writes, and less. Nothing in a link can fail the page: a part that cannot be is left at base, and
// the error is the first reason, in a sentence for the reader. Keys in skip are somebody else's.
func ParseLink(text string, base Setup, skip ...string) (Link, error) {
	l := Link{Setup: base}
	if len(text) > MaxLinkText {
		return l, errors.New("The link is longer than a link of this course can be.")
	}
	var first error
	view := AtRest()
	fail := func(err error) {
		if first == nil {
			first = err
		}
	}
	log := ""
	for part := range strings.SplitSeq(strings.TrimPrefix(text, "#"), "&") {
		name, value, _ := strings.Cut(part, "=")
		switch {
		case part == "" || slices.Contains(skip, name):
		case name == "step":
			fail(l.parseStep(value))
		case name == "log":
			log = value
		case name == "class":
			fail(l.parseClass(value))
		case name == "bought":
			fail(l.parseBought(value))
		case DialIndex(name) >= 0:
			fail(view.parse(DialIndex(name), value))
		default:
			fail(l.parseKnob(name, value))
		}
	}
	l.Dials = view.changes()
	if log != "" { // after the step, within which its entries must lie
		var err error
		l.Log, err = parseLog(log, l.Step)
		fail(err)
	}
	return l, first
}

// parse reads a dial.
func (t *Turned) parse(dial int, text string) error {
	v, err := Dials[dial].Parse(text)
	if err == nil {
		t[dial] = v
	}
	return err
}

// changes lists the dials that do not stand at their defaults.
func (t *Turned) changes() []Change {
	var list []Change
	for i, v := range t {
		if v != Dials[i].Default {
			list = append(list, Change{i, v})
		}
	}
	return list
}

func (l *Link) parseStep(text string) error {
	n, err := strconv.Atoi(text)
	if v, ok := people(text, true); err != nil && ok && v == float64(int(v)) && strings.Contains(text, ",") {
		n, err = int(v), nil
	}
	if err != nil || n < 0 || n > MaxLinkStep {
		return errors.New("The step must be a whole number from 0 to " + strconv.Itoa(MaxLinkStep) + ".")
	}
	l.Step = n
	return nil
}

func (l *Link) parseClass(text string) error {
	class, err := data.ParseClass(text)
	if err == nil {
		l.Setup.Class = class
	}
	return err
}

func (l *Link) parseBought(text string) error {
	b, ok := ParseBought(text)
	if !ok {
		return errors.New("The link's list of bought labels cannot be read.")
	}
	l.Setup.Bought = b
	return nil
}

func (l *Link) parseKnob(name, text string) error {
	k := KnobIndex(name)
	if k < 0 {
		return errors.New("The link names a knob that does not exist.")
	}
	v, err := Knobs[k].Parse(text)
	if err != nil {
		return err
	}
	return Knobs[k].Set(&l.Setup, v)
}

var errLog = errors.New("The link's list of turned knobs cannot be read.")

func parseLog(text string, end int) ([]Entry, error) {
	var log []Entry
	last := 1
	for part := range strings.SplitSeq(text, "_") {
		at, rest, _ := strings.Cut(part, ".")
		name, value, _ := strings.Cut(rest, ".")
		step, err := strconv.Atoi(at)
		k := KnobIndex(name)
		if err != nil || k < 0 || Knobs[k].Restart || step < last || step > end || len(log) == MaxLinkLog {
			return nil, errLog
		}
		v, err := Knobs[k].Parse(value)
		if err != nil {
			return nil, err
		}
		log = append(log, Entry{step, k, v})
		last = step
	}
	return log, nil
}

// Link says how this run came to be, as far as a link can: of a run longer than MaxLinkStep, or with more turned knobs than
// MaxLinkLog, it leads to the last step that it can say truly. The link is the caller's: the run goes on without changing it.
func (t *Session) Link() Link {
	l := Link{Setup: t.Start, Log: t.Log, Step: min(t.run.step, MaxLinkStep), Dials: t.View.Dials.changes()}
	if len(l.Log) > MaxLinkLog {
		l.Step = min(l.Step, l.Log[MaxLinkLog].Step)
		l.Log = l.Log[:MaxLinkLog]
	}
	for len(l.Log) > 0 && l.Log[len(l.Log)-1].Step > l.Step {
		l.Log = l.Log[:len(l.Log)-1]
	}
	l.Log = slices.Clone(l.Log) // the session rewrites its own
	return l
}

// A Replay retraces a link, some steps at a time.
type Replay struct {
	Session *Session
	link    Link
	done    int // entries of the log applied
}

// Open begins to retrace l from step 0, with a twin where knobs are set apart.
func Open(l Link, apart ...Change) (*Replay, error) {
	s, err := New(l.Setup, apart...)
	if err != nil {
		return nil, err
	}
	for _, c := range l.Dials {
		if err := s.Dial(c.Knob, c.Value); err != nil {
			return nil, err
		}
	}
	return &Replay{Session: s, link: l}, nil
}

// Next takes one step, with the knobs that were turned before it, and reports whether more are left. A run that blows up on
// the way is complete.
func (r *Replay) Next() bool {
	t := r.Session
	for r.done < len(r.link.Log) && r.link.Log[r.done].Step <= t.run.step {
		e := r.link.Log[r.done]
		r.done++
		// The entry was checked when the link was read. It counts even if the knob stands there already: a slider that was dragged
		// away and back has forgiven a loss that was rising.
		t.finish()
		to := t.Setup
		Knobs[e.Knob].set(&to, e.Value)
		if t.carries(to) && t.check(to) == nil { // a link may be made up
			_ = t.apply(e.Knob, to)
		}
	}
	if t.run.step >= r.link.Step || t.blame >= 0 {
		return false
	}
	t.Step()
	return true
}

// Progress is how much of the way is done, from 0 to 1.
func (r *Replay) Progress() float32 {
	if r.link.Step == 0 {
		return 1
	}
	return float32(r.Session.run.step) / float32(r.link.Step)
}
