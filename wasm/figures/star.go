package figures

import (
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// A star with five points is two bands, one over the other: its crown with both arms, and its legs. Places are from its middle, for one of radius 1 (a regular
// pentagram, whose inner corners lie 0.382 from the middle), and run down. The two overlap a little, so that no seam shows: a star is opaque.
var (
	crown = [...]band{{-0.951, -0.309, -0.309}, {-0.363, -0.309, 0.118}, {-0.225, -0.309, 0.118}, {0, -1, 0.118}, {0.225, -0.309, 0.118}, {0.363, -0.309, 0.118}, {0.951, -0.309, -0.309}}
	legs  = [...]band{{-0.588, 0.809, 0.809}, {-0.363, 0.06, 0.646}, {0, 0.06, 0.382}, {0.363, 0.06, 0.646}, {0.588, 0.809, 0.809}}
)

// starWide is how far a star of radius 1 reaches to each side.
const starWide = 0.951

// A band is the upper and the lower edge of an area at x.
type band struct{ x, up, low float32 }

// star draws a star of radius r round x, y, as far as share of its width from the left.
func star(p *scene.Pen, x, y, r, share float32, role tint.Role) {
	until := starWide * (2*min(share, 1) - 1)
	if share <= 0 || r <= 0 {
		return
	}
	starBand(p, crown[:], x, y, r, until, role)
	starBand(p, legs[:], x, y, r, until, role)
}

// starBand draws a band up to a place across.
func starBand(p *scene.Pen, all []band, x, y, r, until float32, role tint.Role) {
	n := 0
	for n < len(all) && all[n].x <= until {
		n++
	}
	if n == 0 {
		return
	}
	last := all[n-1]
	if n < len(all) {
		next := all[n]
		t := (until - last.x) / (next.x - last.x)
		last = band{until, last.up + t*(next.up-last.up), last.low + t*(next.low-last.low)}
		n++
	}
	first := int32(len(p.Points))
	for lower := range 2 {
		for i := range n {
			at := all[i]
			if i == n-1 {
				at = last
			}
			v := at.up
			if lower == 1 {
				v = at.low
			}
			p.Points = append(p.Points, scene.Point{X: x + r*at.x, Y: y + r*v})
		}
	}
	p.Add(scene.Mark{Kind: scene.Area, Role: role, V: float32(role), A: 1, First: first, Count: int32(n)})
}
