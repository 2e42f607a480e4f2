package main

import (
	"encoding/json"
	"slices"
	"strconv"

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

// measuredBy are those that a lesson may show.
func measuredBy(l *lessons.Lesson) (all []data.Kind) {
	for _, k := range measuredKinds {
		if mayShow(l, k) {
			all = append(all, k)
		}
	}
	return all
}

// mayShow tells whether a lesson opens with a kind of data, offers it, or turns to it.
func mayShow(l *lessons.Lesson, k data.Kind) bool {
	turned := slices.Clone(l.Question.Turns)
	for _, s := range l.Steps {
		turned = append(turned, s.Turns...)
	}
	return l.Setup.Data == k || slices.Contains(turned, lessons.Turn{Knob: "data", Value: float64(k)}) ||
		slices.ContainsFunc(l.Dials, func(d lessons.Dial) bool {
			return d.Knob == "data" && (d.Only == nil || slices.Contains(d.Only, train.Token(k.String())))
		})
}

// tables are the columns of the tables that a lesson may show, for the page, which lets a row be changed entry by entry: by the value of the knob that chooses
// the data, whose place stands under "knob"; under "least" stands what the network is given for the least of a column. It is "" where a lesson has none.
func tables(l *lessons.Lesson) string {
	all := map[string]any{}
	for i := range data.KindNames {
		k := data.Kind(i)
		if columns := k.Columns(); columns != nil && mayShow(l, k) {
			var rows [][]any
			for _, c := range columns {
				rows = append(rows, []any{c.Name, c.Unit, c.Least, c.Most, c.Whole})
			}
			all[strconv.Itoa(i)] = rows
		}
	}
	if len(all) == 0 {
		return ""
	}
	all["knob"], all["least"] = train.KnobIndex("data"), data.TableLeast
	text, err := json.Marshal(all)
	if err != nil {
		panic(err) // names and numbers of ours
	}
	return string(text)
}
