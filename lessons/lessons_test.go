package lessons

import (
	"os"
	"slices"
	"strings"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	_ "hourglass/core/data/measured"
	"hourglass/core/train"
	_ "hourglass/wasm/figures"
	"hourglass/wasm/scene"
)

// claim is what is said of runs. It runs beside others, and is left out of a short round: the bits of a run are the same with lanes and without
// (package train holds that), so that what is true of a lesson's runs is found out once.
func claim(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("a claim of the lessons")
	}
	t.Parallel()
}

// seeds are the starts over which every claim of a lesson must hold.
var seeds = []uint32{1, 2, 3}

// browser is how many steps a second a page is sure to take at full speed with a small network: a third of what was measured.
const browser = 5000

// What the lessons measure of copies of unseen examples, whole or torn.
const (
	copied = "mend masking 0" // the mask hits nothing
	masked = "mend masking 0.33"
	blown  = "mend gaussian 0.3"
)

// A lesson is its files and nothing else, and has all of them: what one still wants is said at once.
func TestLessonsAreWhole(t *testing.T) {
	for _, l := range All {
		var wants []string
		missing := func(is bool, what string) {
			if is {
				wants = append(wants, what)
			}
		}
		file := func(name string) string {
			b, err := os.ReadFile(name)
			missing(err != nil, name)
			return string(b)
		}
		words := file(l.ID + ".md")
		for _, section := range []string{"lies", "arithmetic", "python", "sources", l.Question.ID} {
			missing(!strings.Contains(words, "{#"+section+"}"), "a section {#"+section+"} of its words")
		}
		file(l.ID + ".teacher.md")
		tests := file(l.ID + "_test.go")
		missing(strings.Count(tests, "claim(t)") < 3, "claims of its words, three at least, in "+l.ID+"_test.go")
		missing(!strings.Contains(tests, "func TestTeaching"), "the numbers of its page for teachers, as TestTeaching... there")
		missing(len(levers[l.ID]) != len(l.Question.Options), "levers for each option of its question, there")
		missing(l.Poster == 0, "the steps of its poster")
		missing(l.Twin != nil && l.Names == [2]string{}, "names of the run and its twin")
		if len(wants) > 0 {
			t.Errorf("%s wants %s", l.ID, strings.Join(wants, "; "))
		}
	}
}

// What a lesson has fits together.
func TestLessonsFit(t *testing.T) {
	t.Parallel()
	for _, l := range All {
		t.Run(l.ID, func(t *testing.T) { fits(t, l) })
	}
}

// A lesson opens with the network that its first step wants, and that its lines of Python build: no knob has to turn.
func TestLessonsOpenAsTheyStand(t *testing.T) {
	for _, l := range All {
		s := run(t, l, l.Setup.Seed, 0)
		turn(t, s, l.Steps[0].Turns...)
		if s.Setup != l.Setup {
			t.Errorf("%s opens with %+v, and its first step wants %+v", l.ID, l.Setup, s.Setup)
		}
	}
}

// The way to every goal is one that its dials offer.
func TestWaysAreOffered(t *testing.T) {
	for _, l := range All {
		offered(t, l, l.Goal.Way...)
	}
}

// A learner may go from any step to any other, and run the question from any: the page turns the knobs of where they go one by one, and each
// lands.
func TestStepsFollowInAnyOrder(t *testing.T) {
	claim(t)
	for _, l := range All {
		t.Run(l.ID, func(t *testing.T) {
			places := append([]Step{{ID: "question", Turns: l.Question.Turns}}, l.Steps...)
			s, from := run(t, l, 1, 0), "start"
			goTo := func(p Step) {
				for _, c := range p.Turns {
					if err := s.Turn(train.Number(c.Knob), c.Value); err != nil {
						t.Errorf("from %s to %s: %s %v: %v", from, p.ID, c.Knob, c.Value, err)
					}
				}
				for _, c := range p.Turns {
					if v := stands(s, c.Knob); v != c.Value {
						t.Errorf("from %s to %s: %s stands at %v, not %v", from, p.ID, c.Knob, v, c.Value)
					}
				}
				from = p.ID
			}
			for i, a := range places {
				goTo(a)
				for _, b := range places[i+1:] {
					goTo(b)
					goTo(a)
				}
			}
		})
	}
}

// levers are, by the lesson, dials that bring about each option of its question. They stand in the lesson's own test.
var levers = map[string][][]Turn{}

const blobs = float64(data.Blobs)

// Every option of every question can be made to happen by a learner: in the step that asks they turn dials that the question leaves alone, and
// the page turns the question's own, begins anew, and trains as long as it says.
func TestEveryOptionCanHappen(t *testing.T) {
	claim(t)
	for _, l := range All {
		q := &l.Question
		for i, turns := range levers[l.ID] {
			t.Run(l.ID+string(rune('0'+i)), func(t *testing.T) {
				t.Parallel()
				offered(t, l, turns...)
				s := run(t, l, 1, 0)
				turn(t, s, asking(t, l).Turns...)
				turn(t, s, turns...)
				turn(t, s, q.Turns...)
				for _, c := range turns {
					if v := stands(s, c.Knob); v != c.Value {
						t.Errorf("the question turns %s from %v to %v", c.Knob, c.Value, v)
					}
				}
				if err := s.Again(); err != nil {
					t.Fatal(err)
				}
				learn(s, q.Steps)
				if got := chosen(s, q); got != i {
					t.Errorf("option %d happened", got)
				}
			})
		}
	}
}

// asking is the step that asks a lesson's question.
func asking(t *testing.T, l *Lesson) *Step {
	t.Helper()
	for i := range l.Steps {
		if l.Steps[i].Ask != "" {
			return &l.Steps[i]
		}
	}
	t.Fatalf("%s asks nothing", l.ID)
	return nil
}

// fits holds what every lesson must have, and that what its steps point at, turn, ask and wait for is there.
func fits(t *testing.T, l *Lesson) {
	t.Helper()
	known := map[string]bool{"play": true, "step": true, "reset": true, "reseed": true, "speed": true}
	for i := range train.Dials {
		known[train.Dials[i].Name] = true
	}
	for _, k := range train.Knobs {
		known[k.Name] = true
	}
	for _, d := range train.Dials {
		known[d.Name] = true
	}
	for _, f := range scene.Figures() {
		if known[f.Name] {
			t.Errorf("%q is a figure and a control", f.Name)
		}
		known[f.Name] = true
	}
	for _, f := range l.Figures {
		if scene.Find(f) == nil {
			t.Errorf("%s shows %q, which is no figure", l.ID, f)
		}
	}
	if n := len(l.Steps); n < 5 || n > 8 {
		t.Errorf("%s has %d steps", l.ID, n)
	}
	if l.Speed < 1 || l.Speed > 2000 {
		t.Errorf("%s opens with %v steps a second", l.ID, l.Speed)
	}
	s, asks := run(t, l, 1, 0), 0
	first := s.Now().Loss
	learn(s, int(l.Speed))
	if now := s.Now().Loss; now > 0.95*first {
		t.Errorf("%s: after a second of Play the loss is %.4f, at first %.4f", l.ID, now, first)
	}
	for _, step := range l.Steps {
		for _, p := range step.Point {
			if !known[p] || scene.Find(p) != nil && !slices.Contains(l.Figures, p) {
				t.Errorf("%s/%s points at %q", l.ID, step.ID, p)
			}
		}
		if !slices.ContainsFunc(step.Point, func(p string) bool { return scene.Find(p) != nil }) {
			t.Errorf("%s/%s has no hero: it points at no figure", l.ID, step.ID)
		}
		once(t, l, step.ID, step.Turns)
		if step.Ask != "" {
			asks++
			if step.Ask != l.Question.ID {
				t.Errorf("%s/%s asks %q", l.ID, step.ID, step.Ask)
			}
		} else if len(step.Done.All) == 0 {
			t.Errorf("%s/%s waits for nothing", l.ID, step.ID)
		}
	}
	once(t, l, "question", l.Question.Turns)
	if asks == 0 || len(l.Question.Options) < 2 || len(l.Goal.Watch.All) == 0 {
		t.Errorf("%s asks %d times, of %d options, with %d conditions of a goal", l.ID, asks, len(l.Question.Options), len(l.Goal.Watch.All))
	}
	for _, tell := range l.Tells {
		if tell.From != "" && !slices.ContainsFunc(l.Steps, func(s Step) bool { return s.ID == tell.From }) {
			t.Errorf("%s tells %q from step %q", l.ID, tell.What, tell.From)
		}
	}
	for _, what := range l.Question.Quote {
		if !slices.ContainsFunc(l.Tells, func(tell Tell) bool { return tell.What == what }) {
			t.Errorf("%s quotes %q, which it never tells", l.ID, what)
		}
	}
	for _, w := range l.Watches() {
		for _, c := range w.All {
			_, ok := s.Measure(c.What)
			for i := 0; !ok && i < len(l.Steps); i++ { // some are measures of the data that a step turns to
				_, ok = run(t, l, 1, 0, l.Steps[i].Turns...).Measure(c.What)
			}
			if !ok {
				t.Errorf("%s watches for %q", l.ID, c.What)
			}
		}
	}
}

// once holds that a list of turns is offered by the lesson and names no knob twice: the page leaves out what already stands where it should, by
// the facts from before the first turn.
func once(t *testing.T, l *Lesson, place string, turns []Turn) {
	t.Helper()
	offered(t, l, turns...)
	for i, c := range turns {
		if slices.ContainsFunc(turns[:i], func(b Turn) bool { return b.Knob == c.Knob }) {
			t.Errorf("%s/%s turns %s twice", l.ID, place, c.Knob)
		}
	}
}

// run trains a lesson's own setup, beside its twin, with some knobs turned before it starts.
func run(t *testing.T, l *Lesson, seed uint32, steps int, turns ...Turn) *ask.Run {
	t.Helper()
	s, err := ask.New(turned(t, l, seed, turns...), l.Apart()...)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range turns {
		if d := train.DialIndex(c.Knob); d >= 0 {
			turn(t, s, c)
		}
	}
	learn(s, steps)
	return s
}

// turned is a lesson's own setup with some knobs turned; the dials among the turns are not the setup's.
func turned(t *testing.T, l *Lesson, seed uint32, turns ...Turn) train.Setup {
	t.Helper()
	setup := l.Setup
	setup.Seed = seed
	for _, turn := range turns {
		if train.DialIndex(turn.Knob) >= 0 {
			continue // of the view, and so of no setup
		}
		if err := train.Knobs[train.KnobIndex(turn.Knob)].Set(&setup, turn.Value); err != nil {
			t.Fatal(err)
		}
	}
	return setup
}

// learn takes steps.
func learn(s *ask.Run, steps int) {
	for range steps {
		s.Step()
	}
}

// turn sets knobs of a run as a learner does, while it goes on.
func turn(t *testing.T, s *ask.Run, turns ...Turn) {
	t.Helper()
	for _, c := range turns {
		if err := s.Turn(train.Number(c.Knob), c.Value); err != nil {
			t.Fatal(err)
		}
	}
}

// measure reads a number of the run that must be there.
func measure(t *testing.T, s *ask.Run, what string) float64 {
	t.Helper()
	v, ok := s.Measure(what)
	if !ok {
		t.Fatalf("there is no measure %q", what)
	}
	return v
}

// chosen is the only option of a lesson's question whose watch holds now, or -1.
func chosen(s *ask.Run, q *Question) int {
	happened := -1
	for i, o := range q.Options {
		if s.Read(o).Reached {
			if happened >= 0 {
				return -1
			}
			happened = i
		}
	}
	return happened
}

// asked is the option that happens when a lesson's question is run, with some knobs turned otherwise.
func asked(t *testing.T, l *Lesson, seed uint32, turns ...Turn) (int, *ask.Run) {
	t.Helper()
	q := &l.Question
	s := run(t, l, seed, q.Steps, append(append([]Turn(nil), q.Turns...), turns...)...)
	return chosen(s, q), s
}

// stands is how a knob of a run, or a dial, stands.
func stands(s *ask.Run, name string) float64 {
	l := s.Link()
	l.Setup = s.Setup
	return l.Stands(train.Number(name))
}

// offered holds that a lesson's dials allow the turns.
func offered(t *testing.T, l *Lesson, turns ...Turn) {
	t.Helper()
	for _, c := range turns {
		i := slices.IndexFunc(l.Dials, func(d Dial) bool { return d.Knob == c.Knob })
		if i < 0 {
			t.Errorf("%s offers no %s", l.ID, c.Knob)
			continue
		}
		d, k := l.Dials[i], train.Numbered(train.Number(c.Knob))
		if d.Min != d.Max && (c.Value < d.Min || c.Value > d.Max) || d.Only != nil && !slices.Contains(d.Only, k.Text(c.Value)) {
			t.Errorf("%s offers no %s of %s", l.ID, c.Knob, k.Text(c.Value))
		}
	}
}

// distance is the sum of squared differences.
func distance(a, b []float32) float32 {
	s := float32(0)
	for i := range a {
		s += (a[i] - b[i]) * (a[i] - b[i])
	}
	return s
}

// opened is the run as a step of a lesson finds it, when nothing was turned before.
func opened(t *testing.T, l *Lesson, id string, seed uint32) (*Step, *ask.Run) {
	t.Helper()
	for i := range l.Steps {
		if s := &l.Steps[i]; s.ID == id {
			return s, run(t, l, seed, s.Steps, s.Turns...)
		}
	}
	t.Fatalf("%s has no step %q", l.ID, id)
	return nil, nil
}

// alone is a lesson without its twin, for what can be held of the run by itself.
func alone(l *Lesson) *Lesson {
	one := *l
	one.Twin = nil
	return &one
}

// done holds that a step is done now.
func done(t *testing.T, s *ask.Run, step *Step, seed uint32) {
	t.Helper()
	if r := s.Read(step.Done); !r.Reached {
		t.Errorf("seed %d: step %s is not done, its last measure is %.4f", seed, step.ID, r.Value)
	}
}

// until trains until the watch holds and returns the step, or -1 when it does not within so many.
func until(s *ask.Run, w ask.Watch, most int) int {
	for n := 0; n <= most; n++ {
		if n%50 == 0 && s.Read(w).Reached {
			return n
		}
		s.Step()
	}
	return -1
}

// looker looks with the network of a run.
func looker(t *testing.T, s *ask.Run) *train.Looker {
	t.Helper()
	m, err := ae.New(s.Setup.Recipe())
	if err != nil {
		t.Fatal(err)
	}
	return train.NewLooker(m, 1, train.TrainRows)
}
