package train

import (
	"errors"

	"hourglass/core/ae"
	"hourglass/core/data"
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
	Twin        float32 // the twin's over all training pictures, 0 without one
}

// A Change is a knob and what it is turned to.
type Change struct {
	Knob  int // place in Knobs
	Value float64
}

// A Session is one run. It is owned by one goroutine. Step and Snapshot allocate nothing.
type Session struct {
	Setup Setup // as the knobs stand now
	Start Setup // as they stood at step 0
	Log   []Entry
	View  View

	run   *Trainer
	look  *Looker
	set   *data.Set
	held  Data     // the examples for validation, and what is known of them
	twin  *Session // the same run but for the knobs in apart, in lockstep; or nil
	film  film
	apart []Change
	good  []float32 // parameters at the last sound point of the curve: what is shown after a run blew up

	curve   []Point
	due     int // the step of the next point
	blame   int // the knob that blew the run up, or -1
	now     Point
	counts  [doings]int
	base    float32 // the loss that a run in trouble is compared with
	worse   int     // points in a row that stood too high
	changes int     // see Moment
	asked   int     // labels that the network has asked for
	led     bool    // it is a twin: labels that the run asks for come to it as well, and it asks for none

	silence silence
}

// New builds the run of a setup, at step 0, and where knobs are set apart a twin: the same run but for those knobs. It fails on a knob
// out of range, and on knobs that cannot stand together.
func New(s Setup, apart ...Change) (*Session, error) {
	for i := range Knobs {
		if err := Knobs[i].Check(Knobs[i].Get(&s)); err != nil {
			return nil, err
		}
	}
	view := View{Dials: AtRest()}
	t := &Session{curve: make([]Point, 0, longCurve), apart: apart, View: view}
	if len(apart) > 0 {
		t.twin = &Session{curve: make([]Point, 0, longCurve), View: view, led: true}
	}
	if err := checkApart(apart); err != nil {
		return nil, err
	}
	if err := t.check(s); err != nil {
		return nil, err
	}
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
	if t.twin != nil {
		if err := t.twin.start(t.other(s)); err != nil {
			return err
		}
	}
	t.Start, t.Log = s, t.Log[:0]
	t.run.Restart(uint64(s.Seed))
	t.film.start(len(t.run.w))
	t.View.Back = live
	t.blame = -1
	t.counts = [doings]int{}
	t.asked = 0
	t.curve, t.due = t.curve[:0], 0
	copy(t.good, t.run.w)
	t.measure()
	t.rebase()
	t.point()
	return nil
}

// rebase forgives a loss that rose because the question changed: new data, another loss.
func (t *Session) rebase() {
	t.base, t.worse = max(t.now.Loss, t.curve0()), 0
	t.hushed()
}

func (t *Session) curve0() float32 {
	if len(t.curve) == 0 {
		return 0
	}
	return t.curve[0].Loss
}

// build plans model, data and memory for s and keeps the parameters where their number allows.
func (t *Session) build(s Setup) error {
	set := t.set
	// A knob that waits makes no other set, but a set of its own, dealt anew: links hold runs in which it was turned.
	if set == nil || set.Spec != s.Spec() || s.Scatter != t.Setup.Scatter || s.Class != t.Setup.Class {
		var err error
		if set, err = data.Make(s.Spec()); err != nil {
			return err
		}
	}
	r := s.Recipe()
	d := taught(set, &r, 0, set.Train)
	if t.run == nil {
		run, err := newTrainer(Task{Recipe: r, Data: d, Method: s.Method(), Batch: s.Batch, Room: TrainRows, Seed: uint64(s.Seed)})
		if err != nil {
			return err
		}
		t.run = run
	} else if err := t.run.Rework(r, d, TrainRows); err != nil {
		return err
	}
	if t.set != nil {
		t.View.follow(t.set, set)
	}
	t.set, t.held = set, taught(set, &r, set.Train, set.Valid)
	t.use(s)
	if len(t.good) != len(t.run.w) {
		t.good = make([]float32, len(t.run.w))
	}
	t.look = NewLooker(t.run.Model, uint64(s.Seed), max(TrainRows, set.Train, set.Valid))
	t.View.fit(s.Neck, t.set)
	t.changes++
	return nil
}

// taught are n examples of a set from one on, with as much of what is known of them as a recipe reads. The labels are a copy.
func taught(set *data.Set, r *ae.Recipe, from, n int) Data {
	dim := set.Dim()
	d := Data{X: set.X[from*dim : (from+n)*dim]}
	if r.Masked {
		d.Mask = set.Mask[from*dim : (from+n)*dim]
	}
	if r.Label.Classes > 0 {
		d.Labels = append(d.Labels, set.Labels[from:from+n]...)
	}
	return d
}

// relabel leaves the learner's examples the labels that are known.
func (t *Session) relabel() {
	for i := range t.run.Data.Labels {
		if t.Setup.Knows(i) {
			t.run.Data.Labels[i] = t.set.Labels[i]
		} else {
			t.run.Data.Labels[i] = -1
		}
	}
}

// encode and rebuild look at examples in which 0 stands for what is missing: all that a masked network would see.
func (t *Session) encode(w, x []float32) []float32  { return t.look.EncodeMasked(w, x, nil) }
func (t *Session) rebuild(w, x []float32) []float32 { return t.look.RebuildMasked(w, x, nil) }

// use hands the knobs that a step merely reads to the trainer.
func (t *Session) use(s Setup) {
	t.Setup = s
	t.relabel()
	t.run.Method, t.run.Batch = s.Method(), s.Batch
	t.run.Model.Dial(s.Recipe())
}

// Turn sets a knob. A knob that changes the number of parameters, or the seed, starts a new run; any other takes hold from
// the next step on and is logged. Numbers beyond the last knob are dials of the view. It fails, and changes nothing, when the value cannot be.
func (t *Session) Turn(knob int, v float64) error {
	if i := knob - len(Knobs); i >= 0 && i < len(Dials) {
		return t.Dial(i, v)
	}
	if knob < 0 || knob >= len(Knobs) {
		return errors.New("There is no knob of that number.")
	}
	k, s := &Knobs[knob], t.Setup
	if err := k.Set(&s, v); err != nil {
		return err
	}
	if err := t.check(s); err != nil {
		return err
	}
	if s == t.Setup {
		return nil
	}
	t.finish()
	if k.Restart || t.run.step == 0 || !t.carries(s) {
		return t.start(t.forget(s))
	}
	return t.apply(knob, s)
}

// carries reports whether the parameters as they are can go on under s: data of another size, or of other classes for a classifier to tell apart, want
// others.
func (t *Session) carries(s Setup) bool {
	return s.Data.Dim() == t.Setup.Data.Dim() && s.Recipe().Label.Classes == t.run.Model.Label.Classes && (t.twin == nil || t.twin.carries(t.other(s)))
}

// UseClass begins a new run on a class's own drawings, given as their codes (see data.ParseClass). It fails, and changes nothing, when one of them is
// none.
func (t *Session) UseClass(codes string) error {
	class, err := data.ParseClass(codes)
	if err != nil {
		return err
	}
	s := t.Setup
	s.Data, s.Class = data.Drawn, class
	if err := t.check(s); err != nil {
		return err
	}
	t.finish()
	return t.start(t.forget(s))
}

// forget is s, which is about to begin, without the labels that were bought in a run that is given up, or of other data. What is bought at step 0 belongs to the start.
func (t *Session) forget(s Setup) Setup {
	if t.run.step > 0 || s.Spec() != t.set.Spec {
		s.Buy, s.Bought = 0, Bought{}
	}
	return s
}

// apply turns a knob to what it is in s, and logs it. A knob that a step merely reads may be turned many times between two steps,
// as a slider is dragged: only where it comes to rest is logged.
func (t *Session) apply(knob int, s Setup) error {
	plain := Knobs[knob].dial
	if !plain {
		if err := t.remodel(s); err != nil {
			return err
		}
	}
	if n := len(t.Log); plain && !Knobs[knob].adds && n > 0 && t.Log[n-1].Step == t.run.step && t.Log[n-1].Knob == knob {
		t.Log = t.Log[:n-1]
	}
	t.use(s)
	t.present()
	if err := t.follow(knob, s); err != nil {
		return err
	}
	t.Log = append(t.Log, Entry{t.run.step, knob, Knobs[knob].Get(&s)})
	t.blame = -1
	t.changes++
	t.measure()
	t.rebase()
	if len(t.film.points) == 0 {
		t.film.offer(t.now, t.run.w)
	}
	return nil
}

// remodel changes unit, loss, data, optimiser and the like under a running session.
func (t *Session) remodel(s Setup) error {
	was := t.Setup
	if err := t.build(s); err != nil {
		return err
	}
	if s.Optimiser != was.Optimiser {
		t.run.Forget()
	}
	was.Optimiser, was.Dropout = s.Optimiser, s.Dropout
	if was != s {
		t.film.start(len(t.run.w))
	}
	return nil
}

// Again goes back to step 0 with the same seed and the knobs as they stand.
func (t *Session) Again() error { return t.start(t.forget(t.Setup)) }

// Step takes one whole step, or completes the one begun by Advance. After the run blew up it does nothing.
func (t *Session) Step() {
	if t.blame >= 0 {
		return
	}
	for {
		t.Advance()
		if t.run.phase == Rest {
			return
		}
	}
}

// finish completes a step that slow motion has begun.
func (t *Session) finish() {
	if t.run.phase != Rest {
		t.Step()
	}
}

// Advance takes one phase of a step: forward, loss, backward, update. The four are exactly Step.
func (t *Session) Advance() {
	if t.blame >= 0 {
		return
	}
	t.present()
	t.run.Advance()
	switch t.run.phase {
	case Measured:
		if !finite(t.run.Terms.Total) {
			t.run.step++ // the step that blew up counts, so that a replay takes it too
			if t.twin != nil {
				t.twin.Step()
			}
			t.explode()
		}
	case Rest:
		if t.twin != nil {
			t.twin.Step()
		}
		t.ask()
		if t.run.step >= t.due {
			t.measure()
			t.judge()
			t.listen()
			t.point()
		}
	}
}

// measure finds the losses over all training and validation pictures. It uses a memory of its own: looking changes nothing.
func (t *Session) measure() {
	loss := func(d Data) float32 { return float32(t.look.Measure(t.run.w, d).Total) }
	t.now = Point{Step: t.run.step, Loss: loss(t.run.Data), Valid: loss(t.held)}
	if t.twin != nil {
		t.now.Twin = t.twin.Now().Loss
	}
}

// Pointed reports that the curve has a point of the present step. Such steps are the same in every run of one link, however fast it goes.
func (t *Session) Pointed() bool {
	n := len(t.curve)
	return n > 0 && t.curve[n-1].Step == t.run.step && t.run.phase == Rest
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
	t.due = t.run.step + max(1, t.run.step/64)
	if t.worse == 0 {
		copy(t.good, t.run.w)
	}
	t.film.offer(t.now, t.run.w)
}

// A run has blown up when its loss is no number, or when at eight points of the curve in a row it stands a third above where it
// began: that is what an absurd rate does to bounded units, whose loss never becomes infinite.
const (
	blownUp  = 4.0 / 3
	patience = 8
)

func (t *Session) judge() {
	if t.now.Loss < blownUp*t.base || t.now.Loss == 0 { // before a label is known, labels alone cost nothing
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
	t.run.phase = Rest
	t.changes++
	copy(t.run.w, t.good)
	t.run.Forget() // what the optimisers remember is what blew up
	t.measure()
}

// Exploded returns the knob that blew the run up, or -1.
func (t *Session) Exploded() int { return t.blame }

// At returns the number of steps taken and how far the next one is.
func (t *Session) At() (int, Phase) { return t.run.At() }

// Hash is a fingerprint of every parameter bit and the step (FNV-1a): equal on every machine for equal logs.
func (t *Session) Hash() uint64 { return t.run.Hash() }
