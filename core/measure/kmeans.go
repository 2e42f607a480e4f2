package measure

import (
	"errors"

	"hourglass/core/rng"
	"hourglass/core/stat"
)

// Clusters are k groups of rows, each around its mean.
type Clusters struct {
	Centres []float64 // (k, dim), the mean of each cluster's rows
	Of      []int     // (rows), the cluster of each row
	Sizes   []int     // (k), none is 0
	Inertia float64   // the sum over rows of the squared distance to their centre, in the code's unit squared
	Rounds  int       // of Lloyd's algorithm in the run that was kept
}

// KMeans parts code (rows, dim) into k clusters as [stat.KMeans] does, and keeps the run of least inertia out of that many restarts, the first among
// equals: which local optimum a run finds hangs on its draws.
//
// It draws from r alone: the same stream gives the same bits on every machine. It fails unless k lies between 1 and rows, and without a stream.
func KMeans(code []float32, rows, dim, k, restarts int, r *rng.Stream) (*Clusters, error) {
	if err := table("code", code, rows, dim); err != nil {
		return nil, err
	}
	if err := within("the number of clusters", k, 1, rows); err != nil {
		return nil, err
	}
	if err := within("the number of restarts", restarts, 1, 1_000_000); err != nil {
		return nil, err
	}
	if r == nil {
		return nil, errors.New("measure: k-means without a stream to draw from")
	}
	var best *stat.KMeans
	for range restarts {
		l := &stat.KMeans{}
		l.Fit(code, dim, k, r)
		if best == nil || l.Inertia < best.Inertia {
			best = l
		}
	}
	return &Clusters{best.Centres, best.Of, best.Sizes, best.Inertia, best.Rounds}, nil
}
