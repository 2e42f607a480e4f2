package figures

import (
	"testing"

	"hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
)

// A link may ask for any recipe on any lesson's page: whatever its figures make of it, they draw something and do not fail.
func TestEveryKindIsDrawn(t *testing.T) {
	for _, l := range lessons.All {
		for _, kind := range []string{"convs=2", "norm=yes&depth=2", "state=6", "state=6&cell=gru&writes=yes", "missing=0.3&masked=left-out", "data=glyphs&classify=yes", "judge=8", "examples=4"} {
			link, _ := train.ParseLink(kind, l.Setup)
			r, err := ask.New(link.Setup, l.Apart()...)
			if err != nil {
				continue // the lesson's own data, or its twin, do not go with it
			}
			r.Step()
			b := scene.New(l.Stage())
			show(t, b, r)
			var s scene.Scene
			b.Build(&s, 1010, 838, &scene.Look{})
			if len(s.Marks) == 0 {
				t.Errorf("%s draws nothing of %s", l.ID, kind)
			}
		}
	}
}
