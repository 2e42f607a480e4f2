package train

import "hourglass/core/opt"

// Fit takes up to steps steps and looks at the loss over held-out data after every every of them. When stop says that it has not
// improved for long enough, or the loss is no number, training ends there (early stopping, Prechelt 1998). The parameters are then
// those of the best look. It returns the best loss.
func (t *Trainer) Fit(steps, every int, held Data, stop *opt.Stopper) float64 {
	l := t.Looker(min(len(held.X)/t.Model.Input.Size(), 256))
	best := append([]float32(nil), t.w...)
	stop.Observe(l.Measure(t.w, held).Total)
	for taken := 0; taken < steps; {
		for range min(every, steps-taken) {
			t.Step()
			taken++
		}
		better, done := stop.Observe(l.Measure(t.w, held).Total)
		if better {
			copy(best, t.w)
		}
		if done {
			break
		}
	}
	copy(t.w, best)
	loss, _ := stop.Best()
	return loss
}
