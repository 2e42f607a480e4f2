package measure

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strconv"
)

// Bits turns nats into bits.
func Bits(nats float64) float64 { return nats / math.Ln2 }

// Rate returns for each dimension of a variational code the bits that it costs for an example on average: the
// divergence -1/2 (1 + lv - mu^2 - e^lv) of N(mu, e^lv) from N(0, 1) (Kingma and Welling 2014) over ln 2. Mean and
// logVar are (rows, dim); the answer is (dim), never below 0, and 0 for a dimension that has collapsed. Its sum is
// what bits-back coding would pay for the code (Hinton and van Camp 1993), and an upper bound on the mutual
// information of code and example (Hoffman and Johnson 2016): a dimension tells at most what it costs. The bound is
// loose where nothing pulled the codes towards N(0, 1); no code tells N equally likely examples apart by more than
// log2 N bits, whatever it costs. A logVar above 709 overflows to +Inf.
func Rate(mean, logVar []float32, rows, dim int) ([]float64, error) {
	if err := table("means", mean, rows, dim); err != nil {
		return nil, err
	}
	if err := table("log variances", logVar, rows, dim); err != nil {
		return nil, err
	}
	rate := make([]float64, dim)
	for i, m := range mean {
		mu, lv := float64(m), float64(logVar[i])
		// Expm1 keeps what 1 + lv - e^lv loses near lv = 0.
		rate[i%dim] += Bits((mu*mu+math.Expm1(lv)-lv)/2) / float64(rows)
	}
	return rate, nil
}

// A Grid is the step of a uniform quantiser for each dimension of a code, in the code's unit, finite and above 0.
// A number goes to the nearest multiple of its step, and from half way to the even one.
type Grid []float64

// Uniform returns the grid with one step for all dim dimensions.
func Uniform(step float64, dim int) Grid { return slices.Repeat(Grid{step}, dim) }

// Int8 returns the grid that fits each dimension of code (rows, dim) into a signed byte: the largest magnitude
// becomes 127, nothing is cut off, and 0 stays 0 (symmetric quantisation, Jacob et al. 2018). A dimension that is
// always 0 gets the step 1.
func Int8(code []float32, rows, dim int) (Grid, error) {
	if err := table("code", code, rows, dim); err != nil {
		return nil, err
	}
	g := make(Grid, dim)
	for i, v := range code {
		g[i%dim] = max(g[i%dim], math.Abs(float64(v))/127)
	}
	for i, step := range g {
		if step == 0 {
			g[i] = 1
		}
	}
	return g, nil
}

// cells returns for each number of code (rows, len(g)) how many steps it is rounded to. It fails beyond 2^53
// steps, where neighbours could no longer be told apart.
func (g Grid) cells(code []float32, rows int) ([]float64, error) {
	if err := table("code", code, rows, len(g)); err != nil {
		return nil, err
	}
	for i, step := range g {
		if !(step > 0 && step <= math.MaxFloat64) {
			return nil, errors.New("measure: the step of dimension " + strconv.Itoa(i) + " must be finite and above 0")
		}
	}
	c := make([]float64, len(code))
	for i, v := range code {
		c[i] = math.RoundToEven(float64(v) / g[i%len(g)])
		if math.Abs(c[i]) > 1<<53 {
			return nil, errors.New("measure: the step of dimension " + strconv.Itoa(i%len(g)) + " is too fine for its numbers")
		}
	}
	return c, nil
}

// Quantise sets dst to code (rows, len(g)), rounded to the grid.
func (g Grid) Quantise(dst, code []float32, rows int) error {
	c, err := g.cells(code, rows)
	if err == nil {
		err = meet("numbers", len(code), "places", len(dst))
	}
	if err != nil {
		return err
	}
	for i, n := range c {
		dst[i] = float32(n * g[i%len(g)])
	}
	return nil
}

// Entropies returns for each dimension the bits per example that its cells hold: -sum p log2 p over the shares p
// of the rows in each cell. This plug-in estimate lies between 0 and log2(rows) and errs on the low side, by about
// (occupied cells - 1) / (2 rows ln 2) bits (Miller 1955): trust it where rows are many times the cells.
func (g Grid) Entropies(code []float32, rows int) ([]float64, error) {
	c, err := g.cells(code, rows)
	if err != nil {
		return nil, err
	}
	h := make([]float64, len(g))
	for j := range h {
		one := make([]float64, rows)
		for i := range one {
			one[i] = c[i*len(g)+j]
		}
		h[j] = entropy(one, rows, 1)
	}
	return h, nil
}

// Joint returns the bits per example of whole codes: the plug-in entropy of the cells in all dimensions together.
// It is at least that of any one dimension, at most the sum of all, and never above log2(rows), which it soon
// meets: with most rows alone in their cell it says how many rows there are and no more.
func (g Grid) Joint(code []float32, rows int) (float64, error) {
	c, err := g.cells(code, rows)
	if err != nil {
		return 0, err
	}
	return entropy(c, rows, len(g)), nil
}

// entropy is that of the rows of c (rows, dim) as symbols, in bits. Sorted, equal rows lie side by side, and the
// sum has one order.
func entropy(c []float64, rows, dim int) float64 {
	order := make([]int, rows)
	for i := range order {
		order[i] = i
	}
	row := func(i int) []float64 { return c[i*dim : (i+1)*dim] }
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(slices.Compare(row(a), row(b)), cmp.Compare(a, b)) })
	h, run := 0.0, 0
	for i := range order {
		run++
		if i+1 == rows || !slices.Equal(row(order[i]), row(order[i+1])) {
			p := float64(run) / float64(rows)
			h -= p * math.Log2(p)
			run = 0
		}
	}
	return max(h, 0) // not -0 for a single cell
}
