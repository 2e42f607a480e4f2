package train

import "hourglass/core/vec"

// neighbours is how many of the nearest known examples say what a copy shows.
const neighbours = 5

// Fidelity tells how much of true factor f comes back in the copies: the share of its variance over the validation examples that is
// left when each copy is read, and the reading compared with the truth (R²). A copy is read by the five training examples that lie
// nearest to it: its factor is the mean of theirs. 1 is all of it; 0 is none, which is also what copies get whose readings are further
// off than their mean would be. A whole example read so gives 0.97 and more of place and lean of bars, so that what is missing is the
// copy's fault. It says nothing of factors that stand for a choice among things without order, such as which glyph. It allocates.
func (t *Session) Fidelity(f int) float32 {
	if t.probed().reread == nil {
		w, _ := t.shown()
		t.probe.reread = t.reread(t.rebuild(w, t.set.ValidX()))
	}
	names := len(t.set.Names)
	truth, read := make([]float32, t.set.Valid), make([]float32, t.set.Valid)
	for i := range truth {
		truth[i], read[i] = t.set.Factor(t.set.Train+i, f), t.probe.reread[i*names+f]
	}
	return recovered(truth, read)
}

// reread reads the factors (rows, len(Names)) of pictures (rows, Dim), as [Session.Fidelity] says.
func (t *Session) reread(x []float32) []float32 {
	dim, names := t.set.Dim(), len(t.set.Names)
	rows := len(x) / dim
	products := make([]float32, rows*t.set.Train)
	vec.MatMulTB(products, x, t.set.TrainX(), rows, dim, t.set.Train)
	sizes := t.sizes()
	read := make([]float32, rows*names)
	for r := range rows {
		for _, i := range nearestRows(products[r*t.set.Train:(r+1)*t.set.Train], sizes) {
			for f := range names {
				read[r*names+f] += t.set.Factor(i, f) / neighbours
			}
		}
	}
	return read
}

// sizes are the squared sizes of the training examples.
func (t *Session) sizes() []float32 {
	s := make([]float32, t.set.Train)
	for i := range s {
		s[i] = float32(vec.SumSquares(t.set.Picture(i)))
	}
	return s
}

// nearestRows are the places of the rows nearest to a point whose products with all rows, of the given squared sizes, are known: the
// distance squared is the point's size, the same for all, plus the row's, less twice the product. Of equals the first come first.
func nearestRows(products, sizes []float32) (at [neighbours]int) {
	var far [neighbours]float32
	have := 0
	for i, p := range products {
		d := sizes[i] - float32(2*p)
		k := have
		for k > 0 && far[k-1] > d {
			k--
		}
		if k == neighbours {
			continue
		}
		have = min(have+1, neighbours)
		copy(far[k+1:have], far[k:have])
		copy(at[k+1:have], at[k:have])
		far[k], at[k] = d, i
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
func (t *Session) explained() (float64, bool) {
	off, _ := t.mend("none 0", true)
	dim := t.set.Dim()
	mean, all := make([]float32, dim), 0.0
	for i, v := range t.set.TrainX() {
		mean[i%dim] += v / float32(t.set.Train)
	}
	for i := range t.set.Valid {
		all += MeanSquare(mean, t.set.Picture(t.set.Train+i)) / float64(t.set.Valid)
	}
	return 1 - off/all, all > exact
}
