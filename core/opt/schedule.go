package opt

import (
	"errors"
	"math"
	"strconv"
)

// A Course is how a schedule goes on after its warm-up.
type Course uint8

// The courses. Cosine is half a wave (Loshchilov and Hutter 2017, without restarts); Halving halves once every Over steps.
const (
	Constant Course = iota
	Linear
	Cosine
	Halving
	courseCount
)

// CourseNames are the names of the courses, by value.
var CourseNames = [...]string{"constant", "linear", "cosine", "halving"}

func (c Course) String() string { return CourseNames[c] }

// A Schedule is a factor of the learning rate that depends on the step alone. It rises in a straight line over Warm steps,
// the first of which already moves, and then takes its course from 1 down to Floor, where it stays. The zero value is always
// 1.
type Schedule struct {
	Kind  Course
	Warm  int     // steps of warm-up, at least 0
	Over  int     // steps from 1 to Floor, or of one halving, at least 1; 0 under Constant
	Floor float32 // in [0, 1]; 0 under Constant
}

// Check says what is out of range, or nothing.
func (s Schedule) Check() error {
	switch {
	case s.Kind >= courseCount:
		return errors.New("opt: unknown schedule")
	case s.Warm < 0:
		return errors.New("opt: a warm-up of " + strconv.Itoa(s.Warm) + " steps: the least is 0, for none")
	case s.Over < 0 || s.Over == 0 && s.Kind != Constant:
		return errors.New("opt: " + s.Kind.String() + " over " + strconv.Itoa(s.Over) + " steps: Schedule.Over must be at least 1")
	case !(s.Floor >= 0 && s.Floor <= 1):
		return errors.New("opt: the schedule's floor must lie in [0, 1]")
	case s.Kind == Constant && (s.Over != 0 || s.Floor != 0):
		return errors.New("opt: a constant schedule goes nowhere: Over and Floor are of Linear, Cosine and Halving")
	}
	return nil
}

// At returns the factor, in [0, 1], of a step; the first step is 0. The schedule must have passed Check.
func (s Schedule) At(step int) float32 {
	if step < s.Warm {
		return float32(float64(step+1) / float64(s.Warm))
	}
	if s.Kind == Constant {
		return 1
	}
	step -= s.Warm
	floor := float64(s.Floor)
	if s.Kind == Halving {
		return float32(max(floor, math.Ldexp(1, -(step/s.Over))))
	}
	left := 1 - float64(min(step, s.Over))/float64(s.Over)
	if s.Kind == Cosine {
		left = halfWave(left)
	}
	return float32(floor + float64((1-floor)*left))
}

// halfWave returns (1 - cos πx)/2 for x in [0, 1], which rises from 0 to 1. The cosine is a sine, and that Taylor's series
// up to the 15th power: within 4e-12 here, and the same bits on every machine, which math.Cos does not promise.
func halfWave(x float64) float64 {
	a := float64(math.Pi * (x - 0.5))
	q := float64(a * a)
	p := float64(-1.0 / 1307674368000)
	p = float64(p*q) + 1.0/6227020800
	p = float64(p*q) - 1.0/39916800
	p = float64(p*q) + 1.0/362880
	p = float64(p*q) - 1.0/5040
	p = float64(p*q) + 1.0/120
	p = float64(p*q) - 1.0/6
	p = float64(p*q) + 1
	return min(max(0.5+float64(0.5*float64(p*a)), 0), 1)
}
