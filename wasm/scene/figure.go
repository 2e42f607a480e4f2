package scene

import "hourglass/core/ae"

// A Figure is a picture that the stage can draw, as it registers itself: all that lessons, links, layout and builder know of it.
type Figure struct {
	Name  string // as lessons and links write it; none is the name of a knob
	Label string // what a reader reads
	Shape Shape
	Least Size // what it can be read at, in CSS pixels
	Needs Needs
	New   func() Panel
	// CanShow says why the figure cannot show a network of that kind, or nil. A figure without one shows any.
	CanShow func(r *ae.Recipe) error
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

// Needs are what a figure wants looked at beyond the shown example. The builder works out what the figures of its lesson need, for the run and for its
// twin, and no more.
type Needs uint8

// The needs.
const (
	Codes  Needs = 1 << iota       // of every example: Codes, Sent and Spreads
	Copies Needs = 1<<iota | Codes // of the first examples set aside: Pairs
	Range  Needs = 1<<iota | Codes // of the codes: Bounds
	Atlas  Needs = 1<<iota | Range // what the decoder paints all over that range
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

func (n Needs) have(all Needs) bool { return n&all == all }

// A Panel is a figure at work for one builder. It reads what the builder holds and keeps what is its own; it never writes to the builder.
type Panel interface {
	Plan(b *Builder)   // there is a new model, or new data: all its memory is made here
	Update(b *Builder) // there is a new snapshot
	Draw(b *Builder, p *Pen, box Box, look *Look)
}

// An Overlayer is a panel that lays something over all figures, such as the card of a unit.
type Overlayer interface {
	// Overlay draws it, after all figures, and reports whether there was something to draw. Only the first that has something does.
	Overlay(b *Builder, p *Pen, look *Look) bool
}

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
