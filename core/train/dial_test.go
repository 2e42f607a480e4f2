package train

import (
	"slices"
	"strings"
	"testing"

	"hourglass/core/data"
)

// Every dial has its own name, fit for a link and no knob's, a label, a line of help, and a default within its range.
func TestDialWords(t *testing.T) {
	for i := range Dials {
		d := &Dials[i]
		if DialIndex(d.Name) != i || KnobIndex(d.Name) >= 0 || Number(d.Name) != len(Knobs)+i || Numbered(Number(d.Name)) != &d.Knob {
			t.Errorf("dial %d is called %q", i, d.Name)
		}
		if d.Label == "" || !strings.HasSuffix(d.Doc(), ".") || d.Check(d.Default) != nil {
			t.Errorf("%s: %q, %q, default %v", d.Name, d.Label, d.Doc(), d.Default)
		}
	}
	if Number("neck") != KnobIndex("neck") || Number("colour") != -1 {
		t.Error("a knob's number is another, or nothing has one")
	}
}

// Turning every dial at every step moves no bit, makes no entry, measures no loss and forgives none; the twin looks alike.
func TestDialsLeaveTheRunAlone(t *testing.T) {
	apart := Change{KnobIndex("unit"), 2}
	alone, turned := mustNew(t, small(), apart), mustNew(t, small(), apart)
	for i := range 40 {
		alone.Step()
		turned.Advance()
		measured := turned.now
		for d := range Dials {
			lo, hi := Dials[d].Range()
			if err := turned.Turn(len(Knobs)+d, []float64{lo, hi, Dials[d].Default}[i%3]); err != nil {
				t.Fatal(err)
			}
		}
		if turned.now != measured || turned.run.phase != Forward || turned.twin.View.Dials != turned.View.Dials {
			t.Fatalf("step %d: a dial measured, finished a step, or left the twin behind", i)
		}
		turned.Step()
	}
	if alone.Hash() != turned.Hash() || alone.twin.Hash() != turned.twin.Hash() || len(turned.Log) > 0 || alone.base != turned.base || !slices.Equal(alone.curve, turned.curve) {
		t.Errorf("dials changed the run: log %v", turned.Log)
	}
	if err := turned.Again(); err != nil || turned.View.Dials == AtRest() != (39%3 == 2) {
		t.Errorf("beginning again turns dials: %v, %v", turned.View.Dials, err)
	}
}

func mustNew(t *testing.T, s Setup, apart ...Change) *Session {
	t.Helper()
	r, err := New(s, apart...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A dial that cannot be turned so stays where it was, and says why.
func TestDialRefuses(t *testing.T) {
	r := begin(t, small())
	for _, c := range []struct {
		dial int
		v    float64
		want string
	}{
		{Shift, 1.5, "Shift must be a whole number."}, {Shift, 5, "Shift must lie between -4 and 4."}, {Threshold, 0, "Threshold must lie between 0.0001 and 1."},
		{-1, 0, "There is no dial of that number."}, {dials, 0, "There is no dial of that number."},
	} {
		if err := r.Dial(c.dial, c.v); err == nil || err.Error() != c.want || r.View.Dials != AtRest() {
			t.Errorf("%d to %v: %v, %v", c.dial, c.v, err, r.View.Dials)
		}
	}
	if err := r.Turn(len(Knobs)+dials, 0); err == nil {
		t.Error("beyond the dials there is something")
	}
}

// The shown picture moves, whichever is shown next, and comes back; the learner's own, and points, stay.
func TestShift(t *testing.T) {
	r, w := begin(t, small()), data.Side
	whole := slices.Clone(r.View.Input)
	for _, n := range []int{2, -3, 0} {
		if err := r.Dial(Shift, float64(n)); err != nil {
			t.Fatal(err)
		}
		for i, v := range r.View.Input {
			from, want := i%w-n, float32(0)
			if from >= 0 && from < w {
				want = whole[i-n]
			}
			if v != want {
				t.Fatalf("moved by %d, pixel %d is %v, want %v", n, i, v, want)
			}
		}
	}
	_ = r.Dial(Shift, 1)
	r.Show(3)
	if p := r.set.Picture(3); r.View.Input[0] != 0 || r.View.Input[1] != p[0] {
		t.Error("the next picture is not moved")
	}
	r.Paint(4, 1)
	mine := slices.Clone(r.View.Input)
	_ = r.Dial(Shift, -2)
	if !slices.Equal(mine, r.View.Input) {
		t.Error("a painted picture moves")
	}
	s := small()
	s.Data, s.Straight = data.Arc, true
	p := begin(t, s)
	at := slices.Clone(p.View.Input)
	if _ = p.Dial(Shift, 1); !slices.Equal(at, p.View.Input) {
		t.Error("a point moves")
	}
}

// A link tells the dials that were turned, by name, and no others; a run that is opened, or branched off, has them.
func TestDialsInLinks(t *testing.T) {
	r := begin(t, small())
	steps(r, 4)
	_ = r.Dial(Threshold, 0.05)
	_ = r.Dial(Shift, -1)
	link := r.Link()
	text := link.Text(small())
	if text != "threshold=0.05&shift=-1&step=4" {
		t.Fatalf("the link says %s", text)
	}
	l, err := ParseLink(text, small())
	if err != nil {
		t.Fatal(err)
	}
	again := retrace(t, l)
	if again.View.Dials != r.View.Dials || again.Hash() != r.Hash() || !slices.Equal(again.View.Input, r.View.Input) {
		t.Errorf("opened, the dials stand at %v, were %v", again.View.Dials, r.View.Dials)
	}
	if v := l.Stands(Number("shift")); v != -1 || l.Stands(Number("cost")) != 10 || l.Stands(Number("width")) != 6 {
		t.Errorf("the link puts the shift to %v", v)
	}
	branch, err := r.Branch(2)
	if err != nil || branch.Session.View.Dials != r.View.Dials {
		t.Errorf("a branch has other dials: %v", err)
	}
	_ = r.Dial(Threshold, Dials[Threshold].Default)
	_ = r.Dial(Shift, 0)
	if link := r.Link(); link.Text(small()) != "step=4" {
		t.Errorf("dials at rest are told: %s", link.Text(small()))
	}
	bad, err := ParseLink("threshold=7&neck=3&log=1.shift.2&step=3", Default())
	if err == nil || err.Error() != "Threshold must lie between 0.0001 and 1." || bad.Dials != nil || bad.Setup.Neck != 3 || bad.Log != nil {
		t.Errorf("%+v, %v", bad, err)
	}
}
