package wire

import "hourglass/core/train"

// A Plan is what a lesson wants of its run beside the watches of its command, to which its numbers point. The first watch is the goal's.
type Plan struct {
	Live     int // how many of the watches, the last ones, say how things stand now; what the others have found stays found
	Steps    []Step
	Question Question
}

// A Step is a step of the lesson, as far as the run is concerned.
type Step struct {
	Turns []train.Change // where it wants the knobs, and the dials of the view
	Slow  bool           // it opens paused, in slow motion
	Rest  bool           // it opens at rest, as one does that is fresh or wants a run
	Fresh bool           // it opens at step 0
	Steps int            // it wants a run that has learned this long
	Done  int            // the watch that says that it is done
}

// A Question is scored by the run that Turns and Steps describe.
type Question struct {
	Step    int // the one that asks it
	Turns   []train.Change
	Steps   int
	First   int // the watch of its first option
	Options int // how many there are
}

// maxSteps bounds the steps of a lesson: what is done of them is told in the bits of one number.
const maxSteps = 32

func appendChanges(dst []byte, all []train.Change) []byte {
	dst = append(dst, byte(len(all)))
	for _, a := range all {
		dst = appendF64(append(dst, byte(a.Knob)), a.Value)
	}
	return dst
}

func appendPlan(dst []byte, p *Plan) []byte {
	dst = append(dst, byte(p.Live), byte(len(p.Steps)))
	for _, s := range p.Steps {
		dst = appendBool(appendBool(appendBool(appendChanges(dst, s.Turns), s.Slow), s.Rest), s.Fresh)
		dst = append(le.AppendUint32(dst, uint32(s.Steps)), byte(s.Done))
	}
	q := &p.Question
	dst = appendChanges(append(dst, byte(q.Step)), q.Turns)
	return append(le.AppendUint32(dst, uint32(q.Steps)), byte(q.First), byte(q.Options))
}

func (r *reader) changes(most int) (all []train.Change) {
	for range r.u8() {
		if r.err != nil {
			break
		}
		all = append(all, r.change(most))
	}
	return all
}

// plan reads a plan whose command has so many watches.
func (r *reader) plan(watches int) (p Plan) {
	most := len(train.Knobs) + len(train.Dials)
	if p.Live = int(r.u8()); p.Live > watches {
		r.fail(errRange)
	}
	n := int(r.u8())
	if n > maxSteps {
		r.fail(errRange)
	}
	for range n {
		if r.err != nil {
			break
		}
		s := Step{Turns: r.changes(most), Slow: r.bool(), Rest: r.bool(), Fresh: r.bool(), Steps: int(r.u32()), Done: int(r.u8())}
		if s.Done >= watches {
			r.fail(errRange)
		}
		p.Steps = append(p.Steps, s)
	}
	q := &p.Question
	q.Step, q.Turns, q.Steps = int(r.u8()), r.changes(most), int(r.u32())
	if q.First, q.Options = int(r.u8()), int(r.u8()); q.First+q.Options > watches {
		r.fail(errRange)
	}
	return p
}
