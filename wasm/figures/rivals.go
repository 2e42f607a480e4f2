package figures

import (
	"errors"
	"slices"

	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/jacobi"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "rivals", Label: "Maps of the rivals", Short: "Maps", Shape: scene.Wide, Least: scene.Size{W: 300, H: 170},
		Needs:   scene.Copies | scene.Codes,
		New:     func() scene.Panel { return &rivals{} },
		CanShow: whole,
	})
}

// whole says that PCA cannot be had of examples with numbers that nobody observed.
func whole(r *ae.Recipe) error {
	if r.Masked {
		return errors.New("PCA needs every number of an example")
	}
	return nil
}

// rivals draws three ways to squeeze the same pictures side by side: principal component analysis, the twin and the run. Each has its map,
// its copies of the same unseen pictures, and its error. The maps of twin and run are laid onto that of PCA, so that equal codes look equal. Of points, which
// are seen themselves, it draws what each makes of them in their plane.
type rivals struct {
	planes planes
	pca    *jacobi.PCA // of the training data
	sides  [3]rival
	line   aligner
	code   []float64 // (Neck), of PCA
	span   [2]float32
}

// A rival is one of the three.
type rival struct {
	scene.Score
	flat  []float32 // (rows, 2), where every example lies
	shown [2]float32
	pairs []float32 // its copies of the first unseen examples (at least rivalPairs, Dim)
}

// The places of the three, from left to right.
const (
	byPCA = iota
	byTwin
	byRun
)

const rivalPairs = 6

// Touch implements [scene.Toucher].
func (f *rivals) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	if g.Hit.Target == PlanePoint {
		touchPlane(b, g, h)
		return
	}
	touchPair(g, h)
}

// Plan implements [scene.Panel].
func (f *rivals) Plan(b *scene.Base) {
	f.pca = b.PCA()
	rows, dim := b.Set.Train+b.Set.Valid, b.Set.Dim()
	for i := range f.sides {
		f.sides[i] = rival{flat: make([]float32, 2*rows)}
	}
	f.sides[byRun].pairs = b.Pairs
	if b.Twin != nil {
		f.sides[byTwin].pairs = b.Twin.Pairs
	}
	f.code = make([]float64, min(b.Snap.Setup.Neck, dim))
	s := &f.sides[byPCA]
	s.Loss = f.pca.Error(b.Snap.Setup.Neck)
	copied := make([]float32, b.Set.Valid*dim)
	setAside(copied, f.code, f.pca, b)
	s.pairs = slices.Clone(copied[:rivalPairs*dim])
	s.Fresh = ask.MeanSquare(b.Set.ValidX(), copied)
	f.span = [2]float32{1e-6, 1e-6}
	two := f.code[:min(len(f.code), 2)]
	for i := range rows {
		f.pca.Project(two, b.Set.Picture(i))
		for a, v := range two {
			s.flat[2*i+a] = float32(v)
			f.span[a] = max(f.span[a], 1.12*scene.Abs(float32(v)))
		}
	}
	if b.Form() == data.Points {
		f.planes.plan(b, f.pca)
	}
}

// Update implements [scene.Panel].
func (f *rivals) Update(b *scene.Base) {
	two := f.code[:min(len(f.code), 2)]
	f.pca.Project(two, b.Snap.View.Input)
	for a, v := range two {
		f.sides[byPCA].shown[a] = float32(v)
	}
	if b.Fresh[0] {
		f.sides[byRun].Score = b.Scored(0)
		f.lay(b, &f.sides[byRun], b.Codes, b.Code, b.Model.Code)
		if b.Form() == data.Points {
			f.planes.update(b, 0, b.Model, b.Many, b.Snap.Params, b.Codes)
		}
	}
	if t := b.Twin; t != nil && b.Fresh[1] {
		f.sides[byTwin].Score = b.Scored(1)
		f.lay(b, &f.sides[byTwin], t.Codes, scene.Encode(t.Model, t.Many, t.Params, b.Snap.View.Input, 1), t.Model.Code)
		if b.Form() == data.Points {
			f.planes.update(b, 1, t.Model, t.Many, t.Params, t.Codes)
		}
	}
}

// lay places the codes of one rival, and the shown picture's, on PCA's map.
func (f *rivals) lay(b *scene.Base, s *rival, codes, shown []float32, neck int) {
	f.line.fit(codes, neck, b.Set.Train, f.sides[byPCA].flat, min(len(f.code), 2))
	for i := range b.Set.Train + b.Set.Valid {
		f.line.place(s.flat[2*i:2*i+2], codes[i*neck:])
	}
	f.line.place(s.shown[:], shown)
}

// Tell implements [scene.Teller].
func (f *rivals) Tell(b *scene.Base, p *scene.Pen) {
	p.Str("training error ")
	p.Str("PCA")
	p.Str(" ")
	p.Num(float32(f.sides[byPCA].Loss), 5)
	for i, k := range [2]int{byRun, byTwin} {
		if i == 1 && b.Twin == nil {
			return
		}
		p.Str(", ")
		p.Str(b.Called(i))
		p.Str(" ")
		p.Num(float32(f.sides[k].Loss), 5)
	}
}

// Key implements [scene.Keyer].
func (f *rivals) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	if b.Form() == data.Points {
		keyPlane(dx, dy, h)
		return
	}
	keyPair(b, dx-dy, h)
}

// Draw implements [scene.Panel].
func (f *rivals) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	if b.Form() == data.Points {
		f.planes.draw(b, p, box, f)
		return
	}
	if len(f.code) == 1 {
		p.Heading(box, "One number each, laid alike: the height of a dot says nothing", "One number each: height says nothing", "One number each")
	} else {
		p.Heading(box, "What each makes of the same examples; the maps are turned and stretched to lie alike", "The maps are turned to lie alike", "Maps laid alike")
	}
	order := [3]int{byPCA, byTwin, byRun}
	n := 3
	if b.Twin == nil {
		order, n = [3]int{byPCA, byRun, byRun}, 2
	}
	gap := min(30*p.Size, 0.03*box.W)
	in := scene.At(box.X+15*p.Size, box.Y+34*p.Size, box.W-30*p.Size, box.H-42*p.Size)
	w := (in.W - float32(n-1)*gap) / float32(n)
	for c, i := range order[:n] {
		f.column(b, p, scene.At(in.X+float32(c)*(w+gap), in.Y, w, in.H), i)
	}
}

// column is one rival: name, map, error, and originals over copies.
func (f *rivals) column(b *scene.Base, p *scene.Pen, box scene.Box, i int) {
	name, words := 22*p.Size, 44*p.Size // a line over the map, two under it
	across := min(max(int(box.W/(46*p.Size)), 2), 5)
	step := min((box.W+4*p.Size)/float32(across), 60*p.Size)
	block := 2*step + 28*p.Size // unseen pictures over their copies, and a line of words over both
	left := box.H - name - words - 70*p.Size
	blocks := min(max(int(left/block), 0), rivalPairs/across)
	tall := float32(blocks) * block
	side := min(box.W, box.H-name-words-tall)
	if blocks > 1 && side < 0.8*box.W { // rather a larger map than more pictures
		blocks, tall = blocks-1, tall-block
		side = min(box.W, box.H-name-words-tall)
	}
	y := box.Y + max(0, (box.H-name-words-tall-side)/2)
	l := p.Write(box.X+box.W/2, y+13*p.Size, scene.Middle, [...]tint.Role{tint.Dim, tint.Ink, tint.Sand}[i], [...]string{"PCA", b.Called(1), b.Called(0)}[i])
	l.Size, l.Bold = 14*p.Size, true
	y += name
	f.chart(b, p, scene.At(box.X+(box.W-side)/2, y, side, side), &f.sides[i])
	y += side
	f.verdict(p, box.X+box.W/2, y+17*p.Size, box.W, i)
	y += words
	x := box.X + (box.W-float32(across)*step+4*p.Size)/2
	for k := range blocks {
		if k == 0 {
			f.figureWords(p, box.X+box.W/2, y+14*p.Size, box.W, tint.Dim, f.sides[i].Fresh, "on those set aside ", "set aside ", "")
			y += 22 * p.Size
		}
		f.copies(b, p, x, y, step, k*across, across, &f.sides[i])
		y += 2*step + 6*p.Size
	}
}

// figureWords writes an error after the longest lead that fits.
func (f *rivals) figureWords(p *scene.Pen, x, y, room float32, role tint.Role, v float64, leads ...string) {
	for _, lead := range leads {
		p.Begin(x, y, scene.Middle, role)
		p.Str(lead)
		p.Num(float32(v), fineness(v))
		if p.Fits(12.5*p.Size, room+6*p.Size) {
			return
		}
	}
}

// chart is the map of one rival: dots in the colours of the first true factor, and a ring round the shown picture's.
func (f *rivals) chart(b *scene.Base, p *scene.Pen, m scene.Box, s *rival) {
	p.Rect(m, 3, tint.Ramp, 0, 1)
	p.Frame(m, 1, tint.Line, 1)
	one := len(f.code) == 1
	at := func(v []float32, lift float32) (x, y float32) {
		x = m.X + m.W*(0.5+0.5*v[0]/f.span[0])
		if one {
			return x, m.Y + m.H*(1-lift)
		}
		return x, m.Y + m.H*(0.5-0.5*v[1]/f.span[1])
	}
	r := min(max(m.W/100, 1.6), 3.4)
	for i := range b.Set.Train + b.Set.Valid {
		x, y := at(s.flat[2*i:2*i+2], 0.06+0.88*float32(i*37%101)/100)
		if x > m.X+r && x < m.X+m.W-r && y > m.Y+r && y < m.Y+m.H-r {
			p.Add(scene.Mark{Kind: scene.Disc, Role: tint.Hue, X: x, Y: y, W: r, V: b.Hue(i), A: 0.95})
		}
	}
	x, y := at(s.shown[:], 0.5)
	big := min(max(m.W/26, 5), 10)
	x, y = min(max(x, m.X+big), m.X+m.W-big), min(max(y, m.Y+big), m.Y+m.H-big)
	p.Add(scene.Mark{Kind: scene.Ring, Role: tint.Ramp, X: x, Y: y, X2: big, W: 5, A: 0.8})
	p.Add(scene.Mark{Kind: scene.Ring, Role: tint.Ramp, X: x, Y: y, X2: big, W: 2.4, V: 1, A: 1})
}

// fineness is how many decimals an error needs to show at least two digits, from 4 to 6.
func fineness(v float64) int {
	switch {
	case v >= 0.00995:
		return 4
	case v >= 0.000995:
		return 5
	}
	return 6
}

// verdict says how large the error is, and how it stands to PCA's.
func (f *rivals) verdict(p *scene.Pen, x, y, room float32, i int) {
	f.figureWords(p, x, y, room, tint.Ink, f.sides[i].Loss, "training error ", "error ", "")
	y += 18 * p.Size
	best := f.sides[byPCA].Loss
	if i == byPCA {
		p.First(x, y, scene.Middle, tint.Dim, 12*p.Size, room+6*p.Size, "the least that straight lines leave", "the straight optimum", "optimum")
		return
	}
	over, role := overPCA(f.sides[i].Loss, best)
	for _, tail := range [...]string{" PCA", ""} {
		p.Begin(x, y, scene.Middle, role)
		writeOver(p, over)
		p.Str(tail)
		if p.Fits(12*p.Size, room+6*p.Size) {
			return
		}
	}
}

// overPCA is by which share a loss lies over the best, and the colour that says so: leaf up to 2 % over it, and below it.
func overPCA(loss, best float64) (share float32, role tint.Role) {
	share = float32(loss/max(best, 1e-9) - 1)
	if share <= 0.02 {
		return share, tint.Leaf
	}
	return share, tint.Dim
}

// writeOver writes a share as a per cent over or under.
func writeOver(p *scene.Pen, share float32) {
	word := " % over"
	if share < 0 {
		share, word = -share, " % under"
	}
	switch {
	case share >= 99.99:
		p.Str("far")
		word = word[len(" %"):]
	case share >= 0.0995:
		p.Num(100*share, 0)
	default:
		p.Num(100*share, 1)
	}
	p.Str(word)
}

// copies lays originals over what the rival makes of them.
func (f *rivals) copies(b *scene.Base, p *scene.Pen, x, y, step float32, from, across int, s *rival) {
	dim, side := b.Set.Dim(), step-4*p.Size
	for c := range across {
		i := from + c
		at := scene.At(x+float32(c)*step, y, side, side)
		b.Example(p, at, b.Set.Picture(b.Set.Train+i), tint.Ramp, 1)
		b.Example(p, scene.At(at.X, y+step, side, side), s.pairs[i*dim:(i+1)*dim], tint.Ramp, 1)
		if b.Snap.View.Sample == b.Set.Train+i && !b.Snap.View.Held {
			p.Frame(scene.At(at.X-2, y-2, side+4, step+side+4), 1.5, tint.Sand, 1)
		}
		p.Hit(scene.Hit{Target: scene.Pair, Feel: scene.Pointing, X: at.X, Y: y, X2: at.X + step, Y2: y + step + side, Index: int32(b.Set.Train + i)})
	}
}
