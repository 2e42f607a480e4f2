package scene

import (
	"math"
	"slices"
	"strconv"

	"hourglass/wasm/tint"
)

// A Box is a rectangle on the stage.
type Box struct{ X, Y, W, H float32 }

// inset returns the box less d on every side.
func (b Box) inset(d float32) Box { return Box{b.X + d, b.Y + d, b.W - 2*d, b.H - 2*d} }

// A pen appends to a scene. Its size is the factor by which text and fine things grow on large stages.
type pen struct {
	*Scene
	size  float32
	words map[string]string // see Builder.Words
}

func (p *pen) add(m Mark) { p.Marks = append(p.Marks, m) }

func (p *pen) disc(x, y, r float32, role tint.Role, v, a float32) {
	p.add(Mark{Kind: Disc, Role: role, X: x, Y: y, W: r, V: v, A: a})
}

func (p *pen) ring(x, y, r, w float32, role tint.Role, a float32) {
	p.add(Mark{Kind: Ring, Role: role, X: x, Y: y, X2: r, W: w, A: a})
}

func (p *pen) rect(b Box, round float32, role tint.Role, v, a float32) {
	p.add(Mark{Kind: Rect, Role: role, X: b.X, Y: b.Y, X2: b.X + b.W, Y2: b.Y + b.H, W: round, V: v, A: a})
}

func (p *pen) frame(b Box, w float32, role tint.Role, a float32) {
	p.add(Mark{Kind: Frame, Role: role, X: b.X, Y: b.Y, X2: b.X + b.W, Y2: b.Y + b.H, W: w, A: a})
}

func (p *pen) line(x, y, x2, y2, w float32, role tint.Role, a float32) {
	p.add(Mark{Kind: Line, Role: role, X: x, Y: y, X2: x2, Y2: y2, W: w, A: a})
}

// text writes a label and returns it, to be made bold or bigger.
func (p *pen) text(x, y float32, at Anchor, role tint.Role, s string) *Label {
	p.begin(x, y, at, role)
	p.str(s)
	return p.end()
}

// begin opens a label; what is written with str, num and count until end is its text. So no text is ever made as a string.
func (p *pen) begin(x, y float32, at Anchor, role tint.Role) {
	n := int32(len(p.Bytes))
	p.Labels = append(p.Labels, Label{X: x, Y: y, Size: 13.5 * p.size, Anchor: at, Role: role, First: n, Last: n})
}

// str writes s in the language of the page.
func (p *pen) str(s string) {
	if said, ok := p.words[s]; ok {
		s = said
	}
	p.Bytes = append(p.Bytes, s...)
}

// num writes v with the given decimals and a true minus sign, which nothing gets that is written as zero.
func (p *pen) num(v float32, decimals int) {
	if v < 0 && -v < float32(0.5*math.Pow10(-decimals)) {
		v = 0
	}
	if v < 0 {
		p.str("−")
		v = -v
	}
	p.Bytes = strconv.AppendFloat(p.Bytes, float64(v), 'f', decimals, 32)
}

// count writes a whole number with thousands apart: 12,000. Other languages say by an example what stands there, and leave four digits together.
func (p *pen) count(n int) {
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

func (p *pen) thousands(n int, apart string) {
	if n < 1000 {
		p.Bytes = strconv.AppendInt(p.Bytes, int64(n), 10)
		return
	}
	p.thousands(n/1000, apart)
	p.Bytes = append(p.Bytes, apart...)
	r := n % 1000
	p.Bytes = append(p.Bytes, byte('0'+r/100), byte('0'+r/10%10), byte('0'+r%10))
}

func (p *pen) end() *Label {
	l := &p.Labels[len(p.Labels)-1]
	l.Last = int32(len(p.Bytes))
	return l
}

func (p *pen) hit(h Hit) { p.Hits = append(p.Hits, h) }

// tile adds a square picture of side by side cells, c pixels each, and returns its greys to be set.
func (p *pen) tile(x, y, c float32, side int, role tint.Role, a float32) []uint8 {
	n := len(p.Greys)
	w := c * float32(side)
	p.add(Mark{Kind: Tile, Role: role, X: x, Y: y, X2: x + w, Y2: y + w, A: a, First: int32(n), Count: int32(side)})
	p.Greys = slices.Grow(p.Greys, side*side)[:n+side*side]
	return p.Greys[n:]
}

// grey is v, from 0 to 1, as a cell of a tile has it; what lies outside is taken at the nearer end.
func grey(v float32) uint8 {
	switch { // min and max are calls in a browser, and a frame has thousands of cells
	case !(v > 0):
		return 0
	case v >= 1:
		return 255
	}
	return uint8(255*v + 0.5)
}

// poise is v, from -1 to 1, as a Signed cell has it; what lies outside is taken at the nearer end.
func poise(v float32) uint8 {
	if v < 0 {
		return balance - grey(-v)/2
	}
	return balance + grey(v)/2
}

// caption writes the few words over a figure that say what to do with it: the first wording, longest first, that the figure is wide enough for, or the last.
func (p *pen) caption(b Box, wordings ...string) {
	last := len(wordings) - 1
	for _, s := range wordings[:last] {
		p.beginHeading(b)
		p.str(s)
		if p.headingFits(b) {
			return
		}
	}
	p.beginHeading(b)
	p.str(wordings[last])
	p.end().Size = 13 * p.size
}
