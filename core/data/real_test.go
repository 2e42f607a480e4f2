package data_test

import (
	"math"
	"testing"

	"hourglass/core/data"
	"hourglass/core/pca"
)

func drawn(t *testing.T, s data.Spec) *data.Set {
	t.Helper()
	set, err := data.Make(s)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// The digits are those that everybody has: their ink, and what PCA makes of all of them, by the values that are published with them.
func TestHandwrittenAreTheOnes(t *testing.T) {
	const rows = 1797
	s := drawn(t, data.Spec{Kind: data.Handwritten, Train: rows - 1, Valid: 1, Seed: 1})
	ink := 0.0
	for _, v := range s.X {
		ink += 16 * float64(v)
	}
	if ink != 561_718 {
		t.Errorf("there is ink of %v", ink)
	}
	p, err := pca.Fit(s.X, rows, s.Dim())
	if err != nil {
		t.Fatal(err)
	}
	total := 0.0
	for _, v := range p.Values {
		total += v
	}
	for i, want := range []float64{0.14890594, 0.13618771} {
		if share := p.Values[i] / total; math.Abs(share-want) > 1e-7 {
			t.Errorf("axis %d has %.8f of the variance, want %.8f", i, share, want)
		}
	}
	for k, want := range map[int]float64{2: 0.052425829, 4: 0.037609322, 8: 0.023913253, 16: 0.011043683, 32: 0.002467328} {
		if got := p.Error(k); math.Abs(got-want) > 1e-8 {
			t.Errorf("%d numbers leave %.9f, want %.9f", k, got, want)
		}
	}
}

// Of clothes there are as many of each kind, and each has a name; trousers are dark between the legs.
func TestClothes(t *testing.T) {
	s := drawn(t, data.Spec{Kind: data.Clothes, Train: 1499, Valid: 1, Seed: 1})
	var count [10]int
	gap, legs := 0.0, 0.0
	for i, l := range s.Labels {
		count[l]++
		if s.Kind.ClassName(int(l)) == "trousers" {
			x := s.Picture(i)
			gap += float64(x[12*14+7])
			legs += float64(x[12*14+5]+x[12*14+8]) / 2
		}
	}
	for l, n := range count {
		if n != 150 || s.Kind.ClassName(l) == "" {
			t.Errorf("%d of %q", n, s.Kind.ClassName(l))
		}
	}
	if gap > 0.5*legs {
		t.Errorf("between the legs of trousers there is %.1f of light, on them %.1f", gap, legs)
	}
}

// Penguins are 344, with the gaps of their file and no others, and their columns give back what was measured.
func TestPenguins(t *testing.T) {
	s := drawn(t, data.Spec{Kind: data.Penguins, Train: 256, Valid: 88, Seed: 1})
	columns := data.Penguins.Columns()
	var gaps [8]int
	var count [3]int
	least, most, mean, known := math.Inf(1), math.Inf(-1), 0.0, 0.0
	for i, l := range s.Labels {
		count[l]++
		x := s.Picture(i)
		for c := range columns {
			at := i*len(columns) + c
			if s.Unknown[at] != (s.Mask[at] == 0) || s.Unknown[at] != (x[c] == 0) {
				t.Fatalf("entry %d of row %d: unknown is %v, its mask %v and its value %v", c, i, s.Unknown[at], s.Mask[at], x[c])
			}
			if s.Unknown[at] {
				gaps[c]++
			}
		}
		if islands := x[5] + x[6] + x[7]; math.Abs(float64(islands-1-2*data.TableLeast)) > 1e-6 {
			t.Errorf("row %d is on %v islands", i, islands)
		}
		if x[3] > 0 {
			grams := columns[3].Out(x[3])
			least, most, mean, known = min(least, grams), max(most, grams), mean+grams, known+1
		}
	}
	if gaps != [8]int{2, 2, 2, 2, 11, 0, 0, 0} || count != [3]int{152, 68, 124} {
		t.Errorf("gaps %v, species %v", gaps, count)
	}
	if math.Abs(least-2700) > 0.01 || math.Abs(most-6300) > 0.01 || math.Abs(mean/known-4201.754) > 0.01 {
		t.Errorf("they weigh from %v to %v g, on average %v", least, most, mean/known)
	}
	if c := columns[0]; math.Abs(c.Out(c.In(44.4))-44.4) > 1e-5 {
		t.Errorf("a bill of 44.4 mm comes back as %v", c.Out(c.In(44.4)))
	}
}

// A third of the stars is known, of each film as much as its share says; what is hidden is a number of stars all the same, and tastes show in them.
func TestRatings(t *testing.T) {
	const rows = 4000
	s := drawn(t, data.Spec{Kind: data.Ratings, Train: rows - 1, Valid: 1, Seed: 1})
	seen, films := make([]float64, 24), data.Ratings.Columns()
	both := 0.0 // how a taste for laughing goes with the stars of the first film
	for i := range rows {
		for f := range films {
			at := i*len(films) + f
			stars := s.Truth[at] * data.Stars
			if r := math.Round(float64(stars)); r < 1 || r > data.Stars || math.Abs(float64(stars)-r) > 1e-5 || s.X[at] != s.Truth[at]*s.Mask[at] {
				t.Fatalf("film %d got %v stars, known as %v", f, stars, s.X[at])
			}
			seen[f] += float64(s.Mask[at])
		}
		both += float64(s.Factor(i, 0)-0.5) * float64(s.Truth[i*len(films)]-0.6)
	}
	total := 0.0
	for f, n := range seen {
		total += n
		if share := n / rows; math.Abs(share-float64(data.Seen(f))) > 0.03 {
			t.Errorf("%s was seen by %.3f, want %.2f", films[f].Name, share, data.Seen(f))
		}
	}
	if share := total / (24 * rows); math.Abs(share-1.0/3) > 0.03 {
		t.Errorf("%.3f of the stars are known", share)
	}
	if both/rows < 0.01 {
		t.Errorf("tastes do not show: %v", both/rows)
	}
	if more := drawn(t, data.Spec{Kind: data.Ratings, Train: rows - 1, Valid: 1, Seed: 1, Missing: 0.3}); more.Truth[77] != s.Truth[77] {
		t.Error("what is missing changes what was there")
	} else {
		for i, m := range more.Mask {
			if m > s.Mask[i] {
				t.Fatal("where more is missing, something is known that was not")
			}
		}
	}
}
