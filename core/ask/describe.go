package ask

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"hourglass/core/data"
	"hourglass/core/jacobi"
	"hourglass/core/rng"
	"hourglass/core/stat"
)

// How well an example is described: by its own numbers ("pixels", of a table its columns), by the code of PCA with as many numbers as the neck ("pca"), or by the
// network's ("code"). Labels, which training never saw, are the judge; of data without classes nothing of this can be asked.

func describeMeasures() []measure {
	return []measure{
		// of the five nearest training examples of each unseen one, the share that is of its class: "alike code"
		{name: "alike", asks: yes, of: (*Run).alike},
		// of the five nearest to the shown one, how many are of its class; there is no such number of a painted one
		{name: "near", asks: yes, of: (*Run).near},
		// the share of the unseen that the nearest class mean names rightly, where so many examples of each class are labelled; a mean over [Repeats]:
		// "centroid code 5"
		{name: "centroid", asks: yes, of: (*Run).centroid},
		// by how much that is more by the code than by an example's own numbers, with so many labels a class: 0.01 is one in a hundred more
		{name: "ahead", asks: yes, of: (*Run).ahead},
	}
}

// How examples are described.
const (
	AsPixels = iota
	AsPCA
	AsCode
	Descriptions // how many there are
)

// A Description holds the numbers that stand for each example, those to train on first, then the unseen.
type Description struct {
	X    []float32 // (Train+Valid, Dim)
	Dim  int
	Set  *data.Set
	near []stat.Neighbour
}

// Trained and Unseen are the two parts of it.
func (d *Description) Trained() []float32 { return d.X[:d.Set.Train*d.Dim] }
func (d *Description) Unseen() []float32  { return d.X[d.Set.Train*d.Dim:] }

// Row is what stands for example i.
func (d *Description) Row(i int) []float32 { return d.X[i*d.Dim : (i+1)*d.Dim] }

// Begin makes room for descriptions of a set by so many numbers.
func (d *Description) Begin(set *data.Set, dim int) {
	rows := set.Train + set.Valid
	d.Set, d.Dim = set, dim
	d.X = slices.Grow(d.X[:0], rows*dim)[:rows*dim]
}

// Near are how many neighbours are looked at.
const Near = 5

// Nearest are the [Near] training examples nearest to example i, itself left out; good until the next call.
func (d *Description) Nearest(i int) []stat.Neighbour {
	without := -1
	if i < d.Set.Train {
		without = i
	}
	d.near = stat.Nearest(d.near[:0], d.Trained(), d.Row(i), Near, without)
	return d.near
}

// Alike is the share, 0 to 1, of the [Near] nearest training examples of unseen ones from first to last-1 that are of one class with them.
func (d *Description) Alike(first, last int) float64 {
	same, all := 0, 0
	for i := d.Set.Train + first; i < d.Set.Train+last; i++ {
		for _, n := range d.Nearest(i) {
			all++
			if d.Set.Labels[n.Row] == d.Set.Labels[i] {
				same++
			}
		}
	}
	return float64(same) / float64(all)
}

// Groups are what k-means finds among the unseen, the tightest of a few starts.
type Groups struct {
	Of     []int   // (Valid), the group of each
	Left   float64 // share of the squared spread that is left within the groups
	Purity float64 // share of the unseen that is of the commonest class of its group

	means stat.KMeans
	label []int
	count []int
}

const starts = 8

// Find parts x (rows, dim), the unseen of a set with classes, into as many groups as there are classes, always from the same starts.
func (g *Groups) Find(set *data.Set, x []float32, dim int) {
	k := set.Classes()
	draws := rng.New(set.Seed, "groups")
	least := math.Inf(1)
	for range starts {
		g.means.Fit(x, dim, k, &draws)
		if g.means.Inertia < least {
			least = g.means.Inertia
			g.Of = append(g.Of[:0], g.means.Of...)
		}
	}
	g.means.Fit(x, dim, 1, &draws) // all of them round one mean
	g.Left = least / max(g.means.Inertia, exact)
	g.label = g.label[:0]
	for _, l := range set.Labels[set.Train : set.Train+set.Valid] {
		g.label = append(g.label, int(l))
	}
	g.count = slices.Grow(g.count[:0], k*k)[:k*k]
	g.Purity = stat.Purity(g.count, g.Of, g.label, k)
}

// Shuffle sets dst to x (rows, dim) with every column in an order of its own: each number runs as before, and nothing is left of what they say together.
func Shuffle(dst, x []float32, dim int, seed uint64) {
	copy(dst, x)
	draws := rng.New(seed, "shuffle")
	for j := range dim {
		for i := len(x)/dim - 1; i > 0; i-- {
			k := draws.Intn(i + 1)
			dst[i*dim+j], dst[k*dim+j] = dst[k*dim+j], dst[i*dim+j]
		}
	}
}

// Repeats is how often the labelled examples are drawn.
const Repeats = 8

// Trials teach two classifiers from a few labelled training examples, [Repeats] times, and try them on the unseen. All descriptions of a set are tried with the
// same draws, in which more labels hold the fewer ones.
type Trials struct {
	Decay float64 // of the logistic regression, on numbers whose squared spread adds up to 1
	Close float64 // see [stat.Logistic]

	set   *data.Set
	order []int32   // (Repeats, Train)
	x     []float32 // of what is described, its mean taken off, in one scale
	dim   int
	rows  []float32 // the labelled
	label []int
	taken []int
	near  stat.Centroids
	fit   stat.Logistic
}

// Begin draws for a set with classes.
func (t *Trials) Begin(set *data.Set) {
	t.set, t.Decay, t.Close = set, 0.1, 0.05
	t.order = slices.Grow(t.order[:0], Repeats*set.Train)[:Repeats*set.Train]
	draws := rng.New(set.Seed, "look")
	for d := range Repeats {
		order := t.order[d*set.Train : (d+1)*set.Train]
		for i := range order {
			order[i] = int32(i)
		}
		draws.Shuffle(order)
	}
}

// Describe takes what is described: its mean is taken off, and it is scaled so that its squared spread, over the training examples, adds up to 1.
func (t *Trials) Describe(d *Description) {
	t.dim = d.Dim
	t.x = append(t.x[:0], d.X...)
	spread, n := 0.0, float64(d.Set.Train)
	for j := range d.Dim {
		mean, all := 0.0, 0.0
		for i := j; i < d.Set.Train*d.Dim; i += d.Dim {
			mean += float64(d.X[i]) / n
		}
		for i := j; i < len(t.x); i += d.Dim {
			t.x[i] = float32(float64(t.x[i]) - mean)
			if i < d.Set.Train*d.Dim {
				all += float64(float64(t.x[i])*float64(t.x[i])) / n
			}
		}
		spread += all
	}
	scale := float32(1 / math.Sqrt(max(spread, exact)))
	for i := range t.x {
		t.x[i] *= scale
	}
}

// deal takes the first n examples of each class, or as many as there are, in the order of a draw.
func (t *Trials) deal(draw, n int) {
	t.rows, t.label = t.rows[:0], t.label[:0]
	t.taken = slices.Grow(t.taken[:0], t.set.Classes())[:t.set.Classes()]
	clear(t.taken)
	for _, i := range t.order[draw*t.set.Train : (draw+1)*t.set.Train] {
		if l := t.set.Labels[i]; t.taken[l] < n {
			t.taken[l]++
			t.rows, t.label = append(t.rows, t.x[int(i)*t.dim:(int(i)+1)*t.dim]...), append(t.label, int(l))
		}
	}
}

// Centroid is the share of the unseen that the nearest class mean names rightly, with n labels a class of a draw.
func (t *Trials) Centroid(draw, n int) float64 {
	t.deal(draw, n)
	t.near.Fit(t.rows, t.dim, t.label, t.set.Classes())
	return t.right(t.near.Class)
}

// Logistic is the share that logistic regression names rightly.
func (t *Trials) Logistic(draw, n int) float64 {
	t.deal(draw, n)
	t.fit.Decay, t.fit.Close = t.Decay, t.Close
	t.fit.Fit(t.rows, t.dim, t.label, t.set.Classes())
	return t.right(t.fit.Class)
}

func (t *Trials) right(class func([]float32) int) float64 {
	n := 0
	for i := t.set.Train; i < t.set.Train+t.set.Valid; i++ {
		if class(t.x[i*t.dim:(i+1)*t.dim]) == int(t.set.Labels[i]) {
			n++
		}
	}
	return float64(n) / float64(t.set.Valid)
}

// A seen is a description that is asked, and what was found out of it while it stands.
type seen struct {
	Description // of no set while it does not stand
	answers     []found
	trials      *Trials
}

// answer finds something of a description once.
func (v *seen) answer(what string, of func(v *seen) float64) float64 {
	k, ok := find(v.answers, what)
	if !ok {
		k = found{what, of(v), true}
		v.answers = append(v.answers, k)
	}
	return k.value
}

// named is the share that nearest means name rightly, a mean over the draws, with so many labels a class; labels is the number in words.
func (v *seen) named(labels string) (float64, bool) {
	n, err := strconv.Atoi(labels)
	if err != nil || n < 1 {
		return 0, false
	}
	return v.answer(labels, func(v *seen) (sum float64) {
		if v.trials == nil {
			v.trials = &Trials{}
			v.trials.Begin(v.Set)
			v.trials.Describe(&v.Description)
		}
		for draw := range Repeats {
			sum += v.trials.Centroid(draw, n) / Repeats
		}
		return sum
	}), true
}

// asWords finds a description by its name. There is none of data without classes.
func (r *Run) asWords(name string) *seen {
	as := slices.Index([]string{"pixels", "pca", "code"}, name)
	if as < 0 || r.Set().Classes() == 0 {
		return nil
	}
	return r.described(as)
}

func (r *Run) alike(name string) (float64, bool) {
	v := r.asWords(name)
	if v == nil {
		return 0, false
	}
	return v.answer("alike", func(v *seen) float64 { return v.Alike(0, v.Set.Valid) }), true
}

func (r *Run) near(name string) (float64, bool) {
	v, at := r.asWords(name), r.View.Sample
	if v == nil || at < 0 {
		return 0, false
	}
	same := 0.0
	for _, n := range v.Nearest(at) {
		if v.Set.Labels[n.Row] == v.Set.Labels[at] {
			same++
		}
	}
	return same, true
}

func (r *Run) centroid(argument string) (float64, bool) {
	name, labels, _ := strings.Cut(argument, " ")
	if v := r.asWords(name); v != nil {
		return v.named(labels)
	}
	return 0, false
}

func (r *Run) ahead(labels string) (float64, bool) {
	code, ok := r.centroid("code " + labels)
	own, also := r.centroid("pixels " + labels)
	return code - own, ok && also
}

// Description is one of the examples of the run, by [AsPixels], [AsPCA] or [AsCode] of the network that is shown; good until the next step.
func (r *Run) Description(as int) *Description { return &r.described(as).Description }

// described is that and what was found out of it. A description by the examples' own numbers stands as long as the set, that by PCA as long as the neck too, that by
// the code as long as the network that is shown.
func (r *Run) described(as int) *seen {
	v, set := &r.fresh().described[as], r.Set()
	dim := set.Dim()
	if as != AsPixels {
		dim = r.Setup.Neck
	}
	if v.Set == set && v.Dim == dim {
		return v
	}
	*v = seen{}
	v.Begin(set, dim)
	switch as {
	case AsPixels:
		copy(v.X, set.X)
	case AsPCA:
		v.Straight(r.rival())
	case AsCode:
		copy(v.Trained(), r.Codes(set.TrainX()))
		copy(v.Unseen(), r.Codes(set.ValidX()))
	}
	return v
}

// Straight fills the description with the first numbers of a PCA; of a neck wider than an example the rest are 0.
func (d *Description) Straight(pca *jacobi.PCA) {
	code := make([]float64, min(d.Dim, d.Set.Dim()))
	clear(d.X)
	for i := range d.Set.Train + d.Set.Valid {
		pca.Project(code, d.Set.Picture(i))
		for j, z := range code {
			d.Row(i)[j] = float32(z)
		}
	}
}
