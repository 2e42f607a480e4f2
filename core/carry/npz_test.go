package carry

import (
	"archive/zip"
	"bytes"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/sbinet/npyio/npz"

	"hourglass/core/ae"
	"hourglass/core/nn"
)

// Another program's reader finds every array of every kind, by name, shape and bits, and no other; every name and its shape
// stand in the README, which describes every layer.
func TestNPZ(t *testing.T) {
	for _, k := range kinds(t) {
		t.Run(k.name, func(t *testing.T) {
			m, w := started(t, k)
			file := written(t, m, w)
			z, err := npz.NewReader(bytes.NewReader(file), int64(len(file)))
			if err != nil {
				t.Fatal(err)
			}
			about := string(entries(t, file)[0].data)
			if strings.Contains(about, errLayer.Error()) {
				t.Errorf("a layer is not described:\n%s", about)
			}
			keys := z.Keys()
			if keys[0] != "README.txt" {
				t.Errorf("the first entry is %s", keys[0])
			}
			at := 0
			for _, name := range keys[1:] {
				h := z.Header(name)
				if h == nil || h.Major != 1 || h.Minor != 0 || h.Descr.Type != "<f4" || h.Descr.Fortran {
					t.Fatalf("%s: header %+v", name, h)
				}
				size := 1
				for _, d := range h.Descr.Shape {
					size *= d
				}
				var got []float32
				if err := z.Read(name, &got); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if !slices.Equal(got, w[at:at+size]) {
					t.Errorf("%s holds other numbers than the arena from %d", name, at)
				}
				if line := strings.TrimSuffix(name, ".npy") + " " + tuple(h.Descr.Shape); !strings.Contains(about, line) {
					t.Errorf("the README lacks %q", line)
				}
				at += size
			}
			if at != len(w) {
				t.Errorf("%d numbers of %d", at, len(w))
			}
		})
	}
}

// written is the file of a model.
func written(t testing.TB, m *ae.Model, w []float32) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteNPZ(&b, m, w); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// An entry is a file of an archive.
type entry struct {
	name string
	data []byte
}

// entries are the files of an archive, in its order.
func entries(t *testing.T, archive []byte) (all []entry) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, entry{f.Name, b})
	}
	return all
}

// A model that has blown up is not carried anywhere.
func TestNotFinite(t *testing.T) {
	m, w := started(t, kind{"", ae.Recipe{Input: nn.Flat(4), Code: 2}})
	w[5] = float32(math.Inf(1))
	var b bytes.Buffer
	for what, write := range map[string]func(io.Writer, *ae.Model, []float32) error{"npz": WriteNPZ, "ONNX": WriteONNX} {
		if err := write(&b, m, w); err == nil || err.Error() != "carry: parameter 5 is not finite" || b.Len() > 0 {
			t.Errorf("%s: %v, and %d bytes", what, err, b.Len())
		}
	}
}

// The names and shapes that the doc comment promises, and numbers that begin at a multiple of 64.
func TestNPZNames(t *testing.T) {
	m, w := started(t, kind{"", ae.Recipe{
		Input: nn.Shape{Channels: 2, Height: 5, Width: 5}, Conv: []ae.Conv{{Channels: 3, Kernel: 3, Stride: 2}}, Code: 2, Unit: nn.ReLU,
		Label: ae.Label{Classes: 4, Weight: 1}, Critic: ae.Adversary{Hidden: []int{6}},
	}})
	want := []string{
		"encoder.0.weight (3, 3, 2, 3)", "encoder.0.bias (3,)", "encoder.2.weight (27, 2)", "encoder.2.bias (2,)",
		"decoder.0.weight (2, 27)", "decoder.0.bias (27,)", "decoder.2.weight (3, 3, 3, 2)", "decoder.2.bias (2,)",
		"classifier.weight (2, 4)", "classifier.bias (4,)",
		"critic.0.weight (50, 6)", "critic.0.bias (6,)", "critic.2.weight (6, 1)", "critic.2.bias (1,)",
	}
	var got []string
	for _, e := range entries(t, written(t, m, w))[1:] {
		all := e.data
		head := 10 + int(all[8]) + int(all[9])<<8
		if head%64 != 0 || all[head-1] != '\n' {
			t.Errorf("%s: the numbers begin at %d, after %q", e.name, head, all[head-1])
		}
		_, shape, _ := strings.Cut(string(all[:head]), "'shape': ")
		shape, _, _ = strings.Cut(shape, ", }")
		got = append(got, strings.TrimSuffix(e.name, ".npy")+" "+shape)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
