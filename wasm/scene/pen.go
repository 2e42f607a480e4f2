package scene

import (
	"math"
	"slices"
	"strconv"

	"hourglass/wasm/tint"
)

// A Box is a rectangle on the stage.
type Box struct{ X, Y, W, H float32 }

// At is the box with its top left at x, y, w wide and h high.
func At(x, y, w, h float32) Box { return Box{x, y, w, h} }

// Inset returns the box less d on every side.
func (b Box) Inset(d float32) Box { return Box{b.X + d, b.Y + d, b.W - 2*d, b.H - 2*d} }

// A Pen appends to a scene. Its size is the factor by which text and fine things grow on large stages.
// What adds a mark or a hit, and what writes a label, is not inlined: copies of the first at a thousand places were 50 kB of the stage to download, of the second
// 69 kB, and a call is nothing beside a mark.
type Pen struct {
	*Scene
	Size   float32
	words  map[string]string // see Builder.Words
	Room   Box               // of the network, if it is drawn: where the card of a unit may stand
	Small  bool              // a miniature is drawn, whose words and places to touch are left out
	figure int8              // whose hits are being added, see Hit.Figure
	lead   float32           // room before a heading, for what stands there
}

// Add adds a mark over those that are there.
//
//go:noinline
func (p *Pen) Add(m Mark) { p.Marks = append(p.Marks, m) }

// Disc adds a filled circle round x, y.
//
//go:noinline
func (p *Pen) Disc(x, y, r float32, role tint.Role, v, a float32) {
	p.Add(Mark{Kind: Disc, Role: role, X: x, Y: y, W: r, V: v, A: a})
}

// Ring adds the outline of a circle of radius r round x, y, w wide.
//
//go:noinline
func (p *Pen) Ring(x, y, r, w float32, role tint.Role, a float32) {
	p.Add(Mark{Kind: Ring, Role: role, X: x, Y: y, X2: r, W: w, A: a})
}

// Rect adds a filled rectangle, its corners rounded by that radius.
//
//go:noinline
func (p *Pen) Rect(b Box, round float32, role tint.Role, v, a float32) {
	p.Add(Mark{Kind: Rect, Role: role, X: b.X, Y: b.Y, X2: b.X + b.W, Y2: b.Y + b.H, W: round, V: v, A: a})
}

// Frame adds the outline of a rectangle, w wide.
//
//go:noinline
func (p *Pen) Frame(b Box, w float32, role tint.Role, a float32) {
	p.Add(Mark{Kind: Frame, Role: role, X: b.X, Y: b.Y, X2: b.X + b.W, Y2: b.Y + b.H, W: w, A: a})
}

// Line adds a straight line, w wide.
//
//go:noinline
func (p *Pen) Line(x, y, x2, y2, w float32, role tint.Role, a float32) {
	p.Add(Mark{Kind: Line, Role: role, X: x, Y: y, X2: x2, Y2: y2, W: w, A: a})
}

// Write writes a label and returns it, to be made bold or bigger.
func (p *Pen) Write(x, y float32, at Anchor, role tint.Role, s string) *Label {
	p.Begin(x, y, at, role)
	p.Str(s)
	return p.End()
}

// Begin opens a label; what is written with str, num and count until end is its text. So no text is ever made as a string.
//
//go:noinline
func (p *Pen) Begin(x, y float32, at Anchor, role tint.Role) {
	n := int32(len(p.Bytes))
	p.Labels = append(p.Labels, Label{X: x, Y: y, Size: 13.5 * p.Size, Anchor: at, Role: role, First: n, Last: n})
}

// Str writes s in the language of the page.
//
//go:noinline
func (p *Pen) Str(s string) {
	if said, ok := p.words[s]; ok {
		s = said
	}
	p.Bytes = append(p.Bytes, s...)
}

// Num writes v with the given decimals and a true minus sign, which nothing gets that is written as zero.
func (p *Pen) Num(v float32, decimals int) {
	if v < 0 && -v < float32(0.5*math.Pow10(-decimals)) {
		v = 0
	}
	if v < 0 {
		p.Str("−")
		v = -v
	}
	p.Bytes = strconv.AppendFloat(p.Bytes, float64(v), 'f', decimals, 32)
}

// Count writes a whole number with thousands apart: 12,000. Other languages say by an example what stands there, and leave four digits together.
func (p *Pen) Count(n int) {
	said, other := p.words["12,345"]
	switch {
	case !other:
		p.thousands(n, ",")
	case n < 10000:
		p.Bytes = strconv.AppendInt(p.Bytes, int64(n), 10)
	default:
		p.thousands(n, said[2:len(said)-3])
	}
}

func (p *Pen) thousands(n int, apart string) {
	if n < 1000 {
		p.Bytes = strconv.AppendInt(p.Bytes, int64(n), 10)
		return
	}
	p.thousands(n/1000, apart)
	p.Bytes = append(p.Bytes, apart...)
	r := n % 1000
	p.Bytes = append(p.Bytes, byte('0'+r/100), byte('0'+r/10%10), byte('0'+r%10))
}

// End closes the open label and returns it, to be made bold or bigger.
//
//go:noinline
func (p *Pen) End() *Label {
	l := &p.Labels[len(p.Labels)-1]
	l.Last = int32(len(p.Bytes))
	return l
}

// Hit adds a place of the figure that is being drawn.
//
//go:noinline
func (p *Pen) Hit(h Hit) {
	h.Figure = p.figure
	p.Hits = append(p.Hits, h)
}

// Tile adds a square picture of side by side cells, c pixels each, and returns its greys to be set.
func (p *Pen) Tile(x, y, c float32, side int, role tint.Role, a float32) []uint8 {
	n := len(p.Greys)
	w := c * float32(side)
	p.Add(Mark{Kind: Tile, Role: role, X: x, Y: y, X2: x + w, Y2: y + w, A: a, First: int32(n), Count: int32(side)})
	p.Greys = slices.Grow(p.Greys, side*side)[:n+side*side]
	return p.Greys[n:]
}

// Whole is the whole number nearest to v, from 0 to 255: so large a sum has no fraction. In a browser that takes a third of what a conversion does, and a frame
// has thousands of cells.
func Whole(v float32) uint8 { return uint8(math.Float32bits(v + 1<<23)) }

// Grey is v, from 0 to 1, as a cell of a tile has it; what lies outside is taken at the nearer end, and what is no number as 0.
func Grey(v float32) uint8 {
	v *= 255
	if !(v > 0) { // min and max are calls in a browser
		v = 0
	} else if v > 255 {
		v = 255
	}
	return Whole(v)
}

// Poise is v, from -1 to 1, as a Signed cell has it: see [Balance]. What lies outside is taken at the nearer end, and what is no number as 0.
func Poise(v float32) uint8 {
	v *= 127
	if !(v < 127) {
		if v != v {
			return balance
		}
		v = 127
	} else if v < -127 {
		v = -127
	}
	return Whole(v + balance)
}
