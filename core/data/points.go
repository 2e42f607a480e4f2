package data

import "hourglass/core/rng"

// On returns the point of a curve's kind at u, from 0 at its beginning to 1 at its end, in the square from -1 to 1. Of a closed curve
// both ends are one point; of two crescents each has half of the way.
func (k Kind) On(u float32) (x, y float32) {
	switch k {
	case Line:
		return float32(1.8*u) - 0.9, float32(1.2*u) - 0.6
	case Arc:
		c, s := turn(0.08 + float32(0.34*u))
		return float32(0.95 * c), float32(1.3*s) - 0.75
	case Circle:
		c, s := turn(u)
		return float32(0.8 * c), float32(0.8 * s)
	case Spiral:
		c, s := turn(1.5 * u)
		r := 0.12 + float32(0.8*u)
		return float32(r * c), float32(r * s)
	}
	if u < 0.5 {
		c, s := turn(u)
		return float32(0.6*c) - 0.25, float32(0.6*s) - 0.12
	}
	c, s := turn(u)
	return float32(0.6*c) + 0.25, float32(0.6*s) + 0.12
}

// drawOn draws points evenly from the whole length of u.
func drawOn(k Kind) func(x, factors []float32, r *rng.Stream) {
	return func(x, factors []float32, r *rng.Stream) {
		u := r.Float32()
		factors[0] = u
		x[0], x[1] = k.On(u)
	}
}

// turn returns cosine and sine of v whole turns. Within each quarter they come from the tangent of half the angle by exact arithmetic;
// the library's own differ between platforms. That tangent is a cubic that runs from 0 to 1 at a nearly even pace.
func turn(v float32) (cos, sin float32) {
	quarter := floor(float32(4 * v))
	t := float32(4*v) - float32(quarter)
	q := float32(t * (0.785 + float32(0.215*float32(t*t))))
	n := float32(q * q)
	cos, sin = (1-n)/(1+n), 2*q/(1+n)
	switch quarter & 3 {
	case 1:
		return -sin, cos
	case 2:
		return -cos, -sin
	case 3:
		return sin, -cos
	}
	return cos, sin
}
