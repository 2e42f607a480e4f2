package scene

import "hourglass/core/train"

// A score is how far the copies of the examples are off: mean square errors per number.
type score struct {
	loss  float64 // of the training examples
	fresh float64 // of unseen ones
}

// scored finds the score of the run (0) or of its twin (1) when a figure first asks for it after a snapshot, and keeps it until the next one.
// So figures that show the same number share the work, and lessons without such a figure do none.
func (b *Builder) scored(which int) score {
	if b.known[which] {
		return b.scores[which]
	}
	rows, seen := b.set.Train+b.set.Valid, b.set.Train*b.set.Dim()
	var y []float32 // the codes are there already, so only the decoder has to run
	if which == 0 {
		y = b.model.Decode(b.many, b.snap.Params, b.codes, rows)
	} else {
		y = b.twin.model.Decode(b.twin.many, b.twin.params, b.twin.codes, rows)
	}
	b.scores[which] = score{train.MeanSquare(b.set.TrainX(), y[:seen]), train.MeanSquare(b.set.ValidX(), y[seen:])}
	b.known[which] = true
	return b.scores[which]
}
