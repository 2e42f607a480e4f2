package scene

import "math"

// Scales: round values, and ends that do not breathe.

// A Tick is a round value, its place along an axis from 0 to 1, and the decimals it needs. An unused one is at 0.
type Tick struct {
	Value, At float32
	Decimals  int
}

// Ticks finds the round values inside lo to lo+span: about three, at most eight.
func Ticks(lo, span float32) (out [8]Tick) {
	mult, exp := RoundStep(span / 3)
	step := mult * float32(math.Pow10(exp))
	first := ceil(lo / step)
	for i := range out {
		v := float32(first+i) * step
		if t := (v - lo) / span; t > 0.06 && t < 0.96 {
			out[i] = Tick{v, t, max(-exp, 0)}
		}
	}
	return out
}

// RoundStep is the largest of 1, 2 and 5 times a power of ten that is not above v.
func RoundStep(v float32) (mult float32, exp int) {
	v = min(max(v, 1e-6), 1e9)
	exp = int(math.Floor(math.Log10(float64(v)) + 1e-6))
	switch m := v / float32(math.Pow10(exp)); {
	case m >= 4.9999:
		return 5, exp
	case m >= 1.9999:
		return 2, exp
	}
	return 1, exp
}

func ceil(v float32) int {
	i := int(v)
	if float32(i) < v {
		i++
	}
	return i
}

// Lift is how high dot i stands on a map whose height means nothing.
func Lift(i int) float32 { return 0.06 + 0.88*float32(i*37%101)/100 }

// Follow moves the end of an axis: outwards at once, so that nothing is off it, inwards slowly, so that it does not breathe.
func Follow(was, is float32) float32 {
	const shrink = 0.06
	if was == 0 || is >= was {
		return is
	}
	return was + shrink*(is-was)
}
