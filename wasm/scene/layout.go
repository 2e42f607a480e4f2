package scene

import (
	"strings"

	"hourglass/wasm/tint"
)

// The layout: which figures are shown, and in which boxes. It knows a figure by its name and its shape alone.

// A placed is a figure, by its place among the lesson's, and its box; one that is not shown has none.
type placed struct {
	at  int
	box Box
}

// allShown is the stage width from which all figures are shown at once when nobody asks for one. Below it is the first that the lesson speaks of.
const allShown = 540

// WideEnough is the width of a stage that is not narrow.
const WideEnough = 640

// lowStage is the height below which a picture is a strip over the words of a phone: labels give way to each other there.
const lowStage = 200

// layout gives each figure its box: the first ones above, the others in a row below. The boxes depend on the size of the stage alone, so
// they never jump during a run.
func (b *Builder) layout(p *Pen, w, h float32, only, point string) [maxFigures]placed {
	var all [maxFigures]placed
	figures := b.panels
	if only == "" && (w < allShown || h < 420) {
		only = figures[0].Name
		for _, f := range figures {
			if speaksOf(point, f.Name) {
				only = f.Name
				break
			}
		}
	}
	if only != "" {
		for i, f := range figures {
			if f.Name == only {
				all[i] = placed{i, Box{0, 0, w, h}}
			}
		}
		return all
	}
	top := min(max(b.Lesson.Top, 1), len(figures))
	row := float32(0)
	if len(figures) > top {
		row = min(max(0.3*h, 170), 340)
		p.Line(0, h-row, w, h-row, 1, tint.Line, 1)
	}
	for i := range figures {
		all[i].at = i
	}
	share(p, all[:top], figures[:top], Box{0, 0, w, h - row})
	share(p, all[top:len(figures)], figures[top:], Box{0, h - row, w, row})
	return all
}

// share lays figures side by side in a row. Square ones are as wide as the row is high, as far as the others keep room; a curve wants less
// than what is left, all others share it.
func share(p *Pen, dst []placed, figures []placard, row Box) {
	left, open := row.W, 0
	var width [maxFigures]float32
	for i, f := range figures {
		switch {
		case len(figures) == 1:
		case f.Shape == Square:
			part := float32(0.3)
			if len(figures) == 2 {
				part = 0.44
			}
			width[i] = min(row.H-4*p.Size, part*row.W)
		case f.Name == "curve" && len(figures) > 2:
			width[i] = min(1.11/float32(len(figures))*row.W, 1.7*row.H)
		}
		left -= width[i]
		if width[i] == 0 {
			open++
		}
	}
	x := row.X
	for i := range figures {
		if width[i] == 0 {
			width[i] = left / float32(open)
		} else if open == 0 {
			width[i] *= row.W / (row.W - left)
		}
		dst[i].box = Box{x, row.Y, width[i], row.H}
		if x > row.X {
			p.Line(x, row.Y, x, row.Y+row.H, 1, tint.Line, 1)
		}
		x += width[i]
	}
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
