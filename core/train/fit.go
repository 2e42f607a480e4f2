package train

import (
	"errors"
	"slices"
	"strconv"

	"hourglass/core/opt"
)

// Fit takes up to steps steps, at least 1, and looks at the loss over held-out data ahead of the first and after every every of them, at least 1.
// When stop, which begins anew, says that it has not improved for long enough, or the loss is no finite number, training ends there
// (early stopping, Prechelt 1998). The parameters are then those of the best look; after a loss that was no number the optimisers
// remember nothing. It returns the best loss. It fails, and takes no step, without a stopper that passes its Check, on numbers below 1, on
// held-out data that the recipe cannot take, or whose loss is no finite number to begin with.
func (t *Trainer) Fit(steps, every int, held Data, stop *opt.Stopper) (float64, error) {
	switch {
	case steps < 1 || every < 1:
		return 0, errors.New("train: a fit of " + strconv.Itoa(steps) + " steps with a look every " + strconv.Itoa(every) + ": both must be at least 1")
	case stop == nil:
		return 0, errors.New("train: a fit without a stopper: an &opt.Stopper{Patience: 10}, say")
	}
	if err := stop.Check(); err != nil {
		return 0, err
	}
	rows, err := held.check(&t.Model.Recipe)
	if err != nil {
		return 0, err
	}
	l := t.Looker(min(rows, 256))
	loss := l.Measure(t.w, held).Total
	if !finite(loss) {
		return 0, errors.New("train: the loss over held-out data is no finite number, before any step")
	}
	stop.Reset()
	stop.Observe(loss)
	best, done := slices.Clone(t.w), false
	for taken := 0; taken < steps && !done; {
		for range min(every, steps-taken) {
			t.Step()
			taken++
		}
		better := false
		loss = l.Measure(t.w, held).Total
		if better, done = stop.Observe(loss); better {
			copy(best, t.w)
		}
		done = done || !finite(loss)
	}
	if !finite(loss) {
		t.Forget()
	}
	copy(t.w, best)
	loss, _ = stop.Best()
	return loss, nil
}
