package lessons

import (
	"math"

	"hourglass/core/ask"
)

func init() {
	const plain = "twin " + masked
	torn33 := torn(0.33)
	over := func(a, b string) func(s *ask.Run) float64 {
		return func(s *ask.Run) float64 {
			x, ok := s.Measure(a)
			y, is := s.Measure(b)
			if !ok || !is {
				return math.NaN()
			}
			return x / y
		}
	}
	// reached is after how many steps a measure first falls below a bound, looked at every fifty; the run is trained on.
	reached := func(what string, bound float64, most int) func(s *ask.Run) float64 {
		return func(s *ask.Run) float64 {
			for n := 0; n < most; n += 50 {
				learn(s, 50)
				if v, ok := s.Measure(what); ok && v < bound {
					step, _ := s.At()
					return float64(step)
				}
			}
			return math.Inf(1)
		}
	}
	wide := append(torn(0.33), Turn{"neck", 64})
	falls := append(pushed(), Turn{"schedule", 2})
	numbers["noise"] = []number{
		{in: "tear", says: "press Play and watch the rows", turns: torn33, of: reached(masked, 0.016, 2000), lo: 0, hi: 700},
		{in: "plain", says: "about 0.065 away", turns: torn33, steps: 2000, what: "raw " + masked, lo: 0.06, hi: 0.0725},
		{in: "plain", says: "0.02 to 0.03", turns: torn33, steps: 2000, what: plain, lo: 0.02, hi: 0.03},
		{in: "plain", says: "0.006 to 0.011", turns: torn33, steps: 2000, what: masked, lo: 0.006, hi: 0.011},
		{in: "plain", says: "about three times worse", turns: torn33, steps: 2000, of: over(plain, masked), lo: 2.5, hi: 3.5},
		{in: "plain", says: "about 0.0016 off", turns: torn33, steps: 2000, what: "twin " + copied, lo: 0.0013, hi: 0.0019},
		{in: "plain", says: "the other's 0.004", turns: torn33, steps: 2000, what: copied, lo: 0.0035, hi: 0.0045},
		{in: "plain", says: "after 6,000 steps, more than three and a half", turns: torn33, steps: 6000, of: over(plain, masked), lo: 3.5, hi: 6},
		{in: "room", says: "copies clean pictures almost without loss", turns: wide, steps: 2000, what: "twin " + copied, lo: 0, hi: 0.0018},
		{in: "room", says: "mends torn ones as badly as before", turns: wide, steps: 2000, what: plain, lo: 0.02, hi: 0.03},
		{in: "room", says: "The denoising one still mends", turns: wide, steps: 2000, of: over(plain, masked), lo: 2.5, hi: 4},
		{in: "room", says: "after 500 to 1,000 steps", turns: wide, of: reached(masked, 0.012, 3000), lo: 450, hi: 1050},
		{in: "arrows", says: "the thin arrows only tremble", turns: pushed(), steps: 2000, what: "field", lo: 0.07, hi: 0.3},
		{in: "arrows", says: "within 5 %", turns: falls, steps: 4000, what: "field", lo: 0, hi: 0.05},
		{in: "arrows", says: "to **cosine**", turns: pushed(), steps: 6000, then: []stage{{[]Turn{{"schedule", 2}}, 500}}, what: "field", lo: 0, hi: 0.05},
		{in: "beats", says: "to an error below 0.004", turns: append([]Turn{{"data", beats}}, torn33[1:]...), of: reached(masked, 0.004, 3000), lo: 0, hi: 1500},
		{in: "other", says: "mends such pictures worse than its plain twin", turns: torn33, steps: 6000, of: over(blown, "twin "+blown), lo: 1.2, hi: 2},
		{in: "other", says: "to an error below 0.015", turns: torn33, steps: 6000, then: []stage{{[]Turn{{"noise", gaussian}, {"amount", 0.3}}, 500}}, what: blown, lo: 0, hi: 0.015},
		{in: "other", says: "mends the old one less well", turns: torn33, steps: 6000, then: []stage{{[]Turn{{"noise", gaussian}, {"amount", 0.3}}, 500}}, what: masked, lo: 0.0085, hi: 0.015},
		{in: "other", says: "mends the old one less well", turns: torn33, steps: 6000, what: masked, lo: 0.004, hi: 0.0084},
		{in: "goal", says: "but not enough", turns: torn(0.05), steps: 6000, what: masked, lo: 0.0048, hi: 0.02},
		{in: "goal", says: "a wider layer help", turns: append(torn(0.33), Noise.Goal.Way...), of: reached(masked, 0.0048, 20_000), lo: 0, hi: 18_000},
	}
	given["noise"] = map[string][]string{
		"plain": {"below 0.015", "from 0.015 to 0.04", "above 0.04"},
		"room":  {"64 numbers for 49 pixels", "set Neck (under More) to 64", "below 0.012"},
		"paint": {"trains to 3,000 steps"},
		"beats": {"32 values"},
		"other": {"trains to 6,000 steps", "its amount to 0.3"},
		"goal":  {"below 0.0048"},
	}
}
