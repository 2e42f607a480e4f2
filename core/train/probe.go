package train

import (
	"hourglass/core/data"
	"hourglass/core/jacobi"
)

// What measures remember, so that a lesson which asks for the same ones at every snapshot pays for each network only once.

// A probe remembers what was costly to find out about the network that is shown.
type probe struct {
	step, back int // what is shown
	known      []known
	codes      []float32 // (Valid, Neck), empty when not yet known
	nats       []float64 // (Neck) of a cloud, empty when not yet known
	reread     []float32 // (Valid, factors), what the copies show, nil when not yet known
	begun      []known   // measures as they were at the beginning of the run

	set *data.Set
	pca *jacobi.PCA // of set, nil when not yet known
}

type known struct {
	what  string
	value float64
	ok    bool
}

// forget leaves nothing but what is known of the data.
func (p *probe) forget(set *data.Set) {
	if p.set != set {
		p.set, p.pca = set, nil
	}
	p.begun = p.begun[:0]
	p.fresh(-1, live)
}

// fresh begins to learn about another network.
func (p *probe) fresh(step, back int) {
	p.step, p.back = step, back
	p.known, p.codes, p.nats, p.reread = p.known[:0], p.codes[:0], p.nats[:0], nil
}

// probed is what is known of the network that is shown now.
func (t *Session) probed() *probe {
	if p := &t.probe; p.step != t.run.step || p.back != t.View.Back {
		p.fresh(t.run.step, t.View.Back)
	}
	return &t.probe
}

// remember finds a costly measure once for each network that is shown. What is no number is no measure.
func (t *Session) remember(what string, m *measure, argument string) (float64, bool) {
	p := t.probed()
	for _, k := range p.known {
		if k.what == what {
			return k.value, k.ok
		}
	}
	v, ok := m.of(t, argument)
	if !finite(v) {
		v, ok = 0, false
	}
	p.known = append(p.known, known{what, v, ok})
	return v, ok
}

// first is what a measure was when the run began.
func (t *Session) first(what string) (float64, bool) {
	for _, k := range t.probe.begun {
		if k.what == what {
			return k.value, k.ok
		}
	}
	back := t.View.Back
	twin := live
	if t.twin != nil {
		twin, t.twin.View.Back = t.twin.View.Back, 0
	}
	t.View.Back = 0
	v, ok := t.Measure(what)
	t.View.Back = back
	if t.twin != nil {
		t.twin.View.Back = twin
	}
	t.probe.begun = append(t.probe.begun, known{what, v, ok})
	return v, ok
}

// codes are the codes (Valid, Neck) of the validation examples, at their means.
func (t *Session) codes() []float32 {
	p := t.probed()
	if len(p.codes) == 0 {
		w, _ := t.shown()
		p.codes = append(p.codes, t.encode(w, t.set.ValidX())...)
	}
	return p.codes
}
