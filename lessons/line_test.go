package lessons

import (
	"math"
	"slices"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/train"
)

func init() {
	levers["line"] = [][]Turn{{{"width", 32}, {"depth", 2}, {"unit", relu}}, {}, {{"unit", linear}}}
}

// The first step ends within the time in which the page shows it, and the line visibly moves in the first second.
func TestLineBends(t *testing.T) {
	for _, seed := range seeds {
		s := run(t, &Line, seed, 0)
		first := s.Now().Loss
		learn(s, int(Line.Speed))
		if now := s.Now().Loss; now > first/2 {
			t.Errorf("seed %d: loss %.4f after a second, %.4f at first", seed, now, first)
		}
		learn(s, 500-int(Line.Speed))
		if !s.Read(Line.Steps[0].Done).Reached {
			t.Errorf("seed %d: loss %.4f after five seconds", seed, s.Now().Loss)
		}
	}
}

// The codes of the arc stand in the order of the arc; which end comes first is the start's choice. On the spiral of the second step they stand in no
// order at first, and from the lesson's start they find it.
func TestCodesStandInOrder(t *testing.T) {
	ways := map[bool]bool{}
	for _, seed := range seeds {
		s := run(t, &Line, seed, 1000)
		z := along(s, 256)
		up := z[255] > z[0]
		ways[up] = true
		for i := 1; i < len(z); i++ {
			if z[i] > z[i-1] != up {
				t.Errorf("seed %d: the codes turn back at %d of 256", seed, i)
				break
			}
		}
	}
	if len(ways) < 2 {
		t.Error("all starts run the same way along the arc")
	}
	step := Line.Steps[1]
	s := run(t, &Line, Line.Setup.Seed, 0, step.Turns...)
	half := -1
	for n := 0; n <= 1000; n++ {
		if n%50 == 0 && half < 0 && measure(t, s, "order") > 0.6 {
			half = n
		}
		s.Step()
	}
	if half < 300 || measure(t, s, "order") < 0.99 {
		t.Errorf("the order is half there at step %d: too soon to be seen, or not there at last: %.3f", half, measure(t, s, "order"))
	}
	if s.Read(step.Done).Reached {
		t.Error("the step is done though nobody has dragged")
	}
	for range 3 {
		s.Hold([]float32{0.1})
		s.Hold([]float32{0.2})
	}
	if !s.Read(step.Done).Reached {
		t.Error("the step is not done")
	}
}

// A place away from the arc comes back on the decoder's line, and so close to the arc.
func TestOffTheCurveComesBackOnIt(t *testing.T) {
	for _, seed := range seeds {
		s := run(t, &Line, seed, 1000)
		for _, p := range [][2]float32{{0, -0.2}, {0.2, 1}, {-0.6, -0.2}, {0.7, 0.9}} {
			back := rebuilt(s, p[0], p[1])
			if from, to := toCurve(data.Arc, p[0], p[1]), toCurve(data.Arc, back[0], back[1]); to > from/3 {
				t.Errorf("seed %d: %v lies %.2f from the arc, its copy %.2f", seed, p, from, to)
			}
		}
	}
}

// A circle is cut open: the second option, and only that one, is what happens.
func TestCircleTears(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		option, s := asked(t, &Line, seed)
		if option != 1 {
			t.Errorf("seed %d: option %d (loss %.4f, tear %.3f)", seed, option, s.Now().Loss, measure(t, s, "tear"))
		}
		// Most places come back well; in the stretch where the code rushes back, some come back on the other side.
		off := offCircle(s, 2000)
		slices.Sort(off)
		if half, worst := off[1000], off[1999]; half > 0.15 || worst < 0.8 {
			t.Errorf("seed %d: half of the circle comes back within %.3f, the worst place %.3f away", seed, half, worst)
		}
	}
}

// Early on the circle is pressed flat, where the best straight line would leave it; and where the steps are too few it stays so.
func TestCircleIsFirstPressedFlat(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		s := run(t, &Line, seed, 400, Turn{"data", circle})
		if over := measure(t, s, "over pca"); over < -0.05 || over > 0.1 {
			t.Errorf("seed %d: after 400 steps the loss is %+.0f %% beside that of a straight line", seed, 100*over)
		}
	}
	if option, s := asked(t, &Line, 1, Turn{"width", 32}); option != 2 {
		t.Errorf("a start that stays flat: option %d, loss %.4f", option, s.Now().Loss)
	}
}

// A wider and deeper network brings the loss on the circle to nothing, but never closes the gap: somewhere two opposite places have one code.
func TestGapNarrowsButStays(t *testing.T) {
	claim(t)
	strong := []Turn{{"width", 32}, {"depth", 2}, {"unit", float64(nn.ReLU)}}
	offered(t, &Line, strong...)
	for _, seed := range seeds {
		weak := run(t, &Line, seed, 6000, Line.Question.Turns...)
		s := run(t, &Line, seed, 6000, append(append([]Turn(nil), Line.Question.Turns...), strong...)...)
		if s.Now().Loss > 0.002 || measure(t, s, "tear") < 2*measure(t, weak, "tear") {
			t.Errorf("seed %d: loss %.4f, tear %.2f", seed, s.Now().Loss, measure(t, s, "tear"))
		}
		if worst := slices.Max(offCircle(s, 20000)); worst < 0.79 {
			t.Errorf("seed %d: the worst place comes back %.2f away", seed, worst)
		}
	}
}

// Straight units draw the best straight line, from wherever the lesson stood before; bent ones fall below a twentieth of its error.
func TestStraightUnitsDrawAStraightLine(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		_, s := asked(t, &Line, seed) // the step before
		step := Line.Steps[4]
		turn(t, s, step.Turns...)
		if err := s.Again(); err != nil { // it is Fresh
			t.Fatal(err)
		}
		learn(s, step.Steps)
		if s.Read(step.Done).Reached {
			t.Errorf("seed %d: done though nobody has turned Unit", seed)
		}
		turn(t, s, Turn{"unit", linear})
		learn(s, 2000)
		if !s.Read(step.Done).Reached {
			t.Errorf("seed %d: straight units end %+.1f %% above PCA", seed, 100*measure(t, s, "over pca"))
		}
		if pca := measure(t, s, "pca"); pca < 0.015 || pca > 0.025 {
			t.Errorf("seed %d: PCA's error is %.4f", seed, pca)
		}
		bent := run(t, &Line, seed, 3000)
		if l := bent.Now().Loss; float64(l) > measure(t, bent, "pca")/20 {
			t.Errorf("seed %d: bent units reach %.4f", seed, l)
		}
	}
}

// Scatter sets a floor to the loss, at about half of its square, and copies lie nearer to the true arc than the dots do.
func TestScatterIsLeftOver(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step := Line.Steps[5]
		s := run(t, &Line, seed, step.Steps, step.Turns...)
		turn(t, s, Turn{"scatter", 0.1})
		learn(s, 3000)
		if l := s.Now().Loss; !s.Read(step.Done).Reached || l < 0.0035 || l > 0.0075 {
			t.Errorf("seed %d: loss %.4f with a scatter of 0.1", seed, l)
		}
		if share := besideArc(s); share > 0.5 {
			t.Errorf("seed %d: the copies lie %.2f as far from the arc as the dots (mean square)", seed, share)
		}
	}
}

// No step of the lesson is done by opening, from whichever other step: each begins anew, trains as long as it says, and waits for the learner.
func TestLineWaitsForTheLearner(t *testing.T) {
	claim(t)
	for i := range Line.Steps {
		step := &Line.Steps[i]
		if step.Ask != "" {
			continue
		}
		if !step.Fresh {
			t.Errorf("%s goes on with the run of the step before", step.ID)
		}
		s := run(t, &Line, Line.Setup.Seed, step.Steps, step.Turns...)
		if s.Read(step.Done).Reached {
			t.Errorf("%s is done when it opens", step.ID)
		}
		if step.Steps == 0 {
			continue
		}
		learn(s, 3000) // Play alone is not what it asks for
		if s.Read(step.Done).Reached {
			t.Errorf("%s is done by Play alone", step.ID)
		}
	}
}

// The spiral is unrolled by a deep network of SiLU units within seconds, from the lesson's start, and not by the one with which the step opens.
// Networks of other units reach a small loss with a line that leaps, and no goal.
func TestSpiralIsUnrolled(t *testing.T) {
	claim(t)
	goal := Line.Steps[6]
	for _, seed := range seeds {
		weak := run(t, &Line, seed, 10000, goal.Turns...)
		if weak.Read(Line.Goal.Watch).Reached {
			t.Errorf("seed %d: eight units reach %.4f", seed, weak.Now().Loss)
		}
	}
	at := func(turns ...Turn) *ask.Run {
		offered(t, &Line, turns...)
		return run(t, &Line, Line.Setup.Seed, 0, append(goal.Turns[:len(goal.Turns):len(goal.Turns)], turns...)...)
	}
	for _, way := range [][]Turn{Line.Goal.Way, {{"width", 16}, {"depth", 2}, {"unit", silu}}, {{"width", 20}, {"depth", 2}, {"unit", silu}}} {
		s := at(way...)
		if steps := until(s, Line.Goal.Watch, 2*browser); steps < 0 {
			t.Errorf("%v: loss %.4f, order %.2f after %d steps", way, s.Now().Loss, measure(t, s, "order"), 2*browser)
		}
	}
	torn := at(Turn{"width", 32}, Turn{"depth", 2}, Turn{"unit", relu})
	if steps := until(torn, all(below("loss", 0.002)), 2*browser); steps < 0 || torn.Read(Line.Goal.Watch).Reached {
		t.Errorf("ReLU units: loss %.4f after %d steps, order %.2f", torn.Now().Loss, steps, measure(t, torn, "order"))
	}
}

// One loss, three orders: along the spiral, against it, and in pieces.
func TestOrderBelongsToTheStart(t *testing.T) {
	claim(t)
	const n = 200
	for i, seed := range seeds {
		s := run(t, &Line, seed, 10000, Turn{"data", spiral}, Turn{"unit", float64(nn.SiLU)}, Turn{"depth", 2}, Turn{"width", 32})
		if l := s.Now().Loss; l > 0.002 || (measure(t, s, "order") >= 0.99) != (i < 2) {
			t.Errorf("seed %d: loss %.4f, on unseen points %.4f", seed, l, s.Now().Valid)
		}
		z := along(s, n)
		place := make([]int, n) // along the spiral, in the order of the codes
		for i := range place {
			place[i] = i
		}
		slices.SortFunc(place, func(a, b int) int {
			if z[a] < z[b] {
				return -1
			}
			return 1
		})
		jumps := 0
		for i := 1; i < n; i++ {
			if d := place[i] - place[i-1]; d > n/10 || d < -n/10 {
				jumps++
			}
		}
		switch outward := place[n-1] > place[0]; {
		case i == 0 && (jumps > 0 || outward), i == 1 && (jumps > 0 || !outward), i == 2 && jumps < 3:
			t.Errorf("seed %d: %d jumps, from %d to %d of %d", seed, jumps, place[0], place[n-1], n)
		}
	}
}

// along returns the one-number codes of n places along the run's curve.
func along(s *ask.Run, n int) []float32 {
	z := make([]float32, n)
	for i := range z {
		x, y := s.Setup.Data.On(float32(i) / float32(n))
		s.Paint(0, x)
		s.Paint(1, y)
		s.Code(z[i : i+1])
	}
	return z
}

func rebuilt(s *ask.Run, x, y float32) []float32 {
	s.Paint(0, x)
	s.Paint(1, y)
	return s.Rebuild(make([]float32, 2))
}

// offCircle is how far n places along the run's curve come back from where they are.
func offCircle(s *ask.Run, n int) []float64 {
	off := make([]float64, n)
	for i := range off {
		x, y := s.Setup.Data.On(float32(i) / float32(n))
		back := rebuilt(s, x, y)
		off[i] = apart(back[0], back[1], x, y)
	}
	return off
}

// toCurve is how far a place lies from a curve.
func toCurve(k data.Kind, x, y float32) float64 {
	least, _, _ := nearestOn(k, x, y)
	return least
}

// nearestOn is how far a place lies from a curve, and the place there that is nearest.
func nearestOn(k data.Kind, x, y float32) (least float64, u, v float32) {
	least = math.Inf(1)
	for i := range 1000 {
		a, b := k.On(float32(i) / 999)
		if d := apart(a, b, x, y); d < least {
			least, u, v = d, a, b
		}
	}
	return least, u, v
}

func apart(x, y, u, v float32) float64 { return math.Hypot(float64(u-x), float64(v-y)) }

// What its page for teachers says: its tasks open runs by links, and name what comes out.
func TestTeachingLine(t *testing.T) {
	claim(t)
	m, err := ae.New(Line.Setup.Recipe())
	if err != nil {
		t.Fatal(err)
	}
	var snap train.Snapshot
	run(t, &Line, 1, 0).Snapshot(&snap, 0)
	if n := len(snap.Params); n != 67 || train.TrainRows != 256 || m == nil {
		t.Errorf("%d weights and biases for %d dots", n, train.TrainRows)
	}
	for _, seed := range seeds {
		one, two := task(t, &Line, seed, "scatter=0.1&step=3000").Now().Loss, task(t, &Line, seed, "neck=2&scatter=0.1&step=3000").Now().Loss
		if two > 0.0005 || two > one/10 {
			t.Errorf("seed %d: scattered dots: %.5f through one number, %.5f through two", seed, one, two)
		}
	}
	for _, seed := range seeds { // task 1: with more units the circle stays flat
		within(t, seed, "the wider network's circle", float64(task(t, &Line, seed, "data=circle&width=32&step=6000").Now().Loss), 0.08, 1)
	}
	within(t, 1, "its cuts", measure(t, task(t, &Line, 1, "data=circle&step=6000"), "cuts"), 2, 2)
	few := task(t, &Line, Line.Setup.Seed, "data=spiral&unit=silu&width=16&step=10000") // task 5
	if !few.Read(Line.Goal.Watch).Reached {
		t.Errorf("sixteen units: loss %.4f, order %.2f", few.Now().Loss, measure(t, few, "order"))
	}
	leaps := task(t, &Line, Line.Setup.Seed, "data=spiral&unit=relu&depth=2&width=32&step=10000")
	within(t, Line.Setup.Seed, "the loss of ReLU units", float64(leaps.Now().Loss), 0, 0.002)
	within(t, Line.Setup.Seed, "their order", measure(t, leaps, "order"), 0, 0.5)
}
