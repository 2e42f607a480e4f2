package ask

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"hourglass/core/train"
)

// Measure returns a number of the run by name, and whether there is one. The names stand in tables, one beside each idea (runMeasures, fidelityMeasures,
// ...), with what each means; some take an argument after a space, as "mend masking 0.33" does. Those of the network are of what is shown: of an earlier
// step while the learner looks back. "twin" before a name asks the twin, "share" what share of the twin's the run's is.
func (r *Run) Measure(what string) (float64, bool) {
	if name, ok := strings.CutPrefix(what, "twin "); ok {
		t := r.Twin()
		if t == nil {
			return 0, false
		}
		return t.Measure(name)
	}
	if name, ok := strings.CutPrefix(what, "share "); ok {
		return r.share(name)
	}
	rows := measures()
	for i := range rows {
		m := &rows[i]
		rest, ok := strings.CutPrefix(what, m.name)
		if !ok || rest != "" && rest[0] != ' ' || !m.asks.takes(rest != "") {
			continue
		}
		if !m.costly {
			return m.of(r, strings.TrimPrefix(rest, " "))
		}
		return r.remember(what, m, strings.TrimPrefix(rest, " "))
	}
	return 0, false
}

// A measure finds a number of a run.
type measure struct {
	name   string
	asks   asks
	costly bool // remembered until the next step
	of     func(r *Run, argument string) (float64, bool)
}

// asks is whether a measure wants an argument after its name.
type asks uint8

const (
	no asks = iota
	yes
	maybe
)

func (a asks) takes(argument bool) bool { return a == maybe || argument == (a == yes) }

// all are the measures that there are. A file that answers has rows of its own. They are put together when one is first asked for, by functions: a program that
// asks for none, as the stage, links none.
var all struct {
	once     sync.Once
	measures []measure
}

func measures() []measure {
	all.once.Do(func() {
		all.measures = slices.Concat(
			runMeasures(), handMeasures(), fidelityMeasures(), rivalMeasures(), tearMeasures(), mendMeasures(), sparseMeasures(), natsMeasures(), fieldMeasures(),
			sampleMeasures(), alarmMeasures(), shiftMeasures(), rateMeasures(), describeMeasures(), fillMeasures(), labelMeasures(), starMeasures())
	})
	return all.measures
}

// runMeasures are what a session knows without being looked into.
func runMeasures() []measure {
	return []measure{
		// the steps taken
		{name: "step", of: func(r *Run, _ string) (float64, bool) { step, _ := r.At(); return float64(step), true }},
		// the loss over all training and all validation examples, and the twin's over all training examples
		{name: "loss", of: func(r *Run, _ string) (float64, bool) { return float64(r.Now().Loss), true }},
		{name: "valid", of: func(r *Run, _ string) (float64, bool) { return float64(r.Now().Valid), true }},
		{name: "twin", of: func(r *Run, _ string) (float64, bool) { return float64(r.Now().Twin), r.Twin() != nil }},
		// 1 when the run blew up
		{name: "exploded", of: func(r *Run, _ string) (float64, bool) {
			if r.Exploded() >= 0 {
				return 1, true
			}
			return 0, true
		}},
		// what the learner did: pixels painted, moves of the ring, phases taken one by one, looks back, files saved and opened
		{name: "painted", of: count(train.Painted)},
		{name: "held", of: count(train.Held)},
		{name: "slowed", of: count(train.Slowed)},
		{name: "rewound", of: count(train.Rewound)},
		{name: "saved", of: count(train.Saved)},
		{name: "opened", of: count(train.Opened)},
		// how a knob stands
		{name: "knob", asks: yes, of: func(r *Run, name string) (float64, bool) {
			if k := train.KnobIndex(name); k >= 0 {
				return train.Knobs[k].Get(&r.Setup), true
			}
			return 0, false
		}},
		// how a dial of the view stands
		{name: "dial", asks: yes, of: func(r *Run, name string) (float64, bool) {
			if i := train.DialIndex(name); i >= 0 {
				return r.View.Dials[i], true
			}
			return 0, false
		}},
	}
}

func count(d train.Doing) func(*Run, string) (float64, bool) {
	return func(r *Run, _ string) (float64, bool) { return float64(r.Count(d)), true }
}

// MeanSquare is the mean of the squared differences of two lists of one length: what is off in a copy, per number. It adds up in order, in one
// sum, where nn.MSE adds up in four, so the two may differ in their last bits.
func MeanSquare(a, b []float32) float64 {
	if len(a) != len(b) {
		panic("ask: the mean square of " + strconv.Itoa(len(a)) + " numbers against " + strconv.Itoa(len(b)))
	}
	sum := 0.0
	for i, v := range a {
		d := float64(v) - float64(b[i])
		sum += float64(d * d)
	}
	return sum / float64(len(a))
}
