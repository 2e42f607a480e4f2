package scene

import (
	"errors"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/wire"
)

// A Builder derives pictures from snapshots. It owns copies of all it shows, and a memory of its own to compute activations,
// map and decoded pictures with; so looking never disturbs training, and Build after Update allocates nothing.
type Builder struct {
	Base
	Words map[string]string // another language for what labels say, by the English; what is missing stays English

	point  string // of the last look
	hide   string // of it
	panels []placard
	pen    Pen   // of the scene that is being built
	told   Scene // of Tell, whose words alone count

	layout      Layout          // of the last picture
	w, h        float32         // its size
	boxes, from [maxFigures]Box // where its figures stood, and where they came from
}

// other is the setup of the lesson's twin beside s.
func (b *Builder) other(s train.Setup) train.Setup {
	for _, c := range b.Lesson.Apart {
		_ = train.Knobs[c.Knob].Set(&s, c.Value) // a lesson's own values, held by its tests
	}
	return s
}

// planTwin makes room for the twin of a run of s.
func (b *Builder) planTwin(s train.Setup) error {
	b.Twin = nil
	if len(b.Lesson.Apart) == 0 {
		return nil
	}
	t := &Twin{Setup: b.other(s)}
	var err error
	if t.Model, err = ae.New(t.Setup.Recipe()); err != nil {
		return err
	}
	rows := b.Set.Train + b.Set.Valid
	t.Many = t.Model.Net.NewMemory(max(rows, room), false)
	t.Codes, t.aside = b.codes(t.Setup.Neck)
	if b.needs.have(Copies) {
		t.Pairs = make([]float32, MaxPairs*b.Set.Dim())
	}
	b.Twin = t
	return nil
}

// updateTwin encodes and copies what the run itself encodes and copies.
func (b *Builder) updateTwin(params []float32) {
	t := b.Twin
	t.Params = append(t.Params[:0], params...)
	b.encode(t.Model, t.Many, t.Params, t.Codes, t.aside)
	if b.needs.have(Copies) {
		b.copyFirst(t.Model, t.Many, t.Params, t.Pairs, t.aside)
	}
}

// A placard is a figure of the lesson with its panel.
type placard struct {
	*Figure
	Panel
	idle    bool   // these data are not for it
	refused string // why the figure cannot show this network: it says so in its own box, and does no more
}

// New makes the builder of a lesson. Figures that have not registered are left out.
func New(l *wire.Lesson) *Builder {
	b := &Builder{Base: Base{Lesson: l}}
	for _, name := range l.Figures {
		if f := Find(name); f != nil && len(b.panels) < maxFigures {
			b.panels = append(b.panels, placard{Figure: f, Panel: f.New()})
			b.needs |= f.Needs
		}
	}
	return b
}

// Panel is that of the figure of that name, or nil where the lesson has none.
func (b *Builder) Panel(name string) Panel {
	for _, f := range b.panels {
		if f.Name == name {
			return f.Panel
		}
	}
	return nil
}

var errFit = errors.New("scene: the snapshot's parameters do not fit its setup")

// Update takes a snapshot and the whole loss curve. It fails, and keeps the last picture, when the two halves of the snapshot
// do not fit each other. A Brisk builder of a lesson with a twin encodes all examples by the run with one snapshot and by the twin with the
// next, since both together are half the work of a picture; whatever is drawn of one of them is of one snapshot.
func (b *Builder) Update(s *train.Snapshot, curve []train.Point) error {
	b.Fresh, b.hurried = b.turn(), b.Brisk
	if b.Model == nil || s.Setup != b.Snap.Setup {
		b.Fresh = [2]bool{true, true}
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
	} else if !b.fits(b.Model, s) {
		return errFit
	}
	b.Moved = s.Phase == train.Rest && (b.Snap.Phase == train.Backward && s.Step == b.Snap.Step+1 || b.Moved && s.Step == b.Snap.Step)
	b.keep(s)
	b.Curve = append(b.Curve[:0], curve...)
	b.shown()
	if b.Fresh[0] {
		b.lookAtAll()
		b.known[0], b.cutKnown[0] = false, false
	}
	if b.Fresh[1] && b.Twin != nil {
		b.updateTwin(s.Twin)
		b.known[1], b.cutKnown[1] = false, false
	}
	for _, f := range b.panels {
		if f.refused == "" {
			f.Update(&b.Base)
		}
	}
	return nil
}

// turn is whose examples are looked at next.
func (b *Builder) turn() [2]bool {
	if !b.Brisk || b.Twin == nil {
		return [2]bool{true, true}
	}
	return [2]bool{!b.Fresh[0], b.Fresh[0]}
}

// fits tells whether a snapshot's parameters, picture and ring are those of a model of its setup, and its twin's too.
func (b *Builder) fits(m *ae.Model, s *train.Snapshot) bool {
	n := m.Params()
	if len(s.Params) != n || len(s.Grads) != 0 && len(s.Grads) != n || len(s.View.Input) != s.Setup.Data.Dim() || len(s.View.Holes) != len(s.View.Input) || len(s.View.Ring) != s.Setup.Neck {
		return false
	}
	if len(b.Lesson.Apart) == 0 {
		return len(s.Twin) == 0
	}
	if b.Twin != nil && m == b.Model {
		return len(s.Twin) == b.Twin.Model.Params()
	}
	other, err := ae.New(b.other(s.Setup).Recipe())
	return err == nil && len(s.Twin) == other.Params()
}

// plan makes data and memory for a new model.
func (b *Builder) plan(model *ae.Model, s train.Setup) error {
	if b.Set == nil || b.Set.Spec != s.Spec() {
		set, err := data.Make(s.Spec())
		if err != nil {
			return err
		}
		b.Set, b.axes = set, [2]int{}
	}
	rows := b.Set.Train + b.Set.Valid
	b.Model, b.cutNew = model, [2]bool{true, true}
	if len(b.loud) != s.Neck {
		b.loud, b.axes = make([]float64, s.Neck), [2]int{}
	}
	b.One = model.Net.NewMemory(1, false)
	b.Many = model.Net.NewMemory(max(rows, room), false)
	b.Code, b.At = make([]float32, s.Neck), make([]float32, s.Neck)
	dim := b.Set.Dim()
	b.Output = make([]float32, dim)
	b.Codes, b.aside = b.codes(s.Neck)
	if b.needs.have(Atlas) {
		b.grid = make([]float32, AtlasSide*AtlasSide*s.Neck)
		b.Atlas = make([]float32, AtlasSide*AtlasSide*dim)
	}
	if b.needs.have(Copies) {
		b.Pairs = make([]float32, MaxPairs*dim)
	}
	b.Bounds = Box{}
	if err := b.planTwin(s); err != nil {
		return err
	}
	b.Snap.Setup = s // what panels plan from
	for i := range b.panels {
		f := &b.panels[i]
		f.idle = f.Suits != nil && !f.Suits(s.Data)
		if f.refused = f.refuse(&model.Recipe); f.refused == "" {
			f.Plan(&b.Base)
		}
	}
	return nil
}

// keep copies the snapshot into memory of our own.
func (b *Builder) keep(s *train.Snapshot) {
	k := &b.Snap
	params, grads, view := append(k.Params[:0], s.Params...), append(k.Grads[:0], s.Grads...), k.View
	*k = *s
	k.Points, k.Twin = nil, nil
	k.Params, k.Grads = params, grads
	k.View.Input = append(view.Input[:0], s.View.Input...)
	k.View.Ring = append(view.Ring[:0], s.View.Ring...)
	k.View.Holes = append(view.Holes[:0], s.View.Holes...)
}

// shown runs the shown picture through the network, or the decoder from the ring.
func (b *Builder) shown() {
	w := b.Snap.Params
	copy(b.Code, Encode(b.Model, b.One, w, b.Snap.View.Input, 1))
	copy(b.At, b.Code)
	if b.Snap.View.Held {
		copy(b.At, b.Snap.View.Ring)
		copy(b.One.Out(b.Model.Neck), b.At)
	}
	copy(b.Output, b.Model.Decode(b.One, w, b.At, 1))
}

// Touch hands a gesture to the figure whose hit it is; off all figures a tap shuts the open card.
func (b *Builder) Touch(g *Gesture, h Hand) {
	if i := int(g.Hit.Figure) - 1; i >= 0 && i < len(b.panels) && b.Model != nil {
		if t, ok := b.panels[i].Panel.(Toucher); ok {
			t.Touch(&b.Base, g, h)
		}
		return
	}
	switch {
	case g.Act != Tap:
	case g.Hit.Target == Enlarge && int(g.Hit.Index) < len(b.panels):
		h.Enlarge(b.panels[g.Hit.Index].Name)
	default:
		h.Shut()
	}
}
