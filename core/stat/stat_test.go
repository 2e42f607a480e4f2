package stat_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/measure"
	"hourglass/core/rng"
	"hourglass/core/stat"
)

func near(t interface{ Fatalf(string, ...any) }, what string, got, want float64) {
	if math.Abs(got-want) > 1e-12 {
		t.Fatalf("%s is %v, want %v", what, got, want)
	}
}

// Curve and area are gonum's, ties and all.
func TestCurve(t *testing.T) {
	var c stat.Curve
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 60).Draw(t, "n")
		score, label := make([]float64, n), make([]bool, n)
		for i := range score {
			score[i], label[i] = float64(rapid.IntRange(0, 12).Draw(t, "score"))/8, rapid.Bool().Draw(t, "label")
		}
		want, err := measure.ROC(score, label)
		if both := c.Fit(score, label); both != (err == nil) {
			t.Fatalf("both classes have examples: %v, %v", both, err)
		}
		if err != nil {
			return
		}
		if c.AUC() != want.AUC() || len(c.Points) != len(want.Points) {
			t.Fatalf("area %v, want %v; %d points, want %d", c.AUC(), want.AUC(), len(c.Points), len(want.Points))
		}
		for i, p := range c.Points {
			w := want.Points[i]
			if p.Threshold != w.Threshold || float64(p.False)/float64(c.Negative) != w.FalseRate || float64(p.Right)/float64(c.Positive) != w.TrueRate {
				t.Fatalf("point %d is %+v of %d and %d, want %+v", i, p, c.Negative, c.Positive, w)
			}
		}
		at := rapid.Float64Range(-0.5, 2).Draw(t, "threshold")
		var count stat.Point
		for i, s := range score {
			if s >= at && label[i] {
				count.Right++
			} else if s >= at {
				count.False++
			}
		}
		if got := c.At(at); got.Right != count.Right || got.False != count.False || got.Threshold != at {
			t.Fatalf("at %v there are %+v, want %+v", at, got, count)
		}
	})
}

// drawCode draws rows, some of them alike.
func drawCode(t *rapid.T, least int) (code []float32, rows, dim int) {
	rows, dim = rapid.IntRange(least, 40).Draw(t, "rows"), rapid.IntRange(1, 3).Draw(t, "dim")
	code = make([]float32, rows*dim)
	for i := range code {
		code[i] = float32(rapid.IntRange(-6, 6).Draw(t, "number")) / 4
	}
	return code, rows, dim
}

// Memory that held other clusters changes nothing. What clusters are, package measure's tests hold, which ask for theirs here.
func TestKMeansAgain(t *testing.T) {
	var got stat.KMeans
	rapid.Check(t, func(t *rapid.T) {
		code, rows, dim := drawCode(t, 1)
		k, seed := rapid.IntRange(1, rows).Draw(t, "k"), rapid.Uint64().Draw(t, "seed")
		one, other := rng.New(seed, "k-means"), rng.New(seed, "k-means")
		var want stat.KMeans
		want.Fit(code, dim, k, &one)
		got.Fit(code, dim, k, &other)
		if !slices.Equal(got.Of, want.Of) || !slices.Equal(got.Centres, want.Centres) || !slices.Equal(got.Sizes, want.Sizes) || got.Inertia != want.Inertia || got.Rounds != want.Rounds {
			t.Fatalf("%+v, want %+v", got, want)
		}
	})
}

func TestPurity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, k, classes := rapid.IntRange(1, 50).Draw(t, "n"), rapid.IntRange(1, 6).Draw(t, "k"), rapid.IntRange(1, 5).Draw(t, "classes")
		cluster, label := make([]int, n), make([]int, n)
		for i := range cluster {
			cluster[i], label[i] = rapid.IntRange(0, k-1).Draw(t, "cluster"), rapid.IntRange(0, classes-1).Draw(t, "label")
		}
		want, err := measure.Purity(cluster, label)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "purity", stat.Purity(make([]int, k*classes), cluster, label, classes), want)
	})
}

// The bits of a histogram are those of package measure's cells.
func TestEntropy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, bins := rapid.IntRange(1, 80).Draw(t, "n"), rapid.IntRange(1, 9).Draw(t, "bins")
		x, count := make([]float32, n), make([]int, bins)
		for i := range x {
			x[i] = float32(rapid.IntRange(0, bins-1).Draw(t, "bin"))
		}
		stat.Histogram(count, x, -0.5, float32(bins)-0.5)
		want, err := measure.Uniform(1, 1).Entropies(x, n)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "entropy", stat.Entropy(count), want[0])
	})
	if stat.Entropy(make([]int, 4)) != 0 || math.Signbit(stat.Entropy([]int{7})) {
		t.Error("of no draws, or of a single bin, there are bits")
	}
}

func ExampleHistogram() {
	count := make([]int, 4)
	stat.Histogram(count, []float32{-1, 0, 0.3, 0.5, 0.99, 1, 7}, 0, 1)
	fmt.Println(count)
	// Output: [2 1 1 3]
}

// What the nearest others vote for is what package measure counts, and they come nearest first.
func TestNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code, rows, dim := drawCode(t, 2)
		k, label, right := rapid.IntRange(1, rows-1).Draw(t, "k"), make([]int, rows), 0
		for i := range label {
			label[i] = rapid.IntRange(0, 2).Draw(t, "label")
		}
		var of []stat.Neighbour
		for i := range rows {
			of = stat.Nearest(of[:0], code, code[i*dim:(i+1)*dim], k, i)
			if len(of) != k || !slices.IsSortedFunc(of, func(a, b stat.Neighbour) int {
				if a.Far < b.Far || a.Far == b.Far && a.Row < b.Row {
					return -1
				}
				return 1
			}) {
				t.Fatalf("%d nearest of row %d: %v", k, i, of)
			}
			var votes [3]int
			for _, n := range of {
				votes[label[n.Row]]++
			}
			winner := slices.Max(votes[:])
			for _, n := range of { // of labels with equally many votes the one of the nearest voter
				if votes[label[n.Row]] == winner {
					if label[n.Row] == label[i] {
						right++
					}
					break
				}
			}
		}
		want, err := measure.NeighbourPurity(code, rows, dim, label, k)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "the share of right votes", float64(right)/float64(rows), want)
	})
	if of := stat.Nearest([]stat.Neighbour{{9, 9}}, []float32{1, 2, 3}, []float32{3}, 5, -1); len(of) != 4 || of[0].Row != 9 || of[1].Row != 2 || of[3].Row != 0 {
		t.Errorf("all three, after what was there: %v", of)
	}
}

// Of wide rows, whose distances are given up once they are far enough, the nearest are those of whole distances.
func TestNearestOfWideRows(t *testing.T) {
	r := rng.New(4, "wide")
	const rows, dim, k = 200, 70, 6
	x := make([]float32, rows*dim)
	for i := range x {
		x[i] = r.Normal()
	}
	for i := range 20 {
		to := x[i*dim : (i+1)*dim]
		var far []stat.Neighbour
		for o := range rows {
			if o == i {
				continue
			}
			sum := 0.0
			for j, v := range x[o*dim : (o+1)*dim] {
				d := float64(v) - float64(to[j])
				sum += float64(d * d)
			}
			far = append(far, stat.Neighbour{Row: o, Far: sum})
		}
		slices.SortFunc(far, func(a, b stat.Neighbour) int { return cmp.Compare(a.Far, b.Far) })
		if got := stat.Nearest(nil, x, to, k, i); !slices.Equal(got, far[:k]) {
			t.Errorf("nearest of row %d are %v, want %v", i, got, far[:k])
		}
	}
}

// Asked again, nothing is allocated.
func TestAllocatesNothing(t *testing.T) {
	r := rng.New(1, "alloc")
	code, score, label, count := make([]float32, 200), make([]float64, 100), make([]bool, 100), make([]int, 8)
	for i := range code {
		code[i] = r.Normal()
	}
	for i := range score {
		score[i], label[i] = float64(r.Float32()), i%3 == 0
	}
	var c stat.Curve
	var k stat.KMeans
	var of []stat.Neighbour
	var centres stat.Centroids
	fit, class := stat.Logistic{Decay: 0.1, Close: 1e-3}, make([]int, 100)
	for i := range class {
		class[i] = i % 3
	}
	all := func() {
		centres.Fit(code, 2, class, 3)
		fit.Fit(code, 2, class, 3)
		class[0] = centres.Class(code[:2])
		class[0] = fit.Class(code[:2])
		c.Fit(score, label)
		k.Fit(code, 2, 4, &r)
		of = stat.Nearest(of[:0], code, code[:2], 7, 0)
		stat.Histogram(count, code, -2, 2)
	}
	all()
	if n := testing.AllocsPerRun(20, all); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestLengthsMeet(t *testing.T) {
	for name, f := range map[string]func(){
		"curve":   func() { new(stat.Curve).Fit(make([]float64, 3), make([]bool, 2)) },
		"purity":  func() { stat.Purity(make([]int, 4), make([]int, 3), make([]int, 2), 2) },
		"near":    func() { stat.Nearest(nil, make([]float32, 5), make([]float32, 2), 1, -1) },
		"means":   func() { new(stat.Centroids).Fit(make([]float32, 5), 2, make([]int, 2), 2) },
		"scores":  func() { new(stat.Logistic).Fit(make([]float32, 5), 2, make([]int, 2), 2) },
		"k-means": func() { new(stat.KMeans).Fit(make([]float32, 4), 2, 3, nil) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s takes lengths that do not meet", name)
				}
			}()
			f()
		}()
	}
}

// What a cut finds, at what price, against counting: the lowest threshold within a share of false alarms, precision by Bayes' rule, and the cheapest of all
// thresholds.
func TestCuts(t *testing.T) {
	var c stat.Curve
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 60).Draw(t, "n")
		score, label := make([]float64, n), make([]bool, n)
		for i := range score {
			score[i], label[i] = float64(rapid.IntRange(0, 12).Draw(t, "score"))/8, rapid.Bool().Draw(t, "label")
		}
		if !c.Fit(score, label) {
			return
		}
		in := rapid.IntRange(1, 20).Draw(t, "one in")
		within := c.Within(in)
		if within.False*in > c.Negative {
			t.Fatalf("%d of %d negatives are more than one in %d", within.False, c.Negative, in)
		}
		for _, s := range score {
			if s < within.Threshold && c.At(s).False*in <= c.Negative {
				t.Fatalf("%v is within one in %d as well as %v", s, in, within.Threshold)
			}
		}
		rare, miss := rapid.Float64Range(0.001, 0.5).Draw(t, "rare"), rapid.Float64Range(0.1, 1000).Draw(t, "miss")
		right, wrong := c.Shares(within)
		near(t, "cost", c.Cost(within, rare, miss), rare*(1-right)*miss+(1-rare)*wrong)
		if p, ok := c.Precision(within, rare); ok != (within.Right+within.False > 0) {
			t.Fatalf("%+v has a precision: %v", within, ok)
		} else if ok {
			near(t, "precision", p, 1/(1+(1-rare)*wrong/(rare*right+1e-300)))
		}
		least := c.Cost(c.Cheapest(rare, miss), rare, miss)
		for _, p := range c.Points {
			if c.Cost(p, rare, miss) < least {
				t.Fatalf("%+v costs less than %v", p, least)
			}
		}
	})
}
