package jacobi

import "strconv"

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
	m := &PCA{Mean: make([]float64, dim), Values: make([]float64, dim), Axes: make([]float64, dim*dim)}
	seen := make([]float64, dim)
	for i, v := range x {
		if mask[i] != 0 {
			m.Mean[i%dim] += float64(v)
			seen[i%dim]++
		}
	}
	for j, n := range seen {
		m.Mean[j] /= max(n, 1)
	}
	c, both := make([]float64, dim*dim), make([]float64, dim*dim)
	for at := 0; at < len(x); at += dim {
		for i := range dim {
			if mask[at+i] == 0 {
				continue
			}
			u := float64(x[at+i]) - m.Mean[i]
			for j := i; j < dim; j++ {
				if mask[at+j] != 0 {
					c[i*dim+j] += float64(u * (float64(x[at+j]) - m.Mean[j]))
					both[i*dim+j]++
				}
			}
		}
	}
	for i := range dim {
		for j := i; j < dim; j++ {
			c[i*dim+j] /= max(both[i*dim+j], 1)
			c[j*dim+i] = c[i*dim+j]
		}
	}
	Eigen(m.Values, m.Axes, c, dim)
	for i, v := range m.Values {
		m.Values[i] = max(v, 0)
	}
	return m
}

// A Completer fills holes of rows by the Gaussian that k components of a PCA are, with what the others leave as equal noise on every number (Tipping and
// Bishop 1999): by the mean of what is missing, given what is there. Not safe for use by several goroutines.
type Completer struct {
	pca   *PCA
	k     int
	noise float64   // variance beside the components
	m, b  []float64 // (k, k) and (k), of the equations
}

// leastNoise keeps the equations solvable where the components leave nothing.
const leastNoise = 1e-6

// NewCompleter uses k components, or as many as there are but one.
func (m *PCA) NewCompleter(k int) *Completer {
	dim := len(m.Mean)
	k = max(min(k, dim-1), 0)
	c := &Completer{pca: m, k: k, m: make([]float64, k*k), b: make([]float64, k)}
	c.noise = max(m.Error(k)*float64(dim)/float64(dim-k), leastNoise)
	return c
}

// Complete sets those entries of a row x (dim) of which hole (dim) is not 0; what they hold is not read. With W the components, each as long as the root of
// its variance less the noise s, and W_o its seen rows, the code is (W_o'W_o + s I)^-1 W_o'(x_o - mean_o), and what is missing lies at mean_h + W_h code.
func (c *Completer) Complete(x, hole []float32) {
	dim, k := len(c.pca.Mean), c.k
	if len(x) != dim || len(hole) != dim {
		panic("jacobi: a row of " + strconv.Itoa(len(x)) + " numbers with " + strconv.Itoa(len(hole)) + " marks, want " + strconv.Itoa(dim))
	}
	clear(c.m)
	clear(c.b)
	long := func(i int) float64 { return max(c.pca.Values[i]-c.noise, 0) }
	// The equations for the code in units of its components, so that their lengths stand on the left alone: (L A_o'A_o + s I) code = L A_o'(x_o - mean_o).
	for j := range dim {
		if hole[j] != 0 {
			continue
		}
		off := float64(x[j]) - c.pca.Mean[j]
		for i := range k {
			a := c.pca.Axes[i*dim+j]
			c.b[i] += float64(a * off)
			row := c.m[i*k : (i+1)*k]
			for l := range row {
				row[l] += float64(a * c.pca.Axes[l*dim+j])
			}
		}
	}
	for i := range k {
		l := long(i)
		c.b[i] *= l
		row := c.m[i*k : (i+1)*k]
		for j := range row {
			row[j] *= l
		}
		row[i] += c.noise
	}
	solve(c.m, c.b, k)
	for j := range dim {
		if hole[j] == 0 {
			continue
		}
		v := c.pca.Mean[j]
		for i, z := range c.b {
			v += float64(z * c.pca.Axes[i*dim+j])
		}
		x[j] = float32(v)
	}
}

// solve sets b (n) to the solution of a (n, n) times it, by elimination with the largest entry of each column first; a is used up.
func solve(a, b []float64, n int) {
	for p := range n {
		best := p
		for r := p + 1; r < n; r++ {
			if abs(a[r*n+p]) > abs(a[best*n+p]) {
				best = r
			}
		}
		if best != p {
			for j := p; j < n; j++ {
				a[p*n+j], a[best*n+j] = a[best*n+j], a[p*n+j]
			}
			b[p], b[best] = b[best], b[p]
		}
		for r := p + 1; r < n; r++ {
			f := a[r*n+p] / a[p*n+p]
			if f == 0 {
				continue
			}
			for j := p; j < n; j++ {
				a[r*n+j] -= float64(f * a[p*n+j])
			}
			b[r] -= float64(f * b[p])
		}
	}
	for p := n - 1; p >= 0; p-- {
		for j := p + 1; j < n; j++ {
			b[p] -= float64(a[p*n+j] * b[j])
		}
		b[p] /= a[p*n+p]
	}
}

func abs(v float64) float64 { return max(v, -v) }
