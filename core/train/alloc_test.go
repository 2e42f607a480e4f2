package train

import (
	"testing"

	"hourglass/core/data"
	"hourglass/core/internal/still"
	"hourglass/core/nn"
	"hourglass/core/opt"
)

func nothing(t *testing.T, what string, n int, f func()) {
	t.Helper()
	still.Nothing(t, what, n, f)
}

func TestStepAllocatesNothing(t *testing.T) {
	for o := range len(opt.KindNames) {
		for u := range len(nn.UnitNames) {
			for l := range len(nn.LossNames) {
				s := small()
				s.Optimiser, s.Unit, s.Loss, s.Rate, s.Examples = opt.Kind(o), nn.Unit(u), nn.Loss(l), 0.001, 32
				r := begin(t, s)
				nothing(t, "Step with "+s.Optimiser.String()+", "+s.Unit.String()+", "+s.Loss.String(), 300, r.Step)
			}
		}
	}
}

// Slow motion, snapshots and what a pull measures, in memory that has been used once.
func TestLookingAllocatesNothing(t *testing.T) {
	r := begin(t, small())
	var snap Snapshot
	var code, picture []float32
	ring := make([]float32, r.Setup.Neck)
	r.Snapshot(&snap, 0)
	snap.Points = append(snap.Points, make([]Point, longCurve)...)
	snap.Grads = append(snap.Grads, r.run.w...)
	code, picture = r.Code(code), r.Rebuild(picture)
	i := 0
	nothing(t, "looking", 400, func() {
		i++
		r.Slow()
		r.Snapshot(&snap, 0)
		r.Show(i)
		r.Paint(i%data.Dim, 1)
		r.Hold(ring)
		r.Clear()
		r.Now()
		r.Hash()
		r.Copies(r.set.ValidX())
		code, picture = r.Code(code), r.Rebuild(picture)
	})
	if r.run.step < 200 || len(snap.Points) < 100 { // AllocsPerRun runs f once more to warm up
		t.Errorf("step %d, %d points", r.run.step, len(snap.Points))
	}
}
