package train

import (
	"strconv"
	"strings"

	"hourglass/core/ae"
	"hourglass/core/rng"
)

// mend tears the validation examples by a noise, given as "masking 0.33", and returns how far from the clean ones they are: themselves,
// or what the network makes of them. The dice are the same at every look, and for every amount of one kind.
func (t *Session) mend(noise string, rebuilt bool) (float64, bool) {
	n, ok := parseNoise(noise)
	if !ok {
		return 0, false
	}
	clean := t.set.ValidX()
	torn := make([]float32, len(clean))
	dice := rng.New(uint64(t.Setup.Seed), "mend")
	n.Tear(torn, clean, &dice)
	if rebuilt {
		w, _ := t.shown()
		torn = t.rebuild(w, torn)
	}
	return MeanSquare(torn, clean), true
}

// parseNoise reads a kind of noise, as links write it, and its amount.
func parseNoise(s string) (ae.Noise, bool) {
	kind, amount, _ := strings.Cut(s, " ")
	v, err := strconv.ParseFloat(amount, 32)
	if err != nil {
		return ae.Noise{}, false
	}
	for i, name := range ae.NoiseNames {
		if token(name) == kind {
			n := ae.Noise{Kind: ae.NoiseKind(i), Amount: float32(v)}
			return n, n.Check() == nil
		}
	}
	return ae.Noise{}, false
}
