package scene

import "hourglass/core/ask"

// Scored finds the score of the run (0) or of its twin (1) when a figure first asks for it after a snapshot, and keeps it until the next one.
// So figures that show the same number share the work, and lessons without such a figure do none.
func (b *Base) Scored(which int) Score {
	if b.known[which] {
		return b.scores[which]
	}
	rows, seen := b.Set.Train+b.Set.Valid, b.Set.Train*b.Set.Dim()
	var y []float32 // the codes are there already, so only the decoder has to run
	if which == 0 {
		y = b.Model.Decode(b.Many, b.Snap.Params, b.Codes, rows)
	} else {
		y = b.Twin.Model.Decode(b.Twin.Many, b.Twin.Params, b.Twin.Codes, rows)
	}
	b.scores[which] = Score{ask.MeanSquare(b.Set.TrainX(), y[:seen]), ask.MeanSquare(b.Set.ValidX(), y[seen:])}
	b.known[which] = true
	return b.scores[which]
}
