package jacobi

import (
	"math"
	"strconv"
)

// FitSeen analyses x (rows, dim) as [Fit] does, from those entries alone of which mask (rows, dim) is not 0: the mean of each number over the rows that have
// it, the covariance of each two over the rows that have both. What no two rows share counts as independent, and a variance below 0, which such a table of
// covariances can bring about, as 0. A nil mask says that everything was seen.
func FitSeen(x, mask []float32, rows, dim int) *PCA {
	if mask == nil {
		return Fit(x, rows, dim)
	}
	if rows < 1 || dim < 1 || len(x) != rows*dim || len(mask) != len(x) {
		panic("jacobi: " + strconv.Itoa(len(x)) + " numbers and " + strconv.Itoa(len(mask)) + " marks are not " + strconv.Itoa(rows) + " rows of " + strconv.Itoa(dim))
	}
	m, none, seen := newPCA(dim), make([]float64, dim), make([]float32, len(x))
	both := covariance(mask, none, rows) // the share of the rows that have both
	for i, v := range x {
		if mask[i] != 0 {
			m.Mean[i%dim] += float64(v) / max(both[i%dim*(dim+1)]*float64(rows), 1)
		}
	}
	for i, v := range x {
		if mask[i] != 0 {
			seen[i] = v - float32(m.Mean[i%dim])
		}
	}
	c := covariance(seen, none, rows)
	for i, share := range both {
		if share > 0 {
			c[i] /= share
		}
	}
	m.axes(c)
	return m
}

// A Completer fills holes of rows by the Gaussian that k components of a PCA are, with what the others leave as equal noise on every number (Tipping and
// Bishop 1999): by the mean of what is missing, given what is there. Not safe for use by several goroutines.
type Completer struct {
	pca   *PCA
	noise float64   // variance beside the components
	w     []float64 // (k, dim), the components, each as long as the root of its variance less the noise
	m, b  []float64 // (k, k) and (k), of the equations
}

// leastNoise keeps the equations solvable where the components leave nothing.
const leastNoise = 1e-6

// NewCompleter uses k components, or as many as there are but one.
func (m *PCA) NewCompleter(k int) *Completer {
	dim := len(m.Mean)
	k = max(min(k, dim-1), 0)
	c := &Completer{pca: m, w: make([]float64, k*dim), m: make([]float64, k*k), b: make([]float64, k)}
	c.noise = max(m.Error(k)*float64(dim)/float64(dim-k), leastNoise)
	for i, a := range m.Axes[:k*dim] {
		c.w[i] = float64(math.Sqrt(max(m.Values[i/dim]-c.noise, 0)) * a)
	}
	return c
}

// Complete sets those entries of a row x (dim) of which hole (dim) is not 0; what they hold is not read. With W the components and W_s its seen rows, the code
// is (W_s'W_s + noise)^-1 W_s'(x_s - mean_s), and what is missing lies at mean_h + W_h code.
func (c *Completer) Complete(x, hole []float32) {
	dim, k := len(c.pca.Mean), len(c.b)
	if len(x) != dim || len(hole) != dim {
		panic("jacobi: a row of " + strconv.Itoa(len(x)) + " numbers with " + strconv.Itoa(len(hole)) + " marks, want " + strconv.Itoa(dim))
	}
	clear(c.m)
	clear(c.b)
	for j := range dim {
		if hole[j] != 0 {
			continue
		}
		off := float64(x[j]) - c.pca.Mean[j]
		for i := range k {
			w, row := c.w[i*dim+j], c.m[i*k:i*k+i+1]
			c.b[i] += float64(w * off)
			for l := range row {
				row[l] += float64(w * c.w[l*dim+j])
			}
		}
	}
	for i := range k {
		c.m[i*k+i] += c.noise
	}
	solve(c.m, c.b)
	for j := range dim {
		if hole[j] == 0 {
			continue
		}
		v := c.pca.Mean[j]
		for i, z := range c.b {
			v += float64(z * c.w[i*dim+j])
		}
		x[j] = float32(v)
	}
}

// solve sets b (n) to the solution of a (n, n) times it, by the root of a (Cholesky), whose lower half alone is read, and used up. A has no direction in which
// it is not positive.
func solve(a, b []float64) {
	n := len(b)
	for i := range n {
		for j := range i + 1 {
			v := a[i*n+j]
			for k := range j {
				v -= float64(a[i*n+k] * a[j*n+k])
			}
			if i == j {
				a[i*n+i] = math.Sqrt(v)
			} else {
				a[i*n+j] = v / a[j*n+j]
			}
		}
		for k := range i {
			b[i] -= float64(a[i*n+k] * b[k])
		}
		b[i] /= a[i*n+i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			b[i] -= float64(a[k*n+i] * b[k])
		}
		b[i] /= a[i*n+i]
	}
}
