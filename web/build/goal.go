package main

import (
	"fmt"
	"slices"
	"strings"

	"hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/lessons"
)

// The conditions of a goal, in words: what each speaks of, what it wants, and how the page writes where it stands.

// A PartView is one of the conditions. At is its place among the readings.
type PartView struct {
	At            int
	Label, Wanted string
	Bound         float64 // what it is compared with
	Decimals      int
	Unit          string
	Bare          bool // its control says where it stands
	Awaits        bool // it would answer the question, and waits for the bet
}

// parts are the conditions of a lesson's goal.
func parts(l *lessons.Lesson) (all []PartView) {
	for i, c := range l.Parts() {
		v := PartView{At: l.FirstPart() + i, Bound: c.Value, Decimals: 4}
		if name, ok := strings.CutPrefix(c.What, "knob "); ok {
			v.ofKnob(l, name, c)
		} else {
			v.ofMeasure(l, c)
		}
		all = append(all, v)
	}
	return all
}

func (v *PartView) ofKnob(l *lessons.Lesson, name string, c ask.Condition) {
	n := train.Number(name)
	k := train.Numbered(n)
	v.Label, v.Bare = k.Label, true
	if i := slices.IndexFunc(l.Dials, func(d lessons.Dial) bool { return d.Knob == name }); i >= 0 && l.Dials[i].Label != "" {
		v.Label = l.Dials[i].Label
	}
	switch {
	case k.Form == train.Choice:
		v.Wanted = k.Choices[int(c.Value)]
	case c.Op == ask.Is:
		v.Wanted = number64(c.Value)
	case k.Form == train.Whole && c.Op == ask.Below:
		v.Wanted = "at most " + number64(c.Value-1)
	default:
		v.Wanted = wanted(c.Op, k.Text(c.Value))
	}
}

// readings are the words for measures that every page shows beside the run.
var readings = map[string]string{"loss": "loss", "valid": "validation", "step": "step"}

func (v *PartView) ofMeasure(l *lessons.Lesson, c ask.Condition) {
	v.Label = readings[c.What]
	if c.What == "step" {
		v.Decimals = 0
	}
	if i := slices.IndexFunc(l.Tells, func(t lessons.Tell) bool { return t.What == c.What }); i >= 0 {
		v.Label, v.Decimals, v.Unit = l.Tells[i].Label, l.Tells[i].Decimals, l.Tells[i].Unit
		v.Awaits = slices.ContainsFunc(l.Steps, func(s lessons.Step) bool { return s.ID == l.Tells[i].From && s.Ask != "" })
	}
	v.Wanted = wanted(c.Op, v.text(c.Value))
}

// text writes a value as the page writes where it stands.
func (v *PartView) text(x float64) string {
	switch {
	case v.Unit == "%":
		return strings.TrimSuffix(fmt.Sprintf("%.1f", 100*x), ".0") + " %"
	case v.Decimals == 0:
		return commas(int(x))
	}
	return fmt.Sprintf("%.*f", v.Decimals, x)
}

// wanted says a comparison in words.
func wanted(op ask.Op, value string) string {
	switch op {
	case ask.Below:
		return "below " + value
	case ask.AtLeast:
		return "at least " + value
	}
	return value
}
