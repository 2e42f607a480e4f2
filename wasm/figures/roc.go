package figures

import (
	"hourglass/core/ask"
	"hourglass/core/stat"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// roc draws the share of faults found against the share of false alarms, for every threshold: by the run, by its twin, by PCA. The present threshold is a
// point on the run's curve.
func (f *alarms) roc(b *scene.Base, p *scene.Pen, box scene.Box) {
	left, foot, head := 30*p.Size, 34*p.Size, 16*p.Size
	side := min(box.W-left, box.H-foot-head)
	if side < 50 {
		return
	}
	plot := scene.At(box.X+left, box.Y+head+max(0, (box.H-foot-head-side)/3), side, side)
	p.Rect(plot, 3, tint.Panel, 0, 1)
	p.First(plot.X, plot.Y-6*p.Size, scene.Start, tint.Dim, 12*p.Size, plot.W, "share of faults found", "found")
	p.First(plot.X+plot.W, plot.Y+plot.H+30*p.Size, scene.End, tint.Dim, 12*p.Size, plot.W, "share of false alarms", "false alarms")
	axis := scene.Axis{Plot: plot, Span: 1, Gap: 30, First: 0, Off: 15, Size: 11.5, Lines: 0.6}
	p.Across(axis)
	axis.Gap, axis.Off = 20, 6
	p.Up(axis)
	p.Add(scene.Mark{Kind: scene.Line, Role: tint.Faint, X: plot.X, Y: plot.Y + plot.H, X2: plot.X + plot.W, Y2: plot.Y, W: 1, A: 0.7, Dash: 3})
	x := plot.X + plot.W/ask.InFifty
	p.Add(scene.Mark{Kind: scene.Line, Role: tint.Leaf, X: x, Y: plot.Y, X2: x, Y2: plot.Y + plot.H, W: 1.4, A: 0.9, Dash: 4})
	f.way(p, plot, &f.sides[2].curve, tint.Dim, 1.4, 3)
	if apart(b) {
		f.way(p, plot, &f.sides[1].curve, tint.Ink, 1.6, 0)
	}
	f.way(p, plot, &f.sides[0].curve, tint.Sand, 2.4, 0)
	at := b.Snap.View.Dials[train.Threshold]
	if apart(b) {
		u, v := onWay(plot, &f.sides[1].curve, f.sides[1].curve.At(at))
		p.Ring(u, v, 6*p.Size, 2*p.Size, tint.Ink, 1)
	}
	u, v := onWay(plot, &f.sides[0].curve, f.sides[0].curve.At(at))
	p.Disc(u, v, 9*p.Size, tint.Ground, 0, 1)
	p.Disc(u, v, 7*p.Size, tint.Sand, 0, 1)
	f.areas(b, p, plot)
	p.Hit(scene.Hit{Target: OnCurve, Feel: scene.Grabbing, X: plot.X, Y: plot.Y, X2: plot.X + plot.W, Y2: plot.Y + plot.H})
}

// onWay is where a cut stands.
func onWay(m scene.Box, c *stat.Curve, at stat.Point) (x, y float32) {
	right, wrong := c.Shares(at)
	return m.X + m.W*float32(wrong), m.Y + m.H*(1-float32(right))
}

// way draws one curve.
func (f *alarms) way(p *scene.Pen, m scene.Box, c *stat.Curve, role tint.Role, w, dash float32) {
	first := int32(len(p.Points))
	for _, k := range c.Points {
		x, y := onWay(m, c, k)
		p.Points = append(p.Points, scene.Point{X: x, Y: y})
	}
	p.Add(scene.Mark{Kind: scene.Poly, Role: role, W: w * p.Size, A: 1, Dash: dash * p.Size, First: first, Count: int32(len(c.Points))})
}

// areas is the legend, where a good curve leaves room: whose line is whose, and the area under it.
func (f *alarms) areas(b *scene.Base, p *scene.Pen, m scene.Box) {
	line := 17 * p.Size
	y := m.Y + m.H - 12*p.Size
	if m.W < 110*p.Size {
		return
	}
	p.Write(m.X+m.W-9*p.Size, y, scene.End, tint.Leaf, "dashes: 1 in 50").Size = 11.5 * p.Size
	for i := 2; i >= 0; i-- {
		if i == 1 && !apart(b) {
			continue
		}
		y -= line
		if y < m.Y+0.3*m.H {
			return
		}
		p.Begin(m.X+m.W-9*p.Size, y, scene.End, [...]tint.Role{tint.Sand, tint.Ink, tint.Dim}[i])
		if i == 2 {
			p.Str("PCA")
		} else {
			p.Str(b.Called(i))
		}
		p.Str(" ")
		p.Num(float32(f.sides[i].curve.AUC()), 3)
		p.Fits(12*p.Size, m.W-16*p.Size)
	}
	if y -= line; y > m.Y+0.3*m.H {
		p.Write(m.X+m.W-9*p.Size, y, scene.End, tint.Faint, "area under").Size = 11.5 * p.Size
	}
}
