package lessons

import (
	"math"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
)

func init() { levers["sparsity"] = [][]Turn{{{"pressure", 0.0001}}, {}, {{"pressure", 0.03}}} }

// Under L1 pressure each bar gets a unit of its own, and a picture wakes three to five of 64; the dense twin, with the same start, wakes
// nearly all and owns no bar. It copies better all the same.
func TestPressureGivesEachBarAUnit(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		first, s := opened(t, &Sparsity, "watch", seed)
		undone(t, s, first, seed)
		learn(s, 500)
		done(t, s, first, seed)
		learn(s, 1500)
		if got := chosen(s, &Sparsity.Question); got != 1 {
			t.Errorf("seed %d: option %d happened", seed, got)
		}
		if n := measure(t, s, "twin awake"); n < 60 {
			t.Errorf("seed %d: %.1f awake in the dense twin", seed, n)
		}
		learn(s, 4000)
		if n := darkening(s); n != 1 {
			t.Errorf("seed %d: %v units darken the whole picture", seed, n)
		}
	}
}

// At next to no pressure the code is not unlike the dense one. Raised, it brings order to what was none, before the learner's eyes.
func TestPressureBringsOrder(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, &Sparsity, "dense", seed)
		undone(t, s, step, seed)
		learn(s, 1500)
		undone(t, s, step, seed)
		step, s = opened(t, &Sparsity, "dense", seed)
		turn(t, s, Turn{"pressure", 0.003})
		undone(t, s, step, seed)
		learn(s, 1000)
		done(t, s, step, seed)
	}
}

// undone holds that a step is not done before anybody has done anything.
func undone(t *testing.T, s *ask.Run, step *Step, seed uint32) {
	t.Helper()
	if s.Read(step.Done).Reached {
		t.Errorf("seed %d: step %s is done by itself", seed, step.ID)
	}
}

// The goal is met neither by it nor by the 64 units with which the lesson opens, only by fewer
// under a price.
func TestSparsityGoal(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		goal, s := opened(t, alone(&Sparsity), "goal", seed)
		if n := until(s, goal.Done, 3000); n >= 0 {
			t.Errorf("seed %d: without pressure the goal is reached at step %d", seed, n)
		}
		if n := until(run(t, alone(&Sparsity), seed, 0), goal.Done, 3000); n >= 0 {
			t.Errorf("seed %d: 64 units reach the goal at step %d", seed, n)
		}
		turn(t, s, Sparsity.Goal.Way...)
		if n := until(s, goal.Done, 3000); n < 0 {
			t.Errorf("seed %d: the goal is reached at %d (%v owned)", seed, n, measure(t, s, "owned"))
		}
	}
}

// A row alone has a unit that answers most. With a column added, a second unit wakes, and the first goes on speaking.
func TestUnitsSpeakTogether(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, alone(&Sparsity), "units", seed)
		undone(t, s, step, seed)
		if n := unpaired(s); n > 0 {
			t.Errorf("seed %d: of %v rows with a column one of the two units falls silent, or there are no two", seed, n)
		}
		s.Clear()
		for i := range data.Side {
			s.Paint(i, 1)
		}
		done(t, s, step, seed)
	}
}

// unpaired counts the pairs of a row and a column that do not have a unit each, of which each goes on speaking for both together, a third as loud at least.
func unpaired(s *ask.Run) float64 {
	var snap train.Snapshot
	s.Snapshot(&snap, 0)
	m, err := ae.New(s.Setup.Recipe())
	if err != nil {
		panic(err) // a session runs on that recipe
	}
	look := train.NewLooker(m, 1, 1)
	answer := func(bars ...int) []float32 {
		x := make([]float32, data.Dim)
		for i := range x {
			for _, b := range bars {
				if b < data.Side && i/data.Side == b || b >= data.Side && i%data.Side == b-data.Side {
					x[i] = 1
				}
			}
		}
		return append([]float32(nil), look.Encode(snap.Params, x)...)
	}
	n := 0.0
	for row := range data.Side {
		for column := data.Side; column < 2*data.Side; column++ {
			r, c, both := answer(row), answer(column), answer(row, column)
			first, second := strongest(r), strongest(c)
			if first == second || both[first] < r[first]/3 || both[second] < c[second]/3 {
				n++
			}
		}
	}
	return n
}

// strongest is the place of the largest of x.
func strongest(x []float32) int {
	best := 0
	for i, v := range x {
		if v > x[best] {
			best = i
		}
	}
	return best
}

// Too much pressure silences all units, and they do not come back when it is taken away. Without decay their tiles stay as they were:
// clear pictures of bars, drawn by units that never wake. The step is done when that was seen: the price is taken away, and a run goes on.
func TestSilencedUnitsStaySilent(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, alone(&Sparsity), "silence", seed)
		undone(t, s, step, seed)
		turn(t, s, Turn{"pressure", 0.1})
		learn(s, 600)
		before := measure(t, s, "dead")
		undone(t, s, step, seed)
		turn(t, s, Turn{"pressure", 0.003})
		undone(t, s, step, seed)
		learn(s, 300)
		done(t, s, step, seed)
		learn(s, 1700)
		if dead := measure(t, s, "dead"); dead < before {
			t.Errorf("seed %d: %v dead, two thousand steps before %v", seed, dead, before)
		}
		s = run(t, alone(&Sparsity), seed, 2000, Turn{"decay", 0})
		tiles := clearTiles(s)
		turn(t, s, Turn{"pressure", 0.3})
		learn(s, 300)
		if awake, after := measure(t, s, "awake"), clearTiles(s); awake > 0.5 || tiles < 14 || after < 14 {
			t.Errorf("seed %d: %.1f awake, %v clear tiles, before %v", seed, awake, after, tiles)
		}
	}
}

// darkening counts the units whose weights to nearly all pixels are below nothing by a fair amount.
func darkening(s *ask.Run) float64 {
	fan, n := tiles(s), 0
	for unit := range fan.In {
		dark := 0
		for i := range fan.Out {
			if fan.At(unit, i) < -0.2 {
				dark++
			}
		}
		if dark >= 45 {
			n++
		}
	}
	return float64(n)
}

// tiles are the weights from the code units to the pixels.
func tiles(s *ask.Run) ae.Fan {
	var snap train.Snapshot
	s.Snapshot(&snap, 0)
	m, err := ae.New(s.Setup.Recipe())
	if err != nil {
		panic(err) // a session runs on that recipe
	}
	return m.Fan(1, snap.Params)
}

// clearTiles counts the bars that the weights of some code unit to the picture draw: with a correlation of 0.8 or more.
func clearTiles(s *ask.Run) float64 {
	fan, clear := tiles(s), 0
	for bar := range 2 * data.Side {
		for unit := range fan.In {
			if drawsBar(&fan, unit, bar) >= 0.8 {
				clear++
				break
			}
		}
	}
	return float64(clear)
}

// drawsBar is the correlation of a unit's weights to the pixels with a bar: rows come first, then columns.
func drawsBar(fan *ae.Fan, unit, bar int) float64 {
	const share = 1.0 / data.Side
	var mean, square, both float64
	for i := range data.Dim {
		v := float64(fan.At(unit, i))
		mean += v / data.Dim
		square += v * v / data.Dim
		if bar < data.Side && i/data.Side == bar || bar >= data.Side && i%data.Side == bar-data.Side {
			both += v / data.Dim
		}
	}
	return (both - mean*share) / math.Sqrt((square-mean*mean)*share*(1-share)+1e-30)
}

// The other pressures find the bars as well, or nearly all: the four largest alone, with ReLU and without.
func TestLargestFourFindTheBars(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		for _, kind := range []ae.SparseKind{ae.TopK, ae.KSparse} {
			step, _ := opened(t, alone(&Sparsity), "others", seed)
			s := run(t, alone(&Sparsity), seed, 3000, append(pressed(kind, 0.003), Turn{"keep", 4})...)
			done(t, s, step, seed)
			if owned, awake := measure(t, s, "owned"), measure(t, s, "awake"); owned < 12 || awake > 4 {
				t.Errorf("seed %d: %s: %v owned, %.1f awake", seed, ae.SparseNames[kind], owned, awake)
			}
		}
	}
}

// KL pressure owns the bars too, or nearly all, but its units are never quite silent: a sigmoid only comes near 0.
func TestKLIsNeverQuiteSilent(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		turns := []Turn{{"sparse", float64(ae.SparseKL)}, {"awake", 0.03}}
		offered(t, alone(&Sparsity), turns...)
		s := run(t, alone(&Sparsity), seed, 2000, turns...)
		if owned, awake := measure(t, s, "owned"), measure(t, s, "awake"); owned < 12 || awake < 50 {
			t.Errorf("seed %d: %v owned, %.1f awake", seed, owned, awake)
		}
	}
}

// Fourteen units are not enough for fourteen bars: some get stuck on mixtures. Twenty are.
func TestSpareUnitsHelp(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		tight, loose := run(t, alone(&Sparsity), seed, 4000, Turn{"neck", 14}), run(t, alone(&Sparsity), seed, 4000, Turn{"neck", 20})
		if a, b := measure(t, tight, "owned"), measure(t, loose, "owned"); a > 12 || b != 14 {
			t.Errorf("seed %d: %v owned by 14 units, %v by 20", seed, a, b)
		}
	}
}

// Without decay the price is dodged: the decoder's weights grow, codes shrink, and after a long run units merge into combinations.
func TestWithoutDecayThePriceIsDodged(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		s := run(t, alone(&Sparsity), seed, 14000, Turn{"decay", 0})
		if owned := measure(t, s, "owned"); owned > 11 {
			t.Errorf("seed %d: %v owned", seed, owned)
		}
	}
}

// What its page for teachers says: its tasks open runs by links, and name what comes out.
func TestTeachingSparsity(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		off := 0.0
		for _, c := range []struct {
			pressure    string
			least, most float64 // units awake
		}{{"0.0001", 31, 33}, {"0.001", 4, 5.5}, {"0.003", 3, 5.5}, {"0.01", 2.5, 5.5}, {"0.03", 0, 0.1}} {
			s := task(t, alone(&Sparsity), seed, "pressure="+c.pressure+"&step=3000")
			within(t, seed, "awake at "+c.pressure, measure(t, s, "awake"), c.least, c.most)
			if owned, silent := measure(t, s, "owned"), c.pressure == "0.03"; !silent && owned < 13 || silent && owned != 0 {
				t.Errorf("seed %d: %v bars owned at %s", seed, owned, c.pressure)
			}
			now := measure(t, s, copied)
			if now <= off {
				t.Errorf("seed %d: copies at %s are %.4f off, at less pressure %.4f", seed, c.pressure, now, off)
			}
			off = now
		}
		for keep, bounds := range map[string][2]float64{"1": {0, 5}, "2": {0, 11}, "4": {13, 14}} {
			within(t, seed, "bars owned with "+keep+" let through", measure(t, task(t, alone(&Sparsity), seed, "sparse=topk&keep="+keep+"&step=3000"), "owned"), bounds[0], bounds[1])
		}
	}
}
