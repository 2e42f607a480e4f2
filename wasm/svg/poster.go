package svg

import (
	"strconv"
	"strings"

	"hourglass/core/train"
	"hourglass/lessons"
	_ "hourglass/wasm/figures" // that they can be drawn
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// Poster trains a lesson's own setup for as long as the lesson says and draws the stage as it then stands, w by h pixels. On a
// stage too small for all figures it is the first.
func Poster(l *lessons.Lesson, w, h int, theme *tint.Theme) ([]byte, error) {
	b, err := Trained(l, l.Poster)
	if err != nil {
		return nil, err
	}
	return Draw(l, b, w, h, theme), nil
}

// Draw writes what a builder shows of a lesson's run, for a stage of w by h CSS pixels. It stands before the stage does: what waits for the learner's bet there
// waits here too.
func Draw(l *lessons.Lesson, b *scene.Builder, w, h int, theme *tint.Theme) []byte {
	var s scene.Scene
	b.Build(&s, float32(w), float32(h), &scene.Look{Point: strings.Join(l.Steps[0].Point, " "), Hide: strings.Join(l.Waiting(), " ")})
	return Write(&s, theme, "The network of this lesson after "+strconv.Itoa(l.Poster)+" training steps.")
}

// Trained returns the builder of a lesson after some steps of its own setup.
func Trained(l *lessons.Lesson, steps int) (*scene.Builder, error) {
	s, err := train.New(l.Setup, l.Apart()...)
	if err != nil {
		return nil, err
	}
	for range steps {
		s.Step()
	}
	var snap train.Snapshot
	s.Snapshot(&snap, 0)
	b := scene.New(l.Stage())
	return b, b.Update(&snap, snap.Points)
}
