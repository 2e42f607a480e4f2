package train

import (
	"strconv"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/nn"
)

// The arithmetic that is told is the network's own: the last layer's units are the pixels of the copy, the neck's are the code.
func TestInsideAgrees(t *testing.T) {
	t.Parallel()
	kinds := map[string]func(*Setup){"plain": func(*Setup) {}, "straight": func(s *Setup) { s.Straight = true }, "BCE": func(s *Setup) { s.Loss = nn.BCE },
		"k-sparse": func(s *Setup) { s.Neck, s.Sparse = 8, ae.KSparse }, "TopK": func(s *Setup) { s.Neck, s.Sparse = 8, ae.TopK }, "cloud": func(s *Setup) { s.Cloud = true }}
	for name, change := range kinds {
		for _, depth := range []int{0, 1, 3} {
			t.Run(name+strconv.Itoa(depth), func(t *testing.T) { insideAgrees(t, depth, change) })
		}
	}
}

func insideAgrees(t *testing.T, depth int, change func(*Setup)) {
	setup := Default()
	setup.Depth = depth
	change(&setup)
	s, err := New(setup)
	if err != nil {
		t.Fatal(err)
	}
	for range 300 {
		s.Step()
	}
	hash := s.Hash()
	widths := s.Widths(nil)
	if len(widths) != 2*depth+2 || widths[depth] != setup.Neck || widths[len(widths)-1] != len(s.View.Input) {
		t.Fatalf("depth %d has layers of %v", depth, widths)
	}
	var in Inside
	for i, want := range s.Code(nil) {
		if s.Inside(&in, depth, i); in.Layer != depth || far(in.Out, want) || setup.Sparse == ae.Dense && far(in.Sum+in.Bias, want) {
			t.Errorf("depth %d: number %d is %v, its arithmetic %+v", depth, i, want, in)
		}
	}
	for i, want := range s.Rebuild(nil) {
		if s.Inside(&in, len(widths)-1, i); far(in.Out, want) {
			t.Errorf("depth %d: pixel %d is %v, its arithmetic %+v", depth, i, want, in)
		}
	}
	for _, bad := range [][2]int{{-1, 0}, {99, 0}, {0, -1}, {0, 1000}} {
		if s.Inside(&in, bad[0], bad[1]); in.Layer != -1 {
			t.Errorf("unit %v is there: %+v", bad, in)
		}
	}
	if s.Hash() != hash {
		t.Error("looking inside changed the run")
	}
}

func far(a, b float32) bool { return a-b > 1e-4 || b-a > 1e-4 }
