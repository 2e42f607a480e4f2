package main

import (
	"math"
	"slices"
	"testing"
	"time"

	"hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/wire"
)

func turned(name string, v float64) train.Change {
	return train.Change{Knob: train.KnobIndex(name), Value: v}
}

func watch(what string, op ask.Op, v float64) ask.Watch {
	return ask.Watch{All: []ask.Condition{{What: what, Op: op, Value: v}}}
}

// The steps of a lesson that has all that a step can be.
const (
	plainStep = iota // turns the neck to 2; done at step 20
	slowStep
	askStep   // the question: three options, 80 steps with a neck of 1
	longStep  // a neck of 2 and 60 steps of training
	freshStep // opens at the beginning
)

// guided opens that lesson. Its goal is step 30.
func guided(t *testing.T) *desk {
	d := newDesk(t)
	d.do(guidedLesson(""))
	return d
}

func guidedLesson(link string) wire.Command {
	l := &lessons.Hourglass
	return wire.Command{Op: wire.Open, Text: link, Base: l.Setup,
		Watches: []ask.Watch{watch("step", ask.AtLeast, 30),
			watch("step", ask.AtLeast, 1e6), watch("knob neck", ask.Is, 1), watch("step", ask.AtLeast, 80),
			watch("step", ask.AtLeast, 20), watch("slowed", ask.AtLeast, 2), watch("step", ask.AtLeast, 1e6)},
		Plan: wire.Plan{
			Steps: []wire.Step{
				plainStep: {Turns: []train.Change{turned("neck", 2)}, Done: 4},
				slowStep:  {Slow: true, Done: 5},
				askStep:   {Turns: []train.Change{turned("neck", 2)}, Done: 6},
				longStep:  {Turns: []train.Change{turned("neck", 2)}, Steps: 60, Done: 6},
				freshStep: {Turns: []train.Change{{Knob: train.Number("threshold"), Value: 0.5}}, Fresh: true, Done: 6},
			},
			Question: wire.Question{Step: askStep, Turns: []train.Change{turned("neck", 1)}, Steps: 80, First: 1, Options: 3}}}
}

// goTo goes to a step as a learner does.
func (d *desk) goTo(i int) { d.do(wire.Command{Op: wire.GoTo, Index: i, Value: 1}) }

func (d *desk) speed(v float64) { d.do(wire.Command{Op: wire.Speed, Value: v}) }

// train trains from where the run is to a step.
func (d *desk) train(to int) *wire.Facts {
	d.Helper()
	d.do(wire.Command{Op: wire.Until, Index: to})
	f := d.settle()
	if f.Step != to {
		d.Fatalf("the run rests at step %d, want %d", f.Step, to)
	}
	return f
}

// until pulls until facts are as wanted.
func (d *desk) until(what string, is func(f *wire.Facts) bool) *wire.Facts {
	d.Helper()
	for range 10_000 {
		if f := d.facts(); is(f) {
			return f
		}
	}
	d.Fatalf("never %s", what)
	return nil
}

// A step brings its knobs when the learner goes there; one that is only shown, or is none, changes nothing.
func TestStepTurnsKnobs(t *testing.T) {
	d := guided(t)
	d.do(wire.Command{Op: wire.Turn, Knob: train.KnobIndex("neck"), Value: 5})
	d.do(wire.Command{Op: wire.GoTo, Index: longStep})
	if f := d.facts(); f.Setup.Neck != 5 || f.Lesson.At != longStep || f.State != wire.Ready {
		t.Errorf("a step that is only shown: neck %d, step %d of the lesson, %v", f.Setup.Neck, f.Lesson.At, f.State)
	}
	d.goTo(plainStep)
	if f := d.facts(); f.Setup.Neck != 2 || f.Lesson.At != plainStep || f.State != wire.Ready {
		t.Errorf("a step that was gone to: neck %d, step %d of the lesson, %v", f.Setup.Neck, f.Lesson.At, f.State)
	}
	for _, none := range []int{-1, 5, math.MaxInt32} {
		d.goTo(none)
	}
	d.do(wire.Command{Op: wire.Show, Index: 1})
	if f := d.facts(); f.Lesson.At != plainStep || f.Sample != 1 {
		t.Errorf("a step that is none: step %d of the lesson", f.Lesson.At)
	}
}

// A step that wants a run trains what is missing and rests; it hurries only a run that would bore, and gives the speed back.
func TestStepTrains(t *testing.T) {
	for speed, hurried := range map[float64]bool{0: true, 5: true, 14.9: true, 15: false, 500: false, math.Inf(1): false} {
		d := guided(t)
		d.speed(speed)
		d.goTo(longStep)
		f := d.facts()
		if math.IsInf(f.Speed, 1) != (hurried || math.IsInf(speed, 1)) || f.Lesson.Chosen != speed {
			t.Errorf("at %v steps a second 60 steps go at %v, and %v is said to be chosen", speed, f.Speed, f.Lesson.Chosen)
		}
		if f = d.settle(); f.Step != 60 || f.State != wire.Paused || f.Speed != speed || f.Lesson.Chosen != speed {
			t.Errorf("at %v steps a second the run rests at step %d (%v), at %v steps a second", speed, f.Step, f.State, f.Speed)
		}
		d.goTo(plainStep)
		d.goTo(longStep)
		d.train(70) // from where it was: a run that has learned enough is not begun anew
	}
}

// A step that wants the run at rest stops it, and one that is only shown does not.
func TestStepRests(t *testing.T) {
	for _, gone := range []float64{0, 1} {
		d := newDesk(t)
		c := guidedLesson("")
		c.Plan.Steps[longStep] = wire.Step{Rest: true, Steps: 5, Done: 6}
		d.do(c)
		d.speed(5)
		d.do(wire.Command{Op: wire.Play, Value: 1})
		d.until("trains", func(f *wire.Facts) bool { return f.Step > 5 })
		d.do(wire.Command{Op: wire.GoTo, Index: longStep, Value: gone})
		if f := d.facts(); (f.State == wire.Paused) != (gone == 1) {
			t.Errorf("a step that wants rest, gone to %v: %v", gone == 1, f.State)
		}
	}
}

// A run that trains goes on in a step that wants nothing of it. One that wants a run has it trained as far as that and no further, a question waits, and what blew up is
// not trained on.
func TestStepFindsARun(t *testing.T) {
	for step, want := range map[int]wire.State{plainStep: wire.Training, longStep: wire.Training, askStep: wire.Paused, freshStep: wire.Ready} {
		d := guided(t)
		d.speed(5)
		d.do(wire.Command{Op: wire.Play, Value: 1})
		d.until("trains", func(f *wire.Facts) bool { return f.Step > 5 })
		d.goTo(step)
		if f := d.facts(); f.State != want || (f.Lesson.Lead == 60) != (step == longStep) {
			t.Errorf("step %d finds a run that trains: it is %v, led to %d", step, f.State, f.Lesson.Lead)
		}
	}
	d := newDesk(t)
	d.do(guidedLesson("optimiser=sgd&rate=10&unit=linear&loss=bce"))
	d.do(wire.Command{Op: wire.Until, Index: 5000})
	if f := d.settle(); f.State != wire.Diverged || f.Lesson.Mild != 0.003 {
		t.Fatalf("it is %v, and the cure a rate of %v", f.State, f.Lesson.Mild)
	}
	d.goTo(longStep)
	if f := d.facts(); f.State != wire.Diverged {
		t.Errorf("a run that blew up is %v", f.State)
	}
}

// The speed that a learner chooses while a run is hurried is kept.
func TestSpeedChosenInAHurry(t *testing.T) {
	d := guided(t)
	d.speed(5)
	d.goTo(longStep)
	d.speed(200)
	if f := d.settle(); f.Speed != 200 || f.Lesson.Chosen != 200 {
		t.Errorf("the speed is %v", f.Speed)
	}
}

// What stops a hurried run gives the speed back too.
func TestPauseInAHurry(t *testing.T) {
	d := guided(t)
	d.tick = 4 * time.Millisecond // few steps a slice
	d.speed(5)
	d.goTo(longStep)
	d.do(wire.Command{Op: wire.Play})
	if f := d.facts(); f.Step >= 60 || f.State == wire.Training || f.Speed != 5 {
		t.Errorf("at step %d it is %v at %v steps a second", f.Step, f.State, f.Speed)
	}
}

// A step in slow motion opens at rest; the next one has the speed from before, unless the learner chose another.
func TestSlowStep(t *testing.T) {
	d := guided(t)
	d.speed(100)
	d.do(wire.Command{Op: wire.Play, Value: 1})
	d.goTo(slowStep)
	if f := d.facts(); f.Speed != 0 || f.State == wire.Training {
		t.Errorf("a slow step opens %v at %v steps a second", f.State, f.Speed)
	}
	d.goTo(plainStep)
	if f := d.facts(); f.Speed != 100 {
		t.Errorf("after it the speed is %v", f.Speed)
	}
	d.goTo(slowStep)
	d.speed(20)
	d.goTo(plainStep)
	if f := d.facts(); f.Speed != 20 {
		t.Errorf("after another choice the speed is %v", f.Speed)
	}
	d.speed(0)
	d.goTo(slowStep)
	d.goTo(plainStep)
	if f := d.facts(); f.Speed != 0 {
		t.Errorf("slow motion that the learner chose himself is gone: %v", f.Speed)
	}
}

// A hurry that a slow step cuts short gives its speed to the step after that.
func TestSlowStepInAHurry(t *testing.T) {
	d := guided(t)
	d.speed(5)
	d.goTo(longStep)
	d.goTo(slowStep)
	if f := d.facts(); f.Speed != 0 {
		t.Errorf("a slow step opens at %v steps a second", f.Speed)
	}
	d.goTo(plainStep)
	if f := d.facts(); f.Speed != 5 {
		t.Errorf("after it the speed is %v", f.Speed)
	}
}

// A fresh step opens at the beginning, whatever was before.
func TestFreshStep(t *testing.T) {
	d := guided(t)
	d.train(40)
	d.goTo(askStep)
	if f := d.facts(); f.Step != 40 {
		t.Errorf("a step that asks for nothing moved the run to %d", f.Step)
	}
	d.goTo(freshStep)
	if f := d.facts(); f.Step != 0 || f.State != wire.Ready || f.Dials[train.Threshold] != 0.5 {
		t.Errorf("a fresh step opens at step %d, %v, with a threshold of %v", f.Step, f.State, f.Dials[train.Threshold])
	}
}

// A step speaks of the present and of a whole picture: a look back ends, and a painted or held one gives way.
func TestStepLooksAtAPicture(t *testing.T) {
	d := guided(t)
	d.train(40)
	d.do(wire.Command{Op: wire.Rewind, Index: 10})
	d.do(wire.Command{Op: wire.Paint, Index: 3, Value: 1})
	d.goTo(plainStep)
	if f := d.facts(); f.Back != -1 || f.Sample != train.TrainRows {
		t.Errorf("it looks back at %d, at picture %d", f.Back, f.Sample)
	}
	d.do(wire.Command{Op: wire.Show, Index: 7})
	d.do(wire.Command{Op: wire.Hold, Place: []float32{0.5, 0.5}})
	d.goTo(plainStep)
	if f := d.facts(); f.Held || f.Sample != 7 {
		t.Errorf("the ring is held: %v, at picture %d", f.Held, f.Sample)
	}
}

// A step is done when its watch holds while it is shown and the learner has had a part in it, and stays so until the lesson is opened again.
func TestStepsDone(t *testing.T) {
	d := guided(t)
	d.do(wire.Command{Op: wire.GoTo, Index: askStep})
	if f := d.train(25); f.Lesson.Done != 0 {
		t.Errorf("a step that is not shown is done: %b", f.Lesson.Done)
	}
	d.do(wire.Command{Op: wire.GoTo, Index: plainStep})
	for _, c := range []wire.Command{{Op: wire.Show, Index: 3}, {Op: wire.Inspect, Index: 1}, {Op: wire.Speed, Value: 7}, {Op: wire.Play}} {
		d.do(c)
		if f := d.facts(); f.Lesson.Done != 0 {
			t.Errorf("a step whose end was there when it was opened is done by %v", c.Op)
		}
	}
	d.do(wire.Command{Op: wire.One})
	if f := d.facts(); f.Lesson.Done != 1<<plainStep {
		t.Errorf("done are %b", f.Lesson.Done)
	}
	d.do(wire.Command{Op: wire.Again})
	d.goTo(slowStep)
	d.facts()
	d.do(wire.Command{Op: wire.One})
	d.do(wire.Command{Op: wire.One})
	if f := d.facts(); f.Lesson.Done != 1<<plainStep|1<<slowStep {
		t.Errorf("done are %b", f.Lesson.Done)
	}
	d.do(guidedLesson(""))
	if f := d.facts(); f.Lesson.Done != 0 || f.Lesson.At != 0 {
		t.Errorf("a lesson that was opened again is at step %d, done are %b", f.Lesson.At, f.Lesson.Done)
	}
}

// A step that asks for another example is done by turning to one that is what it asks for, but not where the first was, when it was opened or had trained by
// itself.
func TestAStepLooksOn(t *testing.T) {
	var off [20]float64
	d := guided(t)
	d.goTo(longStep)
	d.settle()
	for i := range off {
		d.do(wire.Command{Op: wire.Show, Index: i})
		off[i], _ = d.mill.session.Measure("shown")
	}
	near, far := slices.Index(off[:], slices.Min(off[:])), slices.Index(off[:], slices.Max(off[:]))
	for _, step := range []int{plainStep, longStep} {
		for _, first := range []int{near, far} {
			d := newDesk(t)
			c := guidedLesson("")
			c.Watches[c.Plan.Steps[step].Done] = watch("shown", ask.AtLeast, (off[near]+off[far])/2)
			d.do(c)
			if step != longStep { // which trains by itself
				d.goTo(longStep)
				d.settle()
			}
			d.do(wire.Command{Op: wire.Show, Index: first})
			d.goTo(step)
			d.settle()
			d.do(wire.Command{Op: wire.Show, Index: near})
			d.now += refresh
			if f := d.facts(); f.Lesson.Done != 0 {
				t.Errorf("step %d that found example %d: example %d does it, %b", step, first, near, f.Lesson.Done)
			}
			d.do(wire.Command{Op: wire.Show, Index: far})
			d.now += refresh
			if f := d.facts(); (f.Lesson.Done == 1<<step) != (first == near) {
				t.Errorf("step %d that found example %d: done are %b", step, first, f.Lesson.Done)
			}
		}
	}
}

// What was done in another step is not done in this one, also where both want the same.
func TestStepsCountAnew(t *testing.T) {
	d := guided(t)
	d.speed(0)
	for range 2 {
		d.do(wire.Command{Op: wire.One})
	}
	d.facts()
	d.goTo(slowStep)
	d.do(wire.Command{Op: wire.One})
	if f := d.facts(); f.Lesson.Done != 0 {
		t.Errorf("after one of two phases done are %b", f.Lesson.Done)
	}
	d.do(wire.Command{Op: wire.One})
	if f := d.facts(); f.Lesson.Done != 1<<slowStep {
		t.Errorf("after two phases done are %b", f.Lesson.Done)
	}
}

// What a step trains by itself does not make it done; a run that goes on because the learner wanted it does.
func TestStepsAreNotDoneByThemselves(t *testing.T) {
	open := func(done float64) *desk {
		d := newDesk(t)
		c := guidedLesson("")
		c.Watches[6] = watch("step", ask.AtLeast, done)
		d.do(c)
		return d
	}
	d := open(50)
	d.goTo(longStep)
	if f := d.settle(); f.Step != 60 || f.Lesson.Done != 0 {
		t.Errorf("at step %d done are %b", f.Step, f.Lesson.Done)
	}
	d.do(wire.Command{Op: wire.Hold, Place: []float32{0, 0}})
	if f := d.facts(); f.Lesson.Done != 1<<longStep {
		t.Errorf("after a hand's doing done are %b", f.Lesson.Done)
	}
	d = open(500)
	d.do(wire.Command{Op: wire.GoTo, Index: askStep})
	d.do(wire.Command{Op: wire.Play, Value: 1})
	d.do(wire.Command{Op: wire.GoTo, Index: longStep}) // a run that trains goes on
	if f := d.until("done", func(f *wire.Facts) bool { return f.Lesson.Done != 0 }); f.Step < 500 || f.Lesson.Done != 1<<longStep {
		t.Errorf("a run that goes on: at step %d done are %b", f.Step, f.Lesson.Done)
	}
	d = open(50)
	d.speed(20)
	d.goTo(longStep)
	d.do(wire.Command{Op: wire.Hold, Place: []float32{0, 0}})
	if f := d.settle(); f.Lesson.Done != 0 {
		t.Errorf("what was done before the run was there counts: done are %b", f.Lesson.Done)
	}
}

// Play while a step trains by itself means that the run goes on from there, at the learner's speed; pressed again it is a pause.
func TestPlayDuringALead(t *testing.T) {
	d := guided(t)
	d.speed(10)
	d.goTo(longStep)
	if f := d.facts(); f.Lesson.Lead != 60 || f.State != wire.Training {
		t.Fatalf("%v, led to step %d", f.State, f.Lesson.Lead)
	}
	d.do(wire.Command{Op: wire.Play, Value: 1})
	if f := d.facts(); f.Lesson.Lead != -1 || f.State != wire.Training {
		t.Errorf("after Play it is %v, led to step %d", f.State, f.Lesson.Lead)
	}
	if f := d.until("past the lead", func(f *wire.Facts) bool { return f.Step > 62 }); f.State != wire.Training || f.Speed != 10 {
		t.Errorf("past the lead it is %v, at %v steps a second", f.State, f.Speed)
	}
	d.do(wire.Command{Op: wire.Play})
	if f := d.facts(); f.State != wire.Paused {
		t.Errorf("after another press it is %v", f.State)
	}
	d.goTo(plainStep)
	d.do(wire.Command{Op: wire.Again})
	d.goTo(longStep)
	d.do(wire.Command{Op: wire.Play, Value: 1})
	d.do(wire.Command{Op: wire.Play, Value: 1}) // as by a double click
	if f := d.until("past the lead", func(f *wire.Facts) bool { return f.Step > 61 }); f.Step > 70 || f.Speed != 10 {
		t.Errorf("pressed twice, it is at step %d, at %v steps a second", f.Step, f.Speed)
	}
	d.do(wire.Command{Op: wire.Play})
	d.goTo(plainStep)
	d.do(wire.Command{Op: wire.Again})
	d.goTo(longStep)
	d.do(wire.Command{Op: wire.Turn, Knob: train.KnobIndex("rate"), Value: 0.01})
	if f := d.facts(); f.Lesson.Lead != 60 {
		t.Errorf("after a turned knob it is led to step %d", f.Lesson.Lead)
	}
	d.do(wire.Command{Op: wire.Play, Value: 1})
	d.do(wire.Command{Op: wire.Play})
	if f := d.settle(); f.Step >= 60 {
		t.Errorf("a pause within the lead: %v at step %d", f.State, f.Step)
	}
}

// What a step trains by itself ends where the learner leaves it, unless Play was pressed.
func TestALeadEndsWithItsStep(t *testing.T) {
	for _, onward := range []bool{false, true} {
		d := guided(t)
		d.speed(5)
		d.goTo(longStep)
		d.facts()
		if onward {
			d.do(wire.Command{Op: wire.Play, Value: 1})
		}
		d.goTo(plainStep)
		if f := d.facts(); (f.State == wire.Training) != onward {
			t.Errorf("Play pressed: %v; in the next step it is %v", onward, f.State)
		}
	}
}

// The speed of a run in a hurry is not that of the next step's, which wants less.
func TestAHurryEndsWithItsStep(t *testing.T) {
	d := newDesk(t)
	c := guidedLesson("")
	c.Plan.Steps[longStep].Steps, c.Plan.Steps[freshStep].Steps, c.Plan.Steps[freshStep].Fresh = 3000, 316, false
	d.do(c)
	d.speed(100)
	d.goTo(longStep)
	if f := d.facts(); !math.IsInf(f.Speed, 1) || f.Step >= 316 {
		t.Fatalf("at step %d, %v steps a second", f.Step, f.Speed)
	}
	d.goTo(freshStep)
	if f := d.facts(); f.State != wire.Training || f.Lesson.Lead != 316 || f.Speed != 100 {
		t.Errorf("the next step is led to %d (%v), at %v steps a second", f.Lesson.Lead, f.State, f.Speed)
	}
}

// While a link is retraced it leads nowhere: how far the link has come is told, and nothing else.
func TestNoLeadWhileALinkIsRetraced(t *testing.T) {
	d := newDesk(t)
	d.tick = time.Millisecond
	d.do(guidedLesson("step=700"))
	if f := d.facts(); f.State != wire.Loading {
		t.Fatalf("%v", f.State)
	}
	d.goTo(longStep)
	for f := d.facts(); f.State == wire.Loading; f = d.facts() {
		if f.Lesson.Lead != -1 {
			t.Fatalf("at step %d of what is retraced it is led to %d", f.Step, f.Lesson.Lead)
		}
	}
}

// What a command could not do is nobody's doing.
func TestARefusedCommandDoesNoStep(t *testing.T) {
	d := newDesk(t)
	c := guidedLesson("")
	c.Watches[6] = watch("step", ask.AtLeast, 20)
	d.do(c)
	d.train(25)
	d.goTo(askStep) // what it waits for is there
	if f := d.facts(); f.Step != 25 || f.Lesson.Done != 1<<plainStep {
		t.Fatalf("at step %d done are %b", f.Step, f.Lesson.Done)
	}
	d.do(wire.Command{Op: wire.Turn, Knob: train.KnobIndex("rate"), Value: -1})
	d.fault()
	d.do(wire.Command{Op: wire.Show, Index: 1}) // which is no doing either
	if f := d.facts(); f.Lesson.Done != 1<<plainStep {
		t.Errorf("after a refused command done are %b", f.Lesson.Done)
	}
	d.do(wire.Command{Op: wire.Turn, Knob: train.KnobIndex("rate"), Value: 0.01})
	if f := d.facts(); f.Lesson.Done != 1<<plainStep|1<<askStep {
		t.Errorf("after one that is heeded done are %b", f.Lesson.Done)
	}
}

// A run that comes to the end of a step, and is stopped before anybody has looked, has come there all the same.
func TestAPausedRunHasDoneItsStep(t *testing.T) {
	for done := 101; done <= 115; done++ {
		d := newDesk(t)
		c := guidedLesson("")
		c.Watches[4] = watch("step", ask.AtLeast, float64(done))
		d.do(c)
		d.train(100)
		d.do(wire.Command{Op: wire.Play, Value: 1})
		d.goTo(plainStep)
		d.until("there", func(f *wire.Facts) bool { return f.Step >= done })
		d.do(wire.Command{Op: wire.Play})
		if f := d.facts(); f.Lesson.Done != 1<<plainStep {
			t.Fatalf("the run rests at step %d, done are %b, the step wants %d", f.Step, f.Lesson.Done, done)
		}
	}
}

// The step at which the goal is reached is the run's: the same at any speed of the machine, and when its link is retraced.
func TestGoalIsReachedAtAStepOfTheRun(t *testing.T) {
	open := func(d *desk, link string) {
		c := guidedLesson(link)
		c.Watches[0] = watch("loss", ask.Below, 0.05)
		d.do(c)
	}
	steps := map[int]string{}
	for _, tick := range []time.Duration{50 * time.Microsecond, 300 * time.Microsecond, 3 * time.Millisecond} {
		d := newDesk(t)
		d.tick = tick
		open(d, "")
		d.do(wire.Command{Op: wire.Play, Value: 1})
		f := d.until("reached", func(f *wire.Facts) bool { return f.Lesson.Crossed >= 0 })
		steps[f.Lesson.Crossed] = tick.String()
	}
	d := newDesk(t)
	open(d, "step=1500")
	f := d.settle()
	steps[f.Lesson.Crossed] = "retraced"
	if len(steps) != 1 || f.Lesson.Crossed < 10 {
		t.Errorf("reached at steps %v", steps)
	}
}

// A run that is looked at in each of its steps reaches the goal no earlier: where the curve has its next point.
func TestGoalWaitsForAPoint(t *testing.T) {
	const wanted = 1001
	d := newDesk(t)
	c := guidedLesson("step=1000")
	c.Watches[0] = watch("step", ask.AtLeast, wanted)
	d.do(c)
	d.settle()
	d.speed(20)
	d.do(wire.Command{Op: wire.Play, Value: 1})
	f := d.until("reached", func(f *wire.Facts) bool { return f.Lesson.Crossed >= 0 })
	s, err := ask.New(lessons.Hourglass.Setup)
	if err != nil {
		t.Fatal(err)
	}
	step := 0
	for ; step < wanted || !s.Pointed(); step, _ = s.At() {
		s.Step()
	}
	if f.Lesson.Crossed != step || step == wanted {
		t.Errorf("reached at step %d, the curve's point is at %d", f.Lesson.Crossed, step)
	}
}

// What a goal asks for one by one says how it stands now; the goal itself stays reached.
func TestLiveWatches(t *testing.T) {
	d := newDesk(t)
	c := guidedLesson("")
	c.Watches = append(c.Watches, watch("knob rate", ask.Below, 0.01))
	c.Plan.Live = 1
	d.do(c)
	d.train(30)
	d.do(wire.Command{Op: wire.Turn, Knob: train.KnobIndex("rate"), Value: 0.02})
	d.do(wire.Command{Op: wire.One})
	if r := d.facts().Readings; !r[0].Reached || r[7].Reached || r[7].Value != 0.02 {
		t.Errorf("the goal %+v, its condition %+v", r[0], r[7])
	}
}

// The question's run is hurried if it would bore, is told while it goes on, and answers with the first option that happened.
func TestQuestion(t *testing.T) {
	d := guided(t)
	d.speed(10)
	d.goTo(askStep)
	d.train(30)
	d.do(wire.Command{Op: wire.Ask, Index: 2})
	if f := d.facts(); !f.Lesson.Asking || f.Lesson.Answers != 0 || !math.IsInf(f.Speed, 1) || f.Setup.Neck != 1 {
		t.Errorf("under way: %+v at %v steps a second, neck %d", f.Lesson, f.Speed, f.Setup.Neck)
	}
	f := d.settle()
	if l := f.Lesson; l.Asking || l.Answers != 1 || l.Picked != 2 || l.Happened != 1 || l.Done>>askStep&1 != 1 || f.Step != 80 || f.Speed != 10 {
		t.Errorf("answered: %+v at step %d, %v steps a second", l, f.Step, f.Speed)
	}
	d.do(wire.Command{Op: wire.Ask, Index: 0})
	if f := d.settle(); f.Lesson.Answers != 2 || f.Lesson.Picked != 0 {
		t.Errorf("answered again: %+v", f.Lesson)
	}
	for _, none := range []int{-1, 3} {
		d.do(wire.Command{Op: wire.Ask, Index: none})
		d.do(wire.Command{Op: wire.Show, Index: 4})
		if f := d.facts(); f.Lesson.Asking || f.Step != 80 {
			t.Errorf("option %d is asked", none)
		}
	}
}

// Nothing may happen that the question speaks of: then none of its options has.
func TestNothingOfTheQuestionHappened(t *testing.T) {
	d := newDesk(t)
	c := guidedLesson("")
	c.Watches[2], c.Watches[3] = c.Watches[1], c.Watches[1]
	d.do(c)
	d.do(wire.Command{Op: wire.Ask, Index: 1})
	if f := d.settle(); f.Lesson.Answers != 1 || f.Lesson.Happened != -1 {
		t.Errorf("answered: %+v", f.Lesson)
	}
}

// A run that the learner takes in hand is no answer any more; a look at something, or another speed, takes nothing in hand.
func TestQuestionLetGo(t *testing.T) {
	for name, c := range map[string]wire.Command{
		"a turned knob": {Op: wire.Turn, Knob: train.KnobIndex("rate"), Value: 0.01}, "again": {Op: wire.Again}, "pause": {Op: wire.Play}, "play": {Op: wire.Play, Value: 1},
		"one step": {Op: wire.One}, "a look back": {Op: wire.Rewind, Index: 0}, "back": {Op: wire.Branch, Index: 1},
		"another step": {Op: wire.GoTo, Index: plainStep, Value: 1}, "another link": guidedLesson("seed=3"),
	} {
		d := guided(t)
		d.tick = 4 * time.Millisecond
		d.do(wire.Command{Op: wire.Ask, Index: 1})
		if f := d.facts(); !f.Lesson.Asking {
			t.Fatalf("%s: the run is over before it has begun", name)
		}
		d.do(c)
		d.do(wire.Command{Op: wire.Show, Index: 2})
		if f := d.facts(); f.Lesson.Asking || f.Lesson.Answers != 0 {
			t.Errorf("%s does not let go of the question", name)
		}
		d.do(wire.Command{Op: wire.Play})
		if f := d.settle(); f.Lesson.Answers != 0 {
			t.Errorf("%s: the question is answered", name)
		}
	}
	for name, c := range map[string]wire.Command{"another speed": {Op: wire.Speed, Value: 500}, "a picture": {Op: wire.Show, Index: 3}, "a unit": {Op: wire.Inspect, Index: 0},
		"the step that is shown": {Op: wire.GoTo, Index: askStep}} {
		d := guided(t)
		d.do(wire.Command{Op: wire.Ask, Index: 1})
		d.do(c)
		if f := d.settle(); f.Lesson.Answers != 1 {
			t.Errorf("%s lets go of the question", name)
		}
	}
}

// Who leaves the question finds a run that rests, and the knobs of the step that was opened; also when both come in one breath.
func TestLeaveTheQuestion(t *testing.T) {
	d := guided(t)
	d.speed(10)
	d.do(wire.Command{Op: wire.Ask, Index: 1})
	d.goTo(plainStep)
	if f := d.facts(); f.State != wire.Ready || f.Setup.Neck != 2 || f.Speed != 10 || f.Lesson.Asking {
		t.Errorf("%v with a neck of %d at %v steps a second", f.State, f.Setup.Neck, f.Speed)
	}
	d.do(wire.Command{Op: wire.Ask, Index: 1})
	d.goTo(longStep)
	if f := d.settle(); f.Step != 60 || f.Setup.Neck != 2 || f.Speed != 10 || f.Lesson.Answers != 0 {
		t.Errorf("step %d with a neck of %d at %v steps a second", f.Step, f.Setup.Neck, f.Speed)
	}
}

// Answers go on being counted when the lesson is opened again, so that none is taken for the one before.
func TestAnswersAreCounted(t *testing.T) {
	d := guided(t)
	for n := 1; n < 4; n++ {
		d.do(wire.Command{Op: wire.Ask, Index: 1})
		if f := d.settle(); f.Lesson.Answers != n {
			t.Errorf("answer %d is counted as %d", n, f.Lesson.Answers)
		}
		d.do(guidedLesson(""))
	}
}

// The goal is crossed once in a run, at a step; each new run crosses it anew, and going back before it takes it back.
func TestGoalIsCrossed(t *testing.T) {
	d := guided(t)
	if f := d.train(29); f.Lesson.Crossed != -1 {
		t.Errorf("crossed at %d before it is reached", f.Lesson.Crossed)
	}
	if f := d.train(30); f.Lesson.Crossed != 30 {
		t.Errorf("crossed at %d", f.Lesson.Crossed)
	}
	if f := d.train(90); f.Lesson.Crossed != 30 {
		t.Errorf("crossed again, at %d", f.Lesson.Crossed)
	}
	d.do(wire.Command{Op: wire.Branch, Index: 10})
	if f := d.settle(); f.Lesson.Crossed != -1 || f.Step != 10 {
		t.Errorf("at step %d crossed at %d", f.Step, f.Lesson.Crossed)
	}
	d.train(40)
	d.do(wire.Command{Op: wire.Again})
	if f := d.facts(); f.Lesson.Crossed != -1 {
		t.Errorf("a new run has crossed at %d", f.Lesson.Crossed)
	}
}

// A loss is worth saying when it has halved since the last time, in the present; one that has doubled is where it begins anew.
func TestHalvings(t *testing.T) {
	m := NewMill(func() time.Duration { return 0 })
	f := &wire.Facts{Back: -1, Exploded: -1}
	for _, c := range []struct {
		step, back int
		loss       float32
		want       int
	}{{0, -1, 1, 0}, {5, -1, 0.6, 0}, {6, -1, 0.49, 1}, {7, -1, 0.3, 1}, {8, 3, 0.2, 1}, {9, -1, 0.2, 2}, {10, -1, 0.5, 2}, {11, -1, 0.26, 2}, {12, -1, 0.24, 3}, {0, -1, 1, 3}, {1, -1, 0.4, 4}} {
		f.Step, f.Back, f.Loss = c.step, c.back, c.loss
		m.standing(f)
		if got := f.Lesson.Halvings; got != c.want {
			t.Errorf("at step %d with a loss of %v, looking at %d: %d, want %d", c.step, c.loss, c.back, got, c.want)
		}
	}
}

// After a run blew up the guide says to which step it was sound, and where the lesson opens the knob that did it.
func TestCure(t *testing.T) {
	m := NewMill(func() time.Duration { return 0 })
	m.base = lessons.Hourglass.Setup
	rate := train.KnobIndex("rate")
	for step, want := range map[int]int{5: 0, 10: 0, 12: 2, 60: 50, 1000: 850} {
		f := &wire.Facts{Step: step, Exploded: rate, Back: -1, Loss: float32(math.NaN())}
		m.standing(f)
		if l := f.Lesson; l.Sound != want || l.Mild != train.Knobs[rate].Get(&m.base) {
			t.Errorf("blown up at step %d: back to %d, or to a rate of %v", step, l.Sound, l.Mild)
		}
	}
	f := &wire.Facts{Step: 60, Exploded: -1}
	if m.standing(f); f.Lesson.Sound != 0 || f.Lesson.Mild != 0 {
		t.Errorf("a sound run is to be cured: %+v", f.Lesson)
	}
}
