package figures

import (
	"math"

	"hourglass/core/nn"
	"hourglass/wasm/scene"
)

// A column is one layer on the stage: a picture, a signal, numbers to slide, units or maps or cells one over another.
type column struct {
	layer
	x, cy   float32   // middle
	w, h    float32   // of all of it
	side    int       // of a picture, in pixels; 0 for anything else
	cell    float32   // of a picture, a side of a pixel on the stage
	wave    []float32 // of a signal, its values
	table   bool      // its numbers are entries of a table, see entries.go
	track   float32   // of numbers, the length of the track that each slides on
	spacing float32   // of units, numbers, maps and cells
	r       float32   // radius of a unit, half the width of a number's track
	rows    int       // units, maps or cells that there are
	head    int       // how many of them are seen above the fold, where not all are
	tail    int       // and beneath it
	tile    float32   // of units that are seen as portraits, the side of one; else 0
	abreast int       // how many of them stand side by side, each at its own height
	met     int       // of maps, the number that a stencil meets in, or -1
}

// at is where the edges of number i begin or end.
func (c *column) at(i int) (x, y float32) {
	switch {
	case c.side > 0:
		h := float32(c.side-1) / 2
		return c.x + (float32(i%c.side)-h)*c.cell, c.cy + (float32(i/c.side)-h)*c.cell
	case c.wave != nil:
		on := scene.OnSignal(c.box(), c.wave, i)
		return on.X, on.Y
	case c.table:
		at := c.entry(i)
		return c.x, at.Y + at.H/2
	case c.body == maps:
		return c.onMap(i)
	case c.body == cells:
		return c.x + c.w/2, c.level(c.row(i))
	}
	return c.x + c.aside(i), c.level(i)
}

// level is the height of unit, map or cell i, or of the fold where it is left out.
func (c *column) level(i int) float32 {
	if c.head > 0 && i >= c.head {
		i = max(i-(c.rows-c.slots()), c.head+1)
	}
	return c.cy + (float32(i)-float32(c.slots()-1)/2)*c.spacing
}

// foldRoom is how many places a fold takes.
const foldRoom = 3

// slots is how many places the column has, one over another.
func (c *column) slots() int {
	if c.head > 0 {
		return c.head + foldRoom + c.tail
	}
	return c.rows
}

// row is the unit, map or cell that number i belongs to: of cells that hand on only their last state, the last.
func (c *column) row(i int) int {
	switch {
	case c.body == maps:
		return i % c.shape.Channels
	case c.body == cells && c.n <= c.hidden:
		return c.rows - 1
	case c.body == cells:
		return i / c.hidden
	}
	return i
}

// shows tells whether a unit, map or cell is above or beneath the fold.
func (c *column) shows(row int) bool {
	return c.head == 0 || row < c.head || row >= c.rows-c.tail
}

// seen tells whether number i is drawn at a place of its own.
func (c *column) seen(i int) bool { return c.head == 0 || c.shows(c.row(i)) }

// most leaves at most so many rows unfolded: of more, head and tail are seen.
func (c *column) most(n, head, tail int) {
	if c.rows > n {
		c.head, c.tail = head, tail
	}
}

// tall is the height of units, maps or cells together.
func (c *column) tall() float32 { return float32(c.slots()) * c.spacing }

func (c *column) box() scene.Box { return scene.At(c.x-c.w/2, c.cy-c.h/2, c.w, c.h) }

// maxColumns is input, three hidden layers, code, three hidden layers, output.
const maxColumns = 3 + 2*mostHidden

// mostUnits is how many units a column shows one by one.
const mostUnits = 96

// firstMaps is where the outermost feature maps stand, as a share of the width.
const firstMaps = 0.255

// columns places the layers. Hidden layers stand closer together towards the neck, and lower.
func (f *network) columns(b *scene.Base, p *scene.Pen, box scene.Box, dst *[maxColumns]column) []column {
	n := len(f.layers)
	edge := float32(0.112)
	if box.W < narrowNet {
		edge = 0.12
	}
	cy := box.Y + box.H*0.5
	for i, l := range f.layers {
		c := &dst[i]
		*c = column{layer: l, cy: cy, rows: l.n, met: -1}
		from, all := i, f.neck // distance from the outer end on this side, and the neck's
		if i > f.neck {
			from, all = n-1-i, n-1-f.neck
		}
		t := float32(math.Pow(float64(from)/float64(all), 0.85))
		x := edge + (0.5-edge)*t
		if from > 0 && from < all && f.mapped { // maps are broad: they begin beside the picture, and keep their distance
			x = firstMaps + (0.5-firstMaps)*float32(from-1)/float32(all-1)
		}
		if i > f.neck {
			x = 1 - x
		}
		c.x = box.X + x*box.W
		h := 0.76 * box.H * (1 - 0.4*float32(from-1)/float32(max(all-1, 1)))
		switch {
		case i == 0:
			f.endColumn(b, p, c, box, b.Snap.View.Input)
		case i == n-1:
			f.endColumn(b, p, c, box, b.Output)
		case i == f.neck:
			c.most(mostUnits, 20, 8)
			rows := float32(c.slots())
			c.spacing = min(34*p.Size, max(0.5, min(0.72, 0.03*rows))*box.H/rows)
			if f.standing(b) {
				c.spacing = min(72*p.Size, 0.5*box.H/rows)
			}
			c.r = min(15*p.Size, 0.44*c.spacing)
		case l.body == maps:
			c.mapColumn(p, box, h)
		case l.body == cells:
			c.cellColumn(p, box, h)
		default:
			c.most(mostUnits, 20, 8)
			c.spacing = min(h/float32(c.slots()), 40*p.Size)
			if f.standing(b) {
				c.spacing = min(h/float32(c.slots()), 58*p.Size)
			}
			c.r = max(min(8*p.Size, 0.36*c.spacing), 1)
		}
	}
	f.tiled(b, p, box, dst[:n])
	return dst[:n]
}

// unitOf is the activation function of a layer, Linear for a dense one.
func unitOf(b *scene.Base, layer int) nn.Unit {
	if u, ok := b.Model.Net.Layers[layer].(nn.Unit); ok {
		return u
	}
	return nn.Linear
}
