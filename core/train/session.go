package train

import (
	"errors"
	"math"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/opt"
	"hourglass/core/rng"
	"hourglass/core/vec"
)

// A Phase is how far into its next step a session is. Whole steps leave it at Rest; slow motion shows the others.
type Phase uint8

// The phases of one step, in order.
const (
	Rest     Phase = iota // between steps
	Forward               // a batch went through the network
	Measured              // its loss and the error at each output are known
	Backward              // every weight knows its share of the blame
	phases
)

// An Entry of the log is a knob turned at a step, before that step was taken.
type Entry struct {
	Step  int
	Knob  int // place in Knobs
	Value float64
}

// A Point of the loss curve: losses over all training and all validation pictures, after Step steps.
type Point struct {
	Step        int
	Loss, Valid float32
}

// A Session is one run. It is owned by one goroutine. Step and Snapshot allocate nothing.
type Session struct {
	Setup Setup // as the knobs stand now
	Start Setup // as they stood at step 0
	Log   []Entry
	View  View

	model *ae.Model
	set   *data.Set
	w, dw []float32 // parameters and gradients, one arena each
	good  []float32 // parameters at the last sound point of the curve: what is shown after a run blew up
	opt   *opt.Optimiser
	mem   *nn.Memory // training
	look  *nn.Memory // measuring
	order []int32    // training pictures, shuffled once an epoch
	next  int        // place in order
	rng   rng.Stream // of the order
	batch []float32  // (Batch, Dim)
	dy    []float32

	step   int
	phase  Phase
	curve  []Point
	due    int // the step of the next point
	blame  int // the knob that blew the run up, or -1
	now    Point
	counts [counters]int
	base   float32 // the loss that a run in trouble is compared with
	worse  int     // points in a row that stood too high
	probe  fidelityMemo
}

// New builds the run of a setup, at step 0. It fails on a knob out of range.
func New(s Setup) (*Session, error) {
	for i := range Knobs {
		if err := Knobs[i].Check(Knobs[i].Get(&s)); err != nil {
			return nil, err
		}
	}
	t := &Session{curve: make([]Point, 0, longCurve)}
	if err := t.start(s); err != nil {
		return nil, err
	}
	return t, nil
}

// start makes everything anew for s.
func (t *Session) start(s Setup) error {
	if err := t.build(s); err != nil {
		return err
	}
	t.Start, t.Log = s, t.Log[:0]
	init := rng.New(uint64(s.Seed), "init")
	t.model.Net.Init(t.w, &init)
	t.opt.Reset(s.Optimiser)
	t.rng = rng.New(uint64(s.Seed), "order")
	t.inOrder()
	t.step, t.phase, t.blame = 0, Rest, -1
	t.counts = [counters]int{}
	t.curve, t.due = t.curve[:0], 0
	copy(t.good, t.w)
	t.measure()
	t.rebase()
	t.point()
	return nil
}

// rebase forgives a loss that rose because the question changed: new data, another loss.
func (t *Session) rebase() {
	t.base, t.worse = max(t.now.Loss, t.curve0()), 0
}

func (t *Session) curve0() float32 {
	if len(t.curve) == 0 {
		return 0
	}
	return t.curve[0].Loss
}

// build plans model, data and memory for s and keeps the parameters where their number allows.
func (t *Session) build(s Setup) error {
	model, err := ae.New(s.Recipe())
	if err != nil {
		return err
	}
	if t.set == nil || t.set.Spec != s.Spec() {
		if t.set, err = data.Make(s.Spec()); err != nil {
			return err
		}
		t.inOrder()
	}
	t.model, t.Setup = model, s
	if n := model.Net.Params(); n != len(t.w) {
		t.w, t.dw, t.good = make([]float32, n), make([]float32, n), make([]float32, n)
		t.opt = opt.New(s.Optimiser, n)
	}
	t.mem = model.Net.NewMemory(TrainRows, true)
	t.look = model.Net.NewMemory(TrainRows, false)
	t.batch = make([]float32, TrainRows*data.Dim)
	t.dy = make([]float32, TrainRows*data.Dim)
	t.View.fit(s.Neck, t.set)
	t.probe = fidelityMemo{step: -1}
	return nil
}

// inOrder lays the pictures out unshuffled, all used up, so that the next batch begins with a shuffle.
func (t *Session) inOrder() {
	t.order = t.order[:0]
	for i := range t.set.Train {
		t.order = append(t.order, int32(i))
	}
	t.next = len(t.order)
}

// Turn sets a knob. A knob that changes the number of parameters, or the seed, starts a new run; any other takes hold from
// the next step on and is logged. It fails, and changes nothing, when the value cannot be.
func (t *Session) Turn(knob int, v float64) error {
	if knob < 0 || knob >= len(Knobs) {
		return errors.New("There is no knob of that number.")
	}
	k, s := &Knobs[knob], t.Setup
	if err := k.Set(&s, v); err != nil {
		return err
	}
	if s == t.Setup {
		return nil
	}
	t.finish()
	if k.Restart || t.step == 0 {
		return t.start(s)
	}
	return t.apply(knob, s)
}

// apply turns a knob to what it is in s, and logs it. A knob that a step merely reads may be turned many times between two steps,
// as a slider is dragged: only where it comes to rest is logged.
func (t *Session) apply(knob int, s Setup) error {
	plain := knob == rateKnob || knob == momentumKnob || knob == batchKnob
	if !plain {
		if err := t.remodel(s); err != nil {
			return err
		}
	}
	if n := len(t.Log); plain && n > 0 && t.Log[n-1].Step == t.step && t.Log[n-1].Knob == knob {
		t.Log = t.Log[:n-1]
	}
	t.Setup = s
	t.Log = append(t.Log, Entry{t.step, knob, Knobs[knob].Get(&s)})
	t.blame = -1
	t.measure()
	t.rebase()
	return nil
}

// The knobs that a step merely reads.
var rateKnob, momentumKnob, batchKnob = KnobIndex("rate"), KnobIndex("momentum"), KnobIndex("batch")

// remodel changes unit, loss, data or optimiser under a running session.
func (t *Session) remodel(s Setup) error {
	optimiser := t.Setup.Optimiser
	if err := t.build(s); err != nil {
		return err
	}
	if s.Optimiser != optimiser {
		t.opt.Reset(s.Optimiser)
	}
	return nil
}

// Again goes back to step 0 with the same seed and the knobs as they stand.
func (t *Session) Again() error { return t.start(t.Setup) }

// Step takes one whole step, or completes the one begun by Advance. After the run blew up it does nothing.
func (t *Session) Step() {
	if t.blame >= 0 {
		return
	}
	for {
		t.Advance()
		if t.phase == Rest {
			return
		}
	}
}

// finish completes a step that slow motion has begun.
func (t *Session) finish() {
	if t.phase != Rest {
		t.Step()
	}
}

// Advance takes one phase of a step: forward, loss, backward, update. The four are exactly Step.
func (t *Session) Advance() {
	if t.blame >= 0 {
		return
	}
	rows := t.Setup.Batch
	x := t.batch[:rows*data.Dim]
	last := len(t.model.Net.Layers) - 1
	y, dy := t.mem.Out(last)[:rows*data.Dim], t.dy[:rows*data.Dim]
	switch t.phase {
	case Rest:
		t.draw(x)
		t.model.Net.Forward(t.mem, t.w, x, rows)
		t.phase = Forward
	case Forward:
		if loss := t.Setup.Loss.Value(y, x); !finite(loss) {
			t.step++ // the step that blew up counts, so that a replay takes it too
			t.explode()
			return
		}
		t.Setup.Loss.Gradient(dy, y, x)
		t.phase = Measured
	case Measured:
		vec.Fill(t.dw, 0)
		t.model.Net.Backward(t.mem, t.dw, t.w, x, dy, rows)
		t.phase = Backward
	case Backward:
		t.opt.Step(t.w, t.dw, t.Setup.Rate, t.Setup.Momentum)
		t.phase = Rest
		t.step++
		if t.step >= t.due {
			t.measure()
			t.check()
			t.point()
		}
	}
}

// draw copies the next batch, reshuffling when the pictures are used up; the last batch of an epoch runs into the next.
func (t *Session) draw(x []float32) {
	for r := 0; r < len(x); r += data.Dim {
		if t.next == len(t.order) {
			t.rng.Shuffle(t.order)
			t.next = 0
		}
		copy(x[r:r+data.Dim], t.set.Picture(int(t.order[t.next])))
		t.next++
	}
}

// measure finds the losses over all training and validation pictures. It uses a memory of its own: looking changes nothing.
func (t *Session) measure() {
	loss := func(x []float32) float32 {
		y := t.model.Net.Forward(t.look, t.w, x, len(x)/data.Dim)
		return float32(t.Setup.Loss.Value(y, x))
	}
	t.now = Point{t.step, loss(t.set.TrainX()), loss(t.set.ValidX())}
}

// longCurve is the room for a curve: as many points as a hundred million steps leave.
const longCurve = 1024

// point adds the newest measurement to the curve. Points thin out as the run grows, one for each 1/64 of it, so that a curve
// stays a few hundred points long for ever and costs ever less.
func (t *Session) point() {
	if t.blame >= 0 {
		return
	}
	t.curve = append(t.curve, t.now)
	t.due = t.step + max(1, t.step/64)
	if t.worse == 0 {
		copy(t.good, t.w)
	}
}

// A run has blown up when its loss is no number, or when at eight points of the curve in a row it stands a third above where it
// began: that is what an absurd rate does to bounded units, whose loss never becomes infinite.
const (
	blownUp  = 4.0 / 3
	patience = 8
)

func (t *Session) check() {
	if t.now.Loss < blownUp*t.base {
		t.worse = 0
	} else {
		t.worse++
	}
	if t.worse == patience || !finite(float64(t.now.Loss)) || !finite(float64(t.now.Valid)) {
		t.explode()
	}
}

// explode stops the run, names the knob that most likely did it, and goes back to the last parameters that made sense, with an
// optimiser that remembers nothing.
func (t *Session) explode() {
	t.blame = KnobIndex("rate")
	if n := len(t.Log); n > 0 {
		t.blame = t.Log[n-1].Knob
	}
	t.phase = Rest
	copy(t.w, t.good)
	t.opt.Reset(t.Setup.Optimiser) // what it remembers is what blew up
	t.measure()
}

// Exploded returns the knob that blew the run up, or -1.
func (t *Session) Exploded() int { return t.blame }

// At returns the number of steps taken and how far the next one is.
func (t *Session) At() (int, Phase) { return t.step, t.phase }

// Hash is a fingerprint of every parameter bit and the step (FNV-1a): equal on every machine for equal logs.
func (t *Session) Hash() uint64 {
	h := uint64(14695981039346656037)
	add := func(v uint32) {
		for s := 0; s < 32; s += 8 {
			h = (h ^ uint64(byte(v>>s))) * 1099511628211
		}
	}
	add(uint32(t.step))
	for _, v := range t.w {
		add(math.Float32bits(v))
	}
	return h
}

func finite(v float64) bool { return v-v == 0 }
