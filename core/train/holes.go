package train

import (
	"hourglass/core/data"
	"hourglass/core/rng"
	"hourglass/core/vec"
)

// Holes of the view: what of the shown example, and of all unseen ones, is hidden from the network to see what it puts there. No bit of the run depends on them.

// A HoleKind says how holes come.
type HoleKind int

// The kinds.
const (
	ByHand HoleKind = iota // where the learner hid something, in every example alike
	Strewn                 // a third of all numbers, by dice of each example's own
	Half                   // the right half
	Middle                 // the middle half of the rows and of the columns
	Block                  // half of the rows and of the columns, by dice of each example's own
	holeKinds
)

// HoleNames are the kinds in words.
var HoleNames = [holeKinds]string{"by hand", "a strewn third", "the right half", "the middle", "a block"}

// A ThrowKind says what dice are thrown for when holes are filled by them.
type ThrowKind int

// The kinds.
const (
	ThrowCode  ThrowKind = iota // the code, from its cloud
	ThrowPixel                  // that, and what copies leave open at each place
	throwKinds
)

// ThrowNames are the kinds in words.
var ThrowNames = [throwKinds]string{"the code", "code and copy"}

// strewn is the share of numbers that is hidden by dice.
const strewn = 1.0 / 3

// Hole sets dst (Dim) to 1 where example i of a set is hidden, and to 0 elsewhere. The columns of a table have no order: there every kind is Strewn. By hand
// nothing is hidden here.
func (k HoleKind) Hole(dst []float32, set *data.Set, i int) {
	clear(dst)
	if k == ByHand {
		return
	}
	dice := rng.New(set.Seed^uint64(i)<<32, "holes")
	if k == Strewn || set.Kind.Form() == data.Tables {
		for j := range dst {
			if dice.Float32() < strewn {
				dst[j] = 1
			}
		}
		return
	}
	w, h := set.Kind.Width(), set.Kind.Height()
	left, top, wide, tall := w-w/2, 0, w/2, h
	if k != Half {
		left, tall = w/4, max(h/2, 1)
		top = (h - tall) / 2
	}
	if k == Block {
		left, top = dice.Intn(w-wide+1), dice.Intn(h-tall+1)
	}
	for y := top; y < top+tall; y++ {
		vec.Fill(dst[y*w+left:][:wide], 1)
	}
}

// dig hides of the example of the set that is shown what the dial says. By hand, and in an example of the learner's own, holes stay where they are.
func (v *View) dig(set *data.Set) {
	if k := HoleKind(v.Dials[Hole]); k != ByHand && v.Sample >= 0 {
		k.Hole(v.Holes, set, v.Sample)
	}
}

// Hidden sets dst (Dim) to 1 where nobody sees the shown example: where it has holes, and where nobody observed it.
func (v *View) Hidden(dst []float32, set *data.Set) []float32 {
	dst = append(dst[:0], v.Holes...)
	if set.Mask == nil {
		return dst
	}
	if v.Sample < 0 {
		for j, x := range v.Input {
			if x == 0 && set.Kind.Form() == data.Tables { // what is missing in a row of the learner's own
				dst[j] = 1
			}
		}
		return dst
	}
	dim := set.Dim()
	for j, seen := range set.Mask[v.Sample*dim:][:dim] {
		if seen == 0 {
			dst[j] = 1
		}
	}
	return dst
}

// Hide hides one number of the shown example, or shows it again; pixel -1 is all of them. From then on holes come by hand, in the twin's eyes too. A place that
// cannot be is ignored.
func (t *Session) Hide(pixel int, on bool) {
	if pixel < -1 || pixel >= len(t.View.Holes) {
		return
	}
	t.View.Dials[Hole] = float64(ByHand)
	v := float32(number(on))
	from, to := pixel, pixel+1
	if pixel < 0 {
		from, to = 0, len(t.View.Holes)
	}
	for i := from; i < to; i++ {
		if on && t.View.Holes[i] == 0 {
			t.counts[Holed]++
		}
		t.View.Holes[i] = v
	}
	if t.twin != nil {
		t.twin.View.Dials[Hole] = float64(ByHand)
		copy(t.twin.View.Holes, t.View.Holes)
	}
}
