package train

import (
	"slices"
	"testing"

	"hourglass/core/data"
)

// Every plan hides what its name says, of each example by dice of its own, and always the same.
func TestHolesAsPlanned(t *testing.T) {
	set, err := data.Make(data.Spec{Kind: data.Bars, Train: 200, Valid: 200, Seed: 4})
	if err != nil {
		t.Fatal(err)
	}
	hole := func(k HoleKind, i int) []float32 {
		dst := make([]float32, set.Dim())
		dst[0] = 1 // what is left of another
		k.Hole(dst, set, i)
		return dst
	}
	count := func(h []float32) (n int) {
		for _, v := range h {
			n += int(v)
		}
		return n
	}
	all := 0
	for i := range 400 {
		all += count(hole(Strewn, i))
		if n := count(hole(Half, i)); n != 21 || hole(Half, i)[3] != 0 || hole(Half, i)[4] != 1 {
			t.Fatalf("half of a picture 7 wide hides %d", n)
		}
		if h := hole(Middle, i); count(h) != 9 || h[2*7+1] != 1 || h[4*7+3] != 1 || h[5*7+1] != 0 {
			t.Fatalf("the middle is %v", h)
		}
		if count(hole(Block, i)) != 9 || count(hole(ByHand, i)) != 0 {
			t.Fatal("a block, or a hand that did nothing")
		}
		if !slices.Equal(hole(Block, i), hole(Block, i)) || !slices.Equal(hole(Strewn, i), hole(Strewn, i)) {
			t.Fatal("holes change")
		}
	}
	if share := float64(all) / (400 * 49); share < 0.31 || share > 0.36 {
		t.Errorf("of all numbers %.3f are hidden", share)
	}
	if slices.Equal(hole(Strewn, 1), hole(Strewn, 2)) || slices.Equal(hole(Block, 1), hole(Block, 2)) && slices.Equal(hole(Block, 2), hole(Block, 3)) {
		t.Error("two examples have one hole")
	}
	beats, _ := data.Make(data.Spec{Kind: data.Beats, Train: 1, Valid: 1, Seed: 1})
	dst := make([]float32, beats.Dim())
	if Middle.Hole(dst, beats, 0); count(dst) != 16 || dst[7] != 0 || dst[8] != 1 || dst[23] != 1 {
		t.Errorf("the middle of a signal is %v", dst)
	}
	birds, err := data.Make(data.Spec{Kind: data.Penguins, Train: 200, Valid: 88, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []HoleKind{Strewn, Half, Middle, Block} {
		dst, want := make([]float32, birds.Dim()), make([]float32, birds.Dim())
		k.Hole(dst, birds, 7)
		if Strewn.Hole(want, birds, 7); !slices.Equal(dst, want) {
			t.Errorf("of a table the columns have an order: %v", dst)
		}
	}
}

// A plan hides the shown example anew whichever is shown; a hand takes over where the plan stands, its holes stay where they are, and turning the dial to
// "by hand" begins with none.
func TestHoles(t *testing.T) {
	r := mustNew(t, small(), Change{KnobIndex("unit"), 2})
	want := make([]float32, data.Dim)
	if err := r.Dial(Hole, float64(Strewn)); err != nil {
		t.Fatal(err)
	}
	for _, i := range []int{5, 300} {
		r.Show(i)
		if Strewn.Hole(want, r.set, i); !slices.Equal(r.View.Holes, want) {
			t.Fatalf("example %d has holes %v", i, r.View.Holes)
		}
	}
	at := slices.Index(want, 0)
	r.Hide(at, true)
	want[at] = 1
	if r.View.Dials[Hole] != float64(ByHand) || !slices.Equal(r.View.Holes, want) || r.Count(Holed) != 1 {
		t.Errorf("hidden by hand: %v, dial %v, %d", r.View.Holes, r.View.Dials[Hole], r.Count(Holed))
	}
	r.Show(6)
	r.Hide(at, true)
	if !slices.Equal(r.View.Holes, want) || r.Count(Holed) != 1 {
		t.Error("a hole moved, or was counted twice")
	}
	if !slices.Equal(r.twin.View.Holes, want) || r.twin.View.Dials != r.View.Dials {
		t.Error("the twin sees other holes")
	}
	r.Hide(at, false)
	r.Hide(-2, true)
	r.Hide(data.Dim, true)
	if want[at] = 0; !slices.Equal(r.View.Holes, want) {
		t.Error("a hole cannot be shut, or one lies beyond")
	}
	var s Snapshot
	if r.Snapshot(&s, 0); !slices.Equal(s.View.Holes, want) {
		t.Error("the snapshot has other holes")
	}
	branch, err := r.Branch(0)
	if err != nil || !slices.Equal(branch.Session.View.Holes, want) {
		t.Error("a branch has other holes")
	}
	r.Hide(-1, true)
	if slices.Contains(r.View.Holes, 0) {
		t.Error("all is hidden, and some is seen")
	}
	_ = r.Dial(Hole, float64(Half))
	_ = r.Dial(Hole, float64(ByHand))
	if slices.Contains(r.View.Holes, 1) {
		t.Error("the hand begins with a hole")
	}
}

// Nobody sees what was never observed; of an example of the learner's own all was.
func TestHiddenIsWhatNobodySees(t *testing.T) {
	s := small()
	s.Missing, s.Masked = 0.3, true
	r := mustNew(t, s)
	r.Hide(3, true)
	for j, v := range r.View.Hidden(nil, r.set) {
		seen := r.set.Mask[r.View.Sample*data.Dim+j] != 0 && j != 3
		if (v == 0) != seen {
			t.Fatalf("number %d is hidden %v", j, v)
		}
	}
	r.Paint(0, 1)
	if got := r.View.Hidden(nil, r.set); !slices.Equal(got, r.View.Holes) {
		t.Error("of the learner's own something is missing")
	}
}
