package scene

import (
	"hourglass/core/rng"
	"hourglass/core/train"
	"hourglass/core/vec"
	"hourglass/wasm/tint"
)

// cloud draws how a variational code is drawn for the shown picture: mean, spread, dice and code as boxes with the numbers of this
// moment, and under them each number's cloud beside N(0, 1), to which all are pulled.
type cloud struct {
	rows  [4][]float32 // mean, spread, dice, code (Neck each)
	copy  []float32    // what the decoder makes of the code (Dim)
	reach float32      // how far the axis of the clouds runs on both sides of 0
}

// The rows of cloud.
const (
	mean = iota
	spread
	dice
	drawn
)

// mostBoxes is how many numbers of the code are shown.
const mostBoxes = 4

func (f *cloud) plan(b *Builder) {
	*f = cloud{copy: make([]float32, b.set.Dim())}
	for i := range f.rows {
		f.rows[i] = make([]float32, b.snap.Setup.Neck)
	}
}

// update reads mean and log-variance where the shown picture was encoded, and throws dice that belong to that picture, so that nothing
// flickers. While the ring is held, the code is the ring, and the dice those that would have thrown it.
func (f *cloud) update(b *Builder) {
	if !b.snap.Setup.Cloud {
		return
	}
	view, neck := &b.snap.View, b.snap.Setup.Neck
	sent := b.one.Out(b.model.Neck - 1) // means, then log-variances
	throw := uint64(b.snap.Setup.Seed)<<32 | uint64(view.Sample+1)
	switch { // one throw is kept still, but in slow motion every step throws anew
	case b.snap.Phase != train.Rest:
		throw ^= uint64(b.snap.Step+1) << 16
	case b.moved:
		throw ^= uint64(b.snap.Step) << 16
	}
	r := rng.New(throw, "look")
	far := float32(3.2)
	for k := range neck {
		m, s := sent[k], vec.Exp1(0.5*sent[neck+k])
		e := r.Normal()
		z := m + s*e
		if view.Held {
			z = view.Ring[k]
			e = min(max((z-m)/max(s, 1e-9), -999), 999)
		}
		f.rows[mean][k], f.rows[spread][k], f.rows[dice][k], f.rows[drawn][k] = m, s, e, z
		if k < mostBoxes {
			far = max(far, abs(m)+2.5*s, abs(z)*1.05)
		}
	}
	f.reach = follow(f.reach, min(far, 1e4))
	copy(f.copy, b.model.Decode(b.many, b.snap.Params, f.rows[drawn], 1))
}

func (f *cloud) draw(b *Builder, p *pen, box Box, look *Look) {
	if !b.snap.Setup.Cloud {
		p.heading(box, "A cloud instead of a point", "Cloud")
		p.note(box, "Here the code is a point:", "no spread, and no dice.")
		p.point(b, box)
		return
	}
	p.heading(box, "The shown picture's cloud, and one draw from it", "The cloud, and one draw from it", "Cloud and draw")
	in := Box{box.X + 34*p.size, box.Y + 36*p.size, box.W - 48*p.size, box.H - 42*p.size}
	if wide := 640 * p.size; in.W > wide {
		in.X, in.W = in.X+(in.W-wide)/2, wide
	}
	if narrow := p.cell(in, 0, 0, 0, 0).W < 28*p.size; narrow { // no numbers that could be read: the clouds alone
		n := max(min(b.snap.Setup.Neck, mostBoxes, int((in.H-40*p.size)/(40*p.size))), 1)
		f.lanes(b, p, Box{in.X, in.Y, in.W, box.Y + box.H - in.Y - 38*p.size}, n)
		return
	}
	if in.H < 116*p.size { // a strip: one row, and no words under it
		f.boxes(p, in, 1, min(in.H-24*p.size, 34*p.size))
		return
	}
	room := max(int((in.H-92*p.size)/(24*p.size)), 1) // rows of boxes that fit with all words
	n := min(b.snap.Setup.Neck, mostBoxes, room)
	lane := (in.H-152*p.size)/float32(n) - 34*p.size
	lanes := lane > 24*p.size
	high := min(max(34*p.size, 34*p.size+0.12*(lane-60*p.size)), 46*p.size)
	if !lanes {
		high = min(high, (in.H-92*p.size)/float32(n))
	}
	y := f.boxes(p, in, n, high)
	y = f.sources(p, in, y, b.snap.View.Held)
	if rest := b.snap.Setup.Neck - n; rest > 0 {
		p.begin(in.X+in.W, box.Y+box.H-8*p.size, End, tint.Faint)
		if rest == 1 {
			p.str("and one more number")
		} else {
			p.str("and ")
			p.count(rest)
			p.str(" more numbers")
		}
		p.end().Size = 11.5 * p.size
	}
	if lanes {
		f.lanes(b, p, Box{in.X, y + 6*p.size, in.W, box.Y + box.H - y - 38*p.size}, n)
	}
}

// point shows a code that is no cloud: its numbers alone.
func (p *pen) point(b *Builder, box Box) {
	p.begin(box.X+box.W/2, box.Y+box.H/2+44*p.size, Middle, tint.Sand)
	for k := range min(len(b.at), 3) {
		if k > 0 {
			p.str(" · ")
		}
		p.letter(k)
		p.str(" = ")
		p.num(b.at[k], 2)
	}
	l := p.end()
	l.Size = min(14*p.size, 14*p.size*box.W/(p.width(l)+24*p.size))
}

// cell is the box of column c of 4 and row r of the table in in.
func (p *pen) cell(in Box, y float32, c, r int, high float32) Box {
	gap := cellGap(p, in)
	w := (in.W - 3*gap) / 4
	return Box{in.X + float32(c)*(w+gap), y + float32(r)*high, w, high - 6*p.size}
}

// cellGap is the room between two columns, for a sign.
func cellGap(p *pen, in Box) float32 { return min(26*p.size, 0.07*in.W) }

// boxes is the table: a column for mean, spread, dice and code, a row for each number. It returns where it ends.
func (f *cloud) boxes(p *pen, in Box, n int, high float32) float32 {
	y := in.Y + 24*p.size
	for c, names := range [4][2]string{{"mean μ", "μ"}, {"spread σ", "σ"}, {"dice ε", "ε"}, {"code z", "z"}} {
		at := p.cell(in, y, c, 0, high)
		p.first(at.X+at.W/2, in.Y+15*p.size, Middle, f.role(c), 13*p.size, at.W+8*p.size, names[0], names[1])
	}
	size := min(14*p.size, 0.5*high, p.cell(in, y, 0, 0, high).W/3.6, cellGap(p, in)/1.1) // five characters fit, and a sign between two boxes, in wide scripts too
	for r := range n {
		at := p.cell(in, y, 0, r, high)
		base := at.Y + at.H/2 + 0.36*size
		p.begin(at.X-8*p.size, base, End, tint.Dim)
		p.letter(r)
		p.end().Size = 0.9 * size
		for c := range 4 {
			at := p.cell(in, y, c, r, high)
			p.rect(at, 5*p.size, tint.Panel, 0, 1)
			p.frame(at, 1, f.role(c), 0.7)
			p.begin(at.X+at.W/2, base, Middle, tint.Ink)
			p.num(f.rows[c][r], f.decimals(c, r))
			p.end().Size = size
			if c < 3 {
				next := p.cell(in, y, c+1, r, high)
				p.text((at.X+at.W+next.X)/2, base, Middle, tint.Dim, [...]string{"+", "×", "="}[c]).Size = size
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
	switch v := abs(f.rows[c][r]); {
	case v < 9.995:
		return 2
	case v < 99.5:
		return 1
	}
	return 0
}

// sources says under the columns where their numbers come from, and where the code goes.
func (f *cloud) sources(p *pen, in Box, y float32, held bool) float32 {
	first, second := p.cell(in, y, 0, 0, 0), p.cell(in, y, 1, 0, 0)
	third, last := p.cell(in, y, 2, 0, 0), p.cell(in, y, 3, 0, 0)
	base, size := y+26*p.size, 11.5*p.size
	mid := func(b Box) float32 { return b.X + b.W/2 }
	p.line(mid(first), y+10*p.size, mid(second), y+10*p.size, 1, tint.Dim, 0.9)
	p.arrow(mid(first), y+10*p.size, mid(first), y, 1.2, tint.Dim, 0.9)
	p.arrow(mid(second), y+10*p.size, mid(second), y, 1.2, tint.Dim, 0.9)
	p.arrow(mid(third), y+10*p.size, mid(third), y, 1.2, tint.Sea, 0.9)
	p.arrow(mid(last), y-4*p.size, mid(last), y+10*p.size, 1.2, tint.Sand, 0.9)
	p.first((mid(first)+mid(second))/2, base, Middle, tint.Dim, size, 2*first.W, "from the encoder", "encoder")
	if held {
		p.first(mid(third), base, Middle, tint.Sea, size, third.W+10*p.size, "worked out", "found")
		p.first(mid(last), base, Middle, tint.Sand, size, last.W+10*p.size, "your ring", "ring")
	} else {
		p.first(mid(third), base, Middle, tint.Sea, size, third.W+10*p.size, "thrown")
		p.first(mid(last), base, Middle, tint.Sand, size, last.W+10*p.size, "to the decoder", "decoder")
	}
	p.first(in.X+in.W/2-10*p.size, base+22*p.size, Middle, tint.Ink, 13*p.size, in.W+30*p.size,
		"z = μ + σ · ε: the mean, moved by the dice as far as the spread lets it", "z = μ + σ · ε: mean plus spread times dice", "z = μ + σ · ε")
	return base + 28*p.size
}

// lanes are the clouds themselves, one over the other on one axis, with the drawn code as a dot; and what the decoder makes of it.
func (f *cloud) lanes(b *Builder, p *pen, box Box, n int) {
	right := float32(0)
	if box.W > 300*p.size && box.H > 96*p.size {
		side := min(0.24*box.W, box.H-34*p.size, 132*p.size)
		right = side + 26*p.size
		at := Box{box.X + box.W - side, box.Y + 6*p.size + max(0, (box.H-34*p.size-side)/2), side, side}
		b.example(p, at, f.copy, tint.Ramp, 1)
		p.frame(Box{at.X - 2, at.Y - 2, side + 4, side + 4}, 1, tint.Sand, 1)
		p.first(at.X+side/2, at.Y+side+18*p.size, Middle, tint.Dim, 11.5*p.size, side+20*p.size, "painted from this z", "painted", "x̂")
	}
	plot := Box{box.X, box.Y, box.W - right, box.H - 22*p.size}
	step := min(plot.H/float32(n), 170*p.size)
	plot.Y += (plot.H - step*float32(n)) / 2
	plot.H = step * float32(n)
	f.laneAxis(p, plot)
	for k := range n {
		low := plot.Y + float32(k+1)*step - 3
		p.line(plot.X, low, plot.X+plot.W, low, 1, tint.Line, 1)
		p.begin(plot.X-8*p.size, low-0.2*step, End, tint.Dim)
		p.letter(k)
		p.end().Size = 12.5 * p.size
		f.bell(p, plot, low, 0.72*step, f.rows[mean][k], f.rows[spread][k], false)
		f.bell(p, plot, low, 0.72*step, 0, 1, true)
		x := f.across(plot, f.rows[drawn][k])
		p.line(x, low, x, low-0.8*step, 1.5*p.size, tint.Sand, 1)
		p.disc(x, low-0.8*step, 3.6*p.size, tint.Sand, 0, 1)
	}
}

func (f *cloud) across(plot Box, v float32) float32 {
	return plot.X + plot.W*(0.5+0.5*clamp(v/f.reach, -1, 1))
}

// bell is the density of N(m, s) with its peak at the full height: filled, or as the dashed outline.
func (f *cloud) bell(p *pen, plot Box, low, high, m, s float32, outline bool) {
	const points = 33
	first := int32(len(p.Points))
	for i := range points {
		t := float32(i)/(points-1)*6 - 3
		p.Points = append(p.Points, Point{f.across(plot, m+s*t), low - high*vec.Exp1(-0.5*t*t)})
	}
	if outline {
		p.add(Mark{Kind: Poly, Role: tint.Dim, W: 1.3, A: 0.9, Dash: 3, First: first, Count: points})
		return
	}
	for i := range points {
		p.Points = append(p.Points, Point{p.Points[first+int32(i)].X, low})
	}
	p.add(Mark{Kind: Area, Role: tint.Sand, V: float32(tint.Sand), A: 0.5, First: first, Count: points})
	p.add(Mark{Kind: Poly, Role: tint.Sand, W: 1.4, A: 1, First: first, Count: points})
}

func (f *cloud) laneAxis(p *pen, plot Box) {
	y := plot.Y + plot.H
	last := float32(-1e9)
	for _, t := range ticks(-f.reach, 2*f.reach) {
		x := plot.X + t.at*plot.W
		if t.at == 0 || x-last < 30*p.size {
			continue
		}
		last = x
		p.line(x, plot.Y, x, y, 1, tint.Line, 0.8)
		p.begin(x, y+13*p.size, Middle, tint.Faint)
		p.num(t.value, t.decimals)
		p.end().Size = 11 * p.size
	}
	p.first(plot.X+plot.W/2, y+29*p.size, Middle, tint.Faint, 11.5*p.size, plot.W+20*p.size,
		"sand: the cloud · dashed: N(0, 1), the pull · dot: this draw", "sand: cloud · dashed: N(0, 1) · dot: draw", "dashed: N(0, 1)")
}
