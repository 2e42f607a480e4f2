// Package pca is principal component analysis, the linear rival of an autoencoder, worked out exactly in float64. A linear
// autoencoder under squared error can at best find the same subspace (Bourlard and Kamp 1988; Baldi and Hornik 1989), so its
// least error is known before it trains.
//
// It is no part of a training step: nothing here promises equal bits on every machine.
package pca

import (
	"errors"
	"math"
	"strconv"

	"gonum.org/v1/gonum/mat"
)

// A Model is the mean of some pictures and the directions in which they vary, most first.
type Model struct {
	Dim        int
	Mean       []float64 // (Dim)
	Values     []float64 // eigenvalues of the covariance (divided by the number of pictures), descending, none below 0
	Components []float64 // (Dim, Dim), one unit vector a row, in the order of Values; of either sign
}

// Fit analyses x (rows, dim). It fails on sizes that do not fit and on numbers that are not finite.
func Fit(x []float32, rows, dim int) (*Model, error) {
	if rows < 1 || dim < 1 || len(x) != rows*dim {
		return nil, errors.New("pca: " + strconv.Itoa(len(x)) + " numbers are not " + strconv.Itoa(rows) + " rows of " + strconv.Itoa(dim))
	}
	for _, v := range x {
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
			return nil, errors.New("pca: a number is not finite")
		}
	}
	m := &Model{Dim: dim, Mean: mean(x, rows, dim), Values: make([]float64, dim), Components: make([]float64, dim*dim)}
	var eigen mat.EigenSym
	if !eigen.Factorize(covariance(x, m.Mean, rows), true) {
		return nil, errors.New("pca: the eigenvalues did not converge")
	}
	values := eigen.Values(nil) // ascending
	var vectors mat.Dense       // one a column
	eigen.VectorsTo(&vectors)
	for i := range dim {
		from := dim - 1 - i
		m.Values[i] = max(values[from], 0)
		mat.Col(m.Components[i*dim:(i+1)*dim], from, &vectors)
	}
	return m, nil
}

func mean(x []float32, rows, dim int) []float64 {
	m := make([]float64, dim)
	for i, v := range x {
		m[i%dim] += float64(v) / float64(rows)
	}
	return m
}

// covariance is 1/N times the sum of the outer products of the centred rows.
func covariance(x []float32, mean []float64, rows int) *mat.SymDense {
	dim := len(mean)
	centred := mat.NewDense(rows, dim, nil)
	for i, v := range x {
		centred.Set(i/dim, i%dim, float64(v)-mean[i%dim])
	}
	c := mat.NewSymDense(dim, nil)
	c.SymOuterK(1/float64(rows), centred.T())
	return c
}

// Error is the least mean squared error per pixel that k numbers a picture allow any linear method: the sum of the discarded
// eigenvalues over Dim. With k = 0 it is the error of the mean picture. It panics on a k outside 0 to Dim.
func (m *Model) Error(k int) float64 {
	if err := m.rank(k); err != nil {
		panic(err.Error())
	}
	sum := 0.0
	for i := m.Dim - 1; i >= k; i-- {
		sum += m.Values[i]
	}
	return sum / float64(m.Dim)
}

// Project sets code, of at most Dim numbers, to the coordinates of picture x (Dim) along the first len(code) components. Other lengths
// panic.
func (m *Model) Project(code []float64, x []float32) {
	m.one(code, x)
	for i := range code {
		code[i] = 0
		for j, c := range m.Components[i*m.Dim : (i+1)*m.Dim] {
			code[i] += c * (float64(x[j]) - m.Mean[j])
		}
	}
}

// Rebuild sets x (Dim) to the picture at code, of at most Dim numbers: the mean plus that much of each of the first components. Other
// lengths panic.
func (m *Model) Rebuild(x []float32, code []float64) {
	m.one(code, x)
	for j := range m.Dim {
		v := m.Mean[j]
		for i, z := range code {
			v += z * m.Components[i*m.Dim+j]
		}
		x[j] = float32(v)
	}
}

// one panics unless x is one picture and code has at most as many numbers.
func (m *Model) one(code []float64, x []float32) {
	if len(x) != m.Dim || len(code) > m.Dim {
		panic("pca: a picture of " + strconv.Itoa(len(x)) + " numbers and a code of " + strconv.Itoa(len(code)) + ", want " + strconv.Itoa(m.Dim) + " and at most as many")
	}
}
