package ask

import "hourglass/core/nn"

var rivalMeasures = []measure{
	// mean square error per number, over the training examples, of PCA with as many numbers as the neck
	{name: "pca", of: func(r *Run, _ string) (float64, bool) { return r.rival().Error(r.Setup.Neck), true }},
	// how far a squared error lies above that: 0.02 is two hundredths more
	{name: "over pca", of: func(r *Run, _ string) (float64, bool) { return r.overRival() }},
}

// exact is an error that counts as none: what is left of variances by rounding.
const exact = 1e-12

// overRival is how much larger the loss is than PCA's error, as a share of that. There is no such number where PCA makes no error, or
// where the loss is no squared one.
func (r *Run) overRival() (float64, bool) {
	least := r.rival().Error(r.Setup.Neck)
	if least < exact || r.Setup.Loss != nn.MSE {
		return 0, false
	}
	return float64(r.Now().Loss)/least - 1, true
}
