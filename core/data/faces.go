package data

import "hourglass/core/rng"

const faceSide = 16

// A face is drawn from four true factors, in pixels from the middle of the head.
type face struct {
	mouth float32 // how far its corners stand above its middle
	brows float32 // how far their outer ends stand above the inner ones
	eyes  float32 // half their height
	tilt  float32 // tangent of half the angle that the head leans by
}

// drawFace draws a round head with two eyes, two brows and a mouth.
func drawFace(x, factors []float32, r *rng.Stream) {
	for i := range factors {
		factors[i] = r.Float32()
	}
	f := face{
		mouth: float32(5.2 * (factors[0] - 0.5)),
		brows: float32(3.4 * (factors[1] - 0.5)),
		eyes:  0.15 + float32(1.25*factors[2]),
		tilt:  float32(0.34 * (factors[3] - 0.5)),
	}
	f.draw(x)
}

func (f face) draw(x []float32) {
	clear(x)
	var head [25]spot
	for i := range head {
		c, s := turn(float32(i) / float32(len(head)-1))
		head[i] = spot{float32(6.3 * c), float32(7.1 * s)}
	}
	f.stroke(x, head[:], 0.55)
	brow, up := float32(f.brows/2), float32(f.mouth/2)
	for _, side := range [2]float32{-1, 1} {
		eye := float32(2.5 * side)
		f.stroke(x, []spot{{eye, -1.1 - f.eyes}, {eye, -1.1 + f.eyes}}, 1.35)
		f.stroke(x, []spot{{float32(1.2 * side), -3.7 + brow}, {float32(4 * side), -3.7 - brow}}, 0.8)
	}
	f.stroke(x, smooth(nil, []spot{{-3.1, 3.6 - up}, {-1.7, 3.6 + float32(0.55*up)}, {0, 3.6 + up}, {1.7, 3.6 + float32(0.55*up)}, {3.1, 3.6 - up}}), 0.9)
}

// stroke leans a curve with the head and draws it. From the tangent of half the angle, cosine and sine come by exact arithmetic.
func (f face) stroke(x []float32, curve []spot, thick float32) {
	q := float32(f.tilt * f.tilt)
	cos, sin := (1-q)/(1+q), 2*f.tilt/(1+q)
	const middle = float32(faceSide-1) / 2
	leant := make([]spot, len(curve))
	for i, p := range curve {
		leant[i] = spot{middle + float32(p.x*cos) - float32(p.y*sin), middle + float32(p.x*sin) + float32(p.y*cos)}
	}
	inkCurve(x, faceSide, leant, thick)
}
