// Package data makes small data sets from a seed. Nothing is downloaded: a set is a few lines of arithmetic, the same on
// every machine, and knows its own true factors, which is what a code can hope to find.
package data

import (
	"errors"
	"strconv"

	"hourglass/core/rng"
)

// A Form says what the numbers of an example are.
type Form uint8

// The forms.
const (
	Pictures Form = iota // grey values from 0 to 1, row by row
	Points               // a place in the plane: across and up, about -1 to 1
	Signals              // values from 0 to 1, one after the other
)

// Range is what a learner may set a number of an example to.
func (f Form) Range() (least, most float32) {
	if f == Points {
		return -1.5, 1.5
	}
	return 0, 1
}

// A Kind names a data set.
type Kind uint8

// The data sets.
const (
	Bars    Kind = iota // 7x7: one soft bar anywhere, at any lean: two true factors
	Blobs               // 7x7: one soft spot anywhere: two true factors
	Crossed             // 7x7: any of 14 rows and columns at once (Foldiak 1990): fourteen true factors
	Glyphs              // 7x7: letters and digits, shifted by up to a pixel: which one, and two shifts
	Line                // points on a straight line: one true factor, as all points have
	Arc                 // points on an arc
	Circle              // points on a closed circle
	Spiral              // points on a spiral of a turn and a half
	Moons               // points on two crescents, one within the other
	Digits              // 12x12: handwritten digits: which one, slant, width, and where it stands
	Faces               // 16x16: faces: mouth, brows, eyes, tilt
	Beats               // 32 values: heartbeats: height, width, and when it comes
	Drawn               // 7x7: a class's own drawings: which one, moved by up to a pixel
	kindCount
)

// KindNames are the names of the data sets, by value.
var KindNames = [...]string{"bars", "blobs", "crossed bars", "glyphs", "line", "arc", "circle", "spiral", "moons", "digits", "faces", "heartbeats", "drawings"}

func (k Kind) String() string { return KindNames[k] }

// Form is what an example of the kind is.
func (k Kind) Form() Form { return drawers[k].form }

// Width and Height are the sides of a picture of the kind in pixels. Points are 2 by 1, signals as wide as they are long.
func (k Kind) Width() int  { return drawers[k].width }
func (k Kind) Height() int { return drawers[k].height }

// Dim is how many numbers an example of the kind has.
func (k Kind) Dim() int { return k.Width() * k.Height() }

// Side is the width and height of the small pictures that bars, blobs, crossed bars and glyphs are, Dim their number of pixels.
const (
	Side = 7
	Dim  = Side * Side
)

// A Spec asks for a data set: kind, numbers of training and validation pictures, and the seed they are drawn from.
type Spec struct {
	Kind         Kind
	Train, Valid int
	Seed         uint64
	Scatter      float32 // of points, 0 to 1: standard deviation of the normal noise round their curve; 0 for all other kinds
	Class        string  // of drawings: their codes with full stops between (see ParseClass), or "" for a few that come with the course; "" for all other kinds
}

// A Set holds examples and the factors that they were drawn from. Those for training come first. Read only.
// Those for validation are drawn like them and not kept apart from them: of crossed bars, of which few are likely, about half are among those
// for training too; of few drawings all are.
type Set struct {
	Spec
	X       []float32 // (Train+Valid, Dim), in the numbers of the kind's form
	Factors []float32 // (Train+Valid, len(Names)), each from 0 to 1
	Names   []string  // of the factors, as a learner would say them
}

// Make draws the set. It fails on an unknown kind, on sizes outside 1 to 100,000, on drawings that are none, and on a scatter or drawings
// that the kind does not have.
func Make(s Spec) (*Set, error) {
	if s.Kind >= kindCount {
		return nil, errors.New("data: kind " + strconv.Itoa(int(s.Kind)) + " is not known")
	}
	const most = 100_000
	if s.Train < 1 || s.Valid < 1 || s.Train > most || s.Valid > most {
		return nil, errors.New("data: " + strconv.Itoa(s.Train) + " examples to train and " + strconv.Itoa(s.Valid) + " to validate: each must lie between 1 and 100000")
	}
	if !(s.Scatter >= 0 && s.Scatter <= 1) {
		return nil, errors.New("data: scatter must lie between 0 and 1")
	}
	draw := drawers[s.Kind]
	switch {
	case s.Scatter != 0 && draw.form != Points:
		return nil, errors.New("data: " + s.Kind.String() + " do not scatter: points do")
	case s.Class != "" && s.Kind != Drawn:
		return nil, errors.New("data: a class's drawings are of kind Drawn, not " + s.Kind.String())
	}
	rows, dim, n := s.Train+s.Valid, s.Kind.Dim(), len(draw.names)
	set := &Set{Spec: s, Names: draw.names, X: make([]float32, rows*dim), Factors: make([]float32, rows*n)}
	if s.Kind == Drawn {
		all, err := drawings(s.Class)
		if err != nil {
			return nil, err
		}
		set.drawClass(all)
		return set, nil
	}
	r := rng.New(s.Seed, "data")
	for i := range rows {
		draw.one(set.X[i*dim:(i+1)*dim], set.Factors[i*n:(i+1)*n], &r)
	}
	if draw.form == Points && s.Scatter > 0 {
		set.scatter()
	}
	return set, nil
}

// scatter moves every point a little. Its dice are its own, so that the places on the curve stay where they are.
func (s *Set) scatter() {
	r := rng.New(s.Seed, "scatter")
	for i := range s.X {
		s.X[i] += float32(s.Scatter * r.Normal())
	}
}

// Dim is how many numbers an example has.
func (s *Set) Dim() int { return s.Kind.Dim() }

// TrainX returns the examples for training (Train, Dim).
func (s *Set) TrainX() []float32 { return s.X[:s.Train*s.Dim()] }

// ValidX returns the examples for validation (Valid, Dim).
func (s *Set) ValidX() []float32 { return s.X[s.Train*s.Dim():] }

// Picture returns example i (Dim).
func (s *Set) Picture(i int) []float32 { return s.X[i*s.Dim() : (i+1)*s.Dim()] }

// Factor returns true factor f of example i, from 0 to 1.
func (s *Set) Factor(i, f int) float32 { return s.Factors[i*len(s.Names)+f] }

// drawers draw one example each, of a kind, into x, and say the factors that they drew it from.
var drawers = [...]struct {
	form          Form
	width, height int
	names         []string
	one           func(x, factors []float32, r *rng.Stream)
}{
	Bars:    {Pictures, Side, Side, []string{"place", "lean"}, drawBar},
	Blobs:   {Pictures, Side, Side, []string{"across", "down"}, drawBlob},
	Crossed: {Pictures, Side, Side, crossedNames(), drawCrossed},
	Glyphs:  {Pictures, Side, Side, []string{"which", "across", "down"}, drawGlyph},
	Line:    {Points, 2, 1, []string{"along"}, drawOn(Line)},
	Arc:     {Points, 2, 1, []string{"along"}, drawOn(Arc)},
	Circle:  {Points, 2, 1, []string{"along"}, drawOn(Circle)},
	Spiral:  {Points, 2, 1, []string{"along"}, drawOn(Spiral)},
	Moons:   {Points, 2, 1, []string{"along"}, drawOn(Moons)},
	Digits:  {Pictures, digitSide, digitSide, []string{"which", "slant", "width", "across", "down"}, drawDigit},
	Faces:   {Pictures, faceSide, faceSide, []string{"mouth", "brows", "eyes", "tilt"}, drawFace},
	Beats:   {Signals, beatLength, 1, []string{"height", "width", "when"}, drawBeat},
	Drawn:   {Pictures, Side, Side, []string{"which", "across", "down"}, nil}, // as a whole: see drawClass
}
