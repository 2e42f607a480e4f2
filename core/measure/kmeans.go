package measure

import (
	"errors"

	"hourglass/core/rng"
)

// Clusters are k groups of rows, each around its mean.
type Clusters struct {
	Centres []float64 // (k, dim), the mean of each cluster's rows
	Of      []int     // (rows), the cluster of each row
	Sizes   []int     // (k), none is 0
	Inertia float64   // the sum over rows of the squared distance to their centre, in the code's unit squared
	Rounds  int       // of Lloyd's algorithm in the run that was kept
}

// KMeans parts code (rows, dim) into k clusters by Lloyd's algorithm (Lloyd 1982) from a k-means++ start (Arthur
// and Vassilvitskii 2007), and keeps the run of least inertia out of that many restarts, the first among equals. A
// run finds a local optimum; which one hangs on the draws and on the order of the rows. A row as near to another
// centre as to its own stays; a new one goes to the first. A cluster left without rows takes the row that lies
// farthest from its centre in a cluster of two or more.
//
// It draws from r alone and wraps its products: the same stream gives the same bits on every machine. It fails
// unless k lies between 1 and rows, and without a stream.
func KMeans(code []float32, rows, dim, k, restarts int, r *rng.Stream) (*Clusters, error) {
	if err := table("code", code, rows, dim); err != nil {
		return nil, err
	}
	if err := within("the number of clusters", k, 1, rows); err != nil {
		return nil, err
	}
	if err := within("the number of restarts", restarts, 1, 1_000_000); err != nil {
		return nil, err
	}
	if r == nil {
		return nil, errors.New("measure: k-means without a stream to draw from")
	}
	var best *lloyd
	for range restarts {
		l := newLloyd(code, rows, dim, k)
		l.seed(r)
		l.run()
		if best == nil || l.Inertia < best.Inertia {
			best = l
		}
	}
	return &best.Clusters, nil
}

// lloyd is one run.
type lloyd struct {
	Clusters
	code []float32
	dim  int
	far  []float64 // (rows), squared distance of each row to its centre
}

func newLloyd(code []float32, rows, dim, k int) *lloyd {
	l := &lloyd{code: code, dim: dim, far: make([]float64, rows)}
	l.Centres, l.Sizes, l.Of = make([]float64, k*dim), make([]int, k), make([]int, rows)
	for i := range l.Of {
		l.Of[i] = -1
	}
	return l
}

// distance is the squared distance of row i to centre c.
func (l *lloyd) distance(i, c int) float64 {
	sum := 0.0
	centre := l.Centres[c*l.dim : (c+1)*l.dim]
	for j, v := range l.code[i*l.dim : (i+1)*l.dim] {
		d := float64(v) - centre[j]
		sum += float64(d * d)
	}
	return sum
}

// place puts centre c on row i.
func (l *lloyd) place(c, i int) {
	for j, v := range l.code[i*l.dim : (i+1)*l.dim] {
		l.Centres[c*l.dim+j] = float64(v)
	}
}

// seed places the first centre on any row, each other on a row drawn with a chance in proportion to its squared
// distance from the nearest centre so far. When every row lies on a centre the rest are drawn evenly.
func (l *lloyd) seed(r *rng.Stream) {
	rows := len(l.Of)
	l.place(0, r.Intn(rows))
	for c := 1; c < len(l.Sizes); c++ {
		total := 0.0
		for i := range rows {
			if d := l.distance(i, c-1); c == 1 || d < l.far[i] {
				l.far[i] = d
			}
			total += l.far[i]
		}
		if total == 0 {
			l.place(c, r.Intn(rows))
			continue
		}
		l.place(c, pick(l.far, float64(float64(r.Float32())*total)))
	}
}

// pick returns the first index at which the running sum of weights exceeds mark, or the last with any weight.
func pick(weights []float64, mark float64) int {
	last, sum := 0, 0.0
	for i, w := range weights {
		if w == 0 {
			continue
		}
		last = i
		if sum += w; sum > mark {
			break
		}
	}
	return last
}

// run repeats assignment and means until no row moves. Each round lowers the inertia, so that it must end; the
// limit guards against rounding.
func (l *lloyd) run() {
	const limit = 1000
	for l.Rounds = 1; l.assign() && l.Rounds < limit; l.Rounds++ {
		l.average()
	}
	l.Inertia = 0
	for i, c := range l.Of {
		l.Inertia += l.distance(i, c)
	}
}

// assign sends each row to its nearest centre, refills empty clusters, and tells whether any row moved.
func (l *lloyd) assign() bool {
	moved := false
	clear(l.Sizes)
	for i, was := range l.Of {
		to := max(was, 0)
		least := l.distance(i, to)
		for c := range l.Sizes {
			if d := l.distance(i, c); d < least {
				to, least = c, d
			}
		}
		l.Of[i], l.far[i] = to, least
		l.Sizes[to]++
		moved = moved || to != was
	}
	for c, n := range l.Sizes {
		if n == 0 {
			l.refill(c)
			moved = true
		}
	}
	return moved
}

// refill gives the empty cluster c the farthest row of those with company. As k is at most the number of rows,
// there is one.
func (l *lloyd) refill(c int) {
	from := -1
	for i, of := range l.Of {
		if l.Sizes[of] > 1 && (from < 0 || l.far[i] > l.far[from]) {
			from = i
		}
	}
	l.Sizes[l.Of[from]]--
	l.Of[from], l.far[from], l.Sizes[c] = c, 0, 1
	l.place(c, from)
}

// average sets each centre to the mean of its rows.
func (l *lloyd) average() {
	clear(l.Centres)
	for i, c := range l.Of {
		for j, v := range l.code[i*l.dim : (i+1)*l.dim] {
			l.Centres[c*l.dim+j] += float64(v)
		}
	}
	for i := range l.Centres {
		l.Centres[i] /= float64(l.Sizes[i/l.dim])
	}
}
