package ask

import (
	"math"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/jacobi"
	"hourglass/core/nn"
	"hourglass/core/rng"
	"hourglass/core/train"
)

// Holes in examples, and what is put there: by the mean of each place, by a network, which learned how examples hang together, and by PCA. Measures of the
// unseen examples (filled.go) and the figure of the shown one fill by this alone.

// A Way is how a hole is filled.
type Way uint8

// The ways.
const (
	ByMean   Way = iota // by the mean of the place over the examples to train on
	ByOnce              // by the copy of that
	ByRounds            // by the copy of what is filled so, again and again
	ByDraws             // by the mean of twelve that go round by dice
	ByPCA               // by the Gaussian that PCA of the examples to train on is, given what is seen
	Ways
)

// WayNames are the ways as measures write them.
var WayNames = [Ways]string{"mean", "once", "rounds", "draws", "pca"}

const (
	// Draws is how many times an example is filled by dice.
	Draws = 12
	// components is how many components of PCA fill holes, where there are so many: as good as all, and half the work.
	components = 32
	// leftRows is the most examples from which is learned what copies leave open.
	leftRows = 128
)

// A Net is a network, a memory of it and its parameters.
type Net struct {
	*ae.Model
	Mem *nn.Memory
	W   []float32
}

// A Filler fills holes of the examples of a set. It holds memory for some rows at once, and allocates no more. Not safe for use by several goroutines.
type Filler struct {
	Left []float32 // (Dim), what the copies of whole examples leave open at each place, as Leave found it: a root mean square

	set    *data.Set
	mean   []float32 // (Dim), of what was observed of the examples to train on
	linear *jacobi.Completer
	in     []float32 // (rows, Dim), as the fields below, of at least twelve rows
	one    []float32 // what is being filled
	x      []float32 // (Draws, Dim), a single example as often as it is drawn
	hole   []float32 // (Draws, Dim), its holes
	codes  []float32 // (rows, Code)
}

// NewFiller makes room to fill as many as rows examples of a set at once. Pca is that of what was observed of its examples to train on: see [SeenPCA].
func NewFiller(set *data.Set, pca *jacobi.PCA, rows int) *Filler {
	dim := set.Dim()
	f := &Filler{set: set, linear: pca.NewCompleter(components)}
	room := func(rows int) []float32 { return make([]float32, rows*dim) }
	rows = max(rows, Draws)
	f.Left, f.mean, f.in, f.one, f.x, f.hole = room(1), room(1), room(rows), room(rows), room(Draws), room(Draws)
	for j, v := range pca.Mean {
		f.mean[j] = float32(v)
	}
	return f
}

// SeenPCA is the principal component analysis of what was observed of the examples to train on.
func SeenPCA(set *data.Set) *jacobi.PCA {
	var mask []float32
	if set.Mask != nil {
		mask = set.Mask[:set.Train*set.Dim()]
	}
	return jacobi.FitSeen(set.TrainX(), mask, set.Train, set.Dim())
}

// Fill sets y (rows, Dim) to x, filled where holes (rows, Dim) are not 0. ByOnce is a round. ByDraws is not filled here: see Twelve.
func (f *Filler) Fill(y []float32, by Way, net Net, x, holes []float32, rounds int) {
	switch by {
	case ByPCA:
		copy(y, x)
		dim := f.set.Dim()
		for i := 0; i < len(x); i += dim {
			f.linear.Complete(y[i:i+dim], holes[i:i+dim])
		}
		return
	case ByMean:
		rounds = 0
	case ByOnce:
		rounds = 1
	}
	f.begin(y, x, holes)
	for n := range rounds {
		f.Again(y, net, holes, n == 0)
	}
}

// Twelve fills x (rows, Dim) by going round twelve times, with codes that dice draw from their clouds (Rezende, Mohamed and Wierstra 2014, appendix F), the same
// at every look. To throw for what copies leave open as well is to draw what the network believes possible, and not only what it believes most (Rubin
// 1987). Mean and variance (rows, Dim) are those of the twelve (Welford 1962). Of a single example all go round at once, and stay in Each.
func (f *Filler) Twelve(mean, variance []float32, net Net, x, holes []float32, rounds int, throw train.ThrowKind, s *train.Setup) {
	if throw == train.ThrowPixel {
		f.Leave(net)
	}
	clear(mean)
	clear(variance)
	dice, size, wide := rng.New(uint64(s.Seed), "fill"), len(x), len(x)
	if size == len(f.mean) {
		wide = Draws * size
		for n := range Draws {
			copy(f.x[n*size:], x)
			copy(f.hole[n*size:], holes)
		}
		x, holes = f.x, f.hole
	}
	for n := range Draws {
		y := f.one[:wide]
		if at := n * size; n == 0 || at >= wide {
			f.begin(y, x, holes)
			for k := range rounds {
				f.again(y, net, holes, k == 0, throw, &dice)
			}
			y = y[:size]
		} else {
			y = y[at : at+size]
		}
		for i, v := range y {
			d := v - mean[i]
			mean[i] += d / float32(n+1)
			variance[i] += float32(d*(v-mean[i])) / (Draws - 1)
		}
	}
}

// Each is draw n of the single example that Twelve filled last (Dim).
func (f *Filler) Each(n int) []float32 {
	dim := len(f.mean)
	return f.one[n*dim : (n+1)*dim]
}

// begin fills by the mean of each place.
func (f *Filler) begin(y, x, holes []float32) {
	dim := len(f.mean)
	for i, v := range x {
		if y[i] = v; holes[i] != 0 {
			y[i] = f.mean[i%dim]
		}
	}
}

// Again puts the copy of y (rows, Dim) into its holes: a round. First is whether nothing was there yet but means; who practised with holes is then shown 0 there,
// as then.
func (f *Filler) Again(y []float32, net Net, holes []float32, first bool) {
	f.again(y, net, holes, first, train.ThrowCode, nil)
}

func (f *Filler) again(y []float32, net Net, holes []float32, first bool, throw train.ThrowKind, dice *rng.Stream) {
	dim := len(f.mean)
	in := append(f.in[:0], y...)
	if first && (net.Masked || net.Noise.Kind == ae.Masking) {
		for i, hole := range holes {
			if hole != 0 {
				in[i] = 0
			}
		}
	}
	rows := len(y) / dim
	var out []float32
	if dice == nil {
		out = net.RebuildMasked(net.Mem, net.W, in, nil, rows)
	} else {
		out = net.Decode(net.Mem, net.W, f.code(net, in, rows, dice), rows)
	}
	for i, hole := range holes {
		if hole == 0 {
			continue
		}
		if y[i] = out[i]; dice != nil && throw == train.ThrowPixel {
			y[i] += float32(f.Left[i%dim] * dice.Normal())
		}
	}
}

// code draws a code of each of x (rows, Dim) from its cloud; of a point there is nothing to draw.
func (f *Filler) code(net Net, x []float32, rows int, dice *rng.Stream) []float32 {
	f.codes = append(f.codes[:0], net.EncodeMasked(net.Mem, net.W, x, nil, rows)...)
	if net.Cloud.On {
		n, keep := net.Code, net.Mem.Keep(net.Neck)
		for i := range rows {
			for k, deviation := range keep[(2*i+1)*n:][:n] {
				f.codes[i*n+k] += float32(deviation * dice.Normal())
			}
		}
	}
	return f.codes
}

// Leave finds what copies of whole examples leave open at each place: how far they are off over up to 128 of the examples to train on.
func (f *Filler) Leave(net Net) {
	dim := len(f.mean)
	rows := min(f.set.Train, leftRows)
	x := f.set.X[:rows*dim]
	y := net.RebuildMasked(net.Mem, net.W, x, nil, rows)
	for j := range f.Left {
		sum, n := 0.0, 0.0
		for i := j; i < len(x); i += dim {
			if f.set.Mask == nil || f.set.Mask[i] != 0 {
				d := float64(y[i]) - float64(x[i])
				sum += float64(d * d)
				n++
			}
		}
		f.Left[j] = float32(math.Sqrt(sum / max(n, 1)))
	}
}

// known appends to dst what is known of numbers from to to of a set, and no number (NaN) where nobody knows.
func known(dst []float32, set *data.Set, from, to int) []float32 {
	at := len(dst)
	dst = append(dst, set.Truth[from:to]...)
	for i := from; i < to && set.Unknown != nil; i++ {
		if set.Unknown[i] {
			dst[at+i-from] = float32(math.NaN())
		}
	}
	return dst
}

// Truth sets dst to what is known of the shown example (Dim): what is shown of it, in gaps what was there, and no number (NaN) where nobody knows.
func Truth(dst []float32, v *train.View, set *data.Set) []float32 {
	if dst = append(dst[:0], v.Input...); set.Mask == nil {
		return dst
	}
	if v.Sample < 0 {
		for j, x := range dst {
			if x == 0 && set.Kind.Form() == data.Tables { // what is missing in a row of the learner's own nobody knows
				dst[j] = float32(math.NaN())
			}
		}
		return dst
	}
	return known(dst[:0], set, v.Sample*set.Dim(), (v.Sample+1)*set.Dim())
}

// OffHoles is how far y is from the truth (Dim) in its holes, a root mean square. There is none where nothing is hidden that is known.
func OffHoles(y, truth, holes []float32) (float64, bool) {
	sum, n := 0.0, 0.0
	for i, hole := range holes {
		if d := float64(y[i]) - float64(truth[i]); hole != 0 && d == d {
			sum += float64(d * d)
			n++
		}
	}
	return math.Sqrt(sum / max(n, 1)), n > 0
}
