package main

import (
	"slices"
	"strconv"
	"strings"

	"hourglass/core/train"
	"hourglass/lessons"
)

// A rule says that a knob does nothing unless others stand at some values. The page greys such a knob out and says why. What the core does decides: a
// test holds every rule, and every knob without one, against the bits of a run.
type rule struct {
	knob  string
	needs string // "depth=1,2,3 convs=!0; state=0": of each part between semicolons one must hold; ! is any value but those
	why   string // short enough for the place of a slider
}

const (
	hidden  = "depth=!0 convs=!0; state=0"
	classes = "data=glyphs,moons,digits,drawings,digits-16x16,faulty-heartbeats,real-digits,clothes,penguins"
)

var rules = []rule{
	{"momentum", "optimiser=momentum,nesterov", "Not for this optimiser"},
	{"over", "schedule=linear,cosine,halving", "Needs a schedule"},
	{"amount", "noise=gaussian,masking,salt-and-pepper", "Needs noise"},
	{"pressure", "sparse=l1,kl", "Needs L1 or KL"},
	{"awake", "sparse=kl", "Needs KL pressure"},
	{"keep", "sparse=k-sparse,topk", "Needs k-sparse or TopK"},
	{"beta", "code=cloud", "Needs a cloud"},
	{"free", "code=cloud", "Needs a cloud"},
	{"width", "depth=!0; state=0", "Needs a hidden layer"},
	{"depth", "state=0", "Not in a sequence"},
	{"unit", hidden, "Needs a hidden layer"},
	{"dropout", hidden, "Needs a hidden layer"},
	{"norm", hidden, "Needs a hidden layer"},
	{"output", "loss=mse,l1", "Not with BCE"},
	{"scatter", "data=line,arc,circle,spiral,moons", "Points only"},
	{"faults", "data=faulty-heartbeats", "Faulty heartbeats only"},
	{"masked", "missing=!0 data=penguins,ratings", "Nothing is missing"},
	{"losing", "missing=!0", "Nothing is missing"},
	{"convs", "state=0", "Not in a sequence"},
	{"channels", "convs=!0; state=0", "Needs a convolution"},
	{"kernel", "convs=!0; state=0", "Needs a convolution"},
	{"stride", "convs=!0; state=0", "Needs a convolution"},
	{"cell", "state=!0", "Needs recurrent units"},
	{"writes", "state=!0", "Needs recurrent units"},
	{"forced", "writes=yes; state=!0", "Needs a decoder that reads what it wrote"},
	{"classify", classes, "These data have no classes"},
	{"known", "classify=yes; " + classes, "Needs a classifier"},
	{"teach", "classify=yes; " + classes, "Needs a classifier"},
	{"alone", "classify=yes; " + classes, "Needs a classifier"},
	{"asks", "classify=yes; " + classes, "Needs a classifier"},
	{"buy", "classify=yes; " + classes, "Needs a classifier"},
	{"about", "classify=yes; data=moons", "Moons only"},
	{"fool", "judge=!0", "Needs a critic"},
}

// when writes a knob's rule for the page, the other knobs as numbers and their values too: "4:!0|30:!0;34:0", and why. Both are empty for a knob that
// always does something. The page asks it of the run and of its
// twin: what either reads does something.
func when(knob string) (when, why string) {
	i := slices.IndexFunc(rules, func(r rule) bool { return r.knob == knob })
	if i < 0 {
		return "", ""
	}
	var all []string
	for _, part := range rules[i].parts() {
		var one []string
		for _, n := range part {
			one = append(one, n.String())
		}
		all = append(all, strings.Join(one, "|"))
	}
	return strings.Join(all, ";"), rules[i].why
}

// A need is a knob that must stand at one of some values, or at none of them.
type need struct {
	knob   int
	not    bool
	values []float64
}

// parts are what must hold together, each by one of its needs.
func (r rule) parts() [][]need {
	var all [][]need
	for part := range strings.SplitSeq(r.needs, "; ") {
		var one []need
		for _, text := range strings.Fields(part) {
			name, values, _ := strings.Cut(text, "=")
			n := need{knob: train.KnobIndex(name)}
			values, n.not = strings.CutPrefix(values, "!")
			for s := range strings.SplitSeq(values, ",") {
				v, err := train.Knobs[n.knob].Parse(s)
				if err != nil {
					panic("rules: " + r.knob + ": " + err.Error())
				}
				n.values = append(n.values, v)
			}
			one = append(one, n)
		}
		all = append(all, one)
	}
	return all
}

func (n need) String() string {
	var values []string
	for _, v := range n.values {
		values = append(values, number64(v))
	}
	mark := ""
	if n.not {
		mark = "!"
	}
	return strconv.Itoa(n.knob) + ":" + mark + strings.Join(values, " ")
}

// An Option is a choice of a knob; one that the lesson does not offer can still come from a link.
type Option struct {
	Value, Label string
	Chosen       bool
	Hidden       bool
}

// options lists the choices of a dial that stands at value.
func options(d lessons.Dial, k *train.Knob, value float64) []Option {
	var list []Option
	for i, label := range k.Choices {
		v := float64(i)
		hidden := d.Only != nil && !slices.Contains(d.Only, k.Text(v)) && v != value
		list = append(list, Option{strconv.Itoa(i), label, v == value, hidden})
	}
	return list
}
