package figures

import (
	"strings"
	"testing"

	"hourglass/wasm/scene"
)

// wordsOf are the labels of a picture, one a line.
func wordsOf(s *scene.Scene) string {
	var all strings.Builder
	for _, l := range s.Labels {
		all.Write(s.Bytes[l.First:l.Last])
		all.WriteByte('\n')
	}
	return all.String()
}

// A board of many numbers says at every size that it shows two of them and that all are drawn; early in a run it says instead that holes are fog, unless the pull
// is so weak that they will stay.
func TestBoardSaysWhatItShows(t *testing.T) {
	sizes := [][2]float32{{1010, 838}, {1009, 361}, {680, 610}, {390, 464}, {390, 252}}
	for _, c := range []struct {
		steps int
		turns string
		want  string
	}{
		{1200, "data=10 neck=8 code=1 beta=1 loss=1 rate=0.01 width=64", "drawn"},
		{100, "data=10 neck=8 code=1 beta=1 loss=1 rate=0.01 width=64", "fog"},
		{100, "data=10 neck=8 code=1 beta=0 loss=1 rate=0.01 width=64", "drawn"},
	} {
		b, _, _ := boards(t, c.steps, c.turns)
		for _, size := range sizes {
			var s scene.Scene
			b.Build(&s, size[0], size[1], &scene.Look{})
			if words := wordsOf(&s); !strings.Contains(words, c.want) {
				t.Errorf("%s, step %d, %v: nothing is said of %q: %s", c.turns, c.steps, size, c.want, words)
			}
		}
	}
}

// The bells of a code of two numbers, and what is painted from it, are there at every size that a stage has.
func TestCloudHasItsBells(t *testing.T) {
	b, _ := figured(t, 20, []string{"cloud", "map"}, nil, turnsOf(t, "data=10 neck=2 code=1 beta=1 loss=1 rate=0.01 width=64")...)
	for _, size := range [][2]float32{{1010, 838}, {1009, 361}, {1009, 275}, {680, 610}, {390, 464}, {390, 252}} {
		var s scene.Scene
		b.Build(&s, size[0], size[1], &scene.Look{Point: "cloud"})
		bells := 0
		for _, m := range s.Marks {
			if m.Kind == scene.Area {
				bells++
			}
		}
		if words := wordsOf(&s); bells < 2 || !strings.Contains(words, "painted") {
			t.Errorf("%v: %d bells: %s", size, bells, words)
		}
	}
}
