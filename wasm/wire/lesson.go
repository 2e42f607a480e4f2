package wire

import (
	"hourglass/core/ask"
	"hourglass/core/train"
)

// A Lesson is what the stage is told of a lesson: which figures to draw of its run, and what they are to say of it. So no lesson is part of its
// program, and a new one never changes it.
type Lesson struct {
	Figures []string        // by name, the main one first
	Apart   []train.Change  // how the run in lockstep differs; nil for none
	Names   [2]string       // what the run and its twin are called, or ""
	Goal    float32         // what is to be reached of Aim, or 0
	Aim     string          // the training loss, or another measure
	Where   []ask.Condition // how knobs stand where that is meant
}

// lessonKind is the second byte of a lesson, apart from every command and answer.
const lessonKind = 'L'

// Bounds of what a lesson may carry.
const maxFigures = 16

// AppendLesson appends l to dst.
func AppendLesson(dst []byte, l *Lesson) []byte {
	dst = append(dst, Version, lessonKind, byte(len(l.Figures)))
	for _, f := range l.Figures {
		dst = appendText(dst, f)
	}
	dst = append(dst, byte(len(l.Apart)))
	for _, c := range l.Apart {
		dst = appendF64(append(dst, byte(c.Knob)), c.Value)
	}
	dst = appendText(appendF32(appendText(appendText(dst, l.Names[0]), l.Names[1]), l.Goal), l.Aim)
	return appendWatch(dst, ask.Watch{All: l.Where})
}

// ParseLesson reads what AppendLesson wrote. Names of figures are taken as they stand: who draws them knows which there are.
func ParseLesson(b []byte) (*Lesson, error) {
	r, err := open(b, lessonKind)
	if err != nil {
		return nil, err
	}
	l := &Lesson{}
	n := int(r.u8())
	if n == 0 || n > maxFigures {
		r.fail(errRange)
	}
	for i := 0; i < n && r.err == nil; i++ {
		l.Figures = append(l.Figures, r.text())
	}
	for n := r.u8(); n > 0 && r.err == nil; n-- {
		l.Apart = append(l.Apart, r.change(len(train.Knobs)))
	}
	l.Names = [2]string{r.text(), r.text()}
	if l.Goal = r.f32(); !(l.Goal >= 0) {
		r.fail(errRange)
	}
	l.Aim = r.text()
	l.Where = r.watch().All
	if err := r.end(); err != nil {
		return nil, err
	}
	return l, nil
}
