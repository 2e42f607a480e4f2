package data

import "hourglass/core/rng"

const digitSide = 12

// digitStrokes are the ten digits as a hand draws them: strokes through points, across and down from 0 to 1.
var digitStrokes = [10][][]spot{
	{{{0.5, 0}, {0.15, 0.2}, {0.08, 0.55}, {0.25, 0.92}, {0.55, 1}, {0.85, 0.8}, {0.92, 0.45}, {0.78, 0.1}, {0.5, 0}}},
	{{{0.22, 0.25}, {0.55, 0}}, {{0.55, 0}, {0.5, 1}}},
	{{{0.1, 0.22}, {0.4, 0}, {0.8, 0.1}, {0.78, 0.42}, {0.4, 0.75}, {0.08, 1}}, {{0.08, 1}, {0.92, 0.97}}},
	{{{0.12, 0.08}, {0.5, 0}, {0.85, 0.18}, {0.7, 0.42}, {0.4, 0.48}}, {{0.4, 0.48}, {0.8, 0.58}, {0.88, 0.82}, {0.5, 1}, {0.08, 0.9}}},
	{{{0.62, 0}, {0.06, 0.66}}, {{0.06, 0.66}, {0.95, 0.64}}, {{0.7, 0.35}, {0.66, 1}}},
	{{{0.85, 0}, {0.25, 0.02}}, {{0.25, 0.02}, {0.18, 0.45}}, {{0.18, 0.45}, {0.6, 0.4}, {0.88, 0.65}, {0.65, 0.97}, {0.1, 0.92}}},
	{{{0.75, 0}, {0.3, 0.3}, {0.1, 0.7}, {0.35, 1}, {0.75, 0.95}, {0.85, 0.68}, {0.55, 0.52}, {0.15, 0.7}}},
	{{{0.08, 0.04}, {0.9, 0}}, {{0.9, 0}, {0.55, 0.45}, {0.38, 1}}},
	{{{0.5, 0.47}, {0.15, 0.25}, {0.45, 0}, {0.82, 0.18}, {0.5, 0.47}, {0.12, 0.75}, {0.45, 1}, {0.88, 0.78}, {0.5, 0.47}}},
	{{{0.82, 0.3}, {0.5, 0.5}, {0.15, 0.32}, {0.4, 0.02}, {0.8, 0.1}, {0.82, 0.3}, {0.72, 0.7}, {0.45, 1}}},
}

// A digitDrawer says how digits lie in their pictures, in pixels.
type digitDrawer struct {
	side                     int
	tall, wide, thick, moved float32 // moved: how far apart the places are that one may stand at
}

// draw draws one of the ten digits: leaning, wider or narrower, and somewhat off the middle; and no point of a stroke is quite where the last hand
// put it.
func (d digitDrawer) draw(x, factors []float32, r *rng.Stream) {
	which := r.Intn(len(digitStrokes))
	factors[0] = float32(which) / float32(len(digitStrokes)-1)
	for i := 1; i < len(factors); i++ {
		factors[i] = r.Float32()
	}
	slant := float32(0.5 * (factors[1] - 0.35))
	wide := float32(d.wide * (0.7 + float32(0.4*factors[2])))
	middle := float32(float32(d.side-1) / 2)
	cx, cy := middle+float32(d.moved*(factors[3]-0.5)), middle+float32(d.moved*(factors[4]-0.5))
	clear(x)
	var moved, curve []spot
	for _, stroke := range digitStrokes[which] {
		moved = moved[:0]
		for _, p := range stroke {
			u, v := p.x-0.5+r.Range(-0.035, 0.035), p.y-0.5+r.Range(-0.035, 0.035)
			moved = append(moved, spot{cx + float32(wide*u) - float32(slant*float32(d.tall*v)), cy + float32(d.tall*v)})
		}
		curve = smooth(curve[:0], moved)
		inkCurve(x, d.side, curve, d.thick)
	}
}
