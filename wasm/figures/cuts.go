package figures

import (
	"hourglass/core/ask"
	"hourglass/core/squeeze"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "cuts", Label: "What comes back", Short: "Copies", Shape: scene.Wide, Least: scene.Size{W: 280, H: 150},
		New:     func() scene.Panel { return &cuts{} },
		CanShow: squeezable,
		Suits:   squeezes,
	})
}

// cuts draws the shown picture, and what comes back of it through as many bits as the learner spends: by the network, by PCA and by waves. Under it a picture of
// another kind goes the same ways at the same price.
type cuts struct {
	deals []*squeeze.Deal
	rows  [2]cutRow // the shown picture, the stranger
	known bool      // whether there is a stranger
}

// A cutRow is one picture with its copies.
type cutRow struct {
	all [4][]float32 // as it is, by the network, PCA, waves (Dim)
	off [4]float64   // mean square errors per number
}

// Plan implements [scene.Panel].
func (f *cuts) Plan(b *scene.Base) {
	if !squeezes(b.Set.Kind) {
		return
	}
	f.deals = b.Deals()
	for r := range f.rows {
		for i := range f.rows[r].all {
			f.rows[r].all[i] = make([]float32, b.Set.Dim())
		}
	}
	f.known = b.Stranger(f.rows[1].all[0])
}

// Update implements [scene.Panel].
func (f *cuts) Update(b *scene.Base) {
	if !squeezes(b.Set.Kind) {
		return
	}
	copy(f.rows[0].all[0], b.Snap.View.Input)
	for i := range f.rows {
		r := &f.rows[i]
		if i == 1 && !f.known {
			return
		}
		x := r.all[0]
		copy(r.all[1], b.Through(x))
		for k, d := range f.deals {
			d.Copy(r.all[2+k], x, spent(b))
		}
		for k, y := range r.all {
			r.off[k] = ask.MeanSquare(x, y)
		}
	}
}

// Touch implements [scene.Toucher].
func (f *cuts) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) { touchPair(g, h) }

// Key implements [scene.Keyer]: the next picture set aside is shown, or the one before.
func (f *cuts) Key(b *scene.Base, dx, dy int, h scene.Hand) { keyPair(b, dx-dy, h) }

// Tell implements [scene.Teller].
func (f *cuts) Tell(b *scene.Base, p *scene.Pen) {
	for i, what := range [2]string{"the shown one", "one of another kind"} {
		if i == 1 && !f.known {
			return
		}
		if i == 1 {
			p.Str("; ")
		}
		p.Str(what)
		p.Str(": ")
		for k := 1; k < 4; k++ {
			if k > 1 {
				p.Str(", ")
			}
			p.Str(f.name(b, k))
			p.Str(" ")
			p.Num(float32(f.rows[i].off[k]), 4)
		}
	}
}

// name is what column k is called.
func (f *cuts) name(b *scene.Base, k int) string {
	switch k {
	case 0:
		return "as it is"
	case 1:
		return b.Called(0)
	}
	return rivalNames[k-2]
}

// Draw implements [scene.Panel]. Where a step speaks of the network too, in which one may paint, the picture of another kind comes first.
func (f *cuts) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	if f.deals == nil {
		p.Note(box, "Pictures and signals alone are squeezed here")
		return
	}
	strange := f.known && look.Speaks("cuts") && look.Speaks("network")
	p.BeginHeading(box)
	if strange {
		p.Str("A letter, and what comes back of it through ")
		p.Count(spent(b))
		p.Str(" bits")
	} else {
		p.Str("A picture set aside, and what comes back through ")
		p.Count(spent(b))
		p.Str(" bits: tap it for another")
	}
	if !p.HeadingFits(box) {
		p.BeginHeading(box)
		p.Str("Through ")
		p.Count(spent(b))
		if p.Str(" bits"); !strange {
			p.Str(": tap")
		}
		p.HeadingFits(box)
	}
	in := scene.At(box.X+15*p.Size, box.Y+32*p.Size, box.W-30*p.Size, box.H-38*p.Size)
	name, words := 17*p.Size, 19*p.Size // over the pictures, and under each its error
	middle := 22 * p.Size
	n := 1
	if f.known && in.H >= name+middle+2*(words+30*p.Size) {
		n = 2
	}
	gap := 12 * p.Size
	tall := (in.H - name - float32(n-1)*middle) / float32(n)
	side := min((in.W-3*gap)/4, tall-words, 210*p.Size)
	if side < 12 {
		return
	}
	gap = min((in.W-4*side)/3, 0.35*side)
	x, y := in.X+(in.W-4*side-3*gap)/2, in.Y+(in.H-name-float32(n)*(side+words)-float32(n-1)*middle)/2
	for k := range 4 {
		role := [4]tint.Role{tint.Dim, tint.Sand, rivalRoles[0], rivalRoles[1]}[k]
		p.First(x+float32(k)*(side+gap)+side/2, y+11*p.Size, scene.Middle, role, 12*p.Size, side+gap-4*p.Size, f.name(b, k), f.name(b, k)[:2])
	}
	y += name
	for i := range n {
		if i == 1 && strange {
			p.First(in.X+in.W/2, y+14*p.Size, scene.Middle, tint.Ink, 12.5*p.Size, in.W, "What stands in the network's input: paint there", "What stands in the input", "The input")
			y += middle
		} else if i == 1 {
			p.First(in.X+in.W/2, y+14*p.Size, scene.Middle, tint.Ink, 12.5*p.Size, in.W, "A picture of another kind costs as many bits, and comes back as", "A picture of another kind, for as many bits", "Of another kind")
			y += middle
		}
		if strange {
			f.row(b, p, x, y, side, gap, 1-i)
		} else {
			f.row(b, p, x, y, side, gap, i)
		}
		y += side + words
	}
}

// row draws a picture and its three copies side by side.
func (f *cuts) row(b *scene.Base, p *scene.Pen, x, y, side, gap float32, i int) {
	r := &f.rows[i]
	for k := range r.all {
		at := scene.At(x+float32(k)*(side+gap), y, side, side)
		p.Rect(at, 3, tint.Panel, 0, 1)
		b.Example(p, at, r.all[k], tint.Ramp, 1)
		if k == 0 {
			if i == 0 {
				p.Hit(scene.Hit{Target: scene.Pair, Feel: scene.Pointing, X: at.X, Y: at.Y, X2: at.X + side, Y2: at.Y + side, Index: f.next(b)})
			}
			continue
		}
		p.Begin(at.X+side/2, at.Y+side+14*p.Size, scene.Middle, tint.Dim)
		p.Num(float32(r.off[k]), 4)
		p.Fits(12*p.Size, side+gap-4*p.Size)
	}
}

// next is the example set aside after the shown one.
func (f *cuts) next(b *scene.Base) int32 {
	at := b.Snap.View.Sample - b.Set.Train + 1
	if at < 0 {
		at = 0
	}
	return int32(b.Set.Train + at%b.Set.Valid)
}
