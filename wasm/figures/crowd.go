package figures

import (
	"math"

	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/scene"
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

// wayOff is how many rings of places round its own a name may be written at.
const wayOff = 5
