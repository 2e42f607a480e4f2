package scene

import (
	"testing"

	"hourglass/wasm/wire"
)

// A blank is a figure that draws nothing.
type blank struct{}

func (blank) Plan(*Base)                   {}
func (blank) Update(*Base)                 {}
func (blank) Draw(*Base, *Pen, Box, *Look) {}

func init() {
	for _, name := range []string{"network", "map", "pairs", "curve"} {
		Register(&Figure{Name: name, New: func() Panel { return blank{} }})
	}
}

// On a stage without room for all, the figure that the step speaks of is the one that is shown.
func TestTheFigureSpokenOfIsShown(t *testing.T) {
	l := &wire.Lesson{Figures: []string{"network", "map", "pairs", "curve"}}
	b := New(l)
	for _, point := range []string{"map neck", "curve rate", "neck pairs"} {
		all := b.layout(&Pen{Scene: &Scene{}, Size: 1}, 500, 500, "", point)
		for i, f := range l.Figures {
			if shown := all[i].box.W > 0; shown != speaksOf(point, f) {
				t.Errorf("%q: %s shown is %v", point, f, shown)
			}
		}
	}
}
