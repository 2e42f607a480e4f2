package ask

import (
	"strconv"

	"hourglass/core/data"
	"hourglass/core/train"
)

func shiftMeasures() []measure {
	return []measure{
		// numbers that training may move, all weights and biases together
		{name: "parameters", of: func(r *Run, _ string) (float64, bool) { return float64(r.Parameters()), true }},
		// mean square error per number between validation pictures moved to the right by N pixels, or to the left by less than none, and their copies:
		// "moved 2". What is pushed over the edge is gone from both
		{name: "moved", asks: yes, costly: true, of: func(r *Run, n string) (float64, bool) { return r.moved(n) }},
	}
}

// moved is how far off the copies of moved validation pictures are. What has no pixels cannot be moved.
func (r *Run) moved(by string) (float64, bool) {
	n, err := strconv.Atoi(by)
	set := r.Set()
	if most := int(train.Dials[train.Shift].Max); err != nil || n < -most || n > most || set.Kind.Form() == data.Points {
		return 0, false
	}
	x, dim := append([]float32(nil), set.ValidX()...), set.Dim()
	for i := range set.Valid {
		train.Lay(x[i*dim:(i+1)*dim], set.Picture(set.Train+i), set.Kind, n)
	}
	return MeanSquare(r.Copies(x), x), true
}

// share is a measure of the run as a share of the twin's, where the twin has one that is not nothing: "share parameters".
func (r *Run) share(what string) (float64, bool) {
	t := r.Twin()
	if t == nil {
		return 0, false
	}
	own, ok := r.Measure(what)
	all, also := t.Measure(what)
	if !ok || !also || !(all > 0) {
		return 0, false
	}
	return own / all, true
}
