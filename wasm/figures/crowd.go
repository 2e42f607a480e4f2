package figures

import (
	"math"

	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "crowd", Label: "The crowd of unseen examples", Short: "Crowd", Least: scene.Size{W: 250, H: 200},
		Needs: scene.Aside,
		New:   func() scene.Panel { return &gathering{} },
		Suits: classed,
	})
}

// noClasses is why there is nothing to draw.
const noClasses = "these data have no labels"

// classed tells whether the examples of a kind have labels, the judge of a description.
func classed(k data.Kind) bool { return data.Spec{Kind: k}.Classes() > 0 }

// A gathering draws every unseen example, small, where its code stands on the plane in which the codes spread most. The frame of each is its label's, which training
// never saw, or that of a group that k-means found; a name stands at the middle of each. Without colours there are dots alone: that is all that the codes say.
type gathering struct {
	plane  shadow
	view   frame
	at     []float32 // places (Valid, 2)
	here   [2]float32
	shown  [2]float32 // of the shown example
	mixed  []float32  // codes whose numbers were shuffled (Valid, Neck)
	groups ask.Groups
	count  int                      // updates since groups were looked for
	by     float64                  // the dial by which places and groups were found
	rank   []int                    // of groups: their number from left to right
	names  []float32                // middles of classes or groups (classes, 2)
	size   []int                    // how many are in each
	side   int                      // of the tiny pictures, in cells
	greys  []uint8                  // the pictures (Valid, side, side); empty of what is no picture
	placed [mostNames + 1]scene.Box // the shown example and the names
}

// mostNames is how many classes have their names in the picture.
const mostNames = 16

// mostTiny is the most cells along a tiny picture: a wider one is drawn with half of them.
const mostTiny = 9

// Plan implements [scene.Panel].
func (f *gathering) Plan(b *scene.Base) {
	n, neck, classes := b.Set.Valid, b.Snap.Setup.Neck, b.Set.Classes()
	if len(f.at) != 2*n || f.plane.neck != neck {
		f.at, f.view = make([]float32, 2*n), frame{}
	}
	if len(f.mixed) != n*neck {
		f.mixed = make([]float32, n*neck)
	}
	f.plane.plan(neck)
	f.rank, f.names, f.size = make([]int, classes), make([]float32, 2*max(classes, homes)), make([]int, classes, max(classes, homes))
	f.view, f.count = frame{}, 0
	f.pictures(b)
	if classes > 0 {
		f.groups.Find(b.Set, f.mixed, neck) // takes the memory
	}
}

// pictures makes the tiny pictures.
func (f *gathering) pictures(b *scene.Base) {
	f.side, f.greys = 0, f.greys[:0]
	if b.Form() != data.Pictures {
		return
	}
	step := 1
	for b.Side()/step > mostTiny {
		step++
	}
	f.side = b.Side() / step
	for i := range b.Set.Valid {
		x := b.Set.Picture(b.Set.Train + i)
		for c := range f.side * f.side {
			sum := float32(0)
			for k := range step * step {
				sum += x[(c/f.side*step+k/step)*b.Side()+c%f.side*step+k%step]
			}
			f.greys = append(f.greys, scene.Grey(float32(math.Sqrt(float64(max(sum, 0))))/float32(step))) // the root: so small, a dim picture shows its form
		}
	}
}

// everyGroups is how many snapshots pass, while they follow each other, before groups are looked for again.
const everyGroups = 12

// Update implements [scene.Panel].
func (f *gathering) Update(b *scene.Base) {
	if len(f.size) == 0 {
		return
	}
	codes, neck := b.ValidCodes(), b.Snap.Setup.Neck
	by := b.Snap.View.Dials[train.Colours]
	f.size = f.size[:b.Set.Classes()]
	switch {
	case by == train.ByHome && b.Set.Kind == data.Penguins:
		f.size = f.size[:homes]
	case by == train.ByHome: // nobody has one
		by = train.Plain
	}
	if by == train.ByNothing {
		ask.Shuffle(f.mixed, codes, neck, b.Set.Seed)
		codes = f.mixed
	}
	f.plane.fall(codes)
	for i := range b.Set.Valid {
		f.at[2*i], f.at[2*i+1] = f.place(codes[i*neck:(i+1)*neck], i)
	}
	f.shown[0], f.shown[1] = f.place(b.Code, b.Snap.View.Sample)
	f.view.follow(f.at)
	if f.count++; f.grouped(by) && (!b.Brisk || f.count >= everyGroups || by != f.by) {
		f.groups.Find(b.Set, codes, neck)
		f.count = 0
		f.order()
	}
	f.by = by
	f.middles(b)
}

// place is where a code falls; codes of one number are spread so that none hides another.
func (f *gathering) place(z []float32, i int) (x, y float32) {
	x, y = f.plane.at(z)
	if f.plane.neck == 1 {
		y = (scene.Lift(max(i, 0)) - 0.5) * float32(math.Sqrt(f.plane.spread[0])+1e-6)
	}
	return x, y
}

func (f *gathering) grouped(by float64) bool { return by == train.ByGroup || by == train.ByNothing }

// order numbers the groups from left to right.
func (f *gathering) order() {
	clear(f.size)
	clear(f.names)
	for i, g := range f.groups.Of {
		f.size[g]++
		f.names[2*g] += f.at[2*i]
	}
	for g := range f.rank {
		f.rank[g] = 0
		for o := range f.rank {
			a, c := f.names[2*g]/float32(f.size[g]), f.names[2*o]/float32(f.size[o])
			if c < a || c == a && o < g {
				f.rank[g]++
			}
		}
	}
}

// homes are the sexes and islands of penguins: two on each of three islands, and those whose sex nobody noted.
const homes = 7

var homeNames = [homes]string{"female, Biscoe", "male, Biscoe", "female, Dream", "male, Dream", "female, Torgersen", "male, Torgersen", "sex unknown"}

// home is where a penguin belongs among them.
func home(s *data.Set, row int) int {
	x := s.Picture(row)
	if s.Unknown[row*s.Dim()+data.MaleColumn] {
		return homes - 1
	}
	island := 0
	for x[data.IslandColumn+island] < 0.5 && island < 2 {
		island++
	}
	return 2*island + int(x[data.MaleColumn]+0.5)
}

// of is the class or group of example i, of those set aside.
func (f *gathering) of(b *scene.Base, i int) int {
	switch {
	case f.grouped(f.by):
		return f.rank[f.groups.Of[i]]
	case f.by == train.ByHome:
		return home(b.Set, b.Set.Train+i)
	}
	return int(b.Set.Labels[b.Set.Train+i])
}

// middles finds the middle of each class or group.
func (f *gathering) middles(b *scene.Base) {
	clear(f.names)
	clear(f.size)
	for i := range b.Set.Valid {
		k := f.of(b, i)
		f.size[k]++
		f.names[2*k] += f.at[2*i]
		f.names[2*k+1] += f.at[2*i+1]
	}
	for k, n := range f.size {
		f.names[2*k] /= float32(max(n, 1))
		f.names[2*k+1] /= float32(max(n, 1))
	}
}

// Crowd is where an example is picked.
const Crowd scene.Target = "crowd"

// Touch implements [scene.Toucher]: the example nearest to the hand is shown.
func (f *gathering) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	if g.Act != scene.Tap {
		return
	}
	m := scene.At(g.Hit.X, g.Hit.Y, g.Hit.X2-g.Hit.X, g.Hit.Y2-g.Hit.Y)
	best, least := 0, float32(math.MaxFloat32)
	for i := range b.Set.Valid {
		x, y := f.on(m, f.at[2*i], f.at[2*i+1])
		if d := (x-g.X)*(x-g.X) + (y-g.Y)*(y-g.Y); d < least {
			best, least = i, d
		}
	}
	h.Send(wire.Command{Op: wire.Show, Index: b.Set.Train + best})
}

// Key implements [scene.Keyer]: to the nearest example in that direction.
func (f *gathering) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	best, least := -1, float32(math.MaxFloat32)
	for i := range b.Set.Valid {
		if b.Set.Train+i == b.Snap.View.Sample {
			continue
		}
		u, v := f.at[2*i]-f.shown[0], f.at[2*i+1]-f.shown[1]
		along, aside := u*float32(dx)+v*float32(dy), scene.Abs(u*float32(dy))+scene.Abs(v*float32(dx))
		if d := along + 2*aside; along > aside && d < least {
			best, least = i, d
		}
	}
	if best >= 0 {
		h.Send(wire.Command{Op: wire.Show, Index: b.Set.Train + best})
	}
}

// Tell implements [scene.Teller].
func (f *gathering) Tell(b *scene.Base, p *scene.Pen) {
	if len(f.size) == 0 {
		p.Str(noClasses)
		return
	}
	p.Count(b.Set.Valid)
	p.Str(" unseen examples")
	if f.grouped(f.by) {
		p.Str(", in groups by k-means: ")
		p.Count(len(f.size))
		p.Str("; spread left within, in 100: ")
		p.Num(float32(100*f.groups.Left), 0)
		p.Str("; of the commonest label of theirs: ")
		p.Num(float32(100*f.groups.Purity), 0)
	}
	if f.plane.neck > 2 {
		p.Str("; of their squared spread the plane holds, in 100: ")
		p.Num(float32(100*f.plane.kept), 0)
	}
	if i := b.Snap.View.Sample; i >= 0 && f.by != train.ByNothing {
		p.Str("; shown: ")
		className(b, p, int(b.Set.Labels[i]))
		if f.by == train.ByHome {
			p.Str(", ")
			p.Str(homeNames[home(b.Set, i)])
		}
		p.Str(", at ")
		p.Num(f.shown[0], 2)
		p.Str("; ")
		p.Num(f.shown[1], 2)
	}
}

// tag writes the name of class or group k.
func (f *gathering) tag(b *scene.Base, p *scene.Pen, k int) {
	switch {
	case f.grouped(f.by):
		p.Str("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[k%26 : k%26+1])
	case f.by == train.ByHome:
		p.Str(homeNames[k])
	default:
		className(b, p, k)
	}
}

// on places a place of the plane in m: to one scale across and up.
func (f *gathering) on(m scene.Box, x, y float32) (u, v float32) {
	scale := f.scale(m)
	return m.X + m.W/2 + scale*(x-(f.view.lo[0]+f.view.hi[0])/2), m.Y + m.H/2 - scale*(y-(f.view.lo[1]+f.view.hi[1])/2)
}

func (f *gathering) scale(m scene.Box) float32 {
	return min(m.W/max(f.view.hi[0]-f.view.lo[0], 1e-6), m.H/max(f.view.hi[1]-f.view.lo[1], 1e-6))
}

// Draw implements [scene.Panel].
func (f *gathering) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	if len(f.size) == 0 {
		p.Note(box, noClasses)
		return
	}
	switch b.Snap.View.Dials[train.Colours] {
	case train.ByHome:
		if f.by == train.Plain {
			p.Heading(box, "Sex and island are known of penguins alone", "Known of penguins alone", "Penguins alone")
		} else {
			p.Heading(box, "Every unseen penguin where its code stands, framed by its sex and island: tap one", "Unseen penguins, by sex and island", "By sex and island")
		}
	case train.Plain:
		p.Heading(box, "Every unseen example where its code stands: how many groups?", "Unseen examples: how many groups?", "How many groups?")
	case train.ByGroup:
		p.Heading(box, "The groups that k-means finds among the codes", "Groups by k-means", "k-means")
	case train.ByNothing:
		p.Heading(box, "The groups that k-means finds where the numbers were shuffled", "k-means of shuffled numbers", "k-means, shuffled")
	default:
		p.Heading(box, "Every unseen example where its code stands, framed by its label: tap one", "Unseen examples at their codes: tap one", "Tap one")
	}
	m := scene.At(box.X+8*p.Size, box.Y+32*p.Size, box.W-16*p.Size, box.H-40*p.Size)
	low := scene.At(box.X+14*p.Size, box.Y+box.H-24*p.Size, box.W-28*p.Size, 18*p.Size)
	if (f.by == train.ByLabel || f.by == train.ByHome) && f.legend(b, p, low) || f.grouped(f.by) && f.score(p, low) {
		m.H -= 24 * p.Size
	}
	p.Hit(scene.Hit{Target: Crowd, Feel: scene.Pointing, X: m.X, Y: m.Y, X2: m.X + m.W, Y2: m.Y + m.H})
	size, pictured := f.portions(b, p, m)
	in := m.Inset(size/2 + 3)
	for i := b.Set.Valid - 1; i >= 0; i-- { // the first lie on top
		x, y := f.on(in, f.at[2*i], f.at[2*i+1])
		f.one(b, p, x, y, size, i, i < pictured)
	}
	hero := f.hero(b, p, m, in, size)
	if f.by != train.Plain {
		f.writeNames(b, p, m, in, size, hero)
	}
}

// portions is how large a tiny picture is, and how many have one: the others, where there is little room, are dots.
func (f *gathering) portions(b *scene.Base, p *scene.Pen, m scene.Box) (size float32, pictured int) {
	const cover = 0.34 // of the room
	least := 13 * p.Size
	n := float32(b.Set.Valid)
	size = min(max(float32(math.Sqrt(float64(cover*m.W*m.H/n))), least), 34*p.Size)
	if f.by == train.Plain || f.by == train.ByNothing {
		return size, 0
	}
	return size, int(min(cover*m.W*m.H/(size*size)+0.5, n))
}

// one draws example i of those set aside.
func (f *gathering) one(b *scene.Base, p *scene.Pen, x, y, size float32, i int, pictured bool) {
	r := scene.Clamp(0.16*size, 2.2*p.Size, 4*p.Size)
	switch {
	case f.by == train.Plain:
		p.Disc(x, y, r, tint.Ink, 0, 0.75)
	case !pictured:
		p.Disc(x, y, r+1, tint.Ramp, 0, 1)
		p.Disc(x, y, r, tint.OfKind(f.of(b, i)), 0, 1)
	default:
		rim := scene.Clamp(0.11*size, 1.6, 3)
		at := scene.At(x-size/2, y-size/2, size, size)
		kind := tint.OfKind(f.of(b, i))
		p.Rect(at, 0.15*size, kind, 0, 1)
		f.tiny(b, p, at.Inset(rim), i, kind)
	}
}

// tiny draws the picture itself, its ink in the colour of its kind; of what is no picture its form, on the ground of one.
func (f *gathering) tiny(b *scene.Base, p *scene.Pen, at scene.Box, i int, kind tint.Role) {
	p.Rect(at, 0, tint.Ramp, 0, 1)
	if f.side > 0 {
		copy(p.Tile(at.X, at.Y, at.W/float32(f.side), f.side, kind, 1), f.greys[i*f.side*f.side:])
		return
	}
	small(b, p, at.Inset(0.08*at.W), b.Set.Picture(b.Set.Train+i))
}

// small draws an example that is no picture on the dark ground of one.
func small(b *scene.Base, p *scene.Pen, at scene.Box, x []float32) {
	switch b.Form() {
	case data.Tables:
		step := at.H / float32(len(x))
		for k, v := range x {
			p.Rect(scene.At(at.X, at.Y+step*(float32(k)+0.12), at.W*scene.Clamp(v, 0, 1), 0.76*step), 0, tint.Ramp, 0.85, 1)
		}
	case data.Signals:
		p.Signal(at, x, tint.Ramp, max(0.06*at.H, 1), 1)
		p.Marks[len(p.Marks)-1].V = 0.9
	case data.Points:
		u, v := scene.ToPlane(at, scene.Clamp(x[0], -scene.PlaneReach, scene.PlaneReach), scene.Clamp(x[1], -scene.PlaneReach, scene.PlaneReach))
		p.Disc(u, v, max(0.1*at.W, 1.2), tint.Ramp, 0.9, 1)
	case data.Pictures:
		p.Picture(b.Square(at), b.Side(), x, tint.Ramp, 1)
	}
}

// hero draws the shown example over the others, larger, and returns where.
func (f *gathering) hero(b *scene.Base, p *scene.Pen, m, in scene.Box, size float32) scene.Box {
	if f.by == train.ByNothing { // it is nobody's there
		return scene.Box{}
	}
	x, y := f.on(in, f.shown[0], f.shown[1])
	x, y = scene.Clamp(x, in.X, in.X+in.W), scene.Clamp(y, in.Y, in.Y+in.H)
	if f.by == train.Plain {
		p.Ring(x, y, 8*p.Size, 2.4*p.Size, tint.Sand, 1)
		return scene.Box{}
	}
	w := max(2.1*size, 30*p.Size)
	at := scene.At(scene.Clamp(x-w/2, m.X, m.X+m.W-w), scene.Clamp(y-w/2, m.Y, m.Y+m.H-w), w, w)
	p.Rect(at.Inset(-4), 4, tint.Ground, 0, 0.9)
	p.Rect(at, 0, tint.Ramp, 0, 1)
	small(b, p, at, b.Snap.View.Input)
	p.Frame(at.Inset(-2), 2.5*p.Size, tint.Ink, 1)
	return at
}

// writeNames writes the name of each class or group at its middle, or as near to it as there is room.
func (f *gathering) writeNames(b *scene.Base, p *scene.Pen, m, in scene.Box, size float32, hero scene.Box) {
	if p.Small {
		return
	}
	text := scene.Clamp(m.W/34, 11*p.Size, 14*p.Size)
	f.placed[0] = hero
	n := 1
	for k := range min(len(f.size), mostNames) {
		if f.size[k] == 0 {
			continue
		}
		p.Begin(0, 0, scene.Middle, tint.Ink)
		f.tag(b, p, k)
		l := p.End()
		l.Size, l.Bold = text, true
		w, h := p.Width(l)+text, 1.5*text
		p.TakeBack()
		x, y := f.on(in, f.names[2*k], f.names[2*k+1])
		at, ok := scene.Box{}, false
		if f.by == train.ByHome { // each is a heap, which its name would hide: over it or under it
			off := 1.5 * size
			if at, ok = f.room(m, x, y-off, w, h, f.placed[:n], 1); !ok {
				at, ok = f.room(m, x, y+off, w, h, f.placed[:n], 1)
			}
		}
		if !ok {
			at, ok = f.room(m, x, y, w, h, f.placed[:n], wayOff)
		}
		if !ok { // better over the shown one than nowhere
			at, ok = f.room(m, x, y, w, h, f.placed[1:n], wayOff)
		}
		if !ok {
			continue
		}
		f.placed[n] = at
		n++
		p.Rect(at.Inset(-4.5), 7*p.Size, tint.Ramp, 0, 1)
		p.Rect(at.Inset(-3), 6*p.Size, tint.OfKind(k), 0, 1)
		p.Rect(at, 3*p.Size, tint.Ground, 0, 1)
		p.Begin(at.X+at.W/2, at.Y+at.H/2+0.35*text, scene.Middle, tint.Ink)
		f.tag(b, p, k)
		l = p.End()
		l.Size, l.Bold = text, true
	}
}

// wayOff is how many rings of places round its own a name may be written at.
const wayOff = 5

// room is where a name of that size has room near a place: off what stands there already.
func (f *gathering) room(m scene.Box, x, y, w, h float32, taken []scene.Box, rings int) (scene.Box, bool) {
	for ring := range rings {
		for side := range 8 {
			dx, dy := float32(math.Cos(float64(side)*math.Pi/4)), float32(math.Sin(float64(side)*math.Pi/4))
			at := scene.At(x-w/2+0.6*w*float32(ring)*dx, y-h/2-0.7*h*float32(ring)*dy, w, h)
			at.X, at.Y = scene.Clamp(at.X, m.X+2, m.X+m.W-w-2), scene.Clamp(at.Y, m.Y+2, m.Y+m.H-h-2)
			clear := true
			for _, o := range taken {
				clear = clear && (at.X > o.X+o.W+5 || o.X > at.X+at.W+5 || at.Y > o.Y+o.H+5 || o.Y > at.Y+at.H+5)
			}
			if clear {
				return at, true
			}
			if ring == 0 {
				break
			}
		}
	}
	return scene.Box{}, false
}

// score writes what k-means has left of the spread, and how far its groups are of one label.
func (f *gathering) score(p *scene.Pen, box scene.Box) bool {
	if p.Small {
		return false
	}
	for _, words := range [...][2]string{
		{" in 100 of the squared spread are left within the groups; of the commonest label of theirs are ", " in 100"},
		{" in 100 of the spread left in groups; of their commonest label ", " in 100"},
		{" in 100 of the spread left; one label ", " in 100"},
	} {
		p.Begin(box.X+box.W/2, box.Y+13*p.Size, scene.Middle, tint.Dim)
		p.Num(float32(100*f.groups.Left), 0)
		p.Str(words[0])
		p.Num(float32(100*f.groups.Purity), 0)
		p.Str(words[1])
		if p.Fits(12.5*p.Size, box.W) {
			return true
		}
	}
	return false
}

// legend writes which colour is which class, in one row, where it has room.
func (f *gathering) legend(b *scene.Base, p *scene.Pen, box scene.Box) bool {
	n := len(f.size)
	if p.Small || n > mostNames {
		return false
	}
	size, chip, gap := 12*p.Size, 11*p.Size, 12*p.Size
	wide := -gap
	for k := range n {
		p.Begin(0, 0, scene.Start, tint.Dim)
		f.tag(b, p, k)
		l := p.End()
		l.Size = size
		wide += chip + 5*p.Size + p.Width(l) + gap
		p.TakeBack()
	}
	if wide > box.W {
		return false
	}
	x := box.X + (box.W-wide)/2
	for k := range n {
		at := scene.At(x, box.Y+3*p.Size, chip, chip)
		p.Rect(at.Inset(-1), 3, tint.Ramp, 0, 1)
		p.Rect(at, 2, tint.OfKind(k), 0, 1)
		p.Begin(x+chip+5*p.Size, box.Y+13*p.Size, scene.Start, tint.Dim)
		f.tag(b, p, k)
		l := p.End()
		l.Size = size
		x += chip + 5*p.Size + p.Width(l) + gap
	}
	return true
}
