package lessons

import (
	"slices"

	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
)

func init() {
	circled := []Turn{{"data", circle}}
	stronger := []Turn{{"data", circle}, {"width", 32}, {"depth", 2}, {"unit", relu}}
	winding := net(spiral, 32, 2, silu)
	rows := []number{
		{in: "handle", says: "the colours are jumbled", turns: winding, what: "order", lo: 0, hi: 0.3},
		{in: "handle", says: "into order within 1,000 steps", turns: winding, steps: 1000, what: "order", lo: 0.99, hi: 1, seed: 2},
		{in: "off", says: "to its colour", steps: 1000, of: offColour, lo: 0, hi: 0.04},
		{in: "off", says: "not to the nearest place", steps: 1000, of: offNearest, lo: 0.1, hi: 1},
		{in: "circle", says: "at one place", turns: circled, steps: 6000, what: "cuts", lo: 1, hi: 1, seed: 2},
		{in: "circle", says: "from seeds 1 and", turns: circled, steps: 6000, what: "cuts", lo: 2, hi: 2, seed: 1},
		{in: "circle", says: "and 3, two", turns: circled, steps: 6000, what: "cuts", lo: 2, hi: 2, seed: 3},
		{in: "circle", says: "there copies are wrong", turns: circled, steps: 6000, of: worstOnCircle, lo: 0.79, hi: 2},
		{in: "circle", says: "A stronger network narrows a cut", turns: stronger, steps: 6000, what: "tear", lo: 0.9, hi: 1},
		{in: "circle", says: "narrows a cut", turns: circled, steps: 6000, what: "tear", lo: 0.2, hi: 0.6},
		{in: "circle", says: "never closes it", turns: stronger, steps: 6000, what: "cuts", lo: 1, hi: 1},
		{in: "circle", says: "at least a radius away", turns: stronger, steps: 6000, of: worstOnCircle, lo: 0.79, hi: 2},
		{in: "circle", says: "At first the circle is flat", turns: circled, steps: 400, what: "over pca", lo: -0.05, hi: 0.1},
		{in: "circle", says: "some starts stay so for thousands of steps", turns: circled, steps: 3000, what: "over pca", lo: -0.05, hi: 0.1, seed: 3},
		{in: "straight", says: "about 0.02", steps: 1000, what: "pca", lo: 0.015, hi: 0.025},
		{in: "straight", says: "below a twentieth", steps: 1000, of: ofPCA, lo: 0, hi: 1. / 20},
		{in: "scatter", says: "0.005 to 0.007", steps: 2000, then: []stage{{[]Turn{{"scatter", 0.1}}, 500}}, what: "loss", lo: 0.0045, hi: 0.0075},
		{in: "scatter", says: "Copies lie nearer to the true arc than dots do", steps: 2000, then: []stage{{[]Turn{{"scatter", 0.1}}, 500}}, of: besideArc, lo: 0, hi: 0.5},
		{in: "goal", says: "stays above 0.002 for 10,000 steps", turns: plain(spiral), steps: 10000, of: leastLoss, lo: 0.002, hi: 1},
		{in: "lies", says: "seed 2 the number line runs along", turns: winding, steps: 10000, of: direction, lo: 0.99, hi: 1, seed: 2},
		{in: "lies", says: "seed 1 it runs the other way", turns: winding, steps: 10000, of: direction, lo: -1, hi: -0.99, seed: 1},
		{in: "lies", says: "seed 3 it visits the spiral in pieces", turns: winding, steps: 10000, what: "order", lo: 0, hi: 0.5, seed: 3},
		{in: "lies", says: "only points that it never saw", turns: winding, steps: 10000, what: "valid", lo: 0.01, hi: 1, seed: 3},
	}
	for seed := uint32(1); seed <= 8; seed++ {
		if seed <= 3 {
			rows = append(rows, number{in: "lies", says: "All three end below 0.002", turns: winding, steps: 10000, what: "loss", lo: 0, hi: 0.002, seed: seed})
		}
		n := number{in: "lies", says: "four find the order: 1, 2, 7 and 8", turns: winding, steps: 10000, what: "order", lo: 0, hi: 0.7, seed: seed}
		if slices.Contains([]uint32{1, 2, 7, 8}, seed) {
			n.lo, n.hi = 0.99, 1
		}
		rows = append(rows, n)
	}
	numbers["line"] = rows
	given["line"] = map[string][]string{
		"off":      {"to 1,000 steps"},
		"circle":   {},
		"straight": {"to 1,000 steps"},
		"scatter":  {"to 2,000 steps", "a scatter of 0.1", "to 0.1"},
		"goal":     {"below 0.002", "99 %", "at most 24 units a layer"},
		"lies":     {"depth 2 and width 32", "train 10,000 steps from", "1, 2 and 3"},
	}
}

// offArc are places of the plane off the arc, as a learner presses them.
var offArc = [][2]float32{{0, -0.2}, {0.2, 1}, {-0.6, -0.4}, {0.7, 0.9}, {-0.7, 0.9}, {0.5, -0.5}, {-0.2, 1}, {0.3, 0}}

// offColour is how far the codes of copies are from the codes of the places beside the arc that they are copies of, a mean as a share of all that the codes
// of the arc span.
func offColour(s *ask.Run) float64 {
	off := 0.0
	for _, p := range offArc {
		z := codeOf(s, p[0], p[1])
		back := rebuilt(s, p[0], p[1])
		d := codeOf(s, back[0], back[1]) - z
		off += float64(max(d, -d)) / float64(len(offArc))
	}
	z := along(s, 256)
	return off / float64(slices.Max(z)-slices.Min(z))
}

// offNearest is how far copies of places beside the arc lie from the place of the arc nearest to those, a mean.
func offNearest(s *ask.Run) float64 {
	off := 0.0
	for _, p := range offArc {
		back := rebuilt(s, p[0], p[1])
		_, x, y := nearestOn(data.Arc, p[0], p[1])
		off += apart(back[0], back[1], x, y) / float64(len(offArc))
	}
	return off
}

func codeOf(s *ask.Run, x, y float32) float32 {
	s.Paint(0, x)
	s.Paint(1, y)
	var z [1]float32
	s.Code(z[:])
	return z[0]
}

// worstOnCircle is how far the worst place of the circle comes back from where it is.
func worstOnCircle(s *ask.Run) float64 { return slices.Max(offCircle(s, 20000)) }

// ofPCA is what share of PCA's error the loss is.
func ofPCA(s *ask.Run) float64 {
	v, _ := s.Measure("pca")
	return float64(s.Now().Loss) / v
}

// besideArc is how far the copies of the dots lie from the arc, as a share of how far the dots do: mean squares.
func besideArc(s *ask.Run) float64 {
	set := s.Set()
	dots, copies := 0.0, 0.0
	for i := range set.Train {
		p := set.Picture(i)
		back := rebuilt(s, p[0], p[1])
		d, c := toCurve(data.Arc, p[0], p[1]), toCurve(data.Arc, back[0], back[1])
		dots += d * d
		copies += c * c
	}
	return copies / dots
}

// leastLoss is the least loss of the run so far, at the points of its curve.
func leastLoss(s *ask.Run) float64 {
	var snap train.Snapshot
	s.Snapshot(&snap, 0)
	least := s.Now().Loss
	for _, p := range snap.Points {
		least = min(least, p.Loss)
	}
	return float64(least)
}

// direction is the order of the codes along an open curve, negative where they run against it.
func direction(s *ask.Run) float64 {
	v, _ := s.Measure("order")
	if z := along(s, 256); z[255] < z[0] {
		return -v
	}
	return v
}
