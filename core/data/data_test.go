package data

import (
	"hash/fnv"
	"math"
	"strings"
	"testing"
)

// hash is a fingerprint of every bit of pictures and factors.
func (s *Set) hash() uint64 {
	h := fnv.New64a()
	for _, x := range [][]float32{s.X, s.Factors} {
		for _, v := range x {
			b := math.Float32bits(v)
			h.Write([]byte{byte(b), byte(b >> 8), byte(b >> 16), byte(b >> 24)})
		}
	}
	return h.Sum64()
}

func set(t *testing.T, s Spec) *Set {
	t.Helper()
	d, err := Make(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Every bit of every set, on every machine. Should one change, so would every run ever made with it.
func TestSameBits(t *testing.T) {
	for k, want := range map[Kind]uint64{Bars: 0x7fa85e749e46ffb4, Blobs: 0x8ecc8a6167f38010, Crossed: 0x97e97e7bddbe4758, Glyphs: 0x3266b24cb7155149,
		Line: 0x759533baf234482d, Arc: 0x1ce62a7f4ff78fde, Circle: 0x5f139f62c786907d, Spiral: 0x49ddffa21b086cbd, Moons: 0x2068c32320692344, Digits: 0x1b6228bac1f3af3c, Faces: 0x89d0bc677e936b8e, Beats: 0x9145fdcec950f30d, Drawn: 0xd22d22f58c901749, Digits16: 0xb58087f45d54d0b5, Faulty: 0x7d41730d4c5bf687, Heart: 0xc9fea7c72164fe32,
		Handwritten: 0x656eb4ed25230d58, Clothes: 0xcdc5b9c838b5c303, Penguins: 0xa41dbce45bcfc6b6, Ratings: 0x3efca640066f50b8} {
		valid := 128
		if k == Penguins { // of which there are no more
			valid = 88
		}
		if got := set(t, Spec{Kind: k, Train: 256, Valid: valid, Seed: 1}).hash(); got != want {
			t.Errorf("%v: %#x, want %#x", k, got, want)
		}
	}
}

// Numbers lie in the range of their form and factors between 0 and 1, no picture is blank but of crossed bars, and the factors vary.
func TestSets(t *testing.T) {
	for k := range kindCount {
		s := set(t, Spec{Kind: k, Train: 200, Valid: 100, Seed: 7})
		if len(s.TrainX()) != 200*k.Dim() || len(s.ValidX()) != 100*k.Dim() || len(s.Factors) != 300*len(s.Names) {
			t.Fatalf("%v: %d, %d and %d numbers", k, len(s.TrainX()), len(s.ValidX()), len(s.Factors))
		}
		for i := range 300 {
			top := float32(0)
			for _, v := range s.Truth[i*k.Dim() : (i+1)*k.Dim()] {
				if least, most := k.Form().Range(); !(v >= least && v <= most) {
					t.Fatalf("%v: picture %d holds %v", k, i, v)
				}
				top = max(top, v)
			}
			if (top < 0.5 && k.File() == nil || top < 0.4) && k != Crossed && k.Form() != Points {
				t.Errorf("%v: the brightest pixel of picture %d is %v", k, i, top)
			}
		}
		for f, name := range s.Names {
			low, high := float32(1), float32(0)
			for i := range 300 {
				low, high = min(low, s.Factor(i, f)), max(high, s.Factor(i, f))
			}
			if low < 0 || high > 1 || high-low < 0.9 {
				t.Errorf("%v: factor %q runs from %v to %v", k, name, low, high)
			}
		}
	}
}

// A bar at lean 0 is upright, the same in every row; moved by a pixel it is the same bar a column on.
func TestBar(t *testing.T) {
	x, y := make([]float32, Dim), make([]float32, Dim)
	Bar(x, 0, 0)
	Bar(y, 1, 0)
	for i, v := range x {
		if v != x[i%Side] {
			t.Errorf("row %d of an upright bar differs from the first", i/Side)
		}
		if i%Side > 0 && y[i] != x[i-1] {
			t.Errorf("pixel %d of the moved bar is %v, want %v", i, y[i], x[i-1])
		}
	}
	if x[Side/2] != 1 {
		t.Errorf("the middle of a bar is %v", x[Side/2])
	}
	Bar(x, 0, 0.6) // its head to the right: over three rows by three times the tangent of 62 degrees, so beyond the edge; the rows beside the middle by about two
	if mid := Side / 2; x[(mid-1)*Side+mid+2] < 0.9 || x[(mid+1)*Side+mid-2] < 0.9 || x[(mid-1)*Side+mid-2] > 0.1 || x[mid*Side+mid] != 1 {
		t.Errorf("a leaning bar is %v", x)
	}
}

func TestMakeFails(t *testing.T) {
	for _, c := range []struct {
		s    Spec
		want string
	}{{Spec{Kind: 99, Train: 1, Valid: 1, Seed: 1}, "kind 99 is not known"}, {Spec{Kind: Bars, Train: 0, Valid: 1, Seed: 1}, "0 examples to train and 1 to validate: each must lie between 1 and 100000"},
		{Spec{Kind: Bars, Train: 1, Valid: 100_001, Seed: 1}, "1 examples to train and 100001 to validate"},
		{Spec{Kind: Line, Train: 1, Valid: 1, Scatter: float32(math.NaN())}, "scatter must lie between 0 and 1"},
		{Spec{Kind: Line, Train: 1, Valid: 1, Scatter: 1.5}, "scatter must lie between 0 and 1"},
		{Spec{Kind: Bars, Train: 1, Valid: 1, Scatter: 0.1}, "bars do not scatter: points do"},
		{Spec{Kind: Faulty, Train: 1, Valid: 1, Faults: 1.5}, "the share of faults must lie between 0 and 1"},
		{Spec{Kind: Beats, Train: 1, Valid: 1, Faults: 0.1}, "planted among faulty heartbeats, not among heartbeats"},
		{Spec{Kind: Glyphs, Train: 1, Valid: 1, Class: "0000-0000-000"}, "a class's drawings are of kind Drawn, not glyphs"},
		{Spec{Kind: Drawn, Train: 1, Valid: 1, Class: "0000-0000-000"}, "a drawing's code cannot be read"},
	} {
		if _, err := Make(c.s); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", c.s, err, c.want)
		}
	}
	if len(KindNames) != int(kindCount) || len(drawers) != int(kindCount) {
		t.Errorf("%d names and %d drawers for %d kinds", len(KindNames), len(drawers), kindCount)
	}
}

// A curve has no gaps but between the two crescents, and where it closes both ends are one point.
func TestCurves(t *testing.T) {
	for k := Line; k <= Moons; k++ {
		x, y := k.On(0)
		for i := 1; i <= 1000; i++ {
			u, v := k.On(float32(i) / 1000)
			if d := math.Hypot(float64(u-x), float64(v-y)); d > 0.012 && (k != Moons || i != 500) {
				t.Errorf("%v jumps by %v at %v of its way", k, d, float64(i)/1000)
			}
			x, y = u, v
		}
		u, v := k.On(0)
		if closed := math.Hypot(float64(u-x), float64(v-y)) < 1e-5; closed != (k == Circle) {
			t.Errorf("%v: closed is %v", k, closed)
		}
	}
}

// turn goes round the circle, at a nearly even pace.
func TestTurn(t *testing.T) {
	for i := range 1000 {
		v := float32(i) / 500
		c, s := turn(v)
		at := math.Mod(math.Atan2(float64(s), float64(c))/(2*math.Pi)+3-float64(v), 1)
		if d := math.Min(at, 1-at); d > 0.004 {
			t.Errorf("turn(%v) is off by %v of a turn", v, d)
		}
		if n := math.Hypot(float64(c), float64(s)); math.Abs(n-1) > 1e-6 {
			t.Errorf("turn(%v) lies at %v from the middle", v, n)
		}
	}
}

// Scatter moves points off their places by as much as it says, and nothing else.
func TestScatter(t *testing.T) {
	still, moved := set(t, Spec{Kind: Circle, Train: 5000, Valid: 1, Seed: 3}), set(t, Spec{Kind: Circle, Train: 5000, Valid: 1, Seed: 3, Scatter: 0.05})
	sum := 0.0
	for i, v := range still.X {
		d := float64(moved.X[i] - v)
		sum += d * d
	}
	if s := math.Sqrt(sum / float64(len(still.X))); math.Abs(s-0.05) > 0.002 {
		t.Errorf("a scatter of 0.05 moves points by %v", s)
	}
}

// A smile is a frown upside down, and a face without tilt is its own mirror image.
func TestFace(t *testing.T) {
	x := make([]float32, Faces.Dim())
	face{mouth: 2, brows: 1, eyes: 0.8}.draw(x)
	for i, v := range x {
		if m := x[i/faceSide*faceSide+faceSide-1-i%faceSide]; math.Abs(float64(v-m)) > 0.02 { // turn's pace is not quite even
			t.Errorf("pixel %d is %v, its mirror image %v", i, v, m)
		}
	}
}

// A heartbeat is highest at its spike, and at rest far from it.
func TestBeat(t *testing.T) {
	x := make([]float32, beatLength)
	Beat(x, 0.5, 2, 14)
	for i, v := range x {
		if v > x[14] {
			t.Errorf("value %d stands above the spike", i)
		}
	}
	if math.Abs(float64(x[0]-0.3)) > 0.01 || math.Abs(float64(x[14]-0.8)) > 0.03 { // dips and waves reach into the spike
		t.Errorf("at rest %v, at the spike %v", x[0], x[14])
	}
}
