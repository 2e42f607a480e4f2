package figures

import (
	"bytes"
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

var update = flag.Bool("update", false, "write the golden pictures anew; look at what differs before you commit them")

// scenes are the runs whose pictures are kept, one for each figure at least: of setups of their own, so that no lesson changes them.
var scenes = []struct {
	figure, name, turns, apart string
}{
	{"network", "", "", ""},
	{"network", "signal", "data=11 neck=3", ""},
	{"network", "table", "data=18 masked=1", ""},
	{"network", "point", "data=6 output=1 neck=1 width=8", ""},
	{"units", "", "", ""},
	{"units", "point", "data=6 output=1 neck=1 width=8", ""},
	{"units", "signal", "data=11 neck=3", ""},
	{"units", "dictionary", "data=2 neck=20 depth=0 sparse=1 pressure=0.01", ""},
	{"map", "", "", ""},
	{"map", "cloud", "data=1 code=1 beta=0.3", ""},
	{"map", "one", "neck=1", ""},
	{"pairs", "", "data=2", "depth=0"},
	{"map", "table", "data=19 masked=1", ""},
	{"pairs", "table", "data=18 masked=1", ""},
	{"pairs", "signal", "data=11", ""},
	{"curve", "", "", "depth=0"},
	{"plane", "", "data=6 output=1 neck=1 depth=2 rate=0.01", ""},
	{"rivals", "", "data=2 rate=0.01", "depth=0 output=1"},
	{"sizes", "", "data=2 rate=0.01", "depth=0 output=1"},
	{"rivals", "point", "output=1 data=5 neck=1 rate=0.01", "depth=0 output=1"},
	{"gap", "", "data=2 rate=0.01", "depth=0 output=1"},
	{"trace", "", "neck=8 rate=0.01", "depth=0 output=1"},
	{"space", "", "rate=0.01", "depth=0 output=1"},
	{"space", "point", "output=1 data=5 neck=1 rate=0.01", "depth=0 output=1"},
	{"map", "many", "data=1 neck=6 code=1 beta=0.1", ""},
	{"mend", "", "noise=2 amount=0.33", "noise=0"},
	{"mend", "point", "data=7 output=1 noise=1 amount=0.2", ""},
	{"origins", "", "data=7 output=1 noise=1 amount=0.2", "noise=0"},
	{"origins", "picture", "noise=2", ""},
	{"dictionary", "", "data=2 neck=20 depth=0 sparse=1 pressure=0.01", ""},
	{"twins", "", "data=2 neck=20 depth=0 sparse=1 pressure=0.01", "sparse=0"},
	{"sum", "", "data=2 neck=20 depth=0 sparse=1 pressure=0.01", ""},
	{"sum", "deep", "data=2 neck=20 depth=1 sparse=4 keep=3", ""},
	{"firing", "", "data=2 neck=20 depth=0 sparse=1 pressure=0.01", ""},
	{"cloud", "", "data=1 neck=3 code=1 beta=0.1", ""},
	{"nats", "", "data=1 neck=4 code=1 beta=0.1", ""},
	{"samples", "", "data=1 neck=3 code=1 beta=0.1", "code=0"},
	{"darts", "", "data=1 neck=3 code=1 beta=0.1", "code=0"},
	{"bells", "", "data=1 neck=2 code=1 beta=0.1", ""},
	{"errors", "", "data=14 neck=4 faults=0.2", "faults=0"},
	{"errors", "unknown", "data=11 neck=3", ""},
	{"worst", "", "data=14 neck=4 faults=0.2", "faults=0"},
	{"worst", "picture", "data=9 neck=4", ""},
	{"fill", "", "data=1 code=1 beta=0.1 rate=0.01 holes=3", ""},
	{"fill", "signal", "data=11 neck=3 code=1 beta=0.01 holes=4 dice=1", ""},
	{"fill", "table", "data=18 masked=1 code=1 beta=0.01 noise=2 holes=1 rounds=1", ""},
	{"fill", "gaps", "data=2 masked=1 missing=0.3 losing=1", ""},
	{"stencil", "", "data=13 convs=2 channels=3 depth=0 neck=5", "convs=0"},
	{"stencil", "wide", "data=1 convs=1 kernel=4", ""},
	{"crowd", "", "data=16 neck=5", ""},
	{"crowd", "clothes", "data=17 neck=3 width=8", ""},
	{"crowd", "table", "data=18 neck=2", ""},
	{"likeness", "", "data=16 neck=5", ""},
	{"likeness", "table", "data=18 neck=2", ""},
	{"fewlabels", "", "data=16 neck=5", ""},
	{"fewlabels", "table", "data=18 neck=2", ""},
	{"regions", "", "data=8 output=1 neck=1 classify=1 known=6 depth=2 rate=0.01 buy=200", "alone=1"},
	{"regions", "picture", "data=9 neck=4 classify=1 known=12", "alone=1"},
	{"bought", "", "data=8 output=1 neck=1 classify=1 known=6 depth=2 rate=0.01", "alone=1"},
	{"written", "", "data=13 convs=2 channels=3 depth=0 neck=5", ""},
	{"rates", "", "neck=4 rate=0.01", "neck=2"},
	{"rates", "large", "data=10 neck=8", "neck=4"},
	{"cuts", "", "neck=4 rate=0.01", "neck=2"},
	{"cuts", "signal", "data=11 neck=3", ""},
	{"stars", "", "data=19 masked=1 neck=3 noise=2", "masked=0"},
	{"nights", "", "data=19 masked=1 neck=3 noise=2 evenings=4", ""},
	{"ledger", "", "neck=4 rate=0.01", "neck=2"},
}

// Every figure has golden pictures, of an untrained and of a trained run: whatever moves, changes its colour or reads otherwise is seen. They are
// kept as text, without a theme: labels and hits as they are, marks by runs of one kind, with a sum over all that they hold.
func TestGolden(t *testing.T) {
	drawn := map[string]bool{}
	for _, c := range scenes {
		drawn[c.figure] = true
		for _, steps := range []int{0, 300} {
			name := fmt.Sprintf("%s-%d.txt", c.figure, steps)
			if c.name != "" {
				name = fmt.Sprintf("%s-%s-%d.txt", c.figure, c.name, steps)
			}
			t.Run(name, func(t *testing.T) {
				b, _ := figured(t, steps, []string{c.figure}, turnsOf(t, c.apart), turnsOf(t, c.turns)...)
				var s scene.Scene
				b.Build(&s, 640, 420, &scene.Look{})
				golden(t, filepath.Join("testdata", name), b.Tell(dump(&s)))
			})
		}
	}
	for _, f := range scene.Figures() {
		if !drawn[f.Name] {
			t.Errorf("there is no golden picture of %q: it wants a row in scenes, and -update", f.Name)
		}
	}
}

// golden holds that got is what the file at path says.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	was, is := bytes.Split(want, []byte("\n")), bytes.Split(got, []byte("\n"))
	for i := range max(len(was), len(is)) {
		if i >= len(was) || i >= len(is) || !bytes.Equal(was[i], is[i]) {
			t.Fatalf("%s differs at line %d:\n  is  %s\n  was %s", path, i+1, line(is, i), line(was, i))
		}
	}
}

func line(all [][]byte, i int) []byte {
	if i < len(all) {
		return all[i]
	}
	return []byte("(nothing)")
}

var kindNames = [...]string{"disc", "ring", "rect", "frame", "line", "curve", "poly", "area", "tile"}

// dump writes a scene as text, lengths to a twentieth of a pixel.
func dump(s *scene.Scene) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%v by %v\n", s.W, s.H)
	for i := range s.Labels {
		l := &s.Labels[i]
		fmt.Fprintf(&out, "label %.1f %.1f size %.1f %s role %d bold %v: %s\n", l.X, l.Y, l.Size, [...]string{"start", "middle", "end"}[l.Anchor], l.Role, l.Bold, s.Text(l))
	}
	for from := 0; from < len(s.Hits); {
		to := from + 1
		for to < len(s.Hits) && s.Hits[to].Target == s.Hits[from].Target && s.Hits[to].Layer == s.Hits[from].Layer {
			to++
		}
		sum, h := fnv.New32a(), s.Hits[from]
		for _, h := range s.Hits[from:to] {
			fmt.Fprintln(sum, fine(h.X, h.Y, h.X2, h.Y2, h.R), h.Index, h.Feel, h.Figure)
		}
		fmt.Fprintf(&out, "%d hits %s from %.1f %.1f layer %d: %08x\n", to-from, h.Target, h.X, h.Y, h.Layer, sum.Sum32())
		from = to
	}
	for from := 0; from < len(s.Marks); {
		to := runOf(s.Marks, from)
		dumpRun(&out, s, s.Marks[from:to])
		from = to
	}
	return out.Bytes()
}

// A kindOf is what marks of one run have in common: dots with a rim each are a run of two.
type kindOf struct {
	kind scene.Kind
	role tint.Role
}

func (k kindOf) String() string { return fmt.Sprintf("%s of role %d", kindNames[k.kind], k.role) }

// runOf is where a run of at most two kinds of marks ends.
func runOf(marks []scene.Mark, from int) int {
	var kinds []kindOf
	for i, m := range marks[from:] {
		k := kindOf{m.Kind, m.Role}
		if slices.Contains(kinds, k) {
			continue
		}
		if len(kinds) == 2 {
			return from + i
		}
		kinds = append(kinds, k)
	}
	return len(marks)
}

// dumpRun writes a run of marks: what they are, where the first of them is, and a sum over all.
func dumpRun(out *bytes.Buffer, s *scene.Scene, run []scene.Mark) {
	var kinds []kindOf
	counts := map[kindOf]int{}
	for _, m := range run {
		k := kindOf{m.Kind, m.Role}
		if counts[k]++; counts[k] == 1 {
			kinds = append(kinds, k)
		}
	}
	for _, k := range kinds {
		fmt.Fprintf(out, "%d %v, ", counts[k], k)
	}
	sum := fnv.New32a()
	for _, m := range run {
		fmt.Fprintln(sum, m.Kind, m.Role, fine(m.X, m.Y, m.X2, m.Y2, m.W, 20*m.V, 20*m.A, m.Dash, m.Flow), m.Count)
		switch m.Kind {
		case scene.Poly, scene.Area:
			n := m.Count
			if m.Kind == scene.Area {
				n *= 2
			}
			for _, p := range s.Points[m.First : m.First+n] {
				fmt.Fprintln(sum, fine(p.X, p.Y))
			}
		case scene.Tile:
			sum.Write(s.Greys[m.First : m.First+m.Count*m.Count])
		}
	}
	m := run[0]
	fmt.Fprintf(out, "from %.1f %.1f to %.1f %.1f w %.2f v %.2f a %.2f: %08x\n", m.X, m.Y, m.X2, m.Y2, m.W, m.V, m.A, sum.Sum32())
}

// fine rounds lengths to a twentieth of a pixel.
func fine(v ...float32) []int {
	out := make([]int, len(v))
	for i, x := range v {
		out[i] = int(math.Round(20 * float64(x)))
	}
	return out
}
