package train

import (
	"math"
	"strings"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/opt"
	"hourglass/core/zoo"
)

// Fit stops when held-out loss no longer falls, with the parameters of its best look.
func TestFit(t *testing.T) {
	set, err := data.Make(data.Spec{Kind: data.Glyphs, Train: 12, Valid: 64, Seed: 2})
	if err != nil {
		t.Fatal(err)
	}
	r := trainer(t, Task{Recipe: ae.Recipe{Input: zoo.All(t)[0].Recipe.Input, Hidden: []int{32}, Code: 8, Unit: nn.Tanh},
		Data: Data{X: set.TrainX()}, Method: opt.Method{Kind: opt.Adam, Rate: 0.01}, Batch: 12, Seed: 1})
	held := Data{X: set.ValidX()}
	best, err := r.Fit(20_000, 20, held, &opt.Stopper{Patience: 10})
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Looker(64).Measure(r.Params(), held).Total; math.Abs(got-best) > 1e-9 {
		t.Errorf("the parameters left give %v, the best look was %v", got, best)
	}
	if step, _ := r.At(); step >= 20_000 || step < 200 {
		t.Errorf("training of a set that is too small for the network stopped after %d steps", step)
	}
}

// A stopper that has seen another run begins anew, so that a second fit is not held against the first one's best.
func TestFitAgain(t *testing.T) {
	k := zoo.All(t)[0]
	stop := &opt.Stopper{Patience: 3}
	stop.Observe(1e-9) // a loss that no run here reaches
	r := trainer(t, task(k))
	first := r.Looker(zoo.Rows).Measure(r.Params(), r.Data).Total
	best, err := r.Fit(100, 10, r.Data, stop)
	if step, _ := r.At(); err != nil || step != 100 || !(best < first) || best < 1e-6 {
		t.Errorf("a stopper that had seen another run: step %d, a best loss of %v from %v, %v", step, best, first, err)
	}
}

// A run whose loss is no number ends at the next look, with the best parameters and optimisers that go on from there.
func TestFitEnds(t *testing.T) {
	job := task(zoo.All(t)[0])
	job.Recipe.Unit, job.Recipe.Linear, job.Method = nn.Linear, true, opt.Method{Kind: opt.Momentum, Rate: 1e20, Momentum: 0.9}
	r := trainer(t, job)
	first := r.Looker(zoo.Rows).Measure(r.Params(), r.Data).Total
	best, err := r.Fit(1000, 10, r.Data, &opt.Stopper{Patience: 1000})
	if step, _ := r.At(); err != nil || step != 10 || best != first {
		t.Errorf("step %d, a best loss of %v where the first was %v, %v", step, best, first, err)
	}
	r.Method.Rate = 1e-3
	for range 20 {
		r.Step()
	}
	if !(r.Terms.Total < 2*first) {
		t.Errorf("after a fit that ended at no number the loss goes from %v to %v", first, r.Terms.Total)
	}
	r.Params()[0] = float32(math.NaN())
	if _, err := r.Fit(10, 10, r.Data, &opt.Stopper{Patience: 3}); err == nil || !strings.Contains(err.Error(), "no finite number") {
		t.Errorf("a loss that is no number to begin with: %v", err)
	}
}

// Held-out data are checked like data.
func TestFitRefuses(t *testing.T) {
	r := trainer(t, task(zoo.All(t)[0]))
	few := trainer(t, func() Task {
		k := task(zoo.All(t)[0])
		k.Recipe.Label, k.Recipe.Loss, k.Data.Labels = ae.Label{Classes: 3, Weight: 1}, nn.BCE, make([]int32, zoo.Rows)
		return k
	}())
	x := r.Data.X
	for _, c := range []struct {
		r    *Trainer
		held Data
		want string
	}{
		{r, Data{}, "0 numbers of data are no examples of 49"},
		{r, Data{X: x[:50]}, "50 numbers of data are no examples of 49"},
		{r, Data{X: x, Mask: x[:5]}, "the recipe is not Masked"},
		{few, Data{X: x}, "the recipe has a classifier, and Data.Labels is missing"},
		{few, Data{X: x[:98], Labels: []int32{0, 3}}, "label 3 of example 1"},
		{few, Data{X: x[:98], Labels: []int32{0}}, "1 labels for 2 examples"},
		{few, Data{X: append([]float32{1.25}, x[:48]...), Labels: []int32{-1}}, "number 0 of the data is 1.25, and BCE scores numbers from 0 to 1"},
	} {
		before := c.r.Hash()
		if _, err := c.r.Fit(10, 5, c.held, &opt.Stopper{Patience: 3}); err == nil || !strings.Contains(err.Error(), c.want) || c.r.Hash() != before {
			t.Errorf("%v, want a sentence with %q", err, c.want)
		}
	}
}

// Fit refuses a stopper that is none and numbers of steps that are none, before any step.
func TestFitNumbers(t *testing.T) {
	r := trainer(t, task(zoo.All(t)[0]))
	for _, c := range []struct {
		steps, every int
		stop         *opt.Stopper
		want         string
	}{
		{100, 10, nil, "train: a fit without a stopper"},
		{100, 10, &opt.Stopper{}, "opt: a stopper of patience 0 stops at once: the least is 1"},
		{0, 10, &opt.Stopper{Patience: 1}, "train: a fit of 0 steps with a look every 10: both must be at least 1"},
		{100, 0, &opt.Stopper{Patience: 1}, "train: a fit of 100 steps with a look every 0"},
		{-1, 1, &opt.Stopper{Patience: 1}, "train: a fit of -1 steps"},
	} {
		if _, err := r.Fit(c.steps, c.every, r.Data, c.stop); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
	if step, _ := r.At(); step != 0 {
		t.Errorf("refused, and %d steps taken", step)
	}
}
