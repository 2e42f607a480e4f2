package figures

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/jacobi"
	"hourglass/core/rng"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

// describedRun is a run of data with labels, seen by some figures.
func describedRun(t *testing.T, steps int, turns string, figures ...string) (*scene.Builder, *ask.Run) {
	t.Helper()
	return figured(t, steps, figures, nil, turnsOf(t, turns)...)
}

// coloured turns the dial.
func coloured(t *testing.T, b *scene.Builder, r *ask.Run, by float64) {
	t.Helper()
	if err := r.Dial(train.Colours, by); err != nil {
		t.Fatal(err)
	}
	show(t, b, r)
}

// The plane is that of the two principal axes: it holds as much of the spread, and places lie as far apart as along those axes.
func TestShadowIsPrincipal(t *testing.T) {
	draws := rng.New(3, "shadow")
	const rows, neck = 200, 5
	codes := make([]float32, rows*neck)
	for i := range rows {
		for k := range neck {
			codes[i*neck+k] = float32(k+1) * draws.Normal()
		}
		codes[i*neck] += 0.7 * codes[i*neck+4]
	}
	var s shadow
	s.plan(neck)
	s.fall(codes)
	p := jacobi.Fit(codes, rows, neck)
	all := 0.0
	for _, v := range p.Values {
		all += v
	}
	if want := (p.Values[0] + p.Values[1]) / all; math.Abs(s.kept-want) > 1e-6 {
		t.Errorf("the plane holds %.6f of the spread, the principal axes %.6f", s.kept, want)
	}
	one := make([]float64, 2)
	for i := range 20 {
		z := codes[i*neck : (i+1)*neck]
		p.Project(one, z)
		x, y := s.at(z)
		if got, want := math.Hypot(float64(x), float64(y)), math.Hypot(one[0], one[1]); math.Abs(got-want) > 1e-3*(1+want) {
			t.Errorf("code %d lies %.4f from the middle, along the principal axes %.4f", i, got, want)
		}
	}
}

// Codes of one number or two stand by the numbers themselves.
func TestShadowOfTwo(t *testing.T) {
	codes := []float32{1, 2, -3, 4, 0.5, -6}
	var s shadow
	s.plan(2)
	s.fall(codes)
	for i := 0; i < len(codes); i += 2 {
		if x, y := s.at(codes[i : i+2]); scene.Abs(x-codes[i]) > 1e-6 || scene.Abs(y-codes[i+1]) > 1e-6 {
			t.Errorf("%v stands at %v, %v", codes[i:i+2], x, y)
		}
	}
	s.plan(1)
	s.fall(codes)
	if x, y := s.at(codes[1:2]); x != 2 || y != 0 {
		t.Errorf("2 stands at %v, %v", x, y)
	}
}

// While two directions change their rank, no place jumps: from one snapshot to the next it goes a small part of the way across.
func TestShadowNeverJumps(t *testing.T) {
	draws := rng.New(5, "shadow")
	const rows, neck, frames = 150, 4, 200
	start := make([]float32, rows*neck)
	for i := range start {
		start[i] = draws.Normal()
	}
	var s shadow
	s.plan(neck)
	codes, was := make([]float32, rows*neck), make([]float32, 2*rows)
	for f := range frames {
		u := float32(f) / frames
		scale := [neck]float32{3, 2.5 - 2*u, 0.5 + 2*u, 0.3} // the second and the third change places
		for i, v := range start {
			codes[i] = v * scale[i%neck]
		}
		s.fall(codes)
		for i := range rows {
			x, y := s.at(codes[i*neck : (i+1)*neck])
			if d := math.Hypot(float64(x-was[2*i]), float64(y-was[2*i+1])); f > 0 && d > 1.2 {
				t.Fatalf("frame %d: a place jumps by %.2f", f, d)
			}
			was[2*i], was[2*i+1] = x, y
		}
	}
	if math.Abs(s.axes[1][2]) < 0.9 {
		t.Errorf("the second axis is still %v", s.axes[1])
	}
}

// Every example has its frame or its dot, and a tap shows the one that lies nearest to it.
func TestCrowdIsTapped(t *testing.T) {
	b, r := describedRun(t, 200, "data=16 neck=4", "crowd")
	f := b.Panel("crowd").(*gathering)
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	hit := find(t, &s, Crowd)
	h := &wish{}
	box := scene.At(hit.X, hit.Y, hit.X2-hit.X, hit.Y2-hit.Y)
	for _, i := range []int{0, 17, 200} {
		h.sent = h.sent[:0]
		x, y := f.on(box, f.at[2*i], f.at[2*i+1])
		b.Touch(&scene.Gesture{Act: scene.Tap, Hit: hit, X: x, Y: y}, h)
		if len(h.sent) != 1 || h.sent[0].Op != wire.Show || h.sent[0].Index != r.Set().Train+i {
			t.Errorf("a tap on example %d sends %+v", i, h.sent)
		}
	}
	h.sent = h.sent[:0]
	b.Touch(&scene.Gesture{Act: scene.Press, Hit: hit, X: hit.X, Y: hit.Y}, h)
	if len(h.sent) > 0 {
		t.Error("a press sends something")
	}
	for _, d := range [][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
		h.sent = h.sent[:0]
		b.Key("crowd", d[0], d[1], h)
		if len(h.sent) == 0 {
			continue // nobody stands that way
		}
		i := h.sent[0].Index - r.Set().Train
		along := (f.at[2*i]-f.shown[0])*float32(d[0]) + (f.at[2*i+1]-f.shown[1])*float32(d[1])
		if along <= 0 {
			t.Errorf("arrow %v goes to an example on the other side", d)
		}
	}
}

// Groups are those of package ask, of codes and of shuffled numbers, and stand numbered from left to right.
func TestCrowdGroups(t *testing.T) {
	b, r := describedRun(t, 300, "data=16 neck=4", "crowd")
	f := b.Panel("crowd").(*gathering)
	for _, by := range []float64{train.ByGroup, train.ByNothing} {
		coloured(t, b, r, by)
		codes := r.Description(ask.AsCode).Unseen()
		if by == train.ByNothing {
			mixed := make([]float32, len(codes))
			ask.Shuffle(mixed, codes, 4, r.Set().Seed)
			codes = mixed
		}
		var want ask.Groups
		want.Find(r.Set(), codes, 4)
		if f.groups.Purity != want.Purity || f.groups.Left != want.Left || !slices.Equal(f.groups.Of, want.Of) {
			t.Errorf("purity %.4f and %.4f left, want %.4f and %.4f", f.groups.Purity, f.groups.Left, want.Purity, want.Left)
		}
		n := 0
		for k := range f.size {
			n += f.size[k]
			if k > 0 && f.names[2*k] < f.names[2*k-2] {
				t.Errorf("group %d stands to the left of group %d", k, k-1)
			}
		}
		if n != r.Set().Valid {
			t.Errorf("%d of the unseen are in groups", n)
		}
	}
}

// Names stand at the middle of their class, and none lies over another.
func TestCrowdNames(t *testing.T) {
	b, _ := describedRun(t, 300, "data=17 neck=3 width=16", "crowd")
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	for _, name := range []string{"T-shirt", "trousers", "bag", "boot"} {
		if !says(&s, name) {
			t.Errorf("nobody reads %q", name)
		}
	}
}

// A penguin wears the colour of its sex and its island, as its columns say them; of what has none nobody is coloured.
func TestCrowdHomes(t *testing.T) {
	b, r := describedRun(t, 300, "data=18 neck=2", "crowd")
	coloured(t, b, r, train.ByHome)
	f, set := b.Panel("crowd").(*gathering), r.Set()
	columns, seen := set.Kind.Columns(), map[string]int{}
	for i := range set.Valid {
		x, row := set.Picture(set.Train+i), set.Train+i
		want := "sex unknown"
		if !set.Unknown[row*set.Dim()+data.MaleColumn] {
			want = map[bool]string{true: "male", false: "female"}[x[data.MaleColumn] > 0.5]
			for k := data.IslandColumn; k < len(columns); k++ {
				if x[k] > 0.5 {
					want += strings.Replace(columns[k].Name, "on", ",", 1)
				}
			}
		}
		got := homeNames[f.of(&b.Base, i)]
		if got != want {
			t.Errorf("penguin %d is %s, and drawn as %s", i, want, got)
		}
		seen[got]++
	}
	if len(seen) != homes {
		t.Errorf("the unseen are of %d homes: %v", len(seen), seen)
	}
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	for name := range seen {
		if !says(&s, name) {
			t.Errorf("nobody reads %q", name)
		}
	}
	b, r = describedRun(t, 20, "data=16 neck=3", "crowd")
	coloured(t, b, r, train.ByHome)
	b.Build(&s, 1010, 838, &scene.Look{})
	if !says(&s, "Sex and island are known of penguins alone") {
		t.Error("of digits nobody says that they have no island")
	}
	for _, m := range s.Marks {
		if m.Role >= tint.Kind {
			t.Fatal("and they are coloured")
		}
	}
}

func TestCrowdHolds(t *testing.T) {
	for _, turns := range []string{"data=16 neck=5", "data=17 neck=3 width=8", "data=18 neck=2", "data=18 neck=1", "data=8 output=1 neck=2", "data=14 neck=2", "data=3 neck=2"} {
		b, r := describedRun(t, 20, turns, "crowd")
		for by := train.ByLabel; by <= train.ByHome; by++ {
			t.Run(fmt.Sprint(turns, by), func(t *testing.T) {
				coloured(t, b, r, float64(by))
				holds(t, b, "crowd")
			})
		}
	}
	b, r := describedRun(t, 20, "data=16 neck=5", "crowd")
	coloured(t, b, r, train.ByGroup)
	quiet(t, b, r, &scene.Look{})
	b, _ = describedRun(t, 0, "data=0", "crowd", "network") // bars have no labels
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{Hero: "crowd"})
	if !says(&s, noClasses) {
		t.Error("where there are no labels nothing is said of it")
	}
}
