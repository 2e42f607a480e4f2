package figures

import (
	"slices"

	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The ground of the plane: at each place the code that a point there would get, as the colour that the number line has at that code, and lines along
// which all places get one code. A point far from the curve comes back to the place of its colour, not to the nearest.

// The encoder is asked at knots evenly over the square; between them codes go straight from one to the next.
const (
	fieldKnots  = 41
	fieldCells  = 80 // of the coloured ground, along a side: two between two knots
	fieldLevels = 9  // lines of one code: through the places between each tenth of the points and the next
	fieldShade  = 0.22
	fieldLine   = 0.5
)

// A planeField is the encoder's answer all over the plane.
type planeField struct {
	places []float32 // the knots (fieldKnots², 2), row by row from the top left
	codes  []float32 // theirs (fieldKnots²)
	hues   []uint8   // of the ground (fieldCells²)
	sorted []float32 // the codes of the training points, in order
	levels [fieldLevels]float32
	of     []float32 // the parameters that gave the codes
	lines  []isoline // at the levels
}

// An isoline is a straight piece of a line of one code, in shares of the square from its top left.
type isoline struct {
	x, y, x2, y2 float32
	level        uint8
}

// plan makes the memory of a field for so many training points.
func (f *planeField) plan(points int) {
	const n = fieldKnots * fieldKnots
	if len(f.places) == 0 {
		f.places, f.codes, f.hues = make([]float32, 2*n), make([]float32, n), make([]uint8, fieldCells*fieldCells)
		for i := range n {
			f.places[2*i], f.places[2*i+1] = scene.FromPlane(float32(i%fieldKnots)/(fieldKnots-1), float32(i/fieldKnots)/(fieldKnots-1))
		}
		f.lines = make([]isoline, 0, 2*n)
	}
	if len(f.sorted) != points {
		f.sorted = make([]float32, points)
	}
	f.of = f.of[:0]
}

// update asks the encoder anew, where it has learned; hue is the colour of a code.
func (f *planeField) update(b *scene.Base, hue func(z float32) float32) {
	if !slices.Equal(f.of, b.Snap.Params) {
		f.of = append(f.of[:0], b.Snap.Params...)
		const most = 256 // rows at once
		for from := 0; from < len(f.codes); from += most {
			n := min(most, len(f.codes)-from)
			copy(f.codes[from:], scene.Encode(b.Model, b.Many, b.Snap.Params, f.places[2*from:2*(from+n)], n))
		}
		copy(f.sorted, b.Codes)
		slices.Sort(f.sorted)
		for k := range f.levels {
			f.levels[k] = f.sorted[(k+1)*len(f.sorted)/(fieldLevels+1)]
		}
		f.lines = f.along(f.lines[:0], f.levels[:])
	}
	f.colour(hue)
}

// colour gives each cell of the ground the colour of its code. The number line breathes, so that it has another even where nothing was learned.
func (f *planeField) colour(hue func(z float32) float32) {
	var row [fieldKnots]float32 // the codes at the knots' places across, at the height of a row of cells
	for j := range fieldCells {
		// Two cells lie between two knots: their middles a quarter of the way from either.
		z := f.codes[j/2*fieldKnots:]
		low := 0.25 + 0.5*float32(j%2)
		for i := range row {
			row[i] = z[i] + (z[i+fieldKnots]-z[i])*low
		}
		cells := f.hues[j*fieldCells:][:fieldCells]
		for i := range fieldKnots - 1 {
			from, way := row[i], 0.25*(row[i+1]-row[i])
			cells[2*i], cells[2*i+1] = scene.Grey(hue(from+way)), scene.Grey(hue(from+3*way))
		}
	}
}

// along appends the pieces of the lines of places that get one code to dst, as far as there is room, for each of the codes in rising order (marching squares,
// Lorensen and Cline 1987 in two dimensions). Most cells no line crosses.
func (f *planeField) along(dst []isoline, levels []float32) []isoline {
	for j := range fieldKnots - 1 {
		for i := range fieldKnots - 1 {
			k := j*fieldKnots + i
			c := [4]float32{f.codes[k], f.codes[k+1], f.codes[k+fieldKnots+1], f.codes[k+fieldKnots]} // round the cell
			lo, hi := c[0], c[0]
			for _, z := range c[1:] { // min and max are calls in a browser
				if z < lo {
					lo = z
				} else if z > hi {
					hi = z
				}
			}
			for n, z := range levels {
				if lo < z && z <= hi && (n == 0 || z > levels[n-1]) {
					dst = cross(dst, float32(i), float32(j), [4]float32{c[0] - z, c[1] - z, c[2] - z, c[3] - z}, uint8(n))
				}
			}
		}
	}
	return dst
}

// cross appends the pieces of a line through the cell at u, v to dst: c are the codes at its corners, from the top left the way of the clock, less the
// line's. In a saddle both pairs of pieces are possible; the mean of the four decides.
func cross(dst []isoline, u, v float32, c [4]float32, level uint8) []isoline {
	const step = 1 / float32(fieldKnots-1)
	var x, y [4]float32 // where it crosses the sides
	n := 0
	for s := range 4 {
		a, e := c[s], c[(s+1)%4]
		if (a < 0) == (e < 0) {
			continue
		}
		t := a / (a - e)
		switch s {
		case 0:
			x[n], y[n] = t, 0
		case 1:
			x[n], y[n] = 1, t
		case 2:
			x[n], y[n] = 1-t, 1
		default:
			x[n], y[n] = 0, 1-t
		}
		n++
	}
	first := 0
	if n == 4 && (c[0] < 0) != (c[0]+c[1]+c[2]+c[3] < 0) { // the second corner hangs together with the fourth: the others are cut off
		first = 1
	}
	for m := 0; m+1 < n && len(dst) < cap(dst); m += 2 {
		p, q := (first+m)%n, (first+m+1)%n
		dst = append(dst, isoline{(u + x[p]) * step, (v + y[p]) * step, (u + x[q]) * step, (v + y[q]) * step, level})
	}
	return dst
}

// draw colours the square m and draws the lines.
func (f *planeField) draw(p *scene.Pen, m scene.Box, hue func(z float32) float32) {
	copy(p.Tile(m.X, m.Y, m.W/fieldCells, fieldCells, tint.Hue, fieldShade), f.hues)
	var tones [fieldLevels]float32
	for k, z := range f.levels {
		tones[k] = hue(z)
	}
	for _, l := range f.lines {
		p.Add(l.mark(m, scene.Mark{Role: tint.Hue, V: tones[l.level], W: 1, A: fieldLine}))
	}
}

// key colours the number line as the plane is coloured, with a stroke where each line of the plane has its code; on is where a code stands on it.
func (f *planeField) key(p *scene.Pen, strip scene.Box, on, hue func(z float32) float32, line scene.Box) {
	for k := range hueBins {
		u := (float32(k) + 0.5) / hueBins
		p.Rect(scene.At(strip.X+strip.W*float32(k)/hueBins, strip.Y, strip.W/hueBins, strip.H), 0, tint.Hue, hue(line.X+line.W*u), fieldShade)
	}
	for _, z := range f.levels {
		x := strip.X + strip.W*on(z)
		if x > strip.X && x < strip.X+strip.W {
			p.Add(scene.Mark{Kind: scene.Line, Role: tint.Hue, X: x, Y: strip.Y, X2: x, Y2: strip.Y + strip.H, W: 1, V: hue(z), A: fieldLine})
		}
	}
}

// mark is the piece in the square m, drawn as k.
func (l isoline) mark(m scene.Box, k scene.Mark) scene.Mark {
	k.Kind, k.X, k.Y, k.X2, k.Y2 = scene.Line, m.X+m.W*l.x, m.Y+m.H*l.y, m.X+m.W*l.x2, m.Y+m.H*l.y2
	return k
}
