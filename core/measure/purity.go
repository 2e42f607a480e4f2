package measure

import (
	"cmp"
	"slices"
)

// Purity is the share of rows whose label is the commonest of their cluster (Manning, Raghavan and Schuetze 2008,
// section 16.3). It runs from the share of the commonest label overall, which one big cluster already has, to 1,
// which as many clusters as rows have for nothing: compare it only at one number of clusters. Clusters and labels
// are any numbers; a tie for the commonest changes nothing.
func Purity(cluster, label []int) (float64, error) {
	if err := meet("clusters", len(cluster), "labels", len(label)); err != nil {
		return 0, err
	}
	pairs := make([][2]int, len(label))
	for i := range label {
		pairs[i] = [2]int{cluster[i], label[i]}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	right, most, run := 0, 0, 0
	for i, p := range pairs {
		if i == 0 || p != pairs[i-1] {
			run = 0
		}
		if i > 0 && p[0] != pairs[i-1][0] {
			right, most = right+most, 0
		}
		run++
		most = max(most, run)
	}
	return float64(right+most) / float64(len(pairs)), nil
}

// NeighbourPurity is the share of rows of code (rows, dim) whose label the k nearest other rows vote for: the
// accuracy of k nearest neighbours, leaving one out, by Euclidean distance. It runs from 0 to 1. Of rows equally
// far the one with the lower index is nearer; of labels with equally many votes the one of the nearest voter wins.
// k lies between 1 and rows-1. Time grows with the square of rows.
func NeighbourPurity(code []float32, rows, dim int, label []int, k int) (float64, error) {
	if err := table("code", code, rows, dim); err != nil {
		return 0, err
	}
	if err := meet("rows", rows, "labels", len(label)); err != nil {
		return 0, err
	}
	if err := within("the number of neighbours", k, 1, rows-1); err != nil {
		return 0, err
	}
	right := 0
	near := make([]neighbour, 0, k+1)
	for i := range rows {
		near = near[:0]
		for j := range rows {
			if j == i {
				continue
			}
			n := neighbour{between(code[i*dim:(i+1)*dim], code[j*dim:(j+1)*dim]), label[j]}
			// Behind all that are as near: they came first, so their index is lower.
			at, _ := slices.BinarySearchFunc(near, n.far, func(o neighbour, far float64) int {
				if o.far <= far {
					return -1
				}
				return 1
			})
			if at < k {
				near = slices.Insert(near, at, n)
				near = near[:min(len(near), k)]
			}
		}
		if vote(near) == label[i] {
			right++
		}
	}
	return float64(right) / float64(rows), nil
}

// A neighbour is another row: its squared distance and its label.
type neighbour struct {
	far   float64
	label int
}

// between is the squared distance of two rows.
func between(a, b []float32) float64 {
	sum := 0.0
	for i, v := range a {
		d := float64(v) - float64(b[i])
		sum += float64(d * d) // not fused: equal distances stay equal
	}
	return sum
}

// vote returns the commonest label, the first to come among equals.
func vote(near []neighbour) int {
	winner, most := 0, 0
	for _, candidate := range near {
		votes := 0
		for _, n := range near {
			if n.label == candidate.label {
				votes++
			}
		}
		if votes > most {
			winner, most = candidate.label, votes
		}
	}
	return winner
}
