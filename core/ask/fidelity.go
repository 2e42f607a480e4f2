package ask

import (
	"strconv"

	"hourglass/core/data"
	"hourglass/core/stat"
	"hourglass/core/vec"
)

func fidelityMeasures() []measure {
	return []measure{
		// how much of what differs between the validation examples their copies show: 1 is all of it, 0 what the mean training example would, and less
		// is worse than that
		{name: "explained", costly: true, of: func(r *Run, _ string) (float64, bool) { return r.explained() }},
		// how much of true factor N, from 1, comes back in the copies, from 0 to 1: [Run.Fidelity]
		{name: "factor", asks: yes, costly: true, of: func(r *Run, n string) (float64, bool) {
			if f, err := strconv.Atoi(n); err == nil && f >= 1 && f <= len(r.Set().Names) {
				return float64(r.Fidelity(f - 1)), true
			}
			return 0, false
		}},
	}
}

// neighbours is how many of the nearest known examples say what a copy shows.
const neighbours = 5

// Fidelity tells how much of true factor f comes back in the copies: the share of its variance over the validation examples that is
// left when each copy is read, and the reading compared with the truth (R²). A copy is read by the five training examples that lie
// nearest to it: its factor is the mean of theirs. 1 is all of it; 0 is none, which is also what copies get whose readings are further
// off than their mean would be. A whole example read so gives 0.97 and more of place and lean of bars, so that what is missing is the
// copy's fault. It says nothing of factors that stand for a choice among things without order, such as which glyph. It allocates.
func (r *Run) Fidelity(f int) float32 {
	m, set := r.fresh(), r.Set()
	if m.reread == nil {
		m.reread = r.reread(r.Copies(set.ValidX()))
	}
	names := len(set.Names)
	truth, read := make([]float32, set.Valid), make([]float32, set.Valid)
	for i := range truth {
		truth[i], read[i] = set.Factor(set.Train+i, f), m.reread[i*names+f]
	}
	return recovered(truth, read)
}

// reread reads the factors (rows, len(Names)) of pictures (rows, Dim), as [Run.Fidelity] says.
func (r *Run) reread(x []float32) []float32 {
	rows := len(x) / r.Set().Dim()
	read := make([]float32, rows*len(r.Set().Names))
	NewReader(r.Set(), rows).Read(read, x)
	return read
}

// A Reader reads from examples the factors that they show, as [Run.Fidelity] says: each by the five training examples that lie nearest to it.
type Reader struct {
	set      *data.Set
	sizes    []float32 // squared, of the training examples
	products []float32 // of examples with those
}

// NewReader makes the reader of a set, with memory for so many examples at once.
func NewReader(set *data.Set, rows int) *Reader {
	return &Reader{set, sizesOf(set), make([]float32, rows*set.Train)}
}

// Read sets dst (rows, len(Names)) to the factors, each from 0 to 1, that examples x (rows, Dim) show. It allocates nothing.
func (r *Reader) Read(dst, x []float32) {
	set := r.set
	dim, names := set.Dim(), len(set.Names)
	rows := len(x) / dim
	products := r.products[:rows*set.Train]
	clear(products) // what is multiplied is added to it
	vec.MatMulTB(products, x, set.TrainX(), rows, dim, set.Train)
	clear(dst[:rows*names])
	for i := range rows {
		for _, near := range nearestRows(products[i*set.Train:(i+1)*set.Train], r.sizes) {
			for f := range names {
				dst[i*names+f] += set.Factor(near, f) / neighbours
			}
		}
	}
}

// sizesOf are the squared sizes of the training examples of a set.
func sizesOf(set *data.Set) []float32 {
	s := make([]float32, set.Train)
	for i := range s {
		s[i] = float32(vec.SumSquares(set.Picture(i)))
	}
	return s
}

// nearestRows are the places of the rows nearest to a point whose products with all rows, of the given squared sizes, are known: the
// distance squared is the point's size, the same for all, plus the row's, less twice the product. Of equals the first come first.
func nearestRows(products, sizes []float32) (at [neighbours]int) {
	var room [neighbours]stat.Neighbour
	near := room[:0]
	for i, p := range products {
		near = stat.Keep(near, stat.Neighbour{Row: i, Far: float64(sizes[i] - float32(2*p))}, neighbours)
	}
	for k, n := range near {
		at[k] = n.Row
	}
	return at
}

// recovered is the share of the variance of truth that read leaves explained, from 0 to 1; 0 where truth never varies.
func recovered(truth, read []float32) float32 {
	var mean, all, left float64
	for _, v := range truth {
		mean += float64(v) / float64(len(truth))
	}
	for i, v := range truth {
		all += float64((float64(v) - mean) * (float64(v) - mean))
		left += float64((float64(v) - float64(read[i])) * (float64(v) - float64(read[i])))
	}
	if all == 0 {
		return 0
	}
	return max(float32(1-left/all), 0)
}

// explained is how much smaller the squared error of the copies of the validation examples is than that of the mean training example, as a
// share of the latter. There is no such number where all examples are that mean.
func (r *Run) explained() (float64, bool) {
	off, _ := r.mend("none 0", true)
	dim := r.Set().Dim()
	mean, all := make([]float32, dim), 0.0
	for i, v := range r.Set().TrainX() {
		mean[i%dim] += v / float32(r.Set().Train)
	}
	for i := range r.Set().Valid {
		all += MeanSquare(mean, r.Set().Picture(r.Set().Train+i)) / float64(r.Set().Valid)
	}
	return 1 - off/all, all > exact
}
