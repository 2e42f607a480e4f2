package squeeze

// An arithmetic coder with static counts (Witten, Neal and Cleary 1987): a message is a number within a range that each symbol narrows to its share, so that a
// symbol of share p costs log2 1/p bits, fractions and all.

const (
	half    = 1 << 31
	quarter = 1 << 30
	whole   = 1<<32 - 1
)

// An encoder writes symbols.
type encoder struct {
	out       []byte
	low, high uint64
	pending   int // bits that are the opposite of the next one
	bits      byte
	n         int // bits in bits
}

func (e *encoder) bit(b byte) {
	e.push(b)
	for ; e.pending > 0; e.pending-- {
		e.push(1 - b)
	}
}

func (e *encoder) push(b byte) {
	e.bits, e.n = e.bits<<1|b, e.n+1
	if e.n == 8 {
		e.out, e.bits, e.n = append(e.out, e.bits), 0, 0
	}
}

// put narrows the range to from..to of all.
func (e *encoder) put(from, to, all uint64) {
	span := e.high - e.low + 1
	e.high = e.low + span*to/all - 1
	e.low += span * from / all
	for {
		switch {
		case e.high < half:
			e.bit(0)
		case e.low >= half:
			e.bit(1)
			e.low, e.high = e.low-half, e.high-half
		case e.low >= quarter && e.high < half+quarter:
			e.pending++
			e.low, e.high = e.low-quarter, e.high-quarter
		default:
			return
		}
		e.low, e.high = 2*e.low, 2*e.high+1
	}
}

// end writes as many bits as tell the range from all others.
func (e *encoder) end() []byte {
	e.pending++
	if e.low < quarter {
		e.bit(0)
	} else {
		e.bit(1)
	}
	for e.n > 0 {
		e.push(0)
	}
	return e.out
}

// A decoder reads them. Behind the end of its bytes it reads zeros.
type decoder struct {
	in               []byte
	at               int // bits read
	low, high, value uint64
}

func newDecoder(in []byte) *decoder {
	d := &decoder{in: in, high: whole}
	for range 32 {
		d.value = d.value<<1 | d.bit()
	}
	return d
}

func (d *decoder) bit() uint64 {
	i := d.at / 8
	d.at++
	if i >= len(d.in) {
		return 0
	}
	return uint64(d.in[i]>>(7-(d.at-1)%8)) & 1
}

// get is which of the counts, that add up to all, the next symbol is.
func (d *decoder) get(counts []uint32, all uint64) int {
	span := d.high - d.low + 1
	share := ((d.value-d.low+1)*all - 1) / span
	from, s := uint64(0), 0
	for from+uint64(counts[s]) <= share {
		from += uint64(counts[s])
		s++
	}
	d.high = d.low + span*(from+uint64(counts[s]))/all - 1
	d.low += span * from / all
	for {
		switch {
		case d.high < half:
		case d.low >= half:
			d.low, d.high, d.value = d.low-half, d.high-half, d.value-half
		case d.low >= quarter && d.high < half+quarter:
			d.low, d.high, d.value = d.low-quarter, d.high-quarter, d.value-quarter
		default:
			return s
		}
		d.low, d.high, d.value = 2*d.low, 2*d.high+1, 2*d.value|d.bit()
	}
}

// encode appends the cells (rows, dim) to dst, by how often each occurs in its column: counts (dim, size).
func encode(dst, cells []uint8, counts []uint32, dim int) []byte {
	size := len(counts) / dim
	e := encoder{out: dst, high: whole}
	all := uint64(len(cells) / dim)
	for i, c := range cells {
		column := counts[i%dim*size : (i%dim+1)*size]
		from := uint64(0)
		for _, n := range column[:c] {
			from += uint64(n)
		}
		e.put(from, from+uint64(column[c]), all)
	}
	return e.end()
}

// decode reads them back. Counts of each column must add up to rows.
func decode(in []byte, counts []uint32, rows, dim int) []uint8 {
	size := len(counts) / dim
	d := newDecoder(in)
	cells := make([]uint8, rows*dim)
	for i := range cells {
		cells[i] = uint8(d.get(counts[i%dim*size:(i%dim+1)*size], uint64(rows)))
	}
	return cells
}

// tally counts the cells (rows, dim) of each column (dim, size).
func tally(cells []uint8, dim, size int) []uint32 {
	counts := make([]uint32, dim*size)
	for i, c := range cells {
		counts[i%dim*size+int(c)]++
	}
	return counts
}
