package figures

import (
	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/rng"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "samples", Label: "Samples", Shape: scene.Any, Least: scene.Size{W: 220, H: 150},
		Needs: scene.Codes,
		New:   func() scene.Panel { return &samples{} },
	})
}

// samples shows what the decoder makes of random codes, beside what the twin's makes of the same, and a walk from the shown picture to the
// next one. The draws of a code that is no cloud are moved and stretched to where its codes lie.
type samples struct {
	sides [2]sampled // the run and its twin
	z     []float32  // codes to decode
}

// sampled is what one decoder made.
type sampled struct {
	draws []float32 // (sheetPictures, Neck), standard normal, never changing
	sheet []float32 // (sheetPictures, Dim)
	walk  []float32 // (walkPictures, Dim)
	cloud bool
}

const (
	sheetPictures = 40
	walkPictures  = 8
)

// Plan implements [scene.Panel].
func (f *samples) Plan(b *scene.Base) {
	*f = samples{}
	most := f.sides[0].plan(b, b.Model, b.Snap.Setup.Seed)
	if b.Twin != nil {
		most = max(most, f.sides[1].plan(b, b.Twin.Model, b.Snap.Setup.Seed))
	}
	f.z = make([]float32, sheetPictures*most)
}

// plan takes the draws of one side and returns how many numbers its codes have.
func (s *sampled) plan(b *scene.Base, m *ae.Model, seed uint32) int {
	s.cloud = m.Cloud.On
	s.draws = make([]float32, sheetPictures*m.Code)
	r := rng.New(uint64(seed), "fit") // the draws by which the measure "fit" is taken: the sheet shows the first of its draws
	for i := range s.draws {
		s.draws[i] = r.Normal()
	}
	s.sheet, s.walk = make([]float32, sheetPictures*b.Set.Dim()), make([]float32, walkPictures*b.Set.Dim())
	return m.Code
}

// Update implements [scene.Panel].
func (f *samples) Update(b *scene.Base) {
	next := f.next(b)
	neck := b.Model.Code
	if b.Fresh[0] {
		f.sides[0].paint(f.z, b.Model, b, b.Codes, false)
		f.sides[0].stroll(f.z, b.Model, b, b.Code, b.Codes[next*neck:(next+1)*neck], false)
	}
	if t := b.Twin; t != nil && b.Fresh[1] {
		f.sides[1].paint(f.z, t.Model, b, t.Codes, true)
		from := scene.Encode(t.Model, t.Many, t.Params, b.Snap.View.Input, 1)
		f.sides[1].stroll(f.z, t.Model, b, from, t.Codes[next*t.Model.Code:(next+1)*t.Model.Code], true)
	}
}

// next is the example that the walk leads to: the one after the shown one, or the first unseen one.
func (f *samples) next(b *scene.Base) int {
	if b.Snap.View.Sample < 0 {
		return b.Set.Train
	}
	return (b.Snap.View.Sample + 1) % (b.Set.Train + b.Set.Valid)
}

// decode paints rows codes z with the run's decoder or its twin's.
func (s *sampled) decode(dst, z []float32, m *ae.Model, b *scene.Base, twin bool, rows int) {
	if twin {
		copy(dst, m.Decode(b.Twin.Many, b.Twin.Params, z, rows))
		return
	}
	copy(dst, m.Decode(b.Many, b.Snap.Params, z, rows))
}

// paint makes the sheet from the draws, as the measure "fit" does.
func (s *sampled) paint(z []float32, m *ae.Model, b *scene.Base, codes []float32, twin bool) {
	z = z[:len(s.draws)]
	copy(z, s.draws)
	if !s.cloud {
		ask.ScatterAs(z, codes[:b.Set.Train*m.Code], m.Code)
	}
	s.decode(s.sheet, z, m, b, twin, sheetPictures)
}

// stroll paints the walk from code a to code e in even steps.
func (s *sampled) stroll(z []float32, m *ae.Model, b *scene.Base, a, e []float32, twin bool) {
	z = z[:walkPictures*m.Code]
	for i := range z {
		k, t := i%m.Code, float32(i/m.Code)/(walkPictures-1)
		z[i] = a[k] + t*(e[k]-a[k])
	}
	s.decode(s.walk, z, m, b, twin, walkPictures)
}

// Tell implements [scene.Teller].
func (f *samples) Tell(b *scene.Base, p *scene.Pen) {
	p.Str("Painted from random codes: nothing went in")
}

// Draw implements [scene.Panel].
func (f *samples) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	p.Heading(box, "Painted from random codes: nothing went in", "Painted from random codes", "Random codes")
	in := scene.At(box.X+15*p.Size, box.Y+34*p.Size, box.W-30*p.Size, box.H-42*p.Size)
	if b.Twin == nil {
		f.side(b, p, in, 0, "")
		return
	}
	gap := 24 * p.Size
	for i := range 2 {
		half := scene.At(in.X+float32(i)*(in.W+gap)/2, in.Y, (in.W-gap)/2, in.H)
		if in.H > 0.9*in.W {
			half = scene.At(in.X, in.Y+float32(i)*(in.H+0.5*gap)/2, in.W, (in.H-0.5*gap)/2)
		}
		f.side(b, p, half, i, b.Called(i))
	}
}

// sheetPlan is how a sheet fits: pictures across and down, how far apart, and whether a walk fits beneath.
func sheetPlan(p *scene.Pen, box scene.Box) (across, down int, step float32, walk bool) {
	least := 25 * p.Size
	words := 24 * p.Size // over a walk
	for _, across := range [...]int{8, 6, 4} {
		step = min(box.W/float32(across), box.H/1.05, 64*p.Size)
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
func (s *sampled) name(p *scene.Pen, x, y, room float32, name string) {
	l := p.Write(x, y, scene.Start, tint.Ink, name)
	l.Size, l.Bold = 12.5*p.Size, true
	if !s.cloud {
		after := 1.06*p.Width(l) + 9*p.Size
		p.First(x+after, y, scene.Start, tint.Faint, 11.5*p.Size, room-after, "draws scaled to where its codes lie", "scaled draws")
	}
}

// side draws the sheet and the walk of one decoder.
func (f *samples) side(b *scene.Base, p *scene.Pen, box scene.Box, i int, name string) {
	s := &f.sides[i]
	if name != "" {
		box.Y, box.H = box.Y+18*p.Size, box.H-18*p.Size
	}
	across, down, step, walk := sheetPlan(p, box)
	dim := b.Set.Dim()
	gap := max(0.07*step, 2)
	left := box.X + max(0, (box.W-float32(across)*step)/2)
	high := float32(down) * step
	if walk {
		high += 24*p.Size + min(box.W/walkPictures, step)
	}
	y := box.Y + max(0, (box.H-high)/2)
	if name != "" {
		s.name(p, left, y-7*p.Size, box.W-left+box.X, name)
	}
	for r := range down {
		for c := range across {
			x := s.sheet[(r*across+c)*dim:][:dim]
			b.Example(p, scene.At(left+float32(c)*step, y+float32(r)*step, step-gap, step-gap), x, tint.Ramp, 1)
		}
	}
	if !walk {
		return
	}
	y += float32(down) * step
	p.First(left, y+15*p.Size, scene.Start, tint.Dim, 11.5*p.Size, box.W, "a walk from the shown example to the next one", "from the shown one to the next", "a walk")
	wide := min(box.W/walkPictures, step)
	for c := range walkPictures {
		at := scene.At(left+float32(c)*wide, y+22*p.Size, wide-max(0.07*wide, 2), wide-max(0.07*wide, 2))
		b.Example(p, at, s.walk[c*dim:][:dim], tint.Ramp, 1)
		if c == 0 || c == walkPictures-1 {
			p.Frame(at.Inset(-1.5), 1.5, tint.Sand, 1)
		}
	}
}
