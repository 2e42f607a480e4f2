package paint

import (
	"math"

	"hourglass/wasm/scene"
)

// Strokes are strips: two vertices for each point, half the width and the soft edge to either side.

// most is the finest that a curve is cut.
const most = 15

// A basis holds, for a curve cut into n pieces, where its n+1 points stand and which way it runs there, and the share of the way that lies
// behind. The S has its control points in the middle, level with its ends: x goes as 1.5t(1-t)+t³, y as 3t²-2t³, both from 0 to 1.
type basis [most + 1]struct{ x, y, dx, dy, way float32 }

var bases = func() (all [most + 1]basis) {
	for n := 1; n <= most; n++ {
		for i := range n + 1 {
			t := float32(cut(float64(i) / float64(n)))
			b := &all[n][i]
			b.x, b.y = 1.5*t*(1-t)+t*t*t, t*t*(3-2*t)
			b.dx, b.dy = 1.5-3*t+3*t*t, 6*t*(1-t)
			b.way = t
		}
	}
	return all
}()

// cut is the place t of the cut that lies the share u of all pieces into a curve. A chord over the stretch h of t strays from the S by h²/8
// times 9|1-2t|·dx·dy over the length of the tangent: the S is bent at its ends and straight in the middle, however far it falls. With cuts as
// dense as the root of |1-2t|, three pieces do as well as four even ones.
func cut(u float64) float64 {
	if u > 0.5 {
		return 1 - cut(1-u)
	}
	return (1 - math.Pow(1-2*u, 2.0/3)) / 2
}

// pieces is how many straight pieces a curve needs to look round: more the further it falls, fewer when it is hardly seen.
func pieces(fall, width, opacity float32) int {
	root := math.Sqrt(float64(fall))
	switch {
	case opacity < 0.1:
		return min(3+int(0.14*root), 4)
	case opacity < 0.25 && width < 1.8:
		return min(3+int(0.42*root), 7)
	}
	return min(4+int(0.7*root), most)
}

// stroke sets an ink to a width: what is thinner than a pixel is a pixel wide and fainter.
func (v *Vertex) stroke(width float32) {
	if width < 1 {
		v.fade(width)
		width = 1
	}
	v.Half = width / 2
}

func (m *Mesh) curve(k *scene.Mark, ink *Vertex) {
	s := m.Scale
	x, y, dx, dy := k.X*s, k.Y*s, (k.X2-k.X)*s, (k.Y2-k.Y)*s
	n := pieces(max(dy, -dy)/s, k.W, k.A)
	ink.stroke(k.W * s)
	reach := ink.Half + soft
	length := float32(math.Sqrt(float64(dx*dx + dy*dy)))
	ink.Beat = k.Dash * s
	if k.Flow != 0 {
		ink.Beat, m.Flows = -max(k.Flow, -k.Flow), true
	}
	start, way := float32(0), length
	if k.Flow < 0 {
		start, way = length, -length
	}
	v, idx, first := m.grow(2*(n+1), 6*n)
	all := bases[n][:n+1]
	for i := range all {
		b := &all[i]
		tx, ty := dx*b.dx, dy*b.dy
		f := reach / float32(math.Sqrt(float64(tx*tx+ty*ty+1e-9)))
		nx, ny := -ty*f, tx*f
		px, py := x+dx*b.x, y+dy*b.y
		p := v[2*i : 2*i+2]
		ink.Along = start + way*b.way
		p[0].set(ink, px-nx, py-ny, -reach, 0)
		p[1].set(ink, px+nx, py+ny, reach, 0)
	}
	strip(idx, first)
}

// strip joins vertices that stand in pairs.
func strip(i []uint32, first uint32) {
	for ; len(i) >= 6; i = i[6:] {
		quad(i, first)
		first += 2
	}
}

// blunt is the square of the sum of two unit normals below which a corner, of more than 60 degrees, is cut off: a pointed one would stick
// out, and its strip would be drawn to nothing on both sides of it.
const blunt = 3

// poly joins points by a strip. At a corner two vertices stand on the line that halves it, or at a sharp one a pair for each side.
func (m *Mesh) poly(p []scene.Point, k *scene.Mark, c *Vertex) {
	if len(p) < 2 {
		return
	}
	s := m.Scale
	c.stroke(k.W * s)
	c.Beat = k.Dash * s
	reach := c.Half + soft
	pairs := len(p) + corners(p)
	v, idx, first := m.grow(2*pairs, 6*(pairs-1))
	at := 0
	put := func(x, y, hx, hy, f float32) {
		v[at].set(c, x-hx*f, y-hy*f, -reach, 0)
		v[at+1].set(c, x+hx*f, y+hy*f, reach, 0)
		at += 2
	}
	nx, ny, _ := normal(p[0], p[1])
	for i := range p {
		ox, oy, way := nx, ny, float32(0)
		if i+1 < len(p) {
			nx, ny, way = normal(p[i], p[i+1])
		}
		x, y := p[i].X*s, p[i].Y*s
		if hx, hy := ox+nx, oy+ny; hx*hx+hy*hy >= blunt {
			put(x, y, hx, hy, 2*reach/(hx*hx+hy*hy)) // the halving line, as long as both edges ask for
		} else {
			put(x, y, ox, oy, reach)
			put(x, y, nx, ny, reach)
		}
		c.Along += way * s
	}
	strip(idx, first)
}

// corners counts the sharp ones.
func corners(p []scene.Point) int {
	n := 0
	x, y, _ := normal(p[0], p[1])
	for i := 1; i+1 < len(p); i++ {
		u, v, _ := normal(p[i], p[i+1])
		if (x+u)*(x+u)+(y+v)*(y+v) < blunt {
			n++
		}
		x, y = u, v
	}
	return n
}

// normal is the unit normal of a piece, and its length. A piece without one counts as level.
func normal(a, b scene.Point) (x, y, length float32) {
	dx, dy := b.X-a.X, b.Y-a.Y
	l := float32(math.Sqrt(float64(dx*dx + dy*dy)))
	if l < 1e-6 {
		return 0, 1, 0
	}
	return -dy / l, dx / l, l
}
