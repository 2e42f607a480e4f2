package scene

import (
	"hourglass/core/ae"
	"hourglass/core/rng"
	"hourglass/core/train"
	"hourglass/wasm/tint"
)

// samples draws what the decoder makes of dice, beside what the twin's makes of the same, and a walk from the shown picture to the
// next one. The dice of a code that is no cloud are moved and stretched to where its codes lie.
type samples struct {
	sides [2]sampled // the run and its twin
	z     []float32  // codes to decode
}

// sampled is what one decoder made.
type sampled struct {
	dice  []float32 // (sheetPictures, Neck), standard normal, never changing
	sheet []float32 // (sheetPictures, Dim)
	walk  []float32 // (walkPictures, Dim)
	cloud bool
}

const (
	sheetPictures = 40
	walkPictures  = 8
)

func (f *samples) plan(b *Builder) {
	*f = samples{}
	most := f.sides[0].plan(b, b.model, b.snap.Setup.Seed)
	if b.twin != nil {
		most = max(most, f.sides[1].plan(b, b.twin.model, b.snap.Setup.Seed))
	}
	f.z = make([]float32, sheetPictures*most)
}

// plan throws the dice of one side and returns how many numbers its codes have.
func (s *sampled) plan(b *Builder, m *ae.Model, seed uint32) int {
	s.cloud = m.Cloud.On
	s.dice = make([]float32, sheetPictures*m.Code)
	r := rng.New(uint64(seed), "fit") // the dice by which the measure "fit" is taken: the sheet shows the first of its draws
	for i := range s.dice {
		s.dice[i] = r.Normal()
	}
	s.sheet, s.walk = make([]float32, sheetPictures*b.set.Dim()), make([]float32, walkPictures*b.set.Dim())
	return m.Code
}

func (f *samples) update(b *Builder) {
	next := f.next(b)
	neck := b.model.Code
	if b.fresh[0] {
		f.sides[0].throw(f.z, b.model, b, b.codes, false)
		f.sides[0].stroll(f.z, b.model, b, b.code, b.codes[next*neck:(next+1)*neck], false)
	}
	if t := b.twin; t != nil && b.fresh[1] {
		f.sides[1].throw(f.z, t.model, b, t.codes, true)
		from := t.model.Encode(t.many, t.params, b.snap.View.Input, 1)
		f.sides[1].stroll(f.z, t.model, b, from, t.codes[next*t.model.Code:(next+1)*t.model.Code], true)
	}
}

// next is the example that the walk leads to: the one after the shown one, or the first unseen one.
func (f *samples) next(b *Builder) int {
	if b.snap.View.Sample < 0 {
		return b.set.Train
	}
	return (b.snap.View.Sample + 1) % (b.set.Train + b.set.Valid)
}

// decode paints rows codes z with the run's decoder or its twin's.
func (s *sampled) decode(dst, z []float32, m *ae.Model, b *Builder, twin bool, rows int) {
	if twin {
		copy(dst, m.Decode(b.twin.many, b.twin.params, z, rows))
		return
	}
	copy(dst, m.Decode(b.many, b.snap.Params, z, rows))
}

// throw paints the sheet: the dice as the measure "fit" throws them.
func (s *sampled) throw(z []float32, m *ae.Model, b *Builder, codes []float32, twin bool) {
	z = z[:len(s.dice)]
	copy(z, s.dice)
	if !s.cloud {
		train.ScatterAs(z, codes[:b.set.Train*m.Code], m.Code)
	}
	s.decode(s.sheet, z, m, b, twin, sheetPictures)
}

// stroll paints the walk from code a to code e in even steps.
func (s *sampled) stroll(z []float32, m *ae.Model, b *Builder, a, e []float32, twin bool) {
	z = z[:walkPictures*m.Code]
	for i := range z {
		k, t := i%m.Code, float32(i/m.Code)/(walkPictures-1)
		z[i] = a[k] + t*(e[k]-a[k])
	}
	s.decode(s.walk, z, m, b, twin, walkPictures)
}

func (f *samples) draw(b *Builder, p *pen, box Box, look *Look) {
	p.heading(box, "Painted from dice alone: nothing went in", "Painted from dice alone", "From dice")
	in := Box{box.X + 15*p.size, box.Y + 34*p.size, box.W - 30*p.size, box.H - 42*p.size}
	if b.twin == nil {
		f.side(b, p, in, 0, "")
		return
	}
	gap := 24 * p.size
	for i := range 2 {
		half := Box{in.X + float32(i)*(in.W+gap)/2, in.Y, (in.W - gap) / 2, in.H}
		if in.H > 0.9*in.W {
			half = Box{in.X, in.Y + float32(i)*(in.H+0.5*gap)/2, in.W, (in.H - 0.5*gap) / 2}
		}
		f.side(b, p, half, i, b.called(i))
	}
}

// sheetPlan is how a sheet fits: pictures across and down, how far apart, and whether a walk fits beneath.
func sheetPlan(p *pen, box Box) (across, down int, step float32, walk bool) {
	least := 25 * p.size
	words := 24 * p.size // over a walk
	for _, across := range [...]int{8, 6, 4} {
		step = min(box.W/float32(across), box.H/1.05, 64*p.size)
		if step < least && across > 4 {
			continue
		}
		wide := min(box.W/walkPictures, step)
		walk = box.H > 2*step+words+wide
		room := box.H
		if walk {
			room -= words + wide
		}
		down = max(min(int(room/step+0.01), sheetPictures/8), 1)
		if down >= 2 || across == 4 {
			// Pictures that are smaller than they could be give the sheet another row.
			if down < 3 && room/3 >= 1.3*least {
				down, step = 3, room/3
			}
			return across, down, step, walk
		}
		if s := room / 2; s >= least {
			return across, 2, s, walk
		}
	}
	return 4, 1, step, false
}

// name writes whose pictures these are.
func (s *sampled) name(p *pen, x, y, room float32, name string) {
	l := p.text(x, y, Start, tint.Ink, name)
	l.Size, l.Bold = 12.5*p.size, true
	if !s.cloud {
		after := 1.06*p.width(l) + 9*p.size
		p.first(x+after, y, Start, tint.Faint, 11.5*p.size, room-after, "dice scaled to where its codes lie", "scaled dice")
	}
}

// side draws the sheet and the walk of one decoder.
func (f *samples) side(b *Builder, p *pen, box Box, i int, name string) {
	s := &f.sides[i]
	if name != "" {
		box.Y, box.H = box.Y+18*p.size, box.H-18*p.size
	}
	across, down, step, walk := sheetPlan(p, box)
	dim := b.set.Dim()
	gap := max(0.07*step, 2)
	left := box.X + max(0, (box.W-float32(across)*step)/2)
	high := float32(down) * step
	if walk {
		high += 24*p.size + min(box.W/walkPictures, step)
	}
	y := box.Y + max(0, (box.H-high)/2)
	if name != "" {
		s.name(p, left, y-7*p.size, box.W-left+box.X, name)
	}
	for r := range down {
		for c := range across {
			x := s.sheet[(r*across+c)*dim:][:dim]
			b.example(p, Box{left + float32(c)*step, y + float32(r)*step, step - gap, step - gap}, x, tint.Ramp, 1)
		}
	}
	if !walk {
		return
	}
	y += float32(down) * step
	p.first(left, y+15*p.size, Start, tint.Dim, 11.5*p.size, box.W, "a walk from the shown example to the next one", "from the shown one to the next", "a walk")
	wide := min(box.W/walkPictures, step)
	for c := range walkPictures {
		at := Box{left + float32(c)*wide, y + 22*p.size, wide - max(0.07*wide, 2), wide - max(0.07*wide, 2)}
		b.example(p, at, s.walk[c*dim:][:dim], tint.Ramp, 1)
		if c == 0 || c == walkPictures-1 {
			p.frame(at.inset(-1.5), 1.5, tint.Sand, 1)
		}
	}
}
