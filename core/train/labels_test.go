package train

import (
	"slices"
	"testing"

	"hourglass/core/data"
)

// crescents is a setup whose network tells two crescents apart by the labels that are known.
func crescents() Setup {
	s := Default()
	s.Data, s.Straight, s.Classify, s.Known, s.Neck, s.Rate = data.Moons, true, true, 0, 1, 0.01
	return s
}

// knownTo lists the examples whose label the trainer is given, and holds that each is the example's own.
func knownTo(t *testing.T, s *Session) (list []int) {
	t.Helper()
	for i, l := range s.run.Data.Labels {
		if l < 0 {
			continue
		}
		if l != s.set.Labels[i] {
			t.Fatalf("example %d is said to be of class %d, and is of %d", i, l, s.set.Labels[i])
		}
		list = append(list, i)
	}
	return list
}

func buy(t *testing.T, s *Session, examples ...int) {
	t.Helper()
	for _, i := range examples {
		if err := s.Turn(KnobIndex("buy"), float64(i+1)); err != nil {
			t.Fatal(err)
		}
	}
}

// Labels that are bought are known from then on, to the twin too, and a link retraces the run to the bit: what was bought at the start, along the way, and
// several at one step.
func TestBoughtLabelsReplay(t *testing.T) {
	t.Parallel()
	s, err := New(crescents(), Change{KnobIndex("alone"), 1})
	if err != nil {
		t.Fatal(err)
	}
	buy(t, s, 7)
	for n := range 60 {
		switch n {
		case 20:
			buy(t, s, 200, 3)
		case 40:
			buy(t, s, 9)
		}
		s.Step()
	}
	want := []int{3, 7, 9, 200}
	for _, r := range []*Session{s, s.Twin()} {
		if got := knownTo(t, r); !slices.Equal(got, want) {
			t.Errorf("the labels of %v are known, of %v were bought", got, want)
		}
	}
	text := s.Link().Text(Default())
	l, err := ParseLink(text, Default())
	if err != nil {
		t.Fatal(err)
	}
	r, err := Open(l, Change{KnobIndex("alone"), 1})
	if err != nil {
		t.Fatal(err)
	}
	for r.Next() {
	}
	if r.Session.Hash() != s.Hash() || r.Session.Twin().Hash() != s.Twin().Hash() || r.Session.Setup != s.Setup {
		t.Errorf("%s leads to another run", text)
	}
	other, err := New(crescents(), Change{KnobIndex("alone"), 1})
	if err != nil {
		t.Fatal(err)
	}
	for range 60 {
		other.Step()
	}
	if other.Hash() == s.Hash() {
		t.Error("nothing was learned from labels")
	}
}

// A run that begins anew has what was bought before its first step, no more; of other data it has none; 0 gives all back.
func TestLabelsAreGivenBack(t *testing.T) {
	t.Parallel()
	s := begin(t, crescents())
	buy(t, s, 1, 2)
	if got := knownTo(t, s); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("%v are known at step 0", got)
	}
	if _ = s.Turn(KnobIndex("width"), 8); s.Setup.Bought.Count() != 2 {
		t.Error("another width at step 0 took labels away")
	}
	s.Step()
	buy(t, s, 3)
	if _ = s.Again(); s.Setup.Bought.Count() != 0 || len(knownTo(t, s)) != 0 {
		t.Error("a run begins anew with labels that were bought in the last")
	}
	buy(t, s, 4)
	if _ = s.Turn(KnobIndex("seed"), 5); s.Setup.Bought.Count() != 0 {
		t.Error("labels of other examples are known")
	}
	s.Step()
	buy(t, s, 4, 5)
	if _ = s.Turn(KnobIndex("buy"), 0); s.Setup.Bought.Count() != 0 || len(knownTo(t, s)) != 0 {
		t.Error("labels that were given back are known")
	}
	_ = s.Turn(KnobIndex("known"), 3)
	buy(t, s, 2, 9)
	if got := knownTo(t, s); !slices.Equal(got, []int{0, 1, 2, 9}) {
		t.Errorf("%v are known, of the first three and those bought", got)
	}
}

// The network asks where its two likeliest classes are nearest to each other, one label in so many steps, as many as it may; its twin learns the same ones, and
// nothing of it stands in the log.
func TestItAsksWhereItIsLeastSure(t *testing.T) {
	t.Parallel()
	setup := crescents()
	setup.Asks = 3
	s, err := New(setup, Change{KnobIndex("alone"), 1})
	if err != nil {
		t.Fatal(err)
	}
	for step := 1; step <= 3*askEvery+60; step++ {
		before := s.Setup
		s.Step()
		bought := s.Setup.Bought != before.Bought
		if due := step%askEvery == 1 && step < 3*askEvery; bought != due {
			t.Fatalf("step %d: asked %v", step, bought)
		}
		if !bought {
			continue
		}
		got, p := int(s.Setup.Buy)-1, s.Classified(s.set.TrainX())
		least := func(i int) float32 { return max(p[2*i], p[2*i+1]) - min(p[2*i], p[2*i+1]) }
		for i := range s.set.Train {
			if !before.Knows(i) && (least(i) < least(got) || least(i) == least(got) && i < got) {
				t.Fatalf("step %d: it asks for %d, and is less sure of %d", step, got, i)
			}
		}
	}
	if s.Asked() != 3 || len(s.Log) != 0 || !slices.Equal(knownTo(t, s), knownTo(t, s.Twin())) {
		t.Errorf("%d asked for, %d entries in the log, known %v and to the twin %v", s.Asked(), len(s.Log), knownTo(t, s), knownTo(t, s.Twin()))
	}
	if _ = s.Again(); s.Asked() != 0 || s.Setup.Bought.Count() != 0 {
		t.Error("what was asked for is known at the start of the next run")
	}
}

// From labels alone the decoder learns nothing: its weights stay where they began, and the loss is that of the labels.
func TestLabelsAlone(t *testing.T) {
	t.Parallel()
	setup := crescents()
	setup.Known, setup.Alone = 8, true
	s := begin(t, setup)
	m := s.run.Model
	was := slices.Clone(s.run.w)
	for range 50 {
		s.Step()
	}
	for i := range m.Net.Layers {
		if same, decodes := slices.Equal(m.Net.Of(i, was), m.Net.Of(i, s.run.w)), i > m.Neck; len(m.Net.Of(i, was)) > 0 && same != decodes {
			t.Errorf("layer %d, of which the neck is %d, stays where it was: %v", i, m.Neck, same)
		}
	}
	if terms := s.look.Measure(s.run.w, s.run.Data); terms.Total != terms.Label || terms.Copy == 0 {
		t.Errorf("the loss is %+v", terms)
	}
}

// Lists of bought labels are read back, and whatever is none is refused.
func TestBoughtText(t *testing.T) {
	for _, text := range []string{"", "1", "1024", "3.17.200"} {
		b, ok := ParseBought(text)
		if got := string(b.Append(nil)); !ok || got != text {
			t.Errorf("%q is read as %q, %v", text, got, ok)
		}
	}
	for _, text := range []string{"0", ".", "1.", ".1", "1..2", "1025", "x", "1.-2", "99999999999999999999999"} {
		if _, ok := ParseBought(text); ok {
			t.Errorf("%q is read", text)
		}
	}
}
