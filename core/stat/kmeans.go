package stat

import (
	"slices"
	"strconv"

	"hourglass/core/rng"
)

// KMeans are k groups of rows, each around its mean, and the memory to find them with.
type KMeans struct {
	Centres []float64 // (k, dim), the mean of each cluster's rows
	Of      []int     // (rows), the cluster of each row
	Sizes   []int     // (k), none is 0
	Inertia float64   // the sum over rows of the squared distance to their centre
	Rounds  int       // of Lloyd's algorithm

	code []float32
	dim  int
	far  []float64 // (rows), squared distance of each row to its centre
}

// Fit parts code (rows, dim) into k clusters, 1 to rows, by Lloyd's algorithm (Lloyd 1982) from a k-means++ start (Arthur and Vassilvitskii 2007). It finds a
// local optimum; which one hangs on the draws and on the order of the rows. A row as near to another centre as to its own stays; a new one goes to the
// first. A cluster left without rows takes the row that lies farthest from its centre in a cluster of two or more.
//
// It draws from r alone and wraps its products: the same stream gives the same bits on every machine.
func (l *KMeans) Fit(code []float32, dim, k int, r *rng.Stream) {
	rows := len(code) / dim
	if k < 1 || k > rows || len(code) != rows*dim {
		panic("stat: " + strconv.Itoa(k) + " clusters of " + strconv.Itoa(len(code)) + " numbers in rows of " + strconv.Itoa(dim))
	}
	l.begin(code, dim, k)
	l.seed(r)
	l.run()
}

// begin makes room for k clusters, in the memory that is there.
func (l *KMeans) begin(code []float32, dim, k int) {
	rows := len(code) / dim
	l.code, l.dim = code, dim
	l.Centres, l.far = slices.Grow(l.Centres[:0], k*dim)[:k*dim], slices.Grow(l.far[:0], rows)[:rows]
	l.Sizes, l.Of = slices.Grow(l.Sizes[:0], k)[:k], slices.Grow(l.Of[:0], rows)[:rows]
	for i := range l.Of {
		l.Of[i] = -1
	}
}

// distance is the squared distance of row i to centre c.
func (l *KMeans) distance(i, c int) float64 {
	sum := 0.0
	centre := l.Centres[c*l.dim : (c+1)*l.dim]
	for j, v := range l.code[i*l.dim : (i+1)*l.dim] {
		d := float64(v) - centre[j]
		sum += float64(d * d)
	}
	return sum
}

// place puts centre c on row i.
func (l *KMeans) place(c, i int) {
	for j, v := range l.code[i*l.dim : (i+1)*l.dim] {
		l.Centres[c*l.dim+j] = float64(v)
	}
}

// seed places the first centre on any row, each other on a row drawn with a chance in proportion to its squared
// distance from the nearest centre so far. When every row lies on a centre the rest are drawn evenly.
func (l *KMeans) seed(r *rng.Stream) {
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
func (l *KMeans) run() {
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
func (l *KMeans) assign() bool {
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
func (l *KMeans) refill(c int) {
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
func (l *KMeans) average() {
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
