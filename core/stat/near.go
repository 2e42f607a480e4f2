package stat

import "math"

// A Neighbour is a row, and its squared distance.
type Neighbour struct {
	Row int
	Far float64
}

// Nearest appends to dst the k rows of x (rows, len(to)) that lie nearest to a place, nearest first; of rows equally far the one with the lower number is
// nearer. Row without is left out; -1 leaves out none. Where there are fewer than k, all come.
func Nearest(dst []Neighbour, x, to []float32, k, without int) []Neighbour {
	dim, near := len(to), dst[len(dst):]
	if dim == 0 || len(x)%dim != 0 {
		meet("numbers", len(x), "numbers a row", dim)
	}
	least := math.Inf(1) // of those that are out: as far as the last of k
	for i := range len(x) / dim {
		if i == without {
			continue
		}
		far := apart(x[i*dim:(i+1)*dim], to, least)
		if far >= least {
			continue
		}
		if near = Keep(near, Neighbour{i, far}, k); len(near) == k && k > 0 {
			least = near[k-1].Far
		}
	}
	return append(dst, near...)
}

// Keep puts a row among the nearest so far, which stand nearest first, where it is one of the k nearest; of equally far ones the first come first. There are at
// most k afterwards.
func Keep(near []Neighbour, n Neighbour, k int) []Neighbour {
	at := len(near)
	for at > 0 && near[at-1].Far > n.Far {
		at--
	}
	if at == k {
		return near
	}
	if len(near) < k {
		near = append(near, n)
	}
	copy(near[at+1:], near[at:])
	near[at] = n
	return near
}

// apart is the squared distance of two rows, or, once it is found to be at least enough, as much of it as was added up by then.
func apart(a, b []float32, enough float64) float64 {
	const stretch = 16
	sum := 0.0
	for len(a) > 0 && sum < enough {
		n := min(stretch, len(a))
		for i, v := range a[:n] {
			d := float64(v) - float64(b[i])
			sum += float64(d * d)
		}
		a, b = a[n:], b[n:]
	}
	return sum
}
