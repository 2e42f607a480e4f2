package ask

import "hourglass/core/nn"

func rivalMeasures() []measure {
	return []measure{
		// mean square error per number, over the training examples, of PCA with as many numbers as the neck
		{name: "pca", of: func(r *Run, _ string) (float64, bool) { return r.rival().Error(r.Setup.Neck), true }},
		// how far a squared error lies above that: 0.02 is two hundredths more
		{name: "over pca", of: func(r *Run, _ string) (float64, bool) {
			return overRival(r, float64(r.Now().Loss), r.rival().Error(r.Setup.Neck))
		}},
		// the two of the validation examples: what PCA, fitted to the training examples, leaves of those, and how the validation loss lies to that
		{name: "pca valid", of: func(r *Run, _ string) (float64, bool) { return r.rivalValid(), true }},
		{name: "valid over pca", of: func(r *Run, _ string) (float64, bool) { return overRival(r, float64(r.Now().Valid), r.rivalValid()) }},
	}
}

// exact is an error that counts as none: what is left of variances by rounding.
const exact = 1e-12

// overRival is how much larger a loss is than the error that PCA makes of the same examples, as a share of that. There is no such number where PCA makes
// no error, or where the loss is no squared one.
func overRival(r *Run, loss, least float64) (float64, bool) {
	if least < exact || r.Setup.Loss != nn.MSE {
		return 0, false
	}
	return loss/least - 1, true
}

// rivalValid is the mean square error per number that PCA of the training examples, with as many numbers as the neck, leaves of the validation examples. It
// is found once for each set and neck.
func (r *Run) rivalValid() float64 {
	m := r.rival()
	k := min(r.Setup.Neck, len(m.Mean))
	if r.memo.rivalNeck == k {
		return r.memo.rivalValid
	}
	set := r.memo.set
	code, copied := make([]float64, k), make([]float32, set.Valid*set.Dim())
	for i := range set.Valid {
		m.Project(code, set.Picture(set.Train+i))
		m.Rebuild(copied[i*set.Dim():(i+1)*set.Dim()], code)
	}
	r.memo.rivalNeck, r.memo.rivalValid = k, MeanSquare(copied, set.ValidX())
	return r.memo.rivalValid
}
