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
	p := &pen{dst, min(max(min(w/1010, h/838), 0.92), 1.6)}
	for _, r := range b.layout(p, w, h, look.Figure) {
		if r.box.W > 0 {
			b.figure(p, r.figure, r.box, look)
		}
	}
	b.card(p, look)
}

type placed struct {
	figure lessons.Figure
	box    Box
}

// wideEnough is the stage width from which all figures are shown at once when nobody asks for one.
const wideEnough = 640

// layout gives each figure its box. The boxes depend on the size of the stage alone, so they never jump during a run.
func (b *Builder) layout(p *pen, w, h float32, only string) [4]placed {
	var all [4]placed
	if only == "" && (w < wideEnough || h < 420) {
		only = lessons.FigureNames[b.lesson.Figures[0]]
	}
	if only != "" {
		for i, f := range b.lesson.Figures {
			if lessons.FigureNames[f] == only {
				all[i] = placed{f, Box{0, 0, w, h}}
			}
		}
		return all
	}
	row := min(max(0.3*h, 170), 340)
	all[0] = placed{b.lesson.Figures[0], Box{0, 0, w, h - row}}
	square := min(row-4*p.size, 0.3*w)
	loss := min(0.37*w, 1.7*row)
	x := float32(0)
	for i, f := range b.lesson.Figures[1:] {
		width := w - square - loss
		switch f {
		case lessons.Latent:
			width = square
		case lessons.Loss:
			width = loss
		}
		all[i+1] = placed{f, Box{x, h - row, width, row}}
		if x > 0 {
			p.line(x, h-row, x, h, 1, tint.Line, 1)
		}
		x += width
	}
	p.line(0, h-row, w, h-row, 1, tint.Line, 1)
	return all
}

// figure draws one figure, and lets it step back behind a veil when the lesson speaks of another.
func (b *Builder) figure(p *pen, f lessons.Figure, box Box, look *Look) {
	switch f {
	case lessons.Network:
		b.network(p, box, look)
	case lessons.Latent:
		b.latent(p, box)
	case lessons.Pairs:
		b.pairRow(p, box)
	case lessons.Loss:
		b.lossCurve(p, box)
	}
	switch {
	case look.Figure != "" || !speaksOfFigure(look.Point):
	case speaksOf(look.Point, lessons.FigureNames[f]):
		p.line(box.X+15*p.size, box.Y+1, box.X+box.W-15*p.size, box.Y+1, 2, tint.Sand, 0.9)
	default:
		p.rect(box.inset(1), 0, tint.Ground, 0, veil)
	}
}

// veil is how much of the ground lies over what the lesson does not speak of: enough to say so, not so much that it cannot be read.
const veil = 0.2

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
