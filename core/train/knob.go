package train

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"unsafe"
)

// A Form says what values a knob takes and how a slider should run.
type Form uint8

// The forms: whole numbers, real numbers on a logarithmic or an even scale, one of a list of names, and a seed.
const (
	Whole Form = iota
	Log
	Even
	Choice
	Seed
)

// A Knob is one number of a setup that a learner, a link or a lesson may turn. This table is the only place that knows its
// range, its words and what turning it costs; sliders, links, messages and help are read from here.
type Knob struct {
	Name     string // in links, messages and data-knob
	Label    string // what the learner reads
	Unit     string // after a number: "numbers", "examples"
	Form     Form
	Min, Max float64
	Choices  []string // of a Choice, in order of value
	Restart  bool     // turning it means new parameters; the others work while a run goes on
	dial     bool     // a step merely reads it: nothing is planned anew when it turns
	adds     bool     // each turn adds to what those before it did
	at       uintptr  // where in a setup the field lies that it turns
}

// order is the names of the knobs. A knob's place in it is its number in messages: append only.
const order = "seed data neck width depth unit loss optimiser rate momentum batch noise amount sparse pressure awake keep code beta free contract tied " +
	"output init dropout decay clip scatter examples missing masked norm convs channels kernel stride state cell writes forced classify known teach judge fool faults schedule over losing alone asks buy about"

// Knobs is the table, put together from those of the parts.
var Knobs = table()

// tables are the rows of the parts of a setup.
var tables = [...][]Knob{
	{{at: unsafe.Offsetof(Setup{}.Seed), Name: "seed", Label: "Seed", Form: Seed, Min: 0, Max: 999_999_999, Restart: true}},
	sourceKnobs, bodyKnobs, convKnobs, sequenceKnobs, codeKnobs, objectiveKnobs, corruptionKnobs, labelKnobs, criticKnobs, descentKnobs,
}

func table() []Knob {
	var all []Knob
	for name := range strings.SplitSeq(order, " ") {
		for _, rows := range tables {
			for i := range rows {
				if rows[i].Name == name {
					all = append(all, rows[i])
				}
			}
		}
	}
	return all
}

// Get reads the knob from a setup.
func (k *Knob) Get(s *Setup) float64 {
	p := k.field(s)
	switch k.Form {
	case Seed:
		return float64(*(*uint32)(p))
	case Whole:
		return float64(*(*int)(p))
	case Choice:
		return float64(*(*uint8)(p))
	}
	return shortest(*(*float32)(p))
}

// set writes a value that was checked.
func (k *Knob) set(s *Setup, v float64) {
	p := k.field(s)
	switch k.Form {
	case Seed:
		*(*uint32)(p) = uint32(v)
	case Whole:
		*(*int)(p) = int(v)
	case Choice:
		*(*uint8)(p) = uint8(v)
	default:
		*(*float32)(p) = float32(v)
	}
	if k.adds {
		s.Labels.bought()
	}
}

// field is the address of the field that the knob turns. Its form says what is there: a uint32, an int, a byte (a name or a bool) or a float32,
// which a test holds. Functions to get and set each field would say the same in three kilobytes of the trainer.
func (k *Knob) field(s *Setup) unsafe.Pointer { return unsafe.Add(unsafe.Pointer(s), k.at) }

var noYes = [...]string{"no", "yes"}

// number is 1 for true.
func number(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// KnobIndex finds a knob by name; it returns -1 when there is none.
func KnobIndex(name string) int {
	for i := range Knobs {
		if Knobs[i].Name == name {
			return i
		}
	}
	return -1
}

// Set writes v, or leaves the setup alone and says in one sentence why v cannot be.
func (k *Knob) Set(s *Setup, v float64) error {
	if err := k.Check(v); err != nil {
		return err
	}
	k.set(s, v)
	return nil
}

// Check says in one sentence why v is no value of the knob.
func (k *Knob) Check(v float64) error {
	lo, hi := k.Range()
	switch {
	case !(v >= lo && v <= hi): // NaN too
		return errors.New(k.Label + " must lie between " + format(lo) + " and " + format(hi) + ".")
	case k.Form != Log && k.Form != Even && v != math.Trunc(v):
		return errors.New(k.Label + " must be a whole number.")
	}
	return nil
}

// Range is the least and the greatest value.
func (k *Knob) Range() (lo, hi float64) {
	if k.Form == Choice {
		return 0, float64(len(k.Choices) - 1)
	}
	return k.Min, k.Max
}

// Text writes a value as links do: a number, or the name of a choice in lower case without spaces.
func (k *Knob) Text(v float64) string {
	if k.Form == Choice && v >= 0 && int(v) < len(k.Choices) {
		return Token(k.Choices[int(v)])
	}
	return format(v)
}

// Parse reads what Text writes.
func (k *Knob) Parse(s string) (float64, error) {
	if k.Form == Choice {
		for i, c := range k.Choices {
			if Token(c) == Token(s) {
				return float64(i), nil
			}
		}
		return 0, errors.New(k.Label + " must be one of " + k.some() + ".")
	}
	v, ok := people(s, k.Form == Whole || k.Form == Seed)
	if !ok {
		return 0, errors.New(k.Label + " must be a number.")
	}
	return v, k.Check(v)
}

// some are the choices as a sentence has room for them.
func (k *Knob) some() string {
	const most = 10
	if n := len(k.Choices) - most; n > 1 {
		return strings.Join(k.Choices[:most], ", ") + ", or of " + strconv.Itoa(n) + " others"
	}
	return strings.Join(k.Choices, ", ")
}

// people reads a number as people write them: no 0x1p-3, no 1_0, no Inf. A comma parts the thousands of a whole number, and stands before the
// decimals of any other.
func people(s string, whole bool) (float64, bool) {
	for i := range len(s) {
		if strings.IndexByte("0123456789.,+-eE", s[i]) < 0 {
			return 0, false
		}
	}
	if head, rest, cut := strings.Cut(s, ","); cut && whole {
		if head == "" || len(head) > 3 || strings.ContainsAny(s, ".+-eE") {
			return 0, false
		}
		s = head
		for part := range strings.SplitSeq(rest, ",") {
			if len(part) != 3 {
				return 0, false
			}
			s += part
		}
	} else if cut {
		s = head + "." + rest // two of either are no number
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil
}

// Token is a name as links write it. It does without package strings' own lower case, which knows all alphabets and weighs two kilobytes.
func Token(name string) string {
	b := []byte(name)
	for i, c := range b {
		switch {
		case c == ' ':
			b[i] = '-'
		case 'A' <= c && c <= 'Z':
			b[i] = c - 'A' + 'a'
		}
	}
	return string(b)
}

func format(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// shortest widens a float32 through its shortest decimal, so that 0.003 is shown and sent as 0.003.
func shortest(v float32) float64 {
	var b [24]byte
	f, _ := strconv.ParseFloat(string(strconv.AppendFloat(b[:0], float64(v), 'g', -1, 32)), 64)
	return f
}
