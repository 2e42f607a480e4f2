package figures

import (
	"math"
	"slices"
	"testing"

	"hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

// boards is a run on faces with a cloud of three numbers for a code, beside a twin whose codes are points, thrown at.
func boards(t *testing.T, steps int, turns string) (*scene.Builder, *ask.Run, *darts) {
	t.Helper()
	b, r := figured(t, steps, []string{"darts", "map"}, []lessons.Turn{{Knob: "code", Value: 0}}, turnsOf(t, turns)...)
	return b, r, b.Panel("darts").(*darts)
}

const facesOfThree = "data=10 neck=3 code=1 beta=1 loss=1 rate=0.01 width=64"

// The darts are the first draws of the measure "fit", at both boards; what is painted where they land is what the decoders make of them; and a hole is what lies
// three times as far from the nearest training example as validation examples do on average.
func TestDarts(t *testing.T) {
	b, r, f := boards(t, 400, facesOfThree)
	set, dim := b.Set, b.Set.Dim()
	nearest := func(x []float32) float64 {
		least := math.Inf(1)
		for i := range set.Train {
			least = min(least, ask.MeanSquare(x, set.Picture(i)))
		}
		return least
	}
	hole := 0.0
	for i := range set.Valid {
		hole += 3 * nearest(set.Picture(set.Train+i)) / float64(set.Valid)
	}
	draws := ask.SampleDraws(b.Snap.Setup.Seed)
	eps := make([]float32, 3*dartCount)
	for i := range eps {
		eps[i] = draws.Normal()
	}
	twin := slices.Clone(eps)
	ask.ScatterAs(twin, b.Twin.Codes[:3*set.Train], 3)
	for i, z := range [][]float32{eps, twin} {
		params, model := b.Snap.Params, b.Model
		if i == 1 {
			params, model = b.Twin.Params, b.Twin.Model
		}
		painted, s := train.NewLooker(model, 1, dartCount).Decode(params, z), &f.sides[i]
		same(t, "painted", s.seen[:dartCount*dim], painted)
		holes := 0
		for j := range dartCount {
			off := nearest(painted[j*dim : (j+1)*dim])
			if math.Abs(off-s.known.Off[j]) > 1e-7 {
				t.Errorf("side %d: dart %d is %v off, not %v", i, j, s.known.Off[j], off)
			}
			if off > hole {
				holes++
			}
		}
		if holes != s.holes {
			t.Errorf("side %d: %d holes, not %d", i, s.holes, holes)
		}
	}
	var s scene.Scene
	for _, steps := range []int{0, 1200} {
		for range steps {
			r.Step()
		}
		show(t, b, r)
		b.Build(&s, 1010, 838, &scene.Look{})
		crosses := 0
		for i := range f.sides {
			crosses += f.sides[i].holes
			if f.sides[i].hole(f.pick) {
				crosses++ // once more on its large picture
			}
		}
		if got := roses(&s); got != crosses+1 { // and the legend's
			t.Errorf("%d crosses for %d holes", got, crosses)
		}
	}
}

// roses counts the discs on which crosses stand.
func roses(s *scene.Scene) (n int) {
	for i := range s.Marks[:len(s.Marks)-2] {
		if m := &s.Marks[i]; m.Kind == scene.Disc && s.Marks[i+1].Kind == scene.Line && s.Marks[i+2].Kind == scene.Line && m.Role == tint.Rose {
			n++
		}
	}
	return n
}

// A dart that a hand aims is the ring: at the place of the hand, the other numbers drawn; one that is there is taken as it is. Arrow keys move it. Throwing again
// takes the next draws, and none of it moves a run.
func TestDartsByHand(t *testing.T) {
	b, r, f := boards(t, 300, facesOfThree)
	before := r.Hash()
	var pic scene.Scene
	b.Build(&pic, 1010, 838, &scene.Look{})
	h := &throws{}
	at := find(t, &pic, board)
	press := func(u, v float32) []float32 {
		t.Helper()
		h.sent = nil
		b.Touch(&scene.Gesture{Act: scene.Press, Hit: at, X: at.X + u*(at.X2-at.X), Y: at.Y + v*(at.Y2-at.Y), Pic: &pic}, h)
		if len(h.sent) != 1 || h.sent[0].Op != wire.Hold {
			t.Fatalf("it sent %+v", h.sent)
		}
		z := slices.Clone(h.sent[0].Place)
		r.Hold(z)
		show(t, b, r)
		return z
	}
	across, up := b.Axes()
	third := 3 - across - up
	z := press(0.98, 0.02)
	if scene.Abs(z[across]-0.96*dartReach) > 1e-5 || scene.Abs(z[up]-0.96*dartReach) > 1e-5 || z[third] == 0 {
		t.Errorf("in the corner lies %v", z)
	}
	if !f.held || f.shown() != dartCount {
		t.Error("the aimed dart is not the one that is shown large")
	}
	dim := b.Set.Dim()
	same(t, "painted at the ring", f.sides[0].seen[dartCount*dim:], b.Output)
	other := slices.Clone(z)
	ask.ScatterAs(other, b.Twin.Codes[:3*b.Set.Train], 3)
	same(t, "painted by the twin", f.sides[1].seen[dartCount*dim:], train.NewLooker(b.Twin.Model, 1, 1).Decode(b.Twin.Params, other))
	z = press(f.flags[4].u, f.flags[4].v)
	same(t, "a dart that is there", z, f.eps[12:15])
	b.Key("darts", 1, -1, h)
	if got := h.sent[len(h.sent)-1].Place; scene.Abs(got[across]-z[across]-0.1) > 1e-5 || scene.Abs(got[up]-z[up]+0.1) > 1e-5 || got[third] != z[third] {
		t.Errorf("the keys move %v to %v", z, got)
	}
	f.draws = ask.SampleDraws(b.Snap.Setup.Seed)
	f.throw(&b.Base)
	first := slices.Clone(f.eps[:3*dartCount])
	b.Touch(&scene.Gesture{Act: scene.Tap, Hit: find(t, &pic, throwAgain), Pic: &pic}, h)
	draws := ask.SampleDraws(b.Snap.Setup.Seed)
	for i := range 2 * len(first) {
		if v := draws.Normal(); i >= len(first) && f.eps[i-len(first)] != v {
			t.Fatalf("draw %d of the second throw is %v, not %v", i-len(first), f.eps[i-len(first)], v)
		}
	}
	if !h.opened {
		t.Error("after another throw the picture is not drawn anew")
	}
	if r.Hash() != before {
		t.Error("darts have moved the run")
	}
}

// A hand that keeps what is asked of it.
type throws struct {
	scene.Hand
	sent   []wire.Command
	opened bool
}

func (h *throws) Send(c wire.Command) {
	c.Place = slices.Clone(c.Place)
	h.sent = append(h.sent, c)
}
func (h *throws) Open(scene.Hit) { h.opened = true }

// Pictures of darts lie on the board and beside each other, each near where its dart is.
func TestDartsDoNotHideEachOther(t *testing.T) {
	for _, turns := range []string{facesOfThree, "data=10 neck=1 code=1", "data=10 neck=8 code=1 seed=7"} {
		b, _, f := boards(t, 0, turns)
		for range 10 {
			f.throw(&b.Base)
			for i, p := range f.flags {
				if p.u < dartSide/2 || p.u > 1-dartSide/2 || p.v < dartSide/2 || p.v > 1-dartSide/2 {
					t.Errorf("%s: picture %d stands at %v", turns, i, p)
				}
				for j, q := range f.flags[:i] {
					if du, dv := scene.Abs(p.u-q.u), scene.Abs(p.v-q.v); du < 0.9*dartSide && dv < 0.9*dartSide {
						t.Errorf("%s: pictures %d and %d lie over each other, %.3f and %.3f apart", turns, j, i, du, dv)
					}
				}
			}
		}
	}
}

// The two clouds stand where their codes lie on the line through both, as wide as their spreads are along it; the ground is as deep as the deepest cloud there;
// and the way in clouds is what of it lies within two deviations of a known example's code.
//
// Under a beta of 1 most of the way between two faces lies in clouds; without a pull next to nothing does.
func TestGap(t *testing.T) {
	for _, seed := range []string{"1", "2", "3"} {
		t.Run(seed, func(t *testing.T) { gapOf(t, seed) })
	}
}

func gapOf(t *testing.T, seed string) {
	b, r := figured(t, 2000, []string{"bells"}, nil, turnsOf(t, "data=10 neck=2 code=1 beta=1 loss=1 rate=0.01 width=64 seed="+seed)...)
	f := b.Panel("bells").(*bells)
	check := func() {
		t.Helper()
		one, two := b.Code, b.Codes[2*f.other:][:2]
		dx, dy := float64(two[0]-one[0]), float64(two[1]-one[1])
		long := math.Hypot(dx, dy)
		ux, uy := dx/long, dy/long
		sent := b.One.Out(b.Model.Neck - 1)
		dev := [2][2]float64{{math.Exp(float64(sent[2]) / 2), math.Exp(float64(sent[3]) / 2)}, {float64(b.Spreads[2*f.other]), float64(b.Spreads[2*f.other+1])}}
		for i, z := range [][]float32{one, two} {
			if want := ux*float64(z[0]) + uy*float64(z[1]); math.Abs(want-float64(f.ends[i])) > 1e-4 {
				t.Errorf("middle %d stands at %v, not %v", i, f.ends[i], want)
			}
			if want := math.Hypot(ux*dev[i][0], uy*dev[i][1]); math.Abs(want-float64(f.dev[i])) > 1e-4 {
				t.Errorf("cloud %d is %v wide, not %v", i, f.dev[i], want)
			}
		}
		if scene.Abs(f.foot[0]*float32(ux)+f.foot[1]*float32(uy)) > 1e-4 {
			t.Errorf("the line is counted from %v", f.foot)
		}
		share := 0.0
		for i := range coverPlaces {
			at := float64(i) / (coverPlaces - 1)
			x, y := float64(one[0])+at*dx, float64(one[1])+at*dy
			for k := range scene.MaxClouds {
				if math.Hypot((x-float64(b.Codes[2*k]))/float64(b.Spreads[2*k]), (y-float64(b.Codes[2*k+1]))/float64(b.Spreads[2*k+1])) < 2 {
					share += 1.0 / coverPlaces
					break
				}
			}
		}
		if math.Abs(share-float64(f.share)) > 1.5/coverPlaces {
			t.Errorf("%v of the way lies in clouds, not %v", f.share, share)
		}
	}
	check()
	dim := b.Set.Dim()
	ends := append(slices.Clone(b.Snap.View.Input), b.Set.Picture(f.other)...)
	copies := train.NewLooker(b.Model, 1, 2).Rebuild(b.Snap.Params, ends)
	same(t, "the way's beginning", f.way[:dim], copies[:dim])
	same(t, "the way's end", f.way[(wayPictures-1)*dim:], copies[dim:])
	other := f.other
	if f.share < 0.5 {
		t.Errorf("%v of the way lies in clouds", f.share)
	}
	if err := r.Turn(train.KnobIndex("beta"), 0); err != nil {
		t.Fatal(err)
	}
	for range 800 {
		r.Step()
	}
	show(t, b, r)
	check()
	if f.other != other {
		t.Error("the run has chosen another example")
	}
	if f.share > 0.05 {
		t.Errorf("without a pull %v of the way lies in clouds", f.share)
	}
}

func BenchmarkDartsAndGap(bench *testing.B) {
	lesson := lessons.Sampling
	b, r := run(bench, &lesson, 20)
	var snap train.Snapshot
	r.Snapshot(&snap, 0)
	for _, name := range []string{"darts", "bells"} {
		bench.Run(name, func(bench *testing.B) {
			f := b.Panel(name)
			for bench.Loop() {
				f.Update(&b.Base)
			}
		})
	}
}
