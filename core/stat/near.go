package stat

// A Neighbour is a row, and its squared distance.
type Neighbour struct {
	Row int
	Far float64
}

// Nearest appends to dst the k rows of x (rows, len(to)) that lie nearest to a place, nearest first; of rows equally far the one with the lower number is
// nearer. Row without is left out; -1 leaves out none. Where there are fewer than k, all come.
func Nearest(dst []Neighbour, x, to []float32, k, without int) []Neighbour {
	dim, begun := len(to), len(dst)
	if dim == 0 || len(x)%dim != 0 {
		meet("numbers", len(x), "numbers a row", dim)
	}
	for i := range len(x) / dim {
		if i == without {
			continue
		}
		n := Neighbour{i, apart(x[i*dim:(i+1)*dim], to)}
		at := len(dst)
		for at > begun && dst[at-1].Far > n.Far {
			at--
		}
		if at == begun+k {
			continue
		}
		if len(dst) < begun+k {
			dst = append(dst, n)
		}
		copy(dst[at+1:], dst[at:])
		dst[at] = n
	}
	return dst
}

// apart is the squared distance of two rows.
func apart(a, b []float32) float64 {
	sum := 0.0
	for i, v := range a {
		d := float64(v) - float64(b[i])
		sum += float64(d * d)
	}
	return sum
}
