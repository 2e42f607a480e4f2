package figures

import (
	"math"

	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// arrows draws where a network sends each place of the plane, r(x) - x, over where the best denoiser would send it (ask.Denoised). Both ends of
// an arrow are true places, as long as it is not cut. Arrows are strong where torn points are found, and faint where none ever lies.
type arrows struct {
	spec   data.Spec
	s      float32      // the noise that best and weight are for
	exact  bool         // it is normal noise, whose best denoiser is known
	places []float32    // of the grids, one after the other (arrowPlaces, 2)
	best   []float32    // where the best denoiser sends them (arrowPlaces, 2)
	weight []float32    // how likely a torn point lies there, against the likeliest place (arrowPlaces)
	sent   [2][]float32 // where the run sends them, and its twin (arrowPlaces, 2)
}

// arrowGrids are the sides of the grids, from that for large pictures to that for small ones.
var arrowGrids = [...]int{15, 11, 7}

const (
	arrowPlaces = 15*15 + 11*11 + 7*7
	arrowRoom   = 24 // pixels between two places, before they grow with the stage
)

func (f *arrows) plan(b *scene.Base, n ae.Noise) {
	if f.places == nil {
		f.places, f.best, f.weight = make([]float32, 2*arrowPlaces), make([]float32, 2*arrowPlaces), make([]float32, arrowPlaces)
		f.sent = [2][]float32{make([]float32, 2*arrowPlaces), make([]float32, 2*arrowPlaces)}
		fill := f.places
		for _, side := range arrowGrids {
			for i := range side * side {
				fill[2*i], fill[2*i+1] = scene.FromPlane((float32(i%side)+0.5)/float32(side), (float32(i/side)+0.5)/float32(side))
			}
			fill = fill[2*side*side:]
		}
	}
	// Where the noise is not normal, the density of normally torn points still tells where arrows matter.
	s, exact := float32(0.15), false
	if n.Kind == ae.Gaussian && n.Amount > 0 {
		s, exact = max(n.Amount, 0.03), true
	}
	f.exact = exact
	if f.spec == b.Set.Spec && f.s == s {
		return
	}
	f.spec, f.s = b.Set.Spec, s
	f.fit(b.Set.TrainX())
}

// fit works out the best denoiser at every place.
func (f *arrows) fit(points []float32) {
	most := float32(0)
	for i := range f.weight {
		f.best[2*i], f.best[2*i+1], f.weight[i] = ask.Denoised(points, f.places[2*i], f.places[2*i+1], f.s)
		most = max(most, f.weight[i])
	}
	for i := range f.weight {
		f.weight[i] /= max(most, 1e-30)
	}
}

func (f *arrows) update(b *scene.Base) {
	if b.Fresh[0] {
		f.send(f.sent[0], b.Model, b.Many, b.Snap.Params, b.Set.Train)
	}
	if t := b.Twin; t != nil && b.Fresh[1] {
		f.send(f.sent[1], t.Model, t.Many, t.Params, b.Set.Train)
	}
}

// send finds where a network sends every place, as many at a time as it has room for.
func (f *arrows) send(dst []float32, m *ae.Model, mem *nn.Memory, w []float32, room int) {
	for from := 0; from < arrowPlaces; from += room {
		to := min(from+room, arrowPlaces)
		copy(dst[2*from:], scene.Rebuild(m, mem, w, f.places[2*from:2*to], to-from))
	}
}

func (f *arrows) draw(b *scene.Base, p *scene.Pen, box scene.Box) {
	p.Caption(box, "Arrows: where the network sends a torn point", "Where a torn point is sent")
	n := 1
	if b.Twin != nil && box.W > 1.35*box.H {
		n = 2
	}
	head, foot := float32(planeHead), float32(planeLegend)
	if n == 2 {
		head += 18
	}
	wide := box.W / float32(n)
	side := min(wide-planeEdges*p.Size, box.H-(head+foot)*p.Size)
	if side < 40 {
		return
	}
	y := box.Y + head*p.Size + (box.H-(head+foot)*p.Size-side)/2
	for k := range n {
		m := scene.At(box.X+float32(k)*wide+(wide-side)/2+13*p.Size, y, side, side)
		if n == 2 {
			name := p.Write(m.X+m.W/2, m.Y-23*p.Size, scene.Middle, tint.Ink, orWord(b.Lesson.Names[k], [2]string{"this run", "twin"}[k]))
			name.Bold = true
		}
		f.plane(b, p, m, k)
	}
	f.legend(p, box, y+side+(foot-8)*p.Size)
}

// plane draws the arrows of the run, or of its twin, over the points.
func (f *arrows) plane(b *scene.Base, p *scene.Pen, m scene.Box, which int) {
	planeGround(p, m)
	p.Hit(scene.Hit{Target: PlanePoint, Feel: scene.Grabbing, X: m.X, Y: m.Y, X2: m.X + m.W, Y2: m.Y + m.H})
	r := min(max(m.W/220, 1.4), 2.4)
	for i := range b.Set.Train {
		if x, y := scene.ToPlane(m, b.Set.X[2*i], b.Set.X[2*i+1]); scene.Inside(m, x, y) {
			p.Add(scene.Mark{Kind: scene.Disc, Role: tint.Hue, X: x, Y: y, W: r, V: b.Hue(i), A: 0.55})
		}
	}
	f.lay(p, m, which, 1)
	if which == 0 {
		shownPoint(b, p, m)
	}
}

// lay draws the arrows alone, as strongly as a.
func (f *arrows) lay(p *scene.Pen, m scene.Box, which int, a float32) {
	from, to := arrowGrid(m.W / (arrowRoom * p.Size))
	cell := m.W / float32(math.Sqrt(float64(to-from)))
	for i := from; i < to; i++ {
		if strong := strength(f.weight[i]); f.exact {
			sent(p, m, f.places[2*i:], f.best[2*i:], cell*(0.6+strong), scene.Mark{Role: tint.Hue, W: 3.2 * p.Size, A: a * (0.12 + 0.63*strong)})
		}
	}
	for i := from; i < to; i++ {
		strong := strength(f.weight[i])
		sent(p, m, f.places[2*i:], f.sent[which][2*i:], cell*(0.6+strong), scene.Mark{Role: tint.Ramp, V: 1, W: 1.3 * p.Size, A: a * (0.16 + 0.84*strong)})
	}
}

// arrowGrid is where among the places the finest grid stands that has no more than most places a side.
func arrowGrid(most float32) (from, to int) {
	for _, side := range arrowGrids {
		from, to = to, to+side*side
		if float32(side) <= most {
			break
		}
	}
	return from, to
}

// strength is how strongly to draw at a place of that weight: fully from a tenth of the likeliest place on.
func strength(weight float32) float32 { return scene.Clamp(weight/0.1, 0, 1) }

// sent draws an arrow from data place a towards b, no longer than longest, like the mark k.
func sent(p *scene.Pen, m scene.Box, a, b []float32, longest float32, k scene.Mark) {
	x, y := scene.ToPlane(m, a[0], a[1])
	x2, y2 := scene.ToPlane(m, b[0], b[1])
	dx, dy := x2-x, y2-y
	length := float32(math.Sqrt(float64(dx*dx + dy*dy)))
	if !(length > 1) {
		p.Disc(x, y, k.W/2+0.4, k.Role, k.V, k.A)
		return
	}
	dx, dy = dx/length, dy/length
	length = min(length, longest)
	k.Kind, k.X, k.Y, k.X2, k.Y2 = scene.Line, x, y, x+length*dx, y+length*dy
	if !p.Within(m, k) {
		return
	}
	barb := min(1.5*k.W+2.5, 0.5*length)
	tip := k
	for _, turn := range [2]float32{0.6, -0.6} {
		tip.X, tip.Y = k.X2, k.Y2
		tip.X2, tip.Y2 = k.X2-barb*(dx-turn*dy), k.Y2-barb*(dy+turn*dx)
		p.Add(tip)
	}
}

func (f *arrows) legend(p *scene.Pen, box scene.Box, y float32) {
	l := scene.Legend{Pen: p, Y: y}
	words := [...]string{"the network", "the best possible", "point"}
	if box.W < 340*p.Size {
		words[1] = "the best"
	}
	room := l.Width(words[0]) + l.Width(words[2]) - 14*p.Size
	if f.exact {
		room += l.Width(words[1])
	}
	if room > box.W-8*p.Size {
		return
	}
	l.X = box.X + (box.W-room)/2
	sample := func(k scene.Mark) func(p *scene.Pen, x, y float32) {
		return func(p *scene.Pen, x, y float32) {
			k.Kind, k.X, k.Y, k.X2, k.Y2 = scene.Line, x-7*p.Size, y, x+7*p.Size, y
			p.Add(k)
		}
	}
	l.Item(words[0], sample(scene.Mark{Role: tint.Ramp, V: 1, W: 1.6, A: 1}))
	if f.exact {
		l.Item(words[1], sample(scene.Mark{Role: tint.Hue, W: 4, A: 0.8}))
	}
	l.Item(words[2], func(p *scene.Pen, x, y float32) { p.Disc(x, y, 2.6, tint.Hue, 0.5, 1) })
}
