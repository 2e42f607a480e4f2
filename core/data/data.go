// Package data makes small data sets from a seed. Nothing is downloaded: a set is a few lines of arithmetic, the same on
// every machine, and knows its own true factors, which is what a code can hope to find.
package data

import (
	"errors"
	"strconv"

	"hourglass/core/rng"
)

// A Kind names a data set.
type Kind uint8

// The data sets, all of 7x7 pictures with grey values from 0 to 1.
const (
	Bars    Kind = iota // one soft bar anywhere, at any lean: two true factors
	Blobs               // one soft spot anywhere: two true factors
	Crossed             // any of 14 rows and columns at once (Foldiak 1990): fourteen true factors
	Glyphs              // letters and digits, shifted by up to a pixel: which one, and two shifts
	kindCount
)

// KindNames are the names of the data sets, by value.
var KindNames = [...]string{"bars", "blobs", "crossed bars", "glyphs"}

func (k Kind) String() string { return KindNames[k] }

// Side is the width and height of a picture, Dim its number of pixels.
const (
	Side = 7
	Dim  = Side * Side
)

// A Spec asks for a data set: kind, numbers of training and validation pictures, and the seed they are drawn from.
type Spec struct {
	Kind         Kind
	Train, Valid int
	Seed         uint64
}

// A Set holds pictures and the factors that they were drawn from. Training pictures come first. Read only.
type Set struct {
	Spec
	X       []float32 // (Train+Valid, Dim), grey values from 0 to 1
	Factors []float32 // (Train+Valid, len(Names)), each from 0 to 1
	Names   []string  // of the factors, as a learner would say them
}

// Make draws the set. It fails on an unknown kind and on sizes outside 1 to 100,000.
func Make(s Spec) (*Set, error) {
	if s.Kind >= kindCount {
		return nil, errors.New("data: kind " + strconv.Itoa(int(s.Kind)) + " is not known")
	}
	const most = 100_000
	if s.Train < 1 || s.Valid < 1 || s.Train > most || s.Valid > most {
		return nil, errors.New("data: sizes " + strconv.Itoa(s.Train) + " and " + strconv.Itoa(s.Valid) + " must lie between 1 and 100000")
	}
	draw := drawers[s.Kind]
	rows := s.Train + s.Valid
	set := &Set{Spec: s, Names: draw.names, X: make([]float32, rows*Dim), Factors: make([]float32, rows*len(draw.names))}
	r := rng.New(s.Seed, "data")
	n := len(draw.names)
	for i := range rows {
		draw.one(set.X[i*Dim:(i+1)*Dim], set.Factors[i*n:(i+1)*n], &r)
	}
	return set, nil
}

// TrainX returns the training pictures (Train, Dim).
func (s *Set) TrainX() []float32 { return s.X[:s.Train*Dim] }

// ValidX returns the validation pictures (Valid, Dim).
func (s *Set) ValidX() []float32 { return s.X[s.Train*Dim:] }

// Picture returns picture i (Dim).
func (s *Set) Picture(i int) []float32 { return s.X[i*Dim : (i+1)*Dim] }

// Factor returns true factor f of picture i, from 0 to 1.
func (s *Set) Factor(i, f int) float32 { return s.Factors[i*len(s.Names)+f] }

var drawers = [...]struct {
	names []string
	one   func(x, factors []float32, r *rng.Stream)
}{
	Bars:    {[]string{"place", "lean"}, drawBar},
	Blobs:   {[]string{"across", "down"}, drawBlob},
	Crossed: {crossedNames(), drawCrossed},
	Glyphs:  {[]string{"which", "across", "down"}, drawGlyph},
}
