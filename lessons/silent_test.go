package lessons

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"hourglass/core/train"
)

// The runs of which an alarm that is no explosion was missed; each has died for ever.
func TestDeadRunsAreTold(t *testing.T) {
	for _, c := range []struct {
		lesson     *Lesson
		link, knob string
	}{
		{&Hourglass, "unit=relu&rate=1&step=200", "Learning rate (1)"},
		{&Hourglass, "decay=0.1&step=600", "Weight decay (0.1)"},
		{&Sampling, "beta=0&rate=0.1&step=600", "Learning rate (0.1)"},
		{&Noise, "unit=relu&rate=1&step=200", "Learning rate (1)"},
		{&Sparsity, "pressure=1&step=3000", "Pressure (1)"},
		{&Sparsity, silenced, "Pressure (0.03)"},
	} {
		if said := task(t, c.lesson, 1, c.link).Silence(); !strings.Contains(said, c.knob) {
			t.Errorf("%s of %s: %q", c.link, c.lesson.ID, said)
		}
	}
}

// silenced is a teacher's task whose run dies on purpose, and the page says so: it is told.
const silenced = "pressure=0.03&step=3000"

var taskLink = regexp.MustCompile(`index\.html#([^)]*)`)

// No run of the course is called dead that is not: none of a step, of a goal or of a teacher's task, at any point of its curve.
func TestSoundRunsAreNotSilent(t *testing.T) {
	for _, l := range All {
		t.Run(l.ID, func(t *testing.T) {
			t.Parallel()
			count := 0
			listen := func(place string, s *train.Session, more int) {
				t.Helper()
				count++
				for range more {
					s.Step()
					if said := s.Silence(); said != "" {
						n, _ := s.At()
						t.Errorf("%s, seed %d, step %d: %s", place, s.Setup.Seed, n, said)
						return
					}
				}
			}
			for _, seed := range seeds {
				for i := range l.Steps {
					step := &l.Steps[i]
					listen(step.ID, run(t, alone(l), seed, 0, step.Turns...), max(step.Steps, 600))
				}
				q := &l.Question
				listen("question", run(t, alone(l), seed, 0, q.Turns...), q.Steps)
			}
			words, err := os.ReadFile(l.ID + ".teacher.md")
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range taskLink.FindAllStringSubmatch(string(words), -1) {
				k, err := train.ParseLink(found[1], l.Setup, "part")
				if err != nil {
					t.Fatal(err)
				}
				if found[1] == silenced {
					continue
				}
				r, err := train.Open(k)
				if err != nil {
					t.Fatal(err)
				}
				for r.Next() {
					if said := r.Session.Silence(); said != "" {
						t.Errorf("teacher's task %s: %s", found[1], said)
						break
					}
				}
				count++
			}
			t.Logf("%d runs", count)
		})
	}
}
