package ask

import (
	"math"

	"hourglass/core/data"
	"hourglass/core/rng"
	"hourglass/core/train"
)

// Stars that people gave to films: how well a network guesses those that it was not told, beside means, which need none; for whom it guesses what; and what
// comes of it when people watch what is guessed. Guesses are in stars, five times what the network says, and stand as it says them: one of 0.2 stars stays
// that, though nobody can give so few.

// films is how many an example rates.
const films = len(data.Films)

func starMeasures() []measure {
	return []measure{
		// root mean square error, in stars, of the guesses of what the unseen people have not rated; "stars observed" of the copies of what they have, which the
		// network was told; "stars film" and "stars both" of guesses by [Means]
		{name: "stars", asks: maybe, of: rated(starsOff)},
		// how many of the films are the best guess for one of the unseen people, at least, among those that the person has not rated; "coverage film" by the mean
		{name: "coverage", asks: maybe, of: rated(coverage)},
		// the mean of the guesses for the three films that fewest have seen, over the unseen people who have not; "rare true" is what these would give
		{name: "rare", asks: maybe, of: rated(rareGuess)},
		// how many films the shown row rates, when the learner filled it in
		{name: "rated", of: func(r *Run, _ string) (float64, bool) { return r.rates(), true }},
		// after as many evenings as the dial says, see [Evenings]; with "random" of the people who watch whatever comes: the share of the three films that were
		// watched most on the last evening, the share of what a person watched that is of one kind, the stars given on the last evening, what the guesses for these
		// had promised, and the error on what is still not rated
		{name: "evening top", asks: maybe, of: lived(func(r *Evening) float64 { return r.Top })},
		{name: "evening kind", asks: maybe, of: lived(func(r *Evening) float64 { return r.Kind })},
		{name: "evening given", asks: maybe, of: lived(func(r *Evening) float64 { return r.Given })},
		{name: "evening promised", asks: maybe, of: lived(func(r *Evening) float64 { return r.Promised })},
		{name: "evening off", asks: maybe, of: lived(func(r *Evening) float64 { return r.Off })},
	}
}

// rated asks only where there are ratings.
func rated(of func(r *Run, argument string) (float64, bool)) func(*Run, string) (float64, bool) {
	return func(r *Run, argument string) (float64, bool) {
		if r.Set().Kind != data.Ratings {
			return 0, false
		}
		return of(r, argument)
	}
}

// Means guess without a network: from what people gave to a film, and from whether a person gives more than others. Both are drawn towards no difference, as if
// there were a few more ratings that show none (Koren, Bell & Volinsky 2009, their baseline).
type Means struct {
	All  float64        // stars of all ratings to train on, a mean
	Plus [films]float64 // what a film gets above that
	Film [films]float64 // the plain mean of a film
}

// As many ratings without a difference are added to those of a film, and to those of a person.
const (
	filmShrink   = 1
	personShrink = 3
)

// NewMeans takes the means of the ratings to train on.
func NewMeans(set *data.Set) *Means {
	m := &Means{}
	var n, sum [films]float64
	all := 0.0
	for i, x := range set.TrainX() {
		if x > 0 {
			n[i%films]++
			sum[i%films] += data.Stars * float64(x)
		}
	}
	for f := range n {
		m.All += sum[f]
		all += n[f]
	}
	m.All /= max(all, 1)
	for f := range n {
		m.Plus[f] = (sum[f] - float64(n[f]*m.All)) / (n[f] + filmShrink)
		m.Film[f] = m.All
		if n[f] > 0 {
			m.Film[f] = sum[f] / n[f]
		}
	}
	return m
}

// Person is how many stars somebody gives above what the films get that are rated in row (Dim).
func (m *Means) Person(row []float32) float64 {
	n, sum := 0.0, 0.0
	for f, x := range row {
		if x > 0 {
			n++
			sum += data.Stars*float64(x) - m.All - m.Plus[f]
		}
	}
	return sum / (n + personShrink)
}

// guesses are what is guessed of rows x (rows, Dim), in stars: by the network, by the mean of the "film", or by "both" means.
func (r *Run) guesses(by string, x []float32) []float64 {
	g := make([]float64, len(x))
	if by == "" {
		for i, y := range r.Copies(x) {
			g[i] = data.Stars * float64(y)
		}
		return g
	}
	m := NewMeans(r.Set())
	for i := range g {
		row := x[i/films*films:][:films]
		if by == "film" {
			g[i] = m.Film[i%films]
		} else {
			g[i] = m.All + m.Plus[i%films] + m.Person(row)
		}
	}
	return g
}

func starsOff(r *Run, by string) (float64, bool) {
	given := by == "observed"
	switch by {
	case "", "film", "both":
	case "observed":
		by = ""
	default:
		return 0, false
	}
	set := r.Set()
	x := set.ValidX()
	truth := set.Truth[set.Train*films:]
	n, sum := 0.0, 0.0
	for i, g := range r.guesses(by, x) {
		if (x[i] > 0) == given {
			d := g - data.Stars*float64(truth[i])
			n++
			sum += float64(d * d)
		}
	}
	return math.Sqrt(sum / n), n > 0
}

// Best is the film guessed best in y among those that row x does not rate (Dim both), the first of equals, or -1 where all are rated.
func Best[T float32 | float64](y []T, x []float32) int {
	best := -1
	for f, v := range x {
		if v == 0 && (best < 0 || y[f] > y[best]) {
			best = f
		}
	}
	return best
}

func coverage(r *Run, by string) (float64, bool) {
	if by != "" && by != "film" {
		return 0, false
	}
	x := r.Set().ValidX()
	g := r.guesses(by, x)
	var best [films]bool
	n := 0.0
	for i := 0; i < len(x); i += films {
		if f := Best(g[i:i+films], x[i:i+films]); f >= 0 && !best[f] {
			best[f] = true
			n++
		}
	}
	return n, true
}

// rarest are the three films that fewest have seen, the first of equals.
func rarest() (out [3]int) {
	for k := range out {
		out[k] = -1
		for f := range films {
			if f != out[0] && f != out[1] && (out[k] < 0 || data.Seen(f) < data.Seen(out[k])) {
				out[k] = f
			}
		}
	}
	return out
}

func rareGuess(r *Run, what string) (float64, bool) {
	if what != "" && what != "true" {
		return 0, false
	}
	set := r.Set()
	x := set.ValidX()
	truth, g := set.Truth[set.Train*films:], r.guesses("", x)
	n, sum := 0.0, 0.0
	for _, f := range rarest() {
		for i := f; i < len(x); i += films {
			if x[i] > 0 {
				continue
			}
			n++
			if what == "" {
				sum += g[i]
			} else {
				sum += data.Stars * float64(truth[i])
			}
		}
	}
	return sum / n, n > 0
}

// rates is how many entries of the row are there that the learner filled in, 0 while an example is shown.
func (r *Run) rates() (n float64) {
	if r.View.Sample >= 0 {
		return 0
	}
	for _, v := range r.View.Input {
		if v > 0 {
			n++
		}
	}
	return n
}

// An Evening is how things stand after it. Before the first only Off means something.
type Evening struct {
	Top      float64 // share of the three films that were watched most in it, among all that were
	Kind     float64 // share of what a person has watched on all evenings that is of one kind (see [KindOf]), a mean over people
	Given    float64 // stars given in it, a mean
	Promised float64 // what the guesses said of these
	Off      float64 // root mean square error, in stars, on what is not rated after it
}

// Evenings are two worlds, in which everybody unseen watches a film an evening and says how many stars it gets. The network stays as it is; what it is told grows.
type Evenings struct {
	Best, Random [train.Evenings + 1]Evening // whoever watches what is guessed best for them, and whoever watches anything

	x    []float32 // (Valid, Dim), what is known
	kind [][genres]uint8
}

// genres is how many kinds of films there are, of as many films each, in order: to laugh at, to shudder, to wonder, and of two at once.
const genres = 4

// KindOf is the kind of a film.
func KindOf(film int) int { return film * genres / films }

// Live lives through both worlds. What copies makes of rows x (rows, Dim) need only last until it is called again. Dice are thrown by the set's seed.
func (w *Evenings) Live(set *data.Set, copies func(x []float32) []float32) {
	w.live(&w.Best, set, copies, func(y, x []float32) int { return Best(y, x) })
	r := rng.New(set.Seed, "evenings")
	w.live(&w.Random, set, copies, func(_, x []float32) int {
		at, n := -1, 0
		for f, v := range x {
			if v == 0 {
				if n++; r.Intn(n) == 0 {
					at = f
				}
			}
		}
		return at
	})
}

// live lives through one, in which pick picks a film by the guesses y for a person whose ratings are x, or -1.
func (w *Evenings) live(out *[train.Evenings + 1]Evening, set *data.Set, copies func(x []float32) []float32, pick func(y, x []float32) int) {
	w.x = append(w.x[:0], set.ValidX()...)
	if len(w.kind) != set.Valid {
		w.kind = make([][genres]uint8, set.Valid)
	}
	clear(w.kind)
	truth := set.Truth[set.Train*films:]
	y := copies(w.x)
	out[0] = Evening{Off: w.off(y, truth)}
	for n := range out[1:] {
		var count [films]int
		var now Evening
		all := 0.0
		for i := range w.kind {
			row := w.x[i*films : (i+1)*films]
			f := pick(y[i*films:(i+1)*films], row)
			if f < 0 { // somebody has seen everything
				continue
			}
			all++
			count[f]++
			w.kind[i][KindOf(f)]++
			row[f] = truth[i*films+f]
			now.Given += data.Stars * float64(row[f])
			now.Promised += data.Stars * float64(y[i*films+f])
		}
		now.Given, now.Promised, now.Top, now.Kind = now.Given/all, now.Promised/all, topThree(count)/all, w.ofOneKind()
		y = copies(w.x)
		now.Off = w.off(y, truth)
		out[n+1] = now
	}
}

// off is the error of guesses y on what is not known.
func (w *Evenings) off(y, truth []float32) float64 {
	n, sum := 0.0, 0.0
	for i, v := range w.x {
		if v == 0 {
			d := data.Stars * (float64(y[i]) - float64(truth[i]))
			n++
			sum += float64(d * d)
		}
	}
	return math.Sqrt(sum / max(n, 1))
}

// ofOneKind is which share of what a person has watched is of the kind that they watched most, a mean.
func (w *Evenings) ofOneKind() (sum float64) {
	for _, k := range w.kind {
		most, all := uint8(0), uint8(0)
		for _, n := range k {
			most, all = max(most, n), all+n
		}
		sum += float64(most) / float64(max(all, 1)) / float64(len(w.kind))
	}
	return sum
}

// topThree is the sum of the three greatest.
func topThree(count [films]int) float64 {
	var top [3]int
	for _, n := range count {
		for k := range top {
			if n > top[k] {
				n, top[k] = top[k], n
			}
		}
	}
	return float64(top[0] + top[1] + top[2])
}

// evenings are lived through once for each network that is shown.
func (r *Run) evenings() *Evenings {
	m := r.fresh()
	if m.evenings == nil {
		m.evenings = &Evenings{}
		m.evenings.Live(r.Set(), r.Copies)
	}
	return m.evenings
}

// lived asks of the last of as many evenings as the dial says: of none there is nothing to say.
func lived(of func(*Evening) float64) func(*Run, string) (float64, bool) {
	return rated(func(r *Run, who string) (float64, bool) {
		n := int(r.View.Dials[train.Evening])
		if n == 0 || who != "" && who != "random" {
			return 0, false
		}
		if e := r.evenings(); who == "" {
			return of(&e.Best[n]), true
		} else {
			return of(&e.Random[n]), true
		}
	})
}
