package ask

import (
	"math"
	"testing"

	"hourglass/core/data"
	"hourglass/core/train"
)

// few is a run on two crescents of which a few labels are known.
func few(t *testing.T, known, n int) *Run {
	t.Helper()
	s := train.Default()
	s.Data, s.Straight, s.Classify, s.Known, s.Neck, s.Rate = data.Moons, true, true, known, 1, 0.01
	r := begin(t, s, train.Change{Knob: train.KnobIndex("alone"), Value: 1})
	steps(r, n)
	return r
}

// What is asked of labels is what counting says.
func TestLabelsCount(t *testing.T) {
	r := few(t, 0, 3)
	for _, what := range []string{"accuracy", "nearest", "sure", "twin accuracy"} {
		if v, ok := r.Measure(what); ok {
			t.Errorf("%s is %v before a label is known", what, v)
		}
	}
	set := r.Set()
	for _, i := range []int{5, 9, 200} {
		if err := r.Turn(train.KnobIndex("buy"), float64(i+1)); err != nil {
			t.Fatal(err)
		}
		steps(r, 100)
	}
	_ = r.Turn(train.KnobIndex("asks"), 2)
	steps(r, 200)
	_ = r.Turn(train.KnobIndex("known"), 4)
	known := map[int]bool{0: true, 1: true, 2: true, 3: true, 5: true, 9: true, 200: true}
	for i := range set.Train {
		if r.Setup.Bought.Has(i) {
			known[i] = true
		}
	}
	kinds := map[int32]bool{}
	for i := range known {
		kinds[set.Labels[i]] = true
	}
	for what, want := range map[string]int{"labels": len(known), "by hand": 3, "asked": 2, "kinds": len(kinds)} {
		if v := asked(t, r, what); v != float64(want) {
			t.Errorf("%s is %v, counted %d", what, v, want)
		}
	}
	right, rival, sure := 0.0, 0.0, 0.0
	p := append([]float32(nil), r.Classified(set.ValidX())...)
	for i := range set.Valid {
		class := int32(0)
		if p[2*i+1] > p[2*i] {
			class = 1
		}
		sure += float64(p[2*i+int(class)])
		x, best, said := set.Picture(set.Train+i), math.Inf(1), int32(-1)
		for k := range set.Train {
			y := set.Picture(k)
			if far := math.Hypot(float64(x[0])-float64(y[0]), float64(x[1])-float64(y[1])); known[k] && far < best {
				best, said = far, set.Labels[k]
			}
		}
		if class == set.Labels[set.Train+i] {
			right++
		}
		if said == set.Labels[set.Train+i] {
			rival++
		}
	}
	n := float64(set.Valid)
	for what, want := range map[string]float64{"accuracy": right / n, "nearest": rival / n, "sure": sure / n} {
		if v := asked(t, r, what); math.Abs(v-want) > 1e-9 {
			t.Errorf("%s is %v, counted %v", what, v, want)
		}
	}
	if v := asked(t, r, "twin accuracy"); v == right/n && v == 1 {
		t.Error("the twin tells as the run does")
	}
}

// The nearest labelled example speaks anew where labels are bought between two steps.
func TestNearestFollowsLabels(t *testing.T) {
	r := few(t, 1, 1)
	one := asked(t, r, "nearest")
	set, other := r.Set(), 0
	for set.Labels[other] == set.Labels[0] {
		other++
	}
	_ = r.Turn(train.KnobIndex("buy"), float64(other+1))
	if two := asked(t, r, "nearest"); two <= one || one > 0.7 {
		t.Errorf("by one label %v are told right, by one of each kind %v", one, two)
	}
}

// Of data without classes nothing of that is asked.
func TestNoLabels(t *testing.T) {
	r := begin(t, train.Default())
	for _, what := range []string{"accuracy", "nearest", "sure", "labels", "by hand", "asked", "kinds"} {
		if v, ok := r.Measure(what); ok {
			t.Errorf("%s of bars is %v", what, v)
		}
	}
}

// Moons can be labelled by their side: a line from top to bottom parts them, whatever crescent they are on.
func TestSides(t *testing.T) {
	set, err := data.Make(data.Spec{Kind: data.Moons, Train: 200, Valid: 50, Seed: 1, Sides: true})
	if err != nil {
		t.Fatal(err)
	}
	mixed := map[[2]int32]int{}
	for i, l := range set.Labels {
		if (l == 1) != (set.Picture(i)[0] > 0) {
			t.Errorf("a point at %v is said to be on side %d", set.Picture(i), l)
		}
		mixed[[2]int32{l, int32(2 * set.Factor(i, 0))}]++
	}
	if len(mixed) != 4 {
		t.Errorf("sides and crescents meet as %v", mixed)
	}
	if _, err := data.Make(data.Spec{Kind: data.Bars, Train: 1, Valid: 1, Sides: true}); err == nil {
		t.Error("bars have sides")
	}
}
