//go:build dist && !js

package carry

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/nn"
	"hourglass/core/rng"
)

const rows = 5

// ONNX Runtime computes the code, the copy and the labels of every kind as the core does.
func TestONNXRuntime(t *testing.T) {
	folder := t.TempDir()
	kinds := kinds(t)
	wants := make([]map[string][]float32, len(kinds))
	for i, k := range kinds {
		wants[i] = lay(t, folder, fmt.Sprint(i), k)
	}
	cmd := exec.Command("node", "testdata/run.mjs", folder)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	answer, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, complaint.String())
	}
	var shapes map[string]map[string][]int
	if err := json.Unmarshal(answer, &shapes); err != nil {
		t.Fatalf("%v in %q", err, answer)
	}
	for i, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			got := shapes[fmt.Sprint(i)]
			if len(got) != len(wants[i]) {
				t.Fatalf("outputs %v, %d wanted", got, len(wants[i]))
			}
			if d := got["reconstruction"]; !slices.Equal(d, dims(k.recipe)) {
				t.Errorf("a reconstruction of %v", d)
			}
			for output, want := range wants[i] {
				v := floats(t, filepath.Join(folder, fmt.Sprint(i)+"."+output))
				worst, ok := near(v, want, 1e-5)
				t.Logf("%s: off by at most %.1e", output, worst)
				if !ok {
					t.Errorf("%s: %d numbers of %d, off by %g", output, len(v), len(want), worst)
				}
			}
		})
	}
}

// lay writes a model and a batch for the script, and returns what the core makes of them.
func lay(t *testing.T, folder, name string, k kind) map[string][]float32 {
	t.Helper()
	m, w := started(t, k)
	file := filepath.Join(folder, name)
	var b bytes.Buffer
	if err := WriteONNX(&b, m, w); err != nil {
		t.Fatalf("%s: %v", k.name, err)
	}
	x := make([]float32, rows*m.Input.Size())
	r := rng.New(4, "x")
	for i := range x {
		x[i] = r.Float32()
	}
	natural := x
	if k.picture() {
		natural = channels(x, m.Input)
	}
	about, err := json.Marshal(dims(k.recipe))
	if err != nil {
		t.Fatal(err)
	}
	for ext, data := range map[string][]byte{".onnx": b.Bytes(), ".x": appendFloats(nil, natural), ".json": about} {
		if err := os.WriteFile(file+ext, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	mem := m.Net.NewMemory(rows, false)
	z := slices.Clone(m.EncodeMasked(mem, w, x, nil, rows))
	y := m.RebuildMasked(mem, w, x, nil, rows)
	if k.picture() {
		y = channels(y, m.Input)
	}
	want := map[string][]float32{"code": z, "reconstruction": y}
	if m.Head != nil {
		want["labels"] = m.Classify(m.Head.NewMemory(rows, false), w, z, rows)
	}
	return want
}

func (k kind) picture() bool {
	return k.recipe.Sequence.Hidden == 0 && k.recipe.Input != nn.Flat(k.recipe.Input.Channels)
}

// dims are the dimensions of a batch outside.
func dims(r ae.Recipe) []int {
	switch in := r.Input; {
	case r.Sequence.Hidden > 0:
		return []int{rows, in.Height, in.Width}
	case in == nn.Flat(in.Channels):
		return []int{rows, in.Channels}
	default:
		return []int{rows, in.Channels, in.Height, in.Width}
	}
}

// channels moves the channels of a batch from innermost to outermost.
func channels(x []float32, s nn.Shape) []float32 {
	y := make([]float32, len(x))
	area := s.Height * s.Width
	for r := range rows {
		for p := range area {
			for c := range s.Channels {
				y[(r*s.Channels+c)*area+p] = x[(r*area+p)*s.Channels+c]
			}
		}
	}
	return y
}

func floats(t *testing.T, file string) []float32 {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	v := make([]float32, len(b)/4)
	for i := range v {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return v
}
