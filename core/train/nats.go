package train

import "strconv"

// SilentBelow is how few nats a number of a cloud may cost to count as silent. It tells no more than it costs.
const SilentBelow = 0.01

// nats are what each number of the cloud costs for a validation example on average: its divergence from the standard normal
// distribution. That is an upper bound on what the number tells of the example (the mutual information of the two is the mean divergence
// from the mixture of all clouds, which is never more: Hoffman and Johnson 2016), and a loose one where nothing pulls the mixture towards the
// standard: at a beta of 0 the cost grows without end. Without a cloud there are none.
func (t *Session) nats() []float64 {
	p := t.probed()
	if t.Setup.Cloud && len(p.nats) == 0 {
		w, _ := t.shown()
		t.look.Measure(w, t.held)
		p.nats = append(p.nats, t.look.KL()...)
	}
	return p.nats
}

// cost is the sum of the nats, or those of number n, from 1.
func (t *Session) cost(n string) (float64, bool) {
	nats := t.nats()
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
func (t *Session) silent() (float64, bool) {
	nats, n := t.nats(), 0.0
	for _, v := range nats {
		n += number(v < SilentBelow)
	}
	return n, len(nats) > 0
}
