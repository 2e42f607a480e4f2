package figures

import (
	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "units", Label: "Portraits of all units", Short: "Units", Shape: scene.Wide, Least: scene.Size{W: 300, H: 190},
		New: func() scene.Panel { return &allUnits{} },
	})
}

// allUnits draws the portrait of every unit, layer by layer, from the input to the copy.
type allUnits struct {
	portraits portraits
	walk      walk
}

// Plan implements [scene.Panel].
func (f *allUnits) Plan(b *scene.Base) { f.portraits.plan(b) }

// Update implements [scene.Panel].
func (f *allUnits) Update(b *scene.Base) { f.portraits.update() }

// Touch implements [scene.Toucher].
func (f *allUnits) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) { touchUnit(b, g, h) }

// Key implements [scene.Keyer]: across from layer to layer, up and down from unit to unit.
func (f *allUnits) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	f.walk.step(&f.portraits, dx, dy, false, h)
}

// Overlay implements [scene.Overlayer]: the card of the unit that is open or under the pointer.
func (f *allUnits) Overlay(b *scene.Base, p *scene.Pen, look *scene.Look) bool {
	return card(b, p, look, &f.portraits)
}

// Tell implements [scene.Teller].
func (f *allUnits) Tell(b *scene.Base, p *scene.Pen) {
	for i := range f.portraits.galleries {
		g := &f.portraits.galleries[i]
		if i > 0 {
			p.Str(", ")
		}
		f.name(b, p, g)
		p.Str(": ")
		p.Str(g.sense.words(b.Form())[1])
	}
	f.walk.tell(b, p, &f.portraits)
}

// name writes what a layer is.
func (f *allUnits) name(b *scene.Base, p *scene.Pen, g *gallery) {
	last := len(b.Model.Show) - 1
	switch {
	case g.layer < 0:
		p.Str("input x")
		return
	case g.layer == last:
		p.Str("copy x̂")
		return
	case b.Model.Show[g.layer] != b.Model.Neck:
		p.Count(g.n)
		p.Str(" ")
		p.Str(unitOf(b, b.Model.Show[g.layer]).String())
		return
	case b.Model.Cloud.On:
		p.Str("mean μ · ")
	default:
		p.Str("code z · ")
	}
	p.Count(g.n)
}

// Draw implements [scene.Panel].
func (f *allUnits) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	f.walk.saw(look)
	if b.Form() == data.Points {
		p.Caption(box, "What each unit says, all over the plane of inputs: tap one", "What each unit says over the plane: tap one", "Units over the plane: tap one", "Tap a unit")
	} else {
		p.Caption(box, "What each unit has become, by what it reads and what it writes: tap one", "What each unit has become: tap one", "Tap a unit")
	}
	s := f.sheet(p, box)
	if s.side < 4 {
		return
	}
	for i := range f.portraits.galleries {
		f.hang(b, p, &s, i, look)
	}
}

// A hanging is how the galleries hang: as columns beside each other, or as rows one under another, whichever leaves the portraits larger.
type hanging struct {
	across bool
	apart  float32 // between two layers
	least  float32 // what a name wants of a column
	side   float32 // of a portrait
	gap    float32
	rows   int // portraits one under another in a column; in a row those side by side
	room   [maxGalleries]scene.Box
}

// maxGalleries is more than a network can have: three hidden layers to each side, the code twice, input and copy.
const maxGalleries = 12

// Room of a hanging, before it grows with the stage: over all for the caption, over the portraits of a column and of a row for its name.
const (
	hangHead, hangName, hangRow = 34, 40, 22
	hangMost                    = 104 // the largest portrait
	hangFew                     = 12  // smaller ones tell nothing
)

// sheet finds the hanging with the largest portraits; for the sake of whole names they may be somewhat smaller.
func (f *allUnits) sheet(p *scene.Pen, box scene.Box) (best hanging) {
	in := scene.At(box.X+16*p.Size, box.Y+hangHead*p.Size, box.W-32*p.Size, box.H-(hangHead+12)*p.Size)
	for _, try := range [...]hanging{{across: true, apart: 34, least: 54}, {across: true, apart: 24, least: 32}, {apart: 8}, {across: true, apart: 12, least: 20}} {
		if try.least == 20 && best.side > hangFew*p.Size {
			break // names without room are for portraits that could else not be seen
		}
		for side := hangMost * p.Size; side >= 4 && side > 1.15*best.side; side *= 0.97 {
			h := try
			if h.side, h.gap = side, max(0.13*side, 2); f.hangs(p, &h, in) {
				best = h
			}
		}
	}
	return best
}

// hangs lays the galleries out and tells whether there is room.
func (f *allUnits) hangs(p *scene.Pen, h *hanging, in scene.Box) bool {
	all := f.portraits.galleries
	step := h.side + h.gap
	if h.across {
		h.rows = int((in.H - hangName*p.Size + h.gap) / step)
	} else {
		h.rows = int((in.W + h.gap) / step)
	}
	if h.rows < 1 || len(all) > maxGalleries {
		return false
	}
	used, tall := float32(0), float32(0)
	for i := range all {
		lines := (all[i].n + h.rows - 1) / h.rows
		deep, long := float32(lines)*step-h.gap, float32((all[i].n+lines-1)/lines)*step-h.gap // as even as can be
		tall = max(tall, long)
		if h.across {
			deep = max(deep, h.least*p.Size)
			h.room[i] = scene.At(used, 0, deep, long)
		} else {
			deep += hangRow * p.Size
			h.room[i] = scene.At(0, used, long, deep)
		}
		used += deep + h.apart*p.Size
	}
	used -= h.apart * p.Size
	if h.across && used > in.W || !h.across && used > in.H {
		return false
	}
	for i := range all {
		r := &h.room[i]
		if h.across {
			r.X += in.X + (in.W-used)/2
			r.Y = in.Y + hangName*p.Size + (in.H-hangName*p.Size-tall)/2 + (tall-r.H)/2
		} else {
			r.X = in.X + (in.W-r.W)/2
			r.Y += in.Y + (in.H-used)/2 + hangRow*p.Size
			r.H -= hangRow * p.Size
		}
	}
	return true
}

// hang draws gallery i.
func (f *allUnits) hang(b *scene.Base, p *scene.Pen, h *hanging, i int, look *scene.Look) {
	g, room, step := &f.portraits.galleries[i], h.room[i], h.side+h.gap
	f.title(b, p, h, i)
	lines := (g.n + h.rows - 1) / h.rows
	wide, long := float32(lines)*step-h.gap, (g.n+lines-1)/lines
	for j := range g.n {
		line, place := j/long, j%long
		at := scene.At(room.X+(room.W-wide)/2+float32(line)*step, room.Y+float32(place)*step, h.side, h.side)
		if !h.across {
			at.X, at.Y = room.X+float32(place)*step, room.Y+float32(line)*step
		}
		f.portrait(b, p, g, j, at, h.gap, look)
	}
}

// portrait draws one, a place to touch where it is a unit.
func (f *allUnits) portrait(b *scene.Base, p *scene.Pen, g *gallery, j int, at scene.Box, gap float32, look *scene.Look) {
	said, loud := loudness(b, g.layer, j)
	f.portraits.sketch(b, p, g, j, at)
	f.portraits.specks(b, p, g, at)
	f.portraits.pin(b, p, g, at)
	rim(p, at, said, loud)
	if g.layer < 0 {
		return
	}
	for _, o := range [2]scene.Hit{look.Open, look.Hover} {
		if o.Target == scene.Node && int(o.Layer) == g.layer && int(o.Index) == j {
			p.Frame(at.Inset(-max(3, 0.4*gap)), 1.4*p.Size, tint.Ink, 0.9)
		}
	}
	half := gap / 2
	p.Hit(scene.Hit{Target: scene.Node, Feel: scene.Pointing, Layer: int32(g.layer), Index: int32(j), X: at.X - half, Y: at.Y - half, X2: at.X + at.W + half, Y2: at.Y + at.H + half})
}

// title writes the name of gallery i over it, and where the layers differ in it what its portraits show.
func (f *allUnits) title(b *scene.Base, p *scene.Pen, h *hanging, i int) {
	g, room := &f.portraits.galleries[i], h.room[i]
	role := tint.Dim
	if g.layer >= 0 && b.Model.Show[g.layer] == b.Model.Neck {
		role = tint.Sand
	}
	words := g.sense.words(b.Form())
	if !h.across {
		p.Begin(room.X, room.Y-6*p.Size, scene.Start, role)
		f.name(b, p, g)
		if p.Fits(12.5*p.Size, p.W); g.sense != places {
			l := &p.Labels[len(p.Labels)-1]
			x := room.X + p.Width(l) + 10*p.Size
			p.First(x, room.Y-6*p.Size, scene.Start, tint.Faint, 11.5*p.Size, p.W-x-6*p.Size, words[:]...)
		}
		return
	}
	x, y, wide := room.X+room.W/2, room.Y-9*p.Size, room.W+(h.apart-6)*p.Size
	if g.sense != places {
		p.First(x, y, scene.Middle, tint.Faint, 11.5*p.Size, wide, words[:]...)
		y -= 16 * p.Size
	}
	p.Begin(x, y, scene.Middle, role)
	f.name(b, p, g)
	if p.Fits(13*p.Size, wide) {
		return
	}
	p.Begin(x, y, scene.Middle, role)
	switch {
	case g.layer < 0:
		p.Str("x")
	case g.layer == len(b.Model.Show)-1:
		p.Str("x̂")
	case role == tint.Dim:
		p.Count(g.n)
	case b.Model.Cloud.On:
		p.Str("mean μ")
	default:
		p.Str("code z")
	}
	if !p.Fits(12*p.Size, wide) && role == tint.Sand {
		p.First(x, y, scene.Middle, role, 12*p.Size, wide, "z")
	}
}
