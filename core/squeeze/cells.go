// Package squeeze is what lossy compression is made of: numbers cut to a few bits, pictures written in waves (the discrete cosine transform) or along any
// other axes at right angles, bits dealt out to where they help most, and an arithmetic coder that writes the cells in hardly more than their entropy.
package squeeze

import (
	"math"
	"strconv"
)

// MostBits is the most bits that a number is cut to.
const MostBits = 8

// Cells cut each number of a code to one of 2^Bits cells of equal width over a range of its own (uniform scalar quantisation with mid-point rebuilding,
// Gersho and Gray 1992). What lies beyond the range goes into the cell at its end.
type Cells struct {
	Bits int
	Low  []float32 // (dim), where the first cell begins
	Step []float32 // (dim), how wide a cell is; 0 where all numbers were one
}

// Span sets low and high (both dim) to the least and the greatest number in each column of codes (rows, dim), which has a row at least.
func Span(low, high, codes []float32) {
	dim := len(low)
	copy(low, codes[:dim])
	copy(high, codes[:dim])
	for i, v := range codes {
		k := i % dim
		low[k], high[k] = min(low[k], v), max(high[k], v)
	}
}

// Fit lays the cells over the range of codes (rows, dim) in each column, reusing its memory. It panics where bits are not 1 to MostBits.
func (c *Cells) Fit(codes []float32, dim, bits int) {
	if bits < 1 || bits > MostBits || dim < 1 || len(codes) < dim || len(codes)%dim != 0 {
		panic("squeeze: " + strconv.Itoa(len(codes)) + " numbers in columns of " + strconv.Itoa(dim) + " cannot be cut to " + strconv.Itoa(bits) + " bits")
	}
	if len(c.Low) != dim {
		c.Low, c.Step = make([]float32, dim), make([]float32, dim)
	}
	Span(c.Low, c.Step, codes)
	c.Bits = bits
	for k := range c.Step {
		c.Step[k] = (c.Step[k] - c.Low[k]) / float32(int(1)<<bits)
	}
}

// Of is the cell, from 0, of number v in column k. What is no number is in the first.
func (c *Cells) Of(k int, v float32) int {
	last := int(1)<<c.Bits - 1
	u := (v - c.Low[k]) / c.Step[k]
	switch {
	case !(u > 0): // 0 over 0 too
		return 0
	case u >= float32(last):
		return last
	}
	return int(u)
}

// Mid is the number that a cell of column k stands for: the middle of the cell.
func (c *Cells) Mid(k, cell int) float32 {
	return c.Low[k] + float32(c.Step[k]*(float32(cell)+0.5))
}

// Cut sets dst to codes (rows, dim), each number cut. The two may be one.
func (c *Cells) Cut(dst, codes []float32) {
	dim := len(c.Low)
	for i, v := range codes {
		dst[i] = c.Mid(i%dim, c.Of(i%dim, v))
	}
}

// Entropy is how many bits the cells of codes (rows, dim) hold, a row: the sum over the columns of -sum p log2 p, where p is the share of a cell. This plug-in
// estimate errs on the low side where rows are few beside cells.
func (c *Cells) Entropy(codes []float32) float64 {
	dim := len(c.Low)
	bits, rows := 0.0, float64(len(codes)/dim)
	for k := range dim {
		var count [1 << MostBits]int
		for i := k; i < len(codes); i += dim {
			count[c.Of(k, codes[i])]++
		}
		for _, n := range count {
			if n > 0 {
				p := float64(n) / rows
				bits -= float64(p * math.Log2(p))
			}
		}
	}
	return max(bits, 0) // not -0 for single cells
}
