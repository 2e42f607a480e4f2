package ask

import (
	"math"
	"strconv"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/core/vec"
)

func fieldMeasures() []measure {
	return []measure{
		// "field", "field S": how far a denoiser of points is from the best there is for normal noise of that standard deviation, or of the run's own
		// amount: [Run.Field]
		{name: "field", asks: maybe, costly: true, of: func(r *Run, s string) (float64, bool) {
			if s == "" && r.Setup.Noise == ae.Gaussian {
				return r.Field(r.Setup.Amount)
			}
			v, err := strconv.ParseFloat(s, 32)
			if err != nil || !(v <= 1) {
				return 0, false
			}
			return r.Field(float32(v))
		}},
	}
}

// Origins weighs which of some points, each as likely, lies behind a place to which normal noise moved it.
type Origins struct {
	points      []float32 // (n, 2)
	x, y        float32   // the place
	least       float32   // squared distance of the nearest point
	scale       float32   // 1/2s^2
	sum, dx, dy float32   // of all weights, and of the ways to the points by their weights
}

// Behind weighs points (n, 2), which it keeps, as what lies behind (x, y) under normal noise of standard deviation s > 0.
func Behind(points []float32, x, y, s float32) Origins {
	o := Origins{points: points, x: x, y: y, least: math.MaxFloat32, scale: 1 / (2 * float32(s*s))}
	for i := 0; i < len(points); i += 2 {
		o.least = min(o.least, squared(points[i]-x, points[i+1]-y))
	}
	for i := 0; i < len(points); i += 2 {
		w := o.Weight(i / 2)
		o.sum += w
		o.dx += float32(w * (points[i] - x))
		o.dy += float32(w * (points[i+1] - y))
	}
	return o
}

// Weight is the chance of point i against that of the likeliest one: from 0 to 1, which the nearest has, so that they can neither all vanish nor overflow.
func (o *Origins) Weight(i int) float32 {
	return vec.Exp1(float32((o.least - squared(o.points[2*i]-o.x, o.points[2*i+1]-o.y)) * o.scale))
}

// Sum is that of all weights: as many points as count, about.
func (o *Origins) Sum() float32 { return o.sum }

// Mean is that of the points by their chances.
func (o *Origins) Mean() (x, y float32) { return o.x + o.dx/o.sum, o.y + o.dy/o.sum }

// Denoised returns the best guess at which point lies behind (x, y), when one of points (n, 2), each as likely, was moved by normal noise
// of standard deviation s > 0: the mean of the points by their chance,
//
//	r(x) = sum_i w_i p_i,  w = softmax(-|x-p_i|^2 / 2s^2)
//
// (Tweedie's formula; Vincent 2011; Alain and Bengio 2014). No network that was trained on those points under that noise can be better
// on average. density is how likely such a moved point is to lie there, between 0 and 1: 1 would be all points at (x, y) itself.
func Denoised(points []float32, x, y, s float32) (rx, ry, density float32) {
	o := Behind(points, x, y, s)
	rx, ry = o.Mean()
	return rx, ry, o.sum / float32(len(points)/2) * vec.Exp1(float32(-o.least*o.scale))
}

func squared(x, y float32) float32 { return float32(x*x) + float32(y*y) }

// The places at which a network is held against the best denoiser: the middles of fieldSide by fieldSide fields of the square from -FieldReach to
// FieldReach.
const (
	FieldReach = 1.3
	fieldSide  = 24
)

// A field is the best denoiser of a set of points, as far as a network is held against it.
type field struct {
	spec   data.Spec
	s      float32
	places []float32 // (fieldSide*fieldSide, 2)
	best   []float32 // (fieldSide*fieldSide, 2): where the best denoiser sends them
	weight []float32 // (fieldSide*fieldSide): the density of torn points there
}

// fit works out the best denoiser for the points of set and noise s, unless it is known.
func (m *field) fit(set *data.Set, s float32) {
	if m.spec == set.Spec && m.s == s {
		return
	}
	const n = fieldSide * fieldSide
	*m = field{spec: set.Spec, s: s, places: make([]float32, 2*n), best: make([]float32, 2*n), weight: make([]float32, n)}
	points := set.TrainX()
	for i := range n {
		x := float32(FieldReach * (float32(2*(i%fieldSide)+1)/fieldSide - 1))
		y := float32(FieldReach * (float32(2*(i/fieldSide)+1)/fieldSide - 1))
		m.places[2*i], m.places[2*i+1] = x, y
		m.best[2*i], m.best[2*i+1], m.weight[i] = Denoised(points, x, y, s)
	}
}

// Field tells how far what the network makes of torn points is from what the best denoiser for normal noise of standard deviation s makes of
// them: the root of the mean squared distance between the two, as a share of that between the best denoiser's answer and its question. Both
// are means over the plane, by the density of torn points: nowhere counts that no point is ever torn to. 0 is the best that can
// be; a network that gives back what it was given has 1. There is no answer but for points and noise above 0. It allocates
// only for points or noise that it has not met.
func (r *Run) Field(s float32) (share float64, ok bool) {
	if r.Setup.Data.Form() != data.Points || !(s > 0) {
		return 0, false
	}
	m := &r.memo.field
	m.fit(r.Set(), s)
	var off, all float64
	for from := 0; from < len(m.weight); from += train.TrainRows {
		to := min(from+train.TrainRows, len(m.weight))
		out := r.Copies(m.places[2*from : 2*to])
		for i := from; i < to; i++ {
			x, y := m.best[2*i], m.best[2*i+1]
			much := float64(m.weight[i])
			off += float64(much * float64(squared(out[2*(i-from)]-x, out[2*(i-from)+1]-y)))
			all += float64(much * float64(squared(m.places[2*i]-x, m.places[2*i+1]-y)))
		}
	}
	return math.Sqrt(off / all), all > 0
}
