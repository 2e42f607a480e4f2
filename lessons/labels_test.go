package lessons

import (
	"testing"

	"hourglass/core/ask"
	"hourglass/core/train"
)

func init() {
	levers["labels"] = [][]Turn{{}, {{"known", 16}}, {{"known", 200}}}
}

// buyLabel buys the label of an example, as a tap on its dot does.
func buyLabel(s *ask.Run, i int) {
	if err := s.Turn(train.KnobIndex("buy"), float64(i+1)); err != nil {
		panic(err)
	}
}

// One label of each crescent does, and the copy is why: labels alone get far fewer right, and so does the nearest of the two.
func TestTwoLabelsDo(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, &Labels, "two", seed)
		oneOfEach(s)
		learn(s, 1500)
		done(t, s, step, seed)
		within(t, seed, "told right from two labels", measure(t, s, "accuracy"), 0.92, 1)
		within(t, seed, "the same from labels alone", measure(t, s, "twin accuracy"), 0.5, 0.9)
		within(t, seed, "the same by the nearer of two", measure(t, s, "nearest"), 0.5, 0.85)
	}
}

// The twin draws a simpler border through the same four labels.
func TestTheCopyHelps(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, &Labels, "alone", seed)
		learn(s, 2000)
		done(t, s, step, seed)
		if a, b := measure(t, s, "accuracy"), measure(t, s, "twin accuracy"); a < b+0.05 {
			t.Errorf("seed %d: with the copy %.3f are right, from labels alone %.3f", seed, a, b)
		}
		if s.Setup.Bought != s.Twin().Setup.Bought || s.Setup.Known != s.Twin().Setup.Known {
			t.Errorf("seed %d: the twin knows other labels", seed)
		}
	}
}

// It asks for nine labels, each near its border as that lies then; they do no better than ten at random.
func TestItAsks(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, alone(&Labels), "ask", seed)
		turn(t, s, Turn{"asks", 9})
		learn(s, 1000)
		done(t, s, step, seed)
		if n := measure(t, s, "labels"); n < 9 || n > 10 {
			t.Errorf("seed %d: %v labels are known", seed, n)
		}
	}
}

// Ten digits that it asked for are not of all kinds, and fewer than six in ten of the unseen are told right.
func TestTenItAskedFor(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		got, s := asked(t, alone(&Labels), seed, mayAsk(written(0), 10)...)
		if got != 0 {
			t.Errorf("seed %d: option %d happened, %.2f are right", seed, got, measure(t, s, "accuracy"))
		}
	}
}

// One of each kind, chosen by who can read, does better than ten at random; the copy has little part in it.
func TestTenByEye(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, &Labels, "eye", seed)
		oneOfEach(s)
		learn(s, 1000)
		done(t, s, step, seed)
		random := run(t, alone(&Labels), seed, 1000, written(10)...)
		a, b, c := measure(t, s, "accuracy"), measure(t, random, "accuracy"), measure(t, s, "twin accuracy")
		if a < b+0.05 {
			t.Errorf("seed %d: one of each kind gets %.2f right, ten at random %.2f", seed, a, b)
		}
		within(t, seed, "what the copy adds", a-c, -0.1, 0.12)
		within(t, seed, "by the nearest labelled digit", measure(t, s, "nearest")-a, 0.03, 0.2)
	}
}

// Where the label says which side a dot lies on, the copy does harm; through two numbers it does none.
func TestPicturesDoHarm(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, &Labels, "harm", seed)
		learn(s, 2000)
		done(t, s, step, seed)
		if a, b := measure(t, s, "accuracy"), measure(t, s, "twin accuracy"); a > b-0.04 {
			t.Errorf("seed %d: with the copy %.3f are right, from labels alone %.3f", seed, a, b)
		}
		turn(t, s, Turn{"neck", 2})
		learn(s, 2000)
		if a, b := measure(t, s, "accuracy"), measure(t, s, "twin accuracy"); a < b-0.04 {
			t.Errorf("seed %d: through two numbers %.3f are right, from labels alone %.3f", seed, a, b)
		}
	}
}

// A network with ten labels is far surer than it is right.
func TestSureIsNotRight(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		s := run(t, alone(&Labels), seed, 2000, written(10)...)
		if sure, right := measure(t, s, "sure"), measure(t, s, "accuracy"); sure < right+0.2 {
			t.Errorf("seed %d: it is %.2f sure and %.2f right", seed, sure, right)
		}
	}
}

// Four labels do not reach the goal through two numbers; through one they do.
func TestLabelsGoal(t *testing.T) {
	claim(t)
	offered(t, &Labels, Labels.Goal.Way...)
	for _, seed := range seeds {
		step, s := opened(t, alone(&Labels), "goal", seed)
		turn(t, s, Turn{"known", 4})
		if n := until(s, step.Done, 8000); n >= 0 {
			t.Errorf("seed %d: two numbers reach the goal at step %d", seed, n)
		}
		turn(t, s, Labels.Goal.Way...)
		if n := until(s, step.Done, 4000); n < 0 {
			t.Errorf("seed %d: the goal is not reached, %.2f are right", seed, measure(t, s, "accuracy"))
		}
	}
}

// What its page for teachers says: its tasks open runs by links, and name what comes out.
func TestTeachingLabels(t *testing.T) {
	claim(t)
	blurred := 0
	for _, seed := range seeds {
		right := func(link string) float64 { return measure(t, task(t, alone(&Labels), seed, link), "accuracy") }
		within(t, seed, "told right with labels that weigh 0.01", right("known=10&step=2000"), 0.94, 1)
		within(t, seed, "told right with labels that weigh 1", right("known=10&teach=1&step=2000"), 0.5, 0.915)
		if right("known=10&scatter=0.1&step=2000") <= 0.9 {
			blurred++
		}
		within(t, seed, "told right by side", right("known=10&about=its-side&step=2000"), 0.5, 0.9)
		within(t, seed, "digits told right", right("data=real-digits&neck=8&width=64&rate=0.003&teach=0.1&examples=1024&known=200&step=2000"), 0.85, 1)
	}
	if blurred == 0 {
		t.Error("blurred crescents are told apart from every start")
	}
}
