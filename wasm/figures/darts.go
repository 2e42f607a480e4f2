package figures

import (
	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/rng"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "darts", Label: "Darts at the code", Short: "Darts", Shape: scene.Any, Least: scene.Size{W: 260, H: 160},
		Needs: scene.Codes,
		New:   func() scene.Panel { return &darts{} },
	})
}

// darts throws draws from the standard normal distribution at the codes of the run and of its twin, the same at both, and shows what the decoders paint
// where each lands: beside the codes of the training examples, and marked as a hole where it is like none of them (see [ask.Known]). The darts at a code that is
// no cloud are moved and stretched to where its codes lie, so that both boards count in standard deviations. A board has room for two numbers of the code; the
// others are drawn as well. The ring is a dart that the learner aims.
type darts struct {
	sides [2]thrown      // at the run and at its twin
	draws rng.Stream     // of the next throw: those of the measure "fit", one after the other
	eps   []float32      // of the darts, then of the hand's (dartCount+1, most), in standard deviations from the middle
	most  int            // the numbers of the longer of the two codes
	axes  [2]int         // the numbers that the boards show, across and up
	flags [dartCount]dot // where the picture of each stands on a board
	of    *data.Set      // that of which the nearest examples are found
	pick  int            // the dart that is shown large while the learner aims none
	held  bool           // the learner aims one
	z     []float32      // codes to decode (dartCount+1, most)
	place []float32      // of the ring
}

// thrown is one board.
type thrown struct {
	mean, dev []float32  // of the darts, by the number of the code (Neck)
	seen      []float32  // what is painted where each lands (dartCount+1, Dim), the hand's last
	known     *ask.Known // what lies nearest to each of these
	holes     int        // among the darts but for the hand's
}

// A dot is a place on a board, from 0 to 1 from its top left.
type dot struct{ u, v float32 }

const (
	dartCount = 20
	dartReach = 2.7 // how far a board reaches from its middle, in standard deviations
	dartSide  = 1 / float32(9.2)
)

// Plan implements [scene.Panel].
func (f *darts) Plan(b *scene.Base) {
	was := *f
	*f = darts{draws: ask.SampleDraws(b.Snap.Setup.Seed), of: b.Set, most: b.Model.Code}
	if b.Twin != nil {
		f.most = max(f.most, b.Twin.Model.Code)
	}
	f.eps, f.z, f.place = make([]float32, (dartCount+1)*f.most), make([]float32, (dartCount+1)*f.most), make([]float32, b.Model.Code)
	for i := range f.sides {
		s := &f.sides[i]
		if i == 1 && b.Twin == nil {
			break
		}
		s.seen = make([]float32, (dartCount+1)*b.Set.Dim())
		if s.known = was.sides[i].known; s.known == nil || was.of != b.Set {
			s.known = ask.NewKnown(b.Set, dartCount+1)
		}
		s.mean, s.dev = make([]float32, f.most), make([]float32, f.most)
	}
	f.throw(b)
}

// throw draws all darts but the hand's anew.
func (f *darts) throw(b *scene.Base) {
	for i := range dartCount * f.most {
		f.eps[i] = f.draws.Normal()
	}
	f.settle(b)
}

// settle finds places for the pictures: each at its dart's, pushed off those that it would lie over. Those of a code of one number begin one above the other.
func (f *darts) settle(b *scene.Base) {
	const room = dartSide * 1.08
	onto := func(v float32) float32 { return scene.Clamp(v, room/2, 1-room/2) }
	across, up := b.Axes()
	f.axes = [2]int{across, up}
	for i := range f.flags {
		u, v := f.spot(b, f.eps[i*f.most:])
		if up < 0 {
			v = scene.Lift(i)
		}
		f.flags[i] = dot{onto(u), onto(v)}
	}
	for range 200 {
		for i := range f.flags {
			p := &f.flags[i]
			for j := range i {
				q := &f.flags[j]
				du, dv := p.u-q.u, p.v-q.v
				over, under := room-scene.Abs(du), room-scene.Abs(dv)
				switch {
				case over <= 0 || under <= 0:
				case over < under:
					push := 0.5 * over * sign(du)
					p.u, q.u = onto(p.u+push), onto(q.u-push)
				default:
					push := 0.5 * under * sign(dv)
					p.v, q.v = onto(p.v+push), onto(q.v-push)
				}
			}
		}
	}
}

func sign(v float32) float32 {
	if v < 0 {
		return -1
	}
	return 1
}

// spot is where a dart is on the board, from 0 to 1 from its top left; a code of one number lies on the line through its middle.
func (f *darts) spot(b *scene.Base, eps []float32) (u, v float32) {
	across, up := b.Axes()
	u, v = 0.5+0.5*eps[across]/dartReach, 0.5
	if up >= 0 {
		v = 0.5 - 0.5*eps[up]/dartReach
	}
	return u, v
}

// Update implements [scene.Panel].
func (f *darts) Update(b *scene.Base) {
	if across, up := b.Axes(); f.axes != [2]int{across, up} {
		f.settle(b)
	}
	if b.Fresh[0] {
		f.sides[0].spread(b.Model, b.Codes, b.Set.Train)
	}
	f.aimed(b)
	if b.Fresh[0] {
		f.land(b, 0)
	}
	if b.Twin != nil && b.Fresh[1] {
		f.sides[1].spread(b.Twin.Model, b.Twin.Codes, b.Set.Train)
		f.land(b, 1)
	}
	f.choose()
}

// spread finds where draws of a model's code land.
func (s *thrown) spread(m *ae.Model, codes []float32, rows int) {
	for k := range m.Code {
		s.mean[k], s.dev[k] = 0, 1
		if !m.Cloud.On {
			mean, dev := ask.Spread(codes[:rows*m.Code], k, m.Code)
			s.mean[k], s.dev[k] = float32(mean), float32(dev)
		}
	}
}

// aimed reads the learner's dart off the ring.
func (f *darts) aimed(b *scene.Base) {
	f.held = b.Snap.View.Held
	if !f.held {
		return
	}
	s, eps := &f.sides[0], f.eps[dartCount*f.most:]
	for k, z := range b.Snap.View.Ring {
		eps[k] = 0
		if e := (z - s.mean[k]) / s.dev[k]; e > -1e6 && e < 1e6 {
			eps[k] = e
		}
	}
}

// land paints what lies where the darts land on one board.
func (f *darts) land(b *scene.Base, i int) {
	s, m, mem, params := &f.sides[i], b.Model, b.Many, b.Snap.Params
	if i == 1 {
		m, mem, params = b.Twin.Model, b.Twin.Many, b.Twin.Params
	}
	n := dartCount
	if f.held {
		n++
	}
	z := f.z[:n*m.Code]
	for j := range z {
		k := j % m.Code
		z[j] = s.mean[k] + float32(s.dev[k]*f.eps[j/m.Code*f.most+k])
	}
	copy(s.seen, m.Decode(mem, params, z, n))
	s.known.Find(s.seen[:n*b.Set.Dim()], n)
	s.holes = 0
	for j := range dartCount {
		if s.hole(j) {
			s.holes++
		}
	}
}

// hole tells whether what is painted at a dart is like no known example.
func (s *thrown) hole(dart int) bool {
	return dart < len(s.known.Off) && s.known.Off[dart] > s.known.Hole
}

// choose keeps the dart that is shown large: the worst on the last board, until another is far worse.
func (f *darts) choose() {
	s := &f.sides[1]
	if s.known == nil {
		s = &f.sides[0]
	}
	if len(s.known.Off) < dartCount {
		return
	}
	for i, off := range s.known.Off[:dartCount] {
		if off > 1.5*s.known.Off[f.pick] {
			f.pick = i
		}
	}
}

// shown is the dart that is shown large: the hand's, or that which was chosen.
func (f *darts) shown() int {
	if f.held {
		return dartCount
	}
	return f.pick
}

// What the figure is touched for.
const (
	board      scene.Target = "board"       // aims a dart, or takes one that is there
	throwAgain scene.Target = "throw again" // throws all anew
)

// Touch implements [scene.Toucher].
func (f *darts) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	if g.Hit.Target == throwAgain {
		f.throw(b)
		f.land(b, 0)
		if b.Twin != nil {
			f.land(b, 1)
		}
		f.choose()
		h.Open(g.Hit) // nothing opens there: the picture is drawn anew
		return
	}
	u, v := g.Place()
	aim := f.eps[dartCount*f.most:]
	switch g.Act {
	case scene.Press:
		if i := f.under(u, v); i >= 0 {
			copy(aim, f.eps[i*f.most:][:f.most])
			f.hold(b, h)
			return
		}
		for k := range aim { // a hand aims two numbers; the others are left to chance
			aim[k] = f.draws.Normal()
		}
	case scene.Drag:
		if !g.Slipped {
			return
		}
	default:
		return
	}
	across, up := b.Axes()
	aim[across] = dartReach * (2*scene.Clamp(u, 0, 1) - 1)
	if up >= 0 {
		aim[up] = dartReach * (1 - 2*scene.Clamp(v, 0, 1))
	}
	f.hold(b, h)
}

// under is the dart whose picture is at a place of the board, or -1.
func (f *darts) under(u, v float32) int {
	for i, at := range f.flags {
		if scene.Abs(u-at.u) <= dartSide/2 && scene.Abs(v-at.v) <= dartSide/2 {
			return i
		}
	}
	return -1
}

// hold puts the ring where the hand's dart is.
func (f *darts) hold(b *scene.Base, h scene.Hand) {
	s, eps := &f.sides[0], f.eps[dartCount*f.most:]
	for k := range f.place {
		f.place[k] = s.mean[k] + float32(s.dev[k]*eps[k])
	}
	h.Send(wire.Command{Op: wire.Hold, Place: f.place})
}

// Key implements [scene.Keyer]: the hand's dart, or a first one where the large one is, moves by a tenth of a standard deviation.
func (f *darts) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	aim := f.eps[dartCount*f.most:]
	if !f.held {
		copy(aim, f.eps[f.pick*f.most:][:f.most])
	}
	across, up := b.Axes()
	aim[across] = scene.Clamp(aim[across]+0.1*float32(dx), -dartReach, dartReach)
	if up >= 0 {
		aim[up] = scene.Clamp(aim[up]+0.1*float32(dy), -dartReach, dartReach)
	}
	f.hold(b, h)
}

// Tell implements [scene.Teller].
func (f *darts) Tell(b *scene.Base, p *scene.Pen) {
	n := f.shown()
	for i := range f.sides {
		s := &f.sides[i]
		if s.known == nil {
			break
		}
		if i > 0 {
			p.Str("; ")
		}
		p.Str(b.Called(i))
		p.Str(": ")
		f.count(p, i)
		if n < len(s.known.Off) {
			p.Str(", ")
			p.Str(f.which())
			p.Str(" ")
			p.Num(float32(s.known.Off[n]), 4)
		}
	}
}

// which names the dart that is shown large, before how far off it is.
func (f *darts) which() string {
	if f.held {
		return "yours is off by"
	}
	return "the marked one is off by"
}

// count writes how many darts fell into a hole.
func (f *darts) count(p *scene.Pen, side int) {
	p.Count(f.sides[side].holes)
	p.Str(" of ")
	p.Count(dartCount)
	p.Str(" in a hole")
}

// role is the colour of a board's codes: the run's and the twin's.
func (f *darts) role(side int) tint.Role { return [2]tint.Role{tint.Sand, tint.Sea}[side] }
