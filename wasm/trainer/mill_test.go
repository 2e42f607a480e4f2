package main

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/port"
	"hourglass/wasm/wire"

	"pgregory.net/rapid"
)

// A desk is a mill under a clock of our own, and one window.
type desk struct {
	*testing.T
	now  time.Duration
	tick time.Duration // that each look at the clock costs
	mill *Mill
	far  port.Port
	c    *Client
}

func newDesk(t *testing.T) *desk {
	d := &desk{T: t, tick: 500 * time.Microsecond}
	d.mill = NewMill(func() time.Duration { d.now += d.tick; return d.now })
	d.far, d.c = d.window()
	return d
}

// window joins one more window and returns its end of the line.
func (d *desk) window() (port.Port, *Client) {
	near, far := port.Pipe()
	c := d.mill.Join(near.Send)
	near.Listen(func() {
		for b := near.Receive(); b != nil; b = near.Receive() {
			d.mill.Handle(c, b)
		}
	})
	return far, c
}

func (d *desk) do(c wire.Command) { d.far.Send(wire.AppendCommand(nil, &c)) }

func (d *desk) open(link string) {
	l := &lessons.Hourglass
	d.do(wire.Command{Op: wire.Open, Text: link, Base: l.Setup, Watches: l.Watches()})
}

// facts pulls, lets the mill work until it answers, and returns the answer.
func (d *desk) facts() *wire.Facts {
	d.Helper()
	d.do(wire.Command{Op: wire.Pull})
	for range 10_000 {
		if b := d.far.Receive(); b != nil {
			f := &wire.Facts{}
			if err := wire.ParseFacts(b, f); err != nil {
				d.Fatal(err)
			}
			return f
		}
		d.work()
	}
	d.Fatal("no answer")
	return nil
}

// work lets the mill sleep as long as it likes, then slice.
func (d *desk) work() {
	if wait, any := d.mill.Wait(); any {
		d.now += wait
		d.mill.Slice()
	} else {
		d.now += time.Millisecond
	}
}

func (d *desk) fault() string {
	d.Helper()
	s, err := wire.ParseFault(d.far.Receive())
	if err != nil {
		d.Fatal(err)
	}
	return s
}

// settle pulls until the run rests.
func (d *desk) settle() *wire.Facts {
	d.Helper()
	for range 100_000 {
		if f := d.facts(); f.State != wire.Training && f.State != wire.Loading {
			return f
		}
	}
	d.Fatal("the run does not rest")
	return nil
}

func TestOnlyWhoAsksIsAnswered(t *testing.T) {
	d := newDesk(t)
	d.do(wire.Command{Op: wire.Pull})
	if d.far.Receive() != nil {
		t.Fatal("answered before a lesson is open")
	}
	d.open("")
	if d.far.Receive() == nil {
		t.Fatal("the first pull is not answered at once")
	}
	d.do(wire.Command{Op: wire.Pull})
	d.now += time.Second
	d.mill.Slice()
	if d.far.Receive() != nil {
		t.Fatal("answered although nothing changed")
	}
	d.do(wire.Command{Op: wire.Show, Index: 3})
	if d.far.Receive() == nil {
		t.Fatal("a change does not answer the pull that waits")
	}
	d.do(wire.Command{Op: wire.Show, Index: 4})
	if d.far.Receive() != nil {
		t.Fatal("answered without a pull")
	}
	if f := d.facts(); f.Sample != 4 {
		t.Fatalf("sample %d, want 4", f.Sample)
	}
}

func TestTrainsOnlyWhileSomebodyLooks(t *testing.T) {
	d := newDesk(t)
	d.open("")
	d.do(wire.Command{Op: wire.Play, Value: 1})
	d.now += time.Second
	if _, any := d.mill.Wait(); any {
		t.Fatal("wants to work although nobody asked")
	}
	d.facts()
	begun, from := d.facts().Step, d.now
	for {
		wait, any := d.mill.Wait()
		if !any {
			break
		}
		d.now += wait
		before := d.now
		d.mill.Slice()
		if took := d.now - before; took > slice+4*d.tick {
			t.Fatalf("a slice of %v", took)
		}
	}
	if d.now-from < attend || d.now-from > attend+2*slice {
		t.Fatalf("stopped %v after the last answer", d.now-from)
	}
	step, _ := d.mill.session.At()
	if step <= begun {
		t.Fatal("did not train")
	}
	d.now += time.Minute
	d.mill.Slice()
	if now, _ := d.mill.session.At(); now != step {
		t.Fatal("trained although nobody looked")
	}
}

func TestSpeedIsKept(t *testing.T) {
	for _, speed := range []float64{0.5, 5, 60, 500} {
		d := newDesk(t)
		d.open("")
		d.do(wire.Command{Op: wire.Speed, Value: speed})
		d.do(wire.Command{Op: wire.Play, Value: 1})
		begun := d.now
		for d.now < begun+10*time.Second {
			d.facts()
			d.now += 5 * time.Millisecond // the window shows it
		}
		f := d.facts()
		want := speed * (d.now - begun).Seconds()
		if got := float64(f.Step); math.Abs(got-want) > 0.03*want+1.5 {
			t.Errorf("at %v steps a second %v steps, want %v", speed, got, want)
		}
		if speed >= 5 && math.Abs(f.Rate-speed) > 0.1*speed {
			t.Errorf("rate %v, want %v", f.Rate, speed)
		}
	}
}

// What the trainer rests is part of its pace: a window that shows a picture for a second asks for nothing meanwhile.
func TestPaceIsByTheClock(t *testing.T) {
	d := newDesk(t)
	d.open("")
	d.do(wire.Command{Op: wire.Play, Value: 1})
	from, begun := d.facts().Step, d.now
	for d.now < begun+6*time.Second {
		d.facts()
		d.now += time.Second
	}
	f := d.facts()
	if real := float64(f.Step-from) / (d.now - begun).Seconds(); f.Rate > 1.5*real || f.Rate < real/1.5 {
		t.Errorf("%.0f steps a second are told, %.0f were taken", f.Rate, real)
	}
}

// A page that was hidden for ten minutes is not told that the run was slow.
func TestPaceBeginsAnewForWhoComesBack(t *testing.T) {
	d := newDesk(t)
	d.open("")
	d.speed(100)
	d.do(wire.Command{Op: wire.Play, Value: 1})
	for range 40 {
		d.facts()
		d.now += 50 * time.Millisecond
	}
	d.now += 10 * time.Minute
	for range 10 {
		if f := d.facts(); f.Rate != 0 && f.Rate < 10 { // by the first step or two
			t.Fatalf("%v steps a second are told of 100", f.Rate)
		}
		d.now += 50 * time.Millisecond
	}
	if f := d.facts(); math.Abs(f.Rate-100) > 30 {
		t.Errorf("after half a second %v steps a second are told of 100", f.Rate)
	}
}

func TestALinkRetracesItsRun(t *testing.T) {
	d := newDesk(t)
	d.open("seed=7")
	d.do(wire.Command{Op: wire.Until, Index: 150})
	d.settle()
	d.do(wire.Command{Op: wire.Turn, Knob: train.KnobIndex("rate"), Value: 0.01})
	d.do(wire.Command{Op: wire.Until, Index: 300})
	d.settle()
	d.do(wire.Command{Op: wire.Turn, Knob: train.KnobIndex("optimiser"), Value: 1})
	d.do(wire.Command{Op: wire.Until, Index: 333})
	f := d.settle()
	if f.Step != 333 || f.State != wire.Paused {
		t.Fatalf("step %d, state %d", f.Step, f.State)
	}
	e := newDesk(t)
	e.tick = time.Millisecond
	e.open(f.Link)
	first := e.facts()
	if first.State != wire.Loading || first.Progress >= 1 {
		t.Fatalf("state %d, progress %v while retracing", first.State, first.Progress)
	}
	g := e.settle()
	if g.Hash != f.Hash || g.Link != f.Link || g.Step != f.Step || g.State != wire.Paused {
		t.Fatalf("%q led to %x at %d, want %x", f.Link, g.Hash, g.Step, f.Hash)
	}
}

func TestSlowMotionIsTheStep(t *testing.T) {
	d, e := newDesk(t), newDesk(t)
	d.open("")
	e.open("")
	d.do(wire.Command{Op: wire.Speed, Value: 0})
	var f *wire.Facts
	for i := range 12 {
		d.do(wire.Command{Op: wire.One})
		if f = d.facts(); f.Phase != train.Phase((i+1)%4) || f.Step != (i+1)/4 {
			t.Fatalf("after %d phases: step %d phase %d", i+1, f.Step, f.Phase)
		}
	}
	for range 3 {
		e.do(wire.Command{Op: wire.One})
	}
	if g := e.facts(); f.Hash != g.Hash || g.Step != 3 {
		t.Fatal("twelve phases are not three steps")
	}
	begun := d.now
	d.do(wire.Command{Op: wire.Play, Value: 1})
	for range 5 {
		d.facts()
	}
	if took := d.now - begun; took < 3*beat || took > 3*beat+time.Second {
		t.Fatalf("from the first phase to the fourth it took %v", took)
	}
}

func TestADivergedRunWaits(t *testing.T) {
	rate := train.KnobIndex("rate")
	d := newDesk(t)
	d.open("optimiser=sgd&rate=10&unit=linear&loss=bce")
	d.do(wire.Command{Op: wire.Play, Value: 1})
	f := d.settle()
	if f.State != wire.Diverged || f.Exploded != rate {
		t.Fatalf("state %d, exploded %d at step %d", f.State, f.Exploded, f.Step)
	}
	for _, op := range []wire.Op{wire.Play, wire.One, wire.Until} {
		d.do(wire.Command{Op: op, Value: 1, Index: 9999})
		if d.fault() != faultDiverged {
			t.Fatalf("op %d is not refused", op)
		}
	}
	e := newDesk(t)
	e.open(f.Link)
	if g := e.settle(); g.Hash != f.Hash || g.State != wire.Diverged {
		t.Fatalf("the link of a diverged run leads to state %d, %x, want %x", g.State, g.Hash, f.Hash)
	}
	d.do(wire.Command{Op: wire.Turn, Knob: rate, Value: 0.001})
	if g := d.facts(); g.State != wire.Paused {
		t.Fatalf("state %d after the cure", g.State)
	}
	d.do(wire.Command{Op: wire.Until, Index: f.Step + 50})
	g := d.settle()
	if g.Step <= f.Step {
		t.Fatalf("step %d after the cure, %d before", g.Step, f.Step)
	}
	h := newDesk(t)
	h.open(g.Link)
	if k := h.settle(); k.Hash != g.Hash {
		t.Fatal("the link of a cured run leads elsewhere")
	}
}

func TestTurnKeepsPlaying(t *testing.T) {
	d := newDesk(t)
	d.open("")
	d.do(wire.Command{Op: wire.Play, Value: 1})
	d.facts()
	d.facts()
	d.do(wire.Command{Op: wire.Turn, Knob: train.KnobIndex("neck"), Value: 3})
	if f := d.facts(); f.State != wire.Training || f.Setup.Neck != 3 || len(f.Code) != 3 {
		t.Fatalf("state %d, neck %d", f.State, f.Setup.Neck)
	}
	d.do(wire.Command{Op: wire.Turn, Knob: train.KnobIndex("neck"), Value: 99})
	if d.fault() != "Neck must lie between 1 and 64." {
		t.Fatal("the fault does not say why")
	}
}

// A dial of the view turns by the number after the last knob: the run goes on as it is, the facts say how the dial stands, and so does the link. What
// cannot be changes nothing.
func TestDialsTurnTheViewAlone(t *testing.T) {
	d := newDesk(t)
	d.open("shift=2")
	d.do(wire.Command{Op: wire.Play, Value: 1})
	was := d.facts()
	if was.Dials[train.Shift] != 2 {
		t.Errorf("opened with a shift of %v", was.Dials[train.Shift])
	}
	d.do(wire.Command{Op: wire.Turn, Knob: train.Number("threshold"), Value: 0.5})
	d.do(wire.Command{Op: wire.Turn, Knob: train.Number("shift"), Value: 99})
	d.do(wire.Command{Op: wire.Turn, Knob: 255, Value: 1})
	if f := d.facts(); f.State != wire.Training || f.Step < was.Step || f.Dials[train.Threshold] != 0.5 || f.Dials[train.Shift] != 2 {
		t.Errorf("state %d at step %d, dials %v", f.State, f.Step, f.Dials)
	}
	d.do(wire.Command{Op: wire.Play, Value: 0})
	if f := d.facts(); !strings.HasPrefix(f.Link, "threshold=0.5&shift=2") {
		t.Errorf("the link is %s", f.Link)
	}
}

func TestACurveOfAnotherRunIsSentWhole(t *testing.T) {
	d := newDesk(t)
	pull := func(since int) *train.Snapshot {
		d.do(wire.Command{Op: wire.Pull, Value: 1, Index: since})
		for {
			if b := d.far.Receive(); b != nil {
				s := &train.Snapshot{}
				if _, err := wire.ParseSnapshot(b, s); err != nil {
					t.Fatal(err)
				}
				return s
			}
			d.work()
		}
	}
	d.open("")
	d.do(wire.Command{Op: wire.Until, Index: 20})
	pull(0)
	d.settle()
	s := pull(1)
	if s.First != 1 || len(s.Points) < 10 {
		t.Fatalf("first %d, %d points", s.First, len(s.Points))
	}
	d.do(wire.Command{Op: wire.Again})
	d.do(wire.Command{Op: wire.Until, Index: 90})
	d.settle()
	if s := pull(1); s.First != 0 || s.Points[0].Step != 0 {
		t.Fatalf("points from %d on of a new run", s.First)
	}
}

func TestWatchesLatch(t *testing.T) {
	d := newDesk(t)
	passing := ask.Condition{What: "step", Op: ask.Is, Value: 5}
	d.do(wire.Command{Op: wire.Open, Base: train.Default(), Watches: []ask.Watch{{All: []ask.Condition{passing}}}})
	d.do(wire.Command{Op: wire.Until, Index: 5})
	if f := d.settle(); !f.Readings[0].Reached {
		t.Fatal("not reached at the step where it paused")
	}
	d.do(wire.Command{Op: wire.Until, Index: 9})
	if f := d.settle(); !f.Readings[0].Reached {
		t.Fatal("what was reached is lost while the run goes on")
	}
	d.do(wire.Command{Op: wire.Again})
	if f := d.facts(); f.Readings[0].Reached {
		t.Fatal("a new run has reached what the last one did")
	}
}

// Slow motion left in the middle of a step completes it: no phase outlives the speed that showed it. Phases that go by themselves are
// not the learner's doing.
func TestLeavingSlowMotion(t *testing.T) {
	d := newDesk(t)
	d.open("step=3")
	d.settle()
	d.do(wire.Command{Op: wire.Speed, Value: 0})
	d.do(wire.Command{Op: wire.One})
	if f := d.facts(); f.Phase != train.Forward {
		t.Fatalf("phase %d", f.Phase)
	}
	d.do(wire.Command{Op: wire.Speed, Value: 100})
	if f := d.facts(); f.Phase != train.Rest || f.Step != 4 {
		t.Fatalf("phase %d at step %d", f.Phase, f.Step)
	}
	if v, _ := d.mill.session.Measure("slowed"); v != 1 {
		t.Fatalf("the learner took %v phases", v)
	}
}

func TestABadLinkIsANotice(t *testing.T) {
	d := newDesk(t)
	d.open("neck=99&seed=4")
	if f := d.facts(); f.Notice != "The link could not be followed in full: Neck must lie between 1 and 64." || f.Setup.Seed != 4 || f.State != wire.Ready {
		t.Fatalf("notice %q, seed %d, state %d", f.Notice, f.Setup.Seed, f.State)
	}
}

// What was wrong with a link and what is wrong with its run are both told, in lines of their own, and so is a run that outgrew its link.
func TestNoticesStandTogether(t *testing.T) {
	d := newDesk(t)
	d.open("neck=99&unit=relu&rate=1&step=400")
	said := strings.Split(d.settle().Notice, "\n")
	if len(said) != 2 || said[0] != "The link could not be followed in full: Neck must lie between 1 and 64." || said[1] != d.mill.session.Silence() || said[1] == "" {
		t.Errorf("the notices are %q", said)
	}
}

// Facts that were asked for anew come though nothing has changed.
func TestAskedAnew(t *testing.T) {
	d := newDesk(t)
	d.open("step=3")
	first := d.settle()
	d.do(wire.Command{Op: wire.Pull})
	for range 50 {
		d.work()
	}
	if d.far.Receive() != nil {
		t.Fatal("an old story is told again")
	}
	d.do(wire.Command{Op: wire.Pull, Index: 1})
	b := d.far.Receive()
	if b == nil {
		t.Fatal("what is asked for anew does not come")
	}
	f := &wire.Facts{}
	if err := wire.ParseFacts(b, f); err != nil || f.Step != first.Step || f.Hash != first.Hash {
		t.Errorf("step %d, hash %x: %v", f.Step, f.Hash, err)
	}
}

// Ten thousand links that cannot be, opened one after the other, leave the run as it is, and each says so; so does one that comes while
// another is being retraced.
func TestBadLinksLeaveTheRun(t *testing.T) {
	d := newDesk(t)
	d.open("seed=3&step=40")
	d.open("neck=99")
	before := d.settle()
	if before.Step != 40 || before.Setup.Seed != 3 {
		t.Fatalf("the run is at step %d, seed %d", before.Step, before.Setup.Seed)
	}
	r := rand.New(rand.NewPCG(1, 2))
	parts := []string{"seed=NaN", "rate=1e309", "step=-4", "log=1.rate.NaN", "log=9999999.neck.2", "__proto__=1", "\x00=\xff", "data=own", "class=!!!!", "a=b=c", "seed=5"}
	for range 10_000 {
		link := "neck=99"
		for range r.IntN(5) {
			link += "&" + parts[r.IntN(len(parts))]
		}
		d.open(link)
	}
	now := d.facts()
	if now.Hash != before.Hash || now.Step != before.Step || now.State != before.State || now.Setup != before.Setup || now.Link != before.Link {
		t.Errorf("the run was %s (%x, state %d), and is %s (%x, state %d)", before.Link, before.Hash, before.State, now.Link, now.Hash, now.State)
	}
	if !strings.HasPrefix(now.Notice, "The link cannot be followed, and the run stays as it is: ") {
		t.Errorf("the notice is %q", now.Notice)
	}
}

// Nothing that a window sends can make the mill panic, and what is no command changes nothing.
func TestHostileMessages(t *testing.T) {
	d := newDesk(t)
	d.open("step=3")
	d.settle()
	d.tick = 3 * time.Millisecond
	rapid.Check(t, func(r *rapid.T) {
		b := rapid.SliceOfN(rapid.Byte(), 0, 60).Draw(r, "tail")
		if rapid.Bool().Draw(r, "headed") {
			b = append([]byte{wire.Version, byte(rapid.IntRange(0, int(wire.Class)+1).Draw(r, "op"))}, b...)
		}
		version, hash := d.mill.version, d.mill.session.Hash()
		var c wire.Command
		known := wire.ParseCommand(b, &c) == nil
		d.mill.Handle(d.c, b)
		if !known && (d.mill.version != version || d.mill.session.Hash() != hash) {
			r.Fatal("garbage changed something")
		}
		d.mill.Slice()
		for d.far.Receive() != nil {
		}
	})
}

func FuzzHandle(f *testing.F) {
	for op := wire.Open; op <= wire.Unpack; op++ {
		f.Add(wire.AppendCommand(nil, &wire.Command{Op: op, Index: 2, Bytes: []byte("HGPIC"), Base: train.Default(), Apart: []train.Change{{Knob: 2, Value: 3}}, Place: []float32{1, 2}, Text: "seed=2&step=4"}))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		now := time.Duration(0)
		m := NewMill(func() time.Duration { now += time.Millisecond; return now })
		c := m.Join(func([]byte) {})
		m.Handle(c, wire.AppendCommand(nil, &wire.Command{Op: wire.Open, Base: train.Default()}))
		m.Handle(c, b)
		m.Handle(c, wire.AppendCommand(nil, &wire.Command{Op: wire.Pull}))
		m.Slice()
	})
}

func TestSteadySlicesAllocateNothing(t *testing.T) {
	now := time.Duration(0)
	m := NewMill(func() time.Duration { now += 2 * time.Millisecond; return now })
	c := m.Join(func([]byte) {})
	m.Handle(c, wire.AppendCommand(nil, &wire.Command{Op: wire.Open, Base: train.Default()}))
	m.Handle(c, wire.AppendCommand(nil, &wire.Command{Op: wire.Play, Value: 1}))
	pull := wire.AppendCommand(nil, &wire.Command{Op: wire.Pull, Value: 1, Index: 0})
	round := func() { m.Handle(c, pull); m.Slice() }
	for range 300 {
		round()
	}
	m.board.at = now + time.Hour // the board allocates, ten times a second
	if n := testing.AllocsPerRun(50, round); n > 0 {
		t.Fatalf("%v allocations a round", n)
	}
}
