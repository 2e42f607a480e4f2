package main

import (
	"strings"
	"testing"

	"hourglass/core/data"
	"hourglass/lessons"
	"hourglass/wasm/wire"
)

// What is painted has a code; codes are a data set; the link that then stands in the address leads to the same run. A wrong code changes nothing.
func TestClassDrawings(t *testing.T) {
	d := newDesk(t)
	d.open("")
	d.facts()
	var codes []string
	for i := range 3 {
		d.do(wire.Command{Op: wire.Clear})
		if f := d.facts(); f.Drawing != "" {
			t.Fatalf("an empty picture has the code %q", f.Drawing)
		}
		d.do(wire.Command{Op: wire.Paint, Index: 10 + i, Value: 1})
		d.do(wire.Command{Op: wire.Paint, Index: 30, Value: 0.5})
		f := d.facts()
		if len(f.Drawing) != 13 || strings.Contains(strings.Join(codes, " "), f.Drawing) {
			t.Fatalf("drawing %d has the code %q", i, f.Drawing)
		}
		codes = append(codes, f.Drawing)
	}
	d.do(wire.Command{Op: wire.Class, Text: strings.ToLower(strings.Join(codes, "\n"))})
	f := d.facts()
	if f.Setup.Data != data.Drawn || strings.Count(f.Setup.Class, ".") != 2 || f.Step != 0 {
		t.Fatalf("the run is at step %d on %v of class %q", f.Step, f.Setup.Data, f.Setup.Class)
	}
	d.do(wire.Command{Op: wire.Until, Index: 200})
	f = d.settle()
	if f.Step != 200 || f.Loss > 0.06 {
		t.Errorf("after %d steps the loss on three drawings is %v", f.Step, f.Loss)
	}
	other := newDesk(t)
	other.open(f.Link)
	if g := other.settle(); g.Hash != f.Hash || g.Notice != "" {
		t.Errorf("%s leads to %x, not %x (%s)", f.Link, g.Hash, f.Hash, g.Notice)
	}
	d.do(wire.Command{Op: wire.Class, Text: codes[0] + " nonsense"})
	if s := d.fault(); !strings.Contains(s, "nonsense") {
		t.Errorf("a wrong code is answered with %q", s)
	}
	d.do(wire.Command{Op: wire.Show, Index: 1}) // something to answer with
	if g := d.facts(); g.Hash != f.Hash || g.Setup != f.Setup {
		t.Error("a wrong code has changed the run")
	}
}

// What a learner does right after the board was read is told all the same, although the run rests and nothing else happens.
func TestLateReadingsAreTold(t *testing.T) {
	d := newDesk(t)
	l := &lessons.Hourglass
	d.open("step=2000")
	d.settle()
	d.do(wire.Command{Op: wire.Show, Index: 3})
	d.facts()
	d.do(wire.Command{Op: wire.Hold, Place: []float32{0.1, 0.2}}) // within a tenth of a second
	at := 1 + len(l.Question.Options)
	for i, s := range l.Steps {
		if s.ID == "map" {
			at += i
		}
	}
	for range 50 {
		d.do(wire.Command{Op: wire.Pull})
		for range 40 {
			if b := d.far.Receive(); b != nil {
				f := &wire.Facts{}
				if err := wire.ParseFacts(b, f); err != nil {
					t.Fatal(err)
				}
				if f.Readings[at].Reached {
					return
				}
				break
			}
			d.work()
		}
	}
	t.Error("the page is never told that the ring was held")
}
