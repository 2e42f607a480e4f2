package nn

import "hourglass/core/vec"

// CrossEntropy returns the softmax cross-entropy, in nats, of logits z (rows, classes) against one label a row, in [0,
// classes): the mean over the rows whose label is known. A negative label is one that nobody knows; with none known the loss
// is 0. It sets dz, unless that is nil, to its gradient, (softmax(z) - the label's 1)/n, which is 0 in rows without a label.
//
// A row's loss is taken as ln(sum of e^(z-top)) + top - z[label] with its greatest logit as top, which is finite for any
// logits.
func CrossEntropy(dz, z []float32, labels []int32, classes int) float64 {
	known := 0
	for _, l := range labels {
		if l >= 0 {
			known++
		}
	}
	total := 0.0
	for r, label := range labels {
		var row []float32
		if dz != nil {
			row = dz[r*classes : (r+1)*classes]
		}
		if label < 0 {
			vec.Fill(row, 0)
			continue
		}
		total += crossRow(row, z[r*classes:(r+1)*classes], int(label), known)
	}
	if known == 0 {
		return 0
	}
	return total / float64(known)
}

// crossRow returns the loss of one row and sets dz, unless it is empty, to its gradient over n.
func crossRow(dz, z []float32, label, n int) float64 {
	top, sum := greatest(z), 0.0
	for i, v := range z {
		e := vec.Exp1(v - top)
		sum += float64(e)
		if len(dz) > 0 {
			dz[i] = e
		}
	}
	if len(dz) > 0 {
		// The label's share minus one is minus the others' shares: added up rather than subtracted, it keeps its digits near
		// 0.
		rest := 0.0
		for i, e := range dz {
			if i != label {
				rest += float64(e)
			}
		}
		vec.Scale(dz, float32(1/(sum*float64(n))), dz)
		dz[label] = float32(-rest / (sum * float64(n)))
	}
	return float64(vec.Log1(float32(sum))) + (float64(top) - float64(z[label]))
}
