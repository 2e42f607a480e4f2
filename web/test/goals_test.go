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
	b.rested(l.Steps[slices.IndexFunc(l.Steps, func(s lessons.Step) bool { return s.ID == l.Goal.ID })].Steps)
	b.turn("speed", "max")
	if b.state() != "training" {
		b.press(`[data-action="play"]`)
	}
	begun = time.Now()
	if l.Goal.After > 0 {
		b.trainsTo(l.Goal.After)
	}
	for _, w := range l.Goal.Way {
		b.turn(w.Knob, format(w.Value))
	}
	b.until(`document.querySelector("[data-goal][data-reached]")`)
	return begun
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
