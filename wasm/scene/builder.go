package scene

import (
	"errors"
	"math"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/train"
	"hourglass/lessons"
)

// A Look is what the learner's window adds to a snapshot.
type Look struct {
	Figure string // the one figure to show, or "" for all
	Point  string // names that the lesson's step speaks of, space-separated; other figures step back
	Flow   bool   // light may run along the edges: a run is going and motion is welcome
	Hover  Hit    // a Node under the pointer
	Open   Hit    // a Node whose card stays open
}

// A Builder derives pictures from snapshots. It owns copies of all it shows, and a memory of its own to compute activations,
// map and decoded pictures with; so looking never disturbs training, and Build after Update allocates nothing.
type Builder struct {
	lesson *lessons.Lesson
	goal   float32 // the loss to reach, or 0

	snap  train.Snapshot
	curve []train.Point
	model *ae.Model
	set   *data.Set
	one   *nn.Memory // the shown picture
	many  *nn.Memory // everything else

	code   []float32 // of the shown picture (Neck)
	at     []float32 // where the decoder paints from: code, or the ring (Neck)
	output []float32 // the reconstruction (Dim)
	codes  []float32 // of every picture of the set (rows, Neck)
	bounds Box       // of the map, in code values; H runs upwards
	grid   []float32 // the codes of the atlas (atlas*atlas, Neck)
	atlas  []float32 // its pictures (atlas*atlas, Dim)
	pairs  []float32 // reconstructions (maxPairs, Dim)
	moved  bool      // slow motion has just updated the weights
}

const (
	atlasSide = 9  // pictures along the map
	maxPairs  = 16 // pictures in the row of pairs
)

// New makes the builder of a lesson.
func New(l *lessons.Lesson) *Builder {
	b := &Builder{lesson: l}
	for _, c := range l.Goal.Watch.All {
		if c.What == "loss" && c.Op == train.Below {
			b.goal = float32(c.Value)
		}
	}
	return b
}

var errFit = errors.New("scene: the snapshot's parameters do not fit its setup")

// Update takes a snapshot and the whole loss curve. It fails, and keeps the last picture, when the two halves of the snapshot
// do not fit each other.
func (b *Builder) Update(s *train.Snapshot, curve []train.Point) error {
	if b.model == nil || s.Setup != b.snap.Setup {
		model, err := ae.New(s.Setup.Recipe())
		if err != nil {
			return err
		}
		if !fits(model, s) {
			return errFit
		}
		if err := b.plan(model, s.Setup); err != nil {
			return err
		}
	} else if !fits(b.model, s) {
		return errFit
	}
	b.moved = s.Phase == train.Rest && (b.snap.Phase == train.Backward && s.Step == b.snap.Step+1 || b.moved && s.Step == b.snap.Step)
	b.keep(s)
	b.curve = append(b.curve[:0], curve...)
	b.shown()
	b.encodeAll()
	b.fitBounds()
	b.decodeAtlas()
	y := b.model.Rebuild(b.many, b.snap.Params, b.set.ValidX()[:maxPairs*data.Dim], maxPairs)
	copy(b.pairs, y)
	return nil
}

func fits(m *ae.Model, s *train.Snapshot) bool {
	n := m.Params()
	return len(s.Params) == n && (len(s.Grads) == 0 || len(s.Grads) == n) && len(s.View.Input) == data.Dim && len(s.View.Ring) == s.Setup.Neck
}

// plan makes data and memory for a new model.
func (b *Builder) plan(model *ae.Model, s train.Setup) error {
	if b.set == nil || b.set.Spec != s.Spec() {
		set, err := data.Make(s.Spec())
		if err != nil {
			return err
		}
		b.set = set
	}
	rows := b.set.Train + b.set.Valid
	b.model = model
	b.one = model.Net.NewMemory(1, false)
	b.many = model.Net.NewMemory(rows, false)
	b.code, b.at = make([]float32, s.Neck), make([]float32, s.Neck)
	b.output = make([]float32, data.Dim)
	b.codes = make([]float32, rows*s.Neck)
	b.grid = make([]float32, atlasSide*atlasSide*s.Neck)
	b.atlas = make([]float32, atlasSide*atlasSide*data.Dim)
	b.pairs = make([]float32, maxPairs*data.Dim)
	b.bounds = Box{}
	return nil
}

// keep copies the snapshot into memory of our own.
func (b *Builder) keep(s *train.Snapshot) {
	k := &b.snap
	params, grads, view := append(k.Params[:0], s.Params...), append(k.Grads[:0], s.Grads...), k.View
	*k = *s
	k.Points = nil
	k.Params, k.Grads = params, grads
	k.View.Input = append(view.Input[:0], s.View.Input...)
	k.View.Ring = append(view.Ring[:0], s.View.Ring...)
}

// shown runs the shown picture through the network, or the decoder from the ring.
func (b *Builder) shown() {
	w := b.snap.Params
	copy(b.code, b.model.Encode(b.one, w, b.snap.View.Input, 1))
	copy(b.at, b.code)
	if b.snap.View.Held {
		copy(b.at, b.snap.View.Ring)
		copy(b.one.Out(b.model.Neck), b.at)
	}
	copy(b.output, b.model.Decode(b.one, w, b.at, 1))
}

func (b *Builder) encodeAll() {
	rows := b.set.Train + b.set.Valid
	copy(b.codes, b.model.Encode(b.many, b.snap.Params, b.set.X, rows))
}

// axes are the code numbers that the map lays across and up.
func (b *Builder) axes() (int, int) {
	if b.snap.Setup.Neck == 1 {
		return 0, -1
	}
	return 0, 1
}

// fitBounds keeps the map's box round the codes. It grows at once, so that no code is ever off the map, and shrinks slowly, so that
// the map does not breathe while a run goes on. A code drawn by the learner may lie outside; the ring stays at the edge then.
func (b *Builder) fitBounds() {
	across, up := b.axes()
	neck := b.snap.Setup.Neck
	lo, hi := [2]float32{math.MaxFloat32, math.MaxFloat32}, [2]float32{-math.MaxFloat32, -math.MaxFloat32}
	for i := 0; i < len(b.codes); i += neck {
		for a, k := range [2]int{across, up} {
			if k >= 0 {
				lo[a], hi[a] = min(lo[a], b.codes[i+k]), max(hi[a], b.codes[i+k])
			}
		}
	}
	if up < 0 {
		lo[1], hi[1] = -1, 1
	}
	const shrink = 0.06
	was := [2][2]float32{{b.bounds.X, b.bounds.X + b.bounds.W}, {b.bounds.Y, b.bounds.Y + b.bounds.H}}
	for a := range lo {
		pad := 0.08*(hi[a]-lo[a]) + 0.02
		lo[a], hi[a] = lo[a]-pad, hi[a]+pad
		if b.bounds.W > 0 {
			lo[a] = min(lo[a], was[a][0]+shrink*(lo[a]-was[a][0]))
			hi[a] = max(hi[a], was[a][1]+shrink*(hi[a]-was[a][1]))
		}
	}
	b.bounds = Box{lo[0], lo[1], hi[0] - lo[0], hi[1] - lo[1]}
}

// decodeAtlas paints what the decoder believes lies at the middle of each field of the map. With more than two numbers in the
// neck, the others stay where the shown picture has them.
func (b *Builder) decodeAtlas() {
	across, up := b.axes()
	neck := b.snap.Setup.Neck
	for i := range atlasSide * atlasSide {
		z := b.grid[i*neck : (i+1)*neck]
		copy(z, b.at)
		z[across] = b.bounds.X + b.bounds.W*(float32(i%atlasSide)+0.5)/atlasSide
		if up >= 0 {
			z[up] = b.bounds.Y + b.bounds.H*(float32(atlasSide-1-i/atlasSide)+0.5)/atlasSide
		}
	}
	copy(b.atlas, b.model.Decode(b.many, b.snap.Params, b.grid, atlasSide*atlasSide))
}

// Place turns a point inside the map's hit box, u and v from 0 to 1 from its top left, into code values, appended to dst.
func (b *Builder) Place(dst []float32, u, v float32) []float32 {
	if b.model == nil {
		return dst
	}
	across, up := b.axes()
	at := len(dst)
	dst = append(dst, b.at...)
	dst[at+across] = b.bounds.X + b.bounds.W*min(max(u, 0), 1)
	if up >= 0 {
		dst[at+up] = b.bounds.Y + b.bounds.H*(1-min(max(v, 0), 1))
	}
	return dst
}
