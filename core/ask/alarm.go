package ask

import (
	"strconv"

	"hourglass/core/data"
	"hourglass/core/stat"
	"hourglass/core/train"
)

// Faulty examples by the error of their copies: what a network has not learned to copy, it has not met. From the dial "threshold" on an error is an alarm.

func alarmMeasures() []measure {
	return []measure{
		// of faulty heartbeats, set aside: the chance that the copy of a faulty one is further off than that of a normal one. Here and in what follows
		// "auc sealed" asks of the sealed beats, and "auc pca" of copies by PCA with as many numbers as the neck
		{name: "auc", asks: maybe, of: told(func(_ *Run, c *stat.Curve) (float64, bool) { return c.AUC(), true })},
		// the share of the faults, or of fault N, from 1, whose copies are further off than all but a fiftieth of the normal ones
		{name: "found", asks: maybe, of: (*Run).found},
		// the share of the faulty, and of the normal, whose copies are off by the dial "threshold" or more
		{name: "hits", asks: maybe, of: told(hits)},
		{name: "false alarms", asks: maybe, of: told(falseAlarms)},
		// the share of true alarms among all, where faults are as rare as the dial "rare" says
		{name: "precision", asks: maybe, of: told(precision)},
		// what that threshold costs for each example: the dial "cost" for a miss, 1 for a false alarm
		{name: "cost", asks: maybe, of: told(cost)},
		// how far that lies above the least that any threshold costs, as a share of the least
		{name: "over cheapest", asks: maybe, of: told(overCheapest)},
		// how many examples set aside lie at the threshold or above, faulty or not
		{name: "calls", of: func(r *Run, _ string) (float64, bool) { return r.calls(), true }},
		// mean square error per number of the copy of the shown example, whatever the ring paints
		{name: "shown", of: func(r *Run, _ string) (float64, bool) { return r.shownOff(), true }},
		// 1 when that lies at the threshold or above
		{name: "alarm", of: func(r *Run, _ string) (float64, bool) {
			if r.shownOff() >= r.View.Dials[train.Threshold] {
				return 1, true
			}
			return 0, true
		}},
	}
}

// InFifty is how many normal examples there are for each that may raise a false alarm.
const InFifty = 50

// A judged is how far copies of some examples are off, and how well that tells faulty from normal ones.
type judged struct {
	off   []float64 // (rows), mean square error per number of each
	curve stat.Curve
}

// Whose copies are judged, and of which examples.
const (
	bySelf   = iota // the network's, of those for validation
	onSealed        // the network's, of the sealed
	byPCA           // PCA's with as many numbers as the neck, of those for validation
	judges
)

// judge finds how far copies are off, once for each network that is shown. Where no faults are known there is no curve.
func (r *Run) judge(which int) *judged {
	j, set := &r.fresh().judged[which], r.Set()
	if len(j.off) > 0 {
		return j
	}
	x, first := set.ValidX(), set.Train
	if which == onSealed {
		x, first = set.SealedX(), set.Train+set.Valid
	}
	if which == byPCA {
		j.off = r.off(j.off, x, r.straight(x))
	} else {
		j.off = r.off(j.off, x, r.Copies(x))
	}
	if set.Kind == data.Faulty {
		faulty := make([]bool, len(j.off))
		for i := range faulty {
			faulty[i] = set.Labels[first+i] != data.Sound
		}
		j.curve.Fit(j.off, faulty)
	}
	return j
}

// off appends how far each copy y is from its example x (both rows, Dim).
func (r *Run) off(list []float64, x, y []float32) []float64 {
	dim := r.Set().Dim()
	for i := 0; i < len(x); i += dim {
		list = append(list, MeanSquare(x[i:i+dim], y[i:i+dim]))
	}
	return list
}

// straight are the copies of x (rows, Dim) by PCA with as many numbers as the neck.
func (r *Run) straight(x []float32) []float32 {
	dim, pca := r.Set().Dim(), r.rival()
	y, code := make([]float32, len(x)), make([]float64, min(r.Setup.Neck, dim))
	for i := 0; i < len(x); i += dim {
		pca.Project(code, x[i:i+dim])
		pca.Rebuild(y[i:i+dim], code)
	}
	return y
}

// told finds a number in how well errors tell faults, where faults are known: of the copies of those set aside, of the "sealed", or by "pca".
func told(of func(r *Run, c *stat.Curve) (float64, bool)) func(*Run, string) (float64, bool) {
	return func(r *Run, whose string) (float64, bool) {
		which, ok := bySelf, r.Set().Kind == data.Faulty
		switch whose {
		case "":
		case "sealed":
			which = onSealed
		case "pca":
			which = byPCA
		default:
			ok = false
		}
		if !ok {
			return 0, false
		}
		return of(r, &r.judge(which).curve)
	}
}

// found is the share of the faults found where one normal example in fifty raises an alarm: of all, or of the fault of that number.
func (r *Run) found(what string) (float64, bool) {
	fault, err := strconv.Atoi(what)
	if err != nil {
		return told(oneInFifty)(r, what)
	}
	set := r.Set()
	if set.Kind != data.Faulty || fault < 1 || fault >= len(data.FaultNames) {
		return 0, false
	}
	j := r.judge(bySelf)
	at, all, right := j.curve.Within(InFifty).Threshold, 0, 0
	for i, off := range j.off {
		if int(set.Labels[set.Train+i]) == fault {
			all++
			if off >= at {
				right++
			}
		}
	}
	return float64(right) / float64(all), true
}

func oneInFifty(_ *Run, c *stat.Curve) (float64, bool) {
	right, _ := c.Shares(c.Within(InFifty))
	return right, true
}

// cut counts at the dial.
func (r *Run) cut(c *stat.Curve) stat.Point { return c.At(r.View.Dials[train.Threshold]) }

func hits(r *Run, c *stat.Curve) (float64, bool) {
	right, _ := c.Shares(r.cut(c))
	return right, true
}

func falseAlarms(r *Run, c *stat.Curve) (float64, bool) {
	_, wrong := c.Shares(r.cut(c))
	return wrong, true
}

func precision(r *Run, c *stat.Curve) (float64, bool) {
	return c.Precision(r.cut(c), r.View.Dials[train.Rare])
}

func cost(r *Run, c *stat.Curve) (float64, bool) {
	return c.Cost(r.cut(c), r.View.Dials[train.Rare], r.View.Dials[train.Cost]), true
}

func overCheapest(r *Run, c *stat.Curve) (float64, bool) {
	rare, miss := r.View.Dials[train.Rare], r.View.Dials[train.Cost]
	least := c.Cost(c.Cheapest(rare, miss), rare, miss)
	return c.Cost(r.cut(c), rare, miss)/least - 1, least > exact
}

// calls asks for no truth.
func (r *Run) calls() (n float64) {
	for _, off := range r.judge(bySelf).off {
		if off >= r.View.Dials[train.Threshold] {
			n++
		}
	}
	return n
}

func (r *Run) shownOff() float64 { return MeanSquare(r.View.Input, r.Copies(r.View.Input)) }
