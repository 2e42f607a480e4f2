package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/wire"
)

// packed asks for the pictures as a file.
func (d *desk) packed() []byte {
	d.Helper()
	d.do(wire.Command{Op: wire.Pack})
	file, err := wire.ParsePacked(d.far.Receive())
	if err != nil {
		d.Fatal(err)
	}
	return bytes.Clone(file)
}

// A window gets the pictures as a file; opened, on any run with pictures as large, one of them is shown, as the file has it; both are said and counted.
func TestPicturesAreSavedAndOpened(t *testing.T) {
	d := newDesk(t)
	d.open("")
	d.facts()
	d.do(wire.Command{Op: wire.Until, Index: 50})
	d.settle()
	d.do(wire.Command{Op: wire.Turn, Knob: train.Number("bits"), Value: 3})
	d.do(wire.Command{Op: wire.Show, Index: d.mill.session.Set().Train + 4})
	file := d.packed()
	u, err := ask.Unpack(file)
	if err != nil {
		t.Fatal(err)
	}
	if f := d.facts(); !strings.HasPrefix(f.Notice, "Saved: 128 pictures in ") || d.mill.session.Count(train.Saved) != 1 {
		t.Errorf("%q, saved %d times", f.Notice, d.mill.session.Count(train.Saved))
	}
	hash := d.mill.session.Hash()
	d.do(wire.Command{Op: wire.Unpack, Bytes: file})
	f := d.facts()
	if !slices.Equal(f.Input, u.Pictures[4*data.Dim:5*data.Dim]) || f.Sample != -1 || !strings.Contains(f.Notice, "Number 5 is shown, as its 6 bits paint it.") {
		t.Errorf("sample %d, %q: another picture is shown", f.Sample, f.Notice)
	}
	if d.mill.session.Count(train.Opened) != 1 || d.mill.session.Count(train.Painted) != 0 || d.mill.session.Hash() != hash {
		t.Error("opening is not counted, is taken for painting, or trains")
	}
	d.do(wire.Command{Op: wire.Turn, Knob: train.KnobIndex("data"), Value: float64(data.Blobs)})
	d.do(wire.Command{Op: wire.Unpack, Bytes: file})
	if f := d.facts(); !slices.Equal(f.Input, u.Pictures[:data.Dim]) { // none of the set is shown: the first
		t.Error("on other data the file shows another picture")
	}
}

// What cannot be saved or opened is a sentence, and nothing else changes.
func TestFilesThatCannotBeOpened(t *testing.T) {
	d := newDesk(t)
	d.open("")
	d.facts()
	file := d.packed()
	d.facts()
	refuse := func(bytes []byte, why string) {
		t.Helper()
		before := slices.Clone(d.mill.session.View.Input)
		d.do(wire.Command{Op: wire.Unpack, Bytes: bytes})
		if said := d.fault(); !strings.Contains(said, why) {
			t.Errorf("%q", said)
		}
		if !slices.Equal(before, d.mill.session.View.Input) || d.mill.session.Count(train.Opened) != 0 {
			t.Error("a file that was refused changed something")
		}
	}
	refuse(nil, "no file of squeezed pictures")
	refuse([]byte("GIF89a, and more of it"), "no file of squeezed pictures")
	refuse(file[:len(file)-7], "is damaged")
	d.do(wire.Command{Op: wire.Turn, Knob: train.KnobIndex("data"), Value: float64(data.Faces)})
	refuse(file, "another size: bars")
	d.open("data=circle&output=straight&neck=1")
	d.facts()
	d.do(wire.Command{Op: wire.Pack})
	if said := d.fault(); !strings.Contains(said, "Pictures alone") {
		t.Errorf("%q", said)
	}
}
