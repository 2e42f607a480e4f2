// Package measure judges codes and reconstructions after the fact, in float64: how well a score tells two classes
// apart, how codes cluster and what their neighbours are, how many bits they hold, which true factors they found,
// and the exact denoiser of a finite set of points. The exact optima of linear models live in package pca.
//
// Each measure is a function of plain slices, rows first, and leaves them as they are. Codes, pictures and factors
// are float32, as the networks make them; everything worked out is float64. Words and numbers from outside may be
// wrong, so each answers bad sizes, empty tables and numbers that are not finite with an error.
//
// It is no part of a training step: it allocates, and apart from KMeans nothing here promises equal bits on every
// machine. Programs that a browser loads do not link it.
package measure

import (
	"errors"
	"math"
	"strconv"
)

// table refuses x unless it is at least one row of at least one finite number; what names it in the error.
func table[F float32 | float64](what string, x []F, rows, dim int) error {
	// Divided, not multiplied, so that no pair of sizes can overflow into a fit.
	if rows < 1 || dim < 1 || len(x)%rows != 0 || len(x)/rows != dim {
		return errors.New("measure: " + strconv.Itoa(len(x)) + " numbers of the " + what + " are not " +
			strconv.Itoa(rows) + " rows of " + strconv.Itoa(dim))
	}
	for i, v := range x {
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
			return errors.New("measure: number " + strconv.Itoa(i%dim) + " of row " + strconv.Itoa(i/dim) + " of the " + what + " is not finite")
		}
	}
	return nil
}

// meet refuses two lists that should run side by side and do not, and empty ones.
func meet(what string, n int, other string, m int) error {
	if n != m || n == 0 {
		return errors.New("measure: " + strconv.Itoa(n) + " " + what + " against " + strconv.Itoa(m) + " " + other)
	}
	return nil
}

// within refuses an n outside low to high.
func within(what string, n, low, high int) error {
	if n < low || n > high {
		return errors.New("measure: " + what + " is " + strconv.Itoa(n) + " and must lie between " + strconv.Itoa(low) + " and " + strconv.Itoa(high))
	}
	return nil
}

// column sets dst to column j of x (len(dst), dim).
func column(dst []float64, x []float32, dim, j int) {
	for i := range dst {
		dst[i] = float64(x[i*dim+j])
	}
}
