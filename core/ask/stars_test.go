package ask

import (
	"math"
	"testing"

	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/train"
)

// rater is a run on ratings, in which what is missing is left out, beside one in which it counts as 0.
func rater(t *testing.T, n int) *Run {
	t.Helper()
	s := train.Default()
	s.Data, s.Masked, s.Neck, s.Unit, s.Rate = data.Ratings, true, 3, nn.Tanh, 0.01
	r := begin(t, s, change("masked", 0))
	steps(r, n)
	return r
}

// What is asked of guesses is what looking at one person after the other says, by the network and by means.
func TestStarsCount(t *testing.T) {
	r := rater(t, 150)
	set := r.Set()
	var sum, n [films]float64
	all, ratings := 0.0, 0.0
	for i := range set.Train {
		for f := range films {
			if v := 5 * float64(set.X[i*films+f]); v > 0 {
				sum[f], n[f], all, ratings = sum[f]+v, n[f]+1, all+v, ratings+1
			}
		}
	}
	all /= ratings
	type tally struct{ off, n float64 }
	got := map[string]*tally{"stars": {}, "stars observed": {}, "stars film": {}, "stars both": {}, "twin stars": {}}
	best := map[string]map[int]bool{"coverage": {}, "coverage film": {}}
	rare := map[string]*tally{"rare": {}, "twin rare": {}, "rare true": {}}
	for p := set.Train; p < set.Train+set.Valid; p++ {
		row := set.Picture(p)
		r.Show(p)
		r.Twin().Show(p)
		y, other := r.Rebuild(nil), r.Twin().Rebuild(nil)
		mild, known := 0.0, 0.0
		for f, v := range row {
			if v > 0 {
				mild += 5*float64(v) - (all + (sum[f]-n[f]*all)/(n[f]+1))
				known++
			}
		}
		mild /= known + 3
		top := map[string]float64{"coverage": math.Inf(-1), "coverage film": math.Inf(-1)}
		which := map[string]int{}
		for f, v := range row {
			truth := 5 * float64(set.Truth[p*films+f])
			add := func(what string, guess float64) {
				got[what].off += (guess - truth) * (guess - truth)
				got[what].n++
			}
			if v > 0 {
				add("stars observed", 5*float64(y[f]))
				continue
			}
			add("stars", 5*float64(y[f]))
			add("twin stars", 5*float64(other[f]))
			add("stars film", sum[f]/n[f])
			add("stars both", all+(sum[f]-n[f]*all)/(n[f]+1)+mild)
			for what, guess := range map[string]float64{"coverage": float64(y[f]), "coverage film": sum[f] / n[f]} {
				if guess > top[what] {
					top[what], which[what] = guess, f
				}
			}
			if f == 5 || f == 11 || f == 17 { // Bad Tenants, The Tenth Stair and Deep Choir: the first three that one in twenty has seen
				for what, v := range map[string]float64{"rare": 5 * float64(y[f]), "twin rare": 5 * float64(other[f]), "rare true": truth} {
					rare[what].off += v
					rare[what].n++
				}
			}
		}
		for what, f := range which {
			best[what][f] = true
		}
	}
	for what, c := range got {
		near(t, what, asked(t, r, what), math.Sqrt(c.off/c.n), 1e-5)
	}
	for what, c := range rare {
		near(t, what, asked(t, r, what), c.off/c.n, 1e-5)
	}
	for what, c := range best {
		near(t, what, asked(t, r, what), float64(len(c)), 0)
	}
}

// Without ratings there is nothing to say of stars; of no evening neither; and what nobody knows is no measure.
func TestStarsNeedRatings(t *testing.T) {
	bars := begin(t, small())
	r := rater(t, 0)
	for _, what := range []string{"stars", "coverage", "rare", "evening off"} {
		if v, ok := bars.Measure(what); ok {
			t.Errorf("of bars %s is %v", what, v)
		}
		if v, ok := r.Measure(what + " nonsense"); ok {
			t.Errorf("%s nonsense is %v", what, v)
		}
	}
	_ = r.Dial(train.Evening, 0)
	if v, ok := r.Measure("evening off"); ok {
		t.Errorf("before the first evening there is an error of %v after it", v)
	}
}

// The row that the learner fills in counts, an example does not.
func TestRatedByHand(t *testing.T) {
	r := rater(t, 0)
	near(t, "rated of an example", asked(t, r, "rated"), 0, 0)
	r.Clear()
	r.Paint(3, 1)
	r.Paint(7, 0.2)
	near(t, "rated", asked(t, r, "rated"), 2, 0)
	r.Paint(3, 0)
	near(t, "rated after one is taken back", asked(t, r, "rated"), 1, 0)
}

// Evenings are what they would be if each person were asked one evening after the other: the best guess is watched, its true stars are known from then on, and
// whoever has seen everything stays at home. At random nobody watches a film twice.
func TestEveningsAreLived(t *testing.T) {
	r := rater(t, 300)
	set := r.Set()
	x := append([]float32(nil), set.ValidX()...)
	truth := set.Truth[set.Train*films:]
	kind := make([][4]float64, set.Valid)
	for evening := 1; evening <= train.Evenings; evening++ {
		y := append([]float32(nil), r.Copies(x)...)
		count := make([]float64, films)
		all, given, promised, ofOne := 0.0, 0.0, 0.0, 0.0
		for p := range set.Valid {
			f := -1
			for g := range films {
				if x[p*films+g] == 0 && (f < 0 || y[p*films+g] > y[p*films+f]) {
					f = g
				}
			}
			if f >= 0 {
				all++
				count[f]++
				kind[p][f/6]++
				given += 5 * float64(truth[p*films+f])
				promised += 5 * float64(y[p*films+f])
				x[p*films+f] = truth[p*films+f]
			}
			k := kind[p]
			ofOne += max(k[0], k[1], k[2], k[3]) / (k[0] + k[1] + k[2] + k[3]) / float64(set.Valid)
		}
		top := 0.0
		for range 3 {
			at := 0
			for f, n := range count {
				if n > count[at] {
					at = f
				}
			}
			top, count[at] = top+count[at], 0
		}
		y = r.Copies(x)
		off, n := 0.0, 0.0
		for i, v := range x {
			if v == 0 {
				d := 5 * float64(y[i]-truth[i])
				off, n = off+d*d, n+1
			}
		}
		if err := r.Dial(train.Evening, float64(evening)); err != nil {
			t.Fatal(err)
		}
		for what, want := range map[string]float64{
			"top": top / all, "given": given / all, "promised": promised / all, "kind": ofOne, "off": math.Sqrt(off / n),
		} {
			near(t, "evening "+what, asked(t, r, "evening "+what), want, 1e-5)
		}
		if v := asked(t, r, "evening top random"); v > 0.4 {
			t.Errorf("at random three films have %v of evening %d", v, evening)
		}
	}
	if a, b := asked(t, r, "evening given random"), asked(t, r, "evening given random"); a != b {
		t.Errorf("the same evening gives %v and %v", a, b)
	}
	known := r.evenings()
	steps(r, 1)
	if r.evenings() == known {
		t.Error("another network lives through the evenings of the one before")
	}
}

// Who has rated everything is not advised, and of equal guesses the first counts.
func TestBestIsNotRated(t *testing.T) {
	y := []float32{0.9, 0.5, 0.5}
	for want, x := range map[int][]float32{1: {1, 0, 0}, 0: {0, 0, 0}, -1: {1, 1, 1}, 2: {1, 1, 0}} {
		if got := Best(y, x); got != want {
			t.Errorf("of %v best is %d, want %d", x, got, want)
		}
	}
}
