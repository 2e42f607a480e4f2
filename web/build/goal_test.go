package main

import (
	"slices"
	"testing"

	"hourglass/lessons"
)

// Each condition of each goal is said: what it speaks of, and what it wants.
func TestGoalsSayTheirConditions(t *testing.T) {
	for _, l := range lessons.All {
		list := parts(l)
		if len(list) != len(l.Goal.Watch.All) {
			t.Errorf("%s shows %d of %d conditions", l.ID, len(list), len(l.Goal.Watch.All))
		}
		for i, v := range list {
			if v.Label == "" || v.Wanted == "" {
				t.Errorf("%s says nothing of %q: it wants a tell", l.ID, l.Parts()[i].What)
			}
			if at := l.Watches()[v.At].All; at[len(at)-1] != l.Parts()[i] || !slices.Contains(l.Goal.Watch.All, l.Parts()[i]) {
				t.Errorf("%s: %q stands at the place of %v", l.ID, v.Label, at)
			}
		}
	}
}
