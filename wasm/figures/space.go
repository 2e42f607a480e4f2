package figures

import (
	"math"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/jacobi"
	"hourglass/core/nn"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "space", Label: "The examples in space", Short: "Space", Shape: scene.Wide, Least: scene.Size{W: 280, H: 190},
		Needs:   scene.Codes,
		New:     func() scene.Panel { return &space{yaw: firstYaw, pitch: firstPitch} },
		CanShow: whole,
	})
}

// space draws every example as a point of the space that PCA's first three directions span, with PCA's flat sheet in it, a grid along the first two, and beside
// that what the decoder of each network can draw: its own grid of codes, taken through the same directions. It is turned by hand.
type space struct {
	pca        *jacobi.PCA
	dots       []float32  // the training examples (Train, 3), in units of the farthest
	flat       surface    // PCA's
	nets       [2]net     // the run's and its twin's
	held       float64    // the share of all variance that lies along the three directions
	axes       []float32  // PCA's first directions (3, Dim), in units of the farthest example; of two there is no third, and it is none
	middle     [3]float32 // less where the mean lies along them
	yaw, pitch float32
	turn       struct{ x, y, yaw, pitch float32 } // where a hand took it
	swing      float32                            // how far it has turned by itself, in steps
	touched    bool                               // by a hand: from then on it turns no more by itself
	solids
}

// A net is what one network makes of the examples.
type net struct {
	surface
	copies []float32 // of the training examples (Train, 3)
	grid   []float32 // codes of the surface (gridSide*gridSide or lineSide, Neck)
	seen   []int32   // the places of the surface that are drawn: only what lies there is asked for
	shown  [3]float32
	copy   []float32 // of the shown example (Dim)
}

const (
	firstYaw   = 0.5
	firstPitch = 0.42
	mostPitch  = 1.5
)

// Turned is where a hand turns a figure in space.
const Turned scene.Target = "turned"

// Touch implements [scene.Toucher].
func (f *space) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	switch {
	case g.Hit.Target != Turned || g.Act == scene.Release:
		return
	case g.Act == scene.Press:
		f.yaw, f.swing, f.touched = f.facing(), 0, true
		f.turn.x, f.turn.y, f.turn.yaw, f.turn.pitch = g.X, g.Y, f.yaw, f.pitch
	}
	size := min(g.Hit.X2-g.Hit.X, g.Hit.Y2-g.Hit.Y)
	f.yaw = f.turn.yaw + math.Pi*(g.X-f.turn.x)/size
	f.pitch = scene.Clamp(f.turn.pitch+math.Pi*(g.Y-f.turn.y)/size, -mostPitch, mostPitch)
	h.Redraw()
}

// Key implements [scene.Keyer].
func (f *space) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	f.yaw, f.swing, f.touched = f.facing()+0.12*float32(dx), 0, true
	f.pitch = scene.Clamp(f.pitch-0.12*float32(dy), -mostPitch, mostPitch)
	h.Redraw()
}

// facing is the angle that it is seen from: while it turns by itself it swings to both sides of where it stood.
func (f *space) facing() float32 {
	return f.yaw + 0.6*float32(math.Sin(float64(f.swing)*0.012))
}

// Plan implements [scene.Panel].
func (f *space) Plan(b *scene.Base) {
	f.pca = b.PCA()
	dim, far := b.Set.Dim(), 0.0
	code := make([]float64, min(3, dim))
	for i := range b.Set.Train {
		f.pca.Project(code, b.Set.Picture(i))
		sum := 0.0
		for _, v := range code {
			sum += v * v
		}
		far = max(far, math.Sqrt(sum), 1e-6)
	}
	f.axes, f.middle = make([]float32, 3*dim), [3]float32{}
	for k := range code {
		at := 0.0
		for j, v := range f.pca.Axes[k*dim : (k+1)*dim] {
			f.axes[k*dim+j] = float32(v / far)
			at += v * f.pca.Mean[j] / far
		}
		f.middle[k] = float32(-at)
	}
	f.dots = make([]float32, 3*b.Set.Train)
	f.projectAll(f.dots, b.Set.TrainX(), dim)
	f.held = 1 - f.pca.Error(len(code))/max(f.pca.Error(0), 1e-12)
	neck := b.Snap.Setup.Neck
	n := [...]int{lineSide, gridSide * gridSide, 0}[min(neck, 3)-1]
	for i := range f.nets {
		f.nets[i] = net{surface: surface{make([]float32, 3*n), make([]bool, n)}, copies: make([]float32, 3*b.Set.Train), grid: make([]float32, n*neck), seen: make([]int32, 0, n),
			copy: make([]float32, dim)}
	}
	f.flat = surface{make([]float32, 3*n), make([]bool, n)}
	f.flatten(b, neck)
	most := 2*b.Set.Train + 4*gridSide*gridSide // points and ties, and two surfaces
	f.plan(most)
}

// flatten lays PCA's sheet: places on its first two axes, or on the first alone.
func (f *space) flatten(b *scene.Base, neck int) {
	if neck > 2 || len(f.flat.at) == 0 {
		return
	}
	codes := make([]float32, neck*b.Set.Train) // along its first axes, in units of the farthest
	for i := range b.Set.Train {
		copy(codes[i*neck:(i+1)*neck], f.dots[3*i:3*i+min(neck, 2)])
	}
	grid := make([]float32, len(f.flat.live)*neck)
	f.flat.lay(grid, codes, neck)
	for i := range f.flat.live {
		copy(f.flat.at[3*i:3*i+neck], grid[i*neck:(i+1)*neck])
	}
}

// project sets v (3) to where the example x lies along PCA's first directions. It is done for a thousand places at each snapshot, so in one pass.
func (f *space) project(v, x []float32) {
	n := len(x)
	a, b, c := f.axes[:n], f.axes[n:2*n], f.axes[2*n:3*n]
	p, q, r := f.middle[0], f.middle[1], f.middle[2]
	for j, u := range x {
		p += float32(u * a[j])
		q += float32(u * b[j])
		r += float32(u * c[j])
	}
	v[0], v[1], v[2] = p, q, r
}

// projectAll sets dst (rows, 3) to where rows x lie.
func (f *space) projectAll(dst, x []float32, dim int) {
	for i := range len(x) / dim {
		f.project(dst[3*i:3*i+3], x[i*dim:(i+1)*dim])
	}
}

// Update implements [scene.Panel].
func (f *space) Update(b *scene.Base) {
	if b.Fresh[0] {
		f.look(b, &f.nets[0], b.Model, b.Many, b.Snap.Params, b.Codes)
	}
	if t := b.Twin; t != nil && b.Fresh[1] {
		f.look(b, &f.nets[1], t.Model, t.Many, t.Params, t.Codes)
	}
}

// look finds the copies and the surface of a network, whose codes of all examples are there already.
func (f *space) look(b *scene.Base, s *net, m *ae.Model, mem *nn.Memory, w, codes []float32) {
	dim, neck := b.Set.Dim(), m.Code
	codes = codes[:b.Set.Train*neck]
	copy(s.copy, scene.Rebuild(m, mem, w, b.Snap.View.Input, 1))
	f.project(s.shown[:], s.copy)
	f.projectAll(s.copies, m.Decode(mem, w, codes, b.Set.Train), dim)
	if neck > 2 {
		return
	}
	s.lay(s.grid, codes, neck)
	s.seen = s.seen[:0]
	for i, live := range s.live {
		if live && (neck == 1 || i%gridSide%2 == 0 || i/gridSide%2 == 0) { // on a line
			copy(s.grid[len(s.seen)*neck:][:neck], s.grid[i*neck:])
			s.seen = append(s.seen, int32(i))
		}
	}
	for from, rows := 0, 0; from < len(s.seen); from += rows { // as many at a time as there is memory for
		rows = min(len(s.seen)-from, b.Set.Train)
		x := m.Decode(mem, w, s.grid[from*neck:(from+rows)*neck], rows)
		for k, i := range s.seen[from : from+rows] {
			f.project(s.at[3*i:3*i+3], x[k*dim:(k+1)*dim])
		}
	}
}

// Tell implements [scene.Teller].
func (f *space) Tell(b *scene.Base, p *scene.Pen) {
	p.Count(b.Set.Train)
	p.Str(" examples as points")
	if b.Snap.Setup.Neck > 2 {
		return
	}
	p.Str("; the copies lie off PCA's sheet by ")
	for i := 1; i >= 0; i-- {
		if i == 1 && b.Twin == nil {
			continue
		}
		p.Str(b.Called(i))
		p.Str(" ")
		p.Num(float32(100*f.lift(i)), 0)
		p.Str(" %")
		if i == 1 {
			p.Str(", ")
		}
	}
	p.Str(" of its size")
}

// lift is how far the copies of a network leave PCA's sheet upwards or downwards, in the mean, as a share of how far they reach from the middle.
func (f *space) lift(i int) float64 {
	off, all := 0.0, 0.0
	for k := 0; k < len(f.nets[i].copies); k += 3 {
		c := f.nets[i].copies[k : k+3]
		off += math.Abs(float64(c[2]))
		all += math.Sqrt(float64(c[0]*c[0] + c[1]*c[1] + c[2]*c[2]))
	}
	return off / max(all, 1e-9)
}

// Draw implements [scene.Panel].
func (f *space) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	p.Heading(box, "Each example a point, seen along PCA's first three directions: drag to turn", "Examples as points in space: drag to turn", "Drag to turn")
	if look.Flow && !f.touched {
		f.swing++
	}
	n := float32(2)
	if b.Twin == nil {
		n = 1
	}
	foot := 26 * p.Size
	in := scene.At(box.X+12*p.Size, box.Y+32*p.Size, box.W-24*p.Size, box.H-32*p.Size-foot)
	name, gap := 24*p.Size, 12*p.Size
	across := scene.Size{W: (in.W - (n-1)*gap) / n, H: in.H - name}
	down := scene.Size{W: in.W, H: (in.H-(n-1)*gap)/n - name}
	each, step := across, scene.Point{X: across.W + gap}
	if plateReach(down.W, down.H) > 1.15*plateReach(across.W, across.H) { // side by side they are compared at a glance
		each, step = down, scene.Point{Y: down.H + name + gap}
	}
	if each.W < 40 || each.H < 30 {
		return
	}
	if most := 1.2 * each.W; each.H > most && step.Y == 0 {
		in.Y, each.H = in.Y+(each.H-most)/2, most
	}
	for k := range int(n) {
		which := int(n) - 1 - k // the straight one first
		at := scene.At(in.X+float32(k)*step.X, in.Y+float32(k)*step.Y+name, each.W, each.H)
		l := p.Write(at.X+at.W/2, at.Y-8*p.Size, scene.Middle, [...]tint.Role{tint.Sand, tint.Ink}[which], b.Called(which))
		l.Size, l.Bold = 14*p.Size, true
		f.view(b, p, at, which)
	}
	f.legend(b, p, scene.At(box.X+12*p.Size, box.Y+box.H-foot, box.W-24*p.Size, foot))
}

// view is one network in its plate.
func (f *space) view(b *scene.Base, p *scene.Pen, m scene.Box, which int) {
	p.Rect(m, 4*p.Size, tint.Ramp, 0, 1)
	p.Hit(scene.Hit{Target: Turned, Feel: scene.Grabbing, X: m.X, Y: m.Y, X2: m.X + m.W, Y2: m.Y + m.H})
	sinY, cosY := math.Sincos(float64(f.facing()))
	sinP, cosP := math.Sincos(float64(f.pitch))
	c := &camera{m.X + m.W/2, m.Y + m.H/2, plateReach(m.W, m.H), float32(sinY), float32(cosY), float32(sinP), float32(cosP)}
	s, small := &f.nets[which], min(m.W, m.H) < 140*p.Size // a miniature shows what can be seen in it
	f.items = f.items[:0]
	r := scene.Clamp(min(m.W, m.H)/150, 1.5, 3.2)
	thin, thick := scene.Clamp(r*0.45, 0.8, 1.3), scene.Clamp(r*0.75, 1.2, 2.2)
	f.mesh(c, &f.flat, 4, 4, scene.Mark{Kind: scene.Line, Role: tint.Ramp, V: 0.62, W: thin, A: 0.8})
	step := 1
	if small {
		step = 2
	}
	f.mesh(c, &s.surface, 2, step, scene.Mark{Kind: scene.Line, Role: tint.Ramp, V: 1, W: thick, A: 0.95})
	f.points(b, c, s, r, !small)
	f.sorted(p, m)
	f.chosen(b, p, c, m, s)
	if b.Form() != data.Points && !small {
		f.beside(b, p, m, s)
	}
	p.Frame(m, 1, tint.Line, 1)
}

// beside lays the shown example and its copy in a corner of the plate, over their marks.
func (f *space) beside(b *scene.Base, p *scene.Pen, m scene.Box, s *net) {
	side, gap := scene.Clamp(0.14*min(m.W, m.H), 22*p.Size, 52*p.Size), 7*p.Size
	at := scene.At(m.X+gap, m.Y+gap, side, side)
	p.Rect(scene.At(m.X, m.Y, 2*side+3*gap, side+2*gap+9*p.Size), 0, tint.Ramp, 0, 0.8)
	for k, x := range [2][]float32{b.Snap.View.Input, s.copy} {
		b.Example(p, at, x, tint.Ramp, 1)
		p.Frame(at, 1, tint.Faint, 0.6)
		if cx, cy := at.X+side/2, at.Y+side+9*p.Size; k == 0 {
			p.Cross(cx, cy, 4*p.Size)
		} else {
			p.Handle(cx, cy, 4*p.Size)
		}
		at.X += side + gap
	}
}

// points adds the examples, each tied to its copy.
func (f *space) points(b *scene.Base, c *camera, s *net, r float32, ties bool) {
	for i := range b.Set.Train {
		x, y, depth := c.see(f.dots[3*i:])
		f.items = append(f.items, solid{scene.Mark{Kind: scene.Disc, Role: tint.Hue, X: x, Y: y, W: r * (1 + 0.25*depth), V: b.Hue(i), A: 1}, depth})
		if ties {
			f.join(c, f.dots[3*i:], s.copies[3*i:], scene.OnDark(scene.Line, 0, 0, 0, 0, 0.9, 0.75, 0.32))
		}
	}
}

// plateReach is how far the farthest example may stand from the middle of a plate; few stand as far upwards as they do sideways.
func plateReach(w, h float32) float32 { return 0.5 * min(w, 1.12*h) }

// chosen ties the shown example to its copy.
func (f *space) chosen(b *scene.Base, p *scene.Pen, c *camera, m scene.Box, s *net) {
	var at [3]float32
	f.project(at[:], b.Snap.View.Input)
	x, y, _ := c.see(at[:])
	cx, cy, _ := c.see(s.shown[:])
	p.Within(m, scene.OnDark(scene.Line, x, y, cx, cy, 1.6*p.Size, 1, 0.9))
	in := m.Inset(9 * p.Size)
	if scene.Inside(in, cx, cy) {
		p.Handle(cx, cy, 6*p.Size)
	}
	if scene.Inside(in, x, y) {
		p.Cross(x, y, 5*p.Size)
	}
}

// legend says what the marks are, as far as there is room.
func (f *space) legend(b *scene.Base, p *scene.Pen, box scene.Box) {
	l := scene.Legend{Pen: p, X: box.X, Y: box.Y + 17*p.Size}
	words := [3]string{"example", "PCA's sheet", "what the network can draw"}
	switch neck := b.Snap.Setup.Neck; {
	case neck == 1:
		words[1] = "PCA's line"
	case neck > 2:
		words[1], words[2] = "", ""
	}
	for i, w := range words {
		if w == "" || l.X+l.Width(w)-14*p.Size > box.X+box.W {
			continue
		}
		l.Item(w, func(p *scene.Pen, x, y float32) {
			switch i {
			case 0:
				p.Disc(x, y, 3, tint.Hue, 0.5, 1)
			default:
				v := [3]float32{0, 0.62, 1}[i]
				for _, d := range [2]float32{-3, 3} {
					p.Add(scene.OnDark(scene.Line, x-8*p.Size, y+d*p.Size, x+8*p.Size, y+d*p.Size, 0.8+0.5*float32(i-1), v, 1))
					p.Add(scene.OnDark(scene.Line, x+d*1.4*p.Size, y-6*p.Size, x+d*1.4*p.Size, y+6*p.Size, 0.8+0.5*float32(i-1), v, 1))
				}
			}
		})
	}
	for _, w := range [2]string{" % of all variance lies along the three", " % of all variance"} {
		p.Begin(box.X+box.W, l.Y, scene.End, tint.Faint)
		p.Num(float32(100*f.held), 0)
		p.Str(w)
		if p.Fits(12*p.Size, box.X+box.W-l.X) {
			return
		}
	}
}
