package scene

import (
	"slices"

	"hourglass/core/data"
	"hourglass/core/jacobi"
	"hourglass/core/train"
	"hourglass/wasm/tint"
)

// rivals draws three ways to squeeze the same pictures side by side: principal component analysis, the twin and the run. Each has its map,
// its copies of the same unseen pictures, and its error. The maps of twin and run are laid onto that of PCA, so that equal codes look equal.
type rivals struct {
	straight
	sides [3]rival
	line  aligner
	code  []float64 // (Neck), of PCA
	span  [2]float32
}

// A rival is one of the three.
type rival struct {
	score
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

// straight is the PCA of the present training data. It is worked out when the data change, once for all panels.
type straight struct {
	of  *data.Set
	pca *jacobi.PCA
}

func (s *straight) fitted() *straight { return s }

// fit reports whether the data have changed.
func (s *straight) fit(b *Builder) bool {
	if s.of == b.set {
		return false
	}
	for _, f := range b.panels {
		if o, ok := f.(interface{ fitted() *straight }); ok && o.fitted().of == b.set {
			*s = *o.fitted()
			return true
		}
	}
	*s = straight{b.set, jacobi.Fit(b.set.TrainX(), b.set.Train, b.set.Dim())}
	return true
}

func (f *rivals) plan(b *Builder) {
	f.fit(b)
	rows, dim := b.set.Train+b.set.Valid, b.set.Dim()
	for i := range f.sides {
		f.sides[i] = rival{flat: make([]float32, 2*rows)}
	}
	f.sides[byRun].pairs = b.pairs
	if b.twin != nil {
		f.sides[byTwin].pairs = b.twin.pairs
	}
	f.code = make([]float64, min(b.snap.Setup.Neck, dim))
	s := &f.sides[byPCA]
	s.loss = f.pca.Error(b.snap.Setup.Neck)
	copied := make([]float32, b.set.Valid*dim)
	for i := range b.set.Valid {
		f.pca.Project(f.code, b.set.Picture(b.set.Train+i))
		f.pca.Rebuild(copied[i*dim:(i+1)*dim], f.code)
	}
	s.pairs = slices.Clone(copied[:rivalPairs*dim])
	s.fresh = train.MeanSquare(b.set.ValidX(), copied)
	f.span = [2]float32{1e-6, 1e-6}
	two := f.code[:min(len(f.code), 2)]
	for i := range rows {
		f.pca.Project(two, b.set.Picture(i))
		for a, v := range two {
			s.flat[2*i+a] = float32(v)
			f.span[a] = max(f.span[a], 1.12*abs(float32(v)))
		}
	}
}

func (f *rivals) update(b *Builder) {
	two := f.code[:min(len(f.code), 2)]
	f.pca.Project(two, b.snap.View.Input)
	for a, v := range two {
		f.sides[byPCA].shown[a] = float32(v)
	}
	if b.fresh[0] {
		f.sides[byRun].score = b.scored(0)
		f.lay(b, &f.sides[byRun], b.codes, b.code, b.model.Code)
	}
	if t := b.twin; t != nil && b.fresh[1] {
		f.sides[byTwin].score = b.scored(1)
		f.lay(b, &f.sides[byTwin], t.codes, t.model.Encode(t.many, t.params, b.snap.View.Input, 1), t.model.Code)
	}
}

// lay places the codes of one rival, and the shown picture's, on PCA's map.
func (f *rivals) lay(b *Builder, s *rival, codes, shown []float32, neck int) {
	f.line.fit(codes, neck, b.set.Train, f.sides[byPCA].flat, min(len(f.code), 2))
	for i := range b.set.Train + b.set.Valid {
		f.line.place(s.flat[2*i:2*i+2], codes[i*neck:])
	}
	f.line.place(s.shown[:], shown)
}

func (f *rivals) draw(b *Builder, p *pen, box Box, look *Look) {
	if len(f.code) == 1 {
		p.heading(box, "One number each, laid alike: the height of a dot says nothing", "One number each: height says nothing", "One number each")
	} else {
		p.heading(box, "What each makes of the same examples; the maps are turned and stretched to lie alike", "The maps are turned to lie alike", "Maps laid alike")
	}
	order := [3]int{byPCA, byTwin, byRun}
	n := 3
	if b.twin == nil {
		order, n = [3]int{byPCA, byRun, byRun}, 2
	}
	gap := min(30*p.size, 0.03*box.W)
	in := Box{box.X + 15*p.size, box.Y + 34*p.size, box.W - 30*p.size, box.H - 42*p.size}
	w := (in.W - float32(n-1)*gap) / float32(n)
	for c, i := range order[:n] {
		f.column(b, p, Box{in.X + float32(c)*(w+gap), in.Y, w, in.H}, i)
	}
}

// column is one rival: name, map, error, and originals over copies.
func (f *rivals) column(b *Builder, p *pen, box Box, i int) {
	name, words := 22*p.size, 44*p.size // a line over the map, two under it
	across := min(max(int(box.W/(46*p.size)), 2), 5)
	step := min((box.W+4*p.size)/float32(across), 60*p.size)
	block := 2*step + 28*p.size // unseen pictures over their copies, and a line of words over both
	left := box.H - name - words - 70*p.size
	blocks := min(max(int(left/block), 0), rivalPairs/across)
	if b.form() == data.Points {
		blocks = 0
	}
	tall := float32(blocks) * block
	side := min(box.W, box.H-name-words-tall)
	if blocks > 1 && side < 0.8*box.W { // rather a larger map than more pictures
		blocks, tall = blocks-1, tall-block
		side = min(box.W, box.H-name-words-tall)
	}
	y := box.Y + max(0, (box.H-name-words-tall-side)/2)
	l := p.text(box.X+box.W/2, y+13*p.size, Middle, [...]tint.Role{tint.Dim, tint.Ink, tint.Sand}[i], [...]string{"PCA", b.called(1), b.called(0)}[i])
	l.Size, l.Bold = 14*p.size, true
	y += name
	f.chart(b, p, Box{box.X + (box.W-side)/2, y, side, side}, &f.sides[i])
	y += side
	f.verdict(p, box.X+box.W/2, y+17*p.size, box.W, i)
	y += words
	x := box.X + (box.W-float32(across)*step+4*p.size)/2
	for k := range blocks {
		if k == 0 {
			f.figureWords(p, box.X+box.W/2, y+14*p.size, box.W, tint.Dim, f.sides[i].fresh, "on those set aside ", "set aside ", "")
			y += 22 * p.size
		}
		f.copies(b, p, x, y, step, k*across, across, &f.sides[i])
		y += 2*step + 6*p.size
	}
}

// figureWords writes an error after the longest lead that fits.
func (f *rivals) figureWords(p *pen, x, y, room float32, role tint.Role, v float64, leads ...string) {
	for _, lead := range leads {
		p.begin(x, y, Middle, role)
		p.str(lead)
		p.num(float32(v), fineness(v))
		if p.fits(12.5*p.size, room+6*p.size) {
			return
		}
	}
}

// chart is the map of one rival: dots in the colours of the first true factor, and a ring round the shown picture's.
func (f *rivals) chart(b *Builder, p *pen, m Box, s *rival) {
	p.rect(m, 3, tint.Ramp, 0, 1)
	p.frame(m, 1, tint.Line, 1)
	one := len(f.code) == 1
	at := func(v []float32, lift float32) (x, y float32) {
		x = m.X + m.W*(0.5+0.5*v[0]/f.span[0])
		if one {
			return x, m.Y + m.H*(1-lift)
		}
		return x, m.Y + m.H*(0.5-0.5*v[1]/f.span[1])
	}
	r := min(max(m.W/100, 1.6), 3.4)
	for i := range b.set.Train + b.set.Valid {
		x, y := at(s.flat[2*i:2*i+2], 0.06+0.88*float32(i*37%101)/100)
		if x > m.X+r && x < m.X+m.W-r && y > m.Y+r && y < m.Y+m.H-r {
			p.add(Mark{Kind: Disc, Role: tint.Hue, X: x, Y: y, W: r, V: b.hue(i), A: 0.95})
		}
	}
	x, y := at(s.shown[:], 0.5)
	big := min(max(m.W/26, 5), 10)
	x, y = min(max(x, m.X+big), m.X+m.W-big), min(max(y, m.Y+big), m.Y+m.H-big)
	p.add(Mark{Kind: Ring, Role: tint.Ramp, X: x, Y: y, X2: big, W: 5, A: 0.8})
	p.add(Mark{Kind: Ring, Role: tint.Ramp, X: x, Y: y, X2: big, W: 2.4, V: 1, A: 1})
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
func (f *rivals) verdict(p *pen, x, y, room float32, i int) {
	f.figureWords(p, x, y, room, tint.Ink, f.sides[i].loss, "training error ", "error ", "")
	y += 18 * p.size
	best := f.sides[byPCA].loss
	if i == byPCA {
		p.first(x, y, Middle, tint.Dim, 12*p.size, room+6*p.size, "the least that straight lines leave", "the straight optimum", "optimum")
		return
	}
	over, role := overPCA(f.sides[i].loss, best)
	for _, tail := range [...]string{" PCA", ""} {
		p.begin(x, y, Middle, role)
		p.over(over)
		p.str(tail)
		if p.fits(12*p.size, room+6*p.size) {
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

// over writes a share as a per cent over or under.
func (p *pen) over(share float32) {
	word := " % over"
	if share < 0 {
		share, word = -share, " % under"
	}
	switch {
	case share >= 99.99:
		p.str("far")
		word = word[len(" %"):]
	case share >= 0.0995:
		p.num(100*share, 0)
	default:
		p.num(100*share, 1)
	}
	p.str(word)
}

// copies lays originals over what the rival makes of them.
func (f *rivals) copies(b *Builder, p *pen, x, y, step float32, from, across int, s *rival) {
	dim, side := b.set.Dim(), step-4*p.size
	for c := range across {
		i := from + c
		at := Box{x + float32(c)*step, y, side, side}
		b.example(p, at, b.set.Picture(b.set.Train+i), tint.Ramp, 1)
		b.example(p, Box{at.X, y + step, side, side}, s.pairs[i*dim:(i+1)*dim], tint.Ramp, 1)
		if b.snap.View.Sample == b.set.Train+i && !b.snap.View.Held {
			p.frame(Box{at.X - 2, y - 2, side + 4, step + side + 4}, 1.5, tint.Sand, 1)
		}
		p.hit(Hit{Target: Pair, X: at.X, Y: y, X2: at.X + step, Y2: y + step + side, Index: int32(b.set.Train + i)})
	}
}
