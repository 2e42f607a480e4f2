package train

// neighbours is how many of the nearest codes vote on a factor.
const neighbours = 5

// Fidelity tells how much of true factor f the code knows: the share of its variance over the validation examples that the mean
// factor of the five nearest other codes explains (R², leave one out). 1 is all of it; 0, or less, is none. It allocates.
func (t *Session) Fidelity(f int) float32 {
	factors := make([]float32, t.set.Valid)
	for i := range factors {
		factors[i] = t.set.Factor(t.set.Train+i, f)
	}
	return explained(t.codes(), factors, t.Setup.Neck)
}

// explained is the leave-one-out R² of nearest-neighbour regression of factors on codes (n, dim).
func explained(codes, factors []float32, dim int) float32 {
	var mean, all, left float64
	for _, v := range factors {
		mean += float64(v) / float64(len(factors))
	}
	for i, v := range factors {
		g := nearest(codes, factors, dim, i)
		all += float64((float64(v) - mean) * (float64(v) - mean))
		left += float64((float64(v) - g) * (float64(v) - g))
	}
	if all == 0 {
		return 0
	}
	return float32(1 - left/all)
}

// nearest is the mean factor of the codes nearest to code i, itself left out.
func nearest(codes, factors []float32, dim, i int) float64 {
	var dist, value [neighbours]float32
	have := 0
	for j := range factors {
		if j == i {
			continue
		}
		d := float32(0)
		for k := range dim {
			e := codes[i*dim+k] - codes[j*dim+k]
			d += float32(e * e)
		}
		at := have
		for at > 0 && dist[at-1] > d {
			at--
		}
		if at == neighbours {
			continue
		}
		have = min(have+1, neighbours)
		copy(dist[at+1:have], dist[at:have])
		copy(value[at+1:have], value[at:have])
		dist[at], value[at] = d, factors[j]
	}
	sum := 0.0
	for _, v := range value[:have] {
		sum += float64(v)
	}
	return sum / float64(have)
}
