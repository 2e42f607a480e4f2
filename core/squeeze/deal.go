package squeeze

// A Deal is a way to squeeze pictures along axes at right angles (transform coding): each axis is given bits, none or up to MostBits, and the place of a
// picture along it is cut to them. Bits are dealt out on pictures to practise on, each to where it helps most (as Huang and Schultheiss 1963 have it; here one
// after the other, by what is measured), and the errors are those of other pictures.
type Deal struct {
	Mean  []float64 // (dim), taken off before; nil for none
	Axes  []float64 // (axes, dim), of length 1 and at right angles
	Gifts []Gift    // in the order in which bits are dealt
	None  float64   // error of the other pictures when nothing is kept of them

	least, most float32    // what is painted darker or brighter is taken at the nearer end
	low, high   []float32  // (axes), how far the pictures to practise on reach along each
	given       []int      // (axes), memory of Copy
	at          []float64  // (axes), of it
	sum         []float64  // (dim), of it and of places
	one         [1]float32 // of cut
}

// A Gift raises an axis to a number of bits.
type Gift struct {
	Axis, To int
	Bits     int     // dealt by then, of each picture
	Kept     int     // axes that have a bit by then
	Error    float64 // mean square error per number of the other pictures by then
}

// NewDeal deals bits, up to so many a picture, to axes for pictures practise (rows, dim) with numbers from least to most, and finds what that leaves of
// others (rows, dim).
func NewDeal(mean, axes []float64, bits int, least, most float32, practise, others []float32, dim int) *Deal {
	n := len(axes) / dim
	d := &Deal{Mean: mean, Axes: axes, least: least, most: most, low: make([]float32, n), high: make([]float32, n), given: make([]int, n),
		at: make([]float64, n), sum: make([]float64, dim)}
	at, far := d.places(practise, dim), d.places(others, dim)
	Span(d.low, d.high, at)
	cost := d.lost(at)
	back := make([]float64, len(others))
	if mean != nil {
		for i := range back {
			back[i] = mean[i%dim]
		}
	}
	d.None = d.move(back, others, far, 0, 0, 0)
	given := make([]int, n)
	for spent, kept := 0, 0; ; {
		best, to := d.next(cost, given, bits-spent)
		if best < 0 {
			return d
		}
		if given[best] == 0 {
			kept++
		}
		off := d.move(back, others, far, best, given[best], to)
		spent += to - given[best]
		given[best] = to
		d.Gifts = append(d.Gifts, Gift{best, to, spent, kept, off})
	}
}

// next is which axis gains most a bit from more, of at most left bits, and how many it then has; -1 for none. With two cells an axis may be worse off than
// with none, for their middles are far out; so more than one bit may be given at once.
func (d *Deal) next(cost []float64, given []int, left int) (best, to int) {
	best, gain := -1, 0.0
	for k, b := range given {
		for more := 1; b+more <= MostBits && more <= left; more++ {
			if g := (cost[k*levels+b] - cost[k*levels+b+more]) / float64(more); g > gain {
				best, to, gain = k, b+more, g
			}
		}
	}
	return best, to
}

// levels are how many bits an axis may have.
const levels = MostBits + 1

// places are where pictures (rows, dim) lie along the axes (rows, axes).
func (d *Deal) places(pictures []float32, dim int) []float32 {
	n := len(d.low)
	out := make([]float32, len(pictures)/dim*n)
	for r := range len(pictures) / dim {
		d.centre(pictures[r*dim : (r+1)*dim])
		for k := range n {
			out[r*n+k] = d.place(k)
		}
	}
	return out
}

// centre sets sum to a picture, the mean taken off.
func (d *Deal) centre(x []float32) {
	for j, v := range x {
		d.sum[j] = float64(v)
	}
	for j, v := range d.Mean {
		d.sum[j] -= v
	}
}

// place is where the picture in sum lies along axis k. Four sums at once wait less for each other.
func (d *Deal) place(k int) float32 {
	x := d.sum
	axis := d.Axes[k*len(x) : (k+1)*len(x)]
	var a, b, c, e float64
	for len(x) >= 4 && len(axis) >= 4 {
		a += float64(axis[0] * x[0])
		b += float64(axis[1] * x[1])
		c += float64(axis[2] * x[2])
		e += float64(axis[3] * x[3])
		x, axis = x[4:], axis[4:]
	}
	for j, v := range x {
		a += float64(axis[j] * v)
	}
	return float32(a + b + (c + e))
}

// cut is place v along axis k, cut to b bits; to none it is 0.
func (d *Deal) cut(k, b int, v float32) float64 {
	if b == 0 {
		return 0
	}
	one := Cells{Bits: b, Low: d.low[k : k+1], Step: d.one[:]}
	one.Step[0] = (d.high[k] - d.low[k]) / float32(int(1)<<b)
	return float64(one.Mid(0, one.Of(0, v)))
}

// lost are the squared errors, summed over the rows of at (rows, axes), of axis k with b bits, at k*levels+b.
func (d *Deal) lost(at []float32) []float64 {
	n := len(d.low)
	sum := make([]float64, n*levels)
	for i, v := range at {
		for b := range levels {
			u := float64(v) - d.cut(i%n, b, v)
			sum[i%n*levels+b] += float64(u * u)
		}
	}
	return sum
}

// move changes copies back (rows, dim) of pictures x at far (rows, axes) by giving axis k to bits instead of from, and returns their mean square error per number.
func (d *Deal) move(back []float64, x, far []float32, k, from, to int) float64 {
	n, dim := len(d.low), len(d.sum)
	axis := d.Axes[k*dim : (k+1)*dim]
	least, most := float64(d.least), float64(d.most)
	sum := 0.0
	for r := range len(back) / dim {
		v := far[r*n+k]
		by := d.cut(k, to, v) - d.cut(k, from, v)
		row, was := back[r*dim:(r+1)*dim], x[r*dim:(r+1)*dim]
		for j, a := range axis {
			u := row[j] + float64(by*a)
			row[j] = u
			if u < least {
				u = least
			} else if u > most {
				u = most
			}
			u -= float64(was[j])
			sum += float64(u * u)
		}
	}
	return sum / float64(len(x))
}

func (d *Deal) grey(v float64) float32 { return min(max(float32(v), d.least), d.most) }

// by is the last gift within so many bits a picture, or -1.
func (d *Deal) by(bits int) int {
	last := -1
	for i, g := range d.Gifts {
		if g.Bits > bits {
			break
		}
		last = i
	}
	return last
}

// Error is the mean square error per number that at most so many bits a picture leave.
func (d *Deal) Error(bits int) float64 {
	if i := d.by(bits); i >= 0 {
		return d.Gifts[i].Error
	}
	return d.None
}

// Reach is the first gift by which the error is at most e, and no gift where none is needed; false where none gets there.
func (d *Deal) Reach(e float64) (g Gift, ok bool) {
	if d.None <= e {
		return Gift{Error: d.None}, true
	}
	for _, g := range d.Gifts {
		if g.Error <= e {
			return g, true
		}
	}
	return Gift{}, false
}

// Copy sets dst (dim) to what comes back of picture x (dim) through at most so many bits.
func (d *Deal) Copy(dst, x []float32, bits int) {
	clear(d.given)
	for _, g := range d.Gifts[:d.by(bits)+1] {
		d.given[g.Axis] = g.To
	}
	d.centre(x)
	for k, b := range d.given {
		if b > 0 {
			d.at[k] = d.cut(k, b, d.place(k))
		}
	}
	clear(d.sum)
	copy(d.sum, d.Mean)
	for k, b := range d.given {
		if b == 0 {
			continue
		}
		for j, a := range d.Axes[k*len(x) : (k+1)*len(x)] {
			d.sum[j] += float64(d.at[k] * a)
		}
	}
	for j, v := range d.sum {
		dst[j] = d.grey(v)
	}
}
