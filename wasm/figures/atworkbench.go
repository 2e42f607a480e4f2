package figures

import (
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The stencil at work, laid out large: what lies under it, its weights, their products, and the sum.

// bench lays out the stencil of the number: what lies under it, its weights, and their products.
func (f *atwork) bench(b *scene.Base, p *scene.Pen, box scene.Box, n number) {
	k := &f.work
	head, foot := 22*p.Size, 24*p.Size
	if box.W > narrowNet*p.Size {
		foot = 30 * p.Size
	}
	f.title(p, box, n)
	in := scene.At(box.X, box.Y+head, box.W, box.H-head-foot)
	if in.H < 24*p.Size {
		return
	}
	switch {
	case k.job == alone:
		f.lone(b, p, in)
	case k.blocks == 1:
		f.grids(b, p, in, n)
	default:
		f.blocks(b, p, in)
	}
	f.equation(p, box, n)
}

// title says which number it is.
func (f *atwork) title(p *scene.Pen, box scene.Box, n number) {
	p.Begin(box.X+box.W/2, box.Y+13*p.Size, scene.Middle, tint.Ink)
	f.name(p, n)
	if p.Fits(13.5*p.Size, 0.94*box.W) {
		p.Labels[len(p.Labels)-1].Bold = true
	}
}

// equation writes the sum in one line, as much of it as there is room for.
func (f *atwork) equation(p *scene.Pen, box scene.Box, n number) {
	k := &f.work
	x, y := box.X+box.W/2, box.Y+box.H-6*p.Size
	for _, brief := range [2]bool{false, true} {
		p.Begin(x, y, scene.Middle, tint.Sand)
		k.write(p, brief)
		if p.Fits(13.5*p.Size, box.W) {
			return
		}
	}
}

// lone shows what a number of the code adds to the copy.
func (f *atwork) lone(b *scene.Base, p *scene.Pen, box scene.Box) { f.added(b, p, b.Square(box)) }

// added draws what the number adds to the copy: sand where it makes lighter, sea where it makes darker.
func (f *atwork) added(b *scene.Base, p *scene.Pen, at scene.Box) {
	most := float32(0.05)
	for _, v := range f.adds {
		most = max(most, scene.Abs(v))
	}
	p.Rect(at, 1, tint.Panel, 0, 1)
	greys := p.Tile(at.X, at.Y, at.W/float32(b.Side()), b.Side(), tint.Signed, 1)
	for i := range greys {
		greys[i] = scene.Poise(f.adds[i] / most)
	}
	p.Frame(at, 1, tint.Line, 1)
	f.outline(p, at, len(f.layers)-1, 1.5, tint.Sand)
}

// grids lays one block large: numbers × weights = products, and of a painter what comes of it in the copy.
func (f *atwork) grids(b *scene.Base, p *scene.Pen, box scene.Box, at number) {
	k := &f.work
	n := float32(3)
	if k.job == paints {
		n = 4
	}
	if box.W > 640*p.Size && box.H > 120*p.Size {
		f.kernels(b, p, scene.At(box.X, box.Y, 0.2*box.W, box.H), at)
		box.X, box.W = box.X+0.22*box.W, 0.78*box.W
	}
	sign, line := 24*p.Size, 15*p.Size
	side := min((box.W-(n-1)*sign)/n, box.H-line, 240*p.Size)
	x := box.X + (box.W-n*side-(n-1)*sign)/2
	y := box.Y + (box.H-line-side)/2
	words := [4][2]string{{"what lies under it", "under it"}, {"weights", "weights"}, {"products", "products"}, {"in the copy", "copy"}}
	if k.job == paints {
		words[0], words[2] = [2]string{"its value", "value"}, [2]string{"what it paints", "paints"}
	}
	for i := range int(n) {
		at := scene.At(x+float32(i)*(side+sign), y, side, side)
		switch {
		case i == 0 && k.job == paints:
			f.one(p, at)
		case i == 0:
			f.grid(p, at, k.x, tint.Ramp, 0)
		case i == 1:
			f.grid(p, at, k.w, tint.Signed, 0)
		case i == 2:
			f.grid(p, at, k.v, tint.Signed, 0)
		default:
			f.added(b, p, at)
		}
		p.First(at.X+side/2, at.Y+side+line, scene.Middle, tint.Dim, 11.5*p.Size, side+sign-4, words[i][0], words[i][1])
		if i < int(n)-1 {
			p.Write(at.X+side+sign/2, at.Y+side/2+5*p.Size, scene.Middle, tint.Dim, [3]string{"×", "=", "→"}[i]).Size = 15 * p.Size
		}
	}
}

// kernels draws the stencils of all maps of the layer, each a tile to tap: it is the same place of another map that is looked at then.
func (f *atwork) kernels(b *scene.Base, p *scene.Pen, box scene.Box, at number) {
	l := &f.layers[at.station]
	own, n := at.i%l.shape.Channels, l.shape.Channels
	weights := l
	if f.work.job == paints {
		weights = &f.layers[at.station+1]
	}
	w, size := b.Model.Net.Of(weights.at, b.Snap.Params), f.work.kernel
	line := 15 * p.Size
	across, step := 1, float32(0)
	for c := 1; c <= n; c++ {
		if s := min(box.W/float32(c), (box.H-line)/float32((n+c-1)/c), 64*p.Size); s > step {
			across, step = c, s
		}
	}
	down := (n + across - 1) / across
	side := step - 6*p.Size
	x0, y0 := box.X+(box.W-step*float32(across))/2, box.Y+(box.H-line-step*float32(down))/2
	most := 2.6 * rms(w[:size*size*n])
	for m := range n {
		tile := scene.At(x0+step*float32(m%across)+3*p.Size, y0+step*float32(m/across)+3*p.Size, side, side)
		greys := p.Tile(tile.X, tile.Y, side/float32(size), size, tint.Signed, 1)
		for i := range greys {
			v := w[i*n+m]
			if f.work.job == paints {
				v = w[m*size*size+i]
			}
			greys[i] = scene.Poise(v / (most + 1e-9))
		}
		if m == own {
			p.Frame(tile.Inset(-2*p.Size), 1.5*p.Size, tint.Ink, 1)
		} else {
			p.Frame(tile, 1, tint.Line, 1)
		}
		h := f.hit(number{at.station, at.i - own + m})
		h.X, h.Y, h.X2, h.Y2 = tile.X-2, tile.Y-2, tile.X+side+2, tile.Y+side+2
		p.Hit(h)
	}
	p.First(box.X+box.W/2, box.Y+box.H-2, scene.Middle, tint.Dim, 11.5*p.Size, box.W, "all stencils of this layer: tap one", "all stencils: tap one", "all stencils")
}

// one draws the value that a number paints with.
func (f *atwork) one(p *scene.Pen, at scene.Box) {
	c := at.W / float32(f.work.kernel)
	cell := scene.At(at.X+(at.W-c)/2, at.Y+(at.H-c)/2, c, c)
	p.Rect(cell, min(3, 0.1*c), tint.Panel, 0, 1)
	p.Frame(cell, 1.5*p.Size, tint.Sand, 1)
	size := min(c/3, 15*p.Size)
	if size < 9 {
		return
	}
	p.Begin(cell.X+c/2, cell.Y+c/2+0.36*size, scene.Middle, tint.Ink)
	p.Num(scene.Clamp(f.work.out, -99, 99), 2)
	p.Fits(size, at.W)
}

// grid draws one block of numbers, cell by cell, each with what it is where there is room.
func (f *atwork) grid(p *scene.Pen, at scene.Box, v []float32, role tint.Role, block int) {
	k := &f.work
	c := at.W / float32(k.kernel)
	most := f.strongest(v)
	size := min(max(c/3, 9.1), 15*p.Size)
	if c < 24 {
		size = 0
	}
	for i := range k.kernel * k.kernel {
		j := block*k.kernel*k.kernel + i
		cell := scene.At(at.X+c*float32(i%k.kernel), at.Y+c*float32(i/k.kernel), c, c).Inset(min(1, 0.04*c))
		if !k.live[j] { // off the picture
			p.Frame(cell, 1, tint.Line, 0.8)
			continue
		}
		ink := tint.Ink
		switch {
		case role == tint.Ramp && k.job == gathers && f.plain():
			p.Rect(cell, min(3, 0.1*c), tint.Ramp, scene.Clamp(v[j], 0, 1), 1)
		default:
			p.Rect(cell, min(3, 0.1*c), tint.Panel, 0, 1)
			p.Rect(cell, min(3, 0.1*c), tint.Signed, v[j], 0.55*min(scene.Abs(v[j])/most, 1))
		}
		if size < 9 {
			continue
		}
		if role == tint.Ramp && k.job == gathers && f.plain() { // a number on a grey is read on a plate of its own
			p.Rect(scene.At(cell.X+0.1*c, cell.Y+0.28*c, 0.76*c, 0.4*c), 2, tint.Ground, 0, 0.82)
		}
		p.Begin(cell.X+cell.W/2, cell.Y+cell.H/2+0.36*size, scene.Middle, ink)
		p.Num(scene.Clamp(v[j], -99, 99), 2)
		if !p.Fits(size, c-2) {
			p.Begin(cell.X+cell.W/2, cell.Y+cell.H/2+0.36*size, scene.Middle, ink)
			p.Num(scene.Clamp(v[j], -99, 99), 1)
			p.Fits(size, c-1)
		}
	}
	p.Frame(at, 1, tint.Faint, 0.8)
}

// plain tells whether what lies under the stencil is the input itself, in grey values.
func (f *atwork) plain() bool { return f.work.blocks == 1 }

// strongest is the largest of the numbers that lie on the picture, but for their sign.
func (f *atwork) strongest(v []float32) float32 {
	k, most := &f.work, float32(1e-6)
	for i := range k.blocks * k.kernel * k.kernel {
		if k.live[i] {
			most = max(most, scene.Abs(v[i]))
		}
	}
	return most
}

// blocks lays the blocks of many maps side by side, those that count most first where not all have room: what lies under, the weights, and what they
// come to together.
func (f *atwork) blocks(b *scene.Base, p *scene.Pen, box scene.Box) {
	k := &f.work
	names := [3][2]string{{"under it", "in"}, {"weights", "w"}, {"together", "sum"}}
	if k.job == paints {
		names[0], names[2] = [2]string{"paints", "paints"}, [2]string{"", ""}
	}
	left, line := 62*p.Size, 17*p.Size
	room := box.W - left
	if k.job == paints {
		room -= min(box.H, 0.3*box.W) + 14*p.Size
		line = 4 * p.Size
	}
	gap := 5 * p.Size
	least := 30 * p.Size
	shown := min(k.blocks, max(int(room/(least+gap)), 1))
	side := min(room/float32(shown)-gap, (box.H-line-3*gap)/2, 96*p.Size)
	x, y := box.X+left, box.Y+(box.H-line-2*side-gap)/2
	if k.job == paints {
		at := scene.At(box.X+box.W-min(box.H, 0.3*box.W), box.Y, min(box.H, 0.3*box.W), box.H)
		f.added(b, p, b.Square(at))
	}
	for r, at := range [3]float32{y + side/2, y + side + gap + side/2, y + 2*side + gap + 10*p.Size} {
		if r < 2 || k.job != paints {
			p.First(x-8*p.Size, at+4*p.Size, scene.End, tint.Dim, 11.5*p.Size, left-8*p.Size, names[r][0], names[r][1])
		}
	}
	for i := range shown {
		block := i
		if shown < k.blocks {
			block = k.order[i]
		}
		at := scene.At(x+float32(i)*(side+gap), y, side, side)
		first := k.x
		if k.job == paints {
			first = k.v
		}
		f.patch(p, at, first, block)
		at.Y += side + gap
		f.patch(p, at, k.w, block)
		if k.job != paints {
			p.Begin(at.X+side/2, at.Y+side+14*p.Size, scene.Middle, tint.Ink)
			p.Num(scene.Clamp(k.sums[block], -99, 99), 2)
			p.Fits(11*p.Size, side+gap-2)
		}
	}
}

// patch draws one small block of numbers.
func (f *atwork) patch(p *scene.Pen, at scene.Box, v []float32, block int) {
	k := &f.work
	most := f.strongest(v)
	p.Rect(at, 1, tint.Panel, 0, 1)
	greys := p.Tile(at.X, at.Y, at.W/float32(k.kernel), k.kernel, tint.Signed, 1)
	for i := range greys {
		greys[i] = scene.Poise(0)
		if j := block*k.kernel*k.kernel + i; k.live[j] {
			greys[i] = scene.Poise(v[j] / most)
		}
	}
	p.Frame(at, 1, tint.Line, 1)
}
