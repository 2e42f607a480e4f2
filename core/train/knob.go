package train

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/opt"
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
	get      func(*Setup) float64
	set      func(*Setup, float64)
}

// Knobs is the table. A knob's place in it is its number in messages: append only.
var Knobs = [...]Knob{
	{Name: "seed", Label: "Seed",
		Form: Seed, Min: 0, Max: 999_999_999, Restart: true,
		get: func(s *Setup) float64 { return float64(s.Seed) }, set: func(s *Setup, v float64) { s.Seed = uint32(v) }},
	{Name: "data", Label: "Data",
		Form: Choice, Choices: data.KindNames[:],
		get: func(s *Setup) float64 { return float64(s.Data) }, set: func(s *Setup, v float64) { s.Data = data.Kind(v) }},
	{Name: "neck", Label: "Neck", Unit: "numbers",
		Form: Whole, Min: 1, Max: 64, Restart: true,
		get: func(s *Setup) float64 { return float64(s.Neck) }, set: func(s *Setup, v float64) { s.Neck = int(v) }},
	{Name: "width", Label: "Width", Unit: "units",
		Form: Whole, Min: 2, Max: 64, Restart: true,
		get: func(s *Setup) float64 { return float64(s.Width) }, set: func(s *Setup, v float64) { s.Width = int(v) }},
	{Name: "depth", Label: "Depth", Unit: "hidden layers",
		Form: Whole, Min: 0, Max: 3, Restart: true,
		get: func(s *Setup) float64 { return float64(s.Depth) }, set: func(s *Setup, v float64) { s.Depth = int(v) }},
	{Name: "unit", Label: "Unit",
		Form: Choice, Choices: nn.UnitNames[:],
		get: func(s *Setup) float64 { return float64(s.Unit) }, set: func(s *Setup, v float64) { s.Unit = nn.Unit(v) }},
	{Name: "loss", Label: "Loss",
		Form: Choice, Choices: nn.LossNames[:],
		get: func(s *Setup) float64 { return float64(s.Loss) }, set: func(s *Setup, v float64) { s.Loss = nn.Loss(v) }},
	{Name: "optimiser", Label: "Optimiser",
		Form: Choice, Choices: opt.KindNames[:],
		get: func(s *Setup) float64 { return float64(s.Optimiser) }, set: func(s *Setup, v float64) { s.Optimiser = opt.Kind(v) }},
	{Name: "rate", Label: "Learning rate",
		Form: Log, Min: 1e-5, Max: 10, dial: true,
		get: func(s *Setup) float64 { return shortest(s.Rate) }, set: func(s *Setup, v float64) { s.Rate = float32(v) }},
	{Name: "momentum", Label: "Momentum",
		Form: Even, Min: 0, Max: 0.99, dial: true,
		get: func(s *Setup) float64 { return shortest(s.Momentum) }, set: func(s *Setup, v float64) { s.Momentum = float32(v) }},
	{Name: "batch", Label: "Batch", Unit: "examples",
		Form: Whole, Min: 1, Max: TrainRows, dial: true,
		get: func(s *Setup) float64 { return float64(s.Batch) }, set: func(s *Setup, v float64) { s.Batch = int(v) }},
	{Name: "noise", Label: "Noise",
		Form: Choice, Choices: ae.NoiseNames[:], dial: true,
		get: func(s *Setup) float64 { return float64(s.Noise) }, set: func(s *Setup, v float64) { s.Noise = ae.NoiseKind(v) }},
	{Name: "amount", Label: "Amount",
		Form: Even, Min: 0, Max: 1, dial: true,
		get: func(s *Setup) float64 { return shortest(s.Amount) }, set: func(s *Setup, v float64) { s.Amount = float32(v) }},
	{Name: "sparse", Label: "Sparse code",
		Form: Choice, Choices: ae.SparseNames[:],
		get: func(s *Setup) float64 { return float64(s.Sparse) }, set: func(s *Setup, v float64) { s.Sparse = ae.SparseKind(v) }},
	{Name: "pressure", Label: "Pressure",
		Form: Log, Min: 1e-5, Max: 10, dial: true,
		get: func(s *Setup) float64 { return shortest(s.Pressure) }, set: func(s *Setup, v float64) { s.Pressure = float32(v) }},
	{Name: "awake", Label: "Awake",
		Form: Even, Min: 0.01, Max: 0.5, dial: true,
		get: func(s *Setup) float64 { return shortest(s.Awake) }, set: func(s *Setup, v float64) { s.Awake = float32(v) }},
	{Name: "keep", Label: "Kept units", Unit: "units",
		Form: Whole, Min: 1, Max: 64,
		get: func(s *Setup) float64 { return float64(s.Keep) }, set: func(s *Setup, v float64) { s.Keep = int(v) }},
	{Name: "code", Label: "Code",
		Form: Choice, Choices: []string{"point", "cloud"}, Restart: true,
		get: func(s *Setup) float64 { return number(s.Cloud) }, set: func(s *Setup, v float64) { s.Cloud = v != 0 }},
	{Name: "beta", Label: "Beta",
		Form: Even, Min: 0, Max: 10, dial: true,
		get: func(s *Setup) float64 { return shortest(s.Beta) }, set: func(s *Setup, v float64) { s.Beta = float32(v) }},
	{Name: "free", Label: "Free nats", Unit: "nats",
		Form: Even, Min: 0, Max: 2, dial: true,
		get: func(s *Setup) float64 { return shortest(s.FreeBits) }, set: func(s *Setup, v float64) { s.FreeBits = float32(v) }},
	{Name: "contract", Label: "Contraction",
		Form: Even, Min: 0, Max: 10, dial: true,
		get: func(s *Setup) float64 { return shortest(s.Contract) }, set: func(s *Setup, v float64) { s.Contract = float32(v) }},
	{Name: "tied", Label: "Tied weights",
		Form: Choice, Choices: []string{"no", "yes"}, Restart: true,
		get: func(s *Setup) float64 { return number(s.Tied) }, set: func(s *Setup, v float64) { s.Tied = v != 0 }},
	{Name: "output", Label: "Output",
		Form: Choice, Choices: []string{"sigmoid", "straight"},
		get: func(s *Setup) float64 { return number(s.Straight) }, set: func(s *Setup, v float64) { s.Straight = v != 0 }},
	{Name: "init", Label: "First weights",
		Form: Choice, Choices: nn.InitNames[:], Restart: true,
		get: func(s *Setup) float64 { return float64(s.Init) }, set: func(s *Setup, v float64) { s.Init = nn.Init(v) }},
	{Name: "dropout", Label: "Dropout",
		Form: Even, Min: 0, Max: 0.9,
		get: func(s *Setup) float64 { return shortest(s.Dropout) }, set: func(s *Setup, v float64) { s.Dropout = float32(v) }},
	{Name: "decay", Label: "Weight decay",
		Form: Even, Min: 0, Max: 0.1, dial: true,
		get: func(s *Setup) float64 { return shortest(s.Decay) }, set: func(s *Setup, v float64) { s.Decay = float32(v) }},
	{Name: "clip", Label: "Clipping",
		Form: Even, Min: 0, Max: 10, dial: true,
		get: func(s *Setup) float64 { return shortest(s.Clip) }, set: func(s *Setup, v float64) { s.Clip = float32(v) }},
	{Name: "scatter", Label: "Scatter",
		Form: Even, Min: 0, Max: 0.3,
		get: func(s *Setup) float64 { return shortest(s.Scatter) }, set: func(s *Setup, v float64) { s.Scatter = float32(v) }},
}

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

// Get reads the knob from a setup.
func (k *Knob) Get(s *Setup) float64 { return k.get(s) }

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
		return token(k.Choices[int(v)])
	}
	return format(v)
}

// Parse reads what Text writes.
func (k *Knob) Parse(s string) (float64, error) {
	if k.Form == Choice {
		for i, c := range k.Choices {
			if token(c) == token(s) {
				return float64(i), nil
			}
		}
		return 0, errors.New(k.Label + " must be one of " + strings.Join(k.Choices, ", ") + ".")
	}
	v, ok := people(s, k.Form == Whole || k.Form == Seed)
	if !ok {
		return 0, errors.New(k.Label + " must be a number.")
	}
	return v, k.Check(v)
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

// token is a name as links write it. It does without package strings' own lower case, which knows all alphabets and weighs two kilobytes.
func token(name string) string {
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
