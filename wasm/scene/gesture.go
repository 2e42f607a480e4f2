package scene

import "hourglass/wasm/wire"

// An Act is what a hand does to a hit.
type Act uint8

// The acts. What drags is pressed, dragged any number of times and released; what is pointed at is tapped.
const (
	Press Act = iota
	Drag
	Release
	Tap
)

// A Gesture is one act of a hand on what it pressed.
type Gesture struct {
	Act     Act
	Hit     Hit     // what was pressed
	X, Y    float32 // where the pointer is, in CSS pixels
	Touch   bool    // by a finger
	Alone   bool    // one figure fills the stage
	Slipped bool    // it has gone further than a tap may slip
	Pic     *Scene  // what lies where
}

// Place is where the pointer is in the hit's box, from 0 to 1 from its top left, less and more outside.
func (g *Gesture) Place() (u, v float32) {
	return (g.X - g.Hit.X) / (g.Hit.X2 - g.Hit.X), (g.Y - g.Hit.Y) / (g.Hit.Y2 - g.Hit.Y)
}

// A Hand is what a figure may bring about when it is touched.
type Hand interface {
	Send(c wire.Command)   // tells the run; what is painted and held is seen at once
	Input(i int32) float32 // number i of the shown example, with what has just been painted
	Open(h Hit)            // opens the card of a hit, or shuts it when it is the open one
	Shut()                 // shuts the open card
	Redraw()               // the figure has changed its own look, such as the side that it is seen from
	Easel()                // asks the page for a larger input to paint on
	Enlarge(name string)   // asks the page for another figure in the large place
}

// A Toucher is a panel that answers to a hand.
type Toucher interface {
	Touch(b *Base, g *Gesture, h Hand)
}
