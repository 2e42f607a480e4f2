package figures

import (
	"math"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/vec"
	"hourglass/wasm/scene"
)

// Portraits: a small picture of every unit, of what it has become. They are worked out here; sketch.go draws them.

// A sense is what the portraits of a layer show.
type sense uint8

// The senses. In a picture the weights of the two outer layers are pictures themselves; whatever lies deeper has no weights to a pixel, and is shown by what
// the examples do.
const (
	// places: what the unit says at each place of the plane. The point there is sent through the network, whatever lies between: of a unit of the decoder
	// it is what the unit says once the code of that point has come to it.
	places sense = iota
	// seeks: the weights into the unit, one for each number of the input: what it looks for.
	seeks
	// adds: the weights out of the unit, one for each number of the copy: what it adds, before the output's own unit.
	adds
	// rises: the mean of the training examples, weighted by what the unit says to each, standardised: (1/N)·Σᵢ (aᵢ-ā)/s·xᵢ. It is how far each number
	// rises, in its own unit, as the unit goes up by one standard deviation, or falls: their covariance, linear whatever is between. A unit that says the
	// same of all has no picture. Of a large network it is the first of the examples: see portraits.rows.
	rises
)

// Fineness is how finely a portrait is cut.
const (
	finely  = iota
	roughly // half as many cells along a side, for the small ones: most are, and in the plane each cell is a point to send through the network
	finenesses
)

// A gallery holds the portraits of one layer.
type gallery struct {
	layer int // its place among the shown layers; -1 of the input
	sense sense
	n     int // units
	views [finenesses]view
}

// A view is the portraits of a layer at one fineness. Where the side of a portrait is odd, or it is a curve, there is no rough one.
type view struct {
	size  int       // numbers of each portrait
	cells []float32 // (n, size)
	greys []uint8   // (n, size), as cells of a tile have them; of a signal's curves none
	most  float32   // what is drawn as strong as can be, see strong
	fresh bool      // of this snapshot
}

// of is the portrait of unit j (size).
func (v *view) of(j int) []float32 { return v.cells[j*v.size : (j+1)*v.size] }

// A tour is the places of the plane that portraits show, and what the network says there.
type tour struct {
	places           []float32 // (side*side, 2), row by row from the top left
	memory           *nn.Memory
	encoded, decoded bool // it is what the network of this snapshot says, as far as the code, and beyond
}

// portraits are those of a model, a gallery for each layer that has some, from the input to the copy. One that nobody looks at is not worked out.
type portraits struct {
	galleries []gallery
	side      int // of a fine portrait, in cells; 0 of a signal's
	tours     [finenesses]tour
	passed    bool      // the training examples have gone through the network of this snapshot
	deepest   int       // the last layer of the net whose portraits are made of examples
	rows      int       // how many examples these are made of at most: as many as three million products allow, so that a large network is looked at in a frame
	mean, dev []float32 // of what the units of a layer say
}

// What the plane is cut into: as finely as all portraits together stay within so many cells.
const (
	planeCells    = 24000
	finest, least = 24, 8
)

// plan lists the galleries of a new model.
func (f *portraits) plan(b *scene.Base) {
	*f = portraits{}
	m := b.Model
	switch b.Form() {
	case data.Points:
		f.planPlane(b)
	case data.Pictures:
		f.side = b.Side()
	}
	if b.Form() != data.Points {
		f.planLayers(b)
	}
	widest, numbers := 0, 1
	for i := range f.galleries {
		g := &f.galleries[i]
		for how := range g.views {
			v := &g.views[how]
			switch {
			case f.side > 0:
				v.size = f.cut(how) * f.cut(how)
				v.greys = make([]uint8, g.n*v.size)
			case how == finely:
				v.size = m.Input.Size()
			}
			v.cells = make([]float32, g.n*v.size)
		}
		if widest = max(widest, g.n); g.sense == rises {
			f.deepest = max(f.deepest, m.Show[g.layer])
			numbers += g.n * g.views[finely].size
		}
	}
	f.rows = max(3_000_000/numbers, 64)
	f.mean, f.dev = make([]float32, widest), make([]float32, widest)
}

// cut is how many cells a portrait has along a side, 0 where it is not cut so.
func (f *portraits) cut(how int) int {
	switch {
	case how == finely:
		return f.side
	case f.side%2 == 0:
		return f.side / 2
	}
	return 0
}

// planPlane gives a gallery to the input and to every layer of a network of points.
func (f *portraits) planPlane(b *scene.Base) {
	m, units := b.Model, 2
	for _, at := range m.Show {
		units += m.Net.Out(at).Size()
	}
	f.side = min(max(int(math.Sqrt(planeCells/float64(units))), least), finest) &^ 1
	f.galleries = append(f.galleries, gallery{layer: -1, n: 2})
	for i, at := range m.Show {
		f.galleries = append(f.galleries, gallery{layer: i, n: m.Net.Out(at).Size()})
	}
	for how := range f.tours {
		side, g := f.cut(how), &f.tours[how]
		for i := range side * side {
			x, y := scene.FromPlane((float32(i%side)+0.5)/float32(side), (float32(i/side)+0.5)/float32(side))
			g.places = append(g.places, x, y)
		}
		g.memory = m.Net.NewMemory(side*side, false)
	}
}

// planLayers gives a gallery to every layer of units, and two to one that both reads the input and writes the copy. Feature maps and cells are pictures and
// numbers already: the network shows them as they are.
func (f *portraits) planLayers(b *scene.Base) {
	m, dim := b.Model, b.Model.Input.Size()
	last := len(m.Show) - 1
	for i, at := range m.Show[:last] {
		l := layer{body: units, show: i, n: m.Net.Out(at).Size()}
		if at != m.Neck {
			l.shaped(m)
		}
		if l.body != units {
			continue
		}
		first := i == 0 && fanIn(m, 0) == dim
		if first {
			f.galleries = append(f.galleries, gallery{layer: i, sense: seeks, n: l.n})
		}
		if i == last-1 && fanIn(m, last) == l.n {
			f.galleries = append(f.galleries, gallery{layer: i, sense: adds, n: l.n})
		} else if !first {
			f.galleries = append(f.galleries, gallery{layer: i, sense: rises, n: l.n})
		}
	}
}

// fanIn is how many numbers a dense layer that leads into shown layer i takes, 0 where none does.
func fanIn(m *ae.Model, i int) int {
	at := m.Pre(i)
	if at < 0 {
		return 0
	}
	switch l := m.Net.Layers[at].(type) {
	case nn.Dense:
		return l.In
	case nn.Tied:
		return l.In
	}
	return 0
}

// update forgets what was of the snapshot before.
func (f *portraits) update() {
	f.passed = false
	for how := range f.tours {
		f.tours[how].encoded, f.tours[how].decoded = false, false
	}
	for i := range f.galleries {
		for how := range f.galleries[i].views {
			f.galleries[i].views[how].fresh = false
		}
	}
}

// has is the first gallery of a shown layer, or nil; it may be of an earlier snapshot.
func (f *portraits) has(layer int) *gallery {
	for i := range f.galleries {
		if f.galleries[i].layer == layer {
			return &f.galleries[i]
		}
	}
	return nil
}

// see is a gallery of this snapshot, as finely as is asked for: it is worked out when it is first looked at.
func (f *portraits) see(b *scene.Base, g *gallery, how int) *view {
	v := &g.views[how]
	if v.fresh {
		return v
	}
	switch {
	case g.sense == places:
		f.tour(b, g, how)
	case how == roughly:
		f.roughen(v, f.see(b, g, finely), g.n)
	case g.sense == seeks:
		fan := b.Model.Fan(g.layer, b.Snap.Params)
		for j := range g.n {
			for k, p := 0, v.of(j); k < len(p); k++ {
				p[k] = fan.At(k, j)
			}
		}
	case g.sense == adds:
		fan := b.Model.Fan(g.layer+1, b.Snap.Params)
		for j := range g.n {
			for k, p := 0, v.of(j); k < len(p); k++ {
				p[k] = fan.At(j, k)
			}
		}
	case g.sense == rises:
		f.weigh(b, g)
	}
	switch {
	case f.side == 0:
		v.most = largest(v.cells) // a curve has its height, and no colour that could be as strong as can be
	case how == finely || g.sense == places:
		v.most = strong(v.cells)
	}
	for i := range v.greys {
		v.greys[i] = scene.Poise(v.cells[i] / v.most)
	}
	v.fresh = true
	return v
}

// roughen makes one cell of each four of n fine portraits, their mean, to be drawn as strongly.
func (f *portraits) roughen(to, from *view, n int) {
	to.most = from.most
	side := f.cut(roughly)
	for j := range n {
		v, p := from.of(j), to.of(j)
		for i := range p {
			k := i/side*2*f.side + i%side*2
			p[i] = (v[k] + v[k+1] + v[k+f.side] + v[k+f.side+1]) / 4
		}
	}
}

// strong is the largest of all numbers, without sign, or 2.6 times their root mean square where that is less, as of the network's lines: a single large
// weight leaves the others to be seen.
func strong(v []float32) float32 { return min(largest(v), 2.6*rms(v)+1e-9) }

// largest is the largest of all numbers, without sign, and never 0.
func largest(v []float32) float32 {
	most := float32(1e-9)
	for _, x := range v {
		if x = scene.Abs(x); x > most { // max is a call in a browser
			most = x
		}
	}
	return most
}

// tour takes what a layer says at the places of the plane.
func (f *portraits) tour(b *scene.Base, g *gallery, how int) {
	at, v := &f.tours[how], &g.views[how]
	said, rows := at.places, len(at.places)/2
	if g.layer >= 0 {
		show := b.Model.Show[g.layer]
		if !at.encoded {
			scene.Encode(b.Model, at.memory, b.Snap.Params, at.places, rows)
			at.encoded = true
		}
		if show > b.Model.Neck && !at.decoded {
			b.Model.Decode(at.memory, b.Snap.Params, at.memory.Out(b.Model.Neck), rows)
			at.decoded = true
		}
		said = at.memory.Out(show)
	}
	for j := range g.n {
		for k, p := 0, v.of(j); k < len(p); k++ {
			p[k] = said[k*g.n+j]
		}
	}
}

// weigh takes the mean of the training examples by what each unit says to them.
func (f *portraits) weigh(b *scene.Base, g *gallery) {
	rows, dim, x := min(f.rows, b.Set.Train), b.Set.Dim(), b.Set.TrainX()
	if !f.passed {
		b.Model.Net.ForwardRange(b.Many, b.Snap.Params, x[:rows*dim], rows, 0, f.deepest+1)
		f.passed = true
	}
	said := b.Many.Out(b.Model.Show[g.layer])[:rows*g.n]
	f.standardise(said, g.n, rows)
	v := &g.views[finely]
	clear(v.cells)
	for i := range rows {
		for j, a := range said[i*g.n : (i+1)*g.n] {
			if f.dev[j] > 0 {
				vec.Axpy(v.of(j), (a-f.mean[j])/(f.dev[j]*float32(rows)), x[i*dim:(i+1)*dim])
			}
		}
	}
}

// standardise finds mean and standard deviation of each of n columns; of one that hardly moves the deviation is 0.
func (f *portraits) standardise(said []float32, n, rows int) {
	mean, dev := f.mean[:n], f.dev[:n]
	clear(mean)
	clear(dev)
	for i := range rows {
		vec.Axpy(mean, 1/float32(rows), said[i*n:(i+1)*n])
	}
	for i := range rows {
		for j, a := range said[i*n : (i+1)*n] {
			dev[j] += (a - mean[j]) * (a - mean[j]) / float32(rows)
		}
	}
	for j, v := range dev {
		if dev[j] = float32(math.Sqrt(float64(v))); dev[j] < 1e-5*(1+scene.Abs(mean[j])) {
			dev[j] = 0
		}
	}
}
