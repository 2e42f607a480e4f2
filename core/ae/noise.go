package ae

import (
	"errors"
	"strconv"

	"hourglass/core/rng"
)

// Noise is what is done to an input before the encoder sees it (Vincent et al. 2008, 2010). Both fields are dials.
type Noise struct {
	Kind   NoiseKind
	Amount float32 // standard deviation of Gaussian noise; share of the numbers that the others hit
}

// A NoiseKind names a corruption.
type NoiseKind uint8

// The corruptions: normal noise added, numbers set to zero, numbers set to zero or one as a coin falls.
const (
	Clean NoiseKind = iota
	Gaussian
	Masking
	SaltAndPepper
	noiseKinds
)

// NoiseNames are the names of the corruptions, by value.
var NoiseNames = [...]string{"none", "Gaussian", "masking", "salt and pepper"}

// Check refuses an unknown kind, a share beyond one, and what is no number.
func (n Noise) Check() error {
	most := float32(1)
	if n.Kind == Gaussian {
		most = 100
	}
	switch {
	case n.Kind >= noiseKinds:
		return errors.New("ae: noise " + strconv.Itoa(int(n.Kind)) + " is not known")
	case !(n.Amount >= 0 && n.Amount <= most):
		return errors.New("ae: the amount of " + NoiseNames[n.Kind] + " noise must lie between 0 and " + strconv.Itoa(int(most)))
	}
	return nil
}

// Tear sets dst to a corrupted x, of the same length. It throws the same dice for every amount, so that turning the amount up tears the same places more.
func (n Noise) Tear(dst, x []float32, r *rng.Stream) {
	if len(dst) != len(x) {
		panic("ae: " + strconv.Itoa(len(x)) + " numbers torn into " + strconv.Itoa(len(dst)))
	}
	switch n.Kind {
	case Clean:
		copy(dst, x)
	case Gaussian:
		for i, v := range x {
			dst[i] = v + float32(n.Amount*r.Normal())
		}
	case Masking:
		for i, v := range x {
			if r.Float32() < n.Amount {
				v = 0
			}
			dst[i] = v
		}
	case SaltAndPepper:
		for i, v := range x {
			// Below half the amount it is pepper, from there to the amount salt.
			switch u := r.Float32(); {
			case u < n.Amount/2:
				v = 0
			case u < n.Amount:
				v = 1
			}
			dst[i] = v
		}
	}
}
