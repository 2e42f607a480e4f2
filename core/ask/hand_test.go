package ask

import (
	"testing"

	"hourglass/core/train"
)

// What is under the hand ends where another picture is shown; what was counted does not.
func TestUnderTheHand(t *testing.T) {
	r, err := New(train.Default())
	if err != nil {
		t.Fatal(err)
	}
	stand := func(name string, want float64) {
		t.Helper()
		if v, ok := r.Measure(name); !ok || v != want {
			t.Errorf("%s is %v, %v, not %v", name, v, ok, want)
		}
	}
	stand("holding", 0)
	stand("drawn", 0) // a picture of the set is nobody's own
	r.Hold([]float32{1, 2})
	stand("holding", 1)
	r.Clear()
	stand("holding", 0)
	stand("drawn", 0)
	for i := range 4 {
		r.Paint(i, 1)
	}
	r.Paint(2, 0)
	stand("drawn", 3)
	r.Hold([]float32{1, 2})
	stand("drawn", 3) // the drawing stays, though the decoder paints from the ring
	r.Show(5)
	stand("holding", 0)
	stand("drawn", 0)
	stand("held", 2)
	stand("painted", 5)
}
