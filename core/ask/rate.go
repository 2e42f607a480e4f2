package ask

import (
	"math"
	"strconv"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/jacobi"
	"hourglass/core/squeeze"
	"hourglass/core/train"
)

// How many bits a picture takes. Each number of a code is cut to as many bits as the dial "bits" says, over the range of the codes of the examples trained on,
// and a picture takes as many bits as its code has numbers, times that; the rivals take no more. Errors are of the examples for validation.

func rateMeasures() []measure {
	return []measure{
		// the bits that a picture takes; "bits pca" and "bits dct" are the least by which these are as near as the network is by its own
		{name: "bits", asks: maybe, of: (*Run).bits},
		// what the cut codes of the examples for validation hold, an example, number by number
		{name: "entropy", costly: true, of: func(r *Run, _ string) (float64, bool) {
			if !r.Squeezes() {
				return 0, false
			}
			c := r.cutTo(r.dialled())
			return c.entropy[r.dialled()], true
		}},
		// mean square error per number of copies from cut codes; "cut 3" as if the dial stood at 3; "cut pca", "cut dct" of these rivals by no more bits
		{name: "cut", asks: maybe, of: (*Run).cutBy},
		// by how much the network's is larger than that of "pca" or "dct", as a share of theirs
		{name: "lags", asks: yes, of: func(r *Run, whose string) (float64, bool) {
			rival, ok := r.cutBy(whose)
			if !ok || rival < exact || whose != rivals[0] && whose != rivals[1] {
				return 0, false
			}
			own, _ := r.cutBy("")
			return own/rival - 1, true
		}},
		// beside a twin with another neck: the error at as many bits a picture as the twin takes, as a share of the twin's; where whole bits a number make so many
		{name: "even", of: func(r *Run, _ string) (float64, bool) {
			t, bits := r.Twin(), r.dialled()
			if t == nil || t.Setup.Neck == r.Setup.Neck || !r.Squeezes() || !t.Squeezes() {
				return 0, false
			}
			own := t.Setup.Neck * bits / r.Setup.Neck
			if own < 1 || own > squeeze.MostBits || own*r.Setup.Neck != t.Setup.Neck*bits {
				return 0, false
			}
			other := t.cutTo(bits).off[bits]
			return r.cutTo(own).off[own] / other, other > exact
		}},
		// after how many pictures the network's bits and its decoder are fewer than the bits of "plain", "pca" or "dct" for copies as near, and what these must send
		{name: "pays", asks: yes, of: func(r *Run, whose string) (float64, bool) {
			if !r.Squeezes() {
				return 0, false
			}
			own := r.Bill()
			for i, name := range [...]string{"plain", rivals[0], rivals[1]} {
				if whose == name {
					n := own[0].Pays(own[1+i])
					return n, !math.IsInf(n, 1)
				}
			}
			return 0, false
		}},
	}
}

// rivals are the ways to squeeze pictures along axes: those of PCA, and waves.
var rivals = [2]string{"pca", "dct"}

// MostDealt is the most bits a picture that a rival is dealt, and mostAxes the most axes that it has.
const (
	MostDealt = 8 * 32
	mostAxes  = 64
)

// Deals are the two rivals, PCA first, for the examples of a set: bits are dealt on those to train on, and errors are of those for validation. It takes a part
// of a second for large pictures.
func Deals(set *data.Set, pca *jacobi.PCA) []*squeeze.Deal {
	dim, kind := set.Dim(), set.Kind
	n := min(mostAxes, dim)
	low, high := kind.Form().Range()
	return []*squeeze.Deal{
		squeeze.NewDeal(pca.Mean, pca.Axes[:n*dim], MostDealt, low, high, set.TrainX(), set.ValidX(), dim),
		squeeze.NewDeal(nil, squeeze.Waves(kind.Width(), kind.Height(), n), MostDealt, low, high, set.TrainX(), set.ValidX(), dim),
	}
}

func (r *Run) deals() []*squeeze.Deal {
	m := r.fresh()
	if m.deals == nil {
		m.deals = Deals(m.set, r.rival())
	}
	return m.deals
}

// Squeezable tells whether a run of a setup can squeeze its examples: they are pictures or signals whose every number is known, and the decoder has weights of
// its own, so that it can travel alone.
func Squeezable(s *train.Setup) bool {
	form, recipe := s.Data.Form(), s.Recipe()
	return (form == data.Pictures || form == data.Signals) && !recipe.Masked && !recipe.Tied
}

// Squeezes is [Squeezable] of the run.
func (r *Run) Squeezes() bool { return Squeezable(&r.Setup) }

// dialled is how the dial "bits" stands.
func (r *Run) dialled() int { return int(r.View.Dials[train.Bits]) }

// A sliced is what is known of the network that is shown, by the bits that its codes are cut to.
type sliced struct {
	known   int // a bit for each number of bits
	codes   []float32
	cells   [squeeze.MostBits + 1]squeeze.Cells
	off     [squeeze.MostBits + 1]float64 // mean square error per number, of the examples for validation
	entropy [squeeze.MostBits + 1]float64 // bits an example
}

// cutTo finds out what codes cut to so many bits leave, once for each network that is shown.
func (r *Run) cutTo(bits int) *sliced {
	c := &r.fresh().sliced
	if c.known>>bits&1 == 1 {
		return c
	}
	set := r.Set()
	if c.known == 0 { // all cells lie over one range
		low := r.Codes(set.TrainX())
		for b := 1; b <= squeeze.MostBits; b++ {
			c.cells[b].Fit(low, r.Setup.Neck, b)
		}
	}
	c.known |= 1 << bits
	codes, cells := r.codes(), &c.cells[bits]
	c.entropy[bits] = cells.Entropy(codes)
	c.codes = append(c.codes[:0], codes...)
	cells.Cut(c.codes, c.codes)
	c.off[bits] = MeanSquare(set.ValidX(), r.Drawn(c.codes))
	return c
}

func (r *Run) bits(whose string) (float64, bool) {
	n := r.Setup.Neck * r.dialled()
	if whose == "" {
		return float64(n), true
	}
	for i, name := range rivals {
		if whose == name && r.Squeezes() {
			g, ok := r.deals()[i].Reach(r.cutTo(r.dialled()).off[r.dialled()])
			return float64(g.Bits), ok
		}
	}
	return 0, false
}

func (r *Run) cutBy(whose string) (float64, bool) {
	if !r.Squeezes() {
		return 0, false
	}
	bits := r.dialled()
	for i, name := range rivals {
		if whose == name {
			return r.deals()[i].Error(r.Setup.Neck * bits), true
		}
	}
	if whose != "" {
		n, err := strconv.Atoi(whose)
		if err != nil || n < 1 || n > squeeze.MostBits {
			return 0, false
		}
		bits = n
	}
	return r.cutTo(bits).off[bits], true
}

// A Charge is what a way to squeeze pictures asks for in bits: once, for what it needs to open them, and for each. None says that it cannot be done so well.
type Charge struct {
	Once, Each float64
	None       bool
}

// All is the sum for n pictures.
func (c Charge) All(n float64) float64 { return c.Once + float64(n*c.Each) }

// Pays is the number of pictures from which on c asks for less than other does: infinite where it never does.
func (c Charge) Pays(other Charge) float64 {
	switch {
	case other.None || c.Once < other.Once && c.Each <= other.Each:
		return 1
	case c.Each >= other.Each:
		return math.Inf(1)
	}
	return max(1, math.Floor((c.Once-other.Once)/(other.Each-c.Each))+1)
}

// What travels once, in bits.
const (
	weightBits = 32 // a number of a decoder or of an axis, as float32
	rangeBits  = 64 // the range of a number that is cut, two float32
	shareBits  = 4  // how many bits an axis is given
	pixelBits  = 8  // a pixel of the plain file
)

// Charges are what four ways ask for, for copies that are off by e as the network's are: the network, by a decoder of so many weights and a code of neck
// numbers of so many bits; the plain picture; PCA; and waves.
func Charges(weights, neck, bits, dim int, e float64, deals []*squeeze.Deal) (all [4]Charge) {
	all[0] = Charge{Once: float64(weights*weightBits + neck*rangeBits), Each: float64(neck * bits)}
	all[1] = Charge{Each: float64(dim * pixelBits)}
	for i, d := range deals {
		g, ok := d.Reach(e)
		once := g.Kept * (rangeBits + shareBits)
		if i == 0 { // waves are known to everybody, PCA's axes and mean to nobody
			once += (g.Kept + 1) * dim * weightBits
		}
		all[2+i] = Charge{Once: float64(once), Each: float64(g.Bits), None: !ok}
	}
	return all
}

// Bill is what the four ways ask for now.
func (r *Run) Bill() [4]Charge {
	bits := r.dialled()
	return Charges(len(r.decoder()), r.Setup.Neck, bits, r.Set().Dim(), r.cutTo(bits).off[bits], r.deals())
}

// Decoder is the part of parameters w (Params) of a model that paints from codes.
func Decoder(m *ae.Model, w []float32) []float32 {
	from := 0
	for i := range m.Neck + 1 {
		for _, a := range m.Net.Arrays(i) {
			from += a.Size()
		}
	}
	return w[from:m.Net.Params()]
}
