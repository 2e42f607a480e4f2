package main

import (
	"testing"

	"hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/wasm/wire"
)

// twins opens a run with a twin that differs by its rate.
func (d *desk) twins(link string) {
	d.do(wire.Command{Op: wire.Open, Text: link, Base: train.Default(), Apart: []train.Change{{Knob: train.KnobIndex("rate"), Value: 0.03}},
		Watches: []ask.Watch{{All: []ask.Condition{{What: "rewound", Op: ask.AtLeast, Value: 1}}}, {All: []ask.Condition{{What: "twin", Op: ask.Below, Value: 0.1}}}}})
}

// snapshot pulls the whole of what the stage sees.
func (d *desk) snapshot() *train.Snapshot {
	d.Helper()
	d.do(wire.Command{Op: wire.Pull, Value: 1})
	for range 10_000 {
		if b := d.far.Receive(); b != nil {
			s := &train.Snapshot{}
			if _, err := wire.ParseSnapshot(b, s); err != nil {
				d.Fatal(err)
			}
			return s
		}
		d.work()
	}
	d.Fatal("no answer")
	return nil
}

// Looking back pauses and shows the losses of then, to both windows; Play comes back to the present and goes on from there.
func TestRewindShowsTheRunAsItWas(t *testing.T) {
	d := newDesk(t)
	d.twins("")
	d.do(wire.Command{Op: wire.Until, Index: 100})
	then := d.settle()
	d.do(wire.Command{Op: wire.Until, Index: 300})
	now := d.settle()
	d.do(wire.Command{Op: wire.Play, Value: 1})
	d.do(wire.Command{Op: wire.Rewind, Index: 100})
	f := d.facts()
	if f.State != wire.Paused || f.Back != 100 || f.Step < 300 || f.Loss != then.Loss || f.Valid != then.Valid || f.Twin != then.Twin || f.Code[0] != then.Code[0] {
		t.Fatalf("looking back: state %d, back %d at step %d, losses %v and %v, want %v and %v", f.State, f.Back, f.Step, f.Loss, f.Twin, then.Loss, then.Twin)
	}
	if f.Hash != now.Hash || f.Link != now.Link || !f.Readings[0].Reached {
		t.Fatalf("looking back makes another run: %q, want %q, %+v", f.Link, now.Link, f.Readings[0])
	}
	if s := d.snapshot(); s.View.Back != 100 || s.Now.Loss != then.Loss || s.Now.Twin != then.Twin || len(s.Twin) != len(s.Params) {
		t.Fatalf("the stage sees step %d with loss %v", s.View.Back, s.Now.Loss)
	}
	d.do(wire.Command{Op: wire.Rewind, Index: -1})
	if g := d.facts(); g.Back != -1 || g.Loss != now.Loss || g.Twin != now.Twin || g.State != wire.Paused {
		t.Fatalf("the present: back %d, loss %v, want %v", g.Back, g.Loss, now.Loss)
	}
	d.do(wire.Command{Op: wire.Rewind, Index: 40})
	d.do(wire.Command{Op: wire.Play, Value: 1})
	d.facts()
	if g := d.facts(); g.Back != -1 || g.State != wire.Training || g.Step <= 300 {
		t.Fatalf("Play: back %d, state %d at step %d", g.Back, g.State, g.Step)
	}
	d.do(wire.Command{Op: wire.Rewind, Index: 40})
	d.do(wire.Command{Op: wire.One})
	e := newDesk(t)
	e.twins(d.settle().Link)
	if g, h := d.facts2(), e.settle(); g.Hash != h.Hash || g.Twin != h.Twin || h.Back != -1 {
		t.Fatalf("after looking back the run is %x with a twin at %v, its link leads to %x, %v", g.Hash, g.Twin, h.Hash, h.Twin)
	}
}

// facts2 pulls facts when nothing has changed since the last.
func (d *desk) facts2() *wire.Facts {
	d.do(wire.Command{Op: wire.Inspect, Index: -1})
	return d.facts()
}

// A branch is retraced with progress and pauses at its step, as the run was then; the windows are sent its curve whole.
func TestBranchGoesBack(t *testing.T) {
	d := newDesk(t)
	d.twins("")
	d.do(wire.Command{Op: wire.Until, Index: 200})
	then := d.settle()
	d.do(wire.Command{Op: wire.Turn, Knob: train.KnobIndex("batch"), Value: 8})
	d.do(wire.Command{Op: wire.Until, Index: 500})
	d.settle()
	d.do(wire.Command{Op: wire.Show, Index: 31})
	d.do(wire.Command{Op: wire.Rewind, Index: 200})
	at := d.facts().Back
	if at > 200 || at < 190 {
		t.Fatalf("looking back to %d", at)
	}
	d.do(wire.Command{Op: wire.Play, Value: 1})
	d.do(wire.Command{Op: wire.Branch, Index: 200})
	first := d.facts()
	if first.State != wire.Loading || first.Progress >= 1 {
		t.Fatalf("state %d, progress %v while the branch is retraced", first.State, first.Progress)
	}
	d.do(wire.Command{Op: wire.One})
	if d.fault() != faultRetracing {
		t.Fatal("a step is taken on the way")
	}
	f := d.settle()
	if f.State != wire.Paused || f.Step != 200 || f.Hash != then.Hash || f.Twin != then.Twin || f.Loss != then.Loss || f.Setup != then.Setup || f.Back != -1 || f.Sample != 31 {
		t.Fatalf("the branch stands at %d in state %d with %x, loss %v, batch %d, picture %d; want %x, %v", f.Step, f.State, f.Hash, f.Loss, f.Setup.Batch, f.Sample, then.Hash, then.Loss)
	}
	if f.Link != then.Link {
		t.Fatalf("its link is %q, want %q", f.Link, then.Link)
	}
	if s := d.snapshot(); s.First != 0 || s.Points[0].Step != 0 || s.Points[len(s.Points)-1].Step > 200 {
		t.Fatalf("points from %d on of another run", s.First)
	}
	d.do(wire.Command{Op: wire.Until, Index: 260})
	if g := d.settle(); g.Step != 260 || g.State != wire.Paused {
		t.Fatalf("the branch goes on to %d", g.Step)
	}
	d.do(wire.Command{Op: wire.Branch, Index: 0})
	if g := d.facts(); g.Step != 0 || g.State != wire.Ready || g.Progress != 1 {
		t.Fatalf("a branch at the beginning: step %d, state %d", g.Step, g.State)
	}
}

// A run that diverged is taken back to before it did, and trains again.
func TestBranchCures(t *testing.T) {
	rate := train.KnobIndex("rate")
	d := newDesk(t)
	d.open("optimiser=sgd&rate=0.01&unit=linear&loss=bce")
	d.do(wire.Command{Op: wire.Until, Index: 120})
	d.settle()
	d.do(wire.Command{Op: wire.Turn, Knob: rate, Value: 10})
	d.do(wire.Command{Op: wire.Play, Value: 1})
	if f := d.settle(); f.State != wire.Diverged || f.Exploded != rate {
		t.Fatalf("state %d", f.State)
	}
	d.do(wire.Command{Op: wire.Branch, Index: 120})
	if f := d.settle(); f.State != wire.Paused || f.Step != 120 || f.Exploded != -1 || f.Setup.Rate != 0.01 {
		t.Fatalf("state %d at step %d, rate %v", f.State, f.Step, f.Setup.Rate)
	}
	d.do(wire.Command{Op: wire.Until, Index: 200})
	if f := d.settle(); f.Step != 200 || f.State != wire.Paused {
		t.Fatalf("step %d, state %d", f.Step, f.State)
	}
}

// Looking back at nothing, far ahead, or in a run that is being retraced breaks nothing.
func TestRewindAnywhere(t *testing.T) {
	d := newDesk(t)
	d.do(wire.Command{Op: wire.Rewind, Index: 3})
	if d.fault() != faultShut {
		t.Fatal("there is a run before there is one")
	}
	d.tick *= 4
	d.open("step=400")
	d.facts()
	for _, at := range []int{-7, 0, 1, 5, 399, 1 << 30} {
		d.do(wire.Command{Op: wire.Rewind, Index: at})
		if f := d.facts(); f.State == wire.Loading && f.Back >= f.Step && f.Back > 0 {
			t.Fatalf("looking at %d of %d", f.Back, f.Step)
		}
	}
	e := newDesk(t)
	e.open("step=400")
	if f, g := d.settle(), e.settle(); f.Hash != g.Hash || f.Step != 400 {
		t.Fatalf("the link leads to %x at %d, want %x", f.Hash, f.Step, g.Hash)
	}
}
