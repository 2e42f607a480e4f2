package train

import (
	"errors"
	"unsafe"

	"hourglass/core/ae"
	"hourglass/core/nn"
)

// Objective is what a step goes down: the loss of the copy, and the penalties on the code.
type Objective struct {
	Loss     nn.Loss
	Sparse   ae.SparseKind
	Pressure float32 // weight of the sparse penalty
	Awake    float32 // share of time that KL pressure wants a unit awake
	Keep     int     // code units that k-sparse and TopK let speak; all, when the neck has fewer
	Contract float32 // weight of the contractive penalty
	Masked   bool    // entries that are missing are not scored; otherwise they count as 0
}

var objectiveKnobs = []Knob{
	{at: unsafe.Offsetof(Setup{}.Loss), Name: "loss", Label: "Loss", Form: Choice, Choices: nn.LossNames[:]},
	{at: unsafe.Offsetof(Setup{}.Sparse), Name: "sparse", Label: "Sparse code", Form: Choice, Choices: ae.SparseNames[:]},
	{at: unsafe.Offsetof(Setup{}.Pressure), Name: "pressure", Label: "Pressure", Form: Log, Min: 1e-5, Max: 10, dial: true},
	{at: unsafe.Offsetof(Setup{}.Awake), Name: "awake", Label: "Awake", Form: Even, Min: 0.01, Max: 0.5, dial: true},
	{at: unsafe.Offsetof(Setup{}.Keep), Name: "keep", Label: "Kept units", Unit: "units", Form: Whole, Min: 1, Max: 64},
	{at: unsafe.Offsetof(Setup{}.Contract), Name: "contract", Label: "Contraction", Form: Even, Min: 0, Max: 10, dial: true},
	{at: unsafe.Offsetof(Setup{}.Masked), Name: "masked", Label: "Missing entries", Form: Choice, Choices: []string{"count as 0", "left out"}},
}

// add takes a recipe that has its body and its code. Under BCE the output is never straight. A sparse pressure brings the unit that it needs on the
// code: a sigmoid for KL, a ReLU for L1, whose units then can be truly silent.
func (p *Objective) add(r *ae.Recipe) {
	r.Loss, r.Contract = p.Loss, p.Contract
	r.Linear = r.Linear && p.Loss != nn.BCE
	switch p.Sparse {
	case ae.SparseL1:
		r.CodeUnit, r.Sparse = nn.ReLU, ae.Sparse{Kind: p.Sparse, Weight: p.Pressure}
	case ae.SparseKL:
		r.CodeUnit, r.Sparse = nn.Sigmoid, ae.Sparse{Kind: p.Sparse, Weight: p.Pressure, Rate: p.Awake}
	case ae.KSparse, ae.TopK:
		r.Sparse = ae.Sparse{Kind: p.Sparse, Keep: min(p.Keep, r.Code)}
	}
}

func (p *Objective) check(s *Setup) error {
	keeps := p.Sparse == ae.KSparse || p.Sparse == ae.TopK
	switch {
	case p.Contract > 0 && (s.Cloud || s.Dropout > 0 || keeps):
		return errors.New("The contractive penalty is worked out for a plain code without dropout.")
	case p.Contract > 0 && (s.Convs > 0 || s.State > 0 || s.Norm):
		return errors.New("The contractive penalty is worked out for dense layers without layer norm.")
	}
	return nil
}

// masks reports whether entries are left out: where none is missing, there is nothing to leave out.
func (s *Setup) masks() bool { return s.Masked && (s.Missing > 0 || s.Data.Gaps()) }
