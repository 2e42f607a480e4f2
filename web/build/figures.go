package main

import (
	"errors"

	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
)

// showable says which figure of a lesson there is not, or cannot show its network or its twin's: such a lesson is not built.
func showable(l *lessons.Lesson) error {
	twin := l.Setup
	for _, c := range l.Apart() {
		if err := train.Knobs[c.Knob].Set(&twin, c.Value); err != nil {
			return err
		}
	}
	for _, name := range l.Figures {
		f := scene.Find(name)
		if f == nil {
			return errors.New(l.ID + ": there is no figure " + name)
		}
		for i, s := range [...]train.Setup{l.Setup, twin} {
			r := s.Recipe()
			if f.CanShow == nil || i == 1 && f.RunOnly {
				continue
			}
			if err := f.CanShow(&r); err != nil {
				return errors.New(l.ID + ": the figure " + name + " cannot show this network: " + err.Error())
			}
		}
	}
	return nil
}
