package main

import (
	"slices"
	"strconv"
	"strings"

	"hourglass/core/train"
	"hourglass/lessons"
)

// A rule says that a knob does nothing unless another one stands at one of some values. The page greys such a knob out and says why.
// What the core does decides: a test holds every rule, and every knob without one, against the bits of a run.
type rule struct {
	knob   string
	needs  string   // the other knob
	values []string // of that one, as links write them
	why    string   // short enough for the place of a slider
}

var rules = []rule{
	{"momentum", "optimiser", []string{"momentum", "nesterov"}, "Not for this optimiser"},
	{"amount", "noise", []string{"gaussian", "masking", "salt-and-pepper"}, "Needs noise"},
	{"pressure", "sparse", []string{"l1", "kl"}, "Needs L1 or KL"},
	{"awake", "sparse", []string{"kl"}, "Needs KL pressure"},
	{"keep", "sparse", []string{"k-sparse", "topk"}, "Needs k-sparse or TopK"},
	{"beta", "code", []string{"cloud"}, "Needs a cloud"},
	{"free", "code", []string{"cloud"}, "Needs a cloud"},
	{"width", "depth", []string{"1", "2", "3"}, "Needs a hidden layer"},
	{"unit", "depth", []string{"1", "2", "3"}, "Needs a hidden layer"},
	{"dropout", "depth", []string{"1", "2", "3"}, "Needs a hidden layer"},
	{"output", "loss", []string{"mse", "l1"}, "Not with BCE"},
	{"scatter", "data", []string{"line", "arc", "circle", "spiral", "moons"}, "Points only"},
}

// when writes a knob's rule for the page, as "number of the other knob:value value", and why. Both are empty for a knob that always
// does something.
func when(knob string) (when, why string) {
	i := slices.IndexFunc(rules, func(r rule) bool { return r.knob == knob })
	if i < 0 {
		return "", ""
	}
	r := rules[i]
	var values []string
	for _, v := range r.allowed() {
		values = append(values, number64(v))
	}
	return strconv.Itoa(train.KnobIndex(r.needs)) + ":" + strings.Join(values, " "), r.why
}

// allowed are the values of the other knob as numbers.
func (r rule) allowed() []float64 {
	k := &train.Knobs[train.KnobIndex(r.needs)]
	var all []float64
	for _, s := range r.values {
		v, err := k.Parse(s)
		if err != nil {
			panic("rules: " + r.knob + ": " + err.Error())
		}
		all = append(all, v)
	}
	return all
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
