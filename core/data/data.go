// Package data makes small data sets from a seed. Most are a few lines of arithmetic, the same on every machine, and know their own true factors, which
// is what a code can hope to find. Some were measured, and come from a file that lies beside the page: see [File].
package data

import (
	"errors"
	"strconv"

	"hourglass/core/rng"
	"hourglass/core/vec"
)

// A Form says what the numbers of an example are.
type Form uint8

// The forms.
const (
	Pictures Form = iota // grey values from 0 to 1, row by row
	Points               // a place in the plane: across and up, about -1 to 1
	Signals              // values from 0 to 1, one after the other
	Tables               // entries of a row, from TableLeast to 1, each of a column of its own; 0 for what is missing
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
	Bars        Kind = iota // 7x7: one soft bar anywhere, at any lean: two true factors
	Blobs                   // 7x7: one soft spot anywhere: two true factors
	Crossed                 // 7x7: any of 14 rows and columns at once (Foldiak 1990): fourteen true factors
	Glyphs                  // 7x7: letters and digits, shifted by up to a pixel: which one, and two shifts
	Line                    // points on a straight line: one true factor, as all points have
	Arc                     // points on an arc
	Circle                  // points on a closed circle
	Spiral                  // points on a spiral of a turn and a half
	Moons                   // points on two crescents, one within the other
	Digits                  // 12x12: handwritten digits: which one, slant, width, and where it stands
	Faces                   // 16x16: faces: mouth, brows, eyes, tilt
	Beats                   // 32 values: heartbeats: height, width, and when it comes
	Drawn                   // 7x7: a class's own drawings: which one, moved by up to a pixel
	Digits16                // 16x16: the same digits in larger pictures, with more room to stand elsewhere
	Faulty                  // 32 values: heartbeats with a little noise, and faults of five kinds planted among them
	Heart                   // 32 values: beats of a real heart, from a file (see File): when they came
	Handwritten             // 8x8: digits that people wrote, from a file: which one
	Clothes                 // 14x14: goods of a shop, from a file: which kind
	Penguins                // 8 columns: birds that people measured, from a file, with gaps: which species
	Ratings                 // 24 columns: stars that people gave to films, a third of them known: three tastes
	kindCount
)

// KindNames are the names of the data sets, by value.
var KindNames = [...]string{"bars", "blobs", "crossed bars", "glyphs", "line", "arc", "circle", "spiral", "moons", "digits", "faces", "heartbeats", "drawings", "digits 16x16", "faulty heartbeats", "real heart",
	"real digits", "clothes", "penguins", "ratings"}

func (k Kind) String() string { return KindNames[k] }

// Form is what an example of the kind is.
func (k Kind) Form() Form { return drawers[k].form }

// Width and Height are the sides of a picture of the kind in pixels. Points are 2 by 1, signals as wide as they are long.
func (k Kind) Width() int  { return drawers[k].width }
func (k Kind) Height() int { return drawers[k].height }

// Gaps tells whether entries of the kind are missing by themselves.
func (k Kind) Gaps() bool { return k == Penguins || k == Ratings }

// Dim is how many numbers an example of the kind has.
func (k Kind) Dim() int { return k.Width() * k.Height() }

// Side is the width and height of the small pictures that bars, blobs, crossed bars and glyphs are, Dim their number of pixels.
const (
	Side = 7
	Dim  = Side * Side
)

// Examples that are drawn where nobody asks for others.
const (
	TrainRows = 256
	ValidRows = 128
)

// A Spec asks for a data set: kind, numbers of examples, and the seed they are drawn from.
type Spec struct {
	Kind    Kind
	Train   int // examples to train on
	Skip    int // examples drawn next and thrown away: with few to train on, those that follow are the same as with many
	Valid   int // to validate on
	Sealed  int // that neither training nor validation sees
	Seed    uint64
	Scatter float32 // of points, 0 to 1: standard deviation of the normal noise round their curve; 0 for all other kinds
	Missing float32 // share of entries that nobody observed, from 0 to below 1
	Bright  bool    // of those that are missing most are large: missing not at random (Rubin 1976); false where Missing is 0
	Faults  float32 // of faulty heartbeats: share of those to train on that are faulty, 0 to 1; 0 for all other kinds
	Sides   bool    // of moons: the label says on which side of the middle a point lies, and not on which crescent
	Class   string  // of drawings: their codes with full stops between (see ParseClass), or "" for a few that come with the course; "" for all other kinds
}

// Classes is how many classes the examples of the set fall into, each known by its number; 0 where there are none to tell apart.
func (s Spec) Classes() int {
	n := drawers[s.Kind].classes
	if s.Kind == Drawn && s.Class != "" {
		n = (len(s.Class) + 1) / (codeLength + 1)
	}
	if n < 2 {
		return 0
	}
	return n
}

// A Set holds examples and the factors that they were drawn from: those for training first, then those for validation, then the sealed. Read only.
// All are drawn alike and not kept apart from each other: of crossed bars, of which few are likely, about half of those for validation are among those
// for training too; of few drawings all are.
type Set struct {
	Spec
	X       []float32 // (rows, Dim), in the numbers of the kind's form; 0 where nobody observed
	Mask    []float32 // (rows, Dim), 1 where an entry was observed and 0 where not; nil when all were
	Truth   []float32 // (rows, Dim), what was there to observe: X itself when all of it was; 0 where nobody knows
	Unknown []bool    // (rows, Dim), true where nobody knows; nil when all is known
	Labels  []int32   // (rows), the class of each example, counted from 0, of faulty heartbeats the fault; nil where there are no classes
	Factors []float32 // (rows, len(Names)), each from 0 to 1; of what was measured, not what it comes of but what is known of it
	Names   []string  // of the factors, as a learner would say them
}

// Make draws the set. It fails on an unknown kind, on numbers of examples outside 1 to 100,000 (or below 0, of those that may be none), on drawings that
// are none, on a share that is none, on a scatter, drawings or faults that the kind does not have, and on a kind whose file was not supplied or holds too few.
func Make(s Spec) (*Set, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	draw := drawers[s.Kind]
	rows, dim, n := s.Train+s.Skip+s.Valid+s.Sealed, s.Kind.Dim(), len(draw.names)
	set := &Set{Spec: s, Names: draw.names, X: make([]float32, rows*dim), Factors: make([]float32, rows*n)}
	switch {
	case s.Kind == Drawn:
		all, err := drawings(s.Class)
		if err != nil {
			return nil, err
		}
		set.drawClass(all)
	case draw.one == nil:
		if err := set.deal(); err != nil {
			return nil, err
		}
	default:
		r := rng.New(s.Seed, "data")
		for i := range rows {
			draw.one(set.X[i*dim:(i+1)*dim], set.Factors[i*n:(i+1)*n], &r)
		}
	}
	if s.Scatter > 0 {
		set.scatter()
	}
	set.label()
	switch s.Kind {
	case Faulty:
		set.plant()
	case Ratings:
		set.unseen()
	}
	if s.Missing > 0 {
		set.lose()
	}
	set.skip()
	return set, nil
}

func (s Spec) check() error {
	if s.Kind >= kindCount {
		return errors.New("data: kind " + strconv.Itoa(int(s.Kind)) + " is not known")
	}
	const most = 100_000
	switch {
	case s.Train < 1 || s.Valid < 1 || s.Train > most || s.Valid > most:
		return errors.New("data: " + strconv.Itoa(s.Train) + " examples to train and " + strconv.Itoa(s.Valid) + " to validate: each must lie between 1 and 100000")
	case s.Skip < 0 || s.Sealed < 0 || s.Skip > most || s.Sealed > most:
		return errors.New("data: the examples to skip, and those to seal, must lie between 0 and 100000")
	case !(s.Scatter >= 0 && s.Scatter <= 1):
		return errors.New("data: scatter must lie between 0 and 1")
	case !(s.Missing >= 0 && s.Missing < 1):
		return errors.New("data: the share that is missing must lie between 0 and 1, which it must not reach")
	case s.Bright && s.Missing == 0:
		return errors.New("data: no entries are missing, so that no more of the bright can be")
	case s.Scatter != 0 && s.Kind.Form() != Points:
		return errors.New("data: " + s.Kind.String() + " do not scatter: points do")
	case !(s.Faults >= 0 && s.Faults <= 1):
		return errors.New("data: the share of faults must lie between 0 and 1")
	case s.Faults != 0 && s.Kind != Faulty:
		return errors.New("data: faults are planted among faulty heartbeats, not among " + s.Kind.String())
	case s.Sides && s.Kind != Moons:
		return errors.New("data: sides are labels of moons, not of " + s.Kind.String())
	case s.Class != "" && s.Kind != Drawn:
		return errors.New("data: a class's drawings are of kind Drawn, not " + s.Kind.String())
	}
	return nil
}

// scatter moves every point a little. Its dice are its own, so that the places on the curve stay where they are.
func (s *Set) scatter() {
	r := rng.New(s.Seed, "scatter")
	for i := range s.X {
		s.X[i] += float32(s.Scatter * r.Normal())
	}
}

// label reads the classes from the first factor, which of a kind with classes says which one.
func (s *Set) label() {
	classes, names := s.Classes(), len(s.Names)
	if classes == 0 || s.Kind == Faulty {
		return
	}
	s.Labels = make([]int32, len(s.Factors)/names)
	for i := range s.Labels {
		u := s.Factors[i*names]
		switch {
		case s.Sides:
			if s.Labels[i] = 0; s.X[2*i] > 0 {
				s.Labels[i] = 1
			}
		case s.Kind == Moons:
			s.Labels[i] = int32(2 * u) // each crescent has half of the way
		default:
			s.Labels[i] = int32(float32(u*float32(classes-1)) + 0.5)
		}
	}
}

// lose hides entries. Its dice are its own and thrown alike for every share, so that what was missing is still missing when more is.
func (s *Set) lose() {
	r := rng.New(s.Seed, "missing")
	dark, bright, mean := s.Missing, s.Missing, float32(0)
	if s.Bright {
		dark, bright, mean = s.unequal()
	}
	s.hide(func(i int) bool {
		if s.X[i] > mean {
			return r.Float32() < bright
		}
		return r.Float32() < dark
	})
}

// mostLost is the largest share of the bright entries that is missing: some of each are left, or nobody could learn of them.
const mostLost = 0.95

// unequal are the shares in which dark and bright entries are missing where the bright are missing twice as often as all: of all that were observed as many
// are missing as at random. Bright is what lies above the mean.
func (s *Set) unequal() (dark, bright, mean float32) {
	sum, n, above := 0.0, 0.0, 0.0
	each := func(of func(v float32)) {
		for i, v := range s.X {
			if s.Mask == nil || s.Mask[i] != 0 {
				of(v)
			}
		}
	}
	each(func(v float32) { sum, n = sum+float64(v), n+1 })
	mean = float32(sum / n)
	each(func(v float32) {
		if v > mean {
			above++
		}
	})
	share, part := float64(s.Missing), above/n
	most := min(2*share, mostLost)
	if part > 0 {
		most = min(most, share/part)
	}
	return float32((share - float64(part*most)) / (1 - part)), float32(most), mean
}

// hide hides those entries of which lost says so, which is asked of every entry in order.
func (s *Set) hide(lost func(i int) bool) {
	if s.Mask == nil {
		s.Truth, s.Mask = append([]float32(nil), s.X...), make([]float32, len(s.X))
		vec.Fill(s.Mask, 1)
	}
	for i := range s.X {
		if lost(i) {
			s.X[i], s.Mask[i] = 0, 0
		}
	}
}

// skip throws the examples away that are skipped. A whole set is its own truth.
func (s *Set) skip() {
	cut := func(list []float32, size int) []float32 {
		return append(list[:s.Train*size], list[(s.Train+s.Skip)*size:]...)
	}
	if s.Mask != nil {
		s.Mask, s.Truth = cut(s.Mask, s.Dim()), cut(s.Truth, s.Dim())
	}
	if s.Unknown != nil {
		s.Unknown = append(s.Unknown[:s.Train*s.Dim()], s.Unknown[(s.Train+s.Skip)*s.Dim():]...)
	}
	s.X, s.Factors = cut(s.X, s.Dim()), cut(s.Factors, len(s.Names))
	if s.Mask == nil {
		s.Truth = s.X
	}
	if s.Labels != nil {
		s.Labels = append(s.Labels[:s.Train], s.Labels[s.Train+s.Skip:]...)
	}
}

// Dim is how many numbers an example has.
func (s *Set) Dim() int { return s.Kind.Dim() }

// TrainX returns the examples for training (Train, Dim).
func (s *Set) TrainX() []float32 { return s.X[:s.Train*s.Dim()] }

// ValidX returns the examples for validation (Valid, Dim).
func (s *Set) ValidX() []float32 { return s.X[s.Train*s.Dim() : (s.Train+s.Valid)*s.Dim()] }

// SealedX returns the examples that neither training nor validation sees (Sealed, Dim).
func (s *Set) SealedX() []float32 { return s.X[(s.Train+s.Valid)*s.Dim():] }

// Picture returns example i (Dim).
func (s *Set) Picture(i int) []float32 { return s.X[i*s.Dim() : (i+1)*s.Dim()] }

// Factor returns true factor f of example i, from 0 to 1.
func (s *Set) Factor(i, f int) float32 { return s.Factors[i*len(s.Names)+f] }

// drawers draw one example each, of a kind, into x, and say the factors that they drew it from.
var drawers = [...]struct {
	form          Form
	width, height int
	classes       int // that the first factor tells apart, or the faults; 0 where it is a place or a size
	names         []string
	one           func(x, factors []float32, r *rng.Stream)
	columns       []Column // of a table
	called        []string // the classes, where a number would not say it
}{
	Bars:        {Pictures, Side, Side, 0, []string{"place", "lean"}, drawBar, nil, nil},
	Blobs:       {Pictures, Side, Side, 0, []string{"across", "down"}, drawBlob, nil, nil},
	Crossed:     {Pictures, Side, Side, 0, crossedNames(), drawCrossed, nil, nil},
	Glyphs:      {Pictures, Side, Side, len(glyphs), []string{"which", "across", "down"}, drawGlyph, nil, nil},
	Line:        {Points, 2, 1, 0, []string{"along"}, drawOn(Line), nil, nil},
	Arc:         {Points, 2, 1, 0, []string{"along"}, drawOn(Arc), nil, nil},
	Circle:      {Points, 2, 1, 0, []string{"along"}, drawOn(Circle), nil, nil},
	Spiral:      {Points, 2, 1, 0, []string{"along"}, drawOn(Spiral), nil, nil},
	Moons:       {Points, 2, 1, 2, []string{"along"}, drawOn(Moons), nil, nil},
	Digits:      {Pictures, digitSide, digitSide, len(digitStrokes), []string{"which", "slant", "width", "across", "down"}, digitDrawer{digitSide, 8.4, 6.2, 1.1, 1.6}.draw, nil, nil},
	Faces:       {Pictures, faceSide, faceSide, 0, []string{"mouth", "brows", "eyes", "tilt"}, drawFace, nil, nil},
	Beats:       {Signals, beatLength, 1, 0, []string{"height", "width", "when"}, drawBeat, nil, nil},
	Drawn:       {Pictures, Side, Side, len(starters), []string{"which", "across", "down"}, nil, nil, nil}, // as a whole: see drawClass
	Faulty:      {Signals, beatLength, 1, faults, []string{"height", "width", "when"}, drawHummed, nil, FaultNames[:]},
	Digits16:    {Pictures, 16, 16, len(digitStrokes), []string{"which", "slant", "width", "across", "down"}, digitDrawer{16, 10.4, 7.6, 1.3, 2}.draw, nil, nil},
	Heart:       {Signals, beatLength, 1, 0, []string{"moment"}, nil, nil, nil}, // from its file: see deal
	Handwritten: {Pictures, handwrittenSide, handwrittenSide, 10, []string{"which"}, nil, nil, nil},
	Clothes:     {Pictures, clothesSide, clothesSide, len(clothesNames), []string{"which"}, nil, nil, clothesNames},
	Penguins:    {Tables, len(penguinColumns), 1, len(penguinNames), []string{"species"}, nil, penguinColumns, penguinNames},
	Ratings:     {Tables, len(Films), 1, 0, []string{"laughs", "shudders", "wonders"}, drawRatings, filmColumns(), nil},
}
