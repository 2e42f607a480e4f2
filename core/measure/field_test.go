package measure

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"pgregory.net/rapid"

	"hourglass/core/internal/golden"
)

func field(t rapid.TB, points []float32, count, dim int, s float64) *Field {
	t.Helper()
	f, err := NewField(points, count, dim, s)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFieldGolden(t *testing.T) {
	c := golden.Vectors(t, goldenDir, "tweedie_finite")
	shape := c.Inputs["P"].Shape
	count, dim := shape[0], shape[1]
	f := field(t, c.Inputs["P"].F32(), count, dim, c.Inputs["s"].Data[0])
	weights, denoised, score := make([]float64, count), make([]float64, dim), make([]float64, dim)
	ys := c.Inputs["Y"].Data
	for i := range len(ys) / dim {
		if err := f.At(weights, denoised, score, ys[i*dim:(i+1)*dim]); err != nil {
			t.Fatal(err)
		}
		for name, got := range map[string][]float64{"weights": weights, "denoised": denoised, "score": score} {
			for j, v := range got {
				want := c.Expect[name].Data[i*len(got)+j]
				near(t, name, v, want, 1e-8*(1+math.Abs(want)))
			}
		}
	}
}

// The score is the slope of the log density by finite differences, the weights sum to 1, and Tweedie's formula
// joins score and denoised.
func TestFieldIsTheSlope(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		points, count, dim := drawCode(t, 6)
		s := rapid.Float64Range(0.3, 2).Draw(t, "s")
		y := rapid.SliceOfN(rapid.Float64Range(-3, 3), dim, dim).Draw(t, "y")
		logDensity := func(y []float64) float64 {
			sum := 0.0
			for i := range count {
				d := 0.0
				for j, v := range y {
					d += (v - float64(points[i*dim+j])) * (v - float64(points[i*dim+j]))
				}
				sum += math.Exp(-d / (2 * s * s))
			}
			return math.Log(sum)
		}
		weights, denoised, score := make([]float64, count), make([]float64, dim), make([]float64, dim)
		if err := field(t, points, count, dim, s).At(weights, denoised, score, y); err != nil {
			t.Fatal(err)
		}
		total := 0.0
		for _, w := range weights {
			total += w
		}
		near(t, "sum of the weights", total, 1, 1e-12)
		slope := fd.Gradient(nil, logDensity, y, &fd.Settings{Formula: fd.Central})
		for j := range y {
			near(t, "score", score[j], slope[j], 1e-5*(1+math.Abs(slope[j])))
			near(t, "denoised", denoised[j], y[j]+s*s*score[j], 1e-12)
		}
	})
}

// With hardly any noise, or far away, all goes to the nearest point, and nothing overflows.
func TestFieldAtTheEdges(t *testing.T) {
	points := []float32{0, 0, 1, 0}
	weights, denoised, score := make([]float64, 2), make([]float64, 2), make([]float64, 2)
	for _, c := range []struct {
		s    float64
		y    []float64
		want []float64
	}{
		{1e-6, []float64{0.4, 0.1}, []float64{1, 0}},
		{1e-6, []float64{0.5, 9}, []float64{0.5, 0.5}},
		{0.1, []float64{1e6, 0}, []float64{0, 1}},
		{1e9, []float64{0.1, 0}, []float64{0.5, 0.5}},
	} {
		if err := field(t, points, 2, 2, c.s).At(weights, denoised, score, c.y); err != nil {
			t.Fatal(err)
		}
		for i, w := range c.want {
			near(t, "weight", weights[i], w, 1e-9)
		}
		near(t, "denoised", denoised[0], c.want[1], 1e-9)
		near(t, "score", score[1]*c.s*c.s, -c.y[1], 1e-9)
	}
}

func TestFieldAllocatesNothing(t *testing.T) {
	f := field(t, []float32{0, 0, 1, 0}, 2, 2, 0.5)
	weights, denoised, score, y := make([]float64, 2), make([]float64, 2), make([]float64, 2), []float64{0.3, 0.2}
	if n := testing.AllocsPerRun(100, func() { f.At(weights, denoised, score, y) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestFieldRefuses(t *testing.T) {
	for _, c := range []struct {
		points []float32
		count  int
		s      float64
		want   string
	}{
		{nil, 0, 1, "0 numbers of the points"},
		{[]float32{1, float32(math.NaN())}, 1, 1, "not finite"},
		{[]float32{1, 2}, 1, 0, "noise must be"},
		{[]float32{1, 2}, 1, -1, "noise must be"},
		{[]float32{1, 2}, 1, math.NaN(), "noise must be"},
		{[]float32{1, 2}, 1, 1e-200, "noise must be"},
		{[]float32{1, 2}, 1, 1e200, "noise must be"},
	} {
		_, err := NewField(c.points, c.count, 2, c.s)
		refused(t, err, c.want)
	}
	f := field(t, []float32{0, 0, 1, 0}, 2, 2, 0.5)
	for _, c := range []struct {
		weights int
		y       []float64
		want    string
	}{
		{3, []float64{0, 0}, "wrong length"},
		{2, []float64{0}, "1 numbers of the place"},
		{2, []float64{0, math.NaN()}, "not finite"},
		{2, []float64{0, 1e200}, "too far"},
	} {
		weights, denoised, score := make([]float64, c.weights), []float64{7, 7}, []float64{7, 7}
		refused(t, f.At(weights, denoised, score, c.y), c.want)
		if !slices.Equal(denoised, []float64{7, 7}) || !slices.Equal(score, []float64{7, 7}) {
			t.Errorf("%q wrote %v %v", c.want, denoised, score)
		}
	}
}
