package wire

import (
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
)

// The kinds of answers, in the second byte. The numbers are part of the format.
const (
	kindFacts    = 65
	kindSnapshot = 66
	kindFault    = 67
	kindWant     = 68
	kindFile     = 69
	kindPacked   = 70
)

// A State is how a run stands, as the page shows it in data-state.
type State byte

// The states. A run whose link is being retraced is Loading. Failed is known to the page alone.
const (
	Loading State = iota
	Ready
	Training
	Paused
	Diverged
	Failed
)

// StateNames are the states by value.
var StateNames = [...]string{"loading", "ready", "training", "paused", "diverged", "failed"}

// Facts are the numbers that the page shows.
type Facts struct {
	State    State
	Step     int
	Phase    train.Phase
	Loss     float32
	Valid    float32
	Rate     float64 // steps per second of late
	Progress float32 // of retracing a link, 0 to 1
	Exploded int     // the knob that blew the run up, or -1
	Speed    float64 // 0 slow motion, infinity flat out
	Setup    train.Setup
	Twin     float32 // the twin's loss, 0 without one
	Back     int     // the step that is looked at, or -1 for the present one
	Width    int     // of the shown picture
	Height   int
	Sample   int // the shown picture, or -1 for a painted one
	Held     bool
	Code     []float32 // the code of the shown picture
	Ring     []float32
	Input    []float32 // the shown picture
	Holes    []float32 // 1 for each of its numbers that is hidden, else 0; empty where none is
	Output   []float32 // what came back for it, or from the ring
	Drawing  string    // the code of a painted 7x7 picture, see data.Code; "" for any other
	Readings []ask.Reading
	Hash     uint64
	Link     string // the run as a URL hash
	Notice   string // sentences for the reader, a line each, or none
	Widths   []int  // units of each seen layer
	Dials    train.Turned
	Inside   train.Inside
	Lesson   Standing
}

// A Standing is how the lesson stands with this run.
type Standing struct {
	At       int     // the step that is shown
	Done     uint32  // a bit for each step that is done, since the lesson was opened
	Asking   bool    // the question's run is under way
	Answers  int     // how often the question has been answered, since the trainer began
	Picked   int     // the option that the learner picked for the last answer
	Happened int     // and the one that happened, or -1 for none
	Crossed  int     // the step at which this run reached the goal, or -1
	Lead     int     // the step up to which a step of the lesson trains by itself, or -1
	Chosen   float64 // the speed that the learner chose, also while a run is hurried
	Halvings int     // grows each time that the loss is worth saying, since it has halved
	Sound    int     // of a run that blew up: the step to go back to, or 0 for none
	Mild     float64 // and where the lesson opens the knob that did it
}

// AppendFacts appends f to dst. The page reads this with a DataView, field by field in this order.
func AppendFacts(dst []byte, f *Facts) []byte {
	dst = append(dst, Version, kindFacts, byte(f.State), byte(f.Phase))
	dst = le.AppendUint32(dst, uint32(f.Step))
	dst = appendF32(dst, f.Loss)
	dst = appendF32(dst, f.Valid)
	dst = appendF64(dst, f.Rate)
	dst = appendF32(dst, f.Progress)
	dst = append(dst, byte(int8(f.Exploded)))
	dst = appendF64(dst, f.Speed)
	dst = appendSetup(dst, &f.Setup)
	dst = le.AppendUint32(appendF32(dst, f.Twin), uint32(int32(f.Back)))
	dst = append(dst, byte(f.Width), byte(f.Height))
	dst = le.AppendUint32(dst, uint32(int32(f.Sample)))
	dst = appendBool(dst, f.Held)
	dst = appendF32s(dst, f.Code)
	dst = appendF32s(dst, f.Ring)
	dst = appendF32s(dst, f.Input)
	dst = appendF32s(dst, f.Holes)
	dst = appendF32s(dst, f.Output)
	dst = appendText(dst, f.Drawing)
	dst = append(dst, byte(len(f.Readings)))
	for _, r := range f.Readings {
		dst = appendF32(appendF32(appendBool(dst, r.Reached), r.Progress), r.Value)
	}
	dst = le.AppendUint64(dst, f.Hash)
	dst = appendText(appendText(dst, f.Link), f.Notice)
	dst = append(dst, byte(len(f.Widths)))
	for _, n := range f.Widths {
		dst = le.AppendUint16(dst, uint16(n))
	}
	dst = appendDials(dst, &f.Dials)
	in := &f.Inside
	dst = le.AppendUint16(append(dst, byte(int8(in.Layer))), uint16(in.Unit))
	dst = appendF32s(appendF32(appendF32(appendF32(dst, in.Sum), in.Bias), in.Out), in.Weights)
	l := &f.Lesson
	dst = le.AppendUint32(append(dst, byte(l.At)), l.Done)
	dst = le.AppendUint16(appendBool(dst, l.Asking), uint16(l.Answers))
	dst = le.AppendUint32(append(dst, byte(int8(l.Picked)), byte(int8(l.Happened))), uint32(int32(l.Crossed)))
	dst = le.AppendUint16(appendF64(le.AppendUint32(dst, uint32(int32(l.Lead))), l.Chosen), uint16(l.Halvings))
	return appendF64(le.AppendUint32(dst, uint32(l.Sound)), l.Mild)
}

// ParseFacts reads what AppendFacts wrote into f, reusing its memory.
func ParseFacts(b []byte, f *Facts) error {
	r, err := open(b, kindFacts)
	if err != nil {
		return err
	}
	f.State, f.Phase = State(r.u8()), train.Phase(r.u8())
	if f.State > Failed || f.Phase > train.Backward {
		r.fail(errRange)
	}
	f.Step = int(r.u32())
	f.Loss, f.Valid, f.Rate, f.Progress = r.f32(), r.f32(), r.f64(), r.f32()
	f.Exploded = r.knob()
	f.Speed = r.f64()
	r.setup(&f.Setup)
	f.Twin, f.Back = r.f32(), int(int32(r.u32()))
	f.Width, f.Height = int(r.u8()), int(r.u8())
	f.Sample = int(int32(r.u32()))
	f.Held = r.bool()
	f.Code, f.Ring, f.Input, f.Holes, f.Output = r.f32s(f.Code), r.f32s(f.Ring), r.f32s(f.Input), r.f32s(f.Holes), r.f32s(f.Output)
	f.Drawing = r.textAgain(f.Drawing)
	f.Readings = f.Readings[:0]
	for range r.u8() {
		if r.err != nil {
			break
		}
		f.Readings = append(f.Readings, ask.Reading{Reached: r.bool(), Progress: r.f32(), Value: r.f32()})
	}
	f.Hash = r.u64()
	f.Link, f.Notice = r.textAgain(f.Link), r.textAgain(f.Notice)
	f.Widths = f.Widths[:0]
	for range r.u8() {
		if r.err != nil {
			break
		}
		f.Widths = append(f.Widths, r.u16())
	}
	r.dials(&f.Dials)
	in := &f.Inside
	in.Layer, in.Unit = int(int8(r.u8())), r.u16()
	in.Sum, in.Bias, in.Out = r.f32(), r.f32(), r.f32()
	in.Weights = r.f32s(in.Weights)
	l := &f.Lesson
	l.At, l.Done, l.Asking, l.Answers = int(r.u8()), r.u32(), r.bool(), r.u16()
	l.Picked, l.Happened, l.Crossed = int(int8(r.u8())), int(int8(r.u8())), int(int32(r.u32()))
	l.Lead = int(int32(r.u32()))
	l.Chosen, l.Halvings, l.Sound, l.Mild = r.f64(), r.u16(), int(r.u32()), r.f64()
	return r.end()
}

// AppendSnapshot appends s to dst.
func AppendSnapshot(dst []byte, s *train.Snapshot, state State) []byte {
	dst = append(dst, Version, kindSnapshot, byte(state), byte(s.Phase))
	dst = appendSetup(dst, &s.Setup)
	dst = le.AppendUint32(dst, uint32(s.Step))
	dst = append(dst, byte(int8(s.Exploded)))
	dst = appendPoint(dst, s.Now)
	dst = le.AppendUint32(dst, uint32(s.First))
	dst = le.AppendUint32(dst, uint32(len(s.Points)))
	for _, p := range s.Points {
		dst = appendPoint(dst, p)
	}
	dst = appendF32s(dst, s.Params)
	dst = appendF32s(dst, s.Grads)
	dst = appendF32s(dst, s.Twin)
	dst = le.AppendUint32(dst, uint32(int32(s.View.Back)))
	dst = le.AppendUint32(dst, uint32(int32(s.View.Sample)))
	dst = appendBool(dst, s.View.Held)
	dst = appendF32s(dst, s.View.Input)
	return appendF32s(appendDials(appendF32s(dst, s.View.Ring), &s.View.Dials), s.View.Holes)
}

// appendDials writes the dials of the view in the order of the table.
func appendDials(dst []byte, t *train.Turned) []byte {
	dst = append(dst, byte(len(t)))
	for _, v := range t {
		dst = appendF64(dst, v)
	}
	return dst
}

// dials reads what appendDials wrote; a value that cannot be is a fault.
func (r *reader) dials(t *train.Turned) {
	if n := int(r.u8()); n != len(t) {
		r.fail(errRange)
		return
	}
	for i := range t {
		t[i] = r.f64()
		if r.err == nil {
			if err := train.Dials[i].Check(t[i]); err != nil {
				r.fail(err)
			}
		}
	}
}

// ParseSnapshot reads what AppendSnapshot wrote into s, reusing its memory.
func ParseSnapshot(b []byte, s *train.Snapshot) (State, error) {
	r, err := open(b, kindSnapshot)
	if err != nil {
		return 0, err
	}
	state := State(r.u8())
	s.Phase = train.Phase(r.u8())
	if state > Failed || s.Phase > train.Backward {
		r.fail(errRange)
	}
	r.setup(&s.Setup)
	s.Step = int(r.u32())
	s.Exploded = r.knob()
	s.Now = r.point()
	s.First = int(r.u32())
	n := int(r.u32())
	s.Points = s.Points[:0]
	for range n {
		if r.err != nil {
			break
		}
		s.Points = append(s.Points, r.point())
	}
	s.Params, s.Grads = r.f32s(s.Params), r.f32s(s.Grads)
	s.Twin = r.f32s(s.Twin)
	s.View.Back = int(int32(r.u32()))
	s.View.Sample = int(int32(r.u32()))
	s.View.Held = r.bool()
	s.View.Input, s.View.Ring = r.f32s(s.View.Input), r.f32s(s.View.Ring)
	r.dials(&s.View.Dials)
	s.View.Holes = r.f32s(s.View.Holes)
	return state, r.end()
}

// knob reads the number of a knob, or -1 for none.
func (r *reader) knob() int {
	k := int(int8(r.u8()))
	if k < -1 || k >= len(train.Knobs) {
		r.fail(errRange)
	}
	return k
}

func appendPoint(dst []byte, p train.Point) []byte {
	return appendF32(appendF32(appendF32(le.AppendUint32(dst, uint32(p.Step)), p.Loss), p.Valid), p.Twin)
}

func (r *reader) point() train.Point {
	return train.Point{Step: int(r.u32()), Loss: r.f32(), Valid: r.f32(), Twin: r.f32()}
}

// AppendFault appends one sentence that says why a command was refused.
func AppendFault(dst []byte, text string) []byte {
	return appendText(append(dst, Version, kindFault), text)
}

// ParseFault reads what AppendFault wrote.
func ParseFault(b []byte) (string, error) {
	r, err := open(b, kindFault)
	if err != nil {
		return "", err
	}
	s := r.text()
	return s, r.end()
}

// IsFault tells whether a message is a fault.
func IsFault(b []byte) bool { return len(b) > 1 && b[1] == kindFault }

// AppendWant appends that the trainer wants the file of a kind of data, to be sent by Supply: before it comes, no later command is heard.
func AppendWant(dst []byte, k data.Kind) []byte {
	return appendText(append(dst, Version, kindWant, byte(k)), k.File().Name)
}

// AppendFile appends the file of a kind of data, for who is sent a snapshot of a run on it.
func AppendFile(dst []byte, k data.Kind) []byte {
	return appendBytes(append(dst, Version, kindFile, byte(k)), k.Raw())
}

// ParseFile reads what AppendFile wrote; raw is part of b.
func ParseFile(b []byte) (k data.Kind, raw []byte, err error) {
	r, err := open(b, kindFile)
	if err != nil {
		return 0, nil, err
	}
	k, raw = data.Kind(r.u8()), r.bytes()
	return k, raw, r.end()
}

// IsFile tells whether a message is a file.
func IsFile(b []byte) bool { return len(b) > 1 && b[1] == kindFile }

// AppendPacked appends pictures as a file, for the learner to keep.
func AppendPacked(dst, file []byte) []byte {
	return appendBytes(append(dst, Version, kindPacked), file)
}

// ParsePacked reads what AppendPacked wrote; the file is part of b.
func ParsePacked(b []byte) ([]byte, error) {
	r, err := open(b, kindPacked)
	if err != nil {
		return nil, err
	}
	file := r.bytes()
	return file, r.end()
}
