package ask

import (
	"hourglass/core/data"
	"hourglass/core/vec"
)

// Known finds for made examples the training example that lies nearest, and tells which of them are like none. It holds memory for some rows at once and
// allocates no more. Not safe for use by several goroutines.
type Known struct {
	At   []int     // of the last examples that were looked up: the place of the nearest training example
	Off  []float64 // and the mean square distance to it, per number
	Hole float64   // from how far on an example is like no known one: three times as far as a validation example lies on average

	set      *data.Set
	sizes    []float32 // the squared sizes of the training examples
	products []float32 // (rows, Train)
}

// farther is how many times as far as an unseen example a made one lies, at least, which is like none: beyond chance and well short of noise.
const farther = 3

// NewKnown makes room to look up as many as rows examples at once among the training examples of a set.
func NewKnown(set *data.Set, rows int) *Known {
	k := &Known{At: make([]int, 0, rows), Off: make([]float64, 0, rows), set: set, sizes: sizesOf(set), products: make([]float32, rows*set.Train)}
	dim, x := set.Dim(), set.ValidX()
	for from := 0; from < set.Valid; from += rows {
		n := min(rows, set.Valid-from)
		k.Find(x[from*dim:(from+n)*dim], n)
		for _, off := range k.Off {
			k.Hole += farther * off / float64(set.Valid)
		}
	}
	return k
}

// Find looks up rows examples x (rows, Dim).
func (k *Known) Find(x []float32, rows int) {
	dim, n := k.set.Dim(), k.set.Train
	products := k.products[:rows*n]
	clear(products)
	vec.MatMulTB(products, x, k.set.TrainX(), rows, dim, n)
	k.At, k.Off = k.At[:rows], k.Off[:rows]
	for i := range rows {
		k.At[i] = nearestRows(products[i*n:(i+1)*n], k.sizes)[0]
		k.Off[i] = MeanSquare(x[i*dim:(i+1)*dim], k.set.Picture(k.At[i]))
	}
}

// Holes is how many of those that were looked up last are like no known example.
func (k *Known) Holes() (n int) {
	for _, off := range k.Off {
		if off > k.Hole {
			n++
		}
	}
	return n
}
