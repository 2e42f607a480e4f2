package nn

import (
	"testing"

	"hourglass/core/internal/golden"
)

func TestUpGolden(t *testing.T) {
	g := golden.Vectors(t, goldenDir, "up2_nearest")
	in := Shape{2, 4, 4}
	r := pass(t, NewUp(in, 2), in, nil, inner(g.Inputs["x"]).F32(), inner(g.Inputs["dy"]).F32(), 1)
	golden.Near(t, "y", r.y, inner(g.Expect["y"]).Data, 1e-5)
	golden.Near(t, "dx", r.dx, inner(g.Expect["dx"]).Data, 1e-5)
}
