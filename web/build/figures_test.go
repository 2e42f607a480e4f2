package main

import (
	"strings"
	"testing"

	"hourglass/core/data"
	"hourglass/lessons"
)

// A lesson that asks for a figure that there is not, or for one that cannot show its network, is not built.
func TestFiguresThatCannotShow(t *testing.T) {
	for _, l := range lessons.All {
		if err := showable(l); err != nil {
			t.Error(err)
		}
	}
	beside := lessons.Convolution // the twin has no stencil, and no figure of it is asked for
	beside.Figures = []string{"stencil"}
	if err := showable(&beside); err != nil || len(beside.Twin) == 0 {
		t.Error(err)
	}
	strange, flat := lessons.Hourglass, lessons.Line
	strange.Figures = []string{"network", "weather"}
	flat.Setup.Data = data.Bars
	for want, l := range map[string]*lessons.Lesson{"there is no figure weather": &strange, "the figure plane cannot show this network: only points lie in a plane": &flat} {
		if err := showable(l); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}
