package measure

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func drawLabels(t *rapid.T, what string, n int) []int {
	return rapid.SliceOfN(rapid.IntRange(-2, 3), n, n).Draw(t, what)
}

// commonest returns how often the commonest label occurs.
func commonest(label []int) int {
	count, most := map[int]int{}, 0
	for _, l := range label {
		count[l]++
		most = max(most, count[l])
	}
	return most
}

// By counting in maps; never below the share of the commonest label; 1 for clusters of one row; the names do not matter.
func TestPurity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(t, "rows")
		cluster, label := drawLabels(t, "cluster", n), drawLabels(t, "label", n)
		in := map[int][]int{}
		for i, c := range cluster {
			in[c] = append(in[c], label[i])
		}
		right := 0
		for _, l := range in {
			right += commonest(l)
		}
		got, err := Purity(cluster, label)
		if err != nil || got != float64(right)/float64(n) {
			t.Fatalf("purity %v (%v), counted %d of %d", got, err, right, n)
		}
		if got > 1 || got < float64(commonest(label))/float64(n) {
			t.Fatalf("purity %v out of bounds", got)
		}
		renamed, alone := slices.Clone(cluster), slices.Clone(cluster)
		for i := range alone {
			renamed[i], alone[i] = 100-7*cluster[i], i
		}
		if same, _ := Purity(renamed, label); same != got {
			t.Fatalf("purity %v under other names, %v before", same, got)
		}
		if one, _ := Purity(alone, label); one != 1 {
			t.Fatalf("purity %v of clusters of one", one)
		}
	})
}

// twinNeighbours sorts all other rows, then votes.
func twinNeighbours(code []float32, rows, dim int, label []int, k int) float64 {
	right := 0
	for i := range rows {
		var others []int
		for j := range rows {
			if j != i {
				others = append(others, j)
			}
		}
		row := func(j int) []float32 { return code[j*dim : (j+1)*dim] }
		slices.SortStableFunc(others, func(a, b int) int { return cmp.Compare(between(row(i), row(a)), between(row(i), row(b))) })
		votes, winner := map[int]int{}, others[0]
		for _, j := range others[:k] {
			votes[label[j]]++
		}
		for _, j := range others[:k] {
			if votes[label[j]] > votes[label[winner]] {
				winner = j
			}
		}
		if label[winner] == label[i] {
			right++
		}
	}
	return float64(right) / float64(rows)
}

func TestNeighbourPurity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code, rows, dim := drawCode(t, 25)
		if rows == 1 {
			code, rows = append(code, code...), 2
		}
		label := drawLabels(t, "label", rows)
		k := rapid.IntRange(1, rows-1).Draw(t, "k")
		got, err := NeighbourPurity(code, rows, dim, label, k)
		if want := twinNeighbours(code, rows, dim, label, k); err != nil || got != want {
			t.Fatalf("%v (%v), want %v", got, err, want)
		}
	})
}

// Spots far apart are pure for as many neighbours as a spot has; one row among strangers never is.
func TestNeighboursOfSpots(t *testing.T) {
	code, rows, place := spots([]int{8, 8, 8}, 2)
	for k := 1; k <= 7; k++ {
		if p, err := NeighbourPurity(code, rows, 2, place, k); err != nil || p != 1 {
			t.Errorf("purity %v (%v) with %d neighbours", p, err, k)
		}
	}
	if p, err := NeighbourPurity([]float32{0, 1, 2, 3}, 4, 1, []int{0, 1, 2, 3}, 1); err != nil || p != 0 {
		t.Errorf("purity %v (%v) of labels that occur once", p, err)
	}
}

func TestPurityRefuses(t *testing.T) {
	_, err := Purity(nil, nil)
	refused(t, err, "0 clusters")
	_, err = Purity([]int{1}, []int{1, 2})
	refused(t, err, "1 clusters against 2 labels")
	for _, c := range []struct {
		code  []float32
		rows  int
		label []int
		k     int
		want  string
	}{
		{nil, 0, nil, 1, "0 rows"},
		{[]float32{1, 2}, 2, []int{1}, 1, "2 rows against 1 labels"},
		{[]float32{1, float32(math.Inf(-1))}, 2, []int{1, 1}, 1, "not finite"},
		{[]float32{1, 2}, 2, []int{1, 1}, 2, "neighbours is 2"},
		{[]float32{1}, 1, []int{1}, 1, "neighbours is 1 and must lie between 1 and 0"},
	} {
		_, err := NeighbourPurity(c.code, c.rows, 1, c.label, c.k)
		refused(t, err, c.want)
	}
}
