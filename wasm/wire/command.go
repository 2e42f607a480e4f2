package wire

import (
	"hourglass/core/ask"
	"hourglass/core/train"
)

// An Op is what a command wants.
type Op byte

// The commands. The numbers are part of the format: append only.
const (
	Open    Op = iota + 1 // begin a lesson: Text is a link, Base what it differs from, Apart how its twin differs, Watches what to look out for, Plan its steps and its question
	Turn                  // set Knob to Value; numbers beyond the last knob are dials of the view, see train.Number
	Again                 // back to step 0, same seed
	Show                  // look at picture Index
	Paint                 // set pixel Index of the shown picture to Value
	Clear                 // empty the shown picture
	Hold                  // put the ring at Place
	Play                  // train while Value is not 0
	Speed                 // at most Value steps a second; 0 is slow motion, infinity flat out
	One                   // one step, or in slow motion one phase
	Until                 // train until step Index, then pause
	Pull                  // answer when there is something new: facts if Value is 0 (with an Index at once), else a snapshot with the curve from point Index
	Inspect               // tell of unit Value of seen layer Index; -1 for none
	Rewind                // look at the run as it was at step Index; -1 for as it is
	Branch                // go back to step Index and on from there
	Class                 // begin anew on the drawings whose codes are in Text
	GoTo                  // step Index of the lesson is shown; unless Value is 0 the run is brought to where it wants it
	Ask                   // run the question, of which the learner picked option Index
	Supply                // Bytes are the file of the data of kind Index that the trainer wants, unpacked; none where it did not come
	Hide                  // hide number Index of the shown example, or all of them for -1, or show them again where Value is 0
	Pack                  // the pictures set aside are wanted as a file, see AppendPacked
	Unpack                // Bytes are such a file: one of its pictures is to be shown
)

// A Command is a wish of one of the windows.
type Command struct {
	Op      Op
	Knob    int
	Index   int
	Value   float64
	Place   []float32
	Text    string
	Bytes   []byte
	Base    train.Setup
	Apart   []train.Change
	Watches []ask.Watch
	Plan    Plan
}

// Acts reports whether it does something to the run or to what is shown of it, as a learner who follows a step does.
func (c *Command) Acts() bool {
	switch c.Op {
	case Turn, Again, Paint, Clear, Hold, One, Until, Rewind, Branch, Class, Ask, Hide, Pack, Unpack:
		return true
	case Play:
		return c.Value != 0
	}
	return false
}

// Bounds of what a command may carry.
const (
	maxPlace   = 64
	maxWatches = 64
)

// AppendCommand appends c to dst.
func AppendCommand(dst []byte, c *Command) []byte {
	dst = append(dst, Version, byte(c.Op))
	switch c.Op {
	case Open:
		dst = appendText(dst, c.Text)
		dst = appendSetup(dst, &c.Base)
		dst = appendChanges(dst, c.Apart)
		dst = append(dst, byte(len(c.Watches)))
		for _, w := range c.Watches {
			dst = appendWatch(dst, w)
		}
		dst = appendPlan(dst, &c.Plan)
	case Turn:
		dst = appendF64(append(dst, byte(c.Knob)), c.Value)
	case Show, Until, Rewind, Branch, Ask:
		dst = le.AppendUint32(dst, uint32(c.Index))
	case Paint, Pull, Inspect, GoTo, Hide:
		dst = appendF64(le.AppendUint32(dst, uint32(c.Index)), c.Value)
	case Hold:
		dst = appendF32s(dst, c.Place)
	case Play, Speed:
		dst = appendF64(dst, c.Value)
	case Class:
		dst = appendText(dst, c.Text)
	case Supply:
		dst = appendBytes(le.AppendUint32(dst, uint32(c.Index)), c.Bytes)
	case Unpack:
		dst = appendBytes(dst, c.Bytes)
	}
	return dst
}

// ParseCommand reads what AppendCommand wrote into c, reusing its memory. Bytes are those of b itself.
func ParseCommand(b []byte, c *Command) error {
	if len(b) < 2 {
		return errShort
	}
	r, err := open(b, b[1])
	if err != nil {
		return err
	}
	*c = Command{Op: Op(b[1]), Place: c.Place[:0]}
	switch c.Op {
	case Open:
		c.Text = r.text()
		r.setup(&c.Base)
		c.Apart = r.changes(len(train.Knobs))
		if n := int(r.u8()); n > maxWatches {
			r.fail(errRange)
		} else {
			for range n {
				c.Watches = append(c.Watches, r.watch())
			}
		}
		c.Plan = r.plan(len(c.Watches))
	case Turn:
		c.Knob, c.Value = int(r.u8()), r.f64()
	case Show, Until, Rewind, Branch, Ask:
		c.Index = int(int32(r.u32()))
	case Paint, Pull, Inspect, GoTo, Hide:
		c.Index, c.Value = int(int32(r.u32())), r.f64()
	case Hold:
		c.Place = r.f32s(c.Place)
		if len(c.Place) > maxPlace {
			r.fail(errRange)
		}
	case Play, Speed:
		c.Value = r.f64()
		if c.Value != c.Value {
			r.fail(errRange)
		}
	case Class:
		c.Text = r.text()
	case Supply:
		c.Index, c.Bytes = int(int32(r.u32())), r.bytes()
	case Unpack:
		c.Bytes = r.bytes()
	case Again, Clear, One, Pack:
	default:
		return errKind
	}
	return r.end()
}

// change reads a turned knob with a number below most, or a dial of the view; one that cannot be is a fault.
func (r *reader) change(most int) train.Change {
	c := train.Change{Knob: int(r.u8()), Value: r.f64()}
	if c.Knob >= most {
		r.fail(errRange)
	} else if err := train.Numbered(c.Knob).Check(c.Value); err != nil {
		r.fail(err)
	}
	return c
}

func appendWatch(dst []byte, w ask.Watch) []byte {
	dst = append(dst, byte(len(w.All)))
	for _, k := range w.All {
		dst = appendF64(append(appendText(dst, k.What), byte(k.Op)), k.Value)
	}
	return dst
}

func (r *reader) watch() ask.Watch {
	var w ask.Watch
	for range r.u8() {
		c := ask.Condition{What: r.text(), Op: ask.Op(r.u8()), Value: r.f64()}
		if c.Op > ask.Is {
			r.fail(errRange)
		}
		if r.err != nil {
			break
		}
		w.All = append(w.All, c)
	}
	return w
}

// appendSetup writes the knobs in the order of the table, the class's drawings, and the examples whose label was bought.
func appendSetup(dst []byte, s *train.Setup) []byte {
	dst = append(dst, byte(len(train.Knobs)))
	for i := range train.Knobs {
		dst = appendF64(dst, train.Knobs[i].Get(s))
	}
	dst = appendText(dst, s.Class)
	at := len(dst)
	dst = s.Bought.Append(append(dst, 0, 0))
	le.PutUint16(dst[at:], uint16(len(dst)-at-2))
	return dst
}

// setup reads knobs into s; a value that cannot be is a fault.
func (r *reader) setup(s *train.Setup) {
	class := s.Class
	*s = train.Default()
	n := int(r.u8())
	if n != len(train.Knobs) {
		r.fail(errRange)
		return
	}
	for i := range n {
		v := r.f64()
		if r.err != nil {
			return
		}
		if err := train.Knobs[i].Set(s, v); err != nil {
			r.fail(err)
		}
	}
	s.Class = r.textAgain(class)
	var ok bool
	if s.Bought, ok = train.ParseBought(r.take(r.u16())); !ok {
		r.fail(errRange)
	}
}
