package scene

import "hourglass/core/ae"

// A Figure is a picture that the stage can draw, as it registers itself: all that lessons, links, layout and builder know of it.
type Figure struct {
	Name  string // as lessons and links write it; none is the name of a knob
	Label string // what a reader reads
	Short string // the same where there is little room
	Shape Shape
	Least Size // what it can be read at, in CSS pixels
	Needs Needs
	New   func() Panel
	// CanShow says why the figure cannot show a network of that kind, or nil. A figure without one shows any.
	CanShow func(r *ae.Recipe) error
	RunOnly bool // it shows the run's network alone, so that a twin may be of a kind that it cannot show
}

// A Size is a width and a height in CSS pixels.
type Size struct{ W, H float32 }

// A Shape is the room that a figure makes the most of.
type Shape uint8

// The shapes.
const (
	Any    Shape = iota // lays itself out in whatever it is given
	Square              // what is wider than high, or higher than wide, is left empty
	Wide                // wider than high
	Tall                // higher than wide
)

// refuse says why the figure cannot show a network of that kind, or nothing.
func (f *Figure) refuse(r *ae.Recipe) string {
	if f.CanShow == nil {
		return ""
	}
	if err := f.CanShow(r); err != nil {
		return err.Error()
	}
	return ""
}

// A Look is what the learner's window adds to a snapshot.
type Look struct {
	Hero  string  // the figure that has the large place, or "" for the first that the lesson's step speaks of
	Point string  // names that the step speaks of, space-separated; the figures among them are shown large, the others step back by their size
	Glide float32 // how much of the way to their places the figures still have before them: 1 when others are spoken of, then less, 0 at rest
	Large bool    // for the last row of a class: text and fine things are a third larger where there is room
	Flow  bool    // light may run along the edges: a run is going and motion is welcome
	Hover Hit     // a Node under the pointer
	Open  Hit     // a Node whose card stays open
}

// A Panel is a figure at work for one builder. It reads what the builder holds and keeps what is its own; it never writes to the builder.
type Panel interface {
	Plan(b *Base)   // there is a new model, or new data: all its memory is made here
	Update(b *Base) // there is a new snapshot
	Draw(b *Base, p *Pen, box Box, look *Look)
}

// An Overlayer is a panel that lays something over all figures, such as the card of a unit.
type Overlayer interface {
	// Overlay draws it, after all figures, and reports whether there was something to draw. Only the first that has something does.
	Overlay(b *Base, p *Pen, look *Look) bool
}

// maxFigures is the most figures a lesson shows at once.
const maxFigures = 7

// figures are those that have registered, in no order that matters.
var figures []*Figure

// Register makes a figure known and returns it. It panics where two have one name, which no input can bring about.
func Register(f *Figure) *Figure {
	if Find(f.Name) != nil {
		panic("scene: two figures of the name " + f.Name)
	}
	figures = append(figures, f)
	return f
}

// Find returns the figure of that name, or nil.
func Find(name string) *Figure {
	for _, f := range figures {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Figures lists all that have registered.
func Figures() []*Figure { return figures }
