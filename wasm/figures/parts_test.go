package figures

import (
	"testing"

	"hourglass/wasm/scene"
)

// Whatever parts a setup is made of, every figure of its run can be read and drawn, or says that it cannot show it: at rest, in slow motion, and with the ring held.
func TestEveryPartOfASetupIsDrawn(t *testing.T) {
	for _, c := range []struct{ turns, figures string }{
		{"convs=1 channels=8", "all"},
		{"data=9 convs=2 channels=12 depth=0 neck=3", "all"},
		{"state=10 neck=4", "all"},
		{"data=11 state=8 writes=1", "all"},
		{"data=2 classify=1", "few"},
		{"data=2 judge=16", "few"},
		{"missing=0.3 masked=1", "all"},
		{"norm=1 examples=4 batch=4 depth=2", "all"},
	} {
		t.Run(c.turns, func(t *testing.T) {
			names := []string{"network", "map", "pairs", "curve"}
			if c.figures == "all" {
				names = []string{"network", "map", "dictionary", "darts", "firing", "mend"}
			}
			b, session := figured(t, 20, names, nil, turnsOf(t, c.turns)...)
			draw := func() {
				t.Helper()
				show(t, b, session)
				var s scene.Scene
				for _, size := range [][2]float32{{390, 464}, {1010, 838}} {
					for _, look := range []scene.Look{{}, {Hero: "network", Hover: scene.Hit{Target: scene.Node, Layer: 0, Index: 3}}, {Open: scene.Hit{Target: scene.Node, Layer: 1, Index: 1}}} {
						b.Build(&s, size[0], size[1], &look)
						legible(t, &s, size[0], size[1])
						sound(t, &s, 12)
					}
				}
			}
			draw()
			for range 3 {
				session.Slow()
				draw()
			}
			session.Hold(make([]float32, session.Setup.Neck))
			draw()
		})
	}
}
