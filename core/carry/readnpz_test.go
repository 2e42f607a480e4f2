package carry

import (
	"archive/zip"
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/nn"
)

func unpack(b []byte, m *ae.Model) ([]float32, error) {
	return ReadNPZ(bytes.NewReader(b), int64(len(b)), m)
}

// What was written is read back, to the bit, of every kind.
func TestReadNPZ(t *testing.T) {
	for _, k := range kinds(t) {
		m, w := started(t, k)
		got, err := unpack(written(t, m, w), m)
		if err != nil || !slices.Equal(got, w) {
			t.Errorf("%s: %d parameters come back of %d, or others: %v", k.name, len(got), len(w), err)
		}
	}
}

// repack changes the entries of an archive; an entry that becomes nil is left out.
func repack(t *testing.T, archive []byte, change func(name string, b []byte) []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, e := range entries(t, archive) {
		if e.data = change(e.name, e.data); e.data == nil {
			continue
		}
		w, err := to.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(e.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A file that is none, or of another model, is refused in one sentence that names the array; entries that nobody asks for are passed over.
func TestReadNPZRefuses(t *testing.T) {
	m, w := started(t, kind{"", ae.Recipe{Input: nn.Flat(4), Code: 2}})
	other, _ := started(t, kind{"", ae.Recipe{Input: nn.Flat(4), Code: 3}})
	file := written(t, m, w)
	at := func(name string, change func(b []byte) []byte) []byte {
		return repack(t, file, func(n string, b []byte) []byte {
			if n == name {
				return change(b)
			}
			return b
		})
	}
	bits := math.Float32bits(float32(math.NaN()))
	for _, c := range []struct {
		want string
		file []byte
		m    *ae.Model
	}{
		{"", at("README.txt", func(b []byte) []byte { return nil }), m},
		{"", at("README.txt", func(b []byte) []byte { return []byte("something else") }), m},
		{"carry: there is no model", file, nil},
		{"carry: zip: not a valid zip file", file[:40], m},
		{"carry: zip: not a valid zip file", nil, m},
		{"carry: encoder.0.weight: it is {'descr': '<f4', 'fortran_order': False, 'shape': (4, 2), }, want {'descr': '<f4', 'fortran_order': False, 'shape': (4, 3), }", file, other},
		{"carry: the file holds no array decoder.0.bias", at("decoder.0.bias.npy", func(b []byte) []byte { return nil }), m},
		{"carry: decoder.0.bias: it is no array of NumPy's", at("decoder.0.bias.npy", func(b []byte) []byte { return b[:5] }), m},
		{"carry: decoder.0.bias: its header is cut off", at("decoder.0.bias.npy", func(b []byte) []byte { return b[:20] }), m},
		{"carry: decoder.0.bias: 15 bytes of 16", at("decoder.0.bias.npy", func(b []byte) []byte { return b[:len(b)-1] }), m},
		{"carry: decoder.0.bias: more than 16 bytes", at("decoder.0.bias.npy", func(b []byte) []byte { return append(b, 0) }), m},
		{"carry: decoder.0.bias: version 9 of the format", at("decoder.0.bias.npy", func(b []byte) []byte { b[6] = 9; return b }), m},
		{"carry: decoder.0.bias: version 2 of the format, with a header of ", at("decoder.0.bias.npy", func(b []byte) []byte { b[6] = 2; return b }), m},
		{"carry: decoder.0.bias: it is {'descr': '<f8'", at("decoder.0.bias.npy", func(b []byte) []byte { return bytes.Replace(b, []byte("<f4"), []byte("<f8"), 1) }), m},
		{"carry: decoder.0.bias: number 3 is not finite", at("decoder.0.bias.npy", func(b []byte) []byte {
			return append(b[:len(b)-4], byte(bits), byte(bits>>8), byte(bits>>16), byte(bits>>24))
		}), m},
	} {
		got, err := unpack(c.file, c.m)
		if c.want == "" && (err != nil || !slices.Equal(got, w)) || c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), c.want) || got != nil) {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
}

// A byte that changed on the way is found by the sum that the archive keeps of each entry.
func TestReadNPZSum(t *testing.T) {
	m, w := started(t, kind{"", ae.Recipe{Input: nn.Flat(4), Code: 2}})
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts(m, w) {
		for i := p.from; i < p.to; i++ {
			for _, a := range p.tensors(i) {
				f, err := z.CreateHeader(&zip.FileHeader{Name: a.name + ".npy", Method: zip.Store})
				if err != nil {
					t.Fatal(err)
				}
				if _, err := f.Write(appendNPY(nil, a)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if got, err := unpack(b.Bytes(), m); err != nil || !slices.Equal(got, w) {
		t.Fatalf("a file that is not compressed: %v", err)
	}
	file := bytes.Clone(b.Bytes())
	at := bytes.Index(file, appendFloats(nil, w[:2]))
	file[at] ^= 1
	if _, err := unpack(file, m); err == nil || err.Error() != "carry: encoder.0.weight: zip: checksum error" {
		t.Errorf("a changed bit: %v", err)
	}
}

// Whatever a file holds, reading it does not panic, and what it takes is finite.
func FuzzReadNPZ(f *testing.F) {
	m, err := ae.New(ae.Recipe{Input: nn.Flat(4), Code: 2})
	if err != nil {
		f.Fatal(err)
	}
	file := written(f, m, make([]float32, m.Params()))
	f.Add(file)
	f.Add(file[:100])
	f.Fuzz(func(t *testing.T, file []byte) {
		w, err := unpack(file, m)
		if err != nil {
			return
		}
		for i, v := range w {
			if v-v != 0 {
				t.Fatalf("parameter %d is %v", i, v)
			}
		}
	})
}
