package figures

import (
	"hourglass/wasm/scene"
)

// Space on a flat stage: a camera, and what it sees from far to near.

// A solid is a disc, or a line, somewhere in space.
type solid struct {
	scene.Mark
	depth float32 // towards the eye, about -1 to 1
}

// solids are all that is to be drawn, in no order; plan makes their memory.
type solids struct {
	items  []solid
	order  []int32
	counts [depths + 1]int32
}

const (
	depths = 128 // how finely depth is sorted
	eye    = 3.4 // how far it stands from the middle, in units of the farthest example
)

// A camera turns places in space into places on the stage.
type camera struct {
	cx, cy, k              float32
	sinY, cosY, sinP, cosP float32
}

// see is where a place is drawn, and its depth towards the eye.
func (c *camera) see(v []float32) (x, y, depth float32) {
	right := v[0]*c.cosY - v[1]*c.sinY
	away := v[0]*c.sinY + v[1]*c.cosY
	up := v[2]*c.cosP + away*c.sinP
	depth = v[2]*c.sinP - away*c.cosP
	k := c.k * eye / (eye - min(depth, eye-0.4))
	return c.cx + k*right, c.cy - k*up, depth
}

// mesh adds the lines of a grid, or of a curve, from place to place; a line of a grid stands at every
// second place, or where it is coarse at every fourth, and goes in steps of so many.
func (f *solids) mesh(c *camera, s *surface, line, step int, look scene.Mark) {
	if len(s.live) == lineSide {
		for i := 1; i < lineSide; i++ {
			f.join(c, s.at[3*i-3:], s.at[3*i:], look)
		}
		return
	}
	for i, live := range s.live {
		if !live {
			continue
		}
		x, y := i%gridSide, i/gridSide
		if y%line == 0 && x%step == 0 && x > 0 && s.live[i-step] {
			f.join(c, s.at[3*(i-step):], s.at[3*i:], look)
		}
		if x%line == 0 && y%step == 0 && y > 0 && s.live[i-step*gridSide] {
			f.join(c, s.at[3*(i-step*gridSide):], s.at[3*i:], look)
		}
	}
}

// join adds a line between two places.
func (f *solids) join(c *camera, from, to []float32, look scene.Mark) {
	var d, e float32
	look.X, look.Y, d = c.see(from)
	look.X2, look.Y2, e = c.see(to)
	const far = 1e5 // a network that is about to blow up draws anywhere
	if scene.Abs(look.X) < far && scene.Abs(look.Y) < far && scene.Abs(look.X2) < far && scene.Abs(look.Y2) < far {
		f.items = append(f.items, solid{look, (d + e) / 2})
	}
}

// sorted draws what was added, from far to near; what is far is fainter. What leaves the plate is cut at its edge.
func (f *solids) sorted(p *scene.Pen, m scene.Box) {
	clear(f.counts[:])
	for i := range f.items {
		f.counts[bin(f.items[i].depth)+1]++
	}
	for i := range depths {
		f.counts[i+1] += f.counts[i]
	}
	for i := range f.items {
		k := bin(f.items[i].depth)
		f.order[f.counts[k]] = int32(i)
		f.counts[k]++
	}
	for _, i := range f.order[:len(f.items)] {
		k := f.items[i].Mark
		k.A *= 0.4 + 0.6*scene.Clamp(0.5+0.6*f.items[i].depth, 0, 1)
		switch {
		case k.Kind == scene.Line && !(scene.Inside(m, k.X, k.Y) && scene.Inside(m, k.X2, k.Y2)):
			p.Within(m, k)
		case k.Kind == scene.Line || scene.Inside(m.Inset(k.W), k.X, k.Y):
			p.Add(k)
		}
	}
}

// bin is where a depth stands in the order from far to near.
func bin(depth float32) int { return int(scene.Clamp((depth+1.5)/3, 0, 0.999) * depths) }

// plan makes room for so many.
func (f *solids) plan(most int) { f.items, f.order = make([]solid, 0, most), make([]int32, most) }
