package scene

import (
	"strings"

	"hourglass/lessons"
	"hourglass/wasm/tint"
)

// Build draws the picture of the last Update into dst, whose memory it reuses, for a stage of w by h CSS pixels.
func (b *Builder) Build(dst *Scene, w, h float32, look *Look) {
	*dst = Scene{W: w, H: h, Marks: dst.Marks[:0], Points: dst.Points[:0], Greys: dst.Greys[:0], Labels: dst.Labels[:0], Bytes: dst.Bytes[:0], Hits: dst.Hits[:0]}
	if b.model == nil || w < 1 || h < 1 {
		return
	}
	if look.Point != b.point { // the lesson has gone on
		b.point, b.moved = look.Point, false
	}
	b.netBox = Box{}
	size := min(max(min(w/1010, h/838), 0.92), 1.6)
	if look.Large {
		size = min(max(min(w/780, h/640), 0.92), 1.9)
	}
	b.pen = pen{dst, size, b.Words}
	p := &b.pen
	for _, r := range b.layout(p, w, h, look.Figure, look.Point) {
		if r.box.W > 0 {
			b.figure(p, r.figure, r.box, look)
		}
	}
	if h < lowStage {
		p.thin(0)
	}
	b.card(p, look)
}

type placed struct {
	figure lessons.Figure
	box    Box
}

// allShown is the stage width from which all figures are shown at once when nobody asks for one. Below it is the first that the lesson speaks of.
const allShown = 540

// wideEnough is the width of a stage that is not narrow.
const wideEnough = 640

// lowStage is the height below which a picture is a strip over the words of a phone: labels give way to each other there.
const lowStage = 200

// maxFigures is the most figures a lesson shows at once.
const maxFigures = 6

// layout gives each figure its box: the first ones above, the others in a row below. The boxes depend on the size of the stage alone, so
// they never jump during a run.
func (b *Builder) layout(p *pen, w, h float32, only, point string) [maxFigures]placed {
	var all [maxFigures]placed
	figures := b.lesson.Figures
	if only == "" && (w < allShown || h < 420) {
		only = lessons.FigureNames[figures[0]]
		for _, f := range figures {
			if speaksOf(point, lessons.FigureNames[f]) {
				only = lessons.FigureNames[f]
				break
			}
		}
	}
	if only != "" {
		for i, f := range figures {
			if lessons.FigureNames[f] == only {
				all[i] = placed{f, Box{0, 0, w, h}}
			}
		}
		return all
	}
	top := max(b.lesson.Top, 1)
	row := float32(0)
	if len(figures) > top {
		row = min(max(0.3*h, 170), 340)
		p.line(0, h-row, w, h-row, 1, tint.Line, 1)
	}
	share(p, all[:top], figures[:top], Box{0, 0, w, h - row})
	share(p, all[top:len(figures)], figures[top:], Box{0, h - row, w, row})
	return all
}

// share lays figures side by side in a row. Square ones are as wide as the row is high, as far as the others keep room; a curve wants less
// than what is left, all others share it.
func share(p *pen, dst []placed, figures []lessons.Figure, row Box) {
	left, open := row.W, 0
	var width [maxFigures]float32
	for i, f := range figures {
		switch {
		case len(figures) == 1:
		case f == lessons.Latent || f == lessons.Plane:
			part := float32(0.3)
			if len(figures) == 2 {
				part = 0.44
			}
			width[i] = min(row.H-4*p.size, part*row.W)
		case f == lessons.Loss && len(figures) > 2:
			width[i] = min(1.11/float32(len(figures))*row.W, 1.7*row.H)
		}
		left -= width[i]
		if width[i] == 0 {
			open++
		}
	}
	x := row.X
	for i, f := range figures {
		if width[i] == 0 {
			width[i] = left / float32(open)
		} else if open == 0 {
			width[i] *= row.W / (row.W - left)
		}
		dst[i] = placed{f, Box{x, row.Y, width[i], row.H}}
		if x > row.X {
			p.line(x, row.Y, x, row.Y+row.H, 1, tint.Line, 1)
		}
		x += width[i]
	}
}

// figure draws one figure, and lets it step back when the lesson speaks of another.
func (b *Builder) figure(p *pen, f lessons.Figure, box Box, look *Look) {
	marks, labels := len(p.Marks), len(p.Labels)
	switch f {
	case lessons.Network:
		b.network(p, box, look)
	case lessons.Latent:
		b.latent(p, box)
	case lessons.Pairs:
		b.pairRow(p, box)
	case lessons.Loss:
		b.lossCurve(p, box)
	default:
		if b.panels[f] != nil {
			b.panels[f].draw(b, p, box, look)
		}
	}
	switch {
	case look.Figure != "" || !speaksOfFigure(look.Point):
	case speaksOf(look.Point, lessons.FigureNames[f]):
		p.line(box.X+15*p.size, box.Y+1, box.X+box.W-15*p.size, box.Y+1, 2, tint.Sand, 0.9)
	default:
		stepBack(p.Marks[marks:], p.Labels[labels:])
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
	for _, n := range lessons.FigureNames {
		if speaksOf(point, n) {
			return true
		}
	}
	return false
}

// speaksOf tells whether name is one of the space-separated words of point.
func speaksOf(point, name string) bool {
	for point != "" {
		word, rest, _ := strings.Cut(point, " ")
		if word == name {
			return true
		}
		point = rest
	}
	return false
}
