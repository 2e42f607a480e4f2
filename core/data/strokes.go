package data

import "math"

// A spot is a place on the paper that strokes are drawn on.
type spot struct{ x, y float32 }

// smooth appends to dst the curve through the points of a stroke, a Catmull-Rom spline of as many pieces for each gap.
func smooth(dst, stroke []spot) []spot {
	const pieces = 4
	at := func(i int) spot { return stroke[min(max(i, 0), len(stroke)-1)] }
	for i := range len(stroke) - 1 {
		a, b, c, d := at(i-1), at(i), at(i+1), at(i+2)
		for k := range pieces {
			t := float32(k) / pieces
			dst = append(dst, spot{spline(a.x, b.x, c.x, d.x, t), spline(a.y, b.y, c.y, d.y, t)})
		}
	}
	return append(dst, at(len(stroke)-1))
}

// spline is the Catmull-Rom cubic between b and c at t from 0 to 1 (Catmull and Rom 1974).
func spline(a, b, c, d, t float32) float32 {
	c1 := float32(0.5 * (c - a))
	c2 := a - float32(2.5*b) + float32(2*c) - float32(0.5*d)
	c3 := float32(1.5*(b-c)) + float32(0.5*(d-a))
	return b + float32(t*(c1+float32(t*(c2+float32(t*c3)))))
}

// inkCurve draws a curve into the picture x of the given width, in pixels from the middle of its first: full within half of thick of the curve,
// and fading to nothing over one more pixel. Where it crosses what is there, the darker ink stays.
func inkCurve(x []float32, width int, curve []spot, thick float32) {
	half := 0.5 + float32(thick/2)
	for i := range x {
		px, py := float32(i%width), float32(i/width)
		near := float32(math.MaxFloat32)
		for k := range len(curve) - 1 {
			near = min(near, toSegment(px, py, curve[k], curve[k+1]))
		}
		d := float32(math.Sqrt(float64(near)))
		x[i] = max(x[i], min(max(half-d, 0), 1))
	}
}

// toSegment is the squared distance from a place to the segment from a to b.
func toSegment(px, py float32, a, b spot) float32 {
	dx, dy := b.x-a.x, b.y-a.y
	ex, ey := px-a.x, py-a.y
	t := float32(0)
	if n := float32(dx*dx) + float32(dy*dy); n > 0 {
		t = min(max((float32(ex*dx)+float32(ey*dy))/n, 0), 1)
	}
	ex, ey = ex-float32(t*dx), ey-float32(t*dy)
	return float32(ex*ex) + float32(ey*ey)
}
