package ask

import (
	"hourglass/core/data"
	"hourglass/core/stat"
	"hourglass/core/train"
)

// What a classifier makes of examples whose label it never saw, and from how many labels.

func labelMeasures() []measure {
	return []measure{
		// the share of the examples for validation whose most probable class is their own; none before a label is known
		{name: "accuracy", costly: true, of: (*Run).accuracy},
		// the same of the simplest rival, which is not trained: each has the class of the labelled example whose numbers are nearest to its own
		{name: "nearest", costly: true, of: (*Run).accuracyNearest},
		// the mean of the largest probability over those examples: how sure the network says that it is
		{name: "sure", costly: true, of: (*Run).sure},
		// how many labels are known; how many of them the learner bought one by one, and how many the network has asked for; and how many classes they name
		{name: "labels", of: func(r *Run, _ string) (float64, bool) { return r.knownLabels(func(int) bool { return true }) }},
		{name: "by hand", of: func(r *Run, _ string) (float64, bool) {
			return float64(r.Setup.Bought.Count() - r.Asked()), r.Set().Labels != nil
		}},
		{name: "asked", of: func(r *Run, _ string) (float64, bool) { return float64(r.Asked()), r.Set().Labels != nil }},
		{name: "kinds", of: (*Run).kinds},
	}
}

// Told is the class that probabilities (classes) speak for: the largest, of equals the first.
func Told(p []float32) (class int) {
	for i, v := range p {
		if v > p[class] {
			class = i
		}
	}
	return class
}

// knownLabels counts the examples with a known label of which so says so.
func (r *Run) knownLabels(so func(i int) bool) (n float64, ok bool) {
	set := r.Set()
	if set.Labels == nil {
		return 0, false
	}
	for i := range set.Train {
		if r.Setup.Knows(i) && so(i) {
			n++
		}
	}
	return n, true
}

func (r *Run) kinds(string) (float64, bool) {
	var seen uint64 // of classes: no set has more than 64
	n, ok := r.knownLabels(func(i int) bool {
		bit := uint64(1) << r.Set().Labels[i]
		fresh := seen&bit == 0
		seen |= bit
		return fresh
	})
	return n, ok
}

// ofUnseen is the mean of a number over the examples for validation, of each by its probabilities; none before a label is known.
func (r *Run) ofUnseen(of func(i int, p []float32) float64) (float64, bool) {
	set := r.Set()
	p := r.Classified(set.ValidX())
	if n, _ := r.knownLabels(func(int) bool { return true }); p == nil || n == 0 {
		return 0, false
	}
	classes, sum := len(p)/set.Valid, 0.0
	for i := range set.Valid {
		sum += of(i, p[i*classes:(i+1)*classes])
	}
	return sum / float64(set.Valid), true
}

func (r *Run) accuracy(string) (float64, bool) {
	set := r.Set()
	return r.ofUnseen(func(i int, p []float32) float64 {
		if int32(Told(p)) == set.Labels[set.Train+i] {
			return 1
		}
		return 0
	})
}

func (r *Run) sure(string) (float64, bool) {
	return r.ofUnseen(func(_ int, p []float32) float64 { return float64(p[Told(p)]) })
}

// byNearest remembers what the nearest labelled examples say, for as long as the labels are the same.
type byNearest struct {
	known  int
	bought train.Bought
	set    *data.Set
	right  float64
}

func (r *Run) accuracyNearest(string) (float64, bool) {
	set, s := r.Set(), &r.Setup
	n, ok := r.knownLabels(func(int) bool { return true })
	if !ok || n == 0 {
		return 0, false
	}
	m := &r.memo.byNearest
	if m.set != set || m.known != s.Known || m.bought != s.Bought {
		*m = byNearest{s.Known, s.Bought, set, NearestRight(set.X, set.Labels, set.Train, set.Valid, set.Dim(), s.Knows)}
	}
	return m.right, true
}

// NearestRight is the share of valid examples, which stand after train others in x (.., dim), that have the label of the nearest among those others whose label
// is known. Of two equally near ones the first counts.
func NearestRight(x []float32, labels []int32, train, valid, dim int, known func(i int) bool) float64 {
	right := 0
	var room [1]stat.Neighbour
	for i := train; i < train+valid; i++ {
		near := room[:0]
		for k := range train {
			if known(k) {
				near = stat.Keep(near, stat.Neighbour{Row: k, Far: MeanSquare(x[k*dim:(k+1)*dim], x[i*dim:(i+1)*dim])}, 1)
			}
		}
		if len(near) > 0 && labels[near[0].Row] == labels[i] {
			right++
		}
	}
	return float64(right) / float64(valid)
}
