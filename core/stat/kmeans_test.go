package stat

import (
	"math"
	"slices"
	"testing"

	"hourglass/core/rng"
)

// begun are clusters before their first centre is placed.
func begun(code []float32, dim, k int) *KMeans {
	l := &KMeans{}
	l.begin(code, dim, k)
	return l
}

// A centre that no row is nearest to takes the farthest row.
func TestRefill(t *testing.T) {
	l := begun([]float32{0, 1, 2, 9}, 1, 2)
	l.Centres[0], l.Centres[1] = 1, -100
	l.run()
	if !slices.Equal(l.Of, []int{0, 0, 0, 1}) || !slices.Equal(l.Centres, []float64{1, 9}) || l.Inertia != 2 {
		t.Errorf("%+v", l)
	}
}

// The second centre falls on a row in proportion to its squared distance from the first.
func TestSeedingByDistance(t *testing.T) {
	r := rng.New(3, "kmeans")
	const runs = 30_000
	var count, first [3]int // by row; first where the first centre was row 0
	for range runs {
		l := begun([]float32{0, 1, 3}, 1, 2)
		l.seed(&r)
		if l.Centres[0] == 0 {
			first[0]++
			count[map[float64]int{0: 0, 1: 1, 3: 2}[l.Centres[1]]]++
		}
	}
	if share := float64(first[0]) / runs; math.Abs(share-1.0/3) > 0.01 {
		t.Errorf("the first row is drawn first %v of the time", share)
	}
	if share := float64(count[2]) / float64(first[0]); math.Abs(share-0.9) > 0.01 {
		t.Errorf("the far row is drawn %v of the time", share)
	}
	if count[0] != 0 {
		t.Errorf("%d second centres on the first", count[0])
	}
}
