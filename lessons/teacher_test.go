package lessons

import (
	"testing"

	"hourglass/core/ask"
	"hourglass/core/train"
)

// What the teacher's pages (ID.teacher.md) say beyond the lessons' own words: their tasks open runs by links, and name what comes out.

// task is the run of a link on a teacher's page, from another seed, beside the lesson's twin.
func task(t *testing.T, l *Lesson, seed uint32, link string) *ask.Run {
	t.Helper()
	k, err := train.ParseLink(link, l.Setup)
	if err != nil {
		t.Fatal(err)
	}
	k.Setup.Seed = seed
	r, err := train.Open(k, l.Apart()...)
	if err != nil {
		t.Fatal(err)
	}
	for r.Next() {
	}
	return ask.Of(r.Session)
}

// within holds that a number lies where a page says.
func within(t *testing.T, seed uint32, what string, v, least, most float64) {
	t.Helper()
	if v < least || v > most {
		t.Errorf("seed %d: %s is %.5g, not from %g to %g", seed, what, v, least, most)
	}
}
