package train

import (
	"bufio"
	"flag"
	"math"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/data"
)

var update = flag.Bool("update", false, "write the golden file of runs anew")

// A link holds a class's drawings; what is no drawing is left out, and said.
func TestLinkOfAClass(t *testing.T) {
	x := make([]float32, data.Dim)
	x[3], x[24] = 1, 1
	code := data.Code(x)
	l, err := ParseLink("data=drawings&class="+strings.ToLower(code), Default())
	if err != nil || l.Setup.Data != data.Drawn || l.Setup.Class != strings.ReplaceAll(code, "-", "") {
		t.Fatalf("%s is read as %v of %q, %v", code, l.Setup.Data, l.Setup.Class, err)
	}
	if again, err := ParseLink(l.Text(Default()), Default()); err != nil || again.Setup != l.Setup {
		t.Errorf("%s comes back as %+v, %v", l.Text(Default()), again, err)
	}
	if l, err := ParseLink("class="+code[:9], Default()); err == nil || l.Setup.Class != "" {
		t.Errorf("half a code is read as %q, %v", l.Setup.Class, err)
	}
}

// Runs that must never change: a link, the hash of its last parameters, the bits of its last loss. Each line is also a link that
// somebody may have kept: it must open for ever. The same test passes with lanes, without, and in a browser's WASM.
func TestRuns(t *testing.T) {
	t.Parallel()
	const path = "testdata/runs.txt"
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	n := 0
	for lines := bufio.NewScanner(strings.NewReader(string(file))); lines.Scan(); n++ {
		link, _, _ := strings.Cut(lines.Text(), " ")
		l, err := ParseLink(link, Default())
		if err != nil {
			t.Fatalf("%s: %v", link, err)
		}
		if text := l.Text(Default()); text != link {
			t.Errorf("%s is written %s", link, text)
		}
		r := retrace(t, l)
		got := link + " " + strconv.FormatUint(r.Hash(), 16) + " " + strconv.FormatUint(uint64(math.Float32bits(r.Now().Loss)), 16)
		b.WriteString(got + "\n")
		if got != lines.Text() && !*update {
			t.Errorf("a kept run has changed:\n got %s\nwant %s", got, lines.Text())
		}
	}
	if n < 20 {
		t.Errorf("only %d runs are kept", n)
	}
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func anyLink(t *rapid.T) Link {
	l := Link{Setup: anySetup(t), Step: rapid.IntRange(0, MaxLinkStep).Draw(t, "step")}
	at := 1
	for range rapid.IntRange(0, 6).Draw(t, "turns") {
		k := rapid.IntRange(0, len(Knobs)-1).Draw(t, "knob")
		if at > l.Step || Knobs[k].Restart {
			continue
		}
		at = rapid.IntRange(at, l.Step).Draw(t, "at")
		s := Default()
		if err := Knobs[k].Set(&s, anyValue(t, k)); err != nil {
			t.Fatal(err)
		}
		l.Log = append(l.Log, Entry{at, k, Knobs[k].Get(&s)})
	}
	return l
}

// Every link is read as it was written, over any base.
func TestLinkText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, base := anyLink(t), anySetup(t)
		text := l.Text(base)
		got, err := ParseLink("#"+text, base)
		if err != nil || !reflect.DeepEqual(got, l) {
			t.Fatalf("%s is read as %+v, %v, want %+v", text, got, err, l)
		}
	})
}

// What cannot be is left at base with the first reason in a sentence; all else in the link still counts.
func TestParseLinkFails(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"neck=99&seed=7", "Neck must lie between 1 and 64."},
		{"colour=red&seed=7", "The link names a knob that does not exist."},
		{"seed=7&step=-1", "The step must be a whole number from 0 to 200000."},
		{"seed=7&step=1e3", "The step must be a whole number from 0 to 200000."},
		{"seed=7&step=10&log=11.rate.0.1", "The link's list of turned knobs cannot be read."},
		{"seed=7&step=10&log=5.rate.0.1_4.rate.0.2", "The link's list of turned knobs cannot be read."},
		{"seed=7&step=10&log=5.neck.3", "The link's list of turned knobs cannot be read."},
		{"seed=7&step=10&log=5.rate.99", "Learning rate must lie between 0.00001 and 10."},
		{"seed=7&step=10&log=0.rate.1", "The link's list of turned knobs cannot be read."},
		{"seed=7&neck", "Neck must be a number."},
		{"seed=7&rate=0x1p-3", "Learning rate must be a number."},
		{"seed=7&batch=0x10", "Batch must be a number."},
		{"seed=7&neck=1_0", "Neck must be a number."},
		{"seed=7&rate=Inf", "Learning rate must be a number."},
		{"seed=7&rate=NaN", "Learning rate must be a number."},
		{"seed=7&rate=infinity", "Learning rate must be a number."},
		{"seed=7&rate=1,000,5", "Learning rate must be a number."},
		{"seed=7&batch=1,00", "Batch must be a number."},
		{"seed=7&neck=1,e01", "Neck must be a number."},
		{"seed=7&neck=1,.00", "Neck must be a number."},
		{"seed=7&batch=1234,567", "Batch must be a number."},
		{"seed=7&step=1,00", "The step must be a whole number from 0 to 200000."},
	} {
		l, err := ParseLink(c.text, Default())
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %q", c.text, err, c.want)
		}
		want := Default()
		want.Seed = 7
		if l.Setup != want || len(l.Log) != 0 {
			t.Errorf("%s is read as %+v", c.text, l)
		}
	}
	if l, err := ParseLink("seed=1,234&rate=0,05&step=2,000&log=1000.rate.0,5", Default()); err != nil || l.Setup.Seed != 1234 || l.Setup.Rate != 0.05 || l.Step != 2000 {
		t.Errorf("commas: %+v, %v", l, err)
	}
	if l, err := ParseLink("seed=7&theme=light&step=3", Default(), "theme"); err != nil || l.Setup.Seed != 7 || l.Step != 3 {
		t.Errorf("a key of somebody else's: %+v, %v", l, err)
	}
	if _, err := ParseLink("seed="+strings.Repeat("0", MaxLinkText), Default()); err == nil || !strings.Contains(err.Error(), "longer") {
		t.Errorf("an endless link: %v", err)
	}
	if _, err := Open(Link{Setup: Setup{}}); err == nil {
		t.Error("a setup of zeros opens")
	}
}

// A link is the caller's: what the run goes on to do leaves it as it was.
func TestLinkIsOwn(t *testing.T) {
	r, rate := begin(t, small()), KnobIndex("rate")
	steps(r, 5)
	_ = r.Turn(rate, 0.01)
	steps(r, 5)
	l := r.Link()
	want := l.Text(Default())
	_ = r.Again()
	steps(r, 3)
	_ = r.Turn(rate, 0.5)
	if got := l.Text(Default()); got != want {
		t.Errorf("a link of %s became %s", want, got)
	}
}

// Nothing in a link can fail the page: whatever it says, what comes out is a run that can be opened.
func FuzzParseLink(f *testing.F) {
	for _, s := range []string{"", "#", "seed=7&rate=0.003&step=500&log=120.rate.0.001_150.batch.64", "neck=%38", "log=1.rate.", "step=5&log=1.rate.1_",
		"rate=1e-5&rate=NaN&unit=leaky-relu", "seed=999999999999999999999", "step=+5", "log=9999999999999999999.rate.1&step=1", "&&&==&", "batch=0x10", "momentum=-0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := ParseLink(text, Default())
		for i := range Knobs {
			if bad := Knobs[i].Check(Knobs[i].Get(&l.Setup)); bad != nil {
				t.Fatalf("%q: %v", text, bad)
			}
		}
		if l.Step < 0 || l.Step > MaxLinkStep || len(l.Log) > MaxLinkLog {
			t.Fatalf("%q asks for %d steps and %d turns", text, l.Step, len(l.Log))
		}
		for i, e := range l.Log {
			if e.Step < 1 || e.Step > l.Step || i > 0 && e.Step < l.Log[i-1].Step || Knobs[e.Knob].Check(e.Value) != nil {
				t.Fatalf("%q turns %+v", text, e)
			}
		}
		if err != nil && (!strings.HasSuffix(err.Error(), ".") || strings.Contains(err.Error(), "\n")) {
			t.Fatalf("%q: %q is not a sentence", text, err)
		}
		again, err := ParseLink(l.Text(Default()), Default())
		if err != nil || again.Setup != l.Setup || again.Step != l.Step || len(again.Log) != len(l.Log) {
			t.Fatalf("%q is written %q and read as %+v, %v", text, l.Text(Default()), again, err)
		}
	})
}

// A link whose turns lie beyond an explosion ends there, and says how far it came.
func TestReplayEnds(t *testing.T) {
	l, err := ParseLink("rate=10&step=5000&log=4000.rate.0.1", Default())
	if err != nil {
		t.Fatal(err)
	}
	r, err := Open(l)
	if err != nil {
		t.Fatal(err)
	}
	if r.Progress() != 0 {
		t.Errorf("progress at the start is %v", r.Progress())
	}
	n := 0
	for r.Next() {
		if n++; n > 5000 {
			t.Fatal("retracing does not end")
		}
	}
	if r.Session.Exploded() != KnobIndex("rate") || r.Progress() <= 0 || r.Progress() >= 1 {
		t.Errorf("blame on %d, progress %v", r.Session.Exploded(), r.Progress())
	}
}
