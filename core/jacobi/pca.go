package jacobi

import "strconv"

// A PCA is the mean of some rows and the axes along which they vary, most first.
type PCA struct {
	Mean   []float64 // (dim)
	Values []float64 // (dim), variances along the axes, dividing by the number of rows; descending, none below 0
	Axes   []float64 // (dim, dim), one of length 1 a row, in the order of Values; its entry of the largest size is positive
}

// Fit analyses x (rows, dim) of finite numbers. It takes time with the cube of dim: for 256 numbers a fraction of a second.
func Fit(x []float32, rows, dim int) *PCA {
	if rows < 1 || dim < 1 || len(x) != rows*dim {
		panic("jacobi: " + strconv.Itoa(len(x)) + " numbers are not " + strconv.Itoa(rows) + " rows of " + strconv.Itoa(dim))
	}
	m := newPCA(dim)
	for i, v := range x {
		m.Mean[i%dim] += float64(v) / float64(rows)
	}
	m.axes(covariance(x, m.Mean, rows))
	return m
}

func newPCA(dim int) *PCA {
	return &PCA{Mean: make([]float64, dim), Values: make([]float64, dim), Axes: make([]float64, dim*dim)}
}

// axes finds the axes of a table of covariances (dim, dim).
func (m *PCA) axes(c []float64) {
	Eigen(m.Values, m.Axes, c, len(m.Mean))
	for i, v := range m.Values {
		m.Values[i] = max(v, 0)
	}
}

// covariance is the mean of the outer products of the rows, the mean row taken off (dim, dim).
func covariance(x []float32, mean []float64, rows int) []float64 {
	dim := len(mean)
	c, off := make([]float64, dim*dim), make([]float64, dim)
	for r := range rows {
		for i, v := range x[r*dim : (r+1)*dim] {
			off[i] = float64(v) - mean[i]
		}
		for i, u := range off {
			row := c[i*dim : (i+1)*dim]
			for j := i; j < dim; j++ {
				row[j] += float64(u * off[j])
			}
		}
	}
	for i := range dim {
		for j := i; j < dim; j++ {
			c[i*dim+j] /= float64(rows)
			c[j*dim+i] = c[i*dim+j]
		}
	}
	return c
}

// Error is the mean square error per number that k components leave, the least that any linear way through k numbers can (Baldi and
// Hornik 1989): the sum of the other variances over dim. With k = 0 it is the error of the mean row, from k = dim on it is 0.
func (m *PCA) Error(k int) float64 {
	sum := 0.0
	for i := len(m.Values) - 1; i >= max(k, 0); i-- {
		sum += m.Values[i]
	}
	return sum / float64(len(m.Values))
}

// one panics unless x is one row and code has at most as many numbers.
func (m *PCA) one(code []float64, x []float32) {
	if dim := len(m.Mean); len(x) != dim || len(code) > dim {
		panic("jacobi: a row of " + strconv.Itoa(len(x)) + " numbers and a code of " + strconv.Itoa(len(code)) + ", want " + strconv.Itoa(dim) + " and at most as many")
	}
}

// Project sets code, of at most dim numbers, to the coordinates of the row x (dim) along the first len(code) axes. Other lengths panic.
func (m *PCA) Project(code []float64, x []float32) {
	m.one(code, x)
	dim := len(m.Mean)
	for i := range code {
		code[i] = 0
		for j, c := range m.Axes[i*dim : (i+1)*dim] {
			code[i] += float64(c * (float64(x[j]) - m.Mean[j]))
		}
	}
}

// Rebuild sets x (dim) to the row at code, of at most dim numbers: the mean and that much of each of the first axes. Other lengths panic.
func (m *PCA) Rebuild(x []float32, code []float64) {
	m.one(code, x)
	dim := len(m.Mean)
	for j := range x[:dim] {
		v := m.Mean[j]
		for i, z := range code {
			v += float64(z * m.Axes[i*dim+j])
		}
		x[j] = float32(v)
	}
}
