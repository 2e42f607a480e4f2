package main

import (
	"slices"

	"hourglass/core/data"
	_ "hourglass/core/data/measured" // posters, and the files themselves
	"hourglass/core/train"
	"hourglass/lessons"
)

// measuredKinds are the data sets that are files beside the pages.
var measuredKinds = func() (all []data.Kind) {
	for i := range data.KindNames {
		if k := data.Kind(i); k.File() != nil {
			all = append(all, k)
		}
	}
	return all
}()

// A Measured is a data set that people took of nature, as pages credit it.
type Measured struct {
	Name string // as the choice of data names it
	*data.File
}

func credits(l *lessons.Lesson) (all []Measured) {
	for _, k := range measuredBy(l) {
		all = append(all, Measured{k.String(), k.File()})
	}
	return all
}

// measuredBy are those that a lesson may show: it offers them, or turns to them.
func measuredBy(l *lessons.Lesson) (all []data.Kind) {
	for _, k := range measuredKinds {
		shown := l.Setup.Data == k
		for _, d := range l.Dials {
			shown = shown || d.Knob == "data" && (d.Only == nil || slices.Contains(d.Only, train.Token(k.String())))
		}
		turned := slices.Clone(l.Question.Turns)
		for _, s := range l.Steps {
			turned = append(turned, s.Turns...)
		}
		if shown || slices.Contains(turned, lessons.Turn{Knob: "data", Value: float64(k)}) {
			all = append(all, k)
		}
	}
	return all
}
