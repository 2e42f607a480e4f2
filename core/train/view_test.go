package train

import (
	"slices"
	"testing"

	"hourglass/core/data"
)

func TestView(t *testing.T) {
	r := begin(t, small())
	if r.View.Sample != TrainRows || r.View.Held {
		t.Errorf("at first picture %d is shown, held %v", r.View.Sample, r.View.Held)
	}
	n := TrainRows + data.ValidRows
	for _, c := range [][2]int{{0, 0}, {n, 0}, {-1, n - 1}, {n - 1, n - 1}} {
		r.Show(c[0])
		if r.View.Sample != c[1] || r.View.Input[24] != r.set.Picture(c[1])[24] {
			t.Errorf("Show(%d) shows %d", c[0], r.View.Sample)
		}
	}
	r.Hold([]float32{3, 4})
	if !r.View.Held {
		t.Error("Hold does not hold")
	}
	r.Paint(5, 0.25)
	if r.View.Sample != -1 || r.View.Input[5] != 0.25 || r.View.Held {
		t.Errorf("after painting: %+v", r.View)
	}
	turn(t, r, "data", float64(data.Blobs))
	if r.View.Input[5] != 0.25 {
		t.Error("a learner's own picture is lost when the set changes")
	}
	r.Show(3)
	turn(t, r, "data", float64(data.Bars))
	if r.View.Input[24] != r.set.Picture(3)[24] {
		t.Error("the shown picture is not of the new set")
	}
	turn(t, r, "neck", 5)
	if len(r.View.Ring) != 5 || r.View.Held {
		t.Errorf("with a neck of five the ring has %d numbers", len(r.View.Ring))
	}
}

// An example set aside stays the shown one where there are fewer to train on, or more; one to train on that is left out gives way to the first set aside.
func TestTheShownExampleStays(t *testing.T) {
	s := Default()
	r, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	examples := KnobIndex("examples")
	r.Show(TrainRows + 5)
	was := slices.Clone(r.View.Input)
	for _, n := range []float64{8, 200, TrainRows} {
		if err := r.Turn(examples, n); err != nil {
			t.Fatal(err)
		}
		if r.View.Sample != int(n)+5 || !slices.Equal(r.View.Input, was) {
			t.Errorf("of %v examples number %d is shown, and it is another one: %v", n, r.View.Sample, !slices.Equal(r.View.Input, was))
		}
	}
	r.Show(TrainRows - 1)
	if err := r.Turn(examples, 8); err != nil || r.View.Sample != 8 {
		t.Errorf("number %d is shown: %v", r.View.Sample, err)
	}
	for i := range data.KindNames {
		if k := data.Kind(i); !k.Absent() {
			s.Data, s.Straight = k, true
			if r, err = New(s); err != nil {
				t.Fatal(err)
			}
			if r.View.Sample != r.set.Train {
				t.Errorf("%s opens with example %d of %d to train on", k, r.View.Sample, r.set.Train)
			}
		}
	}
}
