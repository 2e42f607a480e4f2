package scene

import (
	"math"
	"strings"

	"hourglass/core/ae"
	"hourglass/core/jacobi"
	"hourglass/core/nn"
	"hourglass/core/train"
)

// Looks that figures share. Each is worked out where a figure of the lesson needs it.

// lookAtAll works out what figures need of all examples.
func (b *Base) lookAtAll() {
	b.encode(b.Model, b.Many, b.Snap.Params, b.Codes, b.aside)
	if b.needs.have(Codes) {
		b.keepSpreads()
	}
	if b.needs.have(Range) {
		b.fitAxes()
		b.fitBounds()
	}
	if b.needs.have(Atlas) {
		b.decodeAtlas()
	}
	if b.needs.have(Copies) {
		b.copyFirst(b.Model, b.Many, b.Snap.Params, b.Pairs, b.aside)
	}
}

// codes makes room for the codes, of so many numbers, of all examples where a figure needs them, and for those of the examples set aside, which are their end.
func (b *Base) codes(neck int) (all, aside []float32) {
	switch {
	case b.needs.have(Codes):
		all = make([]float32, (b.Set.Train+b.Set.Valid)*neck)
		aside = all[b.Set.Train*neck:]
	case b.needs.have(Aside):
		aside = make([]float32, b.Set.Valid*neck)
	}
	return all, aside
}

// encode fills such room by a model with parameters w.
func (b *Base) encode(m *ae.Model, mem *nn.Memory, w, all, aside []float32) {
	switch rows := b.Set.Train + b.Set.Valid; {
	case len(all) > 0:
		copy(all, Encode(m, mem, w, b.Set.X[:rows*b.Set.Dim()], rows))
	case len(aside) > 0:
		copy(aside, Encode(m, mem, w, b.Set.ValidX(), b.Set.Valid))
	}
}

// copyFirst fills pairs with a model's copies of the first examples set aside. Where their codes are there, only the decoder has to run.
func (b *Base) copyFirst(m *ae.Model, mem *nn.Memory, w, pairs, aside []float32) {
	if len(aside) > 0 {
		copy(pairs, m.Decode(mem, w, aside[:MaxPairs*m.Code], MaxPairs))
	} else {
		copy(pairs, Rebuild(m, mem, w, b.Set.ValidX()[:MaxPairs*b.Set.Dim()], MaxPairs))
	}
}

// Axes are the code numbers that the map lays across and up, the second -1 where there is one alone. Of more than two they are the loudest, in their
// order; see fitAxes.
func (b *Base) Axes() (int, int) {
	switch {
	case b.Snap.Setup.Neck == 1:
		return 0, -1
	case b.axes == [2]int{}: // there are two alone, or no figure has a map
		return 0, 1
	}
	return b.axes[0], b.axes[1]
}

// louder is by how much a number of the code must outdo one that is on the map to take its place: so the axes do not change to and fro while a run goes on.
const louder = 1.3

// fitAxes picks the two numbers of a longer code that tell most of the validation examples: of a cloud by their nats, of a point by how far they spread. An
// axis stays until another number is clearly louder.
func (b *Base) fitAxes() {
	neck := b.Snap.Setup.Neck
	if neck <= 2 {
		return
	}
	if len(b.Sent) > 0 {
		nn.GaussKL(b.loud, b.Sent, b.Set.Valid, neck)
	} else {
		spreads(b.loud, b.ValidCodes())
	}
	was, by := b.axes, louder
	if was == [2]int{} { // none yet
		b.axes, by = [2]int{0, 1}, 1
	}
	for range b.axes { // one at a time, the quieter first
		b.replace(by)
	}
	if b.axes != was {
		b.Bounds = Box{} // of other numbers
	}
}

// replace puts the loudest number that is not on the map in the place of the quieter of the two that are, if it is more than that many times as loud.
func (b *Base) replace(by float64) {
	quiet, next := 0, -1
	if b.loud[b.axes[1]] < b.loud[b.axes[0]] {
		quiet = 1
	}
	for k, v := range b.loud {
		if k != b.axes[0] && k != b.axes[1] && (next < 0 || v > b.loud[next]) {
			next = k
		}
	}
	if b.loud[next] > by*b.loud[b.axes[quiet]] {
		b.axes[quiet] = next
		b.axes = [2]int{min(b.axes[0], b.axes[1]), max(b.axes[0], b.axes[1])}
	}
}

// spreads sets dst (neck) to the variance of each number of codes (.., neck).
func spreads(dst []float64, codes []float32) {
	neck := len(dst)
	rows := float64(len(codes) / neck)
	for k := range dst {
		mean, all := 0.0, 0.0
		for i := k; i < len(codes); i += neck {
			mean += float64(codes[i]) / rows
		}
		for i := k; i < len(codes); i += neck {
			d := float64(codes[i]) - mean
			all += d * d / rows
		}
		dst[k] = all
	}
}

// fitBounds keeps the map's box round the codes. It grows at once, so that no code is ever off the map, and shrinks slowly, so that
// the map does not breathe while a run goes on. A code drawn by the learner may lie outside; the ring stays at the edge then.
func (b *Base) fitBounds() {
	across, up := b.Axes()
	neck := b.Snap.Setup.Neck
	lo, hi := [2]float32{math.MaxFloat32, math.MaxFloat32}, [2]float32{-math.MaxFloat32, -math.MaxFloat32}
	for a, k := range [2]int{across, up} {
		if k < 0 {
			continue
		}
		for i := k; i < len(b.Codes); i += neck {
			v := b.Codes[i]
			if v < lo[a] {
				lo[a] = v
			}
			if v > hi[a] {
				hi[a] = v
			}
		}
	}
	if b.Snap.Setup.Cloud { // the standard cloud is always seen whole, and its rings are round
		far := float32(3.1)
		for a := range lo {
			far = max(far, -lo[a], hi[a])
		}
		lo, hi = [2]float32{-far, -far}, [2]float32{far, far}
	}
	if up < 0 {
		lo[1], hi[1] = -1, 1
	}
	const shrink = 0.06
	was := [2][2]float32{{b.Bounds.X, b.Bounds.X + b.Bounds.W}, {b.Bounds.Y, b.Bounds.Y + b.Bounds.H}}
	for a := range lo {
		pad := 0.08*(hi[a]-lo[a]) + 0.02
		lo[a], hi[a] = lo[a]-pad, hi[a]+pad
		if b.Bounds.W > 0 {
			lo[a] = min(lo[a], was[a][0]+shrink*(lo[a]-was[a][0]))
			hi[a] = max(hi[a], was[a][1]+shrink*(hi[a]-was[a][1]))
		}
	}
	b.Bounds = Box{lo[0], lo[1], hi[0] - lo[0], hi[1] - lo[1]}
}

// decodeAtlas paints what the decoder believes lies at the middle of each field of the map. With more than two numbers in the
// neck, the others stay where the shown picture has them.
func (b *Base) decodeAtlas() {
	across, up := b.Axes()
	neck := b.Snap.Setup.Neck
	for i := range AtlasSide * AtlasSide {
		z := b.grid[i*neck : (i+1)*neck]
		copy(z, b.At)
		z[across] = b.Bounds.X + b.Bounds.W*(float32(i%AtlasSide)+0.5)/AtlasSide
		if up >= 0 {
			z[up] = b.Bounds.Y + b.Bounds.H*(float32(AtlasSide-1-i/AtlasSide)+0.5)/AtlasSide
		}
	}
	copy(b.Atlas, b.Model.Decode(b.Many, b.Snap.Params, b.grid, AtlasSide*AtlasSide))
}

// Encode returns the codes (rows, Code) of examples x, which are whole: of a masked recipe too every number is taken for observed.
func Encode(m *ae.Model, mem *nn.Memory, w, x []float32, rows int) []float32 {
	return m.EncodeMasked(mem, w, x, nil, rows)
}

// Rebuild returns the copies (rows, Input) of such examples.
func Rebuild(m *ae.Model, mem *nn.Memory, w, x []float32, rows int) []float32 {
	return m.RebuildMasked(mem, w, x, nil, rows)
}

// ValidCodes are the codes of the validation pictures (Valid, Neck).
func (b *Base) ValidCodes() []float32 { return b.aside }

// ValidCodes are the codes of the validation pictures by the twin (Valid, its Neck).
func (t *Twin) ValidCodes() []float32 { return t.aside }

// MaxClouds is how many examples show their spread: of all of them the map would be grey.
const MaxClouds = 64

// deviations are those of every example's code (rows, 2·Neck), of which the second half counts; nil without a cloud.
func (b *Base) deviations() []float32 {
	if _, ok := b.Model.Net.Layers[b.Model.Neck].(nn.Sample); !ok {
		return nil
	}
	return b.Many.Keep(b.Model.Neck)
}

// keepSpreads copies what is known of the clouds, right after all examples were encoded: the deviations of those that show theirs, and what the
// encoder said of the validation pictures.
func (b *Base) keepSpreads() {
	neck := b.Snap.Setup.Neck
	keep := b.deviations()
	b.Spreads, b.Sent = b.Spreads[:0], b.Sent[:0]
	if keep != nil {
		b.Sent = append(b.Sent, b.Many.Out(b.Model.Neck - 1)[2*neck*b.Set.Train:]...)
	}
	for i := 0; keep != nil && i < min(MaxClouds, b.Set.Train+b.Set.Valid); i++ {
		b.Spreads = append(b.Spreads, keep[(2*i+1)*neck:][:neck]...)
	}
}

// Called is what the lesson calls the run (0) or its twin (1).
func (b *Base) Called(i int) string {
	if s := b.Lesson.Names[i]; s != "" {
		return s
	}
	return [...]string{"network", "twin"}[i]
}

// Goal is what the lesson wants of a measure, the training loss or another, or 0 where the run is another than its goal speaks of: of other data, another neck,
// another loss.
func (b *Base) Goal(aim string) float32 {
	if aim != b.Lesson.Aim {
		return 0
	}
	s := &b.Snap.Setup
	for _, c := range b.Lesson.Where {
		k := train.KnobIndex(strings.TrimPrefix(c.What, "knob "))
		if k < 0 || !c.Holds(train.Knobs[k].Get(s)) {
			return 0
		}
	}
	if aim == "loss" && s.Loss != nn.MSE {
		return 0
	}
	return b.Lesson.Goal
}

// PCA is that of the training data: it is worked out when a figure first asks for it after the data have changed.
func (b *Base) PCA() *jacobi.PCA {
	if b.straightOf != b.Set {
		b.straightOf, b.straight = b.Set, jacobi.Fit(b.Set.TrainX(), b.Set.Train, b.Set.Dim())
	}
	return b.straight
}
