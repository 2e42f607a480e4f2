package figures

import (
	"hourglass/core/rng"
	"hourglass/core/train"
	"hourglass/core/vec"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "cloud", Label: "Mean, spread, draw and code", Short: "One draw", Shape: scene.Any, Least: scene.Size{W: 240, H: 150},
		New: func() scene.Panel { return &cloud{} },
	})
}

// cloud draws how a variational code is drawn for the shown picture: mean, spread, draw and code as boxes with the numbers of this
// moment, and under them each number's cloud beside N(0, 1), to which all are pulled.
type cloud struct {
	rows  [4][]float32 // mean, spread, draw, code (Neck each)
	copy  []float32    // what the decoder makes of the code (Dim)
	reach float32      // how far the axis of the clouds runs on both sides of 0
}

// The rows of cloud.
const (
	mean = iota
	spread
	chance
	drawn
)

// mostBoxes is how many numbers of the code are shown.
const mostBoxes = 4

// Plan implements [scene.Panel].
func (f *cloud) Plan(b *scene.Base) {
	*f = cloud{copy: make([]float32, b.Set.Dim())}
	for i := range f.rows {
		f.rows[i] = make([]float32, b.Snap.Setup.Neck)
	}
}

// update reads mean and log-variance where the shown picture was encoded, and draws numbers that belong to that picture, so that nothing
// flickers. While the ring is held, the code is the ring, and the numbers those that would have led to it.
func (f *cloud) Update(b *scene.Base) {
	if !b.Snap.Setup.Cloud {
		return
	}
	view, neck := &b.Snap.View, b.Snap.Setup.Neck
	sent := b.One.Out(b.Model.Neck - 1) // means, then log-variances
	kept := uint64(b.Snap.Setup.Seed)<<32 | uint64(view.Sample+1)
	switch { // one draw is kept still, but in slow motion every step draws anew
	case b.Snap.Phase != train.Rest:
		kept ^= uint64(b.Snap.Step+1) << 16
	case b.Moved:
		kept ^= uint64(b.Snap.Step) << 16
	}
	r := rng.New(kept, "look")
	far := float32(3.2)
	for k := range neck {
		m, s := sent[k], vec.Exp1(0.5*sent[neck+k])
		e := r.Normal()
		z := m + s*e
		if view.Held {
			z = view.Ring[k]
			e = min(max((z-m)/max(s, 1e-9), -999), 999)
		}
		f.rows[mean][k], f.rows[spread][k], f.rows[chance][k], f.rows[drawn][k] = m, s, e, z
		if k < mostBoxes {
			far = max(far, scene.Abs(m)+2.5*s, scene.Abs(z)*1.05)
		}
	}
	f.reach = scene.Follow(f.reach, min(far, 1e4))
	copy(f.copy, b.Model.Decode(b.Many, b.Snap.Params, f.rows[drawn], 1))
}

// Tell implements [scene.Teller].
func (f *cloud) Tell(b *scene.Base, p *scene.Pen) {
	if !b.Model.Cloud.On {
		p.Str("The code is a point:")
		p.Str(" ")
		p.Numbers(b.At, mostBoxes)
		return
	}
	for c, name := range [4]string{"mean μ", "spread σ", "draw ε", "code z"} {
		if c > 0 {
			p.Str(", ")
		}
		p.Str(name)
		p.Str(" ")
		p.Numbers(f.rows[c], mostBoxes)
	}
}

// Draw implements [scene.Panel].
func (f *cloud) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	if !b.Snap.Setup.Cloud {
		p.Heading(box, "A cloud instead of a point", "Cloud")
		p.Note(box, "Here the code is a point:", "no spread, and no draw.")
		point(p, b, box)
		return
	}
	p.Heading(box, "The shown picture's cloud, and one draw from it", "The cloud, and one draw from it", "Cloud and draw")
	in := scene.At(box.X+34*p.Size, box.Y+36*p.Size, box.W-48*p.Size, box.H-42*p.Size)
	whole := in
	if wide := 640 * p.Size; in.W > wide {
		in.X, in.W = in.X+(in.W-wide)/2, wide
	}
	if narrow := cell(p, in, 0, 0, 0, 0).W < 28*p.Size; narrow { // no numbers that could be read: the clouds alone
		n := max(min(b.Snap.Setup.Neck, mostBoxes, int((in.H-40*p.Size)/(40*p.Size))), 1)
		f.lanes(b, p, scene.At(in.X, in.Y, in.W, box.Y+box.H-in.Y-38*p.Size), n)
		return
	}
	if in.H < 116*p.Size { // a strip: one row, and no words under it
		f.boxes(p, in, 1, min(in.H-24*p.Size, 34*p.Size))
		return
	}
	room := max(int((in.H-92*p.Size)/(24*p.Size)), 1) // rows of boxes that fit with all words
	n := min(b.Snap.Setup.Neck, mostBoxes, room)
	lane := (in.H-152*p.Size)/float32(n) - 34*p.Size
	lanes := lane > 24*p.Size
	high := min(max(34*p.Size, 34*p.Size+0.12*(lane-60*p.Size)), 46*p.Size)
	beside := !lanes && whole.W > 600*p.Size // low and wide: the clouds stand beside the boxes
	tight := false                           // low and narrow: they have the room of the words
	if !lanes {
		high = min(high, (in.H-92*p.Size)/float32(n))
	}
	if beside {
		half := 0.5*whole.W - 24*p.Size
		f.lanes(b, p, scene.At(whole.X+half+48*p.Size, in.Y, half, in.H-22*p.Size), n)
		in, high = whole, min(46*p.Size, (in.H-92*p.Size)/float32(n))
		in.W = half
	} else if !lanes {
		least := min(high, 28*p.Size)
		if tight = (in.H-78*p.Size)/float32(n)-least > 24*p.Size; tight {
			high = least
		}
	}
	y := f.boxes(p, in, n, high)
	if !tight {
		y = f.sources(p, in, y, b.Snap.View.Held)
	}
	if rest := b.Snap.Setup.Neck - n; rest > 0 {
		p.Begin(in.X+in.W, box.Y+box.H-8*p.Size, scene.End, tint.Faint)
		if rest == 1 {
			p.Str("and one more number")
		} else {
			p.Str("and ")
			p.Count(rest)
			p.Str(" more numbers")
		}
		p.End().Size = 11.5 * p.Size
	}
	if lanes || tight {
		f.lanes(b, p, scene.At(in.X, y+6*p.Size, in.W, box.Y+box.H-y-38*p.Size), n)
	}
}

// point shows a code that is no cloud: its numbers alone.
func point(p *scene.Pen, b *scene.Base, box scene.Box) {
	p.Begin(box.X+box.W/2, box.Y+box.H/2+44*p.Size, scene.Middle, tint.Sand)
	for k := range min(len(b.At), 3) {
		if k > 0 {
			p.Str(" · ")
		}
		p.Letter(k)
		p.Str(" = ")
		p.Num(b.At[k], 2)
	}
	l := p.End()
	l.Size = min(14*p.Size, 14*p.Size*box.W/(p.Width(l)+24*p.Size))
}

// cell is the box of column c of 4 and row r of the table in in.
func cell(p *scene.Pen, in scene.Box, y float32, c, r int, high float32) scene.Box {
	gap := cellGap(p, in)
	w := (in.W - 3*gap) / 4
	return scene.At(in.X+float32(c)*(w+gap), y+float32(r)*high, w, high-6*p.Size)
}

// cellGap is the room between two columns, for a sign.
func cellGap(p *scene.Pen, in scene.Box) float32 { return min(26*p.Size, 0.07*in.W) }

// boxes is the table: a column for mean, spread, draw and code, a row for each number. It returns where it ends.
func (f *cloud) boxes(p *scene.Pen, in scene.Box, n int, high float32) float32 {
	y := in.Y + 24*p.Size
	for c, names := range [4][2]string{{"mean μ", "μ"}, {"spread σ", "σ"}, {"draw ε", "ε"}, {"code z", "z"}} {
		at := cell(p, in, y, c, 0, high)
		p.First(at.X+at.W/2, in.Y+15*p.Size, scene.Middle, f.role(c), 13*p.Size, at.W+8*p.Size, names[0], names[1])
	}
	size := min(14*p.Size, 0.5*high, cell(p, in, y, 0, 0, high).W/3.6, cellGap(p, in)/1.1) // five characters fit, and a sign between two boxes, in wide scripts too
	for r := range n {
		at := cell(p, in, y, 0, r, high)
		base := at.Y + at.H/2 + 0.36*size
		p.Begin(at.X-8*p.Size, base, scene.End, tint.Dim)
		p.Letter(r)
		p.End().Size = max(0.9*size, 9)
		for c := range 4 {
			at := cell(p, in, y, c, r, high)
			p.Rect(at, 5*p.Size, tint.Panel, 0, 1)
			p.Frame(at, 1, f.role(c), 0.7)
			p.Begin(at.X+at.W/2, base, scene.Middle, tint.Ink)
			p.Num(f.rows[c][r], f.decimals(c, r))
			p.End().Size = size
			if c < 3 {
				next := cell(p, in, y, c+1, r, high)
				p.Write((at.X+at.W+next.X)/2, base, scene.Middle, tint.Dim, [...]string{"+", "×", "="}[c]).Size = size
			}
		}
	}
	return y + float32(n)*high
}

// role is the colour of a column: what the encoder says is dim, chance is sea, what goes through the neck is sand.
func (f *cloud) role(c int) tint.Role {
	return [4]tint.Role{tint.Dim, tint.Dim, tint.Sea, tint.Sand}[c]
}

// decimals keeps a number of the table within its box: two, so that the row adds up, or fewer of a large one.
func (f *cloud) decimals(c, r int) int {
	switch v := scene.Abs(f.rows[c][r]); {
	case v < 9.995:
		return 2
	case v < 99.5:
		return 1
	}
	return 0
}

// sources says under the columns where their numbers come from, and where the code goes.
func (f *cloud) sources(p *scene.Pen, in scene.Box, y float32, held bool) float32 {
	first, second := cell(p, in, y, 0, 0, 0), cell(p, in, y, 1, 0, 0)
	third, last := cell(p, in, y, 2, 0, 0), cell(p, in, y, 3, 0, 0)
	base, size := y+26*p.Size, 11.5*p.Size
	mid := func(b scene.Box) float32 { return b.X + b.W/2 }
	p.Line(mid(first), y+10*p.Size, mid(second), y+10*p.Size, 1, tint.Dim, 0.9)
	p.Arrow(mid(first), y+10*p.Size, mid(first), y, 1.2, tint.Dim, 0.9)
	p.Arrow(mid(second), y+10*p.Size, mid(second), y, 1.2, tint.Dim, 0.9)
	p.Arrow(mid(third), y+10*p.Size, mid(third), y, 1.2, tint.Sea, 0.9)
	p.Arrow(mid(last), y-4*p.Size, mid(last), y+10*p.Size, 1.2, tint.Sand, 0.9)
	p.First((mid(first)+mid(second))/2, base, scene.Middle, tint.Dim, size, 2*first.W, "from the encoder", "encoder")
	if held {
		p.First(mid(third), base, scene.Middle, tint.Sea, size, third.W+10*p.Size, "worked out", "found")
		p.First(mid(last), base, scene.Middle, tint.Sand, size, last.W+10*p.Size, "your ring", "ring")
	} else {
		p.First(mid(third), base, scene.Middle, tint.Sea, size, third.W+10*p.Size, "drawn")
		p.First(mid(last), base, scene.Middle, tint.Sand, size, last.W+10*p.Size, "to the decoder", "decoder")
	}
	p.First(in.X+in.W/2-10*p.Size, base+22*p.Size, scene.Middle, tint.Ink, 13*p.Size, in.W+30*p.Size,
		"z = μ + σ · ε: the mean, moved by the draw as far as the spread lets it", "z = μ + σ · ε: mean plus spread times draw", "z = μ + σ · ε")
	return base + 28*p.Size
}

// lanes are the clouds themselves, one over the other on one axis, with the drawn code as a dot; and what the decoder makes of it.
func (f *cloud) lanes(b *scene.Base, p *scene.Pen, box scene.Box, n int) {
	right := float32(0)
	if box.W > 300*p.Size && box.H > 80*p.Size {
		side := min(0.24*box.W, box.H-34*p.Size, 132*p.Size)
		right = side + 26*p.Size
		at := scene.At(box.X+box.W-side, box.Y+6*p.Size+max(0, (box.H-34*p.Size-side)/2), side, side)
		b.Example(p, at, f.copy, tint.Ramp, 1)
		p.Frame(scene.At(at.X-2, at.Y-2, side+4, side+4), 1, tint.Sand, 1)
		p.First(at.X+side/2, at.Y+side+18*p.Size, scene.Middle, tint.Dim, 11.5*p.Size, side+20*p.Size, "painted from this z", "painted", "x̂")
	}
	plot := scene.At(box.X, box.Y, box.W-right, box.H-22*p.Size)
	step := min(plot.H/float32(n), 170*p.Size)
	plot.Y += (plot.H - step*float32(n)) / 2
	plot.H = step * float32(n)
	f.laneAxis(p, plot)
	for k := range n {
		low := plot.Y + float32(k+1)*step - 3
		p.Line(plot.X, low, plot.X+plot.W, low, 1, tint.Line, 1)
		p.Begin(plot.X-8*p.Size, low-0.2*step, scene.End, tint.Dim)
		p.Letter(k)
		p.End().Size = 12.5 * p.Size
		f.bell(p, plot, low, 0.72*step, f.rows[mean][k], f.rows[spread][k], false)
		f.bell(p, plot, low, 0.72*step, 0, 1, true)
		x := f.across(plot, f.rows[drawn][k])
		p.Line(x, low, x, low-0.8*step, 1.5*p.Size, tint.Sand, 1)
		p.Disc(x, low-0.8*step, 3.6*p.Size, tint.Sand, 0, 1)
	}
}

func (f *cloud) across(plot scene.Box, v float32) float32 {
	return plot.X + plot.W*(0.5+0.5*scene.Clamp(v/f.reach, -1, 1))
}

// bell is the density of N(m, s) with its peak at the full height: filled, or as the dashed outline.
func (f *cloud) bell(p *scene.Pen, plot scene.Box, low, high, m, s float32, outline bool) {
	const points = 33
	first := int32(len(p.Points))
	for i := range points {
		t := float32(i)/(points-1)*6 - 3
		p.Points = append(p.Points, scene.Point{X: f.across(plot, m+s*t), Y: low - high*vec.Exp1(-0.5*t*t)})
	}
	if outline {
		p.Add(scene.Mark{Kind: scene.Poly, Role: tint.Dim, W: 1.3, A: 0.9, Dash: 3, First: first, Count: points})
		return
	}
	for i := range points {
		p.Points = append(p.Points, scene.Point{X: p.Points[first+int32(i)].X, Y: low})
	}
	p.Add(scene.Mark{Kind: scene.Area, Role: tint.Sand, V: float32(tint.Sand), A: 0.5, First: first, Count: points})
	p.Add(scene.Mark{Kind: scene.Poly, Role: tint.Sand, W: 1.4, A: 1, First: first, Count: points})
}

func (f *cloud) laneAxis(p *scene.Pen, plot scene.Box) {
	y := plot.Y + plot.H
	p.Across(scene.Axis{Plot: plot, Lo: -f.reach, Span: 2 * f.reach, Gap: 30, First: -99, Off: 13, Size: 11, Lines: 0.8})
	p.First(plot.X+plot.W/2, y+29*p.Size, scene.Middle, tint.Faint, 11.5*p.Size, plot.W+20*p.Size,
		"sand: the cloud · dashed: N(0, 1), the pull · dot: this draw", "sand: cloud · dashed: N(0, 1) · dot: draw", "dashed: N(0, 1)")
}
