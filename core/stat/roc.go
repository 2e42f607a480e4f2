// Package stat holds the small statistics that programs of the page ask of scores, codes and labels: how well a score tells two classes apart, what
// clusters there are, how pure they are, how many bits a histogram holds, who is nearest. It links nothing but what a program has anyway; package
// measure, on gonum, is what its tests hold it against; k-means stands here alone, and measure asks for it. Whoever asks again and again brings the memory, and nothing is allocated. Lengths that do not
// meet panic.
package stat

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// A Point is one way to cut a score in two: at or above the threshold counts as positive.
type Point struct {
	Threshold    float64 // a score that occurred, or +Inf, which calls nothing positive
	False, Right int     // how many negatives and how many positives lie at or above it
}

// A Curve is the receiver operating characteristic of a score, high for positive (Fawcett 2006).
type Curve struct {
	Points             []Point // after +Inf one for each value that occurred: thresholds fall, both counts rise
	Positive, Negative int     // how many there are of each
	order              []int
}

// Fit makes it the curve of scores, one for each label (true is positive, a find), and reports whether both classes have examples. Equal scores fall on one
// side together. Scores must be numbers.
func (c *Curve) Fit(score []float64, label []bool) bool {
	meet("scores", len(score), "labels", len(label))
	c.order, c.Points = c.order[:0], append(c.Points[:0], Point{Threshold: math.Inf(1)})
	for i := range score {
		c.order = append(c.order, i)
	}
	slices.SortFunc(c.order, func(a, b int) int { return cmp.Compare(score[b], score[a]) })
	at := Point{}
	for k, i := range c.order {
		if label[i] {
			at.Right++
		} else {
			at.False++
		}
		if k+1 == len(score) || score[c.order[k+1]] != score[i] {
			at.Threshold = score[i]
			c.Points = append(c.Points, at)
		}
	}
	c.Positive, c.Negative = at.Right, at.False
	return at.Right > 0 && at.False > 0
}

// AUC is the area under the curve: the chance that a random positive scores above a random negative, an equal score counting half (Hanley and McNeil
// 1982). Both classes must have examples.
func (c *Curve) AUC() float64 {
	twice := 0
	for i, p := range c.Points[1:] {
		was := c.Points[i]
		twice += (p.False - was.False) * (p.Right + was.Right)
	}
	return float64(twice) / 2 / float64(c.Positive*c.Negative)
}

// At counts what a threshold calls positive.
func (c *Curve) At(threshold float64) Point {
	best := c.Points[0]
	for _, p := range c.Points[1:] {
		if p.Threshold < threshold {
			break
		}
		best = p
	}
	best.Threshold = threshold
	return best
}

// Within is the lowest threshold that occurred at which at most one negative in n counts as positive; n is at least 1.
func (c *Curve) Within(n int) Point {
	best := c.Points[0]
	for _, p := range c.Points[1:] {
		if p.False*n > c.Negative {
			break
		}
		best = p
	}
	return best
}

// Shares are what part of the positives and of the negatives a cut calls positive. Both classes must have examples.
func (c *Curve) Shares(p Point) (right, wrong float64) {
	return float64(p.Right) / float64(c.Positive), float64(p.False) / float64(c.Negative)
}

// Precision is the share of true finds among all that a cut calls positive, where positives are a share rare of everything, from 0 to 1. There is none
// where nothing is called so.
func (c *Curve) Precision(p Point, rare float64) (precision float64, ok bool) {
	right, wrong := c.Shares(p)
	right, wrong = rare*right, (1-rare)*wrong
	return right / (right + wrong), right+wrong > 0
}

// Cost is what a cut costs for each example, where positives are a share rare of everything, a false alarm costs 1 and a missed positive costs miss.
func (c *Curve) Cost(p Point, rare, miss float64) float64 {
	right, wrong := c.Shares(p)
	return float64(rare*(1-right)*miss) + float64((1-rare)*wrong)
}

// Cheapest is the cut of least cost, the highest threshold of several.
func (c *Curve) Cheapest(rare, miss float64) Point {
	best := c.Points[0]
	for _, p := range c.Points[1:] {
		if c.Cost(p, rare, miss) < c.Cost(best, rare, miss) {
			best = p
		}
	}
	return best
}

func meet(what string, n int, other string, m int) {
	if n != m {
		panic("stat: " + strconv.Itoa(n) + " " + what + " for " + strconv.Itoa(m) + " " + other)
	}
}
