package train

import (
	"strconv"
	"strings"

	"hourglass/core/ae"
)

// Measure returns a number of the run by name, and whether there is one. Those of the network are of what is shown: of an earlier step
// while the learner looks back. "twin" before a name asks the twin.
//
//	step                the steps taken
//	loss, valid, twin   the loss over all training and all validation examples, and the twin's over all training examples
//	exploded            1 when the run blew up
//	painted, held, slowed, rewound
//	                    what the learner did: pixels painted, moves of the ring, phases taken one by one, looks back
//	knob NAME           how a knob stands
//	dial NAME           how a dial of the view stands
//	explained           how much of what differs between the validation examples their copies show: 1 is all of it, 0 what the mean training
//	                    example would, and less is worse than that
//	factor N            how much of true factor N, from 1, comes back in the copies, from 0 to 1: [Session.Fidelity]
//	pca                 mean square error per number, over the training examples, of PCA with as many numbers as the neck
//	over pca            how far a squared error lies above that: 0.02 is two hundredths more
//	tear                how much of all that a one-number code spans it changes within a 32nd of the curve that points were drawn from,
//	                    where it changes most: 0.03 at an even pace, 0.1 where it turns back, 0.3 and more where it tears
//	mend KIND AMOUNT    mean square error per number between validation examples and what comes back of them torn by that noise,
//	                    always by the same dice; "mend masking 0.33"
//	raw mend KIND AMOUNT
//	                    the same of the torn examples themselves
//	awake               how many units of the code are awake for a validation example, on average: further from 0 than a hundredth of
//	                    the farthest of all units and examples
//	dead                how many units wake for none of them
//	owned               of crossed bars: how many are told by one unit of their own, see [Session.owned]
//	kl                  nats that the cloud costs for a validation example, its divergence from the standard one, and "kl N" of them for code
//	                    number N, from 1. The code tells at most that much of which example it was, and where beta is small far less: N equally
//	                    likely examples are told apart by ln N
//	silent              code numbers that cost less than a hundredth of a nat, and so tell less
//	field, field S      how far a denoiser of points is from the best there is for normal noise of that standard deviation, or of the run's own
//	                    amount: [Session.Field]
//	fit                 mean square distance per number from pictures drawn from the code to the nearest training example, see
//	                    [Session.nearness]
func (t *Session) Measure(what string) (float64, bool) {
	if name, ok := strings.CutPrefix(what, "twin "); ok {
		if t.twin == nil {
			return 0, false
		}
		return t.twin.Measure(name)
	}
	for i := range measures {
		m := &measures[i]
		rest, ok := strings.CutPrefix(what, m.name)
		if !ok || rest != "" && rest[0] != ' ' || !m.asks.takes(rest != "") {
			continue
		}
		if !m.costly {
			return m.of(t, strings.TrimPrefix(rest, " "))
		}
		return t.remember(what, m, strings.TrimPrefix(rest, " "))
	}
	return 0, false
}

// A measure finds a number of a run.
type measure struct {
	name   string
	asks   asks
	costly bool // remembered until the next step
	of     func(t *Session, argument string) (float64, bool)
}

// asks is whether a measure wants an argument after its name.
type asks uint8

const (
	no asks = iota
	yes
	maybe
)

func (a asks) takes(argument bool) bool { return a == maybe || argument == (a == yes) }

var measures = [...]measure{
	{name: "step", of: func(t *Session, _ string) (float64, bool) { return float64(t.run.step), true }},
	{name: "loss", of: func(t *Session, _ string) (float64, bool) { return float64(t.Now().Loss), true }},
	{name: "valid", of: func(t *Session, _ string) (float64, bool) { return float64(t.Now().Valid), true }},
	{name: "twin", of: func(t *Session, _ string) (float64, bool) { return float64(t.Now().Twin), t.twin != nil }},
	{name: "exploded", of: func(t *Session, _ string) (float64, bool) { return number(t.blame >= 0), true }},
	{name: "painted", of: count(painted)},
	{name: "held", of: count(held)},
	{name: "slowed", of: count(slowed)},
	{name: "rewound", of: count(rewound)},
	{name: "knob", asks: yes, of: func(t *Session, name string) (float64, bool) {
		if k := KnobIndex(name); k >= 0 {
			return Knobs[k].Get(&t.Setup), true
		}
		return 0, false
	}},
	{name: "dial", asks: yes, of: func(t *Session, name string) (float64, bool) {
		if i := DialIndex(name); i >= 0 {
			return t.View.Dials[i], true
		}
		return 0, false
	}},
	{name: "explained", costly: true, of: func(t *Session, _ string) (float64, bool) { return t.explained() }},
	{name: "factor", asks: yes, costly: true, of: func(t *Session, n string) (float64, bool) {
		if f, err := strconv.Atoi(n); err == nil && f >= 1 && f <= len(t.set.Names) {
			return float64(t.Fidelity(f - 1)), true
		}
		return 0, false
	}},
	{name: "pca", of: func(t *Session, _ string) (float64, bool) { return t.rival().Error(t.Setup.Neck), true }},
	{name: "over pca", of: func(t *Session, _ string) (float64, bool) { return t.overRival() }},
	{name: "tear", costly: true, of: func(t *Session, _ string) (float64, bool) { return t.tear() }},
	{name: "mend", asks: yes, costly: true, of: func(t *Session, noise string) (float64, bool) { return t.mend(noise, true) }},
	{name: "raw mend", asks: yes, costly: true, of: func(t *Session, noise string) (float64, bool) { return t.mend(noise, false) }},
	{name: "awake", costly: true, of: func(t *Session, _ string) (float64, bool) { awake, _ := t.firing(); return awake, true }},
	{name: "dead", costly: true, of: func(t *Session, _ string) (float64, bool) { _, dead := t.firing(); return dead, true }},
	{name: "owned", costly: true, of: func(t *Session, _ string) (float64, bool) { return t.owned() }},
	{name: "kl", asks: maybe, of: func(t *Session, n string) (float64, bool) { return t.cost(n) }},
	{name: "silent", of: func(t *Session, _ string) (float64, bool) { return t.silent() }},
	{name: "field", asks: maybe, costly: true, of: func(t *Session, s string) (float64, bool) {
		if s == "" && t.Setup.Noise == ae.Gaussian {
			return t.Field(t.Setup.Amount)
		}
		v, err := strconv.ParseFloat(s, 32)
		if err != nil || !(v <= 1) {
			return 0, false
		}
		return t.Field(float32(v))
	}},
	{name: "fit", costly: true, of: func(t *Session, _ string) (float64, bool) { return t.nearness() }},
}

func count(which int) func(*Session, string) (float64, bool) {
	return func(t *Session, _ string) (float64, bool) { return float64(t.counts[which]), true }
}

// MeanSquare is the mean of the squared differences of two lists of one length: what is off in a copy, per number. It adds up in order, in one
// sum, where nn.MSE adds up in four, so the two may differ in their last bits.
func MeanSquare(a, b []float32) float64 {
	if len(a) != len(b) {
		panic("train: the mean square of " + strconv.Itoa(len(a)) + " numbers against " + strconv.Itoa(len(b)))
	}
	sum := 0.0
	for i, v := range a {
		d := float64(v) - float64(b[i])
		sum += float64(d * d)
	}
	return sum / float64(len(a))
}
