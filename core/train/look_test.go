package train

import (
	"math"
	"slices"
	"strings"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/zoo"
)

// What a mask hides is never read by a look: not by codes, copies, classes or the loss, whatever it is, also no number. It is what makes an
// evaluation honest, so the copies must also be those of an input that holds zeros there.
func TestMaskedLook(t *testing.T) {
	for _, k := range zoo.All(t) {
		if !k.Recipe.Masked {
			continue
		}
		k.Recipe.Label, k.Labels = ae.Label{Classes: 2, Weight: 0.1}, make([]int32, zoo.Rows)
		r := trainer(t, task(k))
		for range 20 {
			r.Step()
		}
		w, l := r.Params(), r.Looker(zoo.Rows)
		zeros, other := slices.Clone(k.X), slices.Clone(k.X)
		for i, seen := range k.Mask {
			if seen == 0 {
				zeros[i], other[i] = 0, []float32{float32(math.NaN()), -3, float32(math.Inf(1))}[i%3]
			}
		}
		for what, look := range map[string]func(x, mask []float32) []float32{
			"EncodeMasked":   func(x, mask []float32) []float32 { return l.EncodeMasked(w, x, mask) },
			"RebuildMasked":  func(x, mask []float32) []float32 { return l.RebuildMasked(w, x, mask) },
			"ClassifyMasked": func(x, mask []float32) []float32 { return l.ClassifyMasked(w, x, mask) },
		} {
			want := slices.Clone(look(zeros, nil))
			if got := look(k.X, nil); slices.Equal(got, want) {
				t.Errorf("%s: %s without a mask hides something", k.Name, what)
			}
			for _, x := range [][]float32{k.X, zeros, other} {
				if got := look(x, k.Mask); !slices.Equal(got, want) {
					t.Errorf("%s: %s reads what the mask hides", k.Name, what)
				}
			}
			if other[slices.Index(k.Mask, 0)] == 0 {
				t.Errorf("%s: %s wrote into its input", k.Name, what)
			}
		}
		a, b := l.Measure(w, Data{X: k.X, Mask: k.Mask, Labels: k.Labels}), l.Measure(w, Data{X: other, Mask: k.Mask, Labels: k.Labels})
		if a != b || !finite(a.Total) {
			t.Errorf("%s: a loss of %+v becomes %+v by what the mask hides", k.Name, a, b)
		}
		nothing(t, k.Name, 10, func() { l.RebuildMasked(w, k.X, k.Mask); l.ClassifyMasked(w, k.X, k.Mask) })
	}
}

// Probabilities of classes: each row adds up to 1, and they are the softmax of what the loss is taken of.
func TestLookerClassify(t *testing.T) {
	for _, k := range zoo.All(t) {
		if k.Recipe.Label.Classes == 0 {
			continue
		}
		r := trainer(t, task(k))
		for range 300 {
			r.Step()
		}
		l, classes := r.Looker(zoo.Rows), k.Recipe.Label.Classes
		p := l.Classify(r.Params(), k.X)
		loss, known := 0.0, 0
		for i, label := range k.Labels {
			row, sum := p[i*classes:(i+1)*classes], 0.0
			for _, v := range row {
				sum += float64(v)
			}
			if math.Abs(sum-1) > 1e-6 {
				t.Errorf("%s: the probabilities of example %d add up to %v", k.Name, i, sum)
			}
			if label >= 0 {
				loss -= math.Log(float64(row[label]))
				known++
			}
		}
		want := l.Measure(r.Params(), r.Data).Label / float64(k.Recipe.Label.Weight)
		if got := loss / float64(known); known == 0 || math.Abs(got-want) > 1e-5 {
			t.Errorf("%s: probabilities give a cross-entropy of %v, the loss is %v", k.Name, got, want)
		}
	}
}

// A look at what does not fit says what it got and what it wanted.
func TestLookRefuses(t *testing.T) {
	kinds := map[string]zoo.Kind{}
	for _, k := range zoo.All(t) {
		kinds[k.Name] = k
	}
	plain, masked, few := trainer(t, task(kinds["plain"])), trainer(t, task(kinds["imputing"])), trainer(t, task(kinds["few labels"]))
	l, m, f := plain.Looker(5), masked.Looker(5), few.Looker(5)
	w, x := plain.Params(), plain.Data.X
	mask := make([]float32, 49)
	head := few.Model.Head.NewMemory(1, false)
	for _, c := range []struct {
		want string
		look func()
	}{
		{"ae: 50 numbers are not 1 rows of 49", func() { l.Encode(w, x[:50]) }},
		{"ae: 50 numbers are not 1 rows of 49", func() { l.Rebuild(w, x[:50]) }},
		{"ae: 7 numbers are not 2 rows of 3", func() { l.Decode(w, x[:7]) }},
		{"train: a look at 48 numbers, in rows of 49; there is room for 1 to 5 rows", func() { l.Encode(w, x[:48]) }},
		{"train: a look at 294 numbers, in rows of 49; there is room for 1 to 5 rows", func() { l.Rebuild(w, x[:6*49]) }},
		{"train: a look at 2 numbers, in rows of 3; there is room", func() { l.Decode(w, x[:2]) }},
		{"ae: 5 parameters, the model has ", func() { l.Encode(w[:5], x[:49]) }},
		{"ae: 0 parameters, the model has ", func() { l.Decode(nil, x[:3]) }},
		{"ae: 5 parameters, the model has ", func() { l.Measure(w[:5], Data{X: x}) }},
		{"train: 50 numbers of data are no examples of 49", func() { l.Measure(w, Data{X: x[:50]}) }},
		{"train: the recipe is not Masked", func() { l.Measure(w, Data{X: x[:49], Mask: mask}) }},
		{"train: the recipe is Masked, and Data.Mask is missing", func() { m.Measure(masked.Params(), Data{X: x[:49]}) }},
		{"train: the recipe has a classifier, and Data.Labels is missing", func() { f.Measure(few.Params(), Data{X: x[:49]}) }},
		{"ae: Classify of a model without a classifier", func() { l.Classify(w, x[:49]) }},
		{"ae: Classify of a model without a classifier", func() { plain.Model.Classify(head, w, x[:3], 1) }},
		{"ae: Classify wants a memory", func() { few.Model.Classify(nil, few.Params(), x[:3], 1) }},
		{"ae: 4 numbers are not 1 rows of 3", func() { few.Model.Classify(head, few.Params(), x[:4], 1) }},
		{"ae: a masked recipe is looked at through a mask: EncodeMasked", func() { m.Encode(masked.Params(), x[:49]) }},
		{"ae: a masked recipe is looked at through a mask: RebuildMasked", func() { m.Rebuild(masked.Params(), x[:49]) }},
		{"ae: a mask for a recipe that is not Masked", func() { l.RebuildMasked(w, x[:49], mask) }},
		{"ae: a mask of 48 for 49 numbers", func() { m.RebuildMasked(masked.Params(), x[:49], mask[:48]) }},
		{"train: a looker with room for 0 examples, the least is 1", func() { plain.Looker(0) }},
		{"ae: 3 numbers torn into 4", func() { ae.Noise{Kind: ae.Masking, Amount: 0.5}.Tear(make([]float32, 4), x[:3], nil) }},
		{"ae: a pass for 0 examples", func() { plain.Model.NewPass(0, false) }},
		{"ae: a batch of 0 rows", func() { plain.Model.NewPass(1, false).Forward(w, ae.Batch{}, ae.Dice{}) }},
		{"ae: 98 numbers are not 1 rows of 49", func() { plain.Model.NewPass(1, false).Forward(w, ae.Batch{X: x[:98], Rows: 1}, ae.Dice{}) }},
		{"ae: 1 labels for 1 rows and 0 classes", func() {
			plain.Model.NewPass(1, false).Forward(w, ae.Batch{X: x[:49], Labels: []int32{0}, Rows: 1}, ae.Dice{})
		}},
		{"ae: a mask for a recipe that is not Masked", func() { plain.Model.NewPass(1, false).Forward(w, ae.Batch{X: x[:49], Mask: mask, Rows: 1}, ae.Dice{}) }},
		{"nn: 2 rows, memory for 1", func() { plain.Model.Rebuild(plain.Model.Net.NewMemory(1, false), w, x[:98], 2) }},
		{"ae: 98 numbers, memory for 49", func() {
			masked.Model.RebuildMasked(masked.Model.Net.NewMemory(1, false), masked.Params(), x[:98], make([]float32, 98), 2)
		}},
	} {
		func() {
			defer func() {
				if got, _ := recover().(string); !strings.HasPrefix(got, c.want) {
					t.Errorf("panics with %q, want %q", got, c.want)
				}
			}()
			c.look()
		}()
	}
}
