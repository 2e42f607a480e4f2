// Package jacobi finds the axes along which rows of numbers vary: principal component analysis, by Jacobi's rotations.
//
// Package pca does the same on gonum, and more. This one exists because the programs of the page need the linear rival's error and
// pictures too, and gonum would not fit into them; its bits are the same on every machine, and its axes point one way. The tests of both
// hold them together.
package jacobi

import "math"

// sweeps bounds the rounds of Eigen. A matrix of 256 rows takes about ten: near the end each round squares what is left.
const sweeps = 50

// Eigen finds all eigenvalues of the symmetric matrix a (n, n) and an eigenvector of length 1 for each: values (n) descending, vectors
// (n, n) one a row, its entry of the largest size positive. The rotations are Jacobi's, in rows (Golub and Van Loan, section 8.5); in the
// first rounds small entries are passed over (Rutishauser 1966).
func Eigen(values, vectors, a []float64, n int) {
	if len(values) != n || len(vectors) != n*n || len(a) != n*n {
		panic("jacobi: Eigen of lists that do not fit its size")
	}
	clear(vectors)
	for i := range n {
		vectors[i*n+i] = 1
	}
	m := copyOf(a, n)
	least := 1e-16 * m.widest()
	for round := range sweeps {
		skip := least
		if round < 3 {
			skip = max(skip, float64(0.2*m.beside())/float64(n*n))
		}
		if !m.sweep(vectors, skip) && skip == least {
			break
		}
	}
	for i := range n {
		values[i] = m.row(i)[i]
	}
	descend(values, vectors, n)
	for i := range n {
		turn(vectors[i*n : (i+1)*n])
	}
}

// A matrix is symmetric, of n rows that lie an odd number apart: columns are written down too, and rows a power of two apart would push
// each other out of the processor's cache.
type matrix struct {
	n, apart int
	v        []float64
}

func copyOf(a []float64, n int) matrix {
	m := matrix{n, n | 1, make([]float64, n*(n|1))}
	for i := range n {
		copy(m.row(i), a[i*n:(i+1)*n])
	}
	return m
}

func (m matrix) row(i int) []float64 { return m.v[i*m.apart : i*m.apart+m.n] }

// widest is the largest size on the diagonal.
func (m matrix) widest() float64 {
	w := 0.0
	for i := range m.n {
		w = max(w, math.Abs(m.row(i)[i]))
	}
	return w
}

// beside is the sum of sizes above the diagonal.
func (m matrix) beside() float64 {
	sum := 0.0
	for i := range m.n {
		for _, v := range m.row(i)[i+1:] {
			sum += math.Abs(v)
		}
	}
	return sum
}

// sweep rotates every entry above the diagonal that is larger than skip to zero, one after the other, and reports whether there was
// any.
func (m matrix) sweep(vectors []float64, skip float64) bool {
	any, n := false, m.n
	for p := range n {
		x := m.row(p)
		for q := p + 1; q < n; q++ {
			if math.Abs(x[q]) <= skip {
				continue
			}
			any = true
			c, s := angle(x[p], m.row(q)[q], x[q])
			m.zero(p, q, c, s)
			rotate(vectors[p*n:(p+1)*n], vectors[q*n:(q+1)*n], c, s)
		}
	}
	return any
}

// angle returns cosine and sine of the smaller rotation that takes apq to zero.
func angle(app, aqq, apq float64) (c, s float64) {
	theta := (aqq - app) / (2 * apq)
	t := 1 / (math.Abs(theta) + math.Sqrt(float64(theta*theta)+1))
	if theta < 0 {
		t = -t
	}
	c = 1 / math.Sqrt(float64(t*t)+1)
	return c, float64(t * c)
}

// zero rotates rows and columns p and q.
func (m matrix) zero(p, q int, c, s float64) {
	x, y := m.row(p), m.row(q)
	app, aqq, apq := x[p], y[q], x[q]
	rotate(x, y, c, s)
	for k := range m.n {
		at := m.v[k*m.apart:]
		at[p], at[q] = x[k], y[k]
	}
	cross := float64(2 * float64(float64(c*s)*apq))
	cc, ss := float64(c*c), float64(s*s)
	x[p] = float64(cc*app) - cross + float64(ss*aqq)
	y[q] = float64(ss*app) + cross + float64(cc*aqq)
	x[q], y[p] = 0, 0
}

// rotate turns x and y into each other: x becomes c·x - s·y, y becomes s·x + c·y.
func rotate(x, y []float64, c, s float64) {
	y = y[:len(x)]
	for k, u := range x {
		v := y[k]
		x[k], y[k] = float64(c*u)-float64(s*v), float64(s*u)+float64(c*v)
	}
}

// descend sorts values from the largest down, and the rows of vectors with them.
func descend(values, vectors []float64, n int) {
	for i := range n {
		top := i
		for j := i + 1; j < n; j++ {
			if values[j] > values[top] {
				top = j
			}
		}
		if top == i {
			continue
		}
		values[i], values[top] = values[top], values[i]
		for k := range n {
			vectors[i*n+k], vectors[top*n+k] = vectors[top*n+k], vectors[i*n+k]
		}
	}
}

// turn makes the first entry of the largest size positive: a vector and its opposite are the same axis, and one of them must be shown.
func turn(v []float64) {
	top := 0
	for i := range v {
		if math.Abs(v[i]) > math.Abs(v[top]) {
			top = i
		}
	}
	if v[top] < 0 {
		for i := range v {
			v[i] = -v[i]
		}
	}
}
