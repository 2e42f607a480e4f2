package figures

import (
	"cmp"
	"slices"

	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "worst", Label: "The worst copies", Short: "Worst", Shape: scene.Wide, Least: scene.Size{W: 280, H: 150},
		New:     func() scene.Panel { return &worst{} },
		CanShow: wholeExamples,
	})
}

// worst ranks the examples set aside by how far their copies are off, and draws each under its copy, with where the two part. Where the faults are known each
// says what it is, and those that hide best have a row of their own.
type worst struct {
	sides  [2]verdict // by the run and by its twin
	faulty []bool     // nil where nobody knows
	order  [2][]int32 // examples of the set aside, the worst copy first
	hidden []int32    // faulty ones by the run, the best copy first
}

// Plan implements [scene.Panel].
func (f *worst) Plan(b *scene.Base) {
	f.faulty = knownFaults(b)
	for i := range f.sides {
		f.sides[i].plan(b.Set.Valid, b.Set.Dim())
		if len(f.order[i]) != b.Set.Valid {
			f.order[i] = make([]int32, b.Set.Valid)
		}
	}
	f.hidden = f.hidden[:0]
	for i, faulty := range f.faulty {
		if faulty {
			f.hidden = append(f.hidden, int32(i))
		}
	}
}

// Update implements [scene.Panel].
func (f *worst) Update(b *scene.Base) {
	judgeBoth(b, f.sides[:], nil)
	for s := range f.order {
		for i := range f.order[s] {
			f.order[s][i] = int32(i)
		}
		off := f.sides[s].off
		slices.SortFunc(f.order[s], func(i, k int32) int { return cmp.Or(cmp.Compare(off[k], off[i]), cmp.Compare(i, k)) })
	}
	off := f.sides[0].off
	slices.SortFunc(f.hidden, func(i, k int32) int { return cmp.Or(cmp.Compare(off[i], off[k]), cmp.Compare(i, k)) })
}

// Touch implements [scene.Toucher].
func (f *worst) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) { touchPair(g, h) }

// Key implements [scene.Keyer]: the next worst copy is shown, or the one before.
func (f *worst) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	order := f.order[0]
	at := slices.Index(order, int32(b.Snap.View.Sample-b.Set.Train)) + dx - dy
	h.Send(wire.Command{Op: wire.Show, Index: b.Set.Train + int(order[(at+len(order))%len(order)])})
}

// Tell implements [scene.Teller].
func (f *worst) Tell(b *scene.Base, p *scene.Pen) {
	for rank, i := range f.order[0][:3] {
		if rank > 0 {
			p.Str(", ")
		}
		p.Str("example ")
		p.Count(int(i) + 1)
		if f.faulty != nil {
			p.Str(" ")
			p.Str(f.truth(b, i))
		}
		p.Str(": ")
		p.Num(float32(f.sides[0].off[i]), 4)
	}
}

// truth is what example i of those set aside is.
func (f *worst) truth(b *scene.Base, i int32) string {
	return data.FaultNames[b.Set.Labels[b.Set.Train+int(i)]]
}

// A shelf is one list of examples of the figure.
type shelf struct {
	name, short string
	side        int
	order       []int32
}

// Draw implements [scene.Panel].
func (f *worst) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	p.Heading(box, "Pale: what went in. Bright: its copy. Rose: where the two part. Tap one", "Pale in, bright back, rose between: tap one", "Tap one")
	var all [3]shelf
	n := 0
	add := func(s shelf) { all[n], n = s, n+1 }
	if apart(b) {
		add(shelf{b.Lesson.Names[0], b.Lesson.Names[0], 0, f.order[0]})
		add(shelf{b.Lesson.Names[1], b.Lesson.Names[1], 1, f.order[1]})
	} else {
		add(shelf{"The copies that are furthest off", "The worst copies", 0, f.order[0]})
	}
	if f.faulty != nil {
		add(shelf{"The faults that hide best: the least errors", "The faults that hide best", 0, f.hidden})
	}
	in := scene.At(box.X+15*p.Size, box.Y+32*p.Size, box.W-30*p.Size, box.H-38*p.Size)
	n = min(n, max(int(in.H/(96*p.Size)), 1))
	tall := in.H / float32(n)
	if n == 2 && !apart(b) && in.H > 300*p.Size { // the others have more rows than the hidden ones
		tall = in.H * 0.72
	}
	y := in.Y
	for i, s := range all[:n] {
		if i == 1 && !apart(b) {
			tall = in.H - tall
		}
		f.shelf(b, p, scene.At(in.X, y, in.W, tall), s)
		y += tall
	}
}

// mostCells is the most examples in one list.
const mostCells = 24

// shelf draws as many of a list as have room.
func (f *worst) shelf(b *scene.Base, p *scene.Pen, box scene.Box, s shelf) {
	head, foot, gap := 20*p.Size, 17*p.Size, 8*p.Size
	p.First(box.X, box.Y+13*p.Size, scene.Start, tint.Ink, 12.5*p.Size, box.W, s.name, s.short)
	room := scene.At(box.X, box.Y+head, box.W, box.H-head-4*p.Size)
	wide, shape := 118*p.Size, float32(0.62)
	if box.W < 380*p.Size {
		wide = 92 * p.Size
	}
	if b.Form() != data.Signals {
		shape = 0.5
	}
	across := max(int((room.W+gap)/(wide+gap)), 2)
	w := (room.W+gap)/float32(across) - gap
	down := max(int((room.H+gap)/(shape*w+foot+gap)), 1)
	for down > 1 && across*(down-1) >= mostCells {
		down--
	}
	h := min((room.H+gap)/float32(down)-gap-foot, 0.8*w)
	if h < 12 {
		return
	}
	for k, i := range s.order[:min(across*down, mostCells, len(s.order))] {
		at := scene.At(room.X+float32(k%across)*(w+gap), room.Y+float32(k/across)*(h+foot+gap), w, h)
		f.cell(b, p, at, s.side, i)
	}
}

// cell draws one example under its copy, and writes what it is and how far the copy is off.
func (f *worst) cell(b *scene.Base, p *scene.Pen, at scene.Box, side int, i int32) {
	dim := b.Set.Dim()
	x, y := b.Set.Picture(b.Set.Train+int(i)), f.sides[side].back[int(i)*dim:(int(i)+1)*dim]
	role := [...]tint.Role{tint.Sand, tint.Ink}[side]
	p.Rect(at, 4, tint.Panel, 0, 1)
	in := at.Inset(4 * p.Size)
	switch b.Form() {
	case data.Signals:
		between(p, in, x, y)
		p.Signal(in, x, tint.Dim, 1.2*p.Size, 0.9)
		p.Signal(in, y, role, 1.8*p.Size, 1)
	case data.Pictures:
		half := in.W / 2
		b.Example(p, scene.At(in.X, in.Y, half-2, in.H), x, tint.Ramp, 1)
		b.Example(p, scene.At(in.X+half+2, in.Y, half-2, in.H), y, tint.Ramp, 1)
	default:
		b.Example(p, in, x, tint.Dim, 0.8)
		b.Example(p, in, y, role, 1)
	}
	if b.Snap.View.Sample == b.Set.Train+int(i) && !b.Snap.View.Held {
		p.Frame(at, 2, tint.Sand, 1) // no further out: the number beneath is near
	}
	low := at.Y + at.H + 12*p.Size
	p.Begin(at.X+at.W, low, scene.End, tint.Dim)
	p.Num(float32(f.sides[side].off[i]), 4)
	l := p.End()
	l.Size = 11.5 * p.Size
	if f.faulty != nil {
		role := tint.Ink
		if !f.faulty[i] {
			role = tint.Sea
		}
		p.First(at.X, low, scene.Start, role, 11.5*p.Size, at.W-p.Width(l)-6*p.Size, f.truth(b, i), data.FaultShort[b.Set.Labels[b.Set.Train+int(i)]])
	}
	p.Hit(scene.Hit{Target: scene.Pair, Feel: scene.Pointing, X: at.X, Y: at.Y, X2: at.X + at.W, Y2: low, Index: int32(b.Set.Train) + i})
}

// between fills what lies between two signals.
func between(p *scene.Pen, box scene.Box, x, y []float32) {
	first := int32(len(p.Points))
	for i := range x {
		a, c := scene.OnSignal(box, x, i), scene.OnSignal(box, y, i)
		p.Points = append(p.Points, scene.Point{X: a.X, Y: min(a.Y, c.Y)})
	}
	for i := range x {
		a, c := scene.OnSignal(box, x, i), scene.OnSignal(box, y, i)
		p.Points = append(p.Points, scene.Point{X: a.X, Y: max(a.Y, c.Y)})
	}
	p.Add(scene.Mark{Kind: scene.Area, Role: tint.Rose, V: float32(tint.Rose), A: 0.55, First: first, Count: int32(len(x))})
}
