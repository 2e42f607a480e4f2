package figures

import (
	"hourglass/core/ae"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The dictionary of a code. What its units say is found here at every snapshot, and the figure is laid out; dictgrid.go draws all units, dictpage.go
// the page of one.

func init() {
	scene.Register(&scene.Figure{
		Name: "dictionary", Label: "Dictionary of units", Short: "Units", Shape: scene.Wide, Least: scene.Size{W: 280, H: 170},
		Needs: scene.Codes,
		New:   func() scene.Panel { return &dictionary{} },
	})
}

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
	paged int32 // 1 where there is room for a unit's page, or a strip of it

	portraits portraits // for the card
}

// Touch implements [scene.Toucher].
func (f *dictionary) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	if g.Hit.Target == scene.Pair {
		touchPair(g, h)
		return
	}
	touchUnit(b, g, h)
}

// Overlay implements [scene.Overlayer]: the card of a unit, where there is no room for its page.
func (f *dictionary) Overlay(b *scene.Base, p *scene.Pen, look *scene.Look) bool {
	return card(b, p, look, &f.portraits)
}

// Plan implements [scene.Panel].
func (f *dictionary) Plan(b *scene.Base) {
	n := b.Snap.Setup.Neck
	*f = dictionary{tiles: make([]float32, n*b.Set.Dim()), often: make([]float32, n), loud: make([]float32, n), z: make([]float32, (n+1)*n)}
	f.portraits.plan(b)
}

// Update implements [scene.Panel].
func (f *dictionary) Update(b *scene.Base) {
	f.limit = wakeLimit(b)
	f.portraits.update()
	f.listen(b)
	last := len(b.Model.Show) - 1
	if fan := b.Model.Fan(last, b.Snap.Params); fan.In > 0 && b.Model.Show[last-1] == b.Model.Neck {
		f.columns(b, &fan)
	} else {
		f.speak(b)
	}
	f.scale = max(2.6*rms(f.tiles), 1e-6)
	if now := b.Code; scene.Abs(now[f.unit]) <= f.limit {
		for j, v := range now {
			if scene.Abs(v) > scene.Abs(now[f.unit]) {
				f.unit = j
			}
		}
	}
}

// listen counts over the validation pictures how often each unit wakes, and how loud it is at most.
func (f *dictionary) listen(b *scene.Base) {
	n := len(f.often)
	clear(f.often)
	clear(f.loud)
	codes := b.ValidCodes()
	for ; len(codes) > 0; codes = codes[n:] {
		for j, v := range codes[:n] {
			v = scene.Abs(v)
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
		f.often[j] /= float32(b.Set.Valid)
	}
}

// columns reads what a unit adds from the decoder's weights: with no hidden layer they are just that, before the output's own unit.
func (f *dictionary) columns(b *scene.Base, fan *ae.Fan) {
	for j := range fan.In {
		for k := range fan.Out {
			f.tiles[j*fan.Out+k] = fan.At(j, k)
		}
	}
}

// speak lets each unit speak alone, half as loud as it ever is, and takes off what the decoder paints of silence.
func (f *dictionary) speak(b *scene.Base) {
	n, dim := len(f.often), b.Set.Dim()
	clear(f.z)
	for j := range n {
		f.z[j*n+j] = 0.5 * f.loud[j]
		if f.loud[j] <= f.limit {
			f.z[j*n+j] = 1
		}
	}
	out := b.Model.Decode(b.Many, b.Snap.Params, f.z, n+1)
	for i := range f.tiles {
		f.tiles[i] = out[i] - out[n*dim+i%dim]
	}
}

// Tell implements [scene.Teller].
func (f *dictionary) Tell(b *scene.Base, p *scene.Pen) {
	p.Count(len(f.often))
	p.Str(" units, ")
	if f.never == 1 {
		p.Str("1 never wakes")
		return
	}
	p.Count(f.never)
	p.Str(" never wake")
}

// Key implements [scene.Keyer].
func (f *dictionary) Key(b *scene.Base, dx, dy int, h scene.Hand) { keyPair(b, dx-dy, h) }

// Draw implements [scene.Panel].
func (f *dictionary) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	f.caption(p, box)
	grid := scene.At(box.X+15*p.Size, box.Y+34*p.Size, box.W-30*p.Size, box.H-42*p.Size)
	page := grid
	f.paged = 1
	switch {
	case box.W > 600*p.Size && box.H > 300*p.Size:
		page.W = min(0.32*box.W, 330*p.Size)
		page.X = box.X + box.W - page.W - 15*p.Size
		grid.W = page.X - grid.X - 22*p.Size
		p.Line(page.X-11*p.Size, page.Y, page.X-11*p.Size, page.Y+page.H, 1, tint.Line, 1)
		f.page(b, p, page, f.asked(b, look))
	case box.H > 340*p.Size && box.W > 280*p.Size:
		page.H = 112 * p.Size
		page.Y = box.Y + box.H - page.H - 6*p.Size
		grid.H = page.Y - grid.Y - 10*p.Size
		f.strip(b, p, page, f.asked(b, look))
	default:
		f.paged = 0
	}
	f.grid(b, p, grid, f.asked(b, look))
}

// asked is the unit whose page is wanted.
func (f *dictionary) asked(b *scene.Base, look *scene.Look) int {
	for _, h := range [...]scene.Hit{look.Open, look.Hover} {
		code := h.Target == Unit || h.Target == scene.Node && int(h.Layer) < len(b.Model.Show) && h.Layer >= 0 && b.Model.Show[h.Layer] == b.Model.Neck
		if code && h.Index >= 0 && int(h.Index) < len(f.often) {
			return int(h.Index)
		}
	}
	return f.unit
}

func (f *dictionary) caption(p *scene.Pen, box scene.Box) {
	for _, words := range [...][3]string{
		{"What each of ", " units draws, and how often it wakes: tap one · ", " never wake"},
		{"What each of ", " units draws: tap one · ", " never wake"},
		{"", " units: tap one · ", " never wake"},
		{"", " units · ", " never wake"},
		{"", " units, ", " never"},
	} {
		p.BeginHeading(box)
		p.Str(words[0])
		p.Count(len(f.often))
		p.Str(words[1])
		switch f.never {
		case 0:
			p.Str("all wake")
		case 1:
			p.Str("1 never wakes")
		default:
			p.Count(f.never)
			p.Str(words[2])
		}
		if p.HeadingFits(box) {
			return
		}
	}
}
