package squeeze

import (
	"encoding/binary"
	"errors"
	"math"
)

// A File holds pictures as the cut numbers of their codes, and all that is needed to see them again.
type File struct {
	Setup   string    // what network it was, as a link says it
	Weights []float32 // of the decoder
	Cells             // how numbers were cut
	Rows    int
	Codes   []uint8 // (Rows, dim), the cells
}

// Sizes are how many bytes the parts of a file take.
type Sizes struct {
	Head    int // marks, what network it was, and the ranges that numbers were cut over
	Weights int
	Counts  int // how often each cell occurs, which the arithmetic coder goes by
	Codes   int
}

// About is what the parts of a file of codes (rows, dim), which c cuts, would take, within a hundredth and without writing it; of so many weights.
func (c *Cells) About(codes []float32, weights int) Sizes {
	const head = 64 // mark, lengths, check sum, and the setup as links of the lessons say it
	dim := len(c.Low)
	return Sizes{Head: head + 8*dim, Weights: 4 * weights, Counts: dim << c.Bits, Codes: int(math.Ceil(c.Entropy(codes) * float64(len(codes)/dim) / 8))}
}

// All is how many bytes the file has.
func (s Sizes) All() int { return s.Head + s.Weights + s.Counts + s.Codes }

// Bounds of a file.
const (
	mark     = "HGPIC\x00\x01"
	mostRows = 1 << 12
	mostDim  = 64
	mostText = 8192
)

// Append appends the file's bytes to dst: the mark; the setup, led by its length; bits, columns and rows; the cells' lows and steps, and the weights, as
// little-endian float32; how often each cell occurs in each column; the codes, led by their length, as the arithmetic coder writes them; and a check sum
// (FNV-1a of 32 bits) of all that. Lengths and counts are unsigned varints.
func (f *File) Append(dst []byte) ([]byte, Sizes) {
	var s Sizes
	start := len(dst)
	dst = append(dst, mark...)
	dst = append(binary.AppendUvarint(dst, uint64(len(f.Setup))), f.Setup...)
	dim := len(f.Low)
	for _, n := range [...]int{f.Bits, dim, f.Rows, len(f.Weights)} {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	dst = appendFloats(appendFloats(dst, f.Low), f.Step)
	s.Head = len(dst) - start
	dst = appendFloats(dst, f.Weights)
	s.Weights = 4 * len(f.Weights)
	counts := tally(f.Codes, dim, 1<<f.Bits)
	at := len(dst)
	for _, n := range counts {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	s.Counts = len(dst) - at
	codes := encode(nil, f.Codes, counts, dim)
	s.Codes = len(codes)
	at = len(dst)
	dst = append(binary.AppendUvarint(dst, uint64(len(codes))), codes...)
	s.Head += len(dst) - at - len(codes) + 4
	return binary.LittleEndian.AppendUint32(dst, sum(dst[start:])), s
}

func appendFloats(dst []byte, list []float32) []byte {
	for _, v := range list {
		dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(v))
	}
	return dst
}

// sum is FNV-1a of 32 bits.
func sum(b []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// What is said of bytes that are no such file.
var (
	errStrange = errors.New("This is no file of squeezed pictures from this course.")
	errBroken  = errors.New("The file is damaged: it was cut short or changed on the way.")
)

// A reader takes bytes apart; after the first fault it returns zeros.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) number(most int) int {
	v, n := binary.Uvarint(r.b)
	if n <= 0 || v > uint64(most) {
		r.b, r.bad = nil, true
		return 0
	}
	r.b = r.b[n:]
	return int(v)
}

func (r *reader) take(n int) []byte {
	if n > len(r.b) {
		r.b, r.bad = nil, true
		return nil
	}
	v := r.b[:n]
	r.b = r.b[n:]
	return v
}

// floats reads n finite numbers.
func (r *reader) floats(n int) []float32 {
	b := r.take(4 * n)
	list := make([]float32, len(b)/4)
	for i := range list {
		list[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		if list[i]-list[i] != 0 {
			r.bad = true
		}
	}
	return list
}

// Read reads what Append wrote. Of any other bytes it says in a sentence what is the matter, and asks for no more memory than they warrant.
func Read(b []byte) (*File, error) {
	if len(b) < len(mark)+4 || string(b[:len(mark)]) != mark {
		return nil, errStrange
	}
	body := b[:len(b)-4]
	if sum(body) != binary.LittleEndian.Uint32(b[len(body):]) {
		return nil, errBroken
	}
	r := reader{b: body[len(mark):]}
	f := &File{Setup: string(r.take(r.number(mostText)))}
	f.Bits = r.number(MostBits)
	dim := r.number(mostDim)
	f.Rows = r.number(mostRows)
	weights := r.number(len(b) / 4)
	f.Low, f.Step = r.floats(dim), r.floats(dim)
	f.Weights = r.floats(weights)
	if r.bad || f.Bits < 1 || dim < 1 || f.Rows < 1 {
		return nil, errBroken
	}
	size := 1 << f.Bits
	counts := make([]uint32, dim*size)
	for k := range dim {
		all := 0
		for i := range size {
			n := r.number(mostRows)
			counts[k*size+i], all = uint32(n), all+n
		}
		if all != f.Rows {
			return nil, errBroken
		}
	}
	codes := r.take(r.number(len(b)))
	if r.bad || len(r.b) > 0 {
		return nil, errBroken
	}
	f.Codes = decode(codes, counts, f.Rows, dim)
	return f, nil
}

// Cut appends the numbers that the codes stand for (Rows, dim).
func (f *File) Cut(dst []float32) []float32 {
	dim := len(f.Low)
	for i, c := range f.Codes {
		dst = append(dst, f.Mid(i%dim, int(c)))
	}
	return dst
}
