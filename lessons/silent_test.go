package lessons

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hourglass/core/train"
)

// The runs of which an alarm that is no explosion was missed; each has died for ever.
func TestDeadRunsAreTold(t *testing.T) {
	claim(t)
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

// No run of the course is called dead that is not: none of a step, of a goal or of a teacher's task, at any point of its curve. Runs that begin alike
// are one run, as long as the longest.
func TestSoundRunsAreNotSilent(t *testing.T) {
	claim(t)
	for _, l := range All {
		t.Run(l.ID, func(t *testing.T) {
			t.Parallel()
			for i, link := range soundRuns(t, l) {
				t.Run(strconv.Itoa(i), func(t *testing.T) {
					t.Parallel()
					r, err := train.Open(link)
					if err != nil {
						t.Fatal(err)
					}
					for r.Next() {
						if said := r.Session.Silence(); said != "" {
							n, _ := r.Session.At()
							t.Fatalf("%s, step %d: %s", link.Text(l.Setup), n, said)
						}
					}
				})
			}
		})
	}
}

// soundRuns are the runs that the steps and the question of a lesson begin, from every seed, and those that its teacher's page links to.
func soundRuns(t *testing.T, l *Lesson) []train.Link {
	t.Helper()
	var all []train.Link
	add := func(link train.Link) {
		for i := range all {
			if a := &all[i]; a.Setup == link.Setup && slices.Equal(a.Log, link.Log) {
				a.Step = max(a.Step, link.Step)
				return
			}
		}
		all = append(all, link)
	}
	for _, seed := range seeds {
		for _, step := range l.Steps {
			add(train.Link{Setup: turned(t, l, seed, step.Turns...), Step: max(step.Steps, 600)})
		}
		add(train.Link{Setup: turned(t, l, seed, l.Question.Turns...), Step: l.Question.Steps})
	}
	words, err := os.ReadFile(l.ID + ".teacher.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range taskLink.FindAllStringSubmatch(string(words), -1) {
		if found[1] == silenced {
			continue
		}
		link, err := train.ParseLink(found[1], l.Setup, "part")
		if err != nil {
			t.Fatal(err)
		}
		add(link)
	}
	return all
}
