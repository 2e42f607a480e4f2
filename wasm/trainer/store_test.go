package main

import (
	"compress/gzip"
	"io"
	"os"
	"strings"
	"testing"

	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/wire"
)

// heart is the file of the real heart, as a page sends it.
func heart(t *testing.T) wire.Command { return fileOf(t, data.Heart) }

// fileOf is what hands over the file of a kind.
func fileOf(t *testing.T, k data.Kind) wire.Command {
	t.Helper()
	f, err := os.Open("../../core/data/measured/" + k.File().Name + ".gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unzip, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(unzip)
	if err != nil {
		t.Fatal(err)
	}
	return wire.Command{Op: wire.Supply, Index: int(k), Bytes: raw}
}

// wants takes the next answer, which must ask for the file of the heart.
func (d *desk) wants() {
	d.Helper()
	b := d.far.Receive()
	if want := string(wire.AppendWant(nil, data.Heart)); string(b) != want {
		d.Fatalf("the answer is %q, want %q", b, want)
	}
}

// atOnce are the facts, new or not.
func (d *desk) atOnce() *wire.Facts {
	d.Helper()
	d.do(wire.Command{Op: wire.Pull, Index: 1})
	f := &wire.Facts{}
	if err := wire.ParseFacts(d.far.Receive(), f); err != nil {
		d.Fatal(err)
	}
	return f
}

// A run on data that are a file begins when the file is there, and what was asked meanwhile is done after it, in its order; if it does not come, nothing
// is lost and the reader is told. All in one test: what was supplied stays for the whole program.
func TestAFileIsAwaited(t *testing.T) {
	knob := train.KnobIndex("data")
	turn := wire.Command{Op: wire.Turn, Knob: knob, Value: float64(data.Heart)}
	none := wire.Command{Op: wire.Supply, Index: int(data.Heart)}

	d := newDesk(t)
	d.open("step=30")
	was := d.settle()
	d.do(turn)
	d.wants()
	d.do(wire.Command{Op: wire.Show, Index: 5})
	if f := d.atOnce(); f.Setup.Data != data.Bars || f.Step != 30 || f.Sample != was.Sample {
		t.Errorf("while the file is on its way: %v at step %d, picture %d", f.Setup.Data, f.Step, f.Sample)
	}
	d.do(none)
	if why := d.fault(); !strings.HasPrefix(why, "These data are a file beside the page") {
		t.Errorf("a file that did not come: %q", why)
	}
	if f := d.atOnce(); f.Setup.Data != data.Bars || f.Step != 30 || f.Hash != was.Hash || f.Sample != 5 {
		t.Errorf("without the file: %v at step %d, picture %d", f.Setup.Data, f.Step, f.Sample)
	}

	// A link on data that do not come opens the lesson, and says so.
	late := newDesk(t)
	late.open("data=real-heart&step=30")
	late.wants()
	late.do(none)
	if f := late.settle(); f.Setup.Data != data.Bars || !strings.Contains(f.Notice, "could not be followed in full: These data are a file") {
		t.Errorf("a link without its file: %v, %q", f.Setup.Data, f.Notice)
	}

	// Damaged bytes are no file.
	d.do(turn)
	d.wants()
	bad := heart(t)
	bad.Bytes[1000] ^= 1
	d.do(bad)
	if why := d.fault(); !strings.Contains(why, "is damaged") {
		t.Errorf("a damaged file: %q", why)
	}
	d.fault() // and the knob stays
	if f := d.atOnce(); f.Setup.Data != data.Bars {
		t.Errorf("a damaged file leads to %v", f.Setup.Data)
	}

	d.do(turn)
	d.wants()
	d.do(wire.Command{Op: wire.Until, Index: 20})
	d.do(heart(t))
	if f := d.settle(); f.Setup.Data != data.Heart || f.Step != 20 || f.Width != 32 {
		t.Errorf("with the file: %v at step %d, %d wide", f.Setup.Data, f.Step, f.Width)
	}
	d.do(heart(t)) // of which nobody asked
	d.drawn()

	// From then on it is there: for links, steps and questions too.
	again := newDesk(t)
	again.open("data=real-heart&step=20")
	if f := again.settle(); f.Setup.Data != data.Heart || f.Hash != d.atOnce().Hash {
		t.Errorf("a link to the run leads to %v at %d", f.Setup.Data, f.Step)
	}
}

// drawn pulls two snapshots in a window of its own: the file comes before the first, once.
func (d *desk) drawn() {
	d.Helper()
	far, _ := d.window()
	var kinds []bool
	for range 2 {
		far.Send(wire.AppendCommand(nil, &wire.Command{Op: wire.Pull, Value: 1}))
		for b := far.Receive(); b != nil; b = far.Receive() {
			kinds = append(kinds, wire.IsFile(b))
			if k, raw, err := wire.ParseFile(b); wire.IsFile(b) && (err != nil || k != data.Heart || len(raw) != k.File().Bytes) {
				d.Fatalf("the file of %v has %d bytes, %v", k, len(raw), err)
			}
		}
	}
	if len(kinds) < 2 || !kinds[0] || kinds[1] {
		d.Errorf("the window that draws got files and others: %v", kinds)
	}
}
