package figures

import (
	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The grid of a lexicon: every unit as a tile, and a legend of what stands round it.

// A gridLook is how a grid is to be drawn.
type gridLook struct {
	code  []float32 // (units), what they say of the shown picture: those awake are framed; nil for none
	asked int       // the unit that is looked at more closely, or -1
	hits  bool      // tiles can be tapped
	layer int32     // of their hits, see Unit
	plain bool      // nothing of when they speak, and no strokes in what makes darker: there are many tiles
}

// feet is the room under a tile: with the name of what it owns, and without.
func (l *gridLook) feet() (name, bare float32) {
	if l.plain {
		return 15, 0
	}
	return 21, 7 // the bar that says how often it wakes
}

// named is the least side of tiles under which names stand.
const named = 38

// grid lays the tiles in the order of the units, as large as they fit.
func (f *lexicon) grid(b *scene.Base, p *scene.Pen, box scene.Box, look *gridLook) {
	n := len(f.often)
	name, bare := look.feet()
	foot := name * p.Size
	across, step := tiling(n, box, foot, 108*p.Size)
	names := f.bars > 0 && step-max(0.14*step, 4) >= named*p.Size
	if !names {
		foot = bare * p.Size
		across, step = tiling(n, box, foot, 108*p.Size)
	}
	rows := (n + across - 1) / across
	gap := max(0.14*step, 4)
	side := step - gap
	x0 := box.X + (box.W-float32(across)*step+gap)/2
	y0 := box.Y + max(0, (box.H-float32(rows)*(step+foot)+gap)/2)
	for j := range n {
		at := scene.At(x0+float32(j%across)*step, y0+float32(j/across)*(step+foot), side, side)
		f.tile(b, p, at, j, look)
		if names {
			f.name(p, at.X+at.W/2, at.Y+at.H+foot-3*p.Size, scene.Middle, 10.5*p.Size, at.W+min(gap, 2*p.Size), j)
		}
		if look.hits {
			p.Hit(scene.Hit{Target: Unit, Feel: scene.Pointing, Layer: look.layer, X: at.X - gap/2, Y: at.Y - gap/2, X2: at.X + side + gap/2, Y2: at.Y + side + gap/2 + foot, Index: int32(j)})
		}
	}
}

// tiling is how many tiles with a foot each stand in a row of the box, so that they are as large as they can be, and how wide each is with its gap.
func tiling(n int, box scene.Box, foot, most float32) (across int, step float32) {
	across = 1
	for c := 1; c <= n; c++ {
		rows := (n + c - 1) / c
		if s := min(box.W/float32(c), box.H/float32(rows)-foot, most); s > step {
			across, step = c, s
		}
	}
	return across, step
}

// tile is one unit: what it draws, a frame if it owns a bar, one as strong as it speaks now, and under it how often it wakes.
func (f *lexicon) tile(b *scene.Base, p *scene.Pen, at scene.Box, j int, look *gridLook) {
	dead := f.often[j] == 0
	a := float32(1)
	if dead {
		a = 0.4
	}
	p.Rect(at.Inset(-1), 2, tint.Panel, 0, 1)
	f.drawing(b, p, at, j, a, look.plain)
	if f.owner(j) >= 0 {
		p.Frame(at.Inset(-1), 1.5*p.Size, tint.Leaf, 1)
	} else {
		p.Frame(at.Inset(-1), 1, tint.Line, 1)
	}
	if look.code != nil && scene.Abs(look.code[j]) > f.limit {
		strong := min(scene.Abs(look.code[j])/max(f.loud[j], 1e-9), 1)
		p.Frame(at.Inset(-2.8*p.Size), (1+1.4*strong)*p.Size, tint.Sand, 0.45+0.55*strong)
	}
	if look.asked == j {
		p.Frame(at.Inset(-4.6*p.Size), 1.2*p.Size, tint.Ink, 0.9)
	}
	if look.plain {
		return
	}
	bar := scene.At(at.X, at.Y+at.H+4.5*p.Size, at.W, 2.6*p.Size)
	if dead {
		p.Add(scene.Mark{Kind: scene.Line, Role: tint.Faint, X: bar.X, Y: bar.Y + bar.H/2, X2: bar.X + bar.W, Y2: bar.Y + bar.H/2, W: 1, A: 0.8, Dash: 2})
		return
	}
	p.Rect(bar, 1, tint.Line, 0, 1)
	bar.W *= f.often[j]
	p.Rect(bar, min(1, bar.W/2), tint.Sea, 0, 0.95)
}

// name writes at x which bar unit j owns, and reports whether it owns one and there is room.
func (f *lexicon) name(p *scene.Pen, x, y float32, to scene.Anchor, size, room float32, j int) bool {
	bar := f.owner(j)
	if bar < 0 {
		return false
	}
	for _, words := range [...][2]string{{"row ", "column "}, {"row ", "col. "}, {"r", "c"}} { // of crossed bars rows come first
		p.Begin(x, y, to, tint.Leaf)
		p.Str(words[bar/data.Side])
		p.Count(bar%data.Side + 1)
		if p.Fits(size, room) {
			return true
		}
	}
	return false
}

// legend says under a grid what stands round its tiles, and in them, as much of it as there is room for.
func (f *lexicon) legend(b *scene.Base, p *scene.Pen, x, y, room float32) {
	l := scene.Legend{Pen: p, X: x, Y: y}
	item := func(words string, draw func(p *scene.Pen, x, y float32)) {
		if w := l.Width(words); l.X+w-14*p.Size <= x+room {
			l.Item(words, func(p *scene.Pen, x, y float32) {
				p.Rect(scene.At(x-10*p.Size, y-7.5*p.Size, 20*p.Size, 15*p.Size), 3*p.Size, tint.Panel, 0, 1) // what tiles stand on
				draw(p, x, y)
			})
		}
	}
	if f.bars > 0 {
		item("owns a bar", func(p *scene.Pen, x, y float32) { legendFrame(p, x, y, tint.Leaf) })
	}
	item("awake for this picture", func(p *scene.Pen, x, y float32) { legendFrame(p, x, y, tint.Sand) })
	item("how often it wakes", func(p *scene.Pen, x, y float32) {
		at := scene.At(x-7*p.Size, y-1.3*p.Size, 14*p.Size, 2.6*p.Size)
		p.Rect(at, 1, tint.Line, 0, 1)
		at.W *= 0.4
		p.Rect(at, 1, tint.Sea, 0, 1)
	})
	if l.X+signsWidth(p) <= x+room && b.Form() == data.Pictures {
		signs(p, l.X, y)
	}
}

// signWords say what a cell of a tile does to its pixel.
var signWords = [2]string{"lighter", "darker"}

// signs is the legend of what stands in a tile, see drawTile; signsWidth is the room that it takes.
func signs(p *scene.Pen, x, y float32) {
	l := scene.Legend{Pen: p, X: x, Y: y}
	for i, words := range signWords {
		l.Item(words, func(p *scene.Pen, x, y float32) {
			p.Rect(scene.At(x-10*p.Size, y-7.5*p.Size, 20*p.Size, 15*p.Size), 3*p.Size, tint.Signed, float32(1-2*i), 1)
			if i == 1 {
				p.Line(x-3.5*p.Size, y, x+3.5*p.Size, y, 1.2, tint.Ink, 0.8)
			}
		})
	}
}

func signsWidth(p *scene.Pen) float32 {
	l := scene.Legend{Pen: p}
	return l.Width(signWords[0]) + l.Width(signWords[1])
}

func legendFrame(p *scene.Pen, x, y float32, role tint.Role) {
	p.Frame(scene.At(x-5*p.Size, y-5*p.Size, 10*p.Size, 10*p.Size), 1.6*p.Size, role, 1)
}

// drawing is what unit j adds.
func (f *lexicon) drawing(b *scene.Base, p *scene.Pen, at scene.Box, j int, a float32, plain bool) {
	dim := b.Set.Dim()
	drawTile(b, p, at, f.tiles[j*dim:(j+1)*dim], f.scale, a, plain)
}

// drawTile draws what is added, v (Dim), of which scale counts as strong: sand where it makes lighter, sea with a stroke through it, unless it is to be
// plain, where it makes darker.
func drawTile(b *scene.Base, p *scene.Pen, at scene.Box, v []float32, scale, a float32, plain bool) {
	if b.Form() != data.Pictures {
		drops(p, at, v, scale, a)
		return
	}
	side := b.Side()
	c := at.W / float32(side)
	greys := p.Tile(at.X, at.Y, c, side, tint.Signed, a)
	for k := range greys {
		greys[k] = scene.Poise(v[k] / scale)
	}
	if plain || c < 5*p.Size {
		return
	}
	for k, x := range v {
		if x < -0.4*scale {
			cx, cy := at.X+(float32(k%side)+0.5)*c, at.Y+(float32(k/side)+0.5)*c
			p.Line(cx-0.2*c, cy, cx+0.2*c, cy, 1.2, tint.Ink, 0.8*a)
		}
	}
}

// drops draws what a unit adds to a signal, or to a point, as bars up and down.
func drops(p *scene.Pen, at scene.Box, v []float32, scale, a float32) {
	c, mid := at.W/float32(len(v)), at.Y+at.H/2
	p.Line(at.X, mid, at.X+at.W, mid, 1, tint.Line, 1)
	for k, x := range v {
		h := 0.48 * at.H * scene.Clamp(scene.Abs(x)/scale, 0, 1)
		y := mid
		if x > 0 {
			y = mid - h
		}
		p.Rect(scene.At(at.X+(float32(k)+0.1)*c, y, 0.8*c, h), 0, tint.Signed, x, a)
	}
}
