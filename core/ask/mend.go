package ask

import (
	"strconv"
	"strings"

	"hourglass/core/ae"
	"hourglass/core/rng"
	"hourglass/core/train"
)

func mendMeasures() []measure {
	return []measure{
		// mean square error per number between validation examples and what comes back of them torn by that noise, always by the same dice: "mend masking 0.33"
		{name: "mend", asks: yes, costly: true, of: func(r *Run, noise string) (float64, bool) { return r.mend(noise, true) }},
		// the same of the torn examples themselves
		{name: "raw mend", asks: yes, costly: true, of: func(r *Run, noise string) (float64, bool) { return r.mend(noise, false) }},
		// how many numbers an example has: 2 of a point
		{name: "numbers", of: func(r *Run, _ string) (float64, bool) { return float64(r.Setup.Data.Dim()), true }},
	}
}

// mend tears the validation examples by a noise, given as "masking 0.33", and returns how far from the clean ones they are: themselves,
// or what the network makes of them. The dice are the same at every look, and for every amount of one kind.
func (r *Run) mend(noise string, rebuilt bool) (float64, bool) {
	n, ok := parseNoise(noise)
	if !ok {
		return 0, false
	}
	clean := r.Set().ValidX()
	torn := make([]float32, len(clean))
	dice := rng.New(uint64(r.Setup.Seed), "mend")
	n.Tear(torn, clean, &dice)
	if rebuilt {
		torn = r.Copies(torn)
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
		if train.Token(name) == kind {
			n := ae.Noise{Kind: ae.NoiseKind(i), Amount: float32(v)}
			return n, n.Check() == nil
		}
	}
	return ae.Noise{}, false
}
