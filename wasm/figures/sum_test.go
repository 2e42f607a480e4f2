package figures

import (
	"math"
	"slices"
	"strings"
	"testing"

	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/wire"
)

// speakers are the units of code z that are not silent, the loudest first; of equals the first.
func speakers(z []float32) (order []int) {
	for j, v := range z {
		if v != 0 {
			order = append(order, j)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch d := scene.Abs(z[b]) - scene.Abs(z[a]); {
		case d > 0:
			return 1
		case d < 0:
			return -1
		}
		return 0
	})
	return order
}

// With no hidden layer what is painted with the k loudest units is the bias and their columns, each as many times as its unit is loud, squashed; with
// all of them it is the copy.
func TestSumIsBiasAndColumns(t *testing.T) {
	for _, turns := range []string{"data=2 neck=64 depth=0 sparse=1 pressure=0.003 decay=0.0001", "data=2 neck=64 depth=0", "data=11 neck=20 depth=0 sparse=4 keep=5"} {
		b, session := figured(t, 400, []string{"sum"}, nil, turnsOf(t, turns)...)
		f := b.Panel("sum").(*summing)
		dim := b.Set.Dim()
		for _, sample := range []int{b.Set.Train + 1, b.Set.Train + 5, 3} {
			session.Show(sample)
			show(t, b, session)
			z, fan := session.Code(nil), b.Model.Fan(1, b.Snap.Params)
			order := speakers(z)
			if f.speak != len(order) || f.awake == 0 || !slices.Equal(f.order[:f.awake], order[:f.awake]) {
				t.Fatalf("%s: the figure adds %v, %d speak; the code says %v", turns, f.order[:f.awake], f.speak, order)
			}
			into := slices.Clone(fan.B)
			for k := 0; ; k++ {
				for i, v := range into {
					want := 1 / (1 + math.Exp(-float64(v)))
					if got := float64(f.parts[k*dim+i]); math.Abs(got-want) > 1e-4 {
						t.Fatalf("%s: number %d with %d units is %v, the sum %v", turns, i, k, got, want)
					}
				}
				if k == f.awake {
					break
				}
				for i := range into {
					into[i] += z[order[k]] * fan.At(order[k], i)
				}
				same(t, "the tile", f.tiles[k*dim:(k+1)*dim], columnOf(&b.Base, order[k]))
			}
			same(t, "the copy", f.parts[wholeSum*dim:], session.Rebuild(nil))
			want := 0.0
			for i, v := range session.Rebuild(nil) {
				d := float64(v - b.Snap.View.Input[i])
				want += d * d / float64(dim)
			}
			if math.Abs(float64(f.off(&b.Base, wholeSum))-want) > 1e-6 {
				t.Errorf("%s: the copy is off by %v, the figure says %v", turns, want, f.off(&b.Base, wholeSum))
			}
		}
	}
}

func columnOf(b *scene.Base, j int) []float32 {
	fan := b.Model.Fan(1, b.Snap.Params)
	v := make([]float32, fan.Out)
	for k := range v {
		v[k] = fan.At(j, k)
	}
	return v
}

// In a deeper decoder it is what that paints of a code with the others at 0, and a tile is the difference that its unit makes.
func TestSumOfADeepDecoder(t *testing.T) {
	b, session := figured(t, 200, []string{"sum"}, nil, turnsOf(t, "data=2 neck=30 sparse=4 keep=6")...)
	f := b.Panel("sum").(*summing)
	z := session.Code(nil)
	order, part := speakers(z), make([]float32, 30)
	look := train.NewLooker(b.Model, 1, 1)
	var last []float32
	for k := 0; k <= f.awake; k++ {
		if k > 0 {
			part[order[k-1]] = z[order[k-1]]
		}
		painted := slices.Clone(look.Decode(b.Snap.Params, part))
		same(t, "what is painted", f.parts[k*49:(k+1)*49], painted)
		for i := range last {
			if d := painted[i] - last[i]; scene.Abs(f.tiles[(k-1)*49+i]-d) > 1e-5 {
				t.Fatalf("unit %d makes a difference of %v, the figure says %v", k, d, f.tiles[(k-1)*49+i])
			}
		}
		last = painted
	}
	if f.column || f.awake == 0 {
		t.Errorf("columns %v, %d awake", f.column, f.awake)
	}
}

// Whoever drags the handle, or walks by arrow keys, has the decoder hear the loudest units alone; at the end all of them; another picture lets go.
func TestSumIsHeardInPart(t *testing.T) {
	b, session := figured(t, 400, []string{"sum", "network"}, nil, turnsOf(t, "data=2 neck=64 depth=0 sparse=1 pressure=0.003 decay=0.0001")...)
	f := b.Panel("sum").(*summing)
	session.Show(b.Set.Train + 1)
	show(t, b, session)
	var s scene.Scene
	w := &wish{}
	heard := func() int {
		t.Helper()
		session.Hold(w.sent[len(w.sent)-1].Place)
		show(t, b, session)
		n := 0
		for j, v := range b.Snap.View.Ring {
			if v != 0 {
				n++
				if v != b.Code[j] {
					t.Errorf("unit %d is held at %v, it says %v", j, v, b.Code[j])
				}
			}
		}
		return n
	}
	b.Build(&s, 1010, 838, &scene.Look{Hero: "sum"})
	h := find(t, &s, OnSum)
	for k := 0; k <= int(h.Index); k++ {
		g := scene.Gesture{Act: scene.Drag, Hit: h, X: h.X + (float32(k)+0.5)*(h.X2-h.X)/float32(h.Index+1), Y: h.Y + 3, Pic: &s}
		b.Touch(&g, w)
		want := k
		if k == int(h.Index) {
			want = f.speak
		}
		if n := heard(); n != want {
			t.Errorf("at place %d of %d the decoder hears %d units", k, h.Index, n)
		}
		same(t, "what the network paints", b.Output, f.painted(&b.Base, f.row(f.heard(&b.Base, f.awake))))
	}
	b.Key("sum", -1, 0, w)
	if n := heard(); n != f.awake && n != f.awake-1 {
		t.Errorf("one less than all are %d, of %d awake", n, f.awake)
	}
	before := heard()
	b.Key("sum", -1, 0, w)
	if n := heard(); n != before-1 {
		t.Errorf("one less than %d are %d", before, n)
	}
	b.Build(&s, 1010, 838, &scene.Look{Hero: "sum", Point: "sum network"})
	if !says(&s, "The decoder hears the units you let speak") {
		t.Error("the network does not say who is heard")
	}
	w.sent = nil
	b.Build(&s, 1010, 838, &scene.Look{Hero: "sum"})
	g := scene.Gesture{Act: scene.Tap, Hit: find(t, &s, scene.Pair), Pic: &s}
	b.Touch(&g, w)
	if len(w.sent) != 1 || w.sent[0].Op != wire.Show {
		t.Fatalf("a tap on a picture sends %+v", w.sent)
	}
	session.Show(w.sent[0].Index)
	show(t, b, session)
	if n := f.heard(&b.Base, f.awake); n != f.awake+1 {
		t.Errorf("of another picture %d units are heard", n)
	}
}

// sumCases are codes of every kind: few awake, all awake, none awake, deep decoders, signals and points.
var sumCases = []struct{ name, turns string }{
	{"sparse", "data=2 neck=64 depth=0 sparse=1 pressure=0.003"},
	{"dense", "data=2 neck=64 depth=0"},
	{"silent", "data=2 neck=64 depth=0 sparse=1 pressure=3"},
	{"deep", "data=2 neck=12 sparse=4 keep=3"},
	{"signals", "data=11 neck=20 depth=0 sparse=1 pressure=0.003"},
	{"points", "data=6 output=1 neck=8"},
	{"one", "data=1 neck=1"},
}

func TestSumHolds(t *testing.T) {
	for _, c := range sumCases {
		t.Run(c.name, func(t *testing.T) {
			b, session := figured(t, 0, []string{"dictionary", "sum"}, nil, turnsOf(t, c.turns)...)
			holds(t, b, "sum")
			for range 300 {
				session.Step()
			}
			session.Show(b.Set.Train + 2)
			show(t, b, session)
			holds(t, b, "sum")
			session.Hold(make([]float32, session.Setup.Neck))
			show(t, b, session)
			holds(t, b, "sum")
			quiet(t, b, session, &scene.Look{Hero: "sum"})
		})
	}
}

// Two dictionaries are those of the run and of its twin, with what each owns and how far each copy is off.
func TestTwins(t *testing.T) {
	b, session := figured(t, 600, []string{"twins"}, turnsOf(t, "sparse=0"), turnsOf(t, "data=2 neck=64 depth=0 sparse=1 pressure=0.003 decay=0.0001")...)
	f := b.Panel("twins").(*twins)
	for i, name := range []string{"", "twin "} {
		d := &f.sides[i]
		m, w, of := b.Model, b.Snap.Params, session.Session
		if i == 1 {
			m, w, of = b.Twin.Model, b.Twin.Params, session.Twin().Session
		}
		fan := m.Fan(1, w)
		for j := range fan.In {
			for k := range fan.Out {
				if d.tiles[j*fan.Out+k] != fan.At(j, k) {
					t.Fatalf("side %d: unit %d draws %v at %d, not %v", i, j, d.tiles[j*fan.Out+k], k, fan.At(j, k))
				}
			}
		}
		if want, ok := session.Measure(name + "owned"); !ok || float64(d.owned) != want {
			t.Errorf("side %d: %d owned, the session counts %v", i, d.owned, want)
		}
		same(t, "a copy", d.back, of.Rebuild(nil))
	}
	if f.sides[0].owned < 10 || f.sides[1].owned > 2 {
		t.Errorf("%d and %d bars are owned", f.sides[0].owned, f.sides[1].owned)
	}
	holds(t, b, "twins")
	quiet(t, b, session, &scene.Look{Hero: "twins"})
	for _, c := range sumCases {
		t.Run(c.name, func(t *testing.T) {
			for _, apart := range []string{"", "unit=0"} {
				b, session := figured(t, 60, []string{"twins", "curve"}, turnsOf(t, apart), turnsOf(t, c.turns)...)
				holds(t, b, "twins")
				quiet(t, b, session, &scene.Look{Hero: "twins"})
			}
		})
	}
}

// A tile that is framed draws the bar whose name stands under it: it is lightest there.
func TestOwnersDrawTheirBar(t *testing.T) {
	b, session := figured(t, 1500, []string{"dictionary"}, nil, turnsOf(t, "data=2 neck=64 depth=0 sparse=1 pressure=0.003 decay=0.0001")...)
	f := b.Panel("dictionary").(*dictionary)
	if want, _ := session.Measure("owned"); float64(f.owned) != want || want < 12 {
		t.Fatalf("%d owned, the session counts %v", f.owned, want)
	}
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	for j := range 64 {
		bar := f.owner(j)
		if bar < 0 {
			continue
		}
		on, off := float32(0), float32(0)
		for k, v := range f.tiles[j*49 : (j+1)*49] {
			if bar < data.Side && k/data.Side == bar || bar >= data.Side && k%data.Side == bar-data.Side {
				on += v / data.Side
			} else {
				off += v / (data.Dim - data.Side)
			}
		}
		if on < off+0.3 {
			t.Errorf("unit %d owns %s, and draws %v there and %v elsewhere", j, b.Set.Names[bar], on, off)
		}
		if !says(&s, b.Set.Names[bar]) && !says(&s, strings.Replace(b.Set.Names[bar], "column", "col.", 1)) {
			t.Errorf("nowhere stands %q", b.Set.Names[bar])
		}
	}
}
