package figures

import (
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The dictionary of a code, laid out: lexicon.go finds what its units say, dictgrid.go draws all of them, dictpage.go the page of one.

func init() {
	scene.Register(&scene.Figure{
		Name: "dictionary", Label: "Dictionary of units", Short: "Units", Shape: scene.Wide, Least: scene.Size{W: 280, H: 170},
		Needs: scene.Aside,
		New:   func() scene.Panel { return &dictionary{} },
	})
}

// dictionary draws what each unit of the code adds to the copy when it speaks, and how often it does; beside the grid stands the page of one
// unit: the one that is open or under the pointer, else one that the shown picture wakes.
type dictionary struct {
	lexicon
	unit  int    // the unit whose page stands there when none is asked for
	best  [4]int // validation pictures that excite the unit of the page most; -1 for none
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
	*f = dictionary{}
	f.plan(b, b.Snap.Setup.Neck)
	f.portraits.plan(b)
}

// Update implements [scene.Panel].
func (f *dictionary) Update(b *scene.Base) {
	f.portraits.update()
	if b.Fresh[0] {
		f.update(b, b.Model, b.Many, b.Snap.Params, b.ValidCodes())
	}
	if now := b.Code; scene.Abs(now[f.unit]) <= f.limit {
		for j, v := range now {
			if scene.Abs(v) > scene.Abs(now[f.unit]) {
				f.unit = j
			}
		}
	}
}

// Tell implements [scene.Teller].
func (f *dictionary) Tell(b *scene.Base, p *scene.Pen) {
	p.Count(len(f.often))
	p.Str(" units, ")
	if f.bars > 0 {
		f.state(p)
		p.Str(", ")
	}
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
	legend := box.H > 300*p.Size
	if legend {
		grid.H -= 22 * p.Size
	}
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
		grid.H = page.Y - grid.Y - 32*p.Size
		f.strip(b, p, page, f.asked(b, look))
	default:
		f.paged = 0
	}
	f.grid(b, p, grid, &gridLook{code: b.Code, asked: f.asked(b, look), hits: true, layer: f.paged})
	if legend {
		f.legend(b, p, grid.X, grid.Y+grid.H+17*p.Size, grid.W)
	}
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
	for _, words := range [...][2]string{{"What each of ", " units draws, and how often it wakes: tap one · "}, {"What each of ", " units draws: tap one · "}, {"", " units: tap one · "}, {"", " units · "}} {
		p.BeginHeading(box)
		p.Str(words[0])
		p.Count(len(f.often))
		p.Str(words[1])
		f.state(p)
		if p.HeadingFits(box) {
			return
		}
	}
}

// state writes how many bars are owned, or where there are none how many units never wake.
func (f *lexicon) state(p *scene.Pen) {
	switch {
	case f.bars > 0:
		p.Count(f.owned)
		p.Str(" of ")
		p.Count(f.bars)
		p.Str(" bars owned")
	case f.never == 0:
		p.Str("all wake")
	case f.never == 1:
		p.Str("1 never wakes")
	default:
		p.Count(f.never)
		p.Str(" never wake")
	}
}
