package figures

import (
	"math"

	"hourglass/core/stat"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The histogram of errors, what a threshold makes of it, and below it what every threshold would cost.

// A strip is where one of them lies: all have one axis.
type strip struct {
	scene.Box
	lo, hi float64 // powers of ten
}

func (s *strip) x(off float64) float32 {
	return s.X + s.W*scene.Clamp(float32((power(off)-s.lo)/(s.hi-s.lo)), 0, 1)
}

// histogram draws columns, threshold, cost and axis into a box.
func (f *alarms) histogram(b *scene.Base, p *scene.Pen, box scene.Box) {
	row := 16 * p.Size
	plot := strip{scene.At(box.X, box.Y, box.W, box.H-3*row), f.lo, f.hi}
	costs := f.faulty != nil && plot.H > 190*p.Size
	if costs {
		plot.H -= 4.2 * row
	}
	if plot.H < 20 || plot.W < 60 {
		return
	}
	at := b.Snap.View.Dials[train.Threshold]
	p.Rect(plot.Box, 3, tint.Panel, 0, 1)
	f.alarmed(p, &plot, at)
	base := plot.Y + plot.H - 1
	if f.faulty != nil {
		base = plot.Y + 0.58*plot.H
	}
	f.columns(p, &plot, base, 0, at)
	if f.faulty != nil {
		f.columns(p, &plot, base, 1, at)
	}
	if apart(b) {
		f.outline(p, &plot, base, 0)
		if f.faulty != nil {
			f.outline(p, &plot, base, 1)
		}
	}
	p.Line(plot.X, base, plot.X+plot.W, base, 1, tint.Faint, 1)
	f.counts(b, p, &plot, base, at)
	low := plot.Y + plot.H + row
	f.marker(b, p, &plot)
	if costs {
		f.costs(b, p, &strip{scene.At(plot.X, low+3*p.Size, plot.W, 3.9*row-3*p.Size), f.lo, f.hi}, at)
		low += 4.2 * row
	}
	f.axis(p, &plot, low)
	f.line(p, &plot, at)
	p.Hit(scene.Hit{Target: OnErrors, Feel: scene.Grabbing, X: plot.X, Y: plot.Y, X2: plot.X + plot.W, Y2: low})
}

// alarmed tints where an error is an alarm.
func (f *alarms) alarmed(p *scene.Pen, s *strip, at float64) {
	x := s.x(at)
	p.Rect(scene.At(x, s.Y, s.X+s.W-x, s.H), 0, tint.Rose, 0, 0.1)
}

// ends are where column c begins and ends, or none where it lies off the axis.
func (s *strip) ends(c int) (from, to float32, ok bool) {
	lo := leastDecade + float64(c)/perDecade
	hi := lo + 1.0/perDecade
	if hi <= s.lo || lo >= s.hi {
		return 0, 0, false
	}
	at := func(v float64) float32 { return s.X + s.W*scene.Clamp(float32((v-s.lo)/(s.hi-s.lo)), 0, 1) }
	return at(lo), at(hi), true
}

// height is how far a column of n reaches from the base, upwards below 0.
func (f *alarms) height(s *strip, base float32, k, n int) float32 {
	if k == 1 {
		return (s.Y + s.H - base - 18) * float32(n) / max(f.tall[1], 1)
	}
	return -(base - s.Y - 18) * float32(n) / max(f.tall[0], 1)
}

// columns draws those of normal (0) or faulty (1) examples of the run; what is an alarm is solid.
func (f *alarms) columns(p *scene.Pen, s *strip, base float32, k int, at float64) {
	role := [...]tint.Role{tint.Sea, tint.Rose}[k]
	cut := s.x(at)
	for c, n := range f.count[0][k] {
		from, to, ok := s.ends(c)
		if n == 0 || !ok {
			continue
		}
		top := f.height(s, base, k, n)
		bar := scene.At(from+0.5, min(base, base+top), to-from-1, scene.Abs(top))
		if left := min(to, cut) - from; left > 0 {
			p.Rect(scene.At(bar.X, bar.Y, max(min(left, to-from)-0.5, 0.5), bar.H), 0, role, 0, 0.5)
		}
		if to > cut {
			x := max(bar.X, cut)
			p.Rect(scene.At(x, bar.Y, bar.X+bar.W-x, bar.H), 0, role, 0, 1)
		}
	}
}

// outline draws the twin's columns as one line over them.
func (f *alarms) outline(p *scene.Pen, s *strip, base float32, k int) {
	first := int32(len(p.Points))
	for c, n := range f.count[1][k] {
		from, to, ok := s.ends(c)
		if !ok {
			continue
		}
		y := base + f.height(s, base, k, n)
		p.Points = append(p.Points, scene.Point{X: from, Y: y}, scene.Point{X: to, Y: y})
	}
	p.Add(scene.Mark{Kind: scene.Poly, Role: tint.Ink, W: 1.4 * p.Size, A: 0.9, First: first, Count: int32(len(p.Points)) - first})
}

// counts writes into the four corners what becomes of the examples; where nobody knows who is faulty, into two.
func (f *alarms) counts(b *scene.Base, p *scene.Pen, s *strip, base float32, at float64) {
	corner := func(left, top bool, n int, role tint.Role, word string) {
		x, y, anchor := s.X+s.W-7*p.Size, s.Y+15*p.Size, scene.End
		if left {
			x, anchor = s.X+7*p.Size, scene.Start
		}
		if !top {
			y = s.Y + s.H - 6*p.Size
		}
		p.Begin(x, y, anchor, role)
		p.Str(word)
		p.Str(": ")
		p.Count(n)
		if !p.Fits(12.5*p.Size, s.W/2-12*p.Size) {
			p.Begin(x, y, anchor, role)
			p.Count(n)
			p.End().Size = 12.5 * p.Size
		}
	}
	if f.faulty == nil {
		n := f.above(at)
		corner(true, true, len(f.sides[0].off)-n, tint.Dim, "passed")
		corner(false, true, n, tint.Ink, "alarms")
		return
	}
	c := &f.sides[0].curve
	cut := c.At(at)
	corner(true, true, c.Negative-cut.False, tint.Dim, "normal, passed")
	corner(false, true, cut.False, tint.Ink, "false alarms")
	corner(true, false, c.Positive-cut.Right, tint.Ink, "faults missed")
	corner(false, false, cut.Right, tint.Ink, "faults found")
}

// marker stands under the plot where the shown example's copy is.
func (f *alarms) marker(b *scene.Base, p *scene.Pen, s *strip) {
	x, y := s.x(f.shown), s.Y+s.H+2*p.Size
	h := 8 * p.Size
	first := int32(len(p.Points))
	p.Points = append(p.Points, scene.Point{X: x - h*0.7, Y: y + h}, scene.Point{X: x, Y: y}, scene.Point{X: x + h*0.7, Y: y + h})
	p.Points = append(p.Points, scene.Point{X: x - h*0.7, Y: y + h}, scene.Point{X: x, Y: y + h}, scene.Point{X: x + h*0.7, Y: y + h})
	p.Add(scene.Mark{Kind: scene.Area, Role: tint.Sand, V: float32(tint.Sand), A: 1, First: first, Count: 3})
	word, anchor, beside := "the shown one", scene.Start, 10*p.Size
	if b.Snap.View.Sample < 0 {
		word = "yours"
	}
	if x > s.X+s.W/2 {
		anchor, beside = scene.End, -beside
	}
	p.Write(x+beside, y+h+1.5*p.Size, anchor, tint.Dim, word).Size = 11.5 * p.Size
}

// axis writes round errors below everything, and what they are.
func (f *alarms) axis(p *scene.Pen, s *strip, low float32) {
	last := float32(-1e9)
	for exp := leastDecade; exp < leastDecade+decades; exp++ {
		for _, k := range [3]float64{1, 2, 5} {
			v := k * math.Pow10(exp)
			x := s.x(v)
			room := (14 + 6.6*float32(max(-exp, 0))) * p.Size
			if lv := math.Log10(v); lv < s.lo || lv > s.hi || x-last < room+8*p.Size || x-room/2 < s.X-10*p.Size || x+room/2 > s.X+s.W+10*p.Size {
				continue
			}
			last = x
			p.Line(x, low-3*p.Size, x, low, 1, tint.Faint, 1)
			p.Begin(x, low+12*p.Size, scene.Middle, tint.Faint)
			p.Num(float32(v), max(-exp, 0))
			p.End().Size = 11.5 * p.Size
		}
	}
	p.First(s.X+s.W, low+28*p.Size, scene.End, tint.Faint, 11.5*p.Size, s.W, "error of a copy, per number (log)", "error of a copy (log)", "error")
}

// line is the threshold with its handle. It leaves the rows free in which the counts are written.
func (f *alarms) line(p *scene.Pen, s *strip, at float64) {
	x, words := s.x(at), 20*p.Size
	low := s.Y + s.H
	if f.faulty != nil {
		low -= words
	}
	p.Line(x, s.Y+words, x, low, 2*p.Size, tint.Sand, 1)
	y := s.Y + 0.3*s.H
	p.Disc(x, y, 8*p.Size, tint.Ground, 0, 1)
	p.Ring(x, y, 7*p.Size, 2.2*p.Size, tint.Sand, 1)
	for _, d := range [2]float32{-2, 2} {
		p.Line(x+d*p.Size, y-3*p.Size, x+d*p.Size, y+3*p.Size, 1.2*p.Size, tint.Sand, 1)
	}
}

// costs draws what each threshold would cost, with the present one and the cheapest.
func (f *alarms) costs(b *scene.Base, p *scene.Pen, s *strip, at float64) {
	c, dials := &f.sides[0].curve, &b.Snap.View.Dials
	rare, miss := dials[train.Rare], dials[train.Cost]
	cheapest := c.Cheapest(rare, miss)
	p.Begin(s.X, s.Y+10*p.Size, scene.Start, tint.Dim)
	p.Str("1,000 examples cost ")
	p.Num(float32(1000*c.Cost(c.At(at), rare, miss)), 1)
	p.Str(", at the cheapest line ")
	p.Num(float32(1000*c.Cost(cheapest, rare, miss)), 1)
	if !p.Fits(12*p.Size, s.W) {
		p.Begin(s.X, s.Y+10*p.Size, scene.Start, tint.Dim)
		p.Str("cost ")
		p.Num(float32(1000*c.Cost(c.At(at), rare, miss)), 1)
		p.Str(", least ")
		p.Num(float32(1000*c.Cost(cheapest, rare, miss)), 1)
		p.Fits(12*p.Size, s.W)
	}
	f.precision(p, s, c.At(at), rare)
	plot := *s
	plot.Y, plot.H = s.Y+16*p.Size, s.H-20*p.Size
	most := max(c.Cost(c.Points[0], rare, miss), c.Cost(c.Points[len(c.Points)-1], rare, miss))
	y := func(v float64) float32 { return plot.Y + plot.H*(1-scene.Clamp(float32(v/most), 0, 1)) }
	first := int32(len(p.Points))
	p.Points = append(p.Points, scene.Point{X: plot.X + plot.W, Y: y(c.Cost(c.Points[0], rare, miss))})
	for i, k := range c.Points[1:] {
		x := plot.x(k.Threshold)
		p.Points = append(p.Points, scene.Point{X: x, Y: y(c.Cost(c.Points[i], rare, miss))}, scene.Point{X: x, Y: y(c.Cost(k, rare, miss))})
	}
	p.Points = append(p.Points, scene.Point{X: plot.X, Y: y(c.Cost(c.Points[len(c.Points)-1], rare, miss))})
	p.Line(plot.X, plot.Y+plot.H, plot.X+plot.W, plot.Y+plot.H, 1, tint.Line, 1)
	p.Add(scene.Mark{Kind: scene.Poly, Role: tint.Dim, W: 1.6 * p.Size, A: 1, First: first, Count: int32(len(p.Points)) - first})
	if cheapest.Right+cheapest.False > 0 {
		p.Ring(plot.x(cheapest.Threshold), y(c.Cost(cheapest, rare, miss)), 5*p.Size, 2*p.Size, tint.Leaf, 1)
	}
	p.Line(plot.x(at), plot.Y, plot.x(at), plot.Y+plot.H, 2*p.Size, tint.Sand, 0.6)
	p.Disc(plot.x(at), y(c.Cost(c.At(at), rare, miss)), 4*p.Size, tint.Sand, 0, 1)
}

// precision writes at the right of that line how many alarms are true, where there is room.
func (f *alarms) precision(p *scene.Pen, s *strip, at stat.Point, rare float64) {
	v, ok := f.sides[0].curve.Precision(at, rare)
	if !ok {
		return
	}
	taken := p.Width(&p.Labels[len(p.Labels)-1])
	p.Begin(s.X+s.W, s.Y+10*p.Size, scene.End, tint.Dim)
	p.Num(float32(100*v), 1)
	p.Str(" % of alarms are true")
	p.Fits(12*p.Size, s.W-taken-16*p.Size)
}
