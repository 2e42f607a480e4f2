package scene

import (
	"math"

	"hourglass/core/data"
	"hourglass/wasm/tint"
)

// dictionary draws what each unit of the code adds to the copy when it speaks, and how often it does; beside the grid stands the page of one
// unit: the one that is open or under the pointer, else one that the shown picture wakes.
type dictionary struct {
	tiles []float32 // (Neck, Dim), what each unit adds
	scale float32   // what counts as strong in all tiles
	often []float32 // (Neck), share of the validation pictures that wake it
	loud  []float32 // (Neck), its largest activation over them
	never int       // units that no picture wakes
	limit float32   // see Builder.wakeLimit
	unit  int       // the unit whose page stands there when none is asked for
	z     []float32 // (Neck+1, Neck), codes of one unit each, and silence
	best  [4]int    // validation pictures that excite the unit of the page most; -1 for none
	bins  [pageBins]int
}

const pageBins = 16

func (f *dictionary) plan(b *Builder) {
	n := b.snap.Setup.Neck
	*f = dictionary{tiles: make([]float32, n*b.set.Dim()), often: make([]float32, n), loud: make([]float32, n), z: make([]float32, (n+1)*n)}
}

func (f *dictionary) update(b *Builder) {
	f.limit = b.wakeLimit()
	f.listen(b)
	if b.snap.Setup.Depth == 0 {
		f.columns(b)
	} else {
		f.speak(b)
	}
	f.scale = max(2.6*rms(f.tiles), 1e-6)
	if now := b.code; abs(now[f.unit]) <= f.limit {
		for j, v := range now {
			if abs(v) > abs(now[f.unit]) {
				f.unit = j
			}
		}
	}
}

// listen counts over the validation pictures how often each unit wakes, and how loud it is at most.
func (f *dictionary) listen(b *Builder) {
	n := len(f.often)
	clear(f.often)
	clear(f.loud)
	codes := b.validCodes()
	for ; len(codes) > 0; codes = codes[n:] {
		for j, v := range codes[:n] {
			v = abs(v)
			if v > f.loud[j] {
				f.loud[j] = v
			}
			if v > f.limit {
				f.often[j]++
			}
		}
	}
	f.never = 0
	for j := range f.often {
		if f.often[j] == 0 {
			f.never++
		}
		f.often[j] /= float32(b.set.Valid)
	}
}

// columns reads what a unit adds from the decoder's weights: with no hidden layer they are just that, before the output's own unit.
func (f *dictionary) columns(b *Builder) {
	fan := b.model.Fan(len(b.model.Show)-1, b.snap.Params)
	for j := range fan.In {
		for k := range fan.Out {
			f.tiles[j*fan.Out+k] = fan.At(j, k)
		}
	}
}

// speak lets each unit speak alone, half as loud as it ever is, and takes off what the decoder paints of silence.
func (f *dictionary) speak(b *Builder) {
	n, dim := len(f.often), b.set.Dim()
	clear(f.z)
	for j := range n {
		f.z[j*n+j] = 0.5 * f.loud[j]
		if f.loud[j] <= f.limit {
			f.z[j*n+j] = 1
		}
	}
	out := b.model.Decode(b.many, b.snap.Params, f.z, n+1)
	for i := range f.tiles {
		f.tiles[i] = out[i] - out[n*dim+i%dim]
	}
}

func (f *dictionary) draw(b *Builder, p *pen, box Box, look *Look) {
	f.caption(p, box)
	grid := Box{box.X + 15*p.size, box.Y + 34*p.size, box.W - 30*p.size, box.H - 42*p.size}
	page := grid
	switch {
	case box.W > 600*p.size && box.H > 300*p.size:
		page.W = min(0.32*box.W, 330*p.size)
		page.X = box.X + box.W - page.W - 15*p.size
		grid.W = page.X - grid.X - 22*p.size
		p.line(page.X-11*p.size, page.Y, page.X-11*p.size, page.Y+page.H, 1, tint.Line, 1)
		f.page(b, p, page, f.asked(b, look))
	case box.H > 340*p.size && box.W > 280*p.size:
		page.H = 112 * p.size
		page.Y = box.Y + box.H - page.H - 6*p.size
		grid.H = page.Y - grid.Y - 10*p.size
		f.strip(b, p, page, f.asked(b, look))
	}
	f.grid(b, p, grid, f.asked(b, look))
}

// asked is the unit whose page is wanted.
func (f *dictionary) asked(b *Builder, look *Look) int {
	for _, h := range [...]Hit{look.Open, look.Hover} {
		code := h.Target == Unit || h.Target == Node && int(h.Layer) < len(b.model.Show) && h.Layer >= 0 && b.model.Show[h.Layer] == b.model.Neck
		if code && h.Index >= 0 && int(h.Index) < len(f.often) {
			return int(h.Index)
		}
	}
	return f.unit
}

func (f *dictionary) caption(p *pen, box Box) {
	for _, words := range [...][3]string{
		{"What each of ", " units draws, and how often it wakes: tap one · ", " never wake"},
		{"What each of ", " units draws: tap one · ", " never wake"},
		{"", " units: tap one · ", " never wake"},
		{"", " units · ", " never wake"},
		{"", " units, ", " never"},
	} {
		p.begin(box.X+15*p.size, box.Y+22*p.size, Start, tint.Dim)
		p.str(words[0])
		p.count(len(f.often))
		p.str(words[1])
		switch f.never {
		case 0:
			p.str("all wake")
		case 1:
			p.str("1 never wakes")
		default:
			p.count(f.never)
			p.str(words[2])
		}
		l := p.end()
		l.Size = 13 * p.size
		if p.width(l) <= box.W-26*p.size {
			return
		}
		p.drop()
	}
}

// grid lays the tiles in the order of the units, as large as they fit.
func (f *dictionary) grid(b *Builder, p *pen, box Box, asked int) {
	n := len(f.often)
	foot := 7 * p.size // the bar under a tile
	across, step := 1, float32(0)
	for c := 1; c <= n; c++ {
		rows := (n + c - 1) / c
		if s := min(box.W/float32(c), box.H/float32(rows)-foot, 108*p.size); s > step {
			across, step = c, s
		}
	}
	rows := (n + across - 1) / across
	gap := max(0.14*step, 4)
	side := step - gap
	x0 := box.X + (box.W-float32(across)*step+gap)/2
	y0 := box.Y + max(0, (box.H-float32(rows)*(step+foot)+gap)/2)
	for j := range n {
		at := Box{x0 + float32(j%across)*step, y0 + float32(j/across)*(step+foot), side, side}
		f.tile(b, p, at, j, j == asked)
		p.hit(Hit{Target: Unit, X: at.X - gap/2, Y: at.Y - gap/2, X2: at.X + side + gap/2, Y2: at.Y + side + gap/2 + foot, Index: int32(j)})
	}
}

// tile is one unit: what it draws, a frame as strong as it speaks now, and under it how often it wakes.
func (f *dictionary) tile(b *Builder, p *pen, at Box, j int, asked bool) {
	dead := f.often[j] == 0
	a := float32(1)
	if dead {
		a = 0.4
	}
	p.rect(at.inset(-1), 2, tint.Panel, 0, 1)
	f.drawing(b, p, at, j, a)
	if v := abs(b.code[j]); v > f.limit {
		strong := min(v/max(f.loud[j], 1e-9), 1)
		p.frame(at.inset(-1.5*p.size), (1+1.6*strong)*p.size, tint.Sand, 0.35+0.65*strong)
	} else {
		p.frame(at.inset(-1), 1, tint.Line, 1)
	}
	if asked {
		p.frame(at.inset(-3.6*p.size), 1.2*p.size, tint.Ink, 0.9)
	}
	bar := Box{at.X, at.Y + at.H + 4.5*p.size, at.W, 2.6 * p.size}
	if dead {
		p.add(Mark{Kind: Line, Role: tint.Faint, X: bar.X, Y: bar.Y + bar.H/2, X2: bar.X + bar.W, Y2: bar.Y + bar.H/2, W: 1, A: 0.8, Dash: 2})
		return
	}
	p.rect(bar, 1, tint.Line, 0, 1)
	bar.W *= f.often[j]
	p.rect(bar, min(1, bar.W/2), tint.Sea, 0, 0.95)
}

// drawing is what unit j adds: sand where it makes lighter, sea with a stroke through it where it makes darker.
func (f *dictionary) drawing(b *Builder, p *pen, at Box, j int, a float32) {
	dim := b.set.Dim()
	v := f.tiles[j*dim : (j+1)*dim]
	if b.form() != data.Pictures {
		f.drops(p, at, v, a)
		return
	}
	side := b.side()
	c := at.W / float32(side)
	greys := p.tile(at.X, at.Y, c, side, tint.Signed, a)
	for k := range greys {
		greys[k] = poise(v[k] / f.scale)
	}
	if c < 5*p.size {
		return
	}
	for k, x := range v {
		if x < -0.4*f.scale {
			cx, cy := at.X+(float32(k%side)+0.5)*c, at.Y+(float32(k/side)+0.5)*c
			p.line(cx-0.2*c, cy, cx+0.2*c, cy, 1.2, tint.Ink, 0.8*a)
		}
	}
}

// drops draws what a unit adds to a signal, or to a point, as bars up and down.
func (f *dictionary) drops(p *pen, at Box, v []float32, a float32) {
	c, mid := at.W/float32(len(v)), at.Y+at.H/2
	p.line(at.X, mid, at.X+at.W, mid, 1, tint.Line, 1)
	for k, x := range v {
		h := 0.48 * at.H * min(abs(x)/f.scale, 1)
		y := mid
		if x > 0 {
			y = mid - h
		}
		p.rect(Box{at.X + (float32(k)+0.1)*c, y, 0.8 * c, h}, 0, tint.Signed, x, a)
	}
}

// study finds the pictures that excite unit j most, and how its activations are spread over those that wake it.
func (f *dictionary) study(b *Builder, j int) {
	n, codes := len(f.often), b.validCodes()
	f.best = [4]int{-1, -1, -1, -1}
	clear(f.bins[:])
	at := func(i int) float32 { return abs(codes[i*n+j]) }
	for i := range b.set.Valid {
		v := at(i)
		if v <= f.limit {
			continue
		}
		f.bins[min(int(v/f.loud[j]*pageBins), pageBins-1)]++
		for k := range f.best {
			if f.best[k] < 0 || v > at(f.best[k]) {
				copy(f.best[k+1:], f.best[k:])
				f.best[k] = i
				break
			}
		}
	}
}

// title is a unit's name and how often it wakes, in words.
func (f *dictionary) title(b *Builder, p *pen, x, y float32, j int) {
	p.begin(x, y, Start, tint.Ink)
	p.str("Unit ")
	p.count(j + 1)
	p.str(", ")
	p.letter(j)
	l := p.end()
	l.Size, l.Bold = 14*p.size, true
	after := p.width(l) + 10*p.size
	p.begin(x+after, y, Start, tint.Dim)
	if f.often[j] == 0 {
		p.str("never wakes")
	} else {
		p.str("wakes for ")
		p.count(int(math.Round(float64(f.often[j] * float32(b.set.Valid)))))
		p.str(" of ")
		p.count(b.set.Valid)
	}
	p.end().Size = 12 * p.size
}

// page is the side of a wide figure: all about one unit.
func (f *dictionary) page(b *Builder, p *pen, box Box, j int) {
	f.study(b, j)
	f.title(b, p, box.X, box.Y+12*p.size, j)
	small := func(y float32, long, short string) {
		p.first(box.X, y, Start, tint.Dim, 12*p.size, box.W+8*p.size, long, short)
	}
	y := box.Y + 38*p.size
	side := min(0.42*box.W, 0.27*box.H)
	small(y, "what it draws", "draws")
	at := Box{box.X, y + 9*p.size, side, side}
	p.rect(at.inset(-1), 2, tint.Panel, 0, 1)
	f.drawing(b, p, at, j, 1)
	p.frame(at.inset(-1), 1, tint.Line, 1)
	f.now(b, p, Box{at.X + side + 18*p.size, at.Y, box.W - side - 18*p.size, side}, j)
	y = at.Y + side + 30*p.size
	if f.often[j] == 0 {
		small(y, "no unseen picture excites it", "nothing excites it")
		return
	}
	small(y, "what excites it most: tap one", "what excites it most")
	w := (box.W - 3*10*p.size) / 4
	w = min(w, 0.16*box.H)
	f.exciting(b, p, box.X, y+10*p.size, w, 10*p.size)
	y += w + 38*p.size
	small(y, "how strongly it speaks, when it does", "how strongly it speaks")
	f.histogram(b, p, Box{box.X, y + 12*p.size, min(box.W, 4*w+30*p.size), min(box.Y+box.H-y-34*p.size, 130*p.size)}, j)
}

// now says how loud unit j is for the shown picture.
func (f *dictionary) now(b *Builder, p *pen, box Box, j int) {
	size := 12 * p.size
	p.first(box.X, box.Y+14*p.size, Start, tint.Dim, size, box.W+10*p.size, "for this picture", "now")
	role := tint.Ink
	if abs(b.code[j]) > f.limit {
		role = tint.Sand
	}
	p.begin(box.X, box.Y+38*p.size, Start, role)
	p.num(b.code[j], 2)
	l := p.end()
	l.Size, l.Bold = 20*p.size, true
	if box.H < 96*p.size || b.form() == data.Points {
		return
	}
	w := min((box.W-16*p.size)/2, box.H-62*p.size, 52*p.size)
	if w < 24*p.size {
		return
	}
	y := box.Y + box.H - w - 16*p.size
	b.example(p, Box{box.X, y, w, w}, b.snap.View.Input, tint.Ramp, 1)
	b.example(p, Box{box.X + w + 16*p.size, y, w, w}, b.output, tint.Ramp, 1)
	p.arrow(box.X+w+3*p.size, y+w/2, box.X+w+13*p.size, y+w/2, 1.3*p.size, tint.Dim, 1)
	p.text(box.X+w/2, y+w+14*p.size, Middle, tint.Faint, "in").Size = 11 * p.size
	p.text(box.X+1.5*w+16*p.size, y+w+14*p.size, Middle, tint.Faint, "back").Size = 11 * p.size
}

// exciting lays the validation pictures that wake the page's unit most in a row.
func (f *dictionary) exciting(b *Builder, p *pen, x, y, w, gap float32) {
	for k, i := range f.best {
		at := Box{x + float32(k)*(w+gap), y, w, w}
		if i < 0 {
			p.frame(at, 1, tint.Line, 1)
			continue
		}
		i += b.set.Train
		b.example(p, at, b.set.Picture(i), tint.Ramp, 1)
		if b.snap.View.Sample == i {
			p.frame(at.inset(-2.5), 1.8, tint.Sand, 1)
		}
		p.hit(Hit{Target: Pair, X: at.X - gap/2, Y: at.Y - gap/2, X2: at.X + w + gap/2, Y2: at.Y + w + gap/2, Index: int32(i)})
	}
}

// histogram is over the activations of unit j, silence left out.
func (f *dictionary) histogram(b *Builder, p *pen, box Box, j int) {
	low := box.Y + box.H
	p.line(box.X, low, box.X+box.W, low, 1, tint.Dim, 0.8)
	if f.often[j] == 0 || box.H < 12*p.size {
		return
	}
	most := 1
	for _, c := range f.bins {
		most = max(most, c)
	}
	w := box.W / pageBins
	now := -1
	if v := abs(b.code[j]); v > f.limit {
		now = min(int(v/f.loud[j]*pageBins), pageBins-1)
	}
	for i, c := range f.bins {
		h := box.H * float32(c) / float32(most)
		role := tint.Sea
		if i == now {
			role = tint.Sand
		}
		p.rect(Box{box.X + (float32(i)+0.08)*w, low - h, 0.84 * w, h}, 0, role, 0, 0.9)
	}
	p.text(box.X, low+14*p.size, Start, tint.Faint, "0").Size = 11 * p.size
	p.begin(box.X+box.W, low+14*p.size, End, tint.Faint)
	p.num(f.loud[j], 2)
	p.end().Size = 11 * p.size
}

// strip is the page of a unit under the grid of a narrow figure.
func (f *dictionary) strip(b *Builder, p *pen, box Box, j int) {
	f.study(b, j)
	p.line(box.X, box.Y-4*p.size, box.X+box.W, box.Y-4*p.size, 1, tint.Line, 1)
	f.title(b, p, box.X, box.Y+14*p.size, j)
	side := box.H - 46*p.size
	at := Box{box.X, box.Y + 26*p.size, side, side}
	p.rect(at.inset(-1), 2, tint.Panel, 0, 1)
	f.drawing(b, p, at, j, 1)
	p.frame(at.inset(-1), 1, tint.Line, 1)
	under := at.Y + side + 15*p.size
	size := 11.5 * p.size
	p.first(at.X, under, Start, tint.Dim, size, side+20*p.size, "draws")
	gap := 7 * p.size
	x := at.X + side + 18*p.size
	if f.often[j] == 0 {
		p.text(x, at.Y+side/2+4*p.size, Start, tint.Dim, "no unseen picture excites it").Size = size
		return
	}
	w := min((box.X+box.W-x-3*gap-86*p.size)/4, side)
	f.exciting(b, p, x, at.Y+(side-w)/2, w, gap)
	p.text(x, under, Start, tint.Dim, "excited most by").Size = size
	x += 4*w + 3*gap + 16*p.size
	if room := box.X + box.W - x; room > 40*p.size {
		p.begin(x, at.Y+14*p.size, Start, tint.Ink)
		p.num(b.code[j], 2)
		l := p.end()
		l.Size, l.Bold = 14*p.size, true
		f.histogram(b, p, Box{x, at.Y + 20*p.size, room, side - 20*p.size}, j)
	}
}
