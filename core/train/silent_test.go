package train

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat"

	"hourglass/core/nn"
	"hourglass/core/rng"
)

// quiet retraces a link and returns what is told at the end, and the step at which it was told first, or -1.
func quiet(t *testing.T, link string) (words string, first int) {
	t.Helper()
	l, err := ParseLink(link, Default())
	if err != nil {
		t.Fatal(err)
	}
	r, err := Open(l)
	if err != nil {
		t.Fatal(err)
	}
	first = -1
	for r.Next() {
		if first < 0 && r.Session.Silence() != "" {
			first, _ = r.Session.At()
		}
	}
	return r.Session.Silence(), first
}

// A run that died without an explosion says so, soon, and with the knob that did it.
func TestSilenceIsTold(t *testing.T) {
	for link, want := range map[string]string{
		"unit=relu&rate=1&step=400":                                 "Learning rate (1)",
		"unit=sigmoid&rate=1&step=400":                              "Learning rate (1)",
		"unit=elu&rate=0.5&step=400":                                "Learning rate (0.5)",
		"decay=0.1&step=1500":                                       "Weight decay (0.1)",
		"decay=0.1&depth=0&step=1500":                               "Weight decay (0.1)",
		"decay=0.1&loss=bce&step=1500":                              "Weight decay (0.1)",
		"data=crossed-bars&neck=12&sparse=l1&pressure=10&step=1500": "Pressure (10)",
	} {
		words, first := quiet(t, link)
		if !strings.Contains(words, want) {
			t.Errorf("%s: %q, told first at step %d", link, words, first)
		}
	}
}

// A run that starts, stands at the mean for a while, or has converged is none that died; and one that was told lives again once it was begun anew.
func TestNoFalseSilence(t *testing.T) {
	t.Parallel()
	for _, link := range []string{"step=60", "step=3000", "unit=relu&step=3000", "depth=3&unit=sigmoid&step=3000", "rate=0.00001&step=600", "optimiser=sgd&rate=0.001&step=600",
		"optimiser=sgd&depth=3&unit=sigmoid&step=2000", "unit=linear&depth=0&optimiser=sgd&batch=256&rate=1&step=4000", "neck=64&width=64&step=3000", "loss=bce&step=2000", "dropout=0.5&step=1500"} {
		if words, first := quiet(t, link); words != "" || first >= 0 {
			t.Errorf("%s: %q, told first at step %d", link, words, first)
		}
	}
	l, _ := ParseLink("unit=relu&rate=1&step=400", Default())
	r, err := Open(l)
	if err != nil {
		t.Fatal(err)
	}
	for r.Next() {
	}
	s := r.Session
	if s.Silence() == "" {
		t.Fatal("not told")
	}
	if err := s.Turn(KnobIndex("rate"), 0.003); err != nil || s.Silence() != "" {
		t.Errorf("after another rate: %q, %v", s.Silence(), err)
	}
	if err := s.Again(); err != nil || s.Silence() != "" {
		t.Errorf("begun anew: %q, %v", s.Silence(), err)
	}
}

// Listening takes no memory.
func TestListenAllocatesNothing(t *testing.T) {
	for _, loss := range []nn.Loss{nn.MSE, nn.BCE} {
		s := small()
		s.Loss = loss
		r := begin(t, s)
		steps(r, 5)
		if n := testing.AllocsPerRun(20, r.listen); n != 0 {
			t.Errorf("%v: %v allocations", loss, n)
		}
	}
}

// The variance of columns, of any number of them, is that of their numbers, and of equal ones it is nothing.
func TestVariance(t *testing.T) {
	r := rng.New(7, "variance")
	for size := 1; size <= 9; size++ {
		const rows = 37
		x := make([]float32, rows*size)
		for i := range x {
			x[i] = float32(i%size)*r.Float32() - 0.5
		}
		for _, logits := range []bool{false, true} {
			want := 0.0
			for c := range size {
				column := make([]float64, rows)
				for i := range column {
					column[i] = grey(x[i*size+c], logits)
				}
				want += stat.PopVariance(column, nil) / float64(size)
			}
			if got := variance(x, size, logits); math.Abs(got-want) > 1e-9*(1+want) {
				t.Errorf("%d columns, logits %t: %v, not %v", size, logits, got, want)
			}
		}
		for i := range x {
			x[i] = float32(i%size) + 0.1
		}
		if got := variance(x, size, false); got != 0 {
			t.Errorf("%d columns of equal numbers vary by %v", size, got)
		}
	}
}
