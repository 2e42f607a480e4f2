package train

import (
	"hourglass/core/jacobi"
	"hourglass/core/nn"
)

// rival is the principal component analysis of the training examples, worked out when it is first asked for.
func (t *Session) rival() *jacobi.PCA {
	if p := &t.probe; p.pca == nil {
		p.pca = jacobi.Fit(t.set.TrainX(), t.set.Train, t.set.Dim())
	}
	return t.probe.pca
}

// exact is an error that counts as none: what is left of variances by rounding.
const exact = 1e-12

// overRival is how much larger the loss is than PCA's error, as a share of that. There is no such number where PCA makes no error, or
// where the loss is no squared one.
func (t *Session) overRival() (float64, bool) {
	least := t.rival().Error(t.Setup.Neck)
	if least < exact || t.Setup.Loss != nn.MSE {
		return 0, false
	}
	return float64(t.Now().Loss)/least - 1, true
}
