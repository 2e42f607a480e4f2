package main

import "slices"

// A meter keeps what the last frames cost.
type meter struct {
	cost   [120]float32 // milliseconds of Update and Draw, going round
	sorted [120]float32
	frames int
}

func (m *meter) add(ms float32) {
	m.cost[m.frames%len(m.cost)] = ms
	m.frames++
}

// read returns the mean and the 95th percentile of what is kept.
func (m *meter) read() (mean, p95 float32) {
	n := min(m.frames, len(m.cost))
	if n == 0 {
		return 0, 0
	}
	s := m.sorted[:n]
	copy(s, m.cost[:n])
	slices.Sort(s)
	for _, v := range s {
		mean += v / float32(n)
	}
	return mean, s[(n*95+99)/100-1]
}
