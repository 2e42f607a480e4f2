package train

import (
	"errors"

	"hourglass/core/data"
)

// A Dial is a number of the view that a learner, a link or a lesson may turn, as a knob is one of the setup. No bit of the run depends on it: turning it
// begins nothing anew, enters no log, measures no loss again, and is blamed for nothing.
type Dial struct {
	Knob    // its name, words and range
	Default float64
}

// The dials. A dial's place in the table, after the last knob, is its number in messages: append only.
const (
	Threshold = iota // the error of a copy from which on its example counts as faulty
	Shift            // how far to the right the shown picture is moved
	Rare             // how rare a fault is
	Cost             // what a missed fault costs
	Colours          // what examples are coloured by
	Hole             // how holes come, a HoleKind
	Rounds           // how often a filled example goes round
	Throw            // what dice are thrown for when holes are filled by them, a ThrowKind
	Bits             // to how many bits each number of a code is cut
	Evening          // how many evenings the unseen people have watched films since
	dials
)

// Evenings is the most that the dial of that name says.
const Evenings = 10

// Dials is the table of the dials.
var Dials = [dials]Dial{
	Threshold: {Knob{Name: "threshold", Label: "Threshold", Form: Log, Min: 1e-4, Max: 1}, 0.02},
	Shift:     {Knob{Name: "shift", Label: "Shift", Unit: "pixels", Form: Whole, Min: -4, Max: 4}, 0},
	Rare:      {Knob{Name: "rare", Label: "Share of faults", Form: Log, Min: 1e-3, Max: 0.5}, 0.1},
	Colours:   {Knob{Name: "colours", Label: "Colours", Form: Choice, Choices: []string{"labels", "none", "k-means", "k-means of shuffled numbers"}}, ByLabel},
	Cost:      {Knob{Name: "cost", Label: "Cost of a miss", Form: Log, Min: 0.1, Max: 1000}, 10},
	Hole:      {Knob{Name: "holes", Label: "Holes", Form: Choice, Choices: HoleNames[:]}, 0},
	Rounds:    {Knob{Name: "rounds", Label: "Rounds", Unit: "rounds", Form: Whole, Min: 0, Max: 10}, 5},
	Throw:     {Knob{Name: "dice", Label: "Dice for", Form: Choice, Choices: ThrowNames[:]}, 0},
	Bits:      {Knob{Name: "bits", Label: "Bits each", Form: Whole, Min: 1, Max: 8}, 8},
	Evening:   {Knob{Name: "evenings", Label: "Evenings", Unit: "evenings", Form: Whole, Min: 0, Max: Evenings}, 1},
}

// What the dial "colours" asks for.
const (
	ByLabel   = iota // the class of each example
	Plain            // nothing
	ByGroup          // groups that k-means finds among the codes
	ByNothing        // and among codes whose numbers were shuffled, each by itself
)

// Turned is how the dials stand, in the order of the table.
type Turned [dials]float64

// AtRest is how they stand when nobody says otherwise.
func AtRest() (t Turned) {
	for i := range Dials {
		t[i] = Dials[i].Default
	}
	return t
}

// DialIndex finds a dial by name; it returns -1 when there is none.
func DialIndex(name string) int {
	for i := range Dials {
		if Dials[i].Name == name {
			return i
		}
	}
	return -1
}

// Number is what messages and pages call a knob or, counted on from the last knob, a dial; -1 for neither.
func Number(name string) int {
	if i := DialIndex(name); i >= 0 {
		return len(Knobs) + i
	}
	return KnobIndex(name)
}

// Numbered is the row of the knob or dial of a number.
func Numbered(number int) *Knob {
	if i := number - len(Knobs); i >= 0 {
		return &Dials[i].Knob
	}
	return &Knobs[number]
}

// Stands is how the knob or dial of a number stands in the run that a link begins.
func (l *Link) Stands(number int) float64 {
	i := number - len(Knobs)
	if i < 0 {
		return Knobs[number].Get(&l.Setup)
	}
	for _, c := range l.Dials {
		if c.Knob == i {
			return c.Value
		}
	}
	return Dials[i].Default
}

// Dial turns a dial, the twin's too. It fails, and changes nothing, when the value cannot be.
func (t *Session) Dial(dial int, v float64) error {
	if dial < 0 || dial >= len(Dials) {
		return errors.New("There is no dial of that number.")
	}
	if err := Dials[dial].Check(v); err != nil {
		return err
	}
	to := t.View.Dials
	to[dial] = v
	t.dialled(to)
	return nil
}

// dialled looks by dials as they stand in d.
func (t *Session) dialled(d Turned) {
	moved, other := d[Shift] != t.View.Dials[Shift], d[Hole] != t.View.Dials[Hole]
	t.View.Dials = d
	if other {
		clear(t.View.Holes)
		t.View.dig(t.set)
	}
	if moved && t.View.Sample >= 0 {
		t.View.fit(t.Setup.Neck, t.set)
	}
	if t.twin != nil {
		t.twin.dialled(d)
	}
}

// Lay sets dst to a picture moved to the right by n pixels; what it leaves is empty. Points have no pixels, and stay.
func Lay(dst, picture []float32, kind data.Kind, n int) {
	copy(dst, picture)
	if n == 0 || kind.Form() == data.Points {
		return
	}
	w := kind.Width()
	for i := range dst {
		dst[i] = 0
		if from := i%w - n; from >= 0 && from < w {
			dst[i] = picture[i-n]
		}
	}
}
