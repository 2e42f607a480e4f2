package figures

import (
	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// What a gesture brings forth stands where the hand is: the eye need not leave it.

// answer lays what came back, small, in a box: on its own ground, framed.
func answer(b *scene.Base, p *scene.Pen, at scene.Box) {
	role := tint.Panel
	if b.Form() == data.Pictures {
		role = tint.Ramp
	}
	p.Rect(at.Inset(-3), 3, tint.Ground, 0, 0.9)
	p.Rect(at, 0, role, 0, 1)
	b.Example(p, at, b.Output, tint.Ramp, 1)
	p.Frame(at.Inset(-2), 1.5, tint.Sand, 1)
}

// atRing is where the answer stands beside a ring of radius r at x, y on a map: over it, so that no finger covers it, and wholly on the map.
func atRing(m scene.Box, x, y, r, w, h float32) scene.Box {
	const gap = 8
	at := scene.At(x-w/2, y-r-gap-h, w, h)
	if at.Y < m.Y+gap { // no room above: to the side with more
		at.Y = max(y-h/2, m.Y+gap)
		at.X = x + r + gap
		if x > m.X+m.W/2 {
			at.X = x - r - gap - w
		}
	}
	at.X = min(max(at.X, m.X+gap), m.X+m.W-w-gap)
	return at
}
