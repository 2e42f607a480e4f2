package stat

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"hourglass/core/rng"
)

// drawRows draws rows of two numbers or more around a place of their class's own, some of them among another's.
func drawRows(seed uint64, rows, dim, classes int) (x []float32, label []int) {
	r := rng.New(seed, "rows")
	places := make([]float32, classes*dim)
	for i := range places {
		places[i] = 1.2 * r.Normal()
	}
	for i := range rows {
		k := i % classes
		label = append(label, k)
		for j := range dim {
			x = append(x, places[k*dim+j]+r.Normal())
		}
	}
	return x, label
}

// The weights are those at which Newton's method, with gonum's linear algebra, finds the least of the same loss, written down anew, to a millionth; and the
// classes follow.
func TestLogisticAsNewton(t *testing.T) {
	for _, c := range []struct {
		rows, dim, classes int
		decay              float64
	}{{40, 2, 2, 0.1}, {60, 3, 4, 1}, {12, 5, 3, 0.05}, {90, 8, 10, 0.1}} {
		x, label := drawRows(uint64(c.rows), c.rows, c.dim, c.classes)
		wide := c.classes * (c.dim + 1)
		scores := func(w []float64, i int) []float64 {
			s := make([]float64, c.classes)
			for k := range s {
				s[k] = w[c.dim*c.classes+k]
				for j := range c.dim {
					s[k] += w[j*c.classes+k] * float64(x[i*c.dim+j])
				}
			}
			return s
		}
		want := make([]float64, wide)
		for range 30 {
			slope, bend := mat.NewVecDense(wide, nil), mat.NewSymDense(wide, nil)
			for a := range wide {
				decay := c.decay
				if a >= c.dim*c.classes {
					decay = 0
					for b := c.dim * c.classes; b <= a; b++ { // biases may all rise alike: their sum stays 0
						bend.SetSym(a, b, 1)
					}
				}
				slope.SetVec(a, decay*want[a])
				bend.SetSym(a, a, bend.At(a, a)+decay)
			}
			for i, label := range label {
				s := scores(want, i)
				most, all := slices.Max(s), 0.0
				for _, v := range s {
					all += math.Exp(v - most)
				}
				of := func(a int) (number float64, class int) {
					if j := a / c.classes; j < c.dim {
						return float64(x[i*c.dim+j]), a % c.classes
					}
					return 1, a % c.classes
				}
				for a := range wide {
					u, k := of(a)
					p := math.Exp(s[k]-most) / all
					slope.SetVec(a, slope.AtVec(a)+u*p)
					if k == label {
						slope.SetVec(a, slope.AtVec(a)-u)
					}
					for b := range a + 1 {
						v, o := of(b)
						h := -p * math.Exp(s[o]-most) / all
						if k == o {
							h += p
						}
						bend.SetSym(a, b, bend.At(a, b)+u*v*h)
					}
				}
			}
			var by mat.VecDense
			if err := by.SolveVec(bend, slope); err != nil {
				t.Fatal(err)
			}
			for a := range want {
				want[a] -= by.AtVec(a)
			}
		}
		l := Logistic{Decay: c.decay, Close: 1e-8}
		l.Fit(x, c.dim, label, c.classes)
		for i, v := range l.W {
			if math.Abs(v-want[i]) > 1e-6 {
				t.Errorf("%+v: weight %d is %.9f, Newton's %.9f", c, i, v, want[i])
			}
		}
		if l.Rounds == 0 || l.Rounds >= MostRounds {
			t.Errorf("%+v: %d rounds", c, l.Rounds)
		}
		for i := range label {
			s := scores(want, i)
			best := 0
			for k, v := range s {
				if v > s[best]+1e-5 {
					best = k
				}
			}
			if got := l.Class(x[i*c.dim : (i+1)*c.dim]); got != best && math.Abs(s[got]-s[best]) > 1e-5 {
				t.Errorf("%+v: row %d is of class %d, not %d", c, i, got, best)
			}
		}
	}
}

// Memory that held another fit changes no bit, and rows that cannot be told apart, or are of one class, end quietly.
func TestLogisticAgain(t *testing.T) {
	var used Logistic
	for _, c := range [][3]int{{30, 6, 5}, {10, 2, 2}, {8, 3, 1}, {6, 2, 3}} {
		x, label := drawRows(7, c[0], c[1], c[2])
		fresh := Logistic{Decay: 0.2, Close: 1e-6}
		fresh.Fit(x, c[1], label, c[2])
		used.Decay, used.Close = 0.2, 1e-6
		used.Fit(x, c[1], label, c[2])
		if !slices.Equal(fresh.W, used.W) || fresh.Rounds != used.Rounds {
			t.Errorf("%v: %v, in used memory %v", c, fresh.W, used.W)
		}
	}
	same := Logistic{Decay: 0.1, Close: 0}
	same.Fit(make([]float32, 12), 2, []int{0, 1, 0, 1, 0, 1}, 2)
	for _, v := range same.W {
		if v != 0 {
			t.Errorf("of rows that are alike the weights are %v", same.W)
		}
	}
}

// The class of a row is that whose mean, taken anew, lies nearest; a class without rows is never named.
func TestCentroids(t *testing.T) {
	var c Centroids
	rapid.Check(t, func(t *rapid.T) {
		rows, dim, classes := rapid.IntRange(1, 30).Draw(t, "rows"), rapid.IntRange(1, 4).Draw(t, "dim"), rapid.IntRange(1, 6).Draw(t, "classes")
		x, label := make([]float32, rows*dim), make([]int, rows)
		for i := range x {
			x[i] = float32(rapid.IntRange(-8, 8).Draw(t, "number")) / 4
		}
		for i := range label {
			label[i] = rapid.IntRange(0, classes-1).Draw(t, "label")
		}
		c.Fit(x, dim, label, classes)
		to := x[:dim]
		got, far := c.Class(to), func(k int) float64 {
			n, sum := 0.0, make([]float64, dim)
			for i, l := range label {
				if l == k {
					n++
					for j := range dim {
						sum[j] += float64(x[i*dim+j])
					}
				}
			}
			d := 0.0
			for j := range sum {
				d += math.Pow(sum[j]/n-float64(to[j]), 2)
			}
			return d // no number where there are no rows
		}
		for k := range classes {
			if d := far(k); d < far(got)-1e-9 {
				t.Fatalf("class %d is named, at %v; class %d lies at %v", got, far(got), k, d)
			}
		}
		if !slices.Contains(label, got) {
			t.Fatalf("class %d, which has no rows, is named", got)
		}
	})
	c.Fit(nil, 2, nil, 3)
	if got := c.Class([]float32{1, 2}); got != -1 {
		t.Errorf("without rows class %d is named", got)
	}
}

// The exponential is the library's but for rounding.
func TestExp(t *testing.T) {
	for x := -690.0; x <= 0; x += 0.0137 {
		if want := math.Exp(x); math.Abs(exp(x)/want-1) > 2e-15 {
			t.Fatalf("exp(%v) is %v, want %v", x, exp(x), want)
		}
	}
	if exp(0) != 1 || exp(-1e6) != 0 {
		t.Error("the ends are others")
	}
}
