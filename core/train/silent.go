package train

import (
	"hourglass/core/ae"
	"hourglass/core/nn"
)

// A run can die without an explosion: units that never wake again, or weights that have shrunk to nothing, pass no gradient, and the loss stands
// still for ever. The session listens for that at the points of its curve, in what the look at the validation examples has left in memory: nothing
// is computed anew, no bit of the run depends on it, and it hears the same on every machine.
//
// Two silences are told. All copies are alike, and what is left of their differences does not grow: a sound run, too, copies the mean for a while,
// but then its copies part or its loss still falls. Or the loss does not move in six digits, while the copies vary less than half as much as the
// examples do and many units of some layer say one thing of all of them: a run that has converged on good copies stands still as well.

// silence is what a session remembers of the last points of its curve.
type silence struct {
	from   int     // the step since which it has been so quiet; -1 while it is not
	points int     // of the curve since then
	spread float64 // of the copies, then
	low    float32 // the least loss until then
	still  int     // points in a row at which the loss stood where it had stood
	at     float32 // there
	dead   bool    // all copies are alike
	stiff  bool    // nothing moves
}

const (
	alike    = 1e-4 // share of the examples' variance below which copies count as all the same
	grown    = 2    // how much that share may grow and still count as quiet
	rounding = 1e-9 // share that is rounding
	falls    = 2e-4 // part by which a loss that falls has fallen
	stands   = 1e-6 // and by which one that stands still may differ
	hush     = 24   // points of the curve that a silence lasts before it is told: some fifth of the run, and no less than 100 steps
	earnest  = 100
)

// hushed begins to listen anew.
func (t *Session) hushed() { t.silence = silence{from: -1} }

// listen takes the newest point of the curve, right after its losses were measured.
func (t *Session) listen() {
	s := &t.silence
	if t.blame >= 0 {
		return
	}
	loss := t.now.Loss
	spread := t.spread()
	if s.still++; !(loss >= s.at-float32(stands*s.at) && loss <= s.at+float32(stands*s.at)) || spread >= 0.5 {
		s.still, s.at = 0, loss
	}
	if s.from < 0 || spread > alike || spread > grown*s.spread+rounding || loss < s.low-float32(falls*s.low) {
		s.from, s.points, s.spread = t.run.step, 0, spread
		s.low = loss
	}
	s.points++
	long := t.run.step >= earnest
	s.dead = long && s.points >= hush && t.stuck() >= 0.5
	s.stiff = long && !s.dead && s.still >= hush && t.stuck() >= 0.5
}

// Silence says in one sentence that the run has died without an explosion, and which knob most likely did it; "" of a run that lives.
func (t *Session) Silence() string {
	words := ""
	switch {
	case t.blame >= 0:
		return ""
	case t.silence.dead:
		words = "Every copy is the same by now, whatever goes in, and that does not change. "
	case t.silence.stiff:
		words = "The loss stands still: many units say the same of every example, and nothing reaches them any more. "
	default:
		return ""
	}
	k := &Knobs[t.silencer()]
	v := k.Get(&t.Setup)
	text := format(v)
	if k.Form == Choice {
		text = k.Choices[int(v)]
	}
	return words + k.Label + " (" + text + ") is the likeliest cause: change it and begin again."
}

// silencer is the knob that most likely silenced the run: what shrinks weights or codes to nothing, if it is strong, else the rate, and where that
// is mild the units that can die of it.
func (t *Session) silencer() int {
	name, s := "rate", &t.Setup
	switch {
	case s.Decay >= 0.01:
		name = "decay"
	case (s.Sparse == ae.SparseL1 || s.Sparse == ae.SparseKL) && s.Pressure >= 0.01 && s.Rate < 0.05:
		name = "pressure"
	case s.Contract >= 1:
		name = "contract"
	case s.Dropout >= 0.7:
		name = "dropout"
	case s.Rate < 0.02:
		name = "unit"
	}
	return KnobIndex(name)
}

// spread is the variance of the copies of the validation examples as a share of that of the examples.
func (t *Session) spread() float64 {
	x := t.set.ValidX()
	y := t.look.pass.Mem.Out(len(t.run.Model.Net.Layers) - 1)[:len(x)]
	return variance(y, t.set.Dim(), t.run.Model.Loss == nn.BCE) / max(variance(x, t.set.Dim(), false), 1e-12)
}

// variance is that of the columns of x (rows, size), a mean over them; logits are taken as the grey values that they are shown as. Each column counts from
// its first number: equal ones vary by nothing, and not by what rounding leaves. Four go side by side, since a sum waits for the one before it.
func variance(x []float32, size int, logits bool) float64 {
	all, c := 0.0, 0
	rows := float64(len(x) / size)
	of := func(sum, square float64) float64 { return square/rows - float64(sum*sum)/rows/rows }
	for ; c+4 <= size; c += 4 {
		first0, first1, first2, first3 := grey(x[c], logits), grey(x[c+1], logits), grey(x[c+2], logits), grey(x[c+3], logits)
		var sum0, sum1, sum2, sum3, square0, square1, square2, square3 float64
		for i := c; i+4 <= len(x); i += size {
			v := x[i : i+4 : i+4]
			d0, d1, d2, d3 := grey(v[0], logits)-first0, grey(v[1], logits)-first1, grey(v[2], logits)-first2, grey(v[3], logits)-first3
			sum0, sum1, sum2, sum3 = sum0+d0, sum1+d1, sum2+d2, sum3+d3
			square0, square1, square2, square3 = square0+float64(d0*d0), square1+float64(d1*d1), square2+float64(d2*d2), square3+float64(d3*d3)
		}
		all += of(sum0, square0)
		all += of(sum1, square1)
		all += of(sum2, square2)
		all += of(sum3, square3)
	}
	for ; c < size; c++ {
		first, sum, square := grey(x[c], logits), 0.0, 0.0
		for i := c; i < len(x); i += size {
			d := grey(x[i], logits) - first
			sum, square = sum+d, square+float64(d*d)
		}
		all += of(sum, square)
	}
	return max(all/float64(size), 0)
}

func grey(v float32, logit bool) float64 {
	if logit {
		v = nn.Sigmoid.At(v)
	}
	return float64(v)
}

// stuck is the greatest share of units of a hidden layer, or of the code, that say the same of every validation example, within a thousandth. Of a
// cloud's network the encoder alone counts: a code that tells nothing, as strong a pull as a lesson teaches makes it, gives its decoder nothing to say.
func (t *Session) stuck() float64 {
	m, worst := t.run.Model, 0.0
	for _, at := range m.Show[:len(m.Show)-1] {
		if at == m.Neck && m.Cloud.On {
			break
		}
		units := m.Net.Out(at).Size()
		y := t.look.pass.Mem.Out(at)[:units*(len(t.set.ValidX())/t.set.Dim())]
		quiet := 0
		for u := range units {
			lo, hi := y[u], y[u]
			for i := u; i < len(y); i += units {
				if v := y[i]; v < lo {
					lo = v
				} else if v > hi {
					hi = v
				}
			}
			if hi-lo < 1e-3 {
				quiet++
			}
		}
		worst = max(worst, float64(quiet)/float64(units))
	}
	return worst
}
