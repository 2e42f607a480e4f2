package scene

import "hourglass/wasm/tint"

// Build draws the picture of the last Update into dst, whose memory it reuses, for a stage of w by h CSS pixels.
func (b *Builder) Build(dst *Scene, w, h float32, look *Look) {
	*dst = Scene{W: w, H: h, Marks: dst.Marks[:0], Points: dst.Points[:0], Greys: dst.Greys[:0], Labels: dst.Labels[:0], Bytes: dst.Bytes[:0], Hits: dst.Hits[:0]}
	if b.Model == nil || len(b.panels) == 0 || w < 1 || h < 1 {
		return
	}
	if look.Point != b.point { // the lesson has gone on
		b.point, b.Moved = look.Point, false
	}
	size := min(max(min(w/1010, h/838), 0.92), 1.6)
	if look.Large {
		size = min(max(min(w/780, h/640), 0.92), 1.9)
	}
	b.pen = Pen{Scene: dst, Size: size, words: b.Words}
	p := &b.pen
	for _, r := range b.layout(p, w, h, look.Figure, look.Point) {
		if r.box.W > 0 {
			b.figure(p, r.at, r.box, look)
		}
	}
	if h < lowStage {
		p.Thin(0)
	}
	b.overlay(p, look)
}

// figure draws the figure at place i of the lesson's, and lets it step back when the lesson speaks of another.
func (b *Builder) figure(p *Pen, i int, box Box, look *Look) {
	f := &b.panels[i]
	marks, labels := len(p.Marks), len(p.Labels)
	p.figure = int8(i + 1)
	if f.refused == "" {
		f.Draw(&b.Base, p, box, look)
	} else {
		p.Heading(box, f.Label)
		p.Note(box, "This figure cannot show this network:", f.refused)
	}
	switch {
	case look.Figure != "" || !speaksOfFigure(look.Point):
	case speaksOf(look.Point, f.Name):
		p.Line(box.X+15*p.Size, box.Y+1, box.X+box.W-15*p.Size, box.Y+1, 2, tint.Sand, 0.9)
	default:
		stepBack(p.Marks[marks:], p.Labels[labels:])
	}
}

// overlay draws what lies over all figures.
func (b *Builder) overlay(p *Pen, look *Look) {
	for i, f := range b.panels {
		if o, ok := f.Panel.(Overlayer); ok && f.refused == "" {
			p.figure = int8(i + 1)
			if o.Overlay(&b.Base, p, look) {
				return
			}
		}
	}
}

// stepBack makes lines, curves and words of a figure quieter. Greys are left as they are, since they are values: a veil over a picture would turn
// its black into a grey that no network made. So is what covers something.
func stepBack(marks []Mark, labels []Label) {
	for i := range marks {
		switch m := &marks[i]; m.Role {
		case tint.Ramp, tint.Ground, tint.Panel:
		default:
			if m.Kind != Tile {
				m.A *= 1 - veil
			}
		}
	}
	for i := range labels {
		if l := &labels[i]; l.Role == tint.Ink {
			l.Role = tint.Dim
		}
	}
}

// veil is how much less a mark is seen of what the lesson does not speak of: enough to say so, not so much that it cannot be read.
const veil = 0.3

func speaksOfFigure(point string) bool {
	for _, f := range figures {
		if speaksOf(point, f.Name) {
			return true
		}
	}
	return false
}
