package ask

import "strconv"

func natsMeasures() []measure {
	return []measure{
		// nats that the cloud costs for a validation example, its divergence from the standard one, and "kl N" of them for code number N, from 1. The code
		// tells at most that much of which example it was, and where beta is small far less: N equally likely examples are told apart by ln N
		{name: "kl", asks: maybe, of: func(r *Run, n string) (float64, bool) { return r.cost(n) }},
		// code numbers that cost less than a hundredth of a nat, and so tell less
		{name: "silent", of: func(r *Run, _ string) (float64, bool) { return r.silent() }},
	}
}

// SilentBelow is how few nats a number of a cloud may cost to count as silent. It tells no more than it costs.
const SilentBelow = 0.01

// nats are what each number of the cloud costs for a validation example on average: its divergence from the standard normal
// distribution. That is an upper bound on what the number tells of the example (the mutual information of the two is the mean divergence
// from the mixture of all clouds, which is never more: Hoffman and Johnson 2016), and a loose one where nothing pulls the mixture towards the
// standard: at a beta of 0 the cost grows without end. Without a cloud there are none.
func (r *Run) nats() []float64 {
	m := r.fresh()
	if r.Setup.Cloud && len(m.nats) == 0 {
		m.nats = append(m.nats, r.Nats()...)
	}
	return m.nats
}

// cost is the sum of the nats, or those of number n, from 1.
func (r *Run) cost(n string) (float64, bool) {
	nats := r.nats()
	if n != "" {
		i, err := strconv.Atoi(n)
		if err != nil || i < 1 || i > len(nats) {
			return 0, false
		}
		return nats[i-1], true
	}
	sum := 0.0
	for _, v := range nats {
		sum += v
	}
	return sum, len(nats) > 0
}

// silent is how many numbers of the cloud cost, and so tell, next to nothing.
func (r *Run) silent() (float64, bool) {
	nats, n := r.nats(), 0.0
	for _, v := range nats {
		if v < SilentBelow {
			n++
		}
	}
	return n, len(nats) > 0
}
