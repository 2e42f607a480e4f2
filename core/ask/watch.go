package ask

import (
	"math"

	"hourglass/core/vec"
)

// An Op compares a measure with a number.
type Op uint8

// The comparisons.
const (
	Below Op = iota
	AtLeast
	Is
)

// A Condition holds or not, at any moment of a run. What is the name of a measure, see [Run.Measure].
type Condition struct {
	What  string
	Op    Op
	Value float64
}

// A Watch is a list of conditions that must hold together: a goal, the end of a lesson's step, or what an option of a question
// claims. Cheap conditions come first: the later ones are not looked at until those hold. A number that a lesson tells is a watch too, whose last
// condition is never reached: those before it say when the words that stand beside the number are true.
type Watch struct{ All []Condition }

// A Reading is how a watch stands.
type Reading struct {
	Reached  bool
	Progress float32 // 0 to 1, of the last condition
	Value    float32 // the measure of the last condition; no number (NaN) where there is none, or where a condition before it does not hold
}

// Read evaluates a watch. What is reached is reached by the run as it is; value and progress are those of the step that is looked at.
func (r *Run) Read(w Watch) Reading {
	shown := r.read(w)
	if r.View.Back != present {
		shown.Reached = r.Reached(w)
	}
	return shown
}

// Reached reports whether a watch holds for the run as it is, whatever step is looked at.
func (r *Run) Reached(w Watch) (reached bool) {
	r.at(present, func() {
		reached = len(w.All) > 0
		for i := 0; reached && i < len(w.All); i++ {
			v, ok := r.Measure(w.All[i].What)
			reached = ok && w.All[i].Holds(v)
		}
	})
	return reached
}

func (r *Run) read(w Watch) Reading {
	is := Reading{Reached: len(w.All) > 0, Value: float32(math.NaN())}
	for i, c := range w.All {
		v, ok := r.Measure(c.What)
		if ok && i == len(w.All)-1 {
			is.Value = float32(v)
		}
		if !ok || !c.Holds(v) {
			is.Reached = false
			is.Progress = r.progress(c, v)
			return is
		}
		is.Progress = 1
	}
	return is
}

// Holds reports whether v is as the condition wants it.
func (c Condition) Holds(v float64) bool {
	switch c.Op {
	case Below:
		return v < c.Value
	case AtLeast:
		return v >= c.Value
	}
	return v == c.Value
}

// progress is how far a loss, or whatever else is wanted small, has come from its first value to the wanted one, on the logarithmic
// scale of the curve; of other measures, how much of the wanted number is there.
func (r *Run) progress(c Condition, v float64) float32 {
	switch {
	case c.Op == Below && v > 0 && c.Value > 0:
		first, ok := r.first(c.What)
		all := vec.Log1(float32(first)) - vec.Log1(float32(c.Value))
		if ok && all > 0 {
			return min(max((vec.Log1(float32(first))-vec.Log1(float32(v)))/all, 0), 1)
		}
	case c.Op == AtLeast && c.Value > 0:
		return float32(min(max(v/c.Value, 0), 1))
	}
	return 0
}
