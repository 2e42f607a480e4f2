package figures

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"hourglass/core/pca"
	"hourglass/core/rng"
	"hourglass/core/train"
	"hourglass/core/vec"
	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// cases are setups for which the panels of this file are meant, and some for which they are not: they must hold all the same.
var cases = []struct {
	name  string
	of    []string
	apart string
	turns string
}{
	{"two", []string{"twins", "sum", "dictionary", "network"}, "sparse=0", "data=2 neck=64 depth=0 sparse=1 pressure=0.003"},
	{"sparse", []string{"dictionary", "firing", "pairs", "curve"}, "", "data=2 neck=64 depth=0 sparse=1 pressure=0.003"},
	{"topk", []string{"dictionary", "firing"}, "sparse=0", "data=2 neck=32 depth=1 sparse=4 keep=3"},
	{"sigmoid", []string{"firing", "dictionary"}, "", "data=3 neck=48 depth=0 sparse=2"},
	{"signals", []string{"dictionary", "darts", "samples", "rivals", "sizes"}, "unit=0", "data=11 neck=5"},
	{"faces", []string{"cloud", "darts", "nats", "bells"}, "code=0", "data=10 neck=4 code=1 beta=0.05"},
	{"digits", []string{"darts", "samples", "nats", "cloud", "bells"}, "code=0", "data=9 neck=8 code=1 beta=0.3 loss=1"},
	{"wide cloud", []string{"nats", "cloud"}, "", "data=1 neck=40 code=1 free=0.3"},
	{"one cloud", []string{"cloud", "nats", "darts", "bells"}, "", "data=1 neck=1 code=1"},
	{"no cloud", []string{"nats", "cloud", "darts", "samples", "bells"}, "", "data=0"},
	{"flat", []string{"rivals", "sizes", "curve"}, "depth=0 output=1", "data=2"},
	{"flat one", []string{"rivals", "sizes"}, "unit=0 output=1", "neck=1"},
	{"flat many", []string{"sizes", "rivals"}, "unit=0 output=1", "data=2 neck=12"},
	{"flat points", []string{"rivals", "sizes"}, "unit=0", "output=1 data=7 neck=1"},
	{"alone", []string{"rivals", "sizes"}, "", "data=1"},
	{"alarms", []string{"errors", "worst", "network", "curve"}, "faults=0", "data=14 neck=4 faults=0.2"},
	{"alarms alone", []string{"worst", "errors"}, "faults=0", "data=14 neck=2"},
	{"alarms of nobody knows whom", []string{"errors", "worst"}, "unit=0", "data=11 neck=3"},
	{"alarms of pictures", []string{"worst", "errors"}, "", "data=9"},
	{"alarms of points", []string{"worst", "errors"}, "", "output=1 data=7 neck=1"},
}

// Every panel is legible and sound on every stage, alone or in its row, before and after training, for a shown, a painted and a held picture.
func TestPanelsAreLegible(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			b, session := figured(t, 0, c.of, turnsOf(t, c.apart), turnsOf(t, c.turns)...)
			spoken := [3]string{"", c.of[0] + " " + c.of[1], c.of[1]}
			for state := range 3 {
				switch state {
				case 1:
					for range 150 {
						session.Step()
					}
					session.Paint(1, 0.9)
				case 2:
					z := make([]float32, session.Setup.Neck)
					z[0] = -2.5
					session.Hold(z)
				}
				show(t, b, session)
				for _, size := range stages {
					for _, figure := range append([]string{""}, b.Lesson.Figures...) {
						var s scene.Scene
						b.Build(&s, size[0], size[1], &scene.Look{Hero: figure, Point: spoken[state], Hover: scene.Hit{Target: Unit, Index: 3}})
						legible(t, &s, size[0], size[1])
						sound(t, &s, 12)
						if t.Failed() {
							t.Fatalf("state %d, %v, %q", state, size, figure)
						}
					}
				}
			}
		})
	}
}

func TestPanelsAllocateNothing(t *testing.T) {
	for _, c := range cases {
		b, session := figured(t, 30, c.of, turnsOf(t, c.apart), turnsOf(t, c.turns)...)
		t.Run(c.name, func(t *testing.T) {
			quiet(t, b, session, &scene.Look{Hover: scene.Hit{Target: Unit, Index: 2}}, &scene.Look{Hero: c.of[0]})
		})
	}
}

// A knob that changes data, sizes or the kind of code leaves no panel with memory of the wrong size; so it is with alarms, whether it is known who is faulty
// or not.
func TestPanelsFollowTheKnobs(t *testing.T) {
	const long = "data=9 neck=5 output=1 data=7 neck=1 code=1 data=11 output=0 neck=20 depth=2 data=2 code=0 sparse=1 neck=64 seed=3"
	for _, of := range []struct{ figures, apart, turns, way string }{
		{"dictionary cloud nats darts bells rivals sizes", "depth=0", "", long},
		{"samples map units sum twins", "depth=0", "", long},
		{"sum twins", "unit=0", "depth=0", "data=9 neck=5 output=1 data=7 neck=1 data=11 output=0 neck=20 depth=2 data=2 sparse=1 neck=64 seed=3"},
		{"errors worst", "faults=0", "data=14", "faults=0.2 neck=5 data=11 data=9 output=1 data=7 neck=1 data=14 neck=40 seed=3 data=0"},
	} {
		b, session := figured(t, 20, strings.Fields(of.figures), turnsOf(t, of.apart), turnsOf(t, of.turns)...)
		for _, turn := range turnsOf(t, of.way) {
			if err := session.Turn(train.KnobIndex(turn.Knob), turn.Value); err != nil {
				t.Fatal(err)
			}
			for range 5 {
				session.Step()
			}
			show(t, b, session)
			var s scene.Scene
			for _, figure := range append([]string{""}, b.Lesson.Figures...) {
				b.Build(&s, 1010, 838, &scene.Look{Hero: figure})
				sound(t, &s, 12)
			}
		}
	}
}

// A unit's tile is its column of the decoder, and what is said of its waking is what counting finds.
func TestDictionary(t *testing.T) {
	b, session := figured(t, 400, []string{"dictionary", "firing"}, nil, turnsOf(t, "data=2 neck=20 depth=0 sparse=1 pressure=0.01")...)
	f, h := b.Panel("dictionary").(*dictionary), b.Panel("firing").(*firing)
	fan := b.Model.Fan(1, b.Snap.Params)
	for j := range 20 {
		for k := range 49 {
			if got, want := f.tiles[j*49+k], fan.At(j, k); got != want {
				t.Fatalf("pixel %d of unit %d is %v, its weight %v", k, j, got, want)
			}
		}
	}
	awakes, dead := 0.0, 0.0
	for j := range 20 {
		awakes += float64(f.often[j])
		if f.often[j] == 0 {
			dead++
		}
	}
	if want, ok := session.Measure("awake"); !ok || math.Abs(awakes-want) > 1e-4 || math.Abs(float64(h.mean)-want) > 1e-4 {
		t.Errorf("%v and %v units awake, the session counts %v", awakes, h.mean, want)
	}
	if want, ok := session.Measure("dead"); !ok || dead != want || f.never != int(want) {
		t.Errorf("%v dead units, the session counts %v", f.never, want)
	}
	all := 0
	for _, c := range h.pictures {
		all += c
	}
	if all != b.Set.Valid {
		t.Errorf("%d pictures of %d are in the histogram", all, b.Set.Valid)
	}
	f.study(&b.Base, f.unit)
	codes := b.ValidCodes()
	for i := range b.Set.Valid {
		if v := scene.Abs(codes[i*20+f.unit]); f.best[0] < 0 || v > scene.Abs(codes[f.best[0]*20+f.unit]) {
			t.Fatalf("picture %d excites unit %d more than picture %d", i, f.unit, f.best[0])
		}
	}
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	units := 0
	for _, hit := range s.Hits {
		if hit.Target == Unit {
			units++
		}
	}
	if units != 20 {
		t.Errorf("%d units can be tapped", units)
	}
}

// In a deeper decoder a tile is what it paints of that unit less what it paints of silence.
func TestDictionaryOfADeepDecoder(t *testing.T) {
	b, session := figured(t, 200, []string{"dictionary"}, nil, turnsOf(t, "data=2 neck=6 sparse=4 keep=2")...)
	f := b.Panel("dictionary").(*dictionary)
	look := train.NewLooker(b.Model, 1, 2)
	var snap train.Snapshot
	session.Snapshot(&snap, 0)
	for j := range 6 {
		z := make([]float32, 12)
		z[j] = 0.5 * f.loud[j]
		if f.often[j] == 0 {
			z[j] = 1
		}
		out := look.Decode(snap.Params, z)
		for k := range 49 {
			if got, want := f.tiles[j*49+k], out[k]-out[49+k]; scene.Abs(got-want) > 1e-6 {
				t.Fatalf("pixel %d of unit %d is %v, not %v", k, j, got, want)
			}
		}
	}
}

// The code is the mean, moved by the draw as far as the spread says; the draws belong to the picture and stand still while the run goes on.
func TestCloud(t *testing.T) {
	b, session := figured(t, 100, []string{"cloud"}, nil, turnsOf(t, "data=1 neck=3 code=1 beta=0.1")...)
	f := b.Panel("cloud").(*cloud)
	check := func() [3]float32 {
		t.Helper()
		for k := range 3 {
			if got, want := f.rows[drawn][k], f.rows[mean][k]+f.rows[spread][k]*f.rows[chance][k]; scene.Abs(got-want) > 1e-5 {
				t.Errorf("code %v is not %v", got, want)
			}
			if f.rows[mean][k] != b.Code[k] || f.rows[spread][k] <= 0 {
				t.Errorf("mean %v of code %v, spread %v", f.rows[mean][k], b.Code[k], f.rows[spread][k])
			}
		}
		return [3]float32(f.rows[chance])
	}
	first := check()
	for range 50 {
		session.Step()
	}
	show(t, b, session)
	if check() != first {
		t.Error("the draws have moved under a picture that stands still")
	}
	session.Show(5)
	show(t, b, session)
	if check() == first {
		t.Error("another picture has the same draws")
	}
	session.Hold([]float32{1, -1, 0.5})
	show(t, b, session)
	check()
	if f.rows[drawn][1] != -1 {
		t.Errorf("the code is %v while the ring is held at -1", f.rows[drawn][1])
	}
}

func TestNats(t *testing.T) {
	b, session := figured(t, 300, []string{"nats"}, nil, turnsOf(t, "data=1 neck=4 code=1 beta=0.1")...)
	f := b.Panel("nats").(*nats)
	want, ok := session.Measure("kl")
	if !ok || math.Abs(f.sum-want) > 1e-4*want {
		t.Errorf("%v nats, the session says %v", f.sum, want)
	}
	for k, v := range f.kl {
		if want, ok := session.Measure(fmt.Sprintf("kl %d", k+1)); !ok || math.Abs(v-want) > 1e-4*max(want, 0.01) {
			t.Errorf("number %d tells %v nats, the session says %v", k+1, v, want)
		}
	}
}

// A number of a code costs what its bar says and tells at most that: what lies beyond the nats that tell all examples apart is pale, behind a
// mark; and the figure says so in words, never that the number tells its cost.
func TestNatsBeyondAllThereIs(t *testing.T) {
	for _, c := range []struct {
		turns  string
		beyond bool
	}{{"data=1 neck=2 code=1 beta=0 rate=0.01", true}, {"data=1 neck=2 code=1 beta=1", false}} {
		b, _ := figured(t, 1500, []string{"nats"}, nil, turnsOf(t, c.turns)...)
		f := b.Panel("nats").(*nats)
		all := math.Log(float64(b.Set.Train))
		if got := slices.Max(f.kl) > all; got != c.beyond {
			t.Fatalf("%s: numbers cost %v nats, %v tell all apart", c.turns, f.kl, all)
		}
		var s scene.Scene
		b.Build(&s, 1010, 838, &scene.Look{})
		marked, pale := 0, 0
		for _, m := range s.Marks {
			if m.Kind == scene.Line && m.Dash > 0 {
				marked++
			}
			if m.Kind == scene.Rect && m.Role == tint.Faint && m.A == 0.5 {
				pale++
			}
		}
		if (marked == 1) != c.beyond || (pale > 0) != c.beyond {
			t.Errorf("%s: %d marks and %d pale bars for costs of %v", c.turns, marked, pale, f.kl)
		}
		words := ""
		for _, l := range s.Labels {
			words += string(s.Bytes[l.First:l.Last]) + "\n"
		}
		for _, want := range []string{"What each code number costs", "at most", "5.5 nats tell 256 examples apart"} {
			if !strings.Contains(words, want) {
				t.Errorf("%s: the figure does not say %q: %s", c.turns, want, words)
			}
		}
		if strings.Contains(words, "number tells:") || strings.Contains(words, "numbers tell") {
			t.Errorf("%s: the figure says %s", c.turns, words)
		}
	}
}

// PCA's errors are the exact ones, those of run and twin the session's, and a linear twin that has learned lies where PCA lies.
func TestRivals(t *testing.T) {
	b, session := figured(t, 3000, []string{"rivals", "sizes"}, turnsOf(t, "depth=0 output=1"), turnsOf(t, "data=2 rate=0.01")...)
	f, g := b.Panel("rivals").(*rivals), b.Panel("sizes").(*sizes)
	exact, err := pca.Fit(b.Set.TrainX(), b.Set.Train, 49)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := f.sides[byPCA].Loss, exact.Error(2); math.Abs(got-want) > 1e-9 {
		t.Errorf("PCA's error is %v, exactly %v", got, want)
	}
	if len(g.least) != mostSizes+1 {
		t.Errorf("%d sizes are drawn", len(g.least)-1)
	}
	for k, v := range g.least {
		if want := exact.Error(k); math.Abs(float64(v)-want) > 1e-7 {
			t.Errorf("PCA's error with %d numbers is %v, exactly %v", k, v, want)
		}
	}
	for what, got := range map[string]float64{"loss": f.sides[byRun].Loss, "twin": f.sides[byTwin].Loss, "valid": f.sides[byRun].Fresh} {
		if want, ok := session.Measure(what); !ok || math.Abs(got-want) > 1e-5 {
			t.Errorf("%s is drawn as %v, the session says %v", what, got, want)
		}
	}
	if over, _ := overPCA(f.sides[byTwin].Loss, f.sides[byPCA].Loss); over > 0.02 {
		t.Fatalf("the twin is %v over PCA: no run to judge by", over)
	}
	far, spread := 0.0, 0.0
	for i, v := range f.sides[byTwin].flat {
		d := float64(v - f.sides[byPCA].flat[i])
		far, spread = far+d*d, spread+float64(f.sides[byPCA].flat[i])*float64(f.sides[byPCA].flat[i])
	}
	if far > 0.03*spread {
		t.Errorf("a linear twin at PCA's error lies %v of PCA's spread off its map", far/spread)
	}
}

// An aligner undoes any invertible linear change of the codes, and never squashes codes that have nothing to do with the target.
func TestAligner(t *testing.T) {
	r := rng.New(4, "test")
	const rows = 300
	target, codes, noise := make([]float32, 2*rows), make([]float32, 3*rows), make([]float32, 2*rows)
	for i := range rows {
		x, y, u := 3*r.Normal(), r.Normal(), r.Normal()
		target[2*i], target[2*i+1] = x, y
		codes[3*i], codes[3*i+1], codes[3*i+2] = 2*x-y+5, 0.3*x+0.1*y+0.2*u-1, u-x
		noise[2*i], noise[2*i+1] = 0.01*r.Normal(), 7*r.Normal()
	}
	centre(target, 2)
	var a aligner
	var at [2]float32
	a.fit(codes, 3, rows, target, 2)
	worst := float32(0)
	for i := range rows {
		a.place(at[:], codes[3*i:])
		worst = max(worst, scene.Abs(at[0]-target[2*i]), scene.Abs(at[1]-target[2*i+1]))
	}
	if worst > 0.6 { // the sample's axes are not exactly uncorrelated, as PCA's are
		t.Errorf("a point lies %v off", worst)
	}
	a.fit(noise, 2, rows, target, 2)
	var spread [2]float64
	for i := range rows {
		a.place(at[:], noise[2*i:])
		for d, v := range at {
			spread[d] += float64(v) * float64(v) / rows
		}
	}
	for d, want := range []float64{9, 1} {
		if spread[d] < 0.7*want || spread[d] > 1.4*want {
			t.Errorf("foreign codes have spread %v along axis %d, not about %v", spread[d], d, want)
		}
	}
	dead := make([]float32, 2*rows)
	a.fit(dead, 2, rows, target, 2)
	if a.place(at[:], dead); at[0]-at[0] != 0 || at[1]-at[1] != 0 {
		t.Errorf("codes that never move lie at %v", at)
	}
}

// centre takes the mean off each of the columns of x.
func centre(x []float32, cols int) {
	means := make([]float32, cols)
	vec.SumRows(means, x, len(x)/cols)
	for i := range x {
		x[i] -= means[i%cols] / float32(len(x)/cols)
	}
}

// Both sheets are painted from the same draws; those of a point code are moved to where its codes lie.
func TestSamples(t *testing.T) {
	b, _ := figured(t, 100, []string{"samples"}, []lessons.Turn{{Knob: "code", Value: 0}}, turnsOf(t, "data=1 neck=3 code=1 beta=0.1")...)
	f := b.Panel("samples").(*samples)
	if fmt.Sprint(f.sides[0].draws) != fmt.Sprint(f.sides[1].draws) {
		t.Error("run and twin have draws of their own")
	}
	draws := rng.New(uint64(b.Snap.Setup.Seed), "fit")
	z := make([]float32, 3*sheetPictures)
	for i := range z {
		z[i] = draws.Normal()
	}
	look := train.NewLooker(b.Model, 1, sheetPictures)
	same(t, "run", f.sides[0].sheet, look.Decode(b.Snap.Params, z))
	for k := range 3 {
		sum, square, n := 0.0, 0.0, float64(b.Set.Train)
		for i := range b.Set.Train {
			v := float64(b.Twin.Codes[3*i+k])
			sum, square = sum+v/n, square+v*v/n
		}
		for i := k; i < len(z); i += 3 {
			z[i] = float32(sum + math.Sqrt(square-sum*sum)*float64(z[i]))
		}
	}
	other := train.NewLooker(b.Twin.Model, 1, sheetPictures)
	same(t, "twin", f.sides[1].sheet, other.Decode(b.Twin.Params, z))
	// The walk begins and ends at copies of two pictures.
	i, dim := b.Snap.View.Sample, b.Set.Dim()
	ends := append([]float32{}, b.Set.Picture(i)...)
	ends = append(ends, b.Set.Picture(i+1)...)
	copies := look.Rebuild(b.Snap.Params, ends)
	same(t, "walk's start", f.sides[0].walk[:dim], copies[:dim])
	same(t, "walk's end", f.sides[0].walk[len(f.sides[0].walk)-dim:], copies[dim:])
}
