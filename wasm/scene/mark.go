// Package scene turns a lesson, a snapshot and what the learner looks at into a picture: a list of marks, labels and places to
// touch. It is pure Go: it knows coordinates and no colour (package tint), no canvas (package paint), no tag (web).
package scene

import "hourglass/wasm/tint"

// A Kind is what a mark draws.
type Kind uint8

// The marks. Lengths are CSS pixels from the top left of the stage.
const (
	Disc  Kind = iota // centre X, Y; radius W
	Ring              // centre X, Y; radius X2; stroke W
	Rect              // corners X, Y and X2, Y2; corner radius W
	Frame             // the outline of such a rectangle, corners square; stroke W
	Line              // from X, Y to X2, Y2; stroke W
	Curve             // the S from X, Y to X2, Y2, level at both ends; stroke W; see Flow
	Poly              // the points First to First+Count, joined; stroke W
	Area              // the filled, x-monotone band between Count upper and Count lower points from First on
	Tile              // a picture of Count by Count cells in the corners X, Y and X2, Y2; its greys stand in Scene.Greys from First on
)

// A Mark is one thing to draw. Marks are drawn in order, later ones over earlier.
type Mark struct {
	Kind         Kind
	Role         tint.Role
	X, Y, X2, Y2 float32
	W            float32
	V            float32 // value of a Ramp, Hue or Signed colour; of an Area, the role at its right end
	A            float32 // opacity, 0 to 1
	Dash         float32 // length of dashes, 0 for a solid stroke (Line, Curve, Poly)
	Flow         float32 // of a Curve: 0, or how strongly light runs along it; negative runs from X2 to X
	First, Count int32   // of Poly and Area: places in Scene.Points, counted in points; see Tile
}

// balance is the grey of a Signed cell that has no colour; from there up it is more and more of sand, down of sea.
const balance = 128

// Balance is how strong a Signed cell is, -1 to 1, by its grey.
func Balance(grey uint8) float32 { return min(max((float32(grey)-balance)/127, -1), 1) }

// An Anchor says which part of a label stands at its place.
type Anchor uint8

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)

// A Label is text, laid over the canvas as DOM text or written into SVG. Y is its baseline.
type Label struct {
	X, Y        float32
	Size        float32 // CSS pixels
	Anchor      Anchor
	Role        tint.Role
	Bold        bool
	First, Last int32 // its bytes in Scene.Bytes
}

// A Point of a Poly or an Area.
type Point struct{ X, Y float32 }

// A Scene is one picture. Build reuses its memory.
type Scene struct {
	W, H   float32
	Marks  []Mark
	Points []Point
	Greys  []uint8 // of tiles, 0 to 255: a place on the path where the role is Ramp or Hue, the balance where it is Signed, else the opacity of the role's colour
	Labels []Label
	Bytes  []byte
	Hits   []Hit
}

// A Target is what a touch means, in a word of the figure's own.
type Target string

// Targets that several figures have. Nothing lies where no figure can be touched.
const (
	Nothing Target = ""
	Node    Target = "node"    // unit Index of shown layer Layer, which can be looked into
	Layer   Target = "layer"   // shown layer Layer, whose units can be seen as portraits
	Place   Target = "place"   // number Index of shown layer Layer, whose stencil can be looked at
	Pair    Target = "pair"    // example Index, which can be shown
	Enlarge Target = "enlarge" // figure Index of the lesson, which can have the large place
)

// A Feel is what a pointer over a hit is shown as. A finger on a hit that is drawn on, or grabbed, drags instead of scrolling the page.
type Feel uint8

// The feels. The numbers are known to stage.js.
const (
	Resting  Feel = iota // nothing to do
	Pointing             // can be tapped
	Drawing              // can be drawn on
	Grabbing             // can be dragged
)

// Drags tells whether what feels so is dragged, not tapped.
func (f Feel) Drags() bool { return f >= Drawing }

// A Hit is a place that can be touched: a box, or a disc when R is not 0. Later hits lie over earlier.
type Hit struct {
	Target       Target
	X, Y, X2, Y2 float32
	R            float32
	Layer, Index int32
	Feel         Feel
	Figure       int8 // whose it is: its place among the figures of the lesson, from 1; 0 for nobody's
}

// Text returns the bytes of a label.
func (s *Scene) Text(l *Label) []byte { return s.Bytes[l.First:l.Last] }

// At returns the topmost hit at x, y; Target is Nothing where there is none.
func (s *Scene) At(x, y float32) Hit {
	for i := len(s.Hits) - 1; i >= 0; i-- {
		h := s.Hits[i]
		if h.R > 0 {
			dx, dy := x-h.X, y-h.Y
			if dx*dx+dy*dy <= h.R*h.R {
				return h
			}
		} else if x >= h.X && x < h.X2 && y >= h.Y && y < h.Y2 {
			return h
		}
	}
	return Hit{}
}
