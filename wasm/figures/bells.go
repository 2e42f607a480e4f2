package figures

import (
	"math"

	"hourglass/core/vec"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "bells", Label: "Two clouds and what lies between", Short: "Two clouds", Shape: scene.Any, Least: scene.Size{W: 260, H: 170},
		Needs: scene.Codes, RunOnly: true,
		New: func() scene.Panel { return &bells{} },
	})
}

// bells draws the clouds of the shown example and of one that looks quite unlike it, on the straight line through the middles of both: how far apart they lie,
// how wide each is along that line, how much ground they share; the standard cloud, to which beta pulls; and what the decoder paints on the way from one to the
// other. A place on the line is counted from the foot of the perpendicular from the origin, so that the standard cloud stands at 0.
type bells struct {
	other  int          // the place of the other example
	ends   [2]float32   // where the middles lie on the line
	dev    [2]float32   // how wide the clouds are along it; 0 of a code that is a point
	way    []float32    // (wayPictures, Dim), from the one to the other in even steps
	z      []float32    // codes to decode (wayPictures, Neck)
	near   [2][]float32 // the two middles (Neck)
	foot   []float32    // where the line is nearest to the origin (Neck)
	unit   []float32    // its direction (Neck)
	deep   []float32    // how deep in the cloud of a known example each of coverPlaces places of the axis lies: 1 at its middle, as the density falls
	passed []passing    // clouds that the line passes by
	share  float32      // the part of the way between the middles that lies within two deviations of the middle of some cloud, 0 to 1
	reach  float32      // how far the axis runs on both sides of 0
}

const (
	wayPictures = 9   // pictures that the way has
	coverPlaces = 161 // places of the axis where clouds are looked for, and as many of the way
)

// Plan implements [scene.Panel].
func (f *bells) Plan(b *scene.Base) {
	neck := b.Model.Code
	*f = bells{way: make([]float32, wayPictures*b.Set.Dim()), z: make([]float32, wayPictures*neck), deep: make([]float32, coverPlaces), passed: make([]passing, 0, scene.MaxClouds),
		foot: make([]float32, neck), unit: make([]float32, neck)}
	for i := range f.near {
		f.near[i] = make([]float32, neck)
	}
}

// Update implements [scene.Panel].
func (f *bells) Update(b *scene.Base) {
	if !b.Fresh[0] { // both clouds are of one snapshot
		return
	}
	neck := b.Model.Code
	f.other = unlike(b)
	copy(f.near[0], b.Code)
	copy(f.near[1], b.Codes[f.other*neck:(f.other+1)*neck])
	f.line(b)
	for i := range f.z {
		k, t := i%neck, float32(i/neck)/(wayPictures-1)
		f.z[i] = f.near[0][k] + t*(f.near[1][k]-f.near[0][k])
	}
	copy(f.way, b.Model.Decode(b.Many, b.Snap.Params, f.z, wayPictures))
}

// unlike is the example, of those whose spreads are known, that looks least like the shown one. It depends on the examples alone: a run does not move it.
func unlike(b *scene.Base) (far int) {
	most := float32(-1)
	for i := range min(scene.MaxClouds, b.Set.Train) {
		off := float32(0)
		for k, v := range b.Set.Picture(i) {
			d := v - b.Snap.View.Input[k]
			off += float32(d * d)
		}
		if off > most {
			far, most = i, off
		}
	}
	return far
}

// line lays the two clouds on the line through their middles.
func (f *bells) line(b *scene.Base) {
	neck, long := b.Model.Code, float32(0)
	for k := range neck {
		d := f.near[1][k] - f.near[0][k]
		long += float32(d * d)
	}
	long = max(float32(math.Sqrt(float64(long))), 1e-9)
	f.ends, f.dev = [2]float32{}, [2]float32{}
	sent := b.One.Out(b.Model.Neck - 1)
	for k := range neck {
		u := (f.near[1][k] - f.near[0][k]) / long
		f.unit[k] = u
		f.ends[0] += float32(u * f.near[0][k])
		f.ends[1] += float32(u * f.near[1][k])
		if b.Model.Cloud.On {
			one, two := vec.Exp1(0.5*sent[neck+k]), b.Spreads[f.other*neck+k]
			f.dev[0] += float32(u * u * one * one)
			f.dev[1] += float32(u * u * two * two)
		}
	}
	far := float32(3.2)
	for i, v := range f.dev {
		f.dev[i] = float32(math.Sqrt(float64(v)))
		far = max(far, scene.Abs(f.ends[i])+3.5*f.dev[i])
	}
	f.reach = scene.Follow(f.reach, min(far, 1e4))
	for k := range neck {
		f.foot[k] = f.near[0][k] - f.ends[0]*f.unit[k]
	}
	f.cover(b)
}

// A passing is how the line passes a cloud by: it comes nearest at a place of the line, where it is so many deviations from the middle, squared; and from
// there the square grows by so much with the square of the way.
type passing struct{ at, least, grows float32 }

// cover finds how deep the line lies in the clouds of the known examples whose spreads are known.
func (f *bells) cover(b *scene.Base) {
	clear(f.deep)
	f.share, f.passed = 0, f.passed[:0]
	if !b.Model.Cloud.On {
		return
	}
	neck := b.Model.Code
	for i := range min(len(b.Spreads)/neck, b.Set.Train) {
		f.passed = append(f.passed, f.pass(b.Codes[i*neck:(i+1)*neck], b.Spreads[i*neck:(i+1)*neck]))
	}
	const within = 4 // two deviations, squared
	for i := range f.deep {
		at := float32(i) / (coverPlaces - 1)
		f.deep[i] = vec.Exp1(-0.5 * min(f.nearest(f.reach*(2*at-1)), 80))
		if f.nearest(f.ends[0]+at*(f.ends[1]-f.ends[0])) < within {
			f.share += 1 / float32(coverPlaces)
		}
	}
}

// pass is how the line passes the cloud of that middle and of those deviations by.
func (f *bells) pass(middle, dev []float32) (p passing) {
	towards := float32(0)
	for k, u := range f.unit {
		s := 1 / max(dev[k], 1e-6)
		p.grows += float32(u * u * s * s)
		towards += float32(u * (middle[k] - f.foot[k]) * s * s)
	}
	if p.grows > 0 {
		p.at = towards / p.grows
	}
	for k, u := range f.unit {
		d := (f.foot[k] + p.at*u - middle[k]) / max(dev[k], 1e-6)
		p.least += float32(d * d)
	}
	return p
}

// nearest is how many deviations a place of the line is from the middle of the cloud that it lies deepest in, squared.
func (f *bells) nearest(at float32) float32 {
	least := float32(math.MaxFloat32)
	for i := range f.passed {
		p := &f.passed[i]
		d := at - p.at
		if sum := p.least + float32(p.grows*d*d); sum < least {
			least = sum
		}
	}
	return least
}

// Tell implements [scene.Teller].
func (f *bells) Tell(b *scene.Base, p *scene.Pen) {
	p.Str("the middles of two clouds lie at ")
	p.Numbers(f.ends[:], 2)
	if b.Model.Cloud.On {
		p.Str(", their spreads are ")
		p.Numbers(f.dev[:], 2)
		p.Str(", ")
		f.covered(p, "way in clouds: ")
	}
}

// covered writes how much of the way lies in a cloud.
func (f *bells) covered(p *scene.Pen, words string) {
	p.Str(words)
	p.Num(100*f.share, 0)
	p.Str(" %")
}

// Draw implements [scene.Panel].
func (f *bells) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	if !b.Model.Cloud.On {
		p.Heading(box, "Two clouds and what lies between", "Two clouds")
		p.Note(box, "Here the code is a point:", "no spread, and no draw.")
		return
	}
	p.Heading(box, "Two clouds on one line, and what is painted on the way from one to the other", "Two clouds, and what is painted between", "Two clouds and between", "Two clouds")
	in := scene.At(box.X+18*p.Size, box.Y+34*p.Size, box.W-36*p.Size, box.H-40*p.Size)
	if in.H < 110*p.Size { // a strip: the bells alone, under small faces
		face := 0.3 * in.H
		f.bells(b, p, scene.At(in.X, in.Y+face+4*p.Size, in.W, in.H-face-18*p.Size), face)
		return
	}
	tile := min(in.W/(wayPictures+0.4), 0.2*in.H)
	strip := scene.At(in.X, in.Y+in.H-tile, in.W, tile)
	words := 0 * p.Size
	if in.H > 230*p.Size {
		words = 18 * p.Size
		strip.Y -= words
	}
	face := min(0.2*in.H, 0.16*in.W, 96*p.Size)
	foot := 24 * p.Size                              // of the axis
	fan := min(max(0.12*in.H, 14*p.Size), 60*p.Size) // from the axis to the strip
	plot := scene.At(in.X, in.Y+face+10*p.Size, in.W, strip.Y-in.Y-face-10*p.Size-foot-fan)
	if high := 0.42 * in.W; plot.H > high { // no taller than is pretty: what is left over stands round it
		spare := plot.H - high
		plot.H = high
		strip.Y -= spare / 2
		plot.Y += spare / 2
	}
	f.bells(b, p, plot, face)
	f.between(b, p, plot, strip, foot)
	if words > 0 {
		f.legend(p, strip, strip.Y+tile+15*p.Size)
	}
}

// across is where a place of the line is on a plot.
func (f *bells) across(plot scene.Box, v float32) float32 {
	return plot.X + plot.W*(0.5+0.5*scene.Clamp(v/f.reach, -1, 1))
}

// bells draws the two clouds over the axis, the standard one behind them, and over each the example that it stands for.
func (f *bells) bells(b *scene.Base, p *scene.Pen, plot scene.Box, face float32) {
	low := plot.Y + plot.H
	f.ground(p, plot)
	f.bell(p, plot, 0, 1, 0.92, tint.Dim)
	f.bell(p, plot, f.ends[0], f.dev[0], 0.92, tint.Sand)
	f.bell(p, plot, f.ends[1], f.dev[1], 0.92, tint.Sea)
	p.Line(plot.X, low, plot.X+plot.W, low, 1, tint.Line, 1)
	p.Across(scene.Axis{Plot: plot, Lo: -f.reach, Span: 2 * f.reach, Gap: 34, First: 12, End: 12, Off: 15, Size: 11, Stub: 4})
	var at [2]float32
	for i, v := range f.ends {
		at[i] = f.across(plot, v)
	}
	apart := face + 14*p.Size
	if at[1]-at[0] < apart {
		mid := scene.Clamp((at[0]+at[1])/2, plot.X+apart, plot.X+plot.W-apart)
		at = [2]float32{mid - apart/2, mid + apart/2}
	}
	for i, x := range at {
		x = scene.Clamp(x, plot.X+face/2, plot.X+plot.W-face/2)
		tile := scene.At(x-face/2, plot.Y-face-8*p.Size, face, face)
		role := [2]tint.Role{tint.Sand, tint.Sea}[i]
		p.Line(x, plot.Y-8*p.Size, f.across(plot, f.ends[i]), low-0.92*plot.H, 1.4*p.Size, role, 0.9)
		input := b.Snap.View.Input
		if i == 1 {
			input = b.Set.Picture(f.other)
		}
		b.Example(p, tile, input, tint.Ramp, 1)
		p.Frame(tile.Inset(-2), 2*p.Size, role, 1)
	}
	f.common(p, plot, at, face)
}

// ground is how deep the line lies in the clouds of other known examples: bare where nobody trained.
func (f *bells) ground(p *scene.Pen, plot scene.Box) {
	low := plot.Y + plot.H
	first := int32(len(p.Points))
	for i, v := range f.deep {
		p.Points = append(p.Points, scene.Point{X: plot.X + plot.W*float32(i)/(coverPlaces-1), Y: low - 0.92*plot.H*v})
	}
	for i := range f.deep {
		p.Points = append(p.Points, scene.Point{X: p.Points[first+int32(i)].X, Y: low})
	}
	p.Add(scene.Mark{Kind: scene.Area, Role: tint.Faint, V: float32(tint.Faint), A: 0.3, First: first, Count: coverPlaces})
}

// common writes how much of the way lies in clouds, between the faces or beside them, where there is room.
func (f *bells) common(p *scene.Pen, plot scene.Box, at [2]float32, face float32) {
	size := 13.5 * p.Size
	y := plot.Y - face/2 - 8*p.Size + 0.36*size
	between, right, left := at[1]-at[0]-face-16*p.Size, plot.X+plot.W-at[1]-face/2-14*p.Size, at[0]-face/2-plot.X-14*p.Size
	for _, words := range [...]string{"way in clouds: ", "clouds: "} {
		p.Begin((at[0]+at[1])/2, y, scene.Middle, tint.Ink)
		f.covered(p, words)
		l := p.End()
		l.Size, l.Bold = size, true
		switch w := 1.08 * p.Width(l); {
		case w < between:
			return
		case right >= left && w < right:
			l.X, l.Anchor = at[1]+face/2+12*p.Size, scene.Start
			return
		case w < left:
			l.X, l.Anchor = at[0]-face/2-12*p.Size, scene.End
			return
		}
		p.TakeBack()
	}
}

// bell is the density of N(m, s) with its peak at so much of the height: filled, or, of the standard one, dashed.
func (f *bells) bell(p *scene.Pen, plot scene.Box, m, s, high float32, role tint.Role) {
	const points = 49
	low := plot.Y + plot.H
	first := int32(len(p.Points))
	for i := range points {
		t := float32(i)/(points-1)*7 - 3.5
		p.Points = append(p.Points, scene.Point{X: f.across(plot, m+s*t), Y: low - high*plot.H*vec.Exp1(-0.5*t*t)})
	}
	if role == tint.Dim {
		p.Add(scene.Mark{Kind: scene.Poly, Role: role, W: 1.4 * p.Size, A: 0.9, Dash: 5, First: first, Count: points})
		return
	}
	for i := range points {
		p.Points = append(p.Points, scene.Point{X: p.Points[first+int32(i)].X, Y: low})
	}
	p.Add(scene.Mark{Kind: scene.Area, Role: role, V: float32(role), A: 0.4, First: first, Count: points})
	p.Add(scene.Mark{Kind: scene.Poly, Role: role, W: 2 * p.Size, A: 1, First: first, Count: points})
}

// between is the way: pictures in even steps, each joined to its place on the line.
func (f *bells) between(b *scene.Base, p *scene.Pen, plot, strip scene.Box, foot float32) {
	dim, low := b.Set.Dim(), plot.Y+plot.H
	step := min(strip.W/wayPictures, strip.H*1.14)
	left := strip.X + (strip.W-step*wayPictures)/2
	for i := range wayPictures {
		t := float32(i) / (wayPictures - 1)
		role := tint.Dim
		switch i {
		case 0:
			role = tint.Sand
		case wayPictures - 1:
			role = tint.Sea
		}
		at := scene.At(left+float32(i)*step+0.06*step, strip.Y, 0.88*step, 0.88*step)
		x := f.across(plot, f.ends[0]+t*(f.ends[1]-f.ends[0]))
		p.Line(x, low+foot-4*p.Size, at.X+at.W/2, at.Y-3*p.Size, 1.2*p.Size, role, 0.8)
		p.Line(x, low, x, low+4*p.Size, 1.6*p.Size, role, 1)
		b.Example(p, at, f.way[i*dim:(i+1)*dim], tint.Ramp, 1)
		if role != tint.Dim {
			p.Frame(at.Inset(-2), 1.6*p.Size, role, 1)
		}
	}
}

// legend says what is what.
func (f *bells) legend(p *scene.Pen, strip scene.Box, y float32) {
	p.First(strip.X+strip.W/2, y, scene.Middle, tint.Faint, 11.5*p.Size, strip.W, "below: painted on the way from one middle to the other · grey: clouds of other known ones · dashed: the standard cloud, to which Beta pulls all",
		"grey: clouds of others on the way · dashed: the standard one, to which Beta pulls all", "grey: clouds of others · dashed: to where Beta pulls", "dashed: to where Beta pulls", "grey: clouds of others")
}
