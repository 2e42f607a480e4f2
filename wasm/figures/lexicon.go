package figures

import (
	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/wasm/scene"
)

// A lexicon is what the units of one code draw, when they speak, and what they stand for.
type lexicon struct {
	tiles  []float32 // (units, Dim), what each unit adds
	scale  float32   // what counts as strong in all tiles
	often  []float32 // (units), share of the validation pictures that wake it
	loud   []float32 // (units), its largest activation over them
	never  int       // units that no picture wakes
	limit  float32   // see wakeLimit
	owners ask.Owners
	bars   int // how many bars there are to own, 0 where the pictures are not made of any
	owned  int // how many of them are
	z      []float32
}

// plan makes room for a code of that many units.
func (f *lexicon) plan(b *scene.Base, units int) {
	*f = lexicon{tiles: make([]float32, units*b.Set.Dim()), often: make([]float32, units), loud: make([]float32, units), z: make([]float32, (units+1)*units)}
	if b.Set.Kind == data.Crossed {
		f.bars = len(b.Set.Names)
	}
}

// update looks at model m with parameters w, whose codes of the validation pictures are given.
func (f *lexicon) update(b *scene.Base, m *ae.Model, mem *nn.Memory, w, codes []float32) {
	f.limit = wakeLimit(codes)
	f.listen(codes)
	if f.bars > 0 {
		f.owned = f.owners.Find(codes, len(f.often), b.Set.Factors[b.Set.Train*f.bars:], f.bars)
	}
	if fan := lastFan(m, w); fan.In > 0 {
		f.columns(&fan)
	} else {
		f.speak(m, mem, w)
	}
	f.scale = max(2.6*rms(f.tiles), 1e-6)
}

// lastFan is the weights from the code to the copy, empty where other layers lie between.
func lastFan(m *ae.Model, w []float32) ae.Fan {
	last := len(m.Show) - 1
	if m.Show[last-1] != m.Neck {
		return ae.Fan{}
	}
	return m.Fan(last, w)
}

// owner is the bar that unit j owns, or -1.
func (f *lexicon) owner(j int) int {
	if j >= len(f.owners.Of) {
		return -1
	}
	return f.owners.Of[j]
}

// listen counts over codes how often each unit wakes, and how loud it is at most.
func (f *lexicon) listen(codes []float32) {
	n := len(f.often)
	rows := len(codes) / n
	clear(f.often)
	clear(f.loud)
	for ; len(codes) > 0; codes = codes[n:] {
		for j, v := range codes[:n] {
			v = scene.Abs(v)
			if v > f.loud[j] {
				f.loud[j] = v
			}
			if v > f.limit {
				f.often[j]++
			}
		}
	}
	f.never = 0
	for j := range f.often {
		if f.often[j] == 0 {
			f.never++
		}
		f.often[j] /= float32(rows)
	}
}

// columns reads what a unit adds from the decoder's weights: with no hidden layer they are just that, before the output's own unit.
func (f *lexicon) columns(fan *ae.Fan) {
	for j := range fan.In {
		for k := range fan.Out {
			f.tiles[j*fan.Out+k] = fan.At(j, k)
		}
	}
}

// speak lets each unit speak alone, half as loud as it ever is, and takes off what the decoder paints of silence.
func (f *lexicon) speak(m *ae.Model, mem *nn.Memory, w []float32) {
	n := len(f.often)
	dim := len(f.tiles) / n
	clear(f.z)
	for j := range n {
		f.z[j*n+j] = 0.5 * f.loud[j]
		if f.loud[j] <= f.limit {
			f.z[j*n+j] = 1
		}
	}
	out := m.Decode(mem, w, f.z, n+1)
	for i := range f.tiles {
		f.tiles[i] = out[i] - out[n*dim+i%dim]
	}
}
