// Package ask is what a run can be asked: measures by name, one file an idea, and watches, which are lists of conditions on them. A [Run] reads the
// network that a session shows and its examples; it changes no bit of the session, which knows nothing of it. Goals, ends of steps, options of
// questions and numbers in words are all asked here.
package ask

import "hourglass/core/train"

// A Run is a session that can be asked. It remembers costly answers for as long as they are true.
type Run struct {
	*train.Session
	twin *Run
	memo memo
}

// Of asks a session.
func Of(s *train.Session) *Run {
	if s == nil {
		return nil
	}
	return &Run{Session: s}
}

// New begins the run of a setup, and its twin's where knobs are set apart: see [train.New].
func New(s train.Setup, apart ...train.Change) (*Run, error) {
	t, err := train.New(s, apart...)
	if err != nil {
		return nil, err
	}
	return Of(t), nil
}

// Twin is the run in lockstep, or nil.
func (r *Run) Twin() *Run {
	t := r.Session.Twin()
	if r.twin == nil || r.twin.Session != t {
		r.twin = Of(t)
	}
	return r.twin
}

// present is the step looked at while nobody looks back.
const present = -1

// at asks as if the learner looked at a step that the film holds, of both runs, or at the present one.
func (r *Run) at(step int, asking func()) {
	back := r.View.Back
	r.View.Back = step
	if t := r.Twin(); t != nil {
		t.at(step, asking)
	} else {
		asking()
	}
	r.View.Back = back
}
