package ask

import (
	"hourglass/core/data"
	"hourglass/core/jacobi"
	"hourglass/core/squeeze"
	"hourglass/core/train"
)

// What measures remember, so that a lesson which asks for the same ones at every snapshot pays for each network only once.

// A memo remembers what was costly to find out.
type memo struct {
	of        train.Moment // the network that is shown
	by        train.Turned // the dials
	known     []found      // by measures, of that network by those dials
	codes     []float32    // (Valid, Neck), empty when not yet known
	nats      []float64    // (Neck) of a cloud, empty when not yet known
	reread    []float32    // (Valid, factors), what the copies show, nil when not yet known
	judged    [judges]judged
	described [Descriptions]seen // of the examples
	begun     []found            // as it was at the beginning of the run
	field     field

	evenings *Evenings // nil when not yet lived through

	fillings fillings
	sliced   sliced

	set     *data.Set
	pca     *jacobi.PCA // of set, nil when not yet known
	seen    *jacobi.PCA // of what was observed of set
	near    *Known      // of set, nil when not yet asked for
	deals   []*squeeze.Deal
	sampled bool // near was asked last for what is drawn from the network that is shown

	byNearest byNearest

	rivalNeck  int     // of which rivalValid is, 0 when not yet known
	rivalValid float64 // what pca leaves of the validation examples
}

type found struct {
	what  string
	value float64
	ok    bool
}

func find(in []found, what string) (found, bool) {
	for _, k := range in {
		if k.what == what {
			return k, true
		}
	}
	return found{}, false
}

// fresh is what is known that is still true.
func (r *Run) fresh() *memo {
	m := &r.memo
	if now := r.Moment(); now != m.of {
		if now.Change != m.of.Change {
			m.begun = m.begun[:0]
		}
		m.of = now
		m.known, m.codes, m.nats, m.reread, m.sampled, m.sliced.known = m.known[:0], m.codes[:0], m.nats[:0], nil, false, 0
		m.evenings = nil
		for i := range m.judged {
			m.judged[i].off = m.judged[i].off[:0]
		}
		m.described[AsCode].Set = nil
	}
	if r.View.Dials != m.by {
		m.by, m.known = r.View.Dials, m.known[:0]
	}
	if set := r.Set(); set != m.set {
		m.set, m.pca, m.rivalNeck, m.near, m.sampled, m.deals = set, nil, 0, nil, false, nil
		m.seen, m.fillings = nil, fillings{}
	}
	return m
}

// remember finds a costly measure once for each network that is shown. What is no number is no measure.
func (r *Run) remember(what string, m *measure, argument string) (float64, bool) {
	if k, ok := find(r.fresh().known, what); ok {
		return k.value, k.ok
	}
	v, ok := m.of(r, argument)
	if v-v != 0 {
		v, ok = 0, false
	}
	r.memo.known = append(r.memo.known, found{what, v, ok})
	return v, ok
}

// first is what a measure was when the run began.
func (r *Run) first(what string) (v float64, ok bool) {
	if k, ok := find(r.fresh().begun, what); ok {
		return k.value, k.ok
	}
	r.at(0, func() { v, ok = r.Measure(what) })
	r.memo.begun = append(r.memo.begun, found{what, v, ok})
	return v, ok
}

// codes are the codes (Valid, Neck) of the validation examples, at their means.
func (r *Run) codes() []float32 {
	m := r.fresh()
	if len(m.codes) == 0 {
		m.codes = append(m.codes, r.Codes(m.set.ValidX())...)
	}
	return m.codes
}

// rival is the principal component analysis of the training examples, worked out when it is first asked for.
func (r *Run) rival() *jacobi.PCA {
	m := r.fresh()
	if m.pca == nil {
		m.pca = jacobi.Fit(m.set.TrainX(), m.set.Train, m.set.Dim())
	}
	return m.pca
}

// seenPCA is that of what was observed of the training examples: where nothing is missing, the same.
func (r *Run) seenPCA() *jacobi.PCA {
	if r.Set().Mask == nil {
		return r.rival()
	}
	m := r.fresh()
	if m.seen == nil {
		m.seen = SeenPCA(m.set)
	}
	return m.seen
}
