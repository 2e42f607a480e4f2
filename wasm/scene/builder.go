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
	Large  bool   // for the last row of a class: text and fine things are a third larger where there is room
	Flow   bool   // light may run along the edges: a run is going and motion is welcome
	Hover  Hit    // a Node under the pointer
	Open   Hit    // a Node whose card stays open
}

// A Builder derives pictures from snapshots. It owns copies of all it shows, and a memory of its own to compute activations,
// map and decoded pictures with; so looking never disturbs training, and Build after Update allocates nothing.
type Builder struct {
	Words map[string]string // another language for what labels say, by the English; what is missing stays English
	Brisk bool              // snapshots follow each other: what needs all examples may be one behind, see Update

	lesson *lessons.Lesson
	goal   float32 // the loss to reach, or 0

	snap  train.Snapshot
	curve []train.Point
	model *ae.Model
	set   *data.Set
	one   *nn.Memory // the shown picture
	many  *nn.Memory // everything else

	code    []float32 // of the shown picture (Neck)
	at      []float32 // where the decoder paints from: code, or the ring (Neck)
	output  []float32 // the reconstruction (Dim)
	codes   []float32 // of every picture of the set (rows, Neck)
	sent    []float32 // means and log-variances of the validation pictures' clouds (Valid, 2*Neck)
	spreads []float32 // deviations of the codes of the first examples, of a cloud (maxClouds, Neck)
	bounds  Box       // of the map, in code values; H runs upwards
	grid    []float32 // the codes of the atlas (atlas*atlas, Neck)
	atlas   []float32 // its pictures (atlas*atlas, Dim)
	pairs   []float32 // reconstructions (maxPairs, Dim)
	point   string    // of the last look
	moved   bool      // slow motion has just updated the weights
	twin    *twin     // the run in lockstep, or nil
	scores  [2]score  // of the run and of its twin, as far as known
	known   [2]bool   // which scores are those of this snapshot
	fresh   [2]bool   // of which of the two all examples were looked at in the last update
	panels  [len(lessons.FigureNames)]panel
	netBox  Box // where the network is drawn, if it is
	pen     pen // of the scene that is being built
}

// A panel is a figure with a memory of its own. Only those of the lesson are made.
type panel interface {
	plan(b *Builder)   // there is a new model, or new data
	update(b *Builder) // there is a new snapshot
	draw(b *Builder, p *pen, box Box, look *Look)
}

// newPanel makes the panel of a figure, or nil for one that the builder draws from what it has.
func newPanel(f lessons.Figure) panel {
	switch f {
	case lessons.Plane:
		return &plane{}
	case lessons.Rivals:
		return &rivals{}
	case lessons.Sizes:
		return &sizes{}
	case lessons.Mend:
		return &mend{}
	case lessons.Dictionary:
		return &dictionary{}
	case lessons.Awake:
		return &firing{}
	case lessons.Cloud:
		return &cloud{}
	case lessons.Nats:
		return &nats{}
	case lessons.Samples:
		return &samples{}
	}
	return nil
}

// A twin is the run in lockstep, as far as pictures need it.
type twin struct {
	setup  train.Setup
	model  *ae.Model
	params []float32
	many   *nn.Memory // for every picture of the set at once
	codes  []float32  // of every picture (rows, Neck)
	pairs  []float32  // its copies of the pairs (maxPairs, Dim)
}

// other is the setup of the lesson's twin beside s.
func (b *Builder) other(s train.Setup) train.Setup {
	for _, c := range b.lesson.Apart() {
		_ = train.Knobs[c.Knob].Set(&s, c.Value) // a lesson's own values, held by its tests
	}
	return s
}

// planTwin makes room for the twin of a run of s.
func (b *Builder) planTwin(s train.Setup) error {
	b.twin = nil
	if len(b.lesson.Twin) == 0 {
		return nil
	}
	t := &twin{setup: b.other(s)}
	var err error
	if t.model, err = ae.New(t.setup.Recipe()); err != nil {
		return err
	}
	rows := b.set.Train + b.set.Valid
	t.many = t.model.Net.NewMemory(rows, false)
	t.codes = make([]float32, rows*t.setup.Neck)
	t.pairs = make([]float32, maxPairs*b.set.Dim())
	b.twin = t
	return nil
}

// updateTwin encodes and copies what the run itself encodes and copies.
func (b *Builder) updateTwin(params []float32) {
	t := b.twin
	t.params = append(t.params[:0], params...)
	copy(t.codes, t.model.Encode(t.many, t.params, b.set.X, b.set.Train+b.set.Valid))
	copy(t.pairs, t.model.Decode(t.many, t.params, t.codes[b.set.Train*t.model.Code:][:maxPairs*t.model.Code], maxPairs))
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
	for _, f := range l.Figures {
		b.panels[f] = newPanel(f)
	}
	return b
}

var errFit = errors.New("scene: the snapshot's parameters do not fit its setup")

// Update takes a snapshot and the whole loss curve. It fails, and keeps the last picture, when the two halves of the snapshot
// do not fit each other. A Brisk builder of a lesson with a twin encodes all examples by the run with one snapshot and by the twin with the
// next, since both together are half the work of a picture; whatever is drawn of one of them is of one snapshot.
func (b *Builder) Update(s *train.Snapshot, curve []train.Point) error {
	b.fresh = b.turn()
	if b.model == nil || s.Setup != b.snap.Setup {
		b.fresh = [2]bool{true, true}
		model, err := ae.New(s.Setup.Recipe())
		if err != nil {
			return err
		}
		if !b.fits(model, s) {
			return errFit
		}
		if err := b.plan(model, s.Setup); err != nil {
			return err
		}
	} else if !b.fits(b.model, s) {
		return errFit
	}
	b.moved = s.Phase == train.Rest && (b.snap.Phase == train.Backward && s.Step == b.snap.Step+1 || b.moved && s.Step == b.snap.Step)
	b.keep(s)
	b.curve = append(b.curve[:0], curve...)
	b.shown()
	if b.fresh[0] {
		b.encodeAll()
		b.fitBounds()
		b.decodeAtlas()
		copy(b.pairs, b.model.Decode(b.many, b.snap.Params, b.validCodes()[:maxPairs*b.model.Code], maxPairs))
		b.known[0] = false
	}
	if b.fresh[1] && b.twin != nil {
		b.updateTwin(s.Twin)
		b.known[1] = false
	}
	for _, f := range b.panels {
		if f != nil {
			f.update(b)
		}
	}
	return nil
}

// turn is whose examples are looked at next.
func (b *Builder) turn() [2]bool {
	if !b.Brisk || b.twin == nil {
		return [2]bool{true, true}
	}
	return [2]bool{!b.fresh[0], b.fresh[0]}
}

// fits tells whether a snapshot's parameters, picture and ring are those of a model of its setup, and its twin's too.
func (b *Builder) fits(m *ae.Model, s *train.Snapshot) bool {
	n := m.Params()
	if len(s.Params) != n || len(s.Grads) != 0 && len(s.Grads) != n || len(s.View.Input) != s.Setup.Data.Dim() || len(s.View.Ring) != s.Setup.Neck {
		return false
	}
	if len(b.lesson.Twin) == 0 {
		return len(s.Twin) == 0
	}
	if b.twin != nil && m == b.model {
		return len(s.Twin) == b.twin.model.Params()
	}
	other, err := ae.New(b.other(s.Setup).Recipe())
	return err == nil && len(s.Twin) == other.Params()
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
	dim := b.set.Dim()
	b.output = make([]float32, dim)
	b.codes = make([]float32, rows*s.Neck)
	b.grid = make([]float32, atlasSide*atlasSide*s.Neck)
	b.atlas = make([]float32, atlasSide*atlasSide*dim)
	b.pairs = make([]float32, maxPairs*dim)
	b.bounds = Box{}
	if err := b.planTwin(s); err != nil {
		return err
	}
	b.snap.Setup = s // what panels plan from
	for _, f := range b.panels {
		if f != nil {
			f.plan(b)
		}
	}
	return nil
}

// keep copies the snapshot into memory of our own.
func (b *Builder) keep(s *train.Snapshot) {
	k := &b.snap
	params, grads, view := append(k.Params[:0], s.Params...), append(k.Grads[:0], s.Grads...), k.View
	*k = *s
	k.Points, k.Twin = nil, nil
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
	b.keepSpreads()
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
	for a, k := range [2]int{across, up} {
		if k < 0 {
			continue
		}
		for i := k; i < len(b.codes); i += neck {
			v := b.codes[i]
			if v < lo[a] {
				lo[a] = v
			}
			if v > hi[a] {
				hi[a] = v
			}
		}
	}
	if b.snap.Setup.Cloud { // the standard cloud is always seen whole, and its rings are round
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

// StepAt turns a place in the curve's hit box, u from 0 to 1 from its left, into the step to look back at; -1 is the present.
func (b *Builder) StepAt(u float32) int {
	end := b.lossEnd()
	if u > 0.985 || u*end >= float32(b.snap.Step) {
		return -1
	}
	return int(max(u, 0)*end + 0.5)
}

// PlaneAt turns a place in a plane's hit box into the two numbers of a point; ok is false when the data are no points.
func (b *Builder) PlaneAt(u, v float32) (x, y float32, ok bool) {
	if b.model == nil || b.form() != data.Points {
		return 0, 0, false
	}
	x, y = fromPlane(u, v)
	return x, y, true
}

// LineAt turns a place in the number line's hit box into code values, appended to dst; none are when no line is drawn.
func (b *Builder) LineAt(dst []float32, u float32) []float32 {
	f, ok := b.panels[lessons.Plane].(interface{ Along(u float32) float32 })
	if !ok || b.model == nil {
		return dst
	}
	at := len(dst)
	dst = append(dst, b.at...)
	dst[at] = f.Along(u)
	return dst
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
