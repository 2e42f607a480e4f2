package tint

import (
	"math"
	"testing"
)

// blindness is what an eye without one kind of cone sees, on linear red, green and blue: Machado, Oliveira and Fernandes, "A Physiologically-based
// Model for Simulation of Color Vision Deficiency" (2009), at severity 1.
var blindness = map[string][9]float64{
	"full sight":   {1, 0, 0, 0, 1, 0, 0, 0, 1},
	"protanopia":   {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
	"deuteranopia": {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
	"tritanopia":   {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900},
}

// lab is where a colour, seen by an eye, stands in CIE L*a*b* under D65.
func lab(c Colour, eye [9]float64) [3]float64 {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	seen := func(i int) float64 { return min(max(eye[i]*r+eye[i+1]*g+eye[i+2]*b, 0), 1) }
	r, g, b = seen(0), seen(3), seen(6)
	f := func(v float64) float64 {
		if v > 216.0/24389 {
			return math.Cbrt(v)
		}
		return (24389.0/27*v + 16) / 116
	}
	x := f((0.4124*r + 0.3576*g + 0.1805*b) / 0.9505)
	y := f(0.2126*r + 0.7152*g + 0.0722*b)
	z := f((0.0193*r + 0.1192*g + 0.9505*b) / 1.089)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func distance(a, b Colour, eye [9]float64) float64 {
	p, q := lab(a, eye), lab(b, eye)
	return math.Hypot(math.Hypot(p[0]-q[0], p[1]-q[1]), p[2]-q[2])
}

// Whoever sees no red, no green or no blue still tells apart what a picture tells by colour: the sign of a weight and a run from its twin (sand and sea),
// the steps of a true factor, and what is reached from what has blown up. A difference of 2.3 is the least that is
// seen; 10 is plain at a glance.
func TestColoursForEveryEye(t *testing.T) {
	for _, th := range []*Theme{&Dark, &Light} {
		for name, eye := range blindness {
			apart := func(what string, a, b Colour, least float64) {
				if d := distance(a, b, eye); d < least {
					t.Errorf("%s, %s: %s are %.1f apart, want %.0f", th.Name, name, what, d, least)
				}
			}
			apart("the signs of a weight", th.Of(Signed, -1), th.Of(Signed, 1), 30)
			apart("reached and blown up", th.Of(Leaf, 0), th.Of(Rose, 0), 10)
			for i := 1; i < len(th.hue); i++ {
				apart("neighbours of a factor", th.hue[i-1], th.hue[i], 5)
			}
			apart("the ends of a factor", th.hue[0], th.hue[len(th.hue)-1], 30)
		}
	}
}
