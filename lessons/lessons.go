// Package lessons is the course as data: for each lesson a setup, knobs, figures, steps, questions and goals, beside a Markdown
// file of the same name that holds its words. No drawing, no training and no HTML here.
package lessons

import (
	"math"
	"slices"
	"strings"

	"hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/wasm/wire"
)

// A Dial is a knob, or a dial of the view, as a lesson offers it.
type Dial struct {
	Knob     string   // its name in train.Knobs, or in train.Dials
	Label    string   // what the lesson calls it, or "" for the knob's own label
	Min, Max float64  // a narrower range; both 0 for the knob's own
	Only     []string // of a choice: the values offered, as links write them; nil for all
	Front    bool     // in the bar above the stage; others are in the drawer
}

// A Tell is a number of the run that the lesson shows in words beside the picture. Where its measure is none, or one of Holds does not hold, its
// words would claim more than the number says, and it is left out: of the panel and of what an answer quotes.
type Tell struct {
	What     string // a measure, see ask.Condition
	Label    string
	Decimals int
	Unit     string          // "%" for a share, of which Decimals count the hundredths' own; or ""
	From     string          // the step that brings it: from then on it is shown, where that step asks, from its answer on; "" for the first
	Holds    []ask.Condition // what its words take for granted: the data that they name, a trained network; nil for nothing
}

// A Turn sets a knob, or a dial of the view.
type Turn struct {
	Knob  string
	Value float64
}

// A Step is one screen of text with one thing to do.
type Step struct {
	ID    string   // the anchor of its heading
	Point []string // figures and controls that it speaks of: names of figures, knobs and actions; the first figure is its hero, which has the large place, a second stands beside it
	Turns []Turn   // where it wants the knobs when it opens, turned one by one: each must be possible after those before it
	Slow  bool     // it opens paused, in slow motion
	Rest  bool     // it opens with the run at rest: what it shows would be over before it is read; so does one that is fresh, or that wants a run
	Fresh bool     // it opens at step 0, even when no knob that it turns began a new run
	Steps int      // it wants a run that has learned this long, and trains the rest when it opens
	Done  ask.Watch
	Ask   string // the question that it asks, if any
}

// A Question is asked before it is shown. The run that Turns and Steps describe scores it: what happened is the option whose
// watch holds at its end. Turns set what the question names and no more: the other dials stay as the learner has them, so that with
// them every option can be made to happen. The step that asks brings them to where the lesson explains them.
type Question struct {
	ID      string
	Turns   []Turn
	Steps   int
	Options []ask.Watch // in the order of the list in the Markdown
	Quote   []string    // measures of tells that its answer quotes; nil for the losses
	Hides   []string    // figures that would answer it: they wait for the bet, unless a step before has spoken of them
}

// A Goal is something to reach. Way is one way to it: the knobs to turn, once the step that sets it has trained After steps more.
type Goal struct {
	ID    string
	Label string // what the learner reads
	Watch ask.Watch
	After int
	Way   []Turn
}

// A Lesson is all of that.
type Lesson struct {
	ID       string // its folder in the URL
	Setup    train.Setup
	Twin     []Turn    // how the run in lockstep differs; nil for none
	Names    [2]string // what the run and its twin are called: "denoising", "plain"
	Dials    []Dial
	Figures  []string // by name, see package figures; the first is the main one
	Tells    []Tell
	Steps    []Step
	Question Question
	Goal     Goal
	Speed    float64 // steps a second that it opens with: slow enough to watch it learn
	Poster   int     // steps that the poster's run has behind it
}

// All is the course so far, in order.
var All = []*Lesson{&Line, &Hourglass, &Flat, &Noise, &Sparsity, &Sampling, &Convolution, &Anomaly, &Features, &Compression, &Recommender, &Imputation, &Labels}

// Find returns the lesson with that ID, or nil.
func Find(id string) *Lesson {
	for _, l := range All {
		if l.ID == id {
			return l
		}
	}
	return nil
}

// Watches lists everything that the trainer is to watch for, in a fixed order: the goal, the options of the question, the steps, the tells, and
// the goal's conditions one by one.
func (l *Lesson) Watches() []ask.Watch {
	w := append([]ask.Watch{l.Goal.Watch}, l.Question.Options...)
	for _, s := range l.Steps {
		w = append(w, s.Done)
	}
	for _, t := range l.Tells {
		never := ask.Condition{What: t.What, Op: ask.AtLeast, Value: math.Inf(1)} // only its value counts
		w = append(w, ask.Watch{All: append(slices.Clone(t.Holds), never)})
	}
	var where []ask.Condition // of a run that the goal does not speak of no number counts
	for _, c := range l.Goal.Watch.All {
		if strings.HasPrefix(c.What, "knob ") {
			where = append(where, c)
			w = append(w, ask.Watch{All: []ask.Condition{c}})
		}
	}
	for _, c := range l.Goal.Watch.All {
		if !strings.HasPrefix(c.What, "knob ") {
			w = append(w, ask.Watch{All: append(slices.Clone(where), c)})
		}
	}
	return w
}

// Parts are the goal's conditions as they are shown: how knobs stand first.
func (l *Lesson) Parts() []ask.Condition {
	var all []ask.Condition
	for _, w := range l.Watches()[l.FirstPart():] {
		all = append(all, w.All[len(w.All)-1])
	}
	return all
}

// FirstTell is the place of the first tell among the watches, FirstPart that of the first of the goal's conditions.
func (l *Lesson) FirstTell() int { return 1 + len(l.Question.Options) + len(l.Steps) }
func (l *Lesson) FirstPart() int { return l.FirstTell() + len(l.Tells) }

// Stage is what the stage is told of the lesson.
func (l *Lesson) Stage() *wire.Lesson {
	s := &wire.Lesson{Figures: l.Figures, Apart: l.Apart(), Names: l.Names}
	for _, c := range l.Goal.Watch.All {
		if c.What == "loss" && c.Op == ask.Below {
			s.Goal = float32(c.Value)
		}
		if strings.HasPrefix(c.What, "knob ") {
			s.Where = append(s.Where, c)
		}
	}
	return s
}

// Apart is how the twin differs, as the core says it.
func (l *Lesson) Apart() []train.Change { return changes(l.Twin) }

// Plan is what the trainer is told of the steps and the question: it opens them, and knows when they are done. The watches that it points at stand in the
// order of Watches.
func (l *Lesson) Plan() wire.Plan {
	q := &l.Question
	p := wire.Plan{Live: len(l.Goal.Watch.All), Question: wire.Question{Turns: changes(q.Turns), Steps: q.Steps, First: 1, Options: len(q.Options)}}
	for i, s := range l.Steps {
		p.Steps = append(p.Steps, wire.Step{Turns: changes(s.Turns), Slow: s.Slow, Rest: s.Rest, Fresh: s.Fresh, Steps: s.Steps, Done: 1 + len(q.Options) + i})
		if s.Ask != "" {
			p.Question.Step = i
		}
	}
	return p
}

func changes(list []Turn) (all []train.Change) {
	for _, t := range list {
		all = append(all, train.Change{Knob: train.Number(t.Knob), Value: t.Value})
	}
	return all
}
