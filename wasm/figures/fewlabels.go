package figures

import (
	"math"

	"hourglass/core/ask"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "fewlabels", Label: "How many labels are enough", Short: "Few labels", Least: scene.Size{W: 270, H: 220},
		Needs: scene.Aside,
		New:   func() scene.Panel { return &fewLabels{} },
		Suits: classed,
	})
}

// fewLabels draws what share of the unseen two classifiers name rightly, against how many examples of each class are labelled: one line for each description,
// with bars for how far eight draws of the labelled ones lie apart, and beneath how far the code is ahead of the examples' own numbers, draw by draw.
type fewLabels struct {
	described
	late
	trials [ask.Descriptions]ask.Trials
	right  [classifiers][ask.Descriptions][len(labelCounts)][ask.Repeats]float64
	done   [classifiers]int // trials of the two that stand still
	old    bool             // the logistic regression on the code is of an earlier step
}

// labelCounts are how many examples of a class are labelled.
var labelCounts = [...]int{1, 2, 5, 20}

// The classifiers.
const (
	byMean = iota
	byLogistic
	classifiers
)

// labelAims are what goals may ask of the first classifier, by the code.
var labelAims = [len(labelCounts)]string{"centroid code 1", "centroid code 2", "centroid code 5", "centroid code 20"}

var classifierNames = [classifiers]string{"nearest mean", "logistic regression"}

// perWay is how many trials a classifier takes of one description, and still of those that do not learn. While snapshots follow each other, some of these are made
// for each that is looked at: a mean is found at once, a regression takes up to ten milliseconds.
const (
	perWay = len(labelCounts) * ask.Repeats
	still  = (ask.Descriptions - 1) * perWay
)

var portion = [classifiers]int{4, 1}

// Plan implements [scene.Panel].
func (f *fewLabels) Plan(b *scene.Base) {
	if b.Set.Classes() == 0 {
		return
	}
	newSet, newNeck := f.plan(b)
	if newSet {
		for way := range f.trials {
			f.trials[way].Begin(b.Set)
		}
		f.trials[ask.AsPixels].Describe(&f.by[ask.AsPixels])
	}
	if newNeck {
		f.trials[ask.AsPCA].Describe(&f.by[ask.AsPCA])
		f.trials[ask.AsCode].Describe(&f.by[ask.AsCode]) // takes the memory
		f.done, f.ever = [classifiers]int{}, false
	}
	f.old = true
}

// Update implements [scene.Panel].
func (f *fewLabels) Update(b *scene.Base) {
	if b.Set.Classes() > 0 {
		f.snapshot(b.Brisk)
	}
}

// try makes trial i of a classifier on a description: a draw for each number of labels.
func (f *fewLabels) try(kind, way, i int) {
	t, n, draw := &f.trials[way], i/ask.Repeats, i%ask.Repeats
	if kind == byMean {
		f.right[kind][way][n][draw] = t.Centroid(draw, labelCounts[n])
	} else {
		f.right[kind][way][n][draw] = t.Logistic(draw, labelCounts[n])
	}
}

// look makes the trials that there is time for: of the code with the nearest mean all of them, with the regression none while the run goes on. Of the others each is
// made once. Regressions wait until they are seen.
func (f *fewLabels) look(b *scene.Base, due, both bool) {
	if due {
		f.renew(b)
		f.trials[ask.AsCode].Describe(&f.by[ask.AsCode])
		f.old = true
		for i := range perWay {
			f.try(byMean, ask.AsCode, i)
		}
		f.others(b, byMean)
	}
	if both && (due || !b.Brisk) {
		f.others(b, byLogistic)
		for i := 0; i < perWay && f.old && !b.Brisk; i++ {
			f.try(byLogistic, ask.AsCode, i)
		}
		f.old = f.old && b.Brisk
	}
}

// others makes trials of the descriptions that do not learn.
func (f *fewLabels) others(b *scene.Base, kind int) {
	for n := portion[kind]; f.done[kind] < still && (n > 0 || !b.Brisk); n-- {
		f.try(kind, f.done[kind]/perWay, f.done[kind]%perWay)
		f.done[kind]++
	}
}

// known tells whether a classifier has been tried on a description.
func (f *fewLabels) known(kind, way int) bool {
	if way == ask.AsCode {
		return f.right[kind][way][0][0] > 0
	}
	return f.done[kind] >= (way+1)*perWay
}

// average is that of some draws, and how far they lie apart: their standard deviation.
func average(draws *[ask.Repeats]float64) (mean, apart float64) {
	for _, v := range draws {
		mean += v / ask.Repeats
	}
	for _, v := range draws {
		apart += (v - mean) * (v - mean) / ask.Repeats
	}
	return mean, math.Sqrt(apart)
}

// ahead is by how much the code is ahead of the examples' own numbers, a mean over the draws.
func (f *fewLabels) ahead(kind, n int) float64 {
	var d [ask.Repeats]float64
	for i := range d {
		d[i] = f.right[kind][ask.AsCode][n][i] - f.right[kind][ask.AsPixels][n][i]
	}
	v, _ := average(&d)
	return v
}

// Tell implements [scene.Teller].
func (f *fewLabels) Tell(b *scene.Base, p *scene.Pen) {
	if b.Set.Classes() == 0 {
		p.Str(noClasses)
		return
	}
	for kind, name := range classifierNames {
		for way := range f.by {
			if !f.known(kind, way) {
				continue
			}
			if kind+way > 0 {
				p.Str("; ")
			}
			p.Str(name)
			p.Str(", ")
			p.Str(wayName(b, way))
			p.Str(": ")
			for n := range labelCounts {
				if n > 0 {
					p.Str(", ")
				}
				v, _ := average(&f.right[kind][way][n])
				p.Num(float32(100*v), 0)
			}
		}
	}
	p.Str("; in 100, with labels a class: ")
	for n, labels := range labelCounts {
		if n > 0 {
			p.Str(", ")
		}
		p.Count(labels)
	}
}

// Draw implements [scene.Panel].
func (f *fewLabels) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	if b.Set.Classes() == 0 {
		p.Note(box, noClasses)
		return
	}
	p.Heading(box, "How many in 100 unseen examples are named rightly, by labelled examples a class", "Named rightly, in 100, by labels a class", "Right in 100, by labels", "Right, by labels")
	in := scene.At(box.X+12*p.Size, box.Y+30*p.Size, box.W-24*p.Size, box.H-36*p.Size)
	gap := 20 * p.Size
	across, down := in.W > 560*p.Size, in.H > 440*p.Size
	f.look(b, f.now(p.Small), across || down)
	for kind := range classifiers {
		switch {
		case across:
			half := (in.W - gap) / classifiers
			f.plot(b, p, scene.At(in.X+float32(kind)*(half+gap), in.Y, half, in.H), kind)
		case down:
			half := in.H / classifiers
			f.plot(b, p, scene.At(in.X, in.Y+float32(kind)*half, in.W, half-6*p.Size), kind)
		case kind == byMean:
			f.plot(b, p, in, kind)
		}
	}
}

// leastRight is where the axis begins: less is drawn there.
const leastRight = 0.3

// plot draws one classifier.
func (f *fewLabels) plot(b *scene.Base, p *scene.Pen, box scene.Box, kind int) {
	left, head, foot := 30*p.Size, 24*p.Size, 78*p.Size
	m := scene.At(box.X+left, box.Y+head, box.W-left-4*p.Size, box.H-head-foot)
	if m.W < 60 || m.H < 40 {
		return
	}
	p.Rect(m, 3, tint.Panel, 0, 1)
	if f.legend(b, p, m, kind) {
		p.Write(m.X, box.Y+15*p.Size, scene.Start, tint.Ink, classifierNames[kind]).Size = 13 * p.Size
	} else { // in the corner where no line comes
		p.Write(m.X+8*p.Size, m.Y+18*p.Size, scene.Start, tint.Ink, classifierNames[kind]).Size = 13 * p.Size
	}
	up := func(v float64) float32 {
		return m.Y + m.H*(1-float32((max(v, leastRight)-leastRight)/(1-leastRight)))
	}
	at := func(n int) float32 { return m.X + m.W*(float32(n)+0.5)/float32(len(labelCounts)) }
	for v := 40; v <= 100; v += 20 {
		y := up(float64(v) / 100)
		p.Line(m.X, y, m.X+m.W, y, 1, tint.Line, 0.8)
		p.Begin(m.X-6*p.Size, y+4*p.Size, scene.End, tint.Faint)
		p.Count(v)
		p.End().Size = 11.5 * p.Size
	}
	for n, labels := range labelCounts {
		p.Begin(at(n), m.Y+m.H+16*p.Size, scene.Middle, tint.Faint)
		p.Count(labels)
		p.End().Size = 12 * p.Size
	}
	p.First(m.X+m.W, m.Y+m.H+33*p.Size, scene.End, tint.Faint, 11.5*p.Size, m.W, "labelled examples of each class", "labels a class")
	for n, aim := range labelAims {
		if want := b.Goal(aim); want > 0 && kind == byMean {
			y := up(float64(want))
			p.Add(scene.Mark{Kind: scene.Line, Role: tint.Leaf, X: m.X, Y: y, X2: at(n) + 0.4*m.W/float32(len(labelCounts)), Y2: y, W: 1.5, A: 0.9, Dash: 6})
			if m.H > 100*p.Size { // over what one label does
				p.Begin(m.X+6*p.Size, y-5*p.Size, scene.Start, tint.Leaf)
				p.Str("goal: ")
				p.Num(100*want, 0)
				p.End().Size = 12 * p.Size
			}
		}
	}
	for way := range f.by {
		if f.known(kind, way) {
			f.way(p, kind, way, at, up)
		}
	}
	f.lead(b, p, scene.At(m.X, m.Y+m.H+39*p.Size, m.W, 20*p.Size), kind, at)
}

// way draws one line: marks of a shape of its own, and how far the draws lie apart.
func (f *fewLabels) way(p *scene.Pen, kind, way int, at func(int) float32, up func(float64) float32) {
	role, a := wayRoles[way], float32(1)
	if way == ask.AsCode && kind == byLogistic && f.old {
		a = 0.4 // of an earlier step
	}
	aside := float32(way-1) * 7 * p.Size
	first := int32(len(p.Points))
	for n := range labelCounts {
		v, _ := average(&f.right[kind][way][n])
		p.Points = append(p.Points, scene.Point{X: at(n) + aside, Y: up(v)})
	}
	p.Add(scene.Mark{Kind: scene.Poly, Role: role, W: 1.8 * p.Size, A: 0.8 * a, First: first, Count: int32(len(labelCounts))})
	for n := range labelCounts {
		v, apart := average(&f.right[kind][way][n])
		x := at(n) + aside
		p.Line(x, up(min(v+apart, 1)), x, up(v-apart), 1.6*p.Size, role, 0.55*a)
		symbol(p, x, up(v), way, a)
	}
}

// symbol is the mark of a description: a square, a ring, a disc.
func symbol(p *scene.Pen, x, y float32, way int, a float32) {
	r := 4.4 * p.Size
	p.Disc(x, y, r+1.5, tint.Panel, 0, a)
	switch way {
	case ask.AsPixels:
		p.Rect(scene.At(x-0.85*r, y-0.85*r, 1.7*r, 1.7*r), 0, wayRoles[way], 0, a)
	case ask.AsPCA:
		p.Ring(x, y, 0.85*r, 2*p.Size, wayRoles[way], a)
	case ask.AsCode:
		p.Disc(x, y, r, wayRoles[way], 0, a)
	}
}

// legend stands over the plot, at its right: what is whose, with how many numbers each has where there is room. It tells whether it leaves room for what the
// classifier is called.
func (f *fewLabels) legend(b *scene.Base, p *scene.Pen, m scene.Box, kind int) bool {
	if p.Small {
		return true
	}
	room := m.W - 0.56*13*p.Size*p.Letters(classifierNames[kind]) - 14*p.Size
	for _, sized := range [...]bool{true, false} {
		wide := float32(0)
		for way := range f.by {
			wide += f.entry(b, p, 0, 0, way, sized) + 24*p.Size
			p.TakeBack()
		}
		if wide > room && sized {
			continue
		}
		x, y := m.X+m.W-wide, m.Y-9*p.Size
		for way := range f.by {
			symbol(p, x+12*p.Size, y-4*p.Size, way, 1)
			x += f.entry(b, p, x+20*p.Size, y, way, sized) + 24*p.Size
		}
		return wide <= room
	}
	return true
}

// entry writes what a description is called, and how many numbers it has, and returns how wide that is.
func (f *fewLabels) entry(b *scene.Base, p *scene.Pen, x, y float32, way int, sized bool) float32 {
	p.Begin(x, y, scene.Start, wayRoles[way])
	p.Str(wayName(b, way))
	if sized {
		p.Str(", ")
		waySize(p, f.by[way].Dim)
	}
	l := p.End()
	l.Size = 12 * p.Size
	return p.Width(l)
}

// lead writes under each number of labels by how much the code is ahead, in hundredths.
func (f *fewLabels) lead(b *scene.Base, p *scene.Pen, box scene.Box, kind int, at func(int) float32) {
	if p.Small || !f.known(kind, ask.AsPixels) || !f.known(kind, ask.AsCode) {
		return
	}
	y := box.Y + 15*p.Size
	for _, words := range [...]string{"by how many the code is ahead of the ", "the code ahead of the ", "ahead of the "} {
		p.Begin(box.X+box.W, y+17*p.Size, scene.End, tint.Faint)
		p.Str(words)
		p.Str(wayName(b, ask.AsPixels))
		if p.Fits(11.5*p.Size, box.W+20*p.Size) {
			break
		}
	}
	for n := range labelCounts {
		v := 100 * f.ahead(kind, n)
		role := tint.Dim
		switch {
		case v >= 0.5:
			role = tint.Leaf
		case v <= -0.5:
			role = tint.Rose
		}
		p.Begin(at(n), y, scene.Middle, role)
		if v >= 0.05 {
			p.Str("+")
		}
		p.Num(float32(v), 1)
		p.End().Size = 12.5 * p.Size
	}
}
