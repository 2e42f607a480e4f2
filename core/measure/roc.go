package measure

import (
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/integrate"
	"gonum.org/v1/gonum/stat"
)

// A Point is one way to cut a score in two: at or above the threshold counts as positive.
type Point struct {
	Threshold           float64 // a score that occurred, or +Inf, which calls nothing positive
	FalseRate, TrueRate float64 // shares of the negatives and of the positives at or above it, 0 to 1
}

// Balanced is the balanced accuracy at the point: the mean of the shares of positives and of negatives that it
// gets right. It runs from 0 to 1; guessing gives 1/2, however many there are of each.
func (p Point) Balanced() float64 { return (p.TrueRate + 1 - p.FalseRate) / 2 }

// A Curve is the receiver operating characteristic of a score (Fawcett 2006), of any unit, high for positive.
type Curve struct {
	Points []Point // one for each value of the score that occurred, after +Inf: thresholds fall, both rates rise from 0 to 1

	truths, falses     []float64 // the rates as counts, which are exact
	positive, negative float64
}

// ROC returns the curve of score against label (true is positive, a find), one each an example. Equal scores fall
// on one side together, so they make one point and a slanted edge. It fails on lengths that do not meet, on scores
// that are not finite, and where one of the classes has no example.
func ROC(score []float64, label []bool) (*Curve, error) {
	if err := meet("scores", len(score), "labels", len(label)); err != nil {
		return nil, err
	}
	if err := table("scores", score, len(score), 1); err != nil {
		return nil, err
	}
	c := &Curve{}
	for _, l := range label {
		if l {
			c.positive++
		} else {
			c.negative++
		}
	}
	if c.positive == 0 || c.negative == 0 {
		return nil, errors.New("measure: a score can only be judged where both classes have examples")
	}
	score, label = slices.Clone(score), slices.Clone(label)
	stat.SortWeightedLabeled(score, label, nil)
	tpr, fpr, thresholds := stat.ROC(nil, score, label, nil)
	for i, t := range thresholds {
		// gonum takes its rates from 1 by way of a reciprocal, and 1-7*(1/10) is a hair above 3/10. The counts put them right.
		tp, fp := math.Round(tpr[i]*c.positive), math.Round(fpr[i]*c.negative)
		c.truths, c.falses = append(c.truths, tp), append(c.falses, fp)
		c.Points = append(c.Points, Point{t, fp / c.negative, tp / c.positive})
	}
	return c, nil
}

// AUC is the area under the curve by the trapezoidal rule: the chance that a random positive scores above a random
// negative, an equal score counting half. So it is the Mann-Whitney statistic U over the number of pairs (Hanley
// and McNeil 1982), without rounding but for the one division. It runs from 0 to 1; 1/2 is no better than chance.
func (c *Curve) AUC() float64 {
	return integrate.Trapezoidal(c.falses, c.truths) / (c.positive * c.negative)
}

// AtFalseRate returns the point that finds most while calling at most that share of the negatives positive (0 to
// 1, NaN counting as 0). Of points that find equally many it is the one with the highest threshold. Where even the
// highest score belongs to too many negatives, the threshold is +Inf.
func (c *Curve) AtFalseRate(most float64) Point {
	best := c.Points[0]
	for _, p := range c.Points[1:] {
		if p.FalseRate <= most && p.TrueRate > best.TrueRate {
			best = p
		}
	}
	return best
}

// Best returns the point of best balanced accuracy, the one with the highest threshold among equals. A score no
// better than chance anywhere gets the threshold +Inf. Chosen and judged on the same examples it flatters: choose
// on some, judge on others.
func (c *Curve) Best() Point {
	best := 0
	// Compared as counts over a common denominator, where equals are equal.
	value := func(i int) float64 { return c.truths[i]*c.negative - c.falses[i]*c.positive }
	for i := range c.Points {
		if value(i) > value(best) {
			best = i
		}
	}
	return c.Points[best]
}
