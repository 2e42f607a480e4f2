package figures

import (
	"hourglass/core/ae"
	"hourglass/core/jacobi"
	"hourglass/core/nn"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// planes are rivals of points: a plane for the twin and one for the run, through the same points, with PCA's line in both and the errors beneath as bars.
// With more than one number there is no line to draw, and only the copies are shown.
type planes struct {
	sides [2]inPlane // the run's and its twin's
	mean  [2]float32
	along [2]float32 // PCA's first direction
	low   bool       // drawn in a strip, without the bars
}

// An inPlane is what one network makes of the points.
type inPlane struct {
	copies []float32 // of the training points (Train, 2)
	sweep  []float32 // codes from its least to its largest (sweepPoints, 1)
	curve  []float32 // what the decoder makes of them (sweepPoints, 2)
	shown  [2]float32
}

// plan makes room.
func (f *planes) plan(b *scene.Base, m *jacobi.PCA) {
	for i := range f.sides {
		s := &f.sides[i]
		if len(s.copies) != 2*b.Set.Train {
			*s = inPlane{copies: make([]float32, 2*b.Set.Train), sweep: make([]float32, sweepPoints), curve: make([]float32, 2*sweepPoints)}
		}
	}
	for a := range 2 {
		f.mean[a], f.along[a] = float32(m.Mean[a]), float32(m.Axes[a])
	}
}

// update looks at the points with one of the two networks, whose codes of all examples are there already.
func (f *planes) update(b *scene.Base, i int, m *ae.Model, mem *nn.Memory, w, codes []float32) {
	s := &f.sides[i]
	copy(s.shown[:], scene.Rebuild(m, mem, w, b.Snap.View.Input, 1))
	copy(s.copies, m.Decode(mem, w, codes[:b.Set.Train*m.Code], b.Set.Train))
	if m.Code != 1 {
		return
	}
	lo, hi := codes[0], codes[0]
	for _, z := range codes[:b.Set.Train] {
		lo, hi = min(lo, z), max(hi, z)
	}
	lo, hi = lo-0.06*(hi-lo), hi+0.06*(hi-lo)
	for k := range s.sweep {
		s.sweep[k] = lo + (hi-lo)*float32(k)/(sweepPoints-1)
	}
	copy(s.curve, m.Decode(mem, w, s.sweep, sweepPoints))
}

// Room of a plane, before it grows with the stage: over it for its name and the axis, beneath it for the bars.
const (
	planesHead, planesBars, planesGap = 40, 54, 34
)

// draw lays the planes side by side, or one over the other where that leaves them larger.
func (f *planes) draw(b *scene.Base, p *scene.Pen, box scene.Box, r *rivals) {
	head, bars := float32(30), float32(planesBars)
	if f.low = box.H < stripHeight*p.Size; f.low {
		head, bars = 2, 0
	} else {
		p.Heading(box, "Dashed: the best straight line there is (PCA). Each network draws its own", "Dashed: the best straight line (PCA)", "Dashed: PCA's line")
	}
	n := float32(2)
	if b.Twin == nil {
		n = 1
	}
	in := scene.At(box.X+10*p.Size, box.Y+head*p.Size, box.W-20*p.Size, box.H-(head+6)*p.Size)
	over, gap := (planesHead+bars)*p.Size, planesGap*p.Size
	beside := min((in.W-n*gap)/n, in.H-over)
	below := min(in.W-gap, in.H/n-over)
	side := max(beside, below)
	if side < 40 {
		return
	}
	w, h := side+gap, side+over
	across, down := n, float32(1)
	if below > beside {
		across, down = 1, n
	}
	x0, y0 := in.X+(in.W-across*w)/2, in.Y+max(0, (in.H-down*h)/2)
	for k := range int(n) {
		which := int(n) - 1 - k // the straight one first
		x, y := x0, y0
		if across > 1 {
			x += float32(k) * w
		} else {
			y += float32(k) * h
		}
		f.one(b, p, scene.At(x+gap*0.7, y+planesHead*p.Size, side, side), which, r)
	}
}

// one is the plane m of the run or of its twin, with its name over it and its error beneath.
func (f *planes) one(b *scene.Base, p *scene.Pen, m scene.Box, which int, r *rivals) {
	l := p.Write(m.X+m.W/2, m.Y-22*p.Size, scene.Middle, [...]tint.Role{tint.Sand, tint.Ink}[which], b.Called(which))
	l.Size, l.Bold = 14*p.Size, true
	planeGround(p, m)
	p.Hit(scene.Hit{Target: PlanePoint, Feel: scene.Grabbing, X: m.X, Y: m.Y, X2: m.X + m.W, Y2: m.Y + m.H})
	s, line := &f.sides[which], len(r.code) == 1
	if line {
		f.best(p, m)
	}
	tiedPoints(b, p, m, s.copies)
	if line {
		sweptLine(p, m, s.curve, nil)
	} else {
		copyRings(p, m, s.copies)
	}
	s.chosen(b, p, m)
	if f.low {
		return
	}
	f.bars(b, p, scene.At(m.X, m.Y+m.H+10*p.Size, m.W, planesBars*p.Size), which, r)
}

// best is PCA's line, from edge to edge.
func (f *planes) best(p *scene.Pen, m scene.Box) {
	const far = 4 * scene.PlaneReach
	x, y := scene.ToPlane(m, f.mean[0]-far*f.along[0], f.mean[1]-far*f.along[1])
	x2, y2 := scene.ToPlane(m, f.mean[0]+far*f.along[0], f.mean[1]+far*f.along[1])
	k := scene.OnDark(scene.Line, x, y, x2, y2, 2, 0.78, 1)
	k.Dash = 6
	p.Within(m, k)
}

// chosen ties the shown point, a cross, to its copy, a ring.
func (s *inPlane) chosen(b *scene.Base, p *scene.Pen, m scene.Box) {
	x, y := scene.ToPlane(m, b.Snap.View.Input[0], b.Snap.View.Input[1])
	cx, cy := scene.ToPlane(m, s.shown[0], s.shown[1])
	p.Within(m, scene.OnDark(scene.Line, x, y, cx, cy, 1.6, 1, 0.9))
	if scene.Inside(m, cx, cy) {
		p.Handle(cx, cy, 7*p.Size)
	}
	if scene.Inside(m, x, y) {
		p.Cross(x, y, 6*p.Size)
	}
}

// bars are the errors of PCA and of the network on one scale from zero, which is the same under both planes and does not move: it ends at one and a half of
// PCA's error.
func (f *planes) bars(b *scene.Base, p *scene.Pen, box scene.Box, which int, r *rivals) {
	best := r.sides[byPCA].Loss
	most := 1.5 * best
	if len(r.code) > 1 {
		most = max(most, 0.05)
	}
	names := [2]string{"PCA", b.Called(which)}
	room := p.Letters("PCA")
	for i := range f.sides { // both begin at one place under their planes
		if i == 0 || b.Twin != nil {
			room = max(room, p.Letters(b.Called(i)))
		}
	}
	left, right := 0.56*12*p.Size*room+8*p.Size, 0.56*12*p.Size*6+8*p.Size
	plot := scene.At(box.X+left, box.Y, box.W-left-right, box.H)
	if plot.W < 24*p.Size {
		left = 0
		plot = scene.At(box.X, box.Y, box.W-right, box.H)
	}
	off := [2]float64{best, r.sides[[2]int{byRun, byTwin}[which]].Loss}
	roles := [2]tint.Role{tint.Dim, [...]tint.Role{tint.Sand, tint.Ink}[which]}
	for k, v := range off {
		y := plot.Y + float32(k)*20*p.Size
		w := plot.W * scene.Clamp(float32(v/max(most, 1e-9)), 0, 1)
		bar := scene.At(plot.X, y+3*p.Size, w, 11*p.Size)
		p.Rect(bar, 0, roles[k], 0, 1)
		if v > most { // it goes on
			for d := range 2 {
				x := bar.X + bar.W - float32(7+5*d)*p.Size
				p.Line(x, bar.Y+bar.H+1, x+4*p.Size, bar.Y-1, 2*p.Size, tint.Ground, 1)
			}
		}
		base := y + 13*p.Size
		if left > 0 {
			p.Write(plot.X-7*p.Size, base, scene.End, roles[k], names[k]).Size = 12 * p.Size
		}
		p.Begin(box.X+box.W, base, scene.End, tint.Ink)
		p.Num(float32(v), 4)
		p.Fits(12*p.Size, right)
	}
	p.Line(plot.X, plot.Y, plot.X, plot.Y+37*p.Size, 1, tint.Faint, 1)
	at := plot.X + plot.W*float32(best/max(most, 1e-9)) // how far PCA's reaches, past the other bar
	p.Add(scene.Mark{Kind: scene.Line, Role: tint.Dim, X: at, Y: plot.Y, X2: at, Y2: plot.Y + 37*p.Size, W: 1.2, A: 0.9, Dash: 3})
}
