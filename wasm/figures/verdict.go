package figures

import (
	"errors"

	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/stat"
	"hourglass/wasm/scene"
)

// What figures of faulty examples share: how far the copies of the examples set aside are off, and how well that tells faulty from normal ones.

// wholeExamples says that an error of a copy cannot be had of numbers that nobody observed.
func wholeExamples(r *ae.Recipe) error {
	if r.Masked {
		return errors.New("the error of a copy needs every number of an example")
	}
	return nil
}

// A verdict is what one way of copying makes of the examples set aside.
type verdict struct {
	back  []float32  // copies (Valid, Dim)
	off   []float64  // mean square error per number of each (Valid)
	curve stat.Curve // of them, where it is known who is faulty
}

// plan makes room for n examples of dim numbers.
func (v *verdict) plan(n, dim int) {
	if len(v.off) != n || len(v.back) != n*dim {
		*v = verdict{back: make([]float32, n*dim), off: make([]float64, n)}
	}
}

// judge keeps copies, and finds how far they are off.
func (v *verdict) judge(b *scene.Base, copies []float32, faulty []bool) {
	copy(v.back, copies)
	x, dim := b.Set.ValidX(), b.Set.Dim()
	for i := range v.off {
		v.off[i] = ask.MeanSquare(x[i*dim:(i+1)*dim], v.back[i*dim:(i+1)*dim])
	}
	if faulty != nil {
		v.curve.Fit(v.off, faulty)
	}
}

// straight judges PCA with as many numbers as the neck.
func (v *verdict) straight(b *scene.Base, faulty []bool) {
	pca, dim := b.PCA(), b.Set.Dim()
	code, copies := make([]float64, min(b.Snap.Setup.Neck, dim)), make([]float32, b.Set.Valid*dim)
	for i := range b.Set.Valid {
		pca.Project(code, b.Set.Picture(b.Set.Train+i))
		pca.Rebuild(copies[i*dim:(i+1)*dim], code)
	}
	v.judge(b, copies, faulty)
}

// judgeBoth judges the run and its twin as far as they are fresh.
func judgeBoth(b *scene.Base, sides []verdict, faulty []bool) {
	if b.Fresh[0] {
		sides[0].judge(b, scene.Rebuild(b.Model, b.Many, b.Snap.Params, b.Set.ValidX(), b.Set.Valid), faulty)
	}
	if t := b.Twin; t != nil && b.Fresh[1] {
		sides[1].judge(b, scene.Rebuild(t.Model, t.Many, t.Params, b.Set.ValidX(), b.Set.Valid), faulty)
	}
}

// knownFaults tells of the examples set aside who is faulty; nil where nobody knows.
func knownFaults(b *scene.Base) []bool {
	if b.Set.Kind != data.Faulty {
		return nil
	}
	faulty := make([]bool, b.Set.Valid)
	for i := range faulty {
		faulty[i] = b.Set.Labels[b.Set.Train+i] != data.Sound
	}
	return faulty
}

// apart tells whether there is a twin that differs: one with the same knobs is the same to the last bit, and need not be drawn twice.
func apart(b *scene.Base) bool { return b.Twin != nil && b.Twin.Setup != b.Snap.Setup }
