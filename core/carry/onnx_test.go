package carry

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/nn"
)

// A field is one field of a message as a reader of the wire finds it.
type field struct {
	number, wire int
	value        uint64
	bytes        []byte
}

// read takes a message apart by the rules of the wire format alone.
func read(t *testing.T, b []byte) (fields []field) {
	t.Helper()
	varint := func() uint64 {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			t.Fatal("a varint is cut off")
		}
		b = b[n:]
		return v
	}
	for len(b) > 0 {
		tag := varint()
		f := field{number: int(tag >> 3), wire: int(tag & 7)}
		n := 0
		switch f.wire {
		case 0:
			f.value = varint()
		case 2:
			n = int(varint())
		case 5:
			n = 4
		default:
			t.Fatalf("wire type %d", f.wire)
		}
		if n > len(b) {
			t.Fatalf("field %d of %d bytes, %d are left", f.number, n, len(b))
		}
		f.bytes, b = b[:n], b[n:]
		fields = append(fields, f)
	}
	return fields
}

func all(fields []field, number int) (got []field) {
	for _, f := range fields {
		if f.number == number {
			got = append(got, f)
		}
	}
	return got
}

func one(t *testing.T, fields []field, number int) field {
	t.Helper()
	got := all(fields, number)
	if len(got) != 1 {
		t.Fatalf("field %d stands there %d times", number, len(got))
	}
	return got[0]
}

// shape is what a ValueInfoProto says: its name and dimensions.
func shape(t *testing.T, b []byte) string {
	v := read(t, b)
	tensor := read(t, one(t, read(t, one(t, v, 2).bytes), 1).bytes)
	if one(t, tensor, 1).value != typeFloat {
		t.Error("an output that is not float")
	}
	s := string(one(t, v, 1).bytes)
	for _, d := range all(read(t, one(t, tensor, 2).bytes), 1) {
		dim := read(t, d.bytes)
		if free := all(dim, 2); len(free) == 1 {
			s += " " + string(free[0].bytes)
			continue
		}
		s += fmt.Sprint(" ", one(t, dim, 1).value)
	}
	return s
}

// The graph of every kind is well formed: each name is given once, each node takes only what is there before it, each array
// is as long as its dimensions say, and what goes in and out has its natural shape.
func TestONNXGraph(t *testing.T) {
	for _, k := range kinds(t) {
		t.Run(k.name, func(t *testing.T) {
			m, w := started(t, k)
			var b bytes.Buffer
			if err := WriteONNX(&b, m, w); err != nil {
				t.Fatal(err)
			}
			model := read(t, b.Bytes())
			if v := one(t, model, 1).value; v != 8 {
				t.Errorf("IR version %d", v)
			}
			if v := one(t, read(t, one(t, model, 8).bytes), 2).value; v != 17 {
				t.Errorf("operator set %d", v)
			}
			graph := read(t, one(t, model, 7).bytes)
			if len(one(t, graph, 2).bytes) == 0 {
				t.Error("the graph has no name")
			}
			wellFormed(t, graph)
			ends(t, m, graph)
		})
	}
}

func wellFormed(t *testing.T, graph []field) {
	have := map[string]bool{}
	give := func(name string) {
		if have[name] || name == "" {
			t.Errorf("%q is given twice, or has no name", name)
		}
		have[name] = true
	}
	give(string(one(t, read(t, one(t, graph, 11).bytes), 1).bytes))
	for _, f := range all(graph, 5) {
		tensor := read(t, f.bytes)
		give(string(one(t, tensor, 8).bytes))
		size := map[uint64]int{typeFloat: 4, typeInt64: 8}[one(t, tensor, 2).value]
		for _, d := range all(tensor, 1) {
			size *= int(d.value)
		}
		if got := len(one(t, tensor, 9).bytes); got != size {
			t.Errorf("%s has %d bytes, its dimensions say %d", one(t, tensor, 8).bytes, got, size)
		}
	}
	used := map[string]bool{}
	for _, f := range all(graph, 1) {
		node := read(t, f.bytes)
		op := string(one(t, node, 4).bytes)
		for _, in := range all(node, 1) {
			if name := string(in.bytes); name != "" {
				used[name] = true
				if !have[name] {
					t.Errorf("%s takes %q, which is not there yet", op, name)
				}
			}
		}
		for _, out := range all(node, 2) {
			give(string(out.bytes))
		}
		for _, a := range all(node, 5) {
			kind := one(t, read(t, a.bytes), 20).value
			want := map[uint64]int{1: 2, 2: 3, 7: 8}[kind]
			if len(all(read(t, a.bytes), want)) == 0 {
				t.Errorf("%s: an attribute of type %d has no such value", op, kind)
			}
		}
	}
	for _, f := range all(graph, 12) {
		if name := string(one(t, read(t, f.bytes), 1).bytes); !have[name] {
			t.Errorf("nothing makes %s", name)
		}
	}
	for _, f := range all(graph, 5) {
		if name := string(one(t, read(t, f.bytes), 8).bytes); !used[name] {
			t.Errorf("nothing takes %s", name)
		}
	}
}

// ends holds what goes in and out against the words of WriteONNX.
func ends(t *testing.T, m *ae.Model, graph []field) {
	in := m.Input
	natural := fmt.Sprintf(" N %d %d %d", in.Channels, in.Height, in.Width)
	if m.Sequence.Hidden > 0 {
		natural = fmt.Sprintf(" N %d %d", in.Height, in.Width)
	} else if in == nn.Flat(in.Channels) {
		natural = fmt.Sprintf(" N %d", in.Channels)
	}
	if got := shape(t, one(t, graph, 11).bytes); got != "x"+natural {
		t.Errorf("input %s, not %s", got, natural)
	}
	want := []string{fmt.Sprintf("code N %d", m.Code), "reconstruction" + natural}
	if m.Head != nil {
		want = append(want, fmt.Sprintf("labels N %d", m.Label.Classes))
	}
	outputs := all(graph, 12)
	if len(outputs) != len(want) {
		t.Fatalf("%d outputs, not %d", len(outputs), len(want))
	}
	for i, o := range outputs {
		if got := shape(t, o.bytes); got != want[i] {
			t.Errorf("output %s, not %s", got, want[i])
		}
	}
}

func TestReorder(t *testing.T) {
	a := []float32{0, 1, 2, 10, 11, 12} // (2, 3)
	if got := fmt.Sprint(reorder(a, []int{2, 3}, 1, 0)); got != "[0 10 1 11 2 12]" {
		t.Error(got)
	}
	// (in 2, three gates of 1 unit): rows of the gates in the order 1, 0, 2.
	if got := fmt.Sprint(turn(a, 2, 1, gruGates)); got != "[1 11 0 10 2 12]" {
		t.Error(got)
	}
}
