package ask

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"hourglass/core/data"
	_ "hourglass/core/data/measured"
	reference "hourglass/core/measure"
	"hourglass/core/rng"
	"hourglass/core/train"
)

// digits is a run on real digits.
func digits(t *testing.T, n int) *Run {
	t.Helper()
	s := train.Default()
	s.Data, s.Neck, s.Width = data.Handwritten, 3, 12
	r := begin(t, s)
	steps(r, n)
	return r
}

// placesOf are the numbers of every example by a way, in float64.
func placesOf(r *Run, way string) (all [][]float64) {
	set := r.Set()
	code := make([]float64, r.Setup.Neck)
	for i := range set.Train + set.Valid {
		var v []float64
		switch way {
		case "pixels":
			for _, x := range set.Picture(i) {
				v = append(v, float64(x))
			}
		case "pca":
			r.rival().Project(code, set.Picture(i))
			v = slices.Clone(code)
		case "code":
			for _, z := range r.Codes(set.Picture(i))[:r.Setup.Neck] {
				v = append(v, float64(z))
			}
		}
		all = append(all, v)
	}
	return all
}

func square(a, b []float64) (d float64) {
	for i, v := range a {
		d += (v - b[i]) * (v - b[i])
	}
	return d
}

// What share of the nearest is alike, counted by sorting all distances; and so is the shown example's.
func TestAlikeIsCounted(t *testing.T) {
	r := digits(t, 200)
	set := r.Set()
	for _, way := range []string{"pixels", "pca", "code"} {
		at := placesOf(r, way)
		same := func(i int) (n float64) {
			var all []int
			for k := range set.Train {
				if k != i {
					all = append(all, k)
				}
			}
			slices.SortStableFunc(all, func(a, b int) int { return cmp.Compare(square(at[a], at[i]), square(at[b], at[i])) })
			for _, k := range all[:Near] {
				if set.Labels[k] == set.Labels[i] {
					n++
				}
			}
			return n
		}
		sum := 0.0
		for i := set.Train; i < set.Train+set.Valid; i++ {
			sum += same(i) / Near / float64(set.Valid)
		}
		near(t, "alike "+way, asked(t, r, "alike "+way), sum, 0.002) // a tie may be broken by the last bit of a float32
		for _, i := range []int{set.Train + 9, 0, 4, 7, 11, 19, 23, 31} {
			r.Show(i)
			near(t, "near "+way, asked(t, r, "near "+way), same(i), 0)
		}
	}
}

// Groups are package measure's k-means and purity of the same rows; shuffled numbers keep what each column holds.
func TestGroupsAreMeasured(t *testing.T) {
	r := digits(t, 300)
	set, neck := r.Set(), r.Setup.Neck
	codes := slices.Clone(r.Codes(set.ValidX()))
	draws := rng.New(set.Seed, "groups")
	best := math.Inf(1)
	var of []int
	for range starts {
		c, err := reference.KMeans(codes, set.Valid, neck, set.Classes(), 1, &draws)
		if err != nil {
			t.Fatal(err)
		}
		if c.Inertia < best {
			best, of = c.Inertia, c.Of
		}
	}
	label := make([]int, set.Valid)
	for i := range label {
		label[i] = int(set.Labels[set.Train+i])
	}
	want, err := reference.Purity(of, label)
	if err != nil {
		t.Fatal(err)
	}
	var g Groups
	g.Find(set, r.Description(AsCode).Unseen(), neck)
	near(t, "purity", g.Purity, want, 1e-12)
	spread := 0.0
	for k := range neck {
		mean := 0.0
		for i := k; i < len(codes); i += neck {
			mean += float64(codes[i]) / float64(set.Valid)
		}
		for i := k; i < len(codes); i += neck {
			spread += math.Pow(float64(codes[i])-mean, 2)
		}
	}
	near(t, "what is left", g.Left, best/spread, 1e-9)
	left := g.Left
	mixed := make([]float32, len(codes))
	Shuffle(mixed, codes, neck, 4)
	moved := 0
	for k := range neck {
		var a, b []float32
		for i := k; i < len(codes); i += neck {
			a, b = append(a, codes[i]), append(b, mixed[i])
			if codes[i] != mixed[i] {
				moved++
			}
		}
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) {
			t.Errorf("number %d holds other values once it is shuffled", k)
		}
	}
	if moved < len(codes)/2 {
		t.Errorf("%d of %d numbers are moved", moved, len(codes))
	}
	if g.Find(set, mixed, neck); g.Left <= left {
		t.Errorf("%.3f is left of codes, %.3f of shuffled ones", left, g.Left)
	}
}

// A trial with nearest means, done anew from the draws; the draws are the same for all descriptions, and more labels hold the fewer.
func TestTrialsAreCounted(t *testing.T) {
	r := digits(t, 200)
	set := r.Set()
	for _, way := range []string{"pixels", "pca", "code"} {
		at := placesOf(r, way)
		for _, labels := range []int{1, 5} {
			draws := rng.New(set.Seed, "look")
			sum := 0.0
			for range Repeats {
				order := make([]int32, set.Train)
				for i := range order {
					order[i] = int32(i)
				}
				draws.Shuffle(order)
				taken := map[int32][]int{}
				for _, i := range order {
					if l := set.Labels[i]; len(taken[l]) < labels {
						taken[l] = append(taken[l], int(i))
					}
				}
				right := 0.0
				for i := set.Train; i < set.Train+set.Valid; i++ {
					best, least := int32(-1), math.Inf(1)
					for l := range int32(set.Classes()) {
						mean := make([]float64, len(at[i]))
						for _, k := range taken[l] {
							for j, v := range at[k] {
								mean[j] += v / float64(len(taken[l]))
							}
						}
						if d := square(mean, at[i]); d < least {
							best, least = l, d
						}
					}
					if best == set.Labels[i] {
						right++
					}
				}
				sum += right / float64(set.Valid) / Repeats
			}
			near(t, fmt.Sprint("centroid ", way, " ", labels), asked(t, r, fmt.Sprint("centroid ", way, " ", labels)), sum, 0.001)
		}
	}
	near(t, "ahead", asked(t, r, "ahead 5"), asked(t, r, "centroid code 5")-asked(t, r, "centroid pixels 5"), 1e-12)
	var tr Trials
	tr.Begin(set)
	tr.Describe(r.Description(AsPixels))
	if one, twenty := tr.Logistic(0, 1), tr.Logistic(0, 20); one < 0.4 || twenty < one+0.1 {
		t.Errorf("logistic regression names %.3f with a label a class, %.3f with twenty", one, twenty)
	}
}

// What is asked of the code is of the network that is shown; what is asked of the examples is not, and stands.
func TestDescriptionsStand(t *testing.T) {
	r := digits(t, 50)
	names := []string{"alike pixels", "centroid pca 5", "alike code", "centroid code 5"}
	was := map[string]float64{}
	for _, n := range names {
		was[n] = asked(t, r, n)
	}
	steps(r, 200)
	for i, n := range names {
		if now := asked(t, r, n); (now == was[n]) != (i < 2) {
			t.Errorf("after 200 steps %s is %v, was %v", n, now, was[n])
		}
	}
	r.Rewind(0)
	for _, n := range names[2:] {
		if asked(t, r, n) == was[n] {
			t.Errorf("looking back, %s is that of later", n)
		}
	}
	turn(t, r, "neck", 5)
	if asked(t, r, "centroid pca 5") == was["centroid pca 5"] || asked(t, r, "alike pixels") != was["alike pixels"] {
		t.Error("another neck: PCA has other numbers, and the examples the same")
	}
}

// A description that was never asked for is none; a painted example has no label; data without classes have no judge.
func TestDescriptionsRefuse(t *testing.T) {
	r := digits(t, 1)
	for _, what := range []string{"alike", "alike me", "alike code 5", "centroid code", "centroid code 0", "centroid code x", "centroid code 5 5", "centroid 5", "ahead", "ahead 0", "ahead x", "near", "near noise"} {
		if v, ok := r.Measure(what); ok {
			t.Errorf("%q is %v", what, v)
		}
	}
	r.Paint(0, 0.5)
	if _, ok := r.Measure("near code"); ok {
		t.Error("a painted example has a label")
	}
	bars := begin(t, small())
	for _, what := range []string{"alike code", "centroid pixels 5", "ahead 1", "near code"} {
		if v, ok := bars.Measure(what); ok {
			t.Errorf("of bars %q is %v", what, v)
		}
	}
	wide := train.Default() // more numbers in the code than in an example
	wide.Data, wide.Neck = data.Penguins, 12
	p := begin(t, wide)
	if v := asked(t, p, "alike pca"); v < 0.9 {
		t.Errorf("by all of PCA's numbers %.2f are alike", v)
	}
}
