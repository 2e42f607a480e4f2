package train

import (
	"strconv"
	"strings"

	"hourglass/core/vec"
)

// counters are the learner's doings that a lesson may wait for.
const (
	painted = iota // pixels painted
	held           // moves of the ring
	slowed         // phases taken one by one
	counters
)

// An Op compares a measure with a number.
type Op uint8

// The comparisons.
const (
	Below Op = iota
	AtLeast
	Is
)

// A Condition holds or not, at any moment of a run. What is "step", "loss", "valid", "exploded", "painted", "held", "slowed",
// "knob neck" and so on, or "factor 1" and so on: how much of that true factor the code tells, see [Session.Fidelity].
type Condition struct {
	What  string
	Op    Op
	Value float64
}

// A Watch is a list of conditions that must hold together: a goal, the end of a lesson's step, or what an option of a question
// claims. Cheap conditions come first: the later ones are not looked at until those hold.
type Watch struct{ All []Condition }

// A Reading is how a watch stands.
type Reading struct {
	Reached  bool
	Progress float32 // 0 to 1, of the last condition
	Value    float32 // the last measure that was looked at
}

// Read evaluates a watch now.
func (t *Session) Read(w Watch) Reading {
	r := Reading{Reached: len(w.All) > 0}
	for _, c := range w.All {
		v, ok := t.Measure(c.What)
		r.Value = float32(v)
		if !ok || !c.holds(v) {
			r.Reached = false
			r.Progress = t.progress(c, v)
			return r
		}
		r.Progress = 1
	}
	return r
}

func (c Condition) holds(v float64) bool {
	switch c.Op {
	case Below:
		return v < c.Value
	case AtLeast:
		return v >= c.Value
	}
	return v == c.Value
}

// progress is how far a loss has come from its first value to the wanted one, on the logarithmic scale of the curve; of other
// measures, how much of the wanted number is there.
func (t *Session) progress(c Condition, v float64) float32 {
	switch {
	case c.Op == Below && v > 0 && c.Value > 0 && len(t.curve) > 0:
		first := t.curve[0].Loss
		all := vec.Log1(first) - vec.Log1(float32(c.Value))
		if all > 0 {
			return min(max((vec.Log1(first)-vec.Log1(float32(v)))/all, 0), 1)
		}
	case c.Op == AtLeast && c.Value > 0:
		return float32(min(max(v/c.Value, 0), 1))
	}
	return 0
}

// Measure returns a number of the run by name, and whether there is one.
func (t *Session) Measure(what string) (float64, bool) {
	switch what {
	case "step":
		return float64(t.run.step), true
	case "loss":
		return float64(t.Now().Loss), true
	case "valid":
		return float64(t.Now().Valid), true
	case "exploded":
		if t.blame >= 0 {
			return 1, true
		}
		return 0, true
	case "painted":
		return float64(t.counts[painted]), true
	case "held":
		return float64(t.counts[held]), true
	case "slowed":
		return float64(t.counts[slowed]), true
	}
	if name, ok := strings.CutPrefix(what, "knob "); ok {
		if k := KnobIndex(name); k >= 0 {
			return Knobs[k].Get(&t.Setup), true
		}
	}
	if n, ok := strings.CutPrefix(what, "factor "); ok {
		if f, err := strconv.Atoi(n); err == nil && f >= 1 && f <= len(t.set.Names) {
			return float64(t.Fidelity(f - 1)), true
		}
	}
	return 0, false
}

// Slow takes one phase as Advance does, and counts it.
func (t *Session) Slow() {
	t.counts[slowed]++
	t.Advance()
}

// neighbours is how many of the nearest codes vote on a factor.
const neighbours = 5

type fidelityMemo struct {
	step  int
	known [16]bool
	value [16]float32
}

// Fidelity tells how much of true factor f the code knows: the share of its variance over the validation pictures that the mean
// factor of the five nearest other codes explains (R², leave one out). 1 is all of it; 0, or less, is none. It allocates.
func (t *Session) Fidelity(f int) float32 {
	m := &t.probe
	if m.step != t.run.step {
		*m = fidelityMemo{step: t.run.step}
	}
	if f < len(m.known) && m.known[f] {
		return m.value[f]
	}
	n := t.set.Valid
	codes := t.look.Encode(t.run.w, t.set.ValidX())
	factors := make([]float32, n)
	for i := range factors {
		factors[i] = t.set.Factor(t.set.Train+i, f)
	}
	v := explained(codes, factors, t.Setup.Neck)
	if f < len(m.known) {
		m.known[f], m.value[f] = true, v
	}
	return v
}

// explained is the leave-one-out R² of nearest-neighbour regression of factors on codes (n, dim).
func explained(codes, factors []float32, dim int) float32 {
	var mean, all, left float64
	for _, v := range factors {
		mean += float64(v) / float64(len(factors))
	}
	for i, v := range factors {
		g := nearest(codes, factors, dim, i)
		all += float64((float64(v) - mean) * (float64(v) - mean))
		left += float64((float64(v) - g) * (float64(v) - g))
	}
	if all == 0 {
		return 0
	}
	return float32(1 - left/all)
}

// nearest is the mean factor of the codes nearest to code i, itself left out.
func nearest(codes, factors []float32, dim, i int) float64 {
	var dist, value [neighbours]float32
	have := 0
	for j := range factors {
		if j == i {
			continue
		}
		d := float32(0)
		for k := range dim {
			e := codes[i*dim+k] - codes[j*dim+k]
			d += float32(e * e)
		}
		at := have
		for at > 0 && dist[at-1] > d {
			at--
		}
		if at == neighbours {
			continue
		}
		have = min(have+1, neighbours)
		copy(dist[at+1:have], dist[at:have])
		copy(value[at+1:have], value[at:have])
		dist[at], value[at] = d, factors[j]
	}
	sum := 0.0
	for _, v := range value[:have] {
		sum += float64(v)
	}
	return sum / float64(have)
}
