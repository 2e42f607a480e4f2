package figures

import (
	"math"

	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// How the crowd is drawn: its examples, the one that is shown, and the names of heaps.

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
