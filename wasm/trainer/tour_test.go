package main

import (
	"slices"
	"testing"

	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/wire"
)

// This file comes after store_test.go: what it supplies stays for the whole program, and there it must not yet be.

// stands is how a knob or a dial stands.
func stands(f *wire.Facts, number int) float64 {
	if dial := number - len(train.Knobs); dial >= 0 {
		return f.Dials[dial]
	}
	return train.Knobs[number].Get(&f.Setup)
}

// Each lesson's own plan can be gone through, in any order, without a fault: its turns are possible one by one.
func TestStepsOfLessonsArePossible(t *testing.T) {
	for i := range data.KindNames {
		if k := data.Kind(i); k.File() != nil {
			if err := data.Supply(k, fileOf(t, k).Bytes); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, l := range lessons.All {
		d := newDesk(t)
		p := l.Plan()
		for i := range p.Steps {
			p.Steps[i].Steps = 0 // without its training
		}
		d.do(wire.Command{Op: wire.Open, Base: l.Setup, Apart: l.Apart(), Watches: l.Watches(), Plan: p})
		d.facts()
		order := []int{}
		for i := range l.Steps {
			order = append(order, i)
		}
		back := slices.Clone(order)
		slices.Reverse(back)
		for _, i := range append(append(order, back...), 0, len(l.Steps)-1, 1, 0) {
			d.goTo(i)
			f := d.facts() // a fault would be read instead, and be none
			for _, c := range p.Steps[i].Turns {
				if got := stands(f, c.Knob); got != c.Value {
					t.Errorf("%s, step %d: %s is %v, want %v", l.ID, i+1, train.Numbered(c.Knob).Name, got, c.Value)
				}
			}
			if f.Lesson.At != i {
				t.Errorf("%s is at step %d, want %d", l.ID, f.Lesson.At, i)
			}
		}
	}
}
