package ask

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hourglass/core/data"
)

// A circle is cut where its code rushes: not where it only turns back, and once where it rushes past its end before it comes back.
func TestCuts(t *testing.T) {
	const n, reach = 256, 8
	code := func(f func(u float64) float64) []float32 {
		z := make([]float32, n)
		for i := range z {
			z[i] = float32(f(float64(i) / n))
		}
		return z
	}
	for name, c := range map[string]struct {
		of   func(u float64) float64
		want float64
	}{
		"laid along the line":      {func(u float64) float64 { return u }, 1},
		"the other way round":      {func(u float64) float64 { return -3 * u }, 1},
		"pressed flat":             {func(u float64) float64 { return math.Cos(2 * math.Pi * u) }, 0},
		"pressed flat, three fold": {func(u float64) float64 { return math.Cos(2*math.Pi*u) + 0.2*math.Cos(6*math.Pi*u) }, 0},
		"past both ends": {func(u float64) float64 {
			return math.Mod(u+0.5, 1) + 4*math.Exp(-4000*(u-0.47)*(u-0.47)) - 4*math.Exp(-4000*(u-0.53)*(u-0.53))
		}, 1},
		"two halves": {func(u float64) float64 {
			if u < 0.5 {
				return u
			}
			return 1.5 - u
		}, 2},
		"in four pieces": {func(u float64) float64 { return u + 2*float64(int(4*u)%2) }, 4},
	} {
		z := code(c.of)
		for _, by := range []int{0, 1, 100, 255} { // the circle has no beginning
			if got, ok := cuts(append(slices.Clone(z[by:]), z[:by]...), reach, true); !ok || got != c.want {
				t.Errorf("%s, turned by %d: %v cuts, want %v", name, by, got, c.want)
			}
		}
	}
	for want, of := range map[float64]func(u float64) float64{ // a curve with ends is not gone round
		0: func(u float64) float64 { return u },
		1: func(u float64) float64 { return u + float64(int(2*u)) },
		3: func(u float64) float64 { return u + 2*float64(int(4*u)%2) },
	} {
		if got, ok := cuts(code(of), reach, false); !ok || got != want {
			t.Errorf("with ends: %v cuts, want %v", got, want)
		}
	}
	if v, ok := cuts(make([]float32, n), reach, true); ok {
		t.Errorf("a code that never moves has %v cuts", v)
	}
}

// Order is Kendall's tau, held against its definition by signs.
func TestInOrder(t *testing.T) {
	order := func(z []float32) float64 {
		v, ok := inOrder(z)
		if !ok {
			t.Error("there is no order")
		}
		return v
	}
	z := make([]float32, 90)
	for i := range z {
		z[i] = float32(i * i)
	}
	near(t, "in order", order(z), 1, 0)
	slices.Reverse(z)
	near(t, "the other way round", order(z), 1, 0)
	near(t, "all equal", order(make([]float32, 90)), 0, 0)
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		for i := range z {
			z[i] = float32(i) + float32(r.IntN(60))
		}
		sum := 0.0
		for i := range z {
			for j := range i {
				if d := z[i] - z[j]; d != 0 {
					sum += math.Copysign(1, float64(d))
				}
			}
		}
		near(t, "by signs", order(z), math.Abs(sum)/(90*89/2), 1e-12)
	}
}

// Where a code is no number nothing is said of it.
func TestNoCurveOfNoNumbers(t *testing.T) {
	z := make([]float32, 90)
	for i := range z {
		z[i] = float32(i)
	}
	z[40] = float32(math.NaN())
	if v, ok := inOrder(z); ok {
		t.Errorf("order %v", v)
	}
	if v, ok := cuts(z, 3, false); ok {
		t.Errorf("%v cuts", v)
	}
	if v, ok := largestChange(z, 3, false); ok {
		t.Errorf("a tear of %v", v)
	}
}

// Cuts are of one curve, order of one with two ends; neither is of anything else, nor of a longer code.
func TestOfWhichCurves(t *testing.T) {
	for kind, want := range map[data.Kind]string{data.Circle: "cuts", data.Arc: "cuts order", data.Line: "cuts order", data.Spiral: "cuts order", data.Moons: "", data.Bars: ""} {
		for _, neck := range []int{1, 2} {
			s := small()
			s.Data, s.Neck, s.Straight = kind, neck, true
			r := begin(t, s)
			for _, what := range []string{"cuts", "order"} {
				if v, ok := r.Measure(what); ok != (strings.Contains(want, what) && neck == 1) || !(v >= 0) {
					t.Errorf("%v through %d numbers: %s is %v, %v", kind, neck, what, v, ok)
				}
			}
		}
	}
}
