// Package lessons is the course as data: for each lesson a setup, knobs, figures, steps, questions and goals, beside a Markdown
// file of the same name that holds its words. No drawing, no training and no HTML here.
package lessons

import "hourglass/core/train"

// A Figure is a picture that the stage can draw.
type Figure uint8

// The figures.
const (
	Network Figure = iota // every weight, input to paint, reconstruction
	Latent                // codes, decoded atlas, ring
	Pairs                 // pictures and what came back
	Loss                  // the curves
)

// FigureNames are the names of the figures, by value, as the page and the steps use them. None is the name of a knob.
var FigureNames = [...]string{"network", "map", "pairs", "curve"}

// A Dial is a knob as a lesson offers it.
type Dial struct {
	Knob     string
	Min, Max float64 // a narrower range; both 0 for the knob's own
	Front    bool    // in the bar above the stage; others are in the drawer
}

// A Turn sets a knob.
type Turn struct {
	Knob  string
	Value float64
}

// A Step is one screen of text with one thing to do.
type Step struct {
	ID    string   // the anchor of its heading
	Point []string // figures and controls that it speaks of: names of figures, knobs and actions
	Turns []Turn   // where it wants the knobs when it opens
	Slow  bool     // it opens paused, in slow motion
	Steps int      // it wants a run that has learned this long, and trains the rest when it opens
	Done  train.Watch
	Ask   string // the question that it asks, if any
}

// A Question is asked before it is shown. The run that Turns and Steps describe scores it: what happened is the option whose
// watch holds at its end.
type Question struct {
	ID      string
	Turns   []Turn
	Steps   int
	Options []train.Watch // in the order of the list in the Markdown
}

// A Goal is something to reach.
type Goal struct {
	ID    string
	Label string // what the learner reads
	Watch train.Watch
}

// A Lesson is all of that.
type Lesson struct {
	ID       string // its folder in the URL
	Setup    train.Setup
	Dials    []Dial
	Figures  []Figure // the first is the main one
	Steps    []Step
	Question Question
	Goal     Goal
	Speed    float64 // steps a second that it opens with: slow enough to watch it learn
	Poster   int     // steps that the poster's run has behind it
}

// All is the course so far, in order.
var All = []*Lesson{&Hourglass}

// Find returns the lesson with that ID, or nil.
func Find(id string) *Lesson {
	for _, l := range All {
		if l.ID == id {
			return l
		}
	}
	return nil
}

// Watches lists everything that the trainer is to watch for, in a fixed order: the goal, the options of the question, the steps.
func (l *Lesson) Watches() []train.Watch {
	w := append([]train.Watch{l.Goal.Watch}, l.Question.Options...)
	for _, s := range l.Steps {
		w = append(w, s.Done)
	}
	return w
}
