package wire

import (
	"bytes"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/ask"
	"hourglass/core/train"
)

func anySetup(t *rapid.T) train.Setup {
	s := train.Default()
	for i := range train.Knobs {
		if err := train.Knobs[i].Set(&s, anyValue(t, i)); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// anyValue is one that knob i takes.
func anyValue(t *rapid.T, i int) float64 {
	k := &train.Knobs[i]
	lo, hi := k.Range()
	if k.Form == train.Log || k.Form == train.Even {
		return rapid.Float64Range(lo, hi).Draw(t, k.Name)
	}
	return float64(rapid.Int64Range(int64(lo), int64(hi)).Draw(t, k.Name))
}

// floats are up to n numbers.
func floats(t *rapid.T, what string, n int) []float32 {
	return rapid.SliceOfN(rapid.Float32(), 0, n).Draw(t, what)
}

func text(t *rapid.T, what string) string { return rapid.StringN(0, 40, -1).Draw(t, what) }

func anyCommand(t *rapid.T) Command {
	c := Command{Op: Op(rapid.IntRange(1, int(Unpack)).Draw(t, "op"))}
	index := rapid.IntRange(math.MinInt32, math.MaxInt32)
	switch c.Op {
	case Open:
		c.Text, c.Base = text(t, "link"), anySetup(t)
		c.Apart = changes(t)
		for range rapid.IntRange(0, 5).Draw(t, "watches") {
			var w ask.Watch
			for range rapid.IntRange(0, 4).Draw(t, "conditions") {
				w.All = append(w.All, ask.Condition{What: text(t, "what"), Op: ask.Op(rapid.IntRange(0, 2).Draw(t, "op")), Value: rapid.Float64().Draw(t, "value")})
			}
			c.Watches = append(c.Watches, w)
		}
		c.Plan = anyPlan(t, len(c.Watches))
	case Turn:
		c.Knob, c.Value = rapid.IntRange(0, 255).Draw(t, "knob"), rapid.Float64().Draw(t, "value")
	case Show, Until, Rewind, Branch, Ask:
		c.Index = index.Draw(t, "index")
	case Paint, Pull, Inspect, GoTo, Hide:
		c.Index, c.Value = index.Draw(t, "index"), rapid.Float64().Draw(t, "value")
	case Hold:
		c.Place = floats(t, "place", maxPlace)
	case Class:
		c.Text = text(t, "codes")
	case Supply:
		c.Index, c.Bytes = index.Draw(t, "index"), rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
	case Unpack:
		c.Bytes = rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
	case Play, Speed:
		c.Value = rapid.OneOf(rapid.Float64(), rapid.Just(math.Inf(1))).Draw(t, "value")
	}
	return c
}

func anyLesson(t *rapid.T) Lesson {
	l := Lesson{Names: [2]string{text(t, "run"), text(t, "twin")}, Goal: rapid.Float32Min(0).Draw(t, "goal"), Aim: text(t, "aim")}
	for range rapid.IntRange(1, maxFigures).Draw(t, "figures") {
		l.Figures = append(l.Figures, text(t, "figure"))
	}
	for range rapid.IntRange(0, 3).Draw(t, "apart") {
		k := rapid.IntRange(0, len(train.Knobs)-1).Draw(t, "knob apart")
		l.Apart = append(l.Apart, train.Change{Knob: k, Value: anyValue(t, k)})
	}
	return l
}

// changes are a few turned knobs.
func changes(t *rapid.T) (all []train.Change) {
	for range rapid.IntRange(0, 3).Draw(t, "changes") {
		k := rapid.IntRange(0, len(train.Knobs)-1).Draw(t, "changed knob")
		all = append(all, train.Change{Knob: k, Value: anyValue(t, k)})
	}
	return all
}

// anyPlan is one that points at so many watches.
func anyPlan(t *rapid.T, watches int) Plan {
	steps := rapid.IntRange(0, math.MaxUint32)
	p := Plan{Live: rapid.IntRange(0, watches).Draw(t, "live")}
	if watches > 0 {
		for range rapid.IntRange(0, maxSteps).Draw(t, "steps of the lesson") {
			p.Steps = append(p.Steps, Step{Turns: changes(t), Slow: rapid.Bool().Draw(t, "slow"), Rest: rapid.Bool().Draw(t, "rest"), Fresh: rapid.Bool().Draw(t, "fresh"),
				Steps: steps.Draw(t, "steps"), Done: rapid.IntRange(0, watches-1).Draw(t, "done")})
		}
	}
	first := rapid.IntRange(0, watches).Draw(t, "first")
	p.Question = Question{Step: rapid.IntRange(0, 255).Draw(t, "asks"), Turns: changes(t), Steps: steps.Draw(t, "steps"), First: first,
		Options: rapid.IntRange(0, watches-first).Draw(t, "options")}
	return p
}

func anyFacts(t *rapid.T) Facts {
	f := Facts{
		State: State(rapid.IntRange(0, int(Failed)).Draw(t, "state")), Step: rapid.IntRange(0, math.MaxUint32).Draw(t, "step"),
		Phase: train.Phase(rapid.IntRange(0, int(train.Backward)).Draw(t, "phase")), Loss: rapid.Float32().Draw(t, "loss"),
		Valid: rapid.Float32().Draw(t, "valid"), Rate: rapid.Float64().Draw(t, "rate"), Progress: rapid.Float32Range(0, 1).Draw(t, "progress"),
		Exploded: rapid.IntRange(-1, len(train.Knobs)-1).Draw(t, "exploded"), Speed: rapid.OneOf(rapid.Float64(), rapid.Just(math.Inf(1))).Draw(t, "speed"),
		Setup: anySetup(t), Twin: rapid.Float32().Draw(t, "twin"), Back: rapid.IntRange(-1, math.MaxInt32).Draw(t, "back"),
		Width: rapid.IntRange(1, 255).Draw(t, "across"), Height: rapid.IntRange(1, 255).Draw(t, "down"),
		Sample: rapid.IntRange(-1, 1000).Draw(t, "sample"), Held: rapid.Bool().Draw(t, "held"),
		Code: floats(t, "code", 8), Ring: floats(t, "ring", 8), Input: floats(t, "input", 49), Holes: floats(t, "holes", 49), Output: floats(t, "output", 49),
		Drawing: text(t, "drawing"), Hash: rapid.Uint64().Draw(t, "hash"), Link: text(t, "link"), Notice: text(t, "notice"), Dials: anyDials(t),
	}
	for range rapid.IntRange(0, 8).Draw(t, "layers") {
		f.Widths = append(f.Widths, rapid.IntRange(0, math.MaxUint16).Draw(t, "width"))
	}
	f.Inside = train.Inside{Layer: rapid.IntRange(-1, 8).Draw(t, "layer"), Unit: rapid.IntRange(0, 4096).Draw(t, "unit"), Sum: rapid.Float32().Draw(t, "sum"),
		Bias: rapid.Float32().Draw(t, "bias"), Out: rapid.Float32().Draw(t, "out"), Weights: floats(t, "weights", 64)}
	f.Lesson = Standing{At: rapid.IntRange(0, 255).Draw(t, "at"), Done: rapid.Uint32().Draw(t, "done"), Asking: rapid.Bool().Draw(t, "asking"),
		Answers: rapid.IntRange(0, math.MaxUint16).Draw(t, "answers"), Picked: rapid.IntRange(-1, 9).Draw(t, "picked"), Happened: rapid.IntRange(-1, 9).Draw(t, "happened"),
		Crossed: rapid.IntRange(-1, math.MaxInt32).Draw(t, "crossed"), Lead: rapid.IntRange(-1, math.MaxInt32).Draw(t, "lead"), Chosen: rapid.Float64().Draw(t, "chosen"), Halvings: rapid.IntRange(0, math.MaxUint16).Draw(t, "halvings"),
		Sound: rapid.IntRange(0, math.MaxUint32).Draw(t, "sound"), Mild: rapid.Float64().Draw(t, "mild")}
	for range rapid.IntRange(0, 9).Draw(t, "readings") {
		f.Readings = append(f.Readings, ask.Reading{Reached: rapid.Bool().Draw(t, "reached"), Progress: rapid.Float32().Draw(t, "progress"), Value: rapid.Float32().Draw(t, "value")})
	}
	return f
}

func anyDials(t *rapid.T) (all train.Turned) {
	for i := range all {
		d := &train.Dials[i]
		lo, hi := d.Range()
		if d.Form == train.Whole || d.Form == train.Choice {
			all[i] = float64(rapid.IntRange(int(lo), int(hi)).Draw(t, d.Name))
		} else {
			all[i] = rapid.Float64Range(lo, hi).Draw(t, d.Name)
		}
	}
	return all
}

func anySnapshot(t *rapid.T) train.Snapshot {
	point := func() train.Point {
		return train.Point{Step: rapid.IntRange(0, math.MaxUint32).Draw(t, "step"), Loss: rapid.Float32().Draw(t, "loss"), Valid: rapid.Float32().Draw(t, "valid"),
			Twin: rapid.Float32().Draw(t, "twin")}
	}
	s := train.Snapshot{
		Setup: anySetup(t), Step: rapid.IntRange(0, math.MaxUint32).Draw(t, "step"), Phase: train.Phase(rapid.IntRange(0, int(train.Backward)).Draw(t, "phase")),
		Exploded: rapid.IntRange(-1, len(train.Knobs)-1).Draw(t, "exploded"), Now: point(), First: rapid.IntRange(0, 1000).Draw(t, "first"),
		Params: floats(t, "params", 200), Grads: floats(t, "grads", 200), Twin: floats(t, "twin's params", 200),
		View: train.View{Back: rapid.IntRange(-1, math.MaxInt32).Draw(t, "back"), Sample: rapid.IntRange(-1, 1000).Draw(t, "sample"), Held: rapid.Bool().Draw(t, "held"), Input: floats(t, "input", 49), Ring: floats(t, "ring", 8), Dials: anyDials(t), Holes: floats(t, "holes", 49)},
	}
	for range rapid.IntRange(0, 20).Draw(t, "points") {
		s.Points = append(s.Points, point())
	}
	return s
}

// What is written is read again, into fresh memory and into memory that held something else.
func TestRoundTrips(t *testing.T) {
	var usedCommand Command
	var usedFacts Facts
	var usedSnapshot train.Snapshot
	rapid.Check(t, func(t *rapid.T) {
		same := func(what string, err error, got, want any) {
			t.Helper()
			// as text, an empty list in used memory equals none
			if g, w := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want); err != nil || g != w {
				t.Fatalf("%s is read as %s, %v, want %s", what, g, err, w)
			}
		}
		c, f, s, state := anyCommand(t), anyFacts(t), anySnapshot(t), State(rapid.IntRange(0, int(Failed)).Draw(t, "state"))
		b := AppendCommand([]byte("before"), &c)[len("before"):]
		var fresh Command
		same("a command", ParseCommand(b, &fresh), fresh, c)
		usedCommand.Place = append(usedCommand.Place, 1)
		same("a command", ParseCommand(b, &usedCommand), usedCommand, c)

		l := anyLesson(t)
		told, err := ParseLesson(AppendLesson(nil, &l))
		if err != nil {
			t.Fatal(err)
		}
		same("a lesson", nil, *told, l)

		b = AppendFacts(nil, &f)
		same("facts", ParseFacts(b, &usedFacts), usedFacts, f)

		b = AppendSnapshot(nil, &s, state)
		got, err := ParseSnapshot(b, &usedSnapshot)
		same("a snapshot", err, usedSnapshot, s)
		same("its state", nil, got, state)

		words := text(t, "fault")
		back, err := ParseFault(AppendFault(nil, words))
		same("a fault", err, back, words)
	})
}

// Numbers that are not numbers travel as they are; where none may be, a message is refused.
func TestNaN(t *testing.T) {
	nan := math.NaN()
	var c Command
	for _, op := range []Op{Play, Speed} {
		if ParseCommand(AppendCommand(nil, &Command{Op: op, Value: nan}), &c) == nil {
			t.Errorf("command %d takes NaN", op)
		}
	}
	b := AppendCommand(nil, &Command{Op: Open, Base: train.Default()})
	rate := 2 + 2 + 1 + 8*train.KnobIndex("rate")
	le.PutUint64(b[rate:], math.Float64bits(nan))
	if err := ParseCommand(b, &c); err == nil || !strings.Contains(err.Error(), "Learning rate") {
		t.Errorf("a setup with rate NaN: %v", err)
	}
}

// A twin is set apart by knobs that there are and values that they take.
func TestApart(t *testing.T) {
	for _, bad := range []train.Change{{Knob: len(train.Knobs), Value: 0}, {Knob: 255, Value: 0}, {Knob: train.KnobIndex("neck"), Value: 65}, {Knob: train.KnobIndex("neck"), Value: 1.5}, {Knob: train.KnobIndex("rate"), Value: math.NaN()}} {
		var c Command
		if err := ParseCommand(AppendCommand(nil, &Command{Op: Open, Base: train.Default(), Apart: []train.Change{{Knob: 1, Value: 1}, bad}}), &c); err == nil {
			t.Errorf("a twin is set apart by %+v", bad)
		}
	}
}

// The bytes themselves: a page may be older than its trainer only by being refused, so version 1 stays version 1.
func TestBytes(t *testing.T) {
	for _, c := range []struct {
		c    Command
		want []byte
	}{
		{Command{Op: Turn, Knob: 8, Value: 0.5}, []byte{1, 2, 8, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f}},
		{Command{Op: Again}, []byte{1, 3}},
		{Command{Op: Show, Index: -2}, []byte{1, 4, 0xfe, 0xff, 0xff, 0xff}},
		{Command{Op: Paint, Index: 48, Value: 1}, []byte{1, 5, 48, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f}},
		{Command{Op: Hold, Place: []float32{1, -2}}, []byte{1, 7, 2, 0, 0, 0, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0}},
		{Command{Op: Rewind, Index: -1}, []byte{1, 14, 0xff, 0xff, 0xff, 0xff}},
		{Command{Op: Branch, Index: 258}, []byte{1, 15, 2, 1, 0, 0}},
		{Command{Op: Class, Text: "0Z"}, []byte{1, 16, 2, 0, '0', 'Z'}},
		{Command{Op: Hide, Index: 2, Value: 1}, []byte{1, 20, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f}},
		{Command{Op: Pull, Index: 3}, []byte{1, 12, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
	} {
		if got := AppendCommand(nil, &c.c); !bytes.Equal(got, c.want) {
			t.Errorf("%+v is % x, want % x", c.c, got, c.want)
		}
	}
	f := Facts{State: Paused, Phase: train.Backward, Step: 258, Loss: 1, Setup: train.Default(), Dials: train.AtRest()}
	if got, want := AppendFacts(nil, &f)[:12], []byte{1, 65, 3, 3, 2, 1, 0, 0, 0, 0, 0x80, 0x3f}; !bytes.Equal(got, want) {
		t.Errorf("facts begin % x, want % x", got, want)
	}
	if got, want := AppendFault(nil, "No."), []byte{1, 67, 3, 0, 'N', 'o', '.'}; !bytes.Equal(got, want) {
		t.Errorf("a fault is % x, want % x", got, want)
	}
}

// A machine that keeps numbers highest byte first writes and reads the same messages.
func TestOtherOrder(t *testing.T) {
	defer func(was bool) { alike = was }(alike)
	v := []float32{1, -2, 0, float32(math.Inf(1)), math.SmallestNonzeroFloat32, math.Float32frombits(0x7fc01234)}
	var all [2][]byte
	for i := range all {
		alike = i == 0
		all[i] = appendF32s([]byte("some"), v)
	}
	if !bytes.Equal(all[0], all[1]) {
		t.Fatalf("% x copied, % x number by number", all[0], all[1])
	}
	for _, alike = range []bool{false, true} {
		r := reader{b: all[0][4:]}
		got := r.f32s(make([]float32, 2, 100))
		for i := range v {
			if math.Float32bits(got[i]) != math.Float32bits(v[i]) {
				t.Errorf("number %d of %v is not of %v", i, got, v)
			}
		}
		if err := r.end(); err != nil || len(got) != len(v) {
			t.Errorf("%v, %v", got, err)
		}
	}
}

// samples are a good message of each kind.
func samples() [][]byte {
	c := Command{Op: Open, Text: "seed=7", Base: train.Default(), Apart: []train.Change{{Knob: 2, Value: 3}, {Knob: 8, Value: 0.5}}, Watches: []ask.Watch{{All: []ask.Condition{{What: "loss", Op: ask.Below, Value: 0.01}}}}}
	f := Facts{Setup: train.Default(), Dials: train.AtRest(), Twin: 0.5, Back: 7, Width: 16, Height: 1, Code: []float32{1}, Readings: make([]ask.Reading, 2), Link: "seed=7", Notice: "No."}
	s := train.Snapshot{Setup: train.Default(), Points: make([]train.Point, 2), Params: []float32{1, 2}, Twin: []float32{3}, View: train.View{Back: 9, Input: []float32{0.5}, Dials: train.AtRest()}}
	return [][]byte{AppendCommand(nil, &c), AppendCommand(nil, &Command{Op: Hold, Place: []float32{1, 2}}), AppendFacts(nil, &f), AppendSnapshot(nil, &s, Training), AppendFault(nil, "No."),
		AppendLesson(nil, &Lesson{Figures: []string{"network", "curve"}, Apart: c.Apart, Names: [2]string{"bent", "straight"}, Goal: 0.01, Aim: "loss"})}
}

// parse reads b as whatever it may be.
func parse(b []byte, as int) error {
	var err error
	switch as {
	case 0, 1:
		err = ParseCommand(b, new(Command))
	case 2:
		err = ParseFacts(b, new(Facts))
	case 3:
		_, err = ParseSnapshot(b, new(train.Snapshot))
	case 4:
		_, err = ParseFault(b)
	default:
		_, err = ParseLesson(b)
	}
	return err
}

// A message that is cut, goes on, or is of another version or kind is refused.
func TestDamaged(t *testing.T) {
	for as, b := range samples() {
		if err := parse(b, as); err != nil {
			t.Fatalf("sample %d: %v", as, err)
		}
		for n := range b {
			if parse(b[:n], as) == nil {
				t.Errorf("sample %d cut to %d of %d bytes is read", as, n, len(b))
			}
		}
		if err := parse(append(bytes.Clone(b), 0), as); err != errLong {
			t.Errorf("sample %d with a byte too many: %v", as, err)
		}
		other := bytes.Clone(b)
		other[0]++
		if err := parse(other, as); err != errVersion {
			t.Errorf("sample %d of another version: %v", as, err)
		}
		other[0], other[1] = Version, 200
		if err := parse(other, as); err != errKind {
			t.Errorf("sample %d of another kind: %v", as, err)
		}
		if err := parse(append(bytes.Clone(b), make([]byte, MaxMessage)...), as); err != errSize {
			t.Errorf("sample %d of %d bytes: %v", as, len(b)+MaxMessage, err)
		}
	}
}

// What a command may carry ends somewhere: numbers of a place, watches, and the ways of a condition.
func TestCommandBounds(t *testing.T) {
	watch := func(op ask.Op) ask.Watch {
		return ask.Watch{All: []ask.Condition{{What: "step", Op: op, Value: 1}}}
	}
	for _, c := range []struct {
		what string
		Command
		fits bool
	}{
		{"a place as long as a code can be", Command{Op: Hold, Place: make([]float32, maxPlace)}, true},
		{"a longer place", Command{Op: Hold, Place: make([]float32, maxPlace+1)}, false},
		{"as many watches as there may be", Command{Op: Open, Base: train.Default(), Watches: slices.Repeat([]ask.Watch{watch(ask.Is)}, maxWatches)}, true},
		{"one watch more", Command{Op: Open, Base: train.Default(), Watches: slices.Repeat([]ask.Watch{watch(ask.Is)}, maxWatches+1)}, false},
		{"a condition of no kind", Command{Op: Open, Base: train.Default(), Watches: []ask.Watch{watch(ask.Is + 1)}}, false},
	} {
		var got Command
		if err := ParseCommand(AppendCommand(nil, &c.Command), &got); (err == nil) != c.fits {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}

// A message that claims a list of billions gets no memory for it.
func TestHostileLengths(t *testing.T) {
	for as, good := range samples() {
		for at := 2; at < len(good); at++ {
			for _, lie := range [][]byte{{255, 255, 255, 255}, {255, 255, 255, 127}, {0, 0, 0, 64}, {255, 255}, {255}} {
				b := bytes.Clone(good)
				copy(b[at:], lie)
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				_ = parse(b, as) // it may be read or refused; what counts is the memory
				runtime.ReadMemStats(&after)
				if used := after.TotalAlloc - before.TotalAlloc; used > 64<<10 {
					t.Fatalf("sample %d with % x at %d of %d takes %d bytes", as, lie, at, len(b), used)
				}
			}
		}
	}
}

// In memory that has been used once, neither writing nor reading allocates.
func TestAllocatesNothing(t *testing.T) {
	session, err := train.New(train.Default())
	if err != nil {
		t.Fatal(err)
	}
	for range 50 {
		session.Step()
	}
	var s, s2 train.Snapshot
	session.Snapshot(&s, 0)
	f := Facts{Setup: session.Setup, Dials: train.AtRest(), Code: make([]float32, 2), Input: session.View.Input, Readings: make([]ask.Reading, 9), Link: "step=50", Notice: "No."}
	var f2 Facts
	commands := []Command{{Op: Turn, Knob: 8, Value: 0.1}, {Op: Show, Index: 3}, {Op: Hold, Place: []float32{1, 2}}, {Op: Speed, Value: 30}, {Op: Pull, Index: 9}, {Op: Again}}
	c := Command{Place: make([]float32, 0, 8)}
	var b []byte
	all := func() {
		for i := range commands {
			b = AppendCommand(b[:0], &commands[i])
			err = ParseCommand(b, &c)
			if err != nil {
				t.Fatal(err)
			}
		}
		b = AppendFacts(b[:0], &f)
		if err = ParseFacts(b, &f2); err != nil {
			t.Fatal(err)
		}
		b = AppendSnapshot(b[:0], &s, Training)
		if _, err = ParseSnapshot(b, &s2); err != nil {
			t.Fatal(err)
		}
		b = AppendFault(b[:0], "No.")
	}
	all()
	if n := testing.AllocsPerRun(100, all); n != 0 {
		t.Errorf("%v allocations a round", n)
	}
}

// again holds that what could be read is written and read the same: no message has a second meaning.
func again(t *testing.T, b []byte, write func() []byte, read func([]byte) error) {
	if read(b) != nil {
		return
	}
	first := write()
	if err := read(first); err != nil {
		t.Fatalf("% x is read, written % x and refused: %v", b, first, err)
	}
	if second := write(); !bytes.Equal(first, second) {
		t.Fatalf("% x is written % x and then % x", b, first, second)
	}
}

func FuzzParseCommand(f *testing.F) {
	for _, b := range samples()[:2] {
		f.Add(b)
	}
	for op := range Class + 1 {
		f.Add(AppendCommand(nil, &Command{Op: op, Base: train.Default()}))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var c Command
		again(t, b, func() []byte { return AppendCommand(nil, &c) }, func(b []byte) error { return ParseCommand(b, &c) })
		if len(c.Watches) > maxWatches {
			t.Fatalf("%d watches", len(c.Watches))
		}
	})
}

func FuzzParseFacts(f *testing.F) {
	f.Add(samples()[2])
	f.Add([]byte{Version, kindFacts})
	f.Fuzz(func(t *testing.T, b []byte) {
		var v Facts
		again(t, b, func() []byte { return AppendFacts(nil, &v) }, func(b []byte) error { return ParseFacts(b, &v) })
	})
}

func FuzzParseSnapshot(f *testing.F) {
	f.Add(samples()[3])
	f.Add([]byte{Version, kindSnapshot, 255, 255})
	f.Fuzz(func(t *testing.T, b []byte) {
		var s train.Snapshot
		var state State
		again(t, b, func() []byte { return AppendSnapshot(nil, &s, state) }, func(b []byte) (err error) { state, err = ParseSnapshot(b, &s); return err })
	})
}

func FuzzParseLesson(f *testing.F) {
	f.Add(samples()[5])
	f.Add([]byte{Version, lessonKind, 255, 255})
	f.Fuzz(func(t *testing.T, b []byte) {
		var l *Lesson
		again(t, b, func() []byte { return AppendLesson(nil, l) }, func(b []byte) (err error) { l, err = ParseLesson(b); return err })
		if l != nil && len(l.Figures) > maxFigures {
			t.Fatalf("%+v", l)
		}
	})
}

// A stage of no figure, or of more than one may have, is refused.
func TestNoSuchLesson(t *testing.T) {
	for _, l := range []Lesson{{}, {Figures: make([]string, maxFigures+1)}, {Figures: []string{"map"}, Goal: -1},
		{Figures: []string{"map"}, Goal: float32(math.NaN())}, {Figures: []string{"map"}, Apart: []train.Change{{Knob: len(train.Knobs)}}}} {
		if told, err := ParseLesson(AppendLesson(nil, &l)); err == nil {
			t.Errorf("%+v is read as %+v", l, told)
		}
	}
}
