//go:build browser

package test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	inquire "hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/lessons"
)

// trainsTo waits until the run has come to a step.
func (b *tab) trainsTo(step int) {
	b.t.Helper()
	b.wait(fmt.Sprintf(`Number(document.querySelector('[data-fact="step"]').getAttribute("value")) >= %d`, step), patience)
}

// The goal of every lesson is reached in the browser, from the step that sets it, by turning the knobs that the lesson's way names.
func TestGoals(t *testing.T) {
	alongside(t)
	for _, l := range lessons.All {
		t.Run(l.ID, func(t *testing.T) {
			b := bare(t)
			b.open(l.ID + "/").live()
			b.reachesGoal(l)
			t.Logf("reached at step %v", b.fact("step"))
			b.shot("goal-" + l.ID)
		})
	}
}

// reachesGoal goes the lesson's way to its goal at full speed, and returns when Play was pressed.
func (b *tab) reachesGoal(l *lessons.Lesson) (begun time.Time) {
	b.t.Helper()
	b.press(fmt.Sprintf("[data-go=%q]", l.Goal.ID))
	b.rested(&l.Steps[slices.IndexFunc(l.Steps, func(s lessons.Step) bool { return s.ID == l.Goal.ID })])
	b.turn("speed", "max")
	way := func() {
		for _, w := range l.Goal.Way {
			b.turn(w.Knob, format(w.Value))
		}
	}
	if l.Goal.After == 0 {
		way()
	}
	if b.state() != "training" {
		b.press(`[data-action="play"]`)
	}
	begun = time.Now()
	if l.Goal.After > 0 {
		b.trainsTo(l.Goal.After)
		way()
	}
	b.until(`document.querySelector("[data-goal][data-reached]")`)
	return begun
}

// The step at which the page says that the goal is reached is the run's own: a native run of the same knobs reaches it there.
func TestGoalIsReachedAtTheRunsStep(t *testing.T) {
	l := &lessons.Hourglass
	b := bare(t).open("hourglass/#seed=3").live()
	b.turn("speed", "max")
	b.press(`[data-action="play"]`)
	b.until(`document.querySelector("[data-goal][data-reached]")`)
	l2 := *l
	l2.Setup.Seed = 3
	s := lessonRun(t, &l2, nil, 0)
	for !s.Pointed() || !s.Reached(l.Goal.Watch) {
		s.Step()
	}
	step, _ := s.At()
	if said := eval[string](b, `document.querySelector("[data-goal] b").textContent.replace(/\D/g, "")`); said != fmt.Sprint(step) {
		t.Errorf("the page says step %s, a native run %d", said, step)
	}
	if n := eval[int](b, `document.querySelectorAll("[data-part][data-met]").length`); n != len(l.Goal.Watch.All) {
		t.Errorf("%d of its conditions are met", n)
	}
	b.turn("neck", "3")
	b.until(`!document.querySelector("[data-part]").hasAttribute("data-met") && document.querySelector("[data-goal] progress").value === 0`)
	if words := eval[string](b, `document.querySelector("[data-part] i").getAttribute("aria-label")`); words != "not yet" {
		t.Errorf("a condition that is not met says %q", words)
	}
}

// Where a goal's condition stands is written so that it can be told from what is wanted.
func TestPartsAreToldFromTheirBounds(t *testing.T) {
	b := bare(t).open("line/")
	for _, c := range []struct {
		decimals, unit string
		bound, v       float64
		want           string
	}{
		{"0", "%", 0.99, 0.9862, "98.6 %"}, {"0", "%", 0.99, 0.99, "99 %"}, {"0", "%", 0.99, 0.5, "50 %"}, {"0", "%", 0.9, 0.89996, "89.996 %"}, {"0", "%", 1, 1.0049, "100.5 %"},
		{"4", "", 0.002, 0.00202, "0.00202"}, {"4", "", 0.002, 0.0151, "0.0151"}, {"4", "", 0.01, 0.0099999, "0.0099999"}, {"1", "", 6, 5.98, "5.98"}, {"0", "", 500, 499, "499"},
	} {
		call := fmt.Sprintf(`import("../source/page/tells.js").then(m => m.partText({dataset: {decimals: %q, unit: %q, bound: "%v"}}, Math.fround(%v)))`, c.decimals, c.unit, c.bound, c.v)
		if got := eval[string](b, call); got != c.want {
			t.Errorf("%v beside %v is written %q, want %q", c.v, c.bound, got, c.want)
		}
	}
}

// A step that trains by itself says so, and Play means that the run goes on from there.
func TestLead(t *testing.T) {
	b := bare(t).open("hourglass/").live()
	b.press(`[data-go="map"]`)
	b.until(`document.documentElement.hasAttribute("data-leads")`)
	if s := eval[string](b, `document.querySelector("#loading label").textContent + document.querySelector('[data-action="play"]').getAttribute("aria-label")`); !contains(s, "Training to step 2,000") || !contains(s, "Play") {
		t.Errorf("it says %q", s)
	}
	b.press(`[data-action="play"]`)
	b.until(`!document.documentElement.hasAttribute("data-leads") && document.querySelector("#loading").hidden`)
	b.trainsTo(2100)
	if eval[bool](b, `"done" in document.querySelector('[data-step="map"]').dataset`) {
		t.Error("the step is done, and nobody has dragged")
	}
	b.press(`[data-action="play"]`)
	b.waitState("paused", patience)
}

// scored fails unless what the page says of its question is what happens natively.
func (b *tab) scored(l *lessons.Lesson) {
	b.t.Helper()
	want := -1
	q, s := l.Question, lessonRun(b.t, l, l.Question.Turns, l.Question.Steps)
	for i, o := range q.Options {
		if s.Read(o).Reached {
			want = i
		}
	}
	b.until(`document.querySelector('[data-question]').dataset.happened !== undefined`)
	if got := eval[string](b, `document.querySelector('[data-question]').dataset.happened`); got != fmt.Sprint(want) {
		b.t.Errorf("the page says that option %s happened, natively it is %d", got, want)
	}
	if got := eval[string](b, `document.querySelector('[data-fact="hash"]').textContent`); got != fmt.Sprintf("%016x", s.Hash()) {
		b.t.Errorf("the fingerprint is %s, natively %016x", got, s.Hash())
	}
	b.shot("question-" + l.ID)
}

// lessonRun trains a lesson's own setup natively, as the page runs its question: from the step that asks.
func lessonRun(t *testing.T, l *lessons.Lesson, turns []lessons.Turn, steps int) *inquire.Run {
	t.Helper()
	s, err := inquire.New(l.Setup, l.Apart()...)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range l.Steps {
		if step.Ask != "" {
			turns = append(step.Turns[:len(step.Turns):len(step.Turns)], turns...)
		}
	}
	for _, c := range turns {
		if err := s.Turn(train.Number(c.Knob), c.Value); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Again(); err != nil {
		t.Fatal(err)
	}
	for range steps {
		s.Step()
	}
	return s
}
