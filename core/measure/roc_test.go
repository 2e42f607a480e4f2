package measure

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// refused fails the test unless err is one that says want.
func refused(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "measure: ") || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v, want a line with %q", err, want)
	}
}

// near fails the test unless got is want within tol.
func near(t rapid.TB, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s is %.15g, want %.15g within %g", what, got, want, tol)
	}
}

func roc(t rapid.TB, score []float64, label []bool) *Curve {
	t.Helper()
	c, err := ROC(score, label)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// drawScores draws whole scores, few enough that most are tied, and labels of both classes.
func drawScores(t *rapid.T) (score []float64, label []bool) {
	n := rapid.IntRange(2, 40).Draw(t, "examples")
	levels := rapid.IntRange(1, 12).Draw(t, "levels")
	for range n {
		score = append(score, float64(rapid.IntRange(0, levels-1).Draw(t, "score"))-3)
		label = append(label, rapid.Bool().Draw(t, "label"))
	}
	label[0], label[1] = true, false
	return score, label
}

// The area is that of a count over all pairs, ties as halves, to the last bit.
func TestAUCCountsPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		score, label := drawScores(t)
		u, pairs := 0.0, 0.0
		for i, a := range score {
			for j, b := range score {
				if label[i] && !label[j] {
					pairs++
					u += []float64{0, 0.5, 1}[cmp.Compare(a, b)+1]
				}
			}
		}
		if got := roc(t, score, label).AUC(); got != u/pairs {
			t.Fatalf("area %v, U over pairs %v", got, u/pairs)
		}
	})
}

// Every point says what a count at its threshold says, and the two choices are the best by a search of all points.
func TestPointsAndChoices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		score, label := drawScores(t)
		c := roc(t, score, label)
		distinct := slices.Clone(score)
		slices.Sort(distinct)
		if want := len(slices.Compact(distinct)) + 1; len(c.Points) != want {
			t.Fatalf("%d points, want %d", len(c.Points), want)
		}
		for i, p := range c.Points {
			var hit, count [2]float64
			for j, s := range score {
				class := 0
				if label[j] {
					class = 1
				}
				count[class]++
				if s >= p.Threshold {
					hit[class]++
				}
			}
			if p.FalseRate != hit[0]/count[0] || p.TrueRate != hit[1]/count[1] {
				t.Fatalf("%+v, counted %v of %v", p, hit, count)
			}
			if i > 0 && !(p.Threshold < c.Points[i-1].Threshold) {
				t.Fatalf("thresholds do not fall: %+v", c.Points)
			}
		}
		most := float64(rapid.IntRange(-1, 11).Draw(t, "tenths")) / 10
		at, best := c.AtFalseRate(most), c.Best()
		if most >= 0 && at.FalseRate > most {
			t.Fatalf("%+v for a false rate of %v", at, most)
		}
		for _, p := range c.Points {
			if p.FalseRate <= most && (p.TrueRate > at.TrueRate || p.TrueRate == at.TrueRate && p.Threshold > at.Threshold) {
				t.Fatalf("%+v is better than %+v for a false rate of %v", p, at, most)
			}
			if p.Balanced() > best.Balanced()+1e-12 {
				t.Fatalf("%+v is better than %+v", p, best)
			}
		}
	})
}

// A rising map of the score changes nothing but the thresholds; turning the score or the labels round turns the area round.
func TestAUCUnderMaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		score, label := drawScores(t)
		c := roc(t, score, label)
		rising, falling, other := slices.Clone(score), slices.Clone(score), slices.Clone(label)
		for i, s := range score {
			rising[i], falling[i], other[i] = math.Exp(s)+s*s*s, -s, !label[i]
		}
		again := roc(t, rising, label)
		if again.AUC() != c.AUC() || again.Best().Balanced() != c.Best().Balanced() {
			t.Fatalf("area %v became %v", c.AUC(), again.AUC())
		}
		near(t, "area of the falling score", roc(t, falling, label).AUC(), 1-c.AUC(), 1e-15)
		near(t, "area of the other labels", roc(t, score, other).AUC(), 1-c.AUC(), 1e-15)
	})
}

// Worked by hand: the four scores of scikit-learn's own example, whose area it prints as 0.75.
func TestROCByHand(t *testing.T) {
	c := roc(t, []float64{0.1, 0.4, 0.35, 0.8}, []bool{false, false, true, true})
	want := []Point{{math.Inf(1), 0, 0}, {0.8, 0, 0.5}, {0.4, 0.5, 0.5}, {0.35, 0.5, 1}, {0.1, 1, 1}}
	if !slices.Equal(c.Points, want) || c.AUC() != 0.75 {
		t.Errorf("%v, area %v", c.Points, c.AUC())
	}
	if p := c.Best(); p.Threshold != 0.8 || p.Balanced() != 0.75 {
		t.Errorf("best %+v", p)
	}
	if p := c.AtFalseRate(0.5); p.Threshold != 0.35 {
		t.Errorf("at half the negatives %+v", p)
	}
	for _, most := range []float64{0.4, 0, -1, math.NaN()} {
		if p := c.AtFalseRate(most); most >= 0 && p.Threshold != 0.8 || !(most >= 0) && p.Threshold != math.Inf(1) {
			t.Errorf("at %v: %+v", most, p)
		}
	}
	if p := roc(t, []float64{2, 1}, []bool{false, true}).Best(); p.Threshold != math.Inf(1) || p.Balanced() != 0.5 {
		t.Errorf("best of a score upside down %+v", p)
	}
}

// Three of ten negatives are 3/10 of them, not a hair more.
func TestExactRates(t *testing.T) {
	var score []float64
	var label []bool
	for i := range 10 {
		score, label = append(score, float64(i)), append(label, false)
	}
	c := roc(t, append(score, 6.5), append(label, true))
	for tenths := 0; tenths <= 10; tenths++ {
		p := c.AtFalseRate(float64(tenths) / 10)
		if want := tenths >= 3; (p.TrueRate == 1) != want {
			t.Errorf("at %d tenths %+v", tenths, p)
		}
	}
}

func TestROCRefuses(t *testing.T) {
	for _, c := range []struct {
		score []float64
		label []bool
		want  string
	}{
		{nil, nil, "0 scores"},
		{[]float64{1, 2}, []bool{true}, "2 scores against 1 labels"},
		{[]float64{1, math.NaN()}, []bool{true, false}, "number 0 of row 1 of the scores is not finite"},
		{[]float64{math.Inf(1), 1}, []bool{true, false}, "not finite"},
		{[]float64{1, 2}, []bool{true, true}, "both classes"},
		{[]float64{1, 2}, []bool{false, false}, "both classes"},
	} {
		_, err := ROC(c.score, c.label)
		refused(t, err, c.want)
	}
}

// What was judged is left as it was.
func TestROCKeepsItsInput(t *testing.T) {
	score, label := []float64{3, 1, 2}, []bool{true, false, true}
	roc(t, score, label)
	if !slices.Equal(score, []float64{3, 1, 2}) || !slices.Equal(label, []bool{true, false, true}) {
		t.Errorf("%v %v", score, label)
	}
}
